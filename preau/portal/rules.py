"""The numbers of the portal."""

from __future__ import annotations

#: How many duties the home page shows: the rest is one tap away (our choice).
SHOWN_AT_HOME = 5
#: From so many duties on, those of one kind and one child fold together, when there are several (our choice).
FOLDED_FROM, FOLDED_ALIKE = 20, 3
#: How many duties of one kind are read at most: nobody reads more of them, and a page has to come.
MOST_OF_A_KIND = 200
