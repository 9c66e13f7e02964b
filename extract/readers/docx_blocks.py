"""The blocks of a docx story (body, notes, comments, page headers): paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from extract.readers.characters import clean, whole
from extract.readers.docx_chunks import Chunks
from extract.readers.docx_styles import PLAIN, Style, Styles, linked_depth
from extract.readers.docx_text import (
    ALTERNATE,
    DELETED,
    PARAGRAPH,
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
from extract.readers.drafts import CellText, Grid, Para, joined
from extract.readers.numbering import Counters, ListFormat
from extract.readers.package import first_child, stream_xml
from extract.readers.word_tables import ALONE, BEGINS, CONTINUES, Frame, lay_out

TABLE, ROW, CELL = W + "tbl", W + "tr", W + "tc"
_BLOCKS = frozenset({PARAGRAPH, TABLE})
_CELL_PROPERTIES, _ROW_PROPERTIES = W + "tcPr", W + "trPr"
_STYLE, _OUTLINE, _NUMBERED = W + "pStyle", W + "outlineLvl", W + "numPr"
_SPAN, _DOWN, _RIGHT, _SKIPPED, _ROW_DELETED = W + "gridSpan", W + "vMerge", W + "hMerge", W + "gridBefore", W + "del"
_ROW_INSERTED, _CELL_INSERTED = W + "ins", W + "cellIns"
_CELL_DELETED, _CELL_MERGED = W + "cellDel", W + "cellMerge"
_MARKS = frozenset({_DOWN, _RIGHT, _CELL_DELETED, _CELL_INSERTED, _CELL_MERGED})
_COLUMNS, _COLUMN = W + "tblGrid", W + "gridCol"
_CHUNK = W + "altChunk"
_FOREIGN = frozenset({_CHUNK, W + "subDoc"})
_FLOW_THROUGH = frozenset({W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
BODY = W + "body"
_STREAMED = (PARAGRAPH, TABLE, ROW, STRUCTURED, ALTERNATE, *sorted(_FLOW_THROUGH), *sorted(_FOREIGN))
_SOME_WIDTH = 1000
_MAX_SPAN = 200
"""Word stops at 63 columns; anything beyond is damage or attack."""


class _Rows:
    """A table while its rows come in. Its columns have the widths that w:tblGrid states; beyond it, some."""

    def __init__(self, stated: etree._Element | None) -> None:
        self._edges = [0]
        for column in () if stated is None else stated.iterchildren(_COLUMN):
            width = whole(column.get(W + "w"), _SOME_WIDTH)
            self._edges.append(self._edges[-1] + max(width, 1))
        self._frames: dict[tuple[int, ...], Frame] = {}
        self._rows: list[tuple[list[CellText], Frame]] = []

    def add(self, line: etree._Element, teller: Storyteller) -> None:
        """Take in one w:tr, unless it was deleted."""
        about_row = _stated(first_child(line, _ROW_PROPERTIES))
        if _ROW_DELETED in about_row:
            teller.scribe.revisions.deleted += 1
            return
        teller.scribe.revisions.inserted += _ROW_INSERTED in about_row
        cols = [min(max(_amount(about_row.get(_SKIPPED), 0), 0), _MAX_SPAN)]
        across: list[int] = []
        down: list[int] = []
        cells: list[CellText] = []
        for cell in _through(line, CELL):
            about = _stated(first_child(cell, _CELL_PROPERTIES))
            marked = not _MARKS.isdisjoint(about)
            if marked and _CELL_DELETED in about:
                teller.scribe.revisions.deleted += 1
                continue
            cells.append(teller.cell(cell))
            cols.append(cols[-1] + (min(max(_amount(about[_SPAN], 1), 1), _MAX_SPAN) if _SPAN in about else 1))
            goes_on = marked and bool(across) and _goes_on(about.get(_RIGHT))
            if goes_on:
                across[-1] = across[-1] or 1
            across.append(2 if goes_on else int(marked and _RIGHT in about))
            down.append(_down(about) if marked else ALONE)
            teller.scribe.revisions.inserted += marked and _CELL_INSERTED in about
        key = (*cols, *across, *down)
        if key not in self._frames:
            self._frames[key] = Frame(tuple(map(self._edge, cols)), tuple(across), tuple(down))
        self._rows.append((cells, self._frames[key]))

    def table(self) -> Grid | None:
        """The finished table, None if no row came in."""
        return lay_out(self._rows) if self._rows else None

    def _edge(self, col: int) -> int:
        known = len(self._edges) - 1
        return self._edges[col] if col <= known else self._edges[known] + _SOME_WIDTH * (col - known)


class Storyteller:
    """Reads the stories of one document one after the other; list counters run through all of them."""

    def __init__(self, styles: Styles, lists: Mapping[str, ListFormat], plain_runs: bool = False) -> None:
        self._styles = styles
        self._lists = lists
        self._counters = Counters()
        self.scribe = Scribe(styles, plain_runs)
        self.chunks: Chunks | None = None
        self.unconverted = 0
        self._complete: tuple[etree._Element, _Rows] | None = None

    def blocks(self, container: etree._Element, kind: str = "body") -> list[Para | Grid]:
        """The blocks of a story or text box. Paragraphs whose mark was deleted or is hidden run on into the next."""
        return self._told(self._flow(container), kind)

    def body(self, content: bytes) -> list[Para | Grid]:
        """The blocks of a main part too large to be held as a tree: row by row, each forgotten when it is read."""
        return self._told(self._streamed(content), "body")

    def _told(self, elements: Iterator[etree._Element], kind: str) -> list[Para | Grid]:
        found: list[Para | Grid] = []
        waiting: Para | None = None
        for element in elements:
            if element.tag != PARAGRAPH:
                self._finish(waiting, found)
                waiting = None
                found.extend(self._other(element))
                continue
            para, ink, runs_on = self._paragraph(element, kind)
            if waiting is not None:
                para = joined(waiting, para)
            waiting = para if runs_on else None
            if not runs_on:
                self._finish(para, found)
            found.extend(self._hanging(ink, kind))
        self._finish(waiting, found)
        return found

    def _streamed(self, content: bytes) -> Iterator[etree._Element]:
        """Paragraphs and tables of the body, each when it is complete; the rows of its tables are read before."""
        rows: _Rows | None = None
        for element in stream_xml(content, _STREAMED):
            parent = element.getparent()
            above = parent.getparent() if parent is not None else None
            if parent is None or above is None:
                continue
            if parent.tag == BODY:
                if element.tag == TABLE:
                    self._complete, rows = (element, rows or _Rows(None)), None
                yield from self._flow_of(element)
            elif parent.tag == TABLE and above.tag == BODY:
                rows = rows or _Rows(parent.find(_COLUMNS))
                for line in _through((element,), ROW):
                    rows.add(line, self)
            else:
                continue
            element.clear()
            while (before := element.getprevious()) is not None:
                parent.remove(before)

    def _finish(self, para: Para | None, found: list[Para | Grid]) -> None:
        if para is None:
            return
        para.text = clean(para.text)
        if para.text or para.embedded:
            found.append(para)

    def _hanging(self, ink: Ink, kind: str) -> list[Para | Grid]:
        """Hidden text and text boxes, which are read after the paragraph they hang on."""
        found: list[Para | Grid] = []
        hidden = clean("".join(ink.hidden)) if ink.hidden else ""
        if hidden:
            found.append(Para(hidden, kind=kind, hidden=True))
        found.extend(Para(text, kind="textbox") for text in map(clean, ink.art) if text)
        for box in ink.boxes:
            found.extend(self.blocks(box, "textbox"))
        return found

    def _flow(self, container: etree._Element) -> Iterator[etree._Element]:
        for element in container:
            tag = element.tag
            if tag == PARAGRAPH:
                yield element
            elif tag != _CELL_PROPERTIES:
                yield from self._flow_of(element)

    def _flow_of(self, child: etree._Element) -> Iterator[etree._Element]:
        tag = child.tag
        if tag in _BLOCKS:
            yield child
        elif tag == STRUCTURED:
            if (content := child.find(STRUCTURED_CONTENT)) is not None:
                yield from self._flow(content)
        elif tag in _FLOW_THROUGH:
            yield from self._flow(child)
        elif tag == ALTERNATE:
            yield from self._flow(chosen(child))
        elif tag in _FOREIGN:
            yield child

    def _other(self, element: etree._Element) -> list[Para | Grid]:
        """What stands in a table or in a part that is a file of its own."""
        if element.tag == TABLE:
            table = self.table(element)
            return [table] if table is not None else []
        found = self.chunks.drafts(element) if self.chunks is not None and element.tag == _CHUNK else None
        self.unconverted += found is None
        return found or []

    def _paragraph(self, element: etree._Element, kind: str) -> tuple[Para, Ink, bool]:
        """A paragraph, its ink, and whether it runs on into the next one."""
        properties = first_child(element, PARAGRAPH_PROPERTIES)
        if properties is None:
            ink = self.scribe.paragraph(element, self._styles.default.hidden)
            return Para("".join(ink.text), kind=kind, embedded=tuple(ink.embedded)), ink, False
        stated = {each.tag: each for each in properties}
        style_id = (stated[_STYLE].get(VAL) or "") if _STYLE in stated else ""
        style = self._styles.by_id.get(style_id, PLAIN) if style_id else self._styles.default
        ink = self.scribe.paragraph(element, style.hidden)
        text = "".join(ink.text)
        runs_on = RUN_PROPERTIES in stated and _mark_is_gone(stated[RUN_PROPERTIES], bool(text))
        outline = style.outline
        if _OUTLINE in stated:
            number = whole(stated[_OUTLINE].get(VAL), 9)
            outline = number + 1 if 0 <= number < 9 else 0
        label = ""
        if _NUMBERED in stated or style.list_id:
            # Word counts empty paragraphs too, but not hidden ones, nor one whose deleted mark makes it part of the next
            deleted = RUN_PROPERTIES in stated and _was_deleted(stated[RUN_PROPERTIES])
            if not deleted and (text.strip() or ink.embedded or not ink.hidden):
                label = self._label(stated.get(_NUMBERED), style_id, style)
        return Para(text, label, outline, style.contents, kind, embedded=tuple(ink.embedded)), ink, runs_on

    def _label(self, own: etree._Element | None, style_id: str, style: Style) -> str:
        list_id, depth = style.list_id, style.depth
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
        if self._complete is not None and self._complete[0] is element:
            return self._complete[1].table()
        rows = _Rows(element.find(_COLUMNS))
        for line in _through(element, ROW):
            rows.add(line, self)
        return rows.table()

    def cell(self, cell: etree._Element) -> CellText:
        """The content of a w:tc."""
        content = CellText()
        waiting: Para | None = None
        for element in self._flow(cell):
            if element.tag != PARAGRAPH:
                content.take(self._other(element))
                continue
            para, ink, runs_on = self._paragraph(element, "body")
            if waiting is not None:
                para = joined(waiting, para)
            waiting = para if runs_on else None
            if not runs_on:
                content.add(para)
            if ink.hidden or ink.boxes or ink.art:
                content.after += tuple(self._hanging(ink, "body"))
        if waiting is not None:
            content.add(waiting)
        return content


def _mark_is_gone(mark: etree._Element, has_text: bool) -> bool:
    return _was_deleted(mark) or (has_text and mark.find(W + "specVanish") is not None)


def _was_deleted(mark: etree._Element) -> bool:
    return any(mark.find(tag) is not None for tag in DELETED)


def _through(parent: Iterable[etree._Element], wanted: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == STRUCTURED:
            if (content := child.find(STRUCTURED_CONTENT)) is not None:
                yield from _through(content, wanted)
        elif child.tag in _FLOW_THROUGH:
            yield from _through(child, wanted)
        elif child.tag == ALTERNATE:
            yield from _through(chosen(child), wanted)


def _stated(properties: etree._Element | None) -> dict[str, etree._Element]:
    return {} if properties is None else {each.tag: each for each in properties}


def _amount(element: etree._Element | None, otherwise: int) -> int:
    return otherwise if element is None else whole(element.get(VAL), otherwise)


def _down(about: dict[str, etree._Element]) -> int:
    """How a cell takes part in one merged downwards, accepting a merge that is a tracked change."""
    tracked = about[_CELL_MERGED].get(_DOWN) if _CELL_MERGED in about else None
    if tracked is not None:
        return BEGINS if tracked == "rest" else CONTINUES
    return ALONE if _DOWN not in about else CONTINUES if _goes_on(about[_DOWN]) else BEGINS


def _goes_on(merge: etree._Element | None) -> bool:
    """Does a cell with this w:vMerge or w:hMerge belong to the one before it? (So it does without a value.)"""
    return merge is not None and merge.get(VAL) != "restart"
