"""Facts of the console."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class AnomalyKept(Event):
    """An anomaly of this school stays as it is, for a reason."""

    school_id: int
    kept_id: int
    code: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class AnomalyShownAgain(Event):
    """It is to be mended after all."""

    school_id: int
    kept_id: int
    code: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class AnomaliesCounted(Event):
    """The anomalies of these schools were counted: `anomalies` in all."""

    schools: int
    anomalies: int


@dataclass(frozen=True)
class SettingsCopied(Event):
    """An administrator gave this school the settings of another: the groups that changed, by their names."""

    school_id: int
    source_id: int
    copy_id: int
    groups: tuple[str, ...]


@dataclass(frozen=True)
class MergeAsked(Event):
    """A school asks that two records, one of which another school knows too, become one."""

    school_id: int
    request_id: int
    first_id: int
    second_id: int


@dataclass(frozen=True)
class MergeRefused(Event):
    """They stay two, says who administers both schools."""

    school_id: int
    request_id: int


@dataclass(frozen=True)
class MergedAcross(Event):
    """They are one, in all these schools."""

    school_id: int
    request_id: int
    merge_id: int
    kept_id: int
    gone_id: int


@dataclass(frozen=True)
class PartedAcross(Event):
    """They are two again."""

    school_id: int
    merge_id: int
    kept_id: int
    gone_id: int
