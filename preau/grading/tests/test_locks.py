"""Locks of terms, exceptional reopenings and their trace, through the pages of the direction (capability C83)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from preau.directory.models import Group, Term
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import EntryPermission, TermLock
from preau.kernel import clock
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
LOCKS = "/0310001A/notes/verrous/"
REOPENINGS = "/0310001A/notes/reouvertures/"


@pytest.fixture
def fifth(cast: Cast) -> Term:
    """5e A has a first trimester too."""
    with everywhere(cast):
        return Term.objects.create(
            school=cast.schools["college"], group=cast.groups["5A"], year=cast.terms["4B-1"].year,
            kind=Term.Kind.TRIMESTER, number=1, starts_on=YEAR_START, ends_on=date(2026, 11, 29),
            end_of_entry_on=TODAY - timedelta(days=1), council_on=TODAY + timedelta(days=6),
        )  # fmt: skip


def states(cast: Cast) -> dict[int, str]:
    with everywhere(cast):
        return dict(TermLock.objects.values_list("term_id", "state"))


def told(cast: Cast, name: str) -> int:
    with everywhere(cast):
        return LedgerEvent.objects.filter(name=f"grading.{name}").count()


def give(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/rouvrir/"
    words = {"person_id": "0", "until_on": TODAY.isoformat(), "why": "Arrêt maladie", **said}
    answer = client.post(path, words)
    return answer.status_code, answer.content.decode()


def cell(client: Client, cast: Cast, text: str = "12") -> tuple[int, str]:
    """What a teacher gets who types a mark in « Volumes »."""
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/cases/"
    answer = client.post(path, {f"n-{cast.evaluations['volumes'].pk}-{cast.lea.pk}-0": text})
    return answer.status_code, answer.content.decode()


def test_a_state_is_given_to_the_classes_ticked_once_and_its_trace_is_read(
    cast: Cast, visit: Visit, fifth: Term
) -> None:
    ours = cast.terms["4B-1"].pk
    for _again in range(2):
        assert visit("chef").post(LOCKS, {"etat": "conseil", "classes": [ours]}).status_code == 302
    assert states(cast) == {ours: "conseil"}
    assert told(cast, "TermsLocked") == 1
    html = visit("chef").get(LOCKS).content.decode()
    assert "Trimestre 1, 4e B\u202f: notes verrouillées" in html
    assert "Paul Lacaze" in html
    assert visit("chef").post(LOCKS, {"etat": "fermee", "toutes": "on"}).status_code == 302
    assert states(cast) == {ours: "fermee", fifth.pk: "fermee"}
    assert visit("chef").post(LOCKS, {"etat": "dates", "toutes": "on"}).status_code == 302
    assert states(cast) == {}
    assert "4e B, 5e A\u202f: selon ses dates" in visit("chef").get(LOCKS).content.decode()


def test_the_dates_are_shown_where_nobody_said_a_state(cast: Cast, visit: Visit, fifth: Term) -> None:
    html = visit("chef").get(LOCKS).content.decode()
    assert "saisie jusqu’au lundi 23 novembre, conseil le lundi 30 novembre" in html
    assert "pas de fin de saisie" in html
    assert "Notes verrouillées" in html


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"etat": "fermee"}, "au moins une classe"), ({"toutes": "on"}, "Choisissez un état")],
)
def test_a_state_wants_classes_and_classes_a_state(
    cast: Cast, visit: Visit, said: dict[str, str], sentence: str
) -> None:
    answer = visit("chef").post(LOCKS, said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert states(cast) == {}


def test_a_published_term_does_not_open_again(cast: Cast, visit: Visit) -> None:
    ours = cast.terms["4B-1"].pk
    with everywhere(cast):
        Term.objects.filter(pk=ours).update(published_at=NOW)
    answer = visit("chef").post(LOCKS, {"etat": "ouverte", "classes": [ours]})
    assert (answer.status_code, "Les bulletins de 4e B sont publiés" in answer.content.decode()) == (422, True)
    assert visit("chef").post(LOCKS, {"etat": "conseil", "classes": [ours]}).status_code == 302


def test_publication_closes_a_term_whatever_was_said_before(cast: Cast, visit: Visit) -> None:
    ours = cast.terms["4B-1"].pk
    visit("chef").post(LOCKS, {"etat": "ouverte", "classes": [ours]})
    assert cell(visit("durand"), cast)[0] == 302
    with everywhere(cast):
        TermLock.objects.update(changed_at=NOW - timedelta(hours=2))
        Term.objects.filter(pk=ours).update(published_at=NOW - timedelta(hours=1))
    assert "La période est fermée" in cell(visit("durand"), cast, "13")[1]
    assert "état donné par" not in visit("chef").get(LOCKS).content.decode()
    assert visit("chef").post(LOCKS, {"etat": "conseil", "classes": [ours]}).status_code == 302
    assert "Notes verrouillées" in visit("chef").get(LOCKS).content.decode()


def test_a_class_of_another_school_changes_nothing(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        theirs = Term.objects.create(
            school=cast.schools["twin"], group=Group.objects.get(pk=cast.groups["4J"].pk),
            year=cast.terms["4B-1"].year, kind="trimestre", number=1, starts_on=YEAR_START, ends_on=TODAY,
        )  # fmt: skip
    assert visit("chef").post(LOCKS, {"etat": "fermee", "classes": [theirs.pk]}).status_code == 422
    assert states(cast) == {}


def test_the_teacher_reads_whom_to_ask_and_until_when(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Term.objects.filter(pk=cast.terms["4B-1"].pk).update(
            end_of_entry_on=TODAY - timedelta(days=1), council_on=TODAY + timedelta(days=6)
        )
    sentence = (
        "La saisie des notes s’est arrêtée le lundi 23 novembre. Pour corriger, demandez à la direction "
        "(Paul Lacaze) de rouvrir ce carnet, avant le conseil du lundi 30 novembre."
    )
    status, html = cell(visit("durand"), cast)
    assert (status, sentence in html) == (422, True)
    grid = visit("durand").get(f"/0310001A/notes/{cast.gradebooks['maths'].pk}/").content.decode()
    assert sentence in grid
    assert sentence not in visit("chef").get(f"/0310001A/notes/{cast.gradebooks['maths'].pk}/").content.decode()


def test_a_gradebook_is_reopened_until_a_day_for_a_reason_and_closes_again(cast: Cast, visit: Visit) -> None:
    ours = cast.terms["4B-1"].pk
    visit("chef").post(LOCKS, {"etat": "fermee", "classes": [ours]})
    assert cell(visit("durand"), cast)[0] == 422
    for _again in range(2):
        assert give(visit("chef"), cast, person_id=cast.durand.pk)[0] == 302
    assert told(cast, "EntryReopened") == 1
    grid = visit("durand").get(f"/0310001A/notes/{cast.gradebooks['maths'].pk}/").content.decode()
    assert "rouvert jusqu’au mardi 24 novembre" in grid
    assert cell(visit("durand"), cast)[0] == 302
    trace = visit("chef").get(LOCKS).content.decode()
    assert "Mathématiques, 4e B\u202f: rouvert à Claire Durand jusqu’au mardi 24 novembre" in trace
    with clock.at(clock.instant(TODAY + timedelta(days=1), clock.local(NOW).time())):
        assert "La période est fermée" in cell(visit("durand"), cast, "13")[1]


def test_who_may_write_again_is_told_as_long_as_it_is_true(cast: Cast, visit: Visit) -> None:
    give(visit("chef"), cast)
    deliver_all()
    assert "Carnet rouvert\u202f: Mathématiques, 4e B" in visit("durand").get("/").content.decode()
    assert "Carnet rouvert" not in visit("petit").get("/").content.decode()
    with everywhere(cast):
        given = EntryPermission.objects.get(person=None)
    visit("chef").post(f"{REOPENINGS}{given.pk}/retirer/")
    deliver_all()
    assert "Carnet rouvert" not in visit("durand").get("/").content.decode()


def test_a_reopening_is_taken_back_once(cast: Cast, visit: Visit) -> None:
    ours = cast.terms["4B-1"].pk
    visit("chef").post(LOCKS, {"etat": "conseil", "classes": [ours]})
    give(visit("chef"), cast)
    with everywhere(cast):
        given = EntryPermission.objects.get(person=None)
    assert f"{REOPENINGS}{given.pk}/retirer/" in visit("chef").get(REOPENINGS).content.decode()
    for _again in range(2):
        assert visit("chef").post(f"{REOPENINGS}{given.pk}/retirer/").status_code == 302
    assert told(cast, "ReopeningWithdrawn") == 1
    assert cell(visit("durand"), cast)[0] == 422
    assert "réouverture à ceux qui y écrivent retirée" in visit("chef").get(LOCKS).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"why": " "}, "Ce champ est obligatoire"),
        ({"why": "x" * 201}, "200 caractères"),
        ({"until_on": "2026-11-23"}, "d’aujourd’hui au samedi 3 juillet 2027"),
        ({"until_on": "2027-07-04"}, "d’aujourd’hui au samedi 3 juillet 2027"),
    ],
)
def test_what_does_not_hold_is_said(cast: Cast, visit: Visit, said: dict[str, str], sentence: str) -> None:
    status, html = give(visit("chef"), cast, **said)
    assert (status, sentence in html) == (422, True)
    with everywhere(cast):
        assert EntryPermission.objects.count() == 1


def test_it_is_reopened_to_who_writes_in_it_alone(cast: Cast, visit: Visit) -> None:
    assert give(visit("chef"), cast, person_id=cast.petit.pk)[0] == 422


def test_the_gradebooks_of_a_class_are_a_tap_away(cast: Cast, visit: Visit) -> None:
    html = visit("chef").get(f"{REOPENINGS}?classe={cast.groups['4B'].pk}").content.decode()
    assert f"/0310001A/notes/{cast.gradebooks['maths'].pk}/rouvrir/" in html
    assert "n’a pas de carnet" in visit("chef").get(f"{REOPENINGS}?classe={cast.groups['5A'].pk}").content.decode()
