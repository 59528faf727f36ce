"""The evidence file of an incident: a ZIP that says itself what it holds, and whose every file has its SHA-256.

| in it | what |
|---|---|
| `LISEZ-MOI.txt` | what it is, in French; how to check it |
| `messages.jsonl` | a line per writing: its headers, its text, everybody who has it, when each read it |
| `messages/….html` | the same writings, each to be opened in a browser |
| `pieces/…` | the files joined |
| `comptes.jsonl` | a line per account of the incident: its sessions, with their devices |
| `journal.jsonl` | what was done in this incident, by whom |
| `MANIFESTE.sha256` | the digest of each, as `sha256sum -c` reads it |
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from tempfile import SpooledTemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.foundation.rooms.writings import EvidenceLine
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.vigilance.events import EvidenceMade
from preau.vigilance.leading import kinds_of, school_of
from preau.vigilance.models import EvidenceFile, Incident, IncidentWork, IncidentWriting
from preau.vigilance.queries.evidence import accounts_of, journal_of, names_of

_IN_MEMORY = 16 << 20

_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head><body>
<h1>{title}</h1><dl>{headers}</dl><hr>{html}<hr>
<h2>{reached}</h2><table border="1"><tr>{heads}</tr>{rows}</table>
</body></html>
"""


@dataclass
class _Archive:
    """A ZIP being written, and the digest of each of its files."""

    zip: ZipFile
    at: datetime
    digests: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: str, content: bytes) -> None:
        entry = ZipInfo(path, clock.local(self.at).timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        self.zip.writestr(entry, content)
        self.digests.append((hashlib.sha256(content).hexdigest(), path))

    def add_lines(self, path: str, lines: Iterable[dict[str, Any]]) -> None:
        said = (json.dumps(line, ensure_ascii=False, default=_said) for line in lines)
        self.add(path, "".join(f"{line}\n" for line in said).encode())

    def close(self) -> None:
        manifest = "".join(f"{digest}  {path}\n" for digest, path in self.digests)
        self.add("MANIFESTE.sha256", manifest.encode())


def make_evidence(work: IncidentWork) -> int:
    """Write and keep the file that this work asked for; returns how many writings are in it."""
    incident, now = work.incident, clock.now()
    with SpooledTemporaryFile(_IN_MEMORY) as made:
        with ZipFile(made, "w") as opened:
            archive = _Archive(opened, now)
            archive.add("LISEZ-MOI.txt", _read_me(incident, now).encode())
            count = _add_writings(archive, incident)
            archive.add_lines("comptes.jsonl", accounts_of(incident))
            archive.add_lines("journal.jsonl", journal_of(incident))
            archive.close()
        made.seek(0)
        content = made.read()
    digest = hashlib.sha256(content).hexdigest()
    kept = EvidenceFile.objects.create(
        incident=incident, schools=incident.schools, made_at=now, asked_by_id=work.asked_by_id, writings=count,
        size=len(content), digest=digest, content=content,
    )  # fmt: skip
    record(EvidenceMade(school_of(incident), incident.pk, kept.pk, digest), actor=SYSTEM)
    return count


def _add_writings(archive: _Archive, incident: Incident) -> int:
    kinds, lines = kinds_of(incident), []
    wanted: dict[str, list[int]] = {}
    rows = IncidentWriting.objects.filter(incident=incident).order_by("written_at", "pk")
    for kind, writing_id in rows.values_list("writing", "writing_id"):
        wanted.setdefault(kind, []).append(writing_id)
    for kind in wanted.keys() & kinds.keys():
        for line in kinds[kind].evidence(wanted[kind]):
            lines.append(_add_writing(archive, incident, kind, line))
    archive.add_lines("messages.jsonl", lines)
    return len(lines)


def _add_writing(archive: _Archive, incident: Incident, kind: str, line: EvidenceLine) -> dict[str, Any]:
    names = names_of(incident, {line.author_id, *(one.person_id for one in line.received)})
    for name, digest, content in line.files:
        archive.add(f"pieces/{kind}-{line.id}-{digest[:12]}-{_plain(name)}", content)
    said = {
        "nature": kind,
        "numero": line.id,
        "etablissement": line.school_id,
        "auteur": {
            "personne": line.author_id, "nom": names.get(line.author_id, ""), "profil": line.author_profile,
        },
        "ecrit_le": line.written_at,
        "titre": line.title,
        "html": line.html,
        "entetes": dict(line.headers),
        "pieces": [{"nom": name, "sha256": digest} for name, digest, _content in line.files],
        "destinataires": [
            {
                "personne": one.person_id, "nom": names.get(one.person_id, ""), "profil": one.profile,
                "role": one.role, "lu_le": one.read_at,
            }
            for one in line.received
        ],
    }  # fmt: skip
    archive.add(f"messages/{kind}-{line.id}.html", _page(line, names).encode())
    return said


def _page(line: EvidenceLine, names: dict[int, str]) -> str:
    """The text comes cleaned from its room; everything else is escaped here."""
    headers = {
        _("Auteur"): f"{names.get(line.author_id, '')} ({line.author_profile}, {line.author_id})",
        _("Écrit le"): _said(line.written_at),
        **line.headers,
        _("Pièces"): ", ".join(name for name, _digest, _content in line.files) or "–",
    }
    rows = "".join(
        f"<tr><td>{escape(names.get(one.person_id, ''))}</td><td>{escape(one.profile)}</td>"
        f"<td>{escape(one.role)}</td><td>{_said(one.read_at) if one.read_at else '–'}</td></tr>"
        for one in line.received
    )
    return _PAGE.format(
        title=escape(line.title or _("Sans titre")),
        headers="".join(f"<dt>{escape(str(k))}</dt><dd>{escape(str(v))}</dd>" for k, v in headers.items()),
        html=line.html,
        reached=escape(_("Destinataires")),
        heads="".join(f"<th>{escape(one)}</th>" for one in (_("Nom"), _("Profil"), _("Rôle"), _("Lu le"))),
        rows=rows,
    )


def _read_me(incident: Incident, now: datetime) -> str:
    lines = [
        _("EXERCICE – rien de ce dossier ne concerne une personne réelle.") if incident.is_rehearsal else "",
        _("Dossier de preuves de l’incident n° %(id)s\u202f: %(title)s")
        % {"id": incident.pk, "title": incident.title},
        _("Fait le %(at)s. Les heures sont celles de Paris, avec leur décalage.") % {"at": _said(now)},
        _("Vérifier\u202f: décompressez le dossier, puis «\u202fsha256sum -c MANIFESTE.sha256\u202f»."),
        _("L’empreinte du dossier entier est gardée dans Préau et dans son registre."),
        _("Ce dossier contient des données personnelles\u202f: ne le remettez qu’à l’autorité qui le demande."),
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _plain(name: str) -> str:
    """A file name that no archive reader takes for a path."""
    return (
        "".join(sign if sign.isalnum() or sign in "._-" else "_" for sign in name)[-80:].lstrip(".") or "fichier"
    )


def _said(value: object) -> str:
    return clock.local(value).isoformat() if isinstance(value, datetime) else str(value)
