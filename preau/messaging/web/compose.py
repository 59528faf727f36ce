"""The page where a message is written: recipients, words, files; it saves itself as a draft (capability C29)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.bodies.clean import body_of_html
from preau.foundation.files.attached import LARGEST_SENDING
from preau.foundation.screens.page import fragment
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen
from preau.kernel import words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.answering import answerable, own_copy
from preau.messaging.drafting import lines_in, own_draft
from preau.messaging.queries.recipients import search_recipients
from preau.messaging.web.letter_form import Gesture, lines_sent, start_of, start_of_new
from preau.messaging.web.writing import Writing, answered_form, form_of, signature_start

_WRITERS = SIGNED_IN - {Profile.AGENT}


@screen("Écrire un message", open_to=_WRITERS, writes=True, files=LARGEST_SENDING)
def write(request: Request, *, school: SchoolRef) -> HttpResponse:
    """A new one; `?a=p12:enseignant` is whom it goes to."""
    asked = request.GET.get("a", "")
    lines = lines_sent(request, Gesture("ajouter", asked)) if asked else ()
    return answered_form(request, school, Writing(form_of(request, start_of_new(signature_start(request))), lines))


@screen("Reprendre un brouillon", open_to=_WRITERS, writes=True, files=LARGEST_SENDING)
def resume(request: Request, *, school: SchoolRef, draft_id: int) -> HttpResponse:
    """As it was left."""
    draft = own_draft(request.actor, school.id, draft_id)
    answered = answerable(request.actor, draft.answers_to_id) if draft.answers_to_id else None
    lines = lines_in(draft.addressed)
    return answered_form(request, school, Writing(form_of(request, start_of(draft)), lines, draft, answered))


@screen("Répondre à un message", open_to=_WRITERS, writes=True, files=LARGEST_SENDING)
def answer(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """To its sender; to all with `?a=tous`, where that is allowed."""
    answered = answerable(request.actor, message_id)
    if answered.message.school_id != school.id:
        raise NotAllowed
    if not answered.to_sender:
        raise NotPossible(_("Ce message n’attend pas de réponse."))
    is_to_all = request.GET.get("a") == "tous" and answered.to_all
    lines = answered.to_all if is_to_all else answered.to_sender
    start = start_of_new(signature_start(request), answered.message.thread.subject)
    return answered_form(request, school, Writing(form_of(request, start), lines, answered=answered))


@screen("Transférer un message", open_to=_WRITERS, writes=True, files=LARGEST_SENDING)
def forward(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """Its words quoted, its files joined; in a conversation of its own."""
    message = own_copy(request.actor, message_id).message
    if message.school_id != school.id:
        raise NotAllowed
    said = _("Message du %(day)s\u202f:") % {"day": words.full_day(message.sent_at)}
    quoted = body_of_html(f"<p>{said}</p><blockquote>{message.body.html}</blockquote>")
    subject = _("Tr\u202f: %(subject)s") % {"subject": message.thread.subject}
    start = start_of_new(f"<p><br></p>{signature_start(request)}{quoted}", subject[:150])
    return answered_form(request, school, Writing(form_of(request, start), (), forwards_id=message_id))


@screen("Chercher un destinataire", open_to=_WRITERS)
def recipients(request: Request, *, school: SchoolRef) -> HttpResponse:
    """As one types."""
    typed = request.GET.get("q", "").strip()
    found = search_recipients(request.actor, school.id, typed) if typed else None
    return fragment(request, "messaging/found.html", found=found)
