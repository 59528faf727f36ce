"""A pupil that an address names, when she is of this school."""

from __future__ import annotations

from preau.directory.models import Enrolment
from preau.directory.queries import PupilHead, pupil_head
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed


def enrolled_pupil(school_id: int, pupil_id: int, *, or_was: bool = False) -> PupilHead:
    """The pupil; `NotAllowed` unless she is enrolled here today, or to come; `or_was`: or has been."""
    enrolled = Enrolment.objects.filter(school_id=school_id, pupil_id=pupil_id)
    if not or_was:
        enrolled = enrolled.exclude(ends_on__lte=clock.today())
    if not enrolled.exists():
        raise NotAllowed
    return pupil_head(pupil_id)
