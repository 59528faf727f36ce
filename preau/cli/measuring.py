"""`preau bench`: what each page costs, on a demonstration region served as in production.

The region lives in `var/bench`. Pages are asked over HTTP by a client in this process; the CPU of the screens
and of PostgreSQL is read from the kernel's accounting of their processes; statements are counted by asking the
same page in this process, under the same role.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from preau.cli.demo_state import read_demonstration
from preau.cli.surroundings import ROOT, stand_django, surroundings, var_folder
from preau.cli.terminal import say, step
from preau.cli.verb import Needs, named
from preau.embedded import embedded_postgres
from preau.kernel.refusals import NotPossible
from preau.serve.demo_clock import DemoClock

PORT = 8790
_PATIENCE = 1800.0


def run(options: argparse.Namespace) -> None:
    """Make the region when there is none, serve it, measure, print, and write the JSON when asked."""
    if options.prepare or options.deliver:
        with surroundings(Needs.OWNER):
            _inner(options)
        return
    var = var_folder() / "bench"
    target = options.json or (Path(os.environ["BENCH_JSON"]) if os.environ.get("BENCH_JSON") else None)
    if options.year:
        _measure_year(var_folder() / "bench-annee", target)
        return
    if options.messages:
        _measure_messages(var_folder() / "bench-messages", options.kills, target)
        return
    if options.marks:
        _measure_marks(options.schools, options.copies, target)
        return
    if options.livret:
        _measure_livret(var_folder() / f"bench-notes-{options.schools}", options.schools, target)
        return
    if options.bulletins:
        _measure_bulletins(var_folder() / f"bench-notes-{options.schools}", options.schools)
        return
    with _served(var, options.schools) as supervisor:
        os.environ["PREAU_VAR"] = str(var)
        with embedded_postgres(var) as url:
            stand_django(url, role="")
            moment = DemoClock(var).last_shown()
            if options.presence:
                with step("L’appel de tous à la fois"):
                    rush = named("preau.cli.bench_rush:measure_rush")(
                        PORT, moment, pages=options.pages, seconds=options.presence
                    )
                _say_rush(rush)
                return
            with step("Coût de chaque page"):
                results = named("preau.cli.bench_pages:measure")(PORT, supervisor.pid, moment)
            _print(results)
            with step("Du geste aux pages ouvertes"):
                live = named("preau.cli.bench_live:measure_live")(PORT, moment)
    _print_live(live)
    if target:
        target.write_text(json.dumps({"pages": results, "live": live}, indent=1) + "\n")
        say(f"Mesures écrites dans {target}.")


def _inner(options: argparse.Namespace) -> None:
    """What a measure asks of a process of its own, on its folder."""
    if options.deliver:
        named("preau.cli.bench_kills:deliver_in_small_batches")(options.deliver)
    elif options.prepare == "messages":
        named("preau.cli.bench_messages:prepare")(var_folder())
    elif options.prepare == "year":
        named("preau.cli.bench_year:prepare")(var_folder())
    else:
        named("preau.cli.bench_marks:prepare")(var_folder(), options.schools, options.copies)


def _measure_year(var: Path, target: Path | None) -> None:
    """The same pages for all, of presence, in the largest school and after its year."""
    _prepare(var, "year")
    with _standing(var, _schools_of(var)) as (supervisor, moment), step("Coût de chaque page"):
        pages = named("preau.cli.bench_year:pages")
        results = named("preau.cli.bench_pages:measure")(PORT, supervisor, moment, pages)
    _told(results, target)


def _measure_messages(var: Path, kills: int, target: Path | None) -> None:
    """Two sendings and a full box; or a mass delivery killed in the middle."""
    _prepare(var, "messages")
    if not kills:
        with _standing(var, _schools_of(var)) as (supervisor, moment):
            results = named("preau.cli.bench_messages:measure")(PORT, supervisor, moment)
        _told(results, target)
        return
    os.environ["PREAU_VAR"] = str(var)
    with embedded_postgres(var) as url:
        stand_django(url, role="")
        message = named("preau.cli.bench_kills:post")(DemoClock(var).last_shown())
    with step(f"Un envoi à 100 000 personnes, {kills} morts"):
        named("preau.cli.bench_kills:kill_and_finish")(var, message, kills)
    with embedded_postgres(var) as url:
        say(named("preau.cli.bench_kills:counted")(url, message))


def _measure_marks(schools: int, copies: int, target: Path | None) -> None:
    """Marks of a year, the statement of a term first; among so many copies, in a folder of their own."""
    var = var_folder() / (f"bench-notes-{schools}x{copies}" if copies else f"bench-notes-{schools}")
    _prepare(var, "marks", "--schools", str(schools), "--copies", str(copies))
    with _standing(var, schools) as (supervisor, moment):
        say(named("preau.cli.bench_marks:size")())
        with step("Coût de chaque page"):
            results = named("preau.cli.bench_marks:measure")(PORT, supervisor, moment)
    _told(results, target)


def _measure_livret(var: Path, schools: int, target: Path | None) -> None:
    """The file of the national record, on the region of the marks; nothing is served."""
    _prepare(var, "marks", "--schools", str(schools))
    os.environ["PREAU_VAR"] = str(var)
    with embedded_postgres(var) as url:
        stand_django(url, role="")
        moment = DemoClock(var).last_shown()
        with named("preau.kernel.clock:at")(moment), step("Le livret scolaire d’un collège entier"):
            results = named("preau.exchange.lsu.measure:measure")()
    for one in results:
        say(
            "{file} : {pupils} élèves, {reports} bilans ; remplir {fill_s} s (dont {fill_cpu_s} s ici), contrôler "
            "{check_s} s, écrire {write_s} s ({megabytes} Mo) ; mémoire au plus haut {memory_mib} Mio ; "
            "{blocking} à corriger. {verdict}".format(**one)
        )
    if target:
        target.write_text(json.dumps({"files": results}, indent=1) + "\n")
        say(f"Mesures écrites dans {target}.")


def _measure_bulletins(var: Path, schools: int) -> None:
    """Report cards made as the worker makes them, on the region of the marks; nothing is served, nothing kept."""
    _prepare(var, "marks", "--schools", str(schools))
    os.environ["PREAU_VAR"] = str(var)
    with embedded_postgres(var) as url:
        stand_django(url, role="")
        moment = DemoClock(var).last_shown()
        with named("preau.kernel.clock:at")(moment):
            for line in named("preau.bulletins.tests.measured:measure")():
                say(line)


def _prepare(var: Path, what: str, *more: str) -> None:
    """By a process of its own: a database has another address each time it is started."""
    var.mkdir(parents=True, exist_ok=True)
    told = os.environ | {"PREAU_VAR": str(var), "PREAU_DEBUG": ""}
    told.pop("PREAU_DATABASE_URL", None)
    command = [sys.executable, "-m", "preau", "bench", "--prepare", what, *more]
    subprocess.run(command, env=told, cwd=ROOT, check=True)


@contextmanager
def _standing(var: Path, schools: int) -> Iterator[tuple[int, datetime | None]]:
    """The region of this folder, served, and Django on its database: the supervisor, and the moment there."""
    with _served(var, schools) as supervisor:
        os.environ["PREAU_VAR"] = str(var)
        with embedded_postgres(var) as url:
            stand_django(url, role="")
            yield supervisor.pid, DemoClock(var).last_shown()


def _told(results: list[dict[str, object]], target: Path | None) -> None:
    _print(results)
    if target:
        target.write_text(json.dumps({"pages": results}, indent=1) + "\n")
        say(f"Mesures écrites dans {target}.")


def _schools_of(var: Path) -> int:
    kept = read_demonstration(var)
    return kept.schools if kept else 1


@contextmanager
def _served(var: Path, schools: int) -> Iterator[subprocess.Popen[bytes]]:
    var.mkdir(parents=True, exist_ok=True)
    told = os.environ | {"PREAU_VAR": str(var), "PREAU_DEBUG": ""}
    told.pop("PREAU_DATABASE_URL", None)
    command = [sys.executable, "-m", "preau", "demo", "--port", str(PORT), "--schools", str(schools)]
    # An open page is a stream: one file here, one in the live process.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    title = f"Une région de {schools} établissements, servie sur le port {PORT}"
    with step(title), (var / "bench.log").open("wb") as log:
        process = subprocess.Popen(command, env=told, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait(process, var / "bench.log")
        except BaseException:
            process.kill()
            raise
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotPossible("Le service mesuré n’a pas démarré :\n" + log.read_text(errors="replace")[-2000:])
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise NotPossible("Le service mesuré n’a pas répondu à temps.")


def _print(results: list[dict[str, object]]) -> None:
    say(
        f"{'page':<34}{'cpu ms':>8}{'×8':>7}{'serveur':>9}{'base':>7}{'req.':>6}{'lignes':>8}{'octets':>9}"
        f"{'p50':>7}{'p99':>7}{'p50×8':>8}{'p99×8':>8}{'budget':>8}"
    )
    for page in results:
        say(
            f"{page['page']:<34}{page['cpu_ms']:>8}{page['cpu_ms_8']:>7}{page['cpu_server_ms']:>9}{page['cpu_database_ms']:>7}"
            f"{page['queries']:>6}{page['rows']:>8}{page['bytes']:>9}{page['p50_ms']:>7}{page['p99_ms']:>7}"
            f"{page['p50_ms_8']:>8}{page['p99_ms_8']:>8}{page['budget_ms']:>8}"
        )


def _say_rush(rush: dict[str, object]) -> None:
    say(
        f"{rush['open_pages']} pages ouvertes, {rush['sheets']} appels en {rush['seconds']} s, "
        f"{rush['taps']} gestes dont {rush['noted']} retrouvés, {rush['failed']} appels interrompus, "
        f"{rush['seen']} pages redessinées, {rush['unseen']} en retard ; ms : "
        + " ; ".join(
            f"{title} " + ", ".join(f"p{centile} {rush[f'{name}_p{centile}_ms']}" for centile in (50, 95, 99))
            for title, name in (("geste enregistré", "tap_saved"), ("du geste à la page", "tap_to_page"))
        )
    )


def _print_live(live: dict[str, object]) -> None:
    say(
        f"\nDu geste à la page du parent, {live['open_pages']} pages ouvertes, {live['taps']} gestes "
        f"({live['seen']} pages redessinées), en ms : "
        + ", ".join(f"p{centile} {live[f'tap_to_page_p{centile}_ms']}" for centile in (50, 95, 99))
        + " ; geste enregistré : "
        + ", ".join(f"p{centile} {live[f'tap_saved_p{centile}_ms']}" for centile in (50, 95, 99))
    )
