"""The reports of each pupil: « bilans périodiques » and « bilans de fin de cycle » (rules B3 and B4)."""

from __future__ import annotations

from preau.exchange.lsu import vocabulary
from preau.exchange.lsu.averages import is_on_twenty
from preau.exchange.lsu.check_lists import repeated
from preau.exchange.lsu.check_parts import (
    check_domains,
    check_guardians,
    check_lock,
    check_pathways,
    check_signers,
)
from preau.exchange.lsu.findings import About, Gravity, Mender
from preau.exchange.lsu.known import Known
from preau.exchange.lsu.records import Livret
from preau.exchange.lsu.reports import (
    ComplementTeaching,
    DigitalSkills,
    EvaluationStatus,
    PeriodReport,
    RegionalLanguage,
    SchoolLife,
    SubjectReport,
)
from preau.exchange.lsu.scrutiny import Scrutiny, is_year, quoted
from preau.exchange.lsu.versions import Feature


def check_period_reports(livret: Livret, known: Known, scrutiny: Scrutiny) -> None:
    for report in livret.period_reports:
        about = known.names.period_report(report)
        _check_frame(report, about, known, scrutiny)
        if not report.subjects:
            scrutiny.tell(about, "liste-acquis", "il n’y a aucune matière", Mender.DIRECTION)
        for one in report.subjects:
            _check_subject(one, known.names.subject(report, one), known, scrutiny)
        for _first, again in repeated((one.discipline, one) for one in report.subjects):
            subject = known.names.subject(report, again)
            scrutiny.tell(subject, "acquis/discipline-ref", "la matière est là plusieurs fois", Mender.SECRETARIAT)
        if report.digital_skills is not None:
            _check_digital_skills(report.digital_skills, about, known, scrutiny)
        _check_groups(report, about, known, scrutiny)
        check_pathways(report.pathways, about, scrutiny)
        _check_accompaniments(report, about, scrutiny)
        scrutiny.text(about, "acquis-conseils", report.advice, is_required=True)
        if scrutiny.has(Feature.HOMEWORK_HELP):
            scrutiny.text(about, "devoirs-faits", report.homework_help)
        _check_school_life(report.school_life, about, scrutiny)
        if report.domains:
            is_whole = scrutiny.has(Feature.WHOLE_SOCLE_REQUIRED)
            check_domains(report.domains, about, scrutiny, is_whole=is_whole)
        check_guardians(report.guardians, about, scrutiny)
    for _before, report in repeated(((one.pupil, one.period), one) for one in livret.period_reports):
        about = known.names.period_report(report)
        scrutiny.tell(about, "bilan-periodique", "le bilan est là deux fois", Mender.SECRETARIAT)


def check_cycle_reports(livret: Livret, known: Known, scrutiny: Scrutiny) -> None:
    for report in livret.cycle_reports:
        about = known.names.cycle_report(report)
        scrutiny.reference(about, "eleve-ref", report.pupil, known.pupils, "l’élève", Mender.SECRETARIAT)
        check_signers(report.head, report.form_teachers, about, known, scrutiny)
        check_lock(report.locked_at, about, scrutiny)
        if report.cycle not in vocabulary.CYCLES:
            scrutiny.tell(about, "bilan-cycle/cycle", "le cycle doit être 3 ou 4", Mender.DIRECTION)
        if not is_year(report.year):
            what = f"l’année scolaire {quoted(report.year)} doit avoir quatre chiffres"
            scrutiny.tell(about, "bilan-cycle/millesime", what, Mender.DIRECTION)
        if report.created_on is None:
            scrutiny.tell(about, "date-creation", "il manque la date du bilan", Mender.DIRECTION)
        check_domains(report.domains, about, scrutiny, is_whole=True)
        scrutiny.text(about, "bilan-cycle/synthese", report.synthesis, is_required=True)
        if report.complement is not None:
            codes, words = scrutiny.version.complements, "l’enseignement de complément"
            _check_choice(report.complement, "enseignement-complement", codes, words, about, scrutiny)
        check_guardians(report.guardians, about, scrutiny)
        if report.regional_language is not None:
            codes, words = scrutiny.version.regional_languages, "la langue régionale"
            _check_choice(report.regional_language, "langue-culture-regionale", codes, words, about, scrutiny)
    for _before, report in repeated(((one.pupil, one.cycle), one) for one in livret.cycle_reports):
        about = known.names.cycle_report(report)
        scrutiny.tell(about, "bilan-cycle", "le bilan est là deux fois", Mender.SECRETARIAT)


