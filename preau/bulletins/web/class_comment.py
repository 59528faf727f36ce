"""What is said of a whole class for a term."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.write_class_comment import write_class_comment
from preau.bulletins.class_term import load_class_term
from preau.bulletins.models import ClassComment
from preau.bulletins.policies import may_comment_class, may_read_class
from preau.bulletins.rules import CLASS_COMMENT_LENGTH
from preau.bulletins.web.missing import READERS
from preau.bulletins.web.wording import class_tabs, term_tabs
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


class CommentForm(forms.Form):
    """The comment, and the version that was seen."""

    text = forms.CharField(
        label=gettext_lazy("Commentaire de la classe"),
        required=False,
        strip=True,
        help_text=gettext_lazy("%(most)s caractères au plus.") % {"most": CLASS_COMMENT_LENGTH},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@screen("Commentaire d’une classe", open_to=READERS, writes=True)
def show(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """A text, and one button; the text alone for who reads the class without writing it."""
    term = load_class_term(term_id, school_id=school.id)
    may_write = may_comment_class(request.actor, school.id, term.form_teacher_ids)
    may_read = may_read_class(request.actor, school.id, term.form_teacher_ids)
    if not may_write and (request.method == "POST" or not may_read):
        raise NotAllowed
    comment = ClassComment.objects.filter(term_id=term_id).first()
    there = {"text": comment.text if comment else "", "seen": comment.version if comment else 0}
    form = CommentForm(request.POST if request.method == "POST" else None, initial=there)
    if form.is_valid():
        with refusal_shown_in(form):
            write_class_comment(actor=request.actor, school_id=school.id, term_id=term_id, **form.cleaned_data)
        if not form.errors:
            here = reverse("bulletins:class-comment", kwargs={"uai": school.uai, "term_id": term_id})
            return redirect_saying(here, _("Commentaire enregistré."))
    return page(
        request,
        "bulletins/class_comment.html",
        title=_("Commentaire de la classe"),
        school=school,
        status=422 if form.errors else 200,
        term=term,
        may_write=may_write,
        most=CLASS_COMMENT_LENGTH,
        form=form,
        # Refused because somebody wrote meanwhile, it says so; sent again, it is meant.
        seen=there["seen"],
        tabs=class_tabs(request.actor, school, term, "bulletins:class-comment"),
        terms=term_tabs(school, term, "bulletins:class-comment"),
    )
