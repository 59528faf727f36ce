"""`preau region generate`: write the imaginary region, say what it holds. Needs neither Django nor a database."""

from __future__ import annotations

import argparse

from preau.exchange.region.generate import generate
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
