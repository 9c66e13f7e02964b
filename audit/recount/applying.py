"""A typed rule applied to a value: the points that it gives, as an interval over every licensed reading."""

from __future__ import annotations

import math
from decimal import Decimal

import msgspec

from audit import formula
from audit.interval import Interval, point
from extract.fraction import Fraction
from extract.rubric import RATES, Band, Bound, ScoringRule, Step

CENT = Decimal("0.01")


class Points(msgspec.Struct, frozen=True):
    """Points from `low` to `high`; `sure` is false where the rule leaves open how much is deducted."""

    low: Fraction
    high: Fraction
    sure: bool = True


def apply(
    rule: ScoringRule, weight: Decimal, value: Interval, counts: tuple[Fraction, Fraction] | None
) -> Points | None:
    """The points that `rule` gives for `value` (percent, or the bound's own unit); None where its kind gives no
    points for a value, or its own full marks are not those of the indicator. Ends of intervals are taken as
    attainable: this widens, never narrows."""
    if rule.unread or (rule.top is not None and rule.top < weight):
        return None
    full = Fraction(weight)
    if rule.magnitude:
        value = _magnitude(value)
    match rule.kind:
        case "threshold":
            return _threshold(rule, full, value)
        case "interpolation":
            return _interpolation(rule, full, value)
        case "bands":
            return _bands(rule, full, value)
        case "proportional":
            whole = Points(_cap(full * value.low / 100, full), _cap(full * value.high / 100, full))
            return _unless_nothing(rule, value, whole)
        case "conditional" if rule.shortfall == "pro_rata":
            return Points(_cap(full * value.low / 100, full), _cap(full * value.high / 100, full))
        case "deduction" if counts is not None:
            return _deducted(rule, full, counts)
        case _:
            return None


def _magnitude(value: Interval) -> Interval:
    """The value without its sign (±10%以内 counts on both sides of nothing)."""
    if value.low >= 0:
        return value
    return -value if value.high <= 0 else Interval(Fraction(0), max(-value.low, value.high))


def _cap(points: Fraction, full: Fraction) -> Fraction:
    return min(max(points, Fraction(0)), full)


def reaches(bound: Bound, value: Interval) -> bool | None:
    """Whether the value meets the bound: True, False, or None where its interval leaves it open."""
    limit = Fraction(bound.value)
    yes, no = {
        "≥": (value.low >= limit, value.high < limit),
        ">": (value.low > limit, value.high <= limit),
        "≤": (value.high <= limit, value.low > limit),
        "<": (value.high < limit, value.low >= limit),
        "=": (value.low == value.high == limit, not value.contains(limit)),
    }[bound.op]
    return True if yes else False if no else None


def _threshold(rule: ScoringRule, full: Fraction, value: Interval) -> Points | None:
    if rule.bound is None or rule.bound.bare:
        return None
    met = reaches(rule.bound, value)
    if met:
        return Points(full, full)
    if not rule.shortfall or not _counts(rule):
        return None  # nothing is said of what is left below full marks
    ends = [_short(rule, full, end) for end in (value.low, value.high)]
    low = min(end.low for end in ends)
    high = full if met is None else max(end.high for end in ends)
    return _unless_nothing(rule, value, Points(low, high, all(end.sure for end in ends)))


def _counts(rule: ScoringRule) -> bool:
    """Whether the steps of a rule are of the value's own measure: 每有1笔未及时拨付 takes nothing off a rate."""
    if rule.shortfall != "step" or rule.step is None or rule.bound is None:
        return True
    return rule.step.unit in RATES if rule.bound.unit == "%" else rule.step.unit == rule.bound.unit


def _unless_nothing(rule: ScoringRule, value: Interval, points: Points) -> Points:
    """The points, or none where the value is one for which the rule gives nothing (低于60%不得分)."""
    if rule.zero is None:
        return points
    nothing = reaches(rule.zero, value)
    if nothing is False:
        return points
    return Points(Fraction(0), Fraction(0) if nothing else points.high, points.sure)


def _short(rule: ScoringRule, full: Fraction, value: Fraction) -> Points:
    """The points for a value that misses the bound."""
    assert rule.bound is not None
    limit = Fraction(rule.bound.value)
    below = rule.bound.op in ("≥", ">") or (rule.bound.op == "=" and value < limit)
    gap = limit - value if below else value - limit
    if gap <= 0:
        return Points(full, full)
    if rule.shortfall == "zero":
        return Points(Fraction(0), Fraction(0))
    if rule.shortfall == "step" and rule.step is not None:
        return stepped(rule, rule.step, full, gap)
    readings = [full * (1 - gap / 100)]
    if below and limit > 0:
        readings += [full * value / limit, full * value / 100]
    elif value > 0:
        readings.append(full * limit / value)
    return Points(Fraction(0), _cap(max(readings), full), sure=False)


