"""The cast in a school that looks like one: a whole class, long names, a day of lessons, a password."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from preau.access.models import Account, Session
from preau.console.jobs import count_some
from preau.console.models import MergeRequest
from preau.directory.models import Enrolment, Membership, Pupil
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.ids import token_digest
from preau.timetable.tests.week import own_course
from tests.browser.away import be_away, be_often_away
from tests.browser.livret import check_livret
from tests.browser.next_year import prepare_next_year
from tests.cast import NOW, YEAR_START, Cast, build_cast, everywhere, lesson, person

#: The password of `durand`, who signs in by keyboard.
PASSWORD = "Le chat dort au soleil"

CLASSMATES = (
    "Abadie Camille", "Azaïs Romane", "Bonnet Gabin", "Cabanel Jordi", "Castaing Lou", "Delmas Nathan",
    "Espinasse Maëlys", "Fabre Jeanne", "Garrigue Timéo", "Hernández Iñaki", "Issanchou Zoé", "Jammes Éléonore",
    "La Rochefoucauld-Castelnaudary Marie-Antoinette", "Lagarde Ilyès", "Miquel Anaïs", "N’Diaye Awa",
    "Olivier Sacha", "Pujol Núria", "Puech Raphaël", "Ricard Emma", "Sanchez Hugo", "Toulze Clémence",
    "Roquelaure Mila", "Teisseire Paul", "Vergnes Adam", "Viguier Nine", "Zitouni Yasmine", "Zoubir Malik",
)  # fmt: skip


def populate() -> Cast:
    """Make the tables and write everybody, in the database where models write; returns the cast."""
    call_command("migrate", verbosity=0, interactive=False)
    cast = build_cast()
    with clock.at(NOW), everywhere(cast):
        for n, name in enumerate(CLASSMATES):
            last, _, first = name.rpartition(" ")
            pupil = Pupil.objects.create(
                person=person(cast, f"camarade{n}", first, last, Profile.PUPIL, date(2012, 3, 1 + n))
            )
            Enrolment.objects.create(school=cast.schools["college"], pupil=pupil, begins_on=YEAR_START)
            Membership.objects.create(
                school=cast.schools["college"], group=cast.groups["4B"], pupil=pupil, begins_on=YEAR_START
            )
        lesson(cast, "cinquieme", "college", "5A", "durand", "Mathématiques", time(8, 0), time(8, 55))
        lesson(cast, "soutien", "college", "4B", "durand", "Mathématiques", time(9, 0), time(9, 55))
        lesson(cast, "soir", "college", "5A", "durand", "Mathématiques", time(15, 30), time(16, 25))
        lesson(cast, "apres-midi", "college", "4B", "petit", "Français", time(13, 30), time(14, 25))
        Account.objects.filter(person_id=cast.durand.pk).update(password=make_password(PASSWORD))
        prepare_next_year(cast, [cast.noe.pk, *(cast.people[f"camarade{n}"].pk for n in range(len(CLASSMATES)))])
        be_away(cast)
        be_often_away(cast)
        _two_records_of_marc(cast)
        _another_session(cast, "double-parent", "double", Profile.GUARDIAN)
        cast.courses["own"] = own_course(cast)
        check_livret(cast)
        count_some(school_ids=[school.pk for school in cast.schools.values()])
        # What made this school is no part of what the journeys look at.
        LedgerEvent.objects.all().delete()
    return cast


def _two_records_of_marc(cast: Cast) -> None:
    """The collège says that Marc and Jean are one, and the lycée agricole knows Marc: the Region has to decide."""
    first, second = sorted((cast.marc.pk, cast.oncle.pk))
    MergeRequest.objects.create(
        school=cast.schools["college"], first_id=first, second_id=second, asked_at=NOW,
        reason="Il l’a confirmé au secrétariat", asked_by_id=cast.secretaire.pk,
    )  # fmt: skip


def _another_session(cast: Cast, name: str, owner: str, profile: Profile) -> None:
    """The same person under her other hat: her window is that of `name`."""
    Session.objects.create(
        digest=token_digest(cast.token(name)),
        account=Account.objects.get(person_id=cast.people[owner].pk),
        profile=profile.value,
        started_at=NOW,
        seen_at=NOW,
        expires_at=datetime(2027, 7, 31, tzinfo=UTC),
    )
