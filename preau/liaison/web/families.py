"""The family of one pupil, for one word: each person's part, an answer on paper copied, documents looked at."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison import wording
from preau.liaison.actions.note_paper_answer import note_paper_answer
from preau.liaison.models import Deposit, Word
from preau.liaison.outcome import NO, YES
from preau.liaison.queries.follow import family_of
from preau.liaison.rules import REPLY_LENGTH
from preau.liaison.slip_code import code_of
from preau.liaison.web.following import followable


@screen("Réponse d’une famille à un mot", open_to=STAFF_PROFILES, writes=True)
def family(request: Request, *, school: SchoolRef, word_id: int, pupil_id: int) -> HttpResponse:
    """A POST copies an answer that came on paper."""
    word = followable(request, school, word_id)
    line = family_of(word, pupil_id)
    if line is None or word.state == Word.State.DRAFT:
        raise NotAllowed
    here = url("liaison:family", uai=school.uai, word_id=word_id, pupil_id=pupil_id)
    error, field = "", ""
    if request.method == "POST":
        person = request.POST.get("personne", "")
        try:
            note_paper_answer(
                actor=request.actor, school_id=school.id, word_id=word_id, pupil_id=pupil_id,
                person_id=int(person) if person.isdecimal() and len(person) < 16 else 0,
                value=request.POST.get("valeur", ""), text=request.POST.get("texte", ""),
            )  # fmt: skip
            return redirect_saying(here, _("La réponse reçue sur papier est notée."))
        except NotPossible as refusal:
            error, field = refusal.message, refusal.field or ""
    deposits = Deposit.objects.filter(word=word, pupil_id=pupil_id).exclude(state=Deposit.State.WITHDRAWN)
    names = {one.person_id: one.name for one in line.persons}
    return page(
        request,
        "liaison/family.html",
        title=line.name,
        school=school,
        word=word,
        line=line,
        here=here,
        signers=[
            (one.person_id, one.name)
            for one in line.persons
            if one.is_reader and (one.decides or (word.answer == Word.Answer.ACKNOWLEDGE and not one.is_pupil))
        ],
        choices=_choices(word),
        deposits=[(one, names.get(one.sent_by_id, "")) for one in deposits.defer("content")],
        code=code_of(line.id),
        typed=request.POST.get("texte", ""),
        value=request.POST.get("valeur", ""),
        person=request.POST.get("personne", ""),
        error=error,
        field=field,
        most=REPLY_LENGTH,
        wording=wording,
        status=422 if error else 200,
    )


def _choices(word: Word) -> list[tuple[str, str]]:
    """What a paper may say."""
    if word.answer == Word.Answer.AGREE:
        return [(YES, _("Autorisé")), (NO, _("Refusé"))]
    return [(one, one) for one in word.options] if word.answer == Word.Answer.CHOOSE else []
