"""What a 评分细则 says, as data: the kind of rule and its numbers, each with its place in the rule's text."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from extract.fraction import Fraction

Kind = Literal[
    "additive",  # points of several requirements, added up
    "tiers",  # one of several alternatives applies
    "threshold",  # full marks at a bound; beyond it pro rata, by steps, or nothing
    "interpolation",  # full marks at one bound, none at another, in proportion between
    "bands",  # points by the band in which the value lies
    "proportional",  # points = rate × weight
    "quarters",  # so many points a quarter
    "deduction",  # full marks less so much for every occurrence
    "discretionary",  # 酌情 0 to n points
    "conditional",  # all or nothing on a condition in words
    "unspecified",  # requirements without points
    "unparsed",
]
Shortfall = Literal["", "zero", "pro_rata", "step"]
Rounding = Literal["open", "up", "down"]
RATES = ("%", "百分点", "点")
"""The units of steps that count on a rate."""
Side = Literal["", "above", "below", "both"]


class Gain(msgspec.Struct, frozen=True):
    """Points that a part of a rule gives; `start`, `end` are the characters of the number in the rule's text.
    `condition` is the wording they depend on; `low` is set where a range of points is given."""

    points: Decimal
    text: str
    start: int
    end: int
    condition: str
    low: Decimal | None = None


class Bound(msgspec.Struct, frozen=True):
    """A comparison with a number: `op` is one of ≥ ≤ > < =, `unit` as printed (% where a rate is meant). `bare` is
    true where no sign is printed (95%得满分): on which side full marks are given, other words must tell."""

    op: str
    value: Decimal
    unit: str
    bare: bool = False


class Band(msgspec.Struct, frozen=True):
    """A band of values and its points. An end is None where open; `*_in` is None where the text leaves it open
    whether the end belongs to the band."""

    low: Decimal | None
    high: Decimal | None
    low_in: bool | None
    high_in: bool | None
    points: Decimal
    unit: str


class Step(msgspec.Struct, frozen=True):
    """A deduction: for every `per` `unit` either `points` or `share` of the weight. `rounding` says what counts
    for a part of a step: `up` (不足1个百分点按1个百分点计), `down` (不足…不扣), `open` where nothing is said;
    `side` on which side of the bound it counts (每超过, 每低于, 每偏离), "" where that is not said."""

    per: Decimal
    unit: str
    points: Decimal | None
    share: Fraction | None
    rounding: Rounding = "open"
    side: Side = ""


class Operand(msgspec.Struct, frozen=True):
    """A term of a formula, as worded; `factor` is +1 or −1."""

    text: str
    factor: int = 1


class Formula(msgspec.Struct, frozen=True):
    """A ratio: `name` = Σ numerator / Σ denominator; `start`, `end` in the rule's text. `minus` is k where the
    value is 1 − k × the ratio (1-10×调剂金额/年初预算数)."""

    name: str
    numerator: tuple[Operand, ...]
    denominator: tuple[Operand, ...]
    start: int
    end: int
    minus: Decimal | None = None


class ScoringRule(msgspec.Struct, frozen=True):
    """A compiled rule. Which fields are set depends on `kind`; `top` is the most that the rule as printed can
    give (None: the weight). `vetoes` are conditions under which nothing is given; `floor` is 扣完为止, `least` what is left
    however much is deducted (最多扣5分);
    `stated_weights` are weights that the rule itself repeats; `magnitude` is true where figures count on both sides of
    nothing (±10%以内); `unread` where a clause that gives or takes points was not understood: no figure is applied; `rest` are the
    points outside of all bands (其余得2分)."""

    kind: Kind
    text: str
    gains: tuple[Gain, ...] = ()
    bound: Bound | None = None
    zero: Bound | None = None
    shortfall: Shortfall = ""
    step: Step | None = None
    bands: tuple[Band, ...] = ()
    formula: Formula | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    count: int = 0
    vetoes: tuple[str, ...] = ()
    floor: bool = False
    least: Decimal | None = None
    stated_weights: tuple[Gain, ...] = ()
    top: Decimal | None = None
    exempt: str = ""
    magnitude: bool = False
    unread: bool = False
    rest: Decimal | None = None
