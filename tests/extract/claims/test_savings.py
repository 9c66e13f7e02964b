"""What was saved is what was budgeted less what was paid; what an audit of the works cut is the claim less what it
allowed."""

import pytest

from audit import ReportResult
from pipeline import audit_document
from tests.documents import document


def balances(text: str) -> list[tuple[str, list[str]]]:
    result: ReportResult = audit_document(document(text))
    return [(c.status, [f.text for f in c.figures]) for c in result.claims if c.family == "balance"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("公用经费预算安排161.90万元，实际支出151.90万元，节约10.00万元。", "holds"),
        ("公用经费预算安排161.90万元，实际支出151.90万元，节约1.00万元。", "violated"),
        ("招标控制价500.00万元，中标价460.00万元，节约财政资金40.00万元。", "holds"),
        ("招标控制价500.00万元，中标价460.00万元，节约财政资金50.00万元。", "violated"),
        ("采购预算460.00万元，实际采购438.20万元，通过集中采购节约21.80万元。", "holds"),
        ("工程送审金额1200.00万元，审定金额1100.50万元，审减99.50万元。", "holds"),
        ("工程送审金额1200.00万元，审定金额1100.50万元，审减95.90万元。", "violated"),
    ],
)
def test_savings_are_checked(text: str, status: str) -> None:
    assert [s for s, _ in balances(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费预算30.00万元，实际支出25.00万元，较上年节约3.00万元。",
        "预算批复120.00万元，合同价110.00万元，节约率8.3%，已支付100.00万元。",
        "全年预算100.00万元，执行中追加20.00万元，实际支出105.00万元，节约15.00万元。",
        "会议费预算10.00万元，培训费预算5.00万元，实际支出12.00万元，节约3.00万元。",
        "全年预算100.00万元，实际支出90.00万元，节约10.00万元，其中公务用车节约3.00万元。",
    ],
)
def test_other_savings_are_not_accused(text: str) -> None:
    assert [figures for status, figures in balances(text) if status == "violated"] == []
