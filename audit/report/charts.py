"""Bar charts of the overview as inline SVG: lengths carry the numbers, patterns carry the groups, so that they read
in black and white; every number is printed beside its bar."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

_BAR, _GAP, _LABEL, _LENGTH = 18, 10, 200, 420
_PATTERNS = Markup(
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="ground" width="6" height="6"/><path class="stripe" d="M0 0V6"/></pattern>'
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="ground" width="6" height="6"/>'
    '<circle class="dot" cx="3" cy="3" r="1.2"/></pattern></defs>'
)
FILLS = ("solid", "hatch", "dots")


def patterns() -> Markup:
    """The patterns that all charts of a page share; to stand once in the page."""
    return Markup('<svg width="0" height="0" aria-hidden="true" focusable="false">') + _PATTERNS + Markup("</svg>")


def grouped(title: str, rows: Sequence[tuple[str, Sequence[int]]], groups: Sequence[str]) -> Markup:
    """One label, several bars under each other (claimed against recounted)."""
    most = max((n for _, counts in rows for n in counts), default=0)
    step = _BAR * len(groups) + _GAP
    out = [_open(title, rows, groups, step * len(rows) + 4)]
    for row, (label, counts) in enumerate(rows):
        top = row * step + 2
        out.append(_label(label, top + _BAR * len(groups) // 2 + 5))
        for group, count in enumerate(counts):
            out.append(_bar(_LABEL, top + group * _BAR, _length(count, most), FILLS[group], str(count)))
    out.append(Markup("</svg>"))
    return Markup("").join(out) + legend(groups)


def stacked(title: str, rows: Sequence[tuple[str, Sequence[int]]], groups: Sequence[str]) -> Markup:
    """One bar a label, its parts behind one another (errors, doubts, hints)."""
    most = max((sum(counts) for _, counts in rows), default=0)
    step = _BAR + _GAP
    out = [_open(title, rows, groups, step * len(rows) + 4)]
    for row, (label, counts) in enumerate(rows):
        top, left = row * step + 2, _LABEL
        out.append(_label(label, top + 14))
        for group, count in enumerate(counts):
            length = _length(count, most)
            out.append(_bar(left, top, length, FILLS[group], ""))
            left += length
        out.append(_number(left, top, "＋".join(map(str, counts)) if len(counts) > 1 else str(counts[0])))
    out.append(Markup("</svg>"))
    return Markup("").join(out) + (legend(groups) if len(groups) > 1 else Markup(""))


def legend(groups: Sequence[str]) -> Markup:
    """What the fills mean."""
    swatch = Markup(
        '<span><svg class="swatch" width="22" height="12" aria-hidden="true" focusable="false">'
        '<rect class="{}" x="0.5" y="0.5" width="21" height="11"/></svg> {}</span>'
    )
    return (
        Markup('<p class="legend">')
        + Markup("").join(swatch.format(fill, group) for fill, group in zip(FILLS, groups, strict=False))
        + Markup("</p>")
    )


def _open(title: str, rows: Sequence[tuple[str, Sequence[int]]], groups: Sequence[str], high: int) -> Markup:
    said = "；".join(
        f"{label}：" + "，".join(f"{group}{count}" for group, count in zip(groups, counts, strict=True))
        for label, counts in rows
    )
    wide = _LABEL + _LENGTH + 120
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        wide, high, f"{title}。{said}"
    )


def _length(count: int, most: int) -> int:
    """Pixels of a bar; what is not nothing is at least seen."""
    return max(count * _LENGTH // most, 2) if count and most else 0


def _label(text: str, y: int) -> Markup:
    short = text if len(text) <= 14 else text[:13] + "…"
    return Markup('<text class="label" x="{}" y="{}" text-anchor="end">{}</text>').format(_LABEL - 8, y, short)


def _bar(x: int, y: int, length: int, fill: str, number: str) -> Markup:
    drawn = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(fill, x, y + 1, length, _BAR - 2)
    return drawn + (_number(x + length, y, number) if number else Markup(""))


def _number(x: int, y: int, number: str) -> Markup:
    return Markup('<text x="{}" y="{}">{}</text>').format(x + 6, y + 14, number)
