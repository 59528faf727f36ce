"""Is a port free, does a server answer."""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import closing, suppress

_TIMEOUT = 5.0
_LETTING_GO = 3.0


def is_free(host: str, port: int) -> bool:
    """True when nobody listens there. Asked before starting: two servers may share a port unseen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def becomes_free(host: str, port: int) -> bool:
    """The same, leaving a dying process the moment it needs to let go of the port."""
    deadline = time.monotonic() + _LETTING_GO
    while not is_free(host, port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def answers(port: int, path: str = "/") -> bool:
    """True when an HTTP server on this machine answers something else than a server error."""
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)) as connection,
    ):
        connection.request("GET", path)
        with connection.getresponse() as response:
            return response.status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    return False


def listens(port: int) -> bool:
    """True when a connection to this port of this machine is taken."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=_TIMEOUT):
        return True
    return False
