"""What was read from one file, and what was found in it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from audit.finding import ReportResult
from audit.report.masking import masked
from audit.report.wording import SEVERITY, SEVERITY_ORDER
from extract.decimals import plain
from extract.document import Paragraph
from extract.report import Report

_KINDS = {"department_report": "部门整体支出自评报告", "project_form": "项目支出绩效自评表", "department_form": "部门整体支出自评表", "project_report": "项目自评报告", "report": "报告"}  # fmt: skip


def findings_told(result: ReportResult) -> Iterator[str]:
    """The findings of one report, the weightiest first, with place, message and advice."""
    found = sorted(result.findings, key=lambda f: (SEVERITY_ORDER[f.severity], f.place.order))
    if not found:
        yield "没有发现需要更正或说明的问题。"
    for number, finding in enumerate(found, start=1):
        yield f"{number}. [{SEVERITY[finding.severity]}] {finding.title}（{finding.rule}）"
        yield f"   位置：{finding.place.section or '正文'}"
        yield masked(f"   原文：{finding.quote}")
        yield masked(f"   {finding.message}")
        yield f"   建议：{finding.advice}"
    for part in result.unread:
        yield f"未读：{part.reason}"


def shown(report: Report) -> Iterator[str]:
    """Items, outline, tables, figures with facts, claims and score cards of a file as read."""
    document = report.document
    yield f"格式 {document.format}，{len(document.blocks)} 个段落和表格，{len(report.figures)} 个数字。"
    for remark in document.remarks:
        yield f"说明：{remark}"
    for item in report.items:
        yield f"【{item.id}】{_KINDS.get(item.kind, item.kind)} 单位：{item.unit or '未写明'} 年度：{item.year or '未写明'} 项目：{item.project or '—'}"
    yield "提纲："
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.level:
            yield f"  {'  ' * (block.level - 1)}{block.label}{block.text}（第{number}段）"
        elif not isinstance(block, Paragraph):
            yield f"  表格 {block.rows} 行 {block.cols} 列（第{number}段）"
    yield "数字："
    for figure, fact in zip(report.figures, report.facts, strict=True):
        yield masked(
            f"  {figure.text} = {plain(figure.value)}{figure.unit}  {fact.label} {fact.measure} {fact.period}".rstrip()
        )
    yield f"关系：{len(report.claims)} 项"
    for claim in report.claims:
        yield masked(f"  {claim.family} {claim.quote[:60]}")
    for card in report.scorecards:
        yield f"评分表：{len(card.leaves)} 项末级指标"
        for leaf in card.leaves:
            weight = leaf.weight.text if leaf.weight else "—"
            claimed = leaf.claimed.text if leaf.claimed else "—"
            yield f"  {leaf.code}{leaf.name}  分值 {weight}  得分 {claimed}"
