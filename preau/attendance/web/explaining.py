"""A family explains an absence, or announces one: a reason, words, files (capability C62)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.declare_absence import declare_absence
from preau.attendance.actions.justify_period import justify_period, mark_of, takes_files_only
from preau.attendance.actions.withdraw_declaration import withdraw_declaration
from preau.attendance.families import SentFile, family_reasons
from preau.attendance.models import AbsencePeriod
from preau.attendance.queries.child import child_page
from preau.attendance.queries.proofs import own_proofs
from preau.attendance.rules import LARGEST_PROOF, LONGEST_WORDS, MOST_PROOFS
from preau.attendance.web.pupil import FAMILY
from preau.attendance.web.treating import ReasonField
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.foundation.screens.uploads import is_too_large
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

#: In bytes: all the files of one sending, and the rest of the form.
LARGEST_SENDING = LARGEST_PROOF * 2
#: What a telephone or a computer is told to offer; the bytes decide.
ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"

_DAY = {"invalid": gettext_lazy("Écrivez le jour ainsi\u202f: 24/11/2026.")}
_HOUR = {"invalid": gettext_lazy("Écrivez l’heure ainsi\u202f: 10:40.")}


class ExplanationForm(forms.Form):
    """Why. `has_reason=False`: the reason is said already, only files are wanted."""

    motif = ReasonField(
        label=gettext_lazy("Motif"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choisissez un motif.")},
    )
    mots = forms.CharField(
        label=gettext_lazy("Votre explication"),
        help_text=gettext_lazy("Seuls la vie scolaire et vous la lisez."),
        required=False,
        max_length=LONGEST_WORDS,
        error_messages={"max_length": gettext_lazy("Votre explication ne peut dépasser 1\u202f000 caractères.")},
    )

    def __init__(
        self, *args: object, reasons: tuple[tuple[int, str], ...], has_reason: bool = True, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not has_reason:
            del self.fields["motif"], self.fields["mots"]
        else:
            motif = self.fields["motif"]
            assert isinstance(motif, ReasonField)
            motif.choices = [("", _("Choisissez un motif")), *reasons]
        # Read from the request: the bytes decide, not what a browser says of them.
        self.fields["fichiers"] = forms.Field(label=_("Justificatif"), required=False)


class AnnouncementForm(ExplanationForm):
    """When, and why. Without an hour: whole days."""

    du = forms.DateField(
        label=gettext_lazy("Premier jour"),
        error_messages={**_DAY, "required": gettext_lazy("Dites quel jour l’absence commence.")},
    )
    du_heure = forms.TimeField(
        label=gettext_lazy("À partir de"),
        help_text=gettext_lazy("Sans heure\u202f: dès le matin."),
        required=False,
        error_messages=_HOUR,
    )
    au = forms.DateField(
        label=gettext_lazy("Dernier jour"),
        help_text=gettext_lazy("Sans date\u202f: le même jour."),
        required=False,
        error_messages=_DAY,
    )
    au_heure = forms.TimeField(
        label=gettext_lazy("Jusqu’à"),
        help_text=gettext_lazy("Sans heure\u202f: jusqu’au soir."),
        required=False,
        error_messages=_HOUR,
    )

    def span(self) -> tuple[datetime, datetime]:
        """The instants between which the pupil is away; the end is excluded."""
        said = self.cleaned_data
        last = said["au"] or said["du"]
        until = (
            clock.instant(last, said["au_heure"])
            if said["au_heure"]
            else clock.instant(last + timedelta(days=1), time())
        )
        return clock.instant(said["du"], said["du_heure"] or time()), until


@screen("Justifier une absence", open_to=FAMILY, writes=True, files=LARGEST_SENDING)
def justify(request: Request, *, pupil_id: int, period_id: int) -> HttpResponse:
    """The form of one period; once sent, back to the page of the pupil."""
    child = child_page(request.actor, pupil_id)
    if not child.may_justify:
        raise NotAllowed
    shown = child.period(period_id)
    period = AbsencePeriod.objects.get(pk=period_id)
    only_files = takes_files_only(period)
    form = ExplanationForm(
        request.POST if request.method == "POST" else None,
        reasons=family_reasons(period.school_id, period.kind),
        has_reason=not only_files,
        initial={"motif": period.reason_id, "mots": shown.words},
        auto_id="champ-%s",
    )
    if form.is_valid() and _is_received(request, form):
        with refusal_shown_in(form):
            justify_period(
                actor=request.actor,
                pupil_id=pupil_id,
                period_id=period_id,
                reason_id=form.cleaned_data.get("motif") or None,
                words=form.cleaned_data.get("mots", ""),
                files=_files(request),
                seen=request.POST.get("vu", ""),
            )
        if not form.errors:
            return redirect_saying(_back(pupil_id), _("C’est envoyé. La vie scolaire vous répondra."))
    return page(
        request,
        "attendance/justify.html",
        title=_("Justifier"),
        status=422 if form.errors else 200,
        child=child,
        period=shown,
        form=form,
        only_files=only_files,
        seen=mark_of(period),
        proofs=own_proofs(request.actor, period_id),
        accepted=ACCEPTED,
    )


@screen("Annoncer une absence", open_to=FAMILY, writes=True, files=LARGEST_SENDING)
def declare(request: Request, *, pupil_id: int) -> HttpResponse:
    """From when to when, and why."""
    child = child_page(request.actor, pupil_id)
    if not child.may_justify:
        raise NotAllowed
    schools = schools_of(request.actor, pupil_id)
    asked = request.GET.get("ecole", "")
    school = next((one for one in schools if one.uai == asked), schools[0])
    form = AnnouncementForm(
        request.POST if request.method == "POST" else None,
        reasons=family_reasons(school.id, AbsencePeriod.Kind.ABSENCE),
        initial={"du": clock.today().isoformat()},
        auto_id="champ-%s",
    )
    if form.is_valid() and _is_received(request, form):
        starts_at, ends_at = form.span()
        with refusal_shown_in(form):
            declare_absence(
                actor=request.actor,
                school_id=school.id,
                pupil_id=pupil_id,
                starts_at=starts_at,
                ends_at=ends_at,
                reason_id=form.cleaned_data["motif"],
                explanation=form.cleaned_data["mots"],
                files=_files(request),
            )
        if not form.errors:
            return redirect_saying(_back(pupil_id), _("L’absence est annoncée. La vie scolaire vous répondra."))
    return page(
        request,
        "attendance/declare.html",
        title=_("Annoncer une absence"),
        status=422 if form.errors else 200,
        child=child,
        form=form,
        here=request.get_full_path(),
        schools=[(one.uai, one.name, one is school) for one in schools] if len(schools) > 1 else [],
        accepted=ACCEPTED,
    )


@screen("Annuler une absence annoncée", open_to=FAMILY, writes=True, reads=False)
def cancel(request: Request, *, pupil_id: int, period_id: int) -> HttpResponse:
    """She comes after all."""
    withdraw_declaration(actor=request.actor, pupil_id=pupil_id, period_id=period_id)
    return redirect_saying(_back(pupil_id), _("L’absence annoncée est annulée."))


def schools_of(actor: Actor, pupil_id: int) -> tuple[SchoolRef, ...]:
    """Where the pupil is enrolled: one, but for a few."""
    ward = actor.ward(pupil_id)
    ids = ward.school_ids if ward and actor.is_a(Profile.GUARDIAN) else {*actor.school_ids}
    return tuple(school for school in actor.schools if school.id in ids)


def _is_received(request: Request, form: ExplanationForm) -> bool:
    if is_too_large(request):
        form.add_error(
            "fichiers", _("Ces fichiers sont trop lourds\u202f: 5\u202fMo chacun, 10\u202fMo ensemble.")
        )
        return False
    return True


def _files(request: Request) -> tuple[SentFile, ...]:
    sent = request.FILES.getlist("fichiers")[: MOST_PROOFS + 1]
    return tuple(SentFile(file.name or "", file.read()) for file in sent if file.size)


def _back(pupil_id: int) -> str:
    return url("attendance:pupil", pupil_id=pupil_id)
