"""What a school starts with: kinds of evaluation, words of skill levels (rule B2.10). It then keeps its own.

The migration that makes the tables writes them in each school, a trigger in a school that comes later.
"""

from __future__ import annotations

from typing import NamedTuple


class StartingKind(NamedTuple):
    """`is_test`: counts in the load of a class (C43). `coefficient`: what a new evaluation of it starts with."""

    label: str
    is_test: bool = False
    is_formative: bool = False
    coefficient: str = "1"


KINDS = (
    StartingKind("Contrôle", is_test=True),
    StartingKind("Interrogation", is_test=True, coefficient="0.5"),
    StartingKind("Devoir à la maison", coefficient="0.5"),
    StartingKind("Oral"),
    StartingKind("Travaux pratiques"),
    StartingKind("Projet"),
    StartingKind("Participation", coefficient="0.5"),
    StartingKind("Brevet ou examen blanc", is_test=True, coefficient="2"),
    StartingKind("Évaluation pour s’entraîner", is_formative=True),
)


class StartingLevel(NamedTuple):
    """`colour` names a colour of the skin; the letter and the word are always written beside it."""

    level: int
    label: str
    letter: str
    colour: str


LEVELS = (
    StartingLevel(0, "Non évaluée", "–", "gris"),
    StartingLevel(1, "Maîtrise insuffisante", "I", "rouge"),
    StartingLevel(2, "Maîtrise fragile", "F", "orange"),
    StartingLevel(3, "Maîtrise satisfaisante", "S", "jaune"),
    StartingLevel(4, "Très bonne maîtrise", "T", "vert"),
)
