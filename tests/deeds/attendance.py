"""Whom the actions of `attendance` obey."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from preau.attendance.actions.change_attendance_settings import Choices
from preau.attendance.actions.treat_periods import Treatment
from preau.attendance.actions.write_assembly import PointWords
from preau.attendance.actions.write_exemption import ExemptionWords
from preau.attendance.actions.write_exit_regime import Leave
from preau.attendance.actions.write_remarks import Remarks
from preau.attendance.life.standing import PeriodState
from preau.attendance.measuring import MeasureWords
from preau.attendance.models import Absence, AbsencePeriod, Exemption, Notification, Passage
from preau.attendance.queries.letters import Chosen
from preau.attendance.rules import Standing
from preau.attendance.sheet import load_lesson
from preau.directory.models import Person, SchoolYear
from tests.cast import NOW, TODAY, Cast
from tests.deeds.asked import NOBODY, WATCHERS, Asked, at_college
from tests.matrix.answer import who


def maths(cast: Cast) -> int:
    return cast.lessons["maths"].pk


def away(cast: Cast) -> int:
    """Léa is away for two hours: her family called."""
    return AbsencePeriod.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, origin="vie_scolaire", starts_at=NOW,
        ends_at=NOW + timedelta(hours=2), first_on=TODAY, last_on=TODAY, made_at=NOW,
    ).pk  # fmt: skip


def outing(cast: Cast) -> dict[str, Any]:
    """The trip to the museum of the cast, as actions name it."""
    return {"school_id": cast.schools["college"].pk, "collective_id": cast.outings["musee"].pk}


def its_time(cast: Cast) -> dict[str, Any]:
    return {"starts_at": cast.outings["musee"].starts_at, "ends_at": cast.outings["musee"].ends_at}


def goes(cast: Cast) -> dict[str, Any]:
    """Léa goes to the museum."""
    days = {"first_on": cast.outings["musee"].first_on, "last_on": cast.outings["musee"].last_on}
    AbsencePeriod.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, origin="collectif", made_at=NOW,
        collective=cast.outings["musee"], **its_time(cast), **days,
    )  # fmt: skip
    return {**outing(cast), "pupil_id": cast.lea.pk}


def illness(cast: Cast) -> int | None:
    return cast.periods["noe"].reason_id


def reachable(cast: Cast) -> list[int]:
    """Noé, whose mother has an address."""
    Person.objects.filter(pk=cast.double.pk).update(address="3 rue des Lilas, 31000 Toulouse")
    return [cast.noe.pk]


def written(cast: Cast) -> UUID:
    """A mail to Noé’s mother that has not left."""
    Notification.objects.create(
        school=cast.schools["college"], pupil_id=cast.noe.pk, recipient_id=cast.double.pk, channel="courriel",
        sent_to="ines@exemple.fr", text="x", made_at=NOW, batch=UUID(int=1),
    )  # fmt: skip
    return UUID(int=1)


def passage(cast: Cast) -> int:
    """Léa is at the infirmary."""
    return Passage.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, held_on=TODAY, place="infirmerie", arrived_at=NOW,
        noted_by_id=1,
    ).pk  # fmt: skip


def in_study(cast: Cast) -> dict[str, Any]:
    """Léa is in study hall, at the collège."""
    Passage.objects.filter(pk=passage(cast)).update(place="etude")
    return {"school_id": cast.schools["college"].pk}


def noted_absent(cast: Cast) -> int:
    return Absence.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, lesson=cast.lessons["maths"], held_on=TODAY,
        noted_at=NOW, noted_by_id=1,
    ).pk  # fmt: skip


CALLERS = who("durand cpe chef")


def exempted(cast: Cast) -> int:
    """Léa is exempted from mathematics today."""
    return Exemption.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, subject=cast.subjects["Mathématiques"],
        begins_on=TODAY, ends_on=TODAY, written_at=NOW, written_by_id=1,
    ).pk  # fmt: skip


def year_before(_cast: Cast) -> int:
    """The year before, which is over."""
    return SchoolYear.objects.create(label="2025-2026", starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 31)).pk


def from_maths(cast: Cast) -> ExemptionWords:
    return ExemptionWords(TODAY, TODAY, subject_id=cast.subjects["Mathématiques"].pk)


ACTIONS: dict[str, Asked] = {
    "attendance.write_assembly": Asked(
        who("cpe chef"),
        at_college(
            points=lambda cast: [PointWords("Cour nord")], places=lambda cast: {cast.groups["4B"].pk: None}
        ),
    ),
    "attendance.write_measures": Asked(
        WATCHERS,
        at_college(
            pupil_id=lambda cast: cast.lea.pk, month=lambda cast: TODAY, said=lambda cast: MeasureWords()
        ),
    ),
    "attendance.propose_purge": Asked(NOBODY, at_college()),
    "attendance.purge_year": Asked(NOBODY, at_college(year_id=year_before)),
    "attendance.ask_purge": Asked(who("chef"), at_college(year_id=year_before)),
    "attendance.put_off_purge": Asked(
        who("chef"),
        at_college(
            year_id=year_before, until=lambda cast: TODAY + timedelta(days=30), why=lambda cast: "Un recours"
        ),
    ),
    "attendance.write_exemption": Asked(
        WATCHERS, at_college(pupil_id=lambda cast: cast.lea.pk, said=from_maths)
    ),
    "attendance.withdraw_exemption": Asked(WATCHERS, at_college(exemption_id=exempted)),
    "attendance.open_roll": Asked(
        CALLERS,
        lambda cast: {"lesson": load_lesson(maths(cast), school_id=cast.schools["college"].pk)},
    ),
    "attendance.close_roll": Asked(CALLERS, at_college(lesson_id=maths)),
    "attendance.note_standing": Asked(
        CALLERS,
        at_college(lesson_id=maths, pupil_id=lambda cast: cast.lea.pk, standing=lambda cast: Standing.ABSENT),
    ),
    "attendance.write_remarks": Asked(
        CALLERS,
        at_college(
            lesson_id=maths, pupil_id=lambda cast: cast.lea.pk, remarks=lambda cast: Remarks(forgot_notebook=True)
        ),
    ),
    "attendance.say_present": Asked(CALLERS, at_college(lesson_id=maths, pupil_id=lambda cast: cast.lea.pk)),
    "attendance.note_period": Asked(
        WATCHERS,
        at_college(
            pupil_id=lambda cast: cast.lea.pk,
            starts_at=lambda cast: NOW,
            ends_at=lambda cast: NOW + timedelta(hours=2),
        ),
    ),
    "attendance.treat_periods": Asked(
        WATCHERS, at_college(seen=lambda cast: {away(cast): 1}, treatment=lambda cast: Treatment(followed=True))
    ),
    "attendance.withdraw_period": Asked(
        WATCHERS, at_college(period_id=away, why=lambda cast: "erreur de l’élève")
    ),
    "attendance.make_collective_absence": Asked(
        WATCHERS,
        lambda cast: {
            "school_id": cast.schools["college"].pk, "key": UUID(int=6), "label": "Bac blanc", **its_time(cast),
            "reason_id": cast.outings["musee"].reason_id, "pupil_ids": [cast.lea.pk],
        },
    ),
    "attendance.change_collective_absence": Asked(
        WATCHERS,
        lambda cast: {
            **outing(cast), "version": 1, "label": "Théâtre", **its_time(cast),
            "reason_id": cast.outings["musee"].reason_id,
        },
    ),
    "attendance.add_to_collective_absence": Asked(
        WATCHERS, lambda cast: {**outing(cast), "pupil_id": cast.lea.pk}
    ),
    "attendance.change_collective_hours": Asked(
        WATCHERS,
        lambda cast: {**goes(cast), **its_time(cast), "starts_at": NOW + timedelta(days=1)},
    ),
    "attendance.cancel_collective_absence": Asked(WATCHERS, lambda cast: {**outing(cast), "why": "grève"}),
    "attendance.change_attendance_settings": Asked(
        who("cpe chef"), at_college(choices=lambda cast: Choices(5, 0, "brut", None, True, 5, 3))
    ),
    "attendance.add_reason": Asked(
        who("cpe chef"),
        at_college(kind=lambda cast: "absence", label=lambda cast: "Chorale", flags=lambda cast: {}),
    ),
    "attendance.change_reason": Asked(
        who("cpe chef"), at_college(reason_id=illness, label=lambda cast: "Malade", flags=lambda cast: {})
    ),
    "attendance.offer_reason": Asked(
        who("cpe chef"), at_college(reason_id=illness, is_offered=lambda cast: False)
    ),
    "attendance.move_reason": Asked(who("cpe chef"), at_college(reason_id=illness, is_up=lambda cast: False)),
    "attendance.reset_alert": Asked(
        WATCHERS, at_college(pupil_id=lambda cast: cast.lea.pk, kind=lambda cast: "absence")
    ),
    "attendance.note_arrival": Asked(
        who("cpe chef"), at_college(pupil_id=lambda cast: cast.lea.pk, place=lambda cast: "cdi")
    ),
    "attendance.open_free_roll": Asked(
        who("durand petit cpe chef"),
        at_college(
            group_id=lambda cast: cast.groups["4B"].pk,
            starts_at=lambda cast: time(9, 5),
            ends_at=lambda cast: time(10, 0),
        ),
    ),
    "attendance.write_exit_regime": Asked(
        who("cpe chef"), at_college(label=lambda cast: "Externe", leave=lambda cast: Leave())
    ),
    "attendance.assign_exit_regime": Asked(
        who("cpe chef"),
        at_college(
            pupil_ids=lambda cast: [cast.lea.pk], regime_id=lambda cast: None, begins_on=lambda cast: TODAY
        ),
    ),
    "attendance.call_study": Asked(who("cpe chef"), at_college(pupil_ids=lambda cast: [cast.lea.pk])),
    "attendance.end_study": Asked(who("cpe chef"), in_study),
    "attendance.end_passage": Asked(
        who("cpe chef"), at_college(passage_id=passage, left_to=lambda cast: Passage.Next.LESSON)
    ),
    "attendance.withdraw_passage": Asked(who("cpe chef"), at_college(passage_id=passage)),
    "attendance.settle_conflict": Asked(
        who("cpe chef"), at_college(absence_id=noted_absent, was_absent=lambda cast: False)
    ),
    "attendance.nudge_roll": Asked(
        who("cpe chef"), at_college(lesson_id=lambda cast: cast.lessons["francais"].pk)
    ),
    "attendance.make_letters": Asked(
        WATCHERS,
        at_college(
            batch=lambda cast: UUID(int=1),
            channel=lambda cast: "papier",
            subject=lambda cast: "Absences",
            text=lambda cast: "Madame, Monsieur",
            chosen=lambda cast: Chosen(state=PeriodState.PENDING),
            pupil_ids=reachable,
        ),
    ),
    "attendance.cancel_letters": Asked(WATCHERS, at_college(batch=written)),
    "attendance.alert_families": Asked(NOBODY, at_college(absence_id=lambda cast: 0)),
    "attendance.begin_sending": Asked(NOBODY, at_college(notification_id=lambda cast: 0)),
    "attendance.send_notification": Asked(NOBODY, at_college(notification_id=lambda cast: 0)),
    "attendance.forget_notifications": Asked(NOBODY, at_college()),
    "attendance.justify_period": Asked(
        who("marc"),
        lambda cast: {
            "pupil_id": cast.tom.pk,
            "period_id": cast.periods["tom"].pk,
            "reason_id": cast.periods["tom"].reason_id,
        },
    ),
    "attendance.declare_absence": Asked(
        who("marc sofia"),
        at_college(
            pupil_id=lambda cast: cast.lea.pk,
            starts_at=lambda cast: NOW,
            ends_at=lambda cast: NOW + timedelta(hours=2),
            reason_id=lambda cast: cast.periods["noe"].reason_id,
        ),
    ),
    "attendance.withdraw_declaration": Asked(
        who("marc"), lambda cast: {"pupil_id": cast.tom.pk, "period_id": cast.periods["tom"].pk}
    ),
    "attendance.withdraw_proof": Asked(
        who("marc"), lambda cast: {"pupil_id": cast.tom.pk, "proof_id": cast.proofs["tom"].pk}
    ),
    "attendance.add_follow_up": Asked(WATCHERS, at_college(period_id=away, kind=lambda cast: "appel_passe")),
}  # fmt: skip
