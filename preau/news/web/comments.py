"""Comments: said, taken back, let appear or not (C38)."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotPossible
from preau.news.actions.comment_item import comment_item
from preau.news.actions.decide_comment import decide_comment
from preau.news.actions.withdraw_comment import withdraw_comment
from preau.news.audience import READING
from preau.news.opening import readable
from preau.news.policies import WRITERS
from preau.news.web.reading import item_page


@screen("Commenter une actualité", open_to=READING, writes=True, reads=False)
def comment(request: Request, *, item_id: int) -> HttpResponse:
    """What was typed stays when it is refused."""
    typed = request.POST.get("text", "")
    try:
        comment_item(actor=request.actor, item_id=item_id, text=typed, key=_key(request))
    except NotPossible as refusal:
        return item_page(request, readable(request.actor, item_id), typed=typed, errors=(refusal.message,))
    return redirect_saying(f"{url('news:item', item_id=item_id)}#commentaires", _("Votre commentaire est envoyé."))


@screen("Retirer son commentaire", open_to=READING, writes=True, reads=False)
def withdraw(request: Request, *, item_id: int, comment_id: int) -> HttpResponse:
    """The button asked."""
    withdraw_comment(actor=request.actor, item_id=item_id, comment_id=comment_id)
    return redirect_saying(f"{url('news:item', item_id=item_id)}#commentaires", _("Votre commentaire est retiré."))


@screen("Décider d’un commentaire", open_to=WRITERS, writes=True, reads=False)
def decide(request: Request, *, school: SchoolRef, item_id: int, comment_id: int) -> HttpResponse:
    """`decision`: `montrer`, or not."""
    is_shown = request.POST.get("decision") == "montrer"
    decide_comment(actor=request.actor, item_id=item_id, comment_id=comment_id, is_shown=is_shown)
    said = _("Le commentaire paraît.") if is_shown else _("Le commentaire ne paraît pas.")
    return redirect_saying(f"{url('news:review', uai=school.uai, item_id=item_id)}#commentaires", said)


def _key(request: Request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
