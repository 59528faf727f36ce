"""The level of a pupil in a skill, and in a domain: the one place that says how it comes (rule B2.10). Pure.

Rule B2.10 says what levels are, not how several make one. Ours, in this order:

1. What a teacher decided for the span that is looked at (a term, or the cycle) wins. Deciding « not evaluated »
   (0) wins too: the skill has no level then.
2. Otherwise the level is computed: the mean of the last three evaluations that say something, to the nearest
   level; half way, towards the last one. What a pupil can do is what she does now: an old failure is forgotten.
   « Not evaluated » (0) and emptied cells say nothing. Evaluations follow each other by their day.
3. Over a cycle, a level decided for a term stands for everything evaluated until the end of that term: it is the
   first of what is counted, and later evaluations go on from it.
4. A domain has the mean of the levels of its skills, to the nearest; half way, the higher one.

A term counts the evaluations that count in it (`counts_on`); formative ones count like others: a skill is
acquired, however it was seen. Families are shown the same computation, on what they may see.
"""

from __future__ import annotations

from collections.abc import Sequence

from preau.grading.rules import LAST_EVALUATIONS

NOT_EVALUATED = 0
LEVELS = (1, 2, 3, 4)
#: From this level on, a skill is mastered (code de l’éducation, D122-3: « maîtrise satisfaisante »).
MASTERED = 3


def computed_level(levels: Sequence[int]) -> int | None:
    """The mean of the last evaluations, to the nearest level; half way, towards the last one.

    `levels`: from the oldest to the newest, 0 to 4; those not evaluated (0) say nothing. None: none was evaluated.
    """
    said = [level for level in levels if level != NOT_EVALUATED][-LAST_EVALUATIONS:]
    if not said:
        return None
    below, rest = divmod(sum(said), len(said))
    if 2 * rest == len(said):
        return below + 1 if said[-1] > below else below
    return below + 1 if 2 * rest > len(said) else below


def domain_level(levels: Sequence[int]) -> int | None:
    """The mean of the levels of its skills, to the nearest; half way, the higher one. None: none has a level."""
    said = [level for level in levels if level != NOT_EVALUATED]
    if not said:
        return None
    return (2 * sum(said) + len(said)) // (2 * len(said))
