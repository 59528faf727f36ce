"""What the people of the cast have under way: imports of the office, open windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from preau.access.models import Account, Session
from preau.exchange.aaf.models import Reattachment
from preau.exchange.upload.models import SchoolImport, UploadedFile
from preau.exchange.upload.report import packed
from preau.kernel.ids import token_digest
from tests.cast.stage import NOW, Cast


def write_imports(cast: Cast) -> None:
    """The secretary has a table of pupils under way, and the report of another one; the twin school has one."""
    table = "Nom;Prénom;Date de naissance;Classe\nBœuf;Noé;21/09/2012;4e B\nAlibert;Eva;31/02/2013;4e Bis\n"
    for name, school, who in (
        ("under_way", "college", "secretaire"), ("applied", "college", "chef"), ("twin", "twin", "jumeau_chef"),
    ):  # fmt: skip
        applied = name == "applied"
        cast.imports[name] = made = SchoolImport.objects.create(
            school=cast.schools[school], sort="csv", state="applique" if applied else "en_cours",
            file_names=["eleves.csv"], made_by=cast.people[who],
            received_at=NOW, expires_at=NOW + timedelta(days=2),
            applied_at=NOW if applied else None, report=packed(b"Quoi;Qui\n") if applied else b"",
            counts={"figures": [["élèves arrivent", 1, "ok"]], "anomalies": 1, "left_out": 0} if applied else {},
        )  # fmt: skip
        if not applied:
            UploadedFile.objects.create(
                school=made.school, of=made, name="eleves.csv", content=packed(table.encode())
            )


def write_reattachments(cast: Cast) -> None:
    """Durand came under a new key and looks like his colleague: the head must say."""
    cast.reattachments["durand"] = Reattachment.objects.create(
        person_id=cast.petit.pk, newcomer_id=cast.durand.pk, source="011", key="9",
        reason="une date de naissance manque", proposed_at=NOW,
    )  # fmt: skip


def write_sessions(cast: Cast) -> None:
    for name, someone in cast.people.items():
        account = Account.objects.create(person=someone, login=name.replace("_", "."), activated_at=NOW)
        Session.objects.create(
            digest=token_digest(cast.token(name)), account=account, profile=cast.profiles[name].value,
            started_at=NOW, seen_at=NOW, expires_at=datetime(2027, 7, 31, tzinfo=UTC),
        )  # fmt: skip
