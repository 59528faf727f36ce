"""Put writings in an incident, with the accounts that wrote them."""

from __future__ import annotations

from collections.abc import Collection

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.vigilance.events import WritingsKept
from preau.vigilance.leading import Led, led
from preau.vigilance.models import IncidentAccount, IncidentWriting
from preau.vigilance.queries.attached import attached
from preau.vigilance.searching import Hit, Wanted, look


@action
def keep_writings(
    *, actor: Actor, incident_id: int, wanted: Wanted, tokens: Collection[str] | None
) -> tuple[int, int]:
    """Of what is found again by the same search, those that these tokens name (all of it: None). Returns how many
    writings and how many accounts were new; what was kept already stays as it is.

    `NotAllowed` for who does not lead the incident; `NotPossible` when it is closed.
    """
    with led(actor, incident_id, to_change=True) as mine:
        hits = [hit for hit in look(mine, wanted).hits if tokens is None or hit.token in tokens]
        writings, accounts = _kept(mine, hits), _authors(mine, hits, but=actor.person_id)
        if writings or accounts:
            record(WritingsKept(mine.school_id, incident_id, writings, accounts), actor=actor)
    return writings, accounts


def _kept(mine: Led, hits: list[Hit]) -> int:
    rows = IncidentWriting.objects.filter(incident=mine.incident)
    had, now = rows.count(), clock.now()
    IncidentWriting.objects.bulk_create(
        (
            IncidentWriting(
                incident=mine.incident, school_id=hit.found.school_id, writing=hit.kind, writing_id=hit.found.id,
                author_id=hit.found.author_id, author_profile=hit.found.author_profile,
                written_at=hit.found.written_at, title=hit.found.title, extract=hit.found.extract,
                copies=hit.found.recipients, readers=hit.found.readers, kept_at=now,
            )
            for hit in hits
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return rows.count() - had


def _authors(mine: Led, hits: list[Hit], *, but: int) -> int:
    authors = {hit.found.author_id: hit.found.school_id for hit in hits}
    if not mine.incident.is_rehearsal:
        authors = attached(mine.school_ids, but=but, person_ids=sorted(authors))
    return put_accounts(mine, authors)


def put_accounts(mine: Led, people: dict[int, int]) -> int:
    """These accounts, each with its school; returns how many are new."""
    rows = IncidentAccount.objects.filter(incident=mine.incident)
    had, now = rows.count(), clock.now()
    IncidentAccount.objects.bulk_create(
        (
            IncidentAccount(incident=mine.incident, school_id=school_id, person_id=person_id, kept_at=now)
            for person_id, school_id in sorted(people.items())
        ),
        ignore_conflicts=True,
        batch_size=2000,
    )
    return rows.count() - had
