"""The threads of a school and who writes in them: for its direction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.people.wording import PROFILE_NAMES, function_label
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.news.actions.write_thread import GivenRight, write_thread
from preau.news.models import NewsRight, NewsThread
from preau.news.policies import MANAGE
from preau.news.queries.threads import people_who_may_be_named, threads_of

_RIGHTS = [
    ("", gettext_lazy("Rien de particulier")),
    (NewsRight.Right.CONTRIBUTE.value, gettext_lazy("Proposer\u202f: un autre relit et publie")),
    (NewsRight.Right.PUBLISH.value, gettext_lazy("Publier, et valider ce que d’autres proposent")),
    (NewsRight.Right.MANAGE.value, gettext_lazy("Publier et gérer le fil")),
]
#: Profiles that are given a right; pupils may only propose.
_PROFILES = ("vie_scolaire", "enseignant", "personnel", "eleve")
#: Functions that are given a right of their own, by the codes of the feeds.
_FUNCTIONS = ("DOC", "EDU", "AED", "ADF", "MDS", "ORI")


class ThreadForm(forms.Form):
    """The thread; one question per profile and per function; people named, one right for all of them."""

    label = forms.CharField(
        label=gettext_lazy("Nom du fil"), strip=True,
        error_messages={"required": gettext_lazy("Donnez un nom au fil.")},
    )  # fmt: skip
    comments = forms.BooleanField(
        label=gettext_lazy("Proposer les commentaires pour chaque nouvelle actualité"), required=False
    )
    is_closed = forms.BooleanField(
        label=gettext_lazy("Fermer ce fil"), required=False,
        help_text=gettext_lazy("On n’y écrit plus\u202f; ce qui est publié reste."),
    )  # fmt: skip
    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Personnes nommées"), required=False, coerce=int,
        help_text=gettext_lazy("Elles publient dans ce fil, quel que soit leur profil."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _PROFILES:
            choices = _RIGHTS[:2] if name == "eleve" else _RIGHTS
            self.fields[name] = forms.ChoiceField(
                label=PROFILE_NAMES[name].capitalize(), required=False, choices=choices
            )
        for code in _FUNCTIONS:
            self.fields[code] = forms.ChoiceField(
                label=function_label(code, "", ""), required=False, choices=_RIGHTS
            )
        field = self.fields["people"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = people

    @property
    def rights(self) -> list[GivenRight]:
        given = self.cleaned_data
        return [
            *(GivenRight(given[name], profile=name) for name in _PROFILES if given[name]),
            *(GivenRight(given[code], function=code) for code in _FUNCTIONS if given[code]),
            *(GivenRight(NewsRight.Right.PUBLISH.value, person_id=one) for one in given["people"]),
        ]


@screen("Fils d’actualités", open_to=STAFF_PROFILES, capability=MANAGE)
def every(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Each with who writes in it."""
    return page(
        request, "news/threads.html", title=_("Fils d’actualités"), school=school, lines=threads_of(school.id)
    )


@screen("Ouvrir un fil d’actualités", open_to=STAFF_PROFILES, writes=True, capability=MANAGE)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """A name, and who writes in it."""
    return _form(request, school, None)


@screen("Régler un fil d’actualités", open_to=STAFF_PROFILES, writes=True, capability=MANAGE)
def change(request: Request, *, school: SchoolRef, thread_id: int) -> HttpResponse:
    """The same."""
    return _form(request, school, get_object_or_404(NewsThread, pk=thread_id, school_id=school.id))


def _form(request: Request, school: SchoolRef, thread: NewsThread | None) -> HttpResponse:
    people = people_who_may_be_named(school.id)
    form = ThreadForm(request.POST if request.method == "POST" else None, initial=_start(thread), people=people)
    if form.is_valid():
        with refusal_shown_in(form):
            write_thread(
                actor=request.actor, school_id=school.id, label=form.cleaned_data["label"],
                comments=form.cleaned_data["comments"], is_closed=form.cleaned_data["is_closed"],
                rights=form.rights, thread_id=thread.pk if thread else None,
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(url("news:threads", uai=school.uai), _("Le fil est enregistré."))
    return page(
        request,
        "news/thread_form.html",
        title=thread.label if thread else _("Nouveau fil"),
        school=school,
        form=form,
        thread=thread,
        profiles=[form[name] for name in _PROFILES],
        functions=[form[code] for code in _FUNCTIONS],
        status=422 if form.errors else 200,
    )


def _start(thread: NewsThread | None) -> dict[str, Any]:
    if thread is None:
        return {}
    rights = list(NewsRight.objects.filter(thread=thread))
    return {
        "label": thread.label,
        "comments": thread.comments,
        "is_closed": thread.closed_at is not None,
        "people": [one.person_id for one in rights if one.person_id],
        **{one.profile or one.function: one.right for one in rights if one.person_id is None},
    }
