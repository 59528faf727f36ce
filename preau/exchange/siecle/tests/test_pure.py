"""The readers of files know neither the database nor Django: they can run anywhere."""

from __future__ import annotations

import subprocess
import sys

MODULES = (
    "preau.exchange.siecle.parse",
    "preau.exchange.siecle.agricultural",
    "preau.exchange.tabular.table",
    "preau.exchange.tabular.people",
)


def test_reading_a_file_loads_neither_django_nor_a_driver() -> None:
    program = f"import sys, {', '.join(MODULES)}; print({{'django', 'psycopg'}} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "set()"
