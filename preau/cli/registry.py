"""Every verb of `preau`, in the order of its help."""

from __future__ import annotations

from preau.cli import bench, bounce, demo, imports, ledger, migrate, region, rollover, running
from preau.cli.verb import Verb

VERBS: tuple[Verb, ...] = (
    *demo.VERBS,
    *running.VERBS,
    *migrate.VERBS,
    *imports.VERBS,
    *region.VERBS,
    *rollover.VERBS,
    *ledger.VERBS,
    *bounce.VERBS,
    *bench.VERBS,
)
