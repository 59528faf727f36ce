"""Damaged tables: each one is read with its anomalies or refused in words, whatever the damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.tabular.records import Kind
from preau.exchange.tabular.tests.mutations import MUTATIONS, mutated
from preau.exchange.tabular.tests.test_properties import read_or_refused

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "csv"
WRITTEN = (
    "Nom*;Prénom*;Né(e) le;Courriel;Téléphone;Classe;Nom de l'élève;Prénom de l'élève;r1_nom;r1_prenom\r\n"
    'DUPONT;Zoé;03/09/2013;zoe@exemple.fr;"05 61 00 00 00";6e A;DUPONT;Léa;ROUX;Ali\r\n'
    "ÉTIENNE;Œdipe;24/11/2012;oe@exemple.fr;06 12 34 56 78;5e 1;ÉTIENNE;Tom;PONS;Éva\r\n"
).encode("iso-8859-15")


@pytest.mark.parametrize("kind", Kind)
def test_no_damage_to_a_table_goes_untold(kind: Kind) -> None:
    for damaged in mutated(WRITTEN, 5 * len(MUTATIONS), seed=list(Kind).index(kind)):
        read_or_refused(damaged, kind)


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/csv) n’est pas à côté du projet"
)
def test_no_damage_to_the_tables_of_the_field_goes_untold() -> None:
    for path, kind in zip(sorted(CORPUS.glob("*.csv")), Kind, strict=True):
        for damaged in mutated(path.read_bytes(), 2 * len(MUTATIONS)):
            read_or_refused(damaged, kind)
