"""Who sees what the deliveries could not do beyond any school (rule B1)."""

from __future__ import annotations

#: What the deliveries left aside and no school sees: files, lines and reasons without particulars, no name.
SEE_DELIVERIES = "aaf:delivery:see"
