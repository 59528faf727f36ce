"""A collège that does not exist, drawn at random and written in the tables: whole, so that its file can go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from random import Random
from typing import Any

from preau.bulletins.cycle import COMPLEMENTS, DOMAINS, LANGUAGES
from preau.bulletins.models import (
    Accompaniment,
    Appreciation,
    ClassComment,
    CouncilDecision,
    CycleReport,
    ProgrammeElement,
    ProjectComment,
    SchoolLife,
    TeachingProject,
    TeachingProjectPart,
)
from preau.directory.models import (
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
    SchoolYear,
    Subject,
    Term,
)
from preau.exchange.lsu.filling.fill import Filled
from preau.grading.averages.given import Code
from preau.grading.models import Evaluation, Gradebook, GradebookTeacher, Mark, TermLock, TermResult
from preau.kernel import clock
from preau.kernel.words import folded

STARTS = date(2026, 9, 1)
#: The year is over: every term, every council.
AFTER = clock.instant(date(2027, 6, 25), time(12))
#: What a file may hold of this year.
PERIODS = ("trimestre-1", "trimestre-2", "trimestre-3", "cycle")
Fill = Callable[..., Filled]
UAI = "0319999A"
_TERMS = (
    (1, STARTS, date(2026, 11, 29)),
    (2, date(2026, 11, 30), date(2027, 3, 7)),
    (3, date(2027, 3, 8), date(2027, 7, 3)),
)
_SUBJECTS = ("020700", "061300", "030201", "043700", "062300", "063000", "070800", "080100")
_TEXTS = (
    "Très bien.",
    "Des progrès\x0bà confirmer & à suivre <ensemble>.",
    "« Ensemble » : 12,5 ≥ 10 – œuvre.",
    "x" * 600,
)
_ADDRESSES = (
    "3 rue Neuve\n31000 Toulouse",
    f"{'Résidence des Pyrénées ' * 4}\nBât. B\n66000 Perpignan",
    "Sans code",
    "",
)
_DECIDED: tuple[dict[str, Any], ...] = ({"average": Decimal("12.25")}, {"is_not_marked": True}, {"positioning": 2})


@dataclass
class Generated:
    """A school being written."""

    rng: Random
    school: School = field(init=False)
    year: SchoolYear = field(init=False)
    subjects: list[Subject] = field(default_factory=list)
    teachers: list[Person] = field(default_factory=list)
    number: int = 0

    def person(self, last: str, first: str, **more: Any) -> Person:
        self.number += 1
        name = f"{last}{self.number}"
        return Person.objects.create(
            last_name=name, first_name=first, sorting_name=folded(f"{name} {first}"), **more
        )

    def key(self, person: Person, kind: str) -> None:
        PersonKey.objects.create(person=person, source="016", kind=kind, key=str(500_000 + self.number))

    def text(self) -> str:
        return self.rng.choice(_TEXTS)

    def written(self, **more: Any) -> dict[str, Any]:
        """What every piece of writing bears."""
        return {"school": self.school, "written_at": AFTER, "written_by_id": self.teachers[0].pk, **more}


def school_row() -> School:
    """The school alone: its scope is opened before anything else is written."""
    return School.objects.create(uai=UAI, name="Collège tiré", kind="college", source="016", source_key=UAI)


def generate(
    school: School, seed: int, *, classes: tuple[str, ...] = ("6e 1", "3e 1"), pupils: int = 4
) -> Generated:
    """A year of this school, `pupils` in each class, the same for the same seed. Its scope must be open."""
    one = Generated(Random(seed))
    one.school, one.year = school, SchoolYear.objects.get(label="2026-2027")
    for code in _SUBJECTS:
        label = f"Matière {code} " * 4
        subject, _made = Subject.objects.get_or_create(source="016", code=code, defaults={"label": label})
        one.subjects.append(subject)
    head = one.person("Chef", "Paule", title="Mme")
    Post.objects.create(school=school, person=head, function="DIR", profile="direction", begins_on=STARTS)
    for _ in one.subjects:
        teacher = one.person("Prof", "Claude", title=one.rng.choice(["Mme", "M."]))
        one.key(teacher, "sts")
        one.teachers.append(teacher)
    mixed = _group(one, Group.Kind.TEACHING, "LV2")
    there = [pair for code in classes for pair in _class(one, code, pupils, mixed)]
    _book(one, mixed, one.subjects[-1], "O", there)
    _projects(one, mixed, there)
    return one


#: A pupil, and the terms of her class.
_Pair = tuple[Pupil, list[Term]]


def _group(one: Generated, kind: str, code: str) -> Group:
    group = Group(school=one.school, kind=kind, code=code, label=code)
    Group.objects.bulk_create([group])
    return group


def _class(one: Generated, code: str, pupils: int, mixed: Group) -> list[_Pair]:
    """A class with its terms, its pupils, its gradebooks, and all that is said of them."""
    group = _group(one, Group.Kind.DIVISION, code)
    FormTeacher.objects.create(school=one.school, group=group, person=one.teachers[0], begins_on=STARTS)
    terms = []
    for number, first, last in _TERMS:
        term = Term.objects.create(
            school=one.school, group=group, year=one.year, kind="trimestre", number=number, starts_on=first,
            ends_on=last, council_on=last,
        )  # fmt: skip
        TermLock.objects.create(
            school=one.school, term=term, state=TermLock.State.CLOSED, changed_at=AFTER, changed_by_id=one.number
        )
        if one.rng.random() < 0.5:
            ClassComment.objects.create(**one.written(group=group, term=term, text=one.text()))
        terms.append(term)
    there = [(_pupil(one, [group, mixed], 3 if code[0] == "6" else 4), terms) for _ in range(pupils)]
    for subject in one.subjects[:-1]:
        _book(one, group, subject, "S", there)
    # A second teacher marks the first subject apart: one subject in the file.
    _book(one, group, one.subjects[0], "S", there, part="Oral")
    for pupil, _terms in there:
        _words_of_council(one, pupil, terms)
    return there


def _pupil(one: Generated, groups: list[Group], cycle: int) -> Pupil:
    rng = one.rng
    person = one.person("Élève", "Zoé")
    one.key(person, "siecle")
    pupil = Pupil.objects.create(person=person)
    Enrolment.objects.create(school=one.school, pupil=pupil, begins_on=STARTS)
    for group in groups:
        Membership.objects.create(school=one.school, group=group, pupil=pupil, begins_on=STARTS)
    for rank in range(rng.randrange(4)):
        guardian = one.person("Parent", "Alix", title=rng.choice(["Mme", "M."]), address=rng.choice(_ADDRESSES))
        level = 1 if rank < 2 else rng.choice([2, 3])
        informed, consults, decides = Guardianship.CAPABILITIES_OF_LEVEL[level]
        Guardianship.objects.create(
            pupil=pupil, guardian=guardian, level=level, kinship=rng.choice([10, 20, 90]), rank=rank,
            is_informed=informed, may_consult=consults, may_decide=decides, begins_on=STARTS,
        )  # fmt: skip
    for code in rng.sample(["PAP", "PPRE", "ULIS", "UPE2A"], rng.randrange(3)):
        Accompaniment.objects.create(**one.written(pupil=pupil, code=code, detail=one.text(), begins_on=STARTS))
    CycleReport.objects.create(
        **one.written(
            pupil=pupil, group=groups[0], cycle=cycle, year_label=one.year.label,
            levels={domain: rng.randrange(0 if domain == "CPD_ETR" else 1, 5) for domain in DOMAINS},
            synthesis=one.text(), validated_at=AFTER, **_besides(rng),
        )
    )  # fmt: skip
    return pupil


def _besides(rng: Random) -> dict[str, Any]:
    """What was learnt besides: only what the first version of the format knows."""
    said: dict[str, Any] = {}
    if rng.random() < 0.5:
        said |= {"complement": rng.choice(sorted(set(COMPLEMENTS) - {"LCE", "CHK"})), "complement_level": 2}
    if rng.random() < 0.5:
        said |= {"language": rng.choice(list(LANGUAGES)[:2]), "language_level": rng.choice([1, 2])}
    return said


def _book(
    one: Generated, group: Group, subject: Subject, modality: str, there: list[_Pair], part: str = ""
) -> None:
    """A gradebook with a test, words and elements in each term."""
    rng, teacher = one.rng, one.teachers[one.subjects.index(subject)]
    book = Gradebook.objects.create(
        school=one.school, year=one.year, group=group, subject=subject, modality=modality, part=part,
        coefficient=rng.choice([1, 2]),
    )  # fmt: skip
    GradebookTeacher.objects.create(school=one.school, gradebook=book, person=teacher, begins_on=STARTS)
    for number, first, _last in _TERMS:
        for position, text in enumerate(
            rng.sample(("Lire", "Calculer", "Décrire\x0b", "y" * 300), rng.randrange(1, 4))
        ):
            ProgrammeElement.objects.create(
                school=one.school, gradebook=book, kind="trimestre", number=number, text=text, position=position
            )
        test = Evaluation.objects.create(
            school=one.school, gradebook=book, title="Contrôle", held_on=first, counts_on=first,
            out_of=rng.choice([Decimal(20), Decimal(10)]), made_at=AFTER, made_by_id=teacher.pk,
        )  # fmt: skip
        for pupil, terms in there:
            term = terms[number - 1]
            _mark(one, test, pupil)
            if rng.random() < 0.9:
                words = one.written(gradebook=book, pupil=pupil, term=term, text=one.text()[:299])
                Appreciation.objects.create(**words)
            if rng.random() < 0.2:
                decided: dict[str, Any] = rng.choice(list(_DECIDED))
                TermResult.objects.create(
                    school=one.school, gradebook=book, pupil=pupil, term=term, decided_at=AFTER, decided_by_id=1,
                    **decided,
                )  # fmt: skip


def _mark(one: Generated, test: Evaluation, pupil: Pupil) -> None:
    """A number, a code, or nothing."""
    drawn = one.rng.random()
    if drawn < 0.1:
        return
    code = one.rng.choice(list(Code)).value if drawn < 0.3 else None
    value = None if code else Decimal(one.rng.randrange(0, int(test.out_of or 20) * 4 + 1)) / 4
    Mark.objects.create(**one.written(evaluation=test, pupil=pupil, value=value, code=code))


def _words_of_council(one: Generated, pupil: Pupil, terms: list[Term]) -> None:
    for term in terms:
        CouncilDecision.objects.create(**one.written(pupil=pupil, term=term, synthesis=one.text()))
        if one.rng.random() < 0.5:
            numbers = {"justified": one.rng.randrange(1000), "late": 3, "hours": Decimal("12.5")}
            SchoolLife.objects.create(
                **one.written(pupil=pupil, term=term, comment=one.text(), why="Oubli.", **numbers)
            )


def _projects(one: Generated, group: Group, there: list[_Pair]) -> None:
    """An EPI of two subjects, support without a subject of its own, and a pathway; each said of some."""
    for kind, code, title, subjects in (
        ("epi", "EPI_LGA", "Le latin\x0bdes rues", one.subjects[:2]),
        ("ap", "", "Aide aux devoirs", [None]),
        ("parcours", "AVN", "Découverte des métiers", [None]),
    ):
        project = TeachingProject.objects.create(
            school=one.school,
            year=one.year,
            group=group,
            kind=kind,
            code=code,
            title=title,
            description=one.text(),
        )
        for subject in subjects:
            teacher = one.teachers[one.subjects.index(subject)] if subject else one.teachers[-1]
            TeachingProjectPart.objects.create(
                school=one.school, project=project, subject=subject, teacher=teacher
            )
        for pupil, terms in there:
            for term in terms:
                if one.rng.random() < 0.5:
                    ProjectComment.objects.create(
                        **one.written(project=project, term=term, pupil=pupil, text=one.text())
                    )


def some_pupil(school: School, code: str = "3e 1") -> Pupil:
    """The first of a class."""
    member = Membership.objects.filter(school=school, group__code=code).order_by("pupil_id").first()
    assert member is not None
    return Pupil.objects.get(pk=member.pupil_id)
