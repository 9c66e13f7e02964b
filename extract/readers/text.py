"""Plain text: paragraphs by lines (or by several, where an editor broke them), and tables as text carries them.

A table may be drawn with `|`, separated by tabs or commas, or laid out as converters of Word files leave it: one
cell a line that begins with a tab, a blank line after each row, empty cells where the original had merged ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from extract.document import Block, Document, Paragraph, Table
from extract.readers import outline
from extract.readers.characters import clean, decode
from extract.readers.text_grid import merged_table, plain_table
from extract.readers.wrapped_text import rejoined

_BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n]*\]")
_RULING = re.compile(r"[\s|+:=\-─━┄┅┈┉│┃┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬═║╭╮╰╯]+")
_BARS = re.compile(r"[|│┃║]")
_FIGURE = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[%％]?")
_HASHES = re.compile(r"(#{1,6}) +(?=\S)")
"""Headings of Markdown."""
_SENTENCE = re.compile(r"[。；]")
_LONGEST_LABEL = 40
Rows = list[list[str]]


def read(source: bytes) -> Document:
    """Read text in UTF-8, UTF-16, GB18030 or Big5, found by content. Raises `Unreadable` for what is no text."""
    decoded = decode(source)
    remarks = () if decoded.encoding == "utf-8" else (f"文字编码为 {decoded.encoding.upper()}。",)
    lines = _BOOKMARK.sub("", decoded.text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    rows = _comma_separated(lines)
    if rows:
        blocks: list[Block] = [plain_table(rows)]
        return Document("csv", tuple(blocks), unread=decoded.unread, remarks=remarks)
    return Document("txt", tuple(_blocks(lines)), unread=decoded.unread, remarks=remarks)


def _blocks(lines: Sequence[str]) -> list[Block]:
    tables: list[Table] = []
    parts: list[list[str]] = [[]]
    at = 0
    while at < len(lines):
        table, after = _table_at(lines, at)
        if table is not None:
            tables.append(table)
            parts.append([])
        else:
            parts[-1] += lines[at:after]
        at = after
    found: list[outline.Line | Table] = []
    for paragraphs, table in zip_longest(rejoined(parts), tables):
        found += map(_line, paragraphs)
        found += [table] if table is not None else []
    levels = iter(outline.levels([item for item in found if isinstance(item, outline.Line)]))
    return [item if isinstance(item, Table) else Paragraph(item.text, level=next(levels)) for item in found]


def _line(text: str) -> outline.Line:
    hashes = _HASHES.match(text)
    return outline.Line(text[hashes.end() :], styled=len(hashes[1])) if hashes else outline.Line(text)


def _table_at(lines: Sequence[str], at: int) -> tuple[Table | None, int]:
    """The table that begins at line `at`, if one does, and the line after it or after what surely is none."""
    line = lines[at]
    if not line.startswith("\t") and (len(_BARS.findall(line)) >= 2 or _is_ruling(line)):
        return _drawn(lines, at)
    if "\t" not in line.strip("\r\n"):
        return None, at + 1
    table, after = _separated(lines, at)
    if table is None and line.startswith("\t"):
        return _converted(lines, at)
    return table, after


def _is_ruling(line: str) -> bool:
    return bool(_RULING.fullmatch(line)) and len(line.strip()) >= 3 and not line.strip().isalnum()


# --- as converters of Word files leave it


def _converted(lines: Sequence[str], at: int) -> tuple[Table | None, int]:
    rows: Rows = []
    row: list[str] = []
    end = at
    for number in range(at, len(lines)):
        line = lines[number]
        if line.startswith("\t"):
            row.append(clean(line))
        elif line.strip():
            if not row:
                break
            row[-1] = (row[-1] + "\n" + clean(line)).strip()
        else:
            if not row:
                break
            rows.append(row)
            row = []
        end = number + 1
    if row:
        rows.append(row)
    return (merged_table(rows) if _is_table(rows) else None), end


def _is_table(rows: Rows) -> bool:
    """Rows of a table mostly have several cells, and most of these hold a few words; prose indented by tabs has
    one sentence after the other."""
    if len(rows) == 1:
        return len(rows[0]) >= 3 and _are_labels(rows[0])
    texts = [text for row in rows for text in row]
    several = sum(len(row) > 1 for row in rows)
    return several * 2 >= len(rows) and sum(_are_labels([text]) for text in texts) * 2 >= len(texts)


def _are_labels(texts: Sequence[str]) -> bool:
    return all(len(text) <= _LONGEST_LABEL and not _SENTENCE.search(text) for text in texts)


# --- separated by tabs or commas


def _separated(lines: Sequence[str], at: int) -> tuple[Table | None, int]:
    """Successive lines with tabs inside them: as many in each where they come from a worksheet, fewer in some where
    Word wrote merged cells."""
    end = at
    while end < len(lines) and "\t" in lines[end].rstrip("\r\n")[1:] and lines[end].strip():
        end += 1
    counts = [line.count("\t") for line in lines[at:end]]
    if len(counts) < 2:
        return None, at + 1
    uneven = len(set(counts)) > 1
    if uneven and (len(counts) < 3 or sum(count >= 2 for count in counts) * 2 < len(counts)):
        end = at + next((n for n, count in enumerate(counts) if count != counts[0]), len(counts))
        uneven = False
    contents = sum(outline.contents_line(line.strip()) for line in lines[at:end])
    if end - at < 2 or (counts[0] == 1 and contents * 2 >= end - at):
        return None, at + 1
    rows = [[clean(text) for text in line.rstrip("\r\n").split("\t")] for line in lines[at:end]]
    return merged_table(rows, covered_are_empty=not uneven), end


def _comma_separated(lines: Sequence[str]) -> Rows:
    """All lines of a file as rows of one table, if every one holds the same number of comma-separated fields."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2 or any("," not in line and '"' not in line for line in filled[:2]):
        return []
    try:
        rows = [row for row in csv.reader(io.StringIO("\n".join(lines)), strict=True) if any(row)]
    except csv.Error:
        return []
    widths = {len(row) for row in rows}
    if rows and not _are_labels(rows[0]):
        return []  # prose with as many commas in every line, most likely those of thousands
    if len(rows) < 2 or len(widths) != 1 or min(widths) < 2:
        return []
    return [[clean(text) for text in row] for row in rows]


