"""Dates in one sentence whose order can't be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, spots


def _date(name: str) -> str:
    return rf"(?P<y{name}>20\d{{2}})\s*年\s*(?P<m{name}>\d{{1,2}})\s*月(?:\s*(?P<d{name}>\d{{1,2}})\s*日)?"


_SPAN = re.compile(_date("1") + r"(?:起|开始)?\s*(?:至|到|—|-|–|~|～){1,2}\s*" + _date("2") + r"(?:止)?")
_WORKS = re.compile(
    r"(?:于|自|在)?" + _date("1") + r"(?:正式|全面)?(?:开工|动工|启动|开始)(?:建设|施工|实施)?[，,、；;]?(?:并|已)?"
    r"(?:于|在)?" + _date("2") + r"(?:全面|全部|正式)?(?:完工|竣工|建成|结束|完成)"
)
_CALLED = r"(?:日期|时间)?(?:为|是|[:：])?\s*"
_NAMED = re.compile(
    rf"(?<!计划)(?<!拟)(?:开工|动工){_CALLED}{_date('1')}[，,、；;]\s*(?:实际)?(?:完工|竣工|建成){_CALLED}{_date('2')}"
)


@rule(
    "P105",
    "起止日期先后颠倒",
    family="period",
    severity="warning",
    basis="财预〔2020〕10号（自评内容应当真实、前后一致）",
    wrongly="倒序列示的年份、日期。因此只看写全年月的起止时间和开工、完工时间。",
    examples=[
        bad("评价时段为2022年12月31日至2022年1月1日。", "2022年12月31日至2022年1月1日"),
        bad("项目于2022年5月开工建设，于2022年3月完工。", "于2022年5月开工建设，于2022年3月完工"),
        bad(
            "工程合同2023年8月15日签订，开工日期2023年9月1日，竣工日期2023年8月30日。",
            "开工日期2023年9月1日，竣工日期2023年8月30日",
        ),
        good("工程开工日期2023年6月1日，竣工日期2023年8月30日。"),
        good("评价时段为2022年1月1日至2022年12月31日。"),
        good("项目于2021年5月10日开工，2022年3月完工；2022年3月至2022年3月15日验收。"),
        good("比较2022年12月31日与2022年1月1日的余额。"),
    ],
    aliases=("PER-09",),
)
def dates_out_of_order(case: Case) -> Iterator[Finding]:
    """“某年某月至某年某月”的终点、“开工……完工”的完工时间，不能早于起点。

    两个日期都写明年、月时才比较；只写到月的，同月不算颠倒。
    """
    for label, pattern in (("起止", _SPAN), ("开工完工", _WORKS), ("开工完工", _NAMED)):
        for spot, match in spots(case, pattern, given=("月",)):
            (first_year, first_month, first_day), (year, month, day) = (
                tuple(int(match.group(part + n) or 0) for part in "ymd") for n in "12"
            )
            if not first_day or not day:
                first_day = day = 0
            if (year, month, day) < (first_year, first_month, first_day):
                yield found(
                    dates_out_of_order,
                    case,
                    [Spot(spot.passage, spot.start, spot.end)],
                    f"“{spot.ink}”的结束时间早于开始时间，至少一处日期有误；也可能是两个日期写反。",
                    labels=(label,),
                    advice="请核对后更正。",
                )
