"""The cast: the same few people in every test. Built once per test database, rolled back after each test.

| name | who |
|---|---|
| lea | a pupil of 4e B at the collège, in a group of Spanish |
| marc, sofia | her parents, living apart, both legal representatives |
| oncle | a contact of Léa (level 3): no access |
| tom | her brother, at the lycée agricole: another school, another académie |
| noe | a classmate of Léa, whose parents are others |
| durand | teaches mathematics to 4e B |
| petit | a colleague, who teaches another class |
| cpe, chef, secretaire | CPE, head and secretary of the collège |
| jumelle | a pupil of the twin school; jumeau_prof, jumeau_cpe, jumeau_chef its staff; jumeau_parent a parent |
| agent | works for the Region |
| double | a teacher of the collège who is also Noé's mother |
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from preau.access.models import Account, Mandate, Session
from preau.directory.models import (
    Closure,
    Course,
    Enrolment,
    Group,
    Guardianship,
    Holiday,
    ImageRight,
    Membership,
    Person,
    Portrait,
    Post,
    Pupil,
    School,
    SchoolYear,
    Subject,
    Term,
    UnpairedPortrait,
)
from preau.directory.photos.image import image_of
from preau.exchange.upload.models import SchoolImport, UploadedFile
from preau.exchange.upload.report import packed
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.ids import token_digest
from preau.kernel.words import folded
from preau.timetable.models import AgendaLink, Lesson, LessonGroup, LessonTeacher, Replacement
from tests.portraits import png

#: The moment at which every test lives: Tuesday 24 November 2026, 10 h 15 in Paris.
NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)
YEAR_START = date(2026, 9, 1)


@dataclass
class Cast:
    """Everybody and everything by name."""

    people: dict[str, Person] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    closures: dict[str, Closure] = field(default_factory=dict)
    replacements: dict[str, Replacement] = field(default_factory=dict)
    imports: dict[str, SchoolImport] = field(default_factory=dict)
    photos: dict[str, UnpairedPortrait] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            found: Person = self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None
        return found

    def token(self, name: str) -> str:
        """The session cookie of this person, under her profile of the cast."""
        return f"jeton-de-{name}"


def build_cast() -> Cast:
    """Write the cast in the database. Runs as the owner, outside any scope."""
    cast = Cast()
    with clock.at(NOW), transaction.atomic():
        _schools(cast)
        with everywhere(cast):
            _people(cast)
            _groups(cast)
            _portraits(cast)
            _calendar(cast)
            _lessons(cast)
            _imports(cast)
            _sessions(cast)
    return cast


@contextmanager
def everywhere(cast: Cast) -> Iterator[None]:
    """Open the scope of all the schools of the cast, to look at what was written."""
    with transaction.atomic(), scope_opened_by_hand([school.pk for school in cast.schools.values()]):
        yield


def _schools(cast: Cast) -> None:
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


def _people(cast: Cast) -> None:
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


def _groups(cast: Cast) -> None:
    for name, school, kind, code, pupils in (
        ("4B", "college", Group.Kind.DIVISION, "4e B", ("lea", "noe")),
        ("4B-ESP", "college", Group.Kind.TEACHING, "4B ESP", ("lea",)),
        ("5A", "college", Group.Kind.DIVISION, "5e A", ()),
        ("CHORALE", "college", Group.Kind.MANUAL, "Chorale", ("lea",)),
        ("2GT", "agricole", Group.Kind.DIVISION, "2de 1", ("tom",)),
        ("4J", "twin", Group.Kind.DIVISION, "4e J", ("jumelle",)),
    ):
        group = Group(school=cast.schools[school], kind=kind, code=code, label=code)
        Group.objects.bulk_create([group])
        cast.groups[name] = group
        for pupil in pupils:
            cast.memberships[name] = Membership.objects.create(
                school=group.school, group=group, pupil_id=cast.people[pupil].pk, begins_on=YEAR_START
            )
    Course.objects.create(
        school=cast.schools["college"], group=cast.groups["4B"], subject=cast.subjects["Mathématiques"],
        teacher=cast.people["durand"], begins_on=YEAR_START,
    )  # fmt: skip


def _portraits(cast: Cast) -> None:
    """Noé's family agreed, and his photo is there; a photo of somebody waits for its pupil."""
    college, image = cast.schools["college"], image_of(png())
    picture = {"school": college, "kind": image.kind, "content": image.content, "digest": image.digest}
    ImageRight.objects.create(school=college, pupil_id=cast.noe.pk, is_granted=True, answered_on=YEAR_START)
    Portrait.objects.create(pupil_id=cast.noe.pk, received_at=NOW, **picture)
    cast.photos["inconnu"] = UnpairedPortrait.objects.create(
        folder="4e B", name="inconnu.png", received_at=NOW, **picture
    )


