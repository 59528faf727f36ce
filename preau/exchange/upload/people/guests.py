"""The guests of a file: people from outside, who come in for a time and a reason that are written down.

Their right is a dated post of the least profile: at its end nothing is left open. Each line says who, how to reach
her, why and until when; one that does not is left aside. Somebody of the staff is no guest.
"""

from __future__ import annotations

from datetime import date, timedelta

from preau.directory.functions import profile_of
from preau.exchange.tabular.records import Anomaly
from preau.exchange.upload.people.matching import Ambiguous, Directory
from preau.exchange.upload.people.names import shown
from preau.exchange.upload.people.plan import Happening, Plan, Ref, What
from preau.exchange.upload.people.records import write_person
from preau.exchange.upload.people.told import Told, ToldAdult
from preau.exchange.upload.rules import LONGEST_INVITATION
from preau.kernel.actor import Profile
from preau.kernel.words import THIN


class Odd(Exception):
    """A line that does not come in: why, and in which column."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.column = column


def plan_guests(plan: Plan, told: Told, directory: Directory) -> None:
    """Rights opened, or changed for those who have one. Nobody's right ends because a file does not name her."""
    seen: dict[Ref, ToldAdult] = {}
    for guest in told.adults:
        if not guest.is_guest:
            continue
        try:
            _take(plan, guest, directory, seen)
        except (Odd, Ambiguous) as odd:
            reason = f"{shown(guest.identity)}{THIN}: {odd}, ligne laissée de côté"
            plan.tell(Anomaly(guest.place, reason, getattr(odd, "column", ""), is_left_out=True))


def _take(plan: Plan, guest: ToldAdult, directory: Directory, seen: dict[Ref, ToldAdult]) -> None:
    _check(guest)
    until = _until(guest, plan.known.today)
    found = directory.adult(guest)
    ref: Ref = f"invité {guest.key}" if found is None else found
    if ref in seen:
        raise Odd(f"déjà ligne {seen[ref].place.line}")
    if any(person == ref for person, _function in plan.known.posts):
        raise Odd("a déjà un poste dans l’établissement")
    seen[ref] = guest
    happened = len(plan.happenings)
    write_person(plan, ref, guest.identity, guest.place, erases=False)
    _plan_right(plan, ref, guest, until)
    if len(plan.happenings) == happened:
        _happen(plan, What.UNCHANGED, guest)


def _check(guest: ToldAdult) -> None:
    """Who invites must know how to reach her, and say why she comes."""
    if not guest.identity.email:
        raise Odd("un invité se joint par son courriel, qui manque", "courriel")
    if not guest.label:
        raise Odd("la fonction manque", "fonction")
    if profile_of(guest.function) is Profile.DIRECTION:
        raise Odd("un invité ne dirige pas l’établissement", "fonction")


def _until(guest: ToldAdult, today: date) -> date:
    """The day after the last one."""
    column = "fin du droit"
    if guest.until is None:
        raise Odd("la fin du droit manque", column)
    if guest.until < today:
        raise Odd(f"le droit est fini depuis le {guest.until:%d/%m/%Y}", column)
    since = guest.since or today
    if guest.until < since:
        raise Odd("la fin du droit précède son début", column)
    if guest.until - max(since, today) > LONGEST_INVITATION:
        raise Odd("un droit d’invité dure un an au plus", column)
    return guest.until + timedelta(days=1)


def _plan_right(plan: Plan, ref: Ref, guest: ToldAdult, ends_on: date) -> None:
    """A right that has begun keeps its first day."""
    today = plan.known.today
    kept = plan.known.guests.get(ref) if isinstance(ref, int) else None
    until = f"{guest.label}, jusqu’au {guest.until:%d/%m/%Y}"
    if kept is None or kept.ends_on <= today:
        begins = max(guest.since or today, today)
        plan.guests[ref] = {"label": guest.label, "begins_on": begins, "ends_on": ends_on}
        _happen(plan, What.GUEST, guest, until)
        return
    has_begun = kept.begins_on <= today
    begins = kept.begins_on if has_begun or guest.since is None else max(guest.since, today)
    if (kept.label, kept.begins_on, kept.ends_on) != (guest.label, begins, ends_on):
        plan.guests_changed[kept.post_id] = {"label": guest.label, "begins_on": begins, "ends_on": ends_on}
        _happen(plan, What.GUEST_CHANGED, guest, until)


def _happen(plan: Plan, what: What, guest: ToldAdult, detail: str = "") -> None:
    who = shown(guest.identity)
    plan.happenings.append(Happening(what, who, "", detail, guest.place.file, guest.place.line))
