"""The public directory, `fr-en-annuaire-education` (formats §8): bytes → one description per UAI.

71 columns in 2026, others in 2023 (`Code postal`), lower-case names in the API: only those listed here are read. A
UAI that spans several rows is described by all of them, the first to say something being kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from preau.directory.models import School
from preau.exchange.opendata import cells
from preau.exchange.opendata.records import Notes, OfficialSchool
from preau.exchange.opendata.tables import Row, rows_of
from preau.kernel.words import folded

_UAI = re.compile(r"[0-9]{7}[A-Z]")
_NEEDED = ("identifiant_de_l_etablissement", "nom_etablissement", "type_etablissement")
_COLUMNS = (
    *_NEEDED, "statut_public_prive", "adresse_1", "adresse_2", "adresse_3", "code_postal", "nom_commune",
    "code_departement", "code_academie", "voie_generale", "voie_technologique", "voie_professionnelle",
    "telephone", "web", "mail", "lycee_agricole", "siren_siret", "position", "libelle_departement",
    "libelle_academie", "libelle_region", "latitude", "longitude", "etat", "libelle_nature",
)  # fmt: skip
_SECTORS = {"public": School.Sector.PUBLIC.value, "prive": School.Sector.PRIVATE.value}
#: A school to close still works; one to open does not yet, and is left as it is.
_STATES = {"ouvert": True, "a fermer": True, "ferme": False}
_NO_STATE = frozenset({"", "a ouvrir"})


def parse_schools(paths: Iterable[Path], *, notes: Notes) -> dict[str, OfficialSchool]:
    """What these files say of each UAI.

    Errors: `NotPossible` for a file that is no such directory.
    """
    found: dict[str, OfficialSchool] = {}
    for path in paths:
        for row in rows_of(path, columns=_COLUMNS, needed=_NEEDED, notes=notes):
            school = _school(row, notes)
            if school is None:
                continue
            known = found.get(school.uai)
            if known is not None:
                notes.aside["lignes d’un établissement déjà décrit"] += 1
            found[school.uai] = _together(known, school) if known else school
    return found


def kind_of(row: Row) -> str:
    """A value of `School.Kind`, empty for what is no second-degree school of its own (primary school, SEGPA…)."""
    nature, told = folded(row.get("libelle_nature")), folded(row.get("type_etablissement"))
    if nature.startswith("section "):
        return ""
    if told == "erea" or "etab regional" in nature:
        return School.Kind.EREA.value
    if told == "college":
        return School.Kind.COLLEGE.value
    if told != "lycee":
        return ""
    if "agricole" in nature or row.get("lycee_agricole") in {"1", "1.0"}:
        return School.Kind.LYCEE_AGRICOLE.value
    is_general = "1" in {row.get("voie_generale")[:1], row.get("voie_technologique")[:1]}
    is_professional = nature == "lycee professionnel" or (
        not nature and row.get("voie_professionnelle")[:1] == "1" and not is_general
    )
    return (School.Kind.LYCEE_PRO if is_professional else School.Kind.LYCEE).value


def _school(row: Row, notes: Notes) -> OfficialSchool | None:
    uai = row.get("identifiant_de_l_etablissement").upper()
    if not _UAI.fullmatch(uai):
        notes.tell(row.place, f"« {uai[:20]} » n’est pas un UAI : ligne laissée de côté")
        return None
    state = folded(row.get("etat"))
    if state not in _STATES and state not in _NO_STATE:
        notes.tell(row.place, f"état « {row.get('etat')} » non compris : {uai} reste dans le sien")
    siret = cells.siret(row.get("siren_siret"))
    if row.get("siren_siret") and not siret:
        notes.aside["SIRET abîmés (un tableur les arrondit)"] += 1
    latitude, longitude = _position(row)
    return OfficialSchool(
        place=row.place,
        uai=uai,
        name=" ".join(row.get("nom_etablissement").split()),
        kind=kind_of(row),
        sector=_SECTORS.get(folded(row.get("statut_public_prive")), ""),
        street=cells.street(row.get("adresse_1"), row.get("adresse_2"), row.get("adresse_3")),
        postal_code=cells.postal_code(row.get("code_postal")),
        town=row.get("nom_commune"),
        phone=cells.phone(row.get("telephone")),
        email=cells.email(row.get("mail")),
        web=cells.web(row.get("web")),
        siret=siret,
        academie=row.get("libelle_academie"),
        academie_code=cells.academie_code(row.get("code_academie")),
        departement=cells.departement(row.get("code_departement")),
        departement_label=row.get("libelle_departement"),
        region=row.get("libelle_region"),
        latitude=latitude,
        longitude=longitude,
        is_open=_STATES.get(state),
    )


def _position(row: Row) -> tuple[float | None, float | None]:
    latitude = cells.degrees(row.get("latitude"), 90)
    longitude = cells.degrees(row.get("longitude"), 180)
    if latitude is None or longitude is None:
        return cells.position(row.get("position"))
    return latitude, longitude


def _together(first: OfficialSchool, other: OfficialSchool) -> OfficialSchool:
    """One school of two rows: open when one of them says so."""
    said: dict[str, Any] = {
        one.name: getattr(other, one.name)
        for one in fields(OfficialSchool)
        if getattr(first, one.name) in {"", None} and getattr(other, one.name) not in {"", None}
    }
    if first.is_open is False and other.is_open:
        said["is_open"] = True
    return replace(first, **said)
