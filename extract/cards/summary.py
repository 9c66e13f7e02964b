"""Score summaries that lie on their side: 评价内容 across, 标准分 and 实际得分 down."""

from __future__ import annotations

from extract.cards.cells import blank, heading, plain, points, whole
from extract.cards.columns import patterns
from extract.document import Grid, Place
from extract.scorecard import Indicator, Score, Scorecard


def lying_summary(grid: Grid, block: int, section: str) -> Scorecard | None:
    """The summary in a table whose first column holds 标准分 and 实际得分, else None.

    The row above them names what is scored; a column named 总分 or 合计 is the total, one named 等级 the grade.
    """
    shapes = patterns("rows")
    labels = {number: heading(row[0].text) for number, row in enumerate(grid) if row and row[0] is not None}
    weights = [number for number, text in labels.items() if shapes["summary_weight"].fullmatch(text)]
    scores = [number for number, text in labels.items() if shapes["summary_score"].fullmatch(text)]
    if len(weights) != 1 or len(scores) != 1 or weights[0] == 0 or len(grid) > 8:
        return None
    rates = [number for number, text in labels.items() if shapes["summary_rate"].fullmatch(text)]
    names, weight_row, score_row = grid[weights[0] - 1], grid[weights[0]], grid[scores[0]]
    found: list[Indicator] = []
    total: tuple[Score | None, Score | None] = (None, None)
    grade, grade_place = "", None
    for col in range(1, len(names)):
        name = names[col]
        if name is None or blank(name) or name is names[col - 1]:
            continue
        weight, claimed = points(block, weight_row[col], section), points(block, score_row[col], section)
        if shapes["total"].fullmatch(plain(name.text)):
            total = (weight, claimed)
        elif shapes["grade"].fullmatch(plain(name.text)):
            grade, grade_place = _grade([weight_row, score_row], col, block, section)
        elif weight is not None or claimed is not None:
            text = " ".join(name.text.split())
            place = whole(block, name, section)
            rate = points(block, grid[rates[0]][col], section) if rates else None
            found.append(Indicator(1, "", text, (text,), place, leaf=True, weight=weight, claimed=claimed, rate=rate))
    if len(found) < 2:
        return None
    return Scorecard(
        kind="summary",
        indicators=tuple(found),
        place=Place(block, None, None, 0, 0, section=section),
        total_weight=total[0],
        total_claimed=total[1],
        grade=grade,
        grade_place=grade_place,
    )


def _grade(rows: Grid, col: int, block: int, section: str) -> tuple[str, Place | None]:
    for row in rows:
        cell = row[col]
        if cell is not None and plain(cell.text).strip('“”"') in ("优", "良", "中", "差"):
            return plain(cell.text).strip('“”"'), whole(block, cell, section)
    return "", None
