"""Download the file that goes to the LSU."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.exchange.lsu.events import LivretExported
from preau.exchange.lsu.models import LivretFile
from preau.exchange.lsu.policies import may_export
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@dataclass(frozen=True, slots=True)
class Exported:
    """The XML, and what it is of."""

    content: bytes
    version: str
    periods: tuple[str, ...]


@action
def export_file(*, actor: Actor, school_id: int, number: int) -> Exported:
    """The file that was checked under this number: nobody downloads another one than she read of. The ledger says
    who took it.

    Errors: `NotAllowed` for who does not export here; `NotPossible` when it is not ready, or was asked for again.
    """
    if not may_export(actor, school_id):
        raise NotAllowed
    one = LivretFile.objects.filter(school_id=school_id, number=number).first()
    if one is None or not one.content:
        raise NotPossible(_("Ce fichier n’est pas prêt, ou il a été demandé de nouveau\u202f: voyez le contrôle."))
    record(LivretExported(school_id, one.version, one.periods, one.pupils, one.reports), actor=actor)
    return Exported(zlib.decompress(bytes(one.content)), one.version, tuple(one.periods))
