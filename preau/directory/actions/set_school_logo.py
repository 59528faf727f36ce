"""Give a school its logo, or take it away."""

from __future__ import annotations

from preau.directory.events import SchoolLogoSet
from preau.directory.models import SchoolLogo
from preau.directory.photos.logo import drawn_logo
from preau.directory.policies import may_describe_school
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def set_school_logo(*, actor: Actor, school_id: int, content: bytes | None) -> None:
    """The image is drawn again (ADR 0012) and shown from then on beside the name of the school; None: no logo.

    Errors: `NotAllowed` for who does not describe this school; `NotPossible` for what is no image.
    """
    if not may_describe_school(actor, school_id):
        raise NotAllowed
    if content is None:
        gone, _rows = SchoolLogo.objects.filter(school_id=school_id).delete()
        if gone:
            record(SchoolLogoSet(school_id, ""), actor=actor)
        return
    logo = drawn_logo(content)
    SchoolLogo.objects.update_or_create(
        school_id=school_id,
        defaults={"content": logo.content, "digest": logo.digest, "received_at": clock.now()},
    )
    record(SchoolLogoSet(school_id, logo.digest), actor=actor)
