"""Layouts of the report card: what each option shows (rule B3), and the one a school starts with."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.models import School

#: Each word of `BulletinModel.options`, and what it shows.
OPTIONS = {
    "average": gettext_lazy("La moyenne de l’élève"),
    "class_figures": gettext_lazy("La moyenne de la classe, la plus basse et la plus haute"),
    "positioning": gettext_lazy("Le positionnement de 1 à 4"),
    "annual": gettext_lazy("La moyenne de l’année, à la dernière période"),
    "coefficient": gettext_lazy("Le coefficient"),
    "parts": gettext_lazy("Les moyennes des sous-matières"),
    "general": gettext_lazy("La moyenne générale, si l’établissement en fait une"),
    "rank": gettext_lazy("Le rang, si l’établissement le montre"),
    "elements": gettext_lazy("Les éléments du programme travaillés"),
    "projects": gettext_lazy("Les projets, l’accompagnement et les parcours"),
    "accompaniments": gettext_lazy("Les plans d’accompagnement en vigueur (leur nom seul)"),
    "skills": gettext_lazy("Les compétences par domaine du socle (collège)"),
    "class_comment": gettext_lazy("Le commentaire commun à la classe"),
    "mention": gettext_lazy("La mention du conseil"),
    "orientation": gettext_lazy("L’avis d’orientation"),
    "addresses": gettext_lazy("L’adresse de la famille, quand tous vivent à la même"),
    "head": gettext_lazy("Le nom de qui signe"),
    "visa": gettext_lazy("Le visa de la famille"),
    "correspondence": gettext_lazy("La page de correspondance avec la famille, en plus du bulletin"),
    "logo": gettext_lazy("Le logo de l’établissement"),
}
REGULATIONS = {
    "EN": gettext_lazy("Éducation nationale"),
    "AGRI": gettext_lazy("Enseignement agricole (ministère chargé de l’agriculture)"),
}
#: What each regulation writes at the top of the page.
MINISTRIES = {
    "EN": gettext_lazy("Ministère chargé de l’éducation nationale"),
    "AGRI": gettext_lazy("Ministère chargé de l’agriculture"),
}
_ALWAYS = (
    "average", "class_figures", "projects", "accompaniments", "class_comment", "mention", "orientation",
    "addresses", "head", "logo",
)  # fmt: skip
_OF_COLLEGE = (*_ALWAYS, "positioning", "elements", "correspondence")
_OF_LYCEE = (*_ALWAYS, "coefficient", "general")
_OF_LYCEE_PRO = (*_OF_LYCEE, "parts", "elements")


class Layout(NamedTuple):
    """A layout by name; `model_id` None: the one a school has before it keeps any."""

    label: str
    options: tuple[str, ...]
    regulation: str = "EN"
    model_id: int | None = None


def starting_layout(kind: str) -> Layout:
    """What a school of this kind starts with: the collège shows what the order of 31 December 2015 asks for."""
    if kind == School.Kind.LYCEE_AGRICOLE:
        return Layout(_("Bulletin de l’enseignement agricole"), ordered((*_OF_LYCEE, "parts")), "AGRI")
    if kind == School.Kind.LYCEE_PRO:
        return Layout(_("Bulletin de lycée professionnel"), ordered(_OF_LYCEE_PRO))
    if kind == School.Kind.LYCEE:
        return Layout(_("Bulletin de lycée"), ordered(_OF_LYCEE))
    return Layout(_("Bilan périodique de collège"), ordered(_OF_COLLEGE))


def ordered(options: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The known ones, in the order of `OPTIONS`: two layouts that show the same are the same."""
    return tuple(word for word in OPTIONS if word in options)
