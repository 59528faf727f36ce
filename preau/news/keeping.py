"""How an item is put down: its row, its picture, the files joined to it."""

from __future__ import annotations

import uuid
from hashlib import sha256

from django.utils.translation import gettext as _

from preau.foundation.files.attached import MOST
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.news.models import NewsFile, NewsItem
from preau.news.writing import ItemWords, written


def begin_item(
    actor: Actor, said: ItemWords, key: uuid.UUID | None, *, schools: list[int], thread_id: int | None = None,
    origin: str = "",
) -> tuple[int, bool]:  # fmt: skip
    """The id of a draft, and whether it is a new one: false when this key already made it."""
    known = NewsItem.objects.filter(author_id=actor.person_id, key=key).first() if key else None
    if known is not None:
        return known.pk, False
    item = NewsItem.objects.create(
        schools=schools, thread_id=thread_id, origin=origin, author_id=actor.person_id,
        author_profile=actor.profile.value, written_at=clock.now(), key=key, **written(said),
    )  # fmt: skip
    keep_files(item, said)
    return item.pk, True


def keep_files(item: NewsItem, said: ItemWords) -> None:
    """The picture of an item with its words, and the files joined to it. Errors: `NotPossible` when they are too
    many.
    """
    _keep_picture(item, said)
    joined = NewsFile.objects.filter(item=item, is_picture=False)
    if said.dropped_ids:
        joined.filter(pk__in=said.dropped_ids).delete()
    if said.files and joined.count() + len(said.files) > MOST:
        raise NotPossible(_("Joignez %(most)d fichiers au plus.") % {"most": MOST}, field="fichiers")
    for one in said.files:
        NewsFile.objects.get_or_create(
            item=item, digest=one.digest, name=one.name,
            defaults={
                "schools": item.schools, "kind": one.kind, "size": one.size, "content": one.content,
                "verdict": one.verdict, "added_at": clock.now(),
            },
        )  # fmt: skip


def _keep_picture(item: NewsItem, said: ItemWords) -> None:
    pictures = NewsFile.objects.filter(item=item, is_picture=True)
    if said.picture or said.drops_picture:
        pictures.delete()
    elif said.picture_alt.strip():
        pictures.update(alt=said.picture_alt.strip())
    if said.picture:
        NewsFile.objects.create(
            schools=item.schools, item=item, is_picture=True, alt=said.picture_alt.strip(), name="image.jpg",
            kind="image/jpeg", size=len(said.picture), digest=sha256(said.picture).hexdigest(),
            content=said.picture, added_at=clock.now(),
        )  # fmt: skip
