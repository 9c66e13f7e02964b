"""Folding never changes the length of a text, and puts ordinary characters in place of look-alikes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.folding import fold


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF)))
def test_folding_is_done_in_one_go(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_radicals_become_the_characters_they_stand_for() -> None:
    assert fold("⾦额、⻚数、⼈员、⽀出、⻋辆、⻓期、⺠⽣") == "金额、页数、人员、支出、车辆、长期、民生"


def test_compatibility_ideographs_and_vertical_punctuation_become_plain() -> None:
    assert fold("\uf90a額︵\uf98e度︶") == "金額（年度）"


def test_full_width_figures_stay_as_printed() -> None:
    text = "１２．５％，ＡＢ①㎡，１００万元"
    assert fold(text) == text
