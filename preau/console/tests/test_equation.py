"""Fifty anomalies sown in several schools, fifty found, none silent (capability C16)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from preau.console.queries import count_everywhere
from preau.directory.anomalies import ANOMALIES
from preau.directory.models import (
    Course,
    Enrolment,
    FormTeacher,
    Group,
    Guardianship,
    Membership,
    Person,
    PersonKey,
    Post,
    Pupil,
    School,
)
from preau.foundation.rooms.anomalies import AnomalyKind
from preau.foundation.rooms.registry import anomaly_kinds
from tests.cast import TODAY, YEAR_START, Cast, everywhere

SCHOOLS = ("college", "twin", "agricole")


class Sower:
    """Writes people who are in order, then one fault at a time; `sown` counts faults by school and code."""

    def __init__(self, cast: Cast, school: School) -> None:
        self.cast, self.school, self.number = cast, school, 0
        self.sown: Counter[tuple[int, str]] = Counter()
        self.teacher = self.person()
        self.post(self.teacher)
        self.room = self.division()
        Course.objects.create(
            school=school, group=self.room, subject=cast.subjects["Français"], teacher=self.teacher,
            begins_on=YEAR_START,
        )  # fmt: skip
        self.pupil()

    def person(self, **more: object) -> Person:
        self.number += 1
        name = f"{self.school.uai}-{self.number}"
        told = {"first_name": "X", "last_name": name, "sorting_name": name.lower(), "email": f"{name}@exemple.fr"}
        return Person.objects.create(**{**told, **more})

    def post(self, someone: Person) -> None:
        Post.objects.create(
            school=self.school, person=someone, function="ENS", profile="enseignant", begins_on=YEAR_START
        )

    def division(self, *, followed: bool = True) -> Group:
        self.number += 1
        group = Group(school=self.school, kind=Group.Kind.DIVISION, code=f"C{self.number}")
        Group.objects.bulk_create([group])
        if followed:
            FormTeacher.objects.create(school=self.school, group=group, person=self.teacher, begins_on=YEAR_START)
        return group

    def pupil(
        self, *groups: Group, guardian: bool = True, ine: bool = True, born: date = date(2013, 1, 1)
    ) -> Pupil:
        someone = self.person(born_on=born + timedelta(days=self.number))
        pupil = Pupil.objects.create(person=someone)
        Enrolment.objects.create(school=self.school, pupil=pupil, begins_on=YEAR_START)
        for group in groups or (self.room,):
            Membership.objects.create(school=self.school, group=group, pupil=pupil, begins_on=YEAR_START)
        if ine:
            PersonKey.objects.create(person=someone, kind="ine", key=f"{self.school.pk}-{someone.pk}")
        if guardian:
            self.answer_for(pupil, self.person())
        return pupil

    def answer_for(self, pupil: Pupil, guardian: Person) -> None:
        Guardianship.objects.create(
            pupil=pupil, guardian=guardian, level=1, is_informed=True, may_consult=True, may_decide=True,
            begins_on=YEAR_START,
        )  # fmt: skip

    def sow(self, code: str) -> None:
        self.sown[self.school.pk, code] += 1
        getattr(self, code.replace("-", "_"))()

    def eleves_sans_classe(self) -> None:
        pupil = self.pupil()
        Membership.objects.filter(pupil=pupil).update(ends_on=TODAY)

    def eleves_dans_deux_classes(self) -> None:
        other = self.division()
        self.pupil(other)
        self.pupil(self.room, other)

    def eleves_sans_responsable(self) -> None:
        self.pupil(guardian=False)

    def eleves_sans_ine(self) -> None:
        self.pupil(ine=False)

    def fiches_en_double(self) -> None:
        first, second = self.pupil().person, self.pupil().person
        Person.objects.filter(pk=second.pk).update(sorting_name=first.sorting_name, born_on=first.born_on)

    def homonymes(self) -> None:
        first, second = self.pupil().person, self.pupil().person
        Person.objects.filter(pk=second.pk).update(sorting_name=first.sorting_name, born_on=None)

    def courriel_partage(self) -> None:
        mail = f"commun{self.number}@exemple.fr"
        for written in (mail, mail.upper()):
            self.answer_for(self.pupil(), self.person(email=written))

    def enseignants_sans_classe(self) -> None:
        self.post(self.person())

    def adultes_sans_poste(self) -> None:
        Course.objects.create(
            school=self.school, group=self.room, subject=self.cast.subjects["Français"], teacher=self.person(),
            begins_on=YEAR_START,
        )  # fmt: skip

    def groupes_vides(self) -> None:
        self.division()

    def classes_sans_professeur_principal(self) -> None:
        self.pupil(self.division(followed=False))

    def responsables_sans_eleve(self) -> None:
        pupil = self.pupil()
        for rows in (Enrolment, Membership):
            rows.objects.filter(pupil=pupil).update(ends_on=TODAY)

    def responsables_injoignables(self) -> None:
        self.answer_for(self.pupil(), self.person(email=""))


def found(cast: Cast) -> Counter[tuple[int, str]]:
    ids = [school.pk for school in cast.schools.values()]
    return Counter({(school, code): count for school, code, count in count_everywhere(ids)})


def test_fifty_are_sown_and_fifty_are_found(cast: Cast) -> None:
    with everywhere(cast):
        sowers = [Sower(cast, cast.schools[name]) for name in SCHOOLS]
        before = found(cast)
        for number in range(50):
            sowers[number % len(sowers)].sow(ANOMALIES[number % len(ANOMALIES)].code)
        sown = sum((sower.sown for sower in sowers), Counter())
        assert found(cast) - before == sown
        assert before - found(cast) == Counter()
        assert sown.total() == 50
        assert {code for _, code in sown} == {kind.code for kind in ANOMALIES}


@pytest.mark.parametrize("kind", anomaly_kinds(), ids=lambda kind: kind.code)
def test_each_kind_finds_alone_what_it_finds_with_the_others(cast: Cast, kind: AnomalyKind) -> None:
    with everywhere(cast):
        ids = [school.pk for school in cast.schools.values()]
        lines = kind.find(ids)
        assert len(lines) == sum(n for (_, code), n in found(cast).items() if code == kind.code)
        assert all(line.keys and line.label and line.school_id in ids for line in lines)
