"""N104: fewer bodies evaluated than bodies whose accounts the report takes in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, quoted, spots

_EVALUATED = re.compile(
    r"(?:纳入|开展|参加|参与|进行|应|列入|编制|填报|报送|组织)(?:(?!项目)[^，。；、]){0,20}?自评(?:范围|报告)?的?(?:预算|基层)?单位(?:共有?|为|有|数为|数)?\s*(?P<count>\d{1,3})\s*[个家]"
    r"|自评单位(?:共有?|为|有|数为|数)?\s*(?P<plain>\d{1,3})\s*[个家]"
)
_ACCOUNTED = re.compile(
    r"(?:纳入|列入|汇总)[^，。；、]{0,16}?决算[^，。；、]{0,16}?(?:机构|单位)(?:数)?(?:共有?|共计|为|有)?\s*(?P<count>\d{1,3})\s*[个家]"
)


@rule(
    "N104",
    "自评单位数与决算编报单位数不同",
    family="count",
    severity="info",
    basis="财预〔2020〕10号（单位自评应当覆盖所有预算单位）",
    wrongly="只有本级有项目支出、所属单位由本级合并自评的。两个数所指不同，仅提示核对范围。",
    examples=[
        bad("本部门开展绩效自评的单位1个。\n纳入2022年度部门决算编报的独立编制机构共5个。", "1个"),
        good("本部门开展绩效自评的单位5个。\n纳入2022年度部门决算编报的独立编制机构共5个。"),
        good("开展项目支出自评的单位3个，纳入2022年度部门决算汇总的单位5个。"),
        good("纳入2022年度部门决算编报的独立编制机构共5个，其中行政单位1个。"),
    ],
    aliases=("XSE-05", "PER-08"),
)
def number_of_bodies_differs(case: Case) -> Iterator[Finding]:
    """报告写明的自评单位数少于（或多于）纳入部门决算编报的单位数时，提示核对自评是否覆盖全部单位、数据是本级的还是全部门的。"""
    evaluated = _first(case, _EVALUATED)
    accounted = _first(case, _ACCOUNTED)
    if evaluated is None or accounted is None or evaluated[1] == accounted[1]:
        return
    spot, other = evaluated[0], accounted[0]
    yield found(
        number_of_bodies_differs,
        case,
        [spot],
        f"“{spot.ink}”，而“{other.ink}”，两个范围不同。自评可能没有覆盖全部单位，也可能正文数据的口径（本级、全部门）不一致。",
        labels=("自评单位数",),
        figures=(*quoted(case, spot, "stated"), *quoted(case, other, "stated")),
        advice="请说明未纳入自评的单位及原因，并注明各项数据的口径。",
    )


def _first(case: Case, pattern: re.Pattern[str]) -> tuple[Spot, int] | None:
    """The first place that tells a number of bodies, and the number."""
    for spot, match in spots(case, pattern, given=("自评", "决算")):
        return spot, int(next(group for group in match.groups() if group))
    return None
