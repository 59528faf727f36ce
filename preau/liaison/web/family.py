"""The book of each child, for those who answer for her and for herself: one word, one gesture (C99, C100)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotPossible
from preau.liaison import wording
from preau.liaison.actions.answer_word import answer_word
from preau.liaison.actions.see_word import see_word
from preau.liaison.models import Word
from preau.liaison.outcome import NO, YES
from preau.liaison.policies import FAMILY, pupils_read
from preau.liaison.queries.book import book_of
from preau.liaison.queries.sheet import Sheet, sheet_of
from preau.liaison.rules import PAGE, REPLY_LENGTH
from preau.vigilance.policies import frozen_because


@screen("Carnet de liaison", open_to=FAMILY)
def book(request: Request) -> HttpResponse:
    """What waits for the reader first, then the last words. `enfant`: of one child only; `page`."""
    read = pupils_read(request.actor)
    asked = request.GET.get("enfant", "")
    child = int(asked) if asked.isdecimal() and len(asked) < 12 and int(asked) in read else 0
    number = request.GET.get("page", "1")
    at = max(1, min(int(number), 500)) if number.isdecimal() and len(number) < 5 else 1
    found = book_of(request.actor, (child,) if child else read, page=at)
    pages = max(1, -(-found.total // PAGE))
    here = url("liaison:book")
    kept = f"enfant={child}&" if child else ""
    context: dict[str, Any] = {
        "book": found,
        "names": names_of(request.actor),
        "schools": {school.id: school.name for school in request.actor.schools},
        "here": f"{here}?{kept}page={at}",
        "touched": tuple(f"carnet:{pupil_id}" for pupil_id in read),
        "summary": _("Page %(page)s sur %(pages)s") % {"page": at, "pages": pages},
        "newer": f"{here}?{kept}page={at - 1}" if at > 1 else "",
        "older": f"{here}?{kept}page={at + 1}" if at < pages else "",
        "wording": wording,
    }
    if is_fragment(request):
        return fragment(request, "liaison/book_now.html", **context)
    tabs = [(_("Tous"), here, not child)] if len(read) > 1 else []
    tabs += [
        (name, f"{here}?enfant={pupil_id}", child == pupil_id)
        for pupil_id, name in names_of(request.actor).items()
        if len(read) > 1 and pupil_id in read
    ]
    return page(
        request, "liaison/book.html", title=_("Carnet de liaison"), topics=context["touched"], tabs=tabs, **context
    )


@screen("Mot du carnet de liaison", open_to=FAMILY, writes=True)
def word(request: Request, *, pupil_id: int, word_id: int) -> HttpResponse:
    """The word, what was answered, and the one gesture that it asks; a POST does it."""
    error, field, typed = "", "", ""
    if request.method == "POST":
        typed = request.POST.get("texte", "")
        version = request.POST.get("vu", "")
        try:
            answer_word(
                actor=request.actor, pupil_id=pupil_id, word_id=word_id, value=request.POST.get("valeur", ""),
                text=typed, seen=int(version) if version.isdecimal() and len(version) < 9 else 0,
            )  # fmt: skip
            return redirect_saying(url("liaison:word", pupil_id=pupil_id, word_id=word_id), _thanks())
        except NotPossible as refusal:
            error, field = refusal.message, refusal.field or ""
    sheet = sheet_of(request.actor, pupil_id, word_id)
    return word_page(request, sheet, error=error, field=field, typed=typed)


@screen("Avoir ouvert un mot", open_to=FAMILY, writes=True, reads=False)
def see(request: Request, *, pupil_id: int, word_id: int) -> HttpResponse:
    """The page says so by itself; without a script, a button."""
    see_word(actor=request.actor, pupil_id=pupil_id, word_id=word_id)
    if is_fragment(request):
        return HttpResponse("")
    return redirect_saying(url("liaison:word", pupil_id=pupil_id, word_id=word_id), _("C’est noté."))


def word_page(
    request: Request, sheet: Sheet, *, error: str = "", field: str = "", typed: str = ""
) -> HttpResponse:
    """The page of a word, with what went wrong."""
    context: dict[str, Any] = {
        "sheet": sheet,
        "touched": (f"carnet:{sheet.pupil_id}",),
        "wording": wording,
        "reader": request.actor.full_name,
        "is_pupil": request.actor.is_a(Profile.PUPIL),
        "frozen": frozen_because(request.actor, sheet.school_id) if sheet.answer == Word.Answer.REPLY else "",
        "error": error,
        "field": field,
        "typed": typed or sheet.text,
        "accepted": "image/*,application/pdf",
        "most": REPLY_LENGTH,
        "yes": YES,
        "no": NO,
    }
    if is_fragment(request) and request.method != "POST":
        return fragment(request, "liaison/word_now.html", **context)
    return page(
        request,
        "liaison/word.html",
        title=sheet.title,
        topics=context["touched"],
        status=422 if error else 200,
        **context,
    )


def names_of(actor: Actor) -> dict[int, str]:
    """The first names of those whose book this person reads; none for a pupil, who reads hers."""
    if actor.is_a(Profile.PUPIL):
        return {}
    return {ward.pupil_id: ward.first_name for ward in actor.wards}


def _thanks() -> str:
    return _("Votre réponse est enregistrée. L’établissement la voit dès maintenant.")
