"""How much of the printed tables comes back. `python -m corpus.measure.drawings` prints the table of the docs."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence

from corpus.drawings import printers
from corpus.drawings.printers import Job
from corpus.drawings.sheets import SHEETS, Sheet
from corpus.drawings.styles import STYLES
from corpus.measure.printed import Count
from extract.document import Document, Paragraph, Table
from extract.readers import read

_MARK = re.compile(rf"样表([{printers.DIGITS}]+)如下。")


Fact = tuple[str, frozenset[str], tuple[str, ...]]


def facts(cells: Sequence[tuple[int, int, int, int, str, bool]], head: int, merged: Container[str]) -> Counter[Fact]:
    """Each figure with the words in its row, those of `merged` cells left out, and the headings above it."""
    found: Counter[Fact] = Counter()
    for row, col, _, _, text, is_figure in cells:
        if row < head or not is_figure:
            continue
        words = frozenset(t for r, _, rs, _, t, f in cells if t and not f and r <= row < r + rs and t not in merged)
        heads = tuple(t for r, c, _, cs, t, _ in sorted(cells) if t and r < head and c <= col < c + cs)
        found[text, words, heads] += 1
    return found


def compare(sheet: Sheet, tables: Sequence[Table]) -> Count:
    """What of a sheet stands in the tables found in its place."""
    wanted = {(s.row, s.col): s for s in sheet.slots if s.text}
    merged = {s.text for s in sheet.slots if s.rowspan > 1 and not s.head}
    truth = facts([(s.row, s.col, s.rowspan, s.colspan, s.text, s.is_figure) for s in sheet.slots], sheet.head, merged)
    count = Count(tables=1, whole=len(tables) == 1, cells=len(wanted), figures=truth.total())
    if not tables:
        return count
    figures = {s.text for s in sheet.slots if s.is_figure}
    best = max(tables, key=lambda table: len(table.cells))
    found = {(c.row, c.col): c for c in best.cells if c.text}
    for at, slot in wanted.items():
        cell = found.get(at)
        if cell is not None and cell.text == slot.text:
            count.placed += 1
            count.spanned += (cell.rowspan, cell.colspan) == (slot.rowspan, slot.colspan)
    rows = [(c.row, c.col, c.rowspan, c.colspan, c.text, c.text in figures) for c in best.cells]
    again = facts(rows, sheet.head, merged)
    count.right = (again & truth).total()
    count.wrong = (again - truth).total()
    return count


def tables_by_mark(document: Document) -> dict[int, list[Table]]:
    """The tables by the number told before them."""
    found: dict[int, list[Table]] = {}
    number = -1
    for block in document.blocks:
        if isinstance(block, Paragraph):
            told = _MARK.search(block.text)
            number = int("".join(str(printers.DIGITS.index(digit)) for digit in told[1])) if told else number
        else:
            found.setdefault(number, []).append(block)
    return found


def jobs(seed: int = 0) -> Iterator[Job]:
    """Every sheet in every drawing, each set in its own way."""
    number = 0
    for style, rule in STYLES.items():
        for make in SHEETS:
            draw = random.Random(f"{seed} {style} {make.__name__}")
            number += 1
            repeats, turned = draw.random() < 0.5, draw.random() < 0.1
            yield Job(number, make(draw), style, rule, printers.setting(draw), repeats, turned)


PRINTERS: dict[str, Callable[[Sequence[Job]], bytes | None]] = {
    "canvas": printers.canvas,
    "Chromium": printers.chromium,
    "LibreOffice": printers.libreoffice,
}


def measured(printer: str, seed: int = 0) -> list[tuple[Job, Count]]:
    """What came back of each job; nothing where the printer is not installed."""
    todo = list(jobs(seed))
    printed = PRINTERS[printer](todo)
    if printed is None:
        return []
    found = tables_by_mark(read(printed))
    return [(job, compare(job.sheet, found.get(job.number, []))) for job in todo]


FRESH = 4
"""The seed of the floors, by whose tables no rule was made."""


def measure(quick: bool) -> dict[str, Count]:
    """What came back of tables drawn in all ways, by printer; quick runs only draw on a canvas."""
    found: dict[str, Count] = {}
    for printer in list(PRINTERS)[: 1 if quick else None]:
        for _, count in measured(printer, FRESH):
            found.setdefault(printer, Count()).add(count)
    return found


def _line(name: str, count: Count) -> str:
    shares = (count.placed / count.cells, count.spanned / count.cells, count.right / max(count.figures, 1))
    text = "  ".join(f"{100 * share:6.2f}" for share in shares)
    return f"{name:34s} tables {count.whole:3d}/{count.tables:3d}  cells {text} (figures)  wrong {count.wrong}\n"


def main() -> None:
    seeds = [int(word) for word in sys.argv[1:]] or [0]
    for name in PRINTERS:
        for key in ("style", "sheet"):
            sums: dict[str, Count] = {}
            for job, count in (pair for seed in seeds for pair in measured(name, seed)):
                sums.setdefault(job.style if key == "style" else job.sheet.name, Count()).add(count)
                sums.setdefault("all", Count()).add(count)
            sys.stdout.write(f"{name}\n" + "".join(_line(which, total) for which, total in sums.items()))


if __name__ == "__main__":
    main()
