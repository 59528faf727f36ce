"""The skills of a pupil as her pages show them, domain by domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.grading.queries.skill_history import SkillSeen
from preau.grading.queries.skill_levels import SkillStanding
from preau.grading.referential import domains_of
from preau.grading.skill_level import domain_level
from preau.grading.skill_words import LevelWords, SkillWords
from preau.kernel import words as french


@dataclass(frozen=True, slots=True)
class SeenLine:
    """An evaluation of a skill: its level, and what it was (« Fractions, Mathématiques, le 10/11/2026 »)."""

    level: LevelWords
    what: str


@dataclass(frozen=True, slots=True)
class SkillOfPupil:
    """A skill: the computed level, the decided one, the one that stands, and where it comes from."""

    skill_id: int
    label: str
    computed: LevelWords | None
    final: LevelWords | None
    stands: LevelWords | None
    seen: tuple[SeenLine, ...]

    @property
    def choice(self) -> str:
        """The decision, as a form says it: its level, or nothing."""
        return "" if self.final is None else str(self.final.level)


@dataclass(frozen=True, slots=True)
class DomainOfPupil:
    """A domain: its level, and its skills."""

    code: str
    label: str
    level: LevelWords | None
    skills: tuple[SkillOfPupil, ...]

    @property
    def is_seen(self) -> bool:
        """True when something was evaluated or decided there."""
        return any(one.seen or one.final for one in self.skills)


@dataclass(frozen=True, slots=True)
class NamedSkill:
    """A skill that is shown, whether or not something is known of it."""

    skill_id: int
    domain: str
    label: str


def domains_of_pupil(
    cycle: int, named: Sequence[NamedSkill], standings: Sequence[SkillStanding],
    history: Mapping[int, tuple[SkillSeen, ...]], words: SkillWords,
) -> tuple[DomainOfPupil, ...]:  # fmt: skip
    """The domains of a cycle that have a skill to show."""
    known = {one.skill_id: one for one in standings}
    found = []
    for code, label in domains_of(cycle).items():
        there = [one for one in named if one.domain == code]
        if not there:
            continue
        levels = [known[one.skill_id].level or 0 for one in there if one.skill_id in known]
        skills = tuple(_skill(one, known.get(one.skill_id), history.get(one.skill_id, ()), words) for one in there)
        found.append(DomainOfPupil(code, _(label), words.of(domain_level(levels)), skills))
    return tuple(found)


def named_from(
    standings: Sequence[SkillStanding], history: Mapping[int, tuple[SkillSeen, ...]]
) -> tuple[NamedSkill, ...]:
    """The skills of which something is known, in the order they come."""
    named = {one.skill_id: NamedSkill(one.skill_id, one.domain, one.label) for one in standings}
    for skill_id, seen in history.items():
        named.setdefault(skill_id, NamedSkill(skill_id, seen[0].domain, seen[0].label))
    return tuple(named.values())


def _skill(
    named: NamedSkill, standing: SkillStanding | None, history: Sequence[SkillSeen], words: SkillWords
) -> SkillOfPupil:
    return SkillOfPupil(
        named.skill_id,
        named.label,
        words.of(standing.computed if standing else None),
        words.of(standing.final if standing else None),
        words.of(standing.level if standing else None),
        tuple(SeenLine(words.levels[one.level], _what(one)) for one in history),
    )


def _what(seen: SkillSeen) -> str:
    return _("%(title)s, %(subject)s, le %(day)s") % {
        "title": seen.title, "subject": seen.subject, "day": french.short_day(seen.held_on),
    }  # fmt: skip
