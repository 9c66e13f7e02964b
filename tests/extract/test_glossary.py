import pytest

from extract.glossary import fund_of, measure_of, normal_label, period_of, specific, terms


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("年初预算数", "budget_initial"),
        ("全年预算数（万元）", "budget_revised"),
        ("预算执行率", "execution_rate"),
        ("2022年决算数比2021年增减", "change"),
        ("支出决算数", "final"),
        ("年末结转和结余", "carried_over"),
        ("某项目", ""),
    ],
)
def test_measure(words, measure):
    assert measure_of(words) == measure


@pytest.mark.parametrize(
    ("words", "period"),
    [("2022年度决算", "2022"), ("上年数", "last"), ("本年支出", "this"), ("2021—2022年", ""), ("预算", "")],
)
def test_period(words, period):
    assert period_of(words) == period


def test_fund():
    assert fund_of("政府性基金预算财政拨款") == "government_fund"
    assert fund_of("基本支出") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“三公”经费支出决算数", "三公经费"),
        ("其中：公务用车运行维护费", "公务用车运行费"),
        ("1.因公出国（境）费用", "因公出国(境)费"),
        ("（一）基本支出", "2022年基本支出"),
        ("一般公共预算财政拨款三公经费", "三公经费"),
    ],
)
def test_one_subject_has_one_label(one, other):
    assert normal_label(one) == normal_label(other)


def test_different_subjects_keep_different_labels():
    labels = {
        normal_label(words)
        for words in ("人员经费", "公用经费", "基本支出", "项目支出", "公务接待费", "公务用车购置费")
    }
    assert len(labels) == 6


def test_generic_labels_are_not_specific():
    assert not any(specific(normal_label(words)) for words in ("合计", "金额", "资金总额", "小计", "支出合计数"))
    assert specific(normal_label("公务接待费"))


def test_no_alias_stands_for_two_measures():
    aliases = [a for group in terms()["measures"].values() for words in group.values() for a in words]
    assert len(aliases) == len(set(aliases))
