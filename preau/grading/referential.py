"""The skills a school starts with, by cycle and domain (capability C86). It then keeps its own.

Domains are those of the « socle commun » (code de l’éducation, D122-1), with the codes of the national record; the
wording of the items is ours. A lycée has no socle: its items are what every subject asks.
The direction installs them (`install_skills`); nothing is there before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_noop

#: Cycles of a collège; 0: the lycée, which has none.
LYCEE = 0
CYCLES = (3, 4, LYCEE)

SOCLE = {
    "CPD_FRA": gettext_noop("Langue française à l’oral et à l’écrit"),
    "CPD_ETR": gettext_noop("Langues étrangères ou régionales"),
    "CPD_SCI": gettext_noop("Langages mathématiques, scientifiques et informatiques"),
    "CPD_ART": gettext_noop("Langages des arts et du corps"),
    "MET_APP": gettext_noop("Méthodes et outils pour apprendre"),
    "FRM_CIT": gettext_noop("Formation de la personne et du citoyen"),
    "SYS_NAT": gettext_noop("Systèmes naturels et systèmes techniques"),
    "REP_MND": gettext_noop("Représentations du monde et activité humaine"),
}
OF_LYCEE = {
    "LYC_SAV": gettext_noop("Connaître et mobiliser"),
    "LYC_RAI": gettext_noop("Raisonner et démontrer"),
    "LYC_COM": gettext_noop("Communiquer"),
    "LYC_FAI": gettext_noop("Expérimenter et réaliser"),
    "LYC_AUT": gettext_noop("Travailler en autonomie et avec d’autres"),
    "LYC_LVR": gettext_noop("Langues vivantes et régionales"),
}
#: Every domain, in the order they are shown.
DOMAINS = {**SOCLE, **OF_LYCEE}

_REGIONAL = (
    "Occitan : comprendre à l’oral et à l’écrit",
    "Occitan : parler et écrire",
    "Occitan : connaître la culture d’oc",
    "Catalan : comprendre à l’oral et à l’écrit",
    "Catalan : parler et écrire",
    "Catalan : connaître la culture catalane",
)
_ITEMS: dict[int, dict[str, tuple[str, ...]]] = {
    3: {
        "CPD_FRA": (
            "Lire à voix haute et comprendre un texte",
            "Écouter et reformuler ce qui est dit",
            "Prendre la parole devant les autres",
            "Écrire un texte court et ordonné",
            "Accorder et conjuguer sans erreur courante",
        ),
        "CPD_ETR": (
            "Comprendre des phrases simples à l’oral",
            "Lire un message court",
            "Se présenter et dialoguer simplement",
            "Écrire quelques phrases",
            *_REGIONAL,
        ),
        "CPD_SCI": (
            "Calculer avec des entiers et des décimaux",
            "Comprendre et utiliser une fraction simple",
            "Mesurer et convertir des grandeurs",
            "Construire et décrire une figure",
            "Lire un tableau ou un graphique",
            "Programmer un déplacement ou une suite d’étapes",
        ),
        "CPD_ART": (
            "Réaliser une production artistique et la présenter",
            "Chanter, jouer ou écouter avec attention",
            "Adapter ses efforts à une activité physique",
        ),
        "MET_APP": (
            "Organiser son travail et son matériel",
            "Chercher une information et dire d’où elle vient",
            "Travailler à plusieurs",
            "Utiliser un outil numérique avec soin",
        ),
        "FRM_CIT": (
            "Respecter les règles et les autres",
            "Donner son avis et écouter celui d’un autre",
            "Prendre une responsabilité dans la classe",
        ),
        "SYS_NAT": (
            "Se poser une question et proposer une hypothèse",
            "Mener une expérience et noter ce qu’on voit",
            "Décrire un objet technique et son usage",
        ),
        "REP_MND": (
            "Se repérer dans le temps",
            "Se repérer dans l’espace et lire une carte",
            "Comprendre un document et le situer",
        ),
    },
    4: {
        "CPD_FRA": (
            "Lire et interpréter un texte long ou difficile",
            "Comprendre un exposé et en retenir l’essentiel",
            "Parler en continu et argumenter à l’oral",
            "Écrire un texte construit, adapté à son lecteur",
            "Maîtriser l’orthographe et la syntaxe",
        ),
        "CPD_ETR": (
            "Comprendre un message oral courant",
            "Lire et comprendre un texte",
            "Parler en continu",
            "Dialoguer et réagir",
            "Écrire un texte suivi",
            *_REGIONAL,
        ),
        "CPD_SCI": (
            "Calculer avec des nombres relatifs, des fractions et des puissances",
            "Utiliser le calcul littéral",
            "Raisonner et démontrer en géométrie",
            "Traiter des données et des probabilités",
            "Modéliser une situation par une fonction",
            "Écrire, essayer et corriger un programme",
        ),
        "CPD_ART": (
            "Mener un projet artistique et l’expliquer",
            "Interpréter et écouter des œuvres musicales",
            "Choisir et réaliser une action motrice efficace",
        ),
        "MET_APP": (
            "Organiser son travail dans la durée",
            "Trouver, trier et vérifier l’information",
            "Coopérer et mener un projet à plusieurs",
            "Choisir et utiliser un outil numérique",
        ),
        "FRM_CIT": (
            "Respecter les autres et les règles communes",
            "Défendre un point de vue avec des arguments",
            "S’engager et prendre des initiatives",
            "Exercer son esprit critique",
        ),
        "SYS_NAT": (
            "Mener une démarche scientifique",
            "Expliquer un phénomène naturel par un modèle",
            "Concevoir et réaliser un objet technique",
            "Agir avec prudence pour sa santé et l’environnement",
        ),
        "REP_MND": (
            "Situer des faits dans leur époque",
            "Lire et produire une carte ou un croquis",
            "Analyser et confronter des documents",
            "Relier une œuvre à son contexte",
        ),
    },
    LYCEE: {
        "LYC_SAV": ("Restituer des connaissances exactes", "Choisir la connaissance utile à la situation"),
        "LYC_RAI": (
            "Poser un problème et une démarche",
            "Calculer, démontrer, argumenter",
            "Valider ou critiquer un résultat",
        ),
        "LYC_COM": (
            "Rédiger clairement, dans une langue correcte",
            "S’exprimer à l’oral",
            "Lire et produire un schéma, un graphique, une carte",
        ),
        "LYC_FAI": (
            "Suivre un protocole en sécurité",
            "Réaliser un geste professionnel ou technique",
            "Utiliser un outil numérique avec méthode",
        ),
        "LYC_AUT": ("Organiser son travail", "Coopérer", "Prendre des initiatives"),
        "LYC_LVR": (
            "Comprendre à l’oral et à l’écrit",
            "S’exprimer en continu et dialoguer",
            "Écrire un texte suivi",
            *_REGIONAL,
        ),
    },
}


class StartingSkill(NamedTuple):
    """`code` is unique in its cycle: a school finds its starting item again by it."""

    cycle: int
    domain: str
    code: str
    label: str
    position: int


def starting_skills() -> Iterator[StartingSkill]:
    """All of them, in the order they are shown."""
    for cycle, domains in _ITEMS.items():
        for domain, labels in domains.items():
            for position, label in enumerate(labels, 1):
                # A colon in French has a thin space before it.
                said = label.replace(" : ", "\u202f: ")
                yield StartingSkill(cycle, domain, f"{domain}.{position}", said, position)


def domains_of(cycle: int) -> dict[str, str]:
    """The domains of a cycle, by code."""
    return OF_LYCEE if cycle == LYCEE else SOCLE


def cycles_of(school_kind: str) -> tuple[int, ...]:
    """The cycles taught in a school of this kind; an unknown kind has them all."""
    if school_kind == "college":
        return (3, 4)
    return (LYCEE,) if school_kind.startswith("lycee") else CYCLES
