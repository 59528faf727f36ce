"""A pupil before the council: what is known, what is decided; projected, typed by several at once (C94)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from preau.bulletins.actions.pass_on import pass_on
from preau.bulletins.actions.write_decision import FieldResult, SaidOf, obstacle_to_decide, write_decision
from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.decision import Field
from preau.bulletins.policies import may_hold_council, may_read_class
from preau.bulletins.queries.council import ClassPupil, class_pupils
from preau.bulletins.queries.council_page import (
    CouncilFacts,
    Deciding,
    council_page,
    deciding_of,
    facts_of_pupil,
)
from preau.bulletins.web.council import HOLDERS, council_url
from preau.bulletins.web.council_lines import shown_facts
from preau.bulletins.web.missing import READERS
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.foundation.screens.typed import out_of_date, typed_under, whole_numbers
from preau.grading.actions.write_marks import Outcome
from preau.grading.web.wording import term_label
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible

#: A field in a form: `a-<field>-<pupil>-<version seen>`.
_PREFIX = "a-"
#: How the page is looked at: large on a wall, without the names of others. Kept from one pupil to the next.
_WAYS = ("grand", "masque")
_NOTHING = dict.fromkeys(Field)


@dataclass(frozen=True, slots=True)
class Step:
    """A door to another pupil."""

    pupil_id: int
    label: str
    url: str


@screen("Un élève devant le conseil de classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, term_id: int, pupil_id: int) -> HttpResponse:
    """`partie`: the fragment that is asked again, `faits` or `avis`."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_read_class(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    if is_fragment(request):
        return _again(request, school, term, pupil_id)
    return _drawn(request, school, term, pupil_id, {}, {})


