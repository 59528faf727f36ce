"""The demonstration's content: an imaginary region that comes in through the importers, and lives.

Read once Django stands, as the owner of the tables.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import connection

from preau.cli.demo_state import Demonstration, keep_demonstration, read_demonstration
from preau.cli.terminal import step, tell
from preau.directory.models import School
from preau.exchange.aaf import cli as aaf
from preau.exchange.opendata import cli as opendata
from preau.exchange.region.calendar import OPENS_AT
from preau.exchange.region.generate import CALENDAR_FILE, OPEN_DATA_FOLDER, generate
from preau.exchange.region.life import live, sign_in_lines
from preau.exchange.sts import cli as sts
from preau.kernel import clock, words
from preau.kernel.refusals import NotPossible
from preau.serve.demo_clock import starting_moment


def make_region(var: Path, *, schools: int, seed: int) -> None:
    """Fill an empty database; leave a demonstration that stands as it is; refuse any other content."""
    if School.objects.exists():
        _accept_what_stands(read_demonstration(var), schools)
        return
    keep_demonstration(var, Demonstration(schools, seed))
    folder = var / "region"
    with step(f"Une région imaginaire de {schools} établissements"):
        generate(folder, schools=schools, seed=seed)
    with clock.at(OPENS_AT):
        with step("Entrée du calendrier scolaire"):
            opendata.bring_in_calendar([folder / OPEN_DATA_FOLDER / CALENDAR_FILE])
        with step("Entrée de l’annuaire (AAF)"):
            aaf.bring_in(folder)
        with step("Entrée des emplois du temps"):
            sts.bring_in(folder)
        with step("Quelques semaines de classe"):
            lived_until = live()
    keep_demonstration(var, Demonstration(schools, seed, lived_until.isoformat()))


def _accept_what_stands(kept: Demonstration | None, schools: int) -> None:
    if kept is None or not kept.is_ready:
        raise NotPossible(
            "La base contient déjà des établissements qui ne viennent pas d’une démonstration achevée : "
            "ouvrez-la avec « preau serve », ou donnez une base vide (PREAU_DATABASE_URL)."
        )
    if kept.schools != schools:
        tell(
            f"La démonstration en place compte {kept.schools} établissements ; "
            f"pour recommencer avec {schools} : make fresh SCHOOLS={schools}."
        )


def opening_moment(var: Path, last_shown: datetime | None) -> datetime:
    """When the demonstration opens: its time goes on, or jumps into the next lessons."""
    kept = read_demonstration(var)
    if last_shown is None and kept and kept.is_ready:
        last_shown = datetime.fromisoformat(kept.lived_until)
    moment = last_shown and starting_moment(
        last_shown, is_lesson_under_way=_is_lesson_under_way, next_lesson_start=_next_lesson_start
    )
    if not moment:
        raise NotPossible("La démonstration a vécu toute son année : recommencez avec « make fresh ».")
    return moment


def _is_lesson_under_way(moment: datetime) -> bool:
    return (
        _value("SELECT min(starts_at) FROM lesson WHERE starts_at <= %s AND ends_at > %s", moment, moment)
        is not None
    )


def _next_lesson_start(moment: datetime) -> datetime | None:
    # An hour when most classes are at work, not a lonely option at the end of the day.
    return _value(
        """
        WITH starts AS (
            SELECT starts_at, count(*) AS lessons FROM lesson
            WHERE starts_at > %s AND starts_at < %s + interval '21 days' AND cancelled_at IS NULL
            GROUP BY starts_at
        )
        SELECT min(starts_at) FROM starts WHERE lessons * 2 >= (SELECT max(lessons) FROM starts)
        """,
        moment,
        moment,
    )


def _value(statement: str, *parameters: datetime) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


def welcome_lines(port: int, moment: datetime) -> list[str]:
    """What is printed once the screens answer; read before the service starts."""
    return [
        "",
        f"  Préau est ouvert : http://localhost:{port}",
        f"  Il y est {words.hour(moment)}, le {words.full_day(moment)} (heure de la démonstration).",
        "",
        *sign_in_lines(moment),
        "",
        "  Pour arrêter : Ctrl-C.",
    ]
