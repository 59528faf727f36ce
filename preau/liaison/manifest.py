"""What liaison brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Manifest

MANIFEST = Manifest(room="liaison", label="Carnet de liaison")
