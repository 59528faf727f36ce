"""When families read the report cards of some classes: one hour for all (capability C95)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.bulletins.actions.hold_back_report_cards import hold_back_report_cards
from preau.bulletins.actions.publish_report_cards import publish_report_cards
from preau.bulletins.policies import PUBLISH
from preau.bulletins.queries.editions import EditionLine, lines_of
from preau.bulletins.web.editions import ticked_in
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.web.wording import term_label
from preau.kernel import clock, words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible

_NOW, _LATER = "maintenant", "plus-tard"
_DIRECTION = frozenset({Profile.DIRECTION})


class PublicationForm(forms.Form):
    """Now, or at an hour."""

    when = forms.ChoiceField(
        label=gettext_lazy("Quand"),
        choices=[(_NOW, gettext_lazy("Maintenant")), (_LATER, gettext_lazy("À une heure choisie"))],
    )
    day = forms.DateField(label=gettext_lazy("Jour"), required=False)
    hour = forms.TimeField(
        label=gettext_lazy("Heure"), help_text=gettext_lazy("Par exemple 18:00."), required=False
    )

    def __init__(self, sent: QueryDict | None) -> None:
        super().__init__(sent, initial={"when": _NOW, "hour": "18:00"})

    def clean(self) -> dict[str, Any]:
        """An hour that is chosen has a day."""
        said = super().clean() or self.cleaned_data
        if said.get("when") == _LATER:
            for name, sentence in (("day", _("Choisissez un jour.")), ("hour", _("Choisissez une heure."))):
                if name in said and said[name] is None:
                    self.add_error(name, sentence)
            if said.get("day") is not None and said["day"] < clock.today():
                self.add_error("day", _("Choisissez une heure à venir, dans les trois mois."))
        return said

    @property
    def at(self) -> datetime | None:
        """The instant; None: now."""
        if self.cleaned_data["when"] == _NOW:
            return None
        return clock.instant(self.cleaned_data["day"], self.cleaned_data["hour"])


@screen("Publier des bulletins", open_to=_DIRECTION, writes=True, capability=PUBLISH)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """What is about to be read, by how many, what is missing; then the hour."""
    wanted = ticked_in(request.GET.getlist("classe"))
    lines = lines_of(school.id, wanted)
    if len(lines) != len(set(wanted)):
        raise NotAllowed
    form = PublicationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_in(form):
            at = form.at
            published = publish_report_cards(actor=request.actor, school_id=school.id, term_ids=wanted, at=at)
        if not form.errors:
            return redirect_saying(_back(school), _said(published, at))
    return page(
        request,
        "bulletins/publication.html",
        title=_("Publier les bulletins"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        lines=[(line, _what(line)) for line in lines],
        cards=sum(line.unread for line in lines),
        without=sum(line.pupils - line.made for line in lines),
        unvalidated=[line.division for line in lines if not line.is_validated],
        here=request.get_full_path(),
        back=_back(school),
    )


@screen("Retenir une publication prévue", open_to=_DIRECTION, writes=True, reads=False, capability=PUBLISH)
def hold_back(request: Request, *, school: SchoolRef) -> HttpResponse:
    """As long as its hour has not come."""
    try:
        held = hold_back_report_cards(
            actor=request.actor, school_id=school.id, term_ids=ticked_in(request.POST.getlist("classe"))
        )
    except NotPossible as refusal:
        return redirect_saying(_back(school), refusal.message)
    said = (
        _("La publication prévue est annulée.") if held else _("Aucune publication n’est prévue pour ces classes.")
    )
    return redirect_saying(_back(school), said)


def _back(school: SchoolRef) -> str:
    return reverse("bulletins:editions", kwargs={"uai": school.uai})


def _what(line: EditionLine) -> str:
    cards = ngettext("%(count)s bulletin à publier", "%(count)s bulletins à publier", line.unread)
    said = [term_label(line.kind, line.number), cards % {"count": line.unread}]
    if line.read:
        read = ngettext("%(count)s déjà publié", "%(count)s déjà publiés", line.read)
        said.append(read % {"count": line.read})
    return ", ".join(said)


def _said(published: int, at: datetime | None) -> str:
    if not published:
        return _(
            "Rien à publier\u202f: les derniers bulletins de ces classes sont déjà lus, ou ne sont pas édités."
        )
    if at is None or at <= clock.now():
        said = ngettext(
            "%(count)s bulletin publié\u202f: la famille est prévenue.",
            "%(count)s bulletins publiés\u202f: les familles sont prévenues.",
            published,
        )
        return said % {"count": published}
    said = ngettext(
        "%(count)s bulletin sera publié le %(day)s à %(hour)s.",
        "%(count)s bulletins seront publiés le %(day)s à %(hour)s.",
        published,
    )
    return said % {"count": published, "day": words.day(at), "hour": words.hour(at)}
