"""What an evidence file says besides writings: names, sessions of accounts, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from preau.vigilance.models import DrillAccount, Incident

_NAMES = "SELECT id, first_name || ' ' || last_name FROM person WHERE id = ANY(%(people)s)"

_ACCOUNTS = """
SELECT k.person_id, p.first_name || ' ' || p.last_name, coalesce(a.login, ''), k.reset_at,
       coalesce((SELECT json_agg(json_build_object('profil', s.profile, 'appareil', s.device,
                                                   'adresse', s.address, 'appareil_nouveau', s.is_new_device,
                                                   'debut', s.started_at, 'dernier_acces', s.seen_at,
                                                   'fin', s.ended_at)
                                 ORDER BY s.started_at)
                   FROM session s WHERE s.account_id = a.id), '[]'::json)
  FROM incident_account k
  JOIN person p ON p.id = k.person_id
  LEFT JOIN account a ON a.person_id = k.person_id
 WHERE k.incident_id = %(incident)s
 ORDER BY p.sorting_name, p.id
"""

_JOURNAL = """
SELECT e.at, e.name, e.actor_id, coalesce(p.first_name || ' ' || p.last_name, ''), e.actor_profile, e.payload
  FROM ledger_event e LEFT JOIN person p ON p.id = e.actor_id
 WHERE e.school_id IS NOT DISTINCT FROM %(school)s AND e.name = ANY(%(names)s) AND e.at >= %(since)s
   AND (e.payload ->> 'incident_id')::bigint = %(incident)s
 ORDER BY e.id
"""

#: Facts of an incident, in its journal.
NAMES = (
    "IncidentOpened", "IncidentSearched", "WritingsKept", "AccountsKept", "WithdrawalAsked", "RestorationAsked",
    "ResetAsked", "EvidenceAsked", "WorkAdvanced", "EvidenceMade", "EvidenceTaken", "CardsPrinted",
    "IncidentClosed",
)  # fmt: skip


def names_of(incident: Incident, people: Iterable[int]) -> dict[int, str]:
    """The names of these people; in a rehearsal, of these made-up accounts."""
    if incident.is_rehearsal:
        return dict(DrillAccount.objects.filter(incident=incident).values_list("pk", "name"))
    return dict(_rows(_NAMES, people=list(people)))


def accounts_of(incident: Incident) -> Iterator[dict[str, Any]]:
    """A line per account: her login, when it was reset, her sessions as long as they are kept."""
    if incident.is_rehearsal:
        for account in DrillAccount.objects.filter(incident=incident, is_stolen=True):
            yield {"compte": account.pk, "nom": account.name, "identifiant": account.login, "sessions": []}
        return
    for person, name, login, reset_at, sessions in _rows(_ACCOUNTS, incident=incident.pk):
        yield {
            "personne": person, "nom": name, "identifiant": login, "reinitialise_le": reset_at,
            "sessions": sessions,
        }  # fmt: skip


def journal_of(incident: Incident) -> Iterator[dict[str, Any]]:
    """What was done, in order."""
    school = incident.schools[0] if len(incident.schools) == 1 else None
    names = [f"vigilance.{name}" for name in NAMES]
    for at, name, actor, who, profile, payload in _rows(
        _JOURNAL, school=school, names=names, since=incident.opened_at, incident=incident.pk
    ):
        yield {"le": at, "fait": name, "par": actor, "nom": who, "profil": profile, "detail": payload}


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())
