"""Keep an anomaly as it is, and change one's mind."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.console.actions.count_anomalies import count_anomalies
from preau.console.actions.keep_as_is import keep_as_is
from preau.console.actions.show_again import show_again
from preau.console.policies import SEE_ANOMALIES
from preau.console.queries import kept_lines, kind_of, lines_of
from preau.console.web.desk import OFFICE
from preau.console.wording import keys_asked
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


class ReasonForm(forms.Form):
    """Why it stays."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi la garder telle quelle"),
        max_length=300,
        help_text=gettext_lazy("Un collègue lira ce motif. Exemple\u202f: «\u202fCe sont des jumeaux\u202f»."),
        error_messages={"required": gettext_lazy("Dites pourquoi\u202f: un collègue lira ce motif.")},
    )


@screen("Garder une anomalie telle quelle", open_to=OFFICE, writes=True, capability=SEE_ANOMALIES)
def keep(request: Request, *, school: SchoolRef, code: str, keys: str) -> HttpResponse:
    """`keys` (`12-45`) name the anomaly of this kind."""
    kind, asked = kind_of(code), keys_asked(keys)
    line = next((line for line in lines_of(school.id, kind) if line.keys == asked), None)
    back = reverse("console:kind", kwargs={"uai": school.uai, "code": code})
    if line is None:
        if request.method == "POST":
            return redirect_saying(back, _("Cette anomalie n’est plus là\u202f: il n’y a rien à garder."))
        raise NotAllowed
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_in(form):
            keep_as_is(
                actor=request.actor, school_id=school.id, code=code, keys=asked, reason=form.cleaned_data["reason"]
            )
            count_anomalies(actor=request.actor, school_ids=(school.id,), code=code)
            return redirect_saying(back, _("C’est noté\u202f: l’anomalie ne reviendra que si elle change."))
    return page(
        request,
        "console/keep.html",
        title=_("Garder telle quelle"),
        school=school,
        kind=kind,
        line=line,
        form=form,
        back_url=back,
        status=422 if form.errors else 200,
    )


@screen("Anomalies gardées telles quelles", open_to=OFFICE, capability=SEE_ANOMALIES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """What was kept, by whom and why; what is there no more, what has changed."""
    return page(
        request, "console/kept.html", title=_("Gardées telles quelles"), school=school, lines=kept_lines(school.id)
    )


@screen("Montrer de nouveau une anomalie", open_to=OFFICE, writes=True, reads=False, capability=SEE_ANOMALIES)
def again(request: Request, *, school: SchoolRef, kept_id: int) -> HttpResponse:
    """Back on the desk, if it is still there."""
    show_again(actor=request.actor, school_id=school.id, kept_id=kept_id)
    count_anomalies(actor=request.actor, school_ids=(school.id,))
    return redirect_saying(
        reverse("console:kept", kwargs={"uai": school.uai}), _("Elle est de nouveau parmi les anomalies.")
    )
