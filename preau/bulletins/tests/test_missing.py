"""« Ce qui manque »: what a class lacks, who can do it, where; and the list of the classes (rule B3, C91)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from preau.bulletins.models import Appreciation, ClassComment, CouncilDecision, ProgrammeElement, SchoolLife
from preau.directory.models import FormTeacher, Membership, Term
from preau.grading.models import GradebookTeacher, TermLock, TermResult
from preau.kernel import clock
from preau.timetable.models import Replacement
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
CLASSES = "/0310001A/bulletins/classes/"


def missing(client: Client, cast: Cast, term: str = "4B-1") -> str:
    answer = client.get(f"{CLASSES}{cast.terms[term].pk}/manque/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def lead(cast: Cast, who: str) -> None:
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.people[who], begins_on=YEAR_START
        )


def complete(cast: Cast) -> None:
    """Everything that teachers, council and form teacher owe 4e B."""
    with everywhere(cast):
        school, term = cast.schools["college"], cast.terms["4B-1"]
        wrote = {"written_at": NOW, "written_by_id": cast.durand.pk}
        Appreciation.objects.create(
            school=school,
            gradebook=cast.gradebooks["maths"],
            pupil_id=cast.lea.pk,
            term=term,
            text="Bien.",
            **wrote,
        )
        TermResult.objects.create(
            school=school, gradebook=cast.gradebooks["maths"], pupil_id=cast.noe.pk, term=term,
            is_not_marked=True, decided_at=NOW, decided_by_id=cast.durand.pk,
        )  # fmt: skip
        for pupil in (cast.lea.pk, cast.noe.pk):
            SchoolLife.objects.create(school=school, pupil_id=pupil, term=term, comment="Ponctuel.", **wrote)
            CouncilDecision.objects.create(school=school, pupil_id=pupil, term=term, synthesis="Bien.", **wrote)
        ClassComment.objects.create(
            school=school, group=cast.groups["4B"], term=term, text="Bonne classe.", **wrote
        )
        Term.objects.filter(pk=term.pk).update(council_on=date(2026, 12, 4))


def test_each_line_says_who_can_do_it_and_leads_there(cast: Cast, visit: Visit) -> None:
    lead(cast, "petit")
    with everywhere(cast):
        ProgrammeElement.objects.all().delete()
    page, book = missing(visit("petit"), cast), cast.gradebooks["maths"].pk
    assert "Mathématiques\u202f: 1 appréciation sur 2" in page
    assert "À écrire par Claire Durand\u202f: Martin-Ségala Léa." in page
    assert f"relecture/?vue=matiere-{book}" in page
    assert "Mathématiques\u202f: 1 élève sans note ni positionnement" in page
    assert "À évaluer par Claire Durand\u202f: Bœuf Noé." in page
    assert f"/0310001A/notes/{book}/?periode=trimestre-1" in page
    assert "Mathématiques\u202f: aucun élément du programme" in page
    assert f"/{book}/elements/?periode=trimestre-1" in page
    assert "À écrire par Yanis Petit, ou par la direction." in page
    assert "2 synthèses du conseil sur 2" in page
    assert "À écrire au conseil de classe, par Yanis Petit ou la direction\u202f: Bœuf Noé" in page
    assert "2 mots de la vie scolaire sur 2" in page
    assert "À écrire par le CPE\u202f: Bœuf Noé, Martin-Ségala Léa." in page
    assert "À fixer par la direction ou le secrétariat." in page
    assert "/calendrier/conseils/" not in page
    assert "/calendrier/conseils/" in missing(visit("chef"), cast)


def test_who_writes_in_the_subject_is_led_to_where_she_writes(cast: Cast, visit: Visit) -> None:
    lead(cast, "durand")
    page = missing(visit("durand"), cast)
    assert f"/bulletins/appreciations/{cast.gradebooks['maths'].pk}/?periode=trimestre-1" in page


def test_every_address_of_the_list_opens(cast: Cast, visit: Visit) -> None:
    lead(cast, "petit")
    with everywhere(cast):
        ProgrammeElement.objects.all().delete()
    for who in ("petit", "chef", "cpe"):
        main = missing(visit(who), cast).split("<main")[1].split("</main>")[0]
        for address in (part.split('"')[0] for part in main.split('href="')[1:]):
            assert visit(who).get(address).status_code == 200, address


def test_a_substitute_is_named_and_a_gradebook_without_anybody_says_so(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Replacement.objects.update(begins_on=TODAY, ends_on=TODAY, end_of_entry_on=TODAY)
    assert "À écrire par Claire Durand, Yanis Petit" in missing(visit("chef"), cast)
    with everywhere(cast):
        GradebookTeacher.objects.update(ends_on=TODAY)
        Replacement.objects.all().delete()
    page = missing(visit("chef"), cast)
    assert "Sans enseignant connu" in page
    assert "Personne n’y écrit\u202f: la direction y met un enseignant" in page


def test_a_long_list_of_names_is_cut(cast: Cast, visit: Visit) -> None:
    assert " et " not in missing(visit("chef"), cast).split("À évaluer par")[1].split("</p>")[0]


def test_nothing_is_missing_once_all_is_written(cast: Cast, visit: Visit) -> None:
    complete(cast)
    page = missing(visit("chef"), cast)
    assert "Les enseignants ont tout écrit." in page
    assert "Matières complètes" in page
    assert "À écrire" not in page
    assert "Conseil de classe le vendredi 4 décembre" in page
    assert "Appréciations attendues le mardi 1er décembre" in page


def test_who_left_before_the_end_is_not_expected(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Membership.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY)
    assert "Martin-Ségala" not in missing(visit("chef"), cast)


@pytest.mark.parametrize(
    ("ago", "told"), [(0, "aujourd’hui"), (-1, "dans 1 jour"), (-3, "dans 3 jours"), (1, "il y a 1 jour")]
)
def test_the_day_of_the_council_is_counted(cast: Cast, visit: Visit, ago: int, told: str) -> None:
    with everywhere(cast):
        Term.objects.filter(pk=cast.terms["4B-1"].pk).update(council_on=TODAY - timedelta(days=ago))
    assert told in missing(visit("chef"), cast)


@pytest.mark.parametrize("who", ["durand", "petit", "double", "secretaire", "jumeau_prof", "jumeau_chef", "marc"])
def test_nobody_else_reads_it(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get(f"{CLASSES}{cast.terms['4B-1'].pk}/manque/").status_code == 404


def test_the_list_of_classes_follows_the_term_that_is_written(cast: Cast, visit: Visit) -> None:
    first, second = (f"{CLASSES}{cast.terms[name].pk}/manque/" for name in ("4B-1", "4B-2"))
    page = visit("chef").get(CLASSES).content.decode()
    assert (first in page, "1 appréciation manque" in page, "à désigner" in page) == (True, True, True)
    assert first in visit("cpe").get(CLASSES).content.decode()
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"],
            term=cast.terms["4B-1"],
            state="fermee",
            changed_at=NOW,
            changed_by_id=1,
        )
    page = visit("chef").get(CLASSES).content.decode()
    assert (first in page, "période close" in page) == (True, True)
    with clock.at(NOW + timedelta(days=10)):
        assert second in visit("chef").get(CLASSES).content.decode()


def test_a_term_that_nobody_closed_makes_way_in_the_end(cast: Cast, visit: Visit) -> None:
    first, second = (f"{CLASSES}{cast.terms[name].pk}/manque/" for name in ("4B-1", "4B-2"))
    with clock.at(NOW + timedelta(days=30)):
        assert first in visit("chef").get(CLASSES).content.decode()
    with clock.at(NOW + timedelta(days=60)):
        assert second in visit("chef").get(CLASSES).content.decode()


def test_a_teacher_follows_the_classes_she_leads(cast: Cast, visit: Visit) -> None:
    assert "Aucune classe à suivre ici." in visit("petit").get(CLASSES).content.decode()
    lead(cast, "petit")
    page = visit("petit").get(CLASSES).content.decode()
    assert ("4e B" in page, "Yanis Petit" in page) == (True, True)
    assert "Ma classe" in visit("petit").get("/0310001A/bulletins/appreciations/").content.decode()
    assert "Aucune classe" in visit("durand").get(CLASSES).content.decode()
