"""Open, close or bind a service of a school."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.foundation.rooms.registry import services
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.portal.events import ServiceBound
from preau.portal.models import ServiceBinding
from preau.portal.policies import may_bind_service


@action
def bind_service(*, actor: Actor, school_id: int, service: str, state: str, external_url: str = "") -> None:
    """Choose where a service of the school lives. Links leave in HTTPS only.

    Errors: `NotAllowed` for who does not direct the school or an unknown service; `NotPossible` for a service
    that cannot be closed or an address that is not a whole HTTPS one.
    """
    if not may_bind_service(actor, school_id):
        raise NotAllowed
    slot = next((known for known in services() if known.name == service), None)
    if slot is None or state not in ServiceBinding.State.values:
        raise NotAllowed
    if state != ServiceBinding.State.OURS and not slot.can_be_off:
        raise NotPossible(_("Ce service ne peut pas être fermé."))
    address = external_url.strip() if state == ServiceBinding.State.EXTERNAL else ""
    if state == ServiceBinding.State.EXTERNAL:
        _check_address(address)
    ServiceBinding.objects.update_or_create(
        school_id=school_id, service=service, defaults={"state": state, "external_url": address}
    )
    record(ServiceBound(school_id, service, state), actor=actor)


def _check_address(address: str) -> None:
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError:
        raise NotPossible(
            _("Donnez l’adresse complète de l’outil, qui commence par https://."), field="external_url"
        ) from None
