"""What the actions of `vigilance` are asked, and whom they obey."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from preau.vigilance.models import Freeze, IncidentWork, IncidentWriting
from preau.vigilance.searching import Wanted
from tests.cast import NOW, Cast
from tests.deeds.asked import NOBODY, Asked, at_college
from tests.mailing import written
from tests.matrix.answer import who

CHEF = who("chef")
WANTED = Wanted(since=NOW - timedelta(days=2), until=NOW + timedelta(days=1), text="compte")


def in_incident(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {
        "incident_id": cast.vigilance["incident"], **{name: get(cast) for name, get in more.items()},
    }  # fmt: skip


def suspended(cast: Cast) -> UUID:
    return Freeze.objects.create(
        school=cast.schools["college"], profiles=["eleve"], reason="x", is_above=False, gesture=UUID(int=3),
        begun_at=NOW, begun_by_id=1,
    ).gesture  # fmt: skip


def withdrawn(cast: Cast) -> list[int]:
    row = cast.vigilance["ecrit"]
    IncidentWriting.objects.filter(pk=row).update(withdrawn_at=NOW)
    return [row]


def work(cast: Cast) -> int:
    return IncidentWork.objects.create(
        incident_id=cast.vigilance["incident"], schools=[cast.schools["college"].pk], kind="reinitialiser",
        total=1, event_id=1, asked_at=NOW, asked_by_id=cast.chef.pk, asked_profile="direction",
    ).pk  # fmt: skip


ACTIONS: dict[str, Asked] = {
    "vigilance.suspend_messaging": Asked(
        who("chef agent"),
        lambda cast: {
            "school_ids": [cast.schools["college"].pk], "profiles": ["eleve"], "reason": "Comptes volés",
            "expected_on": None, "key": UUID(int=2),
        },
    ),
    "vigilance.reopen_messaging": Asked(CHEF, lambda cast: {"gesture": suspended(cast)}),
    "vigilance.report_writing": Asked(
        who("lea"),
        lambda cast: {
            "writing": "message", "writing_id": written(cast, "oncle", "lea"), "reason": "menace", "words": "",
        },
    ),
    "vigilance.treat_report": Asked(
        who("cpe chef"),
        at_college(
            report_id=lambda cast: cast.vigilance["signalement"], outcome=lambda cast: "agi", note=lambda cast: "",
        ),
    ),
    "vigilance.choose_referents": Asked(CHEF, at_college(person_ids=lambda cast: [cast.durand.pk])),
    "vigilance.open_incident": Asked(
        who("chef agent"),
        at_college(title=lambda cast: "Menaces", is_rehearsal=lambda cast: True, key=lambda cast: UUID(int=2)),
    ),
    "vigilance.look_for_writings": Asked(CHEF, in_incident(wanted=lambda cast: WANTED)),
    "vigilance.keep_writings": Asked(CHEF, in_incident(wanted=lambda cast: WANTED, tokens=lambda cast: None)),
    "vigilance.keep_accounts": Asked(CHEF, in_incident(logins=lambda cast: ["personne"])),
    "vigilance.ask_withdrawal": Asked(CHEF, in_incident()),
    "vigilance.ask_restoration": Asked(CHEF, in_incident(row_ids=withdrawn)),
    "vigilance.ask_reset": Asked(CHEF, in_incident()),
    "vigilance.ask_evidence": Asked(CHEF, in_incident()),
    "vigilance.take_evidence": Asked(CHEF, in_incident(file_id=lambda cast: cast.vigilance["preuves"])),
    "vigilance.print_cards": Asked(CHEF, at_college(incident_id=lambda cast: cast.vigilance["incident"])),
    "vigilance.close_incident": Asked(CHEF, in_incident(conclusion=lambda cast: "Fini")),
    "vigilance.advance_work": Asked(NOBODY, lambda cast: {"work_id": work(cast)}),
}  # fmt: skip
