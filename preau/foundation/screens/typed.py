"""What was typed in the cells of a page: each is a field whose name says which cell it is, and which version of it
was seen, as in `n-12-34-0`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from preau.kernel.refusals import NotPossible

#: Digits of the largest number a name may hold: more would not fit in a key.
_MOST_DIGITS = 18


def typed_under(request: HttpRequest, prefix: str) -> Iterator[tuple[list[str], str]]:
    """The parts of each name that begins so, without the prefix, and the text of its field, in the order sent."""
    for name, text in request.POST.items():
        if name.startswith(prefix):
            yield name.removeprefix(prefix).split("-"), str(text)


def whole_numbers(parts: Sequence[str], count: int) -> list[int]:
    """These parts, as so many whole numbers. Errors: `NotPossible` when they are anything else: no page of ours
    sends that, unless it is an old one.
    """
    if len(parts) != count or not all(
        one.isascii() and one.isdigit() and len(one) <= _MOST_DIGITS for one in parts
    ):
        raise out_of_date()
    return [int(one) for one in parts]


def out_of_date() -> NotPossible:
    """What a page reads that sends what it never offered."""
    return NotPossible(_("Cette page n’est plus à jour\u202f: rechargez-la."))
