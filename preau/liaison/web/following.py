"""The desk of words, and who answered each: live, by class, to take away, to remind (C37, C99)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.directory.spreadsheet import Sheet, csv_of
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel import words
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.liaison import wording
from preau.liaison.actions.remind_families import remind_families
from preau.liaison.live import topic_of
from preau.liaison.models import Word, WordPupil
from preau.liaison.policies import may_change, may_follow, may_set, may_write
from preau.liaison.queries.desk import TABS, desk_of
from preau.liaison.queries.follow import STANDS, class_counts, followed
from preau.liaison.rules import FOLLOW_PAGE, PAGE
from preau.liaison.slip_code import read_code
from preau.vigilance.policies import frozen_because


@screen("Carnet de liaison de l’établissement", open_to=STAFF_PROFILES)
def desk(request: Request, *, school: SchoolRef) -> HttpResponse:
    """`onglet`: `envoyes`, `brouillons`, `desaccords`, `retires`; `code`, of a paper slip: the answer to copy."""
    if not may_write(request.actor, school.id):
        raise NotAllowed
    typed = request.GET.get("code", "").strip()
    if typed and (found := _of_code(request, school, typed)):
        return redirect_saying(url("liaison:family", uai=school.uai, word_id=found[0], pupil_id=found[1]))
    asked = request.GET.get("onglet", "")
    tab = asked if asked in TABS else TABS[0]
    at = page_number(request)
    lines, total = desk_of(request.actor, school.id, tab, page=at)
    here = url("liaison:desk", uai=school.uai)
    return page(
        request,
        "liaison/desk.html",
        title=_("Carnet de liaison"),
        school=school,
        lines=lines,
        tab=tab,
        here=here,
        typed=typed,
        may_set=may_set(request.actor, school.id),
        frozen=frozen_because(request.actor, school.id),
        wording=wording,
        **pages(f"{here}?onglet={tab}", at, total, PAGE),
    )


@screen("Réponses à un mot", open_to=STAFF_PROFILES)
def follow(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """`montrer`: which families; `classe`: those of one class. Kept live."""
    word = followable(request, school, word_id)
    if word.state == Word.State.DRAFT:
        return redirect_saying(url("liaison:review", uai=school.uai, word_id=word_id))
    asked, group = request.GET.get("montrer", ""), request.GET.get("classe", "")
    stands = asked if asked in STANDS else "tous"
    group_id = int(group) if group.isdecimal() and len(group) < 12 else 0
    at = page_number(request)
    lines, total = followed(word, stands=stands, group_id=group_id, page=at)
    here = url("liaison:follow", uai=school.uai, word_id=word_id)
    kept = f"{here}?montrer={stands}" + (f"&classe={group_id}" if group_id else "")
    context: dict[str, Any] = {
        "school": school,
        "word": word,
        "counts": class_counts(word),
        "lines": lines,
        "stands": stands,
        "group_id": group_id,
        "here": here,
        "asked": f"{kept}&page={at}",
        "touched": (topic_of(school.id, word.pk),),
        "wording": wording,
        **pages(kept, at, total, FOLLOW_PAGE),
    }
    if is_fragment(request):
        return fragment(request, "liaison/follow_now.html", **context)
    return page(
        request,
        "liaison/follow.html",
        title=word.title,
        topics=context["touched"],
        may_change=may_change(request.actor, word) and word.state == Word.State.SENT,
        **context,
    )


@screen("Rappeler un mot à ceux qui n’ont pas répondu", open_to=STAFF_PROFILES, writes=True, reads=False)
def remind(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """The button asked."""
    count = remind_families(actor=request.actor, school_id=school.id, word_id=word_id)
    said = ngettext("Rappel envoyé à %(num)s personne.", "Rappel envoyé à %(num)s personnes.", count)
    here = url("liaison:follow", uai=school.uai, word_id=word_id)
    return redirect_saying(here, said % {"num": words.number(count)})


@screen("Réponses à un mot, à emporter", open_to=STAFF_PROFILES)
def export(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """A line for each person of each family."""
    word = followable(request, school, word_id)
    if word.state == Word.State.DRAFT:
        raise NotAllowed
    lines, _total = followed(word, most=20_000)
    heads = (
        _("Classe"), _("Élève"), _("Famille"), _("Responsable"), _("Ouvert le"), _("Réponse"), _("Répondu le"),
        _("En retard"), _("Message"), _("Recopié par"),
    )  # fmt: skip
    rows = tuple(
        (
            line.division, line.name, wording.outcome_label(line.outcome), one.name, _at(one.seen_at),
            wording.said_of(word.answer, one.value) if one.answered_at else "", _at(one.answered_at),
            _("oui") if one.answered_at and one.is_late else "", one.text if one.answered_at else "",
            one.copied_by,
        )
        for line in lines
        for one in line.family
    )  # fmt: skip
    response = HttpResponse(csv_of(Sheet(_("Réponses"), heads, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"reponses-{word_id}.csv") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def followable(request: Request, school: SchoolRef, word_id: int) -> Word:
    """A word of this school that the actor follows."""
    word = Word.objects.filter(pk=word_id, school_id=school.id).first()
    if word is None or not may_follow(request.actor, word):
        raise NotAllowed
    return word


def page_number(request: Request) -> int:
    number = request.GET.get("page", "1")
    return max(1, min(int(number), 5000)) if number.isdecimal() and len(number) < 5 else 1


def pages(kept: str, at: int, total: int, per_page: int) -> dict[str, Any]:
    """What a pagination says."""
    last = max(1, -(-total // per_page))
    return {
        "summary": _("Page %(page)s sur %(pages)s") % {"page": at, "pages": last},
        "newer": f"{kept}&page={at - 1}" if at > 1 else "",
        "older": f"{kept}&page={at + 1}" if at < last else "",
    }


def _of_code(request: Request, school: SchoolRef, typed: str) -> tuple[int, int] | None:
    number = read_code(typed)
    found = (
        WordPupil.objects.select_related("word").filter(pk=number, school_id=school.id).first() if number else None
    )
    if found is None or not may_follow(request.actor, found.word):
        return None
    return found.word_id, found.pupil_id


def _at(moment: Any) -> str:
    return f"{words.short_day(moment)} {words.hour(moment)}" if moment else ""
