"""What the last check found, ready to print: for the page, and for the fragment that waits for the worker."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.exchange.lsu.findings import Gravity, Mender
from preau.exchange.lsu.live import topic_of
from preau.exchange.lsu.mending import opens
from preau.exchange.lsu.queries import FileLine, FindingLine, PupilFindings, findings_of, ignored_of
from preau.exchange.lsu.rules import CYCLE
from preau.foundation.screens.request import Request
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef

#: What is shown, as the address says it; the pupils left out besides.
_SHOWN = {
    "corriger": Gravity.BLOCKING,
    "verifier": Gravity.TO_REVIEW,
    "cote": Gravity.LEFT_OUT,
}
_IGNORED = "ignores"
#: Longer than any page number of a school.
_LONGEST = 4


def period_label(key: str) -> str:
    """« trimestre 1 », « bilans de fin de cycle », « toute l’année »."""
    if key == CYCLE:
        return _("bilans de fin de cycle")
    return key.replace("-", " ") if key else _("toute l’année")


def found(request: Request, school: SchoolRef, last: FileLine | None) -> dict[str, Any]:
    """What `lsu/found.html` prints."""
    context: dict[str, Any] = {"last": last, "here": request.get_full_path(), "label": period_label}
    context["topic"] = topic_of(school.id)
    if last is None or last.made_at is None:
        return context
    shown = request.GET.get("quoi", "")
    shown = shown if shown in {*_SHOWN, _IGNORED} else "corriger"
    mender = request.GET.get("qui", "")
    mender = mender if mender in set(Mender) else ""
    number = _number(request.GET.get("page", ""))
    ignored = ignored_of(school.id, last.year_id)
    pupils: tuple[PupilFindings, ...] = ()
    has_more = False
    if shown in _SHOWN:
        pupils, has_more = findings_of(school.id, _SHOWN[shown], mender=mender, number=number)
    here = url("lsu:export", uai=school.uai)
    return context | {
        "pupils": pupils,
        "ignored": ignored,
        "shown": shown,
        "mender": mender,
        "number": number,
        "tabs": _tabs(here, shown, last, len(ignored)),
        "menders": [("", _("Tout le monde")), *((one.value, one.label.capitalize()) for one in Mender)],
        "steps": (
            _page(here, shown, mender, number - 1) if number > 1 else "",
            _page(here, shown, mender, number + 1) if has_more else "",
        ),
        "blocking": last.count(Gravity.BLOCKING),
        "link": lambda line: _link(request, school, line),
        "what_is_of": _what(last),
    }


def _number(asked: str) -> int:
    is_one = asked.isascii() and asked.isdecimal() and len(asked) <= _LONGEST
    return max(1, int(asked)) if is_one else 1


def _page(here: str, shown: str, mender: str, number: int) -> str:
    return f"{here}?{urlencode({'quoi': shown, 'qui': mender, 'page': number})}"


def _tabs(here: str, shown: str, last: FileLine, ignored: int) -> list[tuple[str, str, bool]]:
    labels = {
        "corriger": _("À corriger (%(n)s)") % {"n": last.count(Gravity.BLOCKING)},
        "verifier": _("À vérifier (%(n)s)") % {"n": last.count(Gravity.TO_REVIEW)},
        "cote": _("Laissé de côté (%(n)s)") % {"n": last.count(Gravity.LEFT_OUT)},
        _IGNORED: _("Élèves ignorés (%(n)s)") % {"n": ignored},
    }
    return [(label, f"{here}?quoi={key}", key == shown) for key, label in labels.items()]


def _what(last: FileLine) -> str:
    """« 24 élèves, 48 bilans »."""
    pupils = ngettext("%(n)s élève", "%(n)s élèves", last.pupils) % {"n": last.pupils}
    reports = ngettext("%(n)s bilan", "%(n)s bilans", last.reports) % {"n": last.reports}
    return f"{pupils}, {reports}"


def _link(request: Request, school: SchoolRef, line: FindingLine) -> str:
    """Where it is mended, when that page opens to the reader."""
    return url(line.door, uai=school.uai, **line.words) if opens(request.actor, line.door) else ""
