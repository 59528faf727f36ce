"""The stories of this folder, as the dispatcher gathers them: a story absent from here never happens."""

from __future__ import annotations

from preau.flows import count_after_import, count_after_publication, learn_after_import

__all__ = ["count_after_import", "count_after_publication", "learn_after_import"]
