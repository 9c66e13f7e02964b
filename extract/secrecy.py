"""密级: the mark that keeps a file from being read. What bears one is a state secret, and nothing of it may be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Document, Paragraph

_FIRST_BLOCKS = 10
"""Where a mark without ★ is looked for: GB/T 9704-2012 puts it at the head of the first page."""
_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)级?"
_NAMED = re.compile(rf"密\s*级(?:和保密期限)?\s*[:：]?\s*[(（\[【〔]?{_LEVEL}[)）\]】〕]?(?:\s*★.*)?")
_ALONE = re.compile(rf"[(（\[【〔]?{_LEVEL}[)）\]】〕]?")
_STARRED = re.compile(rf"\d{{0,8}}\s*[(（\[【〔]?{_LEVEL}\s*★")
_HEADING = re.compile(r"密\s*级\s*[:：]?")


def is_marked(document: Document) -> bool:
    """Whether the document bears 秘密, 机密 or 绝密: with ★ and its term at the head of any line, named (密级：机密), or
    standing alone in a page header or at the head of the document. The words in a sentence are no mark."""
    if any(_is_mark(line, alone=True) for text in document.furniture for line in text.splitlines()):
        return True
    return any(_is_mark(line, alone) for line, alone in _lines(document))


def _is_mark(line: str, alone: bool) -> bool:
    line = line.strip()
    return bool(_STARRED.match(line) or _NAMED.fullmatch(line) or (alone and _ALONE.fullmatch(line)))


def _lines(document: Document) -> Iterator[tuple[str, bool]]:
    """Each line that speaks of 密, and whether the word alone would be a mark in its place."""
    before = ""
    for number, cell, text in document.texts():
        if "密" in text:
            in_head = number < _FIRST_BLOCKS and isinstance(document.blocks[number], Paragraph)
            is_told = cell is not None and bool(_HEADING.fullmatch(before.strip()))
            yield from ((line, in_head or is_told) for line in text.splitlines())
        before = text
