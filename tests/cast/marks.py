"""The gradebooks of the cast: mathematics of 4e B, and French at the twin."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from preau.directory.models import SchoolYear
from preau.grading.models import (
    EntryPermission,
    Evaluation,
    EvaluationKind,
    EvaluationSkill,
    Gradebook,
    GradebookTeacher,
    Mark,
    Skill,
    SkillMark,
    SubSubject,
)
from preau.kernel import clock
from tests.cast.stage import NOW, YEAR_START, Cast


def write_marks(cast: Cast) -> None:
    """Mme Durand gave two tests to 4e B: one that everybody sees, where Léa had 14 and Noé was absent, and one
    that she marks for next week. M. Petit writes in no gradebook.
    """
    year = SchoolYear.objects.get()
    for name, school, group, subject, teacher in (
        ("maths", "college", "4B", "Mathématiques", "durand"),
        ("jumeau", "twin", "4J", "Français", "jumeau_prof"),
    ):
        book = Gradebook.objects.create(
            school=cast.schools[school], year=year, group=cast.groups[group], subject=cast.subjects[subject]
        )
        GradebookTeacher.objects.create(
            school=book.school, gradebook=book, person=cast.people[teacher], begins_on=YEAR_START, origin="service"
        )
        cast.gradebooks[name] = book
    cast.words["reopening"] = EntryPermission.objects.create(
        school=cast.schools["college"], gradebook=cast.gradebooks["maths"], person=cast.petit,
        until=NOW + timedelta(days=2), why="Remplacement", given_at=NOW, given_by_id=cast.chef.pk,
    ).pk  # fmt: skip
    cast.words["kind"] = EvaluationKind.objects.get(school=cast.schools["college"], label="Oral").pk
    cast.words["part"] = SubSubject.objects.create(
        school=cast.schools["college"], gradebook=cast.gradebooks["maths"], label="Calcul mental"
    ).pk  # fmt: skip
    cast.words["teacher"] = GradebookTeacher.objects.get(gradebook=cast.gradebooks["maths"]).pk
    seen = clock.instant(date(2026, 11, 12), time(17))
    _evaluation(cast, "fractions", "maths", "Fractions", date(2026, 11, 10), seen)
    _evaluation(cast, "volumes", "maths", "Volumes", date(2026, 11, 20), None)
    _evaluation(cast, "dictee", "jumeau", "Dictée", date(2026, 11, 10), seen)
    for name, pupil, value, code in (
        ("fractions", "lea", Decimal(14), None),
        ("fractions", "noe", None, "abs"),
        ("dictee", "jumelle", Decimal(11), None),
    ):
        evaluation = cast.evaluations[name]
        Mark.objects.create(
            school=evaluation.school, evaluation=evaluation, pupil_id=cast.people[pupil].pk, value=value,
            code=code, written_at=NOW, written_by_id=evaluation.made_by_id,
        )  # fmt: skip
        if value is not None:
            Evaluation.objects.filter(pk=evaluation.pk).update(marked=1, total=value, lowest=value, highest=value)
    _skills(cast)


def _skills(cast: Cast) -> None:
    """Léa masters « calculer », seen with the fractions; the volumes evaluate it too, and « démontrer ». The twin
    has « écrire ».
    """
    for name, school, domain, label in (
        ("calculer", "college", "CPD_SCI", "Calculer avec des fractions"),
        ("demontrer", "college", "CPD_SCI", "Raisonner et démontrer"),
        ("ecrire", "twin", "CPD_FRA", "Écrire un texte construit"),
    ):
        cast.skills[name] = Skill.objects.create(
            school=cast.schools[school], cycle=4, domain=domain, code=name, label=label, position=len(cast.skills)
        )
    for evaluation, skill in (("fractions", "calculer"), ("volumes", "calculer"), ("volumes", "demontrer")):
        of = cast.evaluations[evaluation]
        EvaluationSkill.objects.create(school=of.school, evaluation=of, skill=cast.skills[skill])
    SkillMark.objects.create(
        school=cast.schools["college"], evaluation=cast.evaluations["fractions"], pupil_id=cast.people["lea"].pk,
        skill=cast.skills["calculer"], level=3, written_at=NOW, written_by_id=cast.people["durand"].pk,
    )  # fmt: skip


def _evaluation(cast: Cast, name: str, book: str, title: str, held_on: date, released: datetime | None) -> None:
    gradebook = cast.gradebooks[book]
    author = {"maths": "durand", "jumeau": "jumeau_prof"}[book]
    cast.evaluations[name] = Evaluation.objects.create(
        school=gradebook.school, gradebook=gradebook, title=title, held_on=held_on, counts_on=held_on,
        published_on=clock.school_day(released) if released else None, released_at=released, out_of=Decimal(20),
        made_at=NOW, made_by_id=cast.people[author].pk,
    )  # fmt: skip
