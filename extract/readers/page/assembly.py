"""Pages put together into one document: furniture taken out, paragraphs and tables joined over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import msgspec

from extract.document import Block, Paragraph
from extract.readers.page.content import Content
from extract.readers.page.continued import continued
from extract.readers.page.furniture import Margin, find_furniture, texts_of
from extract.readers.page.headings import Bookmark, with_levels
from extract.readers.page.lines import Bounds, TextLine, lines_of
from extract.readers.page.paragraphs import Flow, bounds_of, rejoined
from extract.readers.page.shown import Turned, as_shown
from extract.readers.page.stacked import with_rows
from extract.readers.page.stitch import join, joins
from extract.readers.page.tables import Part, rows_of_text, table_of
from extract.readers.page.unruled import is_unclear


class Assembled(msgspec.Struct, frozen=True):
    """The blocks of all pages, the furniture, for each page the number of the first block that begins on it or after it,
    and the pages on which something looks like a table whose rows or columns can't be told."""

    blocks: list[Block]
    furniture: list[str]
    first: dict[int, int]
    unclear: list[int]


def assemble(pages: Sequence[Content], bookmarks: Sequence[Bookmark]) -> Assembled:
    """The document that the pages make, `bookmarks` being the outline that its file carries."""
    sizes = [line.height for page in pages for part in page.parts for cell in part.cells for line in cell.lines]
    forms = _forms(pages)
    margins = [Margin(p.number, p.height, [*p.lines, *p.notes], form=p.number in forms) for p in pages]
    furniture = find_furniture(margins, median(sizes or [12.0]))
    kept = texts_of((line for margin in margins for line in margin.lines), furniture)
    kept += dict.fromkeys(text for page in pages for text in page.slanted if text)
    blocks: list[Block] = []
    settled, unclear = _settled(pages, furniture)
    sections = list(_sections(pages, settled))
    notes = _notes(pages, furniture)
    flows = [section for section in sections if isinstance(section, Flow)]
    paragraphs = iter(rejoined([*flows, *notes]))
    for section in sections:
        if isinstance(section, Flow):
            blocks.extend(next(paragraphs))
        else:
            _add_table(section, None, blocks)
    for found in paragraphs:
        blocks.extend(msgspec.structs.replace(note, kind="footnote") for note in found)
    turned = {page.number: Turned(page.turned, page.width, page.height) for page in pages if page.turned}
    shown = as_shown(with_levels(blocks, bookmarks), turned)
    return Assembled(shown, kept, _first_blocks(blocks, pages), sorted(unclear))


def _forms(pages: Sequence[Content]) -> set[int]:
    """The pages that begin a form, as another next to them does: their tables begin with the same rows, until one of the
    same name holds something else. (A table that goes on repeats its head, and below it nothing.)"""
    forms: set[int] = set()
    for one, other in pairwise(page for page in pages if page.parts):
        rows = (rows_of_text(page.parts[0]) for page in (one, other))
        differing = next(((a, b) for a, b in zip(*rows, strict=False) if a != b), None)
        if differing is not None and len(differing[0]) > 1 and differing[0][:1] == differing[1][:1]:
            forms |= {one.number, other.number}
    return forms


def _sections(pages: Sequence[Content], settled: Sequence[Sequence[TextLine | Part]]) -> Iterator[Flow | Part]:
    """Flows of text and whole tables, in reading order."""
    bounds = _bounds_by_format(pages, settled)
    flow = Flow(lines=[], bounds=[])
    table: Part | None = None
    for page, items in zip(pages, settled, strict=True):
        for item in items:
            if isinstance(item, Part):
                if table is not None and table.page < page.number and joins(table, item):
                    table = join(table, item)
                    continue
                if flow.lines:
                    yield flow
                    flow = Flow(lines=[], bounds=[])
                if table is not None:
                    yield table
                table = item
            elif table is not None and table.page < page.number and _CONTINUED.fullmatch(item.text):
                continue
            else:
                if table is not None:
                    yield table
                    table = None
                flow.lines.append(item)
                flow.bounds.append(bounds[_format(page, item.column)])
    if table is not None:
        yield table
    if flow.lines:
        yield flow


