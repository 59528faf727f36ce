"""Families explain absences; vie scolaire decides; one parent’s words are not the other’s to read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.attendance.models import (
    AbsencePeriod,
)
from preau.attendance.tests.saying import PDF, decide, justify, page_of, reason, told
from preau.attendance.tests.test_roll import sheet_url
from preau.directory.models import AdultOpposition, Person
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Fresh = Callable[[AbsencePeriod], AbsencePeriod]


def test_the_page_says_what_is_to_justify_with_a_door_to_do_it(
    cast: Cast, visit: Visit, absent: AbsencePeriod
) -> None:
    for parent in ("marc", "sofia"):
        html = visit(parent).get(page_of(cast)).content.decode()
        assert "À justifier" in html
        assert f'href="{page_of(cast)}{absent.pk}/justifier/"' in html
        assert f'id="cours-{cast.lessons["maths"].pk}"' in html


def test_a_minor_reads_and_does_not_justify(
    cast: Cast, visit: Visit, absent: AbsencePeriod, seen_everywhere: Look
) -> None:
    html = visit("lea").get(page_of(cast)).content.decode()
    assert "À justifier" in html
    assert "justifier/" not in html
    assert visit("lea").get(f"{page_of(cast)}{absent.pk}/justifier/").status_code == 404
    assert visit("lea").get(f"{page_of(cast)}annoncer/").status_code == 404
    why = reason(cast, seen_everywhere, "maladie")
    assert justify(visit("lea"), cast, absent, motif=why)[0] == 404


@pytest.mark.parametrize("by_law", ["age", "emancipation"])
def test_an_adult_pupil_justifies_herself(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look, by_law: str
) -> None:
    if by_law == "age":
        Person.objects.filter(pk=cast.lea.pk).update(born_on=TODAY.replace(year=TODAY.year - 18))
    else:
        AdultOpposition.objects.create(
            pupil_id=cast.lea.pk, office=cast.schools["college"], is_emancipated=True, begins_on=TODAY
        )
    assert "justifier/" in visit("lea").get(page_of(cast)).content.decode()
    status, _html = justify(visit("lea"), cast, absent, motif=reason(cast, seen_everywhere, "transport"))
    assert status == 302
    assert fresh(absent).said_by_id == cast.lea.pk


def test_what_a_parent_says_waits_for_vie_scolaire_and_both_parents_see_it(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "maladie")
    status, _html = justify(visit("marc"), cast, absent, motif=why, mots="fièvre chez sa grand-mère")
    assert status == 302
    kept = fresh(absent)
    assert (kept.admissibility, kept.reason_id, kept.words) == ("en_attente", why, "fièvre chez sa grand-mère")
    mine, other = (visit(name).get(page_of(cast)).content.decode() for name in ("marc", "sofia"))
    assert "En attente de la vie scolaire" in mine
    assert "En attente de la vie scolaire" in other
    assert "grand-mère" in mine
    assert "Motif\u202f: Maladie, donné par un responsable" in other
    assert "grand-mère" not in other
    assert "grand-mère" not in visit("sofia").get(f"{page_of(cast)}{absent.pk}/justifier/").content.decode()
    assert "grand-mère" not in visit("durand").get(sheet_url(cast)).content.decode()


def test_the_other_parent_adds_a_paper_without_taking_the_words_away(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "maladie")
    justify(visit("marc"), cast, absent, motif=why, mots="fièvre")
    assert justify(visit("sofia"), cast, absent, ("mot.pdf", PDF), motif=why)[0] == 302
    kept = fresh(absent)
    assert (kept.words, kept.said_by_id) == ("fièvre", cast.marc.pk)
    assert kept.proof_received_at == NOW


def test_two_parents_at_the_same_time_do_not_overwrite_each_other(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "maladie")
    justify(visit("marc"), cast, absent, motif=why, mots="fièvre", vu="0:")
    status, html = justify(visit("sofia"), cast, absent, motif=why, mots="autre chose", vu="0:")
    assert status == 422
    assert "Quelqu’un vient d’expliquer cette absence" in html
    assert fresh(absent).words == "fièvre"


def test_a_reason_that_families_are_not_offered_is_refused(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    for code in ("erreur", "retard_reveil"):
        status, html = justify(visit("marc"), cast, absent, motif=reason(cast, seen_everywhere, code))
        assert status == 422
        assert "Motif" in html
    status, html = justify(visit("marc"), cast, absent, motif="", mots="sans motif")
    assert "Choisissez un motif." in html
    assert fresh(absent).reason_id is None


def test_both_parents_are_told_of_a_refusal_and_read_its_answer(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    justify(visit("marc"), cast, absent, motif=reason(cast, seen_everywhere, "convenance"), mots="week-end")
    decide(cast, fresh(absent), "refusee", answer="Ce n’est pas un motif légitime.")
    assert told(cast, "marc") == told(cast, "sofia") == ["Léa\u202f: motif refusé"]
    assert told(cast, "oncle") == told(cast, "lea") == []
    for parent in ("marc", "sofia"):
        assert "Ce n’est pas un motif légitime." in visit(parent).get(page_of(cast)).content.decode()
    status, html = justify(visit("sofia"), cast, absent, motif=reason(cast, seen_everywhere, "maladie"))
    assert status == 422
    assert "La vie scolaire a déjà répondu" in html
    decide(cast, fresh(absent), "acceptee")
    assert told(cast, "marc") == told(cast, "sofia") == ["Léa\u202f: motif accepté"]


def test_the_home_page_of_a_parent_leads_to_what_waits(cast: Cast, visit: Visit, absent: AbsencePeriod) -> None:
    assert f"{page_of(cast)}{absent.pk}/justifier/" in visit("sofia").get("/").content.decode()
    assert "justifier/" not in visit("double").get("/").content.decode()
