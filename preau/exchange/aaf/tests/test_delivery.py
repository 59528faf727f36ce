"""What a delivery folder may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.aaf.delivery import DeliveryKind, discover
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.tests.feed import document, file_name, write
from preau.kernel.refusals import NotPossible

EMPTY = document()


def refusal(folder: Path) -> str:
    with pytest.raises(NotPossible) as refused:
        discover(folder)
    return refused.value.message


def test_one_folder_per_source(tmp_path: Path) -> None:
    for name in ("016-TOULOUSE", "011-MONTPELLIER", "098-AGRICOLE"):
        write(tmp_path / name, Category.PUPIL, EMPTY)
    (delivery,) = discover(tmp_path)
    assert delivery.sources == ("011", "016", "098")
    assert delivery.files[0].name == f"011-MONTPELLIER/{file_name(Category.PUPIL)}"


def test_relatives_are_not_taken_for_pupils(tmp_path: Path) -> None:
    for category in Category:
        write(tmp_path, category, EMPTY)
    write(tmp_path, Category.PUPIL, EMPTY, 1)
    assert [file.category for file in discover(tmp_path)[0].files] == [
        Category.STRUCTURE, Category.SUBJECT, Category.MEF, Category.PUPIL, Category.PUPIL,
        Category.RELATIVE, Category.STAFF,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "ENT_Complet_20200101_Eleve_0000.xml",
        "FULL_ENTTSSERVICES_Complet_20130117_Eleve_0000.xml",
        "ENT2DVA-ENT16_Complet_20240916_Eleve_0000.xml",
    ],
)
def test_the_prefixes_that_were_seen(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(EMPTY)
    assert discover(tmp_path)[0].files[0].category is Category.PUPIL


def test_the_header_names_the_source_of_a_flat_folder(tmp_path: Path) -> None:
    write(tmp_path, Category.PUPIL, document(header='<!-- codeAcademieExport="13" -->\n'))
    assert discover(tmp_path)[0].sources == ("013",)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, Category.PUPIL, EMPTY)
    (tmp_path / "ficAlimMENESR.dtd").write_text("")
    (tmp_path / "LISEZMOI.txt").write_text("")
    assert len(discover(tmp_path)[0].files) == 1


@pytest.mark.parametrize("name", ["ENT_Complet_20200101_Cantine_0000.xml", "Eleve.xml", "xEleve_0000.xml"])
def test_a_file_of_no_known_category_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(EMPTY)
    assert f"« {name} »" in refusal(tmp_path)


def test_a_delta_and_a_full_delivery_of_one_day_are_two_the_full_one_first(tmp_path: Path) -> None:
    (tmp_path / "ENT_Delta_20200101_Eleve_0000.xml").write_text(EMPTY)
    (tmp_path / "ENT_Complet_20200101_Eleve_0000.xml").write_text(EMPTY)
    assert [delivery.kind for delivery in discover(tmp_path)] == [DeliveryKind.FULL, DeliveryKind.DELTA]


def test_nights_in_folders_of_their_own_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    for night, day in (("b", "20260903"), ("a", "20260904"), ("2026-09-02", "20260902")):
        for source in ("016-TOULOUSE", "011-MONTPELLIER"):
            (tmp_path / night / source).mkdir(parents=True)
            (tmp_path / night / source / f"ENT_Delta_{day}_Eleve_0000.xml").write_text(EMPTY)
    deliveries = discover(tmp_path)
    assert [delivery.files[0].day for delivery in deliveries] == ["20260902", "20260903", "20260904"]
    assert {delivery.sources for delivery in deliveries} == {("011", "016")}


def test_a_missing_file_number_is_refused(tmp_path: Path) -> None:
    write(tmp_path, Category.PUPIL, EMPTY, 0)
    write(tmp_path, Category.PUPIL, EMPTY, 2)
    assert "Eleve_0001.xml" in refusal(tmp_path)


def test_two_days_in_one_folder_are_two_deliveries_and_each_must_be_whole(tmp_path: Path) -> None:
    write(tmp_path, Category.PUPIL, EMPTY)
    (tmp_path / file_name(Category.PUPIL, 1).replace("20260901", "20260902")).write_text(EMPTY)
    assert "Eleve_0000.xml" in refusal(tmp_path)


def test_two_folders_without_a_code_cannot_hold_the_same_category(tmp_path: Path) -> None:
    write(tmp_path / "toulouse", Category.PUPIL, EMPTY)
    write(tmp_path / "montpellier", Category.PUPIL, EMPTY)
    assert "016-TOULOUSE" in refusal(tmp_path)


@pytest.mark.parametrize("what", ["rien", "fichier", "vide"])
def test_what_is_not_a_delivery_folder_is_refused(tmp_path: Path, what: str) -> None:
    place = tmp_path / what
    if what == "fichier":
        place.write_text("")
    if what == "vide":
        place.mkdir()
    assert what in refusal(place)
