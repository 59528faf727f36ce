"""A newcomer and somebody known before, side by side: one person, or two (capability C5)."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.directory.duplicate_queries import known_among, sides
from preau.directory.policies import MERGE_PERSONS
from preau.directory.rules import UNMERGE_WITHIN
from preau.exchange.aaf.actions.decide_reattachment import decide_reattachment
from preau.exchange.aaf.models import Reattachment
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

_ONE, _TWO = "une", "deux"


class DecisionForm(forms.Form):
    """One person, or two."""

    reponse = forms.ChoiceField(choices=((_ONE, _ONE), (_TWO, _TWO)))


@dataclass(frozen=True, slots=True)
class Fact:
    """What each record says of one thing."""

    label: str
    known: str
    newcomer: str

    @property
    def differs(self) -> bool:
        return self.known != self.newcomer


@screen(
    "Reconnaître une personne", open_to=(Profile.DIRECTION, Profile.STAFF), writes=True, capability=MERGE_PERSONS
)
def decide(request: Request, *, school: SchoolRef, reattachment_id: int) -> HttpResponse:
    """Both records with what the school knows of each; one word decides."""
    found = Reattachment.objects.filter(pk=reattachment_id).first()
    back = reverse("console:kind", kwargs={"uai": school.uai, "code": "personnes-a-reconnaitre"})
    if found is None:
        raise NotAllowed
    if found.state != Reattachment.State.PENDING:
        return redirect_saying(back, _("C’est déjà décidé\u202f: il n’y a plus rien à faire."))
    both = (found.person_id, found.newcomer_id)
    if len(known_among(school.id, both)) < len(both):
        raise NotAllowed
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        is_one = form.cleaned_data["reponse"] == _ONE
        with refusal_shown_in(form):
            decide_reattachment(
                actor=request.actor, school_id=school.id, reattachment_id=found.pk, is_accepted=is_one
            )
            return redirect_saying(back, _one_told() if is_one else _("C’est noté\u202f: ce sont deux personnes."))
    known, newcomer = sides(school.id, both)
    facts = zip(known.facts(), newcomer.facts(), strict=True)
    return page(
        request,
        "aaf/reattachment.html",
        title=_("Reconnaître une personne"),
        school=school,
        known=known,
        newcomer=newcomer,
        reason=found.reason,
        proposed_at=found.proposed_at,
        facts=tuple(Fact(label, one, other) for (label, one), (_label, other) in facts if one or other),
        form=form,
        back_url=back,
        days=UNMERGE_WITHIN.days,
        status=422 if form.errors else 200,
    )


def _one_told() -> str:
    told = _(
        "C’est une seule personne\u202f: sa fiche garde l’histoire des deux. Cela se défait pendant "
        "%(days)s jours."
    )
    return told % {"days": UNMERGE_WITHIN.days}
