"""Photos: sent by the office, shown with the family's agreement to the staff of the pupil, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from random import Random

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from preau.directory.models import Enrolment, ImageRight, Portrait, UnpairedPortrait
from preau.directory.photos.image import image_of
from preau.directory.web import portraits
from tests.cast import TODAY, Cast
from tests.portraits import archive, png

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]
Facts = Callable[[], list[str]]


def send(client: Client, path: str, content: bytes) -> str:
    response = client.post(path, {"archive": SimpleUploadedFile("photos.zip", content)})
    assert isinstance(response, HttpResponse)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def photo_of(cast: Cast, visit: Visit, at_college: Address) -> Callable[[str, str], int]:
    """What somebody gets who asks for the photo of somebody."""
    return lambda reader, whose: visit(reader).get(
        at_college("portrait", person_id=cast.people[whose].pk)
    ).status_code  # fmt: skip


@pytest.mark.parametrize("sender", ["cpe", "chef", "secretaire"])
def test_photos_find_their_pupils_and_the_others_wait(
    cast: Cast, visit: Visit, at_college: Address, facts: Facts, seen_everywhere: Look, sender: str
) -> None:
    html = send(visit(sender), at_college("portraits"), archive({
        "4EB/LÉA.Martin Segala.png": png(shade=20), "4e B/martin_lea.png": png(shade=30), "4e B/note.txt": b"?",
    }))  # fmt: skip
    assert "1 rattachées, 1 à rattacher, 1 laissées de côté" in html
    assert "4e B/note.txt" in html
    assert "Ce n’est ni une image" in html
    assert facts() == ["directory.PortraitsImported"]
    with seen_everywhere():
        kept = Portrait.objects.get(pupil_id=cast.lea.pk)
        assert bytes(kept.content) == image_of(png(shade=20)).content
        assert set(UnpairedPortrait.objects.values_list("name", flat=True)) == {"inconnu.png", "martin_lea.png"}


def test_a_second_archive_takes_the_place_of_the_first(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    for shade in (20, 40):
        send(visit("chef"), at_college("portraits"), archive({
            "4e B/noe.boeuf.png": png(shade=shade), "4e B/inconnu.png": png(shade=shade),
        }))  # fmt: skip
    with seen_everywhere():
        assert bytes(Portrait.objects.get(pupil_id=cast.noe.pk).content) == image_of(png(shade=40)).content
        assert bytes(UnpairedPortrait.objects.get().content) == image_of(png(shade=40)).content


def test_two_photos_of_one_pupil_are_not_both_kept(visit: Visit, at_college: Address) -> None:
    html = send(visit("chef"), at_college("portraits"), archive({
        "4e B/noe.boeuf.png": png(), "4eb/boeuf.noe.png": png(),
    }))  # fmt: skip
    assert "Une autre photo de l’archive porte le même nom" in html


def test_a_photo_that_nobody_recognised_is_kept_for_thirty_days(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        UnpairedPortrait.objects.update(received_at=cast.photos["inconnu"].received_at - timedelta(days=31))
    send(visit("chef"), at_college("portraits"), archive({"4e B/noe.boeuf.png": png()}))
    with seen_everywhere():
        assert not UnpairedPortrait.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"), [(b"pas une archive", "n’est pas une archive zip"), (b"", "Aucune photo n’est reçue")]
)
def test_what_is_no_archive_is_refused_in_the_form(
    visit: Visit, at_college: Address, facts: Facts, content: bytes, message: str
) -> None:
    assert message in send(visit("chef"), at_college("portraits"), content)
    assert facts() == []


def test_an_archive_bigger_than_a_form_is_taken_from_those_expected_only(
    visit: Visit, at_college: Address
) -> None:
    heavy = archive({"4e B/noe.boeuf.png": png(), "4e B/lourd.bin": Random(1).randbytes(3_000_000)})
    assert len(heavy) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    assert "1 rattachées" in send(visit("chef"), at_college("portraits"), heavy)
    sent = {"archive": SimpleUploadedFile("photos.zip", heavy)}
    assert visit("durand").post(at_college("portraits"), sent).status_code == 404


def test_the_form_has_its_token(cast: Cast, visit: Visit, at_college: Address, facts: Facts) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = visit("chef").cookies
    sent = {"archive": SimpleUploadedFile("photos.zip", archive({"4e B/noe.boeuf.png": png()}))}
    assert client.post(at_college("portraits"), sent).status_code == 403
    assert facts() == []
    assert portraits.desk.rule.writes


@pytest.mark.parametrize("sender", ["durand", "marc", "lea", "agent", "jumeau_chef"])
def test_nobody_else_sends_or_pairs_photos(
    cast: Cast, visit: Visit, at_college: Address, facts: Facts, sender: str
) -> None:
    sent = {"archive": SimpleUploadedFile("photos.zip", archive({"4e B/noe.boeuf.png": png()}))}
    assert visit(sender).post(at_college("portraits"), sent).status_code == 404
    waiting = cast.photos["inconnu"].pk
    assert visit(sender).get(at_college("waiting-image", portrait_id=waiting)).status_code == 404
    pairing = at_college("pair-portrait", portrait_id=waiting)
    assert visit(sender).post(pairing, {"pupil": cast.lea.pk}).status_code == 404
    assert facts() == []


def test_a_photo_is_paired_by_hand_or_thrown_away(
    cast: Cast, visit: Visit, at_college: Address, facts: Facts, seen_everywhere: Look
) -> None:
    cpe, path = visit("cpe"), at_college("pair-portrait", portrait_id=cast.photos["inconnu"].pk)
    html = cpe.get(path).content.decode()
    assert "4e B/inconnu.png" in html
    assert "Martin-Ségala Léa" in html
    assert cpe.post(path, {"pupil": cast.tom.pk}).status_code == 200
    assert facts() == []
    assert cpe.post(path, {"pupil": cast.lea.pk})["Location"] == at_college("portraits")
    with seen_everywhere():
        assert Portrait.objects.filter(pupil_id=cast.lea.pk).exists()
    assert cpe.get(path).status_code == 404
    send(cpe, at_college("portraits"), archive({"4e B/qui.png": png()}))
    with seen_everywhere():
        left = UnpairedPortrait.objects.get()
    path = at_college("pair-portrait", portrait_id=left.pk)
    assert cpe.post(path, {"geste": "jeter"}).status_code == 302
    assert facts() == ["directory.PortraitPaired", "directory.PortraitsImported", "directory.PortraitDiscarded"]


def test_a_photo_is_shown_with_the_agreement_of_the_family_only(
    cast: Cast, photo_of: Callable[[str, str], int], visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    send(visit("chef"), at_college("portraits"), archive({"4e B/lea.martin-segala.png": png()}))
    assert (photo_of("chef", "noe"), photo_of("chef", "lea")) == (200, 404)
    rights = at_college("image-rights", group_id=cast.groups["4B"].pk)
    answers = {f"eleve_{cast.lea.pk}": "accord", f"eleve_{cast.noe.pk}": "refus"}
    assert visit("secretaire").post(rights, answers).status_code == 302
    assert (photo_of("chef", "noe"), photo_of("chef", "lea")) == (404, 200)
    with seen_everywhere():
        assert not Portrait.objects.filter(pupil_id=cast.noe.pk).exists()
        assert ImageRight.objects.get(pupil_id=cast.lea.pk).answered_on == TODAY


def test_a_refusal_stands_before_the_next_archive_and_before_pairing(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    chef = visit("chef")
    rights = at_college("image-rights", group_id=cast.groups["4B"].pk)
    chef.post(rights, {f"eleve_{cast.noe.pk}": "refus"})
    html = send(chef, at_college("portraits"), archive({"4e B/noe.boeuf.png": png()}))
    assert "La famille a refusé" in html
    pairing = at_college("pair-portrait", portrait_id=cast.photos["inconnu"].pk)
    assert "jetez-la" in chef.post(pairing, {"pupil": cast.noe.pk}).content.decode()
    with seen_everywhere():
        assert not Portrait.objects.exists()


def test_an_answer_is_recorded_once_and_can_be_taken_back(
    cast: Cast, visit: Visit, at_college: Address, facts: Facts, seen_everywhere: Look
) -> None:
    rights = at_college("image-rights", group_id=cast.groups["4B"].pk)
    same = {f"eleve_{cast.lea.pk}": "", f"eleve_{cast.noe.pk}": "accord"}
    visit("cpe").post(rights, same)
    assert facts() == []
    visit("cpe").post(rights, same | {f"eleve_{cast.noe.pk}": ""})
    assert facts() == ["directory.ImageRightsSet"]
    with seen_everywhere():
        assert not ImageRight.objects.exists()
        assert Portrait.objects.filter(pupil_id=cast.noe.pk).exists()


@pytest.mark.parametrize(
    "reader", ["petit", "marc", "lea", "noe", "double", "agent", "jumeau_chef", "jumeau_prof"]
)
def test_nobody_but_her_staff_gets_the_photo_of_a_pupil(photo_of: Callable[[str, str], int], reader: str) -> None:
    assert photo_of("durand", "noe") == 200
    assert photo_of(reader, "noe") == 404


def test_a_pupil_who_left_is_shown_no_more(
    cast: Cast, photo_of: Callable[[str, str], int], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Enrolment.objects.filter(pupil_id=cast.noe.pk).update(ends_on=TODAY)
    assert photo_of("chef", "noe") == 404


def test_a_browser_keeps_a_photo_for_itself_and_asks_again(cast: Cast, visit: Visit, at_college: Address) -> None:
    path = at_college("portrait", person_id=cast.noe.pk)
    first = visit("chef").get(path)
    assert (first["Content-Type"], first["Cache-Control"]) == ("image/jpeg", "private, max-age=3600")
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first.content == image_of(png()).content
    again = visit("chef").get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_faces_of_a_class_show_who_may_be_shown(cast: Cast, visit: Visit, at_college: Address) -> None:
    path = at_college("group", group_id=cast.groups["4B"].pk)
    html = visit("durand").get(path, {"vue": "photos"}).content.decode()
    assert f"{at_college('portrait', person_id=cast.noe.pk)}?v={image_of(png()).digest}" in html
    assert at_college("portrait", person_id=cast.lea.pk) not in html
