"""Rules put together from the grammar: however they are worded, their numbers come back, and points obey arithmetic."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from audit.interval import Interval, point
from audit.recount.applying import apply
from extract.rubric import ScoringRule, compile_rule

LIMITS = st.integers(min_value=70, max_value=100)
PER = st.sampled_from(["1", "2", "5", "0.5"])
OFF = st.sampled_from(["0.5", "1", "2"])
WEIGHTS = st.integers(min_value=3, max_value=15)
VALUES = st.decimals(min_value=0, max_value=150, places=2)
REACHED = st.sampled_from(
    ["≥{}%得{w}分", "达到{}%（含）以上得满分", "不低于{}%的，得满分", "大于等于{}%，计{w}分", "{}%及以上得{w}分"]
)
KEPT_TO = st.sampled_from(["≤{}%得{w}分", "不超过{}%得满分", "控制在{}%以内的，得满分", "小于或等于{}%，计{w}分"])
EXACTLY = st.sampled_from(["等于{}%得{w}分", "以{}%为标准"])
BELOW = st.sampled_from(
    ["每低{}个百分点扣{}分", "每降低{}%，扣{}分", "每少{}个百分点扣{}分", "低于的，每下降{}%扣{}分"]
)
ABOVE = st.sampled_from(["每超{}个百分点扣{}分", "每高出{}%，扣{}分", "超出的，每增加{}个百分点扣{}分"])
BOTH = st.sampled_from(["每超过（降低）{}个百分点扣{}分", "每偏离{}%扣{}分", "每高于或低于{}%扣{}分"])
ENDS = st.sampled_from(["。", "，扣完为止。", "，直至扣完。", "，最低得0分。"])


def points(rule: ScoringRule, weight: int, value: Decimal) -> tuple[Fraction, Fraction]:
    found = apply(rule, Decimal(weight), point(value), None)
    assert found is not None, rule
    return found.low, found.high


def stepped(weight: int, gap: Fraction, per: str, off: str) -> tuple[Fraction, Fraction]:
    steps = max(Fraction(0), gap) / Fraction(per)
    left = (weight - count * Fraction(off) for count in (math.ceil(steps), math.floor(steps)))
    low, high = (max(Fraction(0), one) for one in left)
    return low, high


@given(REACHED, BELOW, ENDS, LIMITS, PER, OFF, WEIGHTS, VALUES)
def test_points_below_what_is_to_be_reached(
    reached: str, below: str, end: str, limit: int, per: str, off: str, weight: int, value: Decimal
) -> None:
    text = f"{reached.format(limit, w=weight)}；{below.format(per, off)}{end}"
    assert points(compile_rule(text, Decimal(weight)), weight, value) == stepped(
        weight, limit - Fraction(value), per, off
    ), text


@given(KEPT_TO, ABOVE, ENDS, LIMITS, PER, OFF, WEIGHTS, VALUES)
def test_points_above_what_is_to_be_kept_to(
    kept: str, above: str, end: str, limit: int, per: str, off: str, weight: int, value: Decimal
) -> None:
    text = f"{kept.format(limit, w=weight)}；{above.format(per, off)}{end}"
    assert points(compile_rule(text, Decimal(weight)), weight, value) == stepped(
        weight, Fraction(value) - limit, per, off
    ), text


@given(EXACTLY, BOTH, ENDS, LIMITS, PER, OFF, WEIGHTS, VALUES)
def test_points_on_both_sides_of_what_is_to_be_met(
    met: str, both: str, end: str, limit: int, per: str, off: str, weight: int, value: Decimal
) -> None:
    text = f"{met.format(limit, w=weight)}，{both.format(per, off)}{end}"
    assert points(compile_rule(text, Decimal(weight)), weight, value) == stepped(
        weight, abs(Fraction(value) - limit), per, off
    ), text


BAND_WORDINGS = st.sampled_from(
    [
        "≥{0}%得{3}分；{1}%≤比率＜{0}%得{4}分；{2}%≤比率＜{1}%得{5}分；＜{2}%得0分。",
        "{0}%（含）以上得{3}分；{1}%（含）-{0}%得{4}分；{2}%（含）—{1}%得{5}分；{2}%以下（不含）不得分。",
        "达到{0}%以上的得{3}分，达到{1}%以上的得{4}分，达到{2}%以上的得{5}分，低于{2}%的不得分。",
        "比率在{0}%及以上，计{3}分；在{1}%（含）和{0}%之间，计{4}分；在{2}%（含）和{1}%之间，计{5}分；不足{2}%，计0分。",
    ]
)


@given(BAND_WORDINGS, st.lists(st.integers(30, 99), min_size=3, max_size=3, unique=True), VALUES)
def test_points_by_bands(wording: str, ends: list[int], value: Decimal) -> None:
    high, middle, low = sorted(ends, reverse=True)
    rule = compile_rule(wording.format(high, middle, low, 9, 6, 2), Decimal(9))
    due = 9 if value >= high else 6 if value >= middle else 2 if value >= low else 0
    assert points(rule, 9, value) == (due, due), wording


RULES = st.sampled_from(
    [
        "≥90%得满分，每低1个百分点扣0.5分，最多扣4分。",
        "≤100%得满分，≥130%得0分，区间内按比例扣分。",
        "≥95%得满分，＜60%不得分，60%-95%之间按比例得分。",
        "得分=完成率×10，低于50%不得分。",
        "±5%以内得10分，±5%-10%得6分，±10%以外得0分。",
        "等于100%得10分，每超过（降低）3个百分点扣1分。",
    ]
)


@given(RULES, VALUES, st.decimals(min_value=0, max_value=20, places=2), st.decimals(min_value=0, max_value=1, places=2))
def test_a_wider_value_never_narrows_the_points(rule: str, low: Decimal, width: Decimal, share: Decimal) -> None:
    compiled, inside = compile_rule(rule, Decimal(10)), Fraction(low) + Fraction(width) * Fraction(share)
    wide = apply(compiled, Decimal(10), Interval(Fraction(low), Fraction(low + width)), None)
    one = apply(compiled, Decimal(10), point(inside), None)
    assert wide is not None and one is not None
    assert 0 <= wide.low <= one.low <= one.high <= wide.high <= 10


@given(
    st.text(alphabet="≥≤0123456789%分得扣每低超过完成率①②；，。（）含以上下按比例不满为止-—~×/=", max_size=60), WEIGHTS
)
def test_any_text_compiles_to_the_same_rule_again(text: str, weight: int) -> None:
    first = compile_rule(text, Decimal(weight))
    compile_rule.cache_clear()
    assert compile_rule(text, Decimal(weight)) == first
