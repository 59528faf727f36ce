"""What became of those absences: periods, as `attendance.life` gathers them, most of them explained and decided.

Nearly all the older ones are settled; some wait for vie scolaire, with what the family said; nobody explained the
rest. A few pupils are known to be away now, or announced for the days to come.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from preau.exchange.region.living.chance import fresh_table
from preau.kernel import clock

_NEXT_ID = "nextval(pg_get_serial_sequence('absence_period', 'id'))"

# What rolls noted, cut where a closed roll saw the pupil: a lesson seen before counts, not one at the same hour.
_PIECES = """
SELECT a.lesson_id, a.pupil_id, a.school_id, a.held_on, a.starts_at, v.ends_at, n.minutes, n.noted_at,
       n.lesson_id IS NOT NULL AND n.withdrawn_at IS NULL AS is_noted, a.often,
       sum((a.closed_at IS NOT NULL AND (n.lesson_id IS NULL OR n.withdrawn_at IS NOT NULL
                                         OR n.minutes IS NOT NULL))::int)
           OVER (PARTITION BY a.pupil_id, a.held_on ORDER BY a.starts_at
                 RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP) AS seen
  FROM (SELECT DISTINCT t.lesson_id, t.pupil_id, t.school_id, t.held_on, t.starts_at, t.closed_at, t.often
          FROM attended t WHERE EXISTS (SELECT FROM noted o WHERE o.pupil_id = t.pupil_id
                                                              AND o.held_on = t.held_on)) a
  JOIN lived v ON v.lesson_id = a.lesson_id
  LEFT JOIN noted n ON n.lesson_id = a.lesson_id AND n.pupil_id = a.pupil_id
"""

_STRETCHES = f"""
SELECT {_NEXT_ID} AS id, s.*, s.pupil_id * 10000 + (s.held_on - DATE '2026-01-01') AS what
  FROM (SELECT school_id, pupil_id, held_on, 'absence' AS kind, min(starts_at) AS starts_at,
               max(ends_at) AS ends_at, array_agg(lesson_id) AS lessons, max(often) AS often,
               max(noted_at) AS noted_at
          FROM piece WHERE is_noted AND minutes IS NULL
         GROUP BY school_id, pupil_id, held_on, coalesce(seen, 0)
        UNION ALL
        SELECT school_id, pupil_id, held_on, 'retard', starts_at, starts_at + make_interval(mins => minutes),
               ARRAY[lesson_id], often, noted_at
          FROM piece WHERE is_noted AND minutes IS NOT NULL) s
"""  # noqa: S608 - our own pieces

# `fate`: settled, refused, pending (words and no decision), or silent; the older, the more settled. Families that
# are often called answer less.
_FATES = """
SELECT s.*, CASE WHEN c.luck < c.silent THEN 'silent' WHEN s.noted_at > %(until)s - interval '1 hour' THEN 'silent'
                 WHEN c.luck < c.silent + c.pending THEN 'pending'
                 WHEN c.luck < c.silent + c.pending + 0.05 AND s.kind = 'absence' AND s.held_on < %(today)s
                 THEN 'refused' WHEN s.held_on < %(today)s THEN 'settled' ELSE 'silent' END AS fate,
       (SELECT min(w.guardian_id) FROM guardianship w
         WHERE w.pupil_id = s.pupil_id AND w.is_informed AND w.guardian_id <> s.pupil_id) AS caller_id,
       o.person_id AS office_id
  FROM stretch s
  CROSS JOIN LATERAL (
       SELECT pg_temp.chance(s.what, 51) AS luck,
              CASE WHEN s.held_on > %(today)s::date - 7 THEN 0.35 ELSE 0.08 END
              + CASE WHEN s.often > 0.1 THEN 0.2 ELSE 0 END AS silent,
              CASE WHEN s.held_on > %(today)s::date - 7 THEN 0.3 ELSE 0.02 END AS pending) c
  LEFT JOIN LATERAL (
       SELECT min(p.person_id) AS person_id FROM post p
        WHERE p.school_id = s.school_id AND p.profile = 'vie_scolaire') o ON true
