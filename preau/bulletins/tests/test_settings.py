"""What a school decides about report cards: mentions, lengths, words, who signs (rule B3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.models import BulletinSettings, CouncilDecision, Mention
from preau.bulletins.rules import MOST_MENTIONS
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]
HERE = "/0310001A/bulletins/reglages/"
ADD = "/0310001A/bulletins/mentions/ajouter/"


def mentions(cast: Cast) -> list[Mention]:
    with everywhere(cast):
        return list(Mention.objects.filter(school=cast.schools["college"]))


def labels(cast: Cast) -> list[str]:
    return [one.label for one in mentions(cast)]


def arrange(client: Client, mention_id: int, step: str) -> int:
    return client.post(f"/0310001A/bulletins/mentions/{mention_id}/geste/", {"geste": step}).status_code


def test_a_school_starts_with_the_usual_mentions_and_warnings_are_off(cast: Cast, visit: Visit) -> None:
    page = visit("chef").get(HERE).content.decode()
    assert labels(cast)[:3] == ["Félicitations à l’unanimité", "Félicitations", "Compliments"]
    assert page.count("Avertissement, non proposé.") == 2


def test_choices_are_kept_and_told_when_out_of_bounds(cast: Cast, visit: Visit) -> None:
    said = {"appreciation_length": 400, "has_warnings": "on", "signatory": "Mme Roux", "function": "Adjointe"}
    assert visit("chef").post(HERE, said).status_code == 302
    with everywhere(cast):
        kept = BulletinSettings.objects.get()
    assert (kept.appreciation_length, kept.warns_of_words, kept.has_warnings) == (400, False, True)
    assert (kept.signatory, kept.function) == ("Mme Roux", "Adjointe")
    assert visit("chef").get(HERE).content.decode().count("Avertissement, proposé.") == 2
    for wrong, told in (
        ({"appreciation_length": 99}, "De 100 à 1000 caractères."),
        ({"appreciation_length": 1001}, "De 100 à 1000 caractères."),
        ({"signatory": "x" * 81}, "80 caractères au plus."),
    ):
        answer = visit("chef").post(HERE, {**said, **wrong})
        assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_a_mention_is_added_renamed_and_moved(cast: Cast, visit: Visit) -> None:
    chef = visit("chef")
    assert chef.post(ADD, {"label": "  Prix   du conseil "}).status_code == 302
    assert chef.post(ADD, {"label": "Prix du conseil"}).status_code == 302
    added = mentions(cast)[-1]
    assert (added.label, labels(cast).count("Prix du conseil")) == ("Prix du conseil", 1)
    there = f"/0310001A/bulletins/mentions/{added.pk}/"
    assert chef.post(there, {"label": "Prix"}).status_code == 302
    assert arrange(chef, added.pk, "bas") == 302
    assert arrange(chef, added.pk, "haut") == 302
    assert labels(cast)[-2] == "Prix"
    for label, told in (
        ("Compliments", "déjà dans la liste"), ("", "Ce champ est obligatoire"), ("x" * 61, "60 caractères"),
    ):  # fmt: skip
        answer = chef.post(there, {"label": label})
        assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_a_list_has_an_end(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        for n in range(MOST_MENTIONS):
            Mention.objects.create(school=cast.schools["college"], label=f"Mention {n}", position=50 + n)
    answer = visit("chef").post(ADD, {"label": "Une de trop"})
    assert (answer.status_code, "20 mentions au plus." in answer.content.decode()) == (422, True)


def test_what_was_given_stays_when_a_mention_is_no_longer_offered(cast: Cast, visit: Visit) -> None:
    compliments = next(one for one in mentions(cast) if one.label == "Compliments")
    with everywhere(cast):
        CouncilDecision.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, term=cast.terms["4B-1"], mention=compliments,
            written_at=NOW, written_by_id=cast.chef.pk,
        )  # fmt: skip
    assert arrange(visit("chef"), compliments.pk, "retirer") == 302
    council = f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/conseil"
    assert "Compliments" in visit("chef").get(f"{council}/{cast.lea.pk}/").content.decode()
    assert "Compliments" not in visit("chef").get(f"{council}/{cast.noe.pk}/").content.decode()
    renaming = visit("chef").get(f"/0310001A/bulletins/mentions/{compliments.pk}/").content.decode()
    assert "1 décision de cette année la porte" in renaming
    assert arrange(visit("chef"), compliments.pk, "proposer") == 302
    assert "Compliments" in visit("chef").get(f"{council}/{cast.noe.pk}/").content.decode()


@pytest.mark.parametrize("name", ["durand", "cpe", "secretaire", "jumeau_chef", "marc"])
def test_the_direction_alone_arranges(cast: Cast, visit: Visit, name: str) -> None:
    first = mentions(cast)[0]
    assert visit(name).post(HERE, {"appreciation_length": 300}).status_code == 404
    assert visit(name).post(ADD, {"label": "Bravo"}).status_code == 404
    assert arrange(visit(name), first.pk, "retirer") == 404
    with everywhere(cast):
        twin = Mention.objects.filter(school=cast.schools["twin"])[0]
    assert arrange(visit("chef"), twin.pk, "retirer") == 404
    assert visit("chef").get(f"/0310001A/bulletins/mentions/{twin.pk}/").status_code == 404
    assert arrange(visit("chef"), first.pk, "brûler") == 409
