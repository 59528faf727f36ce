"""The layouts of report cards that a school keeps."""

from __future__ import annotations

from dataclasses import dataclass

from preau.bulletins.cards.layout import Layout, ordered
from preau.bulletins.models import BulletinModel
from preau.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class KeptLayout:
    """A layout by its id; `is_default`: that of the school."""

    model_id: int
    layout: Layout
    is_default: bool


def layouts_of(school_id: int) -> tuple[KeptLayout, ...]:
    """Those it keeps, in one statement. The caller has decided."""
    kept = BulletinModel.objects.filter(school_id=school_id, removed_at=None)
    return tuple(
        KeptLayout(one.pk, Layout(one.label, ordered(one.options), one.regulation, one.pk), one.is_default)
        for one in kept
    )


def layout_of(school_id: int, model_id: int) -> KeptLayout:
    """This one. Errors: `NotAllowed` when the school keeps it no more."""
    found = next((one for one in layouts_of(school_id) if one.model_id == model_id), None)
    if found is None:
        raise NotAllowed
    return found
