"""The first step: take the files of a school, once it is sure that they are its own."""

from __future__ import annotations

from collections.abc import Sequence

from preau.directory.models import School
from preau.exchange.upload.choices import Choices
from preau.exchange.upload.columns import choices_at_the_start
from preau.exchange.upload.effects import place_of
from preau.exchange.upload.events import FilesReceived
from preau.exchange.upload.models import SchoolImport, UploadedFile
from preau.exchange.upload.policies import may_import_files
from preau.exchange.upload.reading import read_files
from preau.exchange.upload.recognise import Given, recognise
from preau.exchange.upload.report import packed
from preau.exchange.upload.rules import FILES_KEPT_FOR
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def receive_files(*, actor: Actor, school_id: int, files: Sequence[Given]) -> int:
    """Recognise the files, refuse those of another school before reading them, read them whole, keep them for the
    next steps. Nothing of the school changes. Returns the id of the import.

    Errors: `NotAllowed` for who does not import here; `NotPossible` for files that cannot be used.
    """
    if not may_import_files(actor, school_id):
        raise NotAllowed
    sort = recognise(files)
    read = read_files(sort, files, place_of(School.objects.get(pk=school_id)), Choices())
    now = clock.now()
    made = SchoolImport.objects.create(
        school_id=school_id,
        sort=sort,
        file_names=[file.name for file in files],
        made_by_id=actor.person_id,
        received_at=now,
        expires_at=now + FILES_KEPT_FOR,
        choices=choices_at_the_start(school_id, read).as_json(),
    )
    UploadedFile.objects.bulk_create(
        UploadedFile(school_id=school_id, of=made, name=file.name, content=packed(file.content)) for file in files
    )
    record(FilesReceived(school_id, made.pk, sort.value, len(files)), actor=actor)
    return made.pk
