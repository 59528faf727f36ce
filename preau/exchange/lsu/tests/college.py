"""A small collège that any version takes whole, and what the tests ask of a written file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from preau.exchange.lsu.check import Checked
from preau.exchange.lsu.records import (
    Discipline,
    Epi,
    EpiTheme,
    Head,
    Header,
    Livret,
    Period,
    ProgrammeElement,
    ProjectGroup,
    Pupil,
    SharedDigitalSkills,
    SharedPathways,
    SharedSchoolLife,
    Support,
    Teacher,
    Teaching,
)
from preau.exchange.lsu.reports import (
    Accompaniment,
    Address,
    ComplementTeaching,
    CycleReport,
    DigitalSkill,
    DigitalSkills,
    DomainLevel,
    GroupComment,
    Guardian,
    Pathway,
    PeriodReport,
    RegionalLanguage,
    SchoolLife,
    SubjectReport,
)
from preau.exchange.lsu.versions import Version
from preau.exchange.lsu.vocabulary import DOMAINS
from preau.exchange.lsu.write import xml_bytes

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "lsu"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/lsu) n’est pas à côté du projet"
)
UAI = "0382032C"
_PARSER = etree.XMLParser(remove_blank_text=True)


def subject(discipline: str, teacher: str, **changes: object) -> SubjectReport:
    whole = SubjectReport(
        discipline=discipline,
        teachers=(teacher,),
        programme_elements=("EP_1",),
        pupil_average="12.5",
        structure_average="11",
        positioning=3,
        appreciation="Du sérieux, participez davantage.",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def period_report(pupil: str, period: str = "P_1") -> PeriodReport:
    return PeriodReport(
        pupil=pupil,
        period=period,
        head="R_1",
        council_on=date(2026, 12, 3),
        schooled_from=date(2026, 9, 1),
        subjects=(subject("D_FR", "T_SAND"), subject("D_MA", "T_GERMAIN", pupil_average="14/20")),
        advice="Un bon trimestre, continuez ainsi.",
        school_life=SchoolLife(2, 3, 0, 5, "Des retards à corriger."),
        form_teachers=("T_SAND",),
        locked_at=datetime(2026, 12, 4, 18, 0),  # noqa: DTZ001 - a time on the wall
        epis=(GroupComment("EG_1", "S’est investie."),),
        supports=(GroupComment("AG_1"),),
        pathways=(Pathway("PAR_AVN", "Visite d’une entreprise."),),
        accompaniments=(Accompaniment("PAP"), Accompaniment("PPRE", "Lecture, deux heures par semaine.")),
        domains=tuple(DomainLevel(code, 3) for code in DOMAINS),
        guardians=(
            Guardian("MME", "DUPONT", "Zoé", True, False, "Mère", "", Address("31000", "TOULOUSE", "3 rue Neuve")),
        ),
    )


def cycle_report(pupil: str) -> CycleReport:
    return CycleReport(
        pupil=pupil,
        cycle=4,
        year="2026",
        head="R_1",
        created_on=date(2027, 6, 20),
        domains=tuple(DomainLevel(code, 4) for code in DOMAINS),
        synthesis="Tous les acquis du cycle.",
        locked_at=datetime(2027, 6, 21, 18, 0),  # noqa: DTZ001 - a time on the wall
        complement=ComplementTeaching("LCA", 2),
    )


def college() -> Livret:
    """Léa and Tom, in 6A; French and mathematics; one EPI, one AP."""
    teachings = (Teaching("T_SAND", "D_FR"), Teaching("T_GERMAIN", "D_MA"))
    return Livret(
        header=Header(UAI),
        heads=(Head("R_1", "Mme Naowel"),),
        pupils=(Pupil("E_LEA", "101", "6A", "DUPONT", "Léa"), Pupil("E_TOM", "102", "6A", "MARTIN", "Tom")),
        periods=(Period("P_1", "2026", 1, 3), Period("P_2", "2026", 2, 3)),
        disciplines=(
            Discipline("D_FR", "020700", "S", "Français"),
            Discipline("D_MA", "061300", "S", "Mathématiques"),
        ),
        teachers=(
            Teacher("T_SAND", "epp", "1001", "MME", "SAND", "Aurore"),
            Teacher("T_GERMAIN", "local", "7", "MME", "GERMAIN", "Sophie"),
        ),
        programme_elements=(ProgrammeElement("EP_1", "Lire un texte long"), ProgrammeElement("EP_2", "Calculer")),
        shared_pathways=(SharedPathways("P_1", "6A", (Pathway("PAR_CIT", "Élection des délégués."),)),),
        shared_school_lives=(SharedSchoolLife("P_1", "6A", "Une classe ponctuelle."),),
        epis=(Epi("EPI_1", "Le conte", "EPI_ART", ("D_FR", "D_MA")),),
        epi_groups=(ProjectGroup("EG_1", "Le conte, 6A", "EPI_1", teachings),),
        supports=(Support("AP_1", "Lecture", ("D_FR",)),),
        support_groups=(ProjectGroup("AG_1", "Lecture, 6A", "AP_1", teachings[:1]),),
        period_reports=(period_report("E_LEA"), period_report("E_TOM")),
        cycle_reports=(cycle_report("E_LEA"),),
    )


def rich_college() -> Livret:
    """The same, with what only the last versions take."""
    base = college()
    first = replace(
        base.period_reports[0],
        digital_skills=DigitalSkills("À l’aise.", (DigitalSkill("CN_INF_MEN", 2),), ("N_1",)),
        homework_help="Deux heures par semaine.",
    )
    cycle = replace(base.cycle_reports[0], regional_language=RegionalLanguage("OCI", 2))
    return replace(
        base,
        header=replace(base.header, application_version="1"),
        disciplines=(replace(base.disciplines[0], national_code="020700", language="D_MA"), base.disciplines[1]),
        shared_digital_skills=(SharedDigitalSkills("N_1", "6A", "D", "Un blog de classe."),),
        epi_themes=(EpiTheme("EPI_MER", "La mer"),),
        epis=(replace(base.epis[0], theme="EPI_MER", description="Écrire."),),
        period_reports=(first, base.period_reports[1]),
        cycle_reports=(cycle,),
    )


def with_first(livret: Livret, **changes: object) -> Livret:
    """The file, Léa's report of the first term changed."""
    first, *others = livret.period_reports
    return replace(livret, period_reports=(replace(first, **changes), *others))  # type: ignore[arg-type]


