"""The collège of the cast with all that its file of the first trimester wants, and the hand that makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from preau.bulletins.models import Appreciation, CouncilDecision
from preau.directory.models import Person, PersonKey, School, Term
from preau.exchange.lsu.jobs import make_file_of
from preau.exchange.lsu.models import LivretFile
from preau.exchange.lsu.versions import LATEST
from preau.grading.models import TermLock
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]
UAI = "0310001H"
HERE = f"/{UAI}/livret-scolaire/"
FIRST = "trimestre-1"


def complete(cast: Cast) -> None:
    """Léa and Noé of 4e B: numbers of SIECLE and STS, words of teachers and of the council, a locked term; and the
    letter of a real UAI, which the cast does not have.
    """
    college, term = cast.schools["college"], cast.terms["4B-1"]
    with everywhere(cast):
        School.objects.filter(pk=college.pk).update(uai=UAI)
        for name, kind, key in (("lea", "siecle", "7001"), ("noe", "siecle", "7002"), ("durand", "sts", "9001")):
            PersonKey.objects.create(person=cast.people[name], source="016", kind=kind, key=key)
        Person.objects.filter(pk=cast.sofia.pk).update(title="Mme", address="3 rue Neuve\n31000 Toulouse")
        Term.objects.filter(pk=term.pk).update(council_on=date(2026, 11, 26))
        TermLock.objects.create(
            school=college, term=term, state=TermLock.State.CLOSED, changed_at=NOW, changed_by_id=cast.chef.pk
        )
        Appreciation.objects.create(
            school=college, gradebook=cast.gradebooks["maths"], pupil_id=cast.lea.pk, term=term,
            text="Très bon trimestre.", written_at=NOW, written_by_id=cast.durand.pk,
        )  # fmt: skip
        for name in ("lea", "noe"):
            CouncilDecision.objects.create(
                school=college, pupil_id=cast.people[name].pk, term=term, synthesis="Un trimestre sérieux.",
                written_at=NOW, written_by_id=cast.chef.pk,
            )  # fmt: skip


def ask(cast: Cast, client: Client, *periods: str, version: str = LATEST.name) -> int:
    """Ask for the file on the page; the status of the answer."""
    return client.post(HERE, {"periodes": periods or [FIRST], "version": version}).status_code


def made(cast: Cast) -> LivretFile:
    """What the worker makes of what was asked for last."""
    with everywhere(cast):
        one = LivretFile.objects.get(school=cast.schools["college"])
    make_file_of(school_id=one.school_id, number=one.number)
    with everywhere(cast):
        return LivretFile.objects.get(school=cast.schools["college"])


def checked(cast: Cast, client: Client, *periods: str, version: str = LATEST.name) -> str:
    """Ask, let the worker do it, and read the page."""
    assert ask(cast, client, *periods, version=version) == 302
    made(cast)
    return client.get(HERE).content.decode()
