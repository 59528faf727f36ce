"""Who can mend a finding, by name where a name is known, and the page where it is mended (capability C96)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from preau.bulletins.policies import ARRANGE as ARRANGE_BULLETINS
from preau.bulletins.policies import PUBLISH, WRITE_PLANS
from preau.bulletins.policies import SEE_ANY as READ_BULLETINS
from preau.directory.policies import MANAGE_CALENDAR
from preau.exchange.lsu.filling.fill import Filled, PlaceOfReport
from preau.exchange.lsu.findings import Finding, Mender
from preau.exchange.lsu.records import Teacher
from preau.exchange.lsu.rules import CYCLE
from preau.exchange.upload.policies import IMPORT_FILES
from preau.grading.policies import ARRANGE as ARRANGE_BOOKS
from preau.grading.policies import LOCK
from preau.kernel.actor import Actor


class Mending(NamedTuple):
    """`who`: names, or '' where only the function is known. `door` and `words`: as `reverse` takes them, without
    the school; '' where no page mends it.
    """

    who: str
    door: str = ""
    words: Mapping[str, int] = {}


#: What is of a pupil herself, whatever her reports.
_IDENTITY = ("eleve/", "responsable/", "adresse/", "code-structure", "date-scolarite")
#: Doors that ask a right of their own; the others open to whoever reads the findings.
_ASKED = {
    "bulletins:classes": READ_BULLETINS,
    "bulletins:council": READ_BULLETINS,
    "bulletins:cycle-report": PUBLISH,
    "bulletins:missing": READ_BULLETINS,
    "bulletins:projects": READ_BULLETINS,
    "bulletins:pupil-plans": WRITE_PLANS,
    "bulletins:school-life": READ_BULLETINS,
    "bulletins:settings": ARRANGE_BULLETINS,
    "directory:councils": MANAGE_CALENDAR,
    "grading:arrange": ARRANGE_BOOKS,
    "grading:locks": LOCK,
    "upload:list": IMPORT_FILES,
}
#: Doors without anything but the school, by the beginnings of fields; the first that fits.
_OF_SCHOOL = (
    (("eleve/id-be", "enseignant/"), "upload:list"),
    (("responsable-etab", "responsables-etab"), "bulletins:settings"),
    (("discipline/", "acquis/discipline-ref", "acquis/enseignant-refs"), "grading:arrange"),
    (("date-conseil-classe",), "directory:councils"),
    (("date-verrou",), "grading:locks"),
    (("epi", "acc-perso"), "bulletins:classes"),
)
#: Doors of a term of a class, likewise.
_OF_TERM = (
    (("acquis-conseils",), "bulletins:council"),
    (("vie-scolaire",), "bulletins:school-life"),
    (("parcours",), "bulletins:projects"),
    (("",), "bulletins:missing"),
)


def opens(actor: Actor, door: str) -> bool:
    """Whether this page opens to whoever reads the findings."""
    return bool(door) and (door not in _ASKED or actor.may(_ASKED[door]))


def period_of(finding: Finding) -> str:
    """Of which period it is: what is left out with it. '' for what is of the whole year of the pupil."""
    about = finding.about
    if not about.pupil or about.period or finding.field.startswith(_IDENTITY):
        return about.period
    return CYCLE


def mending_of(finding: Finding, filled: Filled) -> Mending:
    """Who mends it and where."""
    place = filled.places.get((finding.about.pupil, period_of(finding)), PlaceOfReport())
    return Mending(_who(finding, place, filled), *_page(finding, place, filled))


def _who(finding: Finding, place: PlaceOfReport, filled: Filled) -> str:
    if finding.mender is Mender.TEACHER:
        return _names(finding.about.teachers, filled.teachers)
    if finding.mender is Mender.FORM_TEACHER:
        return _names(filled.form_teachers.get(place.group_id, ()), filled.teachers)
    return ""


def _names(keys: tuple[str, ...], teachers: Mapping[str, Teacher]) -> str:
    """« Claire Durand, Yanis Petit »."""
    known = (teachers[key] for key in keys if key in teachers)
    return ", ".join(f"{one.first_name} {one.last_name}" for one in known)


def _page(finding: Finding, place: PlaceOfReport, filled: Filled) -> tuple[str, Mapping[str, int]]:
    name, pupil_id = finding.field, filled.pupils.get(finding.about.pupil, 0)
    if pupil_id and name.startswith(_IDENTITY) and not name.startswith("eleve/id-be"):
        return "directory:person", {"person_id": pupil_id}
    if pupil_id and name.startswith("modalite-accompagnement"):
        return "bulletins:pupil-plans", {"pupil_id": pupil_id}
    if place.term_id and name.startswith(("epi-eleve", "acc-perso-eleve")):
        return "bulletins:projects", {"term_id": place.term_id}
    of_school = _door(name, _OF_SCHOOL)
    if of_school:
        return of_school, {}
    if place.cycle:
        return "bulletins:cycle-report", {"cycle": place.cycle, "group_id": place.group_id, "pupil_id": pupil_id}
    return (_door(name, _OF_TERM), {"term_id": place.term_id}) if place.term_id else ("", {})


def _door(name: str, doors: tuple[tuple[tuple[str, ...], str], ...]) -> str:
    return next((door for beginnings, door in doors if name.startswith(beginnings)), "")
