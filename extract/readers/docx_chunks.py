"""Files of other kinds inside a docx (w:altChunk), which Word shows as part of its own text."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping

from lxml import etree

from extract.document import Block, Document, Paragraph, Unread
from extract.errors import Unreadable
from extract.readers.drafts import Grid, Para, remarks
from extract.readers.package import MAX_PART, Package, Relation
from extract.readers.sniff import sniff

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_READERS = {
    "docx": "extract.readers.docx",
    "html": "extract.readers.html",
    "mht": "extract.readers.mht",
    "txt": "extract.readers.text",
}
_MOST = 100
"""Chunks of one document that are read, whose parts together are no larger than one part may be."""


class Chunks:
    """The chunks of one story. `unread` and `remarks` are what their readers say of those that were read, what can be
    seen of the blocks themselves apart."""

    def __init__(self, package: Package, relations: Mapping[str, Relation], nested: bool = False) -> None:
        """`nested`: the docx is itself a chunk, whose own docx chunks are not read."""
        self._package = package
        self._relations = relations
        self._nested = nested
        self._count = 0
        self._size = 0
        self.unread: list[Unread] = []
        self.remarks: list[str] = []

    def drafts(self, chunk: etree._Element) -> list[Para | Grid] | None:
        """What stands in a chunk; None where it is not there or of a kind that is not read here."""
        relation = self._relations.get(chunk.get(_ID) or "")
        if relation is None or relation.external or not self._package.has(relation.target):
            return None
        content = self._package.part(relation.target)
        self._count += 1
        self._size += len(content)
        if self._count > _MOST or self._size > MAX_PART:
            return None
        try:
            document = self._read(content)
        except Unreadable:
            return None
        if document is None:
            return None
        self.unread += [Unread(item.reason) for item in document.unread]
        seen = remarks(0, 0, document.blocks)
        self.remarks += [remark for remark in document.remarks if remark not in seen]
        return _as_drafts(document.blocks)

    def _read(self, content: bytes) -> Document | None:
        kind = sniff(content)
        if kind not in _READERS or (kind == "docx" and self._nested):
            return None
        reader = importlib.import_module(_READERS[kind])
        document: Document = reader.read(content, nested=True) if kind == "docx" else reader.read(content)
        return document


def _as_drafts(blocks: Iterable[Block]) -> list[Para | Grid]:
    found: list[Para | Grid] = []
    grids: dict[int, Grid] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            found.append(Para(block.text, block.label, block.level, kind=block.kind, hidden=block.hidden))
            continue
        grids[number] = Grid(block.rows, block.cols, list(block.cells))
        if block.host is None:
            found.append(grids[number])
        else:
            host, row, col = block.host
            grids[host].inner.append((row, col, grids[number]))
    return found
