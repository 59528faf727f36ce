"""The headers of an empty table to fill in, for each kind: every one of them is understood without a question."""

from __future__ import annotations

from preau.exchange.tabular.records import Kind

_WHO = ("Nom", "Prénom", "Civilité", "Date de naissance", "Courriel", "Téléphone mobile")
_HOME = ("Adresse", "Code postal", "Ville", "Pays")

HEADERS: dict[Kind, tuple[str, ...]] = {
    Kind.PUPILS: (
        "Nom", "Prénom", "Date de naissance", "Classe", "Groupes", "INE", "Régime", "Date d’entrée", "Courriel",
        "Nom responsable 1", "Prénom responsable 1", "Lien de parenté responsable 1",
        "Niveau de responsabilité responsable 1", "Courriel responsable 1", "Téléphone mobile responsable 1",
        "Nom responsable 2", "Prénom responsable 2", "Lien de parenté responsable 2",
        "Niveau de responsabilité responsable 2", "Courriel responsable 2", "Téléphone mobile responsable 2",
    ),
    Kind.GUARDIANS: (
        *_WHO, *_HOME, "Lien de parenté", "Niveau de responsabilité",
        "Nom de l’élève 1", "Prénom de l’élève 1", "Classe de l’élève 1",
        "Nom de l’élève 2", "Prénom de l’élève 2", "Classe de l’élève 2",
        "Nom de l’élève 3", "Prénom de l’élève 3", "Classe de l’élève 3",
    ),
    Kind.TEACHERS: (*_WHO, "Matière", "Classe"),
    Kind.STAFF: (*_WHO, "Fonction"),
    Kind.GUESTS: (
        "Nom", "Prénom", "Civilité", "Courriel", "Téléphone mobile", "Fonction", "Début du droit", "Fin du droit",
    ),
}  # fmt: skip
