"""Facts of access. No login, no address and no code travels: ids, counts and digests only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class AccountOpened(Event):
    """An account was made for a person, not yet activated."""

    person_id: int


@dataclass(frozen=True)
class AccountsOpened(Event):
    """So many accounts were made at once in a school, not yet activated."""

    school_id: int
    count: int


@dataclass(frozen=True)
class ActivationCodesIssued(Event):
    """Activation codes were printed for a group of a school (no group: its staff)."""

    school_id: int
    group_id: int | None
    count: int


@dataclass(frozen=True)
class AccountRenewed(Event):
    """A school gave a new card to somebody: the former password serves no more, her sessions ended."""

    school_id: int
    account_id: int


@dataclass(frozen=True)
class AccountsReset(Event):
    """On a bad day, so many accounts lost their password and their address, and so many sessions ended."""

    school_id: int | None
    accounts: int
    sessions: int


@dataclass(frozen=True)
class CardsIssuedAfterReset(Event):
    """A school printed new cards for accounts that a bad day had emptied."""

    school_id: int
    count: int


@dataclass(frozen=True)
class OwnPasswordProved(Event):
    """In an open session, somebody gave her password again before a grave gesture."""

    account_id: int


@dataclass(frozen=True)
class AccountActivated(Event):
    """A person chose her first password."""

    account_id: int


@dataclass(frozen=True)
class SignedIn(Event):
    """A session began."""

    account_id: int
    session_id: int


@dataclass(frozen=True)
class SignInFailed(Event):
    """A wrong login, password or activation code; `subject` is the digest that is throttled."""

    subject: str


@dataclass(frozen=True)
class SignedOut(Event):
    """A session ended by its owner."""

    session_id: int


@dataclass(frozen=True)
class SignedOutEverywhere(Event):
    """All sessions of an account ended."""

    account_id: int
    count: int


@dataclass(frozen=True)
class ProfileSwitched(Event):
    """A session went on under another profile."""

    session_id: int
    profile: str


@dataclass(frozen=True)
class PasswordResetAsked(Event):
    """Somebody asked for a code to choose a new password. Recorded for an unknown login too (`account_id` is
    then null), so that nothing tells them apart; a job sends the code.
    """

    account_id: int | None
    subject: str


@dataclass(frozen=True)
class ResetCodeSent(Event):
    """A code to choose a new password left by e-mail."""

    account_id: int


@dataclass(frozen=True)
class ResetCodeRefused(Event):
    """A wrong code was tried to choose a new password."""

    subject: str


@dataclass(frozen=True)
class PasswordChanged(Event):
    """A person chose a new password; her other sessions ended."""

    account_id: int


@dataclass(frozen=True)
class OwnPasswordRefused(Event):
    """In an open session, somebody gave a wrong current password."""

    account_id: int


@dataclass(frozen=True)
class EmailChangeAsked(Event):
    """A person gave an address; it waits for the code that a job sends there."""

    account_id: int


@dataclass(frozen=True)
class EmailCodeSent(Event):
    """The code that confirms an address left."""

    account_id: int


@dataclass(frozen=True)
class EmailCodeRefused(Event):
    """A wrong code was tried to confirm an address."""

    account_id: int


@dataclass(frozen=True)
class EmailChanged(Event):
    """An address was confirmed."""

    account_id: int


@dataclass(frozen=True)
class LanguageChosen(Event):
    """A person chose the language in which Préau speaks to her."""

    account_id: int
    language: str


@dataclass(frozen=True)
class ExpiredForgotten(Event):
    """Old sessions, spent codes and old counts of failures were deleted."""

    sessions: int
    codes: int
    attempts: int


@dataclass(frozen=True)
class DeviceKept(Event):
    """A person wants to be told on a device."""

    person_id: int


@dataclass(frozen=True)
class DeviceDropped(Event):
    """A person does not want to be told on a device any more."""

    person_id: int
