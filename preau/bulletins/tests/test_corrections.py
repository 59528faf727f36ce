"""Corrections: the form teacher reads her class and proposes, the author decides (C92, rule B1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from preau.bulletins.compared import compared
from preau.bulletins.models import Appreciation, AppreciationVersion, BulletinSettings, Correction
from preau.directory.models import FormTeacher
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import TermLock
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
BETTER = "Ensemble fragile, mais des progrès à l’oral."
NOES = "Ensemble fragile mais des progrès a l’oral."


@pytest.fixture(autouse=True)
def form_teacher(cast: Cast) -> None:
    """M. Petit is the form teacher of 4e B."""
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.petit, begins_on=YEAR_START
        )


def reading(cast: Cast) -> str:
    return f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/relecture/"


def propose(client: Client, cast: Cast, text: str = BETTER, *, seen: int | str = 1) -> tuple[int, str]:
    said = {"text": text, "seen": seen, "view": f"eleve-{cast.noe.pk}"}
    answer = client.post(f"{reading(cast)}{cast.words['appreciation']}/", said)
    return answer.status_code, answer.content.decode()


def settle(client: Client, cast: Cast, answer: str, correction: int | None = None) -> tuple[int, str]:
    number = correction or cast.words["correction"]
    response = client.post(f"/0310001A/bulletins/corrections/{number}/", {"reponse": answer})
    return response.status_code, response.content.decode()


def proposals(cast: Cast) -> list[Correction]:
    with everywhere(cast):
        return list(Correction.objects.order_by("pk"))


def noes(cast: Cast) -> tuple[str, int, int]:
    with everywhere(cast):
        one = Appreciation.objects.get(pk=cast.words["appreciation"])
    return one.text, one.version, one.written_by_id


def lock(cast: Cast) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state="fermee", changed_at=NOW,
            changed_by_id=1,
        )  # fmt: skip


def test_the_form_teacher_proposes_and_her_former_proposal_is_replaced(cast: Cast, visit: Visit) -> None:
    for text in ("Ensemble fragile.", BETTER + " Bravo.", BETTER + " Bravo."):
        assert propose(visit("petit"), cast, text)[0] == 302
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name__endswith="CorrectionProposed").count() == 2
    (one,) = proposals(cast)
    assert (one.text, one.state, one.proposed_by_id) == (BETTER + " Bravo.", "proposee", cast.petit.pk)
    assert noes(cast)[0] == NOES


@pytest.mark.parametrize("who", ["durand", "double", "chef", "cpe", "jumeau_prof", "jumeau_chef", "marc", "lea"])
def test_nobody_else_proposes(cast: Cast, visit: Visit, who: str) -> None:
    assert propose(visit(who), cast, "Autre.")[0] == 404
    assert len(proposals(cast)) == 1


def test_a_form_teacher_of_last_year_proposes_nothing(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        FormTeacher.objects.update(ends_on=TODAY)
    assert propose(visit("petit"), cast, "Autre.")[0] == 404
    assert visit("petit").get(reading(cast)).status_code == 404


@pytest.mark.parametrize(
    ("text", "seen", "told"),
    [
        (NOES, 1, "ne change rien"),
        ("  ", 1, "ne change rien"),
        ("x" * 601, 1, "raccourcissez de 1."),
        ("Autre.", 7, "a changé entre-temps"),
        ("Autre.", "x", "nombre entier"),
    ],
)
def test_what_cannot_be_proposed_comes_back_with_its_text(
    cast: Cast, visit: Visit, text: str, seen: int | str, told: str
) -> None:
    status, page = propose(visit("petit"), cast, text, seen=seen)
    assert status == 422
    assert told in page
    assert text.strip() in page
    assert proposals(cast)[0].text == BETTER


def test_a_school_that_writes_less_corrects_less(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        BulletinSettings.objects.create(school=cast.schools["college"], appreciation_length=100)
    assert propose(visit("petit"), cast, "x" * 101)[0] == 422


def test_nothing_is_proposed_in_a_closed_term(cast: Cast, visit: Visit) -> None:
    lock(cast)
    status, page = propose(visit("petit"), cast, "Autre.")
    assert (status, "demandez une réouverture" in page) == (422, True)


def test_the_author_accepts_and_her_text_is_kept(cast: Cast, visit: Visit) -> None:
    page = visit("durand").get("/0310001A/bulletins/corrections/").content.decode()
    assert "Proposé par Yanis Petit" in page
    assert "progrès <ins>à</ins> l’oral" in page
    assert settle(visit("durand"), cast, "oui")[0] == 302
    assert noes(cast) == (BETTER, 2, cast.durand.pk)
    with everywhere(cast):
        assert AppreciationVersion.objects.get().text == NOES
    assert proposals(cast)[0].state == "acceptee"
    assert "déjà reçu sa réponse" in settle(visit("durand"), cast, "oui")[1]
    assert "Aucune correction" in visit("durand").get("/0310001A/bulletins/corrections/").content.decode()
    read = visit("petit").get(f"{reading(cast)}?vue=eleve-{cast.noe.pk}").content.decode()
    assert "Correction acceptée" in read


def test_the_author_refuses_and_nothing_changes(cast: Cast, visit: Visit) -> None:
    assert settle(visit("durand"), cast, "non")[0] == 302
    assert noes(cast) == (NOES, 1, cast.durand.pk)
    assert proposals(cast)[0].state == "refusee"
    read = visit("petit").get(f"{reading(cast)}?vue=eleve-{cast.noe.pk}").content.decode()
    assert "Votre proposition a été refusée" in read


@pytest.mark.parametrize("who", ["petit", "double", "chef", "cpe", "jumeau_prof", "marc"])
def test_nobody_else_decides(cast: Cast, visit: Visit, who: str) -> None:
    assert settle(visit(who), cast, "oui")[0] == 404
    assert noes(cast)[0] == NOES


def test_a_text_that_changed_since_is_not_replaced(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Appreciation.objects.filter(pk=cast.words["appreciation"]).update(text="Mieux.", version=2)
    page = visit("durand").get("/0310001A/bulletins/corrections/").content.decode()
    assert "ne peut plus le remplacer" in page
    assert "Accepter" not in page
    assert "a changé depuis cette proposition" in settle(visit("durand"), cast, "oui")[1]
    assert noes(cast)[0] == "Mieux."
    assert settle(visit("durand"), cast, "non")[0] == 302


def test_a_closed_term_keeps_its_words_but_a_proposal_may_be_refused(cast: Cast, visit: Visit) -> None:
    lock(cast)
    assert "de rouvrir ce carnet" in settle(visit("durand"), cast, "oui")[1]
    assert noes(cast)[0] == NOES
    assert settle(visit("durand"), cast, "non")[0] == 302


@given(st.text(max_size=80), st.text(max_size=80))
def test_two_wordings_in_pieces_give_both_back(now: str, then: str) -> None:
    gone, come = compared(now, then)
    assert "".join(piece.text for piece in gone) == now
    assert "".join(piece.text for piece in come) == then
    same = ["".join(piece.text for piece in some if not piece.is_changed) for some in (gone, come)]
    assert same[0] == same[1]
