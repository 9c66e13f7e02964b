"""V101: full marks by a rule whose figures stand nowhere in the report."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.outcome import score_quotes
from audit.scores import called, points, scored, told

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
_RULE = "在职人员控制率=（在职人员数/编制数）×100%。控制率≤100%得满分，有超出不得分。"


@rule(
    "V101",
    "得满分但报告中没有细则需要的数据",
    family="evidence",
    severity="warning",
    basis="财预〔2020〕10号（自评结果应当数据真实、依据充分）；本单位自评所用评分细则",
    wrongly="数据写在另附的决算报表、基础数据表或佐证材料中而未随报告报送的。",
    examples=[
        bad("2022年我局认真履职。\n" + _HEAD + f"| 管理 | 人员 | B31在职人员控制率（1分） | 1 | {_RULE} |", "1"),
        bad(
            "群众普遍满意。\n"
            + _HEAD
            + "| 效果 | 满意 | 群众满意度（4分） | 4 | 满意度达到85%，得满分；每降低1%，扣权重分5%。 |",
            "4",
        ),
        good("核定编制46人，在职人员43人。\n" + _HEAD + f"| 管理 | 人员 | B31在职人员控制率（1分） | 1 | {_RULE} |"),
        good("2022年我局认真履职。\n" + _HEAD + f"| 管理 | 人员 | B31在职人员控制率（1分） | 0.5 | {_RULE} |"),
        good("2022年我局认真履职。\n" + _HEAD + "| 管理 | 人员 | B32人员管理（1分） | 1 | 有制度的，得1分。 |"),
    ],
    aliases=("EVI-01", "EVI-02", "EVI-03", "EVI-05", "CMP-04"),
)
def full_marks_without_figures(case: Case) -> Iterator[Finding]:
    """细则按公式或比率计分的指标得了满分，而公式所需的数据（或比率的实际值）在整份报告中都没有出现。

    属依据不足，请单位补充数据，不等于得分有误。数据有相近表述但口径不能确认的不报；未得满分的不报。每项指标一条。
    """
    for line, indicator in scored(case):
        if indicator is None or line.verdict != "unsupported" or line.claimed is None or line.claimed != line.weight:
            continue
        missing = "、".join(line.missing)
        yield told(
            full_marks_without_figures,
            case,
            line.place,
            f"{called(line)}自评得满分{points(line.claimed).text}，评分细则需要“{missing}”，报告中未见，得分无法核实。",
            labels=(line.code, line.name),
            figures=score_quotes(indicator),
            advice=f"请补充{missing}及其来源。",
        )