def _check_frame(report: PeriodReport, about: About, known: Known, scrutiny: Scrutiny) -> None:
    """Whose report it is, of when, signed by whom."""
    scrutiny.reference(about, "eleve-ref", report.pupil, known.pupils, "l’élève", Mender.SECRETARIAT)
    scrutiny.reference(about, "periode-ref", report.period, known.periods, "la période", Mender.DIRECTION)
    check_signers(report.head, report.form_teachers, about, known, scrutiny)
    check_lock(report.locked_at, about, scrutiny)
    if report.council_on is None:
        scrutiny.tell(about, "date-conseil-classe", "il manque la date du conseil de classe", Mender.DIRECTION)
    if report.schooled_from is None:
        what = "il manque la date d’entrée dans l’établissement"
        scrutiny.tell(about, "date-scolarite", what, Mender.SECRETARIAT)


def _check_subject(one: SubjectReport, about: About, known: Known, scrutiny: Scrutiny) -> None:
    office, teacher = Mender.SECRETARIAT, Mender.TEACHER
    scrutiny.reference(about, "acquis/discipline-ref", one.discipline, known.disciplines, "la matière", office)
    if not one.teachers:
        scrutiny.tell(about, "acquis/enseignant-refs", "il manque l’enseignant", office)
    for key in one.teachers:
        scrutiny.reference(about, "acquis/enseignant-refs", key, known.teachers, "l’enseignant", office)
    name = "acquis/element-programme-refs"
    if not one.programme_elements:
        is_asked = scrutiny.has(Feature.PROGRAMME_ELEMENTS_REQUIRED)
        gravity = Gravity.BLOCKING if is_asked else Gravity.TO_REVIEW
        scrutiny.tell(about, name, "il manque les éléments de programme travaillés", teacher, gravity)
    for key in one.programme_elements:
        scrutiny.reference(about, name, key, known.programme_elements, "l’élément de programme", teacher)
    _check_average(one.pupil_average, one.pupil_status, "eleve", about, scrutiny)
    _check_average(one.structure_average, one.structure_status, "structure", about, scrutiny)
    if one.structure_status is EvaluationStatus.EXEMPTED:
        what = "un groupe ne peut pas être dispensé"
        scrutiny.tell(about, "acquis/statut-evaluation-structure", what, teacher)
    if one.positioning is not None and not 1 <= one.positioning <= 4:
        what = f"le positionnement {one.positioning} doit aller de 1 à 4"
        scrutiny.tell(about, "acquis/positionnement", what, teacher)
    if not (one.pupil_average or one.pupil_status or one.positioning):
        what = "il n’y a ni moyenne, ni positionnement, ni «\u202fnon noté\u202f»"
        scrutiny.tell(about, "acquis/moyenne-eleve", what, teacher, Gravity.TO_REVIEW)
    if not one.appreciation:
        scrutiny.tell(about, "acquis/appreciation", "il manque l’appréciation", teacher, Gravity.TO_REVIEW)
    scrutiny.text(about, "acquis/appreciation", one.appreciation)


def _check_average(
    average: str, status: EvaluationStatus | None, whose: str, about: About, scrutiny: Scrutiny
) -> None:
    name = f"acquis/moyenne-{whose}"
    if average and status is not None:
        what = "une moyenne et «\u202fnon noté\u202f» (ou en attente, ou dispensé) ne vont pas ensemble"
        scrutiny.tell(about, name, what, Mender.TEACHER)
    if scrutiny.has(Feature.TEXT_AVERAGES):
        scrutiny.text(about, name, average)
    elif average and not is_on_twenty(average):
        what = f"la moyenne {quoted(average)} n’est pas un nombre de 0 à 20"
        scrutiny.tell(about, name, what, Mender.TEACHER)


