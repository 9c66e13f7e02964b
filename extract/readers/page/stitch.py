"""Tables that go on over page breaks put back together: the repeated header dropped, a row that was cut joined, a
merged cell that goes on lengthened."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from extract.readers.page.lines import is_full
from extract.readers.page.signs import ENDED, FIGURE, NUMBER
from extract.readers.page.tables import Column, Part, PartCell, line_height, usual_gap
from extract.titles import is_form_title, names_owner

# Points: the edges of one table on two pages.
_SAME_EDGE = 3.0
# Points: columns without rulings lie where their text does, which differs from page to page.
_ALIGNED = 6.0
# A cut row is printed down to the foot of its page; with more lines than this free below its text it wasn't cut.
# Where it leaves columns empty that never are, lines kept together may have left more room.
_FREE_LINES = 2.5
_FREE_AT_MOST = 5.0
# In heights of type: the pitch of lines in a table; what is set wider leaves more room below.
_USUAL_PITCH = 1.3
# So many cells before the break tell how wide the lines of the table are set.
_RECENT = 60
# Rows: a form's title stands in the first ones, whose form it is not much further down.
_TITLE, _HEAD = 3, 8
# Characters: names and headings are shorter, sentences are not.
_LONG = 12
_WHOLE = re.compile(r"[.．]\d{2}$")
_POINT = re.compile(r"\d[.．]$")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|其中")


def joins(whole: Part, part: Part) -> bool:
    """Whether `part`, the first thing on its page, can continue `whole`, the last thing on the page before."""
    if _begins_another(whole, part):
        return False
    if not (whole.ruled and part.ruled):
        fewer, more = sorted((whole, part), key=lambda found: found.rows)
        placed = part.goes_on or all(_stands_in(cell, more.xs) for cell in fewer.cells if cell.lines)
        return whole.cols == part.cols and placed
    if abs(whole.xs[0] - part.xs[0]) > _SAME_EDGE or abs(whole.xs[-1] - part.xs[-1]) > _SAME_EDGE:
        return False
    inner, other = whole.xs[1:-1], part.xs[1:-1]
    if len(inner) > len(other):
        inner, other = other, inner
    shared = sum(any(abs(x - y) <= _SAME_EDGE for y in other) for x in inner)
    return shared * 5 >= len(inner) * 4


def _begins_another(whole: Part, part: Part) -> bool:
    """Whether `part` has the title of a form and says below it that it is another one's than `whole`."""
    head = [c for c in part.cells if c.row < _HEAD]
    title = next((c.row for c in head if c.row < _TITLE and is_form_title(_text(c))), None)
    owners = [c.row for c in head if title is not None and c.row > title and names_owner(_text(c))]
    return any(_row(whole, row) != _row(part, row) for row in range(max(owners, default=-1) + 1))


def _text(cell: PartCell) -> str:
    return "".join(line.text for line in cell.lines)


def _stands_in(cell: PartCell, xs: Sequence[float]) -> bool:
    """Whether the text of a cell stands between the edges of its columns in another part of its table."""
    middle = (min(line.x0 for line in cell.lines) + max(line.x1 for line in cell.lines)) / 2
    return xs[cell.col] - _ALIGNED <= middle <= xs[cell.col + cell.colspan] + _ALIGNED


def join(whole: Part, part: Part) -> Part:
    """The table of both; `whole` is used up."""
    if whole.ruled and part.ruled:
        whole, part = _on_one_grid(whole, part)
    part = _without_strip(_without_header(whole, part), 0)
    if not part.rows:
        return msgspec.structs.replace(whole, page=part.page, bottom=part.bottom)
    whole = _without_strip(whole, whole.rows - 1)
    cut = is_cut(whole, part)
    above = {(cell.col, cell.colspan): cell for cell in whole.foot}
    first = [cell for cell in part.cells if cell.row == 0]
    shift = whole.rows - cut
    leading = min((cell.col for cell in first if cell.lines), default=0)
    added = []
    foot = []
    for cell in part.cells:
        upper = above.get((cell.col, cell.colspan)) if cell.row == 0 else None
        goes_on = upper is not None and (cut or _continues(upper, cell, part, whole, leading))
        at_foot = cell.end == part.rows
        if upper is not None and goes_on:
            upper.lines = upper.lines + cell.lines
            upper.rowspan = cell.end + shift - upper.row
            upper.bottom = cell.bottom
            upper.nested = upper.nested + cell.nested
        else:
            upper = msgspec.structs.replace(cell, row=cell.row + shift)
            added.append(upper)
        if at_foot:
            foot.append(upper)
    whole.cells.extend(added)
    _note(whole.columns, added)
    return msgspec.structs.replace(
        whole, page=part.page, rows=part.rows + shift, bottom=part.bottom, foot=foot, open_bottom=part.open_bottom
    )


