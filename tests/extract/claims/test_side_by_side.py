"""Lists whose items carry two measures, or answer other lists by their order; the same amount in two units."""

import pytest

from pipeline import audit_document
from tests.documents import document


def claims(text: str) -> list[tuple[str, str]]:
    judged = audit_document(document(text)).claims
    return [(claim.family, claim.status) for claim in judged if claim.status != "undecided"]


_TWO_MEASURES = (
    "安排小型工程26个共459.07万元，分别为道路类3个77.88万元、水利类13个343.69万元、绿化类10个37.50万元。",
    "全年实施小型工程26个，总投资459.07万元，其中：道路类3个、77.88万元，水利类13个、343.69万元，绿化类10个、37.50万元。",
    "共实施项目26个、投资459.07万元。其中道路类3个，投资77.88万元；水利类13个，投资343.69万元；绿化类10个，投资37.50万元。",
    "资助学生843人次，金额497.42万元，其中：普通高中563人次234.01万元，职业高中280人次263.41万元。",
)


@pytest.mark.parametrize("text", _TWO_MEASURES)
def test_both_measures_add_up(text: str) -> None:
    assert claims(text) == [("count", "holds"), ("sum", "holds")]


@pytest.mark.parametrize(
    ("text", "printed", "spoilt"), [(_TWO_MEASURES[0], "343.69", "348.69"), (_TWO_MEASURES[3], "234.01", "284.01")]
)
def test_a_slip_in_the_second_measure_is_found(text: str, printed: str, spoilt: str) -> None:
    found = [f for f in audit_document(document(text.replace(printed, spoilt))).findings if f.severity == "error"]
    assert [spoilt in [figure.text.removesuffix("万元") for figure in f.figures] for f in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "人员类、公用类预算分别为1,695.84万元和733.05万元，执行数分别为1,653.44万元和624.55万元，执行率分别为97.50%和85.20%。",
        "人员类预算1,695.84万元、公用类预算733.05万元，实际执行1,653.44万元和624.55万元，执行率分别达到97.50%和85.20%。",
        "甲、乙两项分别计划培训500人、320人，实际完成480人、304人，完成率分别为96%、95%。",
    ],
)
def test_rates_by_order(text: str) -> None:
    assert [claim for claim in claims(text) if claim[0] == "ratio"] == [("ratio", "holds")] * 2


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("人员类、公用类预算分别为1,695.84万元和733.05万元，执行数分别为1,653.44万元和624.55万元，执行率分别为97.50%和82.50%。", "82.50%"),
        ("机关党委下辖党支部4个，即执法支部、技术支部和离退休支部。", "4个"),
        ("机关党委下辖4个党支部（执法支部、技术支部以及离退休支部）。", "4个"),
        ("机关党委下辖执法支部、技术支部和离退休支部4个党支部。", "4个"),
        ("规划期内匡算投资6.42亿元（即64700万元），分年度安排。", "64700万元"),
        ("互助基金当年结余44.87万元，加上以前年度结余536.15万元，滚存结余531.02万元。", "531.02万元"),
    ],
)  # fmt: skip
def test_a_slip_is_found(text: str, wrong: str) -> None:
    found = [f for f in audit_document(document(text)).findings if f.severity == "error"]
    assert len(found) == 1
    assert wrong in [figure.text for figure in found[0].figures]


@pytest.mark.parametrize(
    "text",
    [
        # what stands beside the items is of another kind each time, or of no whole before them
        "实施项目26个，总投资459.07万元，其中：道路类3个，长77.88公里；水利类13个，惠及343户；绿化类10个。",
        "共有站所26个，其中：城区3个，人均经费7.88万元；乡镇13个，人均经费3.69万元；村级10个，人均经费2.50万元。",
        "共实施项目26个、投资459.07万元，其中道路类3个77.88万元、水利类13个343.69万元等。",
        "预算1,695.84万元，已支付653.44万元，执行率38.5%；合格率、满意率分别为97.5%和98.2%。",
        "规划投资6.42亿元（含配套4700万元），分年度安排。",
        "规划投资6.42亿元（即首期3.10亿元、二期3.32亿元），分年度安排。",
        "内设办公室、财务科等8个科室。先后在城关镇、东坪镇12个村开展宣讲，走访张庄村、李庄村20户。",
        "下辖执法支部、技术支部2个党支部和1个党小组；抽查东坪镇、西河乡8个村（含城关村、王家村）。",
        "设综合科、财务科、业务科3个科室和6个下属单位。",
        "互助基金上年结余536.15万元，当年结余44.87万元，上缴20.00万元，滚存结余561.02万元。",
    ],
)
def test_no_honest_list_is_accused(text: str) -> None:
    report = "某某县水务局2022年度部门整体支出绩效自评报告\n" + text
    assert [f.message for f in audit_document(document(report)).findings if f.severity != "info"] == []
