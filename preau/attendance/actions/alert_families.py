"""Once the school's grace minutes have passed, make what is to be sent of an absence (capability C63)."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from preau.attendance.alerting import alert_reaches
from preau.attendance.events import FamiliesAlerted
from preau.attendance.half_day import Case, first_unexplained, standing_case
from preau.attendance.models import Notification
from preau.directory.models import School
from preau.directory.queries import guardians_to_inform
from preau.foundation.languages.bilingual import in_both, in_own
from preau.foundation.languages.offered import speaking
from preau.foundation.languages.recipients import by_language
from preau.foundation.ledger.record import record
from preau.foundation.notices.sms import is_legible, sms_text
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.contacts import Reach


@action
def alert_families(*, actor: Actor, school_id: int, absence_id: int) -> None:
    """Write a message for each person to inform (rule B8) and each channel she chose; a job sends each.

    Nothing when the absence was corrected, explained, is of another day, or is not the first of its half-day.
    Twice has one effect. Only Préau itself does it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    case = standing_case(absence_id)
    if case is None or case.late_minutes is not None or case.held_on != clock.today():
        return
    first = first_unexplained(absence_id, at=clock.now())
    if first is None or first.absence_id != absence_id:
        return
    school = School.objects.get(pk=school_id)
    reaches = alert_reaches(guardians_to_inform(case.pupil_id, clock.today()))
    languages = {
        person_id: language
        for language, people in by_language({reach.person_id for reach in reaches}).items()
        for person_id in people
    }
    messages = [_message(school, case, reach, languages[reach.person_id]) for reach in reaches]
    Notification.objects.bulk_create(messages, ignore_conflicts=True)
    if reaches:
        record(FamiliesAlerted(school_id, absence_id, case.pupil_id), actor=actor)


def _message(school: School, case: Case, reach: Reach, language: str) -> Notification:
    """In the language of who reads it; a mail says it in French below, too."""
    is_sms = reach.channel == Notification.Channel.SMS
    if reach.channel == Notification.Channel.PUSH:
        with speaking(language):
            return _pushed(school, case, reach)
    return Notification(
        school=school,
        pupil_id=case.pupil_id,
        absence_id=case.absence_id,
        recipient_id=reach.person_id,
        channel=reach.channel,
        sent_to=reach.address,
        subject="" if is_sms else _subject(case, language),
        text=_by_sms(school, case, language) if is_sms else in_both(language, partial(_long, school, case)),
        made_at=clock.now(),
    )


def _pushed(school: School, case: Case, reach: Reach) -> Notification:
    """On a locked screen anybody reads: it says that there is something, the page says what."""
    return Notification(
        school=school, pupil_id=case.pupil_id, absence_id=case.absence_id, recipient_id=reach.person_id,
        channel=reach.channel, sent_to=reach.address,
        text=_("Une nouvelle pour %(child)s") % {"child": case.first_name}, made_at=clock.now(),
    )  # fmt: skip


def _subject(case: Case, language: str) -> str:
    with speaking(language):
        return _("Absence de %(child)s") % {"child": case.first_name}


def _by_sms(school: School, case: Case, language: str) -> str:
    return sms_text(in_own(language, partial(_short, school, case), fits=is_legible))


def _short(school: School, case: Case) -> str:
    text = _(
        "%(child)s absent(e) le %(day)s à %(hour)s. À justifier dans Préau. Pas de réponse par SMS. %(school)s"
    )
    return text % {
        "child": case.first_name,
        "day": words.short_day(case.held_on),
        "hour": words.hour(case.starts_at),
        "school": f"{school.name} {school.phone}".strip(),
    }


def _long(school: School, case: Case) -> str:
    text = _(
        "Bonjour,\n\n"
        "%(child)s est noté absent ou absente\u202f: %(subject)s, %(day)s, %(hours)s.\n"
        "Vous pouvez expliquer cette absence dans Préau, page «\u202fAbsences et retards\u202f».\n\n"
        "Si vous pensez que c’est une erreur, appelez l’établissement%(phone)s.\n"
        "Ce message est automatique\u202f: une réponse ne serait lue de personne.\n\n"
        "%(school)s\n"
    )
    return text % {
        "child": case.first_name,
        "subject": case.subject,
        "day": words.day(case.starts_at),
        "hours": words.hours(case.starts_at, case.ends_at),
        "phone": _(" au %(phone)s") % {"phone": school.phone} if school.phone else "",
        "school": school.name,
    }