"""

_WHYS = (
    ("absence", "maladie", 44, "Elle a de la fièvre, il garde le lit."),
    ("absence", "rendez_vous_medical", 60, "Rendez-vous chez l’orthodontiste."),
    ("absence", "raison_familiale", 74, "Nous avons dû nous déplacer en famille."),
    ("absence", "transport", 82, "Le car n’est pas passé."),
    ("absence", "maladie_certificat", 90, "Le médecin l’a arrêté, le certificat suit."),
    ("absence", "competition", 95, "Compétition du club, convocation jointe au carnet."),
    ("absence", "convenance", 101, "Nous partions un peu plus tôt."),
    ("retard", "retard_transport", 45, "Le bus avait du retard."),
    ("retard", "retard_reveil", 75, "Panne de réveil."),
    ("retard", "retard_autre", 101, "Un imprévu à la maison."),
)

_PERIODS = """
INSERT INTO absence_period (id, school_id, pupil_id, kind, origin, starts_at, ends_at, first_on, last_on,
       reason_id, words, said_at, said_by_id, admissibility, answer, decided_at, decided_by_id, proof_received_at,
       followed_at, followed_by_id, made_at, made_by_id, withdrawn_at, withdrawn_by_id, withdrawn_why, version)
SELECT f.id, f.school_id, f.pupil_id, f.kind, 'appel', f.starts_at, f.ends_at, f.held_on, f.held_on, m.id,
       CASE WHEN f.fate IN ('pending', 'refused') THEN coalesce(y.words, '') ELSE '' END,
       CASE WHEN f.fate <> 'silent' THEN t.said_at END,
       CASE WHEN f.fate IN ('pending', 'refused') THEN f.caller_id WHEN f.fate = 'settled' THEN f.office_id END,
       CASE f.fate WHEN 'settled' THEN 'acceptee' WHEN 'refused' THEN 'refusee' ELSE 'en_attente' END,
       CASE f.fate WHEN 'refused' THEN 'Ce motif n’est pas recevable : parlons-en ensemble.' ELSE '' END,
       CASE WHEN f.fate IN ('settled', 'refused') THEN t.decided_at END,
       CASE WHEN f.fate IN ('settled', 'refused') THEN f.office_id END,
       CASE WHEN f.fate = 'settled' AND m.needs_proof AND pg_temp.chance(f.what, 55) < 0.75 THEN t.decided_at END,
       CASE WHEN f.fate = 'silent' AND f.held_on < %(today)s::date - 10 AND pg_temp.chance(f.what, 56) < 0.6
            THEN f.noted_at + interval '5 days' END,
       CASE WHEN f.fate = 'silent' AND f.held_on < %(today)s::date - 10 AND pg_temp.chance(f.what, 56) < 0.6
            THEN f.office_id END,
       least(f.noted_at + interval '1 second', %(until)s), NULL, NULL, NULL, '',
       CASE f.fate WHEN 'silent' THEN 1 ELSE 2 END
  FROM fate f
  CROSS JOIN LATERAL (
       SELECT least(f.noted_at + make_interval(secs => 1800 + 28000 * pg_temp.chance(f.what, 53)),
                    %(until)s - interval '9 minutes') AS said_at,
              least(f.noted_at + make_interval(secs => 32000 + 90000 * pg_temp.chance(f.what, 54)),
                    %(until)s - interval '5 minutes') AS decided_at) t
  LEFT JOIN LATERAL (
       SELECT w.code, w.words FROM why w
        WHERE w.kind = f.kind AND f.fate <> 'silent'
          AND CASE f.fate WHEN 'refused' THEN w.code = 'convenance'
                          ELSE 100 * pg_temp.chance(f.what, 52) < w.below END
        ORDER BY w.below LIMIT 1) y ON true
  LEFT JOIN absence_reason m ON m.school_id = f.school_id AND m.code = y.code
