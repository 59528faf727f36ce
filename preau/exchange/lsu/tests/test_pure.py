"""The export knows neither the database nor Django: it can run anywhere."""

from __future__ import annotations

import subprocess
import sys

MODULES = ("preau.exchange.lsu.write", "preau.exchange.lsu.read", "preau.exchange.lsu.schemas")


def test_writing_a_file_loads_neither_django_nor_a_driver() -> None:
    program = f"import sys, {', '.join(MODULES)}; print({{'django', 'psycopg'}} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "set()"
