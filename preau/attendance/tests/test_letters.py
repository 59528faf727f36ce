"""Letters in series: who is written to, who cannot be, each parent alone, a minute to stop, a trace for each."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from pypdf import PdfReader

from preau.attendance.jobs import send_one
from preau.attendance.models import AbsencePeriod, FollowUp, Notification
from preau.attendance.tests.sending import asked, deliver
from preau.attendance.tests.writing import PAGE, Look, Visit, made, make_absent, pages, post
from preau.directory.models import AdultOpposition, Guardianship, Person, SchoolLogo
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast
from tests.portraits import png


@pytest.fixture
def absent(cast: Cast, visit: Visit) -> None:
    make_absent(cast, visit)


@pytest.mark.usefixtures("absent")
def test_who_cannot_be_reached_is_said_before_anything_is_sent(cast: Cast, visit: Visit) -> None:
    html = visit("cpe").get(PAGE).content.decode()
    assert "Sans adresse électronique\u202f: 1" in html
    assert "Sofia Ségala (Léa Martin-Ségala)" in html
    assert "Sans adresse postale\u202f: 1" in html
    assert "Marc Martin (Léa Martin-Ségala)" in html
    assert "Martin (papier" not in html


@pytest.mark.usefixtures("absent")
def test_a_mail_leaves_after_a_minute_with_its_codes_replaced(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    status, place, _html = post(visit("cpe"), cast, "courriel")
    assert status == 302
    deliver()
    assert made(seen_everywhere) == [("marc@exemple.fr", "initial")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT round(extract(epoch FROM scheduled_at - now())) FROM procrastinate_jobs"
            " WHERE task_name LIKE '%%send_one' AND status = 'todo'"
        )
        assert cursor.fetchall() == [(60,)]
    for words in asked("send_one"):
        send_one(**words)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["marc@exemple.fr"], "Absences de Léa Martin-Ségala")
    assert sent.body == (
        "Marc Martin,\nLéa Martin-Ségala, 4e B\u202f: 1\n– Absence, mardi 24 novembre, 10\u202fh\u202f10 – "
        "11\u202fh\u202f05\n1 – Collège Jean-Jaurès, mardi 24 novembre 2026"
    )
    assert "Envoyé" in visit("cpe").get(place).content.decode()
    with seen_everywhere():
        assert FollowUp.objects.get().kind == "courriel"


@pytest.mark.usefixtures("absent")
def test_a_letter_bears_the_logo_of_the_school(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        SchoolLogo.objects.create(school=cast.schools["college"], content=png(), received_at=NOW)
    _status, place, _html = post(visit("secretaire"), cast, "papier")
    letters = PdfReader(BytesIO(visit("secretaire").get(f"{place}imprimer/").content)).pages
    assert [len(page.images) for page in letters] == [1]


@pytest.mark.usefixtures("absent")
def test_a_paper_bears_one_parent_s_address_and_not_the_other_s(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    Person.objects.filter(pk=cast.marc.pk).update(address="8 place du Capitole\n31000 Toulouse")
    _status, place, _html = post(visit("secretaire"), cast, "papier")
    answer = visit("secretaire").get(f"{place}imprimer/")
    assert answer["Content-Type"] == "application/pdf"
    first, second = pages(answer.content)
    assert ("Marc Martin" in first, "Capitole" in first, "Lilas" in first) == (True, True, False)
    assert ("Sofia Ségala" in second, "Lilas" in second, "Capitole" in second) == (True, True, False)
    with seen_everywhere():
        alone = Notification.objects.get(recipient_id=cast.sofia.pk).pk
    (page,) = pages(visit("secretaire").get(f"{place}imprimer/?lettre={alone}").content)
    assert "Sofia Ségala" in page
    assert visit("secretaire").get(f"{place}imprimer/?lettre=0").status_code == 404
    assert [state for _to, state in made(seen_everywhere)] == ["envoye", "envoye"]
    for name in ("durand", "marc", "jumeau_cpe"):
        assert visit(name).get(f"{place}imprimer/").status_code == 404
    assert visit("jumeau_cpe").get(place.replace("0310001A", "0340002B")).status_code == 404


@pytest.mark.usefixtures("absent")
def test_the_same_sent_twice_is_made_once(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    key = uuid4()
    post(visit("cpe"), cast, "courriel", key)
    post(visit("cpe"), cast, "courriel", key)
    assert made(seen_everywhere) == [("marc@exemple.fr", "initial")]
    with seen_everywhere():
        assert FollowUp.objects.count() == 1


@pytest.mark.usefixtures("absent")
def test_letters_are_stopped_within_their_minute_and_not_after(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    _status, place, _html = post(visit("cpe"), cast, "courriel")
    deliver()
    assert visit("cpe").post(f"{place}arreter/").status_code == 302
    for words in asked("send_one"):
        send_one(**words)
    assert mail.outbox == []
    assert made(seen_everywhere) == [("marc@exemple.fr", "annule")]
    with seen_everywhere():
        assert not FollowUp.objects.exists()
    _status, place, _html = post(visit("cpe"), cast, "courriel")
    deliver()
    for words in asked("send_one"):
        send_one(**words)
    assert visit("cpe").post(f"{place}arreter/").status_code == 409


@pytest.mark.usefixtures("absent")
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"texte": "Bonjour {prenom}"}, "Le code {prenom} n’existe pas"),
        ({"texte": "  "}, "Écrivez la lettre."),
        ({"objet": ""}, "Écrivez un objet."),
        ({"texte": "x" * 4001}, "4\u202f000 caractères"),
        ({"eleve": []}, "Personne n’est à joindre ainsi"),
        ({"eleve": ["99999"]}, "Personne n’est à joindre ainsi"),
    ],
)
def test_a_letter_that_cannot_be_is_refused_with_its_reason(
    cast: Cast, visit: Visit, seen_everywhere: Look, said: dict[str, Any], why: str
) -> None:
    status, _place, html = post(visit("cpe"), cast, "courriel", **said)
    assert status == 422
    assert why in html
    assert made(seen_everywhere) == []


@pytest.mark.usefixtures("absent")
def test_who_may_not_be_told_is_not_written_to(cast: Cast, visit: Visit) -> None:
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.marc).update(
        is_informed=False, may_consult=False, may_decide=False, no_contact=True
    )
    html = visit("cpe").get(PAGE).content.decode()
    assert "Marc Martin" not in html
    assert "Sofia Ségala" in html
    assert "Jean Martin" not in html


@pytest.mark.usefixtures("absent")
def test_a_pupil_of_age_who_opposes_it_is_written_to_herself(cast: Cast, visit: Visit) -> None:
    AdultOpposition.objects.create(
        pupil_id=cast.lea.pk, office=cast.schools["college"], is_emancipated=True, begins_on=TODAY
    )
    html = visit("cpe").get(PAGE).content.decode()
    assert "Marc Martin" not in html
    assert "Léa Martin-Ségala (Léa Martin-Ségala)" in html


@pytest.mark.usefixtures("absent")
def test_filters_choose_the_state_the_class_and_the_days(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        AbsencePeriod.objects.filter(pupil_id=cast.lea.pk).update(
            starts_at=NOW - timedelta(days=30), ends_at=NOW - timedelta(days=29),
            first_on=TODAY - timedelta(days=30), last_on=TODAY - timedelta(days=30),
        )  # fmt: skip
    cpe = visit("cpe")

    def names(query: str) -> bool:
        return "Léa Martin-Ségala" in cpe.get(f"{PAGE}{query}").content.decode()

    assert names("")
    assert names(f"?classe={cast.groups['4B'].pk}")
    assert not names(f"?classe={cast.groups['5A'].pk}")
    assert not names("?etat=refusee")
    assert not names("?du=2026-11-20")
    assert names("?du=2026-10-20&au=2026-10-30")


@pytest.mark.usefixtures("absent")
def test_the_file_of_the_pupil_keeps_what_was_written(cast: Cast, visit: Visit) -> None:
    post(visit("cpe"), cast, "papier")
    html = visit("cpe").get(f"/0310001A/absences/eleves/{cast.lea.pk}/").content.decode()
    assert "Courrier papier" in html
    assert "Absences de Léa Martin-Ségala" in html


@pytest.mark.usefixtures("absent")
def test_what_is_typed_in_a_letter_is_never_read_as_markup(cast: Cast, visit: Visit) -> None:
    text = "#pagebreak() $x$ *gras* \\ <a> «\u202fœ\u202f» " + "mot " * 300
    _status, place, _html = post(visit("secretaire"), cast, "papier", texte=text)
    read = " ".join(pages(visit("secretaire").get(f"{place}imprimer/").content))
    for piece in ("#pagebreak()", "$x$", "*gras*", "<a>"):
        assert piece in read


@pytest.mark.usefixtures("absent")
def test_an_emoji_or_a_name_in_another_script_keeps_no_letter_from_being_printed(cast: Cast, visit: Visit) -> None:
    Person.objects.filter(pk=cast.sofia.pk).update(last_name="王小明")
    _status, place, _html = post(visit("cpe"), cast, "papier", texte="Bonjour 😀 merci", objet="{enfant} ✓")
    (page,) = pages(visit("cpe").get(f"{place}imprimer/").content)
    assert "merci" in page
    assert "3 rue des Lilas" in page


@pytest.mark.usefixtures("absent")
def test_a_letter_is_opened_again_from_the_file_of_the_pupil_as_it_was_written(cast: Cast, visit: Visit) -> None:
    _status, place, _html = post(visit("cpe"), cast, "papier")
    first = visit("cpe").get(f"{place}imprimer/").content
    with clock.at(NOW + timedelta(days=40)):
        html = visit("cpe").get(f"/0310001A/absences/eleves/{cast.lea.pk}/").content.decode()
        (path,) = re.findall(rf'href="({place}imprimer/\?lettre=\d+)"', html)
        assert visit("cpe").get(path).content == first
