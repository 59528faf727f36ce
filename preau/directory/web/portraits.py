"""Photos of pupils: send an archive, say whose the others are, write down what families answered."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.discard_portrait import discard_portrait
from preau.directory.actions.import_portraits import Reception, import_portraits
from preau.directory.actions.pair_portrait import pair_portrait
from preau.directory.people.lists import GroupHead, groups_of_school, members_of_group
from preau.directory.people.portraits import (
    portrait_figures,
    portrait_of,
    waiting_image,
    waiting_photos,
)
from preau.directory.people.tokens import squeezed
from preau.directory.policies import MANAGE_PORTRAITS
from preau.directory.rules import LARGEST_ARCHIVE
from preau.directory.web.group_making import MAKERS
from preau.directory.web.images import sent_image
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed


class ArchiveForm(forms.Form):
    """The archive. A file that is missing is missing from the computer, or too big."""

    archive = forms.FileField(
        label=gettext_lazy("Archive zip des photos"),
        help_text=gettext_lazy(
            "Un dossier par classe, nommé comme la classe\u202f; dans chaque dossier, un fichier par élève, nommé "
            "prénom.nom. Images JPEG, PNG ou WebP, réduites à l’arrivée\u202f; archive de 128\u202fMo au plus."
        ),
        error_messages={"required": gettext_lazy("Choisissez une archive zip de 128\u202fMo au plus.")},
    )


class PairForm(forms.Form):
    """Whose photo it is, among the pupils of a class."""

    def __init__(self, sent: QueryDict | None, *, pupils: list[tuple[int, str]]) -> None:
        super().__init__(sent)
        choices = [("", _("Choisissez un élève")), *pupils]
        self.fields["pupil"] = forms.TypedChoiceField(label=_("Élève"), coerce=int, choices=choices)


@screen("Photo d’un élève", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef, person_id: int) -> HttpResponse:
    """The image alone, for whom it may be shown to."""
    return sent_image(request, portrait_of(request.actor, school.id, person_id))


@screen("Photo à rattacher", open_to=MAKERS, capability=MANAGE_PORTRAITS)
def show_waiting(request: Request, *, school: SchoolRef, portrait_id: int) -> HttpResponse:
    """Likewise, before anybody said whose it is."""
    return sent_image(request, waiting_image(school.id, portrait_id))


@screen("Photos des élèves", open_to=MAKERS, writes=True, capability=MANAGE_PORTRAITS, files=LARGEST_ARCHIVE)
def desk(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Where the school is, the form, and what became of the files just sent."""
    form = ArchiveForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    reception: Reception | None = None
    if form.is_valid():
        with refusal_shown_in(form):
            archive = form.cleaned_data["archive"].file
            reception = import_portraits(actor=request.actor, school_id=school.id, archive=archive)
    waiting = tuple(
        (photo, url("directory:waiting-image", uai=school.uai, portrait_id=photo.id))
        for photo in waiting_photos(school.id)
    )
    return page(
        request, "directory/portraits.html", title=_("Photos des élèves"), school=school, form=form,
        figures=portrait_figures(school.id), waiting=waiting, reception=reception,
    )  # fmt: skip


@screen("Dire de qui est une photo", open_to=MAKERS, writes=True, capability=MANAGE_PORTRAITS)
def pair(request: Request, *, school: SchoolRef, portrait_id: int) -> HttpResponse:
    """The photo, a class (`classe`, by default the one its folder names), a pupil of it; or throw it away."""
    photo = next((one for one in waiting_photos(school.id) if one.id == portrait_id), None)
    if photo is None:
        raise NotAllowed
    back = url("directory:portraits", uai=school.uai)
    if request.method == "POST" and request.POST.get("geste") == "jeter":
        discard_portrait(actor=request.actor, school_id=school.id, portrait_id=portrait_id)
        return redirect_saying(back, _("La photo est jetée."))
    classes = [
        one for one in groups_of_school(request.actor, school.id) if one.is_division and not one.is_archived
    ]
    chosen = _chosen(request, classes, photo.folder)
    pupils = members_of_group(request.actor, school.id, chosen, clock.today()) if chosen else ()
    form = PairForm(
        request.POST if request.method == "POST" else None, pupils=[(line.pupil_id, line.name) for line in pupils]
    )
    if form.is_valid():
        with refusal_shown_in(form):
            pair_portrait(
                actor=request.actor, school_id=school.id, portrait_id=portrait_id,
                pupil_id=form.cleaned_data["pupil"],
            )  # fmt: skip
        if form.is_valid():
            return redirect_saying(back, _("La photo est rattachée."))
    return page(
        request, "directory/portrait_pairing.html", title=_("De qui est cette photo\u202f?"), school=school,
        photo=photo, src=url("directory:waiting-image", uai=school.uai, portrait_id=photo.id), form=form,
        classes=[(one.id, one.name, one is chosen) for one in classes], has_pupils=bool(pupils),
        here=request.get_full_path(),
    )  # fmt: skip


def _chosen(request: HttpRequest, classes: list[GroupHead], folder: str) -> GroupHead | None:
    asked = request.GET.get("classe", "")
    named = squeezed(folder)
    by_choice = (one for one in classes if str(one.id) == asked)
    by_folder = (one for one in classes if named and named in {squeezed(one.code), squeezed(one.label)})
    return next(by_choice, None) or next(by_folder, None) or next(iter(classes), None)
