"""The numbers of a person's leaving, with their source (capability C19)."""

from __future__ import annotations

from datetime import timedelta

#: From pre-deleted to deleted. Arrêté of 30 November 2006 on the ENT, art. 6: the data of whoever needs no account
#: any more go within three months; the shortest three months have 89 days, and a few nights may be missed.
LEAVERS_KEPT = timedelta(days=85)
#: What is noted of a delivery and was mended since is kept as long as the people it is about.
CLOSED_NOTES_KEPT = LEAVERS_KEPT
