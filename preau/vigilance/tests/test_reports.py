"""Reports: made by who reads, treated by the school, told to referents at once; the author never knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from preau.vigilance.models import Report
from tests.cast import Cast, everywhere
from tests.mailing import written

Visit = Callable[[str], Client]


def report(client: Client, message_id: int, **said: str) -> tuple[int, str]:
    answer = client.post(f"/signaler/message/{message_id}/", {"reason": "menace", "words": "", **said})
    return answer.status_code, answer.content.decode()


def deliver() -> None:
    gather_listeners()
    deliver_all()


def told(cast: Cast) -> set[str]:
    deliver()
    people = set(Notice.objects.filter(kind="signalement-grave").values_list("recipient_id", flat=True))
    return {name for name, someone in cast.people.items() if someone.pk in people}


def test_who_reads_a_message_reports_it_once(cast: Cast, visit: Visit) -> None:
    message = written(cast, "noe", "lea", subject="Demain", text="Je vais te frapper.")
    form = visit("lea").get(f"/signaler/message/{message}/").content.decode()
    assert "Je vais te frapper." in form
    for _again in range(2):
        assert report(visit("lea"), message)[0] == 302
    with everywhere(cast):
        (kept,) = Report.objects.filter(writing_id=message)
    assert (kept.author_id, kept.reporter_id) == (cast.noe.pk, cast.lea.pk)
    assert "Je vais te frapper." in kept.extract
    assert "en attente" in visit("lea").get("/mes-signalements/").content.decode()


def test_nobody_reports_what_she_may_not_read(cast: Cast, visit: Visit) -> None:
    message = written(cast, "noe", "lea")
    for name in ("marc", "durand", "chef", "jumelle", "jumeau_chef", "agent"):
        assert visit(name).get(f"/signaler/message/{message}/").status_code == 404
        assert report(visit(name), message)[0] == 404
    assert report(visit("lea"), message + 1)[0] == 404
    assert visit("lea").get(f"/signaler/rien/{message}/").status_code == 404


@pytest.mark.parametrize(
    ("by", "said", "sentence"),
    [
        ("lea", {"reason": ""}, "Choisissez une raison"),
        ("lea", {"reason": "laid"}, "Choisissez une raison"),
        ("lea", {"reason": "autre"}, "ce qui ne va pas"),
        ("noe", {}, "vous-même"),
    ],
)
def test_what_does_not_hold_is_said(
    cast: Cast, visit: Visit, by: str, said: dict[str, str], sentence: str
) -> None:
    status, html = report(visit(by), written(cast, "noe", "lea"), **said)
    assert (status, sentence in html) == (422, True)


def test_the_direction_and_the_cpe_are_told_at_once_of_threats(cast: Cast, visit: Visit) -> None:
    report(visit("lea"), written(cast, "noe", "lea"), reason="choquant")
    assert told(cast) == set()
    report(visit("lea"), written(cast, "noe", "lea"), reason="menace")
    assert told(cast) == {"chef", "cpe"}
    (notice,) = Notice.objects.filter(kind="signalement-grave", recipient_id=cast.cpe.pk)
    assert "Noé" not in notice.title + notice.detail
    assert visit("cpe").get(notice.path).status_code == 200


def test_the_referents_that_a_head_chose_are_told_instead_and_read_it(cast: Cast, visit: Visit) -> None:
    path = "/0310001A/signalements/referents/"
    assert visit("cpe").get(path).status_code == 404
    assert visit("chef").post(path, {"people": [cast.jumeau_prof.pk]}).status_code == 422
    for _again in range(2):
        assert visit("chef").post(path, {"people": [cast.secretaire.pk]}).status_code == 302
    report(visit("lea"), written(cast, "noe", "lea"), reason="harcelement")
    assert told(cast) == {"secretaire"}
    with everywhere(cast):
        pk = Report.objects.latest("pk").pk
    assert visit("secretaire").get(f"/0310001A/signalements/{pk}/").status_code == 200
    assert visit("durand").get(f"/0310001A/signalements/{pk}/").status_code == 404
    assert visit("chef").post(path, {}).status_code == 302
    assert visit("secretaire").get(f"/0310001A/signalements/{pk}/").status_code == 404


def test_the_reporter_reads_what_became_of_it_and_the_author_nothing(cast: Cast, visit: Visit) -> None:
    report(visit("lea"), written(cast, "noe", "lea", subject="Demain"), words="J’ai peur.")
    with everywhere(cast):
        pk = Report.objects.latest("pk").pk
    path = f"/0310001A/signalements/{pk}/"
    shown = visit("cpe").get(path).content.decode()
    assert "J’ai peur." in shown
    assert "Léa Martin-Ségala" in shown
    said = {"outcome": "suivi", "note": "Vu avec la famille.", "seen": "1"}
    for _again in range(2):
        assert visit("cpe").post(path, said).status_code == 302
    late = visit("chef").post(path, {**said, "outcome": "sans_suite"})
    assert (late.status_code, "entre-temps" in late.content.decode()) == (422, True)
    deliver()
    mine = visit("lea").get("/mes-signalements/").content.decode()
    assert "La situation est suivie" in mine
    assert "Vu avec la famille." not in mine
    assert Notice.objects.filter(kind="signalement-suite", recipient_id=cast.lea.pk).count() == 1
    assert not Notice.objects.filter(recipient_id=cast.noe.pk).exists()
    assert "Demain" not in visit("noe").get("/mes-signalements/").content.decode()


def test_the_list_shows_what_alarms_first_and_what_many_reported_as_one_matter(cast: Cast, visit: Visit) -> None:
    threat = written(cast, "noe", "lea", subject="Menace")
    report(visit("lea"), threat)
    shared = written(cast, "noe", "lea durand", subject="Image")
    report(visit("lea"), shared, reason="choquant")
    report(visit("durand"), shared, reason="choquant")
    page = visit("chef").get("/0310001A/signalements/").content.decode()
    assert page.index("Menace") < page.index("Image")
    assert "2 personnes" in page
    assert "À traiter (4)" in page
    assert "Aucun signalement traité" in visit("chef").get("/0310001A/signalements/?vue=traites").content.decode()


def test_the_twin_school_reads_none_of_it(cast: Cast, visit: Visit) -> None:
    report(visit("lea"), written(cast, "noe", "lea"))
    with everywhere(cast):
        pk = Report.objects.latest("pk").pk
    for path in ("/0310001A/signalements/", f"/0310001A/signalements/{pk}/", f"/0340002B/signalements/{pk}/"):
        assert visit("jumeau_chef").get(path).status_code == 404
