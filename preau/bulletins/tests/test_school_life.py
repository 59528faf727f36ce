"""The school-life block: comments by keyboard, numbers of attendance corrected with a reason (rules B1 and B3)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from preau.bulletins.models import SchoolLife
from preau.grading.models import TermLock
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]


def path(cast: Cast, *more: object) -> str:
    steps = "".join(f"{one}/" for one in more)
    return f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/vie-scolaire/{steps}"


def comment(client: Client, cast: Cast, text: str, seen: int = 0) -> tuple[int, str]:
    answer = client.post(path(cast, "textes"), {f"a-{cast.lea.pk}-{seen}": text})
    return answer.status_code, answer.content.decode()


def correct(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    answer = client.post(path(cast, cast.lea.pk), {"seen": 0, **said})
    return answer.status_code, answer.content.decode()


def lives(cast: Cast) -> list[SchoolLife]:
    with everywhere(cast):
        return list(SchoolLife.objects.all())


def test_the_cpe_comments_and_everybody_who_follows_the_class_reads(cast: Cast, visit: Visit) -> None:
    assert comment(visit("cpe"), cast, "Ponctuelle et serviable.")[0] == 302
    (life,) = lives(cast)
    assert (life.comment, life.version, life.written_by_id) == ("Ponctuelle et serviable.", 1, cast.cpe.pk)
    assert "Ponctuelle et serviable." in visit("chef").get(path(cast)).content.decode()
    assert visit("petit").get(path(cast)).status_code == 404


def test_a_script_hears_of_each_text(cast: Cast, visit: Visit) -> None:
    body = {f"a-{cast.lea.pk}-0": "Ponctuelle.", f"a-{cast.noe.pk}-0": "x" * 601}
    answer = visit("cpe").post(path(cast, "textes"), body, headers={"accept": "application/json"})
    told = answer.json()["texts"]
    assert (told[str(cast.lea.pk)]["outcome"], told[str(cast.lea.pk)]["version"]) == ("ecrite", 1)
    assert told[str(cast.noe.pk)]["message"] == "601 caractères sur 600\u202f: raccourcissez de 1."
    assert len(lives(cast)) == 1


def test_nobody_overwrites_what_she_did_not_see(cast: Cast, visit: Visit) -> None:
    comment(visit("cpe"), cast, "Ponctuelle.")
    status, page = comment(visit("chef"), cast, "Souvent en retard.")
    assert (status, "Ponctuelle." in page, "Souvent en retard." in page) == (422, True, True)
    assert comment(visit("chef"), cast, "Ponctuelle.")[0] == 302
    assert comment(visit("chef"), cast, "Serviable.", 1)[0] == 302
    assert lives(cast)[0].comment == "Serviable."


def test_a_number_is_corrected_with_a_reason_and_comes_back(cast: Cast, visit: Visit) -> None:
    status, page = correct(visit("cpe"), cast, justified=3)
    assert (status, "la raison reste écrite" in page) == (422, True)
    assert correct(visit("cpe"), cast, justified=3, hours="4,5", why="Registre papier.")[0] == 302
    (life,) = lives(cast)
    assert (life.justified, life.unjustified, life.late, life.hours) == (3, None, None, Decimal("4.5"))
    assert (life.why, life.version) == ("Registre papier.", 1)
    assert "corrigé" in visit("chef").get(path(cast)).content.decode()
    status, page = correct(visit("chef"), cast, justified=5, why="Autre compte.")
    assert (status, "Maëlle Costa" in page) == (422, True)
    assert correct(visit("chef"), cast, seen=1)[0] == 302
    assert (lives(cast)[0].justified, lives(cast)[0].why) == (None, "")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"justified": "1000", "why": "x"}, "De 0 à 999."),
        ({"late": "-1", "why": "x"}, "De 0 à 999."),
        ({"late": "deux", "why": "x"}, "Saisissez un nombre entier."),
        ({"late": "2", "why": "x" * 201}, "200 caractères au plus."),
    ],
)
def test_what_a_number_does_not_take_is_told(cast: Cast, visit: Visit, said: dict[str, str], told: str) -> None:
    status, page = correct(visit("cpe"), cast, **said)
    assert (status, told in page) == (422, True)
    assert lives(cast) == []


def test_a_closed_term_is_written_no_more(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state="fermee", changed_at=NOW,
            changed_by_id=1,
        )  # fmt: skip
    for status, page in (
        comment(visit("cpe"), cast, "Trop tard."), correct(visit("cpe"), cast, late=1, why="Oubli."),
    ):  # fmt: skip
        assert (status, "La période est fermée" in page) == (422, True)
    assert "textarea" not in visit("cpe").get(path(cast)).content.decode()


def test_teachers_families_and_the_twin_are_refused(cast: Cast, visit: Visit) -> None:
    for name in ("durand", "petit", "marc", "lea", "jumeau_cpe", "secretaire"):
        assert comment(visit(name), cast, "x")[0] == 404
        assert correct(visit(name), cast, late=1, why="x")[0] == 404
    elsewhere = f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/vie-scolaire/{cast.tom.pk}/"
    assert visit("cpe").get(elsewhere).status_code == 404
    stale = visit("cpe").post(path(cast, "textes"), {"a-x-0": "x"})
    assert stale.status_code == 409
    assert lives(cast) == []
