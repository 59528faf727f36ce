"""An item from the form to its readers: written, proposed, approved, refused, changed, at the top, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.news.models import ItemVersion, NewsFile, NewsItem, NewsRight, NewsTarget
from preau.news.tests.conftest import Desk
from preau.vigilance.models import Freeze
from tests.cast import NOW, Cast, everywhere


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(out, "PNG")
    return SimpleUploadedFile("cour.png", out.getvalue(), "image/png")


def test_a_teacher_proposes_and_who_publishes_approves(cast: Cast, desk: Desk) -> None:
    for _again in range(2):
        assert desk.write("durand", key=str(UUID(int=3)))[0] == 302
    (item,) = desk.titled()
    assert item.state == "brouillon"
    assert desk.gesture("durand", item.pk, "publier") == 404
    for _again in range(2):
        assert desk.gesture("durand", item.pk, "proposer") == 302
    assert "Cross du collège" in desk.visit("cpe").get("/0310001A/actualites/?onglet=a-valider").content.decode()
    assert "Cross du collège" not in desk.listed("lea")
    for _again in range(2):
        assert desk.gesture("cpe", item.pk, "publier") == 302
    for reader in ("lea", "marc", "sofia", "noe"):
        assert "Cross du collège" in desk.listed(reader)
    for other in ("tom", "jumelle", "petit"):
        assert "Cross du collège" not in desk.listed(other)


def test_a_colleague_who_only_proposes_neither_reads_nor_decides(cast: Cast, desk: Desk) -> None:
    item = cast.news["proposee"]
    assert desk.visit("petit").get(f"/0310001A/actualites/{item}/").status_code == 404
    assert desk.gesture("petit", item, "publier") == 404
    assert desk.gesture("jumeau_chef", item, "publier") == 404


def test_a_refusal_says_why_and_its_author_proposes_again(cast: Cast, desk: Desk) -> None:
    item = cast.news["proposee"]
    assert desk.gesture("chef", item, "refuser", reason="") == 422
    assert desk.gesture("chef", item, "refuser", reason="Dites la date.") == 302
    page = desk.visit("durand").get(f"/0310001A/actualites/{item}/").content.decode()
    assert "Dites la date." in page
    assert desk.gesture("durand", item, "proposer") == 302
    (one,) = desk.titled("Rallye de calcul")
    assert (one.state, one.reason) == ("proposee", "")


def test_those_concerned_are_told(cast: Cast, desk: Desk) -> None:
    assert desk.write("durand")[0] == 302
    (item,) = desk.titled()
    desk.gesture("durand", item.pk, "proposer")
    desk.gesture("cpe", item.pk, "publier")
    deliver_all()
    with everywhere(cast):
        told = dict(Notice.objects.filter(kind__startswith="news:").values_list("kind", "recipient_id"))
    assert told["news:decided"] == cast.durand.pk
    assert told.get("news:to_approve") in {None, cast.cpe.pk, cast.chef.pk, cast.secretaire.pk}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"title": "x" * 121}, "120"),
        ({"html": " "}, "texte"),
        ({"who": []}, "à qui"),
        ({"shown_until": "2026-11-01T08:00"}, "La fin vient après"),
        ({"shown_from": "2028-11-01T08:00"}, "un an à l’avance"),
        ({"takes_comments": "on", "wants_acknowledgement": "on"}, "ne se commente pas"),
    ],
)
def test_what_does_not_hold_is_said(desk: Desk, said: dict[str, object], told: str) -> None:
    status, page = desk.write("chef", **said)
    assert (status, told in page) == (422, True)
    assert desk.titled() == []


def test_a_class_of_another_school_is_refused(cast: Cast, desk: Desk) -> None:
    status, _page = desk.write("chef", places=[f"g{10**9}"])
    assert status == 422
    assert desk.titled() == []


def test_a_class_alone_reads_what_is_for_it(cast: Cast, desk: Desk) -> None:
    assert desk.write("chef", places=[f"g{cast.groups['4B'].pk}"], who=["eleves", "enseignants"])[0] == 302
    (item,) = desk.titled()
    assert desk.gesture("chef", item.pk, "publier") == 302
    readers = {name for name in ("lea", "noe", "durand", "petit", "marc") if "Cross" in desk.listed(name)}
    assert readers == {"lea", "noe", "durand"}


def test_its_dates_are_kept(cast: Cast, desk: Desk) -> None:
    desk.write("chef", shown_from="2026-11-25T08:00", shown_until="2026-11-26T08:00")
    (item,) = desk.titled()
    desk.gesture("chef", item.pk, "publier")
    assert "Cross" not in desk.listed("lea")
    with clock.at(NOW + timedelta(days=1)):
        assert "Cross" in desk.listed("lea")
    with clock.at(NOW + timedelta(days=2)):
        assert "Cross" not in desk.listed("lea")


def test_what_it_said_before_is_kept_and_nobody_overwrites(cast: Cast, desk: Desk) -> None:
    item = cast.news["menus"]
    path = f"/0310001A/actualites/{item}/modifier/"
    given = {
        "thread_id": cast.news["thread"], "title": "Les menus de décembre", "html": "Lundi : lentilles.",
        "who": ["eleves"], "seen": "1",
    }  # fmt: skip
    assert desk.visit("secretaire").post(path, given).status_code == 302
    late = desk.visit("chef").post(path, {**given, "title": "Autre"})
    assert (late.status_code, "entre-temps" in late.content.decode()) == (422, True)
    with everywhere(cast):
        assert ItemVersion.objects.get(item_id=item).title == "Les menus de la semaine"
        assert NewsItem.objects.get(pk=item).version == 2
    assert "Les menus de décembre" in desk.listed("lea")
    assert "Les menus de décembre" not in desk.listed("marc")
    assert desk.visit("durand").post(path, given).status_code == 404


def test_one_item_is_at_the_top(cast: Cast, desk: Desk) -> None:
    assert desk.gesture("chef", cast.news["sortie"], "une") == 302
    assert desk.gesture("chef", cast.news["menus"], "une") == 302
    with everywhere(cast):
        assert [one.pk for one in NewsItem.objects.filter(is_featured=True)] == [cast.news["menus"]]
    home = desk.visit("marc").get("/").content.decode()
    assert home.index("Les menus de la semaine") < home.index("Aide à la rentrée")


def test_withdrawn_it_is_read_by_nobody_then_shown_again(cast: Cast, desk: Desk) -> None:
    item = cast.news["sortie"]
    assert desk.gesture("durand", item, "retirer") == 404
    for _again in range(2):
        assert desk.gesture("chef", item, "retirer") == 302
    assert "Sortie au cirque" not in desk.listed("marc")
    assert desk.visit("marc").get(f"/actualites/{item}/").status_code == 404
    assert desk.gesture("chef", item, "publier") == 302
    assert "Sortie au cirque" in desk.listed("marc")


def test_how_many_will_read_it_is_said_before(cast: Cast, desk: Desk) -> None:
    page = desk.visit("cpe").get(f"/0310001A/actualites/{cast.news['sortie']}/").content.decode()
    assert "5 personnes" in page


def test_a_picture_is_drawn_again_and_described(cast: Cast, desk: Desk) -> None:
    status, page = desk.write("chef", image=picture())
    assert (status, "Décrivez l’image" in page) == (422, True)
    assert desk.write("chef", image=picture(), picture_alt="La cour")[0] == 302
    (item,) = desk.titled()
    desk.gesture("chef", item.pk, "publier")
    page = desk.visit("lea").get(f"/actualites/{item.pk}/").content.decode()
    assert 'alt="La cour"' in page
    with everywhere(cast):
        kept = NewsFile.objects.get(item=item)
    shown = desk.visit("lea").get(f"/actualites/{item.pk}/fichiers/{kept.pk}/")
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert desk.visit("tom").get(f"/actualites/{item.pk}/fichiers/{kept.pk}/").status_code == 404


def test_a_file_is_joined_and_handed_over(cast: Cast, desk: Desk) -> None:
    assert desk.write("chef", fichiers=SimpleUploadedFile("cross.txt", b"Depart 14 h\r\n", "text/plain"))[0] == 302
    refused = desk.write("chef", fichiers=SimpleUploadedFile("virus.exe", b"MZ\x90\x00" * 40))
    assert refused[0] == 422
    (item,) = desk.titled()
    with everywhere(cast):
        kept = NewsFile.objects.get(item=item)
    desk.gesture("chef", item.pk, "publier")
    answer = desk.visit("lea").get(f"/actualites/{item.pk}/fichiers/{kept.pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nobody_writes_while_messaging_is_suspended(cast: Cast, desk: Desk) -> None:
    with everywhere(cast):
        Freeze.objects.create(
            school=cast.schools["college"], profiles=["enseignant"], reason="Comptes volés", begun_at=NOW,
            begun_by_id=cast.chef.pk, is_above=False, gesture=UUID(int=9),
        )  # fmt: skip
    status, page = desk.write("durand")
    assert (status, "Comptes volés" in page) == (422, True)
    assert desk.write("chef")[0] == 302


def test_a_named_person_publishes(cast: Cast, desk: Desk) -> None:
    with everywhere(cast):
        NewsRight.objects.create(
            school=cast.schools["college"], thread_id=cast.news["thread"], right="publier", person=cast.petit
        )
    assert desk.gesture("petit", cast.news["proposee"], "publier") == 302
    with everywhere(cast):
        assert NewsTarget.objects.filter(item_id=cast.news["proposee"]).count() == 1
