"""A rehearsal: made-up accounts and messages on which the same gestures are made, and that end with it.

Nobody real is in them: their tables are apart, no box shows them, no search of a true incident finds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from preau.foundation.rooms.writings import (
    EvidenceLine,
    FoundWriting,
    Received,
    ReportedWriting,
    Search,
    Writing,
)
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.words import folded
from preau.vigilance.models import DrillAccount, DrillWriting, Incident

#: Name of the kind of writing of a rehearsal.
DRILL = "exercice"

#: Made-up people: as many as read a page, no more. The first two are « stolen ».
_PEOPLE = (
    ("Camille Exercice", Profile.PUPIL, 2),
    ("Alex Exercice", Profile.PUPIL, 1),
    ("Dominique Exercice", Profile.TEACHER, 1),
    *((f"Élève d’exercice {number}", Profile.PUPIL, 1) for number in range(1, 13)),
    *((f"Parent d’exercice {number}", Profile.GUARDIAN, 1) for number in range(1, 7)),
)
_STOLEN = 2


@dataclass(frozen=True, slots=True)
class _Line:
    author: int
    title: str
    text: str
    minutes: int


def _lines() -> tuple[_Line, ...]:
    threat = _("Ceci est un exercice. Ce message tient la place d’une menace envoyée d’un compte volé.")
    return (
        _Line(0, _("EXERCICE – message de menace"), threat, 50),
        _Line(1, _("EXERCICE – message de menace"), threat, 45),
        _Line(0, _("EXERCICE – message de menace, encore"), threat, 20),
        _Line(2, _("EXERCICE – devoirs de lundi"), _("Ceci est un exercice. Un message ordinaire, à garder."), 35),
    )


def make_drill(incident: Incident, school_id: int) -> None:
    """The accounts and messages of this rehearsal."""
    accounts = DrillAccount.objects.bulk_create(
        DrillAccount(
            incident=incident, school_id=school_id, name=name, profile=profile.value, is_stolen=rank < _STOLEN,
            login=folded(name).replace(" ", "."), sessions=sessions,
        )
        for rank, (name, profile, sessions) in enumerate(_PEOPLE)
    )  # fmt: skip
    now, everybody = clock.now(), [account.pk for account in accounts]
    DrillWriting.objects.bulk_create(
        DrillWriting(
            incident=incident, school_id=school_id, author=accounts[line.author], title=line.title, text=line.text,
            written_at=now - timedelta(minutes=line.minutes),
            received=[pk for pk in everybody if pk != accounts[line.author].pk],
            read=everybody[3 : 3 + line.minutes // 10],
        )
        for line in _lines()
    )  # fmt: skip


def end_drill(incident: Incident) -> None:
    """Nothing of it stays but that it took place."""
    DrillWriting.objects.filter(incident=incident).delete()
    DrillAccount.objects.filter(incident=incident).delete()


def drill_writing(incident_id: int) -> Writing:
    """The messages of this rehearsal, as any kind of writing."""
    mine = _Drill(incident_id)
    return Writing(
        name=DRILL, label=_("message d’exercice"), found=mine.found, evidence=mine.evidence,
        describe=mine.describe, withdraw=mine.withdraw, restore=mine.restore,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drill:
    incident_id: int

    def found(self, search: Search) -> tuple[FoundWriting, ...]:
        rows = DrillWriting.objects.filter(
            incident_id=self.incident_id, written_at__gte=search.since, written_at__lt=search.until
        ).select_related("author")
        if search.author_ids:
            rows = rows.filter(author_id__in=search.author_ids)
        return tuple(
            FoundWriting(
                row.pk, row.school_id, row.author_id, row.author.profile, row.written_at, row.title, row.text,
                len(row.received), len(row.read), row.withdrawn_at is not None,
            )
            for row in rows
            if search.text in folded(f"{row.title} {row.text}")
        )[: search.most]  # fmt: skip

    def withdraw(self, _actor: Actor, ids: Sequence[int], _event_id: int) -> int:
        return self._turned(ids, withdrawn=True)

    def restore(self, _actor: Actor, ids: Sequence[int], _event_id: int) -> int:
        return self._turned(ids, withdrawn=False)

    def _turned(self, ids: Sequence[int], *, withdrawn: bool) -> int:
        rows = DrillWriting.objects.filter(
            incident_id=self.incident_id, pk__in=list(ids), withdrawn_at__isnull=withdrawn
        )
        copies = sum(len(row.received) for row in rows)
        rows.update(withdrawn_at=clock.now() if withdrawn else None)
        return copies

    def evidence(self, ids: Sequence[int]) -> Iterator[EvidenceLine]:
        rows = DrillWriting.objects.filter(incident_id=self.incident_id, pk__in=list(ids)).order_by("written_at")
        profiles = dict(DrillAccount.objects.filter(incident_id=self.incident_id).values_list("pk", "profile"))
        for row in rows:
            received = tuple(
                Received(pk, profiles[pk], "à", row.written_at if pk in row.read else None) for pk in row.received
            )
            yield EvidenceLine(
                row.pk, row.school_id, row.author_id, profiles[row.author_id], row.written_at, row.title,
                f"<p>{row.text}</p>", {}, received,
            )  # fmt: skip

    def describe(self, _actor: Actor, _writing_id: int) -> ReportedWriting | None:
        return None
