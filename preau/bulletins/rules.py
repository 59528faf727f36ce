"""Numbers of report cards, each with its source; a school changes some of them in `BulletinSettings`."""

from __future__ import annotations

#: Longest appreciation of a subject, comment of a project, comment on school life (LSU, formats §3.1).
APPRECIATION_LENGTH = 600
#: The same in version 10.0 of the national format.
LONGEST_APPRECIATION = 1000
#: Longest programme element, and longest synthesis of a council (formats §3.1).
ELEMENT_LENGTH = 300
SYNTHESIS_LENGTH = 1000
#: Longest synthesis of an end-of-cycle report (rule B4).
CYCLE_SYNTHESIS_LENGTH = 1500
#: Appreciations are due so many days before the council (rule B3: three days is usual).
DUE_BEFORE_COUNCIL = 3
