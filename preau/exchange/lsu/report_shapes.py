"""How the reports of a pupil are written in XML."""

from __future__ import annotations

from preau.exchange.lsu import reports
from preau.exchange.lsu.shapes import (
    CIVILITY,
    CODE,
    COMMENT,
    FORM_TEACHERS,
    HEAD,
    LEVEL,
    LOCK,
    NAMES,
    PERIOD,
    PUPIL,
    Attribute,
    Content,
    Kind,
    Leaf,
    Many,
    One,
    Shape,
)
from preau.exchange.lsu.versions import Feature

PATHWAY = Shape(reports.Pathway, "parcours", (CODE,), (Content("text"),))
DOMAIN = Shape(reports.DomainLevel, "domaine", (CODE, LEVEL))
ADDRESS = Shape(
    reports.Address,
    "adresse",
    (
        *(Attribute(f"line{rank}", f"ligne{rank}") for rank in range(1, 5)),
        Attribute("postal_code", "code-postal"),
        Attribute("town", "commune"),
    ),
)
GUARDIAN = Shape(
    reports.Guardian,
    "responsable",
    (
        CIVILITY,
        *NAMES,
        Attribute("is_legal1", "legal1", Kind.FLAG),
        Attribute("is_legal2", "legal2", Kind.FLAG),
        Attribute("kinship", "lien-parente"),
        Attribute("denomination", "denomination"),
    ),
    (One("address", ADDRESS),),
)
SUBJECT = Shape(
    reports.SubjectReport,
    "acquis",
    (
        Attribute("discipline", "discipline-ref"),
        Attribute("teachers", "enseignant-refs", Kind.KEYS),
        Attribute("programme_elements", "element-programme-refs", Kind.KEYS),
        Attribute("pupil_average", "moyenne-eleve"),
        Attribute("structure_average", "moyenne-structure"),
        Attribute("pupil_status", "eleve-non-note", Kind.NOT_GRADED, Feature.TEXT_AVERAGES),
        Attribute("structure_status", "structure-non-notee", Kind.NOT_GRADED, Feature.TEXT_AVERAGES),
        Attribute("pupil_status", "statut-evaluation-eleve", Kind.STATUS, Feature.EVALUATION_STATUS),
        Attribute("structure_status", "statut-evaluation-structure", Kind.STATUS, Feature.EVALUATION_STATUS),
        Attribute("positioning", "positionnement", Kind.INTEGER),
    ),
    (Leaf("appreciation", "appreciation"),),
)
DIGITAL_SKILLS = Shape(
    reports.DigitalSkills,
    "competences-numeriques",
    (Attribute("shared", "comp-num-commun-refs", Kind.KEYS),),
    (
        Leaf("appreciation", "appreciation-num"),
        Many(
            "skills",
            Shape(reports.DigitalSkill, "competence-num", (CODE, Attribute("level", "niveau", Kind.INTEGER))),
        ),
    ),
)
EPI_OF_PUPIL = Shape(reports.GroupComment, "epi-eleve", (Attribute("group", "epi-groupe-ref"),), (COMMENT,))
SUPPORT_OF_PUPIL = Shape(
    reports.GroupComment, "acc-perso-eleve", (Attribute("group", "acc-perso-groupe-ref"),), (COMMENT,)
)
ACCOMPANIMENT = Shape(
    reports.Accompaniment,
    "modalite-accompagnement",
    (CODE,),
    (Leaf("ppre", "complement-ppre"), Leaf("contract", "complement-contrat-reussite")),
)
SCHOOL_LIFE = Shape(
    reports.SchoolLife,
    "vie-scolaire",
    (
        Attribute("late_arrivals", "nb-retards", Kind.INTEGER),
        Attribute("justified_absences", "nb-abs-justifiees", Kind.INTEGER),
        Attribute("unjustified_absences", "nb-abs-injustifiees", Kind.INTEGER),
        Attribute("missed_hours", "nb-heures-manquees", Kind.INTEGER),
    ),
    (COMMENT,),
)
PERIOD_REPORT = Shape(
    reports.PeriodReport,
    "bilan-periodique",
    (
        FORM_TEACHERS,
        PUPIL,
        PERIOD,
        Attribute("council_on", "date-conseil-classe", Kind.DAY),
        Attribute("schooled_from", "date-scolarite", Kind.DAY),
        LOCK,
        HEAD,
    ),
    (
        Many("subjects", SUBJECT, "liste-acquis"),
        One("digital_skills", DIGITAL_SKILLS),
        Many("epis", EPI_OF_PUPIL, "epis-eleve"),
        Many("supports", SUPPORT_OF_PUPIL, "acc-persos-eleve"),
        Many("pathways", PATHWAY, "liste-parcours"),
        Many("accompaniments", ACCOMPANIMENT, "modalites-accompagnement"),
        Leaf("advice", "acquis-conseils"),
        Leaf("homework_help", "devoirs-faits"),
        One("school_life", SCHOOL_LIFE),
        Many("domains", DOMAIN, "socle"),
        Many("guardians", GUARDIAN, "responsables"),
    ),
)
CYCLE_REPORT = Shape(
    reports.CycleReport,
    "bilan-cycle",
    (
        PUPIL,
        Attribute("cycle", "cycle", Kind.REQUIRED_INTEGER),
        Attribute("year", "millesime"),
        Attribute("created_on", "date-creation", Kind.DAY),
        LOCK,
        HEAD,
        FORM_TEACHERS,
    ),
    (
        Many("domains", DOMAIN, "socle"),
        Leaf("synthesis", "synthese"),
        One("complement", Shape(reports.ComplementTeaching, "enseignement-complement", (CODE, LEVEL))),
        Many("guardians", GUARDIAN, "responsables"),
        One("regional_language", Shape(reports.RegionalLanguage, "langue-culture-regionale", (CODE, LEVEL))),
    ),
)
