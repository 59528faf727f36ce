"""What is done of report cards in tests, by the doors people take, and by the worker."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from preau.bulletins.actions.announce_report_cards import announce_report_cards
from preau.bulletins.actions.make_class_cards import make_class_cards
from preau.bulletins.models import Appreciation, ReportCard, ReportCardBatch
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from preau.kernel.actor import SYSTEM
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]
EDITION = "/0310001A/bulletins/edition/"


def first_term(cast: Cast) -> int:
    return cast.terms["4B-1"].pk


def ask(client: Client, cast: Cast, why: str = "", **said: object) -> tuple[int, str]:
    answer = client.post(EDITION, {"classe": first_term(cast), "geste": "editer", "raison": why, **said})
    return answer.status_code, answer.content.decode()


def work(cast: Cast) -> None:
    """What the worker does of what was asked."""
    with everywhere(cast):
        for batch in ReportCardBatch.objects.filter(ended_at=None):
            while make_class_cards(actor=SYSTEM, school_id=batch.school_id, batch_id=batch.pk):
                pass


def announce(cast: Cast) -> None:
    """What the worker does at the hour, then what listeners say."""
    with everywhere(cast):
        announce_report_cards(actor=SYSTEM, school_id=cast.schools["college"].pk, term_id=first_term(cast))
    gather_listeners()
    deliver_all()


def publish(client: Client, cast: Cast, **said: str) -> tuple[int, str]:
    answer = client.post(f"{EDITION}publication/?classe={first_term(cast)}", {"when": "maintenant", **said})
    return answer.status_code, answer.content.decode()


def cards(cast: Cast, name: str = "lea") -> list[ReportCard]:
    with everywhere(cast):
        return list(ReportCard.objects.filter(pupil_id=cast.people[name].pk).order_by("number"))


def say(cast: Cast, text: str) -> None:
    """Mme Durand says this of Léa."""
    with everywhere(cast):
        Appreciation.objects.update_or_create(
            gradebook=cast.gradebooks["maths"], pupil_id=cast.lea.pk, term=cast.terms["4B-1"],
            defaults={"school": cast.schools["college"], "text": text, "written_at": NOW, "written_by_id": 1},
        )  # fmt: skip


def notices(cast: Cast, name: str) -> list[str]:
    kind = "bulletins:published"
    return list(
        Notice.objects.filter(recipient_id=cast.people[name].pk, kind=kind).values_list("title", flat=True)
    )
