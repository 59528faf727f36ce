"""« À faire »: one list for a person, all her children, all her schools; what is done elsewhere leaves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.access.models import Account, EmailCode
from preau.attendance.models import AbsencePeriod
from preau.directory.models import Guardianship, Person
from preau.kernel import clock
from preau.portal.rules import FOLDED_FROM, SHOWN_AT_HOME
from tests.cast import NOW, TODAY, Cast, everywhere

Visit = Callable[[str], Client]

#: The line of an absence of this cast, as it is read aloud.
_BUTTON = re.compile(
    r'<a class="button button-secondary" href="([^"]+)"><span>([^<]+)<span class="hidden-text">([^<]*)'
)


def miss(
    cast: Cast, pupil: str, days_ago: int, *, school: str = "college", kind: str = "absence"
) -> AbsencePeriod:
    """An absence of a whole day that nobody explained."""
    day = TODAY - timedelta(days=days_ago)
    starts_at = NOW - timedelta(days=days_ago)
    with everywhere(cast):
        return AbsencePeriod.objects.create(
            school=cast.schools[school], pupil_id=cast.people[pupil].pk, kind=kind, origin="vie_scolaire",
            starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), first_on=day, last_on=day, made_at=NOW,
        )  # fmt: skip


def buttons(client: Client, path: str = "/a-faire/", only: str = "/justifier/") -> list[tuple[str, str, str]]:
    """What may be done from this page at these doors: where, with which verb, about whom and what."""
    html = client.get(path).content.decode()
    return [
        (where, unescape(verb), unescape(what).strip(" –"))
        for where, verb, what in _BUTTON.findall(html)
        if only in where
    ]


def test_an_absence_to_justify_names_the_child_first_and_leads_to_the_form(cast: Cast, visit: Visit) -> None:
    absence = miss(cast, "lea", 1)
    form = f"/eleves/{cast.lea.pk}/absences/{absence.pk}/justifier/"
    for parent in ("marc", "sofia"):
        ((where, verb, what),) = buttons(visit(parent))
        assert (where, verb) == (form, "Justifier")
        assert what == "Léa, Absence\u202f: lundi 23 novembre, 10\u202fh\u202f15 – 11\u202fh\u202f15"
        assert "Léa <span>4e B</span>" in visit(parent).get("/a-faire/").content.decode()
        assert visit(parent).get(where).status_code == 200
        assert buttons(visit(parent), "/") == [(where, verb, what)]


def test_what_one_parent_does_leaves_the_list_of_the_other(cast: Cast, visit: Visit) -> None:
    absence = miss(cast, "lea", 1)
    ((form, _verb, _what),) = buttons(visit("sofia"))
    with everywhere(cast):
        reason = cast.periods["noe"].reason_id
    html = visit("marc").get(form).content.decode()
    version = re.search(r'name="vu" value="([^"]+)"', html)
    sent = {"motif": str(reason), "mots": "", **({"vu": version[1]} if version else {})}
    assert visit("marc").post(form, sent).status_code == 302
    for parent in ("sofia", "marc"):
        assert f"/absences/{absence.pk}/" not in visit(parent).get("/a-faire/").content.decode()
        assert f"/absences/{absence.pk}/justifier/" not in visit(parent).get("/accueil/a-faire/").content.decode()


def test_somebody_of_whom_nothing_is_expected_reads_so(cast: Cast, visit: Visit) -> None:
    """The agent of the Region has no children, no lessons and no school."""
    assert buttons(visit("agent"), only="") == []
    assert "Rien à faire." in visit("agent").get("/a-faire/").content.decode()


def test_children_of_several_schools_stand_in_one_list_and_are_told_apart(cast: Cast, visit: Visit) -> None:
    miss(cast, "lea", 1)
    miss(cast, "tom", 2, school="agricole", kind="retard")
    everything = buttons(visit("marc"))
    assert [what.split(",")[0] for _where, _verb, what in everything] == ["Tom", "Léa"]
    html = visit("marc").get("/a-faire/").content.decode()
    assert cast.schools["agricole"].name in html
    assert cast.schools["college"].name in html
    only = buttons(visit("marc"), f"/a-faire/?enfant={cast.lea.pk}")
    assert only == [line for line in everything if line[2].startswith("Léa")]
    assert re.search(r"Léa \(\d+\)", html)
    for other in (cast.noe.pk, "x", cast.jumelle.pk):
        assert visit("marc").get(f"/a-faire/?enfant={other}").status_code == 404


def test_who_does_not_decide_for_a_child_is_asked_nothing(cast: Cast, visit: Visit) -> None:
    miss(cast, "lea", 1)
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.sofia).update(may_decide=False)
    assert buttons(visit("sofia")) == []
    assert buttons(visit("lea")) == []
    assert len(buttons(visit("marc"))) == 1
    assert buttons(visit("jumeau_parent")) == []


def test_a_pupil_of_age_justifies_herself(cast: Cast, visit: Visit) -> None:
    absence = miss(cast, "lea", 1)
    Person.objects.filter(pk=cast.lea.pk).update(born_on=TODAY.replace(year=TODAY.year - 18))
    ((where, _verb, what),) = buttons(visit("lea"))
    assert where == f"/eleves/{cast.lea.pk}/absences/{absence.pk}/justifier/"
    assert what.startswith("Absence")
    assert visit("lea").get(where).status_code == 200


def test_an_absence_of_the_twin_school_is_nobody_elses(cast: Cast, visit: Visit) -> None:
    miss(cast, "jumelle", 1, school="twin")
    assert buttons(visit("marc")) == buttons(visit("sofia")) == []
    assert len(buttons(visit("jumeau_parent"))) == 1


def test_a_roll_not_called_is_asked_of_who_gives_the_lesson_until_it_is_called(cast: Cast, visit: Visit) -> None:
    sheet = f"/0310001A/appel/{cast.lessons['maths'].pk}/"
    with clock.at(NOW + timedelta(minutes=20)):
        found = {where: (verb, what) for where, verb, what in buttons(visit("durand"), only="/appel/")}
        assert found[sheet] == ("Faire l’appel", "Appel de 4e B")
        assert sheet not in {where for where, _verb, _what in buttons(visit("petit"), only="/appel/")}
        assert visit("durand").post(f"{sheet}valider/", {}).status_code == 302
        assert sheet not in {where for where, _verb, _what in buttons(visit("durand"), only="/appel/")}


def test_a_lesson_that_has_just_begun_is_no_duty_yet(cast: Cast, visit: Visit) -> None:
    with clock.at(cast.lessons["maths"].starts_at + timedelta(minutes=5)):
        begun = f"/0310001A/appel/{cast.lessons['maths'].pk}/"
        assert begun not in str(buttons(visit("durand"), only="/appel/"))


def test_an_address_that_waits_for_its_code_is_to_be_confirmed(cast: Cast, visit: Visit) -> None:
    account = Account.objects.get(person=cast.sofia)
    code = EmailCode.objects.create(
        account=account, email="sofia@exemple.fr", asked_at=NOW, expires_at=NOW + timedelta(minutes=30)
    )
    assert buttons(visit("sofia"), only="/compte/") == [
        ("/compte/courriel/confirmer/", "Confirmer", "Votre nouvelle adresse électronique")
    ]
    assert "Aujourd’hui, avant 10\u202fh\u202f45" in visit("sofia").get("/a-faire/").content.decode()
    EmailCode.objects.filter(pk=code.pk).update(expires_at=NOW - timedelta(minutes=1))
    assert buttons(visit("sofia"), only="/compte/") == []


def test_home_shows_the_first_five_and_says_how_many_there_are(cast: Cast, visit: Visit) -> None:
    for days_ago in range(1, 8):
        miss(cast, "lea", days_ago)
    html, everything = visit("sofia").get("/").content.decode(), buttons(visit("sofia"), only="")
    assert buttons(visit("sofia"), "/accueil/a-faire/", only="") == everything[:SHOWN_AT_HOME]
    assert f'À faire <span class="count">{len(everything)}</span>' in html
    assert "Voir tout ce qui est à faire" in html
    assert len(buttons(visit("sofia"))) == 7


def test_a_long_list_folds_what_is_alike(cast: Cast, visit: Visit) -> None:
    missed = FOLDED_FROM - len(buttons(visit("sofia"), only=""))
    for days_ago in range(1, missed):
        miss(cast, "lea", days_ago)
    assert "<details><summary>" not in visit("sofia").get("/a-faire/liste/").content.decode()
    miss(cast, "lea", missed)
    html = visit("sofia").get("/a-faire/liste/").content.decode()
    assert html.count("<details><summary>") == 1
    assert f"{missed} absences ou retards à justifier" in html
    assert len(buttons(visit("sofia"))) == missed


@pytest.mark.parametrize("someone", ["marc", "lea", "durand", "chef"])
def test_home_asks_once_what_stands_to_be_done_and_what_is_new(cast: Cast, visit: Visit, someone: str) -> None:
    """Whatever the number of rooms."""
    miss(cast, "lea", 1)
    client = visit(someone)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    made = [query["sql"] for query in asked if " AS source" in query["sql"] or "FROM notice" in query["sql"]]
    assert len(made) == 1, [sql[:150] for sql in made]


def test_the_list_is_live_by_what_touches_each_child(cast: Cast, visit: Visit) -> None:
    html = visit("marc").get("/a-faire/").content.decode()
    (listened,) = re.findall(r'id="a-faire" class="live" [^>]* data-live="([^"]*)"', html)
    assert {f"eleve:{cast.lea.pk}", f"eleve:{cast.tom.pk}"} <= set(listened.split())
