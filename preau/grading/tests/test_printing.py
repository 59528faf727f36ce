"""Statements of marks in PDF: one's own, one's child's, and those of a class for the school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from preau.directory.models import FormTeacher, SchoolLogo
from preau.grading.models import Evaluation, GradingSettings, Mark, TermResult
from tests.cast import NOW, YEAR_START, Cast, everywhere
from tests.portraits import png

Visit = Callable[[str], Client]


def read(answer: object) -> tuple[int, str]:
    content = getattr(answer, "content", b"")
    pages = PdfReader(BytesIO(content)).pages
    return len(pages), "\n".join(page.extract_text() for page in pages).replace("\u202f", " ")


def own(client: Client, cast: Cast, asked: str = "") -> str:
    answer = client.get(f"/eleves/{cast.lea.pk}/notes/releve.pdf{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"pdfuaid" in answer.content
    return read(answer)[1]


def prepare(cast: Cast) -> str:
    """A comment, a coefficient, class figures; the address of the term."""
    with everywhere(cast):
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(
            marked=26, total=312, lowest=2, highest=19, coefficient=2, comment="Revoir les #quotients"
        )
    return f"?periode={cast.terms['4B-1'].pk}"


def test_a_family_prints_what_it_reads(cast: Cast, visit: Visit) -> None:
    asked = prepare(cast)
    everything = own(visit("marc"), cast, f"{asked}&avec=moyennes&avec=classe&avec=coefficients&avec=commentaires")
    for words in (
        "Relevé de notes", "Léa", "4e B, trimestre 1", "Mathématiques", "Claire Durand", "Fractions", "14/20",
        "12 (2 à 19)", "Revoir les #quotients", "Coef.",
    ):  # fmt: skip
        assert words in everything
    assert "Visa" not in everything
    assert "Volumes" not in everything


def test_the_logo_of_the_school_is_drawn(cast: Cast, visit: Visit) -> None:
    asked = prepare(cast)
    with everywhere(cast):
        SchoolLogo.objects.create(school=cast.schools["college"], content=png(), received_at=NOW)
    answer = visit("marc").get(f"/eleves/{cast.lea.pk}/notes/releve.pdf{asked}")
    assert [len(page.images) for page in PdfReader(BytesIO(answer.content)).pages] == [1]


def test_each_part_may_be_left_out(cast: Cast, visit: Visit) -> None:
    asked = prepare(cast)
    marks = own(visit("lea"), cast, asked)
    assert "14/20" in marks
    for words in ("Coef.", "(2 à 19)", "#quotients", "Moyenne"):
        assert words not in marks
    assert "Visa des responsables" in own(visit("lea"), cast, f"{asked}&avec=visas")


def test_never_more_than_the_school_shows(cast: Cast, visit: Visit) -> None:
    asked = prepare(cast)
    with everywhere(cast):
        GradingSettings.objects.create(
            school=cast.schools["college"], shows_class_figures=False, shows_averages=False, shows_general=True
        )
    printed = own(visit("marc"), cast, f"{asked}&avec=moyennes&avec=classe")
    assert "(2 à 19)" not in printed
    assert "Moyenne" not in printed


def test_what_is_decided_is_printed_with_what_is_computed(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        term = cast.terms["4B-1"]
        type(term).objects.filter(pk=term.pk).update(published_at=NOW)
        TermResult.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], pupil_id=cast.lea.pk, term=term,
            average=Decimal(16), computed=Decimal(14), decided_at=NOW, decided_by_id=cast.durand.pk,
        )  # fmt: skip
    printed = own(visit("marc"), cast)
    assert "16" in printed
    assert "calculée 14" in printed


def test_an_empty_term_says_so(cast: Cast, visit: Visit) -> None:
    assert "Pas encore de note" in own(visit("marc"), cast, f"?periode={cast.terms['4B-2'].pk}")


def of_class(client: Client, cast: Cast, asked: str = "") -> object:
    return client.get(f"/0310001A/notes/releves/{cast.groups['4B'].pk}/releves.pdf{asked}")


def test_the_school_prints_a_class_in_one_file_or_one_pupil(cast: Cast, visit: Visit) -> None:
    pages, text = read(of_class(visit("chef"), cast))
    assert pages == 2
    assert "Noé" in text
    assert "absent" in text
    pages, text = read(of_class(visit("cpe"), cast, f"?periode={cast.terms['4B-1'].pk}&eleve={cast.lea.pk}"))
    assert (pages, "Noé" in text) == (1, False)


def test_the_words_of_the_school_are_printed(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], code_labels={"abs": "excusé"})
    text = read(of_class(visit("chef"), cast))[1]
    assert ("excusé" in text, "absent" in text) == (True, False)


def test_it_waits_as_families_do(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], parents_after_hours=48)
        Evaluation.objects.filter(pk=cast.evaluations["fractions"].pk).update(
            released_at=NOW - timedelta(hours=24)
        )
    assert "Fractions" not in read(of_class(visit("chef"), cast))[1]


def test_a_form_teacher_prints_her_class_alone(cast: Cast, visit: Visit) -> None:
    doors = ("", "releves.pdf")
    path = f"/0310001A/notes/releves/{cast.groups['4B'].pk}/"
    assert [visit("petit").get(path + door).status_code for door in doors] == [404, 404]
    assert "Aucune classe" in visit("petit").get("/0310001A/notes/releves/").content.decode()
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.petit, begins_on=YEAR_START
        )
    assert [visit("petit").get(path + door).status_code for door in doors] == [200, 200]
    assert "4e B" in visit("petit").get("/0310001A/notes/releves/").content.decode()
    other = f"/0310001A/notes/releves/{cast.groups['5A'].pk}/"
    assert visit("petit").get(other).status_code == 404


@pytest.mark.parametrize("asked", ["?eleve=999999", "?eleve=abc&periode=1", "?periode=x"])
def test_an_address_by_hand_says_nothing_more(cast: Cast, visit: Visit, asked: str) -> None:
    answer = of_class(visit("chef"), cast, asked)
    assert getattr(answer, "status_code", 0) in {200, 404}


def test_the_form_offers_terms_pupils_and_what_to_print(cast: Cast, visit: Visit) -> None:
    html = visit("chef").get(f"/0310001A/notes/releves/{cast.groups['4B'].pk}/").content.decode()
    for words in ("Trimestre 1", "Noé", "Toute la classe", "Des cases à signer", 'method="get"'):
        assert words in html
    family = visit("marc").get(f"/eleves/{cast.lea.pk}/notes/imprimer/").content.decode()
    assert "Trimestre 1" in family
    assert "Toute la classe" not in family


def test_a_long_year_holds_on_several_pages(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        fractions = cast.evaluations["fractions"]
        fields = {field.name: getattr(fractions, field.name) for field in Evaluation._meta.fields}
        for n in range(70):
            made = Evaluation.objects.create(**{**fields, "id": None, "title": f"Contrôle {n}"})
            Mark.objects.create(
                school=made.school, evaluation=made, pupil_id=cast.lea.pk, value=Decimal(11), written_at=NOW,
                written_by_id=1,
            )  # fmt: skip
    pages, text = read(visit("marc").get(f"/eleves/{cast.lea.pk}/notes/releve.pdf"))
    assert pages >= 2
    assert "Contrôle 69" in text
