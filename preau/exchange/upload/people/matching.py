"""Who is who: the people of a file, among those the school knows. Pure; nobody is guessed.

A pupil is known by her INE, by her number in SIECLE, by the identifier the school's software gave her last time,
else by her names and birth date within the school. A guardian by the number of last time, by her names among those
who already answer for one of her children, else by her names with a birth date or a way to reach her. Whoever
could be two people is left out, and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from preau.exchange.aaf.records import Identity
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.known import Known, KnownPerson
from preau.exchange.upload.people.names import (
    is_born_alike,
    is_named_alike,
    may_be_born_alike,
    names_known,
    names_told,
)
from preau.exchange.upload.people.told import PupilNamed, ToldAdult, ToldGuardian, ToldPupil
from preau.kernel.words import folded


class Ambiguous(Exception):
    """Several people answer to what the file says; the message says so in French."""


class Directory:
    """The people of the school, found by what files say of them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._pupils = _by_name(known, known.were_enrolled)
        here = {tie.guardian_id for ties in known.ties.values() for tie in ties}
        staff = {person for person, _function in known.posts} | known.guests.keys()
        self._adults = _by_name(known, here | staff)
        self._staff = staff

    def pupil(self, told: ToldPupil) -> int | None:
        """The person, None when nobody is she. Raises `Ambiguous`."""
        found = self._pupil_by_key(told.ine, told.siecle_id, told.external, told.identity)
        if found is not None:
            return found
        named = self._named(self._pupils, told.identity)
        born = [person for person in named if is_born_alike(person, told.identity)]
        if len(born) == 1:
            return born[0].id
        if born:
            raise Ambiguous("plusieurs élèves de l’établissement ont ce nom et cette date de naissance")
        near = [p for p in named if may_be_born_alike(p, told.identity) and p.id in self._known.enrolled]
        if len(near) > 1:
            raise Ambiguous("plusieurs élèves de l’établissement ont ce nom : ajoutez la date de naissance")
        return near[0].id if near else None

    def pupil_named(self, named: PupilNamed) -> int | None:
        """A pupil enrolled here today, as another line names her. Raises `Ambiguous`."""
        identity = _identity(named)
        found = self._pupil_by_key(named.ine, named.siecle_id, named.external, identity)
        if found is not None:
            return found if found in self._known.enrolled else None
        if not (named.last_name and named.first_name):
            return None
        alike = [
            person
            for person in self._named(self._pupils, identity)
            if person.id in self._known.enrolled and may_be_born_alike(person, identity)
        ]
        if len(alike) > 1 and named.divisions:
            alike = [person for person in alike if self._is_in(person.id, named.divisions)]
        if len(alike) > 1:
            raise Ambiguous("plusieurs élèves ont ce nom : ajoutez la classe ou la date de naissance")
        return alike[0].id if alike else None

    def guardian(self, told: ToldGuardian, children: Iterable[int]) -> int | None:
        """The person. `children` are those of her pupils who were known already. Raises `Ambiguous`."""
        paired = self._paired(Pairing.What.GUARDIAN, told.external, told.identity)
        if paired is not None:
            return paired
        tied = {tie.guardian_id for child in children for tie in self._known.ties.get(child, ())}
        people = (self._known.persons[pk] for pk in sorted(tied) if pk in self._known.persons)
        near = [person for person in people if is_named_alike(person, told.identity)]
        if len(near) > 1:
            near = [person for person in near if _is_reached_alike(person, told.identity)]
        if len(near) == 1 and may_be_born_alike(near[0], told.identity):
            return near[0].id
        return self._one_adult(told.identity)

    def adult(self, told: ToldAdult) -> int | None:
        """A member of the staff, or somebody else here who is the same person. Raises `Ambiguous`."""
        paired = self._paired(Pairing.What.PERSON, told.external, told.identity)
        if paired is not None:
            return paired
        found = self._one_adult(told.identity)
        if found is not None:
            return found
        named = self._named(self._adults, told.identity)
        near = [p for p in named if p.id in self._staff and may_be_born_alike(p, told.identity)]
        if len(near) > 1:
            raise Ambiguous("plusieurs personnels ont ce nom : ajoutez la date de naissance")
        return near[0].id if near else None

    def _pupil_by_key(self, ine: str, siecle_id: str, external: str, identity: Identity) -> int | None:
        """Within the school names or birth date must agree with the key; of a pupil of another school, both."""
        source = self._known.school.source
        for key in (("", "ine", ine), (source, "siecle", siecle_id)):
            found = self._known.keys.get(key) if key[2] else None
            person = self._known.persons.get(found) if found is not None else None
            if person is None:
                continue
            alike = is_named_alike(person, identity), is_born_alike(person, identity)
            is_bare = not identity.last_name and identity.born_on is None
            if person.id in self._known.were_enrolled and (any(alike) or is_bare):
                return person.id
            if all(alike) and key[1] == "ine":
                return person.id
        return self._paired(Pairing.What.PERSON, external, identity)

    def _paired(self, what: str, external: str, identity: Identity) -> int | None:
        """Whom this identifier named last time, when it still looks like her."""
        found = self._known.pairings.get((what, external)) if external else None
        person = self._known.persons.get(found) if found is not None else None
        if person is None:
            return None
        is_she = is_named_alike(person, identity) or is_born_alike(person, identity) or not identity.last_name
        return person.id if is_she else None

    def _one_adult(self, identity: Identity) -> int | None:
        named = [p for p in self._named(self._adults, identity) if may_be_born_alike(p, identity)]
        born = [person for person in named if is_born_alike(person, identity)]
        alike = born or [person for person in named if _is_reached_alike(person, identity)]
        if len(alike) > 1:
            raise Ambiguous("plusieurs personnes de l’établissement ont ce nom et ces coordonnées")
        return alike[0].id if alike else None

    def _named(self, index: dict[str, list[KnownPerson]], identity: Identity) -> list[KnownPerson]:
        found = {person.id: person for name in names_told(identity) for person in index.get(name, ())}
        return [found[pk] for pk in sorted(found)]

    def _is_in(self, pupil: int, divisions: tuple[str, ...]) -> bool:
        codes = {folded(code) for code in divisions}
        groups = {group.id: group for group in self._known.groups}
        mine = (groups[m.group_id] for m in self._known.memberships.get(pupil, ()) if m.group_id in groups)
        return any(folded(group.code) in codes or folded(group.label) in codes for group in mine)


def _by_name(known: Known, people: Iterable[int]) -> dict[str, list[KnownPerson]]:
    found: defaultdict[str, list[KnownPerson]] = defaultdict(list)
    for pk in people:
        person = known.persons.get(pk)
        for name in names_known(person) if person else ():
            found[name].append(known.persons[pk])
    return found


def _is_reached_alike(person: KnownPerson, identity: Identity) -> bool:
    return not set(
        _ways(person.text("email"), person.text("mobile"), person.text("phone"), person.text("address"))
    ).isdisjoint(_ways(identity.email, identity.mobile, identity.phone, identity.address))


def _ways(email: str | None, *others: str | None) -> Iterator[tuple[str, str]]:
    """A mobile number may be written as a landline one: they are compared together."""
    if email:
        yield "email", email.casefold()
    for other in others:
        if other and (bare := folded(other).replace(" ", "")):
            yield "other", bare


def _identity(named: PupilNamed) -> Identity:
    return Identity(None, named.last_name, None, named.first_name, None, named.born_on, None, None, None, None)
