"""What vigilance brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Manifest

MANIFEST = Manifest(room="vigilance", label="Signalements et crise")
