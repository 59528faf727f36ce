"""Statistics of presence: a drawing, the table it draws, the same as a file (C70)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.policies import TREAT
from preau.attendance.queries.missed import spoken_minutes
from preau.attendance.queries.statistics import Asked, StatisticsLine, View, statistics_of
from preau.attendance.web.treating import TREATERS
from preau.directory.spreadsheet import Sheet, csv_of
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef

#: A school year and its summer, at most.
LONGEST = timedelta(days=400)

VIEWS = {
    View.CLASS: gettext_lazy("Classe"),
    View.REASON: gettext_lazy("Motif"),
    View.REGIME: gettext_lazy("Régime"),
    View.WEEKDAY: gettext_lazy("Jour de la semaine"),
    View.HOUR: gettext_lazy("Heure de cours"),
}
_DAY = {"invalid": gettext_lazy("Écrivez une date."), "required": gettext_lazy("Écrivez une date.")}


class StatisticsForm(forms.Form):
    """What to count."""

    par = forms.ChoiceField(
        label=gettext_lazy("Par"), choices=[(view.value, label) for view, label in VIEWS.items()]
    )
    du = forms.DateField(label=gettext_lazy("Du"), error_messages=_DAY)
    au = forms.DateField(label=gettext_lazy("Au"), error_messages=_DAY)
    seuil = forms.IntegerField(
        label=gettext_lazy("À partir de combien de demi-journées"),
        help_text=gettext_lazy("Ne compte que les élèves qui en ont manqué autant."),
        required=False,
        min_value=0,
        max_value=500,
        error_messages={"invalid": gettext_lazy("Écrivez un nombre entier.")},
    )

    def clean_au(self) -> object:
        """A range in order, of a year at most."""
        first, last = self.cleaned_data.get("du"), self.cleaned_data["au"]
        if first and last < first:
            raise forms.ValidationError(_("Ce jour vient avant le premier."))
        if first and last - first > LONGEST:
            raise forms.ValidationError(_("Choisissez une année au plus."))
        return last

    def asked(self) -> Asked:
        """What the form says, once valid."""
        said = self.cleaned_data
        return Asked(said["du"], said["au"], View(said["par"]), said["seuil"] or 0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A part in the drawing: `share` and `part` out of a hundred of the longest."""

    label: str
    number: int
    share: float
    part: float


@screen("Statistiques de présence", open_to=TREATERS, capability=TREAT)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The form, the drawing and its table."""
    form = _form(request)
    asked = form.asked() if form.is_valid() else None
    lines = statistics_of(school.id, asked) if asked else ()
    heads = _heads(asked.view) if asked else ()
    return page(
        request,
        "attendance/statistics.html",
        title=_("Statistiques"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        by_hour=asked is not None and asked.view == View.HOUR,
        caption=_caption(asked) if asked else "",
        bars=_bars(lines, asked.view) if asked else [],
        heads=heads,
        columns=[(head, "number" if n else "text") for n, head in enumerate(heads)],
        rows=[_row(line, asked.view) for line in lines] if asked else [],
        file_url=url("attendance:statistics-csv", uai=school.uai) + "?" + request.GET.urlencode(),
    )


@screen("Statistiques de présence, pour un tableur", open_to=TREATERS, capability=TREAT)
def export(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The table, in the CSV that French spreadsheets open."""
    form = _form(request)
    if not form.is_valid():
        return show(request, uai=school.uai)
    asked = form.asked()
    sheet = Sheet(
        name=_("Statistiques"),
        heads=_heads(asked.view),
        rows=tuple(_row(line, asked.view) for line in statistics_of(school.id, asked)),
    )
    response = HttpResponse(csv_of(sheet), content_type="text/csv; charset=utf-8")
    name = f"presence-{asked.view}-{asked.since.isoformat()}-{asked.until.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _form(request: Request) -> StatisticsForm:
    """What was asked; this month by class when nothing was."""
    today = clock.today()
    usual = {"par": View.CLASS, "du": today.replace(day=1).isoformat(), "au": today.isoformat()}
    return StatisticsForm(usual | {name: request.GET[name] for name in request.GET}, auto_id="champ-%s")


def _caption(asked: Asked) -> str:
    return _("%(view)s, du %(first)s au %(last)s") % {
        "view": VIEWS[asked.view],
        "first": words.short_day(asked.since),
        "last": words.short_day(asked.until),
    }


def _bars(lines: tuple[StatisticsLine, ...], view: View) -> list[Bar]:
    """By hour, lessons missed; otherwise half-days, and in them those without a legitimate reason."""
    is_by_hour = view == View.HOUR
    numbers = [(line.lessons, 0) if is_by_hour else (line.half_days, line.unjustified) for line in lines]
    most = max((number for number, _part in numbers), default=0) or 1
    return [
        Bar(line.label, number, round(100 * number / most, 2), round(100 * part / most, 2))
        for line, (number, part) in zip(lines, numbers, strict=True)
    ]


def _heads(view: View) -> tuple[str, ...]:
    label = str(VIEWS[view])
    if view == View.HOUR:
        return (label, _("Élèves"), _("Cours manqués"), _("Retards"))
    return (
        label, _("Élèves"), _("Demi-journées"), _("dont sans motif légitime"), _("Cours manqués"),
        _("Heures manquées"), _("Retards"),
    )  # fmt: skip


def _row(line: StatisticsLine, view: View) -> tuple[str, ...]:
    if view == View.HOUR:
        return (line.label, str(line.pupils), str(line.lessons), str(line.late))
    return (
        line.label, str(line.pupils), str(line.half_days), str(line.unjustified), str(line.lessons),
        spoken_minutes(line.minutes) if line.minutes else "0", str(line.late),
    )  # fmt: skip
