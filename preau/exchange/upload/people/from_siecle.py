"""An export of SIECLE → what it says of people."""

from __future__ import annotations

from collections.abc import Iterator

from preau.exchange.siecle.records import Contents, ExportKind, PupilRecord, Reason, SchoolRecord
from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.exchange.upload.people.told import (
    NotTaken,
    Option,
    PupilNamed,
    Told,
    ToldGroup,
    ToldGuardian,
    ToldNomenclature,
    ToldPupil,
    ToldSchool,
    ToldTie,
)

ORIGIN = "siecle"


def told_by_siecle(contents: Contents) -> Told:
    """Every file of the export together."""
    kinds = contents.kinds
    tells_options = any(pupil.options for pupil in contents.pupils)
    return Told(
        origin=ORIGIN,
        has_pupils=ExportKind.PUPILS in kinds,
        has_guardians=ExportKind.GUARDIANS in kinds,
        erases=True,
        pupils=tuple(_pupil(pupil, rank, tells_options) for rank, pupil in enumerate(contents.pupils)),
        not_taken=tuple(
            NotTaken(
                one.place, one.siecle_id, one.name, f"{one.reason}{_detail(one.detail)}", one.reason is Reason.LEFT
            )
            for one in contents.ignored
        ),
        guardians=tuple(ToldGuardian(one.place, one.key, one.key, one.identity) for one in contents.guardians),
        ties=tuple(
            ToldTie(
                one.place,
                PupilNamed(key=one.pupil, siecle_id=one.pupil),
                one.guardian,
                one.level,
                one.kinship,
                one.pays_fees,
                one.receives_aids,
                one.is_contact,
                one.rank,
            )
            for one in contents.guardianships
        ),
        groups=tuple(_groups(contents)),
        mefs=tuple(ToldNomenclature(mef.code, mef.label, mef.attached_to, mef.stat11) for mef in contents.mefs),
        subjects=tuple(ToldNomenclature(subject.code, subject.label) for subject in contents.subjects),
        school=_school(contents.school) if contents.school else None,
        anomalies=tuple(_elsewhere(contents)),
        anomaly_count=contents.anomaly_count,
    )


def _detail(detail: str) -> str:
    return f" ({detail})" if detail else ""


def _pupil(pupil: PupilRecord, rank: int, tells_options: bool) -> ToldPupil:
    """In the agricultural roll pupils have no ELEVE_ID, and those of a private school another number."""
    return ToldPupil(
        place=pupil.place,
        key=pupil.siecle_id or f"rang {rank}",
        external=pupil.private_id,
        ine=pupil.ine,
        siecle_id=pupil.siecle_id,
        identity=pupil.identity,
        mef=pupil.mef,
        level=None,
        regime=pupil.regime,
        is_apprentice=pupil.is_apprentice,
        entered_on=pupil.entered_on,
        divisions=pupil.divisions,
        groups=pupil.groups,
        options=_options(pupil) if tells_options else None,
    )


def _options(pupil: PupilRecord) -> tuple[Option, ...]:
    """Each subject once, the first time it is told. An export without the section says nothing of anybody."""
    found: dict[str, Option] = {}
    for one in pupil.options:
        found.setdefault(one.subject, Option(one.subject, one.election_modality, one.rank))
    return tuple(found.values())


def _groups(contents: Contents) -> Iterator[ToldGroup]:
    """Those that Structures describes, but for a division of the other school of a cité; then those in use."""
    seen: set[tuple[bool, str]] = set()
    for one in contents.structures:
        if one.uai in {"", contents.uai} and (one.is_division, one.code) not in seen:
            seen.add((one.is_division, one.code))
            yield ToldGroup(one.place, one.is_division, one.code, one.label, is_declared=True)
    for pupil in contents.pupils:
        for is_division, codes in ((True, pupil.divisions), (False, pupil.groups)):
            for code in codes:
                if (is_division, code) not in seen:
                    seen.add((is_division, code))
                    yield ToldGroup(pupil.place, is_division, code)


def _elsewhere(contents: Contents) -> Iterator[Anomaly]:
    yield from contents.anomalies
    for one in contents.structures:
        if one.uai not in {"", contents.uai}:
            yield Anomaly(
                one.place, f"la classe {one.code} est de l’établissement {one.uai} : ignorée", "CODE_RNE", True
            )


def _school(school: SchoolRecord) -> ToldSchool:
    return ToldSchool(school.place, school.street, school.postal_code, school.phone, school.email)
