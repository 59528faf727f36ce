"""An item before and after its publication: by how many it is read, who is left out, what it said before."""

from __future__ import annotations

from dataclasses import dataclass

from preau.directory.people.audience import AudienceTold, audience_told
from preau.news.audience import audiences_of, group_ids_of, said
from preau.news.models import ItemVersion, NewsFile, NewsItem
from preau.news.queries.places import group_names
from preau.news.queries.reading import FileLine


@dataclass(frozen=True, slots=True)
class Review:
    """`told` is None above schools: nobody is counted person by person in seven hundred schools."""

    told: AudienceTold | None
    audience: tuple[str, ...]
    picture: FileLine | None
    files: tuple[FileLine, ...]
    versions: tuple[ItemVersion, ...]


def review_of(item: NewsItem, school_id: int | None) -> Review:
    """What is said beside the item."""
    files = tuple(
        FileLine(*row)
        for row in NewsFile.objects.filter(item=item).values_list("pk", "is_picture", "alt", "name", "size")
    )
    return Review(
        told=audience_told(school_id, audiences_of(item.audience)) if school_id else None,
        audience=said(item.audience, group_names(group_ids_of(item.audience))),
        picture=next((one for one in files if one.is_picture), None),
        files=tuple(one for one in files if not one.is_picture),
        versions=tuple(ItemVersion.objects.filter(item=item)) if item.version > 1 else (),
    )
