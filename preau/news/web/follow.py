"""Who took note of an item, who did not; to take away; and a reminder to those who did not (C32, C37)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.directory.spreadsheet import Sheet, csv_of
from preau.foundation.screens.page import PROFILE_LABELS, page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel import words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.news.actions.remind_readers import remind_readers
from preau.news.policies import WRITERS
from preau.news.queries.follow import PER_PAGE, follow_counts, followed
from preau.news.web.writing import held_here
from preau.news.writing import Held

_STANDS = ("attendus", "faits", "tous")


@screen("Qui a pris connaissance d’une actualité", open_to=WRITERS, writes=True)
def follow(request: Request, *, school: SchoolRef, item_id: int) -> HttpResponse:
    """A POST reminds those who did not."""
    held = _held(request, school, item_id)
    here = url("news:follow", uai=school.uai, item_id=item_id)
    if request.method == "POST":
        count = remind_readers(actor=request.actor, item_id=item_id)
        said = ngettext("Rappel envoyé à %(num)s personne.", "Rappel envoyé à %(num)s personnes.", count) % {
            "num": words.number(count)
        }
        return redirect_saying(here, said)
    asked = request.GET.get("montrer", "")
    stands = asked if asked in _STANDS else "attendus"
    number = request.GET.get("page", "1")
    at = max(1, min(int(number), 500)) if number.isdecimal() and len(number) < 5 else 1
    lines, total = followed(held.item, school.id, stands, page=at)
    return page(
        request,
        "news/follow.html",
        title=_("Qui a pris connaissance"),
        school=school,
        item=held.item,
        counts=follow_counts(held.item, school.id),
        lines=lines,
        labels=PROFILE_LABELS,
        stands=stands,
        here=here,
        summary=_("Page %(page)s sur %(pages)s") % {"page": at, "pages": max(1, -(-total // PER_PAGE))},
        newer=f"{here}?montrer={stands}&page={at - 1}" if at > 1 else "",
        older=f"{here}?montrer={stands}&page={at + 1}" if at * PER_PAGE < total else "",
    )


@screen("Qui a pris connaissance, à emporter", open_to=WRITERS)
def export(request: Request, *, school: SchoolRef, item_id: int) -> HttpResponse:
    """Everybody it is for, one line a person and a hat."""
    held = _held(request, school, item_id)
    lines, _total = followed(held.item, school.id, "tous", most=20_000)
    heads = (_("Nom"), _("Profil"), _("Pour"), _("Ouverte le"), _("A pris connaissance le"))
    rows = tuple(
        (
            one.name, str(PROFILE_LABELS[Profile(one.profile)]), ", ".join(one.children), _at(one.read_at),
            _at(one.acknowledged_at),
        )
        for one in lines
    )  # fmt: skip
    response = HttpResponse(csv_of(Sheet(_("Lecteurs"), heads, rows)), content_type="text/csv; charset=utf-8")
    name = f"prise-de-connaissance-{item_id}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _held(request: Request, school: SchoolRef, item_id: int) -> Held:
    held = held_here(request, school, item_id)
    if not held.may_publish or not held.item.wants_acknowledgement:
        raise NotAllowed
    return held


def _at(moment: datetime | None) -> str:
    return f"{words.short_day(moment)} {words.hour(moment)}" if moment else ""
