"""The schools of the cast and everybody in them."""

from __future__ import annotations

from datetime import date

from preau.access.models import Mandate
from preau.directory.models import Enrolment, Guardianship, Person, Post, Pupil, School, SchoolYear, Subject
from preau.kernel.actor import Profile
from preau.kernel.words import folded
from tests.cast.stage import YEAR_START, Cast


def write_schools(cast: Cast) -> None:
    SchoolYear.objects.create(label="2026-2027", starts_on=YEAR_START, ends_on=date(2027, 7, 3))
    for name, uai, label, kind, source in (
        ("college", "0310001A", "Collège Jean-Jaurès", School.Kind.COLLEGE, "016"),
        ("twin", "0340002B", "Collège Frédéric-Mistral", School.Kind.COLLEGE, "011"),
        ("agricole", "0320003C", "Lycée agricole de Beaulieu", School.Kind.LYCEE_AGRICOLE, "098"),
    ):
        cast.schools[name] = School.objects.create(
            uai=uai, name=label, kind=kind, source=source, source_key=uai, academie=source
        )
    for code, label in (("061300", "Mathématiques"), ("030602", "Espagnol LV2"), ("020700", "Français")):
        cast.subjects[label] = Subject.objects.create(source="016", code=code, label=label)


def person(cast: Cast, name: str, first: str, last: str, profile: Profile, born: date | None = None) -> Person:
    """Add somebody to the cast."""
    someone = Person.objects.create(
        first_name=first, last_name=last, sorting_name=folded(f"{last} {first}"), born_on=born
    )
    cast.people[name], cast.profiles[name] = someone, profile
    return someone


def write_people(cast: Cast) -> None:
    college, twin, agricole = (cast.schools[name] for name in ("college", "twin", "agricole"))
    for name, first, last, born, school in (
        ("lea", "Léa", "Martin-Ségala", date(2012, 5, 3), college),
        ("noe", "Noé", "Bœuf", date(2012, 9, 21), college),
        ("tom", "Tom", "Martin-Ségala", date(2009, 2, 11), agricole),
        ("jumelle", "Jade", "Vidal", date(2012, 1, 30), twin),
    ):
        pupil = Pupil.objects.create(person=person(cast, name, first, last, Profile.PUPIL, born))
        Enrolment.objects.create(school=school, pupil=pupil, begins_on=YEAR_START)
    for name, first, last, profile, function, school in (
        ("durand", "Claire", "Durand", Profile.TEACHER, "ENS", college),
        ("petit", "Yanis", "Petit", Profile.TEACHER, "ENS", college),
        ("double", "Inès", "Bœuf", Profile.TEACHER, "ENS", college),
        ("cpe", "Maëlle", "Costa", Profile.VIE_SCOLAIRE, "EDU", college),
        ("chef", "Paul", "Lacaze", Profile.DIRECTION, "DIR", college),
        ("secretaire", "Aline", "Roux", Profile.STAFF, "ADF", college),
        ("jumeau_prof", "Hugo", "Ferrer", Profile.TEACHER, "ENS", twin),
        ("jumeau_cpe", "Nadia", "Benali", Profile.VIE_SCOLAIRE, "EDU", twin),
        ("jumeau_chef", "Luc", "Pons", Profile.DIRECTION, "DIR", twin),
    ):
        someone = person(cast, name, first, last, profile)
        Post.objects.create(
            school=school, person=someone, function=function, profile=profile.value, begins_on=YEAR_START
        )
    for name, first, last in (
        ("marc", "Marc", "Martin"),
        ("sofia", "Sofia", "Ségala"),
        ("oncle", "Jean", "Martin"),
        ("jumeau_parent", "Anne", "Vidal"),
    ):
        person(cast, name, first, last, Profile.GUARDIAN)
    for child, adult, level, kinship in (
        ("lea", "marc", 1, 20),
        ("lea", "sofia", 1, 10),
        ("lea", "oncle", 3, 39),
        ("tom", "marc", 1, 20),
        ("noe", "double", 1, 10),
        ("jumelle", "jumeau_parent", 1, 10),
    ):
        informed, consults, decides = Guardianship.CAPABILITIES_OF_LEVEL[level]
        Guardianship.objects.create(
            pupil_id=cast.people[child].pk, guardian=cast.people[adult], level=level, kinship=kinship,
            is_informed=informed, may_consult=consults, may_decide=decides, begins_on=YEAR_START,
        )  # fmt: skip
    Mandate.objects.create(
        person=person(cast, "agent", "Rémi", "Fabre", Profile.AGENT), label="Région", begins_on=YEAR_START
    )
