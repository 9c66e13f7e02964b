"""Lines over two axes, as an svg that stands in a page or in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import msgspec

_WIDE, _HIGH, _LEFT, _TOP, _FOOT = 560, 240, 70, 66, 46

Spot = tuple[Decimal, Decimal]


class Series(msgspec.Struct, frozen=True):
    """A named line through measured points."""

    name: str
    spots: tuple[Spot, ...]
    colour: str = "#1f4e79"
    dashed: bool = False


def plot(charts: Sequence[tuple[Sequence[Series], str]]) -> str:
    """Charts below one another; each is its lines and the name of its horizontal axis. Both axes begin at nought."""
    step = _TOP + _HIGH + _FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 30} {step * len(charts)}" width="680" '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="12" role="img">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, (lines, axis) in enumerate(charts):
        parts += [f'<g transform="translate(0 {number * step})">', *_chart(lines, axis), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _chart(lines: Sequence[Series], axis: str) -> list[str]:
    most_x = max((x for line in lines for x, _ in line.spots), default=Decimal(1)) or Decimal(1)
    most_y = max((y for line in lines for _, y in line.spots), default=Decimal(1)) or Decimal(1)

    def place(spot: Spot) -> tuple[Decimal, Decimal]:
        x = _LEFT + spot[0] / most_x * _WIDE
        y = _TOP + _HIGH - spot[1] / most_y * _HIGH
        return x.quantize(Decimal("0.1")), y.quantize(Decimal("0.1"))

    parts = [f'<path d="M{_LEFT} {_TOP}V{_TOP + _HIGH}H{_LEFT + _WIDE}" fill="none" stroke="#888"/>']
    for number, line in enumerate(lines):
        places = [place(spot) for spot in line.spots]
        points = " ".join(f"{x},{y}" for x, y in places)
        dashes = ' stroke-dasharray="5 4"' if line.dashed else ""
        parts.append(f'<polyline fill="none" stroke="{line.colour}" stroke-width="2"{dashes} points="{points}"/>')
        if not line.dashed:
            parts += [
                f'<circle cx="{x}" cy="{y}" r="3" fill="{line.colour}"><title>{_told(spot)}</title></circle>'
                for (x, y), spot in zip(places, line.spots, strict=True)
            ]
        name = escape(line.name)
        parts.append(f'<text x="{_LEFT + 14}" y="{16 + 16 * number}" fill="{line.colour}">{name}</text>')
    for quarter in range(1, 5):
        x, y = place((most_x * quarter / 4, most_y * quarter / 4))
        parts.append(
            f'<text x="{x}" y="{_TOP + _HIGH + 16}" text-anchor="middle">{_short(most_x * quarter / 4)}</text>'
        )
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{_short(most_y * quarter / 4)}</text>')
    parts.append(f'<text x="{_LEFT + _WIDE}" y="{_TOP + _HIGH + 34}" text-anchor="end">{escape(axis)}</text>')
    return parts


def _short(value: Decimal) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _told(spot: Spot) -> str:
    return f"{spot[0]:,f}：{spot[1]:,f}"
