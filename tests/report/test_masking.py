"""A result is only walked through for masking where something in it may have to be masked: nothing may slip by."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.comparable import Key, Told
from audit.report.masking import mask, masked_result
from extract.document import Document, Line, Paragraph
from tests.report.samples import PLAIN


def _with(text: str):
    return msgspec.structs.replace(PLAIN, document=Document("txt", (Paragraph(text),)))


@given(st.text("0159 -０９Xx甲，", max_size=40))
def test_what_one_text_would_mask_a_result_masks(text):
    (shown,) = masked_result(_with(text)).document.blocks
    assert shown.text == mask(text)


@pytest.mark.parametrize("number", ["13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８"])
def test_a_number_is_masked_however_it_is_written(number):
    (shown,) = masked_result(_with(f"联系电话：{number}。")).document.blocks
    assert shown.text == mask(f"联系电话：{number}。") != f"联系电话：{number}。"


def test_a_result_without_numbers_is_the_same_object():
    assert masked_result(PLAIN) is PLAIN


def test_the_hashes_of_a_file_and_of_the_rules_are_no_text():
    result = msgspec.structs.replace(PLAIN, sha256="138123456789" * 5 + "abcd", ruleset="123456789012")
    assert masked_result(result) is result


def test_what_papers_are_compared_by_stays_as_it_is():
    told = (Told(Key("甲局", "", "2023", "", "income", ""), "甲局", "收入", "13812345678元", Decimal(1), Decimal(1)),)
    shown = masked_result(msgspec.structs.replace(_with("联系电话：13812345678。"), told=told))
    assert shown.told == told
    assert shown.document != _with("联系电话：13812345678。").document


def test_the_edges_of_a_box_are_no_digits_of_a_text():
    line = Line(0, 1, 708.9807659912109, 720.5, (72.0123456789, 84.1234567890123, 96.5))
    block = Paragraph("合计", lines=(line,))
    result = msgspec.structs.replace(PLAIN, document=Document("pdf", (block,)))
    assert masked_result(result) is result
