"""Whole schools drawn by Hypothesis, with all that a version takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from preau.exchange.lsu import records, vocabulary
from preau.exchange.lsu.tests.college import UAI
from preau.exchange.lsu.tests.drawing import School
from preau.exchange.lsu.tests.drawn_reports import cycle_report, pathways, period_report
from preau.exchange.lsu.versions import Feature, Version


@st.composite
def livrets(draw: Any, version: Version) -> records.Livret:
    """A school that has all the version takes."""
    school = School(draw, version)
    heads = tuple(
        records.Head(f"R{rank}", label)
        for rank, label in enumerate(school.distinct("responsable-etab/libelle", school.number(1, 2)))
    )
    pupils = tuple(
        records.Pupil(
            f"E.{rank}", str(rank + 1), school.text("code-structure"),
            school.text("eleve/nom", is_required=False), school.text("eleve/prenom", is_required=False),
        )
        for rank in range(school.number(1, 3))
    )  # fmt: skip
    periods = tuple(records.Period(f"P{rank}", "2026", rank, 3) for rank in range(1, school.number(1, 3) + 1))
    disciplines = _disciplines(school)
    teachers = tuple(
        records.Teacher(
            f"T{rank}", school.one(version.teacher_kinds), str(rank + 1),
            school.one(vocabulary.TITLES | {""}), school.text("enseignant/nom", is_required=False),
            school.text("enseignant/prenom", is_required=False),
        )
        for rank in range(school.number(1, 3))
    )  # fmt: skip
    labels = school.distinct("element-programme/libelle", school.number(1, 3))
    elements = tuple(records.ProgrammeElement(f"L{rank}", label) for rank, label in enumerate(labels))
    livret = records.Livret(
        records.Header(UAI, school.text("entete/editeur"), school.text("entete/application")),
        heads, pupils, periods, disciplines, teachers, elements,
    )  # fmt: skip
    if version.has(Feature.APPLICATION_VERSION):
        application_version = school.text("entete/appliVersion", is_required=False)
        livret = replace(livret, header=replace(livret.header, application_version=application_version))
    livret = _with_shared(_with_projects(livret, school), school)
    pairs = [(pupil.key, period.key) for pupil in pupils for period in periods]
    cycles = [(pupil.key, cycle) for pupil in pupils for cycle in sorted(vocabulary.CYCLES)]
    return replace(
        livret,
        period_reports=tuple(period_report(livret, pupil, period, school) for pupil, period in school.some(pairs)),
        cycle_reports=tuple(cycle_report(livret, pupil, cycle, school) for pupil, cycle in school.some(cycles)),
    )


def _disciplines(school: School) -> tuple[records.Discipline, ...]:
    made = [
        records.Discipline(
            f"D{rank}", f"{rank:06d}", school.one(school.version.modalities), school.text("discipline/libelle"),
            school.one({"", "0300AZ"}),
        )
        for rank in range(school.number(2, 4))
    ]  # fmt: skip
    if school.version.has(Feature.LANGUAGE_LINK) and school.draw(st.booleans()):
        made[0] = replace(made[0], language="D1")
    return tuple(made)


def _with_projects(livret: records.Livret, school: School) -> records.Livret:
    disciplines = {one.key for one in livret.disciplines}
    themes: tuple[records.EpiTheme, ...] = ()
    if school.version.has(Feature.EPI_THEMES):
        codes = school.distinct("epi-thematique/code", school.number(0, 2))
        themes = tuple(records.EpiTheme(code, school.text("epi-thematique/libelle")) for code in codes)
    allowed = vocabulary.EPI_THEMES | {theme.code for theme in themes}
    epis = tuple(
        records.Epi(
            f"I{rank}", school.text("epi/intitule"), school.one(allowed), school.some(disciplines, 2),
            school.text("epi/description", is_required=False),
        )
        for rank in range(school.number(0, 2))
    )  # fmt: skip
    supports = tuple(
        records.Support(
            f"A{rank}", school.text("acc-perso/intitule"), school.some(disciplines, 1),
            school.text("acc-perso/description", is_required=False),
        )
        for rank in range(school.number(0, 2))
    )  # fmt: skip
    return replace(
        livret,
        epi_themes=themes,
        epis=epis,
        supports=supports,
        epi_groups=_groups(livret, "epi", [one.key for one in epis], school),
        support_groups=_groups(livret, "acc-perso", [one.key for one in supports], school),
    )


def _groups(
    livret: records.Livret, kind: str, projects: list[str], school: School
) -> tuple[records.ProjectGroup, ...]:
    return tuple(
        records.ProjectGroup(
            f"G{kind}{project}",
            school.text(f"{kind}-groupe/intitule"),
            project,
            (records.Teaching(livret.teachers[0].key, livret.disciplines[0].key),),
            school.text(f"{kind}-groupe/commentaire", is_required=False),
        )
        for project in projects
    )


def _with_shared(livret: records.Livret, school: School) -> records.Livret:
    period, division = livret.periods[0].key, livret.pupils[0].division
    skills: tuple[records.SharedDigitalSkills, ...] = ()
    if school.version.has(Feature.DIGITAL_SKILLS):
        skills = tuple(
            records.SharedDigitalSkills(f"N{kind}", division, kind, school.text("competences-numeriques-commun"))
            for kind in school.some(vocabulary.STRUCTURE_KINDS)
        )
    shared = school.maybe(lambda: records.SharedPathways(period, division, pathways(school, 1)))
    life = school.maybe(
        lambda: records.SharedSchoolLife(period, division, school.text("vie-scolaire-commun/commentaire"))
    )
    return replace(
        livret,
        shared_digital_skills=skills,
        shared_pathways=(shared,) if shared else (),
        shared_school_lives=(life,) if life else (),
    )
