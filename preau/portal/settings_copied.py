"""What an administrator copies of the services of a school to others (`SettingsGroup`, capability C127)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from preau.foundation.rooms.manifest import SettingsGroup
from preau.foundation.rooms.registry import services
from preau.portal.models import ServiceBinding

# Without a row the service is ours: what the source has not written down, the others have no more.
_DROP = """
DELETE FROM service_binding b WHERE b.school_id = ANY(%(schools)s)
   AND b.service NOT IN (SELECT service FROM service_binding WHERE school_id = %(source)s)
"""
_COPY = """
INSERT INTO service_binding (school_id, service, state, external_url)
SELECT t.id, b.service, b.state, b.external_url FROM unnest(%(schools)s::bigint[]) AS t(id)
 CROSS JOIN service_binding b WHERE b.school_id = %(source)s
ON CONFLICT (school_id, service) DO UPDATE SET state = excluded.state, external_url = excluded.external_url
"""


def _read(school_ids: Sequence[int]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    chosen = {(row.school_id, row.service): row for row in ServiceBinding.objects.filter(school_id__in=school_ids)}
    ours = ServiceBinding(state=ServiceBinding.State.OURS)
    return {
        pk: tuple((slot.label, _said(chosen.get((pk, slot.name), ours))) for slot in services())
        for pk in school_ids
    }


def _said(binding: ServiceBinding) -> str:
    state = str(binding.get_state_display())
    return f"{state} ({binding.external_url})" if binding.external_url else state


def _write(source_id: int, school_ids: Sequence[int]) -> None:
    asked: dict[str, Any] = {"source": source_id, "schools": list(school_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_DROP, asked)
        cursor.execute(_COPY, asked)


SETTINGS = (
    SettingsGroup("services", "Services ouverts, fermés ou reliés à un autre outil", _read, _write, order=50),
)
