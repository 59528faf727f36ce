"""A file made fit for a version: what the version does not have is left out and told, nothing is invented.

Line ends become `\\n`, and the signs that XML forbids go: both would make a file that no reader takes.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from preau.exchange.lsu.averages import on_twenty
from preau.exchange.lsu.findings import About, Gravity, Mender
from preau.exchange.lsu.records import Discipline, Livret
from preau.exchange.lsu.reports import CycleReport, EvaluationStatus, Guardian, PeriodReport, SubjectReport
from preau.exchange.lsu.saying import Names
from preau.exchange.lsu.scrutiny import Scrutiny, quoted
from preau.exchange.lsu.versions import Feature
from preau.exchange.lsu.vocabulary import CONTRACT

T = TypeVar("T")
_FINER_STATUSES = {EvaluationStatus.PENDING: "en attente", EvaluationStatus.EXEMPTED: "dispensé"}
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(livret: Livret, scrutiny: Scrutiny) -> Livret:
    """What goes out in the version of `scrutiny`, which is told what does not."""
    clean = cleaned(livret)
    names = Names(clean)
    lists = _fit_lists(clean, scrutiny)
    return replace(
        lists,
        period_reports=tuple(_fit_period(one, names, scrutiny) for one in clean.period_reports),
        cycle_reports=tuple(_fit_cycle(one, names, scrutiny) for one in clean.cycle_reports),
    )


def cleaned(value: T) -> T:
    """The same value, its texts without what XML forbids; the very same object when there was nothing to do."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
        kept = _FORBIDDEN.sub("", lines)
        return cast("T", value if kept == value else kept)
    if isinstance(value, tuple):
        members = tuple(cleaned(member) for member in value)
        changed = any(new is not old for new, old in zip(members, value, strict=True))
        return cast("T", members) if changed else value
    if is_dataclass(value) and not isinstance(value, type):
        olds = {one.name: getattr(value, one.name) for one in fields(value)}
        news = {name: new for name, old in olds.items() if (new := cleaned(old)) is not old}
        return cast("T", replace(value, **news)) if news else value
    return value


def _left_out(scrutiny: Scrutiny, about: About, name: str, what: str, mender: Mender = Mender.DIRECTION) -> None:
    sentence = f"{what}, la version {scrutiny.version.name} du format ne le prévoit pas"
    scrutiny.tell(about, name, sentence, mender, Gravity.LEFT_OUT)


def _fit_lists(livret: Livret, scrutiny: Scrutiny) -> Livret:
    whole = About("Fichier")
    has = scrutiny.has
    header = livret.header
    if not has(Feature.APPLICATION_VERSION) and header.application_version:
        header = replace(header, application_version="")
    skills, themes = livret.shared_digital_skills, livret.epi_themes
    if skills and not has(Feature.DIGITAL_SKILLS):
        skills = ()
        _left_out(
            scrutiny, whole, "competences-numeriques-communs", "les appréciations communes des compétences "
            "numériques ne partent pas",
        )  # fmt: skip
    if themes and not has(Feature.EPI_THEMES):
        themes = ()
        _left_out(scrutiny, whole, "epis-thematiques", "les thématiques d’EPI de l’établissement ne partent pas")
    return replace(
        livret,
        header=header,
        shared_digital_skills=skills,
        epi_themes=themes,
        disciplines=tuple(_fit_discipline(one, scrutiny) for one in livret.disciplines),
    )


def _fit_discipline(one: Discipline, scrutiny: Scrutiny) -> Discipline:
    if not one.language or scrutiny.has(Feature.LANGUAGE_LINK):
        return one
    about = About(f"Matière {one.label or one.key}", discipline=one.key)
    _left_out(scrutiny, about, "discipline/id-lv", "la langue d’enseignement ne part pas")
    return replace(one, language="")


def _fit_period(report: PeriodReport, names: Names, scrutiny: Scrutiny) -> PeriodReport:
    has, about = scrutiny.has, names.period_report(report)
    digital, accompaniments, homework = report.digital_skills, report.accompaniments, report.homework_help
    if digital is not None and not has(Feature.DIGITAL_SKILLS):
        digital = None
        _left_out(scrutiny, about, "competences-numeriques", "les compétences numériques ne partent pas")
    if homework and not has(Feature.HOMEWORK_HELP):
        homework = ""
        _left_out(scrutiny, about, "devoirs-faits", "le texte de Devoirs faits ne part pas")
    if not has(Feature.CONTRACT) and any(one.code == CONTRACT or one.contract for one in accompaniments):
        accompaniments = tuple(replace(one, contract="") for one in accompaniments if one.code != CONTRACT)
        _left_out(scrutiny, about, "modalite-accompagnement", "le contrat de réussite ne part pas")
    return replace(
        report,
        digital_skills=digital,
        homework_help=homework,
        accompaniments=accompaniments,
        locked_at=report.locked_at if has(Feature.LOCK) else None,
        subjects=tuple(_fit_subject(one, report, names, scrutiny) for one in report.subjects),
        guardians=_fit_guardians(report.guardians, scrutiny),
    )


def _fit_subject(one: SubjectReport, report: PeriodReport, names: Names, scrutiny: Scrutiny) -> SubjectReport:
    if scrutiny.has(Feature.EVALUATION_STATUS):
        return replace(
            one,
            pupil_average=on_twenty(one.pupil_average) or one.pupil_average,
            structure_average=on_twenty(one.structure_average) or one.structure_average,
        )
    pupil, structure = one.pupil_status, one.structure_status
    for status, words in _FINER_STATUSES.items():
        if status in {pupil, structure}:
            what = f"{quoted(words)} devient {quoted('non noté')}"
            _left_out(scrutiny, names.subject(report, one), "acquis/eleve-non-note", what, Mender.TEACHER)
    return replace(
        one,
        pupil_status=EvaluationStatus.NOT_GRADED if pupil else None,
        structure_status=EvaluationStatus.NOT_GRADED if structure else None,
    )


def _fit_cycle(report: CycleReport, names: Names, scrutiny: Scrutiny) -> CycleReport:
    language = report.regional_language
    if language is not None and not scrutiny.has(Feature.REGIONAL_LANGUAGE):
        language = None
        about = names.cycle_report(report)
        _left_out(scrutiny, about, "langue-culture-regionale", "la langue régionale ne part pas")
    return replace(
        report,
        regional_language=language,
        locked_at=report.locked_at if scrutiny.has(Feature.LOCK) else None,
        guardians=_fit_guardians(report.guardians, scrutiny),
    )


def _fit_guardians(guardians: tuple[Guardian, ...], scrutiny: Scrutiny) -> tuple[Guardian, ...]:
    """Without their denomination when the version has none; the check then asks for a name."""
    if scrutiny.has(Feature.DENOMINATION):
        return guardians
    return tuple(replace(one, denomination="") for one in guardians)
