"""The columns of a table, as the school understood them the last time it gave one with the same headers."""

from __future__ import annotations

from preau.exchange.tabular.headers import signature_of
from preau.exchange.tabular.mapping import Mapping
from preau.exchange.tabular.records import Table
from preau.exchange.upload.choices import Choices, target_word
from preau.exchange.upload.models import KeptColumns
from preau.exchange.upload.reading import Read
from preau.kernel import clock


def choices_at_the_start(school_id: int, read: Read) -> Choices:
    """What the first screen proposes. The scope of the school must be open."""
    if read.table is None:
        return Choices()
    kept = KeptColumns.objects.filter(school_id=school_id, signature=signature_of(read.table.headers)).first()
    if kept is None:
        return Choices()
    return Choices(
        kind=kept.kind,
        columns=tuple(kept.columns),
        default_level=kept.default_level,
        columns_of=clock.school_day(kept.used_at).isoformat(),
    )


def keep_columns(school_id: int, table: Table, mapping: Mapping, choices: Choices) -> None:
    """Remember what was applied; the last word is kept."""
    KeptColumns.objects.update_or_create(
        school_id=school_id,
        signature=signature_of(table.headers),
        defaults={
            "kind": mapping.kind.value,
            "columns": [target_word(column.target) for column in mapping.columns],
            "default_level": choices.default_level,
            "used_at": clock.now(),
        },
    )