"""

# Each explained period was once without a reason: its first version.
_VERSIONS = """
INSERT INTO absence_period_version (school_id, period_id, version, deed, before, changed_at, changed_by_id)
SELECT t.school_id, t.id, 1, 'traitement',
       jsonb_build_object('starts_at', to_char(t.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'),
           'ends_at', to_char(t.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'), 'reason_id', NULL,
           'words', '', 'said_by_id', NULL, 'admissibility', 'en_attente', 'answer', '', 'decided_by_id', NULL,
           'proof_received_at', NULL, 'followed_at', NULL, 'followed_by_id', NULL, 'withdrawn_at', NULL,
           'withdrawn_why', ''),
       coalesce(t.decided_at, t.said_at), coalesce(t.decided_by_id, t.said_by_id)
  FROM absence_period t WHERE t.version = 2
"""

_FOLLOW_UPS = """
INSERT INTO follow_up (school_id, period_id, kind, comment, done_at, done_by_id)
SELECT t.school_id, t.id, CASE WHEN t.id %% 3 = 0 THEN 'repondeur' ELSE 'appel_passe' END,
       CASE WHEN t.id %% 3 = 0 THEN 'Message laissé, sans réponse.'
            ELSE 'Famille jointe : elle nous rappelle.' END,
       t.followed_at, t.followed_by_id
  FROM absence_period t WHERE t.followed_at IS NOT NULL AND t.followed_by_id IS NOT NULL
"""

# Told beforehand: a few pupils per school that no roll noted today.
_TOLD = f"""
INSERT INTO absence_period (id, school_id, pupil_id, kind, origin, starts_at, ends_at, first_on, last_on,
       reason_id, words, said_at, said_by_id, admissibility, answer, decided_at, decided_by_id, made_at,
       made_by_id, withdrawn_why, version)
SELECT {_NEXT_ID}, e.school_id, e.pupil_id, 'absence', 'vie_scolaire',
       x.starts_at, x.ends_at, x.starts_at::date, x.starts_at::date, m.id, x.words,
       %(until)s - interval '50 minutes', o.person_id,
       CASE WHEN m.is_legitimate THEN 'acceptee' ELSE 'en_attente' END, '',
       CASE WHEN m.is_legitimate THEN %(until)s - interval '50 minutes' END,
       CASE WHEN m.is_legitimate THEN o.person_id END, %(until)s - interval '50 minutes', o.person_id, '', 1
  FROM (SELECT e.*, row_number() OVER (PARTITION BY e.school_id ORDER BY pg_temp.chance(e.pupil_id, 61)) AS place
          FROM enrolment e
         WHERE e.begins_on <= %(today)s AND (e.ends_on IS NULL OR e.ends_on > %(today)s)
           AND NOT EXISTS (SELECT FROM noted n WHERE n.pupil_id = e.pupil_id AND n.held_on = %(today)s)) e
  JOIN (VALUES (1, 'infirmerie', interval '-14 minutes', interval '45 minutes', 'Mal de ventre'),
               (2, 'vie_scolaire', interval '-4 minutes', interval '30 minutes', ''),
               (3, 'rendez_vous_medical', interval '-1 hour', interval '2 hours', 'Rendez-vous chez le dentiste'),
               (4, 'reunion_famille', interval '22 hours', interval '29 hours', 'Mariage de sa tante'),
               (5, 'competition', interval '46 hours', interval '53 hours', 'Cross départemental'))
       v (place, code, since, till, words) ON v.place = e.place
  CROSS JOIN LATERAL (SELECT %(until)s + v.since AS starts_at, %(until)s + v.till AS ends_at, v.words) x
  JOIN absence_reason m ON m.school_id = e.school_id AND m.code = v.code
  JOIN LATERAL (SELECT min(p.person_id) AS person_id FROM post p
                 WHERE p.school_id = e.school_id AND p.profile = 'vie_scolaire') o ON o.person_id IS NOT NULL
"""  # noqa: S608 - our own pieces


def gather_periods(cursor: Any, until: datetime) -> None:
    """Write the periods; leaves `stretch`, which says of what lessons each is made. `noted` must be there."""
    asked = {"until": until, "today": clock.school_day(until)}
    cursor.execute("CREATE INDEX ON noted (pupil_id, held_on)")
    fresh_table(cursor, "piece", _PIECES, {})
    fresh_table(cursor, "stretch", _STRETCHES, {})
    fresh_table(cursor, "fate", _FATES, asked)
    cursor.execute("DROP TABLE IF EXISTS pg_temp.why")
    cursor.execute("CREATE TEMP TABLE why (kind text, code text, below float8, words text) ON COMMIT DROP")
    cursor.executemany("INSERT INTO why VALUES (%s, %s, %s, %s)", list(_WHYS))
    cursor.execute(_PERIODS, asked)
    cursor.execute(_VERSIONS)
    cursor.execute(_FOLLOW_UPS, {})
    cursor.execute(_TOLD, asked)
