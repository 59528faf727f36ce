"""Averages and positionings decided for a term: by whom, over what, seen where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from preau.directory.models import Term
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.actions.write_marks import Outcome
from preau.grading.actions.write_term_results import ResultKey, ResultOfCell, TypedResult, write_term_results
from preau.grading.decision import Decided
from preau.grading.models import (
    EntryPermission,
    GradebookTeacher,
    GradingSettings,
    Mark,
    TermLock,
    TermResult,
    TermResultVersion,
)
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, Cast, everywhere
from tests.house.test_actions import acting

Visit = Callable[[str], Client]


def decide(
    cast: Cast, text: str, *, what: Decided = Decided.AVERAGE, seen: int = 0, who: str = "durand", of: str = "lea"
) -> ResultOfCell:
    key = ResultKey(what, cast.people[of].pk)
    with everywhere(cast):
        results = write_term_results(
            actor=acting(cast, who), school_id=cast.schools["college"].pk, kind="trimestre", number=1,
            gradebook_id=cast.gradebooks["maths"].pk, cells=[TypedResult(key, text, seen)],
        )  # fmt: skip
    return results[key]


def held(cast: Cast, of: str = "lea") -> TermResult:
    with everywhere(cast):
        return TermResult.objects.get(pupil_id=cast.people[of].pk)


def grid_page(client: Client, cast: Cast) -> str:
    answer = client.get(f"/0310001A/notes/{cast.gradebooks['maths'].pk}/moyennes/?periode=trimestre-1")
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, cast: Cast, **headers: str) -> Callable[[dict[str, str]], Any]:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/moyennes/cases/?periode=trimestre-1"
    return lambda said: client.post(path, said, headers=headers)


def test_a_decided_average_keeps_the_computed_one(cast: Cast) -> None:
    assert decide(cast, "15,5").outcome is Outcome.WRITTEN
    decide(cast, "Oral remarquable", what=Decided.WHY, seen=1)
    decide(cast, "4", what=Decided.POSITIONING, seen=2)
    kept = held(cast)
    assert (kept.average, kept.computed, kept.positioning) == (Decimal("15.5"), Decimal(14), 4)
    assert (kept.why, kept.version, kept.decided_by_id) == ("Oral remarquable", 3, cast.durand.pk)


def test_the_computed_average_kept_is_that_of_the_decision(cast: Cast) -> None:
    decide(cast, "15")
    with everywhere(cast):
        Mark.objects.filter(pupil_id=cast.lea.pk).update(value=Decimal(8))
    decide(cast, "Absente au contrôle", what=Decided.WHY, seen=1)
    assert held(cast).computed == Decimal(14)
    decide(cast, "13", seen=2)
    assert held(cast).computed == Decimal(8)


def test_sent_twice_it_is_written_once(cast: Cast) -> None:
    first, again = decide(cast, "15"), decide(cast, "15")
    assert (first.outcome, again.outcome, again.version) == (Outcome.WRITTEN, Outcome.SAME, 1)
    with everywhere(cast):
        assert not TermResultVersion.objects.exists()
        assert LedgerEvent.objects.filter(name__endswith="TermResultsWritten").count() == 1


def test_every_former_decision_is_kept_and_can_be_taken_back(cast: Cast) -> None:
    decide(cast, "15")
    decide(cast, "nn", seen=1)
    decide(cast, "", seen=2)
    assert (held(cast).average, held(cast).is_not_marked, held(cast).computed) == (None, False, None)
    with everywhere(cast):
        former = TermResultVersion.objects.order_by("version").values_list("version", "average", "is_not_marked")
        assert list(former) == [(1, Decimal(15), False), (2, None, True)]
    assert decide(cast, "15", seen=3).outcome is Outcome.WRITTEN


def test_nobody_overwrites_what_she_did_not_see_but_cells_are_apart(cast: Cast) -> None:
    decide(cast, "15")
    decide(cast, "3", what=Decided.POSITIONING, seen=1)
    late = decide(cast, "12", seen=0)
    assert (late.outcome, late.text, late.version) == (Outcome.CONFLICT, "15", 2)
    assert decide(cast, "Bien", what=Decided.WHY, seen=0).outcome is Outcome.WRITTEN
    assert decide(cast, "14", seen=1).outcome is Outcome.WRITTEN
    assert decide(cast, "13", seen=1).outcome is Outcome.CONFLICT
    assert decide(cast, "13", seen=99).outcome is Outcome.CONFLICT


@pytest.mark.parametrize(
    ("typed", "what", "told"),
    [
        ("21", Decided.AVERAGE, "sur 20"),
        ("abs", Decided.AVERAGE, "ou nn"),
        ("quinze", Decided.AVERAGE, "ni une note"),
        ("5", Decided.POSITIONING, "de 1 à 4"),
        ("0", Decided.POSITIONING, "de 1 à 4"),
        ("x" * 201, Decided.WHY, "200"),
    ],
)
def test_what_is_no_decision_is_refused_with_a_sentence(cast: Cast, typed: str, what: Decided, told: str) -> None:
    refused = decide(cast, typed, what=what)
    assert refused.outcome is Outcome.REFUSED
    assert told in refused.message
    with everywhere(cast):
        assert not TermResult.objects.exists()


@pytest.mark.parametrize("who", ["petit", "chef", "cpe", "marc", "lea", "jumeau_prof"])
def test_only_who_teaches_it_decides(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        decide(cast, "12", who=who)


def test_a_pupil_of_another_school_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decide(cast, "12", of="jumelle")


@pytest.mark.parametrize("state", ["conseil", "fermee"])
def test_a_locked_term_takes_no_decision_until_it_is_reopened(cast: Cast, state: str) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state=state, changed_at=NOW, changed_by_id=1
        )
    refused = decide(cast, "15")
    assert (refused.outcome, "rouvrir" in refused.message) == (Outcome.REFUSED, True)
    with everywhere(cast):
        EntryPermission.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], person_id=cast.durand.pk,
            until=NOW + timedelta(days=1), why="Arrêt maladie", given_at=NOW, given_by_id=1,
        )  # fmt: skip
    assert decide(cast, "15").outcome is Outcome.WRITTEN


def test_the_page_shows_what_is_computed_decided_and_kept(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], positioning=[5, 10, 15])
    decide(cast, "15")
    html = grid_page(visit("durand"), cast)
    assert f'name="n-moyenne-{cast.lea.pk}-1" value="15"' in html
    assert f'data-shown="calcul-{cast.lea.pk}">14<' in html
    assert f'data-shown="auto-{cast.lea.pk}">4<' in html
    assert "1 moyenne décidée sans raison" in html
    assert "Claire Durand\u202f: moyenne 15" in html
    assert 'name="n-moyenne-' not in grid_page(visit("chef"), cast)


def test_a_mark_changed_since_is_said(cast: Cast, visit: Visit) -> None:
    decide(cast, "15")
    with everywhere(cast):
        Mark.objects.filter(pupil_id=cast.lea.pk).update(value=Decimal(8))
    assert "calculée 14 quand elle fut décidée" in grid_page(visit("durand"), cast)


def test_without_a_script_a_form_writes_and_says_what_was_not_kept(cast: Cast, visit: Visit) -> None:
    client, lea = visit("durand"), cast.lea.pk
    send = post(client, cast)
    assert (
        send({f"n-moyenne-{lea}-0": "16", f"n-niveau-{lea}-0": "4", f"n-raison-{lea}-0": "Oral"}).status_code
        == 302
    )
    assert (held(cast).average, held(cast).positioning, held(cast).version) == (Decimal(16), 4, 1)
    wrong = send({f"n-moyenne-{lea}-1": "25"})
    assert wrong.status_code == 422
    assert "sur 20" in wrong.content.decode()
    assert 'value="25"' in wrong.content.decode()
    assert send({"n-bonus-1-0": "3"}).status_code == 409


def test_the_script_is_told_each_cell_and_what_follows(cast: Cast, visit: Visit) -> None:
    lea = cast.lea.pk
    told = post(visit("durand"), cast, Accept="application/json")({f"n-moyenne-{lea}-0": "17"}).json()
    assert told["cells"][f"moyenne-{lea}"]["outcome"] == "ecrite"
    assert told["averages"][str(lea)] == "17"
    assert told["shown"][f"auto-{lea}"] == "4"


def test_a_family_reads_it_once_the_term_is_published_with_its_reason(cast: Cast, visit: Visit) -> None:
    decide(cast, "15")
    decide(cast, "Oral remarquable.", what=Decided.WHY, seen=1)
    door = f"/eleves/{cast.lea.pk}/notes/"
    assert "<b>15</b>" not in visit("marc").get(door).content.decode()
    with everywhere(cast):
        Term.objects.filter(pk=cast.terms["4B-1"].pk).update(published_at=NOW)
    html = visit("marc").get(door).content.decode()
    assert "<b>15</b>" in html
    assert "décidée par l’enseignant, calculée 14" in html
    opened = visit("marc").get(f"{door}{cast.gradebooks['maths'].pk}/").content.decode()
    for words in (
        "par Claire Durand, à la place de 14",
        "Raison\u202f: Oral remarquable.",
        "\u202f: 14. Moyenne décidée",
        "celle du bulletin\u202f: 15.",
    ):
        assert words in opened


def test_a_decided_average_without_a_mark_is_read_too(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Mark.objects.filter(pupil_id=cast.lea.pk).delete()
        Term.objects.filter(pk=cast.terms["4B-1"].pk).update(published_at=NOW)
        TermResult.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], pupil_id=cast.lea.pk,
            term=cast.terms["4B-1"], average=Decimal(12), decided_at=NOW, decided_by_id=cast.durand.pk,
        )  # fmt: skip
    html = visit("marc").get(f"/eleves/{cast.lea.pk}/notes/").content.decode()
    assert "<b>12</b>" in html
    assert "calculée NN" in html


def test_a_co_teacher_decides_too(cast: Cast) -> None:
    with everywhere(cast):
        maths = cast.gradebooks["maths"]
        GradebookTeacher.objects.create(school=maths.school, gradebook=maths, person=cast.petit, begins_on=TODAY)
    assert decide(cast, "12", who="petit").outcome is Outcome.WRITTEN


def test_a_null_character_in_a_reason_is_left_out(cast: Cast) -> None:
    assert decide(cast, "Malade\0 en novembre", what=Decided.WHY).text == "Malade en novembre"
