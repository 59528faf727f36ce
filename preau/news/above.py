"""Who speaks above schools, and to which of them (C40): an agent, in the perimeter of her mandates."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.access.models import Mandate
from preau.access.perimeter import administered_schools
from preau.directory.models import School
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible

#: How schools are chosen: all those administered, collèges, lycées, or those whose UAI are typed.
ALL, COLLEGES, LYCEES, TYPED = "tous", "colleges", "lycees", "choisis"

_KINDS = {
    COLLEGES: (School.Kind.COLLEGE.value,),
    LYCEES: (School.Kind.LYCEE.value, School.Kind.LYCEE_PRO.value, School.Kind.LYCEE_AGRICOLE.value),
}
_WIDEST = {Mandate.Over.REGION.value: 0, Mandate.Over.ACADEMIE.value: 1, Mandate.Over.DEPARTEMENT.value: 2}


def origin_of(actor: Actor) -> str:
    """In whose name she publishes: her widest mandate of today."""
    today = clock.today()
    standing = Mandate.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), person_id=actor.person_id, begins_on__lte=today
    )
    mandates = sorted(standing, key=lambda one: _WIDEST[one.over])
    if not mandates:
        return ""
    widest = mandates[0]
    if widest.over == Mandate.Over.REGION:
        return "Région Occitanie"
    return f"Académie de {widest.code}" if widest.over == Mandate.Over.ACADEMIE else widest.label


def chosen_schools(actor: Actor, choice: str, typed: str) -> list[int]:
    """The ids of the schools chosen. Errors: `NotPossible` names the UAI that are not hers."""
    schools = administered_schools(actor)
    if choice == TYPED:
        return _typed(dict(schools.values_list("uai", "pk")), typed)
    found = schools.filter(kind__in=_KINDS[choice]) if choice in _KINDS else schools
    ids = sorted(found.values_list("pk", flat=True))
    if not ids:
        raise NotPossible(_("Aucun établissement de votre périmètre n’est de cette sorte."), field="schools")
    return ids


def _typed(ids: Mapping[str, int], typed: str) -> list[int]:
    asked = dict.fromkeys(re.findall(r"[0-9]{7}[A-Za-z]", typed))
    if not asked:
        raise NotPossible(_("Donnez au moins un UAI\u202f: sept chiffres et une lettre."), field="uais")
    unknown = [uai for uai in asked if uai.upper() not in ids]
    if unknown:
        said = ngettext(
            "Cet établissement n’est pas de votre périmètre\u202f: %(uais)s.",
            "Ces établissements ne sont pas de votre périmètre\u202f: %(uais)s.",
            len(unknown),
        )
        raise NotPossible(said % {"uais": ", ".join(unknown[:10])}, field="uais")
    return sorted({ids[uai.upper()] for uai in asked})
