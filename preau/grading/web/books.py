"""The gradebooks of a teacher, or of the school."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.policies import SEE_ANY, may_arrange, may_lock, may_set
from preau.grading.queries.books import books_of
from preau.kernel.actor import Profile, SchoolRef

READERS = frozenset({Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION})


@screen("Carnets de notes", open_to=READERS)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Hers first, then those she may read."""
    books = books_of(request.actor, school.id, every=request.actor.may(SEE_ANY))
    return page(
        request,
        "grading/books.html",
        title=_("Notes"),
        school=school,
        mine=[book for book in books if book.is_mine],
        others=[book for book in books if not book.is_mine],
        may_arrange=may_arrange(request.actor, school.id),
        may_lock=may_lock(request.actor, school.id),
        may_set=may_set(request.actor, school.id),
    )
