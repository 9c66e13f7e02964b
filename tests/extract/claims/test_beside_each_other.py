"""What stands beside a figure and says of what it is: what is left, shares that come to 100%, both ends of a change."""

import pytest

from pipeline import audit_document
from tests.documents import document

TITLE = "某县水务局2022年度部门整体支出绩效自评报告\n"


def errors(text: str) -> list[tuple[str, str]]:
    """(family, text of the first figure) of each error."""
    found = audit_document(document(TITLE + text)).findings
    return [(f.family, f.figures[0].text) for f in found if f.severity == "error"]


SPENT = "项目到位资金836.42万元，其中：中央资金478.72万元、省级资金357.70万元。截至年底，实际支出694.59万元，支出率{}，结余141.83万元。"
SAVED = "公用经费预算安排91.41万元，实际支出84.40万元，节约7.01万元，公用经费控制率{}。"


@pytest.mark.parametrize(("text", "right", "wrong"), [(SPENT, "83.04%", "85.40%"), (SAVED, "92.33%", "22.33%")])
def test_what_is_left_tells_of_which_amounts_a_rate_is(text: str, right: str, wrong: str) -> None:
    assert errors(text.format(right)) == []
    assert errors(text.format(wrong)) == [("ratio", wrong)]


def test_what_is_left_tells_nothing_of_other_rates() -> None:
    assert errors("全年预算100.00万元，支出90.00万元，结余10.00万元，服务对象满意度95.00%。") == []


def test_shares_that_come_to_all_of_it_leave_nothing_out() -> None:
    text = "2022年支出合计{}万元。基本支出3771.37万元，占总支出的55.07%；项目支出3077.27万元，占总支出的44.93%。"
    assert errors(text.format("6848.64")) == []
    assert errors(text.format("5809.37"))[0][0] == "sum"


def test_names_that_are_all_of_a_division_leave_nothing_out() -> None:
    text = "全年完成政府采购473.54万元，货物、工程、服务分别为30.05万元、421.65万元、{}万元；其中面向中小企业采购189.45万元。"
    assert errors(text.format("21.84")) == []
    assert errors(text.format("12.90"))[0][0] == "sum"


INCOME = "全年收入16712.39万元，其中：财政拨款收入10597.35万元，占{}；事业收入4758.99万元，占28.48%；其他收入1356.05万元，占8.11%。"


def test_shares_of_a_list_are_of_its_head() -> None:
    assert errors(INCOME.format("63.41%")) == []
    assert errors(INCOME.format("8.11%")) == [("share", "8.11%")]


def test_shares_of_a_list_are_not_of_one_of_its_items() -> None:
    text = (
        "基本支出包括人员经费405.90万元（工资289.43万元，补助116.47万元），占88.50%；日常公用经费52.73万元，占11.50%。"
    )
    assert errors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "上年收入8986.51万元，本年收入7172.01万元，减少了1814.50万元，降幅为{}。",
        "2022年部门年初预算为8986.51万元，调整预算数为7172.01万元，较年初预算减少1814.50万元，下降{}。",
    ],
)
def test_the_rate_of_a_change_is_of_the_level_before(text: str) -> None:
    assert errors(text.format("20.19%")) == []
    assert errors(text.format("25.30%")) == [("change", "25.30%")]


def test_a_figure_in_the_wrong_unit_beside_figures_that_tell_it() -> None:
    assert errors("全年预算628.79万元，实际支出564.65元，结余64.14万元。") != []


@pytest.mark.parametrize(
    "text",
    [
        "全年收到补贴645.16万元。全年签约255.64万元，其中货物、工程、服务三类分别签约67.34万元、122.14万元和66.16万元。",
        "货物、工程和服务合同金额依次为604.71万元、1206.09万元和551.98万元，占合同总价2362.78万元的比重依次为25.59%、51.05%和23.36%。",
        "专户资金本年收到256.38万元，本年使用180.49万元，年末结余75.89万元。\n2022年末结转和结余75.98万元。",
        "专款结余108.60万元，其中财政收回32.70万元，结转下年75.90万元。\n2022年末结转和结余71.90万元。",
    ],
)
def test_lists_and_balances_of_other_matters_are_not_accused(text: str) -> None:
    assert errors(text) == []
