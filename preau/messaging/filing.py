"""Where a thread is kept in a box: the archives, the bin, a folder of one's own, or the inbox again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.hats import hat_of
from preau.messaging.models import Copy, Folder


def own_copies(actor: Actor, thread_ids: Sequence[int]) -> QuerySet[Copy]:
    """Her copies of these threads, under the hat she wears."""
    mine = Copy.objects.filter(person_id=actor.person_id, profile=hat_of(actor.profile))
    return mine.filter(message__thread_id__in=list(thread_ids))


def folder_of_kind(actor: Actor, kind: str) -> Folder:
    """The archives or the bin, made when there is none yet."""
    label = {Folder.Kind.ARCHIVE: _("Archives"), Folder.Kind.BIN: _("Corbeille")}[Folder.Kind(kind)]
    folder, _made = Folder.objects.get_or_create(
        person_id=actor.person_id, profile=actor.profile.value, kind=kind, defaults={"label": label}
    )
    return folder


def own_folder(actor: Actor, folder_id: int) -> Folder:
    """`NotAllowed` for a folder of somebody else, or of another hat."""
    folder = Folder.objects.filter(pk=folder_id, person_id=actor.person_id, profile=actor.profile.value).first()
    if folder is None:
        raise NotAllowed
    return folder
