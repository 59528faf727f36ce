"""The classes and groups of the cast, and the photos."""

from __future__ import annotations

from preau.directory.models import Course, Group, ImageRight, Membership, Portrait, UnpairedPortrait
from preau.directory.photos.image import image_of
from tests.cast.stage import NOW, YEAR_START, Cast
from tests.portraits import png


def write_groups(cast: Cast) -> None:
    for name, school, kind, code, pupils in (
        ("4B", "college", Group.Kind.DIVISION, "4e B", ("lea", "noe")),
        ("4B-ESP", "college", Group.Kind.TEACHING, "4B ESP", ("lea",)),
        ("5A", "college", Group.Kind.DIVISION, "5e A", ()),
        ("CHORALE", "college", Group.Kind.MANUAL, "Chorale", ("lea",)),
        ("2GT", "agricole", Group.Kind.DIVISION, "2de 1", ("tom",)),
        ("4J", "twin", Group.Kind.DIVISION, "4e J", ("jumelle",)),
    ):
        group = Group(school=cast.schools[school], kind=kind, code=code, label=code)
        Group.objects.bulk_create([group])
        cast.groups[name] = group
        for pupil in pupils:
            cast.memberships[name] = Membership.objects.create(
                school=group.school, group=group, pupil_id=cast.people[pupil].pk, begins_on=YEAR_START
            )
    Course.objects.create(
        school=cast.schools["college"], group=cast.groups["4B"], subject=cast.subjects["Mathématiques"],
        teacher=cast.people["durand"], begins_on=YEAR_START,
    )  # fmt: skip


def write_portraits(cast: Cast) -> None:
    """Noé's family agreed, and his photo is there; a photo of somebody waits for its pupil."""
    college, image = cast.schools["college"], image_of(png())
    picture = {"school": college, "kind": image.kind, "content": image.content, "digest": image.digest}
    ImageRight.objects.create(school=college, pupil_id=cast.noe.pk, is_granted=True, answered_on=YEAR_START)
    Portrait.objects.create(pupil_id=cast.noe.pk, received_at=NOW, **picture)
    cast.photos["inconnu"] = UnpairedPortrait.objects.create(
        folder="4e B", name="inconnu.png", received_at=NOW, **picture
    )
