"""Each night: who will soon have no tie to any school is told by which day to take her data (C19)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from preau.access.closing import closing_among
from preau.access.models import Account
from preau.exchange.aaf.events import ClosingNear, ClosingPutOff
from preau.exchange.aaf.wording import KIND, title_of
from preau.foundation.ledger.record import record
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

#: Ids of one fact: an August night has thousands.
_MOST_IDS = 1_000


@action
def remind_leavers(*, actor: Actor) -> None:
    """Only those who have an account in use, and once for a day: a day that changes is told anew, and what is true
    no more is taken back. Only Préau itself asks it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    closing = closing_among()
    told = {
        notice.recipient_id: notice
        for notice in Notice.objects.filter(kind=KIND, withdrawn_at=None).order_by("id")
    }
    wrong = [
        notice
        for person_id, notice in told.items()
        if person_id not in closing or notice.title != title_of(closing[person_id])
    ]
    Notice.objects.filter(pk__in=[notice.pk for notice in wrong]).update(withdrawn_at=clock.now())
    if wrong:
        record(ClosingPutOff(len(wrong)), actor=actor)
    active = set(Account.objects.exclude(activated_at=None).values_list("person_id", flat=True))
    new: defaultdict[date, list[int]] = defaultdict(list)
    for person_id, ends_on in sorted(closing.items()):
        if person_id in active and (person_id not in told or told[person_id].title != title_of(ends_on)):
            new[ends_on].append(person_id)
    for ends_on, people in sorted(new.items()):
        for start in range(0, len(people), _MOST_IDS):
            record(ClosingNear(ends_on.isoformat(), tuple(people[start : start + _MOST_IDS])), actor=actor)
