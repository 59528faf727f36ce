"""Cells of the public directory made whole again: a spreadsheet drops leading zeros and rounds long numbers."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\D")
_TOWN_LINE = re.compile(r"\d{5} ")
_CORSICA = re.compile(r"0?(2[AB])")


def phone(text: str) -> str:
    """`561234567`, `+33561234567`, `05.61.23.45.67` → `05 61 23 45 67`; empty for what is no French number."""
    digits = _DIGITS.sub("", _whole(text))
    if len(digits) == 11 and digits.startswith("33"):
        digits = digits[2:]
    if len(digits) == 9 and not digits.startswith("0"):
        digits = f"0{digits}"
    if len(digits) != 10 or not digits.startswith("0") or digits.startswith("00"):
        return ""
    return " ".join(digits[n : n + 2] for n in range(0, 10, 2))


def postal_code(text: str) -> str:
    """`9000` → `09000`."""
    code = _whole(text).zfill(5)
    return code if re.fullmatch(r"\d{5}", code) and code != "00000" else ""


def departement(text: str) -> str:
    """`031`, `31` → `31`; `9` → `09`; `02A` → `2A`; `974` stays."""
    code = _whole(text).upper()
    corsica = _CORSICA.fullmatch(code)
    if corsica:
        return corsica[1]
    if not re.fullmatch(r"\d{1,3}", code):
        return ""
    return code[1:] if len(code) == 3 and code.startswith("0") else code.zfill(2)


def academie_code(text: str) -> str:
    """`3` → `03`."""
    code = _whole(text)
    return code.zfill(2) if re.fullmatch(r"\d{1,2}", code) else ""


def siret(text: str) -> str:
    """Fourteen digits whose key is right; empty for `2,17E+13`, whose digits are lost."""
    digits = _whole(text.replace(" ", ""))
    if not re.fullmatch(r"\d{13,14}", digits):
        return ""
    number = digits.zfill(14)
    doubled = (int(digit) * (2 if rank % 2 == 0 else 1) for rank, digit in enumerate(number))
    return number if sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0 else ""


def street(*lines: str) -> str:
    """The lines of an address without the one that repeats the postal code and the town."""
    kept = (" ".join(line.split()) for line in lines)
    return ", ".join(dict.fromkeys(line for line in kept if line and not _TOWN_LINE.match(f"{line} ")))


def web(text: str) -> str:
    """An address that starts with its scheme, empty for what is none."""
    address = text.strip()
    if address.lower().startswith(("http://", "https://")):
        return address
    return f"https://{address}" if re.fullmatch(r"(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?", address) else ""


def email(text: str) -> str:
    """An address with its sign, empty for what is none."""
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) else ""


def degrees(text: str, most: float) -> float | None:
    """`43.6`, or `43,6` of a French spreadsheet; None out of ±`most`."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) <= most else None


def position(row_position: str) -> tuple[float | None, float | None]:
    """(latitude, longitude) of `43.60, 1.44`."""
    parts = row_position.split(", ")
    if len(parts) != 2:
        return None, None
    return degrees(parts[0], 90), degrees(parts[1], 180)


def _whole(text: str) -> str:
    """A whole number that a spreadsheet took for a decimal one: `31000.0` → `31000`."""
    return re.sub(r"[.,]0+$", "", text.strip())
