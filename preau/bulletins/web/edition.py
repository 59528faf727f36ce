"""The report cards of a class: what each pupil lacks, which version there is; make, print (capability C95)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.actions.ask_report_cards import ask_report_cards
from preau.bulletins.cards.printing import class_in_pdf
from preau.bulletins.class_term import load_class_term
from preau.bulletins.policies import MAKE, may_publish
from preau.bulletins.queries.edition import CardLine, edition_of
from preau.bulletins.rules import WHY_LENGTH
from preau.bulletins.web.editions import MAKERS, publication_url
from preau.bulletins.web.wording import class_tabs, term_tabs
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotPossible


@screen("Bulletins d’une classe", open_to=MAKERS, writes=True, capability=MAKE)
def show(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """Each pupil, what she lacks and her last version; the class is made again as often as one wants."""
    term = load_class_term(term_id, school_id=school.id)
    here = reverse("bulletins:edition", kwargs={"uai": school.uai, "term_id": term_id})
    errors: list[str] = []
    if request.method == "POST":
        try:
            ask_report_cards(
                actor=request.actor, school_id=school.id, term_ids=[term_id], why=request.POST.get("raison", "")
            )
        except NotPossible as refusal:
            errors = [refusal.message]
        else:
            return redirect_saying(
                here, _("Les bulletins s’éditent\u202f: un élève dont rien n’a changé garde le sien.")
            )
    lines = edition_of(term)
    told: dict[str, Any] = {
        "term": term,
        "lines": [(line, *_said(line)) for line in lines],
        "whole": sum(line.is_whole for line in lines),
        "made": sum(bool(line.number) for line in lines),
        "here": here,
        "live_topics": [f"editions:{school.id}"],
    }
    if is_fragment(request) and request.method == "GET":
        return fragment(request, "bulletins/edition_now.html", school=school, **told)
    return page(
        request,
        "bulletins/edition.html",
        title=_("Bulletins de %(division)s") % {"division": term.division},
        school=school,
        status=422 if errors else 200,
        errors=errors,
        why=request.POST.get("raison", ""),
        most=WHY_LENGTH,
        tabs=class_tabs(request.actor, school, term, "bulletins:edition"),
        terms=term_tabs(school, term, "bulletins:edition"),
        is_corrected=any(line.read for line in lines),
        publish_url=publication_url(school, [term_id]) if may_publish(request.actor, school.id) else "",
        topics=(f"editions:{school.id}",),
        **told,
    )


@screen("Bulletins d’une classe à imprimer", open_to=MAKERS, capability=MAKE)
def printed(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """The last version of each, in one document. `?envoi`: one copy for each person it is sent to, her own address
    in the window of the envelope, that of nobody else (rule B8).
    """
    term = load_class_term(term_id, school_id=school.id)
    pdf = class_in_pdf(school.id, term_id, is_posted="envoi" in request.GET)
    if pdf is None:
        here = reverse("bulletins:edition", kwargs={"uai": school.uai, "term_id": term_id})
        return redirect_saying(
            here, _("Rien à imprimer\u202f: aucun bulletin édité, ou aucune adresse postale connue.")
        )
    return pdf_response(
        pdf, f"bulletins-{words.folded(term.division).replace(' ', '-')}-{term.kind}-{term.number}.pdf"
    )


def pdf_response(pdf: bytes, name: str, *, is_kept: bool = False) -> HttpResponse:
    """A PDF to look at; `is_kept`: to keep under this name."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'{"attachment" if is_kept else "inline"}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _said(line: CardLine) -> tuple[str, str, str]:
    """(what is missing, state, tone) of a pupil."""
    missing = []
    if not line.subjects:
        missing.append(_("aucune matière évaluée"))
    if line.texts:
        texts = ngettext("%(count)s appréciation", "%(count)s appréciations", line.texts)
        missing.append(texts % {"count": line.texts})
    if line.results:
        results = ngettext("%(count)s matière sans note", "%(count)s matières sans note", line.results)
        missing.append(results % {"count": line.results})
    if not line.has_synthesis:
        missing.append(_("la synthèse du conseil"))
    said = _("Il manque\u202f: %(what)s.") % {"what": ", ".join(missing)} if missing else _("Rien ne manque.")
    return said, *_state(line)


def _state(line: CardLine) -> tuple[str, str]:
    if not line.number:
        return _("à éditer"), "neutral"
    version = _("version %(n)s") % {"n": line.number}
    if line.published_at is None:
        return _("%(version)s, à publier") % {"version": version}, "warning"
    if line.published_at > clock.now():
        return _("%(version)s, le %(day)s à %(hour)s") % {
            "version": version, "day": words.short_day(line.published_at), "hour": words.hour(line.published_at),
        }, "info"  # fmt: skip
    return _("%(version)s, publiée") % {"version": version}, "ok"
