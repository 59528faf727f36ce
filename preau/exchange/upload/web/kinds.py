"""The kinds of tables a school may give, as screens name them."""

from __future__ import annotations

from preau.exchange.tabular.records import Kind

#: « Ce tableau est celui … ».
OF_WHOM = {
    Kind.PUPILS: "des élèves",
    Kind.GUARDIANS: "des responsables",
    Kind.TEACHERS: "des enseignants",
    Kind.STAFF: "d’autres personnels",
    Kind.GUESTS: "des invités",
}
#: The name of the empty table of each kind.
TEMPLATES = {
    Kind.PUPILS: "Élèves",
    Kind.GUARDIANS: "Responsables",
    Kind.TEACHERS: "Enseignants",
    Kind.STAFF: "Personnels",
    Kind.GUESTS: "Invités",
}
