"""`preau import aaf DOSSIER` prints the plan; `--apply` writes it, with `--confirm` if it removes many people."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from preau.exchange.aaf.delivery import DeliveryFile
from preau.exchange.aaf.import_delivery import Outcome, import_delivery
from preau.exchange.aaf.plan import Plan
from preau.exchange.aaf.report import lines_of, removal_lines
from preau.kernel.refusals import NotPossible
from preau.kernel.words import THIN, number

#: Exit codes of the command (`preau --help`): done; nothing changed, waits for `--confirm`.
_DONE, _TO_CONFIRM = 0, 3
_ORDERS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def run(options: argparse.Namespace) -> int:
    """Print the plan of `options.folder`, apply it with `options.apply`; the exit code."""
    outcome = import_delivery(options.folder, apply=options.apply, confirmed=options.confirm, on_file=_tell_file)
    for line in lines_of(outcome.plan):
        _say(line)
    if outcome.plan.removals and not options.confirm:
        for line in removal_lines(outcome.plan.removals):
            _say(line)
        _say(
            "Rien n’a changé. Vérifiez la livraison auprès de l’académie ; si ces départs sont voulus, relancez "
            "avec --apply --confirm."
        )
        return _TO_CONFIRM
    _say(_conclusion(outcome))
    return _DONE


def bring_in(folder: Path) -> Plan:
    """Apply the full delivery in `folder`, printing nothing.

    Errors: `NotPossible` as `import_delivery` raises it, and when the plan needs to be confirmed.
    """
    outcome = import_delivery(folder, apply=True)
    if outcome.plan.removals:
        title, *schools = (line.strip() for line in removal_lines(outcome.plan.removals))
        raise NotPossible(f"{title} {f'{THIN}; '.join(schools)}. Rien n’a changé.")
    return outcome.plan


def _conclusion(outcome: Outcome) -> str:
    if outcome.is_applied:
        return f"Appliqué{THIN}: {number(outcome.plan.changes)} lignes écrites, en une transaction."
    if outcome.plan.is_empty:
        return "Rien n’a été écrit."
    return f"Essai à blanc{THIN}: rien n’a changé. Pour appliquer ce plan, relancez avec --apply."


def _tell_file(file: DeliveryFile, entries: int) -> None:
    """Progress, on the other output."""
    sys.stderr.write(f"  {file.name}{THIN}: {number(entries)} fiches lues\n")
    sys.stderr.flush()


def _say(line: str) -> None:
    """A line of the report. What a file wrote must not give orders to the terminal."""
    sys.stdout.write(_ORDERS.sub("\N{REPLACEMENT CHARACTER}", line) + "\n")
