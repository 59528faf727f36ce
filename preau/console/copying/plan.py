"""What a copy of settings would change, school by school: the dry run, and what the action does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from preau.access.perimeter import administered_schools
from preau.console.copying.listed import Listed, listed
from preau.directory.models import School
from preau.foundation.rooms.manifest import SettingsGroup
from preau.foundation.rooms.registry import settings_groups
from preau.kernel.actor import Actor, SchoolRef
from preau.kernel.refusals import NotPossible

_Said = Mapping[str, Mapping[int, tuple[tuple[str, str], ...]]]


class State(StrEnum):
    """What becomes of a line of the list."""

    COPIED = "copie"
    SAME = "identique"
    REFUSED = "refuse"


@dataclass(frozen=True, slots=True)
class Change:
    """A setting of a school before and after, as people read it; empty: nothing."""

    group: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list and what becomes of it; `sentence` says why it is refused."""

    line: int
    uai: str
    name: str
    school_id: int
    state: State
    sentence: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The model school, the groups of settings, and every line. `writes`: the schools to which each group goes."""

    source: SchoolRef
    groups: tuple[SettingsGroup, ...]
    lines: tuple[Line, ...]
    writes: Mapping[str, tuple[int, ...]]

    def counted(self, state: State) -> int:
        return sum(line.state is state for line in self.lines)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked and may be looked at: the model, the groups, the schools within the perimeter."""

    source: SchoolRef
    groups: tuple[SettingsGroup, ...]
    listed: tuple[Listed, ...]
    schools: Mapping[str, School]
    known: frozenset[str]

    @property
    def scope(self) -> tuple[int, ...]:
        """The schools whose settings are read, and written."""
        return tuple({self.source.id, *(school.pk for school in self.schools.values())})


def wanted(actor: Actor, source_uai: str, names: Sequence[str], typed: str) -> Wanted:
    """Errors: `NotPossible` for a model outside the perimeter, no group, or no list."""
    lines = listed(typed)
    within = administered_schools(actor)
    source = within.filter(uai=source_uai.strip().upper()).first()
    if source is None:
        raise NotPossible(
            _("Aucun établissement que vous administrez n’a cet UAI\u202f: choisissez-en un de votre périmètre."),
            field="source",
        )
    groups = tuple(group for group in settings_groups() if group.name in names)
    if not groups:
        raise NotPossible(_("Cochez au moins un réglage à copier."), field="groups")
    uais = {line.uai for line in lines if not line.refusal}
    schools = {school.uai: school for school in within.filter(uai__in=uais)}
    known = frozenset(School.objects.filter(uai__in=uais).values_list("uai", flat=True))
    return Wanted(SchoolRef(source.pk, source.uai, source.name), groups, lines, schools, known)


def plan_of(asked: Wanted) -> Plan:
    """Compare the model with every school asked. The scope of `asked.scope` is open."""
    ids = [school.pk for school in asked.schools.values() if school.pk != asked.source.id]
    said: _Said = {group.name: group.read([asked.source.id, *ids]) for group in asked.groups}
    refused: dict[int, str] = {}
    for group in asked.groups:
        mine = said[group.name][asked.source.id]
        differing = [pk for pk in ids if said[group.name][pk] != mine]
        for pk, sentence in group.refusals(asked.source.id, differing).items():
            if pk == asked.source.id:
                raise NotPossible(_told(group, sentence), field="groups")
            refused[pk] = _told(group, sentence)
    lines = tuple(_line(asked, line, said, refused) for line in asked.listed)
    changing = {line.school_id for line in lines if line.state is State.COPIED}
    writes = {
        group.name: tuple(
            pk for pk in ids if pk in changing and said[group.name][pk] != said[group.name][asked.source.id]
        )
        for group in asked.groups
    }
    return Plan(asked.source, asked.groups, lines, writes)


def _told(group: SettingsGroup, sentence: str) -> str:
    return _("%(settings)s\u202f: %(sentence)s") % {"settings": group.label, "sentence": sentence}


def _line(asked: Wanted, listed_line: Listed, said: _Said, refused: Mapping[int, str]) -> Line:
    school = asked.schools.get(listed_line.uai)
    pk, name = (school.pk, school.name) if school else (0, "")
    sentence = listed_line.refusal or _refusal(asked, listed_line.uai, pk) or refused.get(pk, "")
    if sentence:
        return Line(listed_line.line, listed_line.uai, name, pk, State.REFUSED, sentence)
    changes = tuple(
        change
        for group in asked.groups
        for change in _changes(group, said[group.name][pk], said[group.name][asked.source.id])
    )
    return Line(
        listed_line.line, listed_line.uai, name, pk, State.COPIED if changes else State.SAME, changes=changes
    )


def _refusal(asked: Wanted, uai: str, pk: int) -> str:
    if not pk:
        if uai in asked.known:
            return _("cet établissement n’est pas dans votre périmètre.")
        return _("aucun établissement de Préau n’a cet UAI.")
    return _("c’est l’établissement modèle.") if pk == asked.source.id else ""


def _changes(
    group: SettingsGroup, before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]
) -> list[Change]:
    was, will = dict(before), dict(after)
    return [
        Change(group.label, label, was.get(label, ""), will.get(label, ""))
        for label in dict.fromkeys([*was, *will])
        if was.get(label) != will.get(label)
    ]
