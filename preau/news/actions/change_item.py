"""Change a piece of news (capability C38)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.events import ItemWritten
from preau.news.keeping import keep_files
from preau.news.models import ItemVersion, NewsItem
from preau.news.showing import show
from preau.news.writing import Held, ItemWords, check_words, hold, thread_to_write_in, written


@action
def change_item(*, actor: Actor, item_id: int, said: ItemWords, seen: int, thread_id: int | None = None) -> None:
    """Change what an item says; what it said since its publication is kept (`ItemVersion`). `seen` is the version
    that was shown. One that was refused becomes a draft again. `thread_id` moves it to another thread.

    Errors: `NotAllowed` for who may not change it; `NotPossible` when somebody changed it since, or for what does
    not hold.
    """
    held = hold(actor, item_id, locks=True)
    item = held.item
    if not held.may_change:
        raise NotAllowed
    if item.state == NewsItem.State.WITHDRAWN:
        raise NotPossible(_("Cette actualité est retirée\u202f: remettez-la d’abord."))
    if thread_id is not None and thread_id != item.thread_id and held.school_id is not None:
        item.thread = thread_to_write_in(actor, held.school_id, thread_id)
    check_words(said, held.school_id)
    if seen != item.version:
        raise NotPossible(
            _("Quelqu’un a changé cette actualité entre-temps\u202f: rechargez la page, puis recommencez.")
        )
    _change(actor, held, said)
    keep_files(item, said)
    record(ItemWritten(held.school_id, item.pk, item.version), actor=actor)


def _change(actor: Actor, held: Held, said: ItemWords) -> None:
    item = held.item
    is_shown = item.state == NewsItem.State.PUBLISHED
    if is_shown:
        ItemVersion.objects.create(
            schools=item.schools, item=item, number=item.version, title=item.title, html=item.html,
            audience=item.audience, changed_at=clock.now(), changed_by_id=actor.person_id,
        )  # fmt: skip
    columns = written(said)
    if is_shown:
        columns["shown_from"] = said.shown_from or item.shown_from
    for name, value in columns.items():
        setattr(item, name, value)
    if item.state == NewsItem.State.REFUSED:
        item.state, item.reason = NewsItem.State.DRAFT, ""
    item.version += 1
    item.save()
    if is_shown:
        show(item)
