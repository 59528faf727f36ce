"""First step: which files."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from preau.exchange.upload.actions.receive_files import receive_files
from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.recognise import Given, too_large
from preau.exchange.upload.rules import LARGEST
from preau.exchange.upload.web.kinds import TEMPLATES
from preau.exchange.upload.web.steps import FILE, OFFICE, Step, step_url
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.uploads import is_too_large
from preau.kernel.actor import SchoolRef

FIELD = "fichiers"


@screen("Importer : les fichiers", open_to=OFFICE, writes=True, capability=IMPORT_FILES, files=LARGEST)
def choose(request: Request, *, school: SchoolRef) -> HttpResponse:
    """One or several files of one export; what they are is seen in them."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    made = 0
    if form.is_valid():
        if is_too_large(request):
            form.add_error(None, too_large())
        else:
            given = [Given(file.name or _("sans nom"), file.read()) for file in request.FILES.getlist(FIELD)]
            with refusal_shown_in(form):
                made = receive_files(actor=request.actor, school_id=school.id, files=given)
    if made:
        return HttpResponseRedirect(step_url("matching", school, made))
    return page(
        request,
        "upload/file.html",
        title=_("Nouvel import"),
        school=school,
        form=form,
        step=Step(FILE, "", "", 0),
        megabytes=LARGEST >> 20,
        templates=[(kind.value, label) for kind, label in TEMPLATES.items()],
    )
