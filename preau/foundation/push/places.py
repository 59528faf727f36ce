"""Where a push message may go: an address that a browser gave is somebody else's word."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

#: Longest address that is kept, in characters: those of services are about 200.
LONGEST = 1000
#: Addresses of IPv6 that lead to one of IPv4 (NAT64): which one is not for us to find out.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def is_plausible(endpoint: str) -> bool:
    """True for https on the public internet, as far as the address itself says."""
    if settings.PUSH_TRUSTED and endpoint.startswith(settings.PUSH_TRUSTED):
        return True
    try:
        place = urlsplit(endpoint)
        host, port = place.hostname or "", place.port
    except ValueError:
        return False
    if place.scheme != "https" or len(endpoint) > LONGEST or place.username or port not in {None, 443}:
        return False
    try:
        return _is_public(host)
    except ValueError:
        return "." in host and not host.endswith((".local", ".internal", ".localhost"))


def public_address(host: str, port: int) -> str | None:
    """The address of this host, when all that its name leads to is on the public internet."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        return None
    if not found or not all(_is_public(one.partition("%")[0]) for one in found):
        return None
    return min(found)


def _is_public(written: str) -> bool:
    """One machine of the public internet, under its own address. `ValueError` for what is no address."""
    address = ipaddress.ip_address(written)
    if isinstance(address, ipaddress.IPv6Address) and (address.sixtofour or address in _TRANSLATED):
        return False
    return address.is_global and not address.is_multicast
