"""Is a mismatch a real contradiction? Two odds decide.

How strongly the wording asserts the relation is the claim's own (`asserted`). How far chance could explain that
the figures miss the relation by just one slip of the pen is computed here. Against each other stand two stories:
the relation was meant and one slip spoiled it (then the needed value is one slip away, each kind of slip as
likely as in practice), or the figures have nothing to do with each other in this way (then the needed value
may be anything of that size). The ratio of the two likelihoods is averaged over all readings tried: the more
readings a claim has, the better a near miss must be before anyone is accused.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from audit.finding import Slip
from audit.interval import Interval, printed, simplest
from audit.relations import Lookup, required
from audit.slips import Variant, Variants, variants
from extract.claims.claim import Licence, Reading
from extract.fraction import Fraction

# Odds before any arithmetic that the relation was meant and misprinted, rather than not meant: our own scale.
# Strong wording (分别为, a total row) is believed as it stands. 其中 may name only some parts, so parts that fall
# short are usually just an incomplete list; parts that exceed their whole have no such excuse.
ASSERTED: dict[Licence, Decimal] = {
    "strong": Decimal("0.98"),
    "firm": Decimal("0.9"),
    "plain": Decimal("0.5"),
    "weak": Decimal("0.02"),
}
SHORT: dict[Licence, Decimal] = {
    "strong": Decimal("0.98"),
    "firm": Decimal("0.15"),
    "plain": Decimal("0.15"),
    "weak": Decimal("0.01"),
}
# How much of the belief in a claim goes to one of its readings, beside the others.
_SHARE: dict[Licence, Fraction] = {
    "strong": Fraction(1),
    "firm": Fraction(1),
    "plain": Fraction(1),
    "weak": Fraction(1, 10),
}
_NEVER_SEEN = Fraction(0)
_MOST_TERMS = 120
# An accusation needs odds of at least this much to one.
ENOUGH = 20
# Shares of the kinds of slip in practice (Scholtus, CBS 09046: 112, 15, 14, 11 of 152), scaled so that slips of
# scale, point and sign keep a tenth; figures taken from elsewhere are as rare as the rarest of these.
PRACTICE: dict[Slip, Fraction] = {
    "digit": Fraction(66, 100),
    "omitted": Fraction(9, 100),
    "swapped": Fraction(8, 100),
    "added": Fraction(7, 100),
    "point": Fraction(4, 100),
    "scale": Fraction(4, 100),
    "sign": Fraction(2, 100),
    "part_left_out": Fraction(2, 100),
    "level": Fraction(2, 100),
    "base": Fraction(2, 100),
    "stale": Fraction(2, 100),
    "row": Fraction(2, 100),
}

OTHERWISE = Fraction(1, 4)
"""How many wrong figures are wrong in another way than by one slip of the pen: our own bound."""


class NearMiss(msgspec.Struct, frozen=True):
    """One slip in the figure of term `index` would make the reading hold."""

    index: int
    variant: Variant


class Weight(msgspec.Struct, frozen=True):
    """The near misses of a reading, the odds that some would be found among unrelated figures, and how much
    likelier the near misses are if the relation was meant (the likelihood ratio)."""

    misses: tuple[NearMiss, ...]
    chance: Fraction
    ratio: Fraction


def suspects(reading: Reading) -> range:
    """The terms whose figures may be to blame for a reading that does not hold. Of a very long sum that is the stated
    figure alone: among hundreds of parts one slip or another always fits, and looking takes the square of their number."""
    count = len(reading.terms)
    return range(count - 1 if is_long(reading) else 0, count)


def is_long(reading: Reading) -> bool:
    """Whether a reading has too many figures for anyone to say which of them is wrong."""
    return len(reading.terms) > _MOST_TERMS


def weigh(reading: Reading, figure: Lookup, memory: dict[int, Variants]) -> Weight:
    """Weigh one reading that does not hold. `memory` keeps each figure's variants for one run."""
    misses: list[NearMiss] = []
    chance = ratio = Fraction(0)
    grain = grain_of(reading, figure)
    for index in suspects(reading):
        term = reading.terms[index]
        needed = required(reading, index, figure)
        if needed is None:
            continue
        near = memory.get(term.figure)
        if near is None:
            near = memory[term.figure] = variants(figure(term.figure))
        if not near.drafts:
            continue
        step = figure(term.figure).step
        values: int = 9 * 10 ** max(0, near.significant - 1)
        whole = _whole(reading, index, needed, figure)
        chance += len(near.drafts) * one_hit(values, step, needed, grain) * whole
        for variant in near.within(needed.low, needed.high):
            misses.append(NearMiss(index, variant))
            hit = one_hit(values, variant.step, needed, grain) * whole
            ratio += PRACTICE[variant.slip] / (near.kinds[variant.slip] * len(reading.terms)) / hit
    return Weight(tuple(misses), min(chance, Fraction(1)), ratio)


