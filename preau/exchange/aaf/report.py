"""A plan in French, line by line: one line per school where something happens, and what to look at first."""

from __future__ import annotations

from collections.abc import Iterator

from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.plan import Plan, SchoolPlan
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.removals import Removal
from preau.exchange.aaf.sifting import GONE_PUPILS, ORPHANS, THEMSELVES
from preau.exchange.brake import MOST_PERCENT
from preau.kernel.words import THIN, full_day, number

#: Up to so many schools, the first names concerned are listed under each.
DETAILED_SCHOOLS = 30
_READ = (
    (Category.STRUCTURE, "établissement", "établissements"),
    (Category.PUPIL, "élève", "élèves"),
    (Category.RELATIVE, "responsable", "responsables"),
    (Category.STAFF, "personnel", "personnels"),
    (Category.SUBJECT, "matière", "matières"),
    (Category.MEF, "MEF", "MEF"),
)
_LEFT_OUT = (
    (ORPHANS, "responsable d’aucun élève", "responsables d’aucun élève"),
    (
        THEMSELVES,
        "élève majeur, son propre responsable",
        "élèves majeurs, leurs propres responsables",
    ),
    (GONE_PUPILS, "élève déjà sorti", "élèves déjà sortis"),
)
_HAPPENS = {
    What.SCHOOL_CHANGED: ("description changée", "descriptions changées"),
    What.PUPIL_IN: ("élève arrive", "élèves arrivent"),
    What.PUPIL_OUT: ("élève part", "élèves partent"),
    What.STAFF_IN: ("personnel arrive", "personnels arrivent"),
    What.STAFF_OUT: ("personnel part", "personnels partent"),
    What.CLASS_MOVE: ("élève change de classe", "élèves changent de classe"),
    What.GROUP_MOVE: ("élève change de groupes", "élèves changent de groupes"),
    What.RECORD: ("fiche change", "fiches changent"),
    What.GUARDIAN_IN: ("responsabilité ouverte", "responsabilités ouvertes"),
    What.GUARDIAN_OUT: ("responsabilité close", "responsabilités closes"),
    What.GUARDIAN_CHANGED: ("responsabilité modifiée", "responsabilités modifiées"),
    What.POST_IN: ("fonction ajoutée", "fonctions ajoutées"),
    What.POST_OUT: ("fonction retirée", "fonctions retirées"),
    What.POST_CHANGED: ("fonction modifiée", "fonctions modifiées"),
    What.COURSE_IN: ("service ouvert", "services ouverts"),
    What.COURSE_OUT: ("service clos", "services clos"),
    What.FORM_TEACHER_IN: ("professeur principal nommé", "professeurs principaux nommés"),
    What.FORM_TEACHER_OUT: ("professeur principal relevé", "professeurs principaux relevés"),
    What.GROUP_IN: ("classe ou groupe ouvert", "classes ou groupes ouverts"),
    What.GROUP_OUT: ("classe ou groupe fermé", "classes ou groupes fermés"),
    What.GROUP_RENAMED: ("classe ou groupe renommé", "classes ou groupes renommés"),
}
_NAMED = (
    (What.PUPIL_IN, "élèves qui arrivent"),
    (What.PUPIL_OUT, "élèves qui partent"),
    (What.STAFF_IN, "personnels qui arrivent"),
    (What.STAFF_OUT, "personnels qui partent"),
    (What.CLASS_MOVE, "changent de classe"),
    (What.GROUP_OUT, "classes ou groupes fermés"),
)


def lines_of(plan: Plan) -> Iterator[str]:
    """The whole report, ready to print."""
    yield from _head(plan)
    if plan.is_empty:
        yield f"Rien à changer{THIN}: la base dit déjà ce que dit la livraison."
    else:
        yield from _changes(plan)
    yield from _absent(plan)
    yield from _anomalies(plan)
    yield from _account(plan)


def _account(plan: Plan) -> Iterator[str]:
    """The equation: nothing that was read is lost."""
    told = plan.account
    missing = f" + {number(told.unexplained)} sans explication" if told.unexplained else ""
    yield (
        f"Compte des fiches{THIN}: {number(told.read)} lues = {number(told.applied)} appliquées + "
        f"{number(told.kept)} gardées telles quelles + {number(told.listed)} listées{missing}."
    )
    yield ""


