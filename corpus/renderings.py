"""One report with one set of slips, printed in 元, 万元 and 亿元: is a slip found in each of them?

The slips are made where amounts stand to the 分. What they leave is a false amount, and each rendering prints that
amount as it prints all others, so that the three reports say the same and differ by rounding alone. Which slip
rounding hides in which rendering follows from the ranges of the printed figures, not from what a program finds.
"""

from __future__ import annotations

import msgspec

from corpus.generate import Report, finished, planned
from corpus.ink import SCALES, Fig, Style, rounded
from corpus.slips import figures
from corpus.slips.draft import Draft

EXACT = Style(money="元", table_money="元")
STYLES = (EXACT, Style(), Style(money="亿元", places=4, table_money="亿元", table_places=4))
"""元 and 万元 with two decimals, 亿元 with four, as reports have them."""
_SLIPS = (
    (figures.typing, 46), (figures.point, 8), (figures.stale, 8), (figures.part_left_out, 8), (figures.row, 5),
    (figures.base, 5),
)  # fmt: skip
_MOST = 8


def renderings(seed: int, clean: bool = False) -> tuple[Report, ...]:
    """The departmental report of an even seed in each style, the amounts to the 分 first. Only what `must` be found in
    all of them is marked so; their labels answer each other by number."""
    plans = [planned(seed, style=style) for style in STYLES]
    drafts = [plan.draft for plan in plans]
    state = drafts[0].w.rng.getstate()
    for _ in range(0 if clean else _MOST):
        _slip(drafts)
    for draft in drafts:
        draft.w.rng.setstate(state)
    return _agreed([finished(plan) for plan in plans])


def _slip(drafts: list[Draft]) -> None:
    """A slip in the exact draft, if one can be made, and what the others print of it."""
    exact, *others = drafts
    make = exact.w.rng.choices([slip for slip, _ in _SLIPS], [weight for _, weight in _SLIPS])[0]
    if not make(exact):
        return
    label = exact.labels[-1]
    fig = exact.w.figs[exact.marked[label.id]]
    for draft in others:
        copy = draft.w.figs[fig.uid]
        printed = copy.printed
        copy.plain = _amount_of(fig, copy)
        draft.labels.append(figures.labelled(draft, copy, label.slip or "", printed))


def _amount_of(exact: Fig, copy: Fig) -> str:
    """The digits with which a figure prints the amount of another, which is known more closely."""
    if exact.unit == copy.unit:
        return exact.plain
    return rounded(exact.value / SCALES[copy.unit], len(copy.plain.partition(".")[2]))


def _agreed(reports: list[Report]) -> tuple[Report, ...]:
    """The labels say `must` where they all do."""
    must = [all(label.must for label in same) for same in zip(*(one.labels.errors for one in reports), strict=True)]
    return tuple(_with_must(report, must) for report in reports)


def _with_must(report: Report, must: list[bool]) -> Report:
    replace = msgspec.structs.replace
    errors = (replace(label, must=yes) for label, yes in zip(report.labels.errors, must, strict=True))
    return replace(report, labels=replace(report.labels, errors=tuple(errors)))
