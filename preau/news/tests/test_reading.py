"""What people read: what is for them and nothing else, once, with « J’ai pris connaissance » and comments."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.directory.models import FormTeacher, Pupil
from preau.directory.people.audience import people_addressed
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.notices.models import Notice
from preau.news.audience import READERS, audiences_of
from preau.news.models import NewsComment, NewsItem, NewsReading
from preau.news.tests.conftest import Desk
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]

_WHO_READS = f"""WITH {READERS}
SELECT person_id, profile FROM reader WHERE %(asked)s::text[] && keys ORDER BY 1, 2
"""  # noqa: S608 - our own piece


@pytest.mark.parametrize(
    "keys",
    [
        ["responsables"], ["eleves"], ["enseignants"], ["personnels"], ["vie_scolaire"], ["direction"],
        ["responsables:n4EME"], ["eleves:n4EME"], ["enseignants:n4EME"],
        ["responsables:g"], ["eleves:g"], ["enseignants:g"], ["direction", "eleves:g"],
    ],
)  # fmt: skip
def test_who_reads_is_who_is_addressed(cast: Cast, keys: list[str]) -> None:
    asked = [f"{key}{cast.groups['4B'].pk}" if key.endswith(":g") else key for key in keys]
    school_id = cast.schools["college"].pk
    with everywhere(cast), connection.cursor() as cursor:
        Pupil.objects.filter(person_id__in=[cast.lea.pk, cast.noe.pk]).update(level="4EME")
        FormTeacher.objects.get_or_create(
            school_id=school_id, person=cast.petit, group=cast.groups["4B"], begins_on=YEAR_START
        )
        addressed = {(one.person_id, one.profile) for one in people_addressed(school_id, audiences_of(asked))}
        everybody = [one.pk for one in cast.people.values()]
        profiles = ["eleve", "responsable", "enseignant", "vie_scolaire", "direction", "personnel"]
        reading = cursor.execute(
            _WHO_READS,
            {"people": everybody, "profiles": profiles, "schools": [school_id], "day": TODAY, "asked": asked},
        ).fetchall()
    assert addressed
    assert set(reading) == addressed


def test_a_parent_of_two_schools_reads_the_region_once(cast: Cast, desk: Desk) -> None:
    page = desk.listed("marc")
    assert page.count(">Aide à la rentrée</a>") == 1
    assert "Région Occitanie" in page
    assert "Lycée agricole" in page


def test_the_list_is_narrowed(cast: Cast, desk: Desk) -> None:
    assert "Les menus" in desk.listed("marc", "?q=MENUS")
    assert "Sortie" not in desk.listed("marc", "?q=menus")
    assert "Les menus" not in desk.listed("marc", "?montrer=a-lire")
    assert "Sortie au cirque" in desk.listed("marc", "?montrer=a-lire")
    assert "Sortie au cirque" not in desk.listed("marc", f"?etablissement={cast.schools['agricole'].pk}")
    assert "Aide" not in desk.listed("marc", f"?fil={cast.news['thread']}")
    assert "ne correspond" in desk.listed("marc", "?q=licorne")


def test_a_page_costs_as_much_with_twenty_items_more(cast: Cast, visit: Visit, desk: Desk) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert visit("marc").get("/actualites/").status_code == 200
        return len(asked)

    before = cost()
    for number in range(22):
        desk.write("chef", title=f"Actualité {number}")
    for number in range(22):
        (item,) = desk.titled(f"Actualité {number}")
        desk.gesture("chef", item.pk, "publier")
    assert cost() == before
    page = desk.listed("marc")
    assert page.count("Actualité 1</a>") + desk.listed("marc", "?page=2").count("Actualité 1</a>") == 1


def test_to_acknowledge_is_not_to_open(cast: Cast, visit: Visit) -> None:
    item = cast.news["sortie"]
    path = f"/actualites/{item}/"
    for _again in range(2):
        assert visit("marc").post(f"{path}lue/").status_code == 204
    with everywhere(cast):
        assert NewsReading.objects.get(item_id=item, person=cast.marc).acknowledged_at is None
    assert f'href="{path}"' in visit("marc").get("/a-faire/").content.decode()
    for _again in range(2):
        assert visit("marc").post(f"{path}pris-connaissance/").status_code == 302
    with everywhere(cast):
        assert NewsReading.objects.get(item_id=item, person=cast.marc).acknowledged_at == NOW
        assert LedgerEvent.objects.filter(name="news.ItemAcknowledged").count() == 1
    assert "Vous avez pris connaissance" in visit("marc").get(path).content.decode()
    assert f'href="{path}"' not in visit("marc").get("/a-faire/").content.decode()


def test_what_asks_nothing_is_not_acknowledged(cast: Cast, visit: Visit) -> None:
    assert visit("marc").post(f"/actualites/{cast.news['menus']}/pris-connaissance/").status_code == 404


def test_who_did_not_is_reminded_and_nobody_else(cast: Cast, visit: Visit) -> None:
    item = cast.news["sortie"]
    visit("marc").post(f"/actualites/{item}/pris-connaissance/")
    follow = f"/0310001A/actualites/{item}/lecteurs/"
    page = visit("cpe").get(follow).content.decode()
    assert "Sofia Ségala" in page
    assert "Marc Martin" not in page
    assert "Marc Martin" in visit("cpe").get(f"{follow}?montrer=faits").content.decode()
    assert visit("cpe").post(follow).status_code == 302
    assert visit("cpe").post(follow).status_code == 409
    deliver_all()
    with everywhere(cast):
        told = set(Notice.objects.filter(kind="news:reminder").values_list("recipient_id", flat=True))
    assert told == {cast.sofia.pk, cast.double.pk, cast.lea.pk, cast.noe.pk}


def test_the_list_of_readers_is_taken_away(cast: Cast, visit: Visit) -> None:
    answer = visit("chef").get(f"/0310001A/actualites/{cast.news['sortie']}/lecteurs/csv/")
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Nom;Profil;Pour")
    assert "Marc Martin;Parent ou responsable;Léa Martin-Ségala (4e B)" in text


def test_a_comment_waits_for_who_publishes(cast: Cast, visit: Visit) -> None:
    item, path = cast.news["menus"], f"/actualites/{cast.news['menus']}/"
    assert visit("sofia").post(f"{path}commenter/", {"text": " "}).status_code == 422
    assert visit("sofia").post(f"{path}commenter/", {"text": "Et le vendredi ?"}).status_code == 302
    assert "Et le vendredi" in visit("sofia").get(path).content.decode()
    assert "Et le vendredi" not in visit("noe").get(path).content.decode()
    with everywhere(cast):
        comment = NewsComment.objects.get(item_id=item, author_id=cast.sofia.pk)
    decide = f"/0310001A/actualites/{item}/commentaires/{comment.pk}/"
    assert visit("durand").post(decide, {"decision": "montrer"}).status_code == 404
    assert visit("cpe").post(decide, {"decision": "montrer"}).status_code == 302
    page = visit("noe").get(path).content.decode()
    assert "Et le vendredi" in page
    assert "Sofia Ségala" not in page
    assert "Sofia Ségala" in visit("durand").get(path).content.decode()
    assert visit("sofia").post(f"{path}commentaires/{comment.pk}/retirer/").status_code == 302
    assert "Et le vendredi" not in visit("noe").get(path).content.decode()


def test_a_pupil_reads_where_links_go(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        NewsItem.objects.filter(pk=cast.news["menus"]).update(
            html='<p><a href="https://example.org/m">ici</a></p>'
        )
    path = f"/actualites/{cast.news['menus']}/"
    assert "(https://example.org/m)" in visit("lea").get(path).content.decode()
    assert "(https://example.org/m)" not in visit("marc").get(path).content.decode()


def test_an_uncle_without_access_and_a_parent_kept_away_read_nothing(cast: Cast, visit: Visit) -> None:
    assert visit("oncle").get("/actualites/").status_code == 302
    assert visit("jumeau_parent").get(f"/actualites/{cast.news['sortie']}/").status_code == 404
