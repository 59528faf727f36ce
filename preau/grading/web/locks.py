"""The locks of the terms: a state for as many classes as are ticked, and what was done before (capability C83)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.directory.policies import may_manage_calendar
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.lock_terms import lock_terms
from preau.grading.locking import STATE_BADGES, STATE_CHOICES
from preau.grading.models import TermLock
from preau.grading.policies import LOCK
from preau.grading.queries.locks import TermLine, lock_trace, reopenings_of, terms_of
from preau.grading.web.doors import OFFICE, back_from_office
from preau.grading.web.lock_words import gesture_words
from preau.grading.web.wording import term_label
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Part:
    """A term as several classes have it."""

    key: str
    label: str
    ends_on: date
    lines: tuple[TermLine, ...]


class LocksForm(forms.Form):
    """Which state; which classes are ticked is read beside it."""

    etat = forms.ChoiceField(
        label=gettext_lazy("Donner cet état"),
        choices=STATE_CHOICES,
        error_messages={"required": gettext_lazy("Choisissez un état.")},
    )
    toutes = forms.BooleanField(label=gettext_lazy("Toutes les classes"), required=False)

    def state(self) -> TermLock.State | None:
        """None: what the dates say."""
        said = self.cleaned_data["etat"]
        return None if said == "dates" else TermLock.State(said)


@screen("Verrous des périodes de notes", open_to=OFFICE, writes=True, capability=LOCK)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The classes of the term of `?periode=`: by default the first that is not over."""
    parts = _parts(terms_of(school.id))
    part = _asked(request, parts)
    ticked = set(request.POST.getlist("classes"))
    form = LocksForm(request.POST if request.method == "POST" else None)
    if part is not None and form.is_valid():
        chosen = [one.term_id for one in part.lines if form.cleaned_data["toutes"] or str(one.term_id) in ticked]
        changed: tuple[int, ...] = ()
        with refusal_shown_in(form):
            changed = lock_terms(actor=request.actor, school_id=school.id, term_ids=chosen, state=form.state())
        if not form.errors:
            return redirect_saying(f"{locks_url(school)}?periode={part.key}", _said(len(changed)))
    reopened = reopenings_of(school.id)
    return page(
        request,
        "grading/locks.html",
        title=_("Verrous des notes"),
        school=school,
        back=back_from_office(request, school),
        status=422 if form.errors else 200,
        part=part,
        parts=[(one.label, f"?periode={one.key}", one == part) for one in parts],
        lines=[(line, *STATE_BADGES[line.state], _detail(line)) for line in (part.lines if part else ())],
        form=form,
        ticked=ticked,
        may_date=may_manage_calendar(request.actor, school.id),
        in_force=[one for one in reopened if one.is_in_force],
        trace=[(gesture_words(one), one) for one in lock_trace(school.id)],
    )


def locks_url(school: SchoolRef) -> str:
    return reverse("grading:locks", kwargs={"uai": school.uai})


def _parts(lines: Sequence[TermLine]) -> tuple[Part, ...]:
    found: dict[str, list[TermLine]] = {}
    for line in lines:
        found.setdefault(line.key, []).append(line)
    return tuple(
        Part(key, term_label(some[0].kind, some[0].number), max(one.ends_on for one in some), tuple(some))
        for key, some in found.items()
    )


def _asked(request: Request, parts: tuple[Part, ...]) -> Part | None:
    key = request.GET.get("periode")
    if key is None:
        today = clock.today()
        return next((part for part in parts if part.ends_on >= today), parts[-1] if parts else None)
    found = next((part for part in parts if part.key == key), None)
    if found is None:
        raise NotAllowed
    return found


def _detail(line: TermLine) -> str:
    said = [
        _("saisie jusqu’au %(day)s") % {"day": words.day(line.end_of_entry_on)}
        if line.end_of_entry_on
        else _("pas de fin de saisie")
    ]
    if line.council_on:
        said.append(_("conseil le %(day)s") % {"day": words.day(line.council_on)})
    if line.is_published:
        said.append(_("bulletins publiés"))
    if line.said_at is not None:
        said.append(
            _("état donné par %(who)s le %(day)s")
            % {"who": line.said_by or "Préau", "day": words.short_day(line.said_at)}
        )
    return ", ".join(said)


def _said(changed: int) -> str:
    if not changed:
        return _("Rien n’a changé\u202f: ces classes avaient déjà cet état.")
    said = ngettext("L’état de %(n)s classe est changé.", "L’état de %(n)s classes est changé.", changed)
    return said % {"n": changed}
