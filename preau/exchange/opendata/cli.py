"""`preau import calendar`, `preau import schools`: print the plan, apply it when asked. As the owner of tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from preau.directory.rules import HOLIDAY_ZONE
from preau.exchange.opendata.apply_calendar import apply_calendar, calendar_plan
from preau.exchange.opendata.apply_schools import Wanted, apply_schools, schools_plan
from preau.exchange.opendata.parse_calendar import parse_calendar
from preau.exchange.opendata.parse_schools import parse_schools
from preau.exchange.opendata.plan_calendar import CalendarPlan
from preau.exchange.opendata.plan_schools import OCCITANIE
from preau.exchange.opendata.records import Notes
from preau.exchange.opendata.report import calendar_lines, note_lines, schools_lines
from preau.kernel.actor import SYSTEM

#: Exit codes of the command (`preau --help`): done; nothing changed, waits for `--confirm`.
_DONE, _TO_CONFIRM = 0, 3
_NOTHING_YET = "\nRien n’a changé. Pour appliquer ce plan, relancez la commande avec --apply."


def run_calendar(options: argparse.Namespace) -> int:
    """The official calendar of the zones asked (zone C without any)."""
    notes = Notes()
    told = parse_calendar(options.paths, zones=options.zone or [HOLIDAY_ZONE], notes=notes)
    plan = apply_calendar(actor=SYSTEM, told=told) if options.apply else calendar_plan(told)
    _say(*calendar_lines(plan), *note_lines(notes))
    _say(_conclusion(applied=options.apply, is_nothing=plan.is_nothing))
    return _DONE


def run_schools(options: argparse.Namespace) -> int:
    """The public directory, for the schools we have."""
    notes = Notes()
    told = parse_schools(options.paths, notes=notes)
    wanted = Wanted(
        create=options.create,
        academies=tuple(code.zfill(2) for code in options.academie) or OCCITANIE,
        project=options.project,
        confirmed=options.confirm,
    )
    with transaction.atomic():
        plan = schools_plan(told, wanted)
    _say(*schools_lines(plan, wanted), *note_lines(notes))
    if options.apply and plan.closing and not options.confirm:
        _say("\nRien n’a changé. Si ces établissements ferment bien, relancez avec --apply --confirm.")
        return _TO_CONFIRM
    if options.apply:
        plan = apply_schools(actor=SYSTEM, told=told, wanted=wanted)
    _say(_conclusion(applied=options.apply, is_nothing=plan.is_nothing))
    return _DONE


def bring_in_calendar(paths: Sequence[Path], *, zones: Sequence[str] = (HOLIDAY_ZONE,)) -> CalendarPlan:
    """Apply the official calendar in these files, printing nothing. Raises `NotPossible`."""
    return apply_calendar(actor=SYSTEM, told=parse_calendar(paths, zones=zones, notes=Notes()))


def _conclusion(*, applied: bool, is_nothing: bool) -> str:
    if is_nothing:
        return "\nRien à changer."
    return "\nAppliqué." if applied else _NOTHING_YET


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
