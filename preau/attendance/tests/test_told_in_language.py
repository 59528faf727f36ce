"""What a person is told is written in her language, whoever did it and whatever the others read."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from preau.access.models import Account
from preau.attendance.letter import LETTER, SMS, SUBJECT, said_to, subject_to
from preau.attendance.tests.test_roll import tap
from preau.foundation.languages.offered import speaking, spoken
from preau.foundation.languages.recipients import by_language, language_to
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from tests.cast import Cast

Visit = Callable[[str], Client]


def choose(cast: Cast, name: str, language: str) -> None:
    Account.objects.filter(person_id=cast.people[name].pk).update(language=language)


def told_to(cast: Cast, name: str) -> tuple[str, str]:
    notice = Notice.objects.get(recipient_id=cast.people[name].pk)
    return notice.title, notice.detail


def test_each_parent_is_told_of_an_absence_in_the_language_she_chose(cast: Cast, visit: Visit) -> None:
    choose(cast, "sofia", "oc")
    tap(visit("durand"), cast, "lea", "absent")
    gather_listeners()
    deliver_all()
    hour = "10\u202fh\u202f10 – 11\u202fh\u202f05"
    assert told_to(cast, "marc") == ("Léa\u202f: absence", f"Mathématiques, mardi 24 novembre, {hour}")
    assert told_to(cast, "sofia") == ("Léa\u202f: abséncia", f"Mathématiques, dimars 24 de novembre, {hour}")


def test_languages_of_several_persons_are_asked_once_and_a_language_not_offered_is_french(cast: Cast) -> None:
    choose(cast, "marc", "en")
    choose(cast, "sofia", "tlh")
    marc, sofia, lea = (cast.people[name].pk for name in ("marc", "sofia", "lea"))
    assert by_language([marc, sofia, lea]) == {"en": [marc], "fr": [sofia, lea]}
    assert (language_to(marc), language_to(lea)) == ("en", "fr")
    assert by_language([]) == {}


def test_speaking_a_language_ends_with_the_block(cast: Cast) -> None:
    with speaking("en"):
        assert spoken().code == "en"
        with speaking("ar"):
            assert (spoken().code, spoken().direction) == ("ar", "rtl")
        assert spoken().code == "en"
    assert spoken().code == "fr"


CODES = {"enfant": "Léa", "classe": "4e B", "nombre": "2", "liste": "– mardi", "destinataire": "Sofia Ségala",
         "etablissement": "Collège Jean-Jaurès"}  # fmt: skip


def test_the_letter_that_preau_offers_is_said_in_the_language_of_the_family_then_in_french() -> None:
    said = said_to("en", LETTER.replace("\n", "\r\n"), CODES)
    assert said.index("Léa, a pupil of 4e B") < said.index("Léa, élève de 4e B")
    assert "Tuesday 24 November 2026" in said
    assert "mardi 24 novembre 2026" in said
    assert subject_to("oc", SUBJECT, CODES) == "Abséncias de Léa"


def test_what_the_school_wrote_itself_stays_as_it_wrote_it() -> None:
    assert said_to("en", "Venez me voir au sujet de {enfant}.", CODES) == "Venez me voir au sujet de Léa."


def test_an_sms_is_in_one_language_the_one_that_its_letters_can_write() -> None:
    assert said_to("oc", SMS, CODES, by_sms=True).startswith("Léa\u202f: 2 abséncia(s) de justificar")
    assert said_to("ar", SMS, CODES, by_sms=True).startswith("Léa\u202f: 2 absence(s) à justifier")
