"""Nothing is dropped silently: read = applied + kept as is + listed.

- **applied**: an entry that came in and changed something, or whose deletion did;
- **kept as is**: one that came in and says what the base already says, or a deletion of what was not there;
- **listed**: one that did not come in; each has its note, with its file, its line and the reason.

The three are counted apart, from what the plan would write and what it told; they are not made to agree.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from dataclasses import dataclass

from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.tables import Cursor

TABLES = {
    "aaf_changed": "person_id bigint",
    "aaf_fate": "entry bigint, is_changed boolean",
}

_CHANGED = """
INSERT INTO aaf_changed
SELECT person_id FROM aaf_person_change
UNION SELECT person_id FROM aaf_key
UNION SELECT person_id FROM aaf_pupil_change
UNION SELECT person_id FROM aaf_sure
""" + "".join(
    f"""
UNION SELECT {column} FROM aaf_{table}_open
UNION SELECT t.{column} FROM aaf_{table}_end d JOIN {table} t USING (id)
UNION SELECT t.{column} FROM aaf_{table}_alter d JOIN {table} t USING (id)"""
    for table, column in (
        ("enrolment", "pupil_id"),
        ("membership", "pupil_id"),
        ("guardianship", "pupil_id"),
        ("guardianship", "guardian_id"),
        ("post", "person_id"),
        ("course", "teacher_id"),
        ("form_teacher", "person_id"),
    )
)

_CAME_IN = """
INSERT INTO aaf_fate
SELECT n.entry, c.person_id IS NOT NULL
  FROM (SELECT DISTINCT entry, person_id FROM aaf_known) n LEFT JOIN aaf_changed c USING (person_id)
UNION ALL
SELECT i.entry, EXISTS (SELECT FROM aaf_school_change w WHERE w.school_id = i.school_id)
       OR EXISTS (SELECT FROM aaf_group g WHERE g.school_id = i.school_id AND g.happens IS NOT NULL)
  FROM aaf_school_id i
UNION ALL
SELECT s.entry, EXISTS (SELECT FROM aaf_subject_change w WHERE w.subject_id = k.subject_id)
  FROM aaf_subject s JOIN aaf_subject_known k USING (source, code)
UNION ALL
SELECT m.entry, EXISTS (SELECT FROM aaf_mef_change w WHERE w.source = m.source AND w.code = m.code)
  FROM aaf_mef m
"""

# An entry that a delta leans on was read another day: what was told of it then is not told again.
_TOLD_BEFORE = """
DELETE FROM aaf_anomaly a
 USING aaf_entry e
 WHERE a.line < 0 AND e.file = a.file AND e.line = a.line
   AND EXISTS (SELECT FROM aaf_note n JOIN aaf_delivery d ON d.id = n.delivery_id
                WHERE n.is_open AND d.source = e.source AND n.key = e.key AND n.reason = a.reason)
"""

PLAN = (_CHANGED, "ANALYZE aaf_changed", _CAME_IN, "ANALYZE aaf_fate", _TOLD_BEFORE)

_COUNTS = """
SELECT coalesce(sum(requests) FILTER (WHERE is_changed), 0) + (SELECT coalesce(sum(requests), 0) FROM aaf_gone
                                                                WHERE was_known),
       coalesce(sum(requests) FILTER (WHERE NOT is_changed), 0) + (SELECT coalesce(sum(requests), 0) FROM aaf_gone
                                                                    WHERE NOT was_known),
       coalesce(sum(requests) FILTER (WHERE is_changed IS NULL AND is_told), 0)
  FROM (SELECT e.requests, f.is_changed,
               f.entry IS NULL AND EXISTS (SELECT FROM aaf_anomaly a
                                            WHERE a.file = e.file AND a.line = e.line
                                              AND a.severity IN ('laissée de côté', 'usage')) AS is_told
          FROM aaf_entry e LEFT JOIN aaf_fate f USING (entry)
         WHERE e.requests > 0) told
"""


@dataclass(frozen=True, slots=True)
class Account:
    """In entries of the files. `unexplained` is nothing, or a defect of ours."""

    read: int
    applied: int
    kept: int
    listed: int

    @property
    def unexplained(self) -> int:
        return self.read - self.applied - self.kept - self.listed


def account_of(cursor: Cursor, notes: ReadingNotes) -> Account:
    """The account of a delivery that was compared. Notes beyond those kept in detail are counted as told."""
    cursor.execute(_COUNTS)
    applied, kept, listed = map(int, cursor.fetchall()[0])
    return Account(notes.entries, applied, kept, listed + notes.unusable)
