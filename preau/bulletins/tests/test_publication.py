"""Report cards are read by both parents and the pupil at one instant, wherever they were given (C95, C98, B8)."""

from __future__ import annotations

from datetime import date, time

import pytest

from preau.bulletins.cycle import DOMAINS
from preau.bulletins.models import CycleReport, ReportCard
from preau.bulletins.tests.editing import (
    EDITION,
    Visit,
    announce,
    ask,
    cards,
    first_term,
    notices,
    publish,
    say,
    work,
)
from preau.directory.models import Enrolment, Guardianship, Term
from preau.kernel import clock
from tests.cast import NOW, YEAR_START, Cast, everywhere


def test_both_parents_and_the_pupil_read_and_are_told_at_one_instant(cast: Cast, visit: Visit) -> None:
    say(cast, "Bon trimestre.")
    ask(visit("chef"), cast, "Note corrigée")
    work(cast)
    publish(visit("chef"), cast, when="plus-tard", day="2026-11-27", hour="18:00")
    announce(cast)
    door = f"/eleves/{cast.lea.pk}/bulletins/"
    assert notices(cast, "marc") == []
    assert "corrigée" not in visit("sofia").get(door).content.decode()
    with everywhere(cast):
        assert Term.objects.get(pk=first_term(cast)).published_at is None
    with clock.at(clock.instant(date(2026, 11, 27), time(18))):
        announce(cast)
        announce(cast)
        for name in ("marc", "sofia", "lea"):
            assert notices(cast, name) == ["Léa\u202f: bulletin du 1er trimestre corrigé"]
            assert "version 2, corrigée" in visit(name).get(door).content.decode()
        assert notices(cast, "double") == ["Noé\u202f: bulletin du 1er trimestre"]
        assert notices(cast, "oncle") == []
        with everywhere(cast):
            assert Term.objects.get(pk=first_term(cast)).published_at == clock.now()


def test_before_its_hour_nothing_of_it_is_read_and_the_former_version_stays(cast: Cast, visit: Visit) -> None:
    say(cast, "Bon trimestre.")
    ask(visit("chef"), cast, "Note corrigée")
    work(cast)
    old, new = cards(cast)
    door = f"/eleves/{cast.lea.pk}/bulletins/"
    for name in ("lea", "marc"):
        assert visit(name).get(f"{door}{old.pk}/").status_code == 200
        assert visit(name).get(f"{door}{new.pk}/").status_code == 404
        assert visit(name).get(f"{door}{new.pk}/pdf/").status_code == 404
    assert publish(visit("chef"), cast)[0] == 302
    assert visit("marc").get(f"{door}{new.pk}/").status_code == 200
    assert visit("marc").get(f"{door}{old.pk}/").status_code == 404
    staff = f"/0310001A/bulletins/eleves/{cast.lea.pk}/"
    page = visit("durand").get(staff).content.decode()
    assert ("Version 1" in page, "Version 2" in page, "Note corrigée" in page) == (True, True, True)
    assert visit("durand").get(f"{staff}{old.pk}/").status_code == 200
    assert visit("petit").get(staff).status_code == 404