def _check_digital_skills(skills: DigitalSkills, about: About, known: Known, scrutiny: Scrutiny) -> None:
    mender, name = Mender.FORM_TEACHER, "competences-numeriques"
    if not (skills.appreciation or skills.skills or skills.shared):
        scrutiny.tell(about, name, "les compétences numériques sont vides", mender)
    scrutiny.text(about, f"{name}/appreciation-num", skills.appreciation)
    for one in skills.skills:
        words = "la compétence numérique"
        scrutiny.code(about, f"{name}/code", one.code, vocabulary.DIGITAL_SKILLS, words, mender)
        if one.level not in {1, 2, 3}:
            what = f"le niveau de la compétence numérique {one.code} doit aller de 1 à 3"
            scrutiny.tell(about, f"{name}/niveau", what, mender)
    codes = (one.code for one in skills.skills)
    scrutiny.once(about, f"{name}/code", codes, "la compétence numérique", mender)
    for key in skills.shared:
        words = "l’appréciation commune"
        scrutiny.reference(about, f"{name}/comp-num-commun-refs", key, known.shared_digital_skills, words, mender)


def _check_groups(report: PeriodReport, about: About, known: Known, scrutiny: Scrutiny) -> None:
    for name, words, comments, groups in (
        ("epi-eleve", "le groupe d’EPI", report.epis, known.epi_groups),
        ("acc-perso-eleve", "le groupe d’AP", report.supports, known.support_groups),
    ):
        for one in comments:
            scrutiny.reference(about, name, one.group, groups, words, Mender.TEACHER)
            scrutiny.text(about, f"{name}/commentaire", one.comment)
        scrutiny.once(about, name, (one.group for one in comments), words, Mender.TEACHER)


def _check_accompaniments(report: PeriodReport, about: About, scrutiny: Scrutiny) -> None:
    name, mender = "modalite-accompagnement", Mender.FORM_TEACHER
    for one in report.accompaniments:
        allowed, words = scrutiny.version.accompaniments, "la modalité d’accompagnement"
        scrutiny.code(about, f"{name}/code", one.code, allowed, words, mender)
        scrutiny.text(about, f"{name}/complement-ppre", one.ppre)
        if scrutiny.has(Feature.CONTRACT):
            scrutiny.text(about, f"{name}/complement-contrat-reussite", one.contract)
    codes = (one.code for one in report.accompaniments)
    scrutiny.once(about, f"{name}/code", codes, "la modalité d’accompagnement", mender)


def _check_school_life(life: SchoolLife | None, about: About, scrutiny: Scrutiny) -> None:
    if life is None:
        scrutiny.tell(about, "vie-scolaire", "il manque les retards et les absences", Mender.VIE_SCOLAIRE)
        return
    scrutiny.count(about, "vie-scolaire/nb-retards", life.late_arrivals, "le nombre de retards")
    words = "le nombre de demi-journées d’absence justifiées"
    scrutiny.count(about, "vie-scolaire/nb-abs-justifiees", life.justified_absences, words)
    words = "le nombre de demi-journées d’absence non justifiées"
    scrutiny.count(about, "vie-scolaire/nb-abs-injustifiees", life.unjustified_absences, words)
    words = "le nombre d’heures de cours manquées"
    scrutiny.count(about, "vie-scolaire/nb-heures-manquees", life.missed_hours, words, is_required=False)
    scrutiny.text(about, "vie-scolaire/commentaire", life.comment)


def _check_choice(
    choice: ComplementTeaching | RegionalLanguage,
    name: str,
    codes: frozenset[str],
    words: str,
    about: About,
    scrutiny: Scrutiny,
) -> None:
    mender = Mender.FORM_TEACHER
    scrutiny.code(about, f"{name}/code", choice.code, codes, words, mender)
    if choice.level is None:
        if choice.code != vocabulary.NONE:
            what = f"il manque le niveau atteint pour {words}"
            scrutiny.tell(about, f"{name}/positionnement", what, mender, Gravity.TO_REVIEW)
    elif choice.level not in {1, 2}:
        what = f"le niveau atteint pour {words} doit être 1 ou 2"
        scrutiny.tell(about, f"{name}/positionnement", what, mender)
