"""Tables that go on over page breaks put back together: the repeated header dropped, a row that was cut joined, a
merged cell that goes on lengthened."""

from __future__ import annotations

import re

import msgspec

from extract.readers.page.lines import is_full
from extract.readers.page.tables import Part, PartCell, line_height

# Points: the edges of one table on two pages.
_SAME_EDGE = 3.0
# A cut row is printed down to the foot of its page; with more lines than this free below its text it wasn't cut.
_FREE_LINES = 2.5
_ENDED = "。；;！!？?：:"
_FIGURE = re.compile(r"[-+−]?[\d,，.．%％]+(?:[万亿]?元|分|%|％)?")


def joins(whole: Part, part: Part) -> bool:
    """Whether `part`, the first thing on its page, can continue `whole`, the last thing on the page before."""
    if abs(whole.xs[0] - part.xs[0]) > _SAME_EDGE or abs(whole.xs[-1] - part.xs[-1]) > _SAME_EDGE:
        return False
    inner, other = whole.xs[1:-1], part.xs[1:-1]
    if len(inner) > len(other):
        inner, other = other, inner
    shared = sum(any(abs(x - y) <= _SAME_EDGE for y in other) for x in inner)
    return shared * 5 >= len(inner) * 4


def join(whole: Part, part: Part) -> Part:
    """The table of both."""
    whole, part = _on_one_grid(whole, part)
    part = _without_header(whole, part)
    if not part.rows:
        return msgspec.structs.replace(whole, page=part.page, bottom=part.bottom)
    above = {(cell.col, cell.colspan): cell for cell in whole.cells if cell.end == whole.rows}
    cut = _is_cut(whole, part, above)
    shift = whole.rows - cut
    cells = list(whole.cells)
    for cell in part.cells:
        upper = above.get((cell.col, cell.colspan)) if cell.row == 0 else None
        if upper is not None and (cut or _continues(upper, cell, whole)):
            upper.lines = upper.lines + cell.lines
            upper.rowspan = cell.end + shift - upper.row
            upper.bottom = cell.bottom
            upper.nested = upper.nested + cell.nested
        else:
            cells.append(msgspec.structs.replace(cell, row=cell.row + shift))
    return Part(
        page=part.page,
        xs=whole.xs,
        rows=part.rows + shift,
        cells=cells,
        top=whole.top,
        bottom=part.bottom,
        header_rows=whole.header_rows,
    )


def _on_one_grid(whole: Part, part: Part) -> tuple[Part, Part]:
    """Both with the columns of both: a part whose rows all merge two columns doesn't show the line between them."""
    xs = list(whole.xs)
    for x in part.xs:
        if all(abs(x - known) > _SAME_EDGE for known in xs):
            xs.append(x)
    xs.sort()
    return _regrid(whole, xs), _regrid(part, xs)


def _regrid(part: Part, xs: list[float]) -> Part:
    if len(xs) == len(part.xs):
        return part
    number = [min((abs(known - x), i) for i, known in enumerate(xs))[1] for x in part.xs]
    for cell in part.cells:
        start, end = number[cell.col], number[cell.col + cell.colspan]
        cell.col, cell.colspan = start, end - start
    return msgspec.structs.replace(part, xs=xs)


def _rows(part: Part) -> list[list[tuple[int, int, int, str]]]:
    rows: list[list[tuple[int, int, int, str]]] = [[] for _ in range(part.rows)]
    for cell in part.cells:
        rows[cell.row].append((cell.col, cell.rowspan, cell.colspan, "".join(line.text for line in cell.lines)))
    return rows


def _without_header(whole: Part, part: Part) -> Part:
    """`part` without the leading rows that repeat the first rows of the table."""
    repeated = 0
    for first, again in zip(_rows(whole), _rows(part), strict=False):
        if first != again or not any(text for *_, text in again):
            break
        repeated += 1
    while repeated and any(cell.row < repeated < cell.end for cell in part.cells):
        repeated -= 1
    if not repeated:
        return part
    whole.header_rows = max(whole.header_rows, repeated)
    cells = [msgspec.structs.replace(c, row=c.row - repeated) for c in part.cells if c.row >= repeated]
    return msgspec.structs.replace(part, rows=part.rows - repeated, cells=cells)


def _is_cut(whole: Part, part: Part, above: dict[tuple[int, int], PartCell]) -> bool:
    """Whether the first row of `part` is the rest of the last row of `whole`."""
    first = [cell for cell in part.cells if cell.row == 0]
    pairs = [(above.get((cell.col, cell.colspan)), cell) for cell in first]
    filled = [(upper, cell) for upper, cell in pairs if cell.lines]
    if not filled or any(upper is None for upper, _ in pairs):
        return False
    both = [(upper, cell) for upper, cell in filled if upper is not None and upper.lines]
    if not both or any(_starts_anew(upper, cell) for upper, cell in both):
        return False
    height = line_height(whole)
    if all(upper.bottom - upper.lines[-1].bottom > _FREE_LINES * height for upper, _ in both):
        return False
    emptied = [
        cell
        for upper, cell in pairs
        if upper is not None and upper.lines and not cell.lines and upper.rowspan == cell.rowspan == 1
    ]
    if any(_always_filled(whole, cell.col) for cell in emptied):
        return True
    running = all(_runs_on(upper, cell) for upper, cell in both)
    return running and bool(emptied or len(both) >= 2)


def _starts_anew(upper: PartCell, cell: PartCell) -> bool:
    """Whether a cell can't go on from the one above the page break: two figures, or a line that had room left."""
    last, first = upper.lines[-1], cell.lines[0]
    if _FIGURE.fullmatch(last.text) and _FIGURE.fullmatch(first.text) and len(cell.lines) == 1:
        return True
    return last.text[-1] not in _ENDED and not is_full(last, first, upper.bounds)


def _runs_on(upper: PartCell, cell: PartCell) -> bool:
    """Whether the text of a cell breaks off in the middle of a sentence and goes on in the other."""
    last = upper.lines[-1]
    return last.text[-1] not in _ENDED and is_full(last, cell.lines[0], upper.bounds)


def _always_filled(whole: Part, col: int) -> bool:
    """Whether every row below the header has text of its own in a column."""
    column = [cell for cell in whole.cells if cell.col == col and cell.row >= whole.header_rows]
    return len(column) >= 2 and all(cell.lines and cell.rowspan == 1 for cell in column)


def _continues(upper: PartCell, cell: PartCell, whole: Part) -> bool:
    """Whether an empty cell below a page break is the rest of a merged one above it."""
    if cell.lines:
        return False
    return upper.rowspan > 1 or cell.rowspan > 1 or _has_merges(whole, cell.col)


def _has_merges(whole: Part, col: int) -> bool:
    return any(cell.col == col and cell.rowspan > 1 and cell.lines for cell in whole.cells)
