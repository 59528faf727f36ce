"""EPI, personalised support, and what is said of a whole class: pathways, school life, digital skills (C93)."""

from __future__ import annotations

from collections.abc import Collection

from preau.exchange.lsu import vocabulary
from preau.exchange.lsu.check_lists import repeated
from preau.exchange.lsu.check_parts import check_pathways
from preau.exchange.lsu.findings import About, Mender
from preau.exchange.lsu.known import Known
from preau.exchange.lsu.records import Epi, Livret, ProjectGroup, Support
from preau.exchange.lsu.saying import period_words
from preau.exchange.lsu.scrutiny import Scrutiny, quoted


def check_projects(livret: Livret, known: Known, scrutiny: Scrutiny) -> None:
    """What several pupils share."""
    _check_shared(livret, known, scrutiny)
    _check_themes(livret, scrutiny)
    for epi in livret.epis:
        _check_epi(epi, {one.code for one in livret.epi_themes}, known, scrutiny)
    for support in livret.supports:
        _check_support(support, known, scrutiny)
    for group in livret.epi_groups:
        _check_group(group, "epi", known.epis, known, scrutiny)
    for group in livret.support_groups:
        _check_group(group, "acc-perso", known.supports, known, scrutiny)


def _check_shared(livret: Livret, known: Known, scrutiny: Scrutiny) -> None:
    for skills in livret.shared_digital_skills:
        about = About(f"Compétences numériques de {quoted(skills.structure)}")
        scrutiny.text(about, "competences-numeriques-commun", skills.text, is_required=True)
        scrutiny.text(about, "code-structure", skills.structure, is_required=True)
        kinds, words = vocabulary.STRUCTURE_KINDS, "la sorte (classe ou groupe)"
        scrutiny.code(
            about, "competences-numeriques-commun/type-structure", skills.kind, kinds, words, Mender.SECRETARIAT
        )
    for pathways in livret.shared_pathways:
        about = _about_class(pathways.division, pathways.period, known)
        _check_place(about, pathways.division, known, scrutiny)
        if not pathways.pathways:
            scrutiny.tell(about, "parcours-commun", "les parcours de la classe sont vides", Mender.FORM_TEACHER)
        check_pathways(pathways.pathways, about, scrutiny)
    for life in livret.shared_school_lives:
        about = _about_class(life.division, life.period, known)
        _check_place(about, life.division, known, scrutiny)
        scrutiny.text(about, "vie-scolaire-commun/commentaire", life.comment, is_required=True)
    for _before, pathway in repeated(((one.period, one.division), one) for one in livret.shared_pathways):
        about = _about_class(pathway.division, pathway.period, known)
        scrutiny.tell(about, "parcours-commun", "les parcours de la classe sont là deux fois", Mender.FORM_TEACHER)
    for _first, comment in repeated(((one.period, one.division), one) for one in livret.shared_school_lives):
        about = _about_class(comment.division, comment.period, known)
        what = "la vie scolaire de la classe est là deux fois"
        scrutiny.tell(about, "vie-scolaire-commun", what, Mender.VIE_SCOLAIRE)


def _about_class(division: str, period: str, known: Known) -> About:
    known_period = known.names.periods.get(period)
    words = period_words(known_period) if known_period else f"période {period}"
    return About(f"Classe {division}, {words}", period=period)


def _check_place(about: About, division: str, known: Known, scrutiny: Scrutiny) -> None:
    scrutiny.text(about, "code-structure", division, is_required=True)
    scrutiny.reference(about, "periode-ref", about.period, known.periods, "la période", Mender.DIRECTION)


def _check_themes(livret: Livret, scrutiny: Scrutiny) -> None:
    for theme in livret.epi_themes:
        about = About(f"Thématique d’EPI {quoted(theme.label or theme.code)}")
        scrutiny.text(about, "epi-thematique/code", theme.code, is_required=True)
        scrutiny.text(about, "epi-thematique/libelle", theme.label, is_required=True)
    codes = (theme.code for theme in livret.epi_themes)
    scrutiny.once(About("Fichier"), "epi-thematique/code", codes, "la thématique d’EPI", Mender.DIRECTION)


def _check_epi(epi: Epi, themes: set[str], known: Known, scrutiny: Scrutiny) -> None:
    about = About(f"EPI {quoted(epi.title or epi.key)}")
    scrutiny.text(about, "epi/intitule", epi.title, is_required=True)
    scrutiny.text(about, "epi/description", epi.description)
    allowed = vocabulary.EPI_THEMES | themes
    scrutiny.code(about, "epi/thematique", epi.theme, allowed, "la thématique", Mender.TEACHER)
    if len(set(epi.disciplines)) < 2:
        scrutiny.tell(about, "epi/discipline-refs", "il faut au moins deux matières", Mender.TEACHER)
    _check_disciplines(epi.disciplines, about, "epi/discipline-refs", known, scrutiny)


def _check_support(support: Support, known: Known, scrutiny: Scrutiny) -> None:
    about = About(f"AP {quoted(support.title or support.key)}")
    scrutiny.text(about, "acc-perso/intitule", support.title, is_required=True)
    scrutiny.text(about, "acc-perso/description", support.description)
    if not support.disciplines:
        scrutiny.tell(about, "acc-perso/discipline-refs", "il faut au moins une matière", Mender.TEACHER)
    _check_disciplines(support.disciplines, about, "acc-perso/discipline-refs", known, scrutiny)


def _check_disciplines(keys: tuple[str, ...], about: About, name: str, known: Known, scrutiny: Scrutiny) -> None:
    for key in keys:
        scrutiny.reference(about, name, key, known.disciplines, "la matière", Mender.SECRETARIAT)


def _check_group(
    group: ProjectGroup, kind: str, projects: Collection[str], known: Known, scrutiny: Scrutiny
) -> None:
    """`kind` is the name of what the group follows: epi or acc-perso."""
    about = About(
        f"Groupe {quoted(group.title or group.key)}", teachers=tuple(one.teacher for one in group.teachings)
    )
    scrutiny.text(about, f"{kind}-groupe/intitule", group.title, is_required=True)
    scrutiny.text(about, f"{kind}-groupe/commentaire", group.comment)
    scrutiny.reference(about, f"{kind}-ref", group.project, projects, "le projet", Mender.TEACHER)
    if not group.teachings:
        what = "il manque les enseignants et leurs matières"
        scrutiny.tell(about, f"{kind}-groupe/enseignants-disciplines", what, Mender.TEACHER)
    for one in group.teachings:
        name, mender = "enseignant-discipline", Mender.SECRETARIAT
        scrutiny.reference(about, name, one.teacher, known.teachers, "l’enseignant", mender)
        scrutiny.reference(about, name, one.discipline, known.disciplines, "la matière", mender)
