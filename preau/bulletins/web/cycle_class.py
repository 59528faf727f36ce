"""The end-of-cycle reports of a class: what is missing of each, and validating those that are whole."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.actions.validate_cycle_reports import validate_cycle_reports
from preau.bulletins.cycle import load_cycle_class, pupils_of
from preau.bulletins.policies import may_publish, may_read_class, may_write_cycle_reports
from preau.bulletins.web.cycle_classes import READERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed


@screen("Bilans de fin de cycle d’une classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, group_id: int, cycle: int) -> HttpResponse:
    """Each pupil, and what her report still waits for."""
    one = load_cycle_class(group_id, cycle, school_id=school.id)
    if not may_read_class(request.actor, school.id, one.form_teacher_ids):
        raise NotAllowed
    pupils = pupils_of(one)
    whole = [pupil for pupil in pupils if pupil.version and not pupil.words.missing]
    return page(
        request,
        "bulletins/cycle_class.html",
        title=_("Fin de cycle %(cycle)s, %(division)s") % {"cycle": cycle, "division": one.division},
        school=school,
        one=one,
        pupils=pupils,
        whole=len(whole),
        waiting=sum(1 for pupil in whole if pupil.validated_at is None),
        writes=may_write_cycle_reports(request.actor, school.id, one.form_teacher_ids),
        validates=may_publish(request.actor, school.id),
    )


@screen("Valider les bilans de fin de cycle", open_to={Profile.DIRECTION}, writes=True, reads=False)
def validate(request: Request, *, school: SchoolRef, group_id: int, cycle: int) -> HttpResponse:
    """Those that are whole; the others wait."""
    done = validate_cycle_reports(actor=request.actor, school_id=school.id, group_id=group_id, cycle=cycle)
    there = reverse("bulletins:cycle-class", kwargs={"uai": school.uai, "group_id": group_id, "cycle": cycle})
    said = ngettext("%(n)s bilan validé.", "%(n)s bilans validés.", done) % {"n": done}
    return redirect_saying(there, said if done else _("Aucun autre bilan complet à valider."))
