"""Files of the collège of the cast, written by the tests."""

from __future__ import annotations

from pathlib import Path

from preau.exchange.siecle.export import open_export
from preau.exchange.siecle.parse import read_contents
from preau.exchange.siecle.tests.feed import (
    document,
    element,
    guardians_file,
    person,
    pupil,
    pupils_file,
    structures,
    tie,
)
from preau.exchange.tabular.mapping import propose_mapping
from preau.exchange.tabular.people import apply_mapping
from preau.exchange.tabular.records import Kind
from preau.exchange.tabular.table import read_table
from preau.exchange.upload.people.from_siecle import told_by_siecle
from preau.exchange.upload.people.from_table import told_by_table
from preau.exchange.upload.people.told import Told, merged
from preau.kernel import clock

UAI = "0310001A"
#: Léa and Noé of the cast, as SIECLE knows them: same names and birth dates, numbers of its own.
LEA = {"NOM_DE_FAMILLE": "MARTIN-SÉGALA", "PRENOM": "Léa", "DATE_NAISS": "03/05/2012", "CODE_SEXE": "2"}
NOE = {"NOM_DE_FAMILLE": "BŒUF", "PRENOM": "Noé", "DATE_NAISS": "21/09/2012", "CODE_SEXE": "1"}
EVA = {"NOM_DE_FAMILLE": "ALIBERT", "PRENOM": "Eva", "DATE_NAISS": "14/02/2013", "DATE_ENTREE": "01/09/2026"}
INE_OF = {"1": "010000000AA", "2": "020000000BB", "3": "030000000CC"}


def pupils(**classes: str) -> str:
    """An ElevesSansAdresses of some of the three, with their class (and groups): `pupils(lea="4e B,G:4B ESP")`."""
    known = {"lea": ("1", LEA), "noe": ("2", NOE), "eva": ("3", EVA)}
    people = "".join(pupil(known[name][0], INE_OF[known[name][0]], **known[name][1]) for name in classes)
    places = "".join(structures(known[name][0], *codes.split(",")) for name, codes in classes.items())
    return pupils_file(people, places)


def guardians(*ties_of_marc: str) -> str:
    """A ResponsablesAvecAdresses: Marc answers for the pupils of these numbers, Zoé Roux for nobody here."""
    people = person("10", LC_CIVILITE="M.", NOM_DE_FAMILLE="MARTIN", PRENOM="Marc", TEL_PORTABLE="0612345678")
    others = person("11")
    ties = "".join(
        tie(key, "10", NIVEAU_RESPONSABILITE="1", CODE_PARENTE="20", PAIE_FRAIS_SCOLAIRES="1")
        for key in ties_of_marc
    )
    return guardians_file(people + others, ties + tie("999", "11"))


def structures_file(**labels: str) -> str:
    """A Structures.xml: `structures_file(**{"4e B": "Quatrième B"})`."""
    divisions = "".join(
        element("DIVISION", {"LIBELLE_LONG": label}, CODE_STRUCTURE=code) for code, label in labels.items()
    )
    return document("BEE_STRUCTURES", {"DIVISIONS": divisions})


def siecle(folder: Path, *files: str) -> Told:
    """What these exports say together."""
    said = Told("siecle")
    for rank, content in enumerate(files):
        path = folder / f"siecle-{rank}.xml"
        path.write_bytes(content.encode("iso-8859-15"))
        told = told_by_siecle(read_contents(open_export(path, UAI), clock.today()))
        said = merged(said, told)
    return said


def table(text: str, kind: Kind, name: str = "liste.csv") -> Told:
    """What a CSV says, under the mapping its headers suggest."""
    read = read_table(text.encode(), name)
    mapping = propose_mapping(read, kind)
    return told_by_table(apply_mapping(read, mapping), mapping)
