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
    ("2021年会议费12.36万元，2020年为10.11万元，较2020年增加2.25万元。", "2.25", "2.85", "change"),
    (
        "收入1,200.5万元，支出1,180.2万元，分别比上年增加100.5万元、80.2万元，增长9.14%和7.29%。",
        "7.29",
        "7.92",
        "change",
    ),
    ("预算执行率95.12%，比上年92.35%提高2.77个百分点。", "2.77", "2.27", "change"),
    ("下设5个事业单位，即信息中心、评审中心、债务中心、国资中心、会计中心。", "5个", "6个", "count"),
    ("一是设备60.44万元；二是培训22.92万元；三是劳务67.33万元。以上三项合计150.69万元。", "150.69", "156.09", "sum"),
    ("上年结转5.14万元，本年财政拨款39.01万元，全年可用资金44.15万元。", "44.15", "41.45", "balance"),
    ("送审金额2994.21万元，审减449.13万元，审定2545.08万元。", "2545.08", "2455.08", "balance"),
    (
        "“三公”经费支出106.34万元，其中：因公出国（境）费0.00万元，公务用车运行维护费74.73万元，公务接待费31.61万元。",
        "74.73",
        "4.73",
        "sum",
    ),
    ("合计33.88亿元，已分配33.80亿元，未分配0.08亿元。", "33.88", "33.83", "sum"),
    ("栽植苗木10,000株，成活9,527株，成活率95.27%。", "9,527", "9,257", "ratio"),
    ("运行费支出1.85万元，年初预算为2.4万元，差值为0.55万元。", "2.4", "2.9", "balance"),
    ("基本支出812万元，占财政拨款支出的79.53%；项目支出209万元，占财政拨款支出的20.47%。", "20.47", "24.07", "share"),
    (
        "收入500.25万元，其中：拨款收入480.25万元，事业收入0万元，经营收入0万元，其他收入20.00万元。",
        "480.25",
        "480.52",
        "sum",
    ),
    ("全年为3933人发放生活补贴，标准为每人每月50元，发放12个月，合计发放235.98万元。", "235.98", "253.98", "product"),
]


@pytest.mark.parametrize(("passage", "right", "wrong", "family"), WRONG)
def test_one_wrong_figure_is_found(passage: str, right: str, wrong: str, family: str) -> None:
    assert [f for f in audited(passage).findings if f.severity == "error"] == []
    found = [f for f in audited(passage.replace(right, wrong, 1)).findings if f.severity == "error"]
    assert family in {f.family for f in found}
    assert any(wrong in q.text for f in found for q in f.figures)


@pytest.mark.parametrize(
    "text",
    [
        "市级资金45.66亿元，未分配0.32亿元，分配率99.3%。",
        "年均保土量3.51万t，新增蓄水2.6万m³，修建管道120m、生产道路3.2km。",
        "地方收入（同口径）完成30,161万元，同比增长14.6%，增收4,376万元。",
        "本年度总收入581.45万元，其中本年收入390.55万元，较2020年度决算数减少175.26万元，下降31%。",
    ],
)
def test_what_no_relation_can_be_read_from_is_left_alone(text: str) -> None:
    assert [f.message for f in audited(text).findings if f.severity != "info"] == []


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
