"""What an import of people may not do by itself, whoever brings it: one home for the académie's and the school's.

Too many people never leave without a human's word (capability C16), and the directory of the académie and the
file of a school never come in at the same time.
"""

from __future__ import annotations

#: More than 5 % is too much; fewer than five people never are: in a small school one family who moves is already
#: more than 5 %.
MOST_PERCENT, FEWEST = 5, 5
#: The advisory lock of who is in a school: held alone by a delivery of the académie, shared by those of schools.
DIRECTORY_LOCK = 0x5072_6561_7501


def is_too_much(leaving: int, of: int) -> bool:
    """True when so many people may not leave without a human's word."""
    return leaving >= FEWEST and leaving * 100 > of * MOST_PERCENT
