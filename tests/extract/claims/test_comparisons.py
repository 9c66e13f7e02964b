"""Comparisons as departments word them: what changed, against what, by how much."""

import pytest

from audit import ReportResult
from pipeline import audit_document
from tests.documents import document


def audited(text: str) -> ReportResult:
    return audit_document(document(text))


def accused(text: str) -> list[str]:
    return [f.family for f in audited(text).findings if f.severity != "info"]


def formulas(text: str, family: str = "change") -> list[tuple[str, str]]:
    return [(c.status, c.formula.partition("，报告为")[0]) for c in audited(text).claims if c.family == family]


# (sentence, figure to spoil, what it is spoilt to): the sentence holds, the spoilt one is accused.
WORDINGS = [
    ("公务接待费9.80万元，较上年减少18.50万元（65.37%）。", "65.37", "56.37"),
    ("会议费12.50万元，较上年增加2.50万元，25.00%。", "25.00", "20.00"),
    ("税收收入63,100万元，较上年同期增长5.20%，增收3,119万元。", "5.20", "2.50"),
    ("罚没收入816.2万元，同比减收45.9万元，下降5.32%。", "5.32", "3.52"),
    ("“三公”经费支出30.15万元，较上年决算数4.85万元，下降13.86%。", "13.86", "16.09"),
    ("办公费92.15万元，较上年（减少）7.85万元，（下降）7.85%。", "92.15", "29.15"),
    ("培训费9.74万元，较上年减少-0.26万元，增长-2.60%。", "-2.60", "-2.06"),
    ("培训费99.10万元，较上年100.00万元负增长0.90%。", "0.90", "9.00"),
    (
        "收入、支出总计分别为820.36万元和815.20万元，较上年各减少50.12万元、45.30万元，分别下降5.76%、5.26%。",
        "5.26",
        "2.56",
    ),
    (
        "接待费和车辆运行费分别为3.20万元和8.50万元，比上年分别减少0.80万元和1.50万元，下降20.00%和15.00%。",
        "15.00",
        "17.65",
    ),
    ("项目预算由年初的820.50万元调整为900.30万元，调增79.80万元。", "79.80", "78.90"),
    ("在编车辆由51辆减少为38辆，减少13辆。", "13辆", "15辆"),
    ("群众满意度由92.10%提高到95.50%，提高3.40个百分点。", "3.40", "4.30"),
    ("办公费50.00万元，差旅费47.80万元。差旅费同口径比2021年减少3.80万元，下降7.36%。", "7.36", "7.63"),
    ("产值3,000万元，是上年1,200万元的2.5倍。", "2.5", "1.5"),
    ("投资从2020年的1,200万元提高到2022年的3,000万元，是2020年的2.5倍。", "2.5", "1.5"),
    ("2024年度收、支总计均为357.21万元。收、支与2023年度相比，减少17.84万元，下降4.76%。", "4.76", "6.74"),
    (
        "2023年收入512.35万元，支出480.20万元。与2022年相比，收入增加20.35万元，增长4.14%；支出减少10.25万元，下降2.09%。",
        "2.09",
        "9.02",
    ),
    ("机关运行经费支出312.50万元，增支28.30万元，同比增长9.96%。", "9.96", "9.06"),
    ("2022年机关运行经费支出125.60万元，与上年125.60万元持平。", "上年125.60", "上年152.60"),
    # more or less of what was done
    ("差旅费支出54.30万元，与年初预算52.43万元相比多支出1.87万元，增幅3.57%。", "3.57", "5.37"),
    ("差旅费支出54.30万元，与上年61.50万元相比少支出7.20万元，降幅11.71%。", "11.71", "17.11"),
    (
        "办公费、印刷费分别支出18.00万元、20.11万元，比上年分别少开支6.79万元、6.87万元，分别下降27.39%、25.46%。",
        "25.46",
        "24.56",
    ),
    # said once for all that the sentence tells: no level before is the base
    (
        "工会账户收入、支出分别为2606.17万元和1562.96万元。与上年相比，收入增加138.20万元，增长5.60%；支出减少71.93万元，下降4.40%。",
        "4.40",
        "4.60",
    ),
    # the rate before the amount, in one enumeration
    ("抚恤支出5357.35万元，同比增长16.50%、增加758.73万元。", "16.50", "14.16"),
    # opening and closing told by these words alone
    ("固定资产账面数年初1595.83万元，年末1757.00万元，全年净增加161.17万元，增幅为10.10%。", "10.10", "11.10"),
    ("债务期初余额1595.83万元，期末余额1757.00万元，本期净增161.17万元。", "161.17", "166.17"),
    ("办件时间从30天缩短到12天，压缩比例60.00%。", "60.00", "66.00"),
    ("森林覆盖率由61.20%提升至63.50%，提升2.30个百分点。", "2.30", "3.20"),
    ("处理单价由12.50元下调为10.00元，下调20.00%。", "20.00", "25.00"),
]


