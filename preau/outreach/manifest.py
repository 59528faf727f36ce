"""What outreach brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Manifest

MANIFEST = Manifest(room="outreach", label="Être prévenu")
