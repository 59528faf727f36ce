"""What comes in as a photo: images recognised by their content, laid bare, or refused with a reason."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.directory.models import Portrait
from preau.directory.photos import archive as archives
from preau.directory.photos.archive import PhotoFile, Rejected, photos_in
from preau.directory.photos.image import Unusable, image_of
from preau.directory.photos.matching import Classmate, Roster
from preau.directory.rules import LARGEST_PORTRAIT, MOST_PORTRAITS
from preau.kernel.refusals import NotPossible
from tests.portraits import archive, chunk, png


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


FRAME = segment(0xC0, struct.pack(">BHHB", 8, 400, 300, 1) + b"\x01\x11\x00")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
JFIF = segment(0xE0, b"JFIF\x00\x01\x01")
EXIF = segment(0xE1, b"Exif\x00\x00GPS: la maison de l'eleve")


def jpeg(*before: bytes, after: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(before) + FRAME + SCAN + b"\xff\xd9" + after


def test_a_photo_loses_what_the_camera_wrote_and_nothing_else() -> None:
    image = image_of(jpeg(JFIF, EXIF, segment(0xFE, b"un commentaire"), after=b"PK\x03\x04 cache"))
    assert image.kind == Portrait.Kind.JPEG
    assert image.content == jpeg(JFIF)


def test_a_drawing_loses_its_texts_and_nothing_else() -> None:
    image = image_of(png(more=chunk(b"tEXt", b"Author\x00Quelqu'un")) + b"<script>")
    assert image.kind == Portrait.Kind.PNG
    assert image.content == png()
    assert image.digest == image_of(png()).digest != image_of(png(shade=91)).digest


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ni une image JPEG ni une image PNG"),
        (b"GIF89a" + bytes(50), "ni une image JPEG ni une image PNG"),
        (b"<svg xmlns='x'/>", "ni une image JPEG ni une image PNG"),
        (jpeg()[:-2], "incomplète ou abîmée"),
        (jpeg()[:20], "incomplète ou abîmée"),
        (png()[:-5], "incomplète ou abîmée"),
        (png()[:40] + b"x" + png()[41:], "incomplète ou abîmée"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "incomplète ou abîmée"),
        (png(2001, 1), "2001 × 1 pixels"),
        (b"\xff\xd8\xff\xd9", "0 × 0 pixels"),
        (jpeg(segment(0xE0, bytes(LARGEST_PORTRAIT))), "pèse 41 ko, 40 ko au plus"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        image_of(content)


@given(st.binary(max_size=400), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""]))
def test_any_bytes_are_an_image_or_refused(content: bytes, start: bytes) -> None:
    try:
        image = image_of(start + content)
    except Unusable:
        return
    assert len(image.content) <= len(start + content)


@given(st.integers(0, len(jpeg(JFIF, EXIF)) - 1), st.integers(0, 255))
def test_a_damaged_photo_never_keeps_where_it_was_taken(at: int, wrong: int) -> None:
    damaged = bytearray(jpeg(JFIF, EXIF))
    damaged[at] = wrong
    try:
        image = image_of(bytes(damaged))
    except Unusable:
        return
    assert image_of(image.content).content == image.content


def read(content: bytes) -> list[PhotoFile | Rejected]:
    return list(photos_in(io.BytesIO(content)))


def test_an_archive_is_read_by_class_and_by_name() -> None:
    found = read(archive({
        "4e B/lea.martin.png": png(), "photos 2026/4e C/tom.png": png(), "seule.png": png(),
        "4e B/texte.txt": b"?",
        "__MACOSX/4e B/._lea.png": b"", "4e B/Thumbs.db": b"", "../../etc/passwd.png": png(),
    }))  # fmt: skip
    assert [(one.folder, one.name) for one in found if isinstance(one, PhotoFile)] == [
        ("4e B", "lea.martin.png"), ("4e C", "tom.png"), ("etc", "passwd.png"),
    ]  # fmt: skip
    assert [one for one in found if isinstance(one, Rejected)] == [
        Rejected("seule.png", "il n’est dans aucun dossier de classe"),
        Rejected("4e B/texte.txt", "ce n’est ni une image JPEG ni une image PNG"),
    ]


def test_names_of_old_computers_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        written.writestr("4e B/Z__.png", png())
    old = out.getvalue().replace(b"Z__.png", "Zoé.png".encode("cp850"))
    assert [one.name for one in read(old) if isinstance(one, PhotoFile)] == ["Zoé.png"]


def test_a_bomb_is_read_up_to_a_bound() -> None:
    (found,) = read(archive({"4e B/bombe.png": bytes(50_000_000)}))
    assert found == Rejected("4e B/bombe.png", "il pèse plus de 400 ko\u202f: réduisez-le à 300 × 400 pixels")


def test_an_archive_that_lies_about_a_file_is_not_believed() -> None:
    honest = archive({"4e B/lea.png": png()})
    crc = struct.pack("<I", zipfile.ZipFile(io.BytesIO(honest)).infolist()[0].CRC)
    (found,) = read(honest.replace(crc, b"\x00\x00\x00\x01"))
    assert found == Rejected("4e B/lea.png", "l’archive est abîmée à cet endroit")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "n’est pas une archive zip"),
        (b"Rar!\x1a\x07" + bytes(100), "n’est pas une archive zip"),
        (archive({"4e B/lea.png": png()}).replace(b"PK\x01\x02", b"PK\x01\x03"), "est abîmée"),
        (archive({f"4e B/{n}.png": b"" for n in range(MOST_PORTRAITS + 1)}), "plus de 4000 fichiers"),
    ],
)
def test_what_is_no_archive_is_refused_in_a_sentence(content: bytes, message: str) -> None:
    with pytest.raises(NotPossible, match=message):
        read(content)


def test_an_archive_that_is_too_big_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_ARCHIVE", 100)
    with pytest.raises(NotPossible, match="dépasse 0 Mo"):
        read(archive({"4e B/lea.png": png()}))


@given(st.binary(max_size=300), st.integers(0, 400))
def test_a_damaged_archive_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = archive({"4e B/lea.png": png(6, 8), "4e B/noe.png": png(6, 8)})
    try:
        read(whole[:at] + noise + whole[at + len(noise) :])
    except NotPossible:
        return


ROSTER = Roster([
    Classmate(1, ("4e B", "Quatrième B"), "Léa", "Martin-Ségala"),
    Classmate(2, ("4e B", ""), "Noé", "Bœuf"),
    Classmate(3, ("4e C", ""), "Léa", "Martin-Ségala"),
    Classmate(4, ("4e C", ""), "Jean Pierre", "L’Hermitte"),
    Classmate(5, ("4e D", ""), "Ana", "Ruiz"),
    Classmate(6, ("4e D", ""), "Ana", "Ruiz"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "name", "pupil_id"),
    [
        ("4e B", "lea.martin-segala.jpg", 1),
        ("4EB", "MARTIN SEGALA_Léa.JPG", 1),
        ("quatrieme b", "Léa Martin Ségala.png", 1),
        ("4e C", "lea.martin-segala.jpg", 3),
        ("4eC", "jean-pierre.lhermitte.jpeg", 4),
        ("4e B", "noe.boeuf", 2),
        ("4e B", "lea.martin.jpg", None),
        ("4e D", "ana.ruiz.jpg", None),
        ("6e A", "lea.martin-segala.jpg", None),
        ("", "", None),
    ],
)
def test_a_file_names_one_pupil_of_the_class_or_nobody(folder: str, name: str, pupil_id: int | None) -> None:
    assert ROSTER.pupil_of(folder, name) == pupil_id
