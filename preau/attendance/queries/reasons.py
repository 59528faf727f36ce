"""The reasons of a school, to choose one or to keep the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from preau.attendance.catalogue import FLAGS
from preau.attendance.models import AbsencePeriod, AbsenceReason


@dataclass(frozen=True, slots=True)
class OfferedReason:
    """A reason that may be chosen."""

    id: int
    label: str
    kind: str


def offered_reasons(school_id: int) -> tuple[OfferedReason, ...]:
    """Those that are not hidden, in the order of the school."""
    rows = AbsenceReason.objects.filter(school_id=school_id, hidden_at=None).order_by("kind", "position", "id")
    return tuple(OfferedReason(*row) for row in rows.values_list("pk", "label", "kind"))


@dataclass(frozen=True, slots=True)
class SharedReason:
    """A reason that many pupils may have together."""

    id: int
    label: str
    code: str
    is_under_responsibility: bool


def shared_reasons(school_id: int, *, kept_id: int | None = None) -> tuple[SharedReason, ...]:
    """Those of a trip or an exam: offered, of absence, neither of health nor asking each family for a proof; and
    the one it has already (`kept_id`).
    """
    of_many = Q(hidden_at=None, needs_proof=False, is_health=False)
    rows = AbsenceReason.objects.filter(of_many | Q(pk=kept_id), school_id=school_id, kind="absence")
    columns = rows.order_by("position", "id").values_list("pk", "label", "code", "is_under_responsibility")
    return tuple(SharedReason(*row) for row in columns)


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """A reason of the catalogue, what it does, and how many periods have it."""

    id: int
    label: str
    kind: str
    is_hidden: bool
    used: int
    flags: tuple[str, ...]


def catalogue_of(school_id: int) -> tuple[CatalogueLine, ...]:
    """Every reason, the hidden ones too, in the order of the school."""
    uses = (
        AbsencePeriod.objects.filter(school_id=school_id, reason=OuterRef("pk"), withdrawn_at=None)
        .order_by()
        .values("reason")
        .annotate(number=Count("pk"))
        .values("number")
    )
    rows = AbsenceReason.objects.filter(school_id=school_id).annotate(used=Coalesce(Subquery(uses), 0))
    return tuple(
        CatalogueLine(
            id=one.pk,
            label=one.label,
            kind=one.kind,
            is_hidden=one.hidden_at is not None,
            used=one.used,
            flags=tuple(name for name in FLAGS if getattr(one, name)),
        )
        for one in rows.order_by("kind", "position", "id")
    )