def test_an_hour_that_has_not_come_is_changed_or_taken_back(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        ReportCard.objects.update(published_at=None, announced_at=None)
    publish(visit("chef"), cast, when="plus-tard", day="2026-11-27", hour="18:00")
    publish(visit("chef"), cast, when="plus-tard", day="2026-11-28", hour="8:00")
    assert cards(cast)[0].published_at == clock.instant(date(2026, 11, 28), time(8))
    page = visit("chef").get(EDITION).content.decode()
    assert "publication le samedi 28 novembre à 8\u202fh" in page
    assert visit("chef").post(f"{EDITION}retenir/", {"classe": first_term(cast)}).status_code == 302
    assert cards(cast)[0].published_at is None


def test_at_the_hour_families_read_the_last_version_made_before_it(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        ReportCard.objects.update(published_at=None, announced_at=None)
    publish(visit("chef"), cast, when="plus-tard", day="2026-11-27", hour="18:00")
    say(cast, "Bon trimestre.")
    assert ask(visit("chef"), cast, "Appréciation ajoutée")[0] == 302
    work(cast)
    hour = clock.instant(date(2026, 11, 27), time(18))
    old, new = cards(cast)
    assert (old.published_at, new.published_at) == (None, hour)
    assert "publication le vendredi 27 novembre à 18\u202fh" in visit("chef").get(EDITION).content.decode()
    door = f"/eleves/{cast.lea.pk}/bulletins/"
    assert visit("marc").get(f"{door}{new.pk}/").status_code == 404
    with clock.at(hour):
        announce(cast)
        assert visit("marc").get(f"{door}{new.pk}/").status_code == 200
        assert visit("marc").get(f"{door}{old.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"when": "plus-tard", "day": "2026-11-20", "hour": "18:00"}, "une heure à venir"),
        ({"when": "plus-tard", "day": "0001-01-01", "hour": "00:00"}, "une heure à venir"),
        ({"when": "plus-tard", "day": "2027-11-20", "hour": "18:00"}, "dans les trois mois"),
        ({"when": "plus-tard", "day": "", "hour": "18:00"}, "Choisissez un jour"),
        ({"when": "plus-tard", "day": "2026-11-27", "hour": ""}, "Choisissez une heure"),
    ],
)
def test_what_cannot_be_published_is_told(cast: Cast, visit: Visit, said: dict[str, str], told: str) -> None:
    with everywhere(cast):
        ReportCard.objects.update(published_at=None, announced_at=None)
    status, page = publish(visit("chef"), cast, **said)
    assert (status, told in page) == (422, True)
    assert cards(cast)[0].published_at is None


def test_published_twice_is_published_once(cast: Cast, visit: Visit) -> None:
    say(cast, "Bon trimestre.")
    ask(visit("chef"), cast, "Note corrigée")
    work(cast)
    for _time in range(2):
        assert publish(visit("chef"), cast)[0] == 302
    announce(cast)
    assert notices(cast, "marc") == ["Léa\u202f: bulletin du 1er trimestre corrigé"]
    assert (
        "Rien à publier" in visit("chef").get(f"{EDITION}publication/?classe={first_term(cast)}").content.decode()
    )


def test_the_office_makes_and_does_not_publish(cast: Cast, visit: Visit) -> None:
    assert publish(visit("secretaire"), cast)[0] == 404
    assert "Publier" not in visit("secretaire").get(EDITION).content.decode()
    for name in ("durand", "cpe", "marc", "jumeau_chef"):
        assert ask(visit(name), cast)[0] == 404
    answer = visit("chef").post(EDITION, {"classe": first_term(cast), "geste": "publier"})
    assert answer["Location"] == f"{EDITION}publication/?classe={first_term(cast)}"


def test_a_parent_reads_what_was_given_in_a_school_her_child_left(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Enrolment.objects.filter(pupil_id=cast.lea.pk).delete()
        Enrolment.objects.create(school=cast.schools["twin"], pupil_id=cast.lea.pk, begins_on=YEAR_START)
    door = f"/eleves/{cast.lea.pk}/bulletins/"
    page = visit("marc").get(door).content.decode()
    assert "Collège Jean-Jaurès" in page
    (card,) = cards(cast)
    assert visit("marc").get(f"{door}{card.pk}/pdf/").content == bytes(card.pdf)
    assert visit("double").get(door).status_code == 404


def test_who_may_only_be_informed_reads_report_cards_too(cast: Cast, visit: Visit) -> None:
    Guardianship.objects.filter(guardian=cast.marc, pupil_id=cast.lea.pk).update(
        may_consult=False, may_decide=False
    )
    assert visit("marc").get(f"/eleves/{cast.lea.pk}/bulletins/").status_code == 200


def test_two_parents_apart_never_read_the_address_of_the_other(cast: Cast, visit: Visit) -> None:
    for name, street in (("marc", "1 rue du Nord"), ("sofia", "2 rue du Sud")):
        someone = cast.people[name]
        someone.address = street
        someone.save()
    ask(visit("chef"), cast, "Adresses")
    work(cast)
    publish(visit("chef"), cast)
    card = cards(cast)[-1]
    assert [one["address"] for one in card.content["responsibles"]] == ["1 rue du Nord", "2 rue du Sud"]
    page = visit("marc").get(f"/eleves/{cast.lea.pk}/bulletins/{card.pk}/").content.decode()
    assert ("rue du Nord" in page, "rue du Sud" in page) == (False, False)


def test_all_the_cards_of_a_pupil_are_one_file(cast: Cast, visit: Visit) -> None:
    answer = visit("lea").get(f"/eleves/{cast.lea.pk}/bulletins/tous/")
    assert (answer["Content-Type"], answer.content[:2]) == ("application/zip", b"PK")
    assert visit("noe").get(f"/eleves/{cast.noe.pk}/bulletins/tous/").status_code == 404
    assert "Aucun bulletin publié" in visit("noe").get(f"/eleves/{cast.noe.pk}/bulletins/").content.decode()


def test_a_bilan_of_the_cycle_is_given_with_the_last_card_of_its_year(cast: Cast, visit: Visit) -> None:
    door = f"/eleves/{cast.lea.pk}/bulletins/"
    with everywhere(cast):
        college, (card,) = cast.schools["college"], ReportCard.objects.all()
        CycleReport.objects.create(
            school=college, pupil_id=cast.lea.pk, group=cast.groups["4B"], cycle=4, year_label="2026-2027",
            levels={**dict.fromkeys(DOMAINS, 3), "CPD_ETR": 0}, synthesis="Tout est acquis.", language="OCI",
            language_level=2, written_at=NOW, written_by_id=1, validated_at=NOW,
        )  # fmt: skip
    assert "Bilan de fin de cycle" not in visit("marc").get(door).content.decode()
    with everywhere(cast):
        card.pk, card.term, card.published_at = None, cast.terms["4B-3"], NOW
        card.save()
    for name in ("marc", "lea"):
        page = visit(name).get(door).content.decode()
        assert ("Bilan de fin de cycle 4" in page, "Tout est acquis." in page, "Dispensé" in page) == (True,) * 3
        assert ("Occitan" in page, "Niveau A2 atteint" in page) == (True, True)
    with everywhere(cast):
        CycleReport.objects.update(validated_at=None)
    assert "Bilan de fin de cycle" not in visit("marc").get(door).content.decode()
