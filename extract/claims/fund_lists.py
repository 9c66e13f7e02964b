"""What a form's lists of labelled amounts add up to: 按收入性质分 and 按支出性质分 each to an amount of the row above."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.document import Table
from extract.glossary import fold
from extract.tables.fund_lists import FundList, fund_lists
from extract.tables.headings import Layout, layout


def find(context: Context) -> Iterator[Claim]:
    """One claim for each list; which of the amounts above it splits (预算 or 执行) the figures tell."""
    for number, block in enumerate(context.document.blocks):
        lists = fund_lists(block) if isinstance(block, Table) else ()
        if not lists or not isinstance(block, Table):
            continue
        cells = context.cells(number)
        plan = layout(block)
        for one in lists:
            yield from _claim(context, plan, cells, one)


def _claim(context: Context, plan: Layout, cells: dict[tuple[int, int], Passage], one: FundList) -> Iterator[Claim]:
    parts = [n for c in one.cells if (c.row, c.col) in cells for n in cells[c.row, c.col].numbers]
    wholes = _wholes(context, plan, cells, one.row)
    if len(parts) < 2 or not wholes or any(context.figures[n].unit != "元" for n in parts):
        return
    terms = tuple(Term(number, "part") for number in parts)
    readings = tuple(
        Reading("sum", (*terms, Term(whole, "total")), f"“{one.title}”各项之和为{name}") for whole, name in wholes
    )
    place = context.figures[parts[0]].place
    first = cells.get((one.cells[0].row, one.cells[0].col))
    yield Claim(
        family="table_sum",
        readings=readings,
        asserted="plain",
        place=place,
        quote=first.quote(0, len(first.text)) if first else one.title,
        group=f"fund{place.block}",
        table=True,
        pattern="fund_list",
    )


def _wholes(context: Context, plan: Layout, cells: dict[tuple[int, int], Passage], row: int) -> list[tuple[int, str]]:
    """The amounts of money in the nearest row above that holds any, with their headings."""
    for above in range(row - 1, -1, -1):
        found = [
            (p.numbers[0], fold("".join(plan.col_path(above, col)[-1:])) or "总额")
            for (at, col), p in sorted(cells.items())
            if at == above and plan.is_value(at, col) and len(p.numbers) == 1
        ]
        money = [(number, name) for number, name in found if context.figures[number].unit == "元"]
        if money:
            return money
    return []