# --- drawn with bars and rulings


def _drawn(lines: Sequence[str], at: int) -> tuple[Table | None, int]:
    end = at
    while end < len(lines) and (_is_ruling(lines[end]) or len(_BARS.findall(lines[end])) >= 2):
        end += 1
    drawn = lines[at:end]
    rulings = sum(_is_ruling(line) for line in drawn)
    split = [None if _is_ruling(line) else _fields(line) for line in drawn]
    rows = _between_rulings(split) if rulings >= 3 else [fields for fields in split if fields is not None]
    if not rows or max(len(row) for row in rows) < 2 or (len(rows) < 2 and not rulings):
        return None, at + 1
    return plain_table(rows), end


def _fields(line: str) -> list[str]:
    inside = line.strip()
    parts = _BARS.split(inside)
    if parts and not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip() and _BARS.fullmatch(inside[-1:]):
        parts = parts[:-1]
    return [clean(part) for part in parts]


def _between_rulings(split: Sequence[list[str] | None]) -> Rows:
    """Where rulings part the rows, the lines between two of them are one row whose cells wrap; or, below a heading
    that alone is ruled off, rows of their own."""
    rows: Rows = []
    current: list[list[str]] = []
    for fields in (*split, None):
        if fields is not None:
            current.append(fields)
        elif current:
            if _are_rows(current):
                rows.extend(current)
            else:
                rows.append(["".join(field for field in column) for column in zip_longest(*current, fillvalue="")])
            current = []
    return rows


def _are_rows(lines: Sequence[list[str]]) -> bool:
    """Whether lines without a ruling between them are rows: two figures, each of them whole, stand one below the
    other, or nowhere is a cell left empty, as cells are that need fewer lines than the one beside them."""
    columns = list(zip_longest(*lines, fillvalue=""))
    if any(_FIGURE.fullmatch(a) and _FIGURE.fullmatch(b) for column in columns for a, b in pairwise(column)):
        return True
    return len(lines) > 2 and all(all(column) for column in columns)
