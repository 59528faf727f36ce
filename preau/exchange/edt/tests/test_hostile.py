"""Files that were broken on purpose: read, or refused with a sentence; nothing else."""

from __future__ import annotations

import pytest

from preau.exchange.edt.tests.feed import (
    COLLEGE,
    USUAL,
    course,
    element,
    encrypted,
    partner,
    read,
    table,
    use,
)
from preau.exchange.weekly.notes import KEPT_ANOMALIES
from preau.exchange.weekly.tests.mutations import check, mutated, said_of

GROUPS = element(
    "Groupe", element("Classe", Ident="C2"), element("PartieDeClasse", Ident="D1"), Ident="G1", Nom="LATIN"
)
PUPILS = element(
    "Eleve", element("PartieDeClasse", Ident="D1", DateEntree="2026-09-01"), Ident="E1", Nom="DUPONT", Prenom="Léa"
)
SAMPLES = {
    "table": table({}, {"CLASSE": "6A [LATIN], 6B"}, {"JOUR": "jeudi", "PROF_NOM": "PETIT"}),
    "partner": partner(
        USUAL,
        course(use("Groupe", "G1"), use("PartieDeClasse", "D2"), use("Professeur", "P2"), SemainesAnnulation="4"),
        groups=GROUPS,
        pupils=PUPILS,
    ),
    "encrypted": encrypted(),
}  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("hundred", range(4))
def test_a_mutation_is_read_or_refused_with_file_and_line(sample: str, hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        check(said_of(lambda content: read(content, COLLEGE), mutated(SAMPLES[sample], seed)), "« edt.xml »")


def test_anomalies_do_not_fill_the_memory() -> None:
    content = b"<TABLE>" + b"<Cours/>\n" * (KEPT_ANOMALIES + 500) + b"</TABLE>"
    assert len(read(content).anomalies) == KEPT_ANOMALIES


def test_pupils_in_many_groups_do_not_fill_the_memory() -> None:
    parts = "".join(element("PartieDeClasse", Ident="D1") for _ in range(2))
    groups = "".join(element("Groupe", parts, Ident=f"G{n}", Nom=f"L{n}") for n in range(1000))
    pupils = "".join(
        element("Eleve", element("PartieDeClasse", Ident="D1"), Ident=f"E{n}", Nom=f"A{n}", Prenom="B")
        for n in range(1000)
    )
    assert len(read(partner(groups=groups, pupils=pupils)).members) == 200_000