def with_subject(livret: Livret, **changes: object) -> Livret:
    """The file, Léa's French of the first term changed."""
    first, *others = livret.period_reports[0].subjects
    return with_first(livret, subjects=(replace(first, **changes), *others))  # type: ignore[arg-type]


@cache
def schema_of(version: Version) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(CORPUS / version.schema))


def faults(content: bytes, version: Version) -> list[str]:
    """What the ministry's schema has against a file; dangling keys too, at which its reader does not look."""
    root = etree.fromstring(content)
    schema = schema_of(version)
    told = [] if schema.validate(root) else [str(schema.error_log)]
    return told + dangling(root)


def dangling(root: etree._Element) -> list[str]:
    """The keys that lead nowhere."""
    attributes = [(str(name), str(value)) for one in root.iter() for name, value in one.attrib.items()]
    keys = {value for name, value in attributes if name == "id"}
    named = [value for name, value in attributes if name == "id-lv" or name.endswith(("-ref", "-refs"))]
    return [key for value in named for key in value.split() if key not in keys]


def unchecked(livret: Livret, version: Version) -> bytes:
    """What would go out if nothing had been checked."""
    return xml_bytes(Checked(livret, version, ()))


def canonical(content: bytes) -> bytes:
    """The canonical form: without the blanks between elements, nor the version that the file says it has.

    The sample writes the same boolean `1` and `true`: both are one value for the schema, and one here.
    """
    root = etree.parse(BytesIO(content), _PARSER).getroot()
    del root.attrib["schemaVersion"]
    for one in root.iter():
        for name in ("eleve-non-note", "structure-non-notee"):
            if one.get(name) == "1":
                one.set(name, "true")
    return etree.tostring(root, method="c14n2")
