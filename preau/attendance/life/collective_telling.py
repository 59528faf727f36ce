"""The history of a collective absence in plain sentences: who did what, when. Pure: it is told what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from preau.attendance.life.telling import Told
from preau.attendance.life.wording import spoken_time


class KeptCollective(Protocol):
    """A version: what was before, by whom and when it changed."""

    @property
    def before(self) -> Mapping[str, Any]: ...
    @property
    def changed_at(self) -> datetime: ...
    @property
    def changed_by(self) -> str: ...


def collective_history(
    versions: Iterable[KeptCollective], current: Mapping[str, Any], reasons: Mapping[int, str]
) -> tuple[Told, ...]:
    """Each change, the latest first. `current` is what it is now, in the words of a version."""
    known = tuple(versions)
    if not known:
        return ()
    after = [*(version.before for version in known[1:]), current]
    told = [
        Told(one.changed_at, one.changed_by, ". ".join(_changes(one.before, now, reasons)) + ".")
        for one, now in zip(known, after, strict=True)
    ]
    return tuple(reversed(told))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], reasons: Mapping[int, str]) -> Iterator[str]:
    if before["label"] != after["label"]:
        yield _("Nom changé\u202f: «\u202f%(former)s\u202f» est devenu «\u202f%(present)s\u202f»") % {
            "former": before["label"],
            "present": after["label"],
        }
    if _time(before) != _time(after):
        yield _("Heures changées\u202f: %(former)s est devenu %(present)s") % {
            "former": spoken_time(*_time(before)),
            "present": spoken_time(*_time(after)),
        }
    if before["reason_id"] != after["reason_id"]:
        yield _("Motif choisi\u202f: %(reason)s") % {"reason": reasons.get(after["reason_id"], "?")}
    if after["cancelled_at"] and not before["cancelled_at"]:
        yield _("Annulée\u202f: %(why)s") % {"why": after["cancelled_why"]}


def _time(kept: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(kept["starts_at"]), datetime.fromisoformat(kept["ends_at"])