def _without_strip(part: Part, row: int) -> Part:
    """`part` without an empty `row` at the page break beside merged cells going on: Chrome leaves it where the next
    row didn't fit. It is one field where rows have several, or no line closes it."""
    begun = [cell for cell in part.cells if cell.row == row]
    passing = [cell for cell in part.cells if cell.rowspan > 1 and cell.row < row < cell.end] if row else []
    if not row:
        passing = [cell for cell in begun if cell.rowspan > 1]
        begun = [cell for cell in begun if cell.rowspan == 1]
    odd = len(begun) == 1 and begun[0].colspan > 1
    if not passing or any(c.lines for c in begun) or not (odd or (row and part.open_bottom)):
        return part
    cells = [cell for cell in part.cells if cell not in begun]
    for cell in cells:
        cell.rowspan -= cell in passing
        cell.row -= cell.row > row
    rows = part.rows - 1
    return msgspec.structs.replace(part, rows=rows, cells=cells, foot=[c for c in cells if c.end == rows])


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


def _row(part: Part, number: int) -> list[tuple[int, int, int, str]]:
    """What a row near the beginning of a part shows."""
    found = []
    for cell in part.cells:
        if cell.row > number:
            break
        if cell.row == number:
            found.append((cell.col, cell.rowspan, cell.colspan, _text(cell)))
    return found


def _without_header(whole: Part, part: Part) -> Part:
    """`part` without the leading rows that repeat the first rows of the table."""
    repeated = 0
    while repeated < min(whole.rows, part.rows):
        again = _row(part, repeated)
        if _row(whole, repeated) != again or not any(text for *_, text in again):
            break
        repeated += 1
    while repeated and any(cell.row < repeated < cell.end for cell in part.cells):
        repeated -= 1
    if not repeated:
        return part
    whole.header_rows = max(whole.header_rows, repeated)
    cells = [msgspec.structs.replace(c, row=c.row - repeated) for c in part.cells if c.row >= repeated]
    rows = part.rows - repeated
    return msgspec.structs.replace(part, rows=rows, cells=cells, foot=[c for c in cells if c.end == rows])


def _note(columns: dict[int, Column], cells: Sequence[PartCell]) -> None:
    """Counts how the cells of each column are filled."""
    for cell in cells:
        column = columns.setdefault(cell.col, Column())
        if cell.rowspan > 1:
            column.merged += 1
        elif cell.lines:
            column.filled += 1
        else:
            column.blank += 1


def is_cut(whole: Part, part: Part) -> bool:
    """Whether the first row of `part`, headers aside, is the rest of the last row of `whole`."""
    if not whole.columns:
        _note(whole.columns, [cell for cell in whole.cells if cell.row >= whole.header_rows])
    above = {(cell.col, cell.colspan): cell for cell in whole.foot}
    first = [cell for cell in part.cells if cell.row == 0]
    pairs = [(above.get((cell.col, cell.colspan)), cell) for cell in first]
    both = [(upper, cell) for upper, cell in pairs if upper is not None and upper.lines and cell.lines]
    if not both or any(upper is None for upper, _ in pairs) or any(_are_figures(*pair) for pair in both):
        return False
    if not part.ruled and not (all(_runs_on(*pair) for pair in both) and any(_wraps(whole, u.col) for u, _ in both)):
        return False
    headings = sum(_is_heading_of(*pair) for pair in both)
    if headings > 1 or (headings and whole.rows == 1) or any(_say_the_same(*pair) for pair in both):
        return False
    recent = whole.cells[-_RECENT:]
    pitch = line_height(first) * max(1.0, (1 + usual_gap(recent)) / _USUAL_PITCH)
    free = min(upper.bottom - upper.lines[-1].bottom for upper, _ in both) / pitch
    emptied = [
        cell
        for upper, cell in pairs
        if upper is not None and upper.lines and not cell.lines and upper.rowspan == cell.rowspan == 1
    ]
    sure = sum(_always_filled(whole.columns.get(cell.col)) for cell in emptied) if free <= _FREE_AT_MOST else 0
    if sure > 1 and not any(_NUMBERED.match(cell.lines[0].text) for _, cell in both):
        return True
    if any(_had_room(*pair) for pair in both):
        return False
    if sure:
        return True
    if free > _FREE_LINES or not all(_runs_on(upper, cell) for upper, cell in both):
        return False
    alone = not any(upper is not None and _tells(upper, cell) for upper, cell in pairs if (upper, cell) not in both)
    return bool(emptied) or ((len(both) >= 2 or alone) and any(_breaks_off(upper, cell) for upper, cell in both))


