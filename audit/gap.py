"""The reported figure of a finding, the figure it should be held against, and the difference between them."""

from __future__ import annotations

from decimal import Decimal

from audit.finding import Amount, Finding, Quoted

_ANSWERING = ("total", "percent", "product", "announced", "larger")
_WORKED_FROM = ("part", "whole", "old", "new", "change", "factor", "smaller")
_SCALES = (("万亿", 12), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4), ("千", 3))


def reported(finding: Finding) -> Quoted | None:
    """The printed figure that the finding's expected or computed figure answers; None where there is none.

    The culprit, which comes first, answers an established figure; a computed one is answered by the figure that
    the relation states (total, percent …).
    """
    held = finding.expected or finding.computed
    if held is None:
        return None
    alike = [f for f in finding.figures if f.unit == held.unit and f.value is not None]
    if finding.expected is None:
        stating = [f for f in alike if f.role in _ANSWERING]
        alike = stating or [f for f in alike if f.role not in _WORKED_FROM]
    return alike[0] if alike else None


def gap(finding: Finding) -> Amount | None:
    """Reported minus expected (or computed), in the base unit; written in the unit the figure is printed in."""
    figure, held = reported(finding), finding.expected or finding.computed
    if figure is None or held is None or figure.value is None:
        return None
    difference = figure.value - held.value
    scale, word = _scale_of(held.text, held.unit)
    shown = difference / scale
    sign = "+" if difference > 0 else ""
    unit = "百分点" if held.unit == "%" else word + held.unit
    return Amount(f"{sign}{_plain(shown)}{unit}", difference, "百分点" if held.unit == "%" else held.unit)


def needed(finding: Finding) -> Amount | None:
    """The figure that would cure a finding, written in the unit its other figures are printed in."""
    need = finding.needs
    if need is None:
        return None
    texts = [figure.text for figure in finding.figures if figure.unit == need.unit]
    scale, word = _scale_of(texts[0], need.unit) if texts else (Decimal(1), "")
    return Amount(f"{_plain(need.value / scale)}{word}{need.unit}", need.value, need.unit)


def _scale_of(text: str, unit: str) -> tuple[Decimal, str]:
    for word, power in _SCALES:
        if unit and text.endswith(word + unit):
            return Decimal(10) ** power, word
    return Decimal(1), ""


def _plain(value: Decimal) -> str:
    text = format(value, ",f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text
