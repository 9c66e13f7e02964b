"""Where a paragraph stands: below the headings, and below the numbered titles that are no headings by their form.

Reports that take project after project number them 1. 2. 3. or （1）（2）; what stands under one of these is of it.
"""

from __future__ import annotations

import re

from extract.claims.context import Context
from extract.document import Block, Document, Paragraph

_STYLES = tuple(
    re.compile(shape)
    for shape in (
        r"[一二三四五六七八九十]{1,3}、",
        r"[（(][一二三四五六七八九十]{1,3}[)）]",
        r"\d{1,2}(?:[、．]|\.(?!\d))",
        r"[（(]?\d{1,2}[)）]",
        r"[①-⑳]",
        r"项目[一二三四五六七八九十\d]{1,3}[：:、]?",
        # no number at all: a line that is nothing but the name of a project
        r"(?:项目名称[：:])?[^\d：:]{2,30}(?:项目|工程|专项|专项资金|补助资金)$",
    )
)
_LONGEST_TITLE = 40
_SENTENCE = re.compile(r"[。；;！？，,]|[：:]$")


def divisions(context: Context) -> tuple[tuple[str, ...], ...]:
    """For each block the headings and numbered titles above it, outermost first (itself included if it is one)."""
    known: tuple[tuple[str, ...], ...] | None = context.memo.get("divisions")
    if known is None:
        known = context.memo["divisions"] = _divisions(context.document)
    return known


def _divisions(document: Document) -> tuple[tuple[str, ...], ...]:
    sections = document.sections
    titles: list[tuple[int, str]] = []
    found: list[tuple[str, ...]] = []
    for number, block in enumerate(document.blocks):
        if number and sections[number] != sections[number - 1]:
            titles.clear()
        style = _title_style(block)
        if style is not None and isinstance(block, Paragraph):
            styles = [known for known, _ in titles]
            del titles[styles.index(style) if style in styles else len(titles) :]
            titles.append((style, block.label + block.text.strip()))
        headings = tuple(part for part in sections[number].split(" / ") if part)
        found.append((*headings, *(title for _, title in titles)))
    return tuple(found)


def _title_style(block: Block) -> int | None:
    """The style of numbering of a short numbered line that is no sentence and no heading; None for all else."""
    if not isinstance(block, Paragraph) or block.level:
        return None
    line = (block.label + block.text).strip()
    if len(line) > _LONGEST_TITLE or _SENTENCE.search(line):
        return None
    return next((number for number, style in enumerate(_STYLES) if style.match(line)), None)
