"""The ways tables are ruled: for each cell the sides that are drawn."""

from __future__ import annotations

from collections.abc import Callable

from corpus.drawings.sheets import Sheet, Slot

Sides = frozenset[str]
Rule = Callable[[Slot, Sheet], Sides]


def _sides(**drawn: bool) -> Sides:
    return frozenset(side for side, is_drawn in drawn.items() if is_drawn)


def _outer(slot: Slot, sheet: Sheet) -> Sides:
    return _sides(
        top=not slot.row,
        bottom=slot.row + slot.rowspan == sheet.rows,
        left=not slot.col,
        right=slot.col + slot.colspan == len(sheet.widths),
    )


def grid(slot: Slot, sheet: Sheet) -> Sides:
    return _sides(top=True, bottom=True, left=True, right=True)


def open_sides(slot: Slot, sheet: Sheet) -> Sides:
    outer = _outer(slot, sheet)
    return _sides(top=True, bottom=True, left="left" not in outer, right="right" not in outer)


def levels(slot: Slot, sheet: Sheet) -> Sides:
    return _sides(top=True, bottom=True)


def three(slot: Slot, sheet: Sheet) -> Sides:
    end = slot.row + slot.rowspan
    return _sides(top=not slot.row, bottom=end in (sheet.head, sheet.rows))


def three_and_short(slot: Slot, sheet: Sheet) -> Sides:
    """三线表 with a short rule under headings over several columns."""
    return three(slot, sheet) | _sides(bottom=slot.head and slot.colspan > 1)


def group_rules(slot: Slot, sheet: Sheet) -> Sides:
    """三线表 with a rule where a group of the first column ends, or before the last row."""
    ends = {s.row + s.rowspan for s in sheet.slots if not s.col and (s.rowspan > 1 or s.colspan > 1) and not s.head}
    return three(slot, sheet) | _sides(bottom=slot.row + slot.rowspan in ends | {sheet.rows - 1})


def frame(slot: Slot, sheet: Sheet) -> Sides:
    return _outer(slot, sheet)


def frame_and_head(slot: Slot, sheet: Sheet) -> Sides:
    return _outer(slot, sheet) | three(slot, sheet)


def frame_and_levels(slot: Slot, sheet: Sheet) -> Sides:
    return _outer(slot, sheet) | levels(slot, sheet)


def columns(slot: Slot, sheet: Sheet) -> Sides:
    """A frame, lines down between all columns, none across below the head."""
    return _outer(slot, sheet) | three(slot, sheet) | _sides(left=True, right=True, bottom=slot.head)


def bare(slot: Slot, sheet: Sheet) -> Sides:
    return frozenset()


STYLES: dict[str, Rule] = {
    "全框线": grid,
    "左右开口": open_sides,
    "只有横线": levels,
    "三线表": three,
    "三线表，表头下有短线": three_and_short,
    "三线表，分组有横线": group_rules,
    "只有外框": frame,
    "外框和表头线": frame_and_head,
    "外框和横线": frame_and_levels,
    "外框和竖线": columns,
    "没有线": bare,
}
"""By the name of the drawing in the docs."""
