"""How what a file declares once is written in XML, and in which order."""

from __future__ import annotations

from preau.exchange.lsu import records
from preau.exchange.lsu.report_shapes import CYCLE_REPORT, PATHWAY, PERIOD_REPORT
from preau.exchange.lsu.shapes import (
    CIVILITY,
    CODE,
    COMMENT,
    DESCRIPTION,
    DIVISION,
    KEY,
    LABEL,
    NAMES,
    PERIOD,
    PROJECT_DISCIPLINES,
    TITLE,
    Attribute,
    Content,
    Kind,
    Leaf,
    Many,
    Shape,
)

HEADER = Shape(
    records.Header,
    "entete",
    parts=(
        Leaf("editor", "editeur"),
        Leaf("application", "application"),
        Leaf("application_version", "appliVersion"),
        Leaf("uai", "etablissement"),
    ),
)
TEACHING = Shape(
    records.Teaching,
    "enseignant-discipline",
    (Attribute("teacher", "enseignant-ref"), Attribute("discipline", "discipline-ref")),
)


def _group(tag: str, project: str) -> Shape:
    attributes = (KEY, TITLE, Attribute("project", project))
    parts = (COMMENT, Many("teachings", TEACHING, "enseignants-disciplines"))
    return Shape(records.ProjectGroup, tag, attributes, parts)


#: The element `donnees`, in the order that the schemas want.
LISTS = (
    Many("heads", Shape(records.Head, "responsable-etab", (KEY, LABEL)), "responsables-etab"),
    Many(
        "pupils",
        Shape(records.Pupil, "eleve", (KEY, Attribute("siecle_id", "id-be"), *NAMES, DIVISION)),
        "eleves",
    ),
    Many(
        "periods",
        Shape(
            records.Period,
            "periode",
            (
                KEY,
                Attribute("year", "millesime"),
                Attribute("rank", "indice", Kind.REQUIRED_INTEGER),
                Attribute("count", "nb-periodes", Kind.REQUIRED_INTEGER),
            ),
        ),
        "periodes",
    ),
    Many(
        "disciplines",
        Shape(
            records.Discipline,
            "discipline",
            (
                KEY,
                CODE,
                Attribute("national_code", "code-national"),
                Attribute("election_modality", "modalite-election"),
                LABEL,
                Attribute("language", "id-lv"),
            ),
        ),
        "disciplines",
    ),
    Many(
        "teachers",
        Shape(
            records.Teacher,
            "enseignant",
            (KEY, Attribute("kind", "type"), Attribute("sts_id", "id-sts"), CIVILITY, *NAMES),
        ),
        "enseignants",
    ),
    Many(
        "programme_elements",
        Shape(records.ProgrammeElement, "element-programme", (KEY, LABEL)),
        "elements-programme",
    ),
    Many(
        "shared_digital_skills",
        Shape(
            records.SharedDigitalSkills,
            "competences-numeriques-commun",
            (KEY, Attribute("structure", "code-structure"), Attribute("kind", "type-structure")),
            (Content("text"),),
        ),
        "competences-numeriques-communs",
    ),
    Many(
        "shared_pathways",
        Shape(records.SharedPathways, "parcours-commun", (PERIOD, DIVISION), (Many("pathways", PATHWAY),)),
        "parcours-communs",
    ),
    Many(
        "shared_school_lives",
        Shape(records.SharedSchoolLife, "vie-scolaire-commun", (PERIOD, DIVISION), (COMMENT,)),
        "vies-scolaires-communs",
    ),
    Many("epi_themes", Shape(records.EpiTheme, "epi-thematique", (CODE, LABEL)), "epis-thematiques"),
    Many(
        "epis",
        Shape(
            records.Epi,
            "epi",
            (KEY, TITLE, Attribute("theme", "thematique"), PROJECT_DISCIPLINES),
            (DESCRIPTION,),
        ),
        "epis",
    ),
    Many("epi_groups", _group("epi-groupe", "epi-ref"), "epis-groupes"),
    Many(
        "supports",
        Shape(records.Support, "acc-perso", (KEY, TITLE, PROJECT_DISCIPLINES), (DESCRIPTION,)),
        "acc-persos",
    ),
    Many("support_groups", _group("acc-perso-groupe", "acc-perso-ref"), "acc-persos-groupes"),
    Many("period_reports", PERIOD_REPORT, "bilans-periodiques"),
    Many("cycle_reports", CYCLE_REPORT, "bilans-cycle"),
)
