"""The table that people read in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from corpus.measure.product import Answer
from corpus.measure.tallies import Share, Tallies


def _rows(tally: Tallies) -> list[tuple[str, str, str]]:
    def row(name: str, share: Share) -> tuple[str, str, str]:
        return name, share.percent, f"{share.hits}/{share.of}"

    rows = [
        row("数字：查全", tally.figures_recall),
        row("数字：值完全正确", tally.figures_exact),
        row("数字：正文查准", tally.figures_precision),
        row("关系：查全", tally.claims_recall),
        *(row(f"　{name}", share) for name, share in sorted(tally.claims_by_family.items())),
    ]
    rows.extend(row(f"差错查全：{name}", share) for name, share in sorted(tally.recall.items()))
    rows.extend(row(f"　{name}", share) for name, share in sorted(tally.recall_by_family.items()))
    rows.extend(row(f"　笔误 {name}", share) for name, share in sorted(tally.recall_by_slip.items()))
    rows.extend(row(f"发现查准：{name}", share) for name, share in sorted(tally.precision.items()))
    rows.extend(row(f"　{name}", share) for name, share in sorted(tally.precision_by_family.items()))
    rows += [
        row("整份报告全对", tally.documents_right),
        ("无误报告上的错误误报", str(tally.false_on_clean), f"{tally.clean_reports} 份"),
        ("无误报告上的疑点误报", str(tally.warnings_on_clean), f"{tally.clean_reports} 份"),
        row("更正：给出", tally.answered),
        row("更正：首位正确", tally.right_first),
        row("更正：断言有误", tally.wrongly_asserted),
        row("评分表：指标读出", tally.rows_read),
        row("评分表：细则可判", tally.parsed),
        row("评分表：偏高查出", tally.overstated_found),
        row("评分表：偏高误判", tally.overstated_falsely),
    ]
    return rows


def show(tally: Tallies, answer: Answer, reports: int) -> None:
    """Prints the counts of a run."""
    table = Table(title=f"勾稽基准：{reports} 份报告，{answer.seconds:.1f} 秒，未能读取 {tally.unread} 份")
    for name in ("项目", "比例", "数目"):
        table.add_column(name, justify="left" if name == "项目" else "right")
    for cells in _rows(tally):
        table.add_row(*cells)
    Console().print(table)
