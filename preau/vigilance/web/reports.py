"""« Signaler » for everybody, « Mes signalements », and the list of a school for those who treat it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.rooms.registry import writings
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.vigilance.actions.choose_referents import choose_referents
from preau.vigilance.actions.report_writing import report_writing
from preau.vigilance.actions.treat_report import treat_report
from preau.vigilance.models import Report
from preau.vigilance.policies import may_choose_referents, may_treat
from preau.vigilance.queries.referents import candidates
from preau.vigilance.queries.reports import PER_PAGE, counts_of, label_of, report_card, reports_by, reports_of
from preau.vigilance.rules import ALARMING


class ReportForm(forms.Form):
    """Why, and what else is to be known."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Pourquoi le signaler"),
        choices=Report.Reason.choices,
        error_messages={
            "required": gettext_lazy("Choisissez une raison."),
            "invalid_choice": gettext_lazy("Choisissez une raison."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("Ce que vous voulez ajouter"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )


class TreatForm(forms.Form):
    """What was done, and a note that stays among those who treat."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Suite donnée"),
        choices=[(value or "attente", label) for value, label in Report.Outcome.choices],
        help_text=gettext_lazy("La personne qui a signalé la lira. L’auteur ne saura jamais qui a signalé."),
        error_messages={"required": gettext_lazy("Choisissez une suite.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note interne"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Lue par celles et ceux qui traitent les signalements, et par personne d’autre."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReferentsForm(forms.Form):
    """Who is told."""

    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Référentes et référents"), coerce=int, required=False
    )

    def __init__(self, choices: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = choices


@screen("Signaler un contenu", open_to=SIGNED_IN, writes=True)
def report(request: Request, *, writing: str, writing_id: int) -> HttpResponse:
    """What is reported is shown again, so that nobody reports one thing for another."""
    kind = writings().get(writing)
    found = kind.describe(request.actor, writing_id) if kind else None
    if found is None or kind is None:
        raise NotAllowed
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_in(form):
            report_writing(actor=request.actor, writing=writing, writing_id=writing_id, **form.cleaned_data)
            return redirect_saying(
                url("vigilance:mine"),
                _("Votre signalement est transmis à l’établissement. L’auteur ne saura pas que c’est vous."),
            )
    return page(
        request,
        "vigilance/report.html",
        title=_("Signaler"),
        form=form,
        found=found,
        label=label_of(writing),
        status=422 if form.errors else 200,
    )


@screen("Mes signalements", open_to=SIGNED_IN)
def mine(request: Request) -> HttpResponse:
    """What became of each."""
    return page(
        request, "vigilance/mine.html", title=_("Mes signalements"), lines=reports_by(request.actor),
        topics=(f"personne:{request.actor.person_id}",),
    )  # fmt: skip


@screen("Signalements de l’établissement", open_to=STAFF_PROFILES)
def every(request: Request, *, school: SchoolRef) -> HttpResponse:
    """To treat first; `?vue=traites` for the others."""
    if not may_treat(request.actor, school.id):
        raise NotAllowed
    waiting = request.GET.get("vue") != "traites"
    number = request.GET.get("page", "")
    at = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 5 else 1
    lines = reports_of(school.id, waiting=waiting, alarming=ALARMING, skipped=(max(at, 1) - 1) * PER_PAGE)
    to_treat, treated = counts_of(school.id)
    return page(
        request,
        "vigilance/reports.html",
        title=_("Signalements"),
        school=school,
        topics=(f"signalements:{school.id}",),
        lines=lines[:PER_PAGE],
        has_more=len(lines) > PER_PAGE,
        at=max(at, 1),
        waiting=waiting,
        to_treat=to_treat,
        treated=treated,
        may_choose=may_choose_referents(request.actor, school.id),
    )


@screen("Un signalement", open_to=STAFF_PROFILES, writes=True)
def case(request: Request, *, school: SchoolRef, report_id: int) -> HttpResponse:
    """What was reported, by whom, and what to do."""
    if not may_treat(request.actor, school.id):
        raise NotAllowed
    card = report_card(school.id, report_id)
    if card is None:
        raise NotAllowed
    first = {"outcome": card.outcome or "attente", "note": card.note, "seen": card.version}
    form = TreatForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        with refusal_shown_in(form):
            treat_report(
                actor=request.actor, school_id=school.id, report_id=report_id, note=given["note"],
                outcome="" if given["outcome"] == "attente" else given["outcome"], seen=given["seen"],
            )  # fmt: skip
            return redirect_saying(url("vigilance:reports", uai=school.uai), _("La suite est enregistrée."))
    return page(
        request,
        "vigilance/case.html",
        title=_("Signalement"),
        school=school,
        form=form,
        card=card,
        reason=Report.Reason(card.reason).label,
        outcome=Report.Outcome(card.outcome).label,
        is_alarming=card.reason in ALARMING,
        status=422 if form.errors else 200,
    )


@screen("Référents de l’établissement", open_to=STAFF_PROFILES, writes=True)
def referents(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Who is told at once of harassment and threats."""
    if not may_choose_referents(request.actor, school.id):
        raise NotAllowed
    people = candidates(school.id)
    choices = [(one.id, f"{one.name} – {one.role}") for one in people]
    form = ReferentsForm(
        choices,
        request.POST if request.method == "POST" else None,
        initial={"people": [one.id for one in people if one.is_chosen]},
    )
    if form.is_valid():
        choose_referents(actor=request.actor, school_id=school.id, person_ids=form.cleaned_data["people"])
        return redirect_saying(url("vigilance:reports", uai=school.uai), _("Les référents sont enregistrés."))
    return page(
        request,
        "vigilance/referents.html",
        title=_("Référents"),
        school=school,
        form=form,
        chosen=[str(one) for one in form["people"].value() or ()],
        status=422 if form.errors else 200,
    )
