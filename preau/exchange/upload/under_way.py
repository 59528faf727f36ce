"""An import under way, with its files as they were uploaded."""

from __future__ import annotations

from dataclasses import dataclass

from preau.directory.models import School
from preau.exchange.upload.choices import Choices, choices_from
from preau.exchange.upload.effects import Effect, effect_of
from preau.exchange.upload.models import SchoolImport, UploadedFile
from preau.exchange.upload.policies import visible_imports
from preau.exchange.upload.recognise import Given
from preau.exchange.upload.report import unpacked
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class UnderWay:
    id: int
    school: School
    sort: SchoolImport.Sort
    names: tuple[str, ...]
    files: tuple[Given, ...]
    choices: Choices

    def effect(self, choices: Choices | None = None) -> Effect:
        """What it would do under its choices, or under others."""
        return effect_of(self.school, self.sort, self.files, choices or self.choices)


def load_under_way(actor: Actor, school_id: int, import_id: int, *, locked: bool = False) -> UnderWay:
    """`locked`: nobody else may apply it meanwhile. `NotAllowed` when it is not there, over, or too old."""
    found = visible_imports(actor).filter(
        school_id=school_id, pk=import_id, state=SchoolImport.State.UNDER_WAY, expires_at__gt=clock.now()
    )
    one = (found.select_for_update() if locked else found.select_related("school")).first()
    if one is None:
        raise NotAllowed
    files = UploadedFile.objects.filter(school_id=school_id, of_id=one.pk)
    return UnderWay(
        one.pk,
        one.school,
        SchoolImport.Sort(one.sort),
        tuple(one.file_names),
        tuple(Given(file.name, unpacked(file.content)) for file in files),
        choices_from(one.choices),
    )
