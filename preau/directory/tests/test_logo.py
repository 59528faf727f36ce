"""The logo of the school: chosen by its office, shown to its people beside its name, to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preau.directory.models import CollectivityLogo, School, SchoolLogo
from preau.directory.photos.image import logo_of
from tests.cast import NOW, Cast
from tests.portraits import png

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]


def send(client: Client, path: str, content: bytes) -> tuple[int, str]:
    response = client.post(path, {"logo": SimpleUploadedFile("logo.png", content)})
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("person", ["chef", "secretaire"])
def test_a_logo_is_shown_beside_the_name_of_the_school(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], person: str
) -> None:
    sender = visit(person)
    assert send(sender, at_college("change-logo"), png(300, 100))[0] == 302
    assert facts() == ["directory.SchoolLogoSet"]
    digest = logo_of(png(300, 100)).digest
    for reader in ("chef", "durand", "lea", "marc"):
        image = visit(reader).get(at_college("logo"))
        assert (image.status_code, image["Content-Type"]) == (200, "image/png")
    shown = f'src="{at_college("logo")}?v={digest}" alt="Logo de l’établissement"'
    assert visit("durand").get(at_college("people")).content.decode().count(shown) == 2
    assert shown not in visit("jumeau_prof").get("/0340002B/annuaire/").content.decode()
    assert sender.post(at_college("change-logo"), {"geste": "retirer"}).status_code == 302
    assert visit("durand").get(at_college("logo")).status_code == 404
    assert at_college("logo") not in visit("durand").get(at_college("people")).content.decode()


@pytest.mark.parametrize("person", ["durand", "cpe", "marc", "lea", "agent", "jumeau_chef"])
def test_nobody_else_chooses_it(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look, person: str
) -> None:
    assert send(visit(person), at_college("change-logo"), png())[0] == 404
    with seen_everywhere():
        assert not SchoolLogo.objects.exists()


@pytest.mark.parametrize("person", ["jumeau_chef", "jumelle", "agent"])
def test_nobody_else_gets_it(cast: Cast, visit: Visit, at_college: Address, person: str) -> None:
    send(visit("chef"), at_college("change-logo"), png())
    assert visit(person).get(at_college("logo")).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ni une image JPEG, ni une image PNG, ni une image WebP"),
        (png()[:40], "incomplète ou abîmée"),
        (b"", "Ce fichier est vide"),
    ],
)
def test_what_is_no_logo_is_refused(
    visit: Visit, at_college: Address, facts: Callable[[], list[str]], content: bytes, said: str
) -> None:
    status, html = send(visit("chef"), at_college("change-logo"), content)
    assert status == 422
    assert said in html
    assert facts() == []


def test_the_logo_of_the_collectivity_heads_what_its_schools_print(
    cast: Cast, visit: Visit, at_college: Address
) -> None:
    School.objects.filter(pk=cast.schools["college"].pk).update(collectivity="Haute-Garonne")
    logo = logo_of(png())
    CollectivityLogo.objects.create(
        collectivity="Haute-Garonne", content=logo.content, digest=logo.digest, received_at=NOW
    )
    html = visit("durand").get(at_college("people")).content.decode()
    assert f'{at_college("collectivity-logo")}?v={logo.digest}" alt="Logo de la collectivité"' in html
    assert visit("marc").get(at_college("collectivity-logo")).content == logo.content
    assert visit("jumeau_prof").get("/0340002B/logo/collectivite/").status_code == 404
