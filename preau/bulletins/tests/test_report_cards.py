"""Report cards: made in the background, numbered, never changed, read by both parents at one instant (C95, B3)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from preau.bulletins.actions.make_class_cards import make_class_cards
from preau.bulletins.cards.content import content_of, plain
from preau.bulletins.cards.layout import Layout
from preau.bulletins.cards.making import contents_of
from preau.bulletins.class_term import load_class_term
from preau.bulletins.models import CouncilDecision, Mention, ReportCard, ReportCardBatch
from preau.bulletins.queries.report import read_class
from preau.bulletins.tests.editing import (
    EDITION,
    Visit,
    ask,
    cards,
    first_term,
    say,
    work,
)
from preau.directory.models import Guardianship, Membership, Person, Pupil
from preau.grading.models import Evaluation, Mark
from preau.kernel import clock
from preau.kernel.actor import SYSTEM, Profile
from tests.cast import NOW, YEAR_START, Cast, everywhere, person


def test_what_changed_is_the_next_version_and_the_others_keep_theirs(cast: Cast, visit: Visit) -> None:
    say(cast, "Bon trimestre.")
    assert ask(visit("secretaire"), cast, "Appréciation ajoutée")[0] == 302
    work(cast)
    first, second = cards(cast)
    assert (first.content["subjects"][0]["appreciation"], first.why) == ("", "")
    assert (second.number, second.why, second.made_by_id) == (2, "Appréciation ajoutée", cast.secretaire.pk)
    assert second.content["subjects"][0]["appreciation"] == "Bon trimestre."
    assert bytes(second.pdf).startswith(b"%PDF")
    assert len(cards(cast, "noe")) == 1
    ask(visit("secretaire"), cast, "Encore")
    work(cast)
    assert (len(cards(cast)), len(cards(cast, "noe"))) == (2, 1)


def test_a_null_character_in_a_reason_is_left_out(cast: Cast, visit: Visit) -> None:
    say(cast, "Bon trimestre.")
    assert ask(visit("chef"), cast, "Note\0 corrigée")[0] == 302
    work(cast)
    assert cards(cast)[-1].why == "Note corrigée"


def test_nobody_reads_the_address_of_another_on_the_paper_that_all_keep(cast: Cast) -> None:
    with everywhere(cast):
        Person.objects.filter(pk=cast.marc.pk).update(address="3 allée des Tilleuls")
        Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian_id=cast.sofia.pk).update(is_informed=False)
        term = load_class_term(first_term(cast), school_id=cast.schools["college"].pk)

        def shown() -> bool:
            told = contents_of(read_class(term, layout=Layout("", ("average", "addresses"), "EN")))
            (content,) = [one for one in told if one.pupil.pupil_id == cast.lea.pk]
            assert [one.person_id for one in content.responsibles] == [cast.marc.pk]
            return content.shows("addresses")

        assert not shown()
        Person.objects.filter(pk=cast.sofia.pk).update(address="3 allée des Tilleuls")
        assert shown()


def test_a_correction_of_what_families_read_says_why(cast: Cast, visit: Visit) -> None:
    status, page = ask(visit("chef"), cast)
    assert (status, "dites pourquoi vous les refaites" in page) == (422, True)
    assert "Rien n’est édité" in page
    with everywhere(cast):
        assert ReportCardBatch.objects.count() == 0
        ReportCard.objects.update(published_at=None)
    assert ask(visit("chef"), cast)[0] == 302
    say(cast, "Vu.")
    work(cast)
    assert [card.why for card in cards(cast)] == ["", "Complété avant la publication"]


def test_asked_twice_is_made_once(cast: Cast, visit: Visit) -> None:
    for _time in range(2):
        ask(visit("chef"), cast, "Encore")
    with everywhere(cast):
        assert ReportCardBatch.objects.count() == 1
    assert "0 / 2" in visit("chef").get(EDITION).content.decode()
    work(cast)
    with everywhere(cast):
        batch = ReportCardBatch.objects.get()
        assert (batch.made, batch.asked, batch.done, batch.failed) == (2, 2, [first_term(cast)], [])
        assert not make_class_cards(actor=SYSTEM, school_id=batch.school_id, batch_id=batch.pk)
    assert "1 version nouvelle sur 2 bulletins" in visit("chef").get(EDITION).content.decode()


def test_a_worker_killed_in_the_middle_leaves_nothing_half_made(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(visit("chef"), cast, "Encore")
    drawn: list[Any] = []

    def killed(*printed: object, **more: object) -> bytes:
        drawn.append(printed)
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("preau.bulletins.actions.make_class_cards.card_in_pdf", killed)
        with pytest.raises(SystemExit):
            work(cast)
    assert len(drawn) == 1
    assert cards(cast, "noe") == []
    work(cast)
    assert [card.number for card in cards(cast, "noe")] == [1]


def test_a_class_under_way_is_not_asked_with_others(cast: Cast, visit: Visit) -> None:
    ask(visit("chef"), cast, "Encore")
    status, page = ask(visit("chef"), cast, "Encore", classe=[first_term(cast), cast.terms["4B-2"].pk])
    assert (status, "en cours d’édition" in page) == (422, True)
    assert "Choisissez au moins une classe" in ask(visit("chef"), cast, classe=[])[1]


def test_what_was_made_never_changes(cast: Cast) -> None:
    changes: list[dict[str, object]] = [{"content": {}}, {"pdf": b"x"}, {"number": 4}, {"why": "x"}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic(), everywhere(cast):
            ReportCard.objects.update(**change)
    (card,) = cards(cast)
    card.pk, card.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic(), everywhere(cast):
        card.save()


def test_everything_that_is_written_of_a_pupil_is_in_her_card(cast: Cast) -> None:
    with everywhere(cast):
        college, term = cast.schools["college"], cast.terms["4B-1"]
        say(cast, "Bon trimestre.")
        for rank in range(5):
            pupil = Pupil.objects.create(person=person(cast, f"y{rank}", f"Élève{rank}", "Zed", Profile.PUPIL))
            Membership.objects.create(school=college, group=cast.groups["4B"], pupil=pupil, begins_on=YEAR_START)
            Mark.objects.create(
                school=college, evaluation=cast.evaluations["fractions"], pupil=pupil, value=Decimal(8 + rank),
                written_at=NOW, written_by_id=1,
            )  # fmt: skip
        CouncilDecision.objects.create(
            school=college, pupil_id=cast.lea.pk, term=term, synthesis="Ensemble solide.", written_at=NOW,
            mention=Mention.objects.get(school=college, label="Compliments"), written_by_id=1,
        )  # fmt: skip
        contents = contents_of(read_class(load_class_term(term.pk, school_id=college.pk)))
    lea = next(one for one in contents if one.pupil.pupil_id == cast.lea.pk)
    (maths,) = lea.subjects
    assert (maths.average, maths.hundredths, maths.positioning) == ("14", "14.00", 3)
    assert (maths.lowest, maths.mean, maths.highest, maths.class_hundredths) == ("8", "10,67", "14", "10.67")
    assert (maths.teachers, maths.elements, maths.appreciation) == (
        ["Claire Durand"], ["Fractions", "Volumes"], "Bon trimestre.",
    )  # fmt: skip
    assert (lea.council.synthesis, lea.council.mention) == ("Ensemble solide.", "Compliments")
    assert [one.name for one in lea.responsibles] == ["Marc Martin", "Sofia Ségala"]
    assert content_of(plain(lea)) == lea
    noe = next(one for one in contents if one.pupil.pupil_id == cast.noe.pk)
    assert noe.subjects[0].average == "NN"


def test_a_class_is_read_in_as_many_statements_whatever_its_pupils(cast: Cast) -> None:
    costs = []
    for more in (0, 20):
        with everywhere(cast):
            for rank in range(more):
                pupil = Pupil.objects.create(person=person(cast, f"z{rank}", f"Élève{rank}", "Zed", Profile.PUPIL))
                Membership.objects.create(
                    school=cast.schools["college"], group=cast.groups["4B"], pupil=pupil, begins_on=YEAR_START
                )
            term = load_class_term(first_term(cast), school_id=cast.schools["college"].pk)
            with CaptureQueriesContext(connection) as captured:
                read_class(term)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 16


def test_the_class_page_says_what_each_lacks(cast: Cast, visit: Visit) -> None:
    door = f"/0310001A/bulletins/classes/{first_term(cast)}/edition/"
    page = visit("secretaire").get(door).content.decode()
    assert "Il manque\u202f: 1 appréciation, la synthèse du conseil." in page
    assert "1 matière sans note, la synthèse du conseil" in page
    assert ("version 1, publiée" in page, "à éditer" in page) == (True, True)
    assert visit("secretaire").post(door, {"raison": ""}).status_code == 422
    assert visit("secretaire").post(door, {"raison": "Corrigé"}).status_code == 302
    work(cast)
    assert len(cards(cast, "noe")) == 1
    assert visit("secretaire").get(f"{door}pdf/").content.startswith(b"%PDF")
    assert visit("secretaire").get(f"{door}pdf/?envoi=1")["Location"] == door
    cast.marc.address = "1 rue du Nord"
    cast.marc.save()
    visit("secretaire").post(door, {"raison": "Adresse"})
    work(cast)
    assert visit("secretaire").get(f"{door}pdf/?envoi=1").content.startswith(b"%PDF")


def test_what_never_ended_is_asked_again(cast: Cast, visit: Visit) -> None:
    ask(visit("chef"), cast, "Encore")
    with clock.at(NOW + timedelta(hours=3)):
        assert ask(visit("chef"), cast, "Encore une fois")[0] == 302
    with everywhere(cast):
        assert [batch.ended_at is None for batch in ReportCardBatch.objects.order_by("id")] == [False, True]


def test_the_average_of_the_year_is_in_its_last_term_alone(cast: Cast) -> None:
    with everywhere(cast):
        college, terms = cast.schools["college"], [cast.terms[f"4B-{number}"] for number in (1, 3)]
        late = Evaluation.objects.create(
            school=college, gradebook=cast.gradebooks["maths"], title="Bilan", held_on=terms[1].starts_on,
            counts_on=terms[1].starts_on, out_of=Decimal(20), made_at=NOW, made_by_id=1,
        )  # fmt: skip
        Mark.objects.create(
            school=college, evaluation=late, pupil_id=cast.lea.pk, value=Decimal("11.5"), written_at=NOW,
            written_by_id=1,
        )  # fmt: skip
        layout = Layout("", ("average", "annual", "general"))
        first, last = (
            contents_of(read_class(load_class_term(term.pk, school_id=college.pk), layout=layout))
            for term in terms
        )
    subjects = [
        next(one for one in contents if one.pupil.pupil_id == cast.lea.pk).subjects[0]
        for contents in (first, last)
    ]
    assert [(one.average, one.annual) for one in subjects] == [("14", ""), ("11,5", "12,8")]