@screen("Aller à un élève du conseil", open_to=READERS)
def go(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """`eleve`: the pupil that was chosen; the ways of looking go with her."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_read_class(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    asked = request.GET.get("eleve", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    pupils = class_pupils(term)
    if not pupils:
        raise NotAllowed
    pupil_id = chosen if chosen in {one.pupil_id for one in pupils} else pupils[0].pupil_id
    return HttpResponseRedirect(council_url("council-pupil", school, term, pupil_id) + _ways(request))


@screen("Écrire une décision du conseil de classe", open_to=HOLDERS, writes=True, reads=False)
def write(request: Request, *, school: SchoolRef, term_id: int, pupil_id: int) -> HttpResponse:
    """The fields of a form, or the one that a script sends."""
    said = _typed(request, pupil_id)
    results = write_decision(
        actor=request.actor, school_id=school.id, term_id=term_id, pupil_id=pupil_id, said=said
    )
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"texts": {f"{field}-{pupil_id}": _told(one) for field, one in results.items()}})
    wrong = {one.field: one for one in results.values() if one.outcome in {Outcome.CONFLICT, Outcome.REFUSED}}
    if wrong:
        typed = {one.field: one.text for one in said}
        return _drawn(request, school, load_class_term(term_id, school_id=school.id), pupil_id, wrong, typed)
    is_written = any(one.outcome is Outcome.WRITTEN for one in results.values())
    term = load_class_term(term_id, school_id=school.id)
    there = council_url("council-pupil", school, term, pupil_id) + _ways(request)
    return redirect_saying(there, _("Décision enregistrée.") if is_written else _("Rien n’avait changé."))


@screen("Passer à un autre élève au conseil", open_to=HOLDERS, writes=True, reads=False)
def pass_to(request: Request, *, school: SchoolRef, term_id: int, pupil_id: int) -> HttpResponse:
    """`vers`: the id of the pupil who comes; what was shown of this one is kept."""
    towards = request.POST.get("vers", "")
    if not (towards.isascii() and towards.isdigit() and len(towards) < 19):
        raise NotPossible(_("Cette page n’est plus à jour\u202f: rechargez-la."))
    pass_on(actor=request.actor, school_id=school.id, term_id=term_id, pupil_id=pupil_id)
    term = load_class_term(term_id, school_id=school.id)
    return HttpResponseRedirect(council_url("council-pupil", school, term, int(towards)) + _ways(request))


def _drawn(
    request: Request, school: SchoolRef, term: ClassTerm, pupil_id: int, wrong: Mapping[Field, FieldResult],
    typed: Mapping[Field, str],
) -> HttpResponse:  # fmt: skip
    shown = council_page(term, pupil_id)
    deciding = shown.deciding
    is_masked = "masque" in request.GET
    holds = may_hold_council(request.actor, school.id, term.form_teacher_ids)
    before, after = deciding.neighbours
    ways = _ways(request)
    return page(
        request,
        "bulletins/council_pupil.html",
        title=deciding.pupil.name,
        school=school,
        topics=_topics(school, term, pupil_id),
        status=422 if wrong else 200,
        holds=holds,
        keeps=holds and deciding.is_open and not deciding.is_closed,
        before=_step(school, term, before, ways),
        after=_step(school, term, after, ways),
        pupils=_choices(deciding, is_masked),
        kept_ways=[(way, "1") for way in _WAYS if way in request.GET],
        switches=_switches(request),
        is_large="grand" in request.GET,
        passes=council_url("pass-on", school, term, pupil_id) + ways,
        writes=council_url("write-decision", school, term, pupil_id) + ways,
        words=_said_by_the_script(),
        wrong={**_NOTHING, **wrong},
        typed={**_NOTHING, **typed},
        **_decided(school, term, deciding, pupil_id),
        **_known(school, term, pupil_id, shown.facts),
    )


def _again(request: Request, school: SchoolRef, term: ClassTerm, pupil_id: int) -> HttpResponse:
    if request.GET.get("partie") == "faits":
        known = _known(school, term, pupil_id, facts_of_pupil(term, pupil_id))
        return fragment(request, "bulletins/council_facts.html", school=school, **known)
    holds = may_hold_council(request.actor, school.id, term.form_teacher_ids)
    deciding = deciding_of(term, pupil_id)
    return fragment(
        request, "bulletins/council_now.html", school=school, holds=holds,
        **_decided(school, term, deciding, pupil_id),
    )  # fmt: skip


def _known(school: SchoolRef, term: ClassTerm, pupil_id: int, facts: CouncilFacts) -> dict[str, Any]:
    """What the fragment of facts prints."""
    return {
        "facts": shown_facts(term, facts),
        "facts_url": council_url("council-pupil", school, term, pupil_id) + "?partie=faits",
        "facts_topics": [f"conseil:{school.id}:faits:{pupil_id}"],
    }


def _decided(school: SchoolRef, term: ClassTerm, deciding: Deciding, pupil_id: int) -> dict[str, Any]:
    """What the fragment of the decision prints."""
    words = deciding.words
    is_last = term.number == max(number for _key, kind, number in term.terms if kind == term.kind)
    return {
        "term": term,
        "term_name": term_label(term.kind, term.number),
        "deciding": deciding,
        "pupil": deciding.pupil,
        "said": words,
        "mention": deciding.mentions.get(words[Field.MENTION], ""),
        "orientation_label": _("Proposition d’orientation") if is_last else _("Avis provisoire d’orientation"),
        "obstacle": obstacle_to_decide(is_term_closed=term.is_closed, is_council_closed=deciding.is_closed),
        "now": json.dumps({f"{one}-{pupil_id}": [text, deciding.version] for one, text in words.items()}),
        "now_url": council_url("council-pupil", school, term, pupil_id) + "?partie=avis",
        "now_topics": list(_topics(school, term, pupil_id)[1:]),
    }


def _topics(school: SchoolRef, term: ClassTerm, pupil_id: int) -> tuple[str, str, str]:
    head = f"conseil:{school.id}"
    return f"{head}:faits:{pupil_id}", f"{head}:avis:{pupil_id}", f"{head}:classe:{term.term_id}"


def _typed(request: HttpRequest, pupil_id: int) -> list[SaidOf]:
    """Errors: `NotPossible` for a name of field that is none."""
    said = []
    for (field, *numbers), text in typed_under(request, _PREFIX):
        number, seen = whole_numbers(numbers, 2)
        if field not in set(Field) or number != pupil_id:
            raise out_of_date()
        said.append(SaidOf(Field(field), text, seen))
    return said


def _said_by_the_script() -> dict[str, str]:
    return {
        "saved": _("Tout est enregistré."),
        "waits": _("Enregistrement…"),
        "away": _("Pas de réseau\u202f: restez sur cette page, ce que vous avez tapé partira au retour."),
        "unkept": _("Ce n’est pas enregistré\u202f: rechargez la page."),
        "mine": _("Garder mon texte"),
        "theirs": _("Prendre l’autre"),
    }


def _told(one: FieldResult) -> dict[str, Any]:
    return {"outcome": one.outcome.value, "text": one.text, "version": one.version, "message": one.message}


def _ways(request: HttpRequest, *, but: str = "") -> str:
    """The ways of looking, as an address keeps them; `but`: the other way round."""
    kept = [(way, "1") for way in _WAYS if (way in request.GET) != (way == but)]
    return f"?{urlencode(kept)}" if kept else ""


def _switches(request: HttpRequest) -> list[tuple[str, str]]:
    names = {
        "grand": (_("Projeter en grand"), _("Revenir à la taille normale")),
        "masque": (_("Masquer les noms des autres"), _("Montrer les noms des autres")),
    }
    return [(names[way][way in request.GET], _ways(request, but=way) or "?") for way in _WAYS]


def _choices(deciding: Deciding, is_masked: bool) -> list[tuple[int, str, bool]]:
    """The pupils to go to; a tick says who has a synthesis."""
    found = []
    for rank, one in enumerate(deciding.pupils):
        is_here = rank == deciding.place
        name = _("Élève %(rank)s") % {"rank": rank + 1} if is_masked and not is_here else one.name
        found.append((one.pupil_id, name + (" ✓" if one.pupil_id in deciding.done else ""), is_here))
    return found


def _step(school: SchoolRef, term: ClassTerm, pupil: ClassPupil | None, ways: str) -> Step | None:
    if pupil is None:
        return None
    return Step(pupil.pupil_id, pupil.name, council_url("council-pupil", school, term, pupil.pupil_id) + ways)
