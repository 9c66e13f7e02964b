"""Reading the rows of an indicator table: each opens an indicator, goes on with one, or tells totals and grade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from extract.cards.cells import blank, heading, plain, points, unnumbered, weight_in_name, whole
from extract.cards.codes import printed
from extract.cards.columns import Columns, patterns
from extract.cards.nodes import Node, indicators_of
from extract.document import Cell, Grid, Place
from extract.scorecard import Indicator, Score

GRADES = ("优", "良", "中", "差")


class Row(msgspec.Struct, frozen=True):
    """One row of a card's table, with all that is needed to read it."""

    cells: list[Cell | None]
    number: int
    columns: Columns
    block: int
    section: str

    def points(self, col: int) -> Score | None:
        """The number of points in a column, unless the cell reaches down from a row above."""
        cell = self.cells[col]
        return points(self.block, cell, self.section) if cell is not None and cell.row == self.number else None

    def first(self) -> Cell | None:
        """The first cell with a text, passing over labels of the whole block on the left of the levels (绩效指标)."""
        start = self.columns.levels[0][1]
        for col, cell in enumerate(self.cells):
            if cell is not None and not blank(cell) and (cell.row == self.number or col >= start):
                return cell
        return None

    def from_the_right(self) -> Row:
        """The row with its last cells under the last columns: plain text loses the cells that a merged label covers."""
        own = [cell for cell in self.cells if cell is not None and cell.row == self.number]
        while own and blank(own[-1]):
            own.pop()
        missing = len(self.cells) - len(own)
        if missing == 0 or len(own) < 2 or any(cell.colspan > 1 or blank(cell) for cell in own):
            return self
        return msgspec.structs.replace(self, cells=[own[0], *[None] * missing, *own[1:]])


class Totals(msgspec.Struct):
    """What the total row and the grade row of a card say."""

    weight: Score | None = None
    claimed: Score | None = None
    grade: str = ""
    grade_place: Place | None = None
    met: bool = False


class Body:
    """Rows of one card, fed table by table; `finish` gives its indicators in reading order."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.open: dict[int, Node] = {}
        self.totals = Totals()
        self.depth = 1
        self.before: dict[str, Cell] = {}

    def feed(self, grid: Grid, columns: Columns, rows: range, block: int, section: str) -> None:
        """Read these rows of a table. Rows below the total row are looked through for the grade alone."""
        self.depth = max(self.depth, columns.levels[-1][0])
        for number in rows:
            row = Row(grid[number], number, columns, block, section)
            first = row.first()
            if first is None or self._grade(row):
                continue
            if is_total(first, columns) and first.row == number:
                self._total(row)
            elif not self.totals.met:
                self._indicator(row)

    def finish(self) -> tuple[Indicator, ...]:
        """The indicators with their codes resolved, in reading order, parents before children."""
        return indicators_of(self.roots, self.depth)

    def _indicator(self, row: Row) -> None:
        subtotal = patterns("rows")["subtotal"]
        for level, col in row.columns.levels:
            cell = row.cells[col]
            if cell is not None and cell.row == row.number and subtotal.fullmatch(plain(cell.text)):
                self._subtotal(row, self.open.get(level - 1) or self.open.get(level))
                return
        node = self._open(row)
        if node is not None:
            _values(node, row)
            self._ditto(node)
            return
        deepest = self.open.get(row.columns.levels[-1][0])
        if deepest is None:
            return
        if deepest.claimed is not None and any(row.points(col) for col in row.columns.scores.values()):
            _values(self._again(deepest, row), row)
        else:
            _continue(deepest, row)

    def _ditto(self, node: Node) -> None:
        """同上 stands for the text of the row before."""
        for kind, cell in node.texts.items():
            if plain(cell.text).strip("。") in ("同上", "〃"):
                node.texts[kind] = self.before.get(kind, cell)
        self.before |= node.texts

    def _again(self, deepest: Node, row: Row) -> Node:
        """One merged name over several rows that are scored apart: each row is an indicator of that name."""
        node = Node(deepest.level, deepest.cell, row.block, row.section, deepest.parent)
        own = (cell for cell in row.cells if cell is not None and cell.row == row.number and not blank(cell))
        node.spot = next(own, deepest.cell)
        (self.roots if deepest.parent is None else deepest.parent.children).append(node)
        self.open[deepest.level] = node
        return node

    def _open(self, row: Row) -> Node | None:
        """Open an indicator for every new name in this row; the deepest new one, or None."""
        newest: Node | None = None
        seen: Cell | None = None
        for level, col in row.columns.levels:
            cell = row.cells[col]
            if cell is None or cell is seen or blank(cell):
                continue
            seen = cell
            depth = _level_of(cell, level, row.columns)
            if newest is None and not self._is_new(cell, depth, row):
                continue
            for deeper in [at for at in self.open if at >= depth]:
                del self.open[deeper]
            parent = next((self.open[at] for at in range(depth - 1, 0, -1) if at in self.open), None)
            node = Node(depth, cell, row.block, row.section, parent)
            (self.roots if parent is None else parent.children).append(node)
            self.open[depth] = node
            newest = node
        return newest

    def _is_new(self, cell: Cell, level: int, row: Row) -> bool:
        """False for the blank, merged or repeated name of a group that is open already."""
        if not unnumbered(plain(cell.text)):
            return False
        current = self.open.get(level)
        if current is None:
            return True
        if cell is current.cell or cell.row < row.number:
            return cell is not current.cell and plain(cell.text) != plain(current.cell.text)
        deepest = level == row.columns.levels[-1][0]
        return deepest or plain(cell.text) != plain(current.cell.text)

    def _subtotal(self, row: Row, group: Node | None) -> None:
        if group is not None:
            weight, claimed = _sums(row)
            group.weight = group.weight or weight
            group.claimed = group.claimed or claimed

    def _total(self, row: Row) -> None:
        if self.totals.met:
            return
        weight, claimed = _sums(row)
        if weight is None and claimed is None:
            claimed = next(filter(None, (weight_in_name(row.block, c, row.section)[0] for c in row.cells if c)), None)
        self.totals.met = True
        if any(cell is not None and "平均" in cell.text for cell in row.cells[: row.columns.deepest + 1]):
            return  # the mean of several papers' scores (合计/平均) is no sum of theirs
        self.totals.weight, self.totals.claimed = weight, claimed
        graded = next((c for c in row.cells if c and c.row == row.number and plain(c.text) in GRADES), None)
        if graded is not None and not self.totals.grade:
            self.totals.grade, self.totals.grade_place = plain(graded.text), whole(row.block, graded, row.section)

    def _grade(self, row: Row) -> bool:
        """Read 评价等级 | 优; True where the row says nothing else."""
        cells = [cell for cell in dict.fromkeys(row.cells) if cell is not None]
        for left, right in pairwise(cells):
            grade = plain(right.text).strip('“”"')
            if grade in GRADES and patterns("rows")["grade"].fullmatch(plain(left.text)):
                self.totals.grade = grade
                self.totals.grade_place = whole(row.block, right, row.section)
                return left is cells[0]
        return False


def total_beside(cells: Sequence[Cell | None], block: int, section: str) -> Score | None:
    """The total score that the head of a form gives beside its label (自评总分（分） | 96.85)."""
    row = [cell for cell in dict.fromkeys(cells) if cell is not None]
    labelled = ((heading(left.text), right) for left, right in pairwise(row))
    return next(
        (
            points(block, right, section)
            for label, right in labelled
            if "分" in label and patterns("rows")["total"].fullmatch(label)
        ),
        None,
    )


def is_total(cell: Cell, columns: Columns) -> bool:
    """True where a row's first text names the total of a card (合计, 总分（100分）)."""
    text = plain(cell.text)
    match = patterns("rows")["total"].match(text)
    return match is not None and len(text) - match.end() <= 12 and cell.col <= columns.deepest


