"""C202: an actual value far beyond its target, without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.formula import rounded
from audit.recount.counting import pack_of
from audit.recount.targets import compare
from audit.scores import called, told
from extract.decimals import plain
from extract.fraction import Fraction
from extract.scorecard import Indicator

_NOTHING = re.compile(r"\s*(?:无|暂无|没有|[-—/]*)\s*")
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"
_OTHER = "\n| 满意度指标 | 满意度 | 群众满意度 | ≥90% | 85% | 10 | 9 | 个别意见 |"


@rule(
    "C202",
    "实际值大幅超过指标值，未说明原因",
    family="missing",
    severity="info",
    basis="财预〔2020〕10号（超额完成较多的，应分析原因；指标值明显偏低的按偏离度扣分）",
    wrongly="按需发放、按实际发生计数的指标。",
    examples=[
        bad(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 1200人 | 10 | 10 | |" + _OTHER, "1200人"),
        good(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 1200人 | 10 | 10 | 新增两个乡镇 |" + _OTHER),
        good(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 520人 | 10 | 10 | |" + _OTHER),
        good(_HEAD + "| 产出指标 | 质量指标 | 合格率 | ≥60% | 99% | 10 | 10 | |" + _OTHER),
    ],
    aliases=("SCR-08", "CMP-06"),
)
def target_far_exceeded(case: Case) -> Iterator[Finding]:
    """实际完成值超过指标值30%以上（规则包另定的从其规定），表中又设有原因栏而未说明的，提示核对指标值是否偏低。

    只看数量类指标，百分比类指标（有上限）不看；表中没有原因栏的不看。
    """
    for card in case.scorecards:
        if not any(not _NOTHING.fullmatch(leaf.reason) for leaf in card.leaves):
            continue
        over = pack_of(case.report, case.item, card, case.packs).over
        for leaf in card.leaves:
            times = _times(leaf)
            if over is None or times is None or times <= Fraction(over.ratio) or not _NOTHING.fullmatch(leaf.reason):
                continue
            assert leaf.actual_place is not None
            yield told(
                target_far_exceeded,
                case,
                leaf.place,
                f"{called(leaf)}的指标值为“{leaf.target}”，实际完成“{leaf.actual}”，为指标值的"
                f"{plain(rounded(times * 100, 0))}%，未说明原因。请核对指标值是否偏低。",
                labels=(leaf.code, leaf.name),
                figures=(Quoted(leaf.actual, None, "", "actual", leaf.actual_place),),
                advice="请说明超额完成的原因；指标值偏低的，下年度应调整。",
            )


def _times(leaf: Indicator) -> Fraction | None:
    """How many times the target was reached, for counts with a place; None for rates and what can't be compared."""
    if "%" in leaf.target or "%" in leaf.unit or "率" in leaf.name or leaf.actual_place is None:
        return None
    met = compare(leaf)
    return None if met is None else met.over
