"""The national record of the collège, checked this morning: much is missing, and Noé is left out."""

from __future__ import annotations

from preau.exchange.lsu.actions.make_file import make_file
from preau.exchange.lsu.models import IgnoredPupil, LivretFile
from preau.exchange.lsu.versions import LATEST
from preau.kernel.actor import SYSTEM
from tests.cast import NOW, Cast


def check_livret(cast: Cast) -> None:
    """As the secretary asked for it and the worker made it."""
    college, year = cast.schools["college"], cast.terms["4B-1"].year
    IgnoredPupil.objects.create(
        school=college, year=year, pupil_id=cast.noe.pk, period="trimestre-1", ignored_at=NOW,
        ignored_by_id=cast.secretaire.pk,
    )  # fmt: skip
    LivretFile.objects.create(
        school=college, year=year, periods=["trimestre-1"], version=LATEST.name, asked_at=NOW,
        asked_by_id=cast.secretaire.pk,
    )  # fmt: skip
    make_file(actor=SYSTEM, school_id=college.pk, number=1)
