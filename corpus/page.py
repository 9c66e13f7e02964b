"""What every renderer prints: a report as headings, paragraphs and tables of plain text."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

UP = "^"
"""Cell content that says: this cell is merged with the one above it."""
LEFT = "<"
"""Cell content that says: this cell is merged with the one to its left."""


class Heading(msgspec.Struct, frozen=True):
    """A heading; level 1 is the highest, level 0 the document's title."""

    level: int
    text: str


class Para(msgspec.Struct, frozen=True):
    """A paragraph of running text; `align` is left, center or right."""

    text: str
    align: str = "left"


class Grid(msgspec.Struct, frozen=True):
    """A table as rows of equal length; `UP` and `LEFT` mark cells covered by a merged one."""

    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""

    def spans(self, row: int, col: int) -> tuple[int, int]:
        """Rows and columns that the cell at (row, col) covers."""
        wide = 1
        while col + wide < len(self.rows[row]) and self.rows[row][col + wide] == LEFT:
            wide += 1
        tall = 1
        while row + tall < len(self.rows) and self.rows[row + tall][col] == UP:
            tall += 1
        return tall, wide


Block = Heading | Para | Grid


class Page(msgspec.Struct, frozen=True):
    """A whole report. `styled`: headings carry heading styles, not only larger type."""

    blocks: tuple[Block, ...]
    styled: bool = True


def texts(page: Page) -> Iterator[str]:
    """Every text of the page in reading order, merged-away cells left out."""
    for block in page.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from (cell for cell in row if cell not in (UP, LEFT))
        else:
            yield block.text
