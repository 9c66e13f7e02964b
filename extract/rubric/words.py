"""A compiled rule in a few words, for the recount sheet."""

from __future__ import annotations

from decimal import Decimal

from extract.decimals import plain
from extract.rubric.scoring import Band, Bound, ScoringRule, Step

_NAMES = {
    "additive": "累加",
    "tiers": "分档择一",
    "threshold": "达标满分",
    "interpolation": "区间按比例",
    "bands": "分段",
    "proportional": "按比例",
    "quarters": "按季度",
    "deduction": "逐项扣分",
    "discretionary": "酌情",
    "conditional": "符合即得分",
    "unspecified": "未写分值",
    "unparsed": "未能解析",
}


def describe(rule: ScoringRule) -> str:
    """The rule as understood, in Chinese: its kind and its numbers."""
    pieces = [_NAMES[rule.kind]]
    if rule.formula is not None and rule.formula.name:
        pieces.append(rule.formula.name)
    match rule.kind:
        case "additive":
            pieces.append("+".join(_plain(gain.points) for gain in rule.gains) + f"={_plain(rule.top)}分")
        case "tiers":
            pieces.append(" / ".join(_plain(gain.points) for gain in rule.gains) + "分")
        case "quarters":
            pieces.append(f"{rule.count}×{_plain(rule.gains[0].points)}分")
        case "discretionary" if rule.high is not None:
            pieces.append(f"{_plain(rule.low)}—{_plain(rule.high)}分")
        case "bands":
            pieces.append("；".join(_band(band) for band in rule.bands))
    if rule.bound is not None:
        pieces.append(f"{_bound(rule.bound)}满分")
    if rule.zero is not None:
        pieces.append(f"{_bound(rule.zero)}得0分")
    if rule.step is not None:
        pieces.append(_step(rule.step))
    if rule.shortfall == "pro_rata":
        pieces.append("未达到的按比例")
    elif rule.shortfall == "zero" and rule.kind == "threshold":
        pieces.append("未达到的不得分")
    if rule.magnitude:
        pieces.append("正负均计")
    if rule.vetoes:
        pieces.append("有否决情形")
    return "，".join(pieces)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _bound(bound: Bound) -> str:
    return f"{bound.op}{_plain(bound.value)}{bound.unit}"


def _step(step: Step) -> str:
    size = f"{_plain(step.points)}分" if step.points is not None else f"分值的{step.share}"
    return f"每{_plain(step.per)}{step.unit}扣{size}"


def _band(band: Band) -> str:
    low = "" if band.low is None else _plain(band.low)
    high = "" if band.high is None else _plain(band.high)
    return f"{low}～{high}{band.unit}：{_plain(band.points)}分"
