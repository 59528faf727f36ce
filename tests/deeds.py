"""What every action is asked, and whom it obeys: the second half of the matrix (`house/test_actions.py`).

An action absent from here fails the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from preau.attendance.actions.change_attendance_settings import Choices
from preau.attendance.actions.treat_periods import Treatment
from preau.attendance.actions.write_exit_regime import Leave
from preau.attendance.actions.write_remarks import Remarks
from preau.attendance.life.standing import PeriodState
from preau.attendance.models import Absence, AbsencePeriod, Notification, Passage
from preau.attendance.queries.letters import Chosen
from preau.attendance.rules import Standing
from preau.attendance.sheet import load_lesson
from preau.console.models import KeptAsIs, MergeRequest
from preau.directory.models import BroadcastList, Person, PersonMerge, School, SchoolYear, Term
from preau.directory.terms import TermDates
from preau.kernel.actor import Profile
from preau.timetable.actions.add_weekly_course import Moment
from preau.timetable.actions.write_bell_grid import Slot
from preau.timetable.models import Lesson
from preau.timetable.queries.year_weeks import Pattern
from preau.timetable.tests.week import alternation, own_course, weekly, weeks
from tests.cast import NOW, TODAY, Cast
from tests.matrix import who
from tests.portraits import archive, png


@dataclass(frozen=True)
class Asked:
    """What an action is asked in these tests, and whom it obeys; `room.action` names it."""

    obeys: frozenset[str]
    words: Callable[[Cast], dict[str, Any]]


def at_college(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {
        "school_id": cast.schools["college"].pk,
        **{name: get(cast) for name, get in more.items()},
    }


def maths(cast: Cast) -> int:
    return cast.lessons["maths"].pk


def to_come(cast: Cast) -> int:
    return cast.lessons["espagnol"].pk


def cancelled(cast: Cast) -> int:
    Lesson.objects.filter(pk=to_come(cast)).update(cancelled_at=NOW, changed_by_hand_at=NOW)
    return to_come(cast)


def away(cast: Cast) -> int:
    """Léa is away for two hours: her family called."""
    return AbsencePeriod.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, origin="vie_scolaire", starts_at=NOW,
        ends_at=NOW + timedelta(hours=2), first_on=TODAY, last_on=TODAY, made_at=NOW,
    ).pk  # fmt: skip


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


def weekly_course(cast: Cast) -> int:
    return weekly(cast, alternation(cast, weeks(1)), 5, time(9)).pk


def council(cast: Cast) -> dict[int, date]:
    return {Term.objects.get(group=cast.groups["4B"], number=1).pk: date(2026, 11, 27)}


def coming_year(_cast: Cast) -> int:
    return SchoolYear.objects.create(label="2027-2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 7, 5)).pk


def chorale(cast: Cast) -> int:
    return cast.groups["CHORALE"].pk


def merge(cast: Cast) -> int:
    return PersonMerge.objects.create(
        school=cast.schools["college"], kept_id=cast.lea.pk, gone_id=cast.noe.pk, merged_at=NOW, merged_by_id=1
    ).pk


def broadcast_list(cast: Cast) -> int:
    return BroadcastList.objects.create(
        school=cast.schools["college"], label="x", seen_by=["direction"], written_by=["direction"]
    ).pk


def collectivity(cast: Cast) -> str:
    School.objects.update(collectivity="Haute-Garonne")
    return "Haute-Garonne"


def merge_asked(cast: Cast) -> int:
    """Marc, whom the lycée agricole knows as well, has two records, says the collège."""
    first, second = sorted((cast.marc.pk, cast.oncle.pk))
    return MergeRequest.objects.create(
        school=cast.schools["college"], first_id=first, second_id=second, reason="x", asked_at=NOW, asked_by_id=1
    ).pk


def merged_across(cast: Cast) -> int:
    return PersonMerge.objects.create(
        school=cast.schools["college"], kept_id=cast.marc.pk, gone_id=cast.oncle.pk, merged_at=NOW,
        merged_by_id=cast.agent.pk,
    ).pk  # fmt: skip


def kept(cast: Cast) -> int:
    return KeptAsIs.objects.create(
        school=cast.schools["college"], code="groupes-vides", keys=[1], reason="x", kept_at=NOW, kept_by_id=1
    ).pk


NOBODY: frozenset[str] = frozenset()
CALLERS = who("durand cpe chef")
OFFICE = who("chef secretaire")
WATCHERS = who("cpe chef secretaire")

EXPECTED: dict[str, Asked] = {
    "access.open_account": Asked(OFFICE, lambda cast: {"person_id": cast.lea.pk}),
    "access.open_accounts_for_school": Asked(OFFICE, at_college()),
    "access.issue_activation_codes": Asked(OFFICE, at_college(group_id=lambda cast: cast.groups["4B"].pk)),
    "access.renew_account": Asked(
        OFFICE, at_college(group_id=lambda cast: cast.groups["4B"].pk, person_id=lambda cast: cast.lea.pk)
    ),
    "access.forget_expired": Asked(NOBODY, lambda cast: {}),
    "access.send_email_code": Asked(NOBODY, lambda cast: {"account_id": 1}),
    "access.send_reset_code": Asked(NOBODY, lambda cast: {"account_id": 1, "asked_at": NOW}),
    "directory.add_closure": Asked(
        OFFICE,
        at_college(label=lambda cast: "Portes ouvertes", starts_on=lambda cast: TODAY, ends_on=lambda cast: TODAY),
    ),
    "directory.remove_closure": Asked(OFFICE, at_college(closure_id=lambda cast: cast.closures["college"].pk)),
    "directory.change_school_settings": Asked(
        OFFICE,
        at_college(midday=lambda cast: time(12), zone=lambda cast: "C", has_saturday_class=lambda cast: True),
    ),
    "directory.prepare_new_year": Asked(OFFICE, at_college(year_id=coming_year)),
    "directory.set_year_openings": Asked(
        OFFICE, at_college(year_id=coming_year, days=lambda cast: {Profile.PUPIL: date(2027, 8, 31)})
    ),
    "directory.end_groups_of_the_year": Asked(NOBODY, at_college()),
    "directory.set_terms": Asked(
        OFFICE,
        at_college(
            year_id=lambda cast: SchoolYear.objects.get().pk,
            kind=lambda cast: "semestre",
            group_ids=lambda cast: [cast.groups["4B"].pk],
            terms=lambda cast: [
                TermDates(1, date(2026, 9, 1), date(2027, 1, 31)),
                TermDates(2, date(2027, 2, 1), date(2027, 7, 3)),
            ],
        ),
    ),
    "directory.set_councils": Asked(OFFICE, at_college(councils=council)),
    "directory.describe_school": Asked(
        OFFICE,
        at_college(
            **{name: lambda cast: "" for name in ("street", "postal_code", "phone", "email", "web")},
            town=lambda cast: "Toulouse",
        ),
    ),
    "directory.give_back_school": Asked(OFFICE, at_college()),
    "directory.create_group": Asked(WATCHERS, at_college(name=lambda cast: "Échecs")),
    "directory.change_group": Asked(
        WATCHERS,
        at_college(group_id=chorale, name=lambda cast: "Chorale du midi", is_locked=lambda cast: True),
    ),
    "directory.archive_group": Asked(WATCHERS, at_college(group_id=chorale)),
    "directory.add_members": Asked(
        WATCHERS,
        at_college(group_id=chorale, pupil_ids=lambda cast: [cast.noe.pk], begins_on=lambda cast: TODAY),
    ),
    "directory.end_membership": Asked(
        WATCHERS,
        at_college(
            group_id=chorale,
            membership_id=lambda cast: cast.memberships["CHORALE"].pk,
            last_day=lambda cast: TODAY,
        ),
    ),
    "directory.import_portraits": Asked(
        WATCHERS, at_college(archive=lambda cast: BytesIO(archive({"4e B/lea.martin-segala.png": png()})))
    ),
    "directory.pair_portrait": Asked(
        WATCHERS,
        at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk, pupil_id=lambda cast: cast.lea.pk),
    ),
    "directory.discard_portrait": Asked(WATCHERS, at_college(portrait_id=lambda cast: cast.photos["inconnu"].pk)),
    "directory.set_image_rights": Asked(WATCHERS, at_college(answers=lambda cast: {cast.lea.pk: False})),
    "timetable.lay_lessons": Asked(
        NOBODY, at_college(since=lambda cast: TODAY, until=lambda cast: TODAY + timedelta(days=7))
    ),
    "timetable.cancel_lesson": Asked(OFFICE, at_college(lesson_id=to_come)),
    "timetable.restore_lesson": Asked(OFFICE, at_college(lesson_id=cancelled)),
    "timetable.move_lesson": Asked(
        OFFICE,
        at_college(
            lesson_id=to_come,
            on=lambda cast: TODAY,
            starts_at=lambda cast: time(16),
            minutes=lambda cast: 55,
            room=lambda cast: "",
        ),
    ),
    "timetable.replace_teacher": Asked(
        OFFICE,
        at_college(
            lesson_id=to_come,
            absent_id=lambda cast: cast.double.pk,
            substitute_id=lambda cast: cast.petit.pk,
            end_of_entry_on=lambda cast: TODAY,
        ),
    ),
    "timetable.add_lesson": Asked(
        OFFICE,
        at_college(
            subject_id=lambda cast: cast.subjects["Français"].pk,
            group_ids=lambda cast: [cast.groups["4B"].pk],
            teacher_ids=lambda cast: [cast.petit.pk],
            on=lambda cast: TODAY,
            starts_at=lambda cast: time(16),
            minutes=lambda cast: 55,
        ),
    ),
    "timetable.add_weekly_course": Asked(
        OFFICE,
        at_college(
            subject_id=lambda cast: cast.subjects["Français"].pk,
            group_ids=lambda cast: [cast.groups["4B"].pk],
            teacher_ids=lambda cast: [cast.petit.pk],
            moments=lambda cast: [Moment(5, time(16), 55)],
            pattern=lambda cast: Pattern.EVERY,
            begins_on=lambda cast: TODAY,
            ends_on=lambda cast: TODAY + timedelta(weeks=3),
        ),
    ),
    "timetable.change_own_course": Asked(
        OFFICE,
        at_college(
            course_id=own_course,
            subject_id=lambda cast: cast.subjects["Français"].pk,
            group_ids=lambda cast: [cast.groups["4B"].pk],
            teacher_ids=lambda cast: [cast.petit.pk],
            weekday=lambda cast: 2,
            starts_at=lambda cast: time(16),
            minutes=lambda cast: 55,
            room=lambda cast: "",
        ),
    ),
    "timetable.change_weekly_course": Asked(
        OFFICE,
        at_college(
            course_id=weekly_course,
            weekday=lambda cast: 2,
            starts_at=lambda cast: time(9),
            minutes=lambda cast: 55,
            room=lambda cast: "",
        ),
    ),
    "timetable.stop_weekly_course": Asked(
        OFFICE, at_college(course_id=weekly_course, stopped_on=lambda cast: TODAY)
    ),
    "timetable.give_replacement": Asked(
        OFFICE,
        at_college(
            absent_id=lambda cast: cast.durand.pk,
            substitute_id=lambda cast: cast.petit.pk,
            begins_on=lambda cast: TODAY,
            ends_on=lambda cast: TODAY,
            end_of_entry_on=lambda cast: TODAY,
        ),
    ),
    "timetable.write_bell_grid": Asked(
        OFFICE,
        at_college(
            label=lambda cast: "Jour", site=lambda cast: "", slots=lambda cast: [Slot("M1", time(8), time(9))]
        ),
    ),
    "timetable.describe_room": Asked(
        OFFICE, at_college(name=lambda cast: "B12", site=lambda cast: "", seats=lambda cast: 30)
    ),
    "timetable.shorten_replacement": Asked(
        OFFICE,
        at_college(
            replacement_id=lambda cast: cast.replacements["durand"].pk, ends_on=lambda cast: date(2027, 5, 18)
        ),
    ),
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
    "directory.merge_persons": Asked(
        OFFICE, at_college(kept_id=lambda cast: cast.lea.pk, gone_id=lambda cast: cast.noe.pk)
    ),
    "directory.forget_merges": Asked(NOBODY, at_college()),
    "directory.unmerge_persons": Asked(OFFICE, at_college(merge_id=merge)),
    "console.ask_merge": Asked(
        OFFICE,
        at_college(people=lambda cast: (cast.marc.pk, cast.oncle.pk), reason=lambda cast: "C’est le même"),
    ),
    "console.merge_across": Asked(
        who("agent"), lambda cast: {"request_id": merge_asked(cast), "kept_id": cast.marc.pk}
    ),
    "console.refuse_merge": Asked(
        who("agent"), lambda cast: {"request_id": merge_asked(cast), "refusal": "Deux cousins"}
    ),
    "console.part_across": Asked(who("agent"), lambda cast: {"merge_id": merged_across(cast)}),
    "console.count_anomalies": Asked(OFFICE, lambda cast: {"school_ids": (cast.schools["college"].pk,)}),
    "console.keep_as_is": Asked(
        OFFICE,
        at_college(
            code=lambda cast: "groupes-vides",
            keys=lambda cast: (cast.groups["5A"].pk,),
            reason=lambda cast: "Ouvre en janvier",
        ),
    ),
    "console.write_project": Asked(who("agent"), lambda cast: {"label": "Réseau", "targets": "0310001A"}),
    "console.set_collectivity_logo": Asked(
        who("agent"), lambda cast: {"collectivity": collectivity(cast), "content": png()}
    ),
    "directory.record_opposition": Asked(
        OFFICE,
        at_college(pupil_id=lambda cast: cast.lea.pk, reason=lambda cast: "", is_emancipated=lambda cast: True),
    ),
    "directory.end_opposition": Asked(OFFICE, at_college(pupil_id=lambda cast: cast.lea.pk)),
    "directory.write_broadcast_list": Asked(
        WATCHERS,
        at_college(
            label=lambda cast: "Familles",
            people=lambda cast: [("responsables", cast.groups["4B"].pk)],
            seen_by=lambda cast: ["enseignant"],
            written_by=lambda cast: ["direction"],
        ),
    ),
    "directory.archive_broadcast_list": Asked(WATCHERS, at_college(list_id=broadcast_list)),
    "directory.set_school_logo": Asked(OFFICE, at_college(content=lambda cast: png())),
    "console.copy_settings": Asked(
        who("agent"),
        lambda cast: {
            "key": UUID(int=1),
            "source_uai": cast.schools["college"].uai,
            "groups": ["demi-journees"],
            "targets": cast.schools["twin"].uai,
        },
    ),
    "console.show_again": Asked(OFFICE, at_college(kept_id=kept)),
    "portal.bind_service": Asked(
        who("chef"), at_college(service=lambda cast: "appel", state=lambda cast: "ferme")
    ),
}

#: Who asks proves herself by a secret: nobody is known yet. Their rooms test them.
DOORS = {
    "access.sign_in", "access.activate_account", "access.ask_password_reset", "access.reset_password",
}  # fmt: skip
#: They touch what is the actor's own, and take no id of anything else.
OWN = {
    "access.sign_out", "access.sign_out_everywhere", "access.switch_profile", "access.change_password",
    "access.ask_email_change", "access.confirm_email", "timetable.make_agenda_link",
    "timetable.withdraw_agenda_link", "directory.ask_opposition", "directory.withdraw_opposition",
    "portal.arrange_favourites", "attendance.choose_alerts",
}  # fmt: skip
#: A preference is no fact.
UNRECORDED = {"portal.arrange_favourites"}