@pytest.mark.parametrize(("sentence", "right", "wrong"), WORDINGS)
def test_a_spoilt_change_is_accused_and_the_true_one_is_not(sentence: str, right: str, wrong: str) -> None:
    assert "holds" in {status for status, _ in formulas(sentence)}
    assert accused(sentence) == []
    assert "change" in accused(sentence.replace(right, wrong))


HONEST = [
    # the level of the subject stands elsewhere or nowhere
    "本年支出100.00万元，其中公务接待费比上年减少3.00万元，下降23.00%。",
    "本年支出100.00万元，公务接待费较上年减少3.00万元，下降23.00%；培训费较上年增加2.00万元，增长40.00%。",
    "全年接待来访1,250人次，较上年减少120人次，其中集体上访人员减少30人次，下降25%。",
    "项目支出350万元，较年初预算增加50万元，主要是追加防汛经费30万元，增长16.67%。",
    "财政拨款收入500.00万元。与上年相比，基本支出增加20.00万元，增长8.30%。",
    "总支出1,200万元，比上年增加100万元，增长9.09%，其中民生支出增长12.5%，教育支出增加30万元，增长15%。",
    "支出812.5万元，完成预算的98.5%。其中：办公费比上年减少3.2万元，下降12.4%；差旅费比上年增加1.5万元，增长8.6%。",
    # rates alone: neither amount is the other's former value
    "第一产业增加值217.3亿元，增长4.7%；第二产业增加值1,288.7亿元，增长5.0%。",
    "非税收入837万元，占年初预算1,600万元的52.3%，同比下降11.7%。",
    "蔬菜产量213.3万吨，增长9.65%；水果产量89.9万吨，增长9.32%。",
    # loosely alike, or alike without a figure
    "公务接待费3.52万元，与上年3.46万元基本持平。",
    "财政供养人员320人，与上年持平。",
    "人均可支配收入由3,967元增加到7,330元，年均增长13.1%。",
    "参保人数88.55万人，比2013年增加18.39万人，年平均增长5.99%。",
    "产值300万元，为上年的2.5倍；人均支出1.2万元，是全省平均8,000元的1.5倍。",
    "车辆由5辆增加到8辆，新购车辆价款62.5万元。",
    "执行率95.2%，较上年92.1%提高3.1%。",
    # at least, many: no more than there was
    "全年完成投资350万元，至少完成年度任务120万元，比上年增长20%。",
    "许多支出52万元为代付，公用经费80万元，比上年增长30%。",
    # changes without a rate, of two figures or of none
    "会议费、培训费分别支出3.20万元和5.10万元，分别比上年减少0.60万元和0.30万元，主要是推行视频会议。",
    "两项经费分别比上年减少0.60万元和0.30万元。",
]


@pytest.mark.parametrize("sentence", HONEST)
def test_what_the_sentence_does_not_say_is_not_held_against_it(sentence: str) -> None:
    assert accused(sentence) == []
    assert "violated" not in {status for status, _ in formulas(sentence)}


def test_a_subject_named_again_takes_the_change_of_its_own_figure() -> None:
    text = (
        "“三公”经费预算3,328万元。其中，公务接待费478万元，公务用车费2,850万元。公务接待费比上年减少38万元，下降7.4%。"
    )
    assert formulas(text) == [("holds", "38万元÷(478万元+38万元)×100%=7.36%")]


def test_a_change_behind_the_old_value_is_of_the_sentence_not_of_the_old_value() -> None:
    text = "本年收入1,000万元，比年初预算900万元增加100万元，增长11.11%，比上年增加50万元，增长5.26%。"
    assert ("holds", "50万元÷(1,000万元-50万元)×100%=5.26%") in formulas(text)
    found = audited(text.replace("5.26", "6.25")).findings
    assert [f.computed.text for f in found if f.computed] == ["5.26%"]


def test_last_years_level_may_stand_behind_this_years() -> None:
    text = "今年支出500.00万元，去年支出450.00万元，同比增长11.11%。"
    assert formulas(text) == [("holds", "(500.00万元-450.00万元)÷450.00万元×100%=11.11%")]
