"""The number of a list item stands right before a figure: it is no part of it, and no figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import audit_document
from tests.documents import document


def printed(text: str) -> list[str]:
    return [figure.text for figure in audit_document(document(text)).figures]


@pytest.mark.parametrize("mark", [".", "．", "、", "．　"])
def test_paragraphs_that_count_up(mark: str) -> None:
    lines = ["3个站所完成改造。", "31户群众纳入监测。", "5家企业通过评估。", "12月底前完成验收，开展交流53场次。"]
    text = "\n".join(f"{number}{mark}{line}" for number, line in enumerate(lines, 1))
    assert printed(text) == ["3个", "31户", "5家", "53场次"]


def test_other_paragraphs_may_stand_between() -> None:
    assert printed("1.5个站所完成改造。\n各项任务有序推进。\n2.3家企业通过评估。") == ["5个", "3家"]


def test_items_within_a_sentence() -> None:
    text = "工作经费183.18万元，具体为：1、47.02万元用于器材；2、51.73万元用于修缮；3、84.43万元用于培养骨干。"
    assert printed(text) == ["183.18万元", "47.02万元", "51.73万元", "84.43万元"]
    text = "工作经费1,831,800.00元，具体为：1、470,200.00元用于器材；2、1,361,600.00元用于修缮。"
    assert printed(text) == ["1,831,800.00元", "470,200.00元", "1,361,600.00元"]


def test_an_amount_that_opens_a_paragraph_stays_one() -> None:
    assert printed("3.5万元用于修缮。\n各项任务有序推进。") == ["3.5万元"]
    assert printed("1.5万元用于修缮。\n1.8万元用于培训。") == ["1.5万元", "1.8万元"]
    assert printed("1、2、3号楼改造，支出3.5万元。") == ["3.5万元"]


@given(st.lists(st.integers(1, 99), min_size=2, max_size=8))
def test_so_many_figures_as_items(counts: list[int]) -> None:
    text = "\n".join(f"{number}.{count}个站所完成改造。" for number, count in enumerate(counts, 1))
    assert printed(text) == [f"{count}个" for count in counts]
