"""Where the screens of the calendar come back to, and who sets it."""

from __future__ import annotations

from django.urls import reverse

from preau.directory.web.asked import AskedYear
from preau.kernel.actor import Profile, SchoolRef

#: Those of them without the capability meet a page that does not exist.
OFFICE = (Profile.DIRECTION, Profile.STAFF)


def calendar_url(school: SchoolRef, asked: AskedYear) -> str:
    """The calendar of this school, in the year that was being set."""
    path = reverse("directory:calendar", kwargs={"uai": school.uai})
    return f"{path}?{asked.query}" if asked.query else path
