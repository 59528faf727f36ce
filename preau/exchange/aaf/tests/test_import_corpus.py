"""The whole corpus, brought in. Each figure is derived from what the files say, not from what the import does."""

from __future__ import annotations

from collections import Counter

import pytest

from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.records import PupilRecord, Record, RelativeRecord, StaffRecord, StructureRecord
from preau.exchange.aaf.relations import THE_PUPIL, kinship_of
from preau.exchange.aaf.tests.college import everything, import_folder, rows
from preau.exchange.aaf.tests.feed import CORPUS, read

pytestmark = [
    pytest.mark.usefixtures("owner"),
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/aaf) n’est pas à côté du projet"
    ),
]
SOURCE = "000"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return read(CORPUS)[0]


def count(statement: str) -> int:
    return int(rows(statement)[0][0])


def of_source(table: str, column: str) -> int:
    """Rows of a table about people whom this source brought."""
    return count(
        f"SELECT count(*) FROM {table} t WHERE EXISTS (SELECT FROM person_key k"  # noqa: S608
        f" WHERE k.person_id = t.{column} AND k.source = '{SOURCE}')"
    )


def test_the_corpus_comes_in_whole_and_twice_is_nothing(records: list[Record]) -> None:
    plan = import_folder(CORPUS, apply=True).plan
    pupils = [record for record in records if isinstance(record, PupilRecord)]
    relatives = {record.key for record in records if isinstance(record, RelativeRecord)}
    structures = {record.key for record in records if isinstance(record, StructureRecord)}
    staff = [record for record in records if isinstance(record, StaffRecord)]
    told = [(pupil.key, relation) for pupil in pupils for relation in pupil.relations]
    guardians = [(key, one.relative) for key, one in told if kinship_of(one.link) != THE_PUPIL]

    # 642 pupils, each enrolled, each in one class; 701 staff of whom 101 are attached nowhere.
    assert of_source("pupil", "person_id") == of_source("enrolment", "pupil_id") == len(pupils) == 642
    assert of_source("post", "person_id") == sum(member.attachment in structures for member in staff) == 600
    # 1,329 relatives: 300 are of no pupil, 26 are adult pupils themselves, 1,003 answer for somebody.
    assert plan.left_out == {"orphelins": 300, "eux-mêmes": 26, "partis": 0}
    assert len({key for _pupil, key in guardians} & relatives) == 1329 - 300 - 26 == 1003
    assert of_source("guardianship", "pupil_id") == len(set(guardians)) == 1038
    assert of_source("person", "id") == 642 + 1003 + 600
    # Of the old generation: father and mother are both legal representatives, whoever is written 2.
    levels = dict(rows("SELECT level, count(*) FROM guardianship g JOIN person_key k ON k.person_id = g.pupil_id"
                       " WHERE k.kind = 'aaf' AND k.source = '000' GROUP BY level"))  # fmt: skip
    himself = Counter(one.legal for _key, one in told if kinship_of(one.link) == THE_PUPIL)
    assert levels == {1: 622 + 289 - himself[1] - himself[2], 3: 153 - himself[0]}

    members = {(one.structure, one.code) for pupil in pupils for one in pupil.divisions}
    assert count("SELECT count(*) FROM pupil_group g JOIN school s ON s.id = g.school_id"
                 " WHERE s.source = '000' AND g.kind = 'division'") == len(members)  # fmt: skip
    assert of_source("membership", "pupil_id") == sum(len(one.divisions) + len(one.groups) for one in pupils)
    assert plan.nomenclatures == (718, 2504)
    assert plan.total(What.SCHOOL_NEW) == len(structures) == 10
    assert plan.total(What.STAFF_OUT) == plan.total(What.PUPIL_OUT) == 0

    # Nothing is lost: 101 staff of no school, 300 orphans and 26 pupils twice are listed, one by one.
    account = plan.account
    assert account.unexplained == 0
    assert account.read == account.applied + account.kept + account.listed
    assert account.listed == count("SELECT count(*) FROM aaf_note WHERE severity IN ('laissée de côté', 'usage')")
    assert account.listed == 101 + 300 + 26
    assert account.applied == 642 + 1003 + 600 + 10 + 718 + 2504

    before = everything()
    again = import_folder(CORPUS, apply=True)
    assert again.plan.is_empty
    assert everything() == before


def test_every_person_sorts_by_the_folded_form_of_her_names() -> None:
    import_folder(CORPUS, apply=True)
    assert (
        rows("SELECT 1 FROM person WHERE sorting_name <> lower(sorting_name) OR sorting_name ~ '[^a-z0-9 ]'") == []
    )


def test_each_file_may_come_alone() -> None:
    """Whatever is delivered, nothing fails; people without their school stay out."""
    for folder in sorted(child for child in CORPUS.iterdir() if child.is_dir()):
        outcome = import_folder(folder, apply=True)
        assert outcome.plan.removals == ()
