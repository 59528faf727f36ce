"""Write to many families at once, by mail, by SMS or on paper (capabilities C69 and C34)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from preau.attendance.counting.count import count
from preau.attendance.events import LettersMade
from preau.attendance.letter import check_codes, said_to, subject_to
from preau.attendance.models import AttendanceSettings, FollowUp, Notification
from preau.attendance.policies import may_treat_absences
from preau.attendance.queries.facts import facts_of
from preau.attendance.queries.letters import Addressee, Chosen, Mailing, mailings, sms_this_month, year_start
from preau.attendance.rules import LONGEST_LETTER, LONGEST_SMS_TEMPLATE, SMS_A_MONTH
from preau.directory.models import School
from preau.foundation.languages.recipients import by_language
from preau.foundation.ledger.record import record
from preau.foundation.notices.sms import sms_is_configured, sms_text
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_CHANNELS = {
    Notification.Channel.MAIL: FollowUp.Kind.MAIL,
    Notification.Channel.PAPER: FollowUp.Kind.LETTER,
    Notification.Channel.SMS: FollowUp.Kind.SMS,
}


@action
def make_letters(
    *,
    actor: Actor,
    school_id: int,
    batch: UUID,
    channel: str,
    subject: str,
    text: str,
    chosen: Chosen,
    pupil_ids: Collection[int],
) -> int:
    """Make a letter for each person to inform of these pupils who can be reached; returns how many.

    By SMS, whoever has no mobile is written to by mail, or else on paper; a message is cut at 160 characters. One
    letter tells all the periods chosen; each of them keeps that it was written about. Each parent has her own,
    with her own address. The same `batch` twice makes nothing more. Mails and SMS leave a minute later (rule B14).

    Errors: `NotAllowed` for who treats no absence here; `NotPossible` for a text that is empty, too long or has a
    code that does not exist, when nobody is left to write to, and beyond the SMS of the month.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    if channel not in _CHANNELS:
        raise NotAllowed
    _check(subject, text, channel)
    if Notification.objects.filter(school_id=school_id, batch=batch).exists():
        return 0
    kept = [one for one in mailings(school_id, chosen) if one.pupil_id in pupil_ids and one.is_reachable(channel)]
    if not kept:
        raise NotPossible(
            _("Personne n’est à joindre ainsi\u202f: choisissez d’autres élèves, ou un autre envoi.")
        )
    said = _said_of_school(school_id, [one.pupil_id for one in kept])
    languages = _languages(kept)
    letters = [
        _letter(channel, (subject, text), mailing, person, said[mailing.pupil_id], languages[person.person_id])
        for mailing in kept
        for person in mailing.people
        if person.place(channel)
    ]
    _check_budget(school_id, sum(letter.channel == Notification.Channel.SMS for letter in letters))
    now = clock.now()
    for letter in letters:
        letter.school_id, letter.batch, letter.made_by_id, letter.made_at = school_id, batch, actor.person_id, now
    Notification.objects.bulk_create(letters, ignore_conflicts=True)
    # Of the same instant as its letters: stopped with them (`cancel_letters`).
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                school_id=school_id,
                period_id=period_id,
                kind=_CHANNELS[Notification.Channel(channel)],
                done_at=now,
                done_by_id=actor.person_id,
            )
            for mailing in kept
            for period_id, _title in mailing.periods
        ]
    )
    record(LettersMade(school_id, str(batch), channel, len(letters)), actor=actor)
    return len(letters)


def _check_budget(school_id: int, asked: int) -> None:
    if not asked:
        return
    # Two batches at the same instant do not spend the same SMS.
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    settings = AttendanceSettings.objects.filter(school_id=school_id).first()
    most, made = settings.sms_a_month if settings else SMS_A_MONTH, sms_this_month(school_id)
    if made + asked > most:
        left = max(0, most - made)
        raise NotPossible(
            _(
                "Il reste %(left)s SMS ce mois-ci, et il en faudrait %(asked)s\u202f: choisissez moins d’élèves, "
                "ou le courriel."
            )
            % {"left": left, "asked": asked},
            field="envoi",
        )


def _check(subject: str, text: str, channel: str) -> None:
    if channel == Notification.Channel.SMS and not sms_is_configured():
        raise NotPossible(
            _("Aucune passerelle de SMS n’est réglée\u202f: choisissez un autre envoi."), field="envoi"
        )
    if channel == Notification.Channel.SMS and len(text) > LONGEST_SMS_TEMPLATE:
        raise NotPossible(_("Un SMS tient en 160 caractères\u202f: raccourcissez-le."), field="sms")
    if not subject.strip():
        raise NotPossible(_("Écrivez un objet."), field="objet")
    if not text.strip():
        raise NotPossible(_("Écrivez la lettre."), field="texte")
    if len(text) > LONGEST_LETTER or len(subject) > 150:
        raise NotPossible(_("La lettre ne peut dépasser 4\u202f000 caractères, ni son objet 150."), field="texte")
    check_codes(subject, field="objet")
    check_codes(text, field="texte")


def _said_of_school(school_id: int, pupil_ids: list[int]) -> Mapping[int, dict[str, str]]:
    """The codes that the letters to the family of each pupil share."""
    today = clock.today()
    facts = facts_of(school_id, pupil_ids, since=year_start(), until=today)
    name = School.objects.values_list("name", flat=True).get(pk=school_id)
    return {
        pupil_id: {
            "etablissement": name,
            "demi_journees": str(count(facts[pupil_id]).gross.unjustified.whole),
        }
        for pupil_id in pupil_ids
    }


def _languages(kept: Sequence[Mailing]) -> Mapping[int, str]:
    """The language of each person written to."""
    people = {person.person_id for mailing in kept for person in mailing.people}
    return {person_id: language for language, some in by_language(people).items() for person_id in some}


def _letter(
    channel: str,
    model: tuple[str, str],
    mailing: Mailing,
    person: Addressee,
    said: dict[str, str],
    language: str,
) -> Notification:
    subject, text = model
    codes = {
        **said,
        "enfant": mailing.name,
        "classe": mailing.division,
        "nombre": str(len(mailing.periods)),
        "liste": "\n".join(f"– {title}" for title in mailing.titles),
        "destinataire": person.name,
    }
    way, place = person.way(channel)
    is_paper, is_sms = way == Notification.Channel.PAPER, way == Notification.Channel.SMS
    return Notification(
        pupil_id=mailing.pupil_id,
        recipient_id=person.person_id,
        channel=way,
        sent_to=place,
        subject=" ".join(subject_to(language, subject, codes).split()),
        text=sms_text(said_to(language, text, codes, by_sms=True)) if is_sms else said_to(language, text, codes),
        state=Notification.State.SENT if is_paper else Notification.State.INITIAL,
        sent_at=clock.now() if is_paper else None,
    )
