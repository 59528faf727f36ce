"""The choices of a school about marks, through their pages: what they change for families, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import Evaluation, EvaluationKind, GradingSettings, Mark
from preau.grading.school_choices import settings_of
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast, everywhere

Visit = Callable[[str], Client]
HOME = "/0310001A/notes/reglages/"
AVERAGES = {"rounding": "dixieme", "shows_averages": "on", "shows_general": "d_office"}
FAMILIES = {
    "release_hour": "17:00", "parents_after_hours": "0", "shows_class_figures": "on", "fewest_marks": "5",
}  # fmt: skip
PAGES = {
    "moyennes": AVERAGES,
    "familles": FAMILIES,
    "controles": {"tests_a_day": "2", "tests_a_week": "6"},
    "positionnement": {"begin_2": "7", "begin_3": "12", "begin_4": "16"},
    "codes": {
        "code_abs": "absent",
        "code_disp": "dispensé",
        "code_nn": "non noté",
        "code_inap": "inapte",
        "code_nr": "non rendu",
        "code_abs0": "absent, compte zéro",
        "code_nr0": "non rendu, compte zéro",
    },
}


def choose(client: Client, page: str, **said: object) -> tuple[int, str]:
    answer = client.post(f"{HOME}{page}/", {**PAGES[page], **said})
    return answer.status_code, answer.content.decode()


def kept(cast: Cast) -> GradingSettings:
    with everywhere(cast):
        return settings_of(cast.schools["college"].pk)


def told(cast: Cast, name: str = "GradingSettingsChanged") -> int:
    with everywhere(cast):
        return LedgerEvent.objects.filter(name=f"grading.{name}").count()


@pytest.mark.parametrize("page", sorted(PAGES))
def test_what_is_shown_first_is_what_is_in_force_and_saying_it_changes_nothing(
    cast: Cast, visit: Visit, page: str
) -> None:
    html = visit("chef").get(f"{HOME}{page}/").content.decode()
    for value in PAGES[page].values():
        assert f'value="{value}"' in html or value == "on"
    assert choose(visit("chef"), page)[0] == 302
    assert told(cast) == 0


def test_the_averages_of_a_statement_follow_the_school(cast: Cast, visit: Visit) -> None:
    statement = f"/eleves/{cast.lea.pk}/notes/"
    assert "moyenne générale" not in visit("lea").get(statement).content.decode()
    for _again in range(2):
        assert (
            choose(visit("chef"), "moyennes", rounding="demi_sup", shows_general="oui", shows_rank="on")[0] == 302
        )
    assert told(cast) == 1
    assert (kept(cast).rounding, kept(cast).shows_general, kept(cast).shows_rank) == ("demi_sup", True, True)
    assert "moyenne générale" in visit("lea").get(statement).content.decode()
    home = visit("chef").get(HOME).content.decode()
    assert "demi-point supérieur" in home
    assert choose(visit("chef"), "moyennes", shows_general="d_office")[0] == 302
    assert "comme tout collège" in visit("chef").get(HOME).content.decode()


def test_what_was_not_seen_yet_is_seen_at_the_new_hour(cast: Cast, visit: Visit) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with everywhere(cast):
        Evaluation.objects.filter(pk=cast.evaluations["volumes"].pk).update(
            published_on=tomorrow, released_at=clock.instant(tomorrow, time(17))
        )
    assert choose(visit("chef"), "familles", release_hour="18:30", parents_after_hours="24")[0] == 302
    with everywhere(cast):
        moved = Evaluation.objects.get(pk=cast.evaluations["volumes"].pk)
        seen = Evaluation.objects.get(pk=cast.evaluations["fractions"].pk)
    assert moved.released_at == clock.instant(tomorrow, time(18, 30))
    assert seen.released_at == clock.instant(date(2026, 11, 12), time(17))
    deliver_all()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'evaluation_id' FROM procrastinate_jobs"
            " WHERE task_name LIKE '%release_at_its_hour' AND status = 'todo'"
        )
        assert [int(pk) for (pk,) in cursor.fetchall()] == [moved.pk]
    assert kept(cast).parents_after_hours == 24
    home = visit("chef").get(HOME).content.decode()
    assert "24 h après l’élève" in home
    assert "18\u202fh\u202f30" in home


@pytest.mark.parametrize(
    ("page", "said", "sentence"),
    [
        ("familles", {"fewest_marks": "4"}, "de 5 à 40"),
        ("familles", {"parents_after_hours": "337"}, "de 0 à 336"),
        ("familles", {"release_hour": "25:00"}, "heure"),
        ("controles", {"tests_a_day": "31"}, "de 0 à 30"),
        ("controles", {"tests_a_day": "deux"}, "nombre entier"),
        ("moyennes", {"rounding": "centieme"}, "choix"),
        ("positionnement", {"begin_2": "0"}, "après le niveau 1, donc au-dessus de 0"),
        ("positionnement", {"begin_3": "7"}, "après le niveau 2, donc au-dessus de 7"),
        ("positionnement", {"begin_3": "16,5"}, "après le niveau 3, donc au-dessus de 16,5"),
        ("positionnement", {"begin_4": "20,5"}, "personne n’aurait le niveau 4"),
        ("codes", {"code_nn": "Inapte"}, "déjà le mot d’un autre code"),
        ("codes", {"code_abs": "Excusé", "code_nn": "Excusé"}, "déjà le mot d’un autre code"),
        ("codes", {"code_abs": "Excusé", "code_nn": "Absent"}, "déjà le mot d’un autre code"),
        ("codes", {"code_abs": "Excusé", "code_nn": "disp"}, "déjà le mot d’un autre code"),
        ("codes", {"code_nr": "x" * 31}, "30 caractères au plus"),
    ],
)
def test_what_does_not_hold_is_said(
    cast: Cast, visit: Visit, page: str, said: dict[str, str], sentence: str
) -> None:
    status, html = choose(visit("chef"), page, **said)
    assert (status, sentence in html) == (422, True)
    assert told(cast) == 0


def test_levels_begin_where_the_school_says(cast: Cast, visit: Visit) -> None:
    assert choose(visit("chef"), "positionnement", begin_2="8", begin_3="10,5", begin_4="15")[0] == 302
    assert kept(cast).positioning == [Decimal(8), Decimal("10.5"), Decimal(15)]
    html = visit("chef").get(f"{HOME}positionnement/").content.decode()
    assert "de 8 à moins de 10,5" in html
    assert "de 15 à 20" in html


def test_families_and_teachers_read_the_words_of_the_school(cast: Cast, visit: Visit) -> None:
    statement, maths = f"/eleves/{cast.lea.pk}/notes/", cast.gradebooks["maths"].pk
    with everywhere(cast):
        Mark.objects.filter(pupil_id=cast.lea.pk).update(value=None, code="abs")
    assert "<b>absent</b>" in visit("marc").get(statement).content.decode()
    for _again in range(2):
        assert choose(visit("chef"), "codes", code_abs="  Absence   signalée ", code_inap="")[0] == 302
    assert told(cast) == 1
    assert kept(cast).code_labels == {"abs": "Absence signalée"}
    assert "<b>Absence signalée</b>" in visit("marc").get(statement).content.decode()
    assert "Absence signalée" in visit("marc").get(f"{statement}{maths}/").content.decode()
    assert "Absence signalée" in visit("durand").get(f"/0310001A/notes/{maths}/").content.decode()
    home = visit("chef").get(HOME).content.decode()
    assert ("Absence signalée" in home, "non rendu, compte zéro" in home) == (True, True)
    with everywhere(cast):
        assert set(Mark.objects.filter(pupil_id=cast.lea.pk).values_list("code", flat=True)) == {"abs"}
    assert choose(visit("chef"), "codes")[0] == 302
    assert kept(cast).code_labels == {}


def kinds(cast: Cast) -> list[EvaluationKind]:
    with everywhere(cast):
        return list(EvaluationKind.objects.filter(school=cast.schools["college"]).order_by("position", "id"))


def test_a_kind_is_added_changed_ordered_and_hidden(cast: Cast, visit: Visit) -> None:
    chef, said = visit("chef"), {"label": "Exposé", "coefficient": "1,5", "is_test": "on"}
    assert chef.post("/0310001A/notes/natures/ajouter/", said).status_code == 302
    made = kinds(cast)[-1]
    assert (made.label, made.coefficient, made.is_test) == ("Exposé", Decimal("1.5"), True)
    path = f"/0310001A/notes/natures/{made.pk}/"
    assert chef.post(path, {**said, "label": "Exposé oral"}).status_code == 302
    assert chef.post(f"{path}place/", {"sens": "haut"}).status_code == 302
    assert kinds(cast)[-2].label == "Exposé oral"
    new = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/ajouter/"
    assert "Exposé oral" in visit("durand").get(new).content.decode()
    for _again in range(2):
        assert chef.post(f"{path}proposer/", {"propose": "non"}).status_code == 302
    assert told(cast, "KindOffered") == 1
    assert "Exposé oral" not in visit("durand").get(new).content.decode()
    assert "Masquée" in chef.get("/0310001A/notes/natures/").content.decode()


def test_a_new_evaluation_starts_with_what_its_kind_says(cast: Cast, visit: Visit) -> None:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/ajouter/"
    said = {
        "held_on": TODAY.isoformat(), "out_of": "20", "counts": "toujours", "coefficient": "", "is_rescaled": "on",
    }  # fmt: skip
    kind = {one.label: one.pk for one in kinds(cast)}
    for title, more in (
        ("Quiz", {"kind_id": kind["Interrogation"]}),
        ("Essai", {"kind_id": kind["Évaluation pour s’entraîner"], "coefficient": "3"}),
        ("Libre", {}),
    ):
        assert visit("durand").post(path, {**said, "title": title, **more}).status_code == 302
    with everywhere(cast):
        made = {one.title: one for one in Evaluation.objects.filter(title__in=["Quiz", "Essai", "Libre"])}
    assert {title: one.coefficient for title, one in made.items()} == {
        "Quiz": Decimal("0.5"), "Essai": Decimal(3), "Libre": Decimal(1),
    }  # fmt: skip
    assert [title for title, one in made.items() if one.is_formative] == ["Essai"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"label": "  "}, "obligatoire"),
        ({"label": "…"}, "Donnez un nom"),
        ({"label": "controle"}, "déjà ce nom"),
        ({"label": "x" * 61}, "60 caractères"),
        ({"coefficient": "101"}, "de 0 à 100"),
    ],
)
def test_a_kind_that_does_not_hold_is_said(cast: Cast, visit: Visit, said: dict[str, str], sentence: str) -> None:
    before = len(kinds(cast))
    answer = visit("chef").post(
        "/0310001A/notes/natures/ajouter/", {"label": "Exposé", "coefficient": "1", **said}
    )
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert len(kinds(cast)) == before


def test_a_kind_of_another_school_is_not_there(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        theirs = EvaluationKind.objects.filter(school=cast.schools["twin"]).first()
    assert theirs is not None
    for path in ("", "place/", "proposer/"):
        assert (
            visit("chef").post(f"/0310001A/notes/natures/{theirs.pk}/{path}", {"sens": "haut"}).status_code == 404
        )


def test_the_clock_of_these_tests_is_before_the_release_hour() -> None:
    assert clock.local(NOW).time() < time(17)
