"""Many deliveries in one folder: in the order of their days, once each, whatever stopped the run before."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.aaf import import_all as module
from preau.exchange.aaf.delivery import Delivery
from preau.exchange.aaf.import_all import import_all
from preau.exchange.aaf.import_delivery import Outcome, import_delivery
from preau.exchange.aaf.models import SourceDelivery
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.tests.college import (
    KEY,
    OTHER_UAI,
    UAI,
    college,
    everything,
    many,
    members_of,
    pupil,
    pupils_of,
    rows,
    school,
)
from preau.exchange.aaf.tests.feed import Feed, add, delete, modify, write_delta
from preau.kernel.refusals import NotPossible

pytestmark = pytest.mark.usefixtures("owner")


def other_academie() -> Feed:
    feed = college()
    feed.structures = {KEY: school(OTHER_UAI, "CLG$CLG JEAN MOULIN$SETE")}
    feed.pupils = {"1": pupil("AUTRE", "Zoé"), "2": pupil("AUTRE", "Lia")}
    feed.staff = {}
    return feed


@pytest.fixture
def nights(tmp_path: Path) -> Path:
    """Two académies in full, then three nights of the first one and one of the second, in no order of names."""
    root = tmp_path / "livraisons"
    many(college(), 30).write(root / "z" / "016-TOULOUSE")
    other_academie().write(root / "z" / "011-MONTPELLIER")
    for place, day, told in (
        ("c/016-TOULOUSE", "20260902", modify(Category.PUPIL, "1", {"ENTEleveClasses": f"{KEY}$6B"})),
        ("b/016-TOULOUSE", "20260903", modify(Category.PUPIL, "1", {"ENTEleveClasses": f"{KEY}$6C"})),
        ("b/011-MONTPELLIER", "20260903", delete(Category.PUPIL, "2")),
        ("a/016-TOULOUSE", "20260904", delete(Category.PUPIL, "2") + add(Category.PUPIL, "9", pupil("X", "Ana"))),
    ):
        write_delta(root / place, {Category.PUPIL: told}, day)
    return root


def run(folder: Path, *, apply: bool = True) -> list[Outcome | None]:
    return [outcome for _delivery, outcome in import_all(folder, apply=apply)]


def test_they_are_applied_in_the_order_of_their_days(nights: Path) -> None:
    assert len(run(nights)) == 4
    assert members_of("6C") == {"Léa"}
    assert {"Ana"} < pupils_of(UAI)
    assert "Noé" not in pupils_of(UAI)
    assert pupils_of(OTHER_UAI) == {"Zoé"}
    applied = SourceDelivery.objects.filter(state="appliquée").values_list("source", "kind", "dated_on__day")
    assert sorted(applied) == [
        ("011", "complet", 1), ("011", "delta", 3), ("016", "complet", 1), ("016", "delta", 2),
        ("016", "delta", 3), ("016", "delta", 4),
    ]  # fmt: skip


def test_a_second_run_finds_everything_applied(nights: Path) -> None:
    run(nights)
    before = everything()
    assert run(nights) == [None] * 4
    assert everything() == before


def test_a_new_night_is_all_that_is_applied(nights: Path) -> None:
    run(nights)
    write_delta(nights / "d" / "016-TOULOUSE", {Category.PUPIL: delete(Category.PUPIL, "9")}, "20260905")
    assert [outcome is None for outcome in run(nights)] == [True] * 4 + [False]
    assert "Ana" not in pupils_of(UAI)


@pytest.mark.parametrize("done", range(4))
def test_a_run_that_dies_goes_on_where_it_was(nights: Path, monkeypatch: pytest.MonkeyPatch, done: int) -> None:
    left = done

    def dies(delivery: Delivery, **words: object) -> Outcome:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        return import_delivery(delivery, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "import_delivery", dies)
    with pytest.raises(KeyboardInterrupt):
        run(nights)
    monkeypatch.undo()
    assert [outcome is None for outcome in run(nights)] == [True] * done + [False] * (4 - done)
    assert members_of("6C") == {"Léa"}
    assert {"Ana"} < pupils_of(UAI)


def test_a_rehearsal_tells_each_night_on_top_of_the_one_before_and_changes_nothing(nights: Path) -> None:
    before = everything()
    outcomes = run(nights, apply=False)
    assert [outcome.plan.is_empty for outcome in outcomes if outcome] == [False] * 4
    assert everything() == before
    assert not SourceDelivery.objects.exists()


def test_a_night_that_waits_stops_those_after_it(nights: Path) -> None:
    gone = "".join(delete(Category.PUPIL, str(1000 + n)) for n in range(6))
    write_delta(nights / "aa" / "016-TOULOUSE", {Category.RELATIVE: "", Category.PUPIL: gone}, "20260903")
    (nights / "aa" / "016-TOULOUSE" / "ENT_Delta_20260903_Eleve_0000.xml").rename(
        nights / "b" / "016-TOULOUSE" / "ENT_Delta_20260903_Eleve_0000.xml"
    )
    outcomes = run(nights)
    assert len(outcomes) == 3
    assert outcomes[-1] is not None
    assert outcomes[-1].plan.removals
    assert members_of("6B") >= {"Léa"}
    assert rows("SELECT state FROM aaf_delivery WHERE dated_on = '2026-09-03' AND source = '016'") == [
        ("en attente",)
    ]


def test_a_night_that_is_refused_leaves_those_before_it(nights: Path) -> None:
    (nights / "a" / "016-TOULOUSE" / "ENT_Delta_20260904_Eleve_0000.xml").write_text("<ficAlimMENESR><addReq")
    with pytest.raises(NotPossible, match="20260904"):
        run(nights)
    assert members_of("6C") == {"Léa"}
    assert rows("SELECT state FROM aaf_delivery WHERE dated_on = '2026-09-04'") == [("refusée",)]
