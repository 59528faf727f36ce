"""Lessons as an iCalendar file (RFC 5545), for the calendars outside Préau that subscribe to it. Pure.

Hours are given on the wall of Paris with the rules of its two clock changes, so that a lesson at 8 h stays at 8 h.
A cancelled lesson stays in the file, marked so. Nothing is said but the subject, the group, the room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from preau.kernel import clock

#: A line holds so many bytes at most, its end left out (RFC 5545, 3.1).
LONGEST_LINE = 75

# The rules of the European Union since 1996: last Sunday of March and of October, at one o’clock UTC.
_PARIS = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Paris",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One lesson. `uid` never changes; instants are aware; `sequence` grows when the school changes the lesson."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    is_cancelled: bool
    sequence: int


def agenda_file(name: str, entries: Iterable[AgendaEntry], *, made_at: datetime) -> bytes:
    """The file, in UTF-8. The same lessons give the same bytes: `made_at` is when the address was made."""
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Préau//Emploi du temps//FR",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Europe/Paris",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *_PARIS,
        *(line for entry in entries for line in _event(entry, stamp)),
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _event(entry: AgendaEntry, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART;TZID=Europe/Paris:{_wall(entry.starts_at)}"
    yield f"DTEND;TZID=Europe/Paris:{_wall(entry.ends_at)}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.location:
        yield f"LOCATION:{_text(entry.location)}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if entry.is_cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _wall(instant: datetime) -> str:
    return clock.local(instant).strftime("%Y%m%dT%H%M%S")


def _text(words: str) -> str:
    """Text as the format wants it: no control character, and four signs escaped (RFC 5545, 3.3.11)."""
    plain = "".join(sign for sign in words.replace("\r\n", "\n") if sign >= " " or sign == "\n")
    escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n").replace("\x7f", "")


def _folded(line: str) -> bytes:
    """The line and its end, cut between characters: a piece that goes on begins with a blank."""
    pieces, piece = [], b""
    for sign in line:
        encoded = sign.encode()
        if len(piece) + len(encoded) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
