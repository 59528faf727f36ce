"""A PostgreSQL for tests: fast, forgetful, one per run, so that two runs never meet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from preau.embedded.cluster import Cluster
from preau.embedded.failure import NotStarted
from preau.embedded.lock import Busy, lock
from preau.embedded.programs import Programs

_SLOTS = 16


@contextmanager
def cluster_for_tests(
    var: Path, *, programs: Programs | None = None, name: str = "test-postgres"
) -> Iterator[str]:
    """The URL of a cluster in `var/test-postgres` (or the first twin that no other run holds).

    `fsync` is off; the folder is kept for the next run and made anew when it no longer starts.
    """
    with ExitStack() as stack:
        directory = _free_slot(var.resolve(), name, stack)
        cluster = Cluster(directory, programs=programs, durable=False)
        try:
            url = cluster.start()
        except NotStarted:
            cluster.stop()
            shutil.rmtree(directory, ignore_errors=True)
            url = cluster.start()
        stack.callback(cluster.stop)
        yield url


def _free_slot(var: Path, name: str, stack: ExitStack) -> Path:
    for slot in range(_SLOTS):
        directory = var / (f"{name}-{slot}" if slot else name)
        try:
            stack.enter_context(lock(directory.with_suffix(".lock")))
        except Busy:
            continue
        return directory
    raise NotStarted(f"Plus de {_SLOTS} séries de tests tournent à la fois dans ce dossier.")
