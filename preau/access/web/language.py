"""Choose a language: on one’s account, or on this device before signing in."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.actions.choose_language import choose_language
from preau.access.middleware import LANGUAGE_COOKIE
from preau.access.web.doors import asked_path
from preau.foundation.languages.offered import OFFERED, spoken
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, refusal_shown_in, screen

_A_YEAR = 365 * 24 * 3600


class LanguageForm(forms.Form):
    """Each language under its own name."""

    langue = forms.ChoiceField(
        label=gettext_lazy("Langue"), choices=[(language.code, language.name) for language in OFFERED]
    )


@screen("Choisir sa langue", open_to=EVERYONE, writes=True)
def show(request: Request) -> HttpResponse:
    """The device remembers it too, so that the sign-in page speaks it; then back to the page one came from."""
    path = asked_path(request)
    posted = request.method == "POST"
    form = LanguageForm(request.POST if posted else None, initial={"langue": spoken().code})
    if posted and form.is_valid():
        chosen = form.cleaned_data["langue"]
        with refusal_shown_in(form):
            if not request.actor.is_anonymous:
                choose_language(actor=request.actor, language=chosen)
        if form.is_valid():
            back = reverse("access:sign-in") if request.actor.is_anonymous else reverse("access:account")
            return _remembering(HttpResponseRedirect(path or back), chosen)
    door = reverse("access:language") + (f"?{urlencode({'suite': path})}" if path else "")
    return page(request, "access/language.html", title=_("Langue"), form=form, door=door)


def _remembering(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=_A_YEAR, httponly=True, secure=settings.HTTPS, samesite="Lax"
    )
    return response
