"""What an administrator copies of a school's calendar to others: midday, week, terms of classes (`SettingsGroup`).

What is proper to a school (its closures, its councils, its address) is never copied.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.calendar_queries import calendars_of_year, year_in_course, years
from preau.directory.models import SchoolSettings
from preau.directory.rules import HOLIDAY_ZONE, MIDDAY, TERMS_OF_YEAR
from preau.directory.terms import TermDates, check_terms
from preau.directory.terms_held import held_by_change
from preau.foundation.rooms.manifest import SettingsGroup
from preau.kernel import clock, words
from preau.kernel.refusals import NotPossible

Lines = tuple[tuple[str, str], ...]

_COPY = """
INSERT INTO school_settings (school_id, midday, zone, has_saturday_class)
SELECT t.id, {midday}, {zone}, {saturday}
  FROM unnest(%(schools)s::bigint[]) AS t(id)
  LEFT JOIN school_settings s ON s.school_id = %(source)s
ON CONFLICT (school_id) DO UPDATE SET {changed}
"""
_MIDDAY, _ZONE, _SATURDAY = (
    "coalesce(s.midday, %(midday)s::time)", "coalesce(s.zone, %(zone)s)", "coalesce(s.has_saturday_class, false)",
)  # fmt: skip
_COPY_MIDDAY = _COPY.format(midday=_MIDDAY, zone="%(zone)s", saturday="false", changed="midday = excluded.midday")
_COPY_WEEK = _COPY.format(
    midday="%(midday)s::time", zone=_ZONE, saturday=_SATURDAY,
    changed="zone = excluded.zone, has_saturday_class = excluded.has_saturday_class",
)  # fmt: skip

#: The cuttings of the year that the classes of a school have, and how many classes have each.
_CUTTINGS = """
SELECT c.school_id, c.cut, count(*)
  FROM (SELECT g.school_id, g.id,
               jsonb_agg(jsonb_build_array(t.kind, t.number, t.starts_on, t.ends_on, t.end_of_entry_on)
                         ORDER BY t.number) FILTER (WHERE t.id IS NOT NULL) AS cut
          FROM pupil_group g LEFT JOIN term t ON t.group_id = g.id AND t.year_id = %(year)s
         WHERE g.school_id = ANY(%(schools)s) AND g.kind = 'division' AND g.closed_on IS NULL
         GROUP BY g.school_id, g.id) c
 GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
"""

# A published term stays as it is; a cutting with more parts than the new one loses them.
_PUBLISHED = """
SELECT t.school_id, min(g.code) FROM term t JOIN pupil_group g ON g.id = t.group_id
 WHERE t.school_id = ANY(%(schools)s) AND t.year_id = %(year)s AND t.published_at IS NOT NULL
   AND g.closed_on IS NULL
 GROUP BY 1
"""
_DROP_TERMS = """
DELETE FROM term t USING pupil_group g
 WHERE g.id = t.group_id AND g.kind = 'division' AND g.closed_on IS NULL AND t.school_id = ANY(%(schools)s)
   AND t.year_id = %(year)s AND t.number > %(most)s
"""
_WRITE_TERMS = """
INSERT INTO term (school_id, year_id, group_id, kind, number, starts_on, ends_on, end_of_entry_on)
SELECT g.school_id, %(year)s, g.id, r.kind, r.number, r.starts_on, r.ends_on, r.end_of_entry_on
  FROM pupil_group g
 CROSS JOIN (SELECT DISTINCT t.kind, t.number, t.starts_on, t.ends_on, t.end_of_entry_on
               FROM term t JOIN pupil_group d ON d.id = t.group_id
              WHERE t.school_id = %(source)s AND t.year_id = %(year)s AND d.closed_on IS NULL) r
 WHERE g.school_id = ANY(%(schools)s) AND g.kind = 'division' AND g.closed_on IS NULL
ON CONFLICT (school_id, group_id, year_id, number) DO UPDATE
   SET kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
       end_of_entry_on = excluded.end_of_entry_on,
       council_on = CASE WHEN term.kind = excluded.kind AND term.council_on >= excluded.starts_on
                         THEN term.council_on END
