"""What a reading leaves beside its records: anomalies, unknown attributes, counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from preau.exchange.aaf.records import Anomaly, Category, Place
from preau.exchange.aaf.relations import GenerationEvidence

#: Anomalies kept in full; beyond, only their number grows: a hostile file must not fill the memory.
KEPT_ANOMALIES = 100_000


@dataclass(slots=True)
class ReadingNotes:
    """Filled while files are read; shared by the files of one delivery."""

    anomalies: list[Anomaly] = field(default_factory=list)
    anomaly_count: int = 0
    #: How many entries were read; how many of them could not even be looked at (no key; a change of nothing).
    entries: int = 0
    unusable: int = 0
    records: Counter[tuple[str, Category]] = field(default_factory=Counter)
    unknown_attributes: Counter[tuple[Category, str]] = field(default_factory=Counter)
    evidence: dict[str, GenerationEvidence] = field(default_factory=dict)

    def tell(self, place: Place, reason: str, structure: str = "", *, is_left_out: bool = False) -> None:
        """Keep an anomaly: the record comes in without the faulty part, or not at all, as `reason` says."""
        self.anomaly_count += 1
        if len(self.anomalies) < KEPT_ANOMALIES:
            self.anomalies.append(Anomaly(place, reason, structure, is_left_out))

    def evidence_of(self, source: str) -> GenerationEvidence:
        """The evidence on the generation of this source's relations."""
        return self.evidence.setdefault(source, GenerationEvidence())

    def absorb(self, other: ReadingNotes) -> None:
        """Add the notes of files that were read apart."""
        room = KEPT_ANOMALIES - len(self.anomalies)
        self.anomalies += other.anomalies[:room]
        self.anomaly_count += other.anomaly_count
        self.entries += other.entries
        self.unusable += other.unusable
        self.records.update(other.records)
        self.unknown_attributes.update(other.unknown_attributes)
        for source, evidence in other.evidence.items():
            self.evidence_of(source).absorb(evidence)
