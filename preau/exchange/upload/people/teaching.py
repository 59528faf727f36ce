"""What the teachers of a file teach, and to whom: each subject of a line to each class or group of that line.

The services that a table opened end when a later one names their teacher without them; those of the académie are
the académie's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from preau.exchange.tabular.records import Anomaly
from preau.exchange.upload.people.groups import CREATE, Answers, Resolved, Unknown
from preau.exchange.upload.people.names import shown, shown_person
from preau.exchange.upload.people.plan import GroupRef, Happening, NewCourse, Plan, Ref, What
from preau.exchange.upload.people.told import Told, ToldAdult
from preau.exchange.upload.subjects import SubjectKey, Subjects
from preau.exchange.weekly.records import Subject
from preau.kernel.words import THIN

Taught = tuple[SubjectKey, GroupRef]


class TeachingComparison:
    """Fills a plan with courses. `unknown` are the subjects that the school is asked about."""

    def __init__(self, plan: Plan, resolved: Resolved, answers: Answers) -> None:
        self._plan = plan
        self._of = resolved.of
        self._answers = answers
        self._subjects = Subjects(plan.known.subject_rows, plan.known, answers, is_national=False)
        self._codes = {group.id: group.code for group in plan.known.groups}
        self._wanted: defaultdict[Ref, dict[Taught, ToldAdult]] = defaultdict(dict)
        self._unsure: set[Ref] = set()

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        return tuple(self._subjects.unknown.values())

    def compare(self, told: Told, refs: Mapping[str, Ref]) -> None:
        """`refs` are the teachers of the file who come in, by their keys."""
        for adult in told.adults:
            ref = refs.get(adult.key)
            if ref is not None and adult.divisions is not None:
                self._read(ref, adult)
        for ref, wanted in self._wanted.items():
            self._open(ref, wanted)
        self._plan.local_subjects += [
            {"source": source, "code": code, "label": label, "attached_to": "", "stat11": ""}
            for (source, code), label in sorted(self._subjects.new.items())
        ]
        for one in self.unknown:
            if (one.what, one.told) in self._answers and not one.is_remembered and one.answer != CREATE:
                self._plan.pairings[one.what, one.told] = one.answer if isinstance(one.answer, int) else None

    def _read(self, ref: Ref, adult: ToldAdult) -> None:
        """What one line says; a class without a subject, or a subject without a class, opens nothing."""
        divisions = adult.divisions or ()
        if bool(divisions) != bool(adult.subjects):
            missing = "matière" if divisions else "classe"
            reason = f"{shown(adult.identity)}{THIN}: aucune {missing} sur la ligne, aucun service n’est ouvert"
            self._plan.tell(Anomaly(adult.place, reason, "matières" if divisions else "classes"))
            self._unsure.add(ref)
            return
        self._wanted[ref].update(dict.fromkeys(self._taught(ref, adult, divisions), adult))

    def _taught(self, ref: Ref, adult: ToldAdult, divisions: tuple[str, ...]) -> Iterator[Taught]:
        for code in divisions:
            group = self._of.get((True, code))
            if group is None:
                self._unsure.add(ref)
                reason = f"classe «{THIN}{code}{THIN}» sans correspondance{THIN}: services laissés de côté"
                self._plan.tell(Anomaly(adult.place, reason, "classes"))
                continue
            for label in adult.subjects:
                yield self._subjects.subject(Subject(label, label)), group

    def _open(self, ref: Ref, wanted: Mapping[Taught, ToldAdult]) -> None:
        plan = self._plan
        standing = {
            ((one.source, one.subject), one.group_id): one for one in plan.known.courses if one.teacher_id == ref
        }
        for (subject, group), adult in wanted.items():
            if not isinstance(group, int) or (subject, group) not in standing:
                plan.courses.append(NewCourse(ref, *subject, group))
                detail = f"{self._subjects.label(subject)}, {self._shown(group)}"
                who, place = shown(adult.identity), adult.place
                plan.happenings.append(Happening(What.COURSE, who, "", detail, place.file, place.line))
        for taught, one in standing.items():
            if taught not in wanted and one.origin == plan.origin and ref not in self._unsure:
                plan.courses_over.append(one.id)
                who = shown_person(plan.known.persons[one.teacher_id])
                detail = f"{self._subjects.label(taught[0])}, {self._shown(one.group_id)}"
                plan.happenings.append(Happening(What.COURSE_OVER, who, "", detail))

    def _shown(self, group: GroupRef) -> str:
        return self._codes.get(group, "groupe clos") if isinstance(group, int) else group[1]
