"""The year of the cast: its calendar, its lessons of today."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from preau.attendance.models import AbsencePeriod, AbsenceProof, AbsenceReason, CollectiveAbsence
from preau.directory.models import Closure, Holiday, SchoolYear, Term
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.ids import token_digest
from preau.timetable.models import AgendaLink, Lesson, LessonGroup, LessonTeacher, Replacement
from tests.cast.stage import NOW, TODAY, YEAR_START, Cast


def write_calendar(cast: Cast) -> None:
    """Zone C as the ministry publishes it; the collège closes for a day, and 4e B has trimesters."""
    year = SchoolYear.objects.get()
    for label, first, last in (
        ("Vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 1)),
        ("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3)),
        ("Vacances d’Hiver", date(2027, 2, 6), date(2027, 2, 21)),
        ("Vacances de Printemps", date(2027, 4, 3), date(2027, 4, 18)),
    ):
        Holiday.objects.create(zone="C", year_label=year.label, label=label, starts_on=first, ends_on=last)
    for school, label in (("college", "Fête locale"), ("twin", "Foire aux livres")):
        cast.closures[school] = Closure.objects.create(
            school=cast.schools[school], label=label, starts_on=date(2027, 3, 12), ends_on=date(2027, 3, 12)
        )
    for number, first, last in (
        (1, YEAR_START, date(2026, 11, 29)),
        (2, date(2026, 11, 30), date(2027, 3, 7)),
        (3, date(2027, 3, 8), date(2027, 7, 3)),
    ):
        cast.terms[f"4B-{number}"] = Term.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], year=year, kind=Term.Kind.TRIMESTER,
            number=number, starts_on=first, ends_on=last,
        )  # fmt: skip


def lesson(
    cast: Cast, name: str, school: str, group: str, teacher: str, subject: str, start: time, end: time,
    on: date = TODAY,
) -> Lesson:  # fmt: skip
    """Add a lesson to the cast."""
    made = Lesson.objects.create(
        school=cast.schools[school], subject=cast.subjects[subject], held_on=on,
        starts_at=clock.instant(on, start), ends_at=clock.instant(on, end), room="B12",
    )  # fmt: skip
    LessonGroup.objects.create(school=made.school, lesson=made, group=cast.groups[group], held_on=on)
    LessonTeacher.objects.create(school=made.school, lesson=made, person=cast.people[teacher], held_on=on)
    cast.lessons[name] = made
    return made


def write_lessons(cast: Cast) -> None:
    lesson(cast, "maths", "college", "4B", "durand", "Mathématiques", time(10, 10), time(11, 5))
    lesson(cast, "francais", "college", "4B", "petit", "Français", time(8, 0), time(8, 55))
    lesson(cast, "espagnol", "college", "4B-ESP", "double", "Espagnol LV2", time(14, 30), time(15, 25))
    lesson(cast, "autre", "college", "5A", "petit", "Français", time(10, 10), time(11, 5))
    lesson(cast, "agro", "agricole", "2GT", "jumeau_prof", "Français", time(10, 10), time(11, 5))
    AgendaLink.objects.create(
        person=cast.people["lea"], profile=Profile.PUPIL.value, digest=token_digest("agenda-de-lea"), made_at=NOW
    )
    cast.replacements["durand"] = Replacement.objects.create(
        school=cast.schools["college"], absent=cast.people["durand"], substitute=cast.people["petit"],
        begins_on=date(2027, 5, 17), ends_on=date(2027, 5, 21), end_of_entry_on=date(2027, 6, 4),
    )  # fmt: skip
    lesson(cast, "jumeau", "twin", "4J", "jumeau_prof", "Français", time(10, 10), time(11, 5))


def write_periods(cast: Cast) -> None:
    """Last Friday, Noé’s mother called: he was ill, and sent a word. Nobody decided of it. Jade, at the twin,
    likewise. Marc announced, with a paper, that Tom would be away next week. Tomorrow some pupils of the collège
    go to the museum; nobody is chosen yet.
    """
    friday = TODAY - timedelta(days=4)
    for name, school, caller in (("noe", "college", "double"), ("jumelle", "twin", "jumeau_parent")):
        cast.periods[name] = AbsencePeriod.objects.create(
            school=cast.schools[school], pupil_id=cast.people[name].pk, origin="vie_scolaire",
            starts_at=clock.instant(friday, time(8)), ends_at=clock.instant(friday, time(17)),
            first_on=friday, last_on=friday, words="Il a de la fièvre",
            reason=AbsenceReason.objects.get(school=cast.schools[school], code="maladie"),
            said_at=NOW - timedelta(days=4), said_by_id=cast.people[caller].pk, made_at=NOW - timedelta(days=4),
        )  # fmt: skip
    agricole, later = cast.schools["agricole"], TODAY + timedelta(days=7)
    cast.periods["tom"] = AbsencePeriod.objects.create(
        school=agricole, pupil_id=cast.people["tom"].pk, origin="famille",
        starts_at=clock.instant(later, time(10)), ends_at=clock.instant(later, time(12)),
        first_on=later, last_on=later, words="Chez l’orthodontiste",
        reason=AbsenceReason.objects.get(school=agricole, code="rendez_vous_medical"),
        said_at=NOW, said_by_id=cast.people["marc"].pk, made_at=NOW, made_by_id=cast.people["marc"].pk,
    )  # fmt: skip
    tomorrow, college = TODAY + timedelta(days=1), cast.schools["college"]
    cast.outings["musee"] = CollectiveAbsence.objects.create(
        school=college, key=UUID(int=5), label="Sortie au musée", starts_at=clock.instant(tomorrow, time(8)),
        ends_at=clock.instant(tomorrow, time(17)), first_on=tomorrow, last_on=tomorrow,
        reason=AbsenceReason.objects.get(school=college, code="sortie"), made_at=NOW,
        made_by_id=cast.people["cpe"].pk,
    )  # fmt: skip
    for name, sender in (("noe", "double"), ("tom", "marc")):
        period = cast.periods[name]
        cast.proofs[name] = AbsenceProof.objects.create(
            school=period.school, period=period, name="convocation.pdf", mime=AbsenceProof.Mime.PDF,
            content=b"%PDF-1.7\n%%EOF\n", digest=name, sent_at=NOW, sent_by_id=cast.people[sender].pk,
        )  # fmt: skip
