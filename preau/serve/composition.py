"""Which processes make the service, and what each is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from preau.serve.child_service import Service
from preau.serve.strays import MARK

#: Sync screens on two cores: one request at a time in each of two processes (see docs/adr).
WEB_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the service listens and what it works on.

    `clock_offset` (seconds from the world's time) is given for a demonstration only.
    """

    var: Path
    host: str
    port: int
    live_port: int
    database_url: str
    secret_key: str
    clock_offset: float | None = None
    workers: int = WEB_WORKERS


def environment(setting: Setting) -> Mapping[str, str]:
    """The environment of every process of the service."""
    moved = setting.clock_offset is not None
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "preau.config.settings",
        "PREAU_VAR": str(setting.var),
        "PREAU_DATABASE_URL": setting.database_url,
        "PREAU_DB_ROLE": "preau_app",
        "PREAU_SECRET_KEY": setting.secret_key,
        "PREAU_CLOCK_OFFSET": f"{setting.clock_offset or 0:.3f}",
        "PREAU_DEMONSTRATION": "1" if moved else "",
        "PREAU_LIVE_HOST": setting.host,
        "PREAU_LIVE_PORT": str(setting.live_port),
        "PORT": str(setting.port),
        MARK: str(setting.var),
    }


def services(setting: Setting) -> tuple[Service, ...]:
    """The screens, the live process and the worker."""
    told = environment(setting)
    python = sys.executable
    web = (
        *(python, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--log-level", "warning"),
        *("--host", setting.host, "--port", str(setting.port)),
        *("--workers", str(setting.workers), "--blocking-threads", "1", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "10", "preau.config.wsgi:application"),
    )
    return (
        Service("web", web, told, setting.port),
        Service("live", (python, "-m", "preau.foundation.live"), told, setting.live_port),
        Service("worker", (python, "-m", "preau", "run", "worker"), told),
    )
