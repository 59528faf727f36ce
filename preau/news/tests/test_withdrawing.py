"""Items and comments on a bad day: found, withdrawn, restored, kept; reported by who reads them."""

from __future__ import annotations

from datetime import timedelta

from preau.foundation.rooms.registry import writings
from preau.foundation.rooms.writings import Search
from preau.kernel.actor import SYSTEM
from preau.news.models import NewsComment, NewsItem
from preau.news.tests.conftest import Desk
from tests.cast import NOW, Cast, everywhere


def search(cast: Cast, *, author_ids: tuple[int, ...] = (), text: str = "") -> Search:
    schools = (cast.schools["college"].pk,)
    return Search(schools, NOW - timedelta(days=9), NOW + timedelta(days=1), author_ids, text)


def test_items_are_found_withdrawn_and_restored(cast: Cast, desk: Desk) -> None:
    kind = writings()["actualite"]
    with everywhere(cast):
        assert kind.found(search(cast)) == ()
        (found,) = kind.found(search(cast, text="cirque"))
        assert found.id == cast.news["sortie"]
        assert {one.title for one in kind.found(search(cast, author_ids=(cast.durand.pk,)))} == {
            "Rallye de calcul"
        }
        assert kind.withdraw(SYSTEM, [found.id, cast.news["proposee"]], 1) > 0
        assert kind.withdraw(SYSTEM, [found.id], 1) == 0
    assert "Sortie au cirque" not in desk.listed("marc")
    with everywhere(cast):
        assert kind.restore(SYSTEM, [found.id, cast.news["proposee"]], 2) == 2
        assert NewsItem.objects.get(pk=cast.news["proposee"]).state == "brouillon"
    assert "Sortie au cirque" in desk.listed("marc")


def test_what_a_school_withdrew_itself_stays_so(cast: Cast, desk: Desk) -> None:
    desk.gesture("chef", cast.news["menus"], "retirer")
    with everywhere(cast):
        assert writings()["actualite"].restore(SYSTEM, [cast.news["menus"]], 2) == 0
    assert "Les menus" not in desk.listed("marc")


def test_comments_are_found_withdrawn_and_restored(cast: Cast) -> None:
    kind = writings()["commentaire"]
    with everywhere(cast):
        (found,) = kind.found(search(cast, author_ids=(cast.marc.pk,)))
        assert kind.withdraw(SYSTEM, [found.id], 1) == 1
        assert kind.withdraw(SYSTEM, [found.id], 1) == 0
        assert NewsComment.objects.get(pk=found.id).state == "retire"
        assert kind.restore(SYSTEM, [found.id], 2) == 1
        assert NewsComment.objects.get(pk=found.id).state == "attente"


def test_evidence_holds_text_readers_and_files(cast: Cast, desk: Desk) -> None:
    desk.visit("lea").post(f"/actualites/{cast.news['menus']}/lue/")
    with everywhere(cast):
        (line,) = writings()["actualite"].evidence([cast.news["menus"]])
        (said,) = writings()["commentaire"].evidence([cast.news["comment"]])
    assert [one.person_id for one in line.received] == [cast.lea.pk]
    assert line.files[0][2] == b"Lundi\r\n"
    assert said.html == "Merci !"


def test_who_reads_reports(cast: Cast, desk: Desk) -> None:
    with everywhere(cast):
        NewsComment.objects.filter(pk=cast.news["comment"]).update(state="visible")
    for writing, key in (("actualite", "menus"), ("commentaire", "comment")):
        path = f"/signaler/{writing}/{cast.news[key]}/"
        assert desk.visit("sofia").get(path).status_code == 200
        assert desk.visit("jumelle").get(path).status_code == 404
