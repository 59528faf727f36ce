"""Pupils and relatives (formats §1.3 and §1.4)."""

from __future__ import annotations

from preau.exchange.aaf.fields import date_of, integer_of, parts_of
from preau.exchange.aaf.reading import Attributes
from preau.exchange.aaf.records import DatedClass, PupilRecord, RelationTuple, RelativeRecord

_HOME = ("homePhone", "telephoneNumber")


def pupil(attributes: Attributes) -> PupilRecord | None:
    """An Eleve entry; the evidence on the generation of relations is noted here."""
    identity = attributes.identity(phones=_HOME)
    if identity is None:
        return None
    relations = _relations(attributes)
    attributes.notes.evidence_of(attributes.place.source).see_pupil(relations)
    return PupilRecord(
        place=attributes.place,
        key=attributes.key,
        identity=identity,
        ine=_ine(attributes),
        siecle_id=_key(attributes, "ENTEleveStructRattachId") or _key(attributes, "ENTEleveStructureRattachIdMEN"),
        structure=attributes.text("ENTPersonStructRattach"),
        mef=attributes.erasable("ENTEleveMEF"),
        level=attributes.text_or_none("ENTEleveNivFormation"),
        regime=attributes.text_or_none("ENTEleveRegime"),
        is_apprentice=attributes.text("ENTEleveStatutEleve").upper().startswith("APPRENTI"),
        subjects=tuple(dict.fromkeys(attributes.values("ENTEleveCodeEnseignements"))),
        divisions=attributes.pairs("ENTEleveClasses"),
        groups=attributes.pairs("ENTEleveGroupes"),
        relations=relations,
        entered_on=attributes.day("ENTEleveDateEntreeStructRattach"),
        left_on=attributes.day("ENTEleveDateSortieStructRattach"),
        class_entries=_dated(attributes, "ENTEleveDateEntreeClasses"),
        class_exits=_dated(attributes, "ENTEleveDateSortieClasses"),
    )


def relative(attributes: Attributes) -> RelativeRecord | None:
    """A PersRelEleve entry."""
    identity = attributes.identity(phones=_HOME)
    if identity is None:
        return None
    accepts = attributes.text("ENTPersonAdresseDiffusion").upper() == "O"
    return RelativeRecord(attributes.place, attributes.key, identity, accepts)


def relation_tuple(value: str) -> RelationTuple | None:
    """`jointure$lien$respFinancier$respLegal$contact$paiement`; the last two may be missing."""
    parts = parts_of(value)
    if len(parts) < 4 or not parts[0]:
        return None
    flags = [*parts[4:6], "0", "0"]
    return RelationTuple(
        relative=parts[0],
        link=integer_of(parts[1]),
        pays_fees=parts[2] == "1",
        legal=integer_of(parts[3]),
        is_contact=flags[0] == "1",
        receives_aids=flags[1] == "1",
    )


def _relations(attributes: Attributes) -> tuple[RelationTuple, ...]:
    relations = attributes.composed(
        "ENTElevePersRelEleve", relation_tuple, "jointure$lien$respFinancier$respLegal$contact$paiement"
    )
    for relation in relations:
        if relation.link is None or relation.legal is None or relation.legal > 3:
            attributes.tell(
                f"relation avec {relation.relative[:40]} : lien ou responsabilité illisible, lue au plus prudent",
                attributes.text("ENTPersonStructRattach"),
            )
    if len({relation.relative for relation in relations}) < len(relations):
        attributes.tell(
            "plusieurs relations avec la même personne : réunies", attributes.text("ENTPersonStructRattach")
        )
    return relations


def _ine(attributes: Attributes) -> str:
    ine = attributes.text("ENTEleveINE").upper()
    if ine and not (len(ine) == 11 and ine.isalnum()):
        attributes.tell(f"ENTEleveINE : « {ine[:20]} » n’a pas 11 caractères, ignoré")
        return ""
    return ine


def _key(attributes: Attributes, name: str) -> str:
    """An identifier of SIECLE: an integer as text."""
    key = attributes.text(name)
    if key and not (key.isascii() and key.isdigit()):
        attributes.tell(f"{name} : « {key[:20]} » n’est pas un nombre, ignoré")
        return ""
    return key


def _dated(attributes: Attributes, name: str) -> tuple[DatedClass, ...]:
    return attributes.composed(name, _dated_class, "structure$jj/mm/aaaa$classe")


def _dated_class(value: str) -> DatedClass | None:
    """`3000$18/08/2020$1AQUA`: not the order of ENTEleveClasses."""
    parts = parts_of(value)
    if len(parts) < 3 or not (parts[0] and parts[2]):
        return None
    on = date_of(parts[1])
    return DatedClass(parts[0], parts[2], on) if on else None
