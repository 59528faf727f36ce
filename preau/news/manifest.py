"""What news brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Manifest

MANIFEST = Manifest(room="news", label="Actualités")
