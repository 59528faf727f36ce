"""`preau rollover`: what the coming year will do to each school; `--apply` prepares it, one school at a time.

A school is one transaction. Stopped at any point, the command is run again: what was prepared stays, and counts
the same; nobody is lost on the way, which the last line says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from django.db import transaction

from preau.directory.actions.prepare_new_year import prepare_new_year
from preau.directory.calendar_lines import YearLine
from preau.directory.calendar_queries import years
from preau.directory.models import School
from preau.directory.new_year.days import next_year
from preau.directory.new_year.report import YearReport, year_reports
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.foundation.tenancy.sizes import learn_sizes
from preau.kernel import clock, words
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotPossible
from preau.kernel.words import THIN


def run(options: argparse.Namespace) -> int:
    """Print the report; with `--apply`, prepare each school, then print it again."""
    year = next_year(clock.today(), years())
    if year is None:
        raise NotPossible(
            f"La prochaine année scolaire n’est pas connue{THIN}: importez d’abord le calendrier officiel "
            "(preau import calendar)."
        )
    school_ids = _schools(options.school)
    if options.apply:
        prepare_schools(school_ids, year, on_school=_tell)
        learn_sizes()
    with transaction.atomic(), scope_opened_by_hand(school_ids):
        reports = year_reports(school_ids, year)
    _say(f"Rentrée {year.label}, le {words.full_day(year.starts_on)}", *map(_line, reports), _total(reports))
    if not options.apply:
        _say("\nRien n’a changé. Pour préparer la rentrée, relancez la commande avec --apply.")
    return 0


def prepare_schools(
    school_ids: Sequence[int], year: YearLine, on_school: Callable[[YearReport], None] = lambda _report: None
) -> None:
    """Prepare these schools one after another, telling `on_school` once each is committed; those already prepared
    are compared, and change only if needed.
    """
    for school_id in school_ids:
        with transaction.atomic(), scope_opened_by_hand([school_id]):
            report = prepare_new_year(actor=SYSTEM, school_id=school_id, year_id=year.id)
        on_school(report)


def _schools(asked: Sequence[str]) -> list[int]:
    found = dict(School.objects.filter(is_open=True).order_by("name", "uai").values_list("uai", "id"))
    unknown = sorted(set(asked) - set(found))
    if unknown:
        raise NotPossible(f"Établissement inconnu ou fermé{THIN}: {', '.join(unknown)}. Rien n’a changé.")
    return [found[uai] for uai in asked] if asked else list(found.values())


def _line(report: YearReport) -> str:
    state = "préparée" if report.is_prepared else "à préparer"
    told = "" if report.is_told else " ; les classes de la nouvelle année ne sont pas encore arrivées"
    return (
        f"{report.uai} {report.name}{THIN}: {report.before} élèves, {report.staying} restent, {report.leaving} "
        f"partent, {report.arriving} arrivent, soit {report.after} ; {report.classless} sans classe ; "
        f"{report.groups_ending} groupes finissent ; rentrée {state}{told}"
    )


def _total(reports: Sequence[YearReport]) -> str:
    before, after = sum(one.before for one in reports), sum(one.after for one in reports)
    staying, leaving = sum(one.staying for one in reports), sum(one.leaving for one in reports)
    arriving = sum(one.arriving for one in reports)
    return (
        f"\n{len(reports)} établissements{THIN}: {before} élèves = {staying} restent + {leaving} partent ; "
        f"{after} ensuite = {staying} restent + {arriving} arrivent."
    )


def _tell(report: YearReport) -> None:
    """Progress, on the other output."""
    sys.stderr.write(f"  {report.uai} {report.name}{THIN}: préparé\n")
    sys.stderr.flush()


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
