"""What holds for every table and for every sequence of bytes."""

from __future__ import annotations

import csv
import io

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from preau.exchange.tabular.mapping import propose_mapping
from preau.exchange.tabular.people import apply_mapping
from preau.exchange.tabular.records import Applied, Kind
from preau.exchange.tabular.table import SEPARATORS, read_table
from preau.kernel.refusals import NotPossible

#: The same examples at every run, however busy the machine is.
steadily = settings(deadline=None, derandomize=True)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFÉÈÀÇÔÜéèàçôüœŒ0123456789 -'.;,|\t\"\n"
cells = st.text(LETTERS, max_size=12).map(str.strip)
#: A row that is blank, or whose last lines are, is no row.
tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width).filter(any), max_size=8).map(
        lambda rows: ([f"colonne {n}" for n in range(width)], rows)
    )
)


@steadily
@given(
    table=tables,
    separator=st.sampled_from(SEPARATORS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "iso-8859-15", "cp1252", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_read_as_it_was(
    table: tuple[list[str], list[list[str]]], separator: str, encoding: str, end: str
) -> None:
    headers, rows = table
    written = io.StringIO()
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator=end).writerows([headers, *rows])
    content = written.getvalue().encode(encoding)
    if encoding in {"iso-8859-15", "cp1252"}:
        assume(not _is_utf8(content))
    read = read_table(content, "liste.csv")
    assert read.separator == separator
    assert list(read.headers) == headers
    assert [list(row.cells) for row in read.rows] == rows
    assert read.anomalies == ()


@steadily
@given(st.binary(max_size=400), st.sampled_from(Kind))
@example(b'"', Kind.PUPILS)
@example(b"\xff\xfe\x00\xd8", Kind.PUPILS)
@example(b"sep=;\n", Kind.PUPILS)
@example(b'Nom;Prenom\n"a;b\n"c";d\n', Kind.GUARDIANS)
def test_any_bytes_are_read_or_refused_in_words(content: bytes, kind: Kind) -> None:
    read_or_refused(content, kind)


@steadily
@given(st.text('Nom;Prénom\n\r"né le,élève123/ \x00\x85\u2028', max_size=300), st.sampled_from(Kind))
def test_any_text_under_known_headers_is_read_or_refused_in_words(text: str, kind: Kind) -> None:
    head = "Nom;Prénom;Né le;Téléphone;Nom élève;Prénom élève;r1_nom;Classe\n"
    read_or_refused((head + text).encode(), kind)


def read_or_refused(content: bytes, kind: Kind) -> None:
    """Records with their line, anomalies with their line and reason; or a refusal that names the file."""
    applied = _outcome(content, kind)
    if isinstance(applied, str):
        assert "« liste.csv »" in applied
        return
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for one in (*applied.records, *applied.anomalies):
        assert one.place.file == "liste.csv"
        assert 1 <= one.place.line <= lines
    assert all(anomaly.reason for anomaly in applied.anomalies)
    assert applied.anomaly_count == len(applied.anomalies)
    assert len({one.place for one in applied.records}) == len(applied.records)


def _outcome(content: bytes, kind: Kind) -> Applied | str:
    """What a table says, or why it is refused."""
    try:
        table = read_table(content, "liste.csv")
        return apply_mapping(table, propose_mapping(table, kind))
    except NotPossible as refused:
        return refused.message


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
