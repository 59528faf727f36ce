"""An item as it will be read, by how many people, who is left out, and what one does with it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.people.wording import PROFILE_NAMES
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.news.actions.feature_item import feature_item
from preau.news.actions.propose_item import propose_item
from preau.news.actions.publish_item import publish_item
from preau.news.actions.refuse_item import refuse_item
from preau.news.actions.withdraw_item import withdraw_item
from preau.news.models import NewsFile, NewsItem
from preau.news.policies import WRITERS
from preau.news.queries.comments import CommentLine, comments_of
from preau.news.queries.review import review_of
from preau.news.web.reading import handed_over
from preau.news.web.writing import held_here
from preau.news.writing import Held
from preau.vigilance.policies import frozen_because


class RefusalForm(forms.Form):
    """The word that goes back to the author."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi, pour son auteur"), strip=True,
        error_messages={"required": gettext_lazy("Dites pourquoi à son auteur.")},
    )  # fmt: skip


class PublishingForm(forms.Form):
    """What goes with « Publier »."""

    une = forms.BooleanField(
        label=gettext_lazy("Mettre à la une"), required=False,
        help_text=gettext_lazy("Une seule y est à la fois."),
    )  # fmt: skip


@screen("Relire, valider et publier une actualité", open_to=WRITERS, writes=True)
def review(request: Request, *, school: SchoolRef, item_id: int) -> HttpResponse:
    """`geste`: `proposer`, `publier` (with `une`: at the top), `refuser`, `une`, `pas-une` or `retirer`."""
    held = held_here(request, school, item_id)
    asked = request.POST.get("geste", "") if request.method == "POST" else ""
    form = RefusalForm(request.POST if asked == "refuser" else None)
    if asked == "refuser":
        if form.is_valid():
            with refusal_shown_in(form):
                refuse_item(actor=request.actor, item_id=item_id, reason=form.cleaned_data["reason"])
        if not form.errors:
            return redirect_saying(
                url("news:desk", uai=school.uai), _("Actualité refusée\u202f: son auteur est prévenu.")
            )
    elif asked:
        said = done(request, asked, item_id)
        return redirect_saying(url("news:review", uai=school.uai, item_id=item_id), said)
    item = held.item
    told = review_of(item, school.id)
    return page(
        request,
        "news/review.html",
        title=item.title,
        school=school,
        held=held,
        item=item,
        stands=stands(item),
        told=told,
        counts=[(PROFILE_NAMES[name], count) for name, count in told.told.by_profile.items()] if told.told else [],
        comments=_comments(request, held, school),
        frozen=frozen_because(request.actor, school.id),
        form=form,
        publishing=PublishingForm(),
        status=422 if form.errors else 200,
    )


@screen("Image ou fichier d’une actualité qui s’écrit", open_to=WRITERS)
def file(request: Request, *, school: SchoolRef, item_id: int, file_id: int) -> HttpResponse:
    """For those who see the item before its readers."""
    held = held_here(request, school, item_id)
    return handed_over(get_object_or_404(NewsFile, pk=file_id, item_id=held.item.pk))


def _comments(request: Request, held: Held, school: SchoolRef) -> tuple[CommentLine, ...]:
    if not held.may_publish or not held.item.takes_comments:
        return ()
    return comments_of(request.actor, held.item.pk, [school.id], decides=True)


def done(request: Request, asked: str, item_id: int) -> str:
    """Do what a button asks; the sentence that says so."""
    actor = request.actor
    gestures: dict[str, tuple[Callable[[], None], str]] = {
        "proposer": (
            lambda: propose_item(actor=actor, item_id=item_id),
            _("Actualité proposée\u202f: elle attend."),
        ),
        "publier": (
            lambda: publish_item(actor=actor, item_id=item_id, is_featured="une" in request.POST),
            _("Actualité publiée."),
        ),
        "une": (
            lambda: feature_item(actor=actor, item_id=item_id, is_featured=True),
            _("Cette actualité est à la une."),
        ),
        "pas-une": (
            lambda: feature_item(actor=actor, item_id=item_id, is_featured=False),
            _("Cette actualité n’est plus à la une."),
        ),
        "retirer": (lambda: withdraw_item(actor=actor, item_id=item_id), _("Actualité retirée.")),
    }
    if asked not in gestures:
        raise NotAllowed
    gesture, said = gestures[asked]
    gesture()
    return said


def stands(item: NewsItem) -> str:
    """The state that people see: `prevue` before its hour, `terminee` after its end."""
    now = clock.now()
    if item.state == NewsItem.State.PUBLISHED and item.shown_from is not None:
        if item.shown_from > now:
            return "prevue"
        if item.shown_until is not None and item.shown_until <= now:
            return "terminee"
    return item.state
