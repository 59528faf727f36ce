"""The file of a school waits for the worker: somebody asked for it, or what it leaves out changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from preau.exchange.lsu.jobs import make_file_of
from preau.exchange.lsu.models import LivretFile
from preau.kernel import clock
from preau.kernel.actor import Actor


def ask(actor: Actor, school_id: int, year_id: int, periods: Sequence[str], version: str) -> None:
    """Write what is asked for, within the action that does it; the worker begins after."""
    wanted = {
        "year_id": year_id, "periods": list(periods), "version": version, "asked_at": clock.now(),
        "asked_by_id": actor.person_id, "made_at": None, "content": b"", "verdict": "",
    }  # fmt: skip
    if not LivretFile.objects.filter(school_id=school_id).update(**wanted, number=F("number") + 1):
        LivretFile.objects.create(school_id=school_id, **wanted)
    _make_later(school_id)


def ask_again(actor: Actor, school_id: int, year_id: int) -> None:
    """The file of this year, when there is one: what it leaves out is no longer the same."""
    now = LivretFile.objects.filter(school_id=school_id, year_id=year_id)
    wanted = {"asked_at": clock.now(), "asked_by_id": actor.person_id, "made_at": None, "content": b""}
    if now.update(**wanted, number=F("number") + 1):
        _make_later(school_id)


def _make_later(school_id: int) -> None:
    number = LivretFile.objects.values_list("number", flat=True).get(school_id=school_id)
    make_file_of.later(school_id=school_id, number=number)
