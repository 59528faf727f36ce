"""What people are told when their account is about to close (capability C19)."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from preau.exchange.aaf.events import ClosingNear
from preau.exchange.aaf.wording import KIND, detail_of, title_of
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell


@on(ClosingNear)
def tell_closing(event: ClosingNear, recorded: Recorded) -> None:
    """Under any hat: it is the whole account that closes."""
    told = Told(KIND, None, title_of(date.fromisoformat(event.ends_on)), detail_of(), reverse("access:account"))
    tell(told, recipients=event.person_ids, because=recorded)
