"""A thread: its messages in order, what one may do with them, the files they carry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.files.serving import download
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.messaging.actions.file_threads import file_threads
from preau.messaging.actions.let_leave import let_leave
from preau.messaging.actions.mark_threads import mark_threads
from preau.messaging.actions.recall_message import is_within_the_hour, recall_message
from preau.messaging.actions.undo_sending import undo_sending
from preau.messaging.models import Message
from preau.messaging.queries.files import handed_file
from preau.messaging.queries.readers import PAGE, readers_of
from preau.messaging.queries.thread import thread_shown
from preau.messaging.rules import LONGEST_REASON
from preau.messaging.web.box import READERS


class RecallForm(forms.Form):
    """Why a message is recalled."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi rappeler ce message"), required=False, max_length=LONGEST_REASON, strip=True,
        help_text=gettext_lazy("Ceux qui l’ont déjà lu verront ces mots à sa place."),
    )  # fmt: skip


@screen("Conversation", open_to=READERS)
def show(request: Request, *, thread_id: int) -> HttpResponse:
    """What the reader has of it; it is marked read once it is on the screen."""
    asked = request.GET.get("avant", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    thread = thread_shown(request.actor, thread_id, before=before)
    topic = f"boite:{request.actor.person_id}"
    shown: dict[str, Any] = {
        "thread": thread,
        "topic": topic,
        "may_see_readers": request.actor.is_a(*STAFF_PROFILES),
        "several": len(request.actor.schools) > 1,
        "here": request.get_full_path(),
    }
    if is_fragment(request):
        return fragment(request, "messaging/thread_now.html", **shown)
    return page(request, "messaging/thread.html", title=thread.subject, topics=(topic,), **shown)


@screen("Marquer une conversation comme lue", open_to=READERS, writes=True, reads=False)
def mark(request: Request, *, thread_id: int) -> HttpResponse:
    """Read, or unread again."""
    is_read = request.POST.get("lu", "oui") != "non"
    mark_threads(actor=request.actor, thread_ids=[thread_id], is_read=is_read)
    if is_fragment(request):
        return fragment(request, "messaging/mark.html", thread_id=thread_id)
    if is_read:
        return HttpResponseRedirect(url("messaging:thread", thread_id=thread_id))
    return redirect_saying(url("messaging:inbox"), _("La conversation est marquée comme non lue."))


@screen("Ranger une conversation", open_to=READERS, writes=True, reads=False)
def file(request: Request, *, thread_id: int) -> HttpResponse:
    """The archives, the bin, the inbox again."""
    place = request.POST.get("geste", "")
    file_threads(actor=request.actor, thread_ids=[thread_id], place=place)
    said = {"archives": _("La conversation est archivée."), "corbeille": _("La conversation est à la corbeille.")}
    return redirect_saying(url("messaging:inbox"), said.get(place, _("La conversation est revenue.")))


@screen("Fichier joint à un message", open_to=READERS)
def attached(request: Request, *, file_id: int) -> HttpResponse:
    """To be saved."""
    handed = handed_file(request.actor, file_id)
    return download(handed.name, handed.kind, handed.content, handed.verdict)


@screen("Qui a lu un message", open_to=STAFF_PROFILES)
def readers(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """Those who did not read it first."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 5 else 1
    found = readers_of(request.actor, message_id, number=max(1, number))
    pages = max(1, -(-found.people // PAGE))
    return page(
        request,
        "messaging/readers.html",
        title=_("Qui a lu ce message"),
        school=school,
        found=found,
        number=number,
        pages=pages,
    )


@screen("Annuler un envoi", open_to=READERS, writes=True, reads=False)
def undo(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """Before it left: a draft again."""
    draft = undo_sending(actor=request.actor, school_id=school.id, message_id=message_id)
    return redirect_saying(
        url("messaging:draft", uai=school.uai, draft_id=draft.pk), _("L’envoi est annulé\u202f: rien n’est parti.")
    )


@screen("Envoyer sans attendre", open_to=READERS, writes=True, reads=False)
def leave_now(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """Its sender does not want the minute."""
    let_leave(actor=request.actor, school_id=school.id, message_id=message_id)
    message = Message.objects.get(pk=message_id)
    return redirect_saying(url("messaging:thread", thread_id=message.thread_id), _("Votre message est en route."))


@screen("Rappeler un message", open_to=READERS, writes=True)
def recall(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """At once within the hour; then the direction is asked."""
    message = (
        Message.objects.filter(
            pk=message_id, sender_id=request.actor.person_id, sender_profile=request.actor.profile.value
        )
        .select_related("thread")
        .first()
    )
    if message is None:
        raise NotAllowed
    form = RecallForm(request.POST if request.method == "POST" else None, auto_id="champ-%s")
    if form.is_valid():
        is_done = False
        with refusal_shown_in(form):
            is_done = recall_message(
                actor=request.actor,
                school_id=school.id,
                message_id=message_id,
                reason=form.cleaned_data["reason"],
            )
        if not form.errors:
            said = _("Le message est rappelé.") if is_done else _("Votre demande est partie à la direction.")
            return redirect_saying(url("messaging:thread", thread_id=message.thread_id), said)
    return page(
        request,
        "messaging/recall.html",
        title=_("Rappeler ce message"),
        school=school,
        status=422 if form.errors else 200,
        message=message,
        form=form,
        is_at_once=is_within_the_hour(message),
    )
