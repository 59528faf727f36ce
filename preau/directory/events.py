"""Facts of the directory: what a school decides of its year and says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ClosureAdded(Event):
    """The school will have no class, from one day to another (`half`: one half of one day)."""

    school_id: int
    closure_id: int
    starts_on: date
    ends_on: date
    half: str


@dataclass(frozen=True)
class ClosureRemoved(Event):
    """The school has class on those days after all."""

    school_id: int
    closure_id: int
    starts_on: date
    ends_on: date
    half: str


@dataclass(frozen=True)
class SchoolSettingsChanged(Event):
    """The school chose its midday, its zone, its Saturdays."""

    school_id: int


@dataclass(frozen=True)
class TermsSet(Event):
    """Some classes have their year cut in `kind` (trimesters or semesters), at new dates."""

    school_id: int
    year_id: int
    kind: str
    group_ids: tuple[int, ...]


@dataclass(frozen=True)
class CouncilsSet(Event):
    """The class councils of these terms have another date, or none any more."""

    school_id: int
    term_ids: tuple[int, ...]


@dataclass(frozen=True)
class OppositionAsked(Event):
    """A pupil of age asked that her parents be informed no more."""

    school_id: int
    opposition_id: int
    pupil_id: int


@dataclass(frozen=True)
class OppositionRecorded(Event):
    """From now on the parents of this pupil are told of a serious disturbance, and of nothing else."""

    school_id: int
    opposition_id: int
    pupil_id: int


@dataclass(frozen=True)
class OppositionEnded(Event):
    """Her parents are informed again; `was_in_force` false: what was asked was never recorded."""

    school_id: int
    opposition_id: int
    pupil_id: int
    was_in_force: bool


@dataclass(frozen=True)
class BroadcastListWritten(Event):
    """A list has this rule and these people."""

    school_id: int
    list_id: int


@dataclass(frozen=True)
class BroadcastListArchived(Event):
    """A list is no longer written to."""

    school_id: int
    list_id: int


@dataclass(frozen=True)
class SchoolLogoSet(Event):
    """The school has a new logo; `digest` empty: none any more."""

    school_id: int
    digest: str


@dataclass(frozen=True)
class CollectivityLogoSet(Event):
    """A département or the Region has a new logo; `digest` empty: none any more."""

    collectivity: str
    digest: str


@dataclass(frozen=True)
class ProjectWritten(Event):
    """A project has this name, and these schools joined and left it."""

    project_id: int
    joined: tuple[int, ...]
    left: tuple[int, ...]


@dataclass(frozen=True)
class SchoolDescribed(Event):
    """The school wrote these fields of its description: they are its own from now on."""

    school_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class SchoolGivenBack(Event):
    """The school leaves its description to the feeds again."""

    school_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class PersonsMerged(Event):
    """Two records were one person: all that `gone_id` had is now of `kept_id`."""

    school_id: int
    merge_id: int
    kept_id: int
    gone_id: int


@dataclass(frozen=True)
class PersonsParted(Event):
    """They were two persons after all: each has her own again."""

    school_id: int
    merge_id: int
    kept_id: int
    gone_id: int


@dataclass(frozen=True)
class MergesSettled(Event):
    """These merges can be parted no more: what would have parted them is erased."""

    school_id: int
    merge_ids: tuple[int, ...]


@dataclass(frozen=True)
class GroupCreated(Event):
    """The school made a group of its own."""

    school_id: int
    group_id: int


@dataclass(frozen=True)
class GroupChanged(Event):
    """A group of the school has another name, or is kept next year, or no longer."""

    school_id: int
    group_id: int
    is_locked: bool


@dataclass(frozen=True)
class DelegatesChosen(Event):
    """Who speaks for a class changed, or was said again."""

    school_id: int
    group_id: int


@dataclass(frozen=True)
class GroupArchived(Event):
    """A group of the school has no member any more from that day on; its past remains."""

    school_id: int
    group_id: int
    closed_on: date


@dataclass(frozen=True)
class MembersAdded(Event):
    """These pupils are in the group from one day to the eve of another (None: until further notice)."""

    school_id: int
    group_id: int
    pupil_ids: tuple[int, ...]
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True)
class MembershipEnded(Event):
    """The pupil is out of the group from that day on; with the day she came in, she never was there."""

    school_id: int
    group_id: int
    pupil_id: int
    ends_on: date


@dataclass(frozen=True)
class PortraitsImported(Event):
    """Photos came in an archive: so many found their pupil, so many wait for somebody to say whose they are."""

    school_id: int
    paired: int
    unpaired: int
    rejected: int


@dataclass(frozen=True)
class PortraitPaired(Event):
    """Somebody said whose photo it is."""

    school_id: int
    pupil_id: int


@dataclass(frozen=True)
class PortraitDiscarded(Event):
    """A photo that was nobody's is thrown away."""

    school_id: int
    portrait_id: int


@dataclass(frozen=True)
class ImageRightsSet(Event):
    """Families answered, or took back their answer, about the image of these pupils."""

    school_id: int
    granted: tuple[int, ...]
    refused: tuple[int, ...]
    unanswered: tuple[int, ...]


@dataclass(frozen=True)
class YearPrepared(Event):
    """The coming year of a school was prepared: these groups end on its eve, so many classes were given terms."""

    school_id: int
    year_id: int
    groups_ended: tuple[int, ...]
    classes_cut: int


@dataclass(frozen=True)
class YearOpeningsSet(Event):
    """The school chose from when each profile sees the coming year."""

    school_id: int
    year_id: int


@dataclass(frozen=True)
class GroupsEnded(Event):
    """Groups made by hand ended with the year of the school."""

    school_id: int
    group_ids: tuple[int, ...]
