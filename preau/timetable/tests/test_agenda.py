"""An outside calendar: the file it reads, line by line, and the secret address that opens it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from dateutil import tz  # type: ignore[import-untyped]
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from preau.directory.models import Enrolment, Guardianship
from preau.kernel import clock
from preau.kernel.ids import token_digest
from preau.timetable.ical import LONGEST_LINE, AgendaEntry, agenda_file
from preau.timetable.models import AgendaLink, Lesson
from tests.cast import NOW, TODAY, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
DOOR = "/emploi-du-temps/abonnement/"
LEA = "/agenda/agenda-de-lea.ics"


def unfolded(content: bytes) -> list[str]:
    """The lines of a file, as a reader puts them together again."""
    assert content.endswith(b"\r\n")
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def events(content: bytes) -> list[dict[str, str]]:
    """Property -> value of each lesson, parameters left out."""
    found: list[dict[str, str]] = []
    for line in unfolded(content):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VCALENDAR":
            found[-1][name.partition(";")[0]] = value
    return found


def made(client: Client) -> str:
    """The path of an address just made."""
    found = re.search(r'value="http://testserver(/agenda/[^"]+\.ics)"', client.post(DOOR).content.decode())
    assert found is not None
    return found[1]


def entry(starts_at: datetime, summary: str = "Maths") -> AgendaEntry:
    return AgendaEntry("u@preau", starts_at, starts_at + timedelta(hours=1), summary, "", False, 0)


def test_a_pupil_s_lessons_are_read_without_signing_in(cast: Cast, visit: Visit) -> None:
    response = visit("anonyme").get(LEA)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [(one["SUMMARY"], one["DTSTART"], one["LOCATION"]) for one in events(response.content)] == [
        ("Français", "20261124T080000", "B12"),
        ("Mathématiques", "20261124T101000", "B12"),
        ("Espagnol LV2", "20261124T143000", "B12"),
    ]


def test_nothing_is_said_of_anybody(cast: Cast, visit: Visit) -> None:
    text = visit("anonyme").get(LEA).content.decode()
    for name in ("Durand", "Petit", "Bœuf", "Martin", "Léa"):
        assert name not in text


def test_what_did_not_change_is_not_sent_again(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    first = visit("anonyme").get(LEA)
    again = visit("anonyme").get(LEA, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with seen_everywhere():
        Lesson.objects.filter(pk=cast.lessons["espagnol"].pk).update(cancelled_at=NOW, changed_by_hand_at=NOW)
    changed = visit("anonyme").get(LEA, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    states = {one["SUMMARY"]: (one["STATUS"], one["SEQUENCE"]) for one in events(changed.content)}
    assert states == {
        "Français": ("CONFIRMED", "0"), "Mathématiques": ("CONFIRMED", "0"), "Espagnol LV2": ("CANCELLED", "1"),
    }  # fmt: skip


def test_a_moved_lesson_keeps_its_name_for_the_calendar(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    before = {one["UID"] for one in events(visit("anonyme").get(LEA).content)}
    with seen_everywhere():
        later = clock.instant(TODAY, time(16))
        Lesson.objects.filter(pk=cast.lessons["espagnol"].pk).update(
            starts_at=later, ends_at=later + timedelta(hours=1), changed_by_hand_at=NOW
        )
    assert {one["UID"] for one in events(visit("anonyme").get(LEA).content)} == before


def test_an_address_is_shown_once_renewed_and_closed(cast: Cast, visit: Visit) -> None:
    client = visit("durand")
    first = made(client)
    assert [one["SUMMARY"] for one in events(visit("anonyme").get(first).content)] == ["4e B\\, Mathématiques"]
    assert first not in client.get(DOOR).content.decode()
    second = made(client)
    assert visit("anonyme").get(first).status_code == 404
    assert visit("anonyme").get(second).status_code == 200
    assert client.post(f"{DOOR}fermer/").status_code == 302
    assert visit("anonyme").get(second).status_code == 404


def test_the_secret_is_not_kept(cast: Cast, visit: Visit) -> None:
    token = made(visit("durand")).removeprefix("/agenda/").removesuffix(".ics")
    kept = AgendaLink.objects.get(person=cast.durand)
    assert bytes(kept.digest) == token_digest(token)


def test_a_parent_of_several_is_told_whose_lesson_it_is(cast: Cast, visit: Visit) -> None:
    summaries = {one["SUMMARY"] for one in events(visit("anonyme").get(made(visit("marc"))).content)}
    assert {"Léa\u202f: Mathématiques", "Tom\u202f: Français"} <= summaries
    alone = {one["SUMMARY"] for one in events(visit("anonyme").get(made(visit("sofia"))).content)}
    assert alone == {"Français", "Mathématiques", "Espagnol LV2"}


def test_rights_are_those_of_the_day_it_is_read(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    sofia = made(visit("sofia"))
    with seen_everywhere():
        Guardianship.objects.filter(guardian=cast.sofia).update(
            is_informed=False, may_consult=False, may_decide=False, no_contact=True
        )
        Enrolment.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY)
    assert visit("anonyme").get(sofia).status_code == 404
    assert visit("anonyme").get(LEA).status_code == 404


@pytest.mark.parametrize("name", ["cpe", "chef", "secretaire", "agent"])
def test_who_has_no_lessons_has_no_address(cast: Cast, visit: Visit, name: str) -> None:
    assert visit(name).get(DOOR).status_code == 404
    assert visit(name).post(DOOR).status_code == 404


def test_a_secret_that_is_not_one_opens_nothing(cast: Cast, visit: Visit) -> None:
    assert visit("anonyme").get("/agenda/nimporte-quoi.ics").status_code == 404


def test_only_the_weeks_around_today_are_given(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        for weeks in (-5, -3, 7, 9):
            on = TODAY + timedelta(weeks=weeks)
            lesson(cast, f"w{weeks}", "college", "4B", "durand", "Mathématiques", time(9), time(10), on=on)
    days = {one["DTSTART"][:8] for one in events(visit("anonyme").get(LEA).content)}
    assert days == {"20261103", "20261124", "20270112"}


@pytest.mark.parametrize(
    ("day", "utc"),
    [(date(2027, 3, 26), 7), (date(2027, 3, 29), 6), (date(2027, 10, 29), 6), (date(2027, 11, 2), 7)],
)
def test_eight_o_clock_stays_eight_o_clock_when_clocks_change(day: date, utc: int) -> None:
    starts = clock.instant(day, time(8))
    assert starts.hour == utc
    (found,) = events(agenda_file("Cours", [entry(starts)], made_at=NOW))
    assert found["DTSTART"] == f"{day:%Y%m%d}T080000"


@pytest.mark.parametrize("year", range(2024, 2034))
def test_another_reader_finds_the_clock_changes_of_paris_in_the_file(year: int) -> None:
    text = agenda_file("Cours", [], made_at=NOW).decode()
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VCALENDAR")].replace("\r\n", "\n")
    paris = tz.tzical(StringIO(zone)).get("Europe/Paris")
    first = datetime(year, 1, 1, 12, tzinfo=UTC)
    for hours in range(0, 366 * 24, 3):
        instant = first + timedelta(hours=hours)
        wall = clock.local(instant).replace(tzinfo=None)
        assert wall.replace(tzinfo=paris).utcoffset() == clock.local(instant).utcoffset(), instant


@given(st.text(max_size=200))
def test_any_words_make_whole_lines_that_read_back(words: str) -> None:
    content = agenda_file(words, [entry(NOW, words)], made_at=NOW)
    assert all(len(line) <= LONGEST_LINE for line in content.split(b"\r\n"))
    (found,) = events(content)
    plain = "".join(
        sign for sign in words.replace("\r\n", "\n") if (sign >= " " or sign == "\n") and sign != "\x7f"
    )
    read = re.sub(r"\\([\\;,n])", lambda sign: "\n" if sign[1] == "n" else sign[1], found["SUMMARY"])
    assert read == plain
