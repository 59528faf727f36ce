"""Staff: functions, courses, head-teacher posts, and who is a teacher or a head (formats §1.3)."""

from __future__ import annotations

from preau.exchange.aaf.fields import parts_of, triple_of
from preau.exchange.aaf.reading import Attributes
from preau.exchange.aaf.records import StaffFunction, StaffRecord, Teaching
from preau.exchange.aaf.vocabulary import HEAD_DISCIPLINES, NO_FUNCTION, TEACHING_FUNCTIONS

_SHAPE = "structure$fonction$libellé$discipline$libellé"


def staff(attributes: Attributes) -> StaffRecord | None:
    """A PersEducNat entry. Functions « sans objet » are left out."""
    identity = attributes.identity(phones=("telephoneNumber", "homePhone"))
    if identity is None:
        return None
    functions = tuple(
        function
        for function in attributes.composed("ENTPersonFonctions", staff_function, _SHAPE)
        if function.code != NO_FUNCTION
    )
    heads = {function.structure for function in functions if function.discipline.upper() in HEAD_DISCIPLINES}
    return StaffRecord(
        place=attributes.place,
        key=attributes.key,
        identity=identity,
        sts_id=_digits(attributes.text("ENTPersonSTSId")),
        attachment=attributes.text("ENTPersonStructRattach"),
        functions=functions,
        teachings=(
            *_teachings(attributes, "ENTAuxEnsClassesMatieres", is_division=True),
            *_teachings(attributes, "ENTAuxEnsGroupesMatieres", is_division=False),
        ),
        principal_of=attributes.pairs("ENTAuxEnsClassesPrincipal"),
        head_of=frozenset(heads.union(attributes.values("ENTEnsFonctionDir"))),
        is_teacher=_is_teacher(attributes, functions),
    )


def staff_function(value: str) -> StaffFunction | None:
    """Five parts in what we saw; three are enough, as other readers accept."""
    parts = parts_of(value)
    if len(parts) < 3 or not (parts[0] and parts[1]):
        return None
    discipline_code, discipline = [*parts[3:5], "", ""][:2]
    return StaffFunction(parts[0], parts[1].upper(), parts[2], discipline_code, discipline)


def _is_teacher(attributes: Attributes, functions: tuple[StaffFunction, ...]) -> bool:
    """ENTPersonCategorieEnseignant decides when given; else in front of pupils, else a function ENS or
    DOC.
    """
    category = attributes.text("ENTPersonCategorieEnseignant").upper()
    if category in {"O", "N"}:
        return category == "O"
    if attributes.text("PersEducNatPresenceDevantEleves").upper() == "O":
        return True
    return any(function.code in TEACHING_FUNCTIONS for function in functions)


def _teachings(attributes: Attributes, name: str, *, is_division: bool) -> tuple[Teaching, ...]:
    triples = attributes.composed(name, triple_of, "structure$code$matière")
    return tuple(Teaching(*triple, is_division=is_division) for triple in triples)


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() else ""
