"""Claimed and recounted scores as small drawings: inline SVG that also reads in black and white."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from markupsafe import Markup

_WIDTH = 110


def bar(weight: Decimal | None, claimed: Decimal | None, lowest: Decimal | None, highest: Decimal | None) -> Markup:
    """A bar as long as the weight: filled up to the lowest recounted score, hatched on to the highest, the claimed
    score a black line across it.

    It repeats the numbers beside it, so it is hidden from screen readers.
    """
    whole = max((v for v in (weight, claimed, highest) if v is not None), default=Decimal(0))
    if whole <= 0:
        return Markup("")
    parts = [Markup('<rect class="weight" x="1" y="4" width="{}" height="10"/>').format(_at(weight or whole, whole))]
    if lowest is not None and highest is not None:
        left, right = _at(lowest, whole), _at(highest, whole)
        box = '<rect class="{}" x="{}" y="4" width="{}" height="10"/>'
        parts.append(Markup(box).format("solid", 1, left))
        parts.append(Markup(box).format("hatch", 1 + left, right - left))
    if claimed is not None:
        line = '<path class="claimed" d="M{0} 1V17M{1} 1h6"/>'
        parts.append(Markup(line).format(1 + _at(claimed, whole), _at(claimed, whole) - 2))
    svg = '<svg class="bar" viewBox="-2 0 {} 18" width="{}" height="18" aria-hidden="true" focusable="false">'
    return Markup(svg).format(_WIDTH + 6, _WIDTH + 6) + Markup("").join(parts) + Markup("</svg>")


def _at(value: Decimal, whole: Decimal) -> int:
    """Where a value lies on the bar, in pixels."""
    share = max(Decimal(0), min(value, whole)) * _WIDTH / whole
    return int(share.quantize(Decimal(1), ROUND_HALF_UP))
