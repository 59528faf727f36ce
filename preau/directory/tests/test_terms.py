"""Trimesters and semesters given to classes, in one gesture, through the door of the office."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from preau.directory.models import Group, SchoolYear, Term
from preau.foundation.ledger.models import LedgerEvent
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]

SEMESTERS = {
    "starts_on_1": "2026-09-01", "ends_on_1": "2027-01-31", "end_of_entry_on_1": "2027-01-27",
    "starts_on_2": "2027-02-01", "ends_on_2": "2027-07-03", "end_of_entry_on_2": "",
}  # fmt: skip
TRIMESTERS = {
    "starts_on_1": "2026-09-01", "ends_on_1": "2026-11-29", "starts_on_2": "2026-11-30", "ends_on_2": "2027-03-07",
    "starts_on_3": "2027-03-08", "ends_on_3": "2027-07-03",
}  # fmt: skip


def send(client: Client, path: str, cast: Cast, *classes: str, **more: str) -> HttpResponse:
    ticked = {f"classe_{cast.groups[name].pk}": "on" for name in classes}
    dates = SEMESTERS if "semestre" in path else TRIMESTERS
    return client.post(path, {**dates, **ticked, **more})  # type: ignore[return-value]


def terms(cast: Cast, look: Look, name: str) -> list[tuple[str, int, date, date]]:
    with look():
        rows = Term.objects.filter(group=cast.groups[name]).order_by("number")
        return list(rows.values_list("kind", "number", "starts_on", "ends_on"))


def values(html: str, name: str) -> list[str]:
    return re.findall(rf'value="([^"]*)" id="id_{name}_\d"', html)


TWO = [("semestre", 1, date(2026, 9, 1), date(2027, 1, 31)), ("semestre", 2, date(2027, 2, 1), date(2027, 7, 3))]


@pytest.fixture
def free(cast: Cast, seen_everywhere: Look) -> Cast:
    """The cast with one more class, 6e C, whose trimesters hold nothing."""
    college = cast.schools["college"]
    with seen_everywhere():
        [group] = Group.objects.bulk_create(
            [Group(school=college, kind=Group.Kind.DIVISION, code="6e C", label="6e C")]
        )
        for n in (1, 2, 3):
            first, last = (
                date.fromisoformat(TRIMESTERS[f"starts_on_{n}"]),
                date.fromisoformat(TRIMESTERS[f"ends_on_{n}"]),
            )
            year = SchoolYear.objects.get(starts_on__lte=first, ends_on__gte=last)
            Term.objects.create(
                school=college,
                year=year,
                group=group,
                kind=Term.Kind.TRIMESTER,
                number=n,
                starts_on=first,
                ends_on=last,
            )
    return replace(cast, groups={**cast.groups, "6C": group})


@pytest.mark.parametrize("person", ["chef", "secretaire"])
def test_several_classes_get_their_semesters_at_once(
    free: Cast,
    visit: Visit,
    at_college: Address,
    facts: Callable[[], list[str]],
    seen_everywhere: Look,
    person: str,
) -> None:
    client = visit(person)
    response = send(client, f"{at_college('terms')}?sorte=semestre", free, "6C", "5A")
    assert response["Location"] == at_college("calendar")
    html = client.get(at_college("calendar")).content.decode()
    assert "Les périodes sont enregistrées pour 2 classes." in html
    assert "5e A, 6e C" in html
    assert terms(free, seen_everywhere, "6C") == terms(free, seen_everywhere, "5A") == TWO
    assert facts() == ["directory.TermsSet"]
    assert LedgerEvent.objects.get().payload["group_ids"] == sorted(free.groups[name].pk for name in ("6C", "5A"))


def test_all_the_classes_are_one_tick(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    assert send(visit("chef"), at_college("terms"), cast, toutes="on").status_code == 302
    assert len(terms(cast, seen_everywhere, "5A")) == 3
    assert terms(cast, seen_everywhere, "4B") == terms(cast, seen_everywhere, "5A")
    assert terms(cast, seen_everywhere, "4B-ESP") == terms(cast, seen_everywhere, "4J") == []


def test_the_same_terms_again_change_nothing(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]]
) -> None:
    client = visit("chef")
    send(client, at_college("terms"), cast, "4B")
    assert "Rien n’a changé" in client.get(at_college("calendar")).content.decode()
    assert facts() == []


def test_the_form_starts_from_a_proposal_and_then_from_a_class(
    cast: Cast, visit: Visit, at_college: Address
) -> None:
    chef, path = visit("chef"), at_college("terms")
    proposed = chef.get(f"{path}?sorte=semestre").content.decode()
    assert values(proposed, "starts_on") == ["2026-09-01", "2027-01-25"]
    assert values(proposed, "ends_on") == ["2027-01-24", "2027-07-02"]
    html = chef.get(f"{path}?comme={cast.groups['4B'].pk}").content.decode()
    assert values(html, "ends_on") == ["2026-11-29", "2027-03-07", "2027-07-03"]
    assert f'name="classe_{cast.groups["4B"].pk}" checked' in html
    assert f'name="classe_{cast.groups["5A"].pk}" checked' not in html
    assert f"{path}?comme={cast.groups['4B'].pk}" in chef.get(at_college("calendar")).content.decode()


def test_the_dates_of_a_class_are_copied_to_another(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    send(visit("chef"), f"{at_college('terms')}?comme={cast.groups['4B'].pk}", cast, "4B", "5A")
    assert terms(cast, seen_everywhere, "5A") == terms(cast, seen_everywhere, "4B")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ends_on_1": "2026-08-30"}, "Le trimestre 1 finit avant d’avoir commencé"),
        (
            {"starts_on_2": "2026-11-20"},
            "Le trimestre 2 commence le vendredi 20 novembre, mais le trimestre 1 dure",
        ),
        ({"starts_on_2": "2026-12-02"}, "Le lundi 30 novembre est un jour de classe"),
        ({"ends_on_3": "2027-07-14"}, "sort de l’année scolaire, qui va du mardi 1er septembre 2026"),
        ({"end_of_entry_on_1": "2026-08-01"}, "La saisie du trimestre 1 finit entre"),
        ({"starts_on_1": ""}, "Ce champ est obligatoire"),
        ({"starts_on_1": "hier"}, "Saisissez une date valide"),
    ],
)
def test_what_cannot_be_is_refused_in_the_form(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], seen_everywhere: Look,
    wrong: dict[str, str], message: str,
) -> None:  # fmt: skip
    response = send(visit("chef"), at_college("terms"), cast, "5A", **wrong)
    assert response.status_code == 200
    html = response.content.decode()
    assert "Les périodes ne sont pas enregistrées" in html
    assert message in html
    assert f'name="classe_{cast.groups["5A"].pk}" checked' in html
    assert terms(cast, seen_everywhere, "5A") == []
    assert facts() == []


def test_no_class_at_all_is_refused(cast: Cast, visit: Visit, at_college: Address) -> None:
    html = send(visit("chef"), at_college("terms"), cast).content.decode()
    assert "Choisissez au moins une classe." in html


def test_a_council_stays_with_its_term_and_leaves_with_its_kind(
    free: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    def councils() -> list[date | None]:
        with seen_everywhere():
            return list(
                Term.objects.filter(group=free.groups["6C"])
                .order_by("number")
                .values_list("council_on", flat=True)
            )

    with seen_everywhere():
        Term.objects.filter(group=free.groups["6C"], number__lte=2).update(council_on=date(2026, 12, 1))
    later = {"ends_on_1": "2026-12-06", "starts_on_2": "2026-12-07"}
    send(visit("chef"), at_college("terms"), free, "6C", **later)
    assert councils() == [date(2026, 12, 1), None, None]
    send(visit("chef"), f"{at_college('terms')}?sorte=semestre", free, "6C")
    assert councils() == [None, None]


def test_a_published_term_does_not_move(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Term.objects.filter(group=cast.groups["4B"], number=1).update(published_at=NOW)
    for path, more in (
        (at_college("terms"), {"ends_on_1": "2026-12-06", "starts_on_2": "2026-12-07"}),
        (f"{at_college('terms')}?sorte=semestre", {}),
    ):
        html = send(visit("chef"), path, cast, "4B", "5A", **more).content.decode()
        assert "Une période de 4e B est publiée" in html
    assert terms(cast, seen_everywhere, "5A") == []
    later = {"ends_on_2": "2027-03-14", "starts_on_3": "2027-03-15"}
    assert send(visit("chef"), at_college("terms"), cast, "4B", **later).status_code == 302
    assert facts() == ["directory.TermsSet"]


def test_the_terms_of_another_year_are_others(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    SchoolYear.objects.create(label="2027-2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
    path = f"{at_college('terms')}?sorte=semestre&annee=2027-2028"
    dates = {
        "starts_on_1": "2027-09-01", "ends_on_1": "2028-01-31", "end_of_entry_on_1": "",
        "starts_on_2": "2028-02-01", "ends_on_2": "2028-08-31",
    }  # fmt: skip
    response = send(visit("chef"), path, cast, "4B", **dates)
    assert response["Location"] == f"{at_college('calendar')}?annee=2027-2028"
    assert [kind for kind, *_dates in terms(cast, seen_everywhere, "4B")] == ["trimestre", "semestre"] * 2 + [
        "trimestre"
    ]


@pytest.mark.parametrize("person", ["durand", "cpe", "marc", "agent", "jumeau_chef"])
def test_nobody_else_sets_terms(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], person: str
) -> None:
    assert send(visit(person), at_college("terms"), cast, "5A").status_code == 404
    assert facts() == []


@pytest.mark.parametrize("query", ["?sorte=bimestre", "?annee=1999-2000"])
def test_what_does_not_exist_is_not_found(visit: Visit, at_college: Address, query: str) -> None:
    assert visit("chef").get(f"{at_college('terms')}{query}").status_code == 404


def test_the_table_itself_refuses_two_terms_on_one_day(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere(), connection.cursor() as cursor:
        Term.objects.create(
            school=cast.schools["college"], group=Group.objects.get(pk=cast.groups["4B"].pk),
            year=SchoolYear.objects.create(label="x", starts_on=date(2026, 9, 1), ends_on=date(2027, 7, 1)),
            kind="semestre", number=1, starts_on=date(2027, 7, 3), ends_on=date(2027, 7, 3),
        )  # fmt: skip
        with pytest.raises(IntegrityError, match="term_shares_no_day"), transaction.atomic():
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
