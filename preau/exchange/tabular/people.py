"""A table and its mapping → records: who is on each line, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from preau.exchange.aaf.fields import family_name, given_name
from preau.exchange.places import Place
from preau.exchange.tabular.fields import function_from
from preau.exchange.tabular.lines import Cells
from preau.exchange.tabular.mapping import Mapping, columns_of
from preau.exchange.tabular.notes import Notes
from preau.exchange.tabular.records import (
    AdultRecord,
    Applied,
    Bond,
    Child,
    Field,
    Guardian,
    GuardianRecord,
    Kind,
    PupilRecord,
    Record,
    Row,
    Table,
    Whose,
)
from preau.kernel.refusals import NotPossible
from preau.kernel.words import folded

_LINE = (Whose.LINE, 1)


def apply_mapping(table: Table, mapping: Mapping) -> Applied:
    """The records of a table, and every anomaly since the table was read, in the order of the lines.

    Raises `NotPossible` when no column gives the names. A line without a name, or that repeats another, is
    told and left out; what is only odd on a line is told, and the line comes in without it.
    """
    if mapping.missing:
        wanted = " ni ".join(f"« {field} »" for field in mapping.missing)
        raise NotPossible(
            f"Aucune colonne du fichier « {table.name} » ne donne {wanted} : indiquez laquelle, ou choisissez "
            f"un autre fichier. Ses colonnes sont : {', '.join(table.headers)[:400]}."
        )
    notes = Notes(list(table.anomalies), table.anomaly_count)
    reader = _Reader(table.name, mapping, notes)
    records = tuple(record for row in table.rows for record in reader.records_of(row))
    anomalies = sorted(notes.anomalies, key=lambda anomaly: anomaly.place.line)
    return Applied(mapping.kind, records, tuple(anomalies), notes.count)


class _Reader:
    """The rows of one table, one by one: what was seen before tells which lines come twice."""

    def __init__(self, name: str, mapping: Mapping, notes: Notes) -> None:
        self._name = name
        self._kind = mapping.kind
        self._notes = notes
        self._columns = columns_of(mapping)
        self._lines_of_cells: dict[tuple[str, ...], int] = {}
        self._lines_of_keys: dict[tuple[str, ...], int] = {}
        build: dict[Kind, Callable[[Row, Cells], Record | None]] = {
            Kind.PUPILS: self._pupil,
            Kind.GUARDIANS: self._guardian,
        }
        self._build = build.get(mapping.kind, self._adult)

    def records_of(self, row: Row) -> Iterator[Record]:
        """The record of a row, when it has one."""
        cells = self._cells(row, _LINE)
        first = self._lines_of_cells.setdefault(row.cells, row.line)
        if first != row.line:
            cells.tell(f"la ligne répète la ligne {first} : laissée de côté", is_left_out=True)
            return
        record = self._build(row, cells)
        if record is None:
            return
        for key, field, what in _keys_of(record):
            first = self._lines_of_keys.setdefault(key, row.line)
            if first != row.line:
                cells.tell(f"{what} que la ligne {first} : laissée de côté", field, is_left_out=True)
                return
        yield record

    def _cells(self, row: Row, whose: tuple[Whose, int]) -> Cells:
        return Cells(row, self._columns.get(whose, {}), Place(self._name, row.line), self._notes, whose[0])

    def _others(self, row: Row, whose: Whose) -> Iterator[Cells]:
        """The children or the guardians of the line, those of which something is written."""
        for key in sorted(self._columns):
            if key[0] is whose and not (cells := self._cells(row, key)).is_blank:
                yield cells

    def _pupil(self, row: Row, cells: Cells) -> PupilRecord | None:
        identity = cells.identity()
        if identity is None:
            return None
        guardians = ((other.identity(), other) for other in self._others(row, Whose.GUARDIAN))
        return PupilRecord(
            place=cells.place,
            external_id=cells.code(Field.EXTERNAL_ID),
            siecle_id=cells.code(Field.SIECLE_ID),
            ine=cells.ine(),
            identity=identity,
            divisions=cells.several(Field.DIVISIONS),
            groups=cells.several(Field.GROUPS),
            mef=cells.code(Field.MEF) or None,
            level=cells.text(Field.LEVEL) or None,
            regime=cells.text(Field.REGIME) or None,
            is_apprentice=cells.text(Field.STATUS).upper().startswith("AP"),
            entered_on=cells.day(Field.ENTERED_ON),
            left_on=cells.day(Field.LEFT_ON),
            guardians=tuple(Guardian(who, other.bond()) for who, other in guardians if who),
        )

    def _guardian(self, row: Row, cells: Cells) -> GuardianRecord | None:
        identity = cells.identity()
        if identity is None:
            return None
        bond = cells.bond()
        children = tuple(child for other in self._others(row, Whose.CHILD) if (child := _child(other, bond)))
        if not children:
            cells.tell("aucun élève n’est indiqué pour ce responsable")
        return GuardianRecord(cells.place, cells.code(Field.EXTERNAL_ID), identity, children)

    def _adult(self, row: Row, cells: Cells) -> AdultRecord | None:
        identity = cells.identity()
        if identity is None:
            return None
        label = cells.text(Field.FUNCTION)
        function, subjects = function_from(label), cells.several(Field.SUBJECTS)
        if self._kind is Kind.TEACHERS and not function:
            # In tables of teachers, « fonction » names the subject.
            function, label, subjects = "ENS", "", (*subjects, label) if label else subjects
        elif label and not function and self._kind is Kind.STAFF:
            cells.tell(f"la fonction « {label[:40]} » n’est pas connue : à préciser", Field.FUNCTION)
        return AdultRecord(
            cells.place,
            self._kind,
            cells.code(Field.EXTERNAL_ID),
            identity,
            function,
            label,
            subjects,
            cells.several(Field.DIVISIONS),
            cells.day(Field.VALID_FROM),
            cells.day(Field.VALID_UNTIL),
        )


def _child(cells: Cells, of_line: Bond) -> Child | None:
    """The child of a guardian; None (told) when the names are not both there and nothing else finds her."""
    last, first = cells.text(Field.NAME) or cells.text(Field.BIRTH_NAME), cells.text(Field.FIRST_NAME)
    ine, external_id = cells.ine(), cells.code(Field.EXTERNAL_ID) or cells.code(Field.SIECLE_ID)
    if not ((last and first) or ine or external_id):
        cells.tell("le nom et le prénom de l’élève doivent être tous deux écrits : élève ignoré",
                   Field.NAME, Field.FIRST_NAME)  # fmt: skip
        return None
    own = cells.bond()
    return Child(
        last_name=family_name(last),
        first_name=given_name(first),
        born_on=cells.day(Field.BORN_ON),
        ine=ine,
        external_id=external_id,
        divisions=cells.several(Field.DIVISIONS),
        bond=of_line if own == Bond() else own,
    )


def _keys_of(record: Record) -> Iterator[tuple[tuple[str, ...], Field, str]]:
    """What no two lines may share: an identifier, or names with a birth date. A guardian may come back, with
    another child, and a teacher with another class or subject.
    """
    if isinstance(record, GuardianRecord) or (isinstance(record, AdultRecord) and record.kind is Kind.TEACHERS):
        return
    if record.external_id:
        yield ("id", record.external_id), Field.EXTERNAL_ID, "le même identifiant"
    if isinstance(record, PupilRecord) and record.ine:
        yield ("ine", record.ine), Field.INE, "le même INE"
    identity = record.identity
    if identity.born_on:
        names = (folded(identity.last_name), folded(identity.first_name), identity.born_on.isoformat())
        yield names, Field.NAME, "le même nom, le même prénom et la même date de naissance"
