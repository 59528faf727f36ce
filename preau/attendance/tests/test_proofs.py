"""Files joined to an absence: recognised, bounded, read by their sender and by those who treat."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.attendance.models import (
    AbsencePeriod,
    AbsenceProof,
)
from preau.attendance.tests.saying import PDF, decide, justify, page_of, reason
from tests.cast import NOW, Cast
from tests.portraits import png

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Fresh = Callable[[AbsencePeriod], AbsencePeriod]


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


def test_a_picture_of_a_paper_stays_readable_and_says_nothing_besides(
    cast: Cast, visit: Visit, absent: AbsencePeriod, seen_everywhere: Look
) -> None:
    hidden = png(1000, 1400) + b"GPS secret"
    justify(visit("marc"), cast, absent, ("mot.png", hidden), motif=reason(cast, seen_everywhere, "maladie"))
    with seen_everywhere():
        kept = bytes(AbsenceProof.objects.get(period__pupil_id=cast.lea.pk).content)
    assert b"secret" not in kept
    assert io.BytesIO(kept).read(3) == b"\xff\xd8\xff"
