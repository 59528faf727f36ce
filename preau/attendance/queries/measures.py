"""What is written about the absenteeism of a pupil in a month, who signs it, and what it was before (C71)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.measuring import MeasureWords, signers_of, spoken_measures
from preau.attendance.models import MeasuresSignature
from preau.kernel import clock, words
from preau.kernel.actor import Actor

_WRITTEN = """
SELECT m.version, m.referent_id, m.agreed_on, m.agreement, m.met_on, m.measures,
       coalesce((SELECT jsonb_agg(jsonb_build_array(s.guardian_id, s.state, s.signed_on) ORDER BY s.guardian_id)
                   FROM measures_signature s WHERE s.measures_id = m.id AND s.school_id = m.school_id),
                '[]')::text,
       coalesce((SELECT jsonb_agg(jsonb_build_array(v.written_at, v.written_by_id, v.before)
                                  ORDER BY v.version DESC)
                   FROM measures_version v WHERE v.measures_id = m.id AND v.school_id = m.school_id),
                '[]')::text
  FROM absenteeism_measures m
 WHERE m.school_id = %(school)s AND m.pupil_id = %(pupil)s AND m.month = %(month)s
"""

# Who works here today, and those who are named: each once, by name.
_PEOPLE = """
WITH asked AS (
    SELECT o.person_id AS id, true AS is_here FROM post o
     WHERE o.school_id = %(school)s AND o.begins_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
     UNION ALL
    SELECT unnest(%(named)s::bigint[]), false
)
SELECT p.id, p.first_name, p.last_name, bool_or(a.is_here)
  FROM asked a JOIN person p ON p.id = a.id
 GROUP BY p.id
 ORDER BY p.sorting_name, p.id
"""

#: First name and surname of persons, by id.
Names = dict[int | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who is asked to sign, or has; what she did."""

    person_id: int
    name: str
    state: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class FormerMeasures:
    """What was written before a change: when, by whom, each thing under its name."""

    written_at: datetime
    written_by: str
    said: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """`Écrit le mardi 24 novembre à 10 h 20 par Maëlle Costa`."""
        when = {"day": words.day(self.written_at), "hour": words.hour(self.written_at), "who": self.written_by}
        if not self.written_by:
            return _("Écrit le %(day)s à %(hour)s") % when
        return _("Écrit le %(day)s à %(hour)s par %(who)s") % when


@dataclass(frozen=True, slots=True)
class MonthMeasures:
    """What is written of a month (`version` 0: nothing yet), who signs it, what it was before, the latest first.
    `staff`: who works here today, by name; in it and in `referent`, the surname comes first.
    """

    version: int
    said: MeasureWords
    referent: str
    signers: tuple[Signer, ...]
    staff: tuple[tuple[int, str], ...]
    former: tuple[FormerMeasures, ...]


def month_measures(actor: Actor, school_id: int, pupil_id: int, month: date) -> MonthMeasures:
    """The caller has decided that the actor may read the file of this pupil."""
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"school": school_id, "pupil": pupil_id, "month": month}
        row: Any = cursor.execute(_WRITTEN, asked).fetchone()
    version, referent_id, agreed_on, agreement, met_on, measures, signed, former = row or (
        0, None, None, "", None, "", "[]", "[]",
    )  # fmt: skip
    signatures = {pk: (state, _day(on)) for pk, state, on in json.loads(signed)}
    versions = json.loads(former)
    signers = list(dict.fromkeys((*signers_of(actor, school_id, pupil_id), *signatures)))
    names, staff = _people(school_id, {referent_id, *signers, *(pk for one in versions for pk in _named_in(one))})
    to_sign = (MeasuresSignature.State.TO_SIGN.value, None)
    return MonthMeasures(
        version=version,
        said=MeasureWords(referent_id, agreed_on, agreement, met_on, measures),
        referent=" ".join(reversed(names.get(referent_id, ()))),
        signers=tuple(Signer(pk, " ".join(names.get(pk, ())), *signatures.get(pk, to_sign)) for pk in signers),
        staff=staff,
        former=tuple(_former(at, by, before, names) for at, by, before in versions),
    )


def _named_in(version: tuple[str, int, dict[str, Any]]) -> list[int | None]:
    _at, by, before = version
    return [by, before["referent_id"], *(pk for pk, _state, _on in before["signatures"])]


def _people(school_id: int, named: set[int | None]) -> tuple[Names, tuple[tuple[int, str], ...]]:
    """The names of all, and the staff."""
    asked: dict[str, Any] = {"school": school_id, "today": clock.today(), "named": [*filter(None, named)]}
    with connection.cursor() as cursor:
        rows = cursor.execute(_PEOPLE, asked).fetchall()
    staff = tuple((pk, f"{last} {first}") for pk, first, last, is_here in rows if is_here)
    return {pk: (first, last) for pk, first, last, _is_here in rows}, staff


def _former(at: str, by: int, before: dict[str, Any], names: Names) -> FormerMeasures:
    somebody = (_("quelqu’un qui n’est plus dans l’annuaire"),)
    referent = before["referent_id"]
    said = spoken_measures(
        referent=" ".join(names.get(referent, somebody)) if referent else "",
        agreed_on=_day(before["agreed_on"]),
        agreement=before["agreement"],
        signatures=[
            (" ".join(names.get(pk, somebody)), state, _day(on)) for pk, state, on in before["signatures"]
        ],
        met_on=_day(before["met_on"]),
        measures=before["measures"],
    )
    return FormerMeasures(datetime.fromisoformat(at), " ".join(names.get(by, ())), said)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
