"""« Courriers »: whom to write to, who cannot be reached, the letter; then what became of it (C69)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.attendance.actions.cancel_letters import cancel_letters
from preau.attendance.actions.make_letters import make_letters
from preau.attendance.letter import CODES, LETTER, SMS, SUBJECT, written
from preau.attendance.letter_pdf import letters_in_pdf
from preau.attendance.life.standing import PeriodState
from preau.attendance.life.wording import STATES
from preau.attendance.models import Notification
from preau.attendance.policies import TREAT
from preau.attendance.queries.desk import classes_of
from preau.attendance.queries.letters import Chosen, LetterLine, Mailing, letters_of, mailings
from preau.attendance.rules import MOST_LETTERS
from preau.attendance.web.desk import sought_in
from preau.attendance.web.treating import TREATERS
from preau.foundation.notices.sms import LONGEST, sms_is_configured, sms_text
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.kernel.ids import new_key
from preau.kernel.refusals import NotAllowed

#: What one may write about: what is settled or to come asks for no letter.
WRITTEN_ABOUT = (
    PeriodState.UNEXPLAINED, PeriodState.AWAITING_PROOF, PeriodState.REFUSED, PeriodState.PENDING,
)  # fmt: skip
CHANNELS = (
    (Notification.Channel.MAIL, gettext_lazy("Par courriel, à ceux qui ont une adresse électronique")),
    (Notification.Channel.PAPER, gettext_lazy("Sur papier, à imprimer\u202f: une page par personne")),
    (
        Notification.Channel.SMS,
        gettext_lazy(
            "Par SMS, à ceux qui ont un mobile\u202f; aux autres, le même texte par courriel ou sur papier"
        ),
    ),
)


class LetterForm(forms.Form):
    """The letter, and how it goes."""

    envoi = forms.ChoiceField(label=gettext_lazy("Comment"), choices=CHANNELS, initial=Notification.Channel.MAIL)
    objet = forms.CharField(
        label=gettext_lazy("Objet"),
        max_length=150,
        initial=SUBJECT,
        error_messages={"required": gettext_lazy("Écrivez un objet.")},
    )
    texte = forms.CharField(
        label=gettext_lazy("Lettre"),
        initial=LETTER,
        strip=False,
        error_messages={"required": gettext_lazy("Écrivez la lettre.")},
    )
    sms = forms.CharField(
        label=gettext_lazy("SMS"),
        help_text=gettext_lazy("160 caractères, codes remplacés\u202f; coupé au-delà. Sans réponse possible."),
        initial=SMS,
        required=False,
    )
    cle = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """What is sent by SMS is the text of the SMS."""
        said = super().clean() or self.cleaned_data
        if said.get("envoi") == Notification.Channel.SMS and not said.get("sms", "").strip():
            self.add_error("sms", _("Écrivez le SMS."))
        return said

    @property
    def text(self) -> str:
        """What the letter says, by the way it goes."""
        by_sms = self.cleaned_data["envoi"] == Notification.Channel.SMS
        return str(self.cleaned_data["sms" if by_sms else "texte"]).replace("\r\n", "\n")


@screen("Courriers aux familles", open_to=TREATERS, writes=True, capability=TREAT)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The pupils who have something to explain, all ticked; who cannot be reached comes first."""
    chosen = _chosen(request)
    found = mailings(school.id, chosen)
    form = LetterForm(request.POST if request.method == "POST" else None, auto_id="champ-%s")
    by_sms = sms_is_configured()
    envoi = form.fields["envoi"]
    assert isinstance(envoi, forms.ChoiceField)
    envoi.choices = [one for one in CHANNELS if by_sms or one[0] != Notification.Channel.SMS]
    ticked = {one.pupil_id for one in found if any(one.is_reachable(channel) for channel, _label in CHANNELS)}
    if request.method == "POST":
        ticked = {int(number) for number in request.POST.getlist("eleve") if number.isascii() and number.isdigit()}
    if form.is_valid():
        batch = form.cleaned_data["cle"] or new_key()
        with refusal_shown_in(form):
            made = make_letters(
                actor=request.actor,
                school_id=school.id,
                batch=batch,
                channel=form.cleaned_data["envoi"],
                subject=form.cleaned_data["objet"],
                text=form.text,
                chosen=chosen,
                pupil_ids=ticked,
            )
        if not form.errors:
            return redirect_saying(url("attendance:batch", uai=school.uai, batch=batch), _said(made))
    return page(
        request,
        "attendance/letters.html",
        title=_("Courriers aux familles"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        found=found,
        ticked=ticked,
        trouble=_trouble(found),
        key=new_key(),
        samples=_samples(school, found, form) if by_sms else [],
        by_sms=by_sms,
        here=request.get_full_path(),
        most=MOST_LETTERS,
        codes=[(f"{{{code}}}", label) for code, label in CODES.items()],
        filters={
            "state": chosen.state.value,
            "states": [(state.value, STATES[state][0]) for state in WRITTEN_ABOUT],
            "group": chosen.group_id or "",
            "classes": [("", _("Toutes")), *classes_of(school.id)],
            "since": chosen.since or "",
            "until": chosen.until or "",
        },
    )


@screen("Courriers faits ensemble", open_to=TREATERS, capability=TREAT)
def batch(request: Request, *, school: SchoolRef, batch: UUID) -> HttpResponse:
    """Each letter, to whom, and where it stands."""
    letters = _letters(school, batch)
    return page(
        request,
        "attendance/batch.html",
        title=_("Courriers faits"),
        school=school,
        batch=batch,
        letters=letters,
        is_paper=any(letter.channel == Notification.Channel.PAPER for letter in letters),
        waiting=sum(letter.state == Notification.State.INITIAL for letter in letters),
    )


@screen("Courriers à imprimer", open_to=TREATERS, capability=TREAT)
def sheets(request: Request, *, school: SchoolRef, batch: UUID) -> HttpResponse:
    """A PDF, one page per person, the address where the window of an envelope is; `?lettre=`: that one alone."""
    alone = request.GET.get("lettre", "")
    letters = [
        one
        for one in _letters(school, batch)
        if one.channel == Notification.Channel.PAPER and alone in {"", str(one.id)}
    ]
    if not letters:
        raise NotAllowed
    response = HttpResponse(letters_in_pdf(school.id, letters), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="courriers-{batch}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@screen("Arrêter des courriers", open_to=TREATERS, writes=True, reads=False, capability=TREAT)
def stop(request: Request, *, school: SchoolRef, batch: UUID) -> HttpResponse:
    """A minute to change one’s mind."""
    stopped = cancel_letters(actor=request.actor, school_id=school.id, batch=batch)
    said = ngettext("%(count)s courrier arrêté.", "%(count)s courriers arrêtés.", stopped) % {"count": stopped}
    return redirect_saying(url("attendance:batch", uai=school.uai, batch=batch), said)


def _letters(school: SchoolRef, batch: UUID) -> tuple[LetterLine, ...]:
    letters = letters_of(school.id, batch)
    if not letters:
        raise NotAllowed
    return letters


def _chosen(request: Request) -> Chosen:
    sought = sought_in(request)
    state = sought.state if sought.state in WRITTEN_ABOUT else PeriodState.UNEXPLAINED
    return Chosen(state=state, group_id=sought.group_id, since=sought.since, until=sought.until)


def _trouble(found: tuple[Mailing, ...]) -> list[tuple[str, Any]]:
    """Before anything is sent: who cannot be reached, by each channel, and pupils without anybody to tell."""
    alone = [one.name for one in found if not one.people]
    told: list[tuple[str, Any]] = [(_("Aucune personne à informer"), alone)] if alone else []
    for channel, label in (
        (Notification.Channel.MAIL, _("Sans adresse électronique")),
        (Notification.Channel.PAPER, _("Sans adresse postale")),
        *([(Notification.Channel.SMS, _("Sans mobile ni aucune adresse"))] if sms_is_configured() else []),
    ):
        names = [f"{name} ({one.name})" for one in found for name in one.unreachable(channel)]
        if names:
            told.append((label, names))
    return told


def _samples(school: SchoolRef, found: tuple[Mailing, ...], form: LetterForm) -> list[tuple[str, str]]:
    """The SMS as three families would read it, the longest name first; whether it is cut is said."""
    text = str(form["sms"].value() or "")
    several = sorted(found, key=lambda one: -len(one.name))[:3]
    samples = [
        (one.name, written(text, {
            "enfant": one.name, "classe": one.division, "nombre": str(len(one.periods)),
            "etablissement": school.name, "liste": "\n".join(f"– {title}" for title in one.titles),
            "destinataire": one.people[0].name if one.people else "", "jour": words.full_day(clock.today()),
            "demi_journees": "…",
        }))
        for one in several
    ]  # fmt: skip
    return [(_sample_label(name, len(sms_text(said, most=None))), sms_text(said)) for name, said in samples]


def _sample_label(name: str, length: int) -> str:
    if length > LONGEST:
        return _("%(name)s, %(length)s caractères\u202f: coupé") % {"name": name, "length": length}
    return _("%(name)s, %(length)s caractères") % {"name": name, "length": length}


def _said(made: int) -> str:
    if not made:
        return _("Ces courriers étaient déjà faits.")
    return ngettext("%(count)s courrier fait.", "%(count)s courriers faits.", made) % {"count": made}
