"""Who answers for the pupils of the file (rule B8), compared with who does today.

- A guardian of no pupil of the school is not brought in. An adult pupil is not his own guardian.
- The capabilities start from the level. Once a human set them, neither they nor the end are the file's; a tie that
  was ended by hand is not opened again.
- A tie ends when a full list of guardians does not have it any more, if such a list opened it.
- A level the file does not say is the most cautious one (contact, no right) unless the school says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from preau.directory.models import Guardianship
from preau.exchange.aaf.relations import OTHER_KINSHIP, THE_PUPIL
from preau.exchange.places import Place
from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.known import KnownTie
from preau.exchange.upload.people.matching import Ambiguous, Directory
from preau.exchange.upload.people.names import shown, shown_person
from preau.exchange.upload.people.plan import Happening, NewTie, Plan, Ref, What
from preau.exchange.upload.people.pupils import PupilComparison
from preau.exchange.upload.people.records import write_person
from preau.exchange.upload.people.told import Told, ToldGuardian, ToldTie

_TOLD = ("level", "kinship", "pays_fees", "receives_aids", "is_contact")


class GuardianComparison:
    """Fills a plan with the guardians of the pupils compared before."""

    def __init__(
        self, plan: Plan, told: Told, directory: Directory, pupils: PupilComparison, default_level: int
    ) -> None:
        self._plan = plan
        self._known = plan.known
        self._told = told
        self._directory = directory
        self._pupils = pupils
        self._default_level = default_level
        self._named: dict[object, Ref | None] = {}
        self._elsewhere: list[ToldTie] = []

    def compare(self) -> None:
        ties = self._ties()
        self._tell_elsewhere({tie.guardian for tie in self._told.ties})
        wanted: dict[tuple[Ref, Ref], tuple[ToldTie, str]] = {}
        for guardian in self._told.guardians:
            name, told = shown(guardian.identity), ties.pop(guardian.key, [])
            if not told:
                self._plan.leave_aside(guardian.place, f"{name} ne répond d’aucun élève de l’établissement")
                continue
            ref = self._ref(guardian, [pupil for _tie, pupil in told])
            for tie, pupil in told:
                self._want(wanted, tie, pupil, ref, name)
        for (pupil, ref), (tie, name) in wanted.items():
            self._compare_tie(pupil, ref, tie, name)
        if self._told.has_guardians:
            self._end_others(wanted)

    def _ties(self) -> dict[str, list[tuple[ToldTie, Ref]]]:
        """By guardian, those of the pupils who come in or are here."""
        found: defaultdict[str, list[tuple[ToldTie, Ref]]] = defaultdict(list)
        for tie in self._told.ties:
            pupil = self._pupil(tie)
            if pupil is None:
                self._plan.leave_aside(tie.place, "responsabilité d’un élève qui n’entre pas")
            elif tie.kinship == THE_PUPIL:
                self._plan.leave_aside(tie.place, "l’élève n’est pas son propre responsable")
            else:
                found[tie.guardian].append((tie, pupil))
        return found

    def _want(
        self,
        wanted: dict[tuple[Ref, Ref], tuple[ToldTie, str]],
        tie: ToldTie,
        pupil: Ref,
        ref: Ref | None,
        name: str,
    ) -> None:
        """The first tie of two people is theirs."""
        if ref is None:
            self._plan.leave_aside(tie.place, f"{name} est laissé de côté, sa responsabilité aussi")
        elif ref == pupil:
            self._plan.leave_aside(tie.place, "l’élève n’est pas son propre responsable")
        elif (pupil, ref) in wanted:
            line = wanted[pupil, ref][0].place.line
            self._plan.leave_aside(tie.place, f"{name}, responsabilité déjà ligne {line}")
        else:
            wanted[pupil, ref] = tie, name
            self._plan.kept.add(tie.place)

    def _pupil(self, tie: ToldTie) -> Ref | None:
        """The pupil of a tie: one of the file, or one who is enrolled here."""
        if tie.pupil.key in self._pupils.refs:
            return self._pupils.refs[tie.pupil.key]
        if tie.pupil not in self._named:
            self._named[tie.pupil] = self._pupil_elsewhere(tie)
        found = self._named[tie.pupil]
        if found is None and self._told.erases:
            self._elsewhere.append(tie)
        return found

    def _tell_elsewhere(self, tied: set[str]) -> None:
        """An export of SIECLE holds those who left and their families: they are counted, not told one by one."""
        if self._elsewhere:
            self._leave_out(
                self._elsewhere[0].place,
                "responsabilités d’élèves qui n’entrent pas, laissées de côté "
                f"(nombre\u202f: {len(self._elsewhere)}, celle-ci est la première)",
                "élève",
            )
        alone = [guardian for guardian in self._told.guardians if guardian.key not in tied]
        if alone:
            self._leave_out(
                alone[0].place,
                "personnes qui ne répondent d’aucun élève du fichier, laissées de côté "
                f"(nombre\u202f: {len(alone)}, celle-ci est la première)",
                "",
            )

    def _pupil_elsewhere(self, tie: ToldTie) -> Ref | None:
        named = tie.pupil
        who = (
            f"{named.last_name} {named.first_name}".strip() or f"élève {named.siecle_id or named.ine or named.key}"
        )
        try:
            found = self._directory.pupil_named(named)
        except Ambiguous as odd:
            self._leave_out(tie.place, f"{who} : {odd}, responsabilité laissée de côté", "élève")
            return None
        if found is None and not self._told.erases:
            self._leave_out(
                tie.place, f"{who} n’est pas élève de l’établissement : responsabilité laissée de côté", "élève"
            )
        return found

    def _leave_out(self, place: Place, reason: str, column: str) -> None:
        self._plan.tell(Anomaly(place, reason, column, is_left_out=True))

    def _ref(self, guardian: ToldGuardian, pupils: list[Ref]) -> Ref | None:
        plan, who = self._plan, shown(guardian.identity)
        try:
            found = self._directory.guardian(guardian, [pupil for pupil in pupils if isinstance(pupil, int)])
        except Ambiguous as odd:
            self._leave_out(guardian.place, f"{who} : {odd}, laissé de côté", "")
            return None
        ref: Ref = f"responsable {guardian.key}" if found is None else found
        of = self._pupils.division_of.get(pupils[0], "")
        plan.kept.add(guardian.place)
        if found is None:
            plan.happenings.append(Happening(What.GUARDIAN, who, of, "", guardian.place.file, guardian.place.line))
        write_person(plan, ref, guardian.identity, guardian.place, erases=self._told.erases, of=of)
        what = Pairing.What.GUARDIAN.value
        if guardian.external and self._known.pairings.get((what, guardian.external), 0) != ref:
            plan.pairings[what, guardian.external] = ref
        return ref

    def _compare_tie(self, pupil: Ref, guardian: Ref, tie: ToldTie, name: str) -> None:
        kept = self._kept(pupil, guardian)
        if kept is None or (kept.is_over and not kept.is_held):
            self._open(pupil, guardian, tie, name)
        elif kept.is_over:
            self._plan.tell(
                Anomaly(tie.place, f"{name} : responsabilité close à la main, elle n’est pas rouverte", "")
            )
        else:
            self._change(pupil, kept, tie, name)

    def _kept(self, pupil: Ref, guardian: Ref) -> KnownTie | None:
        ties = self._known.ties.get(pupil, ()) if isinstance(pupil, int) else ()
        return next((tie for tie in ties if tie.guardian_id == guardian), None)

    def _open(self, pupil: Ref, guardian: Ref, tie: ToldTie, name: str) -> None:
        level = tie.level or self._default_level
        if tie.level is None and level == Guardianship.Level.CONTACT:
            self._plan.tell(
                Anomaly(
                    tie.place, f"{name} : niveau de responsabilité inconnu, contact sans aucun droit", "niveau"
                )
            )
        values: dict[str, Any] = {
            "level": level,
            "kinship": OTHER_KINSHIP if tie.kinship is None else tie.kinship,
            "pays_fees": bool(tie.pays_fees),
            "receives_aids": bool(tie.receives_aids),
            "is_contact": bool(tie.is_contact),
            "rank": tie.rank,
        }
        self._plan.ties.append(NewTie(pupil, guardian, values | _capabilities(level)))
        self._happen(What.TIE, pupil, tie, name)

    def _change(self, pupil: Ref, kept: KnownTie, tie: ToldTie, name: str) -> None:
        told = {column: getattr(tie, column) for column in _TOLD}
        changed = {
            column: value for column, value in told.items() if value is not None and value != getattr(kept, column)
        }
        if self._told.has_guardians and tie.rank != kept.rank:
            changed["rank"] = tie.rank
        if not changed:
            return
        if "level" in changed and not kept.is_held:
            changed |= _capabilities(changed["level"])
        self._plan.ties_changed[kept.id] = changed
        self._happen(What.TIE_CHANGED, pupil, tie, name)

    def _happen(self, what: What, pupil: Ref, tie: ToldTie, name: str) -> None:
        of = self._pupils.division_of.get(pupil, "")
        self._plan.happenings.append(Happening(what, name, of, "", tie.place.file, tie.place.line))

    def _end_others(self, wanted: dict[tuple[Ref, Ref], tuple[ToldTie, str]]) -> None:
        """Ties of the pupils of the list that it does not have, to guardians that such a list brought."""
        brought = {
            person for (what, _told), person in self._known.pairings.items() if what == Pairing.What.GUARDIAN
        }
        for pupil in {pupil for pupil, _guardian in wanted if isinstance(pupil, int)}:
            for kept in self._known.ties.get(pupil, ()):
                guardian = self._known.persons.get(kept.guardian_id)
                if guardian is None or guardian.is_fed or guardian.id not in brought:
                    continue
                if (pupil, guardian.id) in wanted or kept.is_over or kept.is_held:
                    continue
                self._plan.ties_over.append(kept.id)
                name = shown_person(guardian)
                of = self._pupils.division_of.get(pupil, "")
                self._plan.happenings.append(Happening(What.TIE_OVER, name, of, "absent du fichier"))


def _capabilities(level: int) -> dict[str, bool]:
    informed, consults, decides = Guardianship.CAPABILITIES_OF_LEVEL[level]
    return {"is_informed": informed, "may_consult": consults, "may_decide": decides}
