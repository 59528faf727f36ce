"""Logins: `prenom.nom`, folded; a number only when another person already has it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from preau.kernel.words import folded

_LONGEST = 60
_MOST_TURNS = 20

_WITHOUT_ACCOUNT = """
SELECT p.id, p.first_name, p.last_name
  FROM person p
 WHERE p.id = ANY(%(people)s::bigint[]) AND NOT EXISTS (SELECT FROM account a WHERE a.person_id = p.id)
 ORDER BY p.id
"""

# Materialized: read again for every row, it would make the whole grow with the square of the people.
# Numbers go on from the highest one taken: a login given back is not given to somebody else.
_OPEN = """
WITH wanted AS (
    SELECT w.person_id, w.base, row_number() OVER (PARTITION BY w.base ORDER BY w.person_id) AS nth
      FROM unnest(%(people)s::bigint[], %(bases)s::text[]) AS w (person_id, base)
     WHERE NOT EXISTS (SELECT FROM account a WHERE a.person_id = w.person_id)
), highest AS MATERIALIZED (
    SELECT b.base, coalesce(max(taken.number), 0) AS number
      FROM (SELECT DISTINCT base FROM wanted) b
      LEFT JOIN LATERAL (
           SELECT CASE WHEN a.login = b.base THEN 1 ELSE substr(a.login, length(b.base) + 1)::int END AS number
             FROM account a
            WHERE a.login ~>=~ b.base AND a.login ~<~ (b.base || ':')
              AND substr(a.login, length(b.base) + 1) ~ '^[0-9]{0,6}$') taken ON true
     GROUP BY b.base
)
INSERT INTO account (person_id, login, password, email, preferred_profile)
SELECT w.person_id, w.base || CASE WHEN h.number + w.nth = 1 THEN '' ELSE (h.number + w.nth)::text END, '', '', ''
  FROM wanted w JOIN highest h USING (base)
ON CONFLICT DO NOTHING
"""


def base_login(first_name: str, last_name: str) -> str:
    """`lea.martin-segala`: ASCII letters, dashes and one full stop; never empty, never a figure."""
    first, last = (_plain(name) for name in (first_name, last_name))
    return ".".join(part for part in (first, last) if part)[:_LONGEST].rstrip(".-") or "compte"


def _plain(name: str) -> str:
    words = ("".join(c for c in word if c.isascii() and c.isalpha()) for word in folded(name).split())
    return "-".join(word for word in words if word)


def normalised_login(typed: str) -> str:
    """The login as stored, whatever accents, blanks or case were typed."""
    return ".".join(folded(part).replace(" ", "-") for part in typed.strip().split("."))


def open_accounts(person_ids: Iterable[int]) -> int:
    """Give an account, not activated, to each of these persons who has none. Returns how many were made.

    One statement for all; a second turn only when somebody else took one of these logins at the same moment.
    """
    with connection.cursor() as cursor:
        people = cursor.execute(_WITHOUT_ACCOUNT, {"people": sorted(set(person_ids))}).fetchall()
        parameters = {
            "people": [row[0] for row in people],
            "bases": [base_login(first, last) for _, first, last in people],
        }
        made = turns = 0
        while made < len(people) and turns < _MOST_TURNS:
            made += cursor.execute(_OPEN, parameters).rowcount
            turns += 1
    return made
