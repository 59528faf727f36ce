"""The paper of a report card: every layout, long texts on two pages, no address but one’s own (C95, B3)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.bulletins.cards.content import Content, SubjectSaid, content_of, digest_of, plain
from preau.bulletins.cards.fitting import fit
from preau.bulletins.cards.layout import OPTIONS, Layout, ordered, starting_layout
from preau.bulletins.cards.pdf import Printed, card_in_pdf, card_in_pictures, cards_in_pdf, said_of
from preau.bulletins.cards.sample import sample_card
from preau.directory.models import School
from tests.cast import NOW
from tests.portraits import png

KINDS = ("college", "lycee", "lycee_pro", "lycee_agricole")
TEXT = "Des progrès réguliers, une participation active ; il faut maintenant apprendre plus régulièrement. "


def card(kind: str = "college", options: tuple[str, ...] | None = None) -> Content:
    school = School(
        uai="0310001A", name="Collège Jean-Jaurès", kind=kind, street="1 rue des Écoles", town="Toulouse"
    )
    starting = starting_layout(kind)
    return sample_card(school, starting if options is None else Layout("", ordered(options), starting.regulation))


def printed(content: Content) -> Printed:
    return Printed(content, 1, NOW, digest_of(content))


def filled(content: Content, subjects: int, signs: int, elements: int) -> Content:
    """So many subjects, each with an appreciation of so many signs and so many elements of the programme."""
    return replace(
        content,
        subjects=[
            replace(
                content.subjects[rank % len(content.subjects)],
                label=f"Enseignement de spécialité numéro {rank}",
                appreciation=(TEXT * 7)[:signs],
                elements=["Lire et comprendre des textes variés, s’exprimer à l’oral"] * elements,
            )
            for rank in range(subjects)
        ],
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_school_has_its_paper(kind: str) -> None:
    content = card(kind)
    assert card_in_pdf(printed(content)).startswith(b"%PDF-1.7")
    assert len(card_in_pictures(printed(content))) == 1 + (kind == "college")
    assert content_of(plain(content)) == content


@pytest.mark.parametrize("kind", KINDS)
def test_fourteen_subjects_and_long_texts_stand_on_two_pages_then_comes_correspondence(kind: str) -> None:
    content = filled(card(kind, tuple(OPTIONS)), 14, 600, 3)
    long = replace(
        content,
        council=replace(content.council, synthesis=(TEXT * 11)[:1000], orientation=TEXT * 2),
        life=replace(content.life, comment=(TEXT * 7)[:600]),
        class_comment=(TEXT * 7)[:600],
        projects=[replace(content.projects[0], comment=(TEXT * 7)[:600])] * 2,
    )
    assert len(card_in_pictures(printed(long))) == 2 + 1


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    subjects=st.integers(1, 16),
    signs=st.integers(0, 600),
    elements=st.integers(0, 4),
    options=st.sets(st.sampled_from(sorted(OPTIONS))),
)
def test_what_is_estimated_is_what_is_composed(
    kind: str, subjects: int, signs: int, elements: int, options: set[str]
) -> None:
    content = filled(card(kind, tuple(options)), subjects, signs, elements)
    room = fit(content, is_posted=False)
    assert len(card_in_pictures(printed(content))) <= room.pages + content.shows("correspondence")


def test_the_ministry_of_an_agricultural_school_is_its_own() -> None:
    (agricultural,) = said_of([printed(card("lycee_agricole"))], None)["cards"]
    assert agricultural["ministry"] == "République française – Ministère chargé de l’agriculture"
    (college,) = said_of([printed(card())], None)["cards"]
    assert "éducation nationale" in college["ministry"]
    assert (college["title"], agricultural["title"]) == (
        "Bilan périodique du 1er trimestre",
        "Bulletin du 1er trimestre",
    )


def test_an_address_is_printed_when_the_whole_family_lives_there() -> None:
    content = card()
    (together,) = said_of([printed(content)], None)["cards"]
    assert together["address"] == "3 allée des Tilleuls\n31000 Toulouse"
    first, second = content.responsibles
    apart = replace(content, responsibles=[first, replace(second, address="2 rue du Sud")])
    (said,) = said_of([printed(apart)], None)["cards"]
    assert (said["addressee"], said["address"]) == ("", "")
    (posted,) = said_of([replace(printed(apart), to=apart.responsibles[1])], None)["cards"]
    assert (posted["addressee"], posted["address"], posted["posted"]) == (second.name, "2 rue du Sud", True)


def test_what_is_not_ticked_is_not_printed() -> None:
    (bare,) = said_of([printed(card(options=()))], None)["cards"]
    assert (bare["decided"], bare["projects"], bare["plans"], bare["class_comment"]) == ([], [], [], "")
    assert (bare["general"], bare["address"], bare["visa"]) == (None, "", False)
    (whole,) = said_of([printed(card("lycee", tuple(OPTIONS)))], None)["cards"]
    assert [label for label, _value in whole["decided"]] == [
        "Mention du conseil\u202f:",
        "Avis sur l’orientation\u202f:",
    ]
    assert whole["general"]["rank"] == "Rang\u202f: 9 sur 27"


def test_the_same_card_is_the_same_bytes_and_a_class_is_one_document() -> None:
    content = card()
    assert card_in_pdf(printed(content)) == card_in_pdf(printed(content))
    other = replace(content, pupil=replace(content.pupil, first_name="Lou"))
    assert digest_of(other) != digest_of(content)
    assert len(cards_in_pdf([printed(content), printed(other)])) > len(card_in_pdf(printed(content)))


def test_what_is_typed_is_never_read_as_markup() -> None:
    content = card()
    hostile = replace(content.subjects[0], appreciation="#panic() $x$ *gras* <balise> \\ `", label="@ref = 1")
    assert card_in_pdf(printed(replace(content, subjects=[hostile]))).startswith(b"%PDF")


def test_a_card_of_an_older_format_is_still_read() -> None:
    said = plain(card())
    said["subjects"][0].pop("parts")
    said["council"]["votes"] = "never known"
    said.pop("class_comment")
    kept = content_of(said)
    assert kept.class_comment == ""
    assert isinstance(kept.subjects[0], SubjectSaid)


def test_the_logo_of_the_school_is_drawn() -> None:
    content = card()
    assert len(card_in_pdf(printed(content), logo=png())) > len(card_in_pdf(printed(content)))
    (said,) = said_of([printed(card(options=("average",)))], png())["cards"]
    assert not said["logo"]


def test_a_college_has_a_page_of_correspondence_and_a_school_may_leave_it_out() -> None:
    (letter,) = [one["correspondence"] for one in said_of([printed(card())], None)["cards"]]
    assert letter["reach"] == [("Adresse\u202f:", "1 rue des Écoles, Toulouse")]
    assert letter["boxes"] == [
        "Responsable légal\u202f: Mme Dominique Exemple",
        "Responsable légal\u202f: M. Claude Exemple",
    ]
    for kind in KINDS[1:]:
        assert said_of([printed(card(kind))], None)["cards"][0]["correspondence"] is None
    without = tuple(word for word in starting_layout("college").options if word != "correspondence")
    assert len(card_in_pictures(printed(card(options=without)))) == 1
    lycee = said_of([printed(card("lycee", ("correspondence",)))], None)["cards"][0]["correspondence"]
    assert lycee["read"] == "J’ai pris connaissance de ce bulletin."


def test_the_page_of_correspondence_never_tells_a_parent_who_the_other_is() -> None:
    content = card()
    first, second = content.responsibles
    apart = replace(content, responsibles=[first, replace(second, address="2 rue du Sud")])
    (unnamed,) = said_of([printed(apart)], None)["cards"]
    assert unnamed["correspondence"]["boxes"] == ["Responsable légal, nom\u202f:"] * 2
    (posted,) = said_of([replace(printed(apart), to=second)], None)["cards"]
    assert posted["correspondence"]["boxes"] == [
        "Responsable légal\u202f: M. Claude Exemple",
        "Responsable légal, nom\u202f:",
    ]


@pytest.mark.parametrize("people", [0, 1, 2, 3, 5])
def test_however_many_sign_the_correspondence_is_one_page(people: int) -> None:
    content = card()
    family = [
        replace(content.responsibles[0], name=f"Mme Dominique {rank} Exemple-Dupont") for rank in range(people)
    ]
    assert len(card_in_pictures(printed(replace(content, responsibles=family)))) == 2


def test_a_card_made_before_there_was_correspondence_is_printed_without() -> None:
    said = plain(card())
    said["model"]["options"].remove("correspondence")
    assert said_of([printed(content_of(said))], None)["cards"][0]["correspondence"] is None
