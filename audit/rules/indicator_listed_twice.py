"""K113: one indicator with one target stands twice in a card."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.scores import also_rows, called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"


@rule(
    "K113",
    "指标重复设置",
    family="rubric",
    severity="info",
    basis="财预〔2021〕101号（指标之间不应重复）",
    wrongly="名称相同而对象不同、在别栏写明的。",
    examples=[
        bad(
            _HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥200人 | 210人 | 10 | 10 |\n"
            "| 效益指标 | 社会效益 | 培训人数 | ≥200人 | 210人 | 10 | 10 |",
            "培训人数",
        ),
        good(
            _HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥200人 | 210人 | 10 | 10 |\n"
            "| 效益指标 | 社会效益 | 就业人数 | ≥200人 | 210人 | 10 | 10 |"
        ),
        good(
            _HEAD + "| 产出指标 | 质量指标 | 验收合格率 | ≥95% | 98% | 10 | 10 |\n"
            "| 产出指标 | 质量指标 | 验收合格率 | ≥90% | 92% | 10 | 10 |"
        ),
    ],
    aliases=("IND-09",),
)
def indicator_listed_twice(case: Case) -> Iterator[Finding]:
    """同一张表中，名称、指标值、完成值都相同的指标设了两次，等于一件事计两次分。

    名称相同而指标值或完成值不同的，多为不同对象，不报。每张表合为一条，只作提示。
    """
    for card in cards(case):
        seen: dict[tuple[str, ...], Indicator] = {}
        again: list[Indicator] = []
        for leaf in (leaf for leaf in card.leaves if leaf.target and leaf.actual and len(leaf.name) > 3):
            key = (fold(leaf.name), fold(leaf.target), fold(leaf.actual))
            if key in seen and seen[key].place != leaf.place:
                again.append(leaf)
            seen.setdefault(key, leaf)
        if not again:
            continue
        yield told(
            indicator_listed_twice,
            case,
            again[0].place,
            f"{'、'.join(dict.fromkeys(called(leaf) for leaf in again))}在表中设了两次，指标值和完成值都相同。",
            labels=("twice",),
            also=also_rows(case, again[1:]),
            advice="请合并重复的指标，或写明对象的不同。",
        )
