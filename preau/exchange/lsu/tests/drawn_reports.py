"""The reports of a pupil drawn by Hypothesis, with all that a version takes."""

from __future__ import annotations

from preau.exchange.lsu import reports, vocabulary
from preau.exchange.lsu.records import Livret
from preau.exchange.lsu.tests.drawing import School
from preau.exchange.lsu.versions import Feature


def period_report(livret: Livret, pupil: str, period: str, school: School) -> reports.PeriodReport:
    has = school.version.has
    teachers = {one.key for one in livret.teachers}
    disciplines = {one.key for one in livret.disciplines}
    skills = school.maybe(lambda: _digital_skills(livret, school)) if has(Feature.DIGITAL_SKILLS) else None
    return reports.PeriodReport(
        pupil=pupil,
        period=period,
        head=school.one({one.key for one in livret.heads}),
        council_on=school.day(),
        schooled_from=school.day(),
        subjects=tuple(_subject(livret, key, school) for key in school.some(disciplines, 1)),
        advice=school.text("acquis-conseils"),
        school_life=reports.SchoolLife(
            school.number(0, 999), school.number(0, 999), school.number(0, 999),
            school.maybe(lambda: school.number(0, 999)),
            school.text("vie-scolaire/commentaire", is_required=False),
        ),
        form_teachers=school.some(teachers),
        locked_at=school.lock(),
        digital_skills=skills,
        epis=_comments("epi-eleve", {one.key for one in livret.epi_groups}, school),
        supports=_comments("acc-perso-eleve", {one.key for one in livret.support_groups}, school),
        pathways=pathways(school),
        accompaniments=tuple(_accompaniment(code, school) for code in school.some(school.version.accompaniments)),
        homework_help=school.text("devoirs-faits", is_required=False) if has(Feature.HOMEWORK_HELP) else "",
        domains=_domains(school, is_whole=has(Feature.WHOLE_SOCLE_REQUIRED)),
        guardians=tuple(_guardian(school) for _ in range(school.number(0, 2))),
    )  # fmt: skip


def cycle_report(livret: Livret, pupil: str, cycle: int, school: School) -> reports.CycleReport:
    language = None
    if school.version.has(Feature.REGIONAL_LANGUAGE):
        language = school.maybe(
            lambda: reports.RegionalLanguage(school.one(school.version.regional_languages), school.number(1, 2))
        )
    return reports.CycleReport(
        pupil=pupil,
        cycle=cycle,
        year="2026",
        head=livret.heads[0].key,
        created_on=school.day(),
        domains=_domains(school, is_whole=True),
        synthesis=school.text("bilan-cycle/synthese"),
        form_teachers=school.some({one.key for one in livret.teachers}),
        locked_at=school.lock(),
        complement=school.maybe(
            lambda: reports.ComplementTeaching(
                school.one(school.version.complements), school.maybe(lambda: school.number(1, 2))
            )
        ),
        guardians=tuple(_guardian(school) for _ in range(school.number(0, 2))),
        regional_language=language,
    )


def _subject(livret: Livret, discipline: str, school: School) -> reports.SubjectReport:
    least = 1 if school.version.has(Feature.PROGRAMME_ELEMENTS_REQUIRED) else 0
    pupil, structure = school.average(), school.average()
    return reports.SubjectReport(
        discipline=discipline,
        teachers=school.some({one.key for one in livret.teachers}, 1),
        programme_elements=school.some({one.key for one in livret.programme_elements}, least),
        pupil_average=pupil,
        structure_average=structure,
        pupil_status=school.status(pupil, 3),
        structure_status=school.status(structure, 2),
        positioning=school.maybe(lambda: school.number(1, 4)),
        appreciation=school.text("acquis/appreciation", is_required=False),
    )


def _digital_skills(livret: Livret, school: School) -> reports.DigitalSkills:
    name = "competences-numeriques/appreciation-num"
    return reports.DigitalSkills(
        school.text(name),
        tuple(reports.DigitalSkill(code, school.number(1, 3)) for code in school.some(vocabulary.DIGITAL_SKILLS)),
        school.some({one.key for one in livret.shared_digital_skills}),
    )


def _comments(name: str, groups: set[str], school: School) -> tuple[reports.GroupComment, ...]:
    return tuple(
        reports.GroupComment(key, school.text(f"{name}/commentaire", is_required=False))
        for key in school.some(groups)
    )


def _accompaniment(code: str, school: School) -> reports.Accompaniment:
    ppre = school.text("modalite-accompagnement/complement-ppre", is_required=False) if code == "PPRE" else ""
    contract = ""
    if code == vocabulary.CONTRACT:
        contract = school.text("modalite-accompagnement/complement-contrat-reussite", is_required=False)
    return reports.Accompaniment(code, ppre, contract)


def pathways(school: School, least: int = 0) -> tuple[reports.Pathway, ...]:
    return tuple(
        reports.Pathway(code, school.text("parcours")) for code in school.some(vocabulary.PATHWAYS, least)
    )


def _domains(school: School, *, is_whole: bool) -> tuple[reports.DomainLevel, ...]:
    codes = tuple(vocabulary.DOMAINS) if is_whole else school.some(vocabulary.DOMAINS)
    return tuple(reports.DomainLevel(code, school.number(0, 4)) for code in codes)


def _guardian(school: School) -> reports.Guardian:
    is_named = school.version.has(Feature.GUARDIAN_IDENTITY_REQUIRED)
    lines = [school.text("adresse/ligne", is_required=rank == 0) for rank in range(4)]
    denomination = ""
    if school.version.has(Feature.DENOMINATION):
        denomination = school.text("responsable/denomination", is_required=False)
    return reports.Guardian(
        title="MME" if is_named else school.one(vocabulary.TITLES | {""}),
        last_name=school.text("responsable/nom"),
        first_name=school.text("responsable/prenom", is_required=is_named),
        is_legal1=school.maybe(lambda: True),
        is_legal2=school.maybe(lambda: False),
        kinship=school.text("responsable/lien-parente", is_required=False),
        denomination=denomination,
        address=school.maybe(
            lambda: reports.Address(school.text("adresse/code-postal"), school.text("adresse/commune"), *lines)
        ),
    )
