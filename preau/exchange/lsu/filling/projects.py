"""EPI, personalised support and pathways of a class for a term, as a file declares them and reports name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.models import TeachingProject
from preau.bulletins.queries.projects import ProjectLine, ProjectPart, projects_of
from preau.exchange.lsu import vocabulary
from preau.exchange.lsu.filling.declared import Declared
from preau.exchange.lsu.filling.plain import plain
from preau.exchange.lsu.limits import LIMITS
from preau.exchange.lsu.records import Epi, EpiTheme, ProjectGroup, SharedPathways, Support, Teaching
from preau.exchange.lsu.reports import GroupComment, Pathway, SubjectReport

_TITLE_LENGTH = next(limit.longest for limit in LIMITS if limit.field == "epi-groupe/intitule")
_PATHWAY = "PAR_"


@dataclass(slots=True)
class Projects:
    """What is declared so far, by project or by group of a project in a period."""

    epis: dict[int, Epi] = field(default_factory=dict)
    epi_themes: dict[str, EpiTheme] = field(default_factory=dict)
    epi_groups: dict[str, ProjectGroup] = field(default_factory=dict)
    supports: dict[int, Support] = field(default_factory=dict)
    support_groups: dict[str, ProjectGroup] = field(default_factory=dict)
    shared_pathways: list[SharedPathways] = field(default_factory=list)


@dataclass(slots=True)
class OfPupil:
    """What the report of a pupil says of projects; the texts of a pathway by its code."""

    epis: list[GroupComment] = field(default_factory=list)
    supports: list[GroupComment] = field(default_factory=list)
    pathways: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def said(self) -> tuple[Pathway, ...]:
        """Its pathways: several projects of one pathway are one text."""
        return tuple(Pathway(code, "\n".join(texts)) for code, texts in self.pathways.items())


def projects_by_pupil(
    term: ClassTerm,
    division: str,
    subjects: Mapping[int, tuple[SubjectReport, ...]],
    declared: Declared,
    projects: Projects,
) -> Mapping[int, OfPupil]:
    """Declare those of which something is said in this term; by pupil of `subjects`, in one statement."""
    found: dict[int, OfPupil] = {pupil_id: OfPupil() for pupil_id in subjects}
    period = f"{term.kind}-{term.number}"
    shared: dict[str, list[str]] = defaultdict(list)
    for line in projects_of(term):
        if not line.comment and not line.comments:
            continue
        if line.kind == TeachingProject.Kind.PATHWAY:
            _pathway(line, term, shared, found)
        else:
            group = _declare(line, period, _taught(line.parts, subjects.values()), declared, projects)
            for pupil_id in line.pupil_ids & found.keys():
                of = found[pupil_id]
                several = of.epis if line.kind == TeachingProject.Kind.EPI else of.supports
                several.append(GroupComment(group, plain(line.comments.get(pupil_id, ""))))
    if shared:
        pathways = tuple(Pathway(code, "\n".join(texts)) for code, texts in shared.items())
        projects.shared_pathways.append(SharedPathways(period, division, pathways))
    return found


def _pathway(
    line: ProjectLine, term: ClassTerm, shared: dict[str, list[str]], found: Mapping[int, OfPupil]
) -> None:
    """What is said of a whole class is said once; of a group, to each of its pupils."""
    code = f"{_PATHWAY}{line.code}"
    is_of_class = line.group_id == term.group_id
    if is_of_class and line.comment:
        shared[code].append(plain(line.comment))
    for pupil_id in line.pupil_ids & found.keys():
        texts = [plain(text) for text in ("" if is_of_class else line.comment, line.comments.get(pupil_id, ""))]
        if any(texts):
            found[pupil_id].pathways[code] += filter(None, texts)


def _declare(
    line: ProjectLine, period: str, taught: Mapping[int, str], declared: Declared, projects: Projects
) -> str:
    """The key of its group in this period."""
    teachings = []
    for part in line.parts:
        discipline = declared.discipline(part.subject_id) if part.subject_id else taught.get(part.teacher_id)
        if discipline is not None:
            (teacher,) = declared.teachers([part.teacher_id])
            teachings.append(Teaching(teacher, discipline))
    disciplines = tuple(dict.fromkeys(one.discipline for one in teachings))
    is_epi = line.kind == TeachingProject.Kind.EPI
    key = f"{'EPI' if is_epi else 'AP'}{line.project_id}"
    title = plain(f"{line.title} ({line.group})"[:_TITLE_LENGTH])
    group = ProjectGroup(f"{key}-{period}", title, key, tuple(teachings), plain(line.comment))
    if is_epi:
        theme = _theme(line.code, projects)
        projects.epis[line.project_id] = Epi(key, plain(line.title), theme, disciplines, plain(line.description))
        projects.epi_groups[group.key] = group
    else:
        projects.supports[line.project_id] = Support(key, plain(line.title), disciplines, plain(line.description))
        projects.support_groups[group.key] = group
    return group.key


def _theme(code: str, projects: Projects) -> str:
    """One of the eight national themes, or one of the school, which is then declared."""
    if code and code not in vocabulary.EPI_THEMES:
        projects.epi_themes[code] = EpiTheme(code, code)
    return code


def _taught(parts: tuple[ProjectPart, ...], subjects: Collection[tuple[SubjectReport, ...]]) -> Mapping[int, str]:
    """The first discipline that each teacher of these parts teaches to these pupils: support has no subject of its
    own, and the record wants one.
    """
    wanted = {f"T{part.teacher_id}": part.teacher_id for part in parts if part.subject_id is None}
    found: dict[int, str] = {}
    for one in (one for several in subjects for one in several) if wanted else ():
        for key in one.teachers:
            if key in wanted:
                found.setdefault(wanted[key], one.discipline)
    return found
