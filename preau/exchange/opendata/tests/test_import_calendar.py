"""The official calendar comes in: shown first, written when asked, the same file twice for nothing."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from preau.directory.models import Holiday, SchoolYear
from preau.exchange.opendata.apply_calendar import apply_calendar
from preau.exchange.opendata.cli import bring_in_calendar, run_calendar
from preau.exchange.opendata.tests.files import CALENDAR_API, CORPUS, WHY_SKIPPED, write
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from tests.cast import Cast

#: The year of the cast, its Christmas longer by a day, its winter gone to another week.
YEAR = (
    ("Vacances de la Toussaint", "2026-10-17", "2026-11-02"),
    ("Vacances de Noël", "2026-12-19", "2027-01-05"),
    ("Vacances d'Hiver", "2027-02-13", "2027-03-01"),
    ("Vacances de Printemps", "2027-04-03", "2027-04-19"),
    ("Pont de l'Ascension", "2027-05-07", "2027-05-08"),
)


def calendar(folder: Path, rows: tuple[tuple[str, str, str], ...] = YEAR, year: str = "2026-2027") -> Path:
    lines = [f"{label};-;{first};{back};Toulouse;Zone C;{year}" for label, first, back in rows]
    return write(folder, "\n".join([CALENDAR_API, *lines]))


def asked(*paths: Path, apply: bool) -> Namespace:
    return Namespace(paths=list(paths), zone=None, apply=apply)


def test_a_dry_run_says_everything_and_changes_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = list(Holiday.objects.values())
    assert run_calendar(asked(calendar(tmp_path), apply=False)) == 0
    told = capsys.readouterr().out
    assert "1 nouvelle(s), 2 changée(s), 0 retirée(s), 2 inchangée(s)" in told
    assert "  + zone C, 2026-2027, Pont de l’Ascension, du 07/05/2027 au 07/05/2027" in told
    assert "Vacances de Noël, du 19/12/2026 au 04/01/2027 (avant\u202f: du 19/12/2026 au 03/01/2027)" in told
    assert "relancez la commande avec --apply" in told
    assert list(Holiday.objects.values()) == before


def test_applying_writes_it_once(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _time in range(2):
        assert run_calendar(asked(calendar(tmp_path), apply=True)) == 0
    assert "Rien à changer." in capsys.readouterr().out
    assert Holiday.objects.get(label="Vacances de Noël").ends_on == date(2027, 1, 4)
    (fact,) = LedgerEvent.objects.filter(name="opendata.CalendarImported")
    assert (fact.payload["new"], fact.payload["changed"]) == (1, 2)


def test_a_holiday_that_a_whole_year_does_not_have_any_more_is_gone(cast: Cast, tmp_path: Path) -> None:
    bring_in_calendar([calendar(tmp_path)])
    bring_in_calendar([calendar(tmp_path, YEAR[:-1])])
    assert not Holiday.objects.filter(label__startswith="Pont").exists()


def test_a_piece_of_a_year_takes_nothing_away(cast: Cast, tmp_path: Path) -> None:
    bring_in_calendar([calendar(tmp_path, YEAR[-1:])])
    assert Holiday.objects.count() == 5


def test_a_year_to_come_is_opened_and_a_past_one_is_not(cast: Cast, tmp_path: Path) -> None:
    for shift in (-1, 1):
        rows = tuple(
            (label, f"{int(first[:4]) + shift}{first[4:]}", f"{int(back[:4]) + shift}{back[4:]}")
            for label, first, back in YEAR[:4]
        )
        bring_in_calendar([calendar(tmp_path, rows, f"{2026 + shift}-{2027 + shift}")])
    assert list(SchoolYear.objects.values_list("label", flat=True)) == ["2026-2027", "2027-2028"]
    assert SchoolYear.objects.get(label="2027-2028").ends_on == date(2028, 8, 31)
    assert Holiday.objects.filter(year_label="2025-2026").count() == 4


def test_only_preau_itself_brings_it_in(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        apply_calendar(actor=Actor(person_id=cast.chef.pk, profile=Profile.DIRECTION), told=())


@pytest.mark.skipif(not CORPUS.is_dir(), reason=WHY_SKIPPED)
def test_the_corpus_comes_in_and_its_last_year_is_opened(cast: Cast) -> None:
    SchoolYear.objects.update(label="2030-2031", starts_on=date(2030, 9, 1), ends_on=date(2031, 7, 3))
    with clock.at(datetime(2025, 11, 24, 9, tzinfo=UTC)):
        plan = bring_in_calendar([CORPUS / "fr-en-calendrier-scolaire_labels.csv"])
    assert (len(plan.new), [year.label for year in plan.years]) == (53, ["2025-2026"])
