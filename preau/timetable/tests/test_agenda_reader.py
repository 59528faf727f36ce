"""Whole agenda files, read back by a library that nobody here wrote (`icalendar`)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from preau.directory.models import Subject
from preau.kernel import clock
from preau.timetable.ical import LONGEST_LINE, AgendaEntry, agenda_file
from preau.timetable.tests.changing import door, send
from preau.timetable.tests.week import alternation, lay, weekly, weeks
from tests.cast import NOW, TODAY, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
LEA = "/agenda/agenda-de-lea.ics"
#: The Sundays when the clocks of Paris change, in the school year of the cast.
CHANGES = (date(2026, 10, 25), date(2027, 3, 28))
LONG = (
    "Langues et cultures de l’Antiquité\u202f: œuvres, textes; « à voix haute » \\ option,\n"
    "suite — élèves éveillés"
)


def read(content: bytes) -> dict[str, Event]:
    """The events of a file by their names, after the reader found nothing to say against it."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    found = list(calendar.walk("VEVENT"))
    assert [one.errors for one in calendar.walk() if one.errors] == []
    named = {str(one["UID"]): one for one in found if isinstance(one, Event)}
    assert len(named) == len(found)
    return named


def instants(content: bytes) -> set[tuple[datetime, datetime]]:
    """(start, end) of each event, on the clock of Greenwich."""
    return {
        (one.decoded("DTSTART").astimezone(UTC), one.decoded("DTEND").astimezone(UTC))
        for one in read(content).values()
    }


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_renamed", [False, True])
def test_every_lesson_is_at_its_instant_across_a_clock_change(
    cast: Cast, visit: Visit, seen_everywhere: Look, change: date, is_renamed: bool
) -> None:
    """Hours of the two weeks around. With a zone that no machine knows, the reader has the file's rules alone."""
    held = set()
    with clock.at(clock.instant(change - timedelta(days=10), time(12))):
        with seen_everywhere():
            for days in range(-7, 8):
                # Two o’clock does not exist on a Sunday of March.
                for hour in (0, 1, 3, 8, 17, 23):
                    on = change + timedelta(days=days)
                    made = lesson(
                        cast, f"{on}-{hour}", "college", "4B", "durand", "Mathématiques", time(6), time(7), on=on
                    )
                    made.starts_at = clock.instant(on, time(hour))
                    made.ends_at = made.starts_at + timedelta(minutes=55)
                    made.save()
                    held.add((made.starts_at, made.ends_at))
        content = visit("anonyme").get(LEA).content
    if is_renamed:
        content = content.replace(b"Europe/Paris", b"Ville/Inconnue")
    around = {one for one in instants(content) if abs(one[0].date() - change) <= timedelta(days=8)}
    assert len(held) == 15 * 6
    assert around == held


def test_what_a_year_of_courses_lays_is_what_the_reader_finds(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    """Eight o’clock on the wall, in winter and in summer, all along the weeks that the file gives."""
    with clock.at(datetime(2027, 3, 9, 9, tzinfo=UTC)):
        with seen_everywhere():
            weekly(cast, alternation(cast, weeks(8, first=date(2027, 3, 8))), 4, time(8))
            lay(cast, date(2027, 3, 9), date(2027, 5, 4))
        found = read(visit("anonyme").get(LEA).content).values()
    walls = {(one.decoded("DTSTART").date(), one.decoded("DTSTART").time()) for one in found}
    held = [date(2027, 3, 11), date(2027, 3, 18), date(2027, 3, 25), date(2027, 4, 1), date(2027, 4, 22)]
    assert walls == {(day, time(8)) for day in (*held, date(2027, 4, 29))}
    assert {one.decoded("DTEND") - one.decoded("DTSTART") for one in found} == {timedelta(minutes=55)}


def test_a_cancelled_lesson_is_read_as_cancelled_and_takes_no_time(cast: Cast, visit: Visit) -> None:
    before = read(visit("anonyme").get(LEA).content)
    assert {str(one["STATUS"]) for one in before.values()} == {"CONFIRMED"}
    send(visit("chef"), door(cast, "cancel-lesson", cast.lessons["espagnol"].pk), which="une")
    after = read(visit("anonyme").get(LEA).content)
    states = {str(one["SUMMARY"]): (str(one["STATUS"]), str(one["TRANSP"])) for one in after.values()}
    assert states == {
        "Français": ("CONFIRMED", "OPAQUE"), "Mathématiques": ("CONFIRMED", "OPAQUE"),
        "Espagnol LV2": ("CANCELLED", "TRANSPARENT"),
    }  # fmt: skip
    assert set(after) == set(before)
    told = next(name for name, one in after.items() if str(one["STATUS"]) == "CANCELLED")
    assert int(str(after[told]["SEQUENCE"])) > int(str(before[told]["SEQUENCE"]))


def test_a_lesson_keeps_its_name_when_it_moves_and_when_it_is_laid_again(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        weekly(cast, alternation(cast, weeks(3)), 5, time(9))
        lay(cast, TODAY, TODAY + timedelta(days=30))
    before = read(visit("anonyme").get(LEA).content)
    moment = {"on": "2026-11-26", "starts_at": "16:05", "minutes": 50, "room": "C3, 2e étage", "which": "une"}
    path = door(cast, "move-lesson", cast.lessons["espagnol"].pk)
    assert send(visit("chef"), path, **moment).status_code == 302
    with seen_everywhere():
        lay(cast, TODAY, TODAY + timedelta(days=30))
    after = read(visit("anonyme").get(LEA).content)
    assert set(after) == set(before)
    (moved,) = [one for one in after.values() if str(one["SUMMARY"]) == "Espagnol LV2"]
    assert moved.decoded("DTSTART") == clock.instant(date(2026, 11, 26), time(16, 5))
    assert str(moved["LOCATION"]) == "C3, 2e étage"


def test_long_words_with_commas_lines_and_accents_come_back_whole(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Subject.objects.filter(pk=cast.subjects["Français"].pk).update(label=LONG)
    content = visit("anonyme").get(LEA).content
    assert max(len(line) for line in content.split(b"\r\n")) <= LONGEST_LINE == 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert LONG in {str(one["SUMMARY"]) for one in read(content).values()}


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=300))
def test_any_words_come_back_whole(words: str) -> None:
    entry = AgendaEntry("u@preau", NOW, NOW + timedelta(hours=1), words, words, is_cancelled=False, sequence=0)
    content = agenda_file("Cours", [entry], made_at=NOW)
    assert max(len(line) for line in content.split(b"\r\n")) <= LONGEST_LINE
    (found,) = read(content).values()
    assert (str(found["SUMMARY"]), str(found["LOCATION"])) == (words, words)
