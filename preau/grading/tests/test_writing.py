"""Writing marks, by the action: by whom, twice, over one another, and in a term that is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.directory.models import Term
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.actions.write_marks import Outcome, Result, Typed, write_marks
from preau.grading.averages.given import Code
from preau.grading.cell import CellKey
from preau.grading.models import (
    EntryPermission,
    Evaluation,
    Gradebook,
    GradebookTeacher,
    Mark,
    MarkVersion,
    TermLock,
)
from preau.kernel.refusals import NotAllowed
from preau.timetable.models import Replacement
from tests.cast import NOW, TODAY, Cast, everywhere
from tests.house.test_actions import acting


def write(
    cast: Cast, text: str, *, seen: int = 0, who: str = "durand", on: str = "volumes", of: str = "lea"
) -> Result:
    key = CellKey(cast.evaluations[on].pk, cast.people[of].pk)
    with everywhere(cast):
        results = write_marks(
            actor=acting(cast, who), school_id=cast.schools["college"].pk,
            gradebook_id=cast.gradebooks["maths"].pk, cells=[Typed(key, text, seen)],
        )  # fmt: skip
    return results[key]


def held(cast: Cast, on: str = "volumes", of: str = "lea") -> tuple[Decimal | None, str | None]:
    with everywhere(cast):
        mark = Mark.objects.get(evaluation=cast.evaluations[on], pupil_id=cast.people[of].pk)
    return mark.value, mark.code


def lock(cast: Cast, state: str) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=Term.objects.get(group=cast.groups["4B"], number=1), state=state,
            changed_at=NOW, changed_by_id=1,
        )  # fmt: skip


def test_a_mark_is_written_once_and_counted(cast: Cast) -> None:
    first, again = write(cast, "12,5"), write(cast, "12,5")
    assert (first.outcome, first.version) == (Outcome.WRITTEN, 1)
    assert (again.outcome, again.version) == (Outcome.SAME, 1)
    write(cast, "8", of="noe")
    with everywhere(cast):
        evaluation = Evaluation.objects.get(pk=cast.evaluations["volumes"].pk)
        told = LedgerEvent.objects.filter(name__endswith="MarksWritten").count()
        assert Gradebook.objects.get(pk=evaluation.gradebook_id).version == 3
    assert (evaluation.marked, evaluation.total) == (2, Decimal("20.5"))
    assert (evaluation.lowest, evaluation.highest) == (Decimal(8), Decimal("12.5"))
    assert told == 2


def test_a_code_is_no_number_and_an_emptied_cell_is_nothing(cast: Cast) -> None:
    write(cast, "12")
    write(cast, "ABS", seen=1)
    assert held(cast) == (None, Code.ABSENT)
    write(cast, "", seen=2)
    assert held(cast) == (None, None)
    with everywhere(cast):
        assert Evaluation.objects.get(pk=cast.evaluations["volumes"].pk).marked == 0
        versions = MarkVersion.objects.order_by("version").values_list("version", "value", "code")
        assert list(versions) == [(1, Decimal(12), None), (2, None, "abs")]


def test_a_whole_gradebook_is_sent_at_once(cast: Cast, visit: Callable[[str], Client]) -> None:
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/cases/"
    cell = f"n-{cast.evaluations['volumes'].pk}-{cast.lea.pk}"
    assert visit("durand").post(path, {f"{cell}-{seen}": "12" for seen in range(2000, -1, -1)}).status_code == 409
    assert visit("durand").post(path, {f"{cell}-{seen}": "12" for seen in range(1999, -1, -1)}).status_code == 302
    assert held(cast)[0] == Decimal(12)


def test_nobody_overwrites_what_she_did_not_see(cast: Cast) -> None:
    write(cast, "12")
    other = write(cast, "15", seen=0)
    assert other.outcome is Outcome.CONFLICT
    assert other.entry.value == Decimal(12)
    assert "Durand" in other.message
    assert held(cast) == (Decimal(12), None)
    assert write(cast, "15", seen=other.version).outcome is Outcome.WRITTEN


@pytest.mark.parametrize("who", ["petit", "chef", "cpe", "marc", "lea", "jumeau_prof", "double"])
def test_only_who_teaches_it_writes(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        write(cast, "12", who=who)


def test_a_substitute_writes_until_her_end_of_entry(cast: Cast) -> None:
    with everywhere(cast):
        Replacement.objects.update(begins_on=TODAY, ends_on=TODAY, end_of_entry_on=TODAY)
    assert write(cast, "12", who="petit").outcome is Outcome.WRITTEN


def test_a_pupil_of_another_class_and_an_evaluation_of_another_school_are_not_there(cast: Cast) -> None:
    for on, of in (("volumes", "tom"), ("dictee", "jumelle")):
        with pytest.raises(NotAllowed):
            write(cast, "12", on=on, of=of)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("21", "sur 20"), ("douze", "ni une note ni un code"), ("12,345", "Deux décimales"), ("-1", "ni")],
)
def test_what_is_no_mark_is_refused_with_a_sentence(cast: Cast, typed: str, told: str) -> None:
    refused = write(cast, typed)
    assert refused.outcome is Outcome.REFUSED
    assert told in refused.message
    with everywhere(cast):
        assert not Mark.objects.filter(evaluation=cast.evaluations["volumes"]).exists()


@pytest.mark.parametrize(
    ("state", "outcome"), [("ouverte", "ecrite"), ("conseil", "refusee"), ("fermee", "refusee")]
)
def test_a_term_says_whether_marks_are_written(cast: Cast, state: str, outcome: str) -> None:
    lock(cast, state)
    assert write(cast, "12").outcome == outcome


def test_after_the_end_of_entry_a_term_is_locked_until_somebody_reopens_it(cast: Cast) -> None:
    with everywhere(cast):
        Term.objects.filter(number=1).update(end_of_entry_on=TODAY - timedelta(days=1))
    assert write(cast, "12").outcome is Outcome.REFUSED
    with everywhere(cast):
        EntryPermission.objects.create(
            school=cast.schools["college"], gradebook=cast.gradebooks["maths"], person_id=cast.durand.pk,
            until=NOW + timedelta(days=1), why="Arrêt maladie", given_at=NOW, given_by_id=1,
        )  # fmt: skip
    assert write(cast, "12").outcome is Outcome.WRITTEN


def test_a_cell_is_saved_in_six_statements(cast: Cast, visit: Callable[[str], Client]) -> None:
    """The actor's and the scope's included: a mark is saved at each Enter."""
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/cases/"
    cell = f"{cast.evaluations['volumes'].pk}-{cast.lea.pk}"
    durand = visit("durand")
    with CaptureQueriesContext(connection) as captured:
        answer = durand.post(path, {f"n-{cell}-0": "12"}, headers={"accept": "application/json"})
    assert answer.json()["cells"][cell]["outcome"] == Outcome.WRITTEN
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 6, asked


def test_two_editors_in_any_order_lose_nothing_in_silence(cast: Cast) -> None:
    """Two teachers of a class write at random, each knowing only what she was last told: what is overwritten was
    seen by who overwrote it, and every mark that was written stands or is kept.
    """
    chance = Random(81)
    with everywhere(cast):
        book = cast.gradebooks["maths"]
        teacher = {"school": book.school, "gradebook": book, "person": cast.petit, "begins_on": TODAY}
        GradebookTeacher.objects.create(**teacher)
    seen: dict[str, dict[str, tuple[int, str]]] = {"durand": {}, "petit": {}}
    written: list[tuple[str, str]] = []
    for _turn in range(200):
        who, of = chance.choice(["durand", "petit"]), chance.choice(["lea", "noe"])
        version, _text = seen[who].get(of, (0, ""))
        text = str(chance.randint(0, 20))
        result = write(cast, text, seen=version, who=who, of=of)
        if result.outcome is Outcome.WRITTEN:
            assert result.version == version + 1
            written.append((of, text))
        seen[who][of] = (result.version, result.entry.typed)
    with everywhere(cast):
        kept = {
            of: [
                *MarkVersion.objects.filter(pupil_id=cast.people[of].pk)
                .order_by("version")
                .values_list("value", flat=True),
                held(cast, of=of)[0],
            ]
            for of in ("lea", "noe")
        }
    for of in ("lea", "noe"):
        assert [str(int(value or 0)) for value in kept[of]] == [text for whose, text in written if whose == of]
