"""The sentences a teacher keeps: hers alone, changed and erased by her (C92)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.models import Sentence
from preau.bulletins.rules import MOST_SENTENCES
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
KEPT = "{prenom} progresse à l’oral."


def keep(client: Client, text: str, sentence: int | None = None) -> tuple[int, str]:
    answer = client.post(f"/bulletins/phrases/{f'{sentence}/' if sentence else ''}", {"text": text})
    return answer.status_code, answer.content.decode()


def hers(cast: Cast, who: str = "durand") -> list[str]:
    return list(Sentence.objects.filter(person=cast.people[who]).values_list("text", flat=True))


def test_one_is_kept_changed_and_erased(cast: Cast, visit: Visit) -> None:
    assert keep(visit("durand"), " Bon trimestre, {Prénom}. ")[0] == 302
    assert hers(cast) == ["Bon trimestre, {Prénom}.", KEPT]
    assert keep(visit("durand"), "{prenom} progresse.", cast.words["kept"])[0] == 302
    assert hers(cast) == ["Bon trimestre, {Prénom}.", "{prenom} progresse."]
    assert "Bon trimestre" in visit("durand").get("/bulletins/phrases/").content.decode()
    for status in (302, 404):
        erased = visit("durand").post(f"/bulletins/phrases/{cast.words['kept']}/effacer/")
        assert erased.status_code == status
    assert hers(cast) == ["Bon trimestre, {Prénom}."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "obligatoire"),
        ("x" * 1001, "raccourcissez de 1."),
        ("{classe} agréable.", "«\u202f{classe}\u202f» n’est pas connu"),
        (KEPT, "Vous gardez déjà cette phrase."),
    ],
)
def test_what_cannot_be_kept_is_said(cast: Cast, visit: Visit, text: str, told: str) -> None:
    status, page = keep(visit("durand"), text)
    assert (status, told in page) == (422, True)
    assert hers(cast) == [KEPT]


def test_saving_it_again_as_it_is_changes_nothing(cast: Cast, visit: Visit) -> None:
    assert keep(visit("durand"), KEPT, cast.words["kept"])[0] == 302
    assert hers(cast) == [KEPT]


def test_there_is_an_end_to_how_many_are_kept(cast: Cast, visit: Visit) -> None:
    Sentence.objects.bulk_create(
        Sentence(person=cast.durand, text=f"Phrase {n}.", kept_at=NOW) for n in range(MOST_SENTENCES - 1)
    )
    status, page = keep(visit("durand"), "Une de trop.")
    assert (status, "effacez-en une" in page) == (422, True)
    assert keep(visit("durand"), "Une autre à la place.", cast.words["kept"])[0] == 302


@pytest.mark.parametrize("who", ["petit", "jumeau_prof", "chef", "marc"])
def test_those_of_somebody_else_are_not_there(cast: Cast, visit: Visit, who: str) -> None:
    one = cast.words["kept"]
    assert visit(who).get(f"/bulletins/phrases/{one}/").status_code == 404
    assert keep(visit(who), "À moi.", one)[0] == 404
    assert visit(who).post(f"/bulletins/phrases/{one}/effacer/").status_code == 404
    assert hers(cast) == [KEPT]


def test_two_teachers_may_keep_the_same(cast: Cast, visit: Visit) -> None:
    assert keep(visit("petit"), KEPT)[0] == 302
    assert (hers(cast), hers(cast, "petit")) == ([KEPT], [KEPT])


@pytest.mark.parametrize("who", ["chef", "cpe", "secretaire", "marc", "lea", "agent"])
def test_who_writes_no_appreciation_keeps_none(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get("/bulletins/phrases/").status_code == 404
    assert keep(visit(who), "Bonjour.")[0] == 404
