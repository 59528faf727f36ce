"""Averages as the LSU writes them: a text on any scale until 7.0, a number on 20 with two decimals in 10.0."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_WRITTEN = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)(?:/(\d{1,3}))?", re.ASCII)
_ON_TWENTY = re.compile(r"(?:1?\d\.\d\d|20\.00)", re.ASCII)
_HUNDREDTH = Decimal("0.01")
TWENTY = 20


def average_text(value: Decimal, scale: int = TWENTY) -> str:
    """`12.5` for a value on 20, `18.25/30` on 30; two decimals at most, so that eight signs are enough."""
    rounded = value.quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    written = f"{rounded:f}"
    return written if scale == TWENTY else f"{written}/{scale}"


def on_twenty(text: str) -> str:
    """`12.5`, `12,5` or `18.75/30` as `12.50`; '' when it is no number between 0 and its scale."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return ""
    value, scale = Decimal(found[1].replace(",", ".")), int(found[2] or TWENTY)
    if not scale or value > scale:
        return ""
    return f"{(value * TWENTY / scale).quantize(_HUNDREDTH, ROUND_HALF_UP):f}"


def is_on_twenty(text: str) -> bool:
    """True for what `on_twenty` writes."""
    return bool(_ON_TWENTY.fullmatch(text))
