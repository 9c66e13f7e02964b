"""C404: 百分点写成百分比."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import found, quoted, spot_at


@rule(
    "C404",
    "百分点写成百分比",
    family="wording",
    severity="info",
    basis="GB/T 15835—2011《出版物上数字用法》",
    wrongly="只提示写法，不影响数字本身。",
    examples=[
        bad("预算执行率95.12%，比上年92.35%提高2.77%。", "2.77%"),
        bad("群众满意度由2021年的85%提高到90%，增长5%。", "5%"),
        good("预算执行率95.12%，比上年92.35%提高2.77个百分点。"),
        good("预算执行率从80%上升到96%，增长20%。"),
        good("预算执行率96.00%，比上年80.00%提高20.00%。"),
    ],
    aliases=("RAT-10",),
)
def points_told_as_percent(case: Case) -> Iterator[Finding]:
    """两个百分比相减得到的是百分点；写成“提高2.77%”，按字面是上年比率的2.77%，两种读法相差很大。"""
    for judged in case.claims:
        step = judged.line.figures[1] if judged.claim.pattern == "points" else None
        if step is None or step.unit != "%" or judged.line.status != "holds" or judged.reading.relation != "sum":
            continue
        spot = spot_at(case, step.place)
        if spot is not None:
            yield found(
                points_told_as_percent,
                case,
                [spot],
                f"“{step.text}”是两个比率之差，应写“{step.text.rstrip('%％')}个百分点”。",
                labels=("百分点",),
                figures=quoted(case, spot),
                advice="请改写为“个百分点”。",
            )
