"""What is kept of a delivery once it is applied: its row, its notes, and the last record of each of its entries.

Its statements run in the transaction of the import, after those that write the directory. They run too when the
base already said all that the delivery says: the notes and the records are then all that is new.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from preau.exchange.aaf.accounting import Account
from preau.exchange.aaf.delivery import Delivery
from preau.exchange.aaf.models import DeliveryNote, SourceDelivery
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.staging import KnownReading, delivery_day, reading_of
from preau.exchange.aaf.tables import Cursor, run, write
from preau.kernel import clock

TABLES = {"aaf_of_delivery": "source text, id bigint"}
_APPLIED = SourceDelivery.State.APPLIED.value

_LAST_FULL = f"""
SELECT DISTINCT ON (source) source, reading, is_old_generation
  FROM aaf_delivery
 WHERE kind = 'complet' AND state = '{_APPLIED}' AND source = ANY(%s)
 ORDER BY source, (reading IS NULL), dated_on DESC, applied_at DESC
"""
_LAST_DAY = f"SELECT source, max(dated_on) FROM aaf_delivery WHERE state = '{_APPLIED}' GROUP BY source"


def known_readings(cursor: Cursor, sources: tuple[str, ...]) -> dict[str, KnownReading]:
    """How the last full delivery of each source is read; a source that never had one is not there."""
    cursor.execute(_LAST_FULL, [list(sources)])
    return {source: KnownReading(bit, is_old) for source, bit, is_old in cursor.fetchall()}


def last_days(cursor: Cursor) -> dict[str, date]:
    """The day of the last delivery that was applied, by source."""
    cursor.execute(_LAST_DAY)
    return dict(cursor.fetchall())


def already_applied(cursor: Cursor, delivery: Delivery) -> frozenset[str]:
    """The sources of this delivery that were applied with these very files."""
    cursor.execute(
        "SELECT source, fingerprint FROM aaf_delivery WHERE applied_at IS NOT NULL AND kind = %s",
        [delivery.kind.value],
    )
    applied = set(cursor.fetchall())
    return frozenset(source for source in delivery.sources if (source, delivery.fingerprint(source)) in applied)


#: Who can mend what is told; else the school when it is known, else the académie.
_OWNERS = {
    DeliveryNote.Owner.US: (
        "identifiant qui est aussi celui", "clé d’un autre établissement", "UAI déjà décrit", "clé changée",
        "peut-être une personne",
    ),
    DeliveryNote.Owner.ACADEMIE: (
        "clé déjà lue", "décrite deux fois", "fiche délivrée deux fois", "matière inconnue",
        "le fichier s’annonce", "modification d’une fiche", "entrée sans identifiant",
        "identifiant de plus de", "l’identifiant",
        "responsable d’aucun élève", "réunie par son établissement",
    ),
}  # fmt: skip
_OWNER = " ".join(
    f"WHEN strpos(a.shape, '{shape}') > 0 THEN '{owner.value}'"
    for owner, shapes in _OWNERS.items()
    for shape in shapes
)

_FORGET_NOTES = "DELETE FROM aaf_note n USING aaf_of_delivery d WHERE n.delivery_id = d.id"
# Told anew, or mended: by the entries that this delivery tells again; a full one tells all of its categories.
_CLOSE_NOTES = """
UPDATE aaf_note n SET is_open = false
  FROM aaf_delivery d
 WHERE d.id = n.delivery_id AND n.is_open AND d.source IN (SELECT source FROM aaf_of_delivery)
   AND CASE WHEN %(is_delta)s
            THEN EXISTS (SELECT FROM aaf_change c
                          WHERE c.source = d.source AND c.key = n.key AND c.category = n.category)
            ELSE n.category = '' OR n.category = ANY (
                 SELECT unnest(b.categories) FROM aaf_delivery b JOIN aaf_of_delivery USING (id)
                  WHERE b.source = d.source) END
"""
_NOTES = f"""
WITH spot AS (
    SELECT e.file, e.line, min(e.category) AS category, min(e.key) AS key
      FROM aaf_entry e JOIN (SELECT DISTINCT file, line FROM aaf_anomaly) a USING (file, line)
     GROUP BY e.file, e.line HAVING count(*) = 1
)
INSERT INTO aaf_note
       (delivery_id, school_id, file, line, category, key, shape, reason, severity, owner, is_open)
SELECT d.id, l.school_id, f.name, greatest(a.line, 0), coalesce(e.category, ''), coalesce(e.key, ''), a.shape,
       a.reason, a.severity,
       CASE {_OWNER} WHEN l.school_id IS NULL THEN '{DeliveryNote.Owner.ACADEMIE.value}'
            ELSE '{DeliveryNote.Owner.SCHOOL.value}' END, true
  FROM aaf_anomaly a
  JOIN aaf_file f USING (file)
  JOIN aaf_of_delivery d ON d.source = f.source
  LEFT JOIN spot e ON e.file = a.file AND e.line = a.line
  LEFT JOIN aaf_place l ON l.source = f.source AND l.key = a.structure
