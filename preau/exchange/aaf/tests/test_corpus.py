"""Every file of the AAF corpus, read in place: nobody of this project wrote them."""

from __future__ import annotations

from collections import Counter

import pytest

from preau.exchange.aaf.delivery import discover
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.parse import read_records
from preau.exchange.aaf.records import Category, PupilRecord, Record, RelativeRecord, StaffRecord
from preau.exchange.aaf.relations import Generation, interpret
from preau.exchange.aaf.tests.feed import CORPUS, read

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/aaf) n’est pas à côté du projet"
)


@pytest.fixture(scope="module")
def corpus() -> tuple[list[Record], ReadingNotes]:
    return read(CORPUS)


def test_every_file_is_read_and_counted(corpus: tuple[list[Record], ReadingNotes]) -> None:
    _records, notes = corpus
    counts = {category: number for (_source, category), number in notes.records.items()}
    assert counts == {
        Category.STRUCTURE: 10,
        Category.SUBJECT: 718,
        Category.MEF: 2504,
        Category.PUPIL: 642,
        Category.RELATIVE: 1329,
        Category.STAFF: 701,
    }


def test_each_file_is_also_read_alone() -> None:
    for file in discover(CORPUS)[0].files:
        notes = ReadingNotes()
        assert sum(1 for _ in read_records(file, notes)) == notes.records["000", file.category] > 0


def test_nothing_in_the_corpus_is_odd_or_unknown(corpus: tuple[list[Record], ReadingNotes]) -> None:
    _records, notes = corpus
    assert notes.anomalies == []
    assert not notes.unknown_attributes


def test_the_families_of_the_corpus(corpus: tuple[list[Record], ReadingNotes]) -> None:
    records, _notes = corpus
    pupils = [record for record in records if isinstance(record, PupilRecord)]
    relatives = {record.key for record in records if isinstance(record, RelativeRecord)}
    referenced = {relation.relative for pupil in pupils for relation in pupil.relations}
    assert sum(not pupil.relations for pupil in pupils) == 20
    assert len(referenced & relatives) == 1029
    assert len(relatives - referenced) == 300


def test_the_corpus_is_of_the_old_generation(corpus: tuple[list[Record], ReadingNotes]) -> None:
    records, notes = corpus
    reading = notes.evidence["000"].reading()
    assert reading.old_links is Generation.OLD
    levels: Counter[int] = Counter()
    for record in records:
        if isinstance(record, PupilRecord):
            levels.update(relation.level for relation in interpret(record.relations, reading))
    assert levels == {1: 622 + 289, 3: 153}


def test_the_staff_of_the_corpus(corpus: tuple[list[Record], ReadingNotes]) -> None:
    records, _notes = corpus
    staff = [record for record in records if isinstance(record, StaffRecord)]
    assert sum(not member.attachment for member in staff) == 101
    assert not any(function.code == "-" for member in staff for function in member.functions)
    assert sum(len(member.principal_of) for member in staff) == 99  # 126 values, of which 27 repeat another


def test_names_are_in_their_official_form(corpus: tuple[list[Record], ReadingNotes]) -> None:
    records, _notes = corpus
    people = [record for record in records if isinstance(record, PupilRecord | RelativeRecord | StaffRecord)]
    assert all(one.identity.last_name == one.identity.last_name.upper() for one in people)
    assert not any(one.identity.first_name.isupper() for one in people if len(one.identity.first_name) > 1)


def test_a_record_knows_where_it_was_read(corpus: tuple[list[Record], ReadingNotes]) -> None:
    records, _notes = corpus
    record = next(record for record in records if isinstance(record, PupilRecord) and record.key == "1908752")
    lines = (CORPUS / record.place.file).read_text().splitlines()
    assert lines[record.place.line - 1] == "<addRequest>"
    assert "1908752" in lines[record.place.line + 1]
