"""Write the imaginary region: AAF deliveries and STS pairs, school after school, in bounded memory.

The same seed and number of schools always write the same bytes. School `k` depends on lower schools only; what a
larger region changes in it is told in `README.md`.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from preau.exchange.region.aaf_file import Delivery
from preau.exchange.region.aaf_people import pupil_attributes, relative_attributes, staff_attributes
from preau.exchange.region.aaf_school import mef_attributes, structure_attributes, subject_attributes
from preau.exchange.region.calendar_file import write_calendar
from preau.exchange.region.households import Household, household
from preau.exchange.region.plan import MOST_SCHOOLS, SchoolPlan, plans
from preau.exchange.region.pupils import lent_to
from preau.exchange.region.school import School, Shared, school_of
from preau.exchange.region.staff import relative_key
from preau.exchange.region.sts_file import write_pair
from preau.exchange.region.subjects import MEFS, SUBJECTS
from preau.kernel.refusals import NotPossible

#: Source of a delivery → its folder.
FOLDERS = {"016": "016-TOULOUSE", "011": "011-MONTPELLIER", "098": "098-AGRICOLE"}
STS_FOLDER = "sts"
OPEN_DATA_FOLDER = "ouvertes"
CALENDAR_FILE = "calendrier-scolaire.csv"
_MARK = "region-imaginaire.txt"
#: Pupils of one file: ten thousand in real deliveries, fewer in a small region so that files are cut there too.
_MOST_PUPILS, _MOST_PUPILS_OF_SMALL, _SMALL = 10_000, 500, 10


#: Households by number, each with the keys of its children in one source.
_Families = dict[int, tuple[Household, list[str]]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in numbers; `dropped` counts the sessions that found no hour in the week."""

    schools: int
    pupils: int
    relatives: int
    staff: int
    dropped: int


def generate(folder: Path, *, schools: int, seed: int) -> Written:
    """Write the region in `folder`: new, empty, or left by a former generation, which is replaced.

    Errors: `NotPossible` for a number of schools out of bounds, a folder that holds anything else, or one where
    nothing can be written.
    """
    if not 1 <= schools <= MOST_SCHOOLS:
        raise NotPossible(
            f"Une région imaginaire compte entre 1 et {MOST_SCHOOLS} établissements : changez le nombre demandé."
        )
    try:
        _make_room(folder)
    except OSError as error:
        raise NotPossible(
            f"Rien ne peut être écrit dans « {folder} » ({error.strerror}) : donnez un autre dossier avec --out."
        ) from error
    region = plans(schools, seed)
    with ExitStack() as stack:
        deliveries = {
            source: stack.enter_context(
                Delivery(
                    folder / FOLDERS[source],
                    source,
                    most_pupils=_MOST_PUPILS if schools > _SMALL else _MOST_PUPILS_OF_SMALL,
                )
            )
            for source in sorted({plan.source for plan in region})
        }
        written = _Writer(folder, region, seed, deliveries).write()
    (folder / OPEN_DATA_FOLDER).mkdir()
    write_calendar(folder / OPEN_DATA_FOLDER / CALENDAR_FILE)
    (folder / _MARK).write_text(_told(schools, seed), encoding="utf-8")
    return written


def _make_room(folder: Path) -> None:
    mark = folder / _MARK
    if folder.is_dir() and any(folder.iterdir()):
        if not mark.is_file():
            raise NotPossible(
                f"Le dossier « {folder} » contient déjà autre chose : donnez un dossier nouveau ou vide."
            )
        for name in (*FOLDERS.values(), STS_FOLDER, OPEN_DATA_FOLDER):
            shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    # The mark comes first: a generation cut short may be replaced too.
    mark.write_text("", encoding="utf-8")


def _told(schools: int, seed: int) -> str:
    return (
        f"Région imaginaire écrite par « preau region generate --schools {schools} --seed {seed} ».\n"
        "Personne ici n’existe. Une nouvelle génération dans ce dossier remplace celle-ci.\n"
    )


class _Writer:
    """Writes school after school; keeps only the teachers that two schools share."""

    def __init__(
        self, folder: Path, region: tuple[SchoolPlan, ...], seed: int, deliveries: dict[str, Delivery]
    ) -> None:
        self._sts = folder / STS_FOLDER
        self._region = region
        self._seed = seed
        self._deliveries = deliveries
        self._guests: dict[int, list[SchoolPlan]] = {}
        for plan in region:
            if plan.neighbour is not None:
                self._guests.setdefault(plan.neighbour, []).append(plan)
        self._awaited = {plan.colleague for plan in region if plan.colleague is not None}
        self._shared: dict[int, Shared] = {}
        self._namesakes: dict[str, dict[str, int]] = {}
        self._counts = dict.fromkeys(("pupils", "relatives", "staff", "dropped"), 0)

    def write(self) -> Written:
        """Everything; returns the counts."""
        for delivery in self._deliveries.values():
            for subject in SUBJECTS.values():
                delivery.write("MatiereEducNat", subject.code, subject_attributes(subject))
            for mef in MEFS.values():
                delivery.write("MefEducNat", mef.code, mef_attributes(mef))
        for plan in self._region:
            self._school(plan)
        return Written(len(self._region), **self._counts)

    def _school(self, plan: SchoolPlan) -> None:
        lent = self._shared.pop(plan.colleague, []) if plan.colleague is not None else []
        school = school_of(plan, self._plan(plan.neighbour), lent, self._seed, self._namesakes)
        delivery = self._deliveries[plan.source]
        delivery.write(
            "EtabEducNat",
            plan.key,
            structure_attributes(plan, self._plan(plan.seat), school.week.divisions, school.week.groups),
        )
        for pupil in school.pupils:
            delivery.write("Eleve", plan.pupil_key(pupil.number), pupil_attributes(plan, pupil))
        self._relatives(school)
        members = [*school.members, *lent]
        if plan.index in self._awaited:
            self._shared[plan.index] = school.shared
        else:
            members += school.shared
        for member in members:
            delivery.write("PersEducNat", member.key, staff_attributes(member))
        self._counts["pupils"] += len(school.pupils)
        self._counts["staff"] += len(members)
        self._counts["dropped"] += school.dropped
        write_pair(self._sts, school.week)

    def _relatives(self, school: School) -> None:
        """The adults of our households, each once, and those of the neighbour's when it is of another source."""
        plan, neighbour = school.plan, self._plan(school.plan.neighbour)
        ours: _Families = {}
        guests: _Families = {}
        for pupil in school.pupils:
            families = ours if pupil.home is plan else guests
            _people, children = families.setdefault(pupil.household.number, (pupil.household, []))
            children.append(plan.pupil_key(pupil.number))
        for other in self._guests.get(plan.index, ()):
            if other.source == plan.source:
                for number, called in enumerate(lent_to(other, plan)):
                    if called not in ours:
                        ours[called] = household(self._seed, plan, called), []
                    ours[called][1].append(other.pupil_key(number))
        self._write_families(plan, plan, ours)
        if neighbour is not None and neighbour.source != plan.source:
            self._write_families(plan, neighbour, guests)

    def _write_families(self, plan: SchoolPlan, home: SchoolPlan, families: _Families) -> None:
        for number, (people, children) in sorted(families.items(), key=itemgetter(0)):
            for rank, guardian in enumerate(people.guardians):
                key = relative_key(plan, home, number, rank)
                self._deliveries[plan.source].write(
                    "PersRelEleve", key, relative_attributes(key, guardian, children)
                )
                self._counts["relatives"] += 1

    def _plan(self, index: int | None) -> SchoolPlan | None:
        return None if index is None else self._region[index]
