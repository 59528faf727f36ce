"""The public directory: what is read of a school, who owns each field, what is written."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from preau.directory.models import School, SchoolProject
from preau.exchange.opendata.apply_schools import Wanted, apply_schools
from preau.exchange.opendata.cli import run_schools
from preau.exchange.opendata.parse_schools import parse_schools
from preau.exchange.opendata.records import Notes, OfficialSchool
from preau.exchange.opendata.tests.files import COLLEGE, DIRECTORY_2026, college, directory, write
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel.actor import SYSTEM, Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from tests.cast import Cast, everywhere

LYCEE = college(
    Identifiant_de_l_etablissement="0311324W", Nom_etablissement="Lycée des Coteaux", Type_etablissement="Lycée",
    libelle_nature="LYCEE POLYVALENT", Voie_generale="1",
)  # fmt: skip


def read(folder: Path, *schools: dict[str, str], header: str = DIRECTORY_2026) -> tuple[OfficialSchool, Notes]:
    notes = Notes()
    told = parse_schools([write(folder, directory(*schools, header=header), encoding="utf-8-sig")], notes=notes)
    return next(iter(told.values())), notes


def bring_in(folder: Path, *schools: dict[str, str], **more: Any) -> int:
    options = {"apply": True, "create": False, "academie": [], "project": "", "confirm": False} | more
    return run_schools(Namespace(paths=[write(folder, directory(*schools))], **options))


def ours(cast: Cast) -> School:
    return School.objects.get(pk=cast.schools["college"].pk)


def fed(cast: Cast, *, is_fed: bool = True, **values: object) -> None:
    """The collège of the cast, described by the académie's feed or not."""
    school = ours(cast)
    School.objects.filter(pk=school.pk).update(source_key=school.uai if is_fed else "", **values)


def test_a_school_of_2026_is_read_whole(tmp_path: Path) -> None:
    school, notes = read(tmp_path, COLLEGE)
    assert len(DIRECTORY_2026.split(";")) == 71
    assert notes.anomalies == []
    assert (school.uai, school.kind, school.sector, school.is_open) == ("0310001A", "college", "public", True)
    assert (school.street, school.postal_code, school.town) == ("12 rue des Tilleuls", "31000", "Toulouse")
    assert (school.phone, school.siret) == ("05 61 00 00 01", "73282932000074")
    assert (school.departement, school.academie_code, school.latitude, school.longitude) == (
        "31",
        "16",
        43.6,
        1.44,
    )


def test_the_columns_of_2023_and_the_names_of_the_api_are_the_same_to_us(tmp_path: Path) -> None:
    told = read(tmp_path, COLLEGE)[0]
    of_2023 = DIRECTORY_2026.replace("Code_postal", "Code postal").replace("coordX_origine", "coordonnee_X")
    older = {name.replace("Code_postal", "Code postal"): cell for name, cell in COLLEGE.items()}
    assert read(tmp_path, older, header=of_2023)[0] == told
    record: dict[str, object] = {name.lower(): cell for name, cell in COLLEGE.items()}
    record |= {"latitude": 43.6, "longitude": None, "position": {"lon": 1.44, "lat": 43.6}, "adresse_2": None}
    path = write(tmp_path, json.dumps({"total_count": 1, "results": [record]}), name="fichier.csv")
    of_api = parse_schools([path], notes=Notes())["0310001A"]
    assert (of_api.postal_code, of_api.latitude, of_api.longitude) == ("31000", 43.6, 1.44)


def test_what_a_spreadsheet_damaged_is_made_whole_or_left_out(tmp_path: Path) -> None:
    school, notes = read(
        tmp_path,
        college(Telephone="561000001", Code_departement="9", Code_postal="9000", SIREN_SIRET="2,17E+13",
                latitude="42,9", longitude="1,6"),
    )  # fmt: skip
    assert (school.phone, school.departement, school.postal_code) == ("05 61 00 00 01", "09", "09000")
    assert (school.siret, school.latitude) == ("", 42.9)
    assert notes.aside == {"SIRET abîmés (un tableur les arrondit)": 1}


