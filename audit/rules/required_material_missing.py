"""C305: a section, table or annex that the bureau's rule pack requires is not there."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.pack import Material
from audit.spot import Spot, found
from extract.document import Table
from extract.glossary import fold

_PACK = """id = "district"
title = "某区自评规则"
source = "某区财政局自评工作通知"
verified = true
[[materials]]
name = "绩效目标完成情况"
[[materials]]
name = "佐证材料清单"
aliases = ["佐证资料目录"]
kind = "部门"
"""
_TITLE = "安和县水利局2023年度部门整体支出绩效自评报告\n"


@rule(
    "C305",
    "必报材料未见",
    family="missing",
    severity="warning",
    basis="本单位规则包（--templates）所列必报材料",
    wrongly="作为单独文件另行报送的，或换了名称的。",
    examples=[
        bad(_TITLE + "一、绩效目标完成情况\n各项任务均已完成。", _TITLE.strip(), pack=_PACK),
        good(_TITLE + "一、绩效目标完成情况\n各项任务均已完成。\n附件：佐证资料目录", pack=_PACK),
        good("安和县2023年度项目支出绩效自评报告\n一、绩效目标完成情况\n均已完成。", pack=_PACK),
        good(_TITLE + "各项任务均已完成。"),
    ],
    aliases=("CMP-01", "CMP-10"),
)
def required_material_missing(case: Case) -> Iterator[Finding]:
    """规则包“必报材料”列出的章节、表格和附件，应当在报送的文件中出现。

    在整份文件的标题、正文、表格和工作表名称中找材料的名称或别名，都没有的才提示；没有规则包时不判。每份自评合为一条。
    """
    wanted = [m for m in case.bureau_pack.materials if _concerns(m, case.item.kind)]
    if not wanted:
        return
    blocks = case.report.document.blocks
    told = [fold(b.sheet) for b in blocks if isinstance(b, Table) and b.sheet]
    told += [fold(t) for b in blocks for t in ([c.text for c in b.cells] if isinstance(b, Table) else [b.text])]
    missing = [m for m in wanted if not any(fold(name) in text for name in (m.name, *m.aliases) for text in told)]
    first = next(case.passages(), None)
    if not missing or first is None:
        return
    names = "、".join(f"“{material.name}”" for material in missing)
    yield found(
        required_material_missing,
        case,
        [Spot(first, 0, len(first.text))],
        f"“{case.bureau_pack.title}”要求报送的{names}，在文件中未见。",
        labels=tuple(material.name for material in missing),
        advice="请补报；已作为单独文件报送的，请说明。",
    )


def _concerns(material: Material, kind: str) -> bool:
    return not material.kind or kind.startswith("department" if material.kind == "部门" else "project")
