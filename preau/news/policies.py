"""Who writes news, who publishes, who sets threads, who puts a banner up (rule B1, capabilities C26, C38, C40)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from preau.access.perimeter import administered_schools
from preau.kernel.actor import STAFF_PROFILES, Actor, Profile
from preau.news.models import NewsRight, NewsThread

#: Manage every thread of the school: set it, publish, withdraw.
MANAGE = "news:thread:manage"
#: Put a banner at the top of the pages of the school, or of one's perimeter.
RAISE_BANNER = "news:banner:raise"
#: Publish to the schools of one's perimeter.
PUBLISH_ABOVE = "news:item:publish_above"

#: Who may be given a right in a thread: families read and comment.
WRITERS = frozenset({Profile.PUPIL, *STAFF_PROFILES})

_RANK = {"": 0, "contribuer": 1, "publier": 2, "gerer": 3}


def rights_of(actor: Actor, school_id: int) -> dict[int, str]:
    """Of each thread of the school where the actor may write, the greatest right she has (one statement)."""
    if not actor.in_school(school_id) or not actor.is_a(*WRITERS):
        return {}
    if actor.may(MANAGE):
        threads = NewsThread.objects.filter(school_id=school_id)
        return dict.fromkeys(threads.values_list("pk", flat=True), NewsRight.Right.MANAGE.value)
    found: dict[int, str] = {}
    for thread_id, right in _given_to(actor, school_id).values_list("thread_id", "right"):
        if _RANK[right] > _RANK[found.get(thread_id, "")]:
            found[thread_id] = right
    return found


def is_at_least(right: str, asked: str) -> bool:
    """True when a right holds the one that is asked."""
    return _RANK[right] >= _RANK[asked]


def may_contribute(right: str) -> bool:
    return is_at_least(right, NewsRight.Right.CONTRIBUTE)


def may_publish(right: str) -> bool:
    return is_at_least(right, NewsRight.Right.PUBLISH)


def may_manage(right: str) -> bool:
    return is_at_least(right, NewsRight.Right.MANAGE)


def may_manage_threads(actor: Actor, school_id: int) -> bool:
    """The direction of this school, and those it delegates it to."""
    return actor.may(MANAGE) and actor.in_school(school_id)


def may_raise_banner(actor: Actor, school_ids: Iterable[int]) -> bool:
    """The direction in its school; an agent in all these schools when they are of her perimeter."""
    asked = set(school_ids)
    if not actor.may(RAISE_BANNER) or not asked:
        return False
    if actor.is_a(Profile.AGENT):
        return _are_administered(actor, asked)
    return all(actor.in_school(school_id) for school_id in asked)


def may_publish_above(actor: Actor, school_ids: Iterable[int]) -> bool:
    """Who administers all these schools for the Region, an académie or a département."""
    asked = set(school_ids)
    return bool(asked) and actor.may(PUBLISH_ABOVE) and _are_administered(actor, asked)


def visible_threads(actor: Actor, school_id: int) -> QuerySet[NewsThread]:
    """Those where the actor may write."""
    threads = NewsThread.objects.filter(school_id=school_id)
    if not actor.in_school(school_id) or not actor.is_a(*WRITERS):
        return threads.none()
    given = _given_to(actor, school_id).values("thread_id")
    return threads if actor.may(MANAGE) else threads.filter(pk__in=given)


def _given_to(actor: Actor, school_id: int) -> QuerySet[NewsRight]:
    """By her profile, her functions under this hat, or her name."""
    hers = Q(profile=actor.profile.value) | Q(function__in=actor.functions) | Q(person_id=actor.person_id)
    return NewsRight.objects.filter(hers, school_id=school_id)


def _are_administered(actor: Actor, asked: set[int]) -> bool:
    return administered_schools(actor).filter(pk__in=asked).count() == len(asked)
