"""Prose as departments write it: relations that hold are found and held; one wrong digit is found or left undecided,
and never turned against another sentence."""

from pathlib import Path

import pytest

from audit import ReportResult
from pipeline import audit_document
from tests.documents import document

PASSAGES = (Path(__file__).parent / "passages.txt").read_text(encoding="utf-8").strip().splitlines()


def audited(text: str) -> ReportResult:
    return audit_document(document(text))


@pytest.mark.parametrize("passage", PASSAGES)
def test_clean_passages_hold(passage: str) -> None:
    result = audited(passage)
    assert [f.message for f in result.findings if f.severity != "info"] == []
    assert any(c.status == "holds" for c in result.claims)


WRONG = [
    ("基本支出986.36万元，项目支出300万元，合计支出1,286.36万元。", "986.36", "936.36", "sum"),
    (
        "授予中小企业合同金额198.2万元，其中：授予小微企业合同金额150万元，占授予中小企业合同金额的75.68%。",
        "75.68",
        "57.68",
        "share",
    ),
    ("机关运行经费支出68.32万元，比年初预算数减少4.68万元，降低6.41%。", "6.41", "6.85", "change"),
    ("全年预算数2502万元，全年执行数2480.35万元，执行率99.13%。", "99.13", "98.13", "ratio"),
    ("固定资产原值523.60万元，累计折旧201.15万元，净值322.45万元。", "201.15", "210.15", "balance"),
    ("下设6个内设机构，分别为：办公室、预算科、国库科、社保科、农业科、综合科。", "6个", "8个", "count"),
    ("收回有效问卷118份，满意115份，满意度97.46%。", "115份", "151份", "ratio"),
    ("公用经费预算128.00万元，实际支出122.93万元，控制在预算以内。", "122.93", "142.93", "overrun"),
    ("实有在职人员42人，其中行政编制20人，事业编制22人，退休人员18人。", "22人", "32人", "count"),
    ("投诉举报50件（16.6%），咨询建议38件（12.6%），求助服务214件（70.9%），合计302件。", "38件", "58件", "count"),
    ("专项投入由2022年的310.77万元增至2023年的341.01万元，增长9.73%。", "9.73", "8.87", "change"),
    ("全年为3933人发放生活补贴，标准为每人每月50元，发放12个月，合计发放235.98万元。", "235.98", "253.98", "product"),
]


@pytest.mark.parametrize(("passage", "right", "wrong", "family"), WRONG)
def test_one_wrong_figure_is_found(passage: str, right: str, wrong: str, family: str) -> None:
    assert [f for f in audited(passage).findings if f.severity == "error"] == []
    found = [f for f in audited(passage.replace(right, wrong, 1)).findings if f.severity == "error"]
    assert family in {f.family for f in found}
    assert any(wrong in q.text for f in found for q in f.figures)


def test_both_widths_of_punctuation_read_alike() -> None:
    wide = "财政拨款收入3859.16万元，占93.54%；其他收入266.33万元，占6.46%；收入合计4125.49万元。"
    narrow = wide.translate(str.maketrans("，；", ",;"))
    assert [(c.family, c.status) for c in audited(wide).claims] == [
        (c.family, c.status) for c in audited(narrow).claims
    ]


def test_shares_of_one_whole_are_not_one_fact() -> None:
    text = (
        "全县采购规模为2107.5万元。其中公开招标1641.4万元，占全县采购规模的77.9%。"
        "授予小微企业1607.2万元，占全县采购规模的76.3%。"
    )
    result = audited(text)
    assert [c.formula for c in result.claims if c.family == "restate"] == []
    assert result.findings == ()
