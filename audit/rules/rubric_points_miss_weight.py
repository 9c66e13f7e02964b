"""K101: the points that a scoring rule prints do not make up the indicator's weight."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import called, points, scored, told


@rule(
    "K101",
    "评分细则各项分值与指标分值不符",
    family="rubric",
    severity="warning",
    basis="本单位自评所用评分细则；财预〔2020〕10号（权重合理）",
    wrongly="各项是分档择一而非累加时不报；细则另有加分项写在别处时可能误报。",
    examples=[
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
