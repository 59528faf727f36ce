"""Responsables (formats §2.1): the persons, and what ties each to a pupil.

Level: NIVEAU_RESPONSABILITE (1 legal, 2 in charge, 3 contact). Old exports have RESP_LEGAL instead, where 1 and 2
are the two legal representatives: both are level 1, else the second parent would lose her rights. What says
neither is a contact, the most cautious reading, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from preau.exchange.aaf.relations import NEW_KINSHIP_OF_OLD, NEW_KINSHIPS, OTHER_KINSHIP, kinship_of
from preau.exchange.siecle.export import ExportFile
from preau.exchange.siecle.notes import ReadingNotes
from preau.exchange.siecle.reading import Entry
from preau.exchange.siecle.records import GuardianRecord, GuardianshipRecord
from preau.exchange.siecle.stream import read_entries

_LEGAL, _CONTACT = 1, 3
_OLD_LEGAL = frozenset({1, 2})
_LEVELS = frozenset({1, 2, 3})


@dataclass(frozen=True, slots=True)
class GuardiansRead:
    guardians: tuple[GuardianRecord, ...]
    guardianships: tuple[GuardianshipRecord, ...]


def read_guardians(file: ExportFile, notes: ReadingNotes) -> GuardiansRead:
    """The persons of a file and their ties, ranked. Raises `NotPossible` when the file is broken.

    A tie to a person who is not in the file is told and left out; the pupil it names is not looked for here.
    """
    guardians: dict[str, GuardianRecord] = {}
    address_of: dict[str, str] = {}
    addresses: dict[str, str] = {}
    ties: dict[tuple[str, str], tuple[GuardianshipRecord, int]] = {}
    for section, element in read_entries(file, notes):
        entry = Entry(element, file.name, notes)
        if section == "ADRESSES":
            address = entry.address()
            addresses[address.key] = address.text
        elif section == "RESPONSABLES":
            _take_tie(entry, ties)
        elif (guardian := _guardian(entry, guardians)) is not None:
            guardians[guardian.key] = guardian
            if key := entry.key("ADRESSE_ID"):
                address_of[guardian.key] = key
    for guardian_key, key in address_of.items():
        guardian = guardians[guardian_key]
        if key in addresses:
            identity = replace(guardian.identity, address=addresses[key])
            guardians[guardian_key] = replace(guardian, identity=identity)
        elif addresses:
            notes.tell(guardian.place, f"l’adresse {key} n’est pas dans le fichier", "ADRESSE_ID")
    known = [(tie, order) for tie, order in ties.values() if _is_known(tie, guardians, notes)]
    return GuardiansRead(tuple(guardians.values()), _ranked(known))


def _guardian(entry: Entry, known: dict[str, GuardianRecord]) -> GuardianRecord | None:
    """A PERSONNE; None (told) when it has no identifier, no name, or was read already."""
    key = entry.key("PERSONNE_ID")
    if not key:
        entry.tell("personne sans PERSONNE_ID : laissée de côté", "PERSONNE_ID", is_left_out=True)
        return None
    if key in known:
        line = known[key].place.line
        entry.tell(f"la personne {key} est déjà décrite ligne {line} : laissée de côté", is_left_out=True)
        return None
    identity = entry.identity()
    if identity is None:
        entry.tell(f"la personne {key} n’a pas de nom ou pas de prénom : laissée de côté", is_left_out=True)
        return None
    return GuardianRecord(
        entry.place, key, identity, entry.boolean("ACCEPTE_SMS"), entry.boolean("COMMUNICATION_ADRESSE")
    )


def _take_tie(entry: Entry, ties: dict[tuple[str, str], tuple[GuardianshipRecord, int]]) -> None:
    """Keep a RESPONSABLE_ELEVE, with the order old exports give to legal representatives."""
    pupil, guardian = entry.key("ELEVE_ID"), entry.key("PERSONNE_ID")
    if not (pupil and guardian):
        entry.tell("lien sans élève ou sans personne : laissé de côté", is_left_out=True)
        return
    tie = GuardianshipRecord(
        place=entry.place,
        pupil=pupil,
        guardian=guardian,
        level=_level(entry),
        kinship=_kinship(entry),
        pays_fees=bool(entry.boolean("PAIE_FRAIS_SCOLAIRES", "RESP_FINANCIER")),
        receives_aids=bool(entry.boolean("PERCOIT_LES_AIDES", "PERS_PAIMENT")),
        is_contact=bool(entry.boolean("A_CONTACTER_EN_PRIORITE", "PERS_CONTACT")),
        hosts_pupil=bool(entry.boolean("HEBERGE_ELEVE")),
    )
    order = entry.integer("RESP_LEGAL") or 0
    known = ties.get((pupil, guardian))
    if known:
        entry.tell(
            f"l’élève {pupil} a deux liens avec la personne {guardian} : réunis au plus proche",
            "RESPONSABLE_ELEVE",
        )
        tie, order = _merged(known[0], tie), min(order, known[1])
    ties[pupil, guardian] = tie, order


def _level(entry: Entry) -> int:
    level = entry.integer("NIVEAU_RESPONSABILITE")
    if level in _LEVELS:
        return int(level or _CONTACT)
    legal = entry.integer("RESP_LEGAL")
    if level is None and legal is not None:
        return _LEGAL if legal in _OLD_LEGAL else _CONTACT
    entry.tell("le niveau de responsabilité n’est pas lisible : contact seulement", "NIVEAU_RESPONSABILITE")
    return _CONTACT


def _kinship(entry: Entry) -> int:
    code = entry.integer("CODE_PARENTE")
    if code is not None and code not in NEW_KINSHIPS and code not in NEW_KINSHIP_OF_OLD:
        entry.tell(f"le lien de parenté {code} n’est pas connu : autre lien", "CODE_PARENTE")
        return OTHER_KINSHIP
    return kinship_of(code)


def _merged(one: GuardianshipRecord, other: GuardianshipRecord) -> GuardianshipRecord:
    """Two ties with one person: the closest level, the link that says something."""
    return replace(
        one,
        level=min(one.level, other.level),
        kinship=other.kinship if one.kinship == OTHER_KINSHIP else one.kinship,
        pays_fees=one.pays_fees or other.pays_fees,
        receives_aids=one.receives_aids or other.receives_aids,
        is_contact=one.is_contact or other.is_contact,
        hosts_pupil=one.hosts_pupil or other.hosts_pupil,
    )


def _is_known(tie: GuardianshipRecord, guardians: dict[str, GuardianRecord], notes: ReadingNotes) -> bool:
    if tie.guardian in guardians:
        return True
    notes.tell(
        tie.place, f"la personne {tie.guardian} n’est pas dans le fichier : lien laissé de côté", is_left_out=True
    )
    return False


def _ranked(ties: list[tuple[GuardianshipRecord, int]]) -> tuple[GuardianshipRecord, ...]:
    """The ties in the order of the file, each with its rank among those of its pupil."""
    of_pupil: defaultdict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    for index, (tie, order) in enumerate(ties):
        of_pupil[tie.pupil].append((tie.level, order, tie.kinship, index))
    ranks = {key[-1]: rank for keys in of_pupil.values() for rank, key in enumerate(sorted(keys), start=1)}
    return tuple(replace(tie, rank=ranks[index]) for index, (tie, _order) in enumerate(ties))
