"""« Être prévenu »: by what, of what, how soon; the page of Préau tells in any case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.devices import has_device
from preau.foundation.notices.sms import sms_is_configured
from preau.foundation.push.keys import public_key
from preau.foundation.rooms.manifest import NoticeKind, When
from preau.foundation.rooms.registry import manifests
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor
from preau.outreach.actions.choose_outreach import OwnQuiet, choose_outreach
from preau.outreach.contacts import chosen_when, contacts_of, kinds
from preau.outreach.models import QuietChoice
from preau.outreach.pausing import quiet_of
from preau.outreach.rules import DIGEST_HOUR, DIGEST_HOURS

_WHENS = {
    When.AT_ONCE: gettext_lazy("Aussitôt"),
    When.DAILY: gettext_lazy("Dans le résumé du jour"),
    When.WEEKLY: gettext_lazy("Dans le résumé du vendredi"),
    When.NEVER: gettext_lazy("Dans la page seulement"),
}
_HOURS = {7: gettext_lazy("Le matin, à 7 heures"), 18: gettext_lazy("En fin de journée, à 18 heures")}


class KeptChoice(forms.TypedChoiceField):
    """One of several, always chosen on the page; an answer that does not say it leaves what stands."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class ChoicesForm(forms.Form):
    """Channels, one choice a category (`quand-attendance:late`), the digest, hours of one's own."""

    courriel = forms.BooleanField(label=gettext_lazy("Par courriel"), required=False)
    sms = forms.BooleanField(label=gettext_lazy("Par SMS"), required=False)
    digest_hour = KeptChoice(
        label=gettext_lazy("Quand part le résumé"), coerce=int, empty_value=str(DIGEST_HOUR),
        choices=[(hour, _HOURS[hour]) for hour in DIGEST_HOURS],
    )  # fmt: skip
    quiet_from = forms.TimeField(
        label=gettext_lazy("Ma pause commence à"), required=False,
        error_messages={"invalid": gettext_lazy("Écrivez une heure, par exemple 08:00.")},
    )  # fmt: skip
    quiet_until = forms.TimeField(
        label=gettext_lazy("Elle finit à"), required=False,
        error_messages={"invalid": gettext_lazy("Écrivez une heure, par exemple 08:00.")},
    )  # fmt: skip

    def __init__(self, *args: Any, shown: tuple[NoticeKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        for kind in shown:
            self.fields[_field(kind)] = KeptChoice(
                label=_(kind.label), choices=[(when.value, label) for when, label in _WHENS.items()]
            )

    @property
    def whens(self) -> dict[str, str]:
        """What was said, by category; a category that the form does not send stays as it is."""
        return {
            kind.name: self.cleaned_data[_field(kind)]
            for kind in self.shown
            if self.cleaned_data.get(_field(kind))
        }

    @property
    def categories(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The choices of categories, by room: its label, its choices; then those of rooms that have only one."""
        shown = set(self.shown)
        found = [
            (_(manifest.label), [self[_field(kind)] for kind in manifest.notices if kind in shown])
            for manifest in manifests()
        ]
        alone = [fields[0] for _label, fields in found if len(fields) == 1]
        several = [(label, fields) for label, fields in found if len(fields) > 1]
        return [*several, (_("Autres nouvelles"), alone)] if alone else several


@screen("Être prévenu : par quoi, de quoi, quand", open_to=SIGNED_IN, writes=True)
def show(request: Request) -> HttpResponse:
    """What Préau knows of how to reach the reader, and what she chooses."""
    actor = request.actor
    contact = contacts_of([actor.person_id])[0]
    shown = _shown_to(actor)
    form = ChoicesForm(
        request.POST if request.method == "POST" else None,
        shown=shown,
        initial=_initial(actor, shown)
        | {"courriel": contact.by_mail and bool(contact.email), "sms": contact.by_sms},
        auto_id="champ-%s",
    )
    if form.is_valid():
        said = form.cleaned_data
        with refusal_shown_in(form):
            choose_outreach(
                actor=actor, by_mail=said["courriel"], by_sms=said["sms"], whens=form.whens,
                quiet=OwnQuiet(int(said["digest_hour"]), said["quiet_from"], said["quiet_until"]),
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(url("outreach:choices"), _("Votre choix est enregistré."))
    return page(
        request,
        "outreach/choices.html",
        title=_("Être prévenu"),
        status=422 if form.errors else 200,
        form=form,
        contact=contact,
        has_sms=sms_is_configured(),
        quiet=quiet_of([actor.person_id])[actor.person_id],
        key=public_key(),
        is_on=has_device(actor.session_id),
    )


def _shown_to(actor: Actor) -> tuple[NoticeKind, ...]:
    """The categories that somebody under one of her hats is told of; of the urgent ones she has no choice."""
    hats = frozenset(actor.profiles) | {actor.profile}
    return tuple(kind for kind in kinds().values() if not kind.is_urgent and not kind.profiles.isdisjoint(hats))


def _initial(actor: Actor, shown: tuple[NoticeKind, ...]) -> dict[str, Any]:
    chosen = chosen_when([actor.person_id])
    own = QuietChoice.objects.filter(person_id=actor.person_id).first()
    whens = {_field(kind): chosen.get((actor.person_id, kind.name), kind.when).value for kind in shown}
    return whens | {
        "digest_hour": own.digest_hour if own else DIGEST_HOUR,
        "quiet_from": f"{own.quiet_from:%H:%M}" if own and own.quiet_from else "",
        "quiet_until": f"{own.quiet_until:%H:%M}" if own and own.quiet_until else "",
    }


def _field(kind: NoticeKind) -> str:
    return f"quand-{kind.name.replace(':', '-')}"
