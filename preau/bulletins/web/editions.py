"""The report cards of the school, class by class: tick, make, follow, publish (capability C95)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.actions.ask_report_cards import ask_report_cards
from preau.bulletins.policies import MAKE, may_arrange_report_cards, may_publish
from preau.bulletins.queries.editions import BatchLine, EditionLine, Editions, editions_of
from preau.bulletins.rules import WHY_LENGTH
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.grading.web.wording import term_label
from preau.kernel import words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotPossible

#: Who makes report cards (rule B1, row « Bulletin »).
MAKERS = frozenset({Profile.DIRECTION, Profile.STAFF})


@screen("Éditer les bulletins de l’établissement", open_to=MAKERS, writes=True, capability=MAKE)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Each class and how far it is; those ticked are made, or published."""
    errors: list[str] = []
    if request.method == "POST":
        ticked = ticked_in(request.POST.getlist("classe"))
        if request.POST.get("geste") == "publier":
            return HttpResponseRedirect(publication_url(school, ticked))
        try:
            batch_id = ask_report_cards(
                actor=request.actor, school_id=school.id, term_ids=ticked, why=request.POST.get("raison", "")
            )
        except NotPossible as refusal:
            errors = [refusal.message]
        else:
            return redirect_saying(f"{_here(request, school)}#edition-{batch_id}", _("Les bulletins s’éditent."))
    editions = editions_of(school.id, request.GET.get("periode", ""))
    told: dict[str, Any] = {
        "editions": editions,
        "here": _here(request, school),
        "live_topics": [f"editions:{school.id}"],
        "states": {line.term_id: _state(line) for line in editions.lines},
        "ended": _ended(editions.batches),
        "lacks": {line.term_id: _lacks(line) for line in editions.lines},
        "ticked": _ticked(request, editions),
        "publishes": may_publish(request.actor, school.id),
    }
    if is_fragment(request) and request.method == "GET":
        return fragment(request, "bulletins/editions_now.html", school=school, **told)
    return page(
        request,
        "bulletins/editions.html",
        title=_("Éditer les bulletins"),
        school=school,
        status=422 if errors else 200,
        errors=errors,
        why=request.POST.get("raison", ""),
        most=WHY_LENGTH,
        arranges=may_arrange_report_cards(request.actor, school.id),
        tabs=[
            (term_label(term.kind, term.number), _with(school, periode=term.key), term == editions.term)
            for term in editions.terms
        ],
        ticks=_ticks(school, editions),
        topics=(f"editions:{school.id}",),
        **told,
    )


def ticked_in(said: list[str]) -> list[int]:
    """The ids of a form; what is no number is left out."""
    return [int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 18]


def publication_url(school: SchoolRef, term_ids: list[int]) -> str:
    """The page that publishes these classes."""
    where = reverse("bulletins:publication", kwargs={"uai": school.uai})
    return f"{where}?{urlencode([('classe', term_id) for term_id in term_ids])}"


def _here(request: Request, school: SchoolRef) -> str:
    term = request.GET.get("periode", "")
    return _with(school, periode=term) if term else _with(school)


def _with(school: SchoolRef, **said: str) -> str:
    where = reverse("bulletins:editions", kwargs={"uai": school.uai})
    return f"{where}?{urlencode(said)}" if said else where


def _ticks(school: SchoolRef, editions: Editions) -> list[tuple[str, str]]:
    """Doors that tick several classes at once: they work without a script."""
    if editions.term is None or len(editions.lines) < 2:
        return []
    key = editions.term.key
    return [
        (_("Cocher toutes les classes"), _with(school, periode=key, cocher="toutes")),
        (_("Cocher celles où tout est écrit"), _with(school, periode=key, cocher="completes")),
        (_("Cocher celles qui restent à publier"), _with(school, periode=key, cocher="a-publier")),
    ]


def _ticked(request: Request, editions: Editions) -> set[int]:
    if request.method == "POST":
        return set(ticked_in(request.POST.getlist("classe")))
    wanted = request.GET.get("cocher", "")
    return {
        line.term_id
        for line in editions.lines
        if wanted == "toutes"
        or (wanted == "completes" and line.is_whole and line.pupils)
        or (wanted == "a-publier" and line.unread)
    }


def _ended(batches: tuple[BatchLine, ...]) -> dict[int, tuple[str, str]]:
    """(tone, sentence) of the last edition, once it is finished: what is new, who has none."""
    told = {}
    for batch in batches[:1]:
        if batch.ended_at is None:
            continue
        new = ngettext("%(count)s version nouvelle", "%(count)s versions nouvelles", batch.new)
        said = [
            _("Édition finie à %(hour)s\u202f: %(new)s sur %(made)s bulletins.")
            % {"hour": words.hour(batch.ended_at), "new": new % {"count": batch.new}, "made": batch.made}
            if batch.new
            else _("Édition finie à %(hour)s\u202f: rien n’avait changé, chacun garde son bulletin.")
            % {"hour": words.hour(batch.ended_at)}
        ]
        if batch.failed:
            without = ngettext(
                "%(count)s élève sans matière évaluée n’en a pas.",
                "%(count)s élèves sans matière évaluée n’en ont pas.",
                batch.failed,
            )
            said.append(without % {"count": batch.failed})
        told[batch.batch_id] = ("warning" if batch.failed or not batch.new else "ok", " ".join(said))
    return told


def _state(line: EditionLine) -> tuple[str, str]:
    """(words, tone): where the cards of a class are."""
    if not line.made:
        return _("à éditer"), "neutral"
    if line.at is not None:
        when = _("publication le %(day)s à %(hour)s")
        return when % {"day": words.day(line.at), "hour": words.hour(line.at)}, "info"
    if line.made < line.pupils:
        return _("%(made)s édités sur %(pupils)s") % {"made": line.made, "pupils": line.pupils}, "warning"
    if line.read == line.made:
        return _("publiés"), "ok"
    return (_("corrections à publier"), "warning") if line.was_published else (_("édités, à publier"), "warning")


def _lacks(line: EditionLine) -> str:
    """« 28 élèves, 28 bulletins. Manquent : 3 appréciations sur 336, 2 synthèses. »."""
    pupils = ngettext("%(count)s élève", "%(count)s élèves", line.pupils) % {"count": line.pupils}
    cards = ngettext("%(count)s bulletin", "%(count)s bulletins", line.made) % {"count": line.made}
    missing = []
    if line.texts_left:
        texts = ngettext(
            "%(count)s appréciation sur %(all)s", "%(count)s appréciations sur %(all)s", line.texts_left
        )
        missing.append(texts % {"count": line.texts_left, "all": line.expected})
    if line.syntheses_left:
        syntheses = ngettext(
            "%(count)s synthèse du conseil", "%(count)s synthèses du conseil", line.syntheses_left
        )
        missing.append(syntheses % {"count": line.syntheses_left})
    if not line.is_validated:
        missing.append(_("la validation du conseil"))
    said = f"{pupils}, {cards if line.made else _('aucun bulletin édité')}. "
    return said + (
        _("Manquent\u202f: %(what)s.") % {"what": ", ".join(missing)} if missing else _("Tout est écrit.")
    )
