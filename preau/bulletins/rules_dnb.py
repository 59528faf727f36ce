"""What the end-of-cycle report is worth at the diplôme national du brevet, session by session (capability C90).

Until session 2025 the levels of the eight domains gave points (note de service 2017-172 of 22 December 2017; row
B4 of the rules). From session 2026 on the year's averages count instead (arrêté of 10 April 2025, note de service
of 2 September 2025): the levels give none. A new rule is one more line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DnbScale:
    """Sessions from `since` on, until the next scale. `points`: of levels 1 to 4, none when levels give no point;
    `complement`: of the aims reached, then exceeded. `source` is the text that says so.
    """

    since: int
    points: tuple[int, ...]
    complement: tuple[int, ...]
    source: str


SCALES = (
    DnbScale(2018, (10, 25, 40, 50), (10, 20), "note de service 2017-172 du 22 décembre 2017"),
    DnbScale(2026, (), (), "arrêté du 10 avril 2025, note de service du 2 septembre 2025"),
)


@dataclass(frozen=True, slots=True)
class DnbPoints:
    """What a report gives in a session. `lines` are (domain, level, points); `total` None: a level is missing, or
    a domain is exempt, or levels give no point in that session (`scale.points` is then empty).
    """

    session: int
    scale: DnbScale
    lines: tuple[tuple[str, int, int], ...]
    complement: int
    total: int | None
    most: int


def scale_of(session: int) -> DnbScale | None:
    """The scale of a session; None before the first one known here."""
    known = [scale for scale in SCALES if scale.since <= session]
    return known[-1] if known else None


def session_of(year_label: str) -> int:
    """`2026-2027` is the year of session 2027."""
    return int(year_label.rpartition("-")[2])


def points_of(
    levels: Mapping[str, int], complement_level: int | None, session: int, most: int
) -> DnbPoints | None:
    """The points of these levels (1 to 4) among `most` domains; None for a session that is not known."""
    scale = scale_of(session)
    if scale is None:
        return None
    if not scale.points:
        return DnbPoints(session, scale, (), 0, None, 0)
    lines = tuple((domain, level, scale.points[level - 1]) for domain, level in levels.items() if level)
    extra = scale.complement[complement_level - 1] if complement_level else 0
    total = sum(points for _domain, _level, points in lines) + extra if len(lines) == most else None
    return DnbPoints(session, scale, lines, extra, total, most * scale.points[-1])
