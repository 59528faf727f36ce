"""The record of a person: what a new one is made of, what a file may change in an old one.

The académie's directory says who the people it brings are: a school's file only completes them. Of the others the
file is the source: what it says replaces what was there, and in SIECLE an empty value erases a way to reach them.
"""

from __future__ import annotations

from typing import Any

from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place
from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.exchange.upload.people.known import TEXTS, KnownPerson
from preau.exchange.upload.people.names import is_born_alike, is_named_alike, sorting_name
from preau.exchange.upload.people.plan import Happening, Plan, Ref, What

_ERASABLE = frozenset({"email", "mobile", "phone", "address"})


def columns_of(identity: Identity) -> dict[str, Any]:
    """The columns of a new person."""
    texts = {name: getattr(identity, name) or "" for name in TEXTS}
    return texts | {
        "born_on": identity.born_on,
        "sorting_name": sorting_name(identity.last_name, identity.first_name),
    }


def changes_of(person: KnownPerson, identity: Identity, *, erases: bool) -> dict[str, Any]:
    """The columns that differ, with what they become."""
    changed: dict[str, Any] = {}
    for name in TEXTS:
        told, kept = getattr(identity, name), person.text(name)
        if told is None or told == kept or (person.is_fed and kept):
            continue
        if told or (erases and name in _ERASABLE and not person.is_fed):
            changed[name] = told
    if identity.born_on and identity.born_on != person.born_on and not (person.is_fed and person.born_on):
        changed["born_on"] = identity.born_on
    if not {"last_name", "first_name"}.isdisjoint(changed):
        changed["sorting_name"] = sorting_name(identity.last_name, identity.first_name)
    return changed


def write_person(plan: Plan, ref: Ref, identity: Identity, place: Place, *, erases: bool, of: str = "") -> None:
    """Plan the record of somebody; `of` is the class under which a change is listed.

    When the file and the académie's directory do not agree on who she is, the directory is kept and it is told.
    """
    if isinstance(ref, str):
        plan.persons_new[ref] = columns_of(identity)
        return
    person = plan.known.persons[ref]
    if person.is_fed:
        _tell_difference(plan, person, identity, place)
    changed = changes_of(person, identity, erases=erases)
    if not changed:
        return
    plan.persons_changed[ref] = plan.persons_changed.get(ref, {}) | changed
    fields = ", ".join(_CALLED[name] for name in changed if name in _CALLED)
    who = f"{identity.last_name} {identity.first_name}"
    plan.happenings.append(Happening(What.RECORD, who, of, fields, place.file, place.line))


_CALLED = {
    "title": "civilité",
    "last_name": "nom",
    "birth_name": "nom de famille",
    "first_name": "prénom",
    "other_first_names": "autres prénoms",
    "email": "courriel",
    "mobile": "mobile",
    "phone": "téléphone",
    "address": "adresse",
    "born_on": "date de naissance",
}


def _tell_difference(plan: Plan, person: KnownPerson, identity: Identity, place: Place) -> None:
    if not is_named_alike(person, identity):
        reason = f"{person.text('last_name')} {person.text('first_name')} dans l’annuaire de l’académie : gardé"
        told = f"{identity.last_name} {identity.first_name}"
        plan.tell(Anomaly(place, f"« {told} » s’appelle {reason}", "nom"))
    if person.born_on and identity.born_on and not is_born_alike(person, identity):
        plan.tell(
            Anomaly(
                place,
                f"la date de naissance {identity.born_on:%d/%m/%Y} n’est pas celle de l’annuaire de l’académie "
                f"({person.born_on:%d/%m/%Y}) : celle de l’annuaire est gardée",
                "date de naissance",
            )
        )
