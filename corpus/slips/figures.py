"""Slips in figures: wrong digits, moved points, other units, stale figures, parts left out, wrong shares."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from corpus.ink import SCALES, Fig, Relation, gap_in_units, holds, rounded
from corpus.labels import Label
from corpus.slips.draft import Draft
from corpus.slips.ties import tied

_ORDER = (
    "score_recompute", "score_sum", "table_sum", "sum", "balance", "share", "ratio", "change", "product", "count",
    "granularity", "text_table", "restate", "order",
)  # fmt: skip
_ALIKE = {
    "sum": ("table_sum", "balance", "order"),
    "table_sum": ("sum", "balance", "text_table"),
    "balance": ("sum", "table_sum"),
    "share": ("ratio",),
    "ratio": ("share", "change"),
    "change": ("ratio",),
    "granularity": ("ratio", "share"),
    "score_sum": ("score_recompute", "order", "rubric", "missing"),
    "score_recompute": ("score_sum", "ratio", "rubric", "evidence"),
    "text_table": ("restate",),
    "restate": ("text_table",),
    "count": ("sum", "restate"),
}


def _replaced(rng: random.Random, digits: str) -> str:
    place = rng.choice([n for n, c in enumerate(digits) if c.isdigit()])
    other = rng.choice([d for d in "0123456789" if d != digits[place] and not (place == 0 and d == "0")])
    return digits[:place] + other + digits[place + 1 :]


def _omitted(rng: random.Random, digits: str) -> str:
    whole, point, rest = digits.partition(".")
    if len(whole) < 2:
        return ""
    place = rng.randrange(len(whole))
    shorter = whole[:place] + whole[place + 1 :]
    return (shorter.lstrip("0") or "0") + point + rest


def _added(rng: random.Random, digits: str) -> str:
    whole, point, rest = digits.partition(".")
    place = rng.randrange(len(whole) + 1)
    digit = rng.choice("123456789") if rng.random() < 0.5 else whole[min(place, len(whole) - 1)]
    longer = whole[:place] + digit + whole[place:]
    return "" if longer.startswith("0") else longer + point + rest


def _swapped(rng: random.Random, digits: str) -> str:
    spots = [
        n
        for n in range(len(digits) - 1)
        if digits[n].isdigit() and digits[n + 1].isdigit() and digits[n] != digits[n + 1]
    ]
    if not spots:
        return ""
    place = rng.choice(spots)
    turned = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    return "" if turned[0] == "0" and not turned.startswith("0.") else turned


DIGITS: tuple[tuple[str, int, Callable[[random.Random, str], str]], ...] = (
    ("digit", 112, _replaced),
    ("omitted", 15, _omitted),
    ("swapped", 14, _swapped),
    ("added", 11, _added),
)
"""Frequencies: Scholtus 2009 (CBS 09046), 152 typing errors found in 4,381 records."""


def labelled(draft: Draft, fig: Fig, slip: str, before: str, extra: tuple[str, ...] = ()) -> Label:
    """What is known of a slip once its figure prints something wrong; `before`: what it printed."""
    figs = draft.w.figs
    broken = [relation for relation in draft.of(fig.uid) if not holds(relation, figs)]
    families = sorted({relation.family for relation in broken}, key=_ORDER.index)
    wider = dict.fromkeys([*extra, *families, *(twin for name in families for twin in _ALIKE.get(name, ()))])
    first, *also = wider or {"restate": None}
    tail = broken and fig.unit in (*SCALES, "%") and max(gap_in_units(relation, figs) for relation in broken) <= 2
    draft.marked[f"e{len(draft.labels) + 1}"] = fig.uid
    return Label(
        family=first,
        also=tuple(also),
        id=f"e{len(draft.labels) + 1}",
        severity="warning" if tail else "error",
        figures=(fig.printed,),
        near=draft.near(fig.uid),
        expected=before,
        slip=slip,
        must=bool(broken) and not tail,
        invisible=not broken,
        item=draft.item(fig.uid),
        broken=tuple(tuple(figs[uid].printed for uid in relation.figures) for relation in broken),
        tied=tied(draft, fig, slip),
        note="; ".join(_told(relation, figs) for relation in broken),
    )


def _told(relation: Relation, figs: dict[int, Fig]) -> str:
    return f"{relation.family}/{relation.kind}: " + " | ".join(figs[uid].printed for uid in relation.figures)


def _apply(draft: Draft, fig: Fig, plain: str, slip: str, extra: tuple[str, ...] = ()) -> bool:
    """Prints `plain` instead; False where that changes nothing."""
    if not plain or Decimal(plain) == Decimal(fig.plain):
        return False
    before, fig.plain = fig.printed, plain
    draft.labels.append(labelled(draft, fig, slip, before, extra))
    draft.touch(fig.uid)
    return True


def _figures(draft: Draft, test: Callable[[Fig], bool] = lambda fig: True) -> list[Fig]:
    """Figures that are compared with something and that no slip has come near, in reading order."""
    found = [draft.w.figs[uid] for uid in draft.spots if draft.of(uid) and draft.free(uid)]
    return [fig for fig in found if fig.unit and Decimal(fig.plain) != 0 and test(fig)]


def typing(draft: Draft) -> bool:
    """A digit replaced, left out, doubled or swapped."""
    rng = draft.w.rng
    candidates = _figures(draft)
    if not candidates:
        return False
    name, _, make = rng.choices(DIGITS, [weight for _, weight, _ in DIGITS])[0]
    fig = rng.choice(candidates)
    sign = "-" if fig.plain.startswith("-") else ""
    typed = make(rng, fig.plain.removeprefix("-"))
    return _apply(draft, fig, typed and sign + typed, name)


def point(draft: Draft) -> bool:
    """The decimal point one place off."""
    candidates = _figures(draft, lambda fig: "." in fig.plain and len(fig.plain) > 3 and fig.unit in SCALES)
    if not candidates:
        return False
    fig = draft.w.rng.choice(candidates)
    factor = draft.w.rng.choice((Decimal(10), Decimal("0.1")))
    places = len(fig.plain.partition(".")[2])
    return _apply(draft, fig, rounded(Decimal(fig.plain) * factor, places), "point")


def scale(draft: Draft) -> bool:
    """元 for 万元, or 亿元 for 万元, in running text."""
    candidates = _figures(draft, lambda fig: fig.shown == "万元")
    if not candidates:
        return False
    fig = draft.w.rng.choice(candidates)
    before = fig.printed
    fig.unit = fig.shown = draft.w.rng.choice(("元", "元", "亿元"))
    draft.labels.append(labelled(draft, fig, "scale", before, ("unit",)))
    draft.touch(fig.uid)
    return True


def stale(draft: Draft) -> bool:
    """Last year's figure kept."""
    candidates = _figures(draft, lambda fig: bool(fig.last) and fig.last != fig.plain)
    if not candidates:
        return False
    fig = draft.w.rng.choice(candidates)
    return _apply(draft, fig, fig.last, "stale")


