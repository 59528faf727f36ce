"""The pages of presence in a school of 1,500 pupils after a year of absences: `preau bench --year`."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from preau.cli.demonstration import make_region
from preau.cli.measured_page import Asked
from preau.cli.migrate import run_migrations
from preau.cli.region import DEFAULT_SEED
from preau.cli.terminal import step
from preau.exchange.region.living.year import LIVED_A_YEAR, SCHOOLS, live_a_year
from preau.kernel import clock
from preau.serve.demo_clock import DemoClock

# Of the school with most periods: somebody of vie scolaire, its largest class, a lesson under way.
_SCHOOL = """
SELECT s.uai,
       (SELECT min(p.person_id) FROM post p WHERE p.school_id = s.id AND p.profile = 'vie_scolaire'),
       (SELECT m.group_id FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
         WHERE m.school_id = s.id AND m.ends_on IS NULL
         GROUP BY m.group_id ORDER BY count(*) DESC, m.group_id LIMIT 1)
  FROM school s
 ORDER BY (SELECT count(*) FROM absence_period t WHERE t.school_id = s.id) DESC LIMIT 1
"""
#: A page of seconds is not asked three hundred times.
_FEW = 12


def prepare(var: Path) -> None:
    """Make the region and its year in this folder, once. Needs Django, as the owner."""
    shown = DemoClock(var).last_shown()
    if shown is not None and shown >= LIVED_A_YEAR:
        return
    run_migrations()
    make_region(var, schools=SCHOOLS, seed=DEFAULT_SEED)
    with step("Une année d’absences dans le plus grand établissement"):
        live_a_year()
    DemoClock(var).start_at(LIVED_A_YEAR)


def pages() -> list[Asked]:
    """What vie scolaire opens there; the statistics of a term and of the year are no working pages."""
    with connection.cursor() as cursor:
        uai, cpe, group = cursor.execute(_SCHOOL).fetchone() or ("", 0, 0)
    today = clock.today()
    statistics, profile = f"/{uai}/presence/statistiques/?par=", "vie_scolaire"
    return [
        Asked("accueil de la vie scolaire", cpe, profile, "/", 10),
        Asked("tableau : la minute", cpe, profile, f"/{uai}/vie-scolaire/maintenant/", 10),
        Asked("bureau des absences", cpe, profile, f"/{uai}/absences/", 10),
        Asked("alertes et absentéisme", cpe, profile, f"/{uai}/absences/alertes/", 10, turns=100),
        Asked("registre d’une classe, un mois", cpe, profile, f"/{uai}/registre/{group}/{today:%Y-%m}/", 10),
        Asked("statistiques du mois", cpe, profile, f"{statistics}classe", 100, turns=_FEW),
        *(
            Asked(
                f"statistiques du trimestre, {view}", cpe, profile,
                f"{statistics}{view}&du=2027-03-01&au={today.isoformat()}", 100, turns=_FEW,
            )
            for view in ("classe", "motif", "heure")
        ),
        Asked(
            "statistiques de l’année", cpe, profile, f"{statistics}classe&du=2026-09-01&au={today}", 100, turns=3
        ),
    ]  # fmt: skip
