"""K114: points that the form leaves to the scorer's discretion."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import also_rows, called, cards, rule_of, told
from extract.decimals import plain

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"


@rule(
    "K114",
    "评分细则由评分人酌情给分",
    family="rubric",
    severity="info",
    basis="财预〔2020〕10号（评分标准应当明确、可操作）",
    wrongly="定性指标由专家集体评议、另有评议记录的。仅作提示。",
    examples=[
        bad(
            _HEAD + "| 产出 | 质量 | 宣传工作 | 4 | 4 | 根据宣传开展情况酌情给0-4分。 |\n"
            "| 产出 | 数量 | 检查次数 | 2 | 2 | 检查次数达到12次得2分，每少1次扣0.5分。 |",
            "宣传工作",
        ),
        good(_HEAD + "| 产出 | 数量 | 检查次数 | 2 | 2 | 检查次数达到12次得2分，每少1次扣0.5分。 |"),
        good(_HEAD + "| 管理 | 制度 | 制度健全性 | 2 | 2 | ①有制度，得1分；②制度有效执行，得1分。 |"),
    ],
    aliases=("RUB-04",),
    form=True,
)
def points_at_discretion(case: Case) -> Iterator[Finding]:
    """细则写“酌情”“视情况”给0至若干分的，得分无法据数据重算，只能由人判断。

    每张表合为一条，列出指标和分值合计；属制表问题，不涉及填报单位。
    """
    for card in cards(case):
        open_ones = [leaf for leaf in card.leaves if (scoring := rule_of(leaf)) and scoring.kind == "discretionary"]
        if not open_ones:
            continue
        names = "、".join(called(leaf) for leaf in open_ones)
        weights = [leaf.weight.value for leaf in open_ones if leaf.weight is not None]
        total = f"，共{plain(sum(weights, Decimal(0)))}分" if len(weights) == len(open_ones) else ""
        yield told(
            points_at_discretion,
            case,
            open_ones[0].place,
            f"{names}{total}，评分细则由评分人酌情给分，得分无法据报告数据核实，需要打分理由和佐证。",
            labels=("at_discretion",),
            also=also_rows(case, open_ones[1:]),
            flaws=[Flaw(called(leaf), leaf.rule, "由评分人酌情给分，没有可以核对的标准") for leaf in open_ones],
            advice="请制定细则的部门细化给分标准；复核时请索要打分理由。",
        )
