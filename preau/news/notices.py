"""What people are told of news, each for what concerns her alone: an item to approve, what became of hers, a
reminder.

What is published is told to nobody one by one: it is on the home page, in « À faire » when it asks to be
acknowledged, and in the digest of each (`digests.py`).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.directory.models import School
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell
from preau.foundation.screens.templates import url
from preau.news.events import AcknowledgementsAsked, ItemProposed, ItemPublished, ItemRefused
from preau.news.models import NewsItem
from preau.news.queries.publishers import publishers_of

TO_APPROVE, DECIDED, REMINDER = "news:to_approve", "news:decided", "news:reminder"


@on(ItemProposed)
def tell_publishers(event: ItemProposed, recorded: Recorded) -> None:
    """Those who publish in the thread know that one waits."""
    item = NewsItem.objects.filter(pk=event.item_id, state=NewsItem.State.PROPOSED).first()
    if item is None:
        return
    told = Told(
        kind=TO_APPROVE, profile=None, title=_("Une actualité attend d’être validée"), detail=item.title,
        path=_path(event.school_id, event.item_id),
    )  # fmt: skip
    tell(told, recipients=set(publishers_of(item.pk)) - {event.author_id}, because=recorded)


@on(ItemPublished, ItemRefused)
def tell_author(event: ItemPublished | ItemRefused, recorded: Recorded) -> None:
    """Who proposed it knows what was decided, unless she decided."""
    if event.school_id is None or recorded.actor_id == event.author_id:
        return
    item = NewsItem.objects.filter(pk=event.item_id).first()
    if item is None:
        return
    is_published = isinstance(event, ItemPublished)
    title = _("Votre actualité est publiée") if is_published else _("Votre actualité est refusée")
    told = Told(
        kind=DECIDED, profile=None, title=title, path=_path(event.school_id, event.item_id),
        detail=item.title if is_published else item.reason,
    )  # fmt: skip
    tell(told, recipients=[event.author_id], because=recorded)


@on(AcknowledgementsAsked)
def remind(event: AcknowledgementsAsked, recorded: Recorded) -> None:
    """Those who did not take note, and nobody else."""
    item = NewsItem.objects.filter(pk=event.item_id, state=NewsItem.State.PUBLISHED).first()
    if item is None:
        return
    told = Told(
        kind=REMINDER, profile=None, title=_("Rappel\u202f: une information à lire"), detail=item.title,
        path=url("news:item", item_id=item.pk),
    )  # fmt: skip
    tell(told, recipients=event.person_ids, because=recorded)


def _path(school_id: int, item_id: int) -> str:
    return url("news:review", uai=School.objects.values_list("uai", flat=True).get(pk=school_id), item_id=item_id)
