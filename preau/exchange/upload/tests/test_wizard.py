"""The five steps, as a secretary goes through them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.directory.models import Enrolment, Group, Membership, Person, Pupil
from preau.exchange.siecle.tests.feed import pupils_file
from preau.exchange.upload.jobs import forget_old_imports
from preau.exchange.upload.models import SchoolImport, UploadedFile
from preau.exchange.upload.tests.school_file import pupils
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from tests.cast import NOW, TODAY, YEAR_START, Cast

Visit = Callable[[str], Client]
Everywhere = Callable[[], AbstractContextManager[None]]
NEW = "/0310001A/imports/nouveau/"
TABLE = "Nom;Prénom;Naissance;Classe\nBœuf;Noé;21/09/2012;4e B\nAlibert;Eva;31/02/2013;Quatrième Bis\n"


def send(client: Client, *files: tuple[str, str | bytes], path: str = NEW) -> HttpResponse:
    """Give files to the first step."""
    given = [
        SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode("iso-8859-15"))
        for name, content in files
    ]
    return client.post(path, {"fichiers": given})  # type: ignore[return-value]


def started(client: Client, *files: tuple[str, str | bytes]) -> str:
    """The address of an import whose files were taken, without its last word."""
    response = send(client, *files)
    assert response.status_code == 302, said(response)
    return response["Location"].removesuffix("correspondances/")


def said(response: HttpResponse) -> str:
    """The words of a page, on one line."""
    words = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(words.replace("\u202f", " ").split())


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return said(response)  # type: ignore[arg-type]


def test_the_five_steps_of_an_export_of_siecle(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="5e A", noe="4e B", eva="6e C")))
    assert "6e C" in page(secretary, f"{at}correspondances/")
    assert secretary.post(f"{at}correspondances/", {})["Location"] == f"{at}controles/"
    assert "Rien d’étrange" in page(secretary, f"{at}controles/")
    effect = page(secretary, f"{at}effet/")
    assert "ALIBERT Eva" in effect
    assert "4e B → 5e A" in effect
    assert secretary.post(f"{at}effet/", {"appliquer": "1"})["Location"] == f"{at}rapport/"
    assert "Appliqué mardi 24 novembre 2026" in page(secretary, f"{at}rapport/")
    report = secretary.get(f"{at}rapport.csv").content.decode()
    assert "arrivée;ALIBERT Eva;6e C" in report
    assert "Eleves.xml" in page(secretary, "/0310001A/imports/")
    with seen_everywhere():
        assert Membership.objects.filter(pupil_id=cast.lea.pk, group__code="5e A", ends_on=None).exists()
        assert not UploadedFile.objects.filter(school=cast.schools["college"], name="Eleves.xml").exists()
    assert LedgerEvent.objects.filter(name="upload.ImportReported", actor_id=cast.secretaire.pk).exists()


def test_nothing_changes_before_the_last_word(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="5e A", eva="6e C")))
    for step in ("correspondances", "controles", "effet"):
        page(secretary, f"{at}{step}/")
    assert not Person.objects.filter(last_name="ALIBERT").exists()
    assert secretary.get(f"{at}rapport/").status_code == 404


def test_another_school_is_refused_before_anything_is_read(visit: Visit) -> None:
    broken = pupils_file().replace("0310001A", "0340002B").replace("<ELEVES>", "<ELEVES><")
    response = send(visit("chef"), ("Eleves.xml", broken))
    assert response.status_code == 200
    assert "celui de l’établissement 0340002B, et non de 0310001A. Rien n’a été lu" in said(response)


def test_the_export_of_another_year_is_refused(visit: Visit) -> None:
    old = pupils_file().replace("<ANNEE_SCOLAIRE>2026", "<ANNEE_SCOLAIRE>2025")
    assert "est de l’année 2025-2026" in said(send(visit("chef"), ("Eleves.xml", old)))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vide.csv", b"", "est vide"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(60), "est une image"),
        ("liste.xlsx", None, "classeur"),
        ("Eleve.xml", b"<?xml version='1.0'?><ficAlimMENESR/>", "elle entre par la Région"),
        ("cours.xml", b"<?xml version='1.0'?><autre/>", "ce n’est pas un fichier d’EDT"),
        ("Eleves.zip", b"PK\x03\x04 tronque", "est abîmé"),
    ],
)
def test_a_file_that_is_none_of_ours_is_told_in_a_sentence(
    visit: Visit, name: str, content: bytes | None, sentence: str
) -> None:
    if content is None:
        workbook = io.BytesIO()
        with zipfile.ZipFile(workbook, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        content = workbook.getvalue()
    response = send(visit("chef"), (name, content))
    assert response.status_code == 200
    assert sentence in said(response)


def test_files_of_two_sorts_do_not_go_together(visit: Visit) -> None:
    response = send(visit("chef"), ("Eleves.xml", pupils(lea="4e B")), ("liste.csv", TABLE))
    assert "ne vont pas ensemble" in said(response)


def test_no_file_at_all_is_asked_for_again(visit: Visit) -> None:
    assert "Choisissez au moins un fichier" in said(visit("chef").post(NEW, {}))  # type: ignore[arg-type]


def test_more_than_fifty_megabytes_is_dropped_and_told(visit: Visit) -> None:
    response = send(visit("chef"), ("Eleves.xml", b"<BEE_ELEVES>" + b" " * (51 << 20)))
    assert response.status_code == 200
    assert "dépassent 50 Mo" in said(response)


def test_another_screen_takes_no_file(visit: Visit, cast: Cast) -> None:
    path = f"/0310001A/imports/{cast.imports['under_way'].pk}/effet/"
    given = SimpleUploadedFile("Eleves.xml", b"x" * 1000)
    assert visit("chef").post(path, {"fichiers": given}).status_code == 200


def test_columns_and_names_are_answered_then_remembered(
    visit: Visit, cast: Cast, seen_everywhere: Everywhere
) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("liste.csv", TABLE))
    shown = page(secretary, f"{at}correspondances/")
    assert "Naissance" in shown
    assert "21/09/2012" in shown
    columns = ["NAME.LINE.1", "FIRST_NAME.LINE.1", "BORN_ON.LINE.1", "DIVISIONS.LINE.1"]
    answer = str(cast.groups["4B"].pk)
    sent = {"table": "eleves", "colonne": columns, "quoi": "classe", "lu": "Quatrième Bis", "reponse": answer}
    secretary.post(f"{at}correspondances/", sent)
    assert "31/02/2013" in page(secretary, f"{at}controles/")
    assert "liste.csv;3;Naissance;" in secretary.get(f"{at}controles.csv").content.decode()
    secretary.post(f"{at}effet/", {"appliquer": "1"})
    with seen_everywhere():
        eva = Person.objects.get(last_name="ALIBERT")
        assert Membership.objects.get(pupil_id=eva.pk).group_id == cast.groups["4B"].pk
    again = started(secretary, ("liste.csv", TABLE))
    assert "Retenu d’un import précédent" in page(secretary, f"{again}correspondances/")
    assert "il n’y a rien à changer" in page(secretary, f"{again}effet/")


def test_departures_are_shown_before_they_are_done(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="4e B")))
    ticked = {"absent_have_left": "on", "appliquer": "1"}
    assert secretary.post(f"{at}effet/", ticked)["Location"] == f"{at}effet/"
    with seen_everywhere():
        assert Enrolment.objects.get(pupil_id=cast.noe.pk).ends_on is None
    assert "Bœuf Noé" in page(secretary, f"{at}effet/")
    assert secretary.post(f"{at}effet/", ticked)["Location"] == f"{at}rapport/"
    with seen_everywhere():
        assert Enrolment.objects.get(pupil_id=cast.noe.pk).ends_on == TODAY


def test_many_departures_ask_for_a_second_word(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    with seen_everywhere():
        for n in range(6):
            someone = Person.objects.create(last_name=f"X{n}", first_name="Ana", sorting_name=f"x{n} ana")
            pupil = Pupil.objects.create(person=someone)
            Enrolment.objects.create(school=cast.schools["college"], pupil=pupil, begins_on=YEAR_START)
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="4e B", noe="4e B")))
    ticked = {"absent_have_left": "on", "appliquer": "1"}
    secretary.post(f"{at}effet/", ticked)
    assert "Beaucoup de départs" in page(secretary, f"{at}effet/")
    assert "partiraient, plus de 5 %" in said(secretary.post(f"{at}effet/", ticked))  # type: ignore[arg-type]
    confirmed = secretary.post(f"{at}effet/", {**ticked, "confirmed": "on"})
    assert confirmed["Location"] == f"{at}rapport/"


def test_an_import_given_up_leaves_nothing(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(eva="6e C")))
    assert secretary.post(f"{at}abandonner/").status_code == 302
    assert secretary.get(f"{at}effet/").status_code == 404
    with seen_everywhere():
        assert not UploadedFile.objects.filter(name="Eleves.xml").exists()


def test_files_that_waited_two_days_are_forgotten(visit: Visit, cast: Cast, seen_everywhere: Everywhere) -> None:
    at = started(visit("secretaire"), ("Eleves.xml", pupils(eva="6e C")))
    with clock.at(NOW + timedelta(days=3)):
        assert visit("secretaire").get(f"{at}effet/").status_code == 404
        forget_old_imports()
    with seen_everywhere():
        assert UploadedFile.objects.count() == 0
    with clock.at(NOW + timedelta(days=400)):
        forget_old_imports()
    with seen_everywhere():
        assert SchoolImport.objects.count() == 0


def test_the_import_of_another_school_does_not_exist(visit: Visit, cast: Cast) -> None:
    theirs = cast.imports["twin"].pk
    for step in ("correspondances/", "controles/", "controles.csv", "effet/", "rapport/", "rapport.csv"):
        assert visit("chef").get(f"/0310001A/imports/{theirs}/{step}").status_code == 404
        assert visit("chef").get(f"/0340002B/imports/{theirs}/{step}").status_code == 404
    assert visit("chef").post(f"/0310001A/imports/{theirs}/effet/", {"appliquer": "1"}).status_code == 404


@pytest.mark.parametrize("step", ["correspondances/", "controles/", "effet/"])
def test_a_step_asks_as_much_of_the_base_for_two_pupils_as_for_two_hundred(
    visit: Visit, step: str, seen_everywhere: Everywhere, cast: Cast
) -> None:
    costs = []
    for number in (2, 200):
        lines = "".join(f"Nom{n};Ana;01/02/2013;{n % 9}e Z\n" for n in range(number))
        at = started(visit("chef"), ("liste.csv", f"Nom;Prénom;Date de naissance;Classe\n{lines}"))
        client = visit("chef")
        with CaptureQueriesContext(connection) as captured:
            page(client, f"{at}{step}")
        costs.append(len(captured))
        with seen_everywhere():
            assert Group.objects.filter(code="1e Z").count() == 0
    assert costs[0] == costs[1]
