"""Identifiers that people carry on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.kernel.ids import is_uai, new_paper_code, normalised_paper_code, token_digest, uai_letter


@given(st.integers(0, 9_999_999))
def test_a_uai_is_seven_figures_and_their_letter(number: int) -> None:
    uai = f"{number:07d}{uai_letter(f'{number:07d}')}"
    assert is_uai(uai)
    assert not is_uai(f"{number:07d}{'B' if uai[7] != 'B' else 'C'}")


@pytest.mark.parametrize(
    "text",
    ["", "0310001", "0310001h", " 0310001H", "0310001H\n", "٠٣١٠٠٠١H", "03100011H"],
)
def test_anything_else_is_no_uai(text: str) -> None:
    assert uai_letter("0310001") == "H"
    assert not is_uai(text)


@given(st.text(alphabet=" -–\t", max_size=3))
def test_a_code_is_the_same_however_it_is_typed(blank: str) -> None:
    code = new_paper_code()
    assert normalised_paper_code(blank.join(code.lower())) == normalised_paper_code(code) == code.replace("-", "")
    assert len(token_digest(code)) == 32
