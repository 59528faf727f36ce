"""`preau region`: write the imaginary region or one of its nights. Needs neither Django nor a database."""

from __future__ import annotations

import argparse

from preau.exchange.region.generate import generate
from preau.exchange.region.night import write_night
from preau.kernel.words import number


def run(options: argparse.Namespace) -> int:
    """Write the files in `--out` and print how many people they tell of."""
    written = generate(options.out, schools=options.schools, seed=options.seed)
    print(
        f"{number(written.schools)} établissements, {number(written.pupils)} élèves, "
        f"{number(written.relatives)} responsables et contacts, {number(written.staff)} personnels : "
        f"dans {options.out}."
    )
    if written.dropped:
        print(f"{number(written.dropped)} cours n’ont pas trouvé d’heure dans la semaine : ils n’existent pas.")
    return 0


def run_delta(options: argparse.Namespace) -> int:
    """Write a night of `--of` in the folder, and print what happens in it."""
    night = write_night(
        options.folder, of=options.of, percent=options.percent, seed=options.seed, night=options.night
    )
    print(
        f"{number(night.added)} ajouts, {number(night.modified)} modifications, "
        f"{number(night.deleted)} suppressions : dans {options.folder}."
    )
    return 0
