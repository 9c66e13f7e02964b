"""C201: a cell of a form that does not hold what the form asks for."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.forms import faults
from audit.scores import told

_HEAD = (
    "| 项目名称 | 某培训项目 | < | < | < | < | < |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
)
_ROWS = "| 产出指标 | 质量指标 | 合格率 | ≥95% | 97% | 20 | 20 |\n| 产出指标 | 时效指标 | 按期完成率 | =100% | 100% | 20 | 20 |\n"


@rule(
    "C201",
    "自评表单元格填写不符合要求",
    family="missing",
    severity="warning",
    basis="财预〔2020〕10号附件1（自评表格式）",
    wrongly="地方表格在分值、得分栏另有用途（如填写等级）的。",
    examples=[
        bad(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 20 | 满分 |\n" + _ROWS, "满分"),
        bad(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 20 | -5 |\n" + _ROWS, "-5"),
        good(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 20 | 20分 |\n" + _ROWS),
        good(
            "| 项目名称 | 某培训项目 | < | < | < | < |\n| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |\n"
            "| 产出指标 | 数量指标 | 培训人数（20分） | ≥500人 | 500人 | 20 |\n"
            "| 产出指标 | 质量指标 | 合格率（20分） | ≥95% | 97% | 20 |"
        ),
        good(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 20 | — |\n" + _ROWS),
    ],
    aliases=("CMP-05", "UNI-08"),
)
def form_cell_not_valid(case: Case) -> Iterator[Finding]:
    """自评表的分值、得分栏应填0到100之间的数，资金栏应填不为负的金额；填成文字、超出范围的逐格列出。

    把表格当作数据表逐格校验。空白和“—”“/”“无”视为不适用，由其他规则处理。同栏有两格以上读成数字时才校验。
    """
    for card in case.scorecards:
        for fault in faults(case.report.document, card):
            yield told(
                form_cell_not_valid,
                case,
                fault.place,
                f"“{fault.row}”的{fault.column}填为“{fault.text}”，{fault.what}。",
                labels=(fault.row, fault.column),
                quote=case.quote(fault.place),
                advice=f"请更正{fault.column}。",
            )