def _wraps(part: Part, col: int) -> bool:
    """Whether any text was broken over lines in a column: without rulings the longest one always seems to fill it."""
    return any(cell.col == col and len(cell.lines) > 1 for cell in part.cells)


def _is_heading_of(upper: PartCell, cell: PartCell) -> bool:
    """Whether a cell is a name, and the one below it a whole figure."""
    above, below = ("".join(line.text for line in held.lines) for held in (upper, cell))
    return FIGURE.fullmatch(below) is not None and len(above) < _LONG and not any(c.isdigit() for c in above)


def _say_the_same(upper: PartCell, cell: PartCell) -> bool:
    """Whether both cells hold the same words, as those of two rows do and the halves of one don't."""
    above, below = ("".join(line.text for line in held.lines) for held in (upper, cell))
    return above == below and len(above) > 1


def _tells(upper: PartCell, cell: PartCell) -> bool:
    """Whether a pair, one of which is empty, says anything of where its rows end: a merged cell does not."""
    if upper.lines and not cell.lines:
        return upper.rowspan == cell.rowspan == 1
    return bool(cell.lines)


def _are_figures(upper: PartCell, cell: PartCell) -> bool:
    """Whether both are figures, and not one figure broken in two for want of room. With two decimals it is whole."""
    above, below = ("".join(line.text for line in held.lines) for held in (upper, cell))
    if not (FIGURE.fullmatch(above) and FIGURE.fullmatch(below)):
        return False
    one = NUMBER.fullmatch(above + below) is not None and not _WHOLE.search(above)
    return not one or not is_full(upper.lines[-1], cell.lines[0], upper.bounds)


def _had_room(upper: PartCell, cell: PartCell) -> bool:
    """Whether the last line of a cell ended before it was full, in the middle of a sentence: it ends the cell."""
    last = upper.lines[-1]
    return last.text[-1] not in ENDED and not is_full(last, cell.lines[0], upper.bounds)


def _runs_on(upper: PartCell, cell: PartCell) -> bool:
    """Whether the text of a cell breaks off in the middle of a sentence and goes on in the other."""
    last = upper.lines[-1]
    return last.text[-1] not in ENDED and is_full(last, cell.lines[0], upper.bounds)


def _breaks_off(upper: PartCell, cell: PartCell) -> bool:
    """Whether the text of a cell can't end where it does: a bracket stays open, a comma or the point of a number stands
    last, or a long text goes on without a stop."""
    text = "".join(line.text for line in upper.lines)
    if (
        text[-1] in "，、,（(《“〔"
        or _POINT.search(text)
        or any(text.count(a) > text.count(b) for a, b in ("（）", "()", "《》", "“”", "〔〕"))
    ):
        return True
    return len(text) >= _LONG and not FIGURE.fullmatch("".join(line.text for line in cell.lines))


def _always_filled(column: Column | None) -> bool:
    """Whether every row below the header has text of its own in a column."""
    return column is not None and column.filled >= 2 and not column.blank and not column.merged


def _continues(upper: PartCell, cell: PartCell, part: Part, whole: Part, leading: int) -> bool:
    """Whether a cell below a page break is the rest of the one above it: of a merged cell, its text broken off or at an
    end; or, empty, of the heading of a group in a column left of all text, where nothing else stands empty."""
    if cell.lines:
        merged = upper.rowspan > 1 or cell.rowspan > 1
        return merged and bool(upper.lines) and _runs_on(upper, cell) and _breaks_off(upper, cell)
    if upper.rowspan > 1 or cell.rowspan > 1:
        return True
    column = whole.columns.get(cell.col)
    if cell.col >= leading or not upper.lines or column is None or column.blank:
        return False
    return all(other.lines or other.rowspan > 1 for other in part.cells if other.col == cell.col and other is not cell)
