"""Tables of pupils, guardians and staff, as schools type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from preau.directory.models import Enrolment, Group, Guardianship, Membership, Person, Post, School
from preau.exchange.places import Place
from preau.exchange.tabular.records import Kind
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.groups import LEAVE
from preau.exchange.upload.people.plan import Plan, What
from preau.exchange.upload.tests.school_file import table
from tests.cast import TODAY, Cast

Import = Callable[..., Plan]
PUPILS = """Nom;Prénom;Date de naissance;Classe
Bœuf;Noé;21/09/2012;4e B
Alibert;Eva;14/02/2013;4E b
Alibert;Eva;14/02/2013;5e A
"""


def reasons(plan: Plan) -> str:
    return " ; ".join(anomaly.sentence for anomaly in plan.anomalies)


def test_a_pupil_comes_in_and_a_class_is_known_whatever_its_capitals(bring: Import, cast: Cast) -> None:
    plan = bring(table(PUPILS, Kind.PUPILS))
    eva = Person.objects.get(last_name="ALIBERT")
    assert Membership.objects.get(pupil_id=eva.pk).group_id == cast.groups["4B"].pk
    assert Enrolment.objects.get(pupil_id=eva.pk).begins_on == TODAY
    assert plan.counts[What.ARRIVAL] == 1
    assert "ligne 4" in reasons(plan)


def test_the_same_table_twice_changes_nothing(bring: Import) -> None:
    bring(table(PUPILS, Kind.PUPILS))
    assert bring(table(PUPILS, Kind.PUPILS)).is_nothing


def test_a_pupil_without_birth_date_is_known_by_a_name_nobody_else_has(bring: Import, cast: Cast) -> None:
    plan = bring(table("Nom;Prénom;Classe\nMartin-Ségala;Léa;5e A\n", Kind.PUPILS))
    assert plan.counts[What.MOVE] == 1
    assert Membership.objects.get(pupil_id=cast.lea.pk, group=cast.groups["5A"]).begins_on == TODAY


def test_a_homonym_born_another_day_is_somebody_else(bring: Import, cast: Cast) -> None:
    bring(table("Nom;Prénom;Date de naissance;Classe\nBœuf;Noé;01/01/2013;5e A\n", Kind.PUPILS))
    noes = Person.objects.filter(sorting_name="boeuf noe").order_by("born_on")
    assert [one.born_on for one in noes] == [date(2012, 9, 21), date(2013, 1, 1)]


def test_two_homonyms_and_no_birth_date_are_left_out_and_told(bring: Import, cast: Cast) -> None:
    bring(table("Nom;Prénom;Date de naissance;Classe\nBœuf;Noé;01/01/2013;5e A\n", Kind.PUPILS))
    plan = bring(table("Nom;Prénom;Classe\nBœuf;Noé;5e A\n", Kind.PUPILS))
    assert plan.is_nothing
    assert plan.anomalies[0].place == Place("liste.csv", 2)
    assert "plusieurs élèves de l’établissement ont ce nom" in reasons(plan)


def test_an_answer_is_remembered_for_the_next_time(bring: Import, cast: Cast, college: School) -> None:
    text = "Nom;Prénom;Date de naissance;Classe\nAlibert;Eva;14/02/2013;Quatrième Bis\n"
    bring(table(text, Kind.PUPILS), answers={("classe", "Quatrième Bis"): cast.groups["4B"].pk})
    eva = Person.objects.get(last_name="ALIBERT")
    assert Membership.objects.get(pupil_id=eva.pk).group_id == cast.groups["4B"].pk
    assert Pairing.objects.get(told="Quatrième Bis").group_id == cast.groups["4B"].pk
    assert bring(table(text, Kind.PUPILS)).is_nothing
    assert not Group.objects.filter(school=college, code="Quatrième Bis").exists()


def test_a_class_left_aside_is_not_opened(bring: Import, college: School) -> None:
    text = "Nom;Prénom;Date de naissance;Classe\nAlibert;Eva;14/02/2013;ULIS\n"
    bring(table(text, Kind.PUPILS), answers={("classe", "ULIS"): LEAVE})
    assert not Group.objects.filter(school=college, code="ULIS").exists()
    assert Enrolment.objects.filter(pupil__person__last_name="ALIBERT").exists()


def test_guardians_on_the_line_of_a_pupil_are_one_person_for_two_children(bring: Import) -> None:
    text = (
        "Nom;Prénom;Date de naissance;Classe;r1_nom;r1_prenom;r1_mail\n"
        "Alibert;Eva;14/02/2013;5e A;Alibert;Rose;rose@exemple.fr\n"
        "Alibert;Luc;15/03/2014;5e A;Alibert;Rose;rose@exemple.fr\n"
    )
    plan = bring(table(text, Kind.PUPILS))
    rose = Person.objects.get(first_name="Rose")
    assert Guardianship.objects.filter(guardian=rose, level=3, may_consult=False).count() == 2
    assert "niveau de responsabilité inconnu" in reasons(plan)
    assert bring(table(text, Kind.PUPILS)).is_nothing


def test_a_table_of_guardians_finds_the_children_and_their_parents(bring: Import, cast: Cast) -> None:
    text = (
        "Nom*;Prénom*;Courriel;Nom de l'élève;Prénom de l'élève;Classes de l'élève\n"
        "Martin;Marc;marc@exemple.fr;Martin-Ségala;Léa;4e B\n"
        "Petit;Ana;;Inconnu;Nul;4e B\n"
        "Bœuf;Ali;;Bœuf;Noé;4e B\n"
    )
    plan = bring(table(text, Kind.GUARDIANS), default_level=1)
    cast.marc.refresh_from_db()
    assert cast.marc.email == "marc@exemple.fr"
    assert not Person.objects.filter(first_name="Ana").exists()
    assert "ligne 3" in reasons(plan)
    assert Guardianship.objects.get(guardian__first_name="Ali").may_decide is True
    assert bring(table(text, Kind.GUARDIANS), default_level=1).is_nothing


def test_staff_get_a_local_post_and_nobody_becomes_head(bring: Import, cast: Cast) -> None:
    text = (
        "Nom;Prénom;Courriel;Fonction\n"
        "Durand;Claire;;enseignante\nLopez;Inès;ines@exemple.fr;AESH\nRoux;Aline;;principale\n"
    )
    plan = bring(table(text, Kind.STAFF))
    post = Post.objects.get(person__last_name="LOPEZ")
    assert (post.function, post.profile, post.is_local) == ("AEH", "personnel", True)
    assert Post.objects.filter(person=cast.durand).count() == 1
    assert Post.objects.filter(person=cast.secretaire).count() == 1
    assert "poste de direction ne s’ouvre pas par un tableau" in reasons(plan)
    assert bring(table(text, Kind.STAFF)).is_nothing
