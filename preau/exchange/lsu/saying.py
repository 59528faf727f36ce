"""How a sentence names the records of a file: the pupil, the term, the subject."""

from __future__ import annotations

from dataclasses import dataclass, field

from preau.exchange.lsu.findings import About
from preau.exchange.lsu.records import Discipline, Livret, Period, Pupil
from preau.exchange.lsu.reports import CycleReport, PeriodReport, SubjectReport

_PERIODS = {2: "semestre", 3: "trimestre"}


def period_words(period: Period) -> str:
    """`trimestre 2`, `semestre 1`, `période 4`."""
    return f"{_PERIODS.get(period.count, 'période')} {period.rank}"


def pupil_words(pupil: Pupil) -> str:
    """`DUPONT Léa (6A)`; the number of SIECLE when the pupil has no name here."""
    name = f"{pupil.last_name} {pupil.first_name}".strip() or f"Élève {pupil.siecle_id or pupil.key}"
    return f"{name} ({pupil.division})" if pupil.division else name


def without_name(sentence: str, name: str) -> str:
    """« Trimestre 1, Français : il manque l’appréciation. »: for a list that says the pupil apart."""
    if not name or not sentence.startswith(name):
        return sentence
    rest = sentence[len(name) :].lstrip(",\u202f: ")
    return rest[:1].upper() + rest[1:]


@dataclass(slots=True)
class Names:
    """The records of a file by their keys."""

    livret: Livret
    pupils: dict[str, Pupil] = field(init=False)
    periods: dict[str, Period] = field(init=False)
    disciplines: dict[str, Discipline] = field(init=False)

    def __post_init__(self) -> None:
        self.pupils = {one.key: one for one in self.livret.pupils}
        self.periods = {one.key: one for one in self.livret.periods}
        self.disciplines = {one.key: one for one in self.livret.disciplines}

    def pupil(self, key: str) -> str:
        pupil = self.pupils.get(key)
        return pupil_words(pupil) if pupil else f"Élève {key}"

    def discipline(self, key: str) -> str:
        discipline = self.disciplines.get(key)
        return discipline.label or discipline.code if discipline else key

    def period_report(self, report: PeriodReport) -> About:
        period = self.periods.get(report.period)
        words = period_words(period) if period else f"période {report.period}"
        return About(f"{self.pupil(report.pupil)}, {words}", report.pupil, report.period)

    def subject(self, report: PeriodReport, one: SubjectReport) -> About:
        about = self.period_report(report)
        words = f"{about.words}, {self.discipline(one.discipline)}"
        return About(words, report.pupil, report.period, one.discipline, one.teachers)

    def cycle_report(self, report: CycleReport) -> About:
        return About(f"{self.pupil(report.pupil)}, fin de cycle {report.cycle}", report.pupil)
