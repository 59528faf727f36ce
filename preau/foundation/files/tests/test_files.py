"""Files that people attach: known by what they hold, drawn again, looked at by the antivirus."""

from __future__ import annotations

import io
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image as Drawings

from preau.foundation.files.antivirus import Verdict, scan
from preau.foundation.files.attached import LARGEST, MOST, SentFile, plain_name, read_files
from preau.foundation.files.serving import download
from preau.kernel.refusals import NotPossible
from tests.portraits import png

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def zipped(**entries: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


DOCX = zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="<x/>")


@pytest.mark.parametrize(
    ("name", "content", "kept_as", "kind"),
    [
        ("cours.pdf", PDF, "cours.pdf", "application/pdf"),
        ("cours.exe", PDF, "cours.exe.pdf", "application/pdf"),
        ("photo.png", png(40, 60), "photo.png", "image/png"),
        ("notes.csv", b"nom;note\nL\xc3\xa9a;12", "notes.csv", "text/plain"),
        ("page.html", b"<script>alert(1)</script>", "page.html.txt", "text/plain"),
        ("devoir.docx", DOCX, "devoir.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("devoir.odt", ODT, "devoir.odt", "application/vnd.oasis.opendocument.text"),
        ("photos.zip", zipped(a_dot_txt="x"), "photos.zip", "application/zip"),
        ("../../etc/passwd", b"root:x", "passwd.txt", "text/plain"),
    ],
)  # fmt: skip
def test_a_file_is_what_it_holds(name: str, content: bytes, kept_as: str, kind: str) -> None:
    (kept,) = read_files([SentFile(name, content)])
    assert (kept.name, kept.kind) == (kept_as, kind)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ\x90\x00\x03" + bytes(200), "ni un PDF"),
        (b"%PDF-1.7 coupe", "pas entier"),
        (png(40, 60)[:60], "abîmée"),
        (b"PK\x03\x04" + bytes(20), "pas entière"),
        (zipped(jeu_dot_exe="x"), "un programme"),
        (zipped(**{"[Content_Types].xml": "<x/>", "word/x.xml": "x", "word/vbaProject.bin": "x"}), "macros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (b" ", "ni un PDF"),
        (bytes(LARGEST + 1), "10\u202fMo"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_refused_by_its_name(content: bytes, why: str) -> None:
    with pytest.raises(NotPossible, match=r"«\u202fmot\.pdf\u202f»") as refused:
        read_files([SentFile("mot.pdf", content)])
    assert why in refused.value.message
    assert refused.value.field == "fichiers"


def test_no_more_files_than_a_message_carries() -> None:
    with pytest.raises(NotPossible, match="10 fichiers"):
        read_files([SentFile(f"{n}.pdf", PDF) for n in range(MOST + 1)])


def test_a_photo_says_no_more_where_it_was_taken() -> None:
    out = io.BytesIO()
    exif = Drawings.Exif()
    exif[0x010F] = "Appareil de Lea"
    Drawings.new("RGB", (30, 20), "red").save(out, "JPEG", exif=exif)
    assert b"Appareil" in out.getvalue()
    (kept,) = read_files([SentFile("photo.jpg", out.getvalue())])
    assert b"Appareil" not in kept.content
    assert Drawings.open(io.BytesIO(kept.content)).size == (30, 20)


def test_a_name_cannot_turn_a_line_round() -> None:
    assert plain_name("fac\u202egnp.exe\n") == "facgnp.exe"
    assert plain_name("...") == "document"


@contextmanager
def clamd(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """An antivirus that speaks INSTREAM and gives this answer; what it was sent is kept."""
    seen: list[bytes] = []
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _who = door.accept()
        with line, line.makefile("rb") as heard:
            assert heard.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!L", heard.read(4))[0]:
                seen.append(heard.read(size))
            line.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"127.0.0.1:{door.getsockname()[1]}", seen
    finally:
        thread.join()
        door.close()


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Eicar-Signature FOUND\0", Verdict.INFECTED),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.WAITING),
        (b"", Verdict.WAITING),
    ],
)
def test_the_antivirus_hears_the_whole_file(answer: bytes, verdict: Verdict, settings: object) -> None:
    content = EICAR * 2000
    with clamd(answer) as (place, seen):
        settings.CLAMD = place  # type: ignore[attr-defined]
        assert scan(content) == verdict
    assert b"".join(seen) == content


def test_a_dangerous_file_is_refused_by_its_name(settings: object) -> None:
    with clamd(b"stream: Eicar-Signature FOUND\0") as (place, _seen):
        settings.CLAMD = place  # type: ignore[attr-defined]
        with pytest.raises(NotPossible, match=r"«\u202fjeu\.txt\u202f» est refusé"):
            read_files([SentFile("jeu.txt", EICAR)])


def test_without_an_answer_a_file_waits_and_is_handed_over_to_nobody(settings: object) -> None:
    assert scan(PDF) == Verdict.UNCHECKED
    settings.CLAMD = "/nulle/part/clamd.ctl"  # type: ignore[attr-defined]
    (kept,) = read_files([SentFile("cours.pdf", PDF)])
    assert kept.verdict == Verdict.WAITING
    with pytest.raises(NotPossible, match="attend"):
        download(kept.name, kept.kind, kept.content, kept.verdict)


def test_a_file_is_handed_over_to_be_saved_and_can_do_nothing() -> None:
    response = download("élève.pdf", "application/pdf", PDF, Verdict.CLEAN)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
