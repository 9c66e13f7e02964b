"""C306: a form lacks a column that the bureau's rule pack says it must have."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found
from extract.document import Document, Paragraph, Table
from extract.glossary import fold

_PACK = """id = "district"
title = "某区自评规则"
source = "某区财政局自评工作通知"
verified = true
[[forms]]
name = "项目支出绩效自评表"
columns = ["年度指标值", "实际完成值", "偏差原因"]
"""
_FORM = (
    "项目支出绩效自评表\n（2023年度）\n| 项目名称 | 管网维护 | < | < | < | < | < |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |{}\n| 产出 | 数量 | 维护长度 | 40公里 | 40公里 | 90 | 90 |{}"
)


@rule(
    "C306",
    "自评表缺少规定的栏目",
    family="missing",
    severity="warning",
    basis="本单位规则包（--templates）所列表样",
    wrongly="栏目换了名称的；表格在转换格式时丢失一列的。",
    examples=[
        bad(_FORM.format("", ""), "项目支出绩效自评表", pack=_PACK),
        good(_FORM.format(" 偏差原因分析及改进措施 |", " |"), pack=_PACK),
        good(_FORM.format("", "")),
    ],
    aliases=("CMP-05",),
)
def form_lacks_column(case: Case) -> Iterator[Finding]:
    """规则包“表样”写明了某种表必有的栏目的，报送的表应当都有。

    表名写在表前三段或表内的才算这种表；栏目名称出现在表中任何一格即算有。没有规则包时不判。
    """
    forms = case.bureau_pack.forms
    document = case.report.document
    for number in range(case.item.first, case.item.last + 1) if forms else ():
        table = document.blocks[number]
        if not isinstance(table, Table) or not any(card.place.block == number for card in case.scorecards):
            continue
        told = {fold(cell.text) for cell in table.cells}
        for form in forms:
            at = _named(document, number, fold(form.name))
            missing = [c for c in form.columns if not any(fold(c) in text for text in told)]
            spots = [
                Spot(p, 0, len(p.text)) for p in case.passages() if p.block == at and fold(form.name) in fold(p.text)
            ]
            if not missing or not spots:
                continue
            names = "、".join(f"“{column}”" for column in missing)
            yield found(
                form_lacks_column,
                case,
                spots[:1],
                f"“{case.bureau_pack.title}”规定的“{form.name}”应有{names}栏，表中未见。",
                labels=(form.name, *missing),
                advice="请改用规定的表样填报，补齐所缺栏目。",
            )


def _named(document: Document, table: int, name: str) -> int | None:
    """The block that names the form of a table: the table itself or one of the three paragraphs above it."""
    blocks = document.blocks
    block = blocks[table]
    if isinstance(block, Table) and any(name in fold(cell.text) for cell in block.cells):
        return table
    above = (n for n in range(table - 1, max(-1, table - 4), -1))
    return next((n for n in above if isinstance(b := blocks[n], Paragraph) and name in fold(b.text)), None)
