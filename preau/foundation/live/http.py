"""The little HTTP/1.1 that the live process speaks: two addresses, GET only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

STREAM_PATH = "/direct"
HEALTH_PATH = "/direct/sante"

_REASONS = {
    200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}  # fmt: skip

# No cookie is read here, the token alone opens: any origin may ask.
_COMMON = "Access-Control-Allow-Origin: *\r\nCache-Control: no-store\r\nConnection: close\r\n"

#: X-Accel-Buffering tells nginx to pass each message on at once.
STREAM_HEAD = (
    f"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nX-Accel-Buffering: no\r\n{_COMMON}\r\n"
).encode()


@dataclass(frozen=True, slots=True)
class Request:
    """A request line and the one header that matters."""

    method: str
    path: str
    token: str
    since: str


def parse_head(head: bytes) -> Request:
    """Read a request head, blank line excluded. Raises `ValueError` when it is not HTTP/1."""
    line, *fields = head.decode("latin-1").split("\r\n")
    method, target, version = line.split(" ")
    if not version.startswith("HTTP/1."):
        raise ValueError(version)
    address = urlsplit(target)
    asked = parse_qs(address.query, max_num_fields=10)
    since = asked.get("depuis", [""])[-1]
    for field in fields:
        name, _, content = field.partition(":")
        if name.lower() == "last-event-id":
            since = content.strip() or since
    return Request(method, address.path, asked.get("jeton", [""])[-1], since)


def answer(status: int, body: str = "", kind: str = "text/plain") -> bytes:
    """A whole short response, after which the connection closes."""
    content = (body or _REASONS[status]).encode()
    allow = "Allow: GET\r\n" if status == 405 else ""
    return (
        f"HTTP/1.1 {status} {_REASONS[status]}\r\nContent-Type: {kind}; charset=utf-8\r\n"
        f"Content-Length: {len(content)}\r\n{allow}{_COMMON}\r\n"
    ).encode() + content


def message(event: str, content: object, cursor: object = None) -> bytes:
    """One server-sent event. The words are ours and hold no line break."""
    mark = "" if cursor is None else f"id: {cursor}\n"
    return f"{mark}event: {event}\ndata: {content}\n\n".encode()
