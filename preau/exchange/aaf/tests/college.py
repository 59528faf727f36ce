"""A small collège as its académie delivers it, and what the base says of it once it came in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from preau.exchange.aaf.import_all import import_all
from preau.exchange.aaf.import_delivery import Outcome
from preau.exchange.aaf.plan import Plan
from preau.exchange.aaf.tests.feed import Feed, Values, person

UAI, KEY = "0311234A", "500"
OTHER_UAI, OTHER_KEY = "0311235B", "501"
#: Every table that an import may write.
WRITTEN = (
    "school", "person", "person_key", "pupil", "enrolment", "pupil_group", "membership", "guardianship", "post",
    "course", "form_teacher", "subject", "mef", "ledger_event",
)  # fmt: skip


def school(uai: str = UAI, name: str = "CLG$CLG PAUL RIQUET$BEZIERS", **values: str | list[str]) -> Values:
    return {
        "ENTStructureUAI": uai,
        "ENTStructureNomCourant": name,
        "ENTStructureTypeStruct": "COLLEGE",
        "ENTServAcAcademie": "MONTPELLIER",
        **values,
    }


def pupil(last: str, first: str, division: str = "6A", key: str = KEY, **values: str | list[str]) -> Values:
    return person(
        last,
        first,
        **{
            "ENTPersonDateNaissance": "03/05/2012",
            "ENTPersonStructRattach": key,
            "ENTEleveClasses": f"{key}${division}",
            **values,
        },
    )


def staff(last: str, first: str, *functions: str, **values: str | list[str]) -> Values:
    """`functions` such as `ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES`, in the collège unless they name a structure."""
    told = [function if function[0].isdigit() else f"{KEY}${function}" for function in functions]
    return person(last, first, **{"ENTPersonStructRattach": KEY, "ENTPersonFonctions": told, **values})


TEACHES = "ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES"


def college() -> Feed:
    """Léa (6A, Spanish) and her two parents, Noé (6A) and his mother, Tom (6B); a teacher, a CPE, a head."""
    return Feed(
        structures={
            KEY: school(
                ENTStructureClasses=["6A$Sixième A", "6B$Sixième B"],
                ENTStructureGroupes=["6 ESP$Espagnol$6A$6B", "6 LAT$Latin$6A"],
            )
        },
        subjects={
            "061300": {"ENTLibelleMatiere": "MATHEMATIQUES"},
            "030602": {"ENTLibelleMatiere": "ESPAGNOL LV2"},
        },
        mefs={"10010012110": {"ENTLibelleMef": "6EME", "ENTMEFSTAT11": "21100010001"}},
        pupils={
            "1": pupil(
                "MARTIN", "Léa", ENTEleveGroupes=f"{KEY}$6 ESP",
                ENTElevePersRelEleve=["11$10$1$1$1$0", "12$20$0$1$1$0"],
            ),
            "2": pupil("BŒUF", "Noé", ENTElevePersRelEleve="13$10$1$1$1$0"),
            "3": pupil("ROUX", "Tom", "6B"),
        },
        relatives={
            "11": person("SÉGALA", "Sofia", mail="sofia@example.org", ENTPersonMobileSMS="0600000011"),
            "12": person("MARTIN", "Marc"),
            "13": person("BŒUF", "Inès"),
            "99": person("PERSONNE", "Jean"),
        },
        staff={
            "21": staff(
                "DURAND", "Claire", TEACHES, ENTPersonSTSId="7001",
                ENTAuxEnsClassesMatieres=[f"{KEY}$6A$061300", f"{KEY}$6B$061300"],
                ENTAuxEnsClassesPrincipal=f"{KEY}$6A",
            ),
            "22": staff("COSTA", "Maëlle", "EDU$EDUCATION$E0030$EDUCATION"),
            "23": staff("LACAZE", "Paul", "DIR$DIRECTION$D0010$DIRECTION CHEF D'ETABLISSEMENT"),
        },
    )  # fmt: skip


def many(feed: Feed, number: int) -> Feed:
    """So many more pupils in 6B, under the keys 1000 and following."""
    feed.pupils |= {str(1000 + n): pupil("NOMBREUX", f"Élève{n}", "6B") for n in range(number)}
    return feed


def bring(feed: Feed, folder: Path, *, confirmed: bool = False, day: str = "20260901") -> Plan:
    """Write the delivery and apply it; the plan that was applied."""
    place = feed.write(folder / "016-TOULOUSE" if day == "20260901" else folder / day / "016-TOULOUSE")
    for file in place.iterdir():
        file.rename(place / file.name.replace("20260901", day))
    return import_folder(place, apply=True, confirmed=confirmed).plan


def import_folder(folder: Path, *, apply: bool, confirmed: bool = False) -> Outcome:
    """Import a folder of one delivery."""
    [(_delivery, outcome)] = import_all(folder, apply=apply, confirmed=confirmed)
    assert outcome is not None
    return outcome


def rows(statement: str, *parameters: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return list(cursor.fetchall())


def first_names(statement: str, *parameters: str | int) -> set[str]:
    return {row[0] for row in rows(statement, *parameters)}


def pupils_of(uai: str = UAI) -> set[str]:
    """The first names of those enrolled now."""
    return first_names(
        "SELECT p.first_name FROM enrolment t JOIN school s ON s.id = t.school_id"
        " JOIN person p ON p.id = t.pupil_id WHERE s.uai = %s AND t.ends_on IS NULL",
        uai,
    )


def members_of(code: str, uai: str = UAI) -> set[str]:
    """The first names of those in a class or a group now."""
    return first_names(
        "SELECT p.first_name FROM membership t JOIN pupil_group g ON g.id = t.group_id"
        " JOIN school s ON s.id = g.school_id JOIN person p ON p.id = t.pupil_id"
        " WHERE s.uai = %s AND g.code = %s AND t.ends_on IS NULL",
        uai, code,
    )  # fmt: skip


def groups_of(uai: str = UAI) -> set[str]:
    """The codes of the open classes and groups."""
    return first_names(
        "SELECT g.code FROM pupil_group g JOIN school s ON s.id = g.school_id"
        " WHERE s.uai = %s AND g.closed_on IS NULL",
        uai,
    )


def guardians_of(first_name: str) -> dict[str, tuple[int, int, bool, bool, bool]]:
    """First name of each guardian now: level, kinship, is informed, may consult, may decide."""
    found = rows(
        "SELECT p.first_name, g.level, g.kinship, g.is_informed, g.may_consult, g.may_decide"
        "  FROM guardianship g JOIN person p ON p.id = g.guardian_id JOIN person c ON c.id = g.pupil_id"
        "  JOIN person_key k ON k.person_id = c.id AND k.kind = 'aaf'"
        " WHERE c.first_name = %s AND g.ends_on IS NULL",
        first_name,
    )
    return {row[0]: row[1:] for row in found}


def posts_of(last_name: str) -> set[tuple[str, str, str]]:
    """(UAI, function, profile) of the posts held now by somebody the feed brought."""
    found = rows(
        "SELECT DISTINCT s.uai, t.function, t.profile FROM post t JOIN school s ON s.id = t.school_id"
        "  JOIN person p ON p.id = t.person_id JOIN person_key k ON k.person_id = p.id AND k.kind = 'aaf'"
        " WHERE p.last_name = %s AND t.ends_on IS NULL",
        last_name,
    )
    return {(uai, function, profile) for uai, function, profile in found}


def person_of(key: str, source: str = "016") -> dict[str, Any]:
    """The record that a key of the feed leads to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.* FROM person p JOIN person_key k ON k.person_id = p.id"
            " WHERE k.kind = 'aaf' AND k.source = %s AND k.key = %s",
            [source, key],
        )
        row = cursor.fetchone()
        names = [column[0] for column in cursor.description]
    assert row is not None, f"no person under {source}:{key}"
    return dict(zip(names, row, strict=True))


def everything(tables: Iterable[str] = WRITTEN) -> dict[str, list[tuple[Any, ...]]]:
    """Every row version of these tables: an UPDATE, even to the same values, makes another one."""
    return {table: rows(f"SELECT ctid::text, xmin::text, t.* FROM {table} t ORDER BY ctid") for table in tables}  # noqa: S608
