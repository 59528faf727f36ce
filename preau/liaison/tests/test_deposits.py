"""Families give documents; the school accepts them, refuses them, erases them (C101)."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preau.foundation.tenancy.scope import school_scope
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.liaison.actions.erase_deposits import erase_deposits
from preau.liaison.models import Deposit
from preau.liaison.tests.saying import Look, Visit, change, deliver, followed, outcome, path_of, told
from tests.cast import NOW, TODAY, Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def give(client: Client, cast: Cast, *files: tuple[str, bytes]) -> tuple[int, str]:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(f"{path_of(cast, 'assurance')}deposer/", {"fichiers": sent})
    return response.status_code, response.content.decode()


def decide(client: Client, cast: Cast, decision: str, reason: str = "") -> int:
    path = f"/0310001A/documents/{cast.liaison['deposit']}/decider/"
    return client.post(path, {"decision": decision, "motif": reason}).status_code


def test_a_document_given_is_an_answer(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert give(visit("sofia"), cast, ("carte.pdf", PDF))[0] == 302
    assert give(visit("sofia"), cast, ("carte.pdf", PDF))[0] == 302
    with seen_everywhere():
        kept = Deposit.objects.get(sent_by_id=cast.sofia.pk)
    assert (kept.name, kept.kind, kept.state) == ("carte.pdf", "application/pdf", "recu")
    handed = visit("sofia").get(f"/eleves/{cast.lea.pk}/documents/{kept.pk}/")
    assert (handed.content, handed["Content-Disposition"]) == (PDF, 'attachment; filename="carte.pdf"')
    assert visit("marc").get(f"/eleves/{cast.lea.pk}/documents/{kept.pk}/").status_code == 404
    assert "carte.pdf" not in visit("marc").get(path_of(cast, "assurance")).content.decode()
    assert (
        "carte.pdf"
        in visit("secretaire").get(f"{followed(cast, 'assurance')}eleves/{cast.lea.pk}/").content.decode()
    )


def test_what_cannot_be_kept_is_refused_by_name(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert "Choisissez le document" in give(visit("sofia"), cast)[1]
    status, html = give(visit("sofia"), cast, ("virus.exe", b"MZ\x90\x00"))
    assert (status, "virus.exe" in html) == (422, True)
    with seen_everywhere():
        assert not Deposit.objects.filter(sent_by_id=cast.sofia.pk).exists()


def test_a_word_that_asks_for_no_document_takes_none(cast: Cast, visit: Visit) -> None:
    file = SimpleUploadedFile("carte.pdf", PDF)
    assert visit("marc").post(f"{path_of(cast)}deposer/", {"fichiers": file}).status_code == 404
    change(cast, answer="depot")
    assert visit("lea").post(f"{path_of(cast)}deposer/", {"fichiers": file}).status_code == 404


def test_a_refusal_tells_why_and_asks_again(cast: Cast, visit: Visit) -> None:
    office = visit("secretaire")
    assert decide(office, cast, "refuser") == 409
    assert decide(office, cast, "refuser", "Document illisible.") == 302
    deliver()
    assert told(cast, "marc", "liaison:deposit") == ["Léa\u202f: Attestation d’assurance. Document illisible."]
    assert outcome(cast, "assurance") == "attendu"
    assert "Document illisible." in visit("marc").get(path_of(cast, "assurance")).content.decode()
    assert give(visit("marc"), cast, ("net.pdf", PDF))[0] == 302
    assert outcome(cast, "assurance") == "repondu"


def test_an_accepted_document_is_not_taken_back(cast: Cast, visit: Visit) -> None:
    assert decide(visit("secretaire"), cast, "accepter") == 302
    path = f"/eleves/{cast.lea.pk}/documents/{cast.liaison['deposit']}/reprendre/"
    assert visit("marc").post(path).status_code == 409
    assert "Accepté" in visit("marc").get(path_of(cast, "assurance")).content.decode()


def test_a_document_taken_back_is_erased_and_asked_again(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    path = f"/eleves/{cast.lea.pk}/documents/{cast.liaison['deposit']}/"
    for _time in range(2):
        assert visit("marc").post(f"{path}reprendre/").status_code == 302
    with seen_everywhere():
        kept = Deposit.objects.get(pk=cast.liaison["deposit"])
    assert (bytes(kept.content), kept.state) == (b"", "repris")
    assert outcome(cast, "assurance") == "attendu"
    assert visit("marc").get(path).status_code == 404
    assert visit("secretaire").get(f"/0310001A/documents/{kept.pk}/").status_code == 404
    assert decide(visit("secretaire"), cast, "accepter") == 409


def test_after_the_deadline_a_document_stays(cast: Cast, visit: Visit) -> None:
    change(cast, "assurance", due_on=TODAY - timedelta(days=1))
    path = f"/eleves/{cast.lea.pk}/documents/{cast.liaison['deposit']}/reprendre/"
    assert visit("marc").post(path).status_code == 409


def test_documents_are_erased_when_their_day_has_come(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    college = cast.schools["college"].pk
    with seen_everywhere(), school_scope([college]):
        assert erase_deposits(actor=SYSTEM, school_id=college) == 0
        with clock.at(NOW + timedelta(days=202)):
            assert erase_deposits(actor=SYSTEM, school_id=college) == 1
            assert erase_deposits(actor=SYSTEM, school_id=college) == 0
        kept = Deposit.objects.get(pk=cast.liaison["deposit"])
        assert (bytes(kept.content), kept.name, kept.state) == (b"", "maif.pdf", "recu")
    assert visit("secretaire").get(f"/0310001A/documents/{kept.pk}/").status_code == 404
