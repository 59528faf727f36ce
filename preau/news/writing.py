"""What every gesture on an item begins with: find it as somebody who writes there may, and check what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from preau.directory.models import Group
from preau.foundation.bodies.reading import beginning_of, text_of
from preau.foundation.files.attached import Attached
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.kernel.words import folded
from preau.news.audience import EVERY, OF_PUPILS, audiences_of, group_ids_of
from preau.news.models import NewsItem, NewsRight, NewsThread
from preau.news.policies import may_contribute, may_publish, may_publish_above, rights_of
from preau.news.rules import BODY_LENGTH, TITLE_LENGTH
from preau.vigilance.policies import frozen_because


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What is said of an item. `html` is a cleaned body (`foundation/bodies`), `audience` keys of who reads it.
    `shown_from` None: at once when it is published. `picture` is a JPEG of ours, empty to leave the picture as it
    is; `files` are joined to those it has, but the `dropped_ids`.
    """

    title: str
    html: str
    audience: tuple[str, ...]
    shown_from: datetime | None = None
    shown_until: datetime | None = None
    takes_comments: bool = False
    wants_acknowledgement: bool = False
    picture: bytes = b""
    picture_alt: str = ""
    drops_picture: bool = False
    files: tuple[Attached, ...] = ()
    dropped_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """An item as the actor may handle it: the school of its thread (None above schools), and her right there."""

    item: NewsItem
    school_id: int | None
    right: str
    is_hers: bool

    @property
    def may_publish(self) -> bool:
        return may_publish(self.right)

    @property
    def may_change(self) -> bool:
        """Its author until it is published; who publishes in the thread, always."""
        return self.may_publish or (self.is_hers and self.item.state != NewsItem.State.PUBLISHED)


def hold(actor: Actor, item_id: int, *, locks: bool = False) -> Held:
    """The item, for its author and for who publishes where it is; `NotAllowed` for anybody else. With `locks`, in
    the transaction of a gesture that changes it, which is refused while writing is suspended.
    """
    rows = NewsItem.objects.select_for_update(no_key=True) if locks else NewsItem.objects.select_related("thread")
    item = rows.filter(pk=item_id).first()
    if item is None:
        raise NotAllowed
    school_id = _school_of(item)
    if school_id is None:
        right = NewsRight.Right.MANAGE.value if may_publish_above(actor, item.schools) else ""
    else:
        right = rights_of(actor, school_id).get(item.thread_id or 0, "")
    is_hers = item.author_id == actor.person_id and item.author_profile == actor.profile.value and bool(right)
    if not is_hers and not may_publish(right):
        raise NotAllowed
    if locks and school_id is not None:
        refuse_when_frozen(actor, school_id)
    return Held(item, school_id, right, is_hers)


def hold_to_publish(actor: Actor, item_id: int) -> Held:
    """The same, locked, for who publishes where it is."""
    held = hold(actor, item_id, locks=True)
    if not held.may_publish:
        raise NotAllowed
    return held


def refuse_when_frozen(actor: Actor, school_id: int) -> None:
    """Errors: `NotPossible` while people under this hat write nothing in this school."""
    if because := frozen_because(actor, school_id):
        raise NotPossible(because)


def thread_to_write_in(actor: Actor, school_id: int, thread_id: int) -> NewsThread:
    """An open thread where the actor contributes at least."""
    thread = NewsThread.objects.filter(pk=thread_id, school_id=school_id).first()
    if thread is None or not may_contribute(rights_of(actor, school_id).get(thread_id, "")):
        raise NotAllowed
    if thread.closed_at is not None:
        raise NotPossible(_("Ce fil est fermé\u202f: choisissez-en un autre."), field="thread_id")
    return thread


def check_words(said: ItemWords, school_id: int | None) -> None:
    """Errors: `NotPossible` with the field at fault. Above schools (`school_id` None) no class may be named."""
    if not said.title.strip():
        raise NotPossible(_("Donnez un titre\u202f: c’est ce qui se lit dans la liste."), field="title")
    if len(said.title.strip()) > TITLE_LENGTH:
        raise NotPossible(
            _("Un titre ne peut dépasser %(count)s caractères.") % {"count": TITLE_LENGTH}, field="title"
        )
    if not text_of(said.html):
        raise NotPossible(_("Écrivez le texte de l’actualité."), field="html")
    if len(said.html) > BODY_LENGTH:
        raise NotPossible(_("Ce texte est trop long\u202f: joignez plutôt un fichier."), field="html")
    if said.picture and not said.picture_alt.strip():
        raise NotPossible(_("Décrivez l’image en quelques mots, pour qui ne la voit pas."), field="picture_alt")
    if said.takes_comments and said.wants_acknowledgement:
        raise NotPossible(
            _("Une information dont on prend connaissance ne se commente pas\u202f: choisissez l’un ou l’autre."),
            field="takes_comments",
        )
    _check_dates(said)
    _check_audience(said.audience, school_id)


def _check_dates(said: ItemWords) -> None:
    begins = said.shown_from or clock.now()
    if said.shown_until is not None and said.shown_until <= max(begins, clock.now()):
        raise NotPossible(_("La fin vient après le début, et après maintenant."), field="shown_until")
    if said.shown_from is not None and said.shown_from > clock.now() + timedelta(days=366):
        raise NotPossible(_("Une publication se prépare un an à l’avance, pas plus."), field="shown_from")


def _check_audience(keys: tuple[str, ...], school_id: int | None) -> None:
    if not keys:
        raise NotPossible(_("Dites à qui s’adresse cette actualité."), field="who")
    asked = audiences_of(keys)
    groups = group_ids_of(keys)
    known = {who.value for who in EVERY}
    narrowed = {who.value for who in OF_PUPILS}
    if any(one.who not in known for one in asked):
        raise NotAllowed
    if any((one.group_id or one.level) and one.who not in narrowed for one in asked):
        raise NotAllowed
    if school_id is None:
        if groups:
            raise NotAllowed
    elif Group.objects.filter(school_id=school_id, pk__in=groups).count() != len(groups):
        raise NotAllowed


def written(said: ItemWords) -> dict[str, object]:
    """The columns of an item that its words fill."""
    return {
        "title": said.title.strip(),
        "html": said.html,
        "beginning": beginning_of(said.html),
        "searched": folded(f"{said.title} {text_of(said.html)}"),
        "audience": sorted(set(said.audience)),
        "shown_from": said.shown_from,
        "shown_until": said.shown_until,
        "takes_comments": said.takes_comments,
        "wants_acknowledgement": said.wants_acknowledgement,
    }


def _school_of(item: NewsItem) -> int | None:
    return int(item.schools[0]) if item.thread_id is not None else None


__all__ = [
    "Held", "ItemWords", "check_words", "hold", "hold_to_publish", "refuse_when_frozen",
    "thread_to_write_in", "written",
]  # fmt: skip