"""


def _read_midday(school_ids: Sequence[int]) -> Mapping[int, Lines]:
    kept = _kept(school_ids)
    return {
        pk: ((_("Limite du matin"), words.hour(kept[pk].midday if pk in kept else MIDDAY)),) for pk in school_ids
    }


def _read_week(school_ids: Sequence[int]) -> Mapping[int, Lines]:
    kept, usual = _kept(school_ids), SchoolSettings()
    return {
        pk: (
            (_("Zone de vacances"), kept.get(pk, usual).zone),
            (_("Cours le samedi"), _("oui") if kept.get(pk, usual).has_saturday_class else _("non")),
        )
        for pk in school_ids
    }


def _kept(school_ids: Sequence[int]) -> dict[int, SchoolSettings]:
    return {row.school_id: row for row in SchoolSettings.objects.filter(school_id__in=school_ids)}


def _write_midday(source_id: int, school_ids: Sequence[int]) -> None:
    _run(_COPY_MIDDAY, source_id, school_ids)


def _write_week(source_id: int, school_ids: Sequence[int]) -> None:
    _run(_COPY_WEEK, source_id, school_ids)


def _read_terms(school_ids: Sequence[int]) -> Mapping[int, Lines]:
    found = _cuttings(school_ids)
    return {pk: tuple(line for cut, _n in found[pk] for line in _said(cut)) for pk in school_ids}


def _said(cut: tuple[TermDates, ...], kind: str = "") -> Lines:
    named = {3: _("Trimestre"), 2: _("Semestre")}.get(len(cut), _("Période"))
    return tuple(
        (
            f"{kind or named} {term.number}",
            f"{words.short_day(term.starts_on)} – {words.short_day(term.ends_on)}"
            + (
                f", {_('saisie jusqu’au')} {words.short_day(term.end_of_entry_on)}" if term.end_of_entry_on else ""
            ),
        )
        for term in cut
    )


def _refused_terms(source_id: int, school_ids: Sequence[int]) -> Mapping[int, str]:
    year_id = _year()
    mine = _cuttings([source_id])[source_id]
    if len(mine) != 1 or not mine[0][0]:
        said = _("ses classes n’ont pas toutes les mêmes périodes") if len(mine) > 1 else _("elle n’en a pas fixé")
        return {source_id: _("Ses périodes ne se copient pas\u202f: %(why)s.") % {"why": said}}
    cut = mine[0][0]
    kind = next(kind for kind, parts in TERMS_OF_YEAR.items() if parts == len(cut))
    refused = {
        pk: _("une période de %(division)s est publiée\u202f: ses dates ne changent plus.") % {"division": code}
        for pk, code in _rows(_PUBLISHED, {"schools": list(school_ids), "year": year_id})
    }
    held = held_by_change(school_ids, year_id, kind=kind, most=len(cut))
    refused |= {
        pk: _("%(division)s a déjà des appréciations ou des bulletins dans des périodes d’une autre sorte.")
        % {"division": code}
        for pk, code in held.items()
        if pk not in refused
    }
    for line in calendars_of_year([pk for pk in school_ids if pk not in refused], year_id):
        try:
            check_terms(kind, cut, line.calendar)
        except NotPossible as refusal:
            refused[line.school.id] = refusal.message
    return refused


def _write_terms(source_id: int, school_ids: Sequence[int]) -> None:
    most = len(_cuttings([source_id])[source_id][0][0])
    asked: dict[str, Any] = {"source": source_id, "schools": list(school_ids), "year": _year(), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_DROP_TERMS, asked)
        cursor.execute(_WRITE_TERMS, asked)


def _cuttings(school_ids: Sequence[int]) -> dict[int, list[tuple[tuple[TermDates, ...], int]]]:
    found: defaultdict[int, list[tuple[tuple[TermDates, ...], int]]] = defaultdict(list)
    asked = {"schools": list(school_ids), "year": _year()}
    for pk, cut, classes in _rows(_CUTTINGS, asked):
        found[pk].append((_terms(cut), classes))
    return found


def _terms(column: str | None) -> tuple[TermDates, ...]:
    return tuple(
        TermDates(
            number,
            date.fromisoformat(first),
            date.fromisoformat(last),
            date.fromisoformat(entry) if entry else None,
        )
        for _kind, number, first, last, entry in (json.loads(column) if column else [])
    )


def _year() -> int:
    year = year_in_course(years(), clock.today())
    return year.id if year else 0


def _run(statement: str, source_id: int, school_ids: Sequence[int]) -> None:
    asked: dict[str, Any] = {
        "source": source_id,
        "schools": list(school_ids),
        "midday": MIDDAY,
        "zone": HOLIDAY_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(statement, asked).fetchall()
    return rows


SETTINGS = (
    SettingsGroup("demi-journees", "Limite entre le matin et l’après-midi", _read_midday, _write_midday, order=10),
    SettingsGroup("semaine", "Zone de vacances et samedi", _read_week, _write_week, order=20),
    SettingsGroup("periodes", "Périodes des classes", _read_terms, _write_terms, _refused_terms, order=30),
)
