"""Copy the settings of a school to a list of others: what would change, then the copy, then its report."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.perimeter import administered_schools
from preau.console.actions.copy_settings import copy_settings
from preau.console.copying.plan import Plan, State, plan_of, wanted
from preau.console.policies import COPY_SETTINGS
from preau.directory.models import SettingsCopy
from preau.foundation.rooms.registry import settings_groups
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import Profile

STATES = {
    State.COPIED.value: (gettext_lazy("Copié"), "ok"),
    State.SAME.value: (gettext_lazy("Déjà identique"), "neutral"),
    State.REFUSED.value: (gettext_lazy("Refusé"), "danger"),
}


class CopyForm(forms.Form):
    """The model, what to copy, and to whom. `key` is the gesture's own: sent twice, it is done once."""

    source = forms.CharField(
        label=gettext_lazy("UAI de l’établissement modèle"),
        max_length=8,
        help_text=gettext_lazy("Sept chiffres et une lettre. Ses réglages servent de modèle, il ne change pas."),
        error_messages={"required": gettext_lazy("Donnez l’UAI de l’établissement modèle.")},
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Réglages à copier"),
        error_messages={"required": gettext_lazy("Cochez au moins un réglage à copier.")},
    )
    targets = forms.CharField(
        label=gettext_lazy("UAI des établissements qui les reçoivent"),
        max_length=40_000,
        help_text=gettext_lazy("Un par ligne, tapés ou collés d’un tableur."),
        error_messages={"required": gettext_lazy("Donnez au moins un UAI.")},
    )
    key = forms.UUIDField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["groups"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(group.name, group.label) for group in settings_groups()]


@screen("Copier des réglages", open_to=(Profile.AGENT,), writes=True, capability=COPY_SETTINGS)
def copy(request: Request) -> HttpResponse:
    """`geste`: `voir` (what would change) or `copier`."""
    form = CopyForm(request.POST if request.method == "POST" else None)
    plan: Plan | None = None
    if form.is_valid():
        given = form.cleaned_data
        with refusal_shown_in(form):
            if request.POST.get("geste") == "copier" and given["key"]:
                made = copy_settings(
                    actor=request.actor, key=given["key"], source_uai=given["source"], groups=given["groups"],
                    targets=given["targets"],
                )  # fmt: skip
                return redirect_saying(
                    url("console:settings-report", copy_id=made),
                    _("La copie est faite. En voici le compte rendu."),
                )
            asked = wanted(request.actor, given["source"], given["groups"], given["targets"])
            with scope_opened_by_hand(asked.scope):
                plan = plan_of(asked)
    return page(
        request,
        "console/copying.html",
        title=_("Copier des réglages"),
        form=form,
        chosen=form["groups"].value() or (),
        plan=plan,
        counts=_counts([line.state for line in plan.lines]) if plan else (),
        states=STATES,
        key=uuid.uuid4(),
        schools=administered_schools(request.actor).count(),
        copies=SettingsCopy.objects.filter(made_by_id=request.actor.person_id).select_related("source")[:10],
        status=422 if form.errors else 200,
    )


@screen("Compte rendu d’une copie de réglages", open_to=(Profile.AGENT,), capability=COPY_SETTINGS)
def report(request: Request, *, copy_id: int) -> HttpResponse:
    """To who made it."""
    made = _made(request, copy_id)
    labels = {group.name: group.label for group in settings_groups()}
    return page(
        request,
        "console/copy_report.html",
        title=_("Réglages copiés"),
        made=made,
        groups=[labels.get(name, name) for name in made.groups],
        counts=_counts([line["state"] for line in made.report]),
        states=STATES,
    )


@screen("Compte rendu d’une copie, à emporter", open_to=(Profile.AGENT,), capability=COPY_SETTINGS)
def export(request: Request, *, copy_id: int) -> HttpResponse:
    """A line per setting that changed, and one per school that is as it was."""
    made = _made(request, copy_id)
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(["Ligne", "UAI", "Établissement", "Résultat", "Réglages", "Quoi", "Avant", "Après", "Pourquoi"])
    for line in made.report:
        head = [line["line"], _plain(line["uai"]), _plain(line["name"]), STATES[line["state"]][0]]
        for change in line["changes"] or [["", "", "", ""]]:
            table.writerow([*head, *map(_plain, change), _plain(line["sentence"])])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"reglages-{made.source.uai}-{clock.school_day(made.made_at).isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _made(request: Request, copy_id: int) -> SettingsCopy:
    found: SettingsCopy = get_object_or_404(
        SettingsCopy.objects.select_related("source"), pk=copy_id, made_by_id=request.actor.person_id
    )
    return found


def _plain(text: str) -> str:
    """A spreadsheet must not take what somebody typed for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _counts(states: list[Any]) -> list[tuple[Any, int, str]]:
    return [(label, states.count(state), tone) for state, (label, tone) in STATES.items()]
