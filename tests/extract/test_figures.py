"""Figures: what is one and what is none; any amount printed in any of our notations is read back exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures import fold, scan, scan_figures
from extract.numerals import read

D = Decimal


def read_back(text: str, unit: str = "") -> list[tuple[str, Decimal, str]]:
    return [(ink, value, base) for ink, value, base, _ in scan_figures(text, unit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("调整预算数1057.06万元", [("1057.06万元", D("10570600"), "元")]),
        ("收入1,057.06 万元", [("1,057.06 万元", D("10570600"), "元")]),
        ("１，０５７．０６万元", [("１，０５７．０６万元", D("10570600"), "元")]),
        ("累计2 358 104万元", [("2 358 104万元", D("23581040000"), "元")]),
        ("结余417 .06万元", [("417 .06万元", D("4170600"), "元")]),
        ("投入1.2亿元", [("1.2亿元", D("120000000"), "元")]),
        ("壹佰贰拾万元整", [("壹佰贰拾万元整", D("1200000"), "元")]),
        ("占百分之九十五点三", [("百分之九十五点三", D("95.3"), "%")]),
        ("下降3.2个百分点", [("3.2个百分点", D("3.2"), "百分点")]),
        ("千分之几为8.5‰", [("8.5‰", D("0.85"), "%")]),
        ("增长-2.6%", [("-2.6%", D("-2.6"), "%")]),
        ("是上年的2.5倍", [("2.5倍", D("2.5"), "倍")]),
        ("惠及1.2万人、3万亩", [("1.2万人", D("12000"), "人"), ("3万亩", D("30000"), "亩")]),
        ("得0-2分", [("0", D("0"), "分"), ("2分", D("2"), "分")]),
        (
            "分别为100、200和300万元",
            [("100", D("1000000"), "元"), ("200", D("2000000"), "元"), ("300万元", D("3000000"), "元")],
        ),
        ("综合得分98.5", [("98.5", D("98.5"), "分")]),
        ("设十三个内设机构", [("十三个", D("13"), "个")]),
        ("约300余万元", [("300余万元", D("3000000"), "元")]),
    ],
)
def test_quantities_are_read(text: str, expected: list[tuple[str, Decimal, str]]) -> None:
    assert read_back(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年5月26日",
        "2019-2021年",
        "某财绩〔2021〕4号",
        "第3条第2款",
        "23价疫苗、60岁以上老人",
        "落实“省22条、市20条、区24条”",
        "A11部门目标",
        "C142020年系统运维",
        "（1）基本情况",
        "1.总体情况",
        "3．主要做法",
        "1-4季度",
        "截至11月9日，1—10月",
        "联系电话0871-62121234，手机13800138000",
        "身份证530103199001011234",
        "执行率=决算数/预算数×100%",
        "权重的1/3",
        "3号楼、2018版、4A级",
        "1+N体系，5G网络",
        "时间8:30",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert read_back(text) == []


@pytest.mark.parametrize("token", ["12..3万元", "1,2345万元", "1.2.3万元", "1，23万元"])
def test_malformed_numbers_are_told_not_read(token: str) -> None:
    drafts, broken = scan(f"支出{token}")
    assert drafts == [] and len(broken) == 1


def test_a_cell_lends_its_unit() -> None:
    assert read_back("1,234.50", "万元") == [("1,234.50", D("12345000"), "元")]
    assert read_back("(1,234.50)", "万元") == [("(1,234.50)", D("-12345000"), "元")]
    assert read_back("≥95%", "分") == [("95%", D("95"), "%")]


amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
SCALES = {"元": 0, "万元": 4, "亿元": 8, "千元": 3, "百万元": 6}


@given(amounts, st.sampled_from(sorted(SCALES)), st.sampled_from(["", ",", "，", "wide", "space"]))
def test_any_notation_is_read_back_to_value_and_step(amount: Decimal, unit: str, style: str) -> None:
    number = f"{amount:,.2f}" if style in (",", "，") else f"{amount:.2f}"
    if style == "，":
        number = number.replace(",", "，")
    if style == "wide":
        number = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."})
    ink = f"{number}{' ' if style == 'space' else ''}{unit}"
    found = list(scan_figures(f"支出{ink}。"))
    assert [(text, value, base) for text, value, base, _ in found] == [(ink, amount.scaleb(SCALES[unit]), "元")]
    assert found[0][3] == Decimal(1).scaleb(SCALES[unit] - 2)


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert read(_in_words(number)) == number


def _in_words(number: int) -> str:
    if number == 0:
        return "零"
    myriads, rest = divmod(number, 10_000)
    head = f"{_section(myriads)}万" if myriads else ""
    gap = "零" if myriads and 0 < rest < 1000 else ""
    return head + gap + (_section(rest) if rest else "")


def _section(number: int) -> str:
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        elif words and number:
            gap = True
    return words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成率为95.\n3.满意度90%", [("90%", D("90"), "%")]),
        ("结余12.\t3万元", [("3万元", D("30000"), "元")]),
        ("完成2.\u20033项", [("3项", D("3"), "项")]),
    ],
)
def test_a_number_never_reaches_over_the_end_of_a_line_or_cell(
    text: str, expected: list[tuple[str, Decimal, str]]
) -> None:
    assert read_back(text) == expected


@given(st.text(max_size=60) | st.text(alphabet="0123456789.．,，%- \n\t\u2003\u3000（）/至年万元个分", max_size=30))
def test_reading_never_fails_and_ink_is_where_it_says(text: str) -> None:
    assert len(fold(text)) == len(text)
    drafts, broken = scan(text)
    for draft in drafts:
        assert text[draft.start : draft.end].strip()
    for start, end, _ in broken:
        assert 0 <= start < end <= len(text)


def test_about_is_no_part_of_another_word():
    text = "全年签约255.64万元，节约7.01万元，预约120人次，总投资约300万元。"
    drafts, _ = scan(text)
    hedges = [draft.hedge for draft in drafts]
    assert hedges == ["", "", "", "约"]
