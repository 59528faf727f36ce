"""Reads the command line, runs the verb, turns refusals into a sentence and an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from preau.cli import exit_codes
from preau.cli.registry import VERBS
from preau.cli.surroundings import surroundings
from preau.cli.terminal import tell
from preau.cli.verb import FrenchParser, Verb
from preau.embedded import NotStarted
from preau.kernel.refusals import NotPossible, Unreachable
from preau.serve.supervisor import DoesNotServe

_FAMILIES = {
    "check": "contrôles",
    "import": "fait entrer des fichiers",
    "ledger": "le journal des faits",
    "region": "une région imaginaire",
    "run": "un processus du service, seul",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run `preau <words>` (the command line by default); its exit code (`exit_codes.MEANINGS`)."""
    options = _parser().parse_args(words)
    verb: Verb = options.verb
    try:
        with surroundings(verb.needs):
            return verb.call(options)
    except NotPossible as refusal:
        tell(refusal.message)
        return exit_codes.REFUSED
    except DoesNotServe as failure:
        tell(failure.message)
        return exit_codes.REFUSED
    except NotStarted as failure:
        tell(failure.message)
        return exit_codes.UNREACHABLE
    except Unreachable as failure:
        tell(f"La base de données ne répond pas : {failure}")
        return exit_codes.UNREACHABLE
    except KeyboardInterrupt:
        tell("\nInterrompu.")
        return exit_codes.INTERRUPTED
    except BrokenPipeError:
        return exit_codes.DONE


def _parser() -> argparse.ArgumentParser:
    parser = FrenchParser(
        prog="preau", description="Préau : la commande de l’exploitant.", epilog=exit_codes.MEANINGS
    )
    verbs = parser.add_subparsers(title="verbes ", metavar="VERBE", required=True)
    families: dict[str, argparse._SubParsersAction[FrenchParser]] = {}
    for verb in VERBS:
        place = verbs
        if len(verb.words) > 1:
            family = verb.words[0]
            if family not in families:
                families[family] = verbs.add_parser(family, help=_FAMILIES[family]).add_subparsers(
                    title="verbes ", metavar="VERBE", required=True
                )
            place = families[family]
        leaf = place.add_parser(
            verb.words[-1], help=verb.help, description=f"preau {' '.join(verb.words)} : {verb.help}."
        )
        verb.arguments(leaf)
        leaf.set_defaults(verb=verb)
    return parser
