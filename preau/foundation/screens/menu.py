"""The menu of an actor: the doors that stand alone, and those that fold together under a word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from preau.foundation.rooms.manifest import MenuItem
from preau.foundation.rooms.menu import MenuGroup
from preau.foundation.rooms.registry import menu_of
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, SchoolRef


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One door of the menu, ready to print; `current` when the page is behind it."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class MenuFold:
    """Doors that fold together."""

    label: str
    icon: str
    links: tuple[MenuLink, ...] = field(default_factory=tuple)

    @property
    def current(self) -> bool:
        """True when the page is behind one of them."""
        return any(link.current for link in self.links)


def menu_for(actor: Actor, school: SchoolRef | None, path: str) -> tuple[MenuLink | MenuFold, ...]:
    """The menu on the page at `path`, in order. The doors of a school lead to `school`, else to the actor's first;
    a group of which one door is open shows that door alone. Asks nothing of the database.
    """
    at = school or (actor.schools[0] if actor.schools else None)
    alone: list[tuple[int, MenuLink | MenuFold]] = []
    groups: dict[MenuGroup, list[MenuLink]] = defaultdict(list)
    for item in menu_of(actor.profile):
        link = _link(item, actor, at, path)
        if link is None:
            continue
        if item.group is None:
            alone.append((item.order, link))
        else:
            groups[item.group].append(link)
    for group, links in groups.items():
        folded = MenuFold(_(group.label), group.icon, tuple(links))
        alone.append((group.order, folded if len(links) > 1 else links[0]))
    return tuple(entry for _order, entry in sorted(alone, key=lambda one: one[0]))


def _link(item: MenuItem, actor: Actor, at: SchoolRef | None, path: str) -> MenuLink | None:
    if item.capability and not actor.may(item.capability):
        return None
    if not item.per_school:
        where = url(item.url_name)
    elif at is None:
        return None
    else:
        where = url(item.url_name, uai=at.uai)
    return MenuLink(_(item.label), where, item.icon, current=where == path)
