"""`preau migrate`, `preau check`: the shape of the database."""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import subprocess
import sys

from preau.cli.surroundings import ROOT, var_folder
from preau.cli.terminal import say, step
from preau.cli.verb import Needs, Verb
from preau.embedded.programs import debian_programs
from preau.embedded.testing import cluster_for_tests

_MAJOR = 15


def migrate(_options: argparse.Namespace) -> None:
    """Bring the tables to the shape that the code expects."""
    with step("Mise à jour des tables"):
        run_migrations()


def run_migrations() -> None:
    """Django's `migrate`, silent. Needs Django, as the owner."""
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0, interactive=False)


def check_postgres15(_options: argparse.Namespace) -> int:
    """Migrate and run the smoke test on a temporary cluster of Debian's PostgreSQL 15; 0 when absent."""
    programs = debian_programs(_MAJOR)
    if programs is None:
        say(f"PostgreSQL {_MAJOR} de Debian n’est pas installé : contrôle passé (paquet postgresql-{_MAJOR}).")
        return 0
    var = var_folder()
    name = f"check-postgres{_MAJOR}"
    try:
        with cluster_for_tests(var, programs=programs, name=name) as url:
            told = os.environ | {"PREAU_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
            tests = (sys.executable, "-m", "pytest", "-q", "-m", "postgres15", "-p", "no:cacheprovider")
            with step(f"Migrations et premiers essais sur PostgreSQL {_MAJOR}"):
                return subprocess.run(tests, env=told, cwd=ROOT, check=False).returncode
    finally:
        for rest in var.glob(f"{name}*"):
            shutil.rmtree(rest) if rest.is_dir() else rest.unlink()


VERBS = (
    Verb(("migrate",), "met les tables de la base à jour", migrate, needs=Needs.OWNER),
    Verb(("check", "postgres15"), "essaie Préau sur le PostgreSQL 15 de Debian", check_postgres15),
)
