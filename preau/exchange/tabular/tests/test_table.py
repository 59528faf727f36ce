"""Bytes to cells: encodings, separators, quotes, and what is not a table at all."""

from __future__ import annotations

import pytest

from preau.exchange.tabular.records import Table
from preau.exchange.tabular.table import LARGEST, LONGEST_CELL, MOST_ROWS, read_table
from preau.kernel.refusals import NotPossible
from preau.kernel.words import number

HEAD = "Nom;Prénom;Classe\r\n"
NAME = "élèves.csv"


def read(text: str | bytes, encoding: str = "utf-8") -> Table:
    return read_table(text if isinstance(text, bytes) else text.encode(encoding), NAME)


def refusal(content: str | bytes) -> str:
    with pytest.raises(NotPossible) as refused:
        read(content)
    assert NAME in refused.value.message
    return refused.value.message


def reasons(table: Table) -> list[str]:
    return [anomaly.sentence for anomaly in table.anomalies]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("iso-8859-15", "iso-8859-15"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_encoding_is_found_out(encoding: str, told: str) -> None:
    word = "Cœur…" if encoding == "cp1252" else "Cœur"
    table = read(f"{HEAD}{word};Zoé;6e A\r\n", encoding)
    assert table.encoding == told
    assert table.headers == ("Nom", "Prénom", "Classe")
    assert table.rows[0].cells == (word, "Zoé", "6e A")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_out(separator: str) -> None:
    table = read(f"{HEAD}DUPONT;Zoé;6e A\r\n".replace(";", separator))
    assert table.separator == separator
    assert table.rows[0].cells == ("DUPONT", "Zoé", "6e A")


def test_commas_of_addresses_are_no_separators() -> None:
    table = read("Nom;Adresse\nDUPONT;21, rue des Acacias, 31000 Toulouse\nROUX;3, place du Midi, Auch\n")
    assert table.separator == ";"
    assert table.rows[0].cells[1] == "21, rue des Acacias, 31000 Toulouse"


def test_the_separator_that_a_spreadsheet_tells_is_believed() -> None:
    table = read("sep=,\r\nNom,Prénom\r\nDUPONT;É,Zoé\r\n")
    assert table.separator == ","
    assert (table.rows[0].line, table.rows[0].cells) == (3, ("DUPONT;É", "Zoé"))


def test_a_table_of_one_column_is_a_table() -> None:
    assert read("Nom\nDUPONT\n").rows[0].cells == ("DUPONT",)


def test_quotes_hold_separators_quotes_and_line_breaks() -> None:
    table = read('Nom;Adresse;Classe\n"DU;PONT";"1 rue ""du Bac""\nBât. B";6A\nROUX;;5B\n')
    assert table.rows[0].cells == ("DU;PONT", '1 rue "du Bac"\nBât. B', "6A")
    assert (table.rows[1].line, table.rows[1].cells) == (4, ("ROUX", "", "5B"))
    assert table.anomalies == ()


@pytest.mark.parametrize("line", ['"DUPONT;Zoé;6A', 'DUPONT;"Zoé"x;6A', '"DU"PONT;Zoé;6A'])
def test_a_stray_quote_is_a_character_and_swallows_nothing(line: str) -> None:
    table = read(f"{HEAD}{line}\nROUX;Ali;5B\n")
    assert [row.line for row in table.rows] == [2, 3]
    assert table.rows[1].cells == ("ROUX", "Ali", "5B")
    assert "ligne 2" in reasons(table)[0]
    assert "guillemet" in reasons(table)[0]


def test_two_stray_quotes_far_apart_do_not_join_the_lines_between_them() -> None:
    lines = "".join(f"NOM{n};Zoé;6A\n" for n in range(60))
    table = read(f'{HEAD}"ROUX;Ali;6A\n{lines}FIN;Zoé;6A"\n')
    assert len(table.rows) == 62


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_counts_as_one(end: str) -> None:
    table = read(f"Nom;Prénom{end}A;B{end}{end};{end}C;D")
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("A", "B")), (5, ("C", "D"))]


def test_a_line_too_long_for_its_header_is_left_out_and_told() -> None:
    table = read(f"{HEAD}DUPONT;Zoé;6A;encore\nROUX;Ali;5B;;\n")
    assert [row.cells[0] for row in table.rows] == ["ROUX"]
    assert table.anomalies[0].is_left_out
    assert "ligne 2" in reasons(table)[0]


def test_a_line_too_short_is_told_and_completed() -> None:
    table = read(f"{HEAD}DUPONT;Zoé\n")
    assert table.rows[0].cells == ("DUPONT", "Zoé", "")
    assert "2 cellules au lieu de 3" in reasons(table)[0]


def test_a_cell_of_a_million_characters_is_told_with_its_column() -> None:
    table = read(f"{HEAD}DUPONT;{'é' * 1_000_000};6A\n")
    assert table.rows[0].cells == ("DUPONT", "", "6A")
    assert table.anomalies[0].column == "Prénom"
    assert table.anomalies[0].place.line == 2
    assert "1 000 000" in table.anomalies[0].reason


def test_a_cell_at_the_bound_is_kept() -> None:
    assert read(f"{HEAD}{'A' * LONGEST_CELL};Zoé;6A\n").anomalies == ()


def test_invisible_characters_are_taken_off_and_told() -> None:
    table = read(f"{HEAD}DU\x07PONT;\u00a0Zoé ;6A\n")
    assert table.rows[0].cells == ("DUPONT", "Zoé", "6A")
    assert "invisibles" in reasons(table)[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (b" \r\n\r\n", "vide"),
        (b";;;\n;;\n", "vide"),
        (b"PK\x03\x04" + b"x" * 100, "classeur"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"Nom;Pr\x00nom\n", "texte"),
        (b"\x01\x02\x03\x04\x05;;\x06\x07", "texte"),
        ("Nom;Prénom\nDÉ;Zoé\n".encode() + "ROUX;Éloïse\n".encode("iso-8859-15")[:7], "ligne 3"),
        (b"\xef\xbb\xbfNom;Pr\xe9nom\n", "ligne 1"),
        (b"\xff\xfeN\x00o", "encodages"),
        (b";".join([b"a"] * 300) + b"\n", "colonnes"),
        (b"Nom;" + b"x" * 5000 + b"\n", "en-tête"),
    ],
)  # fmt: skip
def test_what_is_not_a_table_is_refused_in_words(content: bytes, told: str) -> None:
    assert told in refusal(content)


def test_a_table_of_too_many_lines_is_refused() -> None:
    assert number(MOST_ROWS) in refusal("Nom;Prénom\n" + "A;B\n" * (MOST_ROWS + 1))


def test_a_table_too_heavy_is_refused_before_it_is_read() -> None:
    assert "Mo" in refusal(b"x" * (LARGEST + 1))


def test_a_line_of_a_million_separators_is_told() -> None:
    table = read(f"{HEAD}{';' * 1_000_000}\nROUX;Ali;5B\n")
    assert [row.cells[0] for row in table.rows] == ["ROUX"]
    assert "ligne 2" in reasons(table)[0]
