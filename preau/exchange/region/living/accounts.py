"""Accounts: everybody has one, most activated theirs in the first days of September. One agent of the Region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from preau.access.actions.open_accounts_for_school import open_accounts_for_school
from preau.access.logins import open_accounts
from preau.access.models import Mandate
from preau.access.passwords import hashed
from preau.directory.models import Person
from preau.exchange.region.calendar import FIRST_DAY
from preau.kernel.actor import SYSTEM, Profile
from preau.kernel.words import folded

AGENT_MANDATE = "Région Occitanie, direction de l’éducation"
_AGENT = ("Mme", "Aurélie", "CAPDEPUY")

# Nearly all the staff, most pupils, four guardians out of five; between 7 h and 22 h, within the first two weeks.
_ACTIVATE_MOST = """
UPDATE account a
   SET password = %(password)s,
       activated_at = (%(first)s + floor(12 * pg_temp.chance(a.id, 2))::int)::timestamp AT TIME ZONE 'Europe/Paris'
                    + make_interval(secs => 25200 + floor(54000 * pg_temp.chance(a.id, 3)))
 WHERE a.activated_at IS NULL
   AND pg_temp.chance(a.id, 1) < CASE
       WHEN EXISTS (SELECT FROM post p WHERE p.person_id = a.person_id) THEN 0.98
       WHEN EXISTS (SELECT FROM mandate m WHERE m.person_id = a.person_id) THEN 1.1
       WHEN EXISTS (SELECT FROM enrolment e WHERE e.pupil_id = a.person_id) THEN 0.88
       ELSE 0.8 END
"""

# Somebody who works here and is also a parent begins at work.
_PREFER = """
UPDATE account a SET preferred_profile = p.profile
  FROM (SELECT person_id, min(profile) AS profile FROM post GROUP BY person_id) p
 WHERE p.person_id = a.person_id
   AND EXISTS (SELECT FROM guardianship g WHERE g.guardian_id = a.person_id AND (g.is_informed OR g.may_consult))
"""

_ACTIVATE_THESE = """
UPDATE account SET password = (SELECT password FROM account WHERE password <> '' ORDER BY id LIMIT 1),
                   activated_at = (%(first)s + 1)::timestamp AT TIME ZONE 'Europe/Paris' + interval '18 hours'
 WHERE person_id = ANY(%(people)s) AND activated_at IS NULL
RETURNING id, activated_at
"""

_SAY_ACTIVATED = """
INSERT INTO ledger_event (at, name, actor_profile, payload, delivered_at, attempts, last_error)
SELECT a.activated_at, 'access.AccountActivated', %(anonymous)s, jsonb_build_object('account_id', a.id),
       a.activated_at + interval '1 second', 0, ''
  FROM account a WHERE a.id = ANY(%(accounts)s)
"""


def open_doors(cursor: Any, schools: Sequence[int], password: str) -> None:
    """Open the accounts of these schools and the agent's, and activate most. The password is hashed once."""
    for school in schools:
        open_accounts_for_school(actor=SYSTEM, school_id=school)
        cursor.execute("ANALYZE account")
    open_accounts([_agent()])
    cursor.execute(_ACTIVATE_MOST, {"password": hashed(password), "first": FIRST_DAY})
    cursor.execute(_PREFER)


def activate(cursor: Any, people: Sequence[int]) -> None:
    """Activate the accounts of these persons, with the password of all."""
    cursor.execute(_ACTIVATE_THESE, {"people": list(people), "first": FIRST_DAY})
    accounts = [row[0] for row in cursor.fetchall()]
    cursor.execute(_SAY_ACTIVATED, {"accounts": accounts, "anonymous": Profile.ANONYMOUS.value})


def _agent() -> int:
    """The agent of the Region, with her mandate."""
    title, first_name, last_name = _AGENT
    agent = Person.objects.create(
        title=title,
        first_name=first_name,
        last_name=last_name,
        birth_name=last_name,
        sorting_name=folded(f"{last_name} {first_name}"),
        email="aurelie.capdepuy@laregion.example",
    )
    Mandate.objects.create(person=agent, label=AGENT_MANDATE, begins_on=FIRST_DAY)
    return agent.pk
