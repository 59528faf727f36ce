"""What a person sets up for herself: her folders, her signature."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.bodies.field import BodyField
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.refusals import NotAllowed
from preau.messaging.actions.remove_folder import remove_folder
from preau.messaging.actions.write_folder import write_folder
from preau.messaging.actions.write_signature import write_signature
from preau.messaging.queries.own import folders_of, signature_of
from preau.messaging.rules import LONGEST_FOLDER
from preau.messaging.web.box import READERS


class FolderForm(forms.Form):
    """The name of a folder."""

    label = forms.CharField(
        label=gettext_lazy("Nom du dossier"), max_length=LONGEST_FOLDER, strip=True,
        error_messages={"required": gettext_lazy("Donnez un nom à ce dossier.")},
    )  # fmt: skip


class SignatureForm(forms.Form):
    """What is put under one's messages."""

    html = BodyField(
        label=gettext_lazy("Signature"), required=False,
        help_text=gettext_lazy("Elle se met sous chaque nouveau message\u202f; vous pouvez l’y changer."),
    )  # fmt: skip


@screen("Dossiers et signature de ses messages", open_to=READERS, writes=True)
def setup(request: Request) -> HttpResponse:
    """A new folder; those there are."""
    form = FolderForm(request.POST if request.method == "POST" else None, auto_id="champ-%s")
    if form.is_valid():
        with refusal_shown_in(form):
            write_folder(actor=request.actor, label=form.cleaned_data["label"])
        if not form.errors:
            return redirect_saying(url("messaging:setup"), _("Le dossier est prêt."))
    return _page(request, form, SignatureForm(initial={"html": signature_of(request.actor)}, auto_id="champ-%s"))


@screen("Signature de ses messages", open_to=READERS, writes=True, reads=False)
def sign(request: Request) -> HttpResponse:
    """Empty: none any more."""
    form = SignatureForm(request.POST, auto_id="champ-%s")
    if form.is_valid():
        with refusal_shown_in(form):
            write_signature(actor=request.actor, html=form.cleaned_data["html"])
        if not form.errors:
            return redirect_saying(url("messaging:setup"), _("Votre signature est enregistrée."))
    return _page(request, FolderForm(auto_id="champ-%s"), form)


@screen("Renommer un dossier de messages", open_to=READERS, writes=True)
def rename(request: Request, *, folder_id: int) -> HttpResponse:
    """Or remove it."""
    folder = next((one for one in folders_of(request.actor) if one.id == folder_id and one.is_own), None)
    if folder is None:
        raise NotAllowed
    form = FolderForm(
        request.POST if request.method == "POST" else None, initial={"label": folder.label}, auto_id="champ-%s"
    )
    if form.is_valid():
        with refusal_shown_in(form):
            write_folder(actor=request.actor, label=form.cleaned_data["label"], folder_id=folder_id)
        if not form.errors:
            return redirect_saying(url("messaging:setup"), _("Le dossier est renommé."))
    return page(
        request,
        "messaging/folder.html",
        title=folder.label,
        status=422 if form.errors else 200,
        folder=folder,
        form=form,
    )


@screen("Supprimer un dossier de messages", open_to=READERS, writes=True, reads=False)
def remove(request: Request, *, folder_id: int) -> HttpResponse:
    """What it held goes back to the inbox: the button asked."""
    remove_folder(actor=request.actor, folder_id=folder_id)
    return redirect_saying(url("messaging:setup"), _("Le dossier est supprimé\u202f; ses messages sont revenus."))


def _page(request: Request, form: FolderForm, signature: SignatureForm) -> HttpResponse:
    return page(
        request,
        "messaging/setup.html",
        title=_("Dossiers et signature"),
        status=422 if form.errors or signature.errors else 200,
        form=form,
        signature=signature,
        folders=[one for one in folders_of(request.actor) if one.is_own],
    )
