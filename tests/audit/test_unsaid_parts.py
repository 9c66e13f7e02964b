"""A part that a list may leave unsaid makes a doubt of what would else be an error, and is named with its size."""

from __future__ import annotations

import pytest

from pipeline import audit_document
from tests.documents import document

HEAD = "某县水利局2023年度部门整体支出绩效自评报告\n一、部门概况\n"


def told(text: str) -> list[tuple[str, str]]:
    """(severity, rule) of what is told."""
    return [(f.severity, f.rule) for f in audit_document(document(HEAD + text)).findings if f.severity != "info"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年末在职人员128人，其中行政46人、事业75人。", ("warning", "N101")),  # 工勤 may be unsaid
        ("在职128人（行政46人、事业75人）。", ("warning", "N101")),
        ("年末在职人员128人，其中行政46人、事业92人。", ("error", "N101")),  # what is unsaid is never negative
        ("年末在职人员128人，由行政46人、事业75人组成。", ("error", "N101")),  # the words leave nothing out
        ("年末在职人员128人，其中行政46人、事业75人、工勤人员10人。", ("error", "N101")),
        ("学生1203人，其中男生610人、女生583人。", ("error", "N101")),
        ("本年采购支出1284.50万元，其中货物类620.30万元、工程类503.10万元。", ("error", "T101")),
        ("本年采购支出1284.50万元，其中货物类620.30万元、工程类503.10万元、服务类150.10万元。", ("error", "T101")),
    ],
)
def test_parts_that_fall_short(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


def test_the_unsaid_part_is_named_with_its_size() -> None:
    (found,) = audit_document(document(HEAD + "年末在职人员128人，其中行政46人、事业75人。")).findings
    assert found.needs is not None and (found.needs.value, found.needs.unit) == (7, "人")
    assert "为7人（报告未写明），则可以成立" in found.message
