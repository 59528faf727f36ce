"""How a sending leaves: marked before, handed over, and what became of it kept (capability C33).

What left for a server cannot be taken back, and its answer may be lost: a process killed in between knows nothing.
So a row says « incertain » before it leaves, in a transaction of its own, which counts the attempt; one that says
it still ten minutes later was cut, and leaves again under the same name, five times at most. Told twice rather
than not at all, and a server that knows the name shows it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.db import connection, transaction

from preau.access.devices import push_to
from preau.foundation.languages.offered import FRENCH
from preau.foundation.languages.recipients import by_language
from preau.foundation.notices.models import Notice
from preau.foundation.notices.sms import SmsRefused, send_sms
from preau.foundation.push.send import PushRefused
from preau.kernel import clock
from preau.outreach.contacts import contacts_of, kinds
from preau.outreach.mail_names import mail_name
from preau.outreach.models import DeadAddress, Sending
from preau.outreach.posting import Post
from preau.outreach.refusing import is_the_end
from preau.outreach.rules import CUT_AFTER, PAUSES, SENT_AT_ONCE
from preau.outreach.ties import TIE_STANDS
from preau.outreach.wording import words_of

_CUT = "L’envoi a été coupé\u202f: le message est peut-être reçu deux fois"
_LONGEST_RESULT = 300
_S = Sending.State
# A malformed address or header is a ValueError of the mail library: it will not mend by itself.
_REFUSALS = (SMTPException, OSError, SmsRefused, PushRefused, ValueError)

# Those whose hour has come, and those that were cut. A notice read or withdrawn meanwhile, or about a child whom
# the reader answers for no more (rule B8), is told no more, even when it was cut. What is cut each time is given
# up.
_BEGIN = f"""
WITH due AS (
    SELECT id, state = 'incertain' AS was_cut FROM sending
     WHERE (state = 'initial' AND leaves_at <= %(now)s)
        OR (state = 'incertain' AND leaves_at <= %(now)s AND begun_at < %(cut)s)
     ORDER BY leaves_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE sending s
   SET state = CASE WHEN n.gone THEN 'annule'
                    WHEN d.was_cut AND o.attempts > %(tries)s THEN 'echec' ELSE 'incertain' END,
       attempts = least(o.attempts + 1, %(tries)s + 1),
       begun_at = %(now)s, result = CASE WHEN d.was_cut THEN %(said)s ELSE '' END
  FROM due d JOIN sending o ON o.id = d.id
  LEFT JOIN LATERAL (
       SELECT x.withdrawn_at IS NOT NULL OR x.read_at IS NOT NULL OR NOT {TIE_STANDS} AS gone
         FROM notice x WHERE x.id = o.notice_id
       ) n ON true
 WHERE s.id = d.id
RETURNING s.id, s.state
"""  # noqa: S608 - our own constants


def begin_next() -> tuple[int, list[int]]:
    """Mark the next ones; how many were taken up, and the ids of those to hand over once this is committed."""
    now = clock.now()
    asked: dict[str, Any] = {
        "now": now, "cut": now - CUT_AFTER, "most": SENT_AT_ONCE, "said": _CUT, "tries": len(PAUSES),
        "day": clock.school_day(now),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_BEGIN, asked).fetchall()
    given_up = [pk for pk, state in rows if state == _S.FAILED]
    for one in Sending.objects.filter(pk__in=given_up).exclude(channel=Sending.Channel.MAIL):
        _by_mail_instead(one)
    return len(rows), sorted(pk for pk, state in rows if state == _S.UNCERTAIN)


def hand_over(ids: Sequence[int], post: Post) -> None:
    """Send them; each row says what became of it, whatever becomes of the others."""
    waiting = Sending.objects.select_for_update().filter(pk__in=ids, state=_S.UNCERTAIN).order_by("pk")
    for one in waiting:
        try:
            with transaction.atomic():
                _hand_over(one, post)
        except _REFUSALS as refusal:
            _failed(one, refusal)
        else:
            one.state, one.sent_at = _S.SENT, clock.now()
            one.save(update_fields=["state", "sent_at"])


def message_id(one: Sending) -> str:
    """The name of a mail: always the same for one sending, and what a returned mail is known by."""
    return mail_name(f"preau.envoi.{one.pk}.{one.made_at:%Y%m%d%H%M%S}", one.sent_to)


def _hand_over(one: Sending, post: Post) -> None:
    if one.channel == Sending.Channel.PUSH:
        push_to(one.person_id, {"title": one.subject, "body": one.text, "path": one.path})
    elif one.channel == Sending.Channel.SMS:
        send_sms(to=one.sent_to, text=one.text, reference=f"preau-envoi-{one.pk}")
    else:
        post.send(one.subject, one.text, one.sent_to, message_id(one))


def _failed(one: Sending, refusal: Exception) -> None:
    answers = _answers(refusal)
    refused = bool(answers) and all(code >= 500 for code, _said in answers)
    is_final = refused or isinstance(refusal, ValueError) or getattr(refusal, "is_final", False)
    one.result = str(refusal)[:_LONGEST_RESULT] or type(refusal).__name__
    if one.attempts <= len(PAUSES) and not is_final:
        one.state, one.leaves_at = _S.INITIAL, clock.now() + PAUSES[one.attempts - 1]
    else:
        one.state = _S.FAILED
    one.save(update_fields=["result", "state", "leaves_at"])
    if refused and all(is_the_end(code, said) for code, said in answers):
        bury(one.sent_to, one.result)
    if one.state == _S.FAILED and one.channel != Sending.Channel.MAIL:
        _by_mail_instead(one)


def _answers(refusal: Exception) -> list[tuple[int, str]]:
    """What a mail server answered of the address: its code, its words."""
    if not isinstance(refusal, SMTPRecipientsRefused):
        return []
    return [(code, said.decode(errors="replace")) for code, said in refusal.recipients.values()]


def bury(address: str, why: str) -> None:
    """Nothing goes to this address any more; said twice, the first day stays."""
    DeadAddress.objects.get_or_create(
        address=address.lower(), defaults={"since": clock.now(), "why": why[:_LONGEST_RESULT]}
    )


def revive(address: str) -> bool:
    """It was proved to work again; False when it was not dead."""
    return DeadAddress.objects.filter(address=address.lower()).delete()[0] > 0


def _by_mail_instead(one: Sending) -> None:
    """What failed elsewhere is told by mail to who wants mails; what is urgent, to any who has an address. Of the
    rest, the digest tells what could not leave.
    """
    contact = next(iter(contacts_of([one.person_id])), None)
    notice = Notice.objects.filter(pk=one.notice_id).first() if one.notice_id is not None else None
    kind = kinds().get(notice.kind) if notice else None
    if contact is None or not contact.email or notice is None or kind is None:
        return
    if not (contact.by_mail or contact.by_sms or kind.is_urgent):
        return
    subject, text = words_of(notice, kind, Sending.Channel.MAIL, _language(one.person_id))
    instead = Sending(
        person_id=one.person_id, about=one.about, notice_id=one.notice_id, channel=Sending.Channel.MAIL,
        sent_to=contact.email, subject=subject, text=text, path=one.path, made_at=clock.now(),
        leaves_at=clock.now(),
    )  # fmt: skip
    Sending.objects.bulk_create([instead], ignore_conflicts=True)


def _language(person_id: int) -> str:
    spoken: Iterable[str] = by_language([person_id])
    return next(iter(spoken), FRENCH)


def forget_old(before: timedelta) -> int:
    """Sendings older than this are erased; how many were."""
    old = Sending.objects.filter(made_at__lt=clock.now() - before).exclude(state__in=[_S.INITIAL, _S.UNCERTAIN])
    return old.delete()[0]
