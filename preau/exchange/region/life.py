"""Five weeks of class in the imaginary region, and who can sign in to look at it.

`live` runs as the owner, on a region that has just come in through the importers, its clock held at `OPENS_AT` by
the caller. It opens accounts, lays the lessons that nights would have laid, has every past roll called, and stops
in the middle of a lesson: `LIVED_UNTIL`, twelve minutes into the third lesson of a Tuesday, so that the
demonstration opens there. The rolls of that morning are called too, some forgotten; those of the lesson under way
are done, begun, or still to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from preau.directory.models import School
from preau.exchange.region.calendar import FIRST_DAY, LIVED_UNTIL
from preau.exchange.region.living.absences import note_absences
from preau.exchange.region.living.accounts import activate, open_doors
from preau.exchange.region.living.chance import create_chance
from preau.exchange.region.living.ledger import write_ledger
from preau.exchange.region.living.marks import give_marks
from preau.exchange.region.living.notices import tell_families
from preau.exchange.region.living.people import shown_people
from preau.exchange.region.living.rolls import call_rolls
from preau.exchange.region.living.skills import give_skills
from preau.exchange.region.living.talk import talk
from preau.exchange.region.living.terms import cut_terms
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.foundation.tenancy.sizes import learn_sizes
from preau.grading.actions.make_gradebooks import make_gradebooks
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.kernel.words import THIN
from preau.timetable.actions.lay_lessons import lay_lessons
from preau.timetable.rules import laid_until

#: The password of everybody in the demonstration: typed on any keyboard, and accepted by `check_new_password`.
PASSWORD = "Sous les platanes 2026"  # noqa: S105 - it is printed at the start of the demonstration
#: The night before, lessons were laid as every night.
_NIGHT_BEFORE = LIVED_UNTIL - timedelta(hours=9)
#: The year of school has begun: what is taught in it has its gradebooks.
_FIRST_MORNING = clock.instant(FIRST_DAY, time(6))
#: What has just been filled in one go, and whose statistics PostgreSQL has had no time to take.
_READ = ("post", "enrolment", "membership", "guardianship", "lesson", "lesson_group", "lesson_teacher")
_WRITTEN = ("account", "roll", "absence", "absence_period", "follow_up", "ledger_event")


def live() -> datetime:
    """Live until `LIVED_UNTIL`, and return it. All or nothing."""
    schools = list(School.objects.filter(is_open=True).order_by("id").values_list("id", flat=True))
    with transaction.atomic(), scope_opened_by_hand(schools), connection.cursor() as cursor:
        create_chance(cursor)
        open_doors(cursor, schools, PASSWORD)
        cut_terms(cursor, LIVED_UNTIL)
        with clock.at(_FIRST_MORNING):
            for school in schools:
                make_gradebooks(actor=SYSTEM, school_id=school)
        with clock.at(_NIGHT_BEFORE):
            today = clock.today()
            for school in schools:
                lay_lessons(actor=SYSTEM, school_id=school, since=today, until=laid_until(today))
        _take_statistics(cursor, _READ)
        call_rolls(cursor, LIVED_UNTIL)
        note_absences(cursor, LIVED_UNTIL)
        write_ledger(cursor)
        _take_statistics(cursor, _WRITTEN)
        tell_families(cursor, LIVED_UNTIL)
        give_marks(cursor, LIVED_UNTIL)
        give_skills(cursor, schools, LIVED_UNTIL)
        # Those who are shown can sign in, whatever chance said of them.
        shown = shown_people(cursor, LIVED_UNTIL, must_be_active=False)
        activate(cursor, [person.id for person in shown])
        talk(cursor, schools, shown, LIVED_UNTIL)
    learn_sizes()
    return LIVED_UNTIL


def _take_statistics(cursor: Any, tables: Sequence[str]) -> None:
    for table in tables:
        cursor.execute(f"ANALYZE {table}")


def sign_in_lines(moment: datetime) -> list[str]:
    """A line per profile (`profil — nom — identifiant — mot de passe — ce qu’il verra`), then what to try."""
    with connection.cursor() as cursor:
        people = shown_people(cursor, moment, must_be_active=True)
    return [
        *(f"  {shown.profile} — {shown.name} — {shown.login} — {PASSWORD} — {shown.sees}" for shown in people),
        "",
        f"  Pour voir le direct{THIN}: ouvrez deux fenêtres, dont une en navigation privée. L’appel se fait dans",
        "  l’une, sous l’identifiant de l’enseignant, et l’absence arrive dans l’autre, chez le parent.",
    ]