def grain_of(reading: Reading, figure: Lookup) -> Fraction:
    """What all amounts of a sum are multiples of, as a power of ten; 0 where that tells nothing. Round amounts (600, of
    which 300 and 200) are apart by round amounts: there are few of these, and one slip reaches many of them."""
    if reading.relation != "sum":
        return Fraction(0)
    places = [int(v.normalize().as_tuple().exponent) for t in reading.terms if (v := figure(t.figure).value)]
    return Fraction(10) ** min(places, default=0)


def _whole(reading: Reading, index: int, needed: Interval, figure: Lookup) -> Fraction:
    """Odds that what a rate asks of a count is a whole number at all, if the rate is of something else: 96.55% of 58 is 56,
    and 28/29 is the simplest fraction printed so, which is a whole number of one count in 29."""
    *amounts, percent = reading.terms
    if reading.relation != "ratio" or len(amounts) != 2 or index >= len(amounts) or figure(percent.figure).unit != "%":
        return Fraction(1)
    if any(figure(term.figure).step for term in amounts):
        return Fraction(1)
    rate = printed(figure(percent.figure).value, figure(percent.figure).step, "nearest")
    if rate.low <= 0:
        return Fraction(1)
    simple = simplest(rate.low / 100, rate.high / 100)
    divisor = simple.denominator if amounts[index].role == "part" else simple.numerator
    return min(Fraction(1), max(needed.high - needed.low, Fraction(1, divisor)))


def one_hit(values: int, printed: Decimal, needed: Interval, grain: Fraction) -> Fraction:
    """Odds that one of so many values like a figure, `printed` apart (in 万元 they are further apart than in 元), falls
    where it must by chance."""
    step = Fraction(printed) or Fraction(1)
    if grain > step:
        return min(Fraction(1), grain / step / values)
    width = (needed.high - needed.low + step) / step
    return min(Fraction(1), width / values)


def odds(prior: Fraction, ratios: Sequence[tuple[Licence, Fraction]]) -> Fraction:
    """Odds that the relation was meant and misprinted, all readings counted, each as readily as it comes to mind; `prior`
    is how far its wording is believed."""
    belief = sum((_SHARE[ready] for ready, _ in ratios), Fraction(0))
    evidence = sum((_SHARE[ready] * ratio for ready, ratio in ratios), Fraction(0)) / belief if belief else Fraction(0)
    return prior / (1 - prior) * evidence


def accused(
    licence: Licence, short: bool, ratios: Sequence[tuple[Licence, Fraction]], habit: Fraction = _NEVER_SEEN
) -> bool:
    """Whether wording this strong, and near misses this unlikely by chance, amount to an accusation. `short` where the
    parts fall short of their whole; `habit` is how often the same wording holds in this report, which makes no wording
    firmer than firm: a list may leave something out where all before it did not."""
    prior = max(min(habit, Fraction(ASSERTED["firm"])), Fraction((SHORT if short else ASSERTED)[licence]))
    return licence == "strong" or odds(prior, ratios) >= ENOUGH
