"""What the wordings draw and join: amounts in whole hundredths of a 万元, shares of a head, items in a row."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.ink import Fig
from corpus.ledger import WAN
from corpus.writer import Writer

GRAIN = WAN // 100
"""0.01万元, in 分."""


def an_amount(w: Writer, low: int = 500, high: int = 90_000) -> int:
    """An amount in 分 between so many and so many hundredths of a 万元."""
    return w.rng.randint(low, high) * GRAIN


def portion(w: Writer, fen: int, low: int, high: int) -> int:
    """So many thousandths of an amount, in whole grains."""
    return max(GRAIN, fen * w.rng.randint(low, high) // 1000 // GRAIN * GRAIN)


def chain(figures: Sequence[Fig], last: str = "和") -> str:
    """甲、乙和丙."""
    *front, end = (str(fig) for fig in figures)
    return "、".join(front) + (last if front else "") + end


def shares(w: Writer, figures: Sequence[Fig], head: Fig, parts: Sequence[int], places: int | None = None) -> list[Fig]:
    """The percentages of parts of one whole, and that they are said to be it."""
    whole = sum(parts)
    found = []
    for fig, part in zip(figures, parts, strict=True):
        share = w.percent(part, whole, places)
        w.tell("share", "ratio", share, fig, head)
        found.append(share)
    return found


def itemised(names: Sequence[str], figures: Sequence[Fig], mark: str = "、") -> str:
    """Names, each with its figure."""
    return mark.join(f"{name}{fig}" for name, fig in zip(names, figures, strict=True))
