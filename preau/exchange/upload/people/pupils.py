"""The pupils of a file compared with those of the school: arrivals, moves, departures.

Dates are the file's when it tells one that is not to come. A pupil who changes class belongs to the new one from
today: the rolls called before were called in the old one. Nobody leaves because a file does not name her, unless
the school says that this is what its silence means.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from preau.directory.models import PersonKey
from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.groups import Resolved
from preau.exchange.upload.people.matching import Ambiguous, Directory
from preau.exchange.upload.people.names import shown, shown_person
from preau.exchange.upload.people.plan import GroupRef, Happening, Plan, Ref, What
from preau.exchange.upload.people.records import write_person
from preau.exchange.upload.people.told import Told, ToldPupil
from preau.kernel.words import folded


class PupilComparison:
    """Fills a plan with what becomes of pupils. `refs` are those of the file who come in, by their keys."""

    def __init__(self, plan: Plan, told: Told, directory: Directory, resolved: Resolved) -> None:
        self._plan = plan
        self._known = plan.known
        self._told = told
        self._directory = directory
        self._resolved = resolved
        self._divisions = {group.id: group for group in plan.known.groups if group.is_division}
        self._locked = {group.id for group in plan.known.groups if group.is_locked}
        self._told_groups = resolved.told_ids()
        self.refs: dict[str, Ref] = {}
        self.division_of: dict[Ref, str] = {}
        self._key_of_ref: dict[Ref, ToldPupil] = {}

    def compare(self, *, absent_have_left: bool) -> None:
        for pupil in self._told.pupils:
            ref = self._ref(pupil)
            if ref is not None:
                self._take(pupil, ref)
        if self._told.has_pupils:
            self._compare_absent(absent_have_left)

    def _ref(self, pupil: ToldPupil) -> Ref | None:
        try:
            found = self._directory.pupil(pupil)
        except Ambiguous as odd:
            self._leave_out(pupil, f"{shown(pupil.identity)} : {odd}, ligne laissée de côté")
            return None
        ref: Ref = f"élève {pupil.key}" if found is None else found
        before = self._key_of_ref.get(ref)
        if before is not None:
            self._leave_out(
                pupil,
                f"{shown(pupil.identity)} est déjà ligne {before.place.line} : la première est gardée",
            )
            return None
        self._key_of_ref[ref] = pupil
        self.refs[pupil.key] = ref
        return ref

    def _leave_out(self, pupil: ToldPupil, reason: str) -> None:
        self._plan.tell(Anomaly(pupil.place, reason, "", is_left_out=True))

    def _take(self, pupil: ToldPupil, ref: Ref) -> None:
        plan = self._plan
        happened = len(plan.happenings)
        division = self._wanted_division(pupil)
        self.division_of[ref] = self._shown(division) or self._shown_now(ref)
        of = self.division_of[ref]
        write_person(plan, ref, pupil.identity, pupil.place, erases=self._told.erases, of=of)
        self._keys(pupil, ref)
        self._schooling(pupil, ref)
        is_here = ref in self._known.enrolled
        since = self._since(pupil, ref)
        if not is_here:
            plan.enrolments[ref] = since
            self._happen(What.ARRIVAL, pupil, of)
        self._belong(pupil, ref, division, since, is_here=is_here)
        if len(plan.happenings) == happened:
            self._happen(What.UNCHANGED, pupil, of)

    def _happen(self, what: What, pupil: ToldPupil, of: str, detail: str = "") -> None:
        happening = Happening(what, shown(pupil.identity), of, detail, pupil.place.file, pupil.place.line)
        self._plan.happenings.append(happening)

    def _keys(self, pupil: ToldPupil, ref: Ref) -> None:
        source = self._known.school.source
        for key in (
            ("", PersonKey.Kind.INE.value, pupil.ine),
            (source, PersonKey.Kind.SIECLE.value, pupil.siecle_id),
        ):
            holder = self._known.keys.get(key)
            if key[2] and holder is None:
                self._plan.keys.append((ref, *key))
            elif key[2] and holder != ref:
                self._plan.tell(
                    Anomaly(
                        pupil.place,
                        f"l’identifiant {key[2]} est aussi celui d’une autre personne : il est ignoré, vérifiez "
                        "les deux fiches",
                        "INE" if key[1] == PersonKey.Kind.INE else "ELEVE_ID",
                    )
                )
        if pupil.external and self._known.pairings.get((Pairing.What.PERSON, pupil.external)) != ref:
            self._plan.pairings[Pairing.What.PERSON.value, pupil.external] = ref

    def _schooling(self, pupil: ToldPupil, ref: Ref) -> None:
        kept = self._known.schooling.get(ref) if isinstance(ref, int) else None
        told: dict[str, Any] = {
            name: value or (getattr(kept, name) if kept else "")
            for name, value in (("mef", pupil.mef), ("level", pupil.level), ("regime", pupil.regime))
        }
        was = kept.is_apprentice if kept else False
        told["is_apprentice"] = was if pupil.is_apprentice is None else pupil.is_apprentice
        if kept is None or any(getattr(kept, name) != value for name, value in told.items()):
            self._plan.pupils[ref] = told
            if kept is not None:
                self._happen(What.RECORD, pupil, self.division_of[ref], "scolarité")

    def _since(self, pupil: ToldPupil, ref: Ref) -> date:
        """The day an arrival counts from: that of the file when it is past, after the last time she was here."""
        today = self._known.today
        since = pupil.entered_on if pupil.entered_on and pupil.entered_on <= today else today
        ended = self._known.were_enrolled.get(ref) if isinstance(ref, int) else None
        return max(since, ended) if ended else since

    def _wanted_division(self, pupil: ToldPupil) -> GroupRef | None:
        refs = [self._resolved.of.get((True, code)) for code in pupil.divisions or ()]
        wanted = list(dict.fromkeys(ref for ref in refs if ref is not None))
        if len(wanted) > 1:
            kept = self._shown(wanted[0])
            self._plan.tell(
                Anomaly(
                    pupil.place, f"{shown(pupil.identity)} est dans deux classes : {kept} est gardée", "classe"
                )
            )
        return wanted[0] if wanted else None

    def _belong(
        self, pupil: ToldPupil, ref: Ref, division: GroupRef | None, since: date, *, is_here: bool
    ) -> None:
        """Class and groups. Those that are locked are the school's: nobody comes in or out by a file."""
        today, start = self._known.today, self._known.year_starts_on
        begins = today if is_here else max(since, start) if start else since
        mine = self._known.memberships.get(ref, ()) if isinstance(ref, int) else ()
        now = {one.group_id for one in mine}
        refs = [self._resolved.of.get((False, code)) for code in pupil.groups or ()]
        groups = dict.fromkeys(group for group in refs if group is not None)
        wanted = [*([division] if division is not None else []), *groups]
        opened = [group for group in wanted if group not in now and group not in self._locked]
        self._plan.memberships += [(ref, group, begins) for group in opened]
        over = [one for one in mine if self._is_over(one.group_id, division, groups, pupil)]
        self._plan.memberships_over += [one.id for one in over]
        if is_here:
            self._tell_moves(pupil, ref, opened, [one.group_id for one in over])

    def _is_over(
        self, group: int, division: GroupRef | None, groups: dict[GroupRef, None], pupil: ToldPupil
    ) -> bool:
        if group in self._locked:
            return False
        if group in self._divisions:
            return division is not None and group != division
        return pupil.groups is not None and group in self._told_groups and group not in groups

    def _tell_moves(self, pupil: ToldPupil, ref: Ref, opened: list[GroupRef], over: list[int]) -> None:
        left = [self._shown(group) for group in over if group in self._divisions]
        new = [group for group in opened if self._is_division(group)]
        if new or left:
            before = left[0] if left else "sans classe"
            self._happen(What.MOVE, pupil, self.division_of[ref], f"{before} → {self.division_of[ref]}")
        elif opened or over:
            signs = [f"+ {self._shown(group)}" for group in opened] + [f"− {self._group(group)}" for group in over]
            self._happen(What.GROUPS, pupil, self.division_of[ref], ", ".join(signs))

    def _compare_absent(self, absent_have_left: bool) -> None:
        """The pupils enrolled here whom no line names."""
        named = set(self.refs.values())
        left, kept = self._not_taken()
        for pk in sorted(self._known.enrolled):
            person = self._known.persons[pk]
            if pk in named or pk in kept:
                continue
            is_told = pk in left
            what = What.DEPARTURE if absent_have_left else What.ABSENT
            detail = "sorti d’après le fichier" if is_told else "absent du fichier"
            self._plan.happenings.append(Happening(what, shown_person(person), self._shown_now(pk), detail))
            if absent_have_left:
                self._plan.enrolments_over.append(self._known.enrolled[pk])
                self._plan.memberships_over += [one.id for one in self._known.memberships.get(pk, ())]

    def _not_taken(self) -> tuple[set[int], set[int]]:
        """Pupils the file names without bringing them in: those it says have left, those who stay as they are."""
        left: set[int] = set()
        kept: set[int] = set()
        by_name: dict[str, set[int]] = {}
        for pk in self._known.enrolled:
            by_name.setdefault(self._known.persons[pk].sorting_name, set()).add(pk)
        for one in self._told.not_taken:
            key = self._known.school.source, PersonKey.Kind.SIECLE.value, one.siecle_id
            found = {self._known.keys[key]} if key in self._known.keys else by_name.get(folded(one.name), set())
            (left if one.has_left else kept).update(found)
        return left, kept

    def _is_division(self, group: GroupRef) -> bool:
        return group in self._divisions if isinstance(group, int) else group[0]

    def _group(self, pk: int) -> str:
        return next((group.code for group in self._known.groups if group.id == pk), "groupe de l’établissement")

    def _shown(self, group: GroupRef | None) -> str:
        if group is None:
            return ""
        return self._group(group) if isinstance(group, int) else group[1]

    def _shown_now(self, ref: Ref) -> str:
        mine = self._known.memberships.get(ref, ()) if isinstance(ref, int) else ()
        return next((self._group(one.group_id) for one in mine if one.group_id in self._divisions), "")
