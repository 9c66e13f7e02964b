"""What chance explains: round amounts are apart by round amounts, so a near miss among them says little."""

from __future__ import annotations

import pytest

from pipeline import audit_document
from tests.documents import document


def errors(text: str) -> list[str]:
    return [f.family for f in audit_document(document(text)).findings if f.severity == "error"]


@pytest.mark.parametrize(
    "text",
    [
        "预算总额600万元，其中中央300万元，省级200万元，实际支出580万元。",
        "项目总投资9000万元，其中争取上级资金4000万元，地方配套3000万元。",
        "全年培训700人，其中干部400人，企业职工200人。",
    ],
)
def test_round_parts_that_miss_a_round_whole_are_an_open_list(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "预算总额623.45万元，其中中央300.12万元，省级223.33万元，实际支出580万元。",
        "项目总投资90374.6万元，其中争取上级资金40146.3万元，地方配套50328.3万元。",
    ],
)
def test_uneven_parts_that_miss_their_whole_by_one_digit_are_a_slip(text: str) -> None:
    assert errors(text) == ["sum"]
