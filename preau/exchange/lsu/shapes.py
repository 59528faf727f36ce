"""How a record is written in XML: the words of the tables that the writer and the reader share.

One table for both, so that they cannot disagree: `report_shapes.py` for the pupils, `list_shapes.py` for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from preau.exchange.lsu.versions import Feature


class Kind(Enum):
    """What an attribute holds."""

    TEXT = auto()
    INTEGER = auto()
    REQUIRED_INTEGER = auto()
    DAY = auto()
    MOMENT = auto()
    FLAG = auto()
    KEYS = auto()
    STATUS = auto()
    NOT_GRADED = auto()


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field written as an attribute; `only` is the feature a version must have for it to be written."""

    field: str
    name: str
    kind: Kind = Kind.TEXT
    only: Feature | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field written as an element that holds a text; not written when empty."""

    field: str
    tag: str


@dataclass(frozen=True, slots=True)
class Content:
    """A field written as the text of the element itself."""

    field: str


@dataclass(frozen=True, slots=True)
class One:
    """A field that holds a record, or None."""

    field: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Many:
    """A field that holds records, inside `wrapper` when there is one; an empty wrapper is never written."""

    field: str
    shape: Shape
    wrapper: str = ""


Part = Leaf | Content | One | Many


@dataclass(frozen=True, slots=True)
class Shape:
    """A record, its tag, its attributes, then its parts in the order that the schemas want."""

    record: type[Any]
    tag: str
    attributes: tuple[Attribute, ...] = ()
    parts: tuple[Part, ...] = ()


#: What several records have.
KEY = Attribute("key", "id")
PUPIL = Attribute("pupil", "eleve-ref")
PERIOD = Attribute("period", "periode-ref")
DIVISION = Attribute("division", "code-division")
CODE = Attribute("code", "code")
LEVEL = Attribute("level", "positionnement", Kind.INTEGER)
TITLE = Attribute("title", "intitule")
LABEL = Attribute("label", "libelle")
NAMES = (Attribute("last_name", "nom"), Attribute("first_name", "prenom"))
CIVILITY = Attribute("title", "civilite")
HEAD = Attribute("head", "responsable-etab-ref")
FORM_TEACHERS = Attribute("form_teachers", "prof-princ-refs", Kind.KEYS)
LOCK = Attribute("locked_at", "date-verrou", Kind.MOMENT)
PROJECT_DISCIPLINES = Attribute("disciplines", "discipline-refs", Kind.KEYS)
DESCRIPTION = Leaf("description", "description")
COMMENT = Leaf("comment", "commentaire")