def _calendar(cast: Cast) -> None:
    """Zone C as the ministry publishes it; the collège closes for a day, and 4e B has trimesters."""
    year = SchoolYear.objects.get()
    for label, first, last in (
        ("Vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 1)),
        ("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3)),
        ("Vacances d’Hiver", date(2027, 2, 6), date(2027, 2, 21)),
        ("Vacances de Printemps", date(2027, 4, 3), date(2027, 4, 18)),
    ):
        Holiday.objects.create(zone="C", year_label=year.label, label=label, starts_on=first, ends_on=last)
    for school, label in (("college", "Fête locale"), ("twin", "Foire aux livres")):
        cast.closures[school] = Closure.objects.create(
            school=cast.schools[school], label=label, starts_on=date(2027, 3, 12), ends_on=date(2027, 3, 12)
        )
    for number, first, last in (
        (1, YEAR_START, date(2026, 11, 29)),
        (2, date(2026, 11, 30), date(2027, 3, 7)),
        (3, date(2027, 3, 8), date(2027, 7, 3)),
    ):
        Term.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], year=year, kind=Term.Kind.TRIMESTER,
            number=number, starts_on=first, ends_on=last,
        )  # fmt: skip


def lesson(
    cast: Cast, name: str, school: str, group: str, teacher: str, subject: str, start: time, end: time,
    on: date = TODAY,
) -> Lesson:  # fmt: skip
    """Add a lesson to the cast."""
    made = Lesson.objects.create(
        school=cast.schools[school], subject=cast.subjects[subject], held_on=on,
        starts_at=clock.instant(on, start), ends_at=clock.instant(on, end), room="B12",
    )  # fmt: skip
    LessonGroup.objects.create(school=made.school, lesson=made, group=cast.groups[group], held_on=on)
    LessonTeacher.objects.create(school=made.school, lesson=made, person=cast.people[teacher], held_on=on)
    cast.lessons[name] = made
    return made


def _lessons(cast: Cast) -> None:
    lesson(cast, "maths", "college", "4B", "durand", "Mathématiques", time(10, 10), time(11, 5))
    lesson(cast, "francais", "college", "4B", "petit", "Français", time(8, 0), time(8, 55))
    lesson(cast, "espagnol", "college", "4B-ESP", "double", "Espagnol LV2", time(14, 30), time(15, 25))
    lesson(cast, "autre", "college", "5A", "petit", "Français", time(10, 10), time(11, 5))
    lesson(cast, "agro", "agricole", "2GT", "jumeau_prof", "Français", time(10, 10), time(11, 5))
    AgendaLink.objects.create(
        person=cast.people["lea"], profile=Profile.PUPIL.value, digest=token_digest("agenda-de-lea"), made_at=NOW
    )
    cast.replacements["durand"] = Replacement.objects.create(
        school=cast.schools["college"], absent=cast.people["durand"], substitute=cast.people["petit"],
        begins_on=date(2027, 5, 17), ends_on=date(2027, 5, 21), end_of_entry_on=date(2027, 6, 4),
    )  # fmt: skip
    lesson(cast, "jumeau", "twin", "4J", "jumeau_prof", "Français", time(10, 10), time(11, 5))


def _imports(cast: Cast) -> None:
    """The secretary has a table of pupils under way, and the report of another one; the twin school has one."""
    table = "Nom;Prénom;Date de naissance;Classe\nBœuf;Noé;21/09/2012;4e B\nAlibert;Eva;31/02/2013;4e Bis\n"
    for name, school, who in (
        ("under_way", "college", "secretaire"), ("applied", "college", "chef"), ("twin", "twin", "jumeau_chef"),
    ):  # fmt: skip
        applied = name == "applied"
        cast.imports[name] = made = SchoolImport.objects.create(
            school=cast.schools[school], sort="csv", state="applique" if applied else "en_cours",
            file_names=["eleves.csv"], made_by=cast.people[who],
            received_at=NOW, expires_at=NOW + timedelta(days=2),
            applied_at=NOW if applied else None, report=packed(b"Quoi;Qui\n") if applied else b"",
            counts={"figures": [["élèves arrivent", 1, "ok"]], "anomalies": 1, "left_out": 0} if applied else {},
        )  # fmt: skip
        if not applied:
            UploadedFile.objects.create(
                school=made.school, of=made, name="eleves.csv", content=packed(table.encode())
            )


def _sessions(cast: Cast) -> None:
    for name, someone in cast.people.items():
        account = Account.objects.create(person=someone, login=name.replace("_", "."), activated_at=NOW)
        Session.objects.create(
            digest=token_digest(cast.token(name)), account=account, profile=cast.profiles[name].value,
            started_at=NOW, seen_at=NOW, expires_at=datetime(2027, 7, 31, tzinfo=UTC),
        )  # fmt: skip
