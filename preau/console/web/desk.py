"""The desk of anomalies of a school: what is wrong, why, who mends it, how."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.console.actions.count_anomalies import count_anomalies
from preau.console.policies import SEE_ANOMALIES
from preau.console.queries import KindCount, counts_of, every_line_of, kind_of, lines_of
from preau.console.wording import OWNERS, SEVERITIES, counted_words, door_url, keep_url, mend_url
from preau.foundation.rooms.anomalies import AnomalyKind, AnomalyLine, Owner, Severity
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock, words
from preau.kernel.actor import Profile, SchoolRef

OFFICE = (Profile.DIRECTION, Profile.STAFF)

#: Lines of a page.
PAGE = 50

#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class SeverityPart:
    """The kinds of one severity that have something to mend."""

    label: str
    meaning: str
    tone: str
    kinds: tuple[KindCount, ...]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.kinds)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a kind, with its doors."""

    label: str
    detail: str
    url: str
    mend_url: str
    keep_url: str


@screen("Bureau des anomalies", open_to=OFFICE, capability=SEE_ANOMALIES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """As they were last counted; `?pour=` keeps the anomalies of one owner."""
    owner = next((owner for owner in Owner if owner == request.GET.get("pour", "")), None)
    counts = counts_of(school.id)
    shown = tuple(line for line in counts.kinds if owner in {None, line.kind.owner})
    return page(
        request,
        "console/desk.html",
        title=_("Anomalies"),
        school=school,
        parts=_parts(shown),
        everything=sum(line.count for line in counts.kinds),
        tabs=_tabs(request.path, counts.kinds, owner),
        owners=OWNERS,
        counted=counted_words(counts.counted_at) if counts.counted_at else "",
    )


@screen("Compter de nouveau les anomalies", open_to=OFFICE, writes=True, reads=False, capability=SEE_ANOMALIES)
def recount(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The counts of the overview are those of now."""
    total = count_anomalies(actor=request.actor, school_ids=(school.id,))
    told = ngettext("C’est compté\u202f: %(num)s anomalie.", "C’est compté\u202f: %(num)s anomalies.", total)
    return redirect_saying(
        reverse("console:desk", kwargs={"uai": school.uai}),
        told % {"num": words.number(total)} if total else _("C’est compté\u202f: il n’y a rien à réparer."),
    )


@screen("Anomalies d’une sorte", open_to=OFFICE, capability=SEE_ANOMALIES)
def kind(request: Request, *, school: SchoolRef, code: str) -> HttpResponse:
    """The lines of one kind, each with its gesture; fifty a page (`?page=`)."""
    asked = kind_of(code)
    lines = lines_of(school.id, asked)
    pages = max(1, -(-len(lines) // PAGE))
    number = min(max(_number(request.GET.get("page", "")), 1), pages)
    begin = (number - 1) * PAGE
    label, _meaning, tone = SEVERITIES[asked.severity]
    return page(
        request,
        "console/kind.html",
        title=asked.heading,
        school=school,
        kind=asked,
        owner=OWNERS[asked.owner],
        severity=(label, tone),
        total=len(lines),
        lines=tuple(_shown(asked, line, school.uai) for line in lines[begin : begin + PAGE]),
        number=number,
        pages=pages,
    )


@screen("Anomalies, pour un tableur", open_to=OFFICE, capability=SEE_ANOMALIES)
def export(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Everything to mend, in the CSV that French spreadsheets open: semicolons, UTF-8 with its mark."""
    text = StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow([_("Gravité"), _("Anomalie"), _("Qui ou quoi"), _("Précision"), _("À réparer par"), _("Geste")])
    for asked, line in every_line_of(school.id):
        row = (asked.severity.value, asked.heading, line.label, line.detail, OWNERS[asked.owner], asked.mend.label)
        table.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"anomalies-{school.uai}-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _parts(shown: tuple[KindCount, ...]) -> tuple[SeverityPart, ...]:
    parts = (
        SeverityPart(*SEVERITIES[severity], tuple(line for line in shown if line.kind.severity is severity))
        for severity in Severity
    )
    return tuple(part for part in parts if part.kinds)


def _tabs(path: str, every: tuple[KindCount, ...], owner: Owner | None) -> tuple[tuple[str, str, bool], ...]:
    """(label and count, address, shown now); none when everything is of one owner."""
    by_owner = {one: sum(line.count for line in every if line.kind.owner is one) for one in Owner}
    if sum(1 for count in by_owner.values() if count) < 2 and owner is None:
        return ()
    everything = (f"{_('Toutes')} ({sum(by_owner.values())})", path, owner is None)
    return (
        everything,
        *((f"{OWNERS[one]} ({by_owner[one]})", f"{path}?pour={one}", owner is one) for one in Owner),
    )


def _shown(asked: AnomalyKind, line: AnomalyLine, uai: str) -> ShownLine:
    return ShownLine(
        line.label, line.detail, door_url(asked, line, uai), mend_url(asked, line, uai), keep_url(line, uai)
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
