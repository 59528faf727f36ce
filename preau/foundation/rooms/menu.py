"""The groups of the menu: what folds together under one word, so that seventeen doors take one line.

A group shows to somebody as many doors as she may open; alone, a door shows itself without its group.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Doors that fold together. `order` is the place of the group among the doors that stand alone."""

    label: str
    icon: str
    order: int


#: Messages, news, words to families: of those who work in a school. Families have these doors at the front.
TALK = MenuGroup("Communication", "message", 12)
LIFE = MenuGroup("Vie scolaire", "roll", 20)
MARKS = MenuGroup("Notes", "file", 40)
#: The people, the year, and how the school is set up.
SCHOOL = MenuGroup("Établissement", "school", 60)
#: Of the Region: what is wrong, what is kept for all.
REGION = MenuGroup("Région", "people", 70)
#: What families and pupils need less often.
MORE = MenuGroup("Plus", "menu", 90)
