"""Open a thread, rename it, close it, and say who writes in it (C38)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.directory.models import Post
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.events import ThreadWritten
from preau.news.models import NewsRight, NewsThread
from preau.news.policies import WRITERS, may_manage_threads

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class GivenRight:
    """A right given to a profile, a function (its code) or a person who works in the school."""

    right: str
    profile: str = ""
    function: str = ""
    person_id: int | None = None


@action
def write_thread(
    *, actor: Actor, school_id: int, label: str, comments: bool, is_closed: bool, rights: Sequence[GivenRight],
    thread_id: int | None = None,
) -> int:  # fmt: skip
    """A new one, or the one that has `thread_id`; `rights` are all its rights. The direction manages every thread
    whatever they say. Returns its id.

    Errors: `NotAllowed` for who does not manage the threads of this school; `NotPossible`, with its field.
    """
    if not may_manage_threads(actor, school_id):
        raise NotAllowed
    said = label.strip()
    if not said or len(said) > _LONGEST:
        raise NotPossible(
            _("Donnez un nom au fil, en %(most)s caractères au plus.") % {"most": _LONGEST}, field="label"
        )
    if NewsThread.objects.filter(school_id=school_id, label=said).exclude(pk=thread_id or 0).exists():
        raise NotPossible(_("Un fil a déjà ce nom."), field="label")
    thread = _thread(school_id, thread_id)
    thread.label, thread.comments = said, comments
    thread.closed_at = (thread.closed_at or clock.now()) if is_closed else None
    thread.save()
    _give(thread, rights)
    record(ThreadWritten(school_id, thread.pk), actor=actor)
    return thread.pk


def _thread(school_id: int, thread_id: int | None) -> NewsThread:
    if thread_id is None:
        return NewsThread(school_id=school_id)
    found = NewsThread.objects.select_for_update().filter(pk=thread_id, school_id=school_id).first()
    if found is None:
        raise NotAllowed
    return found


def _give(thread: NewsThread, rights: Sequence[GivenRight]) -> None:
    for one in rights:
        if one.right not in NewsRight.Right.values or (one.profile and Profile(one.profile) not in WRITERS):
            raise NotAllowed
        if one.profile == Profile.PUPIL and one.right != NewsRight.Right.CONTRIBUTE:
            raise NotPossible(_("Les élèves contribuent\u202f: un adulte relit, puis publie."), field="eleve")
    named = {one.person_id for one in rights if one.person_id is not None}
    working = set(
        Post.objects.filter(school_id=thread.school_id, person_id__in=named)
        .exclude(ends_on__lte=clock.today())
        .values_list("person_id", flat=True)
    )
    if named - working:
        raise NotAllowed
    NewsRight.objects.filter(thread=thread).delete()
    NewsRight.objects.bulk_create(
        NewsRight(
            school_id=thread.school_id, thread=thread, right=one.right, profile=one.profile, function=one.function,
            person_id=one.person_id,
        )
        for one in dict.fromkeys(rights)
    )  # fmt: skip
