"""Parts of a subject, as the direction writes them (rule B2.6)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from preau.foundation.ledger.delivery import deliver_all
from preau.grading.models import Evaluation, SubSubject
from tests.cast import Cast, everywhere

Visit = Callable[[str], Client]
BOOKS = "/0310001A/notes/carnets/"


def test_parts_of_a_subject_have_their_weights(cast: Cast, visit: Visit) -> None:
    path = f"{BOOKS}{cast.gradebooks['maths'].pk}/parties/"
    said = {"label": "Géométrie", "coefficient": "2", "best_bonus": "0,5"}
    assert visit("chef").post(path, said).status_code == 302
    with everywhere(cast):
        part = SubSubject.objects.get(label="Géométrie")
    assert (part.coefficient, part.best_bonus) == (Decimal(2), Decimal("0.5"))
    deliver_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%count_figures_of'")
        assert cursor.fetchone() == (1,)
    new = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/ajouter/"
    assert "Géométrie" in visit("durand").get(new).content.decode()
    assert visit("chef").post(f"{path}{part.pk}/", {**said, "coefficient": "0"}).status_code == 302
    nothing = {"label": "Calcul mental", "coefficient": "0", "best_bonus": "0"}
    assert visit("chef").post(f"{path}{cast.words['part']}/", nothing).status_code == 302
    html = visit("chef").get(f"{BOOKS}{cast.gradebooks['maths'].pk}/").content.decode()
    assert "la moyenne ne peut pas se calculer" in html
    for _again in range(2):
        assert visit("chef").post(f"{path}{part.pk}/retirer/").status_code == 302
    assert "Géométrie" not in visit("durand").get(new).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"label": ""}, "obligatoire"),
        ({"label": "calcul  mental"}, "porte déjà ce nom"),
        ({"label": "x" * 41}, "40 caractères"),
        ({"coefficient": "101"}, "de 0 à 100"),
    ],
)
def test_a_part_that_does_not_hold_is_said(cast: Cast, visit: Visit, said: dict[str, str], sentence: str) -> None:
    path = f"{BOOKS}{cast.gradebooks['maths'].pk}/parties/"
    answer = visit("chef").post(path, {"label": "Oral", "coefficient": "1", "best_bonus": "0", **said})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_a_part_in_which_something_is_evaluated_stays(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        volumes = Evaluation.objects.filter(pk=cast.evaluations["volumes"].pk)
        volumes.update(sub_subject_id=cast.words["part"])
    path = f"{BOOKS}{cast.gradebooks['maths'].pk}/parties/{cast.words['part']}/retirer/"
    assert "elle reste" in visit("chef").post(path).content.decode()
