"""Take in the photos of a school from an archive (capability C8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from preau.directory.events import PortraitsImported
from preau.directory.models import ImageRight, Portrait, UnpairedPortrait
from preau.directory.people.portraits import roster_of
from preau.directory.photos.archive import PhotoFile, Rejected, photos_in
from preau.directory.photos.matching import Roster
from preau.directory.policies import may_manage_portraits
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

#: A photo that nobody recognised is not kept longer.
_WAITING_LIFE = timedelta(days=30)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of the files: so many found their pupil, so many wait, and those that are not kept."""

    paired: int
    unpaired: int
    rejected: tuple[Rejected, ...]


@dataclass(slots=True)
class _Sorted:
    """The files sorted so far. `seen` are the pupils and the names already met in this archive."""

    school_id: int
    roster: Roster
    refused: frozenset[int]
    seen: set[object] = field(default_factory=set)
    paired: list[Portrait] = field(default_factory=list)
    unpaired: list[UnpairedPortrait] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0])

    def take(self, photo: PhotoFile) -> None:
        """Put a photo where it goes."""
        pupil_id = self.roster.pupil_of(photo.folder, photo.name)
        named: object = pupil_id if pupil_id is not None else (photo.folder, photo.name)
        path = f"{photo.folder}/{photo.name}"
        if named in self.seen:
            self.rejected.append(Rejected(path, _("une autre photo de l’archive porte le même nom")))
            return
        self.seen.add(named)
        if pupil_id in self.refused:
            self.rejected.append(Rejected(path, _("la famille a refusé que la photo soit montrée")))
            return
        picture: dict[str, Any] = {
            "school_id": self.school_id, "kind": photo.image.kind, "content": photo.image.content,
            "digest": photo.image.digest, "received_at": clock.now(),
        }  # fmt: skip
        if pupil_id is None:
            self.unpaired.append(UnpairedPortrait(folder=photo.folder, name=photo.name, **picture))
        else:
            self.paired.append(Portrait(pupil_id=pupil_id, **picture))

    def write(self) -> None:
        """Write what was sorted, in place of older photos, and forget it."""
        fields = ["kind", "content", "digest", "received_at"]
        Portrait.objects.bulk_create(
            self.paired, update_conflicts=True, unique_fields=["school", "pupil"], update_fields=fields
        )
        UnpairedPortrait.objects.bulk_create(
            self.unpaired, update_conflicts=True, unique_fields=["school", "folder", "name"], update_fields=fields
        )
        self.counts = [self.counts[0] + len(self.paired), self.counts[1] + len(self.unpaired)]
        self.paired.clear()
        self.unpaired.clear()


@action
def import_portraits(*, actor: Actor, school_id: int, archive: BinaryIO) -> Reception:
    """Each folder is a class, each file a pupil. A photo whose pupil is known replaces hers; another waits for
    thirty days. A pupil whose family refused has none. What is left out is told, file by file.

    Errors: `NotAllowed` for who does not manage photos here; `NotPossible` for what is not a readable archive.
    """
    if not may_manage_portraits(actor, school_id):
        raise NotAllowed
    UnpairedPortrait.objects.filter(school_id=school_id, received_at__lt=clock.now() - _WAITING_LIFE).delete()
    refused = ImageRight.objects.filter(school_id=school_id, is_granted=False).values_list("pupil_id", flat=True)
    files = _Sorted(school_id, Roster(roster_of(school_id)), frozenset(refused))
    for found in photos_in(archive):
        if isinstance(found, Rejected):
            files.rejected.append(found)
        else:
            files.take(found)
        if len(files.paired) + len(files.unpaired) >= _BATCH:
            files.write()
    files.write()
    paired, unpaired = files.counts
    record(PortraitsImported(school_id, paired, unpaired, len(files.rejected)), actor=actor)
    return Reception(paired, unpaired, tuple(files.rejected))
