"""Project spending described as staff or running costs, which belong to basic spending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, quoted, spots

_BASIC = r"(?P<kind>日常公用(?:支出|经费)|日常运转经费|公用经费|人员经费)"
_SHARE = re.compile(
    rf"项目支出[^。；;\n]{{0,60}}?{_BASIC}[^。；;\n]{{0,60}}?占(?:本年|全部|总)?项目(?:总)?支出(?:总额)?的?\s*(?P<share>[\d.]+)\s*[%％]"
)
_ALL = re.compile(rf"(?<!基本支出和)项目支出[^。；;，,\n]{{0,30}}[，,]\s*(?:均为|全部为|全部用于|都是|全部是){_BASIC}")
_NOT = re.compile(r"基本支出[^。；;\n]*$")


@rule(
    "C101",
    "项目支出列为日常公用、人员经费",
    family="classification",
    severity="warning",
    basis="部门预算、决算编制口径（基本支出＝人员经费＋公用经费）",
    wrongly="按经济分类说明项目支出用途时写成“公用经费”；经批准由项目经费负担的编外人员经费。",
    examples=[
        bad(
            "（2）项目支出情况。2022年项目支出234.50万元，日常公用支出等（商品和服务支出、办公设备购置等）234.50万元,占项目支出的100％。",
            "234.50万元",
        ),
        bad("2022年项目支出120万元，全部为人员经费。", "120万元"),
        good(
            "2022年基本支出100万元，其中：人员经费80万元，公用经费20万元，占基本支出的20%。项目支出50万元，占总支出的33%。"
        ),
        good("本年支出150万元：基本支出100万元，项目支出50万元，人员经费80万元，公用经费20万元。"),
        good("项目支出50万元，其中：商品和服务支出30万元，占项目支出的60%；资本性支出20万元，占项目支出的40%。"),
        good("项目支出50万元，全部用于信息系统建设。"),
    ],
    aliases=("XSE-09",),
)
def project_spending_called_running_cost(case: Case) -> Iterator[Finding]:
    """部门预决算中，人员经费、（日常）公用经费属于基本支出，与项目支出并列，不能又成为项目支出的组成。

    只在写明“占项目支出的××%”或“均为、全部为”时报。可能是照抄了基本支出一段的文字，也可能基本支出与项目
    支出划分有误；按经济分类列示商品和服务支出等的，不报。
    """
    for pattern in (_SHARE, _ALL):
        for spot, match in spots(case, pattern, "kind", given=("项目支出",)):
            if _NOT.search(spot.passage.text[: match.start()]):
                continue
            kind = match.group("kind")
            yield found(
                project_spending_called_running_cost,
                case,
                [spot],
                f"此处把“{kind}”列为项目支出的组成，而{kind}属于基本支出。可能照抄了基本支出一段的文字，"
                "也可能基本支出与项目支出划分有误，或实为按经济分类列示。",
                labels=("项目支出", kind),
                figures=quoted(case, Spot(spot.passage, match.start(), match.end())),
                advice="请核对该款项的支出类别，改写用途说明或调整分类。",
            )
