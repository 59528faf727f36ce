"""`preau demo`: everything `make demo` does once the libraries are installed."""

from __future__ import annotations

import argparse
from pathlib import Path

from preau.cli.demo_state import forget_demonstration, read_demonstration
from preau.cli.migrate import run_migrations
from preau.cli.region import DEFAULT_SCHOOLS, DEFAULT_SEED
from preau.cli.running import alone, collect_static, serve_arguments, service_database, setting_of, supervise
from preau.cli.surroundings import stand_django, telling_unreachable
from preau.cli.terminal import say, step, tell
from preau.cli.verb import Verb, named
from preau.kernel.refusals import NotPossible
from preau.serve.demo_clock import DemoClock


def _arguments(parser: argparse.ArgumentParser) -> None:
    serve_arguments(parser)
    parser.add_argument(
        "--schools", type=int, default=DEFAULT_SCHOOLS, metavar="N", help="nombre d’établissements (5)"
    )
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="S", help="graine de la région")
    parser.add_argument("--fresh", action="store_true", help="oublier les données de la démonstration précédente")


def demo(options: argparse.Namespace) -> None:
    """Make the demonstration when there is none, set its clock, serve it, print who can sign in."""
    if options.schools < 1:
        raise NotPossible("Il faut au moins un établissement.")
    with alone(options) as var:
        _make_room(var, fresh=options.fresh)
        with service_database(var) as (url, cluster):
            stand_django(url, role="")
            clock = DemoClock(var)
            with telling_unreachable():
                with step("Mise à jour des tables"):
                    run_migrations()
                named("preau.cli.demonstration:make_region")(var, schools=options.schools, seed=options.seed)
                with step("Feuilles de style"):
                    collect_static()
                moment = named("preau.cli.demonstration:opening_moment")(var, clock.last_shown())
                welcome = named("preau.cli.demonstration:welcome_lines")(options.port, moment)
            supervise(
                setting_of(options, var, url, clock.start_at(moment)),
                cluster,
                logs=var / "log",
                when_ready=lambda: say("\n".join(welcome)),
                every_round=clock.keep,
            )


def _make_room(var: Path, *, fresh: bool) -> None:
    made = read_demonstration(var)
    # A preparation cut before its end left half a region: nobody has used it, it is made again.
    is_half_made = made is not None and not made.is_ready
    if is_half_made:
        tell("La préparation précédente n’était pas allée au bout : elle recommence.")
    if fresh or is_half_made:
        forget_demonstration(var)


VERBS = (Verb(("demo",), "prépare une région imaginaire et ouvre le service dessus", demo, _arguments),)
