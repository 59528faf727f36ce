"""How the desk names owners and severities."""

from __future__ import annotations

from datetime import datetime

from preau.foundation.rooms.anomalies import AnomalyKind, AnomalyLine, Owner, Severity
from preau.foundation.screens.templates import url
from preau.kernel import clock, words

OWNERS = {
    Owner.SCHOOL: "Votre établissement",
    Owner.ACADEMIE: "L’académie",
    Owner.HOUSE: "L’équipe de Préau",
}

#: (label of the group, what it costs, tone)
SEVERITIES = {
    Severity.BLOCKING: ("Bloquantes", "Quelqu’un ne peut pas travailler, ou n’est pas prévenu.", "danger"),
    Severity.SERIOUS: ("Gênantes", "Quelqu’un est mal servi.", "warning"),
    Severity.INFORMATION: ("À savoir", "Rien ne presse.", "neutral"),
}


def counted_words(counted_at: datetime) -> str:
    """`aujourd’hui à 6 h 10`; before yesterday, the day: `lundi 23 novembre à 6 h 10`."""
    return f"{words.relative_day(counted_at, clock.today())} à {words.hour(counted_at)}"


def mend_url(kind: AnomalyKind, line: AnomalyLine, uai: str) -> str:
    """The door of the gesture that mends this line; empty when it is made outside Préau."""
    return url(kind.mend.url_name, uai=uai, **kind.mend.args(line)) if kind.mend.url_name else ""


def door_url(kind: AnomalyKind, line: AnomalyLine, uai: str) -> str:
    """The page of what this line is about; empty when there is none."""
    if kind.door is None:
        return ""
    name, argument = kind.door
    return url(name, uai=uai, **{argument: line.keys[0]})


def keep_url(line: AnomalyLine, uai: str) -> str:
    """Where this line is kept as it is: its keys are `12-45` in the address."""
    return url("console:keep", uai=uai, code=line.code, keys="-".join(map(str, line.keys)))


def keys_asked(text: str) -> tuple[int, ...]:
    """The keys that an address names; none for anything else."""
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return ()
    return tuple(map(int, parts))
