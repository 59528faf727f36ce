"""Absences of the last days in the class of the crowd, in every state the desk shows. None touches today."""

from __future__ import annotations

from datetime import time, timedelta

from preau.attendance.models import AbsencePeriod, AbsenceReason, FollowUp
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast, lesson

#: days ago, from, until, kind, reason, words, decided, proof, followed
_AWAY = (
    (1, 8, 12, "absence", "", "", "", False, False),
    (1, 8, 17, "absence", "maladie", "Elle a de la fièvre et ne pourra pas venir avant jeudi.", "", False, False),
    (1, 13, 14, "retard", "retard_transport", "", "acceptee", False, False),
    (2, 8, 9, "retard", "", "", "", False, False),
    (4, 10, 17, "absence", "competition", "Cross départemental", "acceptee", False, False),
    (4, 8, 12, "absence", "convenance", "Nous partions en week-end.", "refusee", False, False),
    (5, 8, 17, "absence", "rendez_vous_medical", "", "acceptee", True, True),
    (6, 15, 16, "depart", "", "", "", False, False),
    (7, 8, 12, "absence", "", "", "", False, True),
    (-2, 8, 17, "absence", "reunion_famille", "Mariage de sa tante", "", False, False),
)


def be_away(cast: Cast) -> None:
    """Write them, one per classmate."""
    college = cast.schools["college"]
    reasons = dict(AbsenceReason.objects.filter(school=college).values_list("code", "pk"))
    for n, (ago, start, end, kind, code, said, decided, has_proof, is_followed) in enumerate(_AWAY):
        day, before = TODAY - timedelta(days=ago), NOW - timedelta(hours=2)
        period = AbsencePeriod.objects.create(
            school=college, pupil_id=cast.people[f"camarade{n}"].pk, kind=kind,
            origin="vie_scolaire" if said else "appel",
            starts_at=clock.instant(day, time(start)), ends_at=clock.instant(day, time(end)),
            first_on=day, last_on=day, reason_id=reasons.get(code), words=said,
            said_at=before if said else None, said_by_id=cast.people["cpe"].pk if said else None,
            admissibility=decided or "en_attente", decided_at=before if decided else None,
            decided_by_id=cast.people["cpe"].pk if decided else None,
            answer="Ce n’est pas un motif légitime." if decided == "refusee" else "",
            proof_received_at=before if has_proof else None, followed_at=before if is_followed else None,
            made_at=before,
        )  # fmt: skip
        if decided == "refusee":
            FollowUp.objects.create(
                school=college, period=period, kind="appel_passe", comment="La mère rappelle ce soir.",
                done_at=before, done_by_id=cast.people["cpe"].pk,
            )  # fmt: skip


def be_often_away(cast: Cast) -> None:
    """One classmate missed five mornings of early November without a word; another is late every week."""
    college, cpe = cast.schools["college"], cast.people["cpe"].pk
    for n in range(8):
        day = TODAY - timedelta(days=12 + n)
        if day.isoweekday() < 6:
            lesson(cast, f"passee{n}", "college", "4B", "petit", "Français", time(8), time(8, 55), day)
        for name, kind, end in (("camarade20", "absence", time(12)), ("camarade21", "retard", time(8, 10))):
            AbsencePeriod.objects.create(
                school=college, pupil_id=cast.people[name].pk, kind=kind, origin="appel",
                first_on=day, last_on=day, starts_at=clock.instant(day, time(8)),
                ends_at=clock.instant(day, end), made_at=NOW, followed_at=NOW, followed_by_id=cpe,
            )  # fmt: skip
