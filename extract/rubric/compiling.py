"""From the parts of a rule to its kind."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise

from extract.rubric import phrases as say
from extract.rubric.parts import Broken, Case, take_apart
from extract.rubric.scoring import RATES, Band, Bound, Gain, Kind, ScoringRule, Shortfall, Step


@cache
def compile_rule(text: str, weight: Decimal | None = None) -> ScoringRule:
    """The typed rule of a 评分细则 text. `weight` (points of the indicator) decides between parts that add up and
    alternatives that exclude each other. What is not understood comes back as kind `unparsed`; a text without any
    points or full marks as `unspecified`.
    """
    broken = take_apart(text, weight)
    for reading in _READINGS:
        rule = reading(broken, weight)
        if rule is not None:
            return rule
    pointless = not re.search(r"\d\s*分(?!之|别|钟)", broken.folded) and not broken.steps
    pointless = pointless and not say.SCORED_OTHERWISE.search(broken.folded)
    return _rule("unspecified" if pointless else "unparsed", broken)


def _rule(kind: Kind, broken: Broken, **more: object) -> ScoringRule:
    formula = broken.formulas[0] if broken.formulas else None
    fixed: dict[str, object] = {
        "formula": formula,
        "vetoes": tuple(broken.vetoes),
        "floor": broken.floor,
        "least": broken.least,
        "stated_weights": tuple(broken.stated),
        "exempt": broken.exempt,
        "magnitude": broken.magnitude,
        "unread": broken.unread,
    }
    return ScoringRule(kind=kind, text=broken.text, **{**fixed, **more})  # type: ignore[arg-type]


def _quarters(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    if broken.quarter is not None:
        return _rule("quarters", broken, gains=(broken.quarter,), count=4, top=4 * broken.quarter.points)
    gains = [case.gain for case in broken.cases if case.gain is not None and case.gain.points > 0]
    times = [moment[0] for gain in gains if (moment := say.MOMENT.search(gain.condition))]
    total = sum((gain.points for gain in gains), Decimal(0))
    apart = 1 < len(gains) == len(set(times)) and (weight is None or total == weight)
    # A bound for each quarter or month, with points of its own: they add up.
    return _rule("quarters", broken, gains=tuple(gains), count=len(gains), top=total) if apart else None


def _additive(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    """Points of several enumerated or listed requirements. One item's own alternatives (健全得1分，不健全得0.5分)
    count with the highest."""
    gains = _best_of_each_item(broken, weight)
    positive = [gain for gain in gains if gain.points > 0]
    if broken.each is not None and broken.items > 1 and not positive:
        each = broken.each
        whole = broken.each_share is not None and broken.items * broken.each_share == 1
        top = weight if whole else broken.items * each.points
        return _rule("additive", broken, gains=(each,) * broken.items, top=top)
    if len(positive) < 2:
        return None
    total = sum((gain.points for gain in positive), Decimal(0))
    highest = max(gain.points for gain in positive)
    if weight is not None and total != weight and highest == weight:
        return None
    if weight is not None and total != weight and _excluding(broken, positive):
        return None
    if weight is None and _excluding(broken, positive):
        return None
    # Without enumeration nobody can say that the list of points is complete: then it limits nothing.
    complete = broken.items > 1 or total == weight
    return _rule("additive", broken, gains=tuple(positive), top=total if complete else None)


def _make_up(broken: Broken, weight: Decimal | None) -> bool:
    """Whether points on conditions in figures are no alternatives: together they are the weight, none is alone."""
    points = [case.gain.points for case in broken.cases if case.gain is not None and case.gain.points > 0]
    points += [gain.points for _, gain in broken.plain if gain.points > 0]
    return len(points) > 1 and sum(points) == weight and max(points) * len(points) == weight


def _best_of_each_item(broken: Broken, weight: Decimal | None) -> list[Gain]:
    if broken.cases and broken.items == 0 and not _make_up(broken, weight):
        return []
    gains = [(item, gain) for item, gain in (*broken.plain, *broken.ranges)]
    gains += [(case.item, case.gain) for case in broken.cases if case.gain is not None]
    gains.sort(key=lambda pair: pair[1].start)
    if broken.items <= 1:
        return [gain for _, gain in gains]
    best: dict[int, Gain] = {}
    for item, gain in gains:
        if item not in best or gain.points > best[item].points:
            best[item] = gain
    return list(best.values())


def _excluding(broken: Broken, positive: list[Gain]) -> bool:
    """Alternatives: ever fewer points, down to nothing, or worded as degrees of one thing."""
    points = [gain.points for gain in positive]
    falling = all(a > b for a, b in pairwise(points))
    degrees = re.search(r"优秀?|良好?|较好|一般|基本|部分|较差|不够|合格", "".join(g.condition for g in positive))
    return falling and (broken.zero_words or broken.else_zero or degrees is not None)


def _discretionary(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    single = [gain for _, gain in broken.plain if gain.points > 0]
    if len(broken.ranges) == 1 and not broken.cases and not single:
        only = broken.ranges[0][1]
        return _rule("discretionary", broken, low=only.low, high=only.points, top=only.points)
    if broken.ranges and (len(broken.ranges) > 1 or single):
        degrees = sorted((gain for _, gain in (*broken.plain, *broken.ranges)), key=lambda gain: gain.start)
        return _rule("tiers", broken, gains=tuple(degrees), top=max(gain.points for gain in degrees))
    points = broken.plain or broken.cases or broken.steps or broken.full_words or broken.times_weight
    worded = re.search(r"酌情|程度(?:进行)?[计打给赋评]分", broken.folded) is not None
    left_open = worded or (broken.discretion and not broken.some_words)
    if "定量" in broken.folded and broken.pro_rata and (broken.full_words or broken.between):
        return None  # the three degrees are for 定性指标 alone; the rest goes by the share of the target
    if broken.open_points and not single and not broken.steps and not broken.cases:
        return _rule("discretionary", broken, low=Decimal(0), high=weight, top=weight)
    if "三档" in broken.folded or (left_open and not points):
        return _rule("discretionary", broken, low=Decimal(0), high=weight, top=weight)
    return None


def _linear(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    """(完成率-60%)/(1-60%)×分值: from nothing at 60% to full marks at 100%."""
    if broken.linear is None:
        return None
    lowest = Bound("<", broken.linear, "%")
    return _rule("interpolation", broken, bound=Bound("≥", Decimal(100), "%"), zero=lowest)


def _by_figures(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    """Rules whose conditions are figures: bands, interpolation, threshold."""
    if not broken.cases:
        return _from_standard(broken)
    scored = [case for case in broken.cases if case.gain is not None and case.gain.points > 0]
    full = next((case for case in broken.cases if case.gain is None or case.gain.points == weight), None)
    zero = next((case for case in broken.cases if case.gain is not None and case.gain.points == 0), None)
    # Points at other figures than that of full marks: a rule that has them is one of bands, or none is applied.
    others = [case for case in scored if case is not (full or scored[0])]
    if broken.times_weight and not others:
        return _scored_by_rate(broken, full, zero)
    if scored and not broken.steps and any(gain.points > 0 for _, gain in broken.plain) and broken.rest is None:
        # 全部完成得5分，完成80%以上得3分: a degree in words among those in figures
        degrees = [gain for _, gain in broken.plain] + [case.gain for case in broken.cases if case.gain is not None]
        degrees.sort(key=lambda gain: gain.start)
        return _rule("tiers", broken, gains=tuple(degrees), top=max(gain.points for gain in degrees))
    rates = [step for step in broken.steps if step.unit in RATES]
    if not rates and (others or len(broken.cases) >= 3):
        return _bands(broken, weight)
    broken.unread |= bool(others)
    first = full or (scored[0] if scored else None)
    if first is None:
        return _all_but_nothing(broken, zero)
    return _from_full_marks(broken, first, zero, rates)


def _from_full_marks(broken: Broken, first: Case, zero: Case | None, rates: list[Step]) -> ScoringRule | None:
    """Full marks at a figure; beyond it pro rata, by steps, or nothing."""
    limit = _limit(first)
    if limit is None:
        return None
    top = first.gain.points if first.gain is not None else None
    lowest = None if zero is None else _lowest(zero)
    if lowest is not None:
        if broken.between or broken.pro_rata:
            return _between(broken, limit, lowest, top)
        if not broken.steps:
            side = _directed(limit, None, lowest)
            return _rule("threshold", broken, bound=side, zero=lowest, shortfall="zero", top=top)
    step = next(iter(rates or broken.steps), None)
    shortfall = (
        "step" if step else "pro_rata" if broken.pro_rata else "zero" if broken.else_zero or broken.zero_words else ""
    )
    if len({(step.per, step.points, step.share) for step in rates}) > 1:
        step, shortfall = None, ""  # steps that change on the way down: nobody can say which applies
    bound = _directed(_in_steps_unit(limit, step), step, lowest)
    return _rule("threshold", broken, bound=bound, zero=lowest, shortfall=shortfall, step=step, top=top)


def _between(broken: Broken, limit: Bound, lowest: Bound, top: Decimal | None) -> ScoringRule:
    """Full marks at one figure, none at another. 按比例 of what is to be high may mean the share of the target too,
    unless the straight line is named."""
    rising = lowest.op in ("<", "≤") or limit.op in ("≥", ">")
    straight = not rising or re.search("插值|线性", broken.folded)
    if limit.op == "=" and not limit.bare:
        limit = Bound("≥" if rising else "≤", limit.value, limit.unit)
    if not straight and not broken.between:
        return _rule("threshold", broken, bound=limit, zero=lowest, shortfall="pro_rata", top=top)
    loose: Shortfall = "" if straight else "pro_rata"
    return _rule("interpolation", broken, bound=limit, zero=lowest, shortfall=loose, top=top)


def _all_but_nothing(broken: Broken, zero: Case | None) -> ScoringRule | None:
    """公开率低于100%，本项不得分: full marks wherever the only thing said is not the case."""
    lowest = None if zero is None else _lowest(zero)
    other = {"<": "≥", "≤": ">", ">": "≤", "≥": "<"}.get(lowest.op if lowest is not None else "", "")
    alone = len(re.findall(say.N, broken.folded.replace("0分", ""))) == 1 and not broken.times_weight
    otherwise = broken.discretion or broken.unread or re.search("[按视据]", broken.folded)
    if lowest is None or not other or not alone or otherwise:
        return None
    return _rule("threshold", broken, bound=Bound(other, lowest.value, lowest.unit), zero=lowest, shortfall="zero")


def _from_standard(broken: Broken) -> ScoringRule | None:
    """以100%为标准，每低5%扣2分: the figure from which the steps are counted, where they tell on which side."""
    step = next((step for step in broken.steps if step.unit in RATES), None)
    if broken.standard is None or step is None or not step.side or len(broken.steps) > 1:
        return None
    bound = _directed(Bound("=", broken.standard, "%", bare=True), step, None)
    return _rule("threshold", broken, bound=bound, shortfall="step", step=step)


def _scored_by_rate(broken: Broken, full: Case | None, zero: Case | None) -> ScoringRule:
    """得分=率×分值 with a bound from which full marks are given (≥95%), or under which nothing is."""
    limit = None if full is None else _limit(full)
    lowest = None if zero is None else _lowest(zero)
    if limit is not None and limit.op in ("≥", ">") and limit.value < 100:
        return _rule("threshold", broken, bound=limit, zero=lowest, shortfall="pro_rata")
    return _rule("proportional", broken, zero=lowest)


def _in_steps_unit(limit: Bound, step: Step | None) -> Bound:
    """变动率≤0，每超过一个百分点扣分: nought without a unit is of the unit that is deducted by."""
    if limit.value or limit.unit or step is None or step.unit not in ("%", "百分点"):
        return limit
    return Bound(limit.op, limit.value, "%", limit.bare)


def _directed(limit: Bound, step: Step | None, zero: Bound | None) -> Bound | None:
    """100%得满分，每低1个百分点扣分: the deduction, or where nothing is given, tells on which side of a figure without
    sign full marks are given; None where nothing does."""
    if limit.op != "=":
        return limit
    side = step.side if step is not None else ""
    if not side and zero is not None and zero.op != "=":
        side = "above" if zero.op in (">", "≥") else "below"
    if side == "both":
        return Bound("=", limit.value, limit.unit)
    if not side:
        return limit
    return Bound("≤" if side == "above" else "≥", limit.value, limit.unit)


def _limit(case: Case) -> Bound | None:
    """The side of full marks that a case gives."""
    limit = case.bands[-1]
    if isinstance(limit, Bound):
        return limit
    # 95%-100%得满分: what lies beyond a whole hundred percent is none of it; beyond another end nobody can say.
    whole = limit.high is None or (limit.unit == "%" and limit.high == 100)
    return Bound("≥", limit.low, limit.unit) if limit.low is not None and whole else None


def _lowest(case: Case) -> Bound | None:
    """Where a case gives nothing: below a figure or above one; a span from nought (0-60%不得分) lies below its end."""
    limit = case.bands[-1]
    if isinstance(limit, Bound):
        return limit
    return Bound("<", limit.high, limit.unit) if limit.low == 0 and limit.high is not None else None


def _bands(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    bands: list[Band] = []
    gains: list[Gain] = []
    for case in broken.cases:
        points = case.gain.points if case.gain is not None else weight
        if points is None:
            return None
        bands.extend(_either(case, points) or [_band(case, points)])
        if case.gain is not None:
            gains.append(case.gain)
    step = broken.steps[0] if broken.steps else None
    top = max(band.points for band in bands)
    return _rule("bands", broken, bands=tuple(bands), gains=tuple(gains), step=step, top=top, rest=broken.rest)


def _either(case: Case, points: Decimal) -> list[Band]:
    """Two spans that give the same (90%-95%或105%-110%得4分)."""
    spans = [one for one in case.bands if isinstance(one, Band) and one.low is not None and one.high is not None]
    apart = len(spans) == len(case.bands) > 1
    return [Band(s.low, s.high, s.low_in, s.high_in, points, s.unit) for s in spans] if apart else []


def _band(case: Case, points: Decimal) -> Band:
    """One case as a band; two bounds on one case (≥80 且 <90) close it on both sides."""
    low: Band | None = None
    for limit in case.bands:
        piece = say.half_open(limit, points) if isinstance(limit, Bound) else limit
        if low is None:
            low = piece
        elif piece.low is not None and low.low is None:
            low = Band(piece.low, low.high, piece.low_in, low.high_in, points, piece.unit)
        elif piece.high is not None and low.high is None:
            low = Band(low.low, piece.high, low.low_in, piece.high_in, points, piece.unit)
    assert low is not None
    return Band(low.low, low.high, low.low_in, low.high_in, points, low.unit)


def _proportional(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    positive = [gain for _, gain in broken.plain if gain.points > 0]
    if broken.times_weight:
        return _rule("proportional", broken)
    if broken.pro_rata and not broken.steps and len(positive) <= 1:
        if positive or broken.full_words:
            top = positive[0].points if positive else None
            return _rule("conditional", broken, gains=tuple(positive), shortfall="pro_rata", top=top)
        return _rule("proportional", broken)
    return None


def _deduction(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    if not broken.steps:
        return None
    positive = [gain for _, gain in broken.plain if gain.points > 0]
    if len(positive) > 1:
        return None
    top = positive[0].points if positive else None
    # Several deductions for different things: which of them applies, nobody can say.
    step = broken.steps[0] if len({(step.per, step.points, step.share) for step in broken.steps}) == 1 else None
    return _rule("deduction", broken, gains=tuple(positive), step=step, top=top)


def _tiers(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    gains = tuple(gain for _, gain in broken.plain)
    positive = [gain for gain in gains if gain.points > 0]
    if len(positive) < 2:
        return None
    return _rule("tiers", broken, gains=gains, top=max(gain.points for gain in positive))


def _conditional(broken: Broken, weight: Decimal | None) -> ScoringRule | None:
    positive = [gain for _, gain in broken.plain if gain.points > 0]
    if len(positive) == 1 or broken.full_words or broken.some_words or broken.each is not None or broken.vetoes:
        gains = tuple(positive) or ((broken.each,) if broken.each else ())
        top = positive[0].points if positive else None
        graded = re.search("部分|基本|较|视", broken.folded)
        nothing: Shortfall = "zero" if (broken.zero_words or broken.else_zero) and not graded else ""
        return _rule("conditional", broken, gains=gains, shortfall=nothing, top=top)
    return None


_READINGS = (
    _quarters,
    _additive,
    _discretionary,
    _linear,
    _by_figures,
    _proportional,
    _deduction,
    _tiers,
    _conditional,
)
"""Every reading of a rule, in the order in which they are tried."""
