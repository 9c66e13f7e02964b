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
from corpus.measure.speed import SEED_SIZED
from corpus.page import Block, Heading, Page
from corpus.render_docx import docx

VOLUMES = (0, 3, 8, 16, 28, 40, 55, 70, 95, 125)
"""Chapters of the generated reports: from about 110 to 3,000 figures."""
_FURTHER_SEED = 72
_MOST_CHAPTERS = 70
"""What one generated report has at most; a longer one takes further chapters from another."""
_WIDE, _HIGH, _LEFT, _TOP = 640, 320, 60, 24


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
    """The plot as an svg: the measured times, and n log n through the first point in grey."""
    first = points[0]
    unit = first.whole / (first.figures * Decimal(first.figures).ln())
    curve = [(p.figures, unit * p.figures * Decimal(p.figures).ln()) for p in points]
    most_x = max(p.figures for p in points)
    most_y = max(ms for _, ms in (*curve, *((p.figures, p.whole) for p in points)))

    def spot(figures: int, ms: Decimal) -> tuple[str, str]:
        x = _LEFT + Decimal(figures) / most_x * _WIDE
        y = _TOP + _HIGH - ms / most_y * _HIGH
        return f"{x:.1f}", f"{y:.1f}"

    def line(pairs: Sequence[tuple[int, Decimal]], style: str) -> str:
        return f'<polyline fill="none" {style} points="{" ".join(",".join(spot(*pair)) for pair in pairs)}"/>'

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 40} {_TOP + _HIGH + 50}" '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="12" role="img" '
        'aria-label="耗时随数字个数的增长">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<path d="M{_LEFT} {_TOP}V{_TOP + _HIGH}H{_LEFT + _WIDE}" fill="none" stroke="#888"/>',
        line(curve, 'stroke="#aaa" stroke-dasharray="5 4"'),
        line([(p.figures, p.understanding) for p in points], 'stroke="#7aa6d6" stroke-width="1.5"'),
        line([(p.figures, p.whole) for p in points], 'stroke="#1f4e79" stroke-width="2"'),
    ]
    for point in points:
        x, y = spot(point.figures, point.whole)
        lines.append(f'<circle cx="{x}" cy="{y}" r="3" fill="#1f4e79"/>')
    for part in range(1, 5):
        x, y = spot(most_x * part // 4, most_y * part / 4)
        lines.append(f'<text x="{x}" y="{_TOP + _HIGH + 18}" text-anchor="middle">{most_x * part // 4}</text>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y}" text-anchor="end">{most_y * part / 4 / 1000:.2f}</text>')
    lines += [
        f'<text x="{_LEFT + _WIDE}" y="{_TOP + _HIGH + 38}" text-anchor="end">报告中的数字（个）</text>',
        f'<text x="8" y="{_TOP - 8}">秒</text>',
        f'<text x="{_LEFT + 16}" y="{_TOP + 16}" fill="#1f4e79">理解与核对合计</text>',
        f'<text x="{_LEFT + 16}" y="{_TOP + 34}" fill="#5a86b6">其中：理解</text>',
        f'<text x="{_LEFT + 16}" y="{_TOP + 52}" fill="#888">虚线：n·log n</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


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
