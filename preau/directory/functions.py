"""What a function opens: the feed's codes (formats §1.3) and the profile that goes with each."""

from __future__ import annotations

from preau.kernel.actor import Profile

#: ENS enseignement, DOC documentation, DIR direction, EDU éducation (CPE), AED assistant d’éducation, SUR
#: surveillance. Any other code (ADF, LAB, CTR, ORI, CFC…) is that of another member of the staff.
PROFILE_OF_FUNCTION = {
    "ENS": Profile.TEACHER,
    "DOC": Profile.TEACHER,
    "DIR": Profile.DIRECTION,
    "EDU": Profile.VIE_SCOLAIRE,
    "AED": Profile.VIE_SCOLAIRE,
    "SUR": Profile.VIE_SCOLAIRE,
}


def profile_of(function: str) -> Profile:
    """The profile that a function code opens; a code that is not known opens the least: `STAFF`."""
    return PROFILE_OF_FUNCTION.get(function.upper(), Profile.STAFF)
