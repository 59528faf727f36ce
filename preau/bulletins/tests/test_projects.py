"""EPI, support and pathways of a class: arranged, then said of the group and of pupils (capability C93)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from preau.bulletins.models import ProjectComment, TeachingProject, TeachingProjectPart
from preau.directory.models import FormTeacher, SchoolYear
from preau.grading.models import Gradebook, GradebookTeacher, TermLock
from tests.cast import NOW, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]


@pytest.fixture(autouse=True)
def form_teacher(cast: Cast) -> None:
    """M. Petit teaches Spanish to a group of 4e B, of which Mme Bœuf is the form teacher."""
    with everywhere(cast):
        college = cast.schools["college"]
        FormTeacher.objects.create(
            school=college, group=cast.groups["4B"], person=cast.double, begins_on=YEAR_START
        )
        book = Gradebook.objects.create(
            school=college, year=SchoolYear.objects.get(), group=cast.groups["4B-ESP"],
            subject=cast.subjects["Espagnol LV2"],
        )  # fmt: skip
        GradebookTeacher.objects.create(school=college, gradebook=book, person=cast.petit, begins_on=YEAR_START)


def path(cast: Cast, *more: object) -> str:
    steps = "".join(f"{one}/" for one in more)
    return f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/projets/{steps}"


def part(cast: Cast, subject: str, teacher: str) -> str:
    return f"{cast.subjects[subject].pk}-{cast.people[teacher].pk}"


def an_epi(cast: Cast, **more: Any) -> dict[str, Any]:
    both = [part(cast, "Mathématiques", "durand"), part(cast, "Espagnol LV2", "petit")]
    said = {"kind": "epi", "code": "EPI_LGE", "title": "L’eau", "group_id": cast.groups["4B"].pk, "parts": both}
    return {**said, **more}


def add(client: Client, cast: Cast, **more: object) -> tuple[int, str]:
    answer = client.post(path(cast, "ajouter"), an_epi(cast, **more))
    return answer.status_code, answer.content.decode()


def projects(cast: Cast) -> list[TeachingProject]:
    with everywhere(cast):
        return list(TeachingProject.objects.filter(kind="epi", removed_at=None))


def comment(client: Client, cast: Cast, pupil_id: int, text: str, seen: int = 0) -> tuple[int, str]:
    there = path(cast, projects(cast)[0].pk, "textes", "ecrire")
    answer = client.post(there, {f"a-{pupil_id}-{seen}": text})
    return answer.status_code, answer.content.decode()


def comments(cast: Cast) -> dict[int | None, str]:
    with everywhere(cast):
        return dict(ProjectComment.objects.values_list("pupil_id", "text"))


def test_the_form_teacher_adds_an_epi_of_two_subjects(cast: Cast, visit: Visit) -> None:
    for _again in range(2):
        assert add(visit("double"), cast)[0] == 302
    (project,) = projects(cast)
    with everywhere(cast):
        assert TeachingProjectPart.objects.filter(project=project).count() == 2
    page = visit("chef").get(path(cast)).content.decode()
    assert "EPI, Langues et cultures étrangères ou régionales" in page
    assert "Espagnol LV2, Mathématiques. Yanis Petit, Claire Durand." in page


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"title": ""}, "Ce champ est obligatoire"),
        ({"title": "x" * 151}, "Un titre, de 150 caractères au plus."),
        ({"description": "x" * 601}, "600 caractères au plus."),
        ({"code": "SAN"}, "Choisissez un thème qui va avec ce genre de projet."),
        ({"code": ""}, "Choisissez un thème qui va avec ce genre de projet."),
        ({"kind": "ap"}, "Choisissez un thème qui va avec ce genre de projet."),
        ({"parts": []}, "Ce champ est obligatoire"),
        ({"parts": ["1-1"]}, "Sélectionnez un choix valide"),
        ({"group_id": 999999}, "Sélectionnez un choix valide"),
    ],
)
def test_what_a_project_does_not_take_is_told(
    cast: Cast, visit: Visit, more: dict[str, object], told: str
) -> None:
    status, page = add(visit("double"), cast, **more)
    assert (status, told in page) == (422, True)
    assert projects(cast) == []


def test_an_epi_of_one_subject_and_a_name_that_is_taken_are_told(cast: Cast, visit: Visit) -> None:
    status, page = add(visit("double"), cast, parts=[part(cast, "Mathématiques", "durand")])
    assert (status, "Un EPI réunit au moins deux matières." in page) == (422, True)
    add(visit("double"), cast)
    status, page = add(visit("double"), cast, description="Autre chose.")
    assert (status, "Un projet de ce nom existe déjà" in page) == (422, True)


def test_a_project_changes_and_is_removed(cast: Cast, visit: Visit) -> None:
    add(visit("double"), cast)
    (project,) = projects(cast)
    pathway = an_epi(
        cast, kind="parcours", code="CIT", title="Débattre", parts=[part(cast, "Mathématiques", "durand")]
    )
    there = path(cast, project.pk)
    assert "L’eau" in visit("chef").get(there).content.decode()
    assert visit("chef").post(there, pathway).status_code == 302
    with everywhere(cast):
        changed = TeachingProject.objects.get(pk=project.pk)
        assert (changed.kind, changed.code, changed.title) == ("parcours", "CIT", "Débattre")
        assert TeachingProjectPart.objects.filter(project=project).count() == 1
    assert "Parcours citoyen" in visit("double").get(path(cast)).content.decode()
    assert visit("double").post(path(cast, project.pk, "retirer")).status_code == 302
    assert "Débattre" not in visit("double").get(path(cast)).content.decode()
    assert visit("double").post(path(cast, project.pk, "retirer")).status_code == 404


def test_those_who_teach_in_it_say_what_was_done(cast: Cast, visit: Visit) -> None:
    add(visit("double"), cast)
    assert comment(visit("petit"), cast, 0, "Un beau travail de groupe.")[0] == 302
    assert comment(visit("durand"), cast, cast.lea.pk, "Une exposition claire.")[0] == 302
    assert comments(cast) == {None: "Un beau travail de groupe.", cast.lea.pk: "Une exposition claire."}
    there = path(cast, projects(cast)[0].pk, "textes")
    assert "Une exposition claire." in visit("cpe").get(there).content.decode()
    status, page = comment(visit("petit"), cast, cast.lea.pk, "Trop discrète.")
    assert (status, "Une exposition claire." in page, "Trop discrète." in page) == (422, True, True)
    status, page = comment(visit("petit"), cast, cast.lea.pk, "x" * 601, 1)
    assert (status, "601 caractères sur 600" in page) == (422, True)
    told = visit("petit").post(
        path(cast, projects(cast)[0].pk, "textes", "ecrire"),
        {f"a-{cast.noe.pk}-0": "Appliqué."},
        headers={"accept": "application/json"},
    )
    assert told.json()["texts"][str(cast.noe.pk)]["outcome"] == "ecrite"


def test_a_teacher_finds_her_projects_of_each_class(cast: Cast, visit: Visit) -> None:
    add(visit("double"), cast)
    there = "/0310001A/bulletins/projets/"
    page = visit("petit").get(there).content.decode()
    assert ("L’eau" in page, "Calcul mental" in page, "4e B, trimestre 1." in page) == (True, False, True)
    assert "Calcul mental" in visit("durand").get(there).content.decode()
    assert "Aucun projet cette année." in visit("double").get(there).content.decode()


def test_a_closed_term_says_no_more(cast: Cast, visit: Visit) -> None:
    add(visit("double"), cast)
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state="fermee", changed_at=NOW,
            changed_by_id=1,
        )  # fmt: skip
    status, page = comment(visit("petit"), cast, cast.lea.pk, "Trop tard.")
    assert (status, "La période est fermée" in page) == (422, True)


def test_others_are_refused(cast: Cast, visit: Visit) -> None:
    for name in ("durand", "petit", "cpe", "jumeau_chef", "marc"):
        assert add(visit(name), cast)[0] == 404
    add(visit("double"), cast)
    there = path(cast, projects(cast)[0].pk)
    for name in ("durand", "cpe", "jumeau_chef", "lea"):
        assert visit(name).post(f"{there}retirer/").status_code == 404
    for name in ("double", "chef", "cpe", "jumeau_prof"):
        assert comment(visit(name), cast, cast.lea.pk, "x")[0] == 404
    assert comment(visit("petit"), cast, cast.tom.pk, "x")[0] == 404
    assert visit("petit").get(path(cast)).status_code == 200
    assert comments(cast) == {}
