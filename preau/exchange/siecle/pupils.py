"""ElevesSansAdresses and ElevesAvecAdresses (formats §2.1): who is a pupil here today, and who is not.

A pupil is ignored, and told with the reason, when: the exit date is past (a future one still leaves her here);
she is in no structure; her only division is « Inactifs »; she is in groups only; she has no INE. Two pupils with
one INE make the file impossible: nobody could tell them apart afterwards.

The INE is ID_NATIONAL, else INE_RNIE, else INE_BEA.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from preau.exchange.places import Place
from preau.exchange.siecle.export import ExportFile
from preau.exchange.siecle.notes import ReadingNotes
from preau.exchange.siecle.reading import Entry
from preau.exchange.siecle.records import (
    Birthplace,
    IgnoredPupil,
    OptionTaken,
    PreviousSchooling,
    PupilRecord,
    Reason,
)
from preau.exchange.siecle.stream import read_entries
from preau.exchange.siecle.vocabulary import (
    APPRENTICE,
    DIVISION,
    FRANCE,
    GROUP,
    INACTIVE_DIVISION,
    SEXES,
    regime_of,
)
from preau.kernel.refusals import NotPossible
from preau.kernel.words import folded, short_day


@dataclass(frozen=True, slots=True)
class PupilsRead:
    """The pupils who come in, in the order of the file, and those who do not."""

    pupils: tuple[PupilRecord, ...]
    ignored: tuple[IgnoredPupil, ...]


@dataclass(slots=True)
class _Structures:
    """The divisions and groups of one pupil, and whether they were told in several sections."""

    divisions: dict[str, None] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)


def read_pupils(file: ExportFile, today: date, notes: ReadingNotes) -> PupilsRead:
    """The pupils of a file. Raises `NotPossible` when it is broken, or when two pupils share an INE."""
    gathering = _Gathering(file.name, notes)
    for section, element in read_entries(file, notes):
        gathering.take(section, Entry(element, file.name, notes))
    pupils: list[PupilRecord] = []
    ignored = list(gathering.nameless)
    for pupil in gathering.pupils():
        reason, detail = reason_to_ignore(pupil, today)
        if reason:
            name = f"{pupil.identity.last_name} {pupil.identity.first_name}"
            ignored.append(IgnoredPupil(pupil.place, pupil.siecle_id, name, reason, detail))
        else:
            pupils.append(_without_inactive(pupil))
    refuse_shared_ine(pupils)
    ignored.sort(key=lambda one: one.place.line)
    return PupilsRead(tuple(pupils), tuple(ignored))


def reason_to_ignore(pupil: PupilRecord, today: date) -> tuple[Reason | None, str]:
    """Why a pupil does not come in, with its detail; (None, '') when she does."""
    if pupil.left_on and pupil.left_on < today:
        return Reason.LEFT, f"le {short_day(pupil.left_on)}"
    reason = reason_of_structures(pupil)
    if reason:
        return reason, ", ".join(pupil.groups)
    return (None, "") if pupil.ine else (Reason.NO_INE, "")


def reason_of_structures(pupil: PupilRecord) -> Reason | None:
    """Why the classes and groups of a pupil say that she is not here; None when they say she is."""
    if not (pupil.divisions or pupil.groups):
        return Reason.NO_STRUCTURE
    if not pupil.divisions:
        return Reason.ONLY_GROUPS
    return Reason.INACTIVE if all(map(_is_inactive, pupil.divisions)) else None


def refuse_shared_ine(pupils: list[PupilRecord]) -> None:
    """Raise `NotPossible`, naming both pupils and both lines, when an INE is that of two pupils."""
    first_of: dict[str, PupilRecord] = {}
    for pupil in pupils:
        first = first_of.setdefault(pupil.ine, pupil)
        if first is not pupil:
            one, other = first.identity, pupil.identity
            raise NotPossible(
                f"Le fichier « {pupil.place.file} », lignes {first.place.line} et {pupil.place.line} : l’INE "
                f"{pupil.ine} est celui de deux élèves, {one.last_name} {one.first_name} et {other.last_name} "
                f"{other.first_name}. Rien n’a été importé : corrigez l’INE à la source, puis refaites l’export."
            )


class _Gathering:
    """The sections of one file, joined once they are all there: they come in no promised order."""

    def __init__(self, file: str, notes: ReadingNotes) -> None:
        self._file = file
        self._notes = notes
        self._pupils: dict[str, PupilRecord] = {}
        self._address_of: dict[str, str] = {}
        self._structures: dict[str, _Structures] = {}
        self._options: dict[str, list[OptionTaken]] = {}
        self._addresses: dict[str, str] = {}
        self.nameless: list[IgnoredPupil] = []

    def take(self, section: str, entry: Entry) -> None:
        """Keep what an entry says."""
        match section:
            case "ELEVES":
                self._take_pupil(entry)
            case "STRUCTURES":
                self._take_structures(entry)
            case "OPTIONS":
                self._options.setdefault(entry.key("ELEVE_ID"), []).extend(_options(entry))
            case _:
                address = entry.address()
                self._addresses[address.key] = address.text

    def pupils(self) -> Iterator[PupilRecord]:
        """Every pupil with a name, whole, in the order of the file."""
        for key, pupil in self._pupils.items():
            structures = self._structures.pop(key, None) or _Structures()
            if len(structures.divisions) > 1:
                codes = ", ".join(structures.divisions)
                self._notes.tell(pupil.place, f"l’élève est dans plusieurs classes ({codes})", "STRUCTURES_ELEVE")
            yield replace(
                pupil,
                identity=replace(pupil.identity, address=self._address(key, pupil.place)),
                divisions=tuple(structures.divisions),
                groups=tuple(structures.groups),
                options=tuple(self._options.get(key, ())),
            )

    def _take_pupil(self, entry: Entry) -> None:
        key = entry.key("ELEVE_ID")
        if not key:
            entry.tell("élève sans ELEVE_ID : laissé de côté", "ELEVE_ID", is_left_out=True)
            return
        if key in self._pupils:
            line = self._pupils[key].place.line
            entry.tell(
                f"l’élève {key} est déjà décrit ligne {line} : laissé de côté", "ELEVE_ID", is_left_out=True
            )
            return
        pupil = _pupil(entry, key)
        if pupil is None:
            name = entry.text("NOM_USAGE", "NOM_DE_FAMILLE", "NOM") or entry.text("PRENOM")
            self.nameless.append(IgnoredPupil(entry.place, key, name, Reason.NO_NAME))
            return
        self._pupils[key] = pupil
        if address := entry.key("ADRESSE_ID"):
            self._address_of[key] = address

    def _take_structures(self, entry: Entry) -> None:
        key = entry.key("ELEVE_ID")
        if key in self._structures:
            entry.tell(f"l’élève {key} a plusieurs rubriques STRUCTURES_ELEVE : réunies", "STRUCTURES_ELEVE")
        found = self._structures.setdefault(key, _Structures())
        for structure in entry.children("STRUCTURE"):
            code, kind = structure.text("CODE_STRUCTURE"), structure.text("TYPE_STRUCTURE").upper()
            if not code or kind not in {DIVISION, GROUP}:
                structure.tell(
                    f"la structure « {code[:20]} » de type « {kind[:20]} » n’est ni une classe (D) ni un groupe "
                    "(G) : ignorée",
                    "TYPE_STRUCTURE",
                )
                continue
            (found.divisions if kind == DIVISION else found.groups)[code] = None

    def _address(self, pupil: str, place: Place) -> str | None:
        key = self._address_of.get(pupil)
        # « ElevesSansAdresses » names addresses that it does not give.
        if key is None or not self._addresses:
            return None
        if key not in self._addresses:
            self._notes.tell(place, f"l’adresse {key} n’est pas dans le fichier", "ADRESSE_ID")
        return self._addresses.get(key)


def _pupil(entry: Entry, key: str) -> PupilRecord | None:
    """An ELEVE alone; None when it has no name."""
    sex = entry.understood(SEXES.get, "n’est pas un code de sexe", "CODE_SEXE") or ""
    identity = entry.identity(sex)
    if identity is None:
        return None
    status = entry.text("CODE_STATUT").upper()
    return PupilRecord(
        place=entry.place,
        siecle_id=key,
        local_id=entry.key("ELENOET"),
        private_id=entry.text("ID_PRV_ELE"),
        ine=_ine(entry),
        identity=identity,
        sex=sex,
        birthplace=_birthplace(entry),
        mef=entry.erasable("CODE_MEF"),
        status=status,
        is_apprentice=status == APPRENTICE,
        regime=entry.understood(regime_of, "n’est pas un code de régime connu", "CODE_REGIME"),
        repeats=entry.boolean("DOUBLEMENT"),
        accepts_messages=entry.boolean("ACCEPTE_SMS"),
        takes_transport=entry.boolean("ADHESION_TRANSPORT"),
        entered_on=entry.day("DATE_ENTREE"),
        left_on=entry.day("DATE_SORTIE"),
        previous=next(map(_previous, entry.children("SCOLARITE_AN_DERNIER")), None),
    )


def _ine(entry: Entry) -> str:
    ine = entry.text("ID_NATIONAL", "INE_RNIE", "INE_BEA").upper()
    if ine and not (len(ine) == 11 and ine.isascii() and ine.isalnum()):
        entry.tell(f"« {ine[:20]} » n’a pas les 11 caractères d’un INE : ignoré", "ID_NATIONAL")
        return ""
    return ine


def _birthplace(entry: Entry) -> Birthplace:
    """A birth in France has a commune, one abroad a town: else it is told."""
    place = Birthplace(
        entry.text("CODE_PAYS"),
        entry.text("CODE_DEPARTEMENT_NAISS"),
        entry.text("CODE_COMMUNE_INSEE_NAISS"),
        entry.text("VILLE_NAISS"),
    )
    if place.country == FRANCE and not place.commune:
        entry.tell("né en France, l’élève n’a pas de commune de naissance", "CODE_COMMUNE_INSEE_NAISS")
    elif place.country and place.country != FRANCE and not place.town:
        entry.tell("né à l’étranger, l’élève n’a pas de ville de naissance", "VILLE_NAISS")
    return place


def _previous(entry: Entry) -> PreviousSchooling:
    names = (entry.text(tag) for tag in ("SIGLE", "DENOM_PRINC", "DENOM_COMPL"))
    return PreviousSchooling(
        uai=entry.text("CODE_RNE").upper(),
        name=" ".join(name for name in names if name),
        mef=entry.text("CODE_MEF"),
        division=entry.text("CODE_STRUCTURE"),
    )


def _options(entry: Entry) -> Iterator[OptionTaken]:
    for option in entry.children("OPTIONS_ELEVE"):
        subject = option.text("CODE_MATIERE")
        if subject:
            yield OptionTaken(option.integer("NUM_OPTION"), option.text("CODE_MODALITE_ELECT").upper(), subject)


def _is_inactive(division: str) -> bool:
    return folded(division) == INACTIVE_DIVISION


def _without_inactive(pupil: PupilRecord) -> PupilRecord:
    """A pupil who is both in a class and in « Inactifs » is in the class."""
    if not any(map(_is_inactive, pupil.divisions)):
        return pupil
    return replace(pupil, divisions=tuple(code for code in pupil.divisions if not _is_inactive(code)))
