"""The one way the embedded database says that it cannot serve."""

from __future__ import annotations


class NotStarted(Exception):
    """The database could not be started; `message` is a French sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
