"""X201: 年初数与上年报告的年末数不一致."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.comparable import CLOSINGS, RECORD
from audit.finding import Finding
from audit.witness import contradictions, otherwise

_LAST = "# 云溪县水利局2020年度部门整体支出绩效自评报告\n2020年年末结转和结余88.72万元。"
_THIS = "# 云溪县水利局2021年度部门整体支出绩效自评报告\n"


@rule(
    "X201",
    "年初数与上年报告的年末数不一致",
    family="across",
    severity="warning",
    basis="本年年初数应当等于上年年末数",
    wrongly="会计差错更正、机构合并划转、追溯调整会改变年初数，应当有说明。",
    examples=[
        bad(f"{_THIS}年初结转和结余87.82万元，年末结转和结余44.11万元。", "87.82万元", other=_LAST),
        bad(f"{_THIS}上年结转和结余78.72万元。", "78.72万元", other=_LAST),
        good(f"{_THIS}年初结转和结余88.72万元，年末结转和结余44.11万元。", other=_LAST),
        good(f"{_THIS}年初结转和结余88.7万元。", other=_LAST),
        good(f"{_THIS}年初结转和结余87.82万元。", other=_LAST.replace("水利局", "林业局")),
        good(f"{_THIS}年初结转和结余87.82万元。", other=_LAST.replace("2020", "2019")),
        good(f"{_THIS}本年收入1,200.00万元，其中：年初结转和结余12.00万元。", other=_LAST),
    ],
    aliases=("YOY-01",),
)
def opening_differs_from_last_closing(case: Case) -> Iterator[Finding]:
    """同一单位（或同一项目）本年报告的年初结转和结余，应当等于上年报告的年末结转和结余。

    两份报告须在同一批次中，单位、年度和资金性质都能确定；只问年度较晚的一份，四舍五入造成的差不报。
    两份报告另有相同的数，或两数只差一处笔误的，列为疑点；否则只作提示：也可能是同名的另一单位或另一口径。
    """
    for mine, witness in contradictions(case):
        if witness.kind != RECORD and mine.key.measure in CLOSINGS:
            says = f"{witness.year}年度报告（{witness.source}）所列“{witness.words}”"
            yield otherwise(case, mine, witness, says, "请核对两个年度的报告；确有追溯调整、机构划转等原因的，请说明。")
