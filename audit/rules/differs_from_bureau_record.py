"""X101: 报告数与财政记录不一致."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.comparable import RECORD
from audit.finding import Finding
from audit.witness import contradictions, otherwise

_RECORDS = "单位,年度,指标,金额,计量单位\n云溪县水利局,2021,年初预算数,1842.36,万元\n云溪县水利局,2021,年末结转和结余,441132.57,元\n"


@rule(
    "X101",
    "报告数与财政记录不一致",
    family="baseline",
    severity="warning",
    basis="财政部门的预算批复、决算等记录（--baseline 所给）",
    wrongly="财政记录与报告口径不同（资金范围、调整时点、本级与汇总），或记录本身有误。",
    examples=[
        bad(
            "# 云溪县水利局2021年度部门整体支出绩效自评报告\n2021年年初预算1,824.36万元，年末结转和结余44.11万元。",
            "1,824.36万元",
            records=_RECORDS,
        ),
        bad(
            "# 云溪县水利局2021年度部门整体支出绩效自评报告\n2021年年初预算1,842.36万元，年末结转和结余47.11万元。",
            "47.11万元",
            records=_RECORDS,
        ),
        good(
            "# 云溪县水利局2021年度部门整体支出绩效自评报告\n2021年年初预算1,842.36万元，年末结转和结余44.11万元。",
            records=_RECORDS,
        ),
        # 另一年度、另一单位、其中一个项目的数不与记录比较
        good("# 云溪县水利局2020年度部门整体支出绩效自评报告\n2020年年初预算1,624.36万元。", records=_RECORDS),
        good("# 云溪县林业局2021年度部门整体支出绩效自评报告\n2021年年初预算1,624.36万元。", records=_RECORDS),
        good(
            "# 云溪县水利局2021年度部门整体支出绩效自评报告\n河道治理项目，年初预算624.36万元。其中：年末结转和结余12.00万元。",
            records=_RECORDS,
        ),
        good("# 云溪县水利局2021年度部门整体支出绩效自评报告\n2021年年初预算约1,800万元。", records=_RECORDS),
        # 同一事项报出两个数，不知道以哪个为准
        good(
            "# 云溪县水利局2021年度部门整体支出绩效自评报告\n2021年年初预算1,824.36万元。\n年初预算1,624.36万元。",
            records=_RECORDS,
        ),
    ],
)
def differs_from_bureau_record(case: Case) -> Iterator[Finding]:
    """报告所列的预算数、决算数、结转结余等，应当与财政部门自己的记录一致；记录用 --baseline 指定的文件夹给出。

    只有单位全称、年度、项目和资金性质都能确定是同一口径，且报告对同一事项只有一个说法时才比较；
    四舍五入、截位和末位两个单位以内的差不报；报告别处列有与记录相同的数的不报。
    """
    for mine, witness in contradictions(case):
        if witness.kind == RECORD:
            says = f"财政记录（{witness.source}，{witness.words}）"
            advice = "请核对报告与财政记录的口径（资金范围、年度、计量单位）；报告有误的请更正，口径不同的请注明。"
            yield otherwise(case, mine, witness, says, advice)
