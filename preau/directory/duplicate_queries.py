"""Records that may be one person: what a school knows of each, side by side; what it merged."""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.anomaly_statements import KNOWN
from preau.directory.models import PersonKey
from preau.directory.rules import UNMERGE_WITHIN
from preau.kernel import clock
from preau.kernel.words import short_day

_AMONG = f"SELECT DISTINCT person_id FROM ({KNOWN}) k WHERE person_id = ANY(%(people)s)"

_SCHOOLS = "SELECT DISTINCT s FROM unnest(%s::bigint[]) AS p, schools_of_person(p) AS s"

_SIDES = """
SELECT p.id, p.last_name, p.birth_name, p.first_name, p.other_first_names, p.born_on, p.email, p.mobile, p.phone,
       p.address,
       ARRAY(SELECT k.kind || ' ' || k.source || ' ' || k.key FROM person_key k
              WHERE k.person_id = p.id ORDER BY k.kind, k.source, k.key),
       ARRAY(SELECT coalesce(nullif(g.label, ''), g.code)
               FROM enrolment e
               LEFT JOIN (membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division')
                      ON m.pupil_id = e.pupil_id AND m.school_id = e.school_id
                     AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
              WHERE e.pupil_id = p.id AND e.school_id = %(school)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
              ORDER BY g.code NULLS LAST),
       ARRAY(SELECT DISTINCT coalesce(nullif(o.label, ''), nullif(o.discipline, ''), o.profile)
               FROM post o WHERE o.person_id = p.id AND o.school_id = %(school)s
                AND (o.ends_on IS NULL OR o.ends_on > %(day)s) ORDER BY 1),
       ARRAY(SELECT c.first_name || ' ' || c.last_name
               FROM guardianship w JOIN person c ON c.id = w.pupil_id
              WHERE w.guardian_id = p.id AND w.guardian_id <> w.pupil_id
                AND (w.ends_on IS NULL OR w.ends_on > %(day)s) ORDER BY c.sorting_name, c.id),
       ARRAY(SELECT c.first_name || ' ' || c.last_name
               FROM guardianship w JOIN person c ON c.id = w.guardian_id
              WHERE w.pupil_id = p.id AND w.guardian_id <> w.pupil_id
                AND (w.ends_on IS NULL OR w.ends_on > %(day)s) ORDER BY w.rank, w.id)
  FROM person p WHERE p.id = ANY(%(people)s)
"""

_MERGES = """
SELECT m.id, coalesce(k.first_name || ' ' || k.last_name, ''), k.born_on, m.merged_at,
       coalesce(b.first_name || ' ' || b.last_name, '')
  FROM person_merge m
  LEFT JOIN person k ON k.id = m.kept_id
  LEFT JOIN person b ON b.id = m.merged_by_id
 WHERE m.school_id = %(school)s AND m.undone_at IS NULL AND m.merged_at > %(since)s
 ORDER BY m.merged_at DESC, m.id DESC
"""


@dataclass(frozen=True, slots=True)
class PersonSide:
    """One of the two records, as the school knows it. `roles` and `keys` are told in French."""

    id: int
    last_name: str
    birth_name: str
    first_name: str
    other_first_names: str
    born_on: date | None
    email: str
    mobile: str
    phone: str
    address: str
    keys: tuple[str, ...]
    roles: tuple[str, ...]
    guardians: tuple[str, ...]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def facts(self) -> tuple[tuple[str, str], ...]:
        """(label, value) of everything a person compares; an empty value is empty."""
        return (
            (_("Nom"), self.last_name),
            (_("Nom de famille"), self.birth_name),
            (_("Prénom"), self.first_name),
            (_("Autres prénoms"), self.other_first_names),
            (_("Date de naissance"), short_day(self.born_on) if self.born_on else ""),
            (_("Ici"), ", ".join(self.roles)),
            (_("Responsables"), ", ".join(self.guardians)),
            (_("Courriel"), self.email),
            (_("Téléphone portable"), self.mobile),
            (_("Téléphone"), self.phone),
            (_("Adresse"), self.address),
            (_("Identifiants"), ", ".join(self.keys)),
        )


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge that can still be undone, until `until` included."""

    id: int
    name: str
    born_on: date | None
    merged_at: datetime
    by: str

    @property
    def until(self) -> datetime:
        return self.merged_at + UNMERGE_WITHIN


def known_among(school_id: int, people: tuple[int, ...]) -> frozenset[int]:
    """Those of these persons whom this school knows today. The scope of the school is open."""
    return frozenset(pk for (pk,) in _rows(_AMONG, schools=[school_id], day=clock.today(), people=list(people)))


def schools_of(people: tuple[int, ...]) -> frozenset[int]:
    """Every school that has or had to do with these persons, seen from no school: ids alone."""
    with connection.cursor() as cursor:
        return frozenset(pk for (pk,) in cursor.execute(_SCHOOLS, [list(people)]).fetchall())


def sides(school_id: int, people: tuple[int, int]) -> tuple[PersonSide, ...]:
    """Both records, in the order asked. The caller has decided that the actor may see them."""
    rows = _rows(_SIDES, school=school_id, day=clock.today(), people=list(people))
    found = {row[0]: _side(row) for row in rows}
    return tuple(found[pk] for pk in people if pk in found)


def merges_of(school_id: int) -> tuple[MergeLine, ...]:
    """What this school merged and may still part, the latest first."""
    return tuple(MergeLine(*row) for row in _rows(_MERGES, school=school_id, since=clock.now() - UNMERGE_WITHIN))


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())


def _side(row: Any) -> PersonSide:
    *own, keys, classes, posts, wards, guardians = row
    roles = [
        *(_("élève de %(class)s") % {"class": label} if label else _("élève sans classe") for label in classes),
        *posts,
        *(_("responsable de %(pupil)s") % {"pupil": ward} for ward in wards),
    ]
    return PersonSide(*(*own, tuple(map(_key_in_words, keys)), tuple(roles), tuple(guardians)))


def _key_in_words(key: str) -> str:
    kind, source, number = key.split(" ", 2)
    name = {"ine": _("INE"), "aaf": _("AAF"), "sts": _("STS"), "siecle": _("SIECLE")}[PersonKey.Kind(kind).value]
    return f"{name} {source} {number}" if source else f"{name} {number}"
