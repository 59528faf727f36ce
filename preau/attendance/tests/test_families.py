"""Families explain and announce absences; vie scolaire decides; one parent's words are not the other's to read."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from preau.attendance.actions.treat_periods import Treatment, treat_periods
from preau.attendance.models import Absence, AbsencePeriod, AbsenceProof, AbsenceReason
from preau.attendance.tests.test_roll import sheet_url, tap
from preau.directory.models import AdultOpposition, Person
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from preau.foundation.tenancy.scope import school_scope
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast
from tests.house.test_actions import acting
from tests.portraits import png

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def page_of(cast: Cast) -> str:
    return f"/eleves/{cast.lea.pk}/absences/"


def deliver() -> None:
    gather_listeners()
    deliver_all()


@pytest.fixture
def absent(cast: Cast, visit: Visit, seen_everywhere: Look) -> AbsencePeriod:
    """Léa is noted absent from mathematics; nobody knows why."""
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    with seen_everywhere():
        return AbsencePeriod.objects.get(pupil_id=cast.lea.pk)


@pytest.fixture
def fresh(seen_everywhere: Look) -> Callable[[AbsencePeriod], AbsencePeriod]:
    def read(period: AbsencePeriod) -> AbsencePeriod:
        with seen_everywhere():
            return AbsencePeriod.objects.get(pk=period.pk)

    return read


Fresh = Callable[[AbsencePeriod], AbsencePeriod]


def reason(cast: Cast, look: Look, code: str) -> int:
    with look():
        return AbsenceReason.objects.get(school=cast.schools["college"], code=code).pk


def decide(cast: Cast, period: AbsencePeriod, decision: str, **more: object) -> None:
    with transaction.atomic(), school_scope([period.school_id]):
        treat_periods(
            actor=acting(cast, "cpe"),
            school_id=period.school_id,
            seen={period.pk: period.version},
            treatment=Treatment(admissibility=decision, **more),  # type: ignore[arg-type]
        )
    deliver()


def told(cast: Cast, name: str, kind: str = "attendance:decision") -> list[str]:
    mine = Notice.objects.filter(recipient_id=cast.people[name].pk, kind=kind, withdrawn_at=None)
    return list(mine.values_list("title", flat=True))


def justify(
    client: Client, cast: Cast, period: AbsencePeriod, *files: tuple[str, bytes], **said: object
) -> tuple[int, str]:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(f"{page_of(cast)}{period.pk}/justifier/", {**said, "fichiers": sent})
    return response.status_code, response.content.decode()


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


def test_a_paper_that_comes_after_the_decision_has_it_examined_again(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "maladie_certificat")
    justify(visit("marc"), cast, absent, motif=why)
    decide(cast, fresh(absent), "acceptee")
    assert "Pièce attendue" in visit("sofia").get(page_of(cast)).content.decode()
    status, html = justify(visit("sofia"), cast, absent)
    assert status == 422
    assert "Choisissez le fichier à envoyer." in html
    assert justify(visit("sofia"), cast, absent, ("certificat.pdf", PDF))[0] == 302
    kept = fresh(absent)
    assert (kept.admissibility, kept.reason_id, kept.proof_received_at) == ("en_attente", why, NOW)
    decide(cast, kept, "acceptee")
    assert "Acceptée" in visit("marc").get(page_of(cast)).content.decode()


def test_a_file_is_read_by_its_sender_and_by_those_who_treat(
    cast: Cast, visit: Visit, absent: AbsencePeriod, seen_everywhere: Look
) -> None:
    justify(
        visit("marc"), cast, absent, ("../photo.png", png(400, 600)), ("mot.pdf", PDF),
        motif=reason(cast, seen_everywhere, "maladie"),
    )  # fmt: skip
    with seen_everywhere():
        photo, paper = AbsenceProof.objects.filter(period__pupil_id=cast.lea.pk).order_by("id")
    assert (photo.name, photo.mime) == ("photo.png", "image/jpeg")
    own = f"{page_of(cast)}fichiers/{{}}/"
    desk = "/0310001A/absences/justificatifs/{}/"
    shown = visit("marc").get(own.format(photo.pk))
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    saved = visit("cpe").get(desk.format(paper.pk))
    assert saved.content == PDF
    assert saved["Content-Disposition"] == 'attachment; filename="mot.pdf"'
    for name in ("sofia", "lea", "oncle", "double"):
        assert visit(name).get(own.format(paper.pk)).status_code in {302, 404}
    for name in ("durand", "jumeau_cpe", "marc"):
        assert visit(name).get(desk.format(paper.pk)).status_code == 404
    assert visit("jumeau_cpe").get(f"/0340002B/absences/justificatifs/{paper.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("virus.exe", b"MZ\x90\x00", "ni un PDF"),
        ("page.html", b"<html><script>alert(1)</script>", "ni un PDF"),
        ("coupe.pdf", PDF[:-8], "n’est pas un PDF entier"),
        ("coupe.png", png()[:60], "incomplète ou abîmée"),
        ("gros.pdf", PDF[:9] + b" " * 5_000_001 + b"%%EOF", "dépasse 5\u202fMo"),
        ("enorme.pdf", b"%PDF-" + b" " * 10_500_000, "trop lourds"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_by_name_and_nothing_is_written(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look, name: str,
    content: bytes, why: str,
) -> None:  # fmt: skip
    status, html = justify(
        visit("marc"), cast, absent, (name, content), motif=reason(cast, seen_everywhere, "maladie"), mots="fièvre"
    )
    assert status == 422
    assert why in html
    assert fresh(absent).words == ""
    with seen_everywhere():
        assert not AbsenceProof.objects.filter(period__pupil_id=cast.lea.pk).exists()


def test_a_file_sent_by_mistake_is_erased_by_its_sender_alone(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    justify(visit("marc"), cast, absent, ("mot.pdf", PDF), motif=reason(cast, seen_everywhere, "maladie"))
    with seen_everywhere():
        proof = AbsenceProof.objects.get(period__pupil_id=cast.lea.pk)
    gone = f"{page_of(cast)}fichiers/{proof.pk}/effacer/"
    assert visit("sofia").post(gone).status_code == 404
    assert visit("marc").post(gone).status_code == 302
    assert visit("marc").post(gone).status_code == 302
    with seen_everywhere():
        kept = AbsenceProof.objects.get(period__pupil_id=cast.lea.pk)
    assert (bytes(kept.content), kept.name) == (b"", "")
    assert fresh(absent).proof_received_at is None
    assert visit("cpe").get(f"/0310001A/absences/justificatifs/{proof.pk}/").status_code == 404


def announce(client: Client, cast: Cast, *files: tuple[str, bytes], **said: object) -> tuple[int, str]:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(f"{page_of(cast)}annoncer/", {**said, "fichiers": sent})
    return response.status_code, response.content.decode()


def test_an_announced_absence_is_known_to_the_sheet_and_to_both_parents(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "rendez_vous_medical")
    said = {"du": TODAY, "du_heure": "10:00", "au_heure": "12:00", "motif": why, "mots": "dentiste à Albi"}
    assert announce(visit("marc"), cast, ("mot.pdf", PDF), **said)[0] == 302
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
    assert (period.origin, period.admissibility) == ("famille", "en_attente")
    assert period.starts_at == clock.instant(TODAY, time(10))
    assert period.proof_received_at == NOW
    sheet = visit("durand").get(sheet_url(cast)).content.decode()
    assert "Absence justifiée" in sheet
    assert "dentiste" not in sheet
    other = visit("sofia").get(page_of(cast)).content.decode()
    assert "Rendez-vous médical" in other
    assert "Albi" not in other


def test_the_same_announced_twice_is_one_and_another_on_that_time_is_refused(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "maladie")
    later = TODAY + timedelta(days=3)
    said = {"du": later, "au": later + timedelta(days=1), "motif": why}
    assert announce(visit("marc"), cast, **said)[0] == 302
    assert announce(visit("sofia"), cast, **said)[0] == 302
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
        assert (period.first_on, period.last_on) == (later, later + timedelta(days=1))
    status, html = announce(visit("sofia"), cast, du=later, motif=why)
    assert status == 422
    assert "déjà connue sur ce temps" in html


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"du": "2026-11-23"}, "Ce jour est passé"),
        ({"du": "2026-11-25", "au": "2026-11-24"}, "La fin doit venir après le début"),
        ({"du": "2026-11-25", "du_heure": "11:00", "au_heure": "10:00"}, "La fin doit venir après le début"),
        ({"du": "2028-11-25"}, "trop lointaine"),
        ({"du": "2026-11-25", "au": "2027-09-25"}, "200 jours"),
        ({"du": "jeudi"}, "Écrivez le jour ainsi"),
        ({"du": "2026-11-25", "du_heure": "25:00"}, "Écrivez l’heure ainsi"),
        ({"du": ""}, "Dites quel jour"),
        ({"du": "2026-11-25", "mots": "x" * 1001}, "1\u202f000 caractères"),
    ],
)
def test_an_announcement_that_cannot_be_is_refused_with_its_reason(
    cast: Cast, visit: Visit, seen_everywhere: Look, said: dict[str, object], why: str
) -> None:
    status, html = announce(visit("marc"), cast, motif=reason(cast, seen_everywhere, "maladie"), **said)
    assert status == 422
    assert why in html
    with seen_everywhere():
        assert not AbsencePeriod.objects.filter(pupil_id=cast.lea.pk).exists()


def test_what_the_roll_noted_that_morning_belongs_to_what_the_family_announces(
    cast: Cast, visit: Visit, absent: AbsencePeriod, fresh: Fresh, seen_everywhere: Look
) -> None:
    announce(visit("sofia"), cast, du=TODAY, motif=reason(cast, seen_everywhere, "maladie"))
    with seen_everywhere():
        announced = AbsencePeriod.objects.get(pupil_id=cast.lea.pk, origin="famille")
        assert {*Absence.objects.values_list("period_id", flat=True)} == {announced.pk}
    assert fresh(absent).withdrawn_at == NOW
    assert "À justifier" not in visit("marc").get(page_of(cast)).content.decode()


def test_an_announcement_is_cancelled_by_who_made_it_until_it_is_decided(
    cast: Cast, visit: Visit, fresh: Fresh, seen_everywhere: Look
) -> None:
    why = reason(cast, seen_everywhere, "reunion_famille")
    announce(visit("marc"), cast, du=TODAY + timedelta(days=2), motif=why)
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
    cancel = f"{page_of(cast)}{period.pk}/annuler/"
    assert visit("sofia").post(cancel).status_code == 404
    assert visit("marc").post(cancel).status_code == 302
    assert fresh(period).withdrawn_why == "Annulée par la famille"
    announce(visit("marc"), cast, du=TODAY + timedelta(days=2), motif=why)
    with seen_everywhere():
        again = AbsencePeriod.objects.get(pupil_id=cast.lea.pk, withdrawn_at=None)
    decide(cast, again, "acceptee")
    assert told(cast, "sofia") == ["Léa\u202f: motif accepté"]
    assert visit("marc").post(f"{page_of(cast)}{again.pk}/annuler/").status_code == 409


def test_a_picture_of_a_paper_stays_readable_and_says_nothing_besides(
    cast: Cast, visit: Visit, absent: AbsencePeriod, seen_everywhere: Look
) -> None:
    hidden = png(1000, 1400) + b"GPS secret"
    justify(visit("marc"), cast, absent, ("mot.png", hidden), motif=reason(cast, seen_everywhere, "maladie"))
    with seen_everywhere():
        kept = bytes(AbsenceProof.objects.get(period__pupil_id=cast.lea.pk).content)
    assert b"secret" not in kept
    assert io.BytesIO(kept).read(3) == b"\xff\xd8\xff"
