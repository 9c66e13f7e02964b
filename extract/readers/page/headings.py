"""Heading levels of paragraphs: by their numbering, and by the bookmarks that the file carries."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extract.document import Block, Paragraph
from extract.readers.outline import Line, levels

# Bookmarks that name so few of the paragraphs were made by hand and tell nothing of headings.
_MOST = 0.6


class Bookmark(msgspec.Struct, frozen=True):
    """An entry of the file's own outline, its level from 1."""

    title: str
    level: int


def with_levels(blocks: Sequence[Block], bookmarks: Sequence[Bookmark]) -> list[Block]:
    """The blocks with the heading levels of their paragraphs."""
    styled = _styled(blocks, bookmarks)
    numbers = [number for number, block in enumerate(blocks) if isinstance(block, Paragraph)]
    candidates = [
        Line(text=block.text, styled=styled.get(number, 0), plain=block.kind != "body")
        for number, block in enumerate(blocks)
        if isinstance(block, Paragraph)
    ]
    found = dict(zip(numbers, levels(candidates), strict=True))
    return [
        msgspec.structs.replace(block, level=found[number]) if found.get(number) else block
        for number, block in enumerate(blocks)
    ]


def _styled(blocks: Sequence[Block], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """The level of each paragraph that a bookmark names, in the order of both."""
    places: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            places.setdefault(_plain(block.text), []).append(number)
    styled: dict[int, int] = {}
    last = -1
    for bookmark in bookmarks:
        following = [number for number in places.get(_plain(bookmark.title), ()) if number > last]
        if following:
            last = following[0]
            styled[last] = bookmark.level
    return styled if len(styled) >= _MOST * len(bookmarks) else {}


def _plain(text: str) -> str:
    return "".join(text.split())
