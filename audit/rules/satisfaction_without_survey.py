"""V103: a satisfaction score in a report that tells of no survey."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.counting import scope
from audit.recount.outcome import score_quotes
from audit.scores import called, scored, told
from extract.document import Paragraph

_SURVEY = re.compile(r"问卷|调查|访谈|走访|回访|抽样|测评|评议|电话[^，。]{0,6}了解|座谈|满意度评价系统|好差评|样本")
_LEAST = 600
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
_ROW = "| 满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10 | 10 |"
_PROSE = "我局认真履行职责，各项工作按计划推进，任务全面完成，资金使用规范，管理制度执行到位。" * 16


@rule(
    "V103",
    "满意度得满分但未说明调查情况",
    family="evidence",
    severity="warning",
    basis="财预〔2021〕101号（满意度指标应有调查依据）",
    wrongly="调查情况写在另附的佐证材料中的；只报送自评表、没有文字报告的不在此列。",
    examples=[
        bad(_PROSE + "\n" + _HEAD + _ROW, "10"),
        good(_PROSE + "发放问卷240份，收回232份。\n" + _HEAD + _ROW),
        good("2022年项目按期完成。\n" + _HEAD + _ROW),
    ],
    aliases=("EVI-03", "EVI-04"),
)
def satisfaction_without_survey(case: Case) -> Iterator[Finding]:
    """满意度指标得满分，而文字报告通篇没有提到问卷、访谈、测评等任何调查情况。

    只对带文字报告（600字以上）的报送判断；只交表格的不报。已按“没有细则需要的数据”列出的不重复。
    """
    document = case.report.document
    blocks = [b for item in scope(case.report, case.item) for b in document.blocks[item.first : item.last + 1]]
    prose = "".join(block.text for block in blocks if isinstance(block, Paragraph))
    if len(prose) < _LEAST or _SURVEY.search(prose):
        return
    for line, indicator in scored(case):
        if indicator is None or "满意" not in line.name or line.verdict == "unsupported":
            continue
        if line.claimed is None or line.claimed != line.weight or _SURVEY.search(indicator.source + indicator.actual):
            continue
        yield told(
            satisfaction_without_survey,
            case,
            line.place,
            f"{called(line)}自评得满分，报告未说明调查的方式、对象、样本数和结果。",
            labels=(line.code, line.name),
            figures=score_quotes(indicator),
            advice="请补充满意度调查的方式、样本数和结果。",
        )
