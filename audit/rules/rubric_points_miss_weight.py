"""K101: the points that a scoring rule prints do not make up the indicator's weight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import also_rows, called, cards, points, rule_of, scored, told
from extract.decimals import plain
from extract.scorecard import Indicator

_CAPPED = re.compile(r"最高|最多|至多|上限|不超过|封顶|为止|为限|扣|加分|任一|任意|其一|之一|否则")


@rule(
    "K101",
    "评分细则各项分值与指标分值不符",
    family="rubric",
    severity="warning",
    basis="本单位自评所用评分细则；财预〔2020〕10号（权重合理）",
    wrongly="各项是分档择一而非累加时不报；细则另有加分项写在别处时可能误报。",
    examples=[
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 过程 | 管理 | 制度建设 | 5 | 5 | （1）制定制度，2分；（2）执行到位，2分；（3）有监督机制，2分。 |",
            "制度建设",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 过程 | 管理 | 制度建设 | 5 | 5 | （1）制定制度，2分；（2）执行到位，2分；（3）有监督机制，2分，最高5分。 |"
        ),
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            "| 决策 | 目标 | A11规划合理性（2分） | 2 | ①有规划，得0.5分；②规划明确，得0.5分；③与职能适应，得0.5分。 |",
            "0.5分",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            "| 决策 | 目标 | A11规划合理性（2分） | 2 | ①有规划，得1分；②规划明确，得0.5分；③与职能适应，得0.5分。 |"
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            "| 决策 | 职能 | A21职能明确性（1分） | 1 | ①职能明确，得1分；②有文件但不明确，得0.5分；③没有文件，得0分 |"
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            "| 管理 | 财务 | B22资金合规性（2分） | 2 | ①符合制度,1分；②手续齐全，1分；③是否存在挪用，一旦存在该指标不得分。 |"
        ),
    ],
    aliases=("RUB-01",),
    form=True,
)
def rubric_points_miss_weight(case: Case) -> Iterator[Finding]:
    """评分细则中①②③各项分值之和，应当等于该指标的分值。

    先区分累加与分档择一：各项递减至0分、或最高一项等于分值的，按择一理解，不求和；否决项不计入。
    确属累加而合计少于分值的，该指标按细则得不到满分，属细则缺陷，由制表的财政部门更正，不归责于填报单位，也不计入自评偏高。
    合计多于分值、又没有写封顶的，提示一条。
    """
    for line, indicator in scored(case):
        if line.verdict != "broken_rule" or indicator is None or line.highest is None or line.weight is None:
            continue
        listed = "＋".join(q.text for q in line.inputs)
        message = (
            f"{called(line)}分值{points(line.weight).text}，评分细则各项为{listed}，合计{points(line.highest).text}，"
            f"按细则最多只能得{points(line.highest).text}。属细则缺陷，应由制表单位更正，不归责于填报单位。"
        )
        yield told(
            rubric_points_miss_weight,
            case,
            line.place,
            message,
            labels=(line.code, line.name),
            figures=line.inputs,
            computed=points(line.highest),
            expected=points(line.highest),
            advice="请制定细则的财政部门核对各项分值；填报单位无须处理。",
            flaws=[
                Flaw(
                    called(line),
                    indicator.rule,
                    f"分值{points(line.weight).text}，细则各项为{listed}，合计{points(line.highest).text}",
                )
            ],
        )
    yield from _above(case)


def _above(case: Case) -> Iterator[Finding]:
    """One note a card on rules whose points add up to more than the weight, with no word on a limit."""
    for card in cards(case):
        over = [leaf for leaf in card.leaves if _top(leaf)]
        if not over:
            continue
        flaws = [
            Flaw(called(leaf), leaf.rule, f"细则各项合计{_top(leaf)}分，多于分值{leaf.weight.text}，未写封顶")
            for leaf in over
            if leaf.weight is not None
        ]
        words = "；".join(f"{flaw.indicator}的{flaw.fault}" for flaw in flaws)
        yield told(
            rubric_points_miss_weight,
            case,
            over[0].place,
            f"{words}。属制表问题，供制定细则的部门参考。",
            severity="info",
            labels=("above_weight",),
            also=also_rows(case, over[1:]),
            flaws=flaws,
            advice="请制定细则的部门核对各项分值或写明封顶；填报单位无须处理。",
        )


def _top(leaf: Indicator) -> str:
    """What an additive rule gives at most, where that is more than the weight; "" else."""
    compiled = rule_of(leaf)
    if compiled is None or leaf.weight is None or _CAPPED.search(leaf.rule):
        return ""
    over = compiled.kind == "additive" and compiled.top is not None and compiled.top > leaf.weight.value
    return plain(compiled.top) if over and compiled.top is not None else ""
