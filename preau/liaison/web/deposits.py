"""Documents that families give: sent, taken back, opened, decided of (C101)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.files.attached import LARGEST_SENDING, sent_files
from preau.foundation.files.serving import download
from preau.foundation.screens.page import redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.actions.decide_deposit import decide_deposit
from preau.liaison.actions.deposit_documents import deposit_documents
from preau.liaison.actions.take_back_deposit import take_back_deposit
from preau.liaison.models import Deposit
from preau.liaison.policies import FAMILY, may_follow, may_read_book
from preau.liaison.queries.sheet import sheet_of
from preau.liaison.web.family import word_page


@screen("Déposer un document demandé", open_to=FAMILY, writes=True, reads=False, files=LARGEST_SENDING)
def deposit(request: Request, *, pupil_id: int, word_id: int) -> HttpResponse:
    """From the camera of a phone, or a file."""
    try:
        deposit_documents(actor=request.actor, pupil_id=pupil_id, word_id=word_id, files=sent_files(request))
    except NotPossible as refusal:
        sheet = sheet_of(request.actor, pupil_id, word_id)
        return word_page(request, sheet, error=refusal.message, field=refusal.field or "")
    where = url("liaison:word", pupil_id=pupil_id, word_id=word_id)
    return redirect_saying(where, _("Votre document est envoyé à l’établissement."))


@screen("Reprendre un document déposé", open_to=FAMILY, writes=True, reads=False)
def take_back(request: Request, *, pupil_id: int, deposit_id: int) -> HttpResponse:
    """The button asked."""
    found = Deposit.objects.filter(pk=deposit_id, pupil_id=pupil_id).values_list("word_id", flat=True).first()
    take_back_deposit(actor=request.actor, pupil_id=pupil_id, deposit_id=deposit_id)
    where = url("liaison:word", pupil_id=pupil_id, word_id=found) if found else url("liaison:book")
    return redirect_saying(where, _("L’établissement n’a plus ce document."))


@screen("Revoir un document déposé", open_to=FAMILY)
def own(request: Request, *, pupil_id: int, deposit_id: int) -> HttpResponse:
    """By who gave it alone."""
    if not may_read_book(request.actor, pupil_id):
        raise NotAllowed
    found = Deposit.objects.filter(
        pk=deposit_id,
        pupil_id=pupil_id,
        sent_by_id=request.actor.person_id,
        school_id__in=request.actor.school_ids,
    )
    return _handed(found.first())


@screen("Ouvrir un document déposé", open_to=STAFF_PROFILES)
def open_deposit(request: Request, *, school: SchoolRef, deposit_id: int) -> HttpResponse:
    """By those who follow the word that asked for it."""
    found = Deposit.objects.select_related("word").filter(pk=deposit_id, school_id=school.id).first()
    if found is None or not may_follow(request.actor, found.word):
        raise NotAllowed
    return _handed(found)


@screen("Accepter ou refuser un document", open_to=STAFF_PROFILES, writes=True, reads=False)
def decide(request: Request, *, school: SchoolRef, deposit_id: int) -> HttpResponse:
    """`decision`: `accepter`, or not; `motif`, why not."""
    is_accepted = request.POST.get("decision") == "accepter"
    found = Deposit.objects.filter(pk=deposit_id, school_id=school.id).values_list("word_id", "pupil_id").first()
    if found is None:
        raise NotAllowed
    where = url("liaison:family", uai=school.uai, word_id=found[0], pupil_id=found[1])
    decide_deposit(
        actor=request.actor, school_id=school.id, deposit_id=deposit_id, is_accepted=is_accepted,
        reason=request.POST.get("motif", ""),
    )  # fmt: skip
    return redirect_saying(
        where, _("Document accepté.") if is_accepted else _("Document refusé\u202f: la famille est prévenue.")
    )


def _handed(found: Deposit | None) -> HttpResponse:
    if found is None or not found.size or found.erased_at is not None or found.state == Deposit.State.WITHDRAWN:
        raise NotAllowed
    return download(found.name, found.kind, bytes(found.content), found.verdict)
