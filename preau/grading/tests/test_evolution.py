"""How marks went over the year: what may be seen, in every subject and every term, drawn and said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from preau.grading.models import Evaluation, GradingSettings, Mark
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]


def drawn(client: Client, cast: Cast) -> str:
    answer = client.get(f"/eleves/{cast.lea.pk}/notes/evolution/")
    assert answer.status_code == 200
    return answer.content.decode()


def give(
    cast: Cast, value: str, day: date, *, out_of: int = 20, is_seen: bool = True, formative: bool = False
) -> None:
    with everywhere(cast):
        fractions = cast.evaluations["fractions"]
        fields = {field.name: getattr(fractions, field.name) for field in Evaluation._meta.fields}
        made = Evaluation.objects.create(
            **{
                **fields, "id": None, "title": "Aires", "held_on": day, "counts_on": day, "out_of": out_of,
                "released_at": NOW if is_seen else None, "is_formative": formative,
            }
        )  # fmt: skip
        Mark.objects.create(
            school=made.school, evaluation=made, pupil_id=cast.lea.pk, value=Decimal(value), written_at=NOW,
            written_by_id=cast.durand.pk,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["lea", "marc", "sofia"])
def test_each_mark_is_a_dot_and_each_term_a_line_said_in_words(cast: Cast, visit: Visit, who: str) -> None:
    give(cast, "4", date(2026, 10, 1), out_of=10)
    give(cast, "20", date(2026, 12, 10))
    html = drawn(visit(who), cast)
    assert "Trimestre 1\u202f: 2 notes, de 4/10 à 14/20, moyenne " in html
    assert "Trimestre 2\u202f: 1 note, moyenne 20." in html
    assert html.count("<circle") == 3
    assert html.count('class="span"') == 2


def test_what_may_not_be_seen_or_does_not_count_is_not_drawn(cast: Cast, visit: Visit) -> None:
    give(cast, "2", date(2026, 10, 1), is_seen=False)
    give(cast, "3", date(2026, 10, 2), formative=True)
    html = drawn(visit("marc"), cast)
    assert html.count("<circle") == 1
    assert "Trimestre 1\u202f: 1 note, moyenne 14." in html


def test_a_school_that_shows_no_average_draws_marks_alone(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], shows_averages=False)
    html = drawn(visit("marc"), cast)
    assert "moyenne" not in html.split("<main", 1)[1]
    assert 'class="span"' not in html
    assert html.count("<circle") == 1


def test_the_general_average_is_there_where_the_school_shows_it(cast: Cast, visit: Visit) -> None:
    assert "Moyenne générale" not in drawn(visit("marc"), cast)
    with everywhere(cast):
        GradingSettings.objects.create(school=cast.schools["college"], shows_general=True)
    assert "Moyenne générale" in drawn(visit("marc"), cast)


def test_a_year_without_a_mark_says_so(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Mark.objects.all().delete()
    assert "Pas encore de note cette année" in drawn(visit("marc"), cast)


@pytest.mark.parametrize("who", ["noe", "oncle", "durand", "jumeau_parent"])
def test_others_meet_nothing(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get(f"/eleves/{cast.lea.pk}/notes/evolution/").status_code in {302, 404}
