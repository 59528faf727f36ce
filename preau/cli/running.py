"""`preau serve`, `preau stop`, `preau run worker`: the service itself."""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from preau.cli.migrate import run_migrations
from preau.cli.surroundings import secret_key, stand_django, telling_unreachable, var_folder
from preau.cli.terminal import say, step, tell
from preau.cli.verb import Needs, Verb, named
from preau.embedded import Busy, Cluster, owned_cluster
from preau.embedded.lock import holder, lock
from preau.kernel.refusals import NotPossible
from preau.serve.composition import Setting, services
from preau.serve.readiness import becomes_free
from preau.serve.strays import end_strays
from preau.serve.supervisor import Supervisor

_LOCK = "serve.lock"
#: Longer than the supervisor and the database take to stop in order.
_STOP_PATIENCE = 60.0


def serve_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    port = int(os.environ.get("PORT") or 8000)
    parser.add_argument("--port", type=int, default=port, help="port des écrans (PORT, sinon 8000)")
    parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1", help="adresse (127.0.0.1)")


@contextmanager
def alone(options: argparse.Namespace) -> Iterator[Path]:
    """The folder `var`, for one service at a time, with its ports free; refuses with a sentence."""
    var = var_folder()
    try:
        with lock(var / _LOCK):
            end_strays(var)
            for port in (options.port, live_port(options.port)):
                if not becomes_free(options.host, port):
                    raise NotPossible(
                        f"Le port {port} est déjà pris. Choisissez-en un autre : PORT={options.port + 10}."
                    )
            yield var
    except Busy as busy:
        raise NotPossible(
            f"Préau tourne déjà dans ce dossier (processus {busy.pid}). Pour l’arrêter : preau stop."
        ) from busy


@contextmanager
def service_database(var: Path) -> Iterator[tuple[str, Cluster | None]]:
    """The URL of the database and, when it is the embedded one, the cluster to watch over."""
    given = os.environ.get("PREAU_DATABASE_URL")
    if given:
        yield given, None
        return
    try:
        with owned_cluster(var, announce=tell) as cluster:
            yield cluster.url, cluster
    except Busy as busy:
        raise NotPossible(
            f"Une autre commande de Préau (processus {busy.pid}) emploie la base. Attendez sa fin, puis relancez."
        ) from busy


def live_port(port: int) -> int:
    """Where the live process listens: `PREAU_LIVE_PORT`, else the port after that of the screens."""
    return int(os.environ.get("PREAU_LIVE_PORT") or port + 1)


def setting_of(options: argparse.Namespace, var: Path, url: str, clock_offset: float | None = None) -> Setting:
    """What the processes of the service are told."""
    return Setting(
        var=var,
        host=options.host,
        port=options.port,
        live_port=live_port(options.port),
        database_url=url,
        secret_key=secret_key(),
        clock_offset=clock_offset,
    )


def collect_static() -> None:
    """Copy style sheets and scripts where the screens serve them from, when they changed."""
    named("django.core.management:call_command")("collectstatic", verbosity=0, interactive=False)


def supervise(
    setting: Setting,
    cluster: Cluster | None,
    *,
    logs: Path | None,
    when_ready: Callable[[], None],
    every_round: Callable[[], None] = lambda: None,
) -> None:
    """Run the service until asked to stop."""
    Supervisor(services(setting), cluster=cluster, logs=logs, announce=tell, every_round=every_round).run(
        when_ready=when_ready
    )
    tell("Préau s’est arrêté.")


def serve(options: argparse.Namespace) -> None:
    """Serve what the database holds."""
    with alone(options) as var, service_database(var) as (url, cluster):
        stand_django(url, role="")
        with telling_unreachable(), step("Préparation"):
            run_migrations()
            collect_static()
        supervise(
            setting_of(options, var, url),
            cluster,
            logs=None,
            when_ready=lambda: say(f"Préau est ouvert : http://localhost:{options.port}"),
        )


def stop(_options: argparse.Namespace) -> None:
    """Stop the service of this folder and wait for its end; nothing to do is no error."""
    path = var_folder() / _LOCK
    pid = holder(path)
    if not pid:
        say("Préau ne tourne pas dans ce dossier.")
        return
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_PATIENCE
    while holder(path) == pid:
        if time.monotonic() > deadline:
            raise NotPossible(f"Le processus {pid} ne s’arrête pas.")
        time.sleep(0.1)
    say("Préau s’est arrêté.")


VERBS = (
    Verb(("serve",), "ouvre le service sur la base telle qu’elle est", serve, serve_arguments),
    Verb(("stop",), "arrête le service de ce dossier", stop),
    Verb(
        ("run", "worker"),
        "traite les travaux différés et les faits à annoncer",
        "preau.foundation.jobs.worker:run",
        needs=Needs.SCREENS,
    ),
)
