"""Write a plan: whole sets, some twenty statements whatever their size, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from preau.directory.models import Group
from preau.exchange.upload.people.apply_adults import adult_rows
from preau.exchange.upload.people.options import option_rows
from preau.exchange.upload.people.plan import GroupRef, Plan, Ref

_NEW_IDS = "SELECT nextval(pg_get_serial_sequence('person', 'id')::regclass) FROM generate_series(1, %(number)s)"

_COLUMNS = {
    "title": "text", "last_name": "text", "birth_name": "text", "first_name": "text",
    "other_first_names": "text",
    "email": "text", "mobile": "text", "phone": "text", "address": "text", "born_on": "date",
    "sorting_name": "text",
}  # fmt: skip
_PERSONS = f"""
INSERT INTO person (id, {", ".join(_COLUMNS)})
SELECT r.id, {", ".join(f"r.{name}" for name in _COLUMNS)}
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS r(id bigint, {", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())})
"""  # noqa: S608 - every name in these statements is our own
_CHANGED = f"""
UPDATE person p SET {", ".join(f"{name} = coalesce(r.{name}, p.{name})" for name in _COLUMNS)}
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS r(id bigint, {", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())})
 WHERE p.id = r.id
"""  # noqa: S608

_GROUPS = """
INSERT INTO pupil_group (school_id, kind, code, label, origin, is_locked)
SELECT %(school)s, r.kind, r.code, r.label, %(origin)s, false
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(kind text, code text, label text)
RETURNING id, kind, code
"""
_KEYS = """
INSERT INTO person_key (person_id, source, kind, key)
SELECT r.person, r.source, r.kind, r.key
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(person bigint, source text, kind text, key text)
ON CONFLICT (source, kind, key) DO NOTHING
"""
_PUPILS = """
INSERT INTO pupil (person_id, mef, level, regime, is_apprentice)
SELECT r.person, r.mef, r.level, r.regime, r.is_apprentice
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS r(person bigint, mef text, level text, regime text, is_apprentice boolean)
ON CONFLICT (person_id) DO UPDATE
   SET mef = excluded.mef, level = excluded.level, regime = excluded.regime,
       is_apprentice = excluded.is_apprentice
"""
_OVER = """
UPDATE {table} t SET ends_on = greatest(t.begins_on, %(today)s::date)
  FROM jsonb_array_elements_text(%(rows)s::jsonb) AS r(id) WHERE t.id = r.id::bigint
"""
_ENROLMENTS = """
INSERT INTO enrolment (school_id, pupil_id, begins_on)
SELECT %(school)s, r.person, r.since FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(person bigint, since date)
"""
_MEMBERSHIPS = """
INSERT INTO membership (school_id, group_id, pupil_id, begins_on)
SELECT %(school)s, r.of, r.person, r.since
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(person bigint, of bigint, since date)
ON CONFLICT DO NOTHING
"""
_TIE = {
    "level": "smallint", "kinship": "smallint", "pays_fees": "boolean", "receives_aids": "boolean",
    "is_contact": "boolean", "rank": "smallint", "is_informed": "boolean", "may_consult": "boolean",
    "may_decide": "boolean",
}  # fmt: skip
_TIES = f"""
INSERT INTO guardianship (pupil_id, guardian_id, {", ".join(_TIE)}, no_contact, is_set_by_hand, decision_reference,
                          begins_on)
SELECT r.pupil, r.guardian, {", ".join(f"r.{name}" for name in _TIE)}, false, false, '', %(today)s
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS r(pupil bigint, guardian bigint, {", ".join(f"{name} {kind}" for name, kind in _TIE.items())})
"""  # noqa: S608
_TIES_CHANGED = f"""
UPDATE guardianship t SET {", ".join(f"{name} = coalesce(r.{name}, t.{name})" for name in _TIE)}
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS r(id bigint, {", ".join(f"{name} {kind}" for name, kind in _TIE.items())})
 WHERE t.id = r.id
"""  # noqa: S608
_BACK = """
UPDATE person p SET left_on = NULL
  FROM jsonb_array_elements_text(%(rows)s::jsonb) AS r(id) WHERE p.id = r.id::bigint
"""
_GROUPS_OVER = """
WITH over AS (SELECT id::bigint FROM jsonb_array_elements_text(%(rows)s::jsonb) AS r(id)),
     never AS (DELETE FROM membership m USING over
                WHERE m.group_id = over.id AND m.school_id = %(school)s AND m.begins_on > %(today)s),
     members AS (UPDATE membership m SET ends_on = %(today)s FROM over
                  WHERE m.group_id = over.id AND m.school_id = %(school)s AND m.begins_on <= %(today)s
                    AND (m.ends_on IS NULL OR m.ends_on > %(today)s)),
     courses AS (UPDATE course c SET ends_on = greatest(c.begins_on, %(today)s::date) FROM over
                  WHERE c.group_id = over.id AND c.school_id = %(school)s AND c.ends_on IS NULL),
     teachers AS (UPDATE form_teacher f SET ends_on = greatest(f.begins_on, %(today)s::date) FROM over
                   WHERE f.group_id = over.id AND f.school_id = %(school)s AND f.ends_on IS NULL)
UPDATE pupil_group g SET closed_on = %(today)s FROM over
 WHERE g.id = over.id AND g.school_id = %(school)s AND g.closed_on IS NULL
"""
_MEFS = """
INSERT INTO mef (source, code, label, attached_to, stat11)
SELECT %(source)s, r.code, r.label, r.attached_to, r.stat11
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(code text, label text, attached_to text, stat11 text)
ON CONFLICT (source, code) DO NOTHING
"""
_SUBJECTS = """
INSERT INTO subject (source, code, label)
SELECT coalesce(r.source, %(source)s), r.code, r.label
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(source text, code text, label text)
ON CONFLICT (source, code) DO NOTHING
"""
_SCHOOL = """
UPDATE school s
   SET street = coalesce(r.street, s.street), postal_code = coalesce(r.postal_code, s.postal_code),
       phone = coalesce(r.phone, s.phone), email = coalesce(r.email, s.email)
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(street text, postal_code text, phone text, email text)
 WHERE s.id = %(school)s
"""
PAIRINGS = """
INSERT INTO import_pairing (school_id, what, told, group_id, person_id, subject_id)
SELECT %(school)s, r.what, r.told, r.of_group, r.of_person, r.of_subject
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS r(what text, told text, of_group bigint, of_person bigint, of_subject bigint)
ON CONFLICT (school_id, what, told) DO UPDATE
   SET group_id = excluded.group_id, person_id = excluded.person_id, subject_id = excluded.subject_id
"""


def write(plan: Plan) -> None:
    """Everything the plan says. The scope of its school must be open."""
    writing = _Writing(plan)
    writing.people()
    writing.schooling()
    writing.ties()
    writing.rest()


class _Writing:
    """One plan being written: new people and groups get their ids first."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._ids: dict[str, int] = {}
        self._groups: dict[tuple[bool, str], int] = {}

    def people(self) -> None:
        plan = self._plan
        if plan.persons_new:
            with connection.cursor() as cursor:
                rows = cursor.execute(_NEW_IDS, {"number": len(plan.persons_new)}).fetchall()
            self._ids = dict(zip(plan.persons_new, (row[0] for row in rows), strict=True))
        self._run(_PERSONS, [{"id": self._ids[key], **columns} for key, columns in plan.persons_new.items()])
        self._run(_CHANGED, [{"id": pk, **columns} for pk, columns in plan.persons_changed.items()])
        self._run(
            _KEYS,
            [
                {"person": self._id(ref), "source": source, "kind": kind, "key": key}
                for ref, source, kind, key in plan.keys
            ],
        )

    def schooling(self) -> None:
        plan = self._plan
        groups = [
            {"kind": _kind(group.is_division), "code": group.code, "label": group.label} for group in plan.groups
        ]
        for pk, kind, code in self._run(_GROUPS, groups):
            self._groups[kind == Group.Kind.DIVISION, code] = pk
        self._run(_PUPILS, [{"person": self._id(ref), **columns} for ref, columns in plan.pupils.items()])
        self._run(_OVER.format(table="enrolment"), plan.enrolments_over)
        self._run(
            _ENROLMENTS,
            [{"person": self._id(ref), "since": since.isoformat()} for ref, since in plan.enrolments.items()],
        )
        self._run(_OVER.format(table="membership"), plan.memberships_over)
        self._run(
            _MEMBERSHIPS,
            [
                {"person": self._id(ref), "of": self._group(group), "since": since.isoformat()}
                for ref, group, since in plan.memberships
            ],
        )

    def ties(self) -> None:
        plan = self._plan
        self._run(_OVER.format(table="guardianship"), plan.ties_over)
        self._run(_TIES_CHANGED, [{"id": pk, **columns} for pk, columns in plan.ties_changed.items()])
        self._run(
            _TIES,
            [
                {"pupil": self._id(tie.pupil), "guardian": self._id(tie.guardian), **tie.values}
                for tie in plan.ties
            ],
        )

    def rest(self) -> None:
        plan = self._plan
        self._run(_GROUPS_OVER, plan.groups_over)
        self._run(_BACK, sorted(plan.known.left & self._attached()))
        self._run(_MEFS, plan.mefs)
        self._run(_SUBJECTS, [*plan.subjects, *plan.local_subjects])
        for statement, rows in (*adult_rows(plan, self._id, self._group), *option_rows(plan, self._id)):
            self._run(statement, rows)
        self._run(_SCHOOL, [plan.school] if plan.school else [])
        self._run(
            PAIRINGS,
            [pairing_row(what, told, self._id(ref)) for (what, told), ref in plan.pairings.items()],
        )

    def _attached(self) -> frozenset[int]:
        """Those whom this plan ties to the school again."""
        plan = self._plan
        refs = [*plan.enrolments, *plan.guests, *(tie.guardian for tie in plan.ties)]
        refs += [post[0] for post in plan.posts]
        return frozenset(ref for ref in refs if isinstance(ref, int))

    def _id(self, ref: Ref | None) -> int | None:
        return self._ids[ref] if isinstance(ref, str) else ref

    def _group(self, ref: GroupRef) -> int:
        return ref if isinstance(ref, int) else self._groups[ref]

    def _run(self, statement: str, rows: Iterable[Any]) -> list[tuple[Any, ...]]:
        return run_on_rows(
            statement,
            rows,
            school=self._plan.known.school.pk,
            source=self._plan.known.school.source,
            origin=self._plan.origin,
            today=self._plan.known.today,
        )


def run_on_rows(statement: str, rows: Iterable[Any], **parameters: Any) -> list[tuple[Any, ...]]:
    """Run a statement on rows given as JSON; nothing when there are none. The rows it returns."""
    listed = list(rows)
    if not listed:
        return []
    asked = {name: value for name, value in parameters.items() if f"%({name})s" in statement}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked | {"rows": json.dumps(listed, default=str)})
        return cursor.fetchall() if cursor.description else []


def pairing_row(what: str, told: str, target: int | None) -> dict[str, Any]:
    """A row of pairings: the sort of thing says in which column its target stands."""
    column = {"classe": "of_group", "groupe": "of_group", "matiere": "of_subject"}.get(what, "of_person")
    return {"what": what, "told": told, column: target}


def _kind(is_division: bool) -> str:
    return (Group.Kind.DIVISION if is_division else Group.Kind.TEACHING).value
