"""`preau import aaf DOSSIER` prints the plan; `--apply` writes it, with `--confirm` if it removes many people."""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

from preau.exchange.aaf.delivery import DeliveryFile, discover
from preau.exchange.aaf.import_all import import_all
from preau.exchange.aaf.import_delivery import Outcome
from preau.exchange.aaf.measure import Watch, measure_lines
from preau.exchange.aaf.plan import Plan
from preau.exchange.aaf.report import lines_of, removal_lines
from preau.kernel.refusals import NotPossible
from preau.kernel.words import THIN, number

#: Exit codes of the command (`preau --help`): done; nothing changed, waits for `--confirm`.
_DONE, _TO_CONFIRM = 0, 3
_ORDERS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def run(options: argparse.Namespace) -> int:
    """Print the plan of each delivery in `options.folder`, apply it with `options.apply`; the exit code."""
    watch = Watch()
    began = time.perf_counter()
    code = _DONE
    for delivery, outcome in import_all(
        options.folder, apply=options.apply, confirmed=options.confirm, on_file=_tell_file, watch=watch
    ):
        if outcome is None:
            _say(f"Livraison déjà appliquée{THIN}: {delivery.label()}.")
            continue
        code = _tell(outcome, apply=options.apply, confirmed=options.confirm)
    if options.measure:
        for line in measure_lines(discover(options.folder), watch, time.perf_counter() - began):
            _say(line)
    return code


def _tell(outcome: Outcome, *, apply: bool, confirmed: bool) -> int:
    for line in lines_of(outcome.plan):
        _say(line)
    if outcome.plan.removals and not confirmed:
        for line in removal_lines(outcome.plan.removals):
            _say(line)
        _say(
            "Rien n’a changé. Vérifiez la livraison auprès de l’académie ; si ces départs sont voulus, relancez "
            "avec --apply --confirm."
        )
        return _TO_CONFIRM
    _say(_conclusion(outcome, apply=apply))
    return _DONE


def bring_in(folder: Path) -> Plan:
    """Apply the deliveries in `folder`, printing nothing; the plan of the last one.

    Errors: `NotPossible` as `import_all` raises it, and when a plan needs to be confirmed.
    """
    plan = None
    for _delivery, outcome in import_all(folder, apply=True):
        plan = outcome.plan if outcome else plan
    if plan is None:
        raise NotPossible(f"Les livraisons de « {folder.name} » sont déjà appliquées. Rien n’a changé.")
    if plan.removals:
        title, *schools = (line.strip() for line in removal_lines(plan.removals))
        raise NotPossible(f"{title} {f'{THIN}; '.join(schools)}. Rien n’a changé.")
    return plan


def _conclusion(outcome: Outcome, *, apply: bool) -> str:
    if outcome.plan.is_empty:
        return "Rien n’a été écrit."
    if apply:
        return f"Appliqué{THIN}: {number(outcome.plan.changes)} lignes écrites, en une transaction."
    return f"Essai à blanc{THIN}: rien n’a changé. Pour appliquer ce plan, relancez avec --apply."


def _tell_file(file: DeliveryFile, entries: int) -> None:
    """Progress, on the other output."""
    sys.stderr.write(f"  {file.name}{THIN}: {number(entries)} fiches lues\n")
    sys.stderr.flush()


def _say(line: str) -> None:
    """A line of the report. What a file wrote must not give orders to the terminal."""
    sys.stdout.write(_ORDERS.sub("\N{REPLACEMENT CHARACTER}", line) + "\n")
