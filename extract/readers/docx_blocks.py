"""The blocks of a docx story (body, notes, comments, page headers): paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from extract.readers import grid
from extract.readers.characters import clean
from extract.readers.docx_styles import PLAIN, Style, Styles, linked_depth, whole
from extract.readers.docx_text import (
    ALTERNATE,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    STRUCTURED,
    STRUCTURED_CONTENT,
    VAL,
    Ink,
    Scribe,
    W,
    chosen,
)
from extract.readers.drafts import CellText, Grid, Para, Slot, joined
from extract.readers.numbering import Counters, ListFormat

PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
_FLOW_THROUGH = frozenset({W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
_GONE = frozenset({W + "del", W + "moveFrom"})
_MAX_SPAN = 200
"""Word stops at 63 columns; anything beyond is damage or attack."""


class Storyteller:
    """Reads the stories of one document one after the other; list counters run through all of them."""

    def __init__(self, styles: Styles, lists: Mapping[str, ListFormat]) -> None:
        self._styles = styles
        self._lists = lists
        self._counters = Counters()
        self.scribe = Scribe(styles)
        self.unconverted = 0

    def blocks(self, container: etree._Element, kind: str = "body") -> list[Para | Grid]:
        """The blocks of a story or text box. Paragraphs whose mark was deleted or is hidden run on into the next."""
        found: list[Para | Grid] = []
        waiting: Para | None = None
        for element in self._flow(container):
            if element.tag == TABLE:
                self._finish(waiting, found)
                waiting = None
                table = self.table(element)
                if table is not None:
                    found.append(table)
                continue
            para, ink, runs_on = self._paragraph(element, kind)
            if waiting is not None:
                para = joined(waiting, para)
            waiting = para if runs_on else None
            if not runs_on:
                self._finish(para, found)
            self._append_hanging(ink, found, kind)
        self._finish(waiting, found)
        return found

    def _finish(self, para: Para | None, found: list[Para | Grid]) -> None:
        if para is None:
            return
        para.text = clean(para.text)
        if para.text or para.embedded:
            found.append(para)

    def _append_hanging(self, ink: Ink, found: list[Para | Grid], kind: str) -> None:
        hidden = clean("".join(ink.hidden)) if ink.hidden else ""
        if hidden:
            found.append(Para(hidden, kind=kind, hidden=True))
        for box in ink.boxes:
            found.extend(self.blocks(box, "textbox"))

    def _flow(self, container: etree._Element) -> Iterator[etree._Element]:
        for child in container:
            tag = child.tag
            if tag in (PARAGRAPH, TABLE):
                yield child
            elif tag == STRUCTURED:
                if (content := child.find(STRUCTURED_CONTENT)) is not None:
                    yield from self._flow(content)
            elif tag in _FLOW_THROUGH:
                yield from self._flow(child)
            elif tag == ALTERNATE:
                yield from self._flow(chosen(child))
            elif tag in (W + "altChunk", W + "subDoc"):
                self.unconverted += 1

    def _paragraph(self, element: etree._Element, kind: str) -> tuple[Para, Ink, bool]:
        """A paragraph, its ink, and whether it runs on into the next one."""
        properties = element.find(PARAGRAPH_PROPERTIES)
        if properties is None:
            ink = self.scribe.paragraph(element, self._styles.default.hidden)
            return Para("".join(ink.text), kind=kind, embedded=tuple(ink.embedded)), ink, False
        named = properties.find(W + "pStyle")
        style_id = (named.get(VAL) or "") if named is not None else ""
        style = self._styles.by_id.get(style_id, PLAIN) if style_id else self._styles.default
        ink = self.scribe.paragraph(element, style.hidden)
        text = "".join(ink.text)
        mark = properties.find(RUN_PROPERTIES)
        runs_on = mark is not None and _mark_is_gone(mark, bool(text))
        outline = style.outline
        if (stated := properties.find(W + "outlineLvl")) is not None:
            number = whole(stated.get(VAL), 9)
            outline = number + 1 if 0 <= number < 9 else 0
        label = self._label(properties, style_id, style) if text.strip() or ink.embedded else ""
        return Para(text, label, outline, style.contents, kind, embedded=tuple(ink.embedded)), ink, runs_on

    def _label(self, properties: etree._Element, style_id: str, style: Style) -> str:
        list_id, depth = style.list_id, style.depth
        own = properties.find(W + "numPr")
        stated_depth = None
        if own is not None:
            if (reference := own.find(W + "numId")) is not None:
                list_id = reference.get(VAL)
            if (reference := own.find(W + "ilvl")) is not None:
                stated_depth = whole(reference.get(VAL), 0)
        form = self._lists.get(list_id or "")
        if form is None or list_id == "0":
            return ""
        if stated_depth is None:
            linked = linked_depth(form, style_id)
            stated_depth = linked if linked is not None else depth or 0
        return self._counters.label(form, stated_depth)

    def table(self, element: etree._Element) -> Grid | None:
        """A w:tbl on its grid; None where all its rows were deleted."""
        slots: list[Slot] = []
        open_above: dict[int, Slot] = {}
        width = 0
        row = 0
        table = Grid(0, 0, [])
        for line in _rows(element):
            if self._row_is_gone(line):
                continue
            anchors_here: dict[int, Slot] = {}
            col = _grid_before(line)
            left: Slot | None = None
            for cell in _cells(line):
                properties = cell.find(W + "tcPr")
                span = _span(properties)
                content = self._cell(cell)
                merged = _merge(properties, W + "vMerge")
                if left is not None and _merge(properties, W + "hMerge") == "continue":
                    left.colspan += span
                    table.absorb(left.content, content)
                elif merged == "continue" and col in open_above:
                    left = open_above[col]
                    left.rowspan = row - left.row + 1
                    table.absorb(left.content, content)
                else:
                    left = Slot(row, col, span, content)
                    slots.append(left)
                    merged = merged or ""
                if merged:
                    anchors_here[col] = left
                col += span
            width = max(width, col)
            open_above = anchors_here
            row += 1
        if not row:
            return None
        grid.check_size(row, width)
        table.fill(slots, row, width)
        return table

    def _row_is_gone(self, line: etree._Element) -> bool:
        properties = line.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            return False
        self.scribe.revisions.deleted += 1
        return True

    def _cell(self, cell: etree._Element) -> CellText:
        content = CellText()
        waiting: Para | None = None
        for element in self._flow(cell):
            if element.tag == TABLE:
                inner = self.table(element)
                if inner is not None:
                    content.inner.append(inner)
                continue
            para, ink, runs_on = self._paragraph(element, "body")
            if waiting is not None:
                para = joined(waiting, para)
            waiting = para if runs_on else None
            if not runs_on:
                content.add(para)
            self._append_hanging(ink, content.after, "body")
        if waiting is not None:
            content.add(waiting)
        return content


def _mark_is_gone(mark: etree._Element, has_text: bool) -> bool:
    if any(mark.find(tag) is not None for tag in _GONE):
        return True
    return has_text and mark.find(W + "specVanish") is not None


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    yield from _through(table, ROW)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from _through(row, CELL)


def _through(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == STRUCTURED:
            if (content := child.find(STRUCTURED_CONTENT)) is not None:
                yield from _through(content, wanted)
        elif child.tag in _FLOW_THROUGH:
            yield from _through(child, wanted)


def _grid_before(row: etree._Element) -> int:
    before = row.find(f"{W}trPr/{W}gridBefore")
    return min(max(whole(before.get(VAL), 0), 0), _MAX_SPAN) if before is not None else 0


def _span(properties: etree._Element | None) -> int:
    span = properties.find(W + "gridSpan") if properties is not None else None
    return min(max(whole(span.get(VAL), 1), 1), _MAX_SPAN) if span is not None else 1


def _merge(properties: etree._Element | None, tag: str) -> str:
    """ "restart", "continue" or "" of w:vMerge or w:hMerge; without a value it means to continue."""
    mark = properties.find(tag) if properties is not None else None
    if mark is None:
        return ""
    return "restart" if mark.get(VAL) == "restart" else "continue"
