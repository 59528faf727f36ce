"""What `var/demo.json` says of the demonstration that stands in the database. Needs no Django."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

_NAME = "demo.json"
#: All that a demonstration writes in `var`.
_FOLDERS = ("postgres", "region", "static", "log")
_FILES = (_NAME, "demo-clock.json")


@dataclass(frozen=True, slots=True)
class Demonstration:
    """How the region was made; `lived_until` (ISO instant) is empty while its preparation is not over."""

    schools: int
    seed: int
    lived_until: str = ""

    @property
    def is_ready(self) -> bool:
        return bool(self.lived_until)


def read_demonstration(var: Path) -> Demonstration | None:
    """The demonstration of this folder, or None when there is none."""
    try:
        return Demonstration(**json.loads((var / _NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def keep_demonstration(var: Path, made: Demonstration) -> None:
    """Write it whole or not at all."""
    partial = var / f"{_NAME}.partial"
    partial.write_text(json.dumps(asdict(made)))
    partial.replace(var / _NAME)


def forget_demonstration(var: Path) -> None:
    """Remove its data. The caller holds the lock of the folder and nothing runs."""
    for name in _FOLDERS:
        shutil.rmtree(var / name, ignore_errors=True)
    for name in _FILES:
        (var / name).unlink(missing_ok=True)
