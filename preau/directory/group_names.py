"""The name of a group that a school makes: one rule for making and for renaming."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.directory.models import Group, School
from preau.directory.people.tokens import squeezed
from preau.directory.rules import LONGEST_GROUP_NAME
from preau.kernel.refusals import NotPossible


def checked_name(school_id: int, name: str, *, of: int | None = None) -> str:
    """The name, cleaned; `NotPossible` when it says nothing or when another open class or group of the school is
    named so, whatever its accents, its case and its blanks. `of`: the group that is renamed.

    Holds the school until the end of the transaction: two groups made at once cannot take one name.
    """
    clean = " ".join(name.split())
    if not squeezed(clean):
        raise NotPossible(_("Donnez un nom au groupe, avec des lettres ou des chiffres."), field="name")
    if len(clean) > LONGEST_GROUP_NAME:
        raise NotPossible(
            _("Le nom d’un groupe tient en %(most)d caractères.") % {"most": LONGEST_GROUP_NAME}, field="name"
        )
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    others = Group.objects.filter(school_id=school_id, closed_on=None)
    for pk, code, label in others.values_list("pk", "code", "label"):
        if pk != of and squeezed(clean) in {squeezed(code), squeezed(label)}:
            raise NotPossible(
                _("«\u202f%(name)s\u202f» existe déjà dans l’établissement\u202f: choisissez un autre nom.")
                % {"name": label or code},
                field="name",
            )
    return clean
