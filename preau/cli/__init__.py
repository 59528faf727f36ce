"""The command `preau`: one verb per thing that a person runs by hand. Imports no Django to explain itself."""

from __future__ import annotations

from preau.cli.command import main

__all__ = ["main"]
