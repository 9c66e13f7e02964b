"""E102: one execution rate told on the opening budget and again on the revised one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from audit.case import Case, Judged
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.spot import found, spot_at

_BASES = {"budget_initial": "年初预算数", "budget_revised": "调整后（全年）预算数"}


class _Rate(msgspec.Struct, frozen=True):
    """A rate that holds, the amount spent and the budget it is taken on."""

    judged: Judged
    spent: Quoted
    base: Quoted
    rate: Quoted
    measure: str


@rule(
    "E102",
    "同一支出的执行率所用预算口径不一",
    family="ratio",
    severity="info",
    basis="财预〔2020〕10号（预算执行率＝全年执行数/全年预算数）",
    wrongly="有意同时列出按年初预算、按调整预算计算的两个执行率，并已写明的。",
    examples=[
        bad(
            "# 一、预算情况\n全年预算数1,200万元，年初预算数1,000万元，执行960万元，预算执行率80%。\n"
            "# 三、执行情况\n年初预算数1,000万元，执行960万元，预算执行率96%。",
            "96%",
        ),
        good(
            "# 一、预算情况\n全年预算数1,200万元，年初预算数1,000万元，执行960万元，预算执行率80%。\n"
            "# 三、执行情况\n全年预算数1,200万元，执行960万元，预算执行率80%。"
        ),
        good(
            "# 一、预算情况\n年初预算数1,000万元，执行960万元，完成年初预算的96%，全年预算数1,200万元，预算执行率80%。"
        ),
    ],
    aliases=("PER-07",),
)
def rates_on_two_budgets(case: Case) -> Iterator[Finding]:
    """同一支出数，一处的预算执行率按年初预算算，另一处按调整后预算算：各自算术都对，但口径不一，得分只能按一种口径。

    两处都名为执行率、支出数相同、比率都与所列数字相符时才提示；写明“完成年初预算的”的不算执行率。
    """
    rates = [rate for judged in case.claims if (rate := _rate(case, judged)) is not None]
    for first, second in itertools.combinations(rates, 2):
        same = (
            first.spent.value == second.spent.value
            and first.judged.claim.place.block != second.judged.claim.place.block
        )
        if not same or first.measure == second.measure:
            continue
        spot = spot_at(case, second.rate.place)
        if spot is None:
            continue
        yield found(
            rates_on_two_budgets,
            case,
            [spot],
            f"支出{second.spent.text}，前文的执行率{first.rate.text}按{_BASES[first.measure]}{first.base.text}计算，"
            f"此处的{second.rate.text}按{_BASES[second.measure]}{second.base.text}计算，口径不一。",
            labels=("执行率", first.measure, second.measure),
            figures=[second.rate, second.base, first.rate, first.base],
            advice="请统一按调整后的全年预算数计算，或分别写明口径。",
        )
        return


def _rate(case: Case, judged: Judged) -> _Rate | None:
    by_role = {q.role: q for q in judged.line.figures if q.index is not None}
    if (
        judged.line.status != "holds"
        or judged.claim.family != "ratio"
        or not {"part", "whole", "percent"} <= set(by_role)
    ):
        return None
    spent, base, rate = (by_role[role] for role in ("part", "whole", "percent"))
    facts = case.report.facts
    assert base.index is not None and rate.index is not None
    measure = facts[base.index].measure
    if measure not in _BASES or facts[rate.index].measure != "execution_rate":
        return None
    return _Rate(judged, spent, base, rate, measure)
