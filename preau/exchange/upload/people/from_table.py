"""A table understood through its mapping → what it says of people."""

from __future__ import annotations

from collections.abc import Iterator

from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place
from preau.exchange.tabular.mapping import Mapping
from preau.exchange.tabular.records import (
    AdultRecord,
    Applied,
    Bond,
    Child,
    Field,
    GuardianRecord,
    Kind,
    PupilRecord,
    Whose,
)
from preau.exchange.upload.people.told import (
    PupilNamed,
    Told,
    ToldAdult,
    ToldGroup,
    ToldGuardian,
    ToldPupil,
    ToldTie,
)
from preau.kernel.words import folded

ORIGIN = "csv"
_CONTACTS = ("email", "mobile", "phone", "address")


def told_by_table(applied: Applied, mapping: Mapping) -> Told:
    """The lines of a table. A column that is not there says nothing: groups are not emptied by a list of names."""
    columns = {
        column.target.field for column in mapping.columns if column.target and column.target.whose is Whose.LINE
    }
    pupils = [record for record in applied.records if isinstance(record, PupilRecord)]
    gathering = _Guardians()
    for record in applied.records:
        gathering.take(record)
    adults = tuple(_adult(record, columns) for record in applied.records if isinstance(record, AdultRecord))
    told_pupils = tuple(_pupil(record, columns) for record in pupils)
    return Told(
        origin=ORIGIN,
        has_pupils=bool(pupils),
        pupils=told_pupils,
        guardians=tuple(gathering.guardians()),
        ties=tuple(gathering.ties),
        adults=adults,
        opens_groups=bool(pupils),
        groups=tuple(_groups(told_pupils)) or tuple(_taught_groups(adults)),
        anomalies=applied.anomalies,
        anomaly_count=applied.anomaly_count,
    )


def _key(place: Place) -> str:
    return f"ligne {place.line}"


def _pupil(record: PupilRecord, columns: set[Field]) -> ToldPupil:
    return ToldPupil(
        place=record.place,
        key=_key(record.place),
        external=record.external_id,
        ine=record.ine,
        siecle_id=record.siecle_id,
        identity=record.identity,
        mef=record.mef,
        level=record.level,
        regime=record.regime,
        is_apprentice=record.is_apprentice if Field.STATUS in columns else None,
        entered_on=record.entered_on,
        divisions=record.divisions or None,
        groups=record.groups or None,
    )


def _adult(record: AdultRecord, columns: set[Field]) -> ToldAdult:
    is_teacher = record.kind is Kind.TEACHERS
    return ToldAdult(
        record.place,
        _key(record.place),
        record.external_id,
        record.identity,
        record.function,
        record.function_label,
        record.subjects if is_teacher else (),
        record.divisions if is_teacher and Field.DIVISIONS in columns else None,
        record.kind is Kind.GUESTS,
        record.valid_from,
        record.valid_until,
    )


def _taught_groups(adults: tuple[ToldAdult, ...]) -> Iterator[ToldGroup]:
    seen: set[str] = set()
    for adult in adults:
        for code in adult.divisions or ():
            if code not in seen:
                seen.add(code)
                yield ToldGroup(adult.place, True, code, is_either=True)


def _groups(pupils: tuple[ToldPupil, ...]) -> Iterator[ToldGroup]:
    seen: set[tuple[bool, str]] = set()
    for pupil in pupils:
        for is_division, codes in ((True, pupil.divisions or ()), (False, pupil.groups or ())):
            for code in codes:
                if (is_division, code) not in seen:
                    seen.add((is_division, code))
                    yield ToldGroup(pupil.place, is_division, code)


class _Guardians:
    """The guardians of all lines, each once: the same identifier, or the same names with a birth date or one way
    to reach them in common.
    """

    def __init__(self) -> None:
        self.ties: list[ToldTie] = []
        self._of_key: dict[str, tuple[Place, str, Identity]] = {}
        self._of_mark: dict[tuple[str, ...], str] = {}

    def take(self, record: object) -> None:
        """What one line says of guardians."""
        if isinstance(record, GuardianRecord):
            key = self._met(record.place, record.external_id, record.identity, 0)
            for rank, child in enumerate(record.children, 1):
                self._tie(record.place, _named(child), key, child.bond, rank)
        elif isinstance(record, PupilRecord):
            for rank, guardian in enumerate(record.guardians, 1):
                key = self._met(record.place, "", guardian.identity, rank)
                self._tie(record.place, PupilNamed(key=_key(record.place)), key, guardian.bond, rank)

    def guardians(self) -> Iterator[ToldGuardian]:
        for key, (place, external, identity) in self._of_key.items():
            yield ToldGuardian(place, key, external, identity)

    def _met(self, place: Place, external: str, who: Identity, rank: int) -> str:
        """The key of this person, who may have been met on another line."""
        marks = list(_marks(external, who))
        known = next((self._of_mark[mark] for mark in marks if mark in self._of_mark), None)
        key = known or f"{_key(place)}, responsable {rank}"
        if known is None:
            self._of_key[key] = place, external, who
        for mark in marks:
            self._of_mark.setdefault(mark, key)
        return key

    def _tie(self, place: Place, pupil: PupilNamed, guardian: str, bond: Bond, rank: int) -> None:
        self.ties.append(
            ToldTie(
                place, pupil, guardian, bond.level, bond.kinship, bond.pays_fees, bond.receives_aids,
                bond.is_contact, rank,
            )
        )  # fmt: skip


def _marks(external: str, who: Identity) -> Iterator[tuple[str, ...]]:
    if external:
        yield "id", external
    names = folded(who.last_name), folded(who.first_name)
    if who.born_on:
        yield (*names, "born_on", who.born_on.isoformat())
    for contact in _CONTACTS:
        if value := getattr(who, contact):
            yield (*names, contact, folded(value))


def _named(child: Child) -> PupilNamed:
    return PupilNamed(
        ine=child.ine,
        siecle_id="",
        external=child.external_id,
        last_name=child.last_name,
        first_name=child.first_name,
        born_on=child.born_on,
        divisions=child.divisions,
    )
