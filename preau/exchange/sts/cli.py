"""`preau import sts`: print the plan of each pair of files, and apply it when asked. Needs the owner's role."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from preau.directory.models import School
from preau.exchange.sts.apply_timetable import Applied, apply_timetable, plan_for
from preau.exchange.sts.pairs import Pair, discover
from preau.exchange.sts.parse import parse_reference, parse_timetable
from preau.exchange.sts.plan import Plan
from preau.exchange.sts.records import Reference, Timetable
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.foundation.tenancy.sizes import learn_sizes
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotPossible


@dataclass(frozen=True, slots=True)
class Read:
    """A pair read whole, and its school."""

    school: School
    reference: Reference
    timetable: Timetable


def run(options: argparse.Namespace) -> int:
    """Print every plan first: a file that is refused leaves all the schools as they were."""
    pairs = read_pairs(options.paths)
    for pair in pairs:
        print("\n".join(plan_lines(_plan(pair))))
    if not options.apply:
        print("\nRien n’a changé. Pour appliquer ce plan, relancez la commande avec --apply.")
        return 0
    print()
    for pair in pairs:
        print(applied_line(_apply(pair)))
    learn_sizes()
    return 0


def bring_in(folder: Path) -> None:
    """Apply every pair found below `folder`, and lay the lessons. Prints nothing; raises `NotPossible`."""
    for pair in read_pairs([folder]):
        _apply(pair)
    learn_sizes()


def read_pairs(paths: Iterable[Path]) -> list[Read]:
    """The pairs at these paths, read whole. The school of every file is checked before any file is read."""
    pairs = discover(paths)
    schools = {school.uai: school for school in School.objects.filter(uai__in=[pair.uai for pair in pairs])}
    for pair in pairs:
        _check_school(pair, schools.get(pair.uai))
    return [_read(pair, schools[pair.uai]) for pair in pairs]


def _check_school(pair: Pair, school: School | None) -> None:
    if school is None:
        raise NotPossible(
            f"Le fichier « {pair.timetable.name} » vient de l’établissement {pair.uai}, que Préau ne connaît pas. "
            "Rien n’a été importé : faites d’abord entrer son annuaire (preau import aaf), ou retirez ce fichier."
        )
    if not school.is_open:
        raise NotPossible(
            f"Le fichier « {pair.timetable.name} » vient de l’établissement {pair.uai} ({school.name}), qui est "
            "fermé dans Préau. Rien n’a été importé : retirez ce fichier."
        )


def _read(pair: Pair, school: School) -> Read:
    reference, timetable = parse_reference(pair.reference), parse_timetable(pair.timetable)
    if reference.year.first != timetable.year:
        raise NotPossible(
            f"« {pair.reference.name} » est de l’année {reference.year.first} et « {pair.timetable.name} » de "
            f"l’année {timetable.year}. Rien n’a été importé : donnez les deux fichiers de la même année."
        )
    return Read(school, reference, timetable)


def _plan(pair: Read) -> Plan:
    with transaction.atomic(), scope_opened_by_hand([pair.school.pk]):
        return plan_for(pair.school, pair.reference, pair.timetable)


def _apply(pair: Read) -> Applied:
    return apply_timetable(actor=SYSTEM, school=pair.school, reference=pair.reference, timetable=pair.timetable)


def plan_lines(plan: Plan) -> Iterator[str]:
    """The plan of one school, as the terminal shows it."""
    yield f"{plan.school.name} ({plan.school.uai}), année {plan.year.label}"
    yield f"  alternances : {len(plan.new_weeks)} nouvelle(s), {len(plan.changed_weeks)} changée(s)"
    yield (
        f"  cours : {len(plan.new)} nouveau(x), {len(plan.changed)} changé(s), {len(plan.removed)} retiré(s), "
        f"{plan.unchanged} inchangé(s)"
    )
    if plan.is_new_year:
        yield f"  année scolaire à créer : {plan.year.label}"
    if plan.subjects:
        yield f"  matières à créer : {', '.join(f'{label} ({code})' for code, label in plan.subjects)}"
    if not plan.keeps:
        yield "  aucun cours ne peut entrer : ce plan ne sera pas appliqué"
    yield f"  anomalies : {len(plan.anomalies)}"
    for anomaly in plan.anomalies:
        yield f"    {anomaly.place.file}, ligne {anomaly.place.line} : {anomaly.reason}"


def applied_line(applied: Applied) -> str:
    """What was done to one school."""
    laid, school = applied.laid, applied.plan.school
    if applied.plan.is_nothing and laid.is_nothing:
        return f"{school.name} ({school.uai}) : rien à changer."
    return (
        f"{school.name} ({school.uai}) : appliqué. Séances à venir : {laid.laid} posée(s), {laid.changed} "
        f"changée(s), {laid.removed} retirée(s)."
    )
