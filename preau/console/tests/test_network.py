"""Projects and logos of collectivities, by who administers their schools."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preau.access.models import Mandate
from preau.directory.models import CollectivityLogo, Project, School, SchoolProject
from preau.foundation.ledger.models import LedgerEvent
from tests.cast import Cast
from tests.portraits import png

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
LOGO = "/collectivites/logo/?de=Haute-Garonne"


def members(seen: Look) -> set[str]:
    with seen():
        return set(SchoolProject.objects.values_list("school__uai", flat=True))


def test_a_project_has_the_schools_of_its_list(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    agent = visit("agent")
    sent = {"label": "Réseau occitan", "targets": "0310001A\n0320003c"}
    assert agent.post("/projets/ajouter/", sent).status_code == 302
    assert members(seen_everywhere) == {"0310001A", "0320003C"}
    project = Project.objects.get()
    assert "2 établissements" in agent.get("/projets/").content.decode()
    assert "0310001A\n0320003C" in agent.get(f"/projets/{project.pk}/").content.decode()
    assert agent.post(f"/projets/{project.pk}/", sent | {"targets": "0340002B"}).status_code == 302
    assert members(seen_everywhere) == {"0340002B"}
    written = LedgerEvent.objects.order_by("id").last()
    assert written
    assert written.payload["joined"] == [cast.schools["twin"].pk]
    assert "Réseau occitan" in visit("jumeau_chef").get("/0340002B/etablissement/").content.decode()


def test_schools_outside_the_perimeter_stay_in_the_project(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    project = Project.objects.create(label="Réseau")
    with seen_everywhere():
        SchoolProject.objects.create(school=cast.schools["twin"], project=project)
    Mandate.objects.filter(person=cast.agent).update(over="academie", code="016")
    agent = visit("agent")
    assert agent.post(f"/projets/{project.pk}/", {"label": "Réseau", "targets": "0310001A"}).status_code == 302
    assert members(seen_everywhere) == {"0310001A", "0340002B"}
    refused = agent.post(f"/projets/{project.pk}/", {"label": "Réseau", "targets": "0310001A\n0340002B"})
    assert "Ligne 2, 0340002B\u202f: aucun établissement de votre périmètre" in refused.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"label": " "}, "Donnez un nom au projet."),
        ({"label": "RÉSEAU"}, "Un autre projet porte déjà ce nom."),
        ({"targets": "0310001A 31"}, "Ligne 1, 31\u202f: ce n’est pas un UAI"),
    ],
)
def test_what_cannot_be_is_refused(sent: dict[str, str], said: str, visit: Visit, seen_everywhere: Look) -> None:
    Project.objects.create(label="Réseau")
    response = visit("agent").post("/projets/ajouter/", {"label": "Autre", "targets": "0310001A"} | sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Project.objects.count() == 1
    assert members(seen_everywhere) == set()


def test_a_collectivity_has_its_logo_from_who_administers_all_its_schools(cast: Cast, visit: Visit) -> None:
    School.objects.exclude(pk=cast.schools["agricole"].pk).update(collectivity="Haute-Garonne")
    agent = visit("agent")
    assert "Haute-Garonne" in agent.get("/collectivites/").content.decode()
    sent = {"logo": SimpleUploadedFile("logo.png", png())}
    assert agent.post(LOGO, sent).status_code == 302
    kept = CollectivityLogo.objects.get()
    assert agent.get("/collectivites/logo/image/?de=Haute-Garonne").content == bytes(kept.content)
    assert agent.post(LOGO, {"geste": "retirer"}).status_code == 302
    assert not CollectivityLogo.objects.exists()
    Mandate.objects.filter(person=cast.agent).update(over="academie", code="016")
    assert agent.post(LOGO, {"logo": SimpleUploadedFile("logo.png", png())}).status_code == 404
    assert not CollectivityLogo.objects.exists()


def test_what_is_no_logo_is_refused(cast: Cast, visit: Visit) -> None:
    School.objects.update(collectivity="Haute-Garonne")
    response = visit("agent").post(LOGO, {"logo": SimpleUploadedFile("logo.svg", b"<svg/>")})
    assert response.status_code == 422
    assert "ni une image JPEG" in response.content.decode()
