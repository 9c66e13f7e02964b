"""Word documents while they are read: paragraphs before headings are levelled, tables before they have a number.

The readers of both generations of Word bring their files into this shape; from here on a report is the same
whichever of them it was saved in.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from extract.document import Block, Cell, Paragraph, Place, Table, Unread
from extract.readers import grid, outline
from extract.readers.characters import clean


class Para(msgspec.Struct):
    """A paragraph before headings are levelled."""

    text: str
    label: str = ""
    styled: int = 0
    contents: bool = False
    kind: str = "body"
    hidden: bool = False
    embedded: tuple[str, ...] = ()


class Grid(msgspec.Struct):
    """A table; `inner` are tables in its cells (row, col, table), `after` what hangs on it and is read after
    it: text boxes and hidden text."""

    rows: int
    cols: int
    cells: list[Cell]
    inner: list[tuple[int, int, Grid]] = []
    after: list[Para | Grid] = []
    embedded: list[str] = []

    def absorb(self, anchor: CellText, covered: CellText) -> None:
        """Take in a cell that a merged one covers. What stands in it is never displayed; it is kept as hidden
        text after the table."""
        self.embedded.extend(covered.embedded)
        if covered.texts:
            self.after.append(Para("\n".join(covered.texts), hidden=True))
        anchor.inner += covered.inner
        anchor.after += covered.after

    def fill(self, slots: list[Slot], rows: int, width: int) -> None:
        """Take the laid-out cells of a grid of `rows` x `width`, and what hangs on them."""
        cells = [
            Cell(
                slot.row,
                slot.col,
                "\n".join(slot.content.texts),
                slot.rowspan,
                slot.colspan,
                labels=slot.content.labels,
            )
            for slot in slots
        ]
        self.rows = rows
        self.cols, self.cells = grid.squeeze(cells, width)
        for slot, cell in zip(slots, self.cells, strict=True):
            self.inner.extend((cell.row, cell.col, inner) for inner in slot.content.inner)
            self.after.extend(slot.content.after)
            self.embedded.extend(slot.content.embedded)


class CellText(msgspec.Struct):
    """The content of one cell. (Tuples, since most of them stay empty and a table may have 300,000 cells.)"""

    texts: list[str] = []
    labels: tuple[tuple[int, str], ...] = ()
    inner: tuple[Grid, ...] = ()
    after: tuple[Para | Grid, ...] = ()
    embedded: tuple[str, ...] = ()
    length: int = 0

    def take(self, drafts: Iterable[Para | Grid]) -> None:
        """Take in blocks of the cell."""
        for draft in drafts:
            if isinstance(draft, Grid):
                self.inner += (draft,)
            else:
                self.add(draft)

    def add(self, para: Para) -> None:
        """Take in a paragraph of the cell."""
        self.embedded += para.embedded
        text = clean(para.text)
        if not text:
            return
        start = self.length + 1 if self.texts else 0
        if para.label:
            self.labels += ((start, para.label),)
        self.texts.append(text)
        self.length = start + len(text)


class Slot(msgspec.Struct):
    """A cell on the grid while its table is laid out."""

    row: int
    col: int
    colspan: int
    content: CellText
    rowspan: int = 1


def joined(first: Para, second: Para) -> Para:
    """Two paragraphs as one, since the mark between them was deleted."""
    return Para(
        first.text + second.text,
        first.label or second.label,
        second.styled,
        first.contents,
        second.kind,
        embedded=first.embedded + second.embedded,
    )


def texts(draft: Para | Grid) -> list[str]:
    """All texts of a draft with their labels, for page headers and footers."""
    if isinstance(draft, Para):
        return [draft.label + draft.text] if draft.text else []
    found = [cell.text for cell in draft.cells if cell.text]
    for _, _, inner in draft.inner:
        found.extend(texts(inner))
    for item in draft.after:
        found.extend(texts(item))
    return found


def assembled(drafts: Iterable[Para | Grid]) -> tuple[list[Block], list[Unread]]:
    """Blocks in reading order with heading levels, and what could not be read in them."""
    flat: list[tuple[Para | Grid, tuple[int, int, int] | None]] = []
    number = 0
    for draft in drafts:
        number = _flatten(draft, None, flat, number)
    lines = [
        outline.Line(d.text, d.label, d.styled, d.contents or d.hidden or d.kind != "body")
        for d, _ in flat
        if isinstance(d, Para)
    ]
    levels = iter(outline.levels(lines))
    blocks: list[Block] = []
    unread: list[Unread] = []
    for draft, host in flat:
        place = Place(len(blocks), None, None, 0, 0)
        if isinstance(draft, Grid):
            unread.extend(_embedded(tuple(draft.embedded), place))
            blocks.append(Table(draft.rows, draft.cols, tuple(draft.cells), host=host))
            continue
        level = next(levels)
        unread.extend(_embedded(draft.embedded, place))
        if draft.text:
            blocks.append(Paragraph(draft.text, draft.label, level, draft.kind, hidden=draft.hidden))
    return blocks, [_within(item, len(blocks)) for item in unread]


def remarks(inserted: int, deleted: int, blocks: Iterable[Block]) -> list[str]:
    """What the reader of a report should know of tracked changes, hidden text and comments."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    found = []
    if inserted or deleted:
        found.append(
            f"文中留有修订痕迹（插入{inserted}处、删除{deleted}处），已按接受全部修订后的文字读取，被删除的内容未读。"
        )
    hidden = sum(1 for block in paragraphs if block.hidden)
    if hidden:
        found.append(f"文中有{hidden}处隐藏或划去的文字，不作正文，已注明。")
    comments = sum(1 for block in paragraphs if block.kind == "comment")
    if comments:
        found.append(f"文中有{comments}段批注，已读取，不作为正文。")
    return found


def unread_signs(uncomputed: int, unknown_symbols: int) -> list[Unread]:
    """What the file shows no characters for: formula fields without a result, signs of symbol fonts."""
    found = []
    if uncomputed:
        found.append(Unread(f"文中有{uncomputed}处公式域没有保存计算结果，数值未读取，请更新域后再报送。"))
    if unknown_symbols:
        found.append(Unread(f"文中有{unknown_symbols}个符号字体的字符未能识别，以“�”代替。"))
    return found


def _flatten(
    draft: Para | Grid,
    host: tuple[int, int, int] | None,
    flat: list[tuple[Para | Grid, tuple[int, int, int] | None]],
    number: int,
) -> int:
    """Put a draft and what hangs on it in line; `number` is that of the next block, returned moved on."""
    flat.append((draft, host))
    if isinstance(draft, Para):
        return number + 1 if draft.text else number
    here, number = number, number + 1
    for row, col, inner in draft.inner:
        number = _flatten(inner, (here, row, col), flat, number)
    for item in draft.after:
        number = _flatten(item, None, flat, number)
    return number


def _embedded(kinds: tuple[str, ...], place: Place) -> list[Unread]:
    return [Unread(f"此处有{kind}，其中的文字和数字未读取，请人工核对。", place) for kind in dict.fromkeys(kinds)]


def _within(item: Unread, blocks: int) -> Unread:
    """A picture after the last block belongs to that block; a document of pictures alone has no place to name."""
    if item.place is None or item.place.block < blocks:
        return item
    return msgspec.structs.replace(item, place=Place(blocks - 1, None, None, 0, 0) if blocks else None)
