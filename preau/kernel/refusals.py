"""The two ways Préau says no. Nothing else is caught by screens."""

from __future__ import annotations


class NotAllowed(Exception):
    """The actor has no right here. Shown as « page introuvable » (404), so that no hint leaks."""


class NotPossible(Exception):
    """A request that the rules refuse, told in a French sentence that says what to do.

    `message` is shown as it is: in the form, in the terminal, on the error page.
    `field` names the form field at fault, when there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Unreachable(Exception):
    """Something Préau stands on (database, mail server) does not answer now."""
