"""What the digest of each tells: published since, for them, unread, once."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from preau.news.digests import lines_since
from preau.news.tests.conftest import Desk
from tests.cast import NOW, Cast, everywhere

SINCE = NOW - timedelta(days=2)


def test_what_was_published_is_told_to_whom_it_is_for(cast: Cast) -> None:
    people = [one.pk for one in cast.people.values()]
    with everywhere(cast), CaptureQueriesContext(connection) as asked:
        found = lines_since(people, SINCE, NOW)
    assert len(asked) == 1
    assert {line.title for line in found[cast.marc.pk]} == {
        "Information à lire\u202f: «\u202fSortie au cirque\u202f»",
        "Actualité\u202f: «\u202fLes menus de la semaine\u202f»",
        "Région Occitanie\u202f: «\u202fAide à la rentrée\u202f»",
    }
    assert len(found[cast.lea.pk]) == 2
    assert cast.oncle.pk not in found
    assert cast.jumelle.pk not in found


def test_what_was_opened_is_not_told_nor_what_came_before(cast: Cast, desk: Desk) -> None:
    desk.visit("marc").post(f"/actualites/{cast.news['sortie']}/lue/")
    with everywhere(cast):
        told = lines_since([cast.marc.pk], SINCE, NOW)[cast.marc.pk]
        assert lines_since([cast.marc.pk], NOW - timedelta(hours=1), NOW) == {}
    assert all("Sortie" not in line.title for line in told)


def test_a_teacher_who_is_a_parent_is_told_once(cast: Cast) -> None:
    with everywhere(cast):
        told = lines_since([cast.double.pk], SINCE, NOW)[cast.double.pk]
    assert len({line.path for line in told}) == len(told)