def test_several_rows_of_one_uai_are_one_school(tmp_path: Path) -> None:
    school, notes = read(
        tmp_path, college(Telephone="", etat="FERME", multi_uai="1"), college(Nom_commune="Ailleurs", Web="")
    )
    assert (school.phone, school.town, school.is_open) == ("05 61 00 00 01", "Toulouse", True)
    assert notes.aside == {"lignes d’un établissement déjà décrit": 1}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"Type_etablissement": "Lycée", "libelle_nature": "LYCEE PROFESSIONNEL"}, "lycee_pro"),
        ({"Type_etablissement": "Lycée", "libelle_nature": "LYCEE ENSEIGNT GENERAL ET TECHNOLOGIQUE"}, "lycee"),
        ({"Type_etablissement": "Lycée", "libelle_nature": "", "Voie_professionnelle": "1"}, "lycee_pro"),
        (
            {"Type_etablissement": "Lycée", "libelle_nature": "LYCEE ENS GENERAL TECHNO PROF AGRICOLE"},
            "lycee_agricole",
        ),
        ({"Type_etablissement": "Lycée", "Lycee_Agricole": "1"}, "lycee_agricole"),
        ({"Type_etablissement": "EREA", "libelle_nature": "ETAB REGIONAL/LYCEE ENSEIGNEMENT ADAPTE"}, "erea"),
        ({"Type_etablissement": "Collège", "libelle_nature": "SECTION ENSEIGT GEN. ET PROF. ADAPTE"}, ""),
        ({"Type_etablissement": "Ecole", "libelle_nature": "ECOLE MATERNELLE"}, ""),
        ({"Type_etablissement": "Médico-social", "libelle_nature": "INSTITUT MEDICO-EDUCATIF"}, ""),
    ],
)
def test_kinds(tmp_path: Path, cells: dict[str, str], kind: str) -> None:
    assert read(tmp_path, college(**cells))[0].kind == kind


@pytest.mark.parametrize(
    ("state", "is_open"),
    [("OUVERT", True), ("A FERMER", True), ("FERME", False), ("Fermé", False), ("A OUVRIR", None), ("", None)],
)
def test_states(tmp_path: Path, state: str, is_open: bool | None) -> None:
    school, notes = read(tmp_path, college(etat=state))
    assert school.is_open is is_open
    assert notes.anomalies == []


def test_what_is_not_understood_is_told_with_its_line(tmp_path: Path) -> None:
    notes = Notes()
    text = directory(college(etat="EN TRAVAUX"), college(Identifiant_de_l_etablissement="310001B"))
    assert list(parse_schools([write(tmp_path, text)], notes=notes)) == ["0310001A"]
    assert [(one.place.line, one.reason.split(" ")[0]) for one in notes.anomalies] == [(2, "état"), (3, "«")]


def test_a_file_without_uai_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="identifiant_de_l_etablissement"):
        parse_schools([write(tmp_path, "uai;nom\n0310001A;Jaurès\n")], notes=Notes())


def test_a_dry_run_says_every_field_and_changes_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(tmp_path, COLLEGE, LYCEE, apply=False) == 0
    told = capsys.readouterr().out
    assert "Collège Jean-Jaurès (0310001A)" in told
    assert "    collectivité\u202f: rien → Haute-Garonne" in told
    assert "Préau ne connaît pas\u202f: 1" in told
    assert "absents des fichiers\u202f: 0320003C, 0340002B" in told
    assert ours(cast).web == ""


