"""Beginning and ending sessions: the only place that writes their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Least

from preau.access.actors import attachments_of
from preau.access.models import Account, Session
from preau.access.rules import KEPT_SESSION_LIFE, MAY_STAY, SESSION_LIFE
from preau.foundation.languages.offered import FRENCH, spoken
from preau.foundation.live.touch import close_session
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.ids import new_token, token_digest
from preau.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that just began, or goes on under a new secret.

    `token` is the cookie's secret; `is_kept` means that the cookie outlives the browser, until `expires_at`;
    `must_choose` that several profiles are held and none was ever chosen.
    """

    token: str
    session_id: int
    expires_at: datetime
    is_kept: bool
    must_choose: bool = False


def begin_session(
    account: Account, *, label: str, stay: bool = False, address: str = "", is_new_device: bool = False
) -> Opened | None:
    """A session under the preferred profile, or the first one held; None when the person is nothing today.

    Who never chose a language keeps the one in which she came in, when she chose it at the door.
    """
    held = attachments_of(account.person_id).profiles()
    if not held:
        return None
    preferred = next((profile for profile in held if profile == account.preferred_profile), None)
    profile = preferred or held[0]
    is_kept = stay and profile in MAY_STAY
    if not account.language and spoken().code != FRENCH:
        Account.objects.filter(pk=account.pk).update(language=spoken().code)
    token, now = new_token(), clock.now()
    session = Session.objects.create(
        digest=token_digest(token),
        account=account,
        profile=profile.value,
        device=label,
        address=address,
        is_new_device=is_new_device,
        started_at=now,
        seen_at=now,
        expires_at=now + (KEPT_SESSION_LIFE if is_kept else SESSION_LIFE),
    )
    return Opened(token, session.pk, session.expires_at, is_kept, preferred is None and len(held) > 1)


def end_session(session_id: int, *, event_id: int) -> None:
    """End one session; its live stream closes at once."""
    Session.objects.filter(pk=session_id, ended_at=None).update(ended_at=clock.now())
    close_session(session_id, event_id)


def end_sessions(*, account_id: int, event_id: int, but: int | None = None) -> int:
    """End all sessions of an account (all but one when told); their live streams close. Returns how many."""
    live = Session.objects.filter(account_id=account_id, ended_at=None)
    if but is not None:
        live = live.exclude(pk=but)
    ids = list(live.values_list("pk", flat=True))
    Session.objects.filter(pk__in=ids).update(ended_at=clock.now())
    for session_id in ids:
        close_session(session_id, event_id)
    return len(ids)


def rotate(session_id: int, *, profile: Profile) -> Opened:
    """The same session under another profile, with a new secret: an old page cannot act under the new hat.

    A session kept for a month goes on for a working day only under a profile that may not stay. `NotAllowed` for
    one that ended meanwhile.
    """
    token, now = new_token(), clock.now()
    mine = Session.objects.filter(pk=session_id, ended_at=None)
    if not mine.update(digest=token_digest(token), profile=profile.value):
        raise NotAllowed
    if profile not in MAY_STAY:
        mine.update(expires_at=Least("expires_at", Value(now + SESSION_LIFE)))
    expires_at = mine.values_list("expires_at", flat=True).get()
    return Opened(token, session_id, expires_at, expires_at - now > SESSION_LIFE)