def stepped(rule: ScoringRule, step: Step, full: Fraction, gap: Fraction) -> Points:
    """What a deduction by steps leaves of full marks for a value so far off; part of a step as the rule says, or both ways."""
    size = Fraction(step.points) if step.points is not None else full * (step.share or 0)
    exact = gap / Fraction(step.per)
    fewest = Fraction(math.floor(exact)) if step.rounding in ("open", "down") else Fraction(math.ceil(exact))
    most = Fraction(math.ceil(exact)) if step.rounding in ("open", "up") else fewest
    return Points(_left(rule, full, most * size), _left(rule, full, fewest * size))


def _left(rule: ScoringRule, full: Fraction, off: Fraction) -> Fraction:
    """What deductions leave: never less than nothing, nor than what the rule keeps (最多扣5分)."""
    return min(max(full - off, Fraction(rule.least or 0)), full)


def _interpolation(rule: ScoringRule, full: Fraction, value: Interval) -> Points | None:
    if rule.bound is None or rule.zero is None or rule.bound.value == rule.zero.value:
        return None
    best, worst = Fraction(rule.bound.value), Fraction(rule.zero.value)
    ends = [_cap(full * (worst - end) / (worst - best), full) for end in (value.low, value.high)]
    if rule.shortfall != "pro_rata" or reaches(rule.bound, value):
        return Points(min(ends), max(ends))
    share = _cap(max(_short(rule, full, end).high for end in (value.low, value.high)), full)
    return _unless_nothing(rule, value, Points(min(ends), max(*ends, share), sure=False))


def _bands(rule: ScoringRule, full: Fraction, value: Interval) -> Points | None:
    hit = [band for band in rule.bands if _inside(band, value)]
    own = [band for band in hit if not any(_within(other, band, value) for other in hit)]
    points = [Fraction(band.points) for band in own]
    if rule.rest is not None and not any(_holds(band, value) for band in hit):
        points.append(Fraction(rule.rest))
    if rule.step is not None and points:  # beside the bands something is taken off that the value does not tell
        return Points(Fraction(0), _cap(max(points), full), sure=False)
    return Points(_cap(min(points), full), _cap(max(points), full)) if points else None


def _holds(band: Band, value: Interval) -> bool:
    """Whether the whole value lies in the band."""
    low, high = band.low, band.high
    above = low is None or value.low > low or (value.low == low and band.low_in is not False)
    return above and (high is None or value.high < high or (value.high == high and band.high_in is not False))


def _within(one: Band, other: Band, value: Interval) -> bool:
    """Whether the whole value lies in a band that is part of the other (90%以上得4分，70%以上得2分): the first goes before."""
    if one.high is None and other.high is None and one.low is not None and other.low is not None:
        return one.low > other.low and value.low >= one.low
    if one.low is None and other.low is None and one.high is not None and other.high is not None:
        return one.high < other.high and value.high <= one.high
    return False


def _inside(band: Band, value: Interval) -> bool:
    """Whether some of the value lies in the band; an end of which nothing is said belongs to it."""
    if band.low is not None:
        low = Fraction(band.low)
        if value.high < low or (value.high == low and band.low_in is False):
            return False
    if band.high is not None:
        high = Fraction(band.high)
        if value.low > high or (value.low == high and band.high_in is False):
            return False
    return True


def _deducted(rule: ScoringRule, full: Fraction, counts: tuple[Fraction, Fraction]) -> Points | None:
    if rule.step is None or rule.step.unit in RATES:
        return None
    missed = max(Fraction(0), counts[1] - counts[0])
    size = Fraction(rule.step.points) if rule.step.points is not None else full * (rule.step.share or 0)
    left = _left(rule, full, missed / Fraction(rule.step.per) * size)
    return Points(left, left)


def rounded(points: Fraction) -> Decimal:
    """Points as a decimal to two places, half up: how a card prints them."""
    return formula.rounded(points, 2)


def roundings(points: Fraction, unit: Decimal) -> Decimal:
    """The most that rounding to the card's own unit of points makes of a number of points."""
    steps = Fraction(points) / Fraction(unit)
    return Decimal(math.floor(steps + Fraction(1, 2))) * unit


def exact(value: Decimal) -> Interval:
    """A decimal as an interval of one value."""
    return point(value)
