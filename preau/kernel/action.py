"""`@action`: a use case is one function, keyword-only, actor first, in one transaction."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

#: Every action of the house by its dotted name, for the matrix and for « Qui peut quoi ».
ACTIONS: dict[str, Callable[..., object]] = {}


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in one transaction and register it.

    The contract, checked when the module is read: every parameter is keyword-only and the first is
    `actor`. A refusal raised inside (`NotAllowed`, `NotPossible`) undoes everything.
    """
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].name != "actor":
        raise TypeError(f"{function.__qualname__}: an action takes `actor` first")
    if any(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters):
        raise TypeError(f"{function.__qualname__}: an action takes keyword-only parameters")

    @wraps(function)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return function(*args, **kwargs)

    ACTIONS[f"{function.__module__}.{function.__qualname__}"] = in_one_transaction
    return in_one_transaction
