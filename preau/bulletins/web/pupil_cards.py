"""The report cards of a pupil for the staff: every version, who made it and why (C95, C98)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.bulletins.queries.cards import VersionLine, kept_card, versions_of
from preau.bulletins.queries.cycle_papers import cycle_papers_of
from preau.bulletins.web.card_shown import shown
from preau.bulletins.web.edition import pdf_response
from preau.bulletins.web.report_cards import card_file
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.web.wording import term_label
from preau.kernel import clock, words
from preau.kernel.actor import STAFF_PROFILES, SchoolRef


@screen("Dossier des bulletins d’un élève", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef, pupil_id: int) -> HttpResponse:
    """Term after term, the last version first; and the end-of-cycle reports that were validated."""
    papers = cycle_papers_of(request.actor, school.id, pupil_id)
    name, versions = versions_of(request.actor, school.id, pupil_id)
    terms: dict[str, list[tuple[VersionLine, str, tuple[str, str]]]] = {}
    for line in versions:
        title = f"{line.year}, {line.division}, {term_label(line.kind, line.number)}"
        terms.setdefault(title, []).append((line, _made(line), _read(line)))
    return page(
        request,
        "bulletins/pupil_cards.html",
        title=_("Bulletins de %(name)s") % {"name": name},
        school=school,
        pupil_id=pupil_id,
        name=name,
        terms=terms,
        cycles=[(one, _("validé le %(day)s") % {"day": words.short_day(one.validated_at)}) for one in papers],
    )


@screen("Version d’un bulletin", open_to=STAFF_PROFILES)
def read(request: Request, *, school: SchoolRef, pupil_id: int, card_id: int) -> HttpResponse:
    """As its family reads it, or read it."""
    card = kept_card(request.actor, school.id, pupil_id, card_id)
    return page(
        request,
        "bulletins/card_version.html",
        title=_("Bulletin, version %(n)s") % {"n": card.version},
        school=school,
        pupil_id=pupil_id,
        card_id=card_id,
        card=card,
        shown=shown(card.content),
    )


@screen("Version d’un bulletin, en PDF", open_to=STAFF_PROFILES)
def download(request: Request, *, school: SchoolRef, pupil_id: int, card_id: int) -> HttpResponse:
    """The paper as it was made."""
    card = kept_card(request.actor, school.id, pupil_id, card_id)
    return pdf_response(card.pdf, card_file(card.content.name, card.content.term.year, card.content.term.number))


def _made(line: VersionLine) -> str:
    """« éditée le 24/11/2026 par Paul Lacaze : erreur de saisie »."""
    said = _("éditée le %(day)s par %(who)s") % {"day": words.short_day(line.made_at), "who": line.who}
    return f"{said}\u202f: {line.why}" if line.why else said


def _read(line: VersionLine) -> tuple[str, str]:
    if line.published_at is None:
        return _("non publiée"), "neutral"
    moment = {"day": words.short_day(line.published_at), "hour": words.hour(line.published_at)}
    if line.published_at > clock.now():
        return _("publiée le %(day)s à %(hour)s") % moment, "info"
    return _("lue depuis le %(day)s à %(hour)s") % moment, "ok"
