"""What each class studies each week: its lessons, its half-groups, its bars (groups of several classes at once).

Sessions are written one letter each: `1` an hour every week, `2` two hours in a row, `a` and `b` an hour in
weeks A or B only. So `1111a` is four hours and a half. An hour is one lesson of 55 minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from preau.exchange.region import programmes_written


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of the week: so many lessons in a row, in the weeks of an alternation (`H`, `Q1`, `Q2`)."""

    length: int
    alternation: str

    @property
    def hours(self) -> float:
        return self.length if self.alternation == "H" else self.length / 2


_SESSIONS = {"1": Session(1, "H"), "2": Session(2, "H"), "a": Session(1, "Q1"), "b": Session(1, "Q2")}


def sessions(text: str) -> tuple[Session, ...]:
    """`2a` → two hours in a row, and one hour in weeks A."""
    return tuple(_SESSIONS[letter] for letter in text)


@dataclass(frozen=True, slots=True)
class Whole:
    """A subject that a whole class has; with `also`, its teacher gives it together with that subject's."""

    subject: str
    sessions: tuple[Session, ...]
    also: str = ""


@dataclass(frozen=True, slots=True)
class Halves:
    """Two subjects in half-groups that swap: in weeks A one half has the first, in weeks B the second."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Groups aligned at the same hours over `span` classes: each pupil goes to one of them.

    `offers` maps a subject to how often it is chosen; `takers` is how many pupils of a thousand take part.
    """

    name: str
    offers: tuple[tuple[str, int], ...]
    sessions: tuple[Session, ...]
    span: int
    takers: int = 1000


@dataclass(frozen=True, slots=True)
class Level:
    """The programme of a class: `stem` starts its code (`6`, `2GT`), `age` is that of most pupils this year."""

    stem: str
    label: str
    mef: str
    age: int
    whole: tuple[Whole, ...]
    halves: tuple[Halves, ...]
    bars: tuple[Bar, ...]


def _bar(line: str) -> tuple[str, Bar]:
    name, span, takers, times, offers = line.split("|")
    words = offers.split()
    chosen = tuple((words[n], int(words[n + 1])) for n in range(0, len(words), 2))
    return name, Bar(name, chosen, sessions(times), int(span), int(takers))


BARS = MappingProxyType(dict(map(_bar, programmes_written.BARS.strip().splitlines())))


def _level(block: str) -> tuple[str, Level]:
    heading, *lines = block.splitlines()
    stem, label, mef, age = heading.split("|")
    whole, halves, bars, together = [*(line.split() for line in lines), [], []][:4]
    pairs = [(whole[n], whole[n + 1]) for n in range(0, len(whole), 2)]
    shared = [(together[n].split("+"), together[n + 1]) for n in range(0, len(together), 2)]
    return stem, Level(
        stem,
        label,
        mef,
        int(age),
        (
            *(Whole(subject, sessions(times)) for subject, times in pairs),
            *(Whole(first, sessions(times), also=second) for (first, second), times in shared),
        ),
        tuple(Halves(*pair.split("/")) for pair in halves),
        tuple(BARS[name] for name in bars if name != "-"),
    )


LEVELS = MappingProxyType(dict(map(_level, programmes_written.LEVELS.strip().split("\n\n"))))

#: The levels of each kind of school; in a vocational school, one line is a training of three years.
COLLEGE = ("6", "5", "4", "3")
GENERAL = ("2GT", "1G", "TG")
STMG = ("1STMG", "TSTMG")
TRAININGS = (
    ("2TNE", "1MELEC", "TMELEC"),
    ("2ASSP", "1ASSP", "TASSP"),
    ("2MRC", "1MCV", "TMCV"),
    ("2MPM", "1MSPC", "TMSPC"),
)
AGRICOLE = ("2GTA", "1STAV", "TSTAV")
AGRICOLE_TRAININGS = (("2PROD", "1CGEA", "TCGEA"), ("2SAPAT", "1SAPAT", "TSAPAT"))