def part_left_out(draft: Draft) -> bool:
    """A total that was added up without one of its parts."""
    sums = [
        relation
        for relation in draft.relations
        if relation.kind == "sum" and len(relation.figures) > 2 and draft.free(relation.figures[0])
    ]
    if not sums:
        return False
    relation = draft.w.rng.choice(sums)
    total, part = draft.w.figs[relation.figures[0]], draft.w.figs[draft.w.rng.choice(relation.figures[1:])]
    places = len(total.plain.partition(".")[2])
    rest = (total.value - part.value) / SCALES.get(total.unit, 1)
    return rest > 0 and _apply(draft, total, rounded(rest, places), "part_left_out")


def _shares(draft: Draft) -> list[Relation]:
    return [
        relation
        for relation in draft.relations
        if relation.kind == "ratio" and relation.family == "share" and draft.free(relation.figures[0])
    ]


def row(draft: Draft) -> bool:
    """The percentage of the line beside it."""
    shares = _shares(draft)
    twins = [
        (one, other)
        for one in shares
        for other in shares
        if one is not other and one.figures[2] == other.figures[2] and one.figures[1] != other.figures[1]
    ]
    if not twins:
        return False
    one, other = draft.w.rng.choice(twins)
    return _apply(draft, draft.w.figs[one.figures[0]], draft.w.figs[other.figures[0]].plain, "row")


def base(draft: Draft) -> bool:
    """The percentage of another whole: growth of this year's figure, a share of something else."""
    figs = draft.w.figs
    rates = [
        relation
        for relation in draft.relations
        if relation.kind in ("growth", "growth_by") and draft.free(relation.figures[0])
    ]
    if not rates:
        return False
    relation = draft.w.rng.choice(rates)
    rate, one, two = (figs[uid] for uid in relation.figures)
    change = abs(one.value - two.value) if relation.kind == "growth" else one.value
    wrong = one.value if relation.kind == "growth" else two.value
    places = len(rate.plain.partition(".")[2])
    return bool(wrong) and _apply(draft, rate, rounded(Fraction(change) / Fraction(wrong) * 100, places), "base")
