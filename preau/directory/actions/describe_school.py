"""Write the address of a school by hand."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from preau.directory.events import SchoolDescribed
from preau.directory.models import School
from preau.directory.policies import may_describe_school
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_POSTAL_CODE = re.compile(r"[0-9]{5}")
_PHONE = re.compile(r"(0|\+33 ?)[1-9]( ?[0-9]{2}){4}")


@action
def describe_school(
    *, actor: Actor, school_id: int, street: str, postal_code: str, town: str, phone: str, email: str, web: str
) -> None:
    """What differs from what is known is written, and is the school's own from then on: imports leave it alone.

    Errors: `NotAllowed` for who does not describe this school; `NotPossible` for a postal code, a telephone, a
    mail or a site that cannot be one.
    """
    if not may_describe_school(actor, school_id):
        raise NotAllowed
    told = {
        "street": street.strip(),
        "postal_code": postal_code.strip(),
        "town": town.strip(),
        "phone": " ".join(phone.replace(".", " ").split()),
        "email": email.strip(),
        "web": web.strip(),
    }
    _check(told)
    school = School.objects.select_for_update(no_key=True).get(pk=school_id)
    changed = tuple(name for name, text in told.items() if getattr(school, name) != text)
    if not changed:
        return
    for name in changed:
        setattr(school, name, told[name])
    school.owned_fields = sorted({*school.owned_fields, *changed})
    school.save(update_fields=[*changed, "owned_fields"])
    record(SchoolDescribed(school_id, changed), actor=actor)


def _check(told: dict[str, str]) -> None:
    if told["postal_code"] and not _POSTAL_CODE.fullmatch(told["postal_code"]):
        raise NotPossible(_("Un code postal a cinq chiffres."), field="postal_code")
    if told["phone"] and not _PHONE.fullmatch(told["phone"]):
        raise NotPossible(_("Donnez un numéro de dix chiffres, comme 05 61 00 00 00."), field="phone")
    try:
        if told["email"]:
            validate_email(told["email"])
    except ValidationError:
        raise NotPossible(_("Donnez une adresse complète, comme accueil@exemple.fr."), field="email") from None
    try:
        if told["web"]:
            URLValidator(schemes=["https", "http"])(told["web"])
    except ValidationError:
        raise NotPossible(
            _("Donnez l’adresse complète du site, qui commence par https://."), field="web"
        ) from None
