"""The staff of a file: who they are, and the post each one holds.

A post given by a file is local: the académie's directory neither ends it nor needs to know it. A file never makes
anybody a head of school: that post opens every right, and comes from the académie alone.
"""

from __future__ import annotations

from preau.directory.functions import profile_of
from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.matching import Ambiguous, Directory
from preau.exchange.upload.people.names import shown, sorting_name
from preau.exchange.upload.people.plan import Happening, Plan, Ref, What
from preau.exchange.upload.people.records import write_person
from preau.exchange.upload.people.told import Told, ToldAdult
from preau.kernel.actor import Profile

#: Of somebody whose function is not known: another member of the staff, with the fewest rights.
OTHER = "AUT"


def plan_adults(plan: Plan, told: Told, directory: Directory) -> dict[str, Ref]:
    """Records and posts; nobody's post ends because a file does not name her. Returns the members of the staff who
    come in, by their keys in the file: a teacher may be on several lines, with what she teaches.
    """
    seen: dict[Ref, ToldAdult] = {}
    again: dict[tuple[str, ...], Ref] = {}
    refs: dict[str, Ref] = {}
    for adult in told.adults:
        if adult.is_guest:
            continue
        who = adult.identity
        name = sorting_name(who.last_name, who.first_name), str(who.born_on or "")
        if adult.divisions is not None and name in again:
            refs[adult.key] = again[name]
            plan.kept.add(adult.place)
            continue
        ref = _ref(plan, adult, directory, seen)
        if ref is None:
            continue
        again[name] = refs[adult.key] = ref
        happened = len(plan.happenings)
        write_person(plan, ref, adult.identity, adult.place, erases=told.erases)
        what = Pairing.What.PERSON.value
        if adult.external and plan.known.pairings.get((what, adult.external), 0) != ref:
            plan.pairings[what, adult.external] = ref
        _plan_post(plan, ref, adult)
        if len(plan.happenings) == happened:
            _happen(plan, What.UNCHANGED, adult)
    return refs


def _ref(plan: Plan, adult: ToldAdult, directory: Directory, seen: dict[Ref, ToldAdult]) -> Ref | None:
    who = shown(adult.identity)
    try:
        found = directory.adult(adult)
    except Ambiguous as odd:
        plan.tell(Anomaly(adult.place, f"{who} : {odd}, ligne laissée de côté", "", is_left_out=True))
        return None
    function = adult.function or OTHER
    if profile_of(function) is Profile.DIRECTION and (found, function) not in plan.known.posts:
        plan.tell(
            Anomaly(
                adult.place,
                f"{who} : un poste de direction ne s’ouvre pas par un tableau, il vient de l’annuaire de "
                "l’académie. Ligne laissée de côté",
                "fonction",
                is_left_out=True,
            )
        )
        return None
    ref: Ref = f"personnel {adult.key}" if found is None else found
    if ref in seen:
        plan.tell(
            Anomaly(
                adult.place,
                f"{who} est déjà ligne {seen[ref].place.line} : la première est gardée",
                "",
                is_left_out=True,
            )
        )
        return None
    seen[ref] = adult
    return ref


def _plan_post(plan: Plan, ref: Ref, adult: ToldAdult) -> None:
    """A function she already has here is the same post, whatever its discipline."""
    function = adult.function or OTHER
    has_a_post = any(person == ref for person, _function in plan.known.posts)
    if (ref, function) in plan.known.posts or (function == OTHER and has_a_post):
        return
    plan.posts.append((ref, function, adult.label, profile_of(function).value))
    _happen(plan, What.STAFF, adult, adult.label or function)


def _happen(plan: Plan, what: What, adult: ToldAdult, detail: str = "") -> None:
    who = shown(adult.identity)
    plan.happenings.append(Happening(what, who, "", detail, adult.place.file, adult.place.line))
