"""Pieces of addresses that mean something: a school by its UAI."""

from __future__ import annotations


class UaiConverter:
    """Seven digits and a letter. Which schools exist and are open to the actor is for `@screen` to say."""

    regex = "[0-9]{7}[A-Z]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
