"""V104: every indicator at full marks."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.scores import told

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
_ROWS = "".join(f"| 产出指标 | 数量指标 | 任务{n}完成数 | ≥{n}项 | {n}项 | 10 | 10 |\n" for n in range(2, 11))


@rule(
    "V104",
    "所有指标均得满分",
    family="evidence",
    severity="info",
    basis="财预〔2020〕10号（自评结果应当客观）",
    wrongly="任务简单、确实全部完成的小项目。仅作提示，不作为问题。",
    examples=[
        bad(
            _HEAD
            + _ROWS
            + "| 满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10 | 10 |\n| 合计 | < | < | < | < | 100 | 100 |",
            "100",
        ),
        good(_HEAD + _ROWS + "| 满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10 | 9 |"),
        good(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥9人 | 9人 | 10 | 10 |"),
    ],
    aliases=("SCR-13",),
)
def all_full_marks(case: Case) -> Iterator[Finding]:
    """十项以上的指标全部得满分，提示抽查时留意。提示只作参考，不作为疑点。"""
    for recount in case.recounts:
        lines = [line for line in recount.lines if line.claimed is not None and line.weight is not None]
        if len(lines) < 10 or any(line.claimed != line.weight for line in lines):
            continue
        yield told(
            all_full_marks,
            case,
            recount.place,
            f"自评表中{len(lines)}项指标全部得满分，没有一项扣分。可能确已全部完成，也可能自评偏宽。",
            labels=("all_full",),
            advice="抽查时可优先核对依据不足和由人判断的指标。",
        )
