"""Can a wrong figure be told apart by what the report prints?

An error is *tied* where another figure explains it as well: changed by one slip as likely or likelier, that figure
too would make every relation hold that is broken, and break none. Nobody can name the culprit of a tie, so ties are
counted apart. Classes of slips by likelihood: Scholtus 2009 (CBS 09046) for digits; point, unit and sign after them,
figures taken from elsewhere last; a change that no slip explains is possible too, and the least likely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from corpus.ink import SCALES, Fig, Relation, holds, implied
from corpus.slips.draft import Draft

_CLASSES = (
    "digit", "omitted", "swapped", "added", "point", "scale", "sign", "part_left_out", "base", "stale", "row", "any",
)  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(_CLASSES)}
_MOST = 10**12


def tied(draft: Draft, fig: Fig, slip: str) -> bool:
    """Whether a figure that was spoiled by `slip` shares its guilt with another one."""
    broken = [relation for relation in draft.of(fig.uid) if not holds(relation, draft.w.figs)]
    if not broken:
        return False
    common = set.intersection(*(set(relation.figures) for relation in broken)) - {fig.uid}
    own = _RANK[_seen(draft, fig, slip)]
    return any(_explains(draft, draft.w.figs[uid], own) for uid in sorted(common))


def _seen(draft: Draft, fig: Fig, slip: str) -> str:
    """The slip as a reader can know it: last year's figure is one only to a reader who finds it elsewhere."""
    if slip != "stale" or any(
        other.plain == fig.plain and other is not fig for other in draft.w.figs.values() if other.uid in draft.spots
    ):
        return slip
    return "any"


def _explains(draft: Draft, fig: Fig, most: int) -> bool:
    """Whether this figure alone, by a slip of at most this rank, could be to blame."""
    relations = draft.of(fig.uid)
    before, unit = fig.plain, fig.unit
    try:
        for name, plain, shown in _variants(fig):
            if _RANK[name] > most:
                break
            fig.plain, fig.unit = plain, shown
            if all(holds(relation, draft.w.figs) for relation in relations):
                return True
        fig.unit = unit
        return most == _RANK["any"] and _curable(draft, fig, before, relations)
    finally:
        fig.plain, fig.unit = before, unit


def _variants(fig: Fig) -> Iterator[tuple[str, str, str]]:
    """(slip, digits, unit) one slip away, the likeliest first."""
    plain, unit = fig.plain.lstrip("-"), fig.unit
    sign = "-" if fig.plain.startswith("-") else ""
    places = [n for n, c in enumerate(plain) if c.isdigit()]
    for at in places:
        yield from (("digit", sign + plain[:at] + d + plain[at + 1 :], unit) for d in "0123456789" if d != plain[at])
    for at in (*places, len(plain)):
        yield from (("omitted", sign + plain[:at] + d + plain[at:], unit) for d in "0123456789")
    for at in places:
        two = plain[at : at + 2]
        if two.isdigit() and len(two) == 2:
            yield "swapped", sign + plain[:at] + two[::-1] + plain[at + 2 :], unit
    if len(places) > 1:
        yield from (("added", sign + (plain[:at] + plain[at + 1 :]), unit) for at in places)
    if unit in SCALES or unit == "%":
        for shift in (-1, 1):
            yield "point", sign + f"{Decimal(plain).scaleb(shift):f}", unit
    if fig.shown in ("元", "万元", "亿元"):
        yield from (("scale", fig.plain, other) for other in ("元", "万元", "亿元") if other != unit)


def _curable(draft: Draft, fig: Fig, before: str, relations: list[Relation]) -> bool:
    """Whether some value of this figure, at its printed place, satisfies all its relations."""
    places = len(before.partition(".")[2])
    low, high = 1, _MOST
    for relation in relations:
        ends = _window(draft, fig, relation, places)
        if ends is None:
            return False
        low, high = max(low, ends[0]), min(high, ends[1])
    return low <= high


def _window(draft: Draft, fig: Fig, relation: Relation, places: int) -> tuple[int, int] | None:
    """The values of a figure, in units of its last place, for which a relation holds: the relation's two sides draw
    steadily nearer and apart with each of its figures, so the ends are found by halving. None where there are none."""

    def side(units: int) -> int:
        fig.plain = f"{Decimal(units).scaleb(-places):f}"
        follows = implied(relation, draft.w.figs)
        if follows is None or holds(relation, draft.w.figs):
            return 0
        return 1 if draft.w.figs[relation.figures[0]].range()[0] > follows[1] else -1

    low, high = 1, _MOST
    first, last = side(low), side(high)
    if first == last != 0:
        return None
    low = low if first == 0 else _halved(lambda units: side(units) != first, low, high)
    high = high if last == 0 else _halved(lambda units: side(units) == last, low, high) - 1
    return (low, high) if low <= high else None


def _halved(past: Callable[[int], bool], low: int, high: int) -> int:
    """The first number past a bound that lies between the two."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if past(middle) else (middle, high)
    return high
