"""What a school decides about its report cards: mentions of councils, lengths, words, who signs."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.arrange_report_cards import BulletinChoices, arrange_report_cards
from preau.bulletins.actions.keep_mention import keep_mention
from preau.bulletins.actions.move_mention import move_mention
from preau.bulletins.actions.offer_mention import offer_mention
from preau.bulletins.policies import ARRANGE
from preau.bulletins.queries.mentions import MentionLine, mentions_of, settings_of
from preau.bulletins.rules import LONGEST_APPRECIATION, MENTION_LENGTH, SHORTEST_LIMIT
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible

ARRANGERS = frozenset({Profile.DIRECTION})


class ChoicesForm(forms.Form):
    """The choices of a school."""

    appreciation_length = forms.IntegerField(
        label=gettext_lazy("Longueur d’une appréciation, en caractères"),
        help_text=gettext_lazy("De %(least)s à %(most)s\u202f; le livret scolaire unique en prend 600.")
        % {"least": SHORTEST_LIMIT, "most": LONGEST_APPRECIATION},
    )
    warns_of_words = forms.BooleanField(
        label=gettext_lazy("Signaler les mots qui peuvent blesser"),
        required=False,
        help_text=gettext_lazy("L’enseignant relit, puis décide."),
    )
    has_warnings = forms.BooleanField(
        label=gettext_lazy("Proposer les avertissements aux conseils de classe"),
        required=False,
        help_text=gettext_lazy(
            "Un avertissement du conseil n’est pas la sanction du même nom\u202f: beaucoup d’établissements y "
            "renoncent."
        ),
    )
    signatory = forms.CharField(
        label=gettext_lazy("Signataire des bulletins"),
        required=False,
        strip=True,
        help_text=gettext_lazy("Vide\u202f: le chef d’établissement."),
    )
    function = forms.CharField(label=gettext_lazy("Fonction du signataire"), required=False, strip=True)


class MentionForm(forms.Form):
    """A mention."""

    label = forms.CharField(
        label=gettext_lazy("Mention"),
        strip=True,
        help_text=gettext_lazy("%(most)s caractères au plus.") % {"most": MENTION_LENGTH},
    )
    is_warning = forms.BooleanField(label=gettext_lazy("C’est un avertissement"), required=False)


@screen("Réglages des bulletins", open_to=ARRANGERS, capability=ARRANGE, writes=True)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The choices, then the mentions in their order."""
    settings = settings_of(school.id)
    start = {name: getattr(settings, name) for name in ChoicesForm.base_fields}
    form = ChoicesForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        with refusal_shown_in(form):
            arrange_report_cards(
                actor=request.actor, school_id=school.id, choices=BulletinChoices(**form.cleaned_data)
            )
        if not form.errors:
            return redirect_saying(_here(school), _("Réglages enregistrés."))
    mentions = mentions_of(school.id)
    return page(
        request,
        "bulletins/settings.html",
        title=_("Réglages des bulletins"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        mentions=[(one, _about(one, has_warnings=settings.has_warnings)) for one in mentions],
    )


@screen("Ajouter ou renommer une mention", open_to=ARRANGERS, capability=ARRANGE, writes=True)
def mention(request: Request, *, school: SchoolRef, mention_id: int | None = None) -> HttpResponse:
    """A new one, or one of the list."""
    found = next((one for one in mentions_of(school.id) if one.mention_id == mention_id), None)
    if mention_id is not None and found is None:
        raise NotAllowed
    start = {"label": found.label, "is_warning": found.is_warning} if found else {}
    form = MentionForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        with refusal_shown_in(form):
            keep_mention(actor=request.actor, school_id=school.id, mention_id=mention_id, **form.cleaned_data)
        if not form.errors:
            return redirect_saying(_here(school), _("Mention enregistrée."))
    return page(
        request,
        "bulletins/mention.html",
        title=found.label if found else _("Nouvelle mention"),
        school=school,
        status=422 if form.errors else 200,
        found=found,
        form=form,
    )


@screen("Ranger, proposer ou retirer une mention", open_to=ARRANGERS, capability=ARRANGE, writes=True, reads=False)
def arrange(request: Request, *, school: SchoolRef, mention_id: int) -> HttpResponse:
    """`geste`: `haut`, `bas`, `proposer` or `retirer`."""
    step = request.POST.get("geste", "")
    if step in {"haut", "bas"}:
        move_mention(actor=request.actor, school_id=school.id, mention_id=mention_id, is_up=step == "haut")
    elif step in {"proposer", "retirer"}:
        offer_mention(
            actor=request.actor, school_id=school.id, mention_id=mention_id, is_offered=step == "proposer"
        )
    else:
        raise NotPossible(_("Cette page n’est plus à jour\u202f: rechargez-la."))
    return redirect_saying(_here(school), _("Liste enregistrée."))


def _about(line: MentionLine, *, has_warnings: bool) -> str:
    """Whether councils may choose it, in a sentence."""
    if not line.is_offered:
        return _("N’est plus proposée.")
    if line.is_warning:
        return _("Avertissement, proposé.") if has_warnings else _("Avertissement, non proposé.")
    return _("Proposée.")


def _here(school: SchoolRef) -> str:
    return reverse("bulletins:settings", kwargs={"uai": school.uai})