def _level_of(cell: Cell, level: int, columns: Columns) -> int:
    """Where one column holds names of every level, the code tells the level (A, A1, A11)."""
    if len(columns.levels) > 1:
        return level
    code = printed(cell.text.strip()).code
    if "." in code:
        return min(code.count(".") + 1, 4)
    return min(len(code), 4) if code else level


def _values(node: Node, row: Row) -> None:
    """Take over the weights, scores and texts of the row in which an indicator is named."""
    chain: list[Node] = []
    at: Node | None = node
    while at is not None:
        chain.append(at)
        at = at.parent
    for level, col in row.columns.weights.items():
        owner = _owner(chain, row.cells[col], level)
        if owner is not None and owner.weight is None:
            owner.weight = row.points(col)
        elif owner is not None:
            owner.weight_again = row.points(col)
    for level, col in row.columns.scores.items():
        owner = _owner(chain, row.cells[col], level)
        if owner is not None and owner.claimed is None:
            owner.claimed = row.points(col)
    if "rate" in row.columns.others:
        node.rate = row.points(row.columns.others["rate"][0])
    for kind, cols in row.columns.others.items():
        beside = (row.cells[col] for col in cols if row.cells[col] is not node.cell)  # a line across the table is none
        cell = next((cell for cell in beside if not blank(cell)), None)
        if kind not in ("weight", "score", "name", "rate") and cell is not None:
            node.texts[kind] = cell


def _owner(chain: Sequence[Node], cell: Cell | None, level: int) -> Node | None:
    """Which indicator of the row a weight or score belongs to: that of its column, or the group whose merged
    cell is as tall as the number's own."""
    if level:
        return next((node for node in chain if node.level == level), None)
    leaf = chain[0]
    if cell is None or cell.rowspan <= leaf.cell.rowspan:
        return leaf
    return next((node for node in chain if node.cell.rowspan == cell.rowspan), leaf)


def _sums(row: Row) -> tuple[Score | None, Score | None]:
    """Weight and score of a total or subtotal row; weights that the card keeps in names stand in name columns."""
    weight, claimed = _under_columns(row)
    expected = bool(row.columns.weights) + bool(row.columns.scores)
    if sum(_is_points(score) for score in (weight, claimed)) < expected:
        moved = _under_columns(row.from_the_right())
        if sum(_is_points(score) for score in moved) == expected:
            return moved
    if weight is not None or row.columns.weights:
        return weight, claimed
    for _, col in row.columns.levels:
        cell = row.cells[col]
        if cell is None or cell.row != row.number or any(cell is row.cells[at] for at in row.columns.scores.values()):
            continue
        weight = row.points(col) or weight_in_name(row.block, cell, row.section)[0]
        if weight is not None:
            return weight, claimed
    return None, claimed


def _under_columns(row: Row) -> tuple[Score | None, Score | None]:
    weight = next(filter(None, (row.points(col) for _, col in sorted(row.columns.weights.items()))), None)
    claimed = next(filter(None, (row.points(col) for _, col in sorted(row.columns.scores.items()))), None)
    return weight, claimed


def _is_points(score: Score | None) -> bool:
    return score is not None and "%" not in score.text


def _continue(node: Node, row: Row) -> None:
    """A further row of the same indicator adds to its rule."""
    cols = row.columns.others.get("rule")
    cell = None if cols is None else row.cells[cols[0]]
    if cell is not None and not blank(cell) and cell.row == row.number:
        if "rule" in node.texts:
            node.more_rules.append(cell.text)
        else:
            node.texts["rule"] = cell
