"""Small exports of SIECLE written by the tests: elements as text, files and archives on disk."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from preau.exchange.siecle.export import open_export
from preau.exchange.siecle.parse import read_contents
from preau.exchange.siecle.records import Contents
from preau.kernel.refusals import NotPossible

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "siecle"
UAI = "0310001A"
TODAY = date(2026, 11, 24)
PROLOG = '<?xml version="1.0" encoding="ISO-8859-15"?>\n'
INE = "070832327JA"
#: A value that makes `pupil` and `person` leave the element out.
ABSENT = "—"
Values = dict[str, str]


def element(name: str, values: Values, inside: str = "", **attributes: str) -> str:
    """`<name …>`, one child a line, then `inside`."""
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    children = "".join(f"<{key}>{escape(value)}</{key}>\n" for key, value in values.items())
    return f"<{name}{written}>\n{children}{inside}</{name}>\n"


def pupil(key: str = "1", ine: str = INE, inside: str = "", **values: str) -> str:
    """An ELEVE; an element is left out when its value is `ABSENT`."""
    told = {"ID_NATIONAL": ine, "NOM_DE_FAMILLE": "DUPONT", "PRENOM": "Léa", "DATE_NAISS": "03/09/2013", **values}
    return element("ELEVE", {name: value for name, value in told.items() if value != ABSENT}, inside, ELEVE_ID=key)


def structures(key: str = "1", *codes: str, kind: str = "D") -> str:
    """A STRUCTURES_ELEVE; a code that begins with `G:` is that of a group."""
    inside = "".join(
        element(
            "STRUCTURE",
            {"CODE_STRUCTURE": code.removeprefix("G:"), "TYPE_STRUCTURE": "G" if code.startswith("G:") else kind},
        )
        for code in codes or ("6A",)
    )
    return element("STRUCTURES_ELEVE", {}, inside, ELEVE_ID=key)


def address(key: str, **values: str) -> str:
    return element("ADRESSE", values, ADRESSE_ID=key)


def person(key: str = "10", **values: str) -> str:
    """A PERSONNE."""
    told = {"LC_CIVILITE": "MME", "NOM_DE_FAMILLE": "ROUX", "PRENOM": "Zoé", **values}
    return element("PERSONNE", {name: value for name, value in told.items() if value != ABSENT}, PERSONNE_ID=key)


def tie(pupil_key: str = "1", person_key: str = "10", **values: str) -> str:
    """A RESPONSABLE_ELEVE, by default that of a mother, legal representative."""
    told = values or {"NIVEAU_RESPONSABILITE": "1", "CODE_PARENTE": "10"}
    return element("RESPONSABLE_ELEVE", {"ELEVE_ID": pupil_key, "PERSONNE_ID": person_key, **told})


def document(
    root: str, sections: dict[str, str], *, uai: str = UAI, year: str = "2026", prolog: str = PROLOG
) -> str:
    """A whole file: PARAMETRES, then the sections of DONNEES."""
    parameters = element("PARAMETRES", {"UAJ": uai, "ANNEE_SCOLAIRE": year, "DATE_EXPORT": "24/11/2026"})
    inside = "".join(f"<{name}>\n{content}</{name}>\n" for name, content in sections.items())
    return f'{prolog}<{root} VERSION="3.0">\n{parameters}<DONNEES>\n{inside}</DONNEES>\n</{root}>\n'


def pupils_file(pupils: str = "", places: str = "", **more: str) -> str:
    """An ElevesSansAdresses; by default one pupil in 6A."""
    return document("BEE_ELEVES", {"ELEVES": pupils or pupil(), "STRUCTURES": places or structures(), **more})


def guardians_file(persons: str = "", ties: str = "", **more: str) -> str:
    return document("BEE_RESPONSABLES", {"PERSONNES": persons or person(), "RESPONSABLES": ties or tie(), **more})


def write(folder: Path, content: str | bytes, name: str = "Eleves.xml") -> Path:
    """Write a file, as SIECLE would when given text."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("iso-8859-15"))
    return path


def write_archive(folder: Path, members: dict[str, str | bytes], name: str = "export.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content if isinstance(content, bytes) else content.encode("iso-8859-15"))
    return path


def read(path: Path, uai: str = UAI, today: date = TODAY) -> Contents:
    return read_contents(open_export(path, uai), today)


def refusal(path: Path, uai: str = UAI) -> str:
    """The sentence with which what was uploaded is refused; it names the file."""
    with pytest.raises(NotPossible) as refused:
        read(path, uai)
    assert "« " in refused.value.message
    return refused.value.message


def told(contents: Contents) -> list[str]:
    return [anomaly.sentence for anomaly in contents.anomalies]
