"""A page as text: with tables as tab-parted rows, or as Word writes them when a document is saved as text."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.page import LEFT, UP, Grid, Heading, Page, Para


def _plain(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        yield "\t".join("" if cell in (UP, LEFT) else cell.replace("\n", " ") for cell in row)
    yield ""


def _word(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        for cell in row:
            if cell != LEFT:
                yield "\t" + ("" if cell == UP else cell)
        yield ""
    yield ""


def _lines(page: Page, word: bool) -> Iterator[str]:
    for number, block in enumerate(page.blocks):
        if isinstance(block, Grid):
            yield from _word(block) if word else _plain(block)
        elif isinstance(block, Heading) and word and block.level:
            yield f"[bookmark: _Toc{20000 + 37 * number}_WPSOffice_Level{block.level}]{block.text}"
        elif word and isinstance(block, Para) and number % 5 == 0:
            yield f"[bookmark: _Hlk{70000 + 41 * number}][bookmark: OLE_LINK{number}]{block.text}"
        elif isinstance(block, Heading) and block.level == 0:
            yield block.text + ("" if word else "\n")
        else:
            yield block.text


def txt(page: Page, word: bool = False) -> bytes:
    """UTF-8 text. `word`: every cell on a line of its own led by a tab, rows parted by blank lines, bookmarks kept."""
    return "".join(line + "\n" for line in _lines(page, word)).encode()
