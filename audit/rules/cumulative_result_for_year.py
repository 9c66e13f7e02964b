"""P107: a result summed over several years set against a target of one year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.scores import called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_SPAN = re.compile(
    r"(?P<first>20\d\d)年?(?:度)?(?:[-—~～至到]+)(?P<last>20\d\d)年?|(?P<since>20\d\d)年?(?:\d{1,2}月)?以来|自(?P<from>20\d\d)年"
)
_TOTAL = re.compile(r"累计|共计?|总计|合计|以来")
_MANY_YEARS = re.compile(r"累计|总量|总数|五年|三年|规划期|建设期|以来|存量|20\d\d年?[-—~～至]+20\d\d|长期")
_HEAD = "安和县水利局2022年度部门整体支出绩效自评报告\n| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"


@rule(
    "P107",
    "以多年累计数作当年完成值",
    family="period",
    severity="warning",
    basis="财预〔2020〕10号（单位自评针对年度绩效目标完成情况）",
    wrongly="指标本来就考核多年累计数而名称未写明的。",
    examples=[
        bad(
            _HEAD
            + "| 新增灌溉面积 | ≥500亩 | 2018-2022年累计新增620亩 | 20 | 20 |\n| 合格率 | 100% | 100% | 20 | 20 |",
            "2018-2022年累计新增620亩",
        ),
        bad(
            _HEAD + "| 培训人数 | ≥500人 | 2019年以来累计培训1,200人 | 20 | 20 |\n| 合格率 | 100% | 100% | 20 | 20 |",
            "2019年以来累计培训1,200人",
        ),
        good(_HEAD + "| 培训人数 | ≥500人 | 全年累计培训620人 | 20 | 20 |\n| 合格率 | 100% | 100% | 20 | 20 |"),
        good(
            _HEAD
            + "| 累计新增灌溉面积 | ≥500亩 | 2018-2022年累计新增620亩 | 20 | 20 |\n| 合格率 | 100% | 100% | 20 | 20 |"
        ),
        good(
            _HEAD
            + "| 培训人数 | 2019-2022年≥500人 | 2019年以来累计培训620人 | 20 | 20 |\n| 合格率 | 100% | 100% | 20 | 20 |"
        ),
    ],
    aliases=("PER-10",),
)
def cumulative_result_for_year(case: Case) -> Iterator[Finding]:
    """年度指标的完成值写的是几年的累计数，不能说明当年完成了多少。

    完成值写明起始年份早于评价年度、又有“累计”“共”“以来”等字样，而指标名称、指标值都没有说是累计数的才报；
    评价期跨几年的项目不看。
    """
    year = case.item.year
    if not year.isdigit():
        return
    for card in cards(case):
        for leaf in card.leaves:
            begun = _begun(leaf)
            if leaf.actual_place is None or begun is None or begun >= int(year):
                continue
            yield told(
                cumulative_result_for_year,
                case,
                leaf.actual_place,
                f"“{called(leaf)}”考核{year}年度（指标值{leaf.target.strip()}），完成值“{leaf.actual.strip()}”是{begun}年以来的累计数，"
                "当年完成多少无从核实。",
                labels=(leaf.code, leaf.name),
                figures=[Quoted(leaf.actual, None, "", "actual", leaf.actual_place)],
                advice="请填写评价年度当年的完成值。",
            )


def _begun(leaf: Indicator) -> int | None:
    """The first year of a total over several years; None where the result is no such total, or is meant to be one."""
    actual = fold(leaf.actual)
    span = _SPAN.search(actual)
    if (
        span is None
        or not _TOTAL.search(actual)
        or _MANY_YEARS.search(fold(f"{'/'.join(leaf.path)}{leaf.name}{leaf.target}"))
    ):
        return None
    return int(next(group for group in (span["first"], span["since"], span["from"]) if group))
