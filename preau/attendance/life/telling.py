"""The history of a period in plain sentences: who did what, when. Pure: it is told what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod


class Kept(Protocol):
    """A version: what was before, the deed that changed it, by whom and when."""

    @property
    def deed(self) -> str: ...
    @property
    def before(self) -> Mapping[str, Any]: ...
    @property
    def changed_at(self) -> datetime: ...
    @property
    def changed_by(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Told:
    """One moment of a history; `by` is empty when rolls, or nobody known, did it."""

    at: datetime
    by: str
    sentence: str


#: The deed of who changes the hours of a collective absence, of all its pupils or of one.
BY_COLLECTIVE = "collectif"

_DECIDED = {
    AbsencePeriod.Admissibility.PENDING: "Remise à examiner",
    AbsencePeriod.Admissibility.ACCEPTED: "Motif accepté",
    AbsencePeriod.Admissibility.REFUSED: "Motif refusé",
}


def history(versions: Iterable[Kept], current: Mapping[str, Any], reasons: Mapping[int, str]) -> tuple[Told, ...]:
    """Each change, the latest first. `current` is the period as it is, in the words of a version; `reasons` gives
    the label of a reason by its id.
    """
    known = tuple(versions)
    if not known:
        return ()
    after = [*(version.before for version in known[1:]), current]
    told = [
        Told(version.changed_at, version.changed_by, ". ".join(_changes(version, now, reasons)) + ".")
        for version, now in zip(known, after, strict=True)
    ]
    return tuple(reversed(told))


def _changes(version: Kept, after: Mapping[str, Any], reasons: Mapping[int, str]) -> Iterator[str]:
    before, told = version.before, False
    for sentence in (
        _time(version.deed, before, after),
        _reason(before, after, reasons),
        _words(before, after),
        _decision(before, after),
        _proof(before, after),
        _followed(before, after),
        _withdrawn(before, after),
    ):
        if sentence:
            told = True
            yield sentence
    if not told:
        yield _("Rien n’a changé de ce que montre cette page")


def _time(deed: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    times = [(line["starts_at"], line["ends_at"]) for line in (before, after)]
    if times[0] == times[1]:
        return ""
    former, present = (spoken_time(*(datetime.fromisoformat(at) for at in both)) for both in times)
    said = {"former": former, "present": present}
    if deed == BY_COLLECTIVE:
        return _("Heures changées\u202f: %(former)s est devenu %(present)s") % said
    return _("Les appels ont changé sa durée\u202f: %(former)s est devenu %(present)s") % said


def _reason(before: Mapping[str, Any], after: Mapping[str, Any], reasons: Mapping[int, str]) -> str:
    if before["reason_id"] == after["reason_id"]:
        return ""
    if after["reason_id"] is None:
        return _("Motif retiré")
    return _("Motif choisi\u202f: %(reason)s") % {"reason": reasons.get(after["reason_id"], "?")}


def _words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if before["words"] == after["words"]:
        return ""
    if not after["words"]:
        return _("Paroles effacées\u202f: «\u202f%(words)s\u202f»") % {"words": before["words"]}
    return _("Paroles notées\u202f: «\u202f%(words)s\u202f»") % {"words": after["words"]}


def _decision(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    same = before["admissibility"] == after["admissibility"] and before["answer"] == after["answer"]
    if same:
        return ""
    decided = _(_DECIDED[AbsencePeriod.Admissibility(after["admissibility"])])
    if not after["answer"]:
        return decided
    return _("%(decided)s, en répondant «\u202f%(answer)s\u202f»") % {
        "decided": decided,
        "answer": after["answer"],
    }


def _proof(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if before["proof_received_at"] == after["proof_received_at"]:
        return ""
    return _("Justificatif reçu") if after["proof_received_at"] else _("Justificatif noté comme pas reçu")


def _followed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if before["followed_at"] == after["followed_at"]:
        return ""
    return _("Marquée suivie") if after["followed_at"] else _("Remise à suivre")


def _withdrawn(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if before["withdrawn_at"] == after["withdrawn_at"]:
        return ""
    why = after["withdrawn_why"]
    if why == "appel":
        return _("Retirée\u202f: l’appel corrigé ne la note plus")
    return _("Retirée\u202f: %(why)s") % {"why": why}