def removal_lines(removals: tuple[Removal, ...]) -> Iterator[str]:
    """What stops the delivery: the schools and the figures."""
    schools = len({removal.uai for removal in removals})
    where = "d’un établissement" if schools == 1 else f"de {number(schools)} établissements"
    yield f"Cette livraison retirerait plus de {MOST_PERCENT} % des personnes {where}{THIN}:"
    for one in removals:
        yield f"  {one.uai} {one.school}{THIN}: {number(one.leaving)} {one.population} sur {number(one.of)}"


def _head(plan: Plan) -> Iterator[str]:
    kind = "Livraison delta" if plan.is_delta else "Livraison"
    yield f"{kind} de l’annuaire fédérateur{THIN}: {_counted(plan.files, 'fichier', 'fichiers')}."
    for line in plan.sources:
        old = (
            f"{THIN}; codes de l’ancienne génération (2{THIN}: second représentant légal)"
            if line.is_old_generation
            else ""
        )
        yield f"  Source {line.source}, du {full_day(line.day)}{old}."
    read = ", ".join(_counted(plan.read[category], *words) for category, *words in _READ if plan.read[category])
    yield f"  Lu{THIN}: {read or 'rien'}."
    left = [_counted(plan.left_out[what], *words) for what, *words in _LEFT_OUT if plan.left_out.get(what)]
    if left:
        yield f"  Laissés de côté, comme il est d’usage{THIN}: {', '.join(left)}."
    unknown = [f"{name} ({category}, {times} fois)" for (category, name), times in plan.unknown_attributes.items()]
    if unknown:
        yield f"  Attributs inconnus, ignorés{THIN}: {', '.join(sorted(unknown))}."
    yield ""


def _counted(count: int, one: str, many: str) -> str:
    """`1 élève`, `1 234 élèves`."""
    return f"{number(count)} {many if count > 1 else one}"


def _changes(plan: Plan) -> Iterator[str]:
    touched = [school for school in plan.schools if school.counts]
    yield f"Ce qui change{THIN}:"
    for school in plan.schools:
        yield _school_line(school)
        if len(touched) <= DETAILED_SCHOOLS:
            yield from _names(school)
    subjects, mefs = plan.nomenclatures
    if subjects or mefs:
        changed = f"{_counted(subjects, 'matière', 'matières')} et {_counted(mefs, 'MEF', 'MEF')}"
        yield f"  Nomenclatures{THIN}: {changed} à ajouter ou à corriger."
    totals = [_counted(plan.total(what), *words) for what, words in _HAPPENS.items() if plan.total(what)]
    schools = _counted(len(touched), "établissement", "établissements")
    yield f"En tout, dans {schools}{THIN}: {', '.join(totals) or 'aucun mouvement'}."
    yield ""


def _school_line(school: SchoolPlan) -> str:
    said = [_counted(school.counts[what], *words) for what, words in _HAPPENS.items() if school.counts.get(what)]
    if What.SCHOOL_NEW in school.counts:
        said.insert(0, "nouvel établissement")
    if school.anomalies:
        said.append(_counted(school.anomalies, "anomalie", "anomalies"))
    return f"  {school.uai} {school.name}{THIN}: {', '.join(said)}"


def _names(school: SchoolPlan) -> Iterator[str]:
    for what, title in _NAMED:
        names = school.names.get(what, ())
        if names:
            rest = school.counts[what] - len(names)
            more = f" et {number(rest)} de plus" if rest else ""
            yield f"      {title}{THIN}: {', '.join(names)}{more}"


def _absent(plan: Plan) -> Iterator[str]:
    if plan.absent:
        yield f"Établissements absents de la livraison de leur source, laissés tels quels{THIN}:"
        yield from (f"  {uai} {name}" for uai, name in plan.absent)
        yield ""


def _anomalies(plan: Plan) -> Iterator[str]:
    if not plan.anomalies:
        return
    yield f"{_counted(plan.anomaly_count, 'anomalie', 'anomalies')}{THIN}:"
    for kind in plan.anomalies:
        for file, line, reason in kind.first:
            where = f"{file}, ligne {line}" if line > 0 else file
            yield f"  {where}{THIN}: {reason}"
        rest = kind.count - len(kind.first)
        if rest:
            yield f"  … et {number(rest)} de plus{THIN}: {kind.kind}"
    yield ""
