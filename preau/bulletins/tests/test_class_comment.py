"""What is said of a whole class: by its form teacher or the direction, over nobody’s words (rule B4: 600)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.models import ClassComment
from preau.directory.models import FormTeacher
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import TermLock
from tests.cast import NOW, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]


@pytest.fixture(autouse=True)
def form_teacher(cast: Cast) -> None:
    """M. Petit is the form teacher of 4e B."""
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.petit, begins_on=YEAR_START
        )


def path(cast: Cast) -> str:
    return f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/commentaire/"


def write(client: Client, cast: Cast, text: str, seen: int | str = 0) -> tuple[int, str]:
    answer = client.post(path(cast), {"text": text, "seen": seen})
    return answer.status_code, answer.content.decode()


def said(cast: Cast) -> tuple[str, int]:
    with everywhere(cast):
        one = ClassComment.objects.filter(term=cast.terms["4B-1"]).first()
    return (one.text, one.version) if one else ("", 0)


def test_it_is_written_once_then_changed(cast: Cast, visit: Visit) -> None:
    for _again in range(2):
        assert write(visit("petit"), cast, "Bonne classe.")[0] == 302
    assert said(cast) == ("Bonne classe.", 1)
    assert write(visit("chef"), cast, "Très bonne classe.", 1)[0] == 302
    assert write(visit("petit"), cast, "", 2)[0] == 302
    assert said(cast) == ("", 3)
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name__endswith="ClassCommentWritten").count() == 3


def test_nobody_overwrites_what_he_did_not_see(cast: Cast, visit: Visit) -> None:
    write(visit("petit"), cast, "Bonne classe.")
    status, page = write(visit("chef"), cast, "Classe agitée.")
    assert status == 422
    assert "Yanis Petit, le 24/11/2026" in page
    assert "Classe agitée." in page
    assert said(cast) == ("Bonne classe.", 1)
    assert 'name="seen" value="1"' in page
    assert write(visit("chef"), cast, "Classe vive et agitée.", 1)[0] == 302


@pytest.mark.parametrize(
    ("text", "seen", "told"), [("x" * 601, 0, "raccourcissez de 1."), ("Bien.", 5, "rechargez")]
)
def test_what_cannot_be_kept_comes_back(cast: Cast, visit: Visit, text: str, seen: int, told: str) -> None:
    status, page = write(visit("petit"), cast, text, seen)
    assert (status, told in page, text in page) == (422, True, True)
    assert said(cast) == ("", 0)


def test_vie_scolaire_reads_it_and_does_not_write_it(cast: Cast, visit: Visit) -> None:
    write(visit("petit"), cast, "Bonne classe.")
    page = visit("cpe").get(path(cast)).content.decode()
    assert ("Bonne classe." in page, "Enregistrer" in page) == (True, False)
    assert write(visit("cpe"), cast, "Autre.", 1)[0] == 404


@pytest.mark.parametrize("who", ["durand", "double", "secretaire", "jumeau_prof", "jumeau_chef", "marc", "lea"])
def test_nobody_else_enters(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get(path(cast)).status_code == 404
    assert write(visit(who), cast, "Autre.")[0] == 404
    assert said(cast) == ("", 0)


def test_a_closed_term_keeps_its_comment(cast: Cast, visit: Visit) -> None:
    write(visit("petit"), cast, "Bonne classe.")
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state="fermee", changed_at=NOW,
            changed_by_id=1,
        )  # fmt: skip
    status, page = write(visit("petit"), cast, "Autre.", 1)
    assert (status, "demandez une réouverture" in page) == (422, True)
    assert said(cast) == ("Bonne classe.", 1)
    page = visit("petit").get(path(cast)).content.decode()
    assert ("Bonne classe." in page, "Enregistrer" in page) == (True, False)