def _settled(pages: Sequence[Content], furniture: set[int]) -> tuple[list[list[TextLine | Part]], set[int]]:
    """The items of each page without furniture, and the pages on which tables can't be told. What is a table only if one
    goes on in it is lines where none does, and so is one whose rows are a guess."""
    kept = [[item for item in page.items if id(item) not in furniture] for page in pages]
    for page, (above, below) in zip(pages, pairwise(kept), strict=False):
        _align(above, below, page.height)
    unclear = {page.number for page in pages if page.unclear}
    settled = []
    for number, items in enumerate(kept):
        before = kept[number - 1][-1:] if number else []
        after = kept[number + 1][:1] if number + 1 < len(kept) else []
        found: list[TextLine | Part] = []
        for at, item in enumerate(items):
            if isinstance(item, TextLine):
                found.append(item)
                continue
            if not item.told or (item.cols == 1 and item.region is not None and is_unclear(item.region)):
                unclear.add(item.page)
            goes_on = not at and any(isinstance(upper, Part) and joins(upper, item) for upper in before)
            continued = at + 1 == len(items) and any(isinstance(lower, Part) and joins(item, lower) for lower in after)
            if not item.told and item.region is not None:
                found.extend(lines_of(item.region.runs, item.page))
            else:
                found.extend(item.lines if item.lines and not (goes_on or continued) else [item])
        settled.append(found)
    return settled, unclear


def _align(above: list[TextLine | Part], below: list[TextLine | Part], height: float) -> None:
    """Gives the last table of a page and the first of the next the columns of both and all their rows, if they are one
    without rulings: few rows don't show all columns, and half a row is none."""
    upper, lower = next(reversed(above), None), next(iter(below), None)
    if isinstance(upper, Part) and isinstance(lower, Part) and upper.stacked != lower.stacked and joins(upper, lower):
        above[-1], below[0] = (with_rows(part, known=not part.stacked) for part in (upper, lower))
    found = continued(above, below, height)
    if found is not None:
        above[-1] = found.upper
        below[: found.items] = [found.lower]


def _notes(pages: Sequence[Content], furniture: set[int]) -> list[Flow]:
    """The footnotes of each page."""
    flows = []
    for page in pages:
        lines = [line for line in page.notes if id(line) not in furniture]
        if lines:
            bounds = bounds_of(
                lines,
                [bounds_of([line for line in page.lines if id(line) not in furniture], (), page.width)],
                page.width,
            )
            flows.append(Flow(lines=lines, bounds=[bounds] * len(lines)))
    return flows


# The words above the part of a table on another page: they name no table of its own.
_CONTINUED = re.compile(r"[（(]?\s*(?:接上[页表]|续\s*(?:上?表|上页)?|表?\s*续)\s*\d{0,2}[)）]?")

Format = tuple[int, int, int]


def _format(page: Content, column: int) -> Format:
    return round(page.width), round(page.height), column


def _bounds_by_format(pages: Sequence[Content], settled: Sequence[Sequence[TextLine | Part]]) -> dict[Format, Bounds]:
    """The edges of the running text for each size of page and each column."""
    lines: dict[Format, list[TextLine]] = {}
    tables: dict[Format, list[Bounds]] = {}
    for page, items in zip(pages, settled, strict=True):
        for item in items:
            if isinstance(item, Part):
                tables.setdefault(_format(page, 0), []).append(Bounds(item.xs[0], item.xs[-1]))
            else:
                lines.setdefault(_format(page, item.column), []).append(item)
    return {key: bounds_of(found, tables.get(key, ()), key[0]) for key, found in lines.items()}


def _add_table(part: Part, host: tuple[int, int, int] | None, blocks: list[Block]) -> None:
    number = len(blocks)
    blocks.append(table_of(part, host))
    for cell in part.cells:
        for nested in cell.nested:
            _add_table(nested, (number, cell.row, cell.col), blocks)


def _first_blocks(blocks: Sequence[Block], pages: Sequence[Content]) -> dict[int, int]:
    first: dict[int, int] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            seen = [line.page for line in block.lines[:1]]
        else:
            seen = [cell.lines[0].page for cell in block.cells if cell.lines][:1]
        for page in seen:
            first.setdefault(page, number)
    following = max(len(blocks) - 1, 0)
    for page in sorted((page.number for page in pages), reverse=True):
        following = first.setdefault(page, following)
    return first
