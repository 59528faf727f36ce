"""The timetables of a school: a class, a group, a teacher or a room, and a day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.directory.models import Post
from preau.timetable.tests.door import at, maths_on, shown, step, titles
from preau.timetable.tests.week import alternation, weekly, weeks
from tests.cast import YEAR_START, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def pk(cast: Cast, group: str) -> int:
    return int(cast.groups[group].pk)


@pytest.mark.parametrize("name", ["cpe", "chef", "secretaire"])
def test_staff_read_a_class_with_the_groups_of_its_pupils(cast: Cast, visit: Visit, name: str) -> None:
    html = shown(visit(name), at(cast, classe=pk(cast, "4B")))
    assert titles(html) == ["Français", "Mathématiques", "Espagnol LV2"]
    assert "Yanis Petit, salle B12" in html
    assert "4B ESP, Inès Bœuf, salle B12" in html


def test_staff_read_a_group_a_teacher_and_a_room(cast: Cast, visit: Visit) -> None:
    cpe = visit("cpe")
    assert titles(shown(cpe, at(cast, groupe=pk(cast, "4B-ESP")))) == ["Espagnol LV2"]
    assert titles(shown(cpe, at(cast, enseignant=cast.petit.pk))) == ["4e B", "5e A"]
    room = shown(cpe, at(cast, salle="B12"))
    assert sorted(titles(room)) == ["Espagnol LV2", "Français", "Français", "Mathématiques"]
    assert "Salle B12" in room
    assert "4e B, Claire Durand" in room


def test_nothing_is_chosen_at_first(cast: Cast, visit: Visit) -> None:
    html = shown(visit("cpe"), at(cast))
    assert "Choisissez ci-dessus" in html
    assert 'method="get"' in html
    assert '<select id="id_classe" name="classe">' in html
    assert '<input type="date" value="2026-11-24"' in html
    assert titles(html) == []


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("classe", ["4e B", "5e A"]),
        ("groupe", ["4B ESP", "Chorale"]),
        ("enseignant", ["Bœuf Inès", "Durand Claire", "Petit Yanis"]),
        ("salle", ["B12"]),
    ],
)
def test_each_view_offers_what_the_school_has(cast: Cast, visit: Visit, view: str, names: list[str]) -> None:
    html = shown(visit("chef"), at(cast, **{view: ""}))
    offered = html[html.index("Choisir…") : html.index("</select>")]
    for name in names:
        assert f">{name}</option>" in offered
    assert offered.count("</option>") == len(names) + 1
    assert "4e J" not in html


def test_what_alone_can_be_chosen_is_chosen(cast: Cast, visit: Visit) -> None:
    assert titles(shown(visit("durand"), at(cast))) == ["Français", "Mathématiques", "Espagnol LV2"]


def test_a_teacher_reads_the_classes_and_groups_she_teaches(cast: Cast, visit: Visit) -> None:
    petit = visit("petit")
    assert len(titles(shown(petit, at(cast, classe=pk(cast, "4B"))))) == 3
    assert titles(shown(petit, at(cast, classe=pk(cast, "5A")))) == ["Français"]
    assert visit("durand").get(at(cast, classe=pk(cast, "5A"))).status_code == 404
    assert visit("petit").get(at(cast, groupe=pk(cast, "4B-ESP"))).status_code == 404


def test_a_teacher_of_groups_only_is_shown_them(cast: Cast, visit: Visit) -> None:
    assert titles(shown(visit("double"), at(cast))) == ["Espagnol LV2"]
    html = shown(visit("double"), at(cast, classe=""))
    assert "Vous n’avez pas de classe entière ici" in html


def test_a_teacher_reads_her_own_day_here_and_no_colleague_nor_room(cast: Cast, visit: Visit) -> None:
    durand = visit("durand")
    assert titles(shown(durand, at(cast, enseignant=cast.durand.pk))) == ["4e B"]
    assert durand.get(at(cast, enseignant=cast.petit.pk)).status_code == 404
    assert durand.get(at(cast, salle="B12")).status_code == 404
    html = shown(durand, at(cast))
    assert ("Enseignants" in html, "Salles" in html, "Groupes" in html) == (False, False, True)


def test_a_librarian_chooses_anything(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Post.objects.filter(person=cast.petit).update(function="DOC")
    assert titles(shown(visit("petit"), at(cast, enseignant=cast.durand.pk))) == ["4e B"]


@pytest.mark.parametrize(
    "asked", [{"classe": "abc"}, {"classe": "999999"}, {"groupe": "-1"}, {"enseignant": "0"}, {"classe": "4e B"}]
)
def test_what_is_not_there_is_not_found(cast: Cast, visit: Visit, asked: dict[str, str]) -> None:
    assert visit("chef").get(at(cast), asked).status_code == 404


@pytest.mark.parametrize("view", ["classe", "groupe", "enseignant"])
def test_the_neighbour_is_not_there(cast: Cast, visit: Visit, view: str) -> None:
    other = {"classe": pk(cast, "4J"), "groupe": pk(cast, "4J"), "enseignant": cast.jumeau_prof.pk}
    assert visit("chef").get(at(cast, **{view: other[view]})).status_code == 404
    assert visit("chef").get(at(cast, "twin")).status_code == 404
    assert "Français" not in shown(visit("jumeau_chef"), at(cast, "twin", salle="Z1"))


def test_a_class_asked_as_a_group_is_not_found(cast: Cast, visit: Visit) -> None:
    assert visit("chef").get(at(cast, groupe=pk(cast, "4B"))).status_code == 404


def test_steps_keep_what_was_chosen(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        maths_on(cast, date(2026, 12, 1))
    chosen = pk(cast, "4B")
    html = shown(visit("cpe"), at(cast, classe=chosen))
    assert step(html, "next") == at(cast, classe=chosen, jour="2026-12-01")
    later = shown(visit("cpe"), step(html, "next"))
    assert step(later, "prev") == at(cast, classe=chosen)
    assert f'href="{at(cast, classe=chosen)}">Aujourd’hui' in later
    assert '<input type="date" value="2026-12-01"' in later


def test_a_room_is_stepped_through_and_may_be_free(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        maths_on(cast, date(2026, 12, 1))
    html = shown(visit("cpe"), at(cast, salle="B12"))
    assert step(html, "next") == at(cast, salle="B12", jour="2026-12-01")
    assert "Pas de cours ce jour-là." in shown(visit("cpe"), at(cast, salle="B12", jour="2026-11-25"))
    assert "Pas de cours aujourd’hui." in shown(visit("cpe"), at(cast, salle="Gymnase"))


def test_rooms_of_the_year_are_offered_on_any_day(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        weekly(cast, alternation(cast, weeks(1)), 5, time(9), room="Labo 2")
    assert ">Labo 2</option>" in shown(visit("cpe"), at(cast, salle=""))


def test_a_wrong_date_is_told_before_anything_is_chosen(cast: Cast, visit: Visit) -> None:
    html = shown(visit("cpe"), at(cast, jour="demain"))
    assert html.count("n’est pas une date") == 1
    html = shown(visit("cpe"), at(cast, classe=pk(cast, "4B"), jour="demain"))
    assert html.count("n’est pas une date") == 1


def test_the_day_alone_is_given_when_the_page_asks_again(cast: Cast, visit: Visit) -> None:
    asked = at(cast, classe=pk(cast, "4B"))
    piece = visit("cpe").get(asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert f'hx-get="{asked}"' in piece
    assert visit("cpe").get(at(cast), headers={"HX-Request": "true"}).status_code == 404


def test_staff_of_two_schools_go_from_one_to_the_other(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert "Établissements" not in shown(visit("cpe"), at(cast))
    with seen_everywhere():
        Post.objects.create(
            school=cast.schools["twin"], person=cast.cpe, function="EDU", profile="vie_scolaire",
            begins_on=YEAR_START,
        )  # fmt: skip
    assert f'href="{at(cast, "twin")}"' in shown(visit("cpe"), at(cast))
    assert ">4e J</option>" in shown(visit("cpe"), at(cast, "twin", classe=""))


@pytest.mark.parametrize("view", ["classe", "groupe", "enseignant", "salle"])
def test_each_view_costs_the_same_with_more_lessons(
    cast: Cast, visit: Visit, seen_everywhere: Look, view: str
) -> None:
    asked = {"classe": pk(cast, "4B"), "groupe": pk(cast, "4B-ESP"), "enseignant": cast.durand.pk, "salle": "B12"}
    client, path = visit("cpe"), at(cast, **{view: asked[view]})
    client.get(path)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        words = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
        return len([query for query in captured if not query["sql"].startswith(words)])

    before = statements()
    with seen_everywhere():
        for n in range(18):
            group = "4B-ESP" if n % 2 else "4B"
            lesson(cast, f"n{n}", "college", group, "durand", "Mathématiques", time(7, n), time(7, n + 30))
    assert (before, statements()) == (4, 4)
