"""The roll of an agricultural school, as FREGATA lets it out: a CSV of fifteen columns (formats §2.2).

A star after a header means that the column must be filled; two, that one of those must be. The file does not say
whose it is: the screen that receives it asks. What it says has the shape of an export of SIECLE, without ELEVE_ID.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place
from preau.exchange.siecle.pupils import reason_of_structures, refuse_shared_ine
from preau.exchange.siecle.records import Birthplace, Contents, ExportKind, IgnoredPupil, PupilRecord, Reason
from preau.exchange.siecle.vocabulary import APPRENTICE, SEXES, TITLE_OF_SEX
from preau.exchange.tabular.headers import header_key
from preau.exchange.tabular.lines import Cells
from preau.exchange.tabular.mapping import columns_of, propose_mapping
from preau.exchange.tabular.notes import Notes
from preau.exchange.tabular.records import (
    Field,
    Kind,
    Row,
    Table,
    Whose,
)
from preau.exchange.tabular.table import read_table
from preau.kernel.refusals import NotPossible

_SEX, _COUNTRY, _DEPARTEMENT = "codesexe", "codepaysnaissance", "codedepartementnaissance"
_COMMUNE, _TOWN = "codecommunenaissance", "libellecommunenaissance"
#: The columns with one star, by the key of their header, and how messages call them.
_STARRED = {
    "identifiantunique": "Identifiant unique",
    "premierprenom": "Premier prénom",
    "nomdefamille": "Nom de famille",
    _SEX: "Code sexe",
    "datedenaissancejjmmaaaa": "Date de naissance (jj/mm/aaaa)",
    _DEPARTEMENT: "Code département naissance",
    _COUNTRY: "Code pays naissance",
    "statut": "Statut",
    "codemef": "Code MEF",
    "division": "Division",
}
#: Told in their own words when they are empty, or their pupil is ignored with a reason.
_TOLD_ELSEWHERE = frozenset({"identifiantunique", "premierprenom", "nomdefamille", "division"})
#: Country codes are those of SIECLE with 99 in front: 99100 is France.
_BEFORE_COUNTRY = "99"


def read_agricultural_roll(content: bytes, name: str, uai: str) -> Contents:
    """The pupils of the roll of school `uai`. Raises `NotPossible`, naming the columns that are not there."""
    table = read_table(content, name)
    reader = _Reader(table)
    missing = [shown for key, shown in _STARRED.items() if key not in reader.index_of]
    if missing:
        raise NotPossible(
            f"Le fichier « {name} » n’est pas une liste d’élèves de l’enseignement agricole : il n’a pas la "
            f"colonne « {' », « '.join(missing)} ». Refaites l’export, ou passez par l’import d’un fichier CSV."
        )
    pupils: list[PupilRecord] = []
    ignored: list[IgnoredPupil] = []
    for row in table.rows:
        read = reader.read(row)
        if isinstance(read, IgnoredPupil):
            ignored.append(read)
        else:
            pupils.append(read)
    refuse_shared_ine(pupils)
    return Contents(
        uai=uai,
        year=None,
        kinds=frozenset({ExportKind.PUPILS}),
        pupils=tuple(pupils),
        ignored=tuple(ignored),
        anomalies=tuple(sorted(reader.notes.anomalies, key=lambda anomaly: anomaly.place.line)),
        anomaly_count=reader.notes.count,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, its cells by the key of their header."""

    row: Row
    index_of: dict[str, int]

    def text(self, key: str) -> str:
        index = self.index_of.get(key)
        return "" if index is None else self.row.cells[index]


class _Reader:
    """The rows of one roll."""

    def __init__(self, table: Table) -> None:
        self.notes = Notes(list(table.anomalies), table.anomaly_count)
        self.index_of = {header_key(header): index for index, header in enumerate(table.headers)}
        self._table = table
        self._columns = columns_of(propose_mapping(table, Kind.PUPILS)).get((Whose.LINE, 1), {})

    def read(self, row: Row) -> PupilRecord | IgnoredPupil:
        """The pupil of a row, or why she does not come in."""
        place, written = Place(self._table.name, row.line), _Row(row, self.index_of)
        cells = Cells(row, self._columns, place, self.notes)
        identity = cells.identity()
        if identity is None:
            shown = written.text("nomdefamille") or written.text("premierprenom")
            return IgnoredPupil(place, "", shown[:80], Reason.NO_NAME)
        self._tell_empty(written, place)
        pupil = self._pupil(cells, written, identity)
        reason = reason_of_structures(pupil) or (None if pupil.ine else Reason.NO_INE)
        if reason:
            return IgnoredPupil(place, "", f"{identity.last_name} {identity.first_name}", reason)
        return pupil

    def _pupil(self, cells: Cells, written: _Row, identity: Identity) -> PupilRecord:
        sex, status = written.text(_SEX).upper(), cells.text(Field.STATUS).upper()
        if sex and sex not in SEXES:
            self.notes.tell(cells.place, f"« {sex[:20]} » n’est pas un code de sexe : ignoré", _STARRED[_SEX])
        return PupilRecord(
            place=cells.place,
            siecle_id="",
            local_id="",
            private_id="",
            ine=cells.ine(),
            identity=replace(identity, title=TITLE_OF_SEX.get(SEXES.get(sex, ""))),
            sex=SEXES.get(sex, ""),
            birthplace=Birthplace(
                written.text(_COUNTRY).removeprefix(_BEFORE_COUNTRY),
                written.text(_DEPARTEMENT),
                written.text(_COMMUNE),
                written.text(_TOWN),
            ),
            mef=cells.code(Field.MEF) or None,
            status=status,
            is_apprentice=status == APPRENTICE,
            regime=None,
            repeats=None,
            accepts_messages=None,
            takes_transport=None,
            entered_on=None,
            left_on=None,
            divisions=cells.several(Field.DIVISIONS),
        )

    def _tell_empty(self, written: _Row, place: Place) -> None:
        for key, shown in _STARRED.items():
            if key not in _TOLD_ELSEWHERE and not written.text(key):
                self.notes.tell(place, "la colonne doit être remplie", shown)
        if not (written.text(_COMMUNE) or written.text(_TOWN)):
            self.notes.tell(place, "la commune de naissance doit être donnée, par son code ou par son nom")
