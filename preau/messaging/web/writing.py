"""What the page of a message does with what is sent to it: kept as a draft, then sent; whole, or by pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from preau.foundation.bodies.reading import links_in_full
from preau.foundation.files.attached import sent_files
from preau.foundation.files.kinds import ACCEPTED
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.messaging.actions.drop_draft import drop_draft
from preau.messaging.actions.post_message import post_message
from preau.messaging.actions.save_draft import ChangedElsewhere, save_draft
from preau.messaging.answering import Answerable
from preau.messaging.drafting import own_draft
from preau.messaging.letter import Line
from preau.messaging.models import Draft, Message
from preau.messaging.policies import closed_because
from preau.messaging.queries.files import files_of_draft
from preau.messaging.queries.own import signature_of
from preau.messaging.queries.recipients import chosen_lines, recipients_offered, search_recipients, told_of
from preau.messaging.rules import CONFIRMED_ABOVE
from preau.messaging.web.letter_form import (
    Gesture,
    LetterForm,
    gesture_of,
    lines_sent,
    role_choices,
    start_of_new,
)


@dataclass(slots=True)
class Writing:
    """What is being written in this request, and what it answers."""

    form: LetterForm
    lines: tuple[Line, ...]
    draft: Draft | None = None
    answered: Answerable | None = None
    is_conflict: bool = False
    #: The message that is forwarded: its files go with it.
    forwards_id: int | None = None

    @property
    def always(self) -> frozenset[int]:
        return self.answered.always if self.answered else frozenset()


def answered_form(request: Request, school: SchoolRef, writing: Writing) -> HttpResponse:
    if request.method != "POST":
        return _page(request, school, writing)
    gesture = gesture_of(request)
    writing.lines = lines_sent(request, gesture)
    if not writing.form.is_valid():
        return _page(request, school, writing)
    done = _already_sent(request, school, writing) or _thrown(request, school, writing, gesture)
    if done is not None:
        return done
    _keep(request, school, writing, gesture)
    if gesture.name == "envoyer" and not writing.form.errors:
        done = _sent(request, school, writing)
    if done is not None:
        return done
    if is_fragment(request):
        if gesture.name in {"ajouter", "retirer"}:
            return fragment(request, "messaging/address.html", **_address(request, school, writing))
        return fragment(request, "messaging/saved.html", **_state(school, writing))
    if writing.form.errors or writing.draft is None:
        return _page(request, school, writing)
    typed = request.POST.get("q", "").strip() if gesture.name == "chercher" else ""
    return HttpResponseRedirect(
        _draft_url(school, writing.draft) + (f"?{urlencode({'q': typed})}" if typed else "")
    )


def _already_sent(request: Request, school: SchoolRef, writing: Writing) -> HttpResponse | None:
    """The same form, sent twice by a double tap or the way back: it is one message."""
    key = writing.form.cleaned_data["key"]
    mine = Message.objects.filter(school_id=school.id, sender_id=request.actor.person_id, key=key)
    known = mine.first() if key else None
    return _gone(known) if known else None


def _thrown(request: Request, school: SchoolRef, writing: Writing, gesture: Gesture) -> HttpResponse | None:
    if gesture.name != "jeter":
        return None
    _find_draft(request, school, writing)
    if writing.draft is not None:
        drop_draft(actor=request.actor, school_id=school.id, draft_id=writing.draft.pk)
    return redirect_saying(url("messaging:inbox"), _("Le brouillon est effacé."))


def _find_draft(request: Request, school: SchoolRef, writing: Writing) -> None:
    """The draft that this window saved already, though its address is still that of a new message."""
    asked = writing.form.cleaned_data["draft"]
    if writing.draft is None and asked:
        writing.draft = own_draft(request.actor, school.id, asked)


def _keep(request: Request, school: SchoolRef, writing: Writing, gesture: Gesture) -> None:
    """Save the draft; what keeps it from being saved is an error of the form."""
    said = writing.form.cleaned_data
    _find_draft(request, school, writing)
    with refusal_shown_in(writing.form):
        try:
            writing.draft = save_draft(
                actor=request.actor,
                school_id=school.id,
                letter=writing.form.letter(writing.lines, request.actor),
                key=said["key"] or start_of_new()["key"],
                draft_id=writing.draft.pk if writing.draft else None,
                version=None if gesture.name == "garder" else said["version"],
                window=said["window"],
                answers_id=writing.answered.message.pk if writing.answered else None,
                forwards_id=writing.forwards_id,
                files=() if is_fragment(request) else sent_files(request),
            )
        except ChangedElsewhere:
            writing.is_conflict = True
            raise
        if gesture.name == "oter-fichier" and gesture.about.isdigit():
            drop_draft(
                actor=request.actor, school_id=school.id, draft_id=writing.draft.pk, file_id=int(gesture.about)
            )


def _sent(request: Request, school: SchoolRef, writing: Writing) -> HttpResponse | None:
    assert writing.draft is not None
    draft = writing.draft
    posted: list[Message] = []
    with refusal_shown_in(writing.form):
        posted.append(
            post_message(
                actor=request.actor,
                school_id=school.id,
                letter=writing.form.letter(writing.lines, request.actor),
                key=draft.key,
                answers_id=draft.answers_to_id,
                draft_id=draft.pk,
                confirmed=writing.form.cleaned_data["confirmed"],
            )
        )
    return _gone(posted[0]) if posted else None


def _gone(message: Message) -> HttpResponse:
    said = {
        Message.State.WAITING: _("Votre message attend d’être relu par l’établissement."),
        Message.State.LEAVING: _("Votre message part dans une minute\u202f: vous pouvez encore l’annuler."),
        Message.State.DELIVERING: _("Votre message est en route."),
    }.get(Message.State(message.state), _("Message envoyé."))
    return redirect_saying(f"{url('messaging:thread', thread_id=message.thread_id)}#message-{message.pk}", said)


def form_of(request: Request, start: dict[str, Any]) -> LetterForm:
    form = LetterForm(request.POST if request.method == "POST" else None, initial=start, auto_id="champ-%s")
    if not request.actor.is_a(Profile.DIRECTION):
        del form.fields["is_urgent"]
    if request.actor.is_a(Profile.PUPIL, Profile.GUARDIAN):
        del form.fields["answers"], form.fields["wants_answer"]
    return form


def signature_start(request: Request) -> str:
    kept = signature_of(request.actor) if request.method != "POST" else ""
    return f"<p><br></p>{kept}" if kept else ""


def _draft_url(school: SchoolRef, draft: Draft) -> str:
    return url("messaging:draft", uai=school.uai, draft_id=draft.pk)


def _state(school: SchoolRef, writing: Writing) -> dict[str, Any]:
    """Whether it is saved, and what the window sends back next time."""
    bound = writing.form["version"].value() if writing.is_conflict else None
    return {
        "draft": writing.draft,
        "draft_url": _draft_url(school, writing.draft) if writing.draft else "",
        "version": bound if writing.is_conflict else (writing.draft.version if writing.draft else ""),
        "is_conflict": writing.is_conflict,
        "errors": [error for errors in writing.form.errors.values() for error in errors],
        "saved_at": clock.now() if writing.form.is_bound and not writing.form.errors else None,
    }


def _address(request: Request, school: SchoolRef, writing: Writing) -> dict[str, Any]:
    """Whom it goes to, how many they are, and who is left out."""
    actor = request.actor
    told = told_of(actor, school.id, writing.lines)
    return {
        **_state(school, writing),
        "here": request.path,
        "chosen": [
            (one.token, one.name, one.detail, one.role)
            for one in chosen_lines(actor, school.id, writing.lines, writing.always)
        ],
        "roles": role_choices(),
        "told": told,
        "must_confirm": told.people > CONFIRMED_ABOVE,
        "form": writing.form,
    }


def _quoted(request: Request, answered: Message | None) -> str:
    """The words that are answered."""
    if answered is None:
        return ""
    return links_in_full(answered.body.html) if request.actor.is_a(Profile.PUPIL) else answered.body.html


def _page(request: Request, school: SchoolRef, writing: Writing) -> HttpResponse:
    typed = request.GET.get("q", "").strip()
    for name in ("subject", "html"):
        # A draft does without; a message does not.
        writing.form.fields[name].required = True
    answered = writing.answered.message if writing.answered else None
    return page(
        request,
        "messaging/compose.html",
        title=_("Répondre") if answered else _("Écrire un message"),
        school=school,
        status=422 if writing.form.errors else 200,
        answered=answered,
        quoted=_quoted(request, answered),
        closed=closed_because(request.actor, school.id),
        typed=typed,
        found=search_recipients(request.actor, school.id, typed) if typed else None,
        offered=() if answered else recipients_offered(request.actor, school.id),
        files=files_of_draft(writing.draft.pk) if writing.draft else (),
        accepted=ACCEPTED,
        is_draft=writing.draft is not None,
        **_address(request, school, writing),
    )
