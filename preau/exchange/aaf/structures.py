"""Structures: schools with their divisions and groups (formats §1.3)."""

from __future__ import annotations

import re

from preau.exchange.aaf.fields import parts_of, structure_name
from preau.exchange.aaf.reading import Attributes
from preau.exchange.aaf.records import Declared, StructureRecord

_UAI = re.compile(r"[0-9]{7}[A-Z]")


def structure(attributes: Attributes) -> StructureRecord | None:
    """An EtabEducNat entry; without a UAI it cannot be a school here, and is told and left out."""
    uai = (attributes.text("ENTStructureUAI") or attributes.text("ENTEtablissementUAI")).upper()
    if not _UAI.fullmatch(uai):
        attributes.tell(
            f"l’UAI « {uai[:20]} » n’a pas sept chiffres et une lettre : structure laissée de côté",
            is_left_out=True,
        )
        return None
    name, town = structure_name(attributes.text("ENTStructureNomCourant"))
    return StructureRecord(
        place=attributes.place,
        key=attributes.key,
        uai=uai,
        name=name or uai,
        town=attributes.text("l") or town,
        type_label=attributes.text("ENTStructureTypeStruct"),
        ministry_code=attributes.text("ENTEtablissementCodeMinistereTutelle"),
        ministry=attributes.text("ENTEtablissementMinistereTutelle"),
        academie=attributes.text("ENTServAcAcademie"),
        street=attributes.text_or_none("street"),
        postal_code=attributes.text_or_none("postalCode"),
        phone=attributes.text_or_none("telephoneNumber"),
        seats=tuple(attributes.values("ENTEtablissementStructRattachFctl")),
        divisions=_declared(attributes, "ENTStructureClasses"),
        groups=_declared(attributes, "ENTStructureGroupes"),
    )


def _declared(attributes: Attributes, name: str) -> tuple[Declared, ...]:
    """The same code may be declared twice: the first label that says something is kept, what it holds is
    joined.
    """
    found: dict[str, Declared] = {}
    for item in attributes.composed(name, _one_declared, "code$libellé$…"):
        known = found.get(item.code)
        if known is None:
            found[item.code] = item
        else:
            attached = tuple(dict.fromkeys((*known.attached, *item.attached)))
            found[item.code] = Declared(item.code, known.label or item.label, attached)
    return tuple(found.values())


def _one_declared(value: str) -> Declared | None:
    code, *rest = parts_of(value)
    if not code or not rest:
        return None
    return Declared(code, rest[0], tuple(part for part in rest[1:] if part))
