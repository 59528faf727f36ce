"""The national record: choose what goes out, see what keeps it from going, download it (capability C96)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.models import School
from preau.exchange.lsu.actions.ask_file import ask_file
from preau.exchange.lsu.actions.export_file import export_file
from preau.exchange.lsu.live import topic_of
from preau.exchange.lsu.manifest import OFFICE
from preau.exchange.lsu.policies import EXPORT
from preau.exchange.lsu.queries import FileLine, YearChoice, choices_of, file_of
from preau.exchange.lsu.versions import LATEST, VERSIONS
from preau.exchange.lsu.web.found import found, period_label
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotPossible


class FileForm(forms.Form):
    """The periods of a year, and the version of the format."""

    periodes = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qui part"),
        error_messages={"required": gettext_lazy("Choisissez au moins une période.")},
    )
    version = forms.ChoiceField(
        label=gettext_lazy("Version du format"),
        help_text=gettext_lazy("Celle que l’application LSU demande à l’import."),
        choices=[(one.name, one.name) for one in reversed(VERSIONS)],
    )

    def __init__(self, sent: QueryDict | None, year: YearChoice, before: FileLine | None) -> None:
        begun = [one.key for one in year.periods if one.has_begun]
        is_same = before is not None and before.year_id == year.year_id
        start = {
            "periodes": list(before.periods) if before and is_same else begun[-1:],
            "version": before.version if before else LATEST.name,
        }
        super().__init__(sent, initial=start)
        field = self.fields["periodes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.key, period_label(one.key).capitalize()) for one in year.periods]


@screen("Livret scolaire unique", open_to=OFFICE, writes=True, capability=EXPORT)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The worker checks; the page waits for it. A lycée has another record, which waits for its schema."""
    years, last = choices_of(school.id), file_of(school.id)
    if is_fragment(request) and request.method == "GET":
        return fragment(request, "lsu/found.html", school=school, **found(request, school, last))
    year = _chosen(years, request.GET.get("annee", ""), last)
    here = url("lsu:export", uai=school.uai)
    form = FileForm(request.POST if request.method == "POST" else None, year, last) if year else None
    if form is not None and year is not None and form.is_valid():
        with refusal_shown_in(form):
            ask_file(
                actor=request.actor, school_id=school.id, year_id=year.year_id,
                periods=form.cleaned_data["periodes"], version=form.cleaned_data["version"],
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(here, _("Le contrôle est demandé."))
    return page(
        request,
        "lsu/export.html",
        title=_("Livret scolaire unique"),
        school=school,
        topics=(topic_of(school.id),),
        status=422 if form is not None and form.errors else 200,
        is_lycee=School.objects.filter(pk=school.id, kind__startswith="lycee").exists(),
        form=form,
        action=f"{here}?annee={year.year_id}" if year else here,
        years=[(one.label, f"{here}?annee={one.year_id}", one == year) for one in years],
        **found(request, school, last),
    )


@screen("Télécharger le fichier du livret scolaire", open_to=OFFICE, writes=True, reads=False, capability=EXPORT)
def download(request: Request, *, school: SchoolRef, number: int) -> HttpResponse:
    """Only what was checked, and has nothing to correct. Who takes it is written in the ledger."""
    try:
        file = export_file(actor=request.actor, school_id=school.id, number=number)
    except NotPossible as refusal:
        return redirect_saying(url("lsu:export", uai=school.uai), str(refusal))
    response = HttpResponse(file.content, content_type="application/xml; charset=utf-8")
    name = f"lsu-{school.uai}-{'-'.join(file.periods)}.xml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _chosen(years: tuple[YearChoice, ...], asked: str, last: FileLine | None) -> YearChoice | None:
    """The year that the address names, otherwise that of the last file, otherwise this one, otherwise the last."""
    for key in (asked, str(last.year_id) if last else ""):
        for one in years:
            if str(one.year_id) == key:
                return one
    return next((one for one in years if one.is_current), years[0] if years else None)
