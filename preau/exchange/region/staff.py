"""The adults who work in a school, as the feeds tell them: teachers from the timetable, and everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from preau.exchange.region.drawing import Shares
from preau.exchange.region.households import LEGAL
from preau.exchange.region.names.family import SHARES
from preau.exchange.region.naming import Civil, adult, professional_mail_of, surname
from preau.exchange.region.plan import Kind, SchoolPlan
from preau.exchange.region.pupils import Pupil
from preau.exchange.region.staffing import Teacher
from preau.exchange.region.subjects import DISCIPLINES

_ORIGINS = Shares({**SHARES, "local": 680, "french": 210, "maghreb": 40, "iberia": 40})
_DOMAINS = {"016": "ac-toulouse.example", "011": "ac-montpellier.example", "098": "educagri.example"}
_COLLECTIVITY = "laregion.example"
#: Identifiants STS: numbers, one per teacher of a source.
_FIRST_STS, _STS_PER_SCHOOL = 200_000, 400
#: One teacher out of so many is also the parent of a pupil of the school.
_PARENTS_AMONG_TEACHERS = 16


@dataclass(frozen=True, slots=True)
class Function:
    """What somebody does in a school: `structure$code$label$discipline code$discipline`."""

    school: str
    code: str
    label: str
    discipline_code: str = "-"
    discipline: str = "SANS OBJET"

    def written(self) -> str:
        return f"{self.school}${self.code}${self.label}${self.discipline_code}${self.discipline}"


@dataclass(slots=True)
class Member:
    """Somebody of the staff; keys of schools qualify what is done in each.

    `taught` are (school, class or group, subject code, is a class); `classes` those she is form teacher of.
    """

    key: str
    civil: Civil
    email: str
    attachment: str
    functions: list[Function]
    sts_id: str = ""
    discipline: str = ""
    head_of: str = ""
    taught: list[tuple[str, str, str, bool]] = field(default_factory=list)
    classes: list[tuple[str, str]] = field(default_factory=list)
    mefs: list[tuple[str, str, str]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_teacher(self) -> bool:
        return any(function.code in {"ENS", "DOC"} for function in self.functions)


@dataclass(frozen=True, slots=True)
class _Job:
    """A function, for how many pupils there is one (0: none is added), the least, and the years of birth."""

    code: str
    label: str
    discipline_code: str
    discipline: str
    per: int
    least: int
    years: tuple[int, int] = (1963, 1996)


_JOBS = (
    _Job("DIR", "DIRECTION", "D0010", "DIRECTION CHEF D'ETABLISSEMENT", 0, 1, (1962, 1980)),
    _Job("DIR", "DIRECTION", "D0011", "DIRECTION ADJOINT AU CHEF ETABLISSEMENT", 600, 1, (1964, 1984)),
    _Job("EDU", "EDUCATION", "E0030", "EDUCATION (CE, CPE)", 300, 1, (1966, 1996)),
    _Job("AED", "ASSISTANT D'EDUCATION", "-", "SANS OBJET", 110, 3, (1994, 2005)),
    _Job("DOC", "DOCUMENTATION", "L0080", "DOCUMENTATION", 600, 1),
    _Job("ADF", "PERSONNELS ADMINISTRATIFS", "A0010", "GESTION", 0, 1),
    _Job("ADF", "PERSONNELS ADMINISTRATIFS", "A0020", "SECRETARIAT", 370, 1),
    _Job("MDS", "PERSONNELS MEDICO-SOCIAUX", "S0010", "INFIRMERIE", 0, 1),
    _Job("ORI", "ORIENTATION", "O0040", "ORIENTATION", 900, 0),
    _Job("AES", "ACCOMPAGNANT D'ELEVES EN SITUATION DE HANDICAP", "-", "SANS OBJET", 140, 1, (1966, 2000)),
    _Job("OUV", "PERSONNELS OUVRIERS ET DE SERVICE", "-", "SANS OBJET", 100, 3),
    _Job("LAB", "PERSONNELS DE LABORATOIRE", "-", "SANS OBJET", 550, 0),
)  # fmt: skip


class Recruiter:
    """Makes the staff of one school; `namesakes` counts who has which professional address in each source."""

    def __init__(self, plan: SchoolPlan, rng: Random, namesakes: dict[str, dict[str, int]]) -> None:
        self._plan = plan
        self._rng = rng
        self._namesakes = namesakes.setdefault(plan.source, {})
        self._count = 0

    def teachers(self, teachers: list[Teacher], pupils: list[Pupil]) -> dict[int, Member]:
        """A person for each teacher of the timetable who is of this school; some are parents of its pupils."""
        parents = self._parents(pupils)
        found = {}
        own = [teacher for teacher in teachers if teacher.lent_by is None]
        for n, teacher in enumerate(own):
            is_parent = n % _PARENTS_AMONG_TEACHERS == 3 and not teacher.is_shared
            parent = next(parents, None) if is_parent else None
            found[teacher.number] = self._teacher(teacher, parent)
        return found

    def _teacher(self, teacher: Teacher, parent: tuple[str, Civil] | None) -> Member:
        discipline = DISCIPLINES[teacher.discipline]
        function = Function(self._plan.key, "ENS", "ENSEIGNEMENT", discipline.code, discipline.label)
        member = self._member(function, (1963, 2001), parent)
        member.discipline = teacher.discipline
        # Nobody tells where a replacement teacher is attached (formats §1.3).
        if self._rng.random() < 0.03:
            member.attachment = ""
        return member

    def others(self, pupils: int) -> list[Member]:
        """Direction, vie scolaire, office, health, agents."""
        found = []
        for job in _JOBS:
            if job.code == "LAB" and self._plan.kind is Kind.COLLEGE:
                continue
            for _ in range(max(job.least, round(pupils / job.per) if job.per else 0)):
                function = Function(self._plan.key, job.code, job.label, job.discipline_code, job.discipline)
                found.append(self._member(function, job.years, None))
        found[0].head_of = self._plan.key
        return found

    def _member(self, function: Function, years: tuple[int, int], parent: tuple[str, Civil] | None) -> Member:
        number = self._count
        self._count += 1
        key, civil = parent or (self._plan.staff_key(number), self._civil(function.code, years))
        is_agent = function.code in {"OUV", "LAB"}
        domain = _COLLECTIVITY if is_agent else _DOMAINS[self._plan.source]
        email = professional_mail_of(civil, domain, self._namesakes)
        sts_id = "" if is_agent else str(_FIRST_STS + self._plan.rank * _STS_PER_SCHOOL + number)
        return Member(key, civil, email, self._plan.key, [function], sts_id)

    def _civil(self, code: str, years: tuple[int, int]) -> Civil:
        origin = _ORIGINS.draw(self._rng)
        # Women are most of the staff of schools, fewer among heads and agents.
        sex = "F" if self._rng.random() < (0.5 if code in {"DIR", "OUV"} else 0.63) else "M"
        birth = surname(self._rng, origin)
        usage = surname(self._rng, "local") if sex == "F" and self._rng.random() < 0.45 else birth
        return adult(self._rng, origin, sex, (usage, birth), years)

    def _parents(self, pupils: list[Pupil]) -> Iterator[tuple[str, Civil]]:
        """Legal guardians of pupils of this school, with the key their record has."""
        seen = set()
        for pupil in pupils:
            people = pupil.household
            if pupil.home is not self._plan or people.number in seen or people.number % 5 != 1:
                continue
            seen.add(people.number)
            for rank, guardian in enumerate(people.guardians[:2]):
                if guardian.legal == LEGAL and guardian.address.country == "FRANCE":
                    yield relative_key(self._plan, self._plan, people.number, rank), guardian.civil
                    break


#: Households of a school, then those of its neighbour when these are of another source: five keys each.
_KEYS_PER_HOUSEHOLD, _NEIGHBOURS_FROM = 5, 9_000


def relative_key(plan: SchoolPlan, home: SchoolPlan, household: int, rank: int) -> str:
    """The key, in the source of `plan`, of the adult `rank` of this household of `home`.

    In one source a person has one key, whatever the schools of her children; in another source she has
    another one.
    """
    if home.source == plan.source:
        return home.relative_key(household * _KEYS_PER_HOUSEHOLD + rank)
    return plan.relative_key(_NEIGHBOURS_FROM + household % 180 * _KEYS_PER_HOUSEHOLD + rank)
