"""Processor time of the engine (everything after reading) against the number of figures: the plot of docs/engine-speed.md.

`python -m corpus.measure.engine docs/pictures/engine-speed.svg` measures, draws, and prints the table.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from corpus.generate import generate
from corpus.measure.plots import Series, plot
from corpus.measure.speed import SEED_SIZED
from corpus.page import Block, Heading, Page
from corpus.render_docx import docx

VOLUMES = (0, 3, 8, 16, 28, 40, 55, 70, 95, 125)
"""Chapters of the generated reports: from about 110 to 3,000 figures."""
_FURTHER_SEED = 72
_MOST_CHAPTERS = 70
"""What one generated report has at most; a longer one takes further chapters from another."""


class Point(msgspec.Struct, frozen=True):
    """A report's figures and claims, and milliseconds of processor time: to understand it, and to examine it."""

    figures: int
    claims: int
    understanding: Decimal
    examining: Decimal

    @property
    def whole(self) -> Decimal:
        return self.understanding + self.examining


def _least(work: Callable[[], object], times: int) -> Decimal:
    spans = []
    for _ in range(times):
        begun = time.process_time_ns()
        work()
        spans.append(time.process_time_ns() - begun)
    return (Decimal(min(spans)) / 10**6).quantize(Decimal("0.1"))


def _page(volume: int) -> Page:
    page = generate(SEED_SIZED, errors=0, volume=min(volume, _MOST_CHAPTERS)).page
    if volume <= _MOST_CHAPTERS:
        return page
    further = generate(_FURTHER_SEED, errors=0, volume=volume - _MOST_CHAPTERS).page
    return msgspec.structs.replace(page, blocks=(*page.blocks, *_chapters(further)))


def _chapters(page: Page) -> list[Block]:
    """The blocks from the heading over the chapters to the next heading of its level."""
    found: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Heading) and block.level <= 2 and found:
            break
        if found or (isinstance(block, Heading) and block.text.endswith("分项目实施情况")):
            found.append(block)
    return found


def measured(times: int = 2) -> list[Point]:
    """The engine on longer and longer reports without an error, warm, in this process."""
    from audit import Settings, examine
    from extract import read, understand

    points = []
    for volume in (VOLUMES[0], *VOLUMES):
        document = read(docx(_page(volume)), "report.docx")
        report = understand(document)
        points.append(
            Point(
                len(report.figures),
                len(report.claims),
                _least(lambda document=document: understand(document), times),  # type: ignore[misc]
                _least(lambda report=report: examine(report, "", Settings()), times),  # type: ignore[misc]
            )
        )
    return points[1:]  # the first run only warmed up


def slope(points: Sequence[Point], value: Callable[[Point], Decimal]) -> Decimal:
    """The exponent of growth over the upper half of the points: least squares of log time on log figures."""
    upper = points[len(points) // 2 :]
    across = [Decimal(p.figures).ln() for p in upper]
    up = [value(p).ln() for p in upper]
    middle_x, middle_y = sum(across) / len(across), sum(up) / len(up)
    rise = sum((x - middle_x) * (y - middle_y) for x, y in zip(across, up, strict=True))
    run = sum((x - middle_x) ** 2 for x in across)
    return (Decimal(rise) / Decimal(run)).quantize(Decimal("0.01"))


def drawn(points: Sequence[Point]) -> str:
    """The plot as an svg: the measured times, and n log n through the first point."""
    first = points[0]
    unit = first.whole / (first.figures * Decimal(first.figures).ln())

    def line(value: Callable[[Point], Decimal]) -> tuple[tuple[Decimal, Decimal], ...]:
        return tuple((Decimal(point.figures), value(point)) for point in points)

    series = (
        Series("理解与核对合计（毫秒）", line(lambda p: p.whole)),
        Series("其中：理解（毫秒）", line(lambda p: p.understanding), "#7aa6d6"),
        Series("n·log n", line(lambda p: unit * p.figures * Decimal(p.figures).ln()), "#999", dashed=True),
    )
    return plot([(series, "报告中的数字（个）")])


def table(points: Sequence[Point]) -> str:
    """The measurements as a Markdown table."""
    rows = ["| figures | claims | understand, ms | examine, ms | µs a figure |", "|---|---|---|---|---|"]
    for p in points:
        each = (p.whole * 1000 / p.figures).quantize(Decimal(1))
        rows.append(f"| {p.figures:,} | {p.claims:,} | {p.understanding} | {p.examining} | {each} |")
    return "\n".join(rows)


def main(target: Path) -> None:
    """Measure, draw into `target`, print the table and the exponents of growth."""
    points = measured()
    target.write_text(drawn(points), encoding="utf-8")
    shares = {"whole": lambda p: p.whole, "understand": lambda p: p.understanding, "examine": lambda p: p.examining}
    exponents = ", ".join(f"{name} {slope(points, value)}" for name, value in shares.items())
    sys.stdout.write(f"{table(points)}\n\nexponent over the upper half: {exponents}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
