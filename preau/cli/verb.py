"""What a verb of the command is: words, help, arguments, what it stands on, what it runs."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NoReturn


class Needs(Enum):
    """What must stand before the verb runs."""

    NOTHING = "nothing"
    #: Django and the database, as the owner of the tables: migrations, imports.
    OWNER = "owner"
    #: Django and the database, as screens see it.
    SCREENS = "screens"


class FrenchParser(argparse.ArgumentParser):
    """An argument parser that explains itself in French; a badly written command exits with 2."""

    def __init__(self, *, add_help: bool = True, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        if add_help:
            self.add_argument("-h", "--help", action="help", help="cette aide")

    def format_help(self) -> str:
        titles = {
            "usage:": "usage :",
            "positional arguments:": "à donner :",
            "options:": "options :",
        }
        text = super().format_help()
        for english, french in titles.items():
            text = text.replace(english, french)
        return text

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self._in_french(message)}\nPour l’aide : {self.prog} --help\n")

    @staticmethod
    def _in_french(message: str) -> str:
        for english, french in (
            ("the following arguments are required:", "il manque :"),
            ("unrecognized arguments:", "mots non compris :"),
            ("invalid choice:", "choix inconnu :"),
            ("(choose from", "(au choix :"),
            ("expected one argument", "attend une valeur"),
            ("expected at least one argument", "attend au moins une valeur"),
            ("invalid int value:", "attend un nombre entier, et non"),
            ("argument ", ""),
        ):
            message = message.replace(english, french)
        return message[:1].upper() + message[1:]


def no_argument(_parser: argparse.ArgumentParser) -> None:
    """For verbs that take none."""


@dataclass(frozen=True, slots=True)
class Verb:
    """`preau <words>`: `run` gets the parsed arguments and returns an exit code (None means 0).

    `run` is a function, or the name of one (`module:function`) in a module that needs Django, which is
    read only once Django stands.
    """

    words: tuple[str, ...]
    help: str
    run: Callable[[argparse.Namespace], int | None] | str
    arguments: Callable[[argparse.ArgumentParser], None] = no_argument
    needs: Needs = Needs.NOTHING

    def call(self, options: argparse.Namespace) -> int:
        """Run it; its exit code."""
        function = named(self.run) if isinstance(self.run, str) else self.run
        return function(options) or 0


def named(name: str) -> Callable[..., Any]:
    """The function that `module:function` names, its module read now."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found
