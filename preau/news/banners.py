"""The banners that stand, kept by each process until one is written (ADR 0024).

A page asks nothing of the database: its session says the version of what stands. Seen for the first time, it is
read once, for the whole Region, and sorted by school.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.rooms.bands import Band, Seen
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.news.models import Banner
from preau.news.rules import MOST_BANNERS

_GRAVITY = {Banner.Level.URGENT.value: 0, Banner.Level.WARNING.value: 1, Banner.Level.INFORMATION.value: 2}
_TONES = {
    Banner.Level.URGENT.value: "danger",
    Banner.Level.WARNING.value: "warning",
    Banner.Level.INFORMATION.value: "info",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A banner as every process keeps it."""

    id: int
    origin: str
    text: str
    level: str
    audience: frozenset[str]
    begins_at: datetime
    ends_at: datetime
    version: int

    @property
    def key(self) -> str:
        """What a person puts away: this banner as it is now."""
        return f"bandeau:{self.id}:{self.version}"

    @property
    def may_be_put_away(self) -> bool:
        return self.level != Banner.Level.URGENT

    def concerns(self, actor: Actor) -> bool:
        """By her profile, or by one of her functions."""
        if not self.audience or actor.profile.value in self.audience:
            return True
        return any(f"f:{function}" in self.audience for function in actor.functions)


#: What stands by school, and the version it was read at; one per process, replaced whole.
_kept: tuple[int, Mapping[int, tuple[Standing, ...]]] = (0, {})


def bands_of(actor: Actor, seen: Seen) -> tuple[Band, ...]:
    """What stands at the top of the pages of this actor now, the gravest first."""
    return tuple(
        Band(
            tone=_TONES[one.level],
            title=_titled(one),
            text=one.text,
            put_away_url=url("news:put-away", banner_id=one.id, version=one.version)
            if one.may_be_put_away
            else "",
        )
        for one in standing_for(actor, seen)
    )


def standing_for(actor: Actor, seen: Seen) -> tuple[Standing, ...]:
    """The banners of her schools that concern her and that she did not put away: three at most."""
    if not seen.version:
        return ()
    kept, now = _at(seen.version), clock.now()
    found = {
        one.id: one
        for school_id in actor.school_ids
        for one in kept.get(school_id, ())
        if one.begins_at <= now < one.ends_at and one.concerns(actor)
    }
    shown = [one for one in found.values() if not (one.may_be_put_away and one.key in seen.put_away)]
    shown.sort(key=lambda one: (_GRAVITY[one.level], -one.begins_at.timestamp(), -one.id))
    return tuple(shown[:MOST_BANNERS])


def _at(version: int) -> Mapping[int, tuple[Standing, ...]]:
    global _kept
    if _kept[0] != version:
        _kept = (version, _read())
    return _kept[1]


def _read() -> Mapping[int, tuple[Standing, ...]]:
    with connection.cursor() as cursor:
        rows = cursor.execute("SELECT * FROM standing_banners(%s)", [clock.now()]).fetchall()
    found: dict[int, list[Standing]] = {}
    for pk, schools, origin, text, level, audience, begins_at, ends_at, version in rows:
        one = Standing(pk, origin, text, level, frozenset(audience), begins_at, ends_at, version)
        for school_id in schools:
            found.setdefault(school_id, []).append(one)
    return {school_id: tuple(some) for school_id, some in found.items()}


def _titled(one: Standing) -> str:
    level = {
        Banner.Level.URGENT.value: _("Urgent"),
        Banner.Level.WARNING.value: _("Attention"),
        Banner.Level.INFORMATION.value: _("Information"),
    }[one.level]
    if one.origin:
        return _("%(level)s (%(origin)s)\u202f:") % {"level": level, "origin": one.origin}
    return _("%(level)s\u202f:") % {"level": level}
