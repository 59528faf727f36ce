"""A PostgreSQL of the project's own, in `var/postgres`: nothing to install, nothing left running.

    with embedded_postgres(var) as url: ...      # started here, or borrowed from a running `preau serve`
    with owned_cluster(var) as cluster: ...      # ours alone, for the supervisor, which restarts it

Imports nothing of Django: it runs before settings are read.
"""

from __future__ import annotations

from preau.embedded.cluster import Cluster
from preau.embedded.failure import NotStarted
from preau.embedded.lock import Busy
from preau.embedded.running import embedded_postgres, owned_cluster

__all__ = ["Busy", "Cluster", "NotStarted", "embedded_postgres", "owned_cluster"]
