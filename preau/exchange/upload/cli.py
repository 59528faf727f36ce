"""`preau import siecle|csv|edt|udt`: the imports of the five steps, for one school. Needs the owner's role."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from preau.directory.models import School
from preau.exchange.upload.actions.import_people import import_people
from preau.exchange.upload.actions.import_timetable import import_timetable
from preau.exchange.upload.choices import Choices
from preau.exchange.upload.effects import Effect, effect_of, place_of
from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.people.plan import What
from preau.exchange.upload.reading import read_files
from preau.exchange.upload.recognise import Given, recognise, too_large
from preau.exchange.upload.report import check_rows
from preau.exchange.upload.rules import LARGEST
from preau.exchange.upload.timetables.plan import Mode
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotPossible

#: Exit codes of the command (`preau --help`): done; nothing changed, waits for `--confirm`.
_DONE, _TO_CONFIRM = 0, 3
_PRINTED = 30


def run(options: argparse.Namespace) -> int:
    """Print the plan; with `--apply`, do it. Too many departures without `--confirm`: nothing, and code 3."""
    files = [_given(path) for path in options.paths]
    sort = recognise(files)
    if sort.value != options.sort:
        raise NotPossible(f"Ces fichiers sont de {sort.label}. Rien n’a changé : preau import {sort.value}.")
    school = _school(options.school)
    choices = _choices(options)
    with transaction.atomic(), scope_opened_by_hand([school.pk]):
        switches = getattr(options, "switch_source", False)
        effect = effect_of(school, sort, files, choices, switches_source=switches)
        print("\n".join(effect_lines(school, effect)))
        if effect.refusal:
            raise NotPossible(effect.refusal)
        if not options.apply:
            print("\nRien n’a changé. Pour appliquer ce plan, relancez la commande avec --apply.")
            return _DONE
        if effect.to_confirm and not options.confirm:
            print(f"\n{effect.to_confirm} élèves partiraient : relancez avec --confirm pour l’accepter.")
            return _TO_CONFIRM
        _apply(school, sort, files, choices, switches_source=switches)
    print("\nRien à changer." if effect.is_nothing else "\nAppliqué.")
    return _DONE


def effect_lines(school: School, effect: Effect) -> Iterator[str]:
    """The plan of one school, as the terminal shows it."""
    yield f"{school.name} ({school.uai})"
    for figure in effect.figures:
        yield f"  {figure.label} : {figure.number}"
    shown = [one for one in effect.happenings if one.what is not What.UNCHANGED]
    for one in shown[:_PRINTED]:
        yield "    " + ", ".join(part for part in (one.what.value, one.name, one.division, one.detail) if part)
    if len(shown) > _PRINTED:
        yield f"    et {len(shown) - _PRINTED} autres"
    for unknown in effect.unknown:
        yield f"  {unknown.what} « {unknown.told} » inconnu sous ce nom : {unknown.answer}"
    rows = list(check_rows(effect))
    yield f"  anomalies : {len(rows)}"
    for file, line, column, reason, _left_out in rows:
        yield f"    {file}, ligne {line}{f', {column}' if column else ''} : {reason}"


def _given(path: Path) -> Given:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise NotPossible(f"« {path} » ne peut pas être lu ({error.strerror}).") from error
    if len(content) > LARGEST:
        raise NotPossible(too_large())
    return Given(path.name, content)


def _school(uai: str) -> School:
    school = School.objects.filter(uai=uai.upper(), is_open=True).first()
    if school is None:
        raise NotPossible(f"Préau ne connaît pas d’établissement ouvert {uai} : faites d’abord entrer l’annuaire.")
    return school


def _choices(options: argparse.Namespace) -> Choices:
    """Columns as the headers suggest, names as they are remembered or proposed."""
    given = vars(options)
    return replace(
        Choices(),
        kind=given.get("kind") or "",
        absent_have_left=bool(given.get("absent_left")),
        default_level=int(given.get("level") or Choices().default_level),
        mode=given.get("mode") or Mode.BOTH.value,
    )


def _apply(
    school: School, sort: SchoolImport.Sort, files: Sequence[Given], choices: Choices, *, switches_source: bool
) -> None:
    read = read_files(sort, files, place_of(school), choices)
    if read.timetable is None:
        import_people(actor=SYSTEM, school_id=school.pk, told=read.told, wishes=choices.wishes, is_confirmed=True)
        return
    import_timetable(
        actor=SYSTEM,
        school_id=school.pk,
        timetable=read.timetable,
        mode=Mode(choices.mode),
        answers={},
        switches_source=switches_source,
    )
