"""What is sent says it twice in a mail, once in an SMS, and never loses a word."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext as _

from preau.foundation.languages.bilingual import in_both, in_own
from preau.foundation.languages.offered import spoken
from preau.foundation.notices.sms import is_legible


def sentence() -> str:
    return _("Absences et retards")


def test_a_mail_says_it_in_the_language_then_in_french() -> None:
    said = in_both("en", sentence)
    assert said.startswith("Absences and late arrivals")
    assert said.endswith("Absences et retards")


@pytest.mark.parametrize("language", ["fr", "", "tlh"])
def test_who_reads_french_or_no_language_of_ours_reads_it_once(language: str) -> None:
    assert in_both(language, sentence) == "Absences et retards"


def test_what_is_not_translated_is_said_once() -> None:
    assert in_both("oc", lambda: "Mathématiques") == "Mathématiques"


def test_a_text_that_does_not_fit_goes_in_french() -> None:
    assert in_own("en", sentence, fits=is_legible) == "Absences and late arrivals"
    assert in_own("en", sentence, fits=lambda text: "late" not in text) == "Absences et retards"


@pytest.mark.parametrize(
    ("text", "legible"),
    [
        ("Léa absent(e) le 24/11/2026 à 8 h.", True),
        ("Abséncia de Léa, uèi. Qué ?", True),
        ("غياب ليا", False),
        ("a" * 160, True),
        ("a" * 161, False),
    ],
)
def test_an_sms_holds_160_signs_of_its_alphabet(text: str, legible: bool) -> None:
    assert is_legible(text) is legible


def test_speaking_does_not_outlive_what_is_said() -> None:
    in_both("en", sentence)
    assert spoken().code == "fr"
