"""The screen of the national record: what is asked, what the worker finds, who mends it, what goes out (C96)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from preau.attendance.models import AbsencePeriod
from preau.bulletins.models import CouncilDecision
from preau.directory.models import PersonKey, School
from preau.exchange.lsu.actions.forget_files import forget_files
from preau.exchange.lsu.actions.make_file import make_file
from preau.exchange.lsu.jobs import forget_old_files, make_file_of
from preau.exchange.lsu.models import IgnoredPupil, LivretFile, LivretFinding
from preau.exchange.lsu.read import read_livret
from preau.exchange.lsu.rules import KEPT_FOR, LATE_AFTER
from preau.exchange.lsu.tests.college import faults, needs_corpus
from preau.exchange.lsu.tests.filled import FIRST, HERE, Visit, ask, checked, complete, made
from preau.exchange.lsu.versions import VERSIONS, Version
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import ANONYMOUS
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, Cast, everywhere


@pytest.fixture(autouse=True)
def whole(cast: Cast) -> None:
    """The collège has all that its file wants; each test takes something away."""
    complete(cast)


def downloaded(cast: Cast, visit: Visit, name: str = "chef") -> bytes:
    """The file, through the door; b"" when it is refused."""
    with everywhere(cast):
        one = LivretFile.objects.get(school=cast.schools["college"])
    answer = visit(name).post(f"{HERE}{one.number}/fichier/")
    return answer.content if answer.status_code == 200 else b""


def test_a_whole_school_is_checked_then_downloaded(cast: Cast, visit: Visit) -> None:
    page = checked(cast, visit("secretaire"))
    assert "Le fichier est prêt\u202f: 2 élèves, 2 bilans" in page
    content = downloaded(cast, visit, "secretaire")
    livret = read_livret(content, "lsu.xml")
    assert [(one.last_name, one.siecle_id, one.division) for one in livret.pupils] == [
        ("Bœuf", "7002", "4e B"), ("Martin-Ségala", "7001", "4e B"),
    ]  # fmt: skip
    assert [(one.sts_id, one.kind) for one in livret.teachers] == [("9001", "epp")]
    with everywhere(cast):
        told = LedgerEvent.objects.filter(name="lsu.LivretExported").latest("id")
    assert (told.actor_id, told.payload["pupils"]) == (cast.secretaire.pk, 2)


@needs_corpus
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_the_file_is_valid_in_every_version(cast: Cast, visit: Visit, version: Version) -> None:
    with everywhere(cast):
        for name in ("marc", "sofia", "double"):
            person = cast.people[name]
            person.title, person.address = "M.", "3 rue Neuve\n31000 Toulouse"
            person.save()
    assert "Le fichier est prêt" in checked(cast, visit("chef"), version=version.name)
    assert faults(downloaded(cast, visit), version) == []


def test_until_the_worker_is_done_the_page_waits(cast: Cast, visit: Visit) -> None:
    assert ask(cast, visit("chef")) == 302
    page = visit("chef").get(HERE).content.decode()
    assert "Le contrôle est en cours" in page
    assert "Télécharger" not in page
    assert downloaded(cast, visit) == b""
    with clock.at(NOW + LATE_AFTER + timedelta(minutes=1)):
        assert "Le contrôle n’aboutit pas" in visit("chef").get(HERE).content.decode()
    made(cast)
    piece = visit("chef").get(HERE, headers={"HX-Request": "true"}).content.decode()
    assert "Le fichier est prêt" in piece
    assert "<html" not in piece


def test_what_is_missing_is_said_with_who_mends_it_and_where(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        PersonKey.objects.filter(kind="sts").delete()
        CouncilDecision.objects.filter(pupil_id=cast.lea.pk).delete()
    page = checked(cast, visit("chef"))
    assert "2 choses à corriger avant de télécharger" in page
    assert "Enseignant Durand Claire\u202f: il manque le numéro STS" in page
    assert "le secrétariat" in page
    assert 'href="/0310001H/imports/"' in page
    assert "Martin-Ségala Léa (4e B)" in page
    assert "Trimestre 1\u202f: il manque la synthèse du conseil de classe" in page
    assert f'href="/0310001H/bulletins/classes/{cast.terms["4B-1"].pk}/conseil/"' in page
    assert downloaded(cast, visit) == b""


def test_half_days_that_nobody_judged_are_to_review(cast: Cast, visit: Visit) -> None:
    lesson = cast.lessons["maths"]
    with everywhere(cast):
        AbsencePeriod.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, origin="famille", words="Malade.",
            starts_at=lesson.starts_at, ends_at=lesson.ends_at, first_on=TODAY, last_on=TODAY, made_at=NOW,
        )  # fmt: skip
    assert "Le fichier est prêt" in checked(cast, visit("chef"))
    page = visit("chef").get(f"{HERE}?quoi=verifier").content.decode()
    assert "1 demi-journée d’absence attend une réponse" in page
    assert "la vie scolaire" in page


def test_a_link_is_shown_to_whom_its_page_opens(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        CouncilDecision.objects.filter(pupil_id=cast.lea.pk).delete()
    page = checked(cast, visit("secretaire"))
    assert "il manque la synthèse du conseil de classe" in page
    assert "/conseil/" not in page


def test_a_teacher_is_named_and_findings_are_narrowed_to_who_mends_them(cast: Cast, visit: Visit) -> None:
    checked(cast, visit("chef"))
    with everywhere(cast):
        LivretFinding.objects.create(
            school=cast.schools["college"], position=9, gravity="à corriger", mender="enseignant",
            who="Claire Durand", sentence="Une phrase trop longue.",
        )  # fmt: skip
    page = visit("chef").get(f"{HERE}?quoi=corriger&qui=enseignant").content.decode()
    assert "l’enseignant de la matière (Claire Durand)" in page
    assert "Une phrase trop longue." not in visit("chef").get(f"{HERE}?qui=pp").content.decode()


def test_an_ignored_pupil_is_left_out_and_taken_back(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        CouncilDecision.objects.filter(pupil_id=cast.lea.pk).delete()
    client = visit("secretaire")
    assert "Ignorer l’élève" in checked(cast, client)
    door = f"{HERE}annees/{cast.terms['4B-1'].year_id}/eleves/{cast.lea.pk}/"
    for _twice in range(2):
        assert client.post(f"{door}ignorer/", {"periode": FIRST}).status_code == 302
    made(cast)
    page = client.get(f"{HERE}?quoi=ignores").content.decode()
    assert "Le fichier est prêt\u202f: 1 élève, 1 bilan" in page
    assert "Martin-Ségala Léa" in page
    assert b"7001" not in downloaded(cast, visit)
    assert client.post(f"{door}reprendre/", {"periode": FIRST}).status_code == 302
    made(cast)
    assert "1 chose à corriger" in client.get(HERE).content.decode()
    with everywhere(cast):
        assert IgnoredPupil.objects.count() == 0


def test_a_period_that_does_not_exist_is_not_ignored(cast: Cast, visit: Visit) -> None:
    door = f"{HERE}annees/{cast.terms['4B-1'].year_id}/eleves/{cast.lea.pk}/ignorer/"
    assert visit("chef").post(door, {"periode": "trimestre-4"}).status_code == 404
    assert visit("chef").post(door.replace("ignorer", "reprendre"), {"periode": "\0"}).status_code == 404
    stranger = f"{HERE}annees/{cast.terms['4B-1'].year_id}/eleves/{cast.jumelle.pk}/ignorer/"
    assert visit("chef").post(stranger, {"periode": FIRST}).status_code == 404


@pytest.mark.parametrize("name", ["durand", "cpe", "jumeau_chef", "marc"])
def test_others_are_refused(cast: Cast, visit: Visit, name: str) -> None:
    assert ask(cast, visit(name)) == 404
    ask(cast, visit("chef"))
    made(cast)
    assert downloaded(cast, visit, name) == b""
    door = f"{HERE}annees/{cast.terms['4B-1'].year_id}/eleves/{cast.lea.pk}/ignorer/"
    assert visit(name).post(door, {"periode": FIRST}).status_code == 404
    with everywhere(cast):
        assert IgnoredPupil.objects.count() == 0


def test_nothing_chosen_is_told(cast: Cast, visit: Visit) -> None:
    answer = visit("chef").post(HERE, {"version": "10.0"})
    assert (answer.status_code, "Choisissez au moins une période" in answer.content.decode()) == (422, True)


def test_a_lycee_is_told_that_its_record_waits_for_its_schema(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        School.objects.filter(pk=cast.schools["college"].pk).update(kind=School.Kind.LYCEE)
    page = visit("chef").get(HERE).content.decode()
    assert "attend le schéma du ministère" in page
    assert "Contrôler" not in page


def test_an_older_check_does_not_answer_for_a_newer_one(cast: Cast, visit: Visit) -> None:
    ask(cast, visit("chef"))
    ask(cast, visit("chef"), version="7.0")
    make_file_of(school_id=cast.schools["college"].pk, number=1)
    with everywhere(cast):
        assert LivretFile.objects.get().made_at is None
    assert made(cast).version == "7.0"


def test_a_schema_that_refuses_keeps_the_file(cast: Cast, visit: Visit, settings: Any, tmp_path: Path) -> None:
    strict = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="rien"/></xs:schema>'
    (tmp_path / VERSIONS[-1].schema).write_text(strict)
    settings.LSU_SCHEMAS = str(tmp_path)
    page = checked(cast, visit("chef"))
    assert "Le fichier est refusé" in page
    assert "prévenez l’exploitant" in page
    assert downloaded(cast, visit) == b""


def test_files_are_forgotten_after_two_days(cast: Cast, visit: Visit) -> None:
    checked(cast, visit("chef"))
    with clock.at(NOW + KEPT_FOR + timedelta(minutes=1)):
        forget_old_files()
    with everywhere(cast):
        assert not LivretFile.objects.exists()
        assert not LivretFinding.objects.exists()
    assert "Dernier contrôle" not in visit("chef").get(HERE).content.decode()


def test_the_worker_alone_makes_and_forgets_files(cast: Cast) -> None:
    college = cast.schools["college"].pk
    with transaction.atomic(), scope_opened_by_hand([college]):
        with pytest.raises(NotAllowed):
            make_file(actor=ANONYMOUS, school_id=college, number=1)
        with pytest.raises(NotAllowed):
            forget_files(actor=ANONYMOUS)
