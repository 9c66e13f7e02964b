"""K118: satisfaction whose only source of data is the unit's own account of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import also_rows, called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_OWN_ACCOUNT = re.compile(
    r"^(?:(?:本?单位|本?部门|年度|年终|全年|项目|工作|自评|绩效|业务|相关)*(?:总结|报告|汇报|情况说明|自评表)(?:材料)?[、，,和及]?)+$"
)
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 | 数据来源 |\n"


@rule(
    "K118",
    "数据来源不能证明指标",
    family="rubric",
    severity="info",
    basis="财预〔2021〕101号（指标数据应当可获取、可核实）",
    wrongly="总结材料中附有问卷统计的。仅作提示。",
    examples=[
        bad(
            _HEAD + "| 效果 | 满意 | 群众满意度 | 4 | 4 | 满意度达到85%得满分，每降低1%扣0.2分。 | 年度工作总结 |",
            "群众满意度",
        ),
        good(_HEAD + "| 效果 | 满意 | 群众满意度 | 4 | 4 | 满意度达到85%得满分，每降低1%扣0.2分。 | 问卷调查统计表 |"),
        good(_HEAD + "| 效果 | 满意 | 工作完成率 | 4 | 4 | 全部完成得满分，每少1项扣1分。 | 年度工作总结 |"),
    ],
    aliases=("RUB-11",),
    form=True,
)
def source_proves_nothing(case: Case) -> Iterator[Finding]:
    """满意度应由问卷、访谈等得出；“数据来源”一栏只写工作总结、自评报告的，数据无法核实。每张表合为一条提示。"""
    for card in cards(case):
        bare = [leaf for leaf in card.leaves if _is_bare(leaf)]
        if not bare:
            continue
        words = "、".join(f"“{called(leaf)}”（{leaf.source.strip()}）" for leaf in bare)
        yield told(
            source_proves_nothing,
            case,
            bare[0].place,
            f"{words}的数据来源只是单位自己的文字材料，满意度无法据以核实。",
            labels=("source_proves_nothing",),
            also=also_rows(case, bare[1:]),
            flaws=[Flaw(called(leaf), leaf.source, "满意度的数据来源只是单位自己的文字材料") for leaf in bare],
            advice="请把数据来源改为问卷、访谈记录或第三方调查。",
        )


def _is_bare(leaf: Indicator) -> bool:
    source = re.sub(r"[《》\s。；;]", "", fold(leaf.source))
    return "满意" in leaf.name and bool(source) and _OWN_ACCOUNT.match(source) is not None
