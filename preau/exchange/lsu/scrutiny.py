"""How every check speaks: one sentence a finding, begun by whom it is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from preau.exchange.lsu.findings import About, Finding, Gravity, Mender
from preau.exchange.lsu.limits import LARGEST_COUNT, LONGEST_NUMBER, Limit, limits_of
from preau.exchange.lsu.versions import Feature, Version
from preau.kernel.words import number

THIN = "\u202f"
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]*", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_SHOWN = 60


def quoted(text: str) -> str:
    """« text », short enough for a sentence."""
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f"«{THIN}{shown}{THIN}»"


def is_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text))


def is_number(text: str) -> bool:
    """A positive integer as SIECLE and STS write theirs."""
    return bool(_NUMBER.fullmatch(text)) and len(text) <= LONGEST_NUMBER


def is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))


@dataclass(slots=True)
class Scrutiny:
    """The findings of one file against one version."""

    version: Version
    findings: list[Finding] = field(default_factory=list)
    limits: dict[str, Limit] = field(init=False)

    def __post_init__(self) -> None:
        self.limits = limits_of(self.version)

    def has(self, feature: Feature) -> bool:
        return self.version.has(feature)

    def tell(
        self, about: About, name: str, what: str, mender: Mender, gravity: Gravity = Gravity.BLOCKING
    ) -> None:
        sentence = f"{about.words}{THIN}: {what}."
        self.findings.append(Finding(gravity, mender, about, name, sentence))

    def text(self, about: About, name: str, value: str, *, is_required: bool = False) -> None:
        """A text that is missing, only blanks, or too long."""
        limit = self.limits[name]
        if not value:
            if is_required:
                self.tell(about, name, f"il manque {limit.words}", limit.mender)
        elif not value.strip():
            self.tell(about, name, f"{limit.words} ne contient que des espaces", limit.mender)
        elif len(value) > limit.longest:
            what = (
                f"{limit.words} fait {number(len(value))} caractères, {number(limit.longest)} au plus "
                f"sont acceptés{THIN}: à raccourcir"
            )
            self.tell(about, name, what, limit.mender)

    def code(
        self, about: About, name: str, value: object, allowed: Collection[object], words: str, mender: Mender
    ) -> None:
        """A code of a closed list; `words` is what it is the code of, with its article."""
        if value not in allowed:
            what = f"{words} {quoted(str(value))} n’existe pas dans la version {self.version.name} du format"
            self.tell(about, name, what if value not in {"", None} else f"il manque {words}", mender)

    def reference(
        self, about: About, name: str, key: str, known: Collection[str], words: str, mender: Mender
    ) -> None:
        """A key that no record of the right kind bears."""
        if not key:
            self.tell(about, name, f"il manque {words}", mender)
        elif key not in known:
            self.tell(about, name, f"{words} {quoted(key)} n’est pas dans le fichier", mender)

    def count(self, about: About, name: str, value: int | None, words: str, *, is_required: bool = True) -> None:
        """A number of half-days, hours or late arrivals."""
        if value is None:
            if is_required:
                self.tell(about, name, f"il manque {words}", Mender.VIE_SCOLAIRE)
        elif not 0 <= value <= LARGEST_COUNT:
            what = f"{words} ({number(value)}) doit aller de 0 à {LARGEST_COUNT}"
            self.tell(about, name, what, Mender.VIE_SCOLAIRE)

    def once(self, about: About, name: str, values: Iterable[str], words: str, mender: Mender) -> None:
        """Values that must be there once; `words` is « la matière », « le parcours »…"""
        seen: set[str] = set()
        told: set[str] = set()
        for value in values:
            if value in seen and value not in told:
                told.add(value)
                self.tell(about, name, f"{words} {quoted(value)} est là plusieurs fois", mender)
            seen.add(value)
