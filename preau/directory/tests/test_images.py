"""What comes in as a photo: images recognised by their content, laid bare, or refused with a reason."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Drawings

from preau.directory.models import Portrait
from preau.directory.photos import archive as archives
from preau.directory.photos.archive import PhotoFile, Rejected, photos_in
from preau.directory.photos.image import Image, Unusable, image_of, logo_of
from preau.directory.photos.matching import Classmate, Roster
from preau.directory.rules import LARGEST_LOGO, LARGEST_PORTRAIT, MOST_PORTRAITS
from preau.kernel.refusals import NotPossible
from tests.portraits import archive, chunk, png


def photo(kind: str = "JPEG", size: tuple[int, int] = (90, 120), **more: Any) -> bytes:
    """Red on its left half, blue on its right one, as a camera or an office writes it."""
    drawing = Drawings.new("RGB", size, (220, 20, 20))
    drawing.paste((20, 20, 220), (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    drawing.save(out, kind, **more)
    return out.getvalue()


def told(content: bytes) -> Drawings.Image:
    """The image that these bytes are."""
    return Drawings.open(io.BytesIO(content))


def exif(orientation: int) -> Drawings.Exif:
    """Which way the camera was held, and where."""
    written = Drawings.Exif()
    written[0x0112] = orientation
    written[0x010E] = "devant la maison de l’élève"
    return written


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_drawn_again_whatever_its_kind(kind: str) -> None:
    image = image_of(photo(kind, (1800, 2400)))
    assert (image.kind, image.width, image.height) == (Portrait.Kind.JPEG, 300, 400)
    assert told(image.content).format == "JPEG"
    assert len(image.content) <= LARGEST_PORTRAIT
    assert image.digest == image_of(photo(kind, (1800, 2400))).digest != image_of(photo(kind)).digest


def test_a_small_photo_is_not_made_larger() -> None:
    image = image_of(photo(size=(60, 80)))
    assert (image.width, image.height) == (60, 80)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_held_sideways_stands_up_and_tells_nothing_more(kind: str) -> None:
    sent = photo(kind, (120, 90), exif=exif(6))
    assert b"maison" in sent
    image = image_of(sent + b"PK\x03\x04 cache")
    assert (image.width, image.height) == (90, 120)
    red, _green, blue = told(image.content).convert("RGB").getpixel((45, 10))  # type: ignore[misc]
    assert red > blue
    assert b"maison" not in image.content
    assert b"Exif" not in image.content
    assert b"cache" not in image.content


def test_a_drawing_on_nothing_is_shown_on_white() -> None:
    out = io.BytesIO()
    Drawings.new("RGBA", (60, 80), (0, 0, 0, 0)).save(out, "PNG", pnginfo=None)
    assert told(image_of(out.getvalue()).content).getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_full_of_noise_weighs_no_more_than_another() -> None:
    noise = Drawings.frombytes("RGB", (300, 400), Random(3).randbytes(360_000))
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert len(image_of(out.getvalue()).content) <= LARGEST_PORTRAIT


def test_a_logo_keeps_what_is_transparent_and_is_bounded() -> None:
    noise = Drawings.frombytes("RGBA", (960, 320), Random(3).randbytes(960 * 320 * 4))
    out = io.BytesIO()
    noise.save(out, "PNG")
    logo = logo_of(out.getvalue())
    assert logo.kind == Portrait.Kind.PNG
    assert len(logo.content) <= LARGEST_LOGO
    assert (logo.width <= 480, logo.height <= 160, told(logo.content).mode) == (True, True, "RGBA")


def bomb() -> bytes:
    """A PNG that says thirty thousand pixels a side, in a few bytes."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


@pytest.mark.parametrize("made", [image_of, logo_of])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ni une image JPEG, ni une image PNG, ni une image WebP"),
        (b"GIF89a" + bytes(50), "ni une image JPEG"),
        (b"<svg xmlns='x'/>", "ni une image JPEG"),
        (photo("GIF"), "ni une image JPEG"),
        (photo()[:-200], "incomplète ou abîmée"),
        (photo()[:20], "incomplète ou abîmée"),
        (photo("WEBP")[:-30], "incomplète ou abîmée"),
        (png()[:-25], "incomplète ou abîmée"),
        (png()[:40] + b"x" + png()[41:], "incomplète ou abîmée"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "incomplète ou abîmée"),
        (b"\xff\xd8\xff\xd9", "incomplète ou abîmée"),
        (bomb(), "a plus de 25 millions de pixels"),
    ],
)
def test_what_is_no_image_is_refused_with_a_reason(
    made: Callable[[bytes], Image], content: bytes, reason: str
) -> None:
    with pytest.raises(Unusable, match=reason):
        made(content)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x90\x01\x00\x00WEBP", b""]),
)
def test_any_bytes_are_an_image_or_refused(content: bytes, start: bytes) -> None:
    try:
        image = image_of(start + content)
    except Unusable:
        return
    assert len(image.content) <= LARGEST_PORTRAIT


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 5_000), st.integers(0, 255))
def test_a_damaged_photo_never_keeps_where_it_was_taken(kind: str, at: int, wrong: int) -> None:
    damaged = bytearray(photo(kind, exif=exif(1)))
    damaged[at % len(damaged)] = wrong
    try:
        image = image_of(bytes(damaged))
    except Unusable:
        return
    assert b"maison" not in image.content
    assert told(image.content).size <= (300, 400)


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
        Rejected("4e B/texte.txt", "ce n’est ni une image JPEG, ni une image PNG, ni une image WebP"),
    ]


def test_names_of_old_computers_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        written.writestr("4e B/Z__.png", png())
    old = out.getvalue().replace(b"Z__.png", "Zoé.png".encode("cp850"))
    assert [one.name for one in read(old) if isinstance(one, PhotoFile)] == ["Zoé.png"]


def test_a_bomb_is_read_up_to_a_bound() -> None:
    (found,) = read(archive({"4e B/bombe.png": bytes(50_000_000)}))
    assert found == Rejected("4e B/bombe.png", "il pèse plus de 8 Mo")


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
