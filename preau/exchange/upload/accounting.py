"""What became of each line that was read: applied, kept as it is, or listed. Nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from preau.exchange.places import Place
from preau.exchange.tabular.records import Anomaly
from preau.exchange.upload.people.plan import Happening, Plan, What
from preau.exchange.upload.people.told import Told
from preau.exchange.upload.reading import Read

Line = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Account:
    """`read` = `applied` + `kept` + `listed`. A line of which a part only is odd is applied, and listed too."""

    read: int
    applied: int
    kept: int
    listed: int

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        return self.read, self.applied, self.kept, self.listed

    @property
    def is_whole(self) -> bool:
        """False when a line was read of which nothing is told."""
        return self.read == self.applied + self.kept + self.listed


def account_of_people(read: Read, plan: Plan) -> Account:
    """By line of a table, or by entry of SIECLE."""
    lines = set(_lines_read(read))
    applied = {(one.file, one.line) for one in plan.happenings if one.what is not What.UNCHANGED}
    listed = set(_places([*plan.aside, *_left_out(plan.anomalies), *_not_taken(read.told)])) - applied
    compared = {(one.file, one.line) for one in plan.happenings} | {(one.file, one.line) for one in plan.kept}
    kept = compared - applied - listed
    return Account(len(lines), len(lines & applied), len(lines & kept), len(lines & listed))


def kept_lines(plan: Plan) -> Iterator[Place]:
    """Those of which nothing else is told, in their order."""
    told = {(one.file, one.line) for one in plan.happenings} | set(_places(plan.aside))
    yield from sorted(
        (one for one in plan.kept if (one.file, one.line) not in told), key=lambda one: (one.file, one.line)
    )


def account_of_lessons(happenings: Iterable[Happening], aside: tuple[Anomaly, ...], read: int) -> Account:
    """By lesson of a timetable."""
    whats = [one.what for one in happenings]
    applied = sum(what in {What.LESSON, What.LESSON_CHANGED} for what in whats)
    return Account(read, applied, whats.count(What.UNCHANGED), len(aside))


def _lines_read(read: Read) -> Iterator[Line]:
    told = read.told
    yield from _places(_left_out(told.anomalies))
    if read.table is not None:
        yield from ((read.table.name, row.line) for row in read.table.rows)
        return
    places = [one.place for one in told.pupils]
    places += [one.place for one in told.not_taken]
    places += [one.place for one in told.guardians]
    places += [one.place for one in told.ties]
    yield from ((place.file, place.line) for place in places)


def _left_out(anomalies: Iterable[Anomaly]) -> list[Anomaly]:
    return [one for one in anomalies if one.is_left_out]


def _not_taken(told: Told) -> list[Anomaly]:
    return [Anomaly(one.place, one.reason) for one in told.not_taken]


def _places(anomalies: Iterable[Anomaly]) -> Iterator[Line]:
    return ((one.place.file, one.place.line) for one in anomalies)
