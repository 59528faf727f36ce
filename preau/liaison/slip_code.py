"""The short code of a paper slip: typed at the desk, it opens the answer to copy. Pure."""

from __future__ import annotations

#: Without letters that are read as figures.
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def code_of(of_pupil_id: int) -> str:
    """`1204K`: the number of the line of a pupil, and a letter that catches a wrong figure."""
    return f"{of_pupil_id}{_LETTERS[of_pupil_id % len(_LETTERS)]}"


def read_code(typed: str) -> int | None:
    """The number of a code, as typed: spaces, dashes and small letters are forgiven; None for a wrong one."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    number = code[:-1]
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        return None
    return int(number) if code_of(int(number)) == code else None
