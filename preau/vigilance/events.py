"""Facts of vigilance: ids, counts and codes. What was written or reported travels in no event."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class MessagingSuspended(Event):
    """These profiles write nothing in this school any more."""

    school_id: int
    freeze_id: int
    profiles: tuple[str, ...]
    is_above: bool
    is_rehearsal: bool


@dataclass(frozen=True)
class MessagingReopened(Event):
    """They write again."""

    school_id: int
    freeze_id: int


@dataclass(frozen=True)
class WritingReported(Event):
    """Somebody reported a writing."""

    school_id: int
    report_id: int
    reason: str


@dataclass(frozen=True)
class ReportTreated(Event):
    """The school said what it did of a report."""

    school_id: int
    report_id: int
    outcome: str


@dataclass(frozen=True)
class ReferentsChosen(Event):
    """Who is told at once of harassment and threats; nobody: the direction and the CPE."""

    school_id: int
    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class IncidentOpened(Event):
    """A bad day begins, or its rehearsal. `school_id` when it is of one school."""

    school_id: int | None
    incident_id: int
    schools: int
    is_rehearsal: bool


@dataclass(frozen=True)
class IncidentSearched(Event):
    """Who leads an incident looked for writings, and read `found` of them."""

    school_id: int | None
    incident_id: int
    authors: int
    by_text: bool
    found: int


@dataclass(frozen=True)
class WritingsKept(Event):
    """Writings, and their authors, were put in an incident."""

    school_id: int | None
    incident_id: int
    writings: int
    accounts: int


@dataclass(frozen=True)
class AccountsKept(Event):
    """Accounts were put in an incident, or taken out of it."""

    school_id: int | None
    incident_id: int
    added: int
    removed: int


@dataclass(frozen=True)
class WithdrawalAsked(Event):
    """So many writings of an incident are to be withdrawn."""

    school_id: int | None
    incident_id: int
    writings: int
    copies: int


@dataclass(frozen=True)
class RestorationAsked(Event):
    """So many withdrawn writings of an incident are to be given back."""

    school_id: int | None
    incident_id: int
    writings: int


@dataclass(frozen=True)
class ResetAsked(Event):
    """So many accounts of an incident are to be signed out and to lose their password."""

    school_id: int | None
    incident_id: int
    accounts: int


@dataclass(frozen=True)
class EvidenceAsked(Event):
    """An evidence file is to be made."""

    school_id: int | None
    incident_id: int
    writings: int


@dataclass(frozen=True)
class WorkAdvanced(Event):
    """A piece of the work of an incident was done; pages that show it ask again."""

    school_id: int | None
    incident_id: int
    work_id: int
    kind: str
    done: int
    total: int


@dataclass(frozen=True)
class EvidenceMade(Event):
    """An evidence file was made; `digest` is its SHA-256."""

    school_id: int | None
    incident_id: int
    file_id: int
    digest: str


@dataclass(frozen=True)
class EvidenceTaken(Event):
    """Somebody downloaded an evidence file."""

    school_id: int | None
    incident_id: int
    file_id: int


@dataclass(frozen=True)
class CardsPrinted(Event):
    """New activation cards were printed for accounts of an incident."""

    school_id: int
    incident_id: int
    count: int


@dataclass(frozen=True)
class IncidentClosed(Event):
    """It is over, and its conclusion written."""

    school_id: int | None
    incident_id: int
