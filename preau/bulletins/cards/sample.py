"""A report card of nobody: what a layout gives, before anything is written."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.cards.content import (
    Content,
    CouncilSaid,
    GeneralSaid,
    LifeSaid,
    ModelSaid,
    PartSaid,
    ProjectSaid,
    PupilSaid,
    ResponsibleSaid,
    SchoolSaid,
    SkillSaid,
    SubjectSaid,
    TermSaid,
)
from preau.bulletins.cards.layout import Layout
from preau.bulletins.cycle import DOMAINS
from preau.directory.models import School, Term

_ADDRESS = "3 allée des Tilleuls\n31000 Toulouse"


def sample_card(school: School, layout: Layout) -> Content:
    """A pupil who does not exist, in this school and this layout."""
    place = "\n".join(line for line in (school.street, f"{school.postal_code} {school.town}".strip()) if line)
    return Content(
        school=SchoolSaid(
            school.uai, school.name, school.kind, place, school.phone, school.email, school.academie
        ),
        pupil=PupilSaid(0, _("EXEMPLE"), _("Camille"), "2012-05-03"),
        term=TermSaid(
            0, 0, _("4e A"), Term.Kind.TRIMESTER, 3 if "annual" in layout.options else 1, 3, "2026-2027",
            "2026-09-01", "2026-11-29", "2026-12-01",
        ),
        model=ModelSaid(layout.label, layout.regulation, list(layout.options)),
        form_teachers=["Claire Durand"],
        responsibles=[
            ResponsibleSaid(0, _("Mme Dominique Exemple"), _ADDRESS),
            ResponsibleSaid(0, _("M. Claude Exemple"), _ADDRESS),
        ],
        subjects=_subjects(),
        general=GeneralSaid("13,4", "8,2", "12,1", "17,6", _("9 sur 27"), "13,1"),
        projects=[
            ProjectSaid(
                0, "epi", "", _("Mesurer le climat"), [_("Mathématiques"), _("Physique-chimie")],
                _("La classe a construit une station météo."), "", _("Camille a tenu le journal avec sérieux."),
            )
        ],
        accompaniments=[_("PAP, plan d’accompagnement personnalisé")],
        life=LifeSaid(2, 0, 1, "6", _("Ponctualité à surveiller.")),
        council=CouncilSaid(
            _("Un trimestre sérieux. Camille peut prendre davantage la parole et gagner en confiance."),
            _("Encouragements"),
            _("Poursuite d’études envisagée"),
        ),
        skills=[SkillSaid(domain, 2 + rank % 3) for rank, domain in enumerate(DOMAINS)]
        if "skills" in layout.options
        else [],
        class_comment=_("Une classe agréable et curieuse."),
        signatory=_("Le nom de qui signe"),
    )  # fmt: skip


def _subjects() -> list[SubjectSaid]:
    text = _("Des progrès à l’oral. Continuez à apprendre les leçons avec régularité.")
    said = (
        (_("Français"), "13,5", 3, _("Lire et comprendre un récit d’aventures")),
        (_("Mathématiques"), "14", 3, _("Calculer avec des fractions")),
        (_("Histoire-géographie"), "12", 3, _("Le XVIIIe siècle, expansions et révolutions")),
        (_("Anglais LV1"), "15,5", 4, _("Raconter un événement passé")),
        (_("Physique-chimie"), "11", 2, _("Mesurer des masses et des volumes")),
        (_("Éducation physique et sportive"), "16", 4, _("Course de demi-fond")),
    )
    return [
        SubjectSaid(
            0, "", label, "S", "1", [_("Prénom Nom")], [0], average, "", "7", "11,8", "18", "", average, level,
            [PartSaid(_("Oral"), average), PartSaid(_("Écrit"), average)] if rank == 3 else [], [element], text,
        )
        for rank, (label, average, level, element) in enumerate(said)
    ]  # fmt: skip
