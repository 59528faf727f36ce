"""The options that SIECLE gives to pupils: kept, replaced, shown on their page to those whose pupils they are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.test import Client

from preau.directory.models import School
from preau.exchange.siecle.tests.feed import document, element
from preau.exchange.upload.models import PupilOption
from preau.exchange.upload.people.plan import Plan, What
from preau.exchange.upload.people.told import Told
from preau.exchange.upload.tests.school_file import pupils, siecle
from preau.exchange.upload.tests.test_wizard import said
from tests.cast import Cast

Import = Callable[..., Plan]
Visit = Callable[[str], Client]
Everywhere = Callable[[], AbstractContextManager[None]]
LATIN, CHORALE = ("020800", "O"), ("081300", "F")


def options(key: str, *chosen: tuple[str, str]) -> str:
    inside = "".join(
        element("OPTIONS_ELEVE", {"NUM_OPTION": str(rank), "CODE_MODALITE_ELECT": how, "CODE_MATIERE": code})
        for rank, (code, how) in enumerate(chosen, 1)
    )
    return element("OPTION", {}, inside, ELEVE_ID=key)


def nomenclature() -> str:
    subjects = "".join(
        element("MATIERE", {"CODE_GESTION": label[-5:], "LIBELLE_LONG": label}, CODE_MATIERE=code)
        for code, label in (("020800", "LCA LATIN"), ("081300", "CHANT CHORAL"))
    )
    return document("BEE_NOMENCLATURES", {"MEFS": "", "MATIERES": subjects})


def export(folder: Path, written: str, **classes: str) -> Told:
    """Pupils with these options, and the nomenclature that names the subjects."""
    eleves = pupils(**classes).replace("</ELEVES>", f"</ELEVES><OPTIONS>{written}</OPTIONS>", 1)
    return siecle(folder, eleves, nomenclature())


def kept(cast: Cast) -> list[tuple[str, str, int | None]]:
    rows = PupilOption.objects.filter(pupil_id=cast.lea.pk).order_by("rank")
    return list(rows.values_list("subject", "modality", "rank"))


def test_options_come_in_and_the_same_export_twice_changes_nothing(
    bring: Import, cast: Cast, college: School, tmp_path: Path
) -> None:
    told = export(tmp_path, options("1", LATIN, CHORALE), lea="4e B", noe="4e B")
    plan = bring(told)
    assert kept(cast) == [("020800", "O", 1), ("081300", "F", 2)]
    assert [one.detail for one in plan.happenings if one.what is What.OPTIONS] == ["+ LCA LATIN, + CHANT CHORAL"]
    assert bring(told).is_nothing


def test_an_option_that_is_no_longer_told_goes(bring: Import, cast: Cast, tmp_path: Path) -> None:
    bring(export(tmp_path, options("1", LATIN, CHORALE) + options("2", LATIN), lea="4e B", noe="4e B"))
    plan = bring(export(tmp_path, options("2", LATIN), lea="4e B", noe="4e B"))
    assert kept(cast) == []
    told = [one.detail for one in plan.happenings if one.what is What.OPTIONS]
    assert told == ["− CHANT CHORAL, − LCA LATIN"]


def test_an_export_without_options_says_nothing_of_them(bring: Import, cast: Cast, tmp_path: Path) -> None:
    bring(export(tmp_path, options("1", LATIN), lea="4e B", noe="4e B"))
    assert bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B"))).is_nothing
    assert kept(cast) == [("020800", "O", 1)]


def test_the_same_subject_twice_is_one_option(bring: Import, cast: Cast, tmp_path: Path) -> None:
    bring(export(tmp_path, options("1", LATIN, ("020800", "F")), lea="4e B", noe="4e B"))
    assert kept(cast) == [("020800", "O", 1)]


def test_a_pupil_who_arrives_has_her_options(bring: Import, tmp_path: Path) -> None:
    bring(export(tmp_path, options("3", LATIN), eva="4e B"))
    assert PupilOption.objects.get(pupil__person__last_name="ALIBERT").subject == "020800"


@pytest.mark.parametrize(
    ("reader", "sees"), [("secretaire", True), ("chef", True), ("cpe", True), ("durand", True), ("petit", False)]
)
def test_options_are_shown_on_the_page_of_the_pupil_to_those_whose_pupil_she_is(
    visit: Visit, cast: Cast, seen_everywhere: Everywhere, reader: str, sees: bool
) -> None:
    with seen_everywhere():
        PupilOption.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, subject="LCA9", modality="F", rank=1
        )
        PupilOption.objects.create(school=cast.schools["twin"], pupil_id=cast.lea.pk, subject="AILLEURS", rank=1)
    response = visit(reader).get(f"/0310001A/annuaire/{cast.lea.pk}/")
    shown = said(response) if response.status_code == 200 else ""  # type: ignore[arg-type]
    assert ("LCA9 option facultative" in shown) is sees
    assert "AILLEURS" not in shown


def test_a_family_of_another_school_sees_nothing(visit: Visit, cast: Cast) -> None:
    assert visit("jumeau_chef").get(f"/0310001A/annuaire/{cast.lea.pk}/").status_code == 404