def test_an_empty_description_is_filled_once(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _time in range(2):
        assert bring_in(tmp_path, COLLEGE) == 0
    assert "Rien à changer." in capsys.readouterr().out
    school = ours(cast)
    assert (school.street, school.phone, school.email) == (
        "12 rue des Tilleuls", "05 61 00 00 01", "ce.0310001A@exemple.fr",
    )  # fmt: skip
    assert (school.sector, school.collectivity, school.departement) == ("public", "Haute-Garonne", "31")
    assert school.name == "Collège Jean-Jaurès"
    assert LedgerEvent.objects.get(name="opendata.SchoolsImported").payload["changed"] == 1


def test_a_lycee_is_attached_to_its_region(cast: Cast, tmp_path: Path) -> None:
    School.objects.filter(uai="0320003C").update(kind=School.Kind.LYCEE_AGRICOLE)
    bring_in(tmp_path, college(Identifiant_de_l_etablissement="0320003C", Type_etablissement="Lycée"))
    assert School.objects.get(uai="0320003C").collectivity == "Occitanie"


def test_what_the_school_wrote_itself_is_never_touched(cast: Cast, tmp_path: Path) -> None:
    fed(cast, is_fed=False, phone="05 00 00 00 00", web="", owned_fields=["phone", "web"])
    bring_in(tmp_path, COLLEGE)
    assert (ours(cast).phone, ours(cast).web, ours(cast).town) == ("05 00 00 00 00", "", "Toulouse")


def test_what_the_feed_of_the_academie_says_is_completed_and_never_replaced(cast: Cast, tmp_path: Path) -> None:
    fed(cast, phone="05 11 11 11 11", street="", kind="college", academie="TOULOUSE")
    bring_in(tmp_path, COLLEGE)
    assert (ours(cast).phone, ours(cast).street) == ("05 11 11 11 11", "12 rue des Tilleuls")
    assert (ours(cast).academie, ours(cast).email) == ("TOULOUSE", "ce.0310001A@exemple.fr")
    bring_in(tmp_path, college(Mail="accueil@exemple.fr"))
    assert ours(cast).email == "accueil@exemple.fr"


def test_a_school_no_feed_describes_follows_the_public_directory(cast: Cast, tmp_path: Path) -> None:
    fed(cast, is_fed=False, phone="05 11 11 11 11")
    bring_in(tmp_path, COLLEGE)
    assert ours(cast).phone == "05 61 00 00 01"


def test_an_empty_cell_erases_nothing(cast: Cast, tmp_path: Path) -> None:
    bring_in(tmp_path, COLLEGE)
    bring_in(tmp_path, college(Mail="", Web="", latitude="", position="", etat=""))
    school = ours(cast)
    assert (school.email, school.latitude, school.is_open) == ("ce.0310001A@exemple.fr", 43.6, True)


def test_closing_a_school_must_be_confirmed(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(tmp_path, college(etat="FERME")) == 3
    assert "Collège Jean-Jaurès (0310001A) serait fermé" in capsys.readouterr().out
    assert (ours(cast).is_open, ours(cast).email) == (True, "")
    assert bring_in(tmp_path, college(etat="FERME"), confirm=True) == 0
    assert not ours(cast).is_open


def test_the_action_obeys_preau_alone_and_refuses_to_close_unconfirmed(cast: Cast, tmp_path: Path) -> None:
    told = parse_schools([write(tmp_path, directory(college(etat="FERME")))], notes=Notes())
    with pytest.raises(NotAllowed):
        apply_schools(actor=Actor(cast.chef.pk, Profile.DIRECTION), told=told, wanted=Wanted(confirmed=True))
    with pytest.raises(NotPossible, match="fermeraient"):
        apply_schools(actor=SYSTEM, told=told, wanted=Wanted())


def test_an_unknown_school_is_created_only_when_asked_in_our_academies(cast: Cast, tmp_path: Path) -> None:
    far = LYCEE | {"Identifiant_de_l_etablissement": "0750654D", "Code_academie": "1"}
    primary = LYCEE | {"Identifiant_de_l_etablissement": "0311325X", "Type_etablissement": "Ecole"}
    slip = LYCEE | {"Identifiant_de_l_etablissement": "0311324A"}
    closed = LYCEE | {"Identifiant_de_l_etablissement": "0311326Y", "etat": "FERME"}
    bring_in(tmp_path, COLLEGE, LYCEE, far, primary, slip, closed)
    assert School.objects.count() == 3
    bring_in(tmp_path, COLLEGE, LYCEE, far, primary, slip, closed, create=True)
    made = School.objects.exclude(pk__in=[school.pk for school in cast.schools.values()])
    assert list(made.values_list("uai", "name", "kind", "collectivity", "source_key")) == [
        ("0311324W", "Lycée des Coteaux", "lycee", "Occitanie", "")
    ]
    bring_in(tmp_path, far, create=True, academie=["1"])
    assert School.objects.filter(uai="0750654D").exists()


def test_a_school_is_in_several_projects_besides_its_collectivity(cast: Cast, tmp_path: Path) -> None:
    for label in ("ENT d’Occitanie", "Cités éducatives", "ENT d’Occitanie"):
        bring_in(tmp_path, COLLEGE, project=label)
    with everywhere(cast):
        joined = SchoolProject.objects.filter(school=ours(cast)).values_list("project__label", flat=True)
        assert sorted(joined) == ["Cités éducatives", "ENT d’Occitanie"]