"""

_RECORDS = """
INSERT INTO aaf_record (source, category, key, attributes)
SELECT e.source, e.category, e.key, e.attributes::jsonb
  FROM aaf_entry e
  LEFT JOIN aaf_record r ON r.source = e.source AND r.category = e.category AND r.key = e.key
 WHERE e.requests > 0 AND (r.id IS NULL OR r.attributes <> e.attributes::jsonb)
   AND NOT EXISTS (SELECT FROM aaf_told_twice d WHERE d.entry = e.entry)
ON CONFLICT (source, key, category) DO UPDATE SET attributes = excluded.attributes
"""
_TOLD_TWICE = """
CREATE TEMP TABLE aaf_told_twice ON COMMIT DROP AS
SELECT e.entry
  FROM aaf_entry e
  JOIN (SELECT source, category, key, min(entry) AS first
          FROM aaf_entry GROUP BY source, category, key HAVING count(*) > 1) d USING (source, category, key)
 WHERE e.entry > d.first
"""
_RECORDS_GONE = (
    """
    DELETE FROM aaf_record r USING aaf_gone g
     WHERE r.source = g.source AND r.category = g.category AND r.key = g.key""",
    """
    DELETE FROM aaf_record r
     USING aaf_of_delivery o JOIN aaf_delivery d USING (id)
     WHERE NOT %(is_delta)s AND r.source = d.source AND r.category = ANY (d.categories)
       AND NOT EXISTS (SELECT FROM aaf_entry e
                        WHERE e.source = r.source AND e.category = r.category AND e.key = r.key)""",
)
_AWAITED = (
    f"""
    DELETE FROM aaf_awaited w USING aaf_entry e
     WHERE e.source = w.source AND e.key = w.pupil AND e.category = '{Category.PUPIL}'""",
    f"""
    DELETE FROM aaf_awaited w
     WHERE NOT EXISTS (SELECT FROM aaf_record r
                        WHERE r.source = w.source AND r.key = w.pupil AND r.category = '{Category.PUPIL}')""",
    """
    INSERT INTO aaf_awaited (source, pupil, relative)
    SELECT DISTINCT s.source, s.key, r.relative
      FROM aaf_relation r JOIN aaf_person s USING (entry)
     WHERE NOT EXISTS (SELECT FROM aaf_person v WHERE v.source = s.source AND v.key = r.relative)
    ON CONFLICT DO NOTHING""",
)

APPLY = (
    _FORGET_NOTES,
    _CLOSE_NOTES,
    _NOTES,
    "DROP TABLE IF EXISTS pg_temp.aaf_told_twice",
    _TOLD_TWICE,
    _RECORDS,
    *_RECORDS_GONE,
    *_AWAITED,
)

_ROW = """
INSERT INTO aaf_delivery
       (source, kind, dated_on, fingerprint, state, reason, categories, reading, is_old_generation, read_count,
        applied_count, kept_count, listed_count, tried_at, applied_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (source, kind, dated_on, fingerprint) DO UPDATE
   SET state = excluded.state, reason = excluded.reason, categories = excluded.categories,
       reading = excluded.reading, is_old_generation = excluded.is_old_generation,
       read_count = excluded.read_count, applied_count = excluded.applied_count,
       kept_count = excluded.kept_count, listed_count = excluded.listed_count,
       tried_at = excluded.tried_at, applied_at = excluded.applied_at
 WHERE aaf_delivery.applied_at IS NULL OR excluded.applied_at IS NOT NULL
RETURNING id
"""


def keep_rows(
    cursor: Cursor,
    delivery: Delivery,
    fingerprints: Mapping[str, str],
    state: SourceDelivery.State,
    *,
    reason: str = "",
    account: Account | None = None,
    readings: Mapping[str, KnownReading] | None = None,
) -> dict[str, int]:
    """One row per source of the delivery; their ids. A delivery once applied stays so."""
    now = clock.now()
    account = account or Account(0, 0, 0, 0)
    ids = {}
    for source in delivery.sources:
        reading = (readings or {}).get(source)
        values: list[Any] = [
            source, delivery.kind.value, delivery_day(delivery, source), fingerprints[source], state.value, reason,
            sorted(delivery.categories_of(source)), reading.bit if reading else None,
            bool(reading and reading.is_old_generation), account.read, account.applied, account.kept,
            account.listed, now, now if state is SourceDelivery.State.APPLIED else None,
        ]  # fmt: skip
        cursor.execute(_ROW, values)
        for (pk,) in cursor.fetchall():
            ids[source] = int(pk)
    return ids


def readings_told(
    delivery: Delivery, notes: ReadingNotes, known: Mapping[str, KnownReading]
) -> dict[str, KnownReading]:
    """What this delivery says of how its sources are read: nothing, without pupils."""
    return {
        source: reading_of(delivery, notes, source, known)
        for source in delivery.sources
        if Category.PUPIL in delivery.categories_of(source)
    }


def keep(
    cursor: Cursor,
    delivery: Delivery,
    fingerprints: Mapping[str, str],
    account: Account,
    readings: Mapping[str, KnownReading],
    parameters: dict[str, object],
) -> None:
    """Write that the delivery was applied, its notes, and the records of its entries."""
    ids = keep_rows(
        cursor, delivery, fingerprints, SourceDelivery.State.APPLIED, account=account, readings=readings
    )
    write(cursor, "aaf_of_delivery", ids.items())
    run(cursor, APPLY, parameters)
