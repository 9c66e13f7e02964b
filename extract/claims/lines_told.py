"""Text that tells a line of a table beside it: 全年检查1,864户次，发现问题213个，立案37件 over a table whose last column says so.

Which line is meant is told by the figures themselves: those that agree with its cells digit for digit, named alike. What
the same words tell of a further cell of that line is then the same fact.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.divisions import divisions
from extract.claims.mentions import Mention, mentions
from extract.claims.statements import agree, has_subject, item_of
from extract.document import Table
from extract.figure import Figure
from extract.glossary import fold, measure_of, only_measure, period_of
from extract.tables.cells import bare_heading
from extract.tables.headings import Layout, layout
from extract.tables.hierarchy import is_all_of
from extract.tables.labels import total_word
from extract.units import SCORE

_NEAR = 4  # blocks between a table and the words that tell of it
_MOST_CELLS = 600  # of a longer table nobody tells line by line
_TELLING = 3  # digits that agree by no accident
_SAYS_NOTHING = re.compile(
    r"[(（\[【][^()（）]*[)）\]】]|20\d\d|年度?|本年|当年|全[年县市区省]|其中|合计|总计|小计|综合|总体|整体|平均|金额|资金|总额|情况|[、，,：:\s“”\"]|[\d.%]+"
)
_ALL = re.compile(r"共|合计|总计|总额|总数|全[年县市区镇部]|累计|总[^，。]{0,4}$|整体|综合|平均")
_NO_DIGITS = re.compile(r"\D+")
_PAIR = 2
_REACH = 20
_RECITED = 3  # figures of a line that a passage repeats, where it tells the line as a whole


class _Cell(msgspec.Struct, frozen=True):
    """A figure of a table with the headings of its row and of its column."""

    number: int
    row: int
    col: int
    row_words: str
    col_words: str


class _Told(msgspec.Struct, frozen=True):
    """A figure of the text and the cell that it tells, with the heading that names the cell on its line."""

    mention: Mention
    cell: _Cell
    heading: str


class _Proof(NamedTuple):
    """How many figures of a passage agree with a line under names that both have, and how many digits these have."""

    figures: int
    digits: int


def find(context: Context) -> Iterator[Claim]:
    """One claim for each figure of a passage that tells a cell of a line near it."""
    tables = [n for n, block in enumerate(context.document.blocks) if isinstance(block, Table)]
    kept: dict[int, list[_Cell]] = {}
    paths = divisions(context)
    for passage in context.passages:
        if passage.row is not None or not tables or has_subject(paths[passage.block]):
            continue
        item = item_of(context.items, passage.block)
        told = [m for m in mentions(context, passage) if _tells(m)]
        first, last = max(item.first, passage.block - _NEAR), min(item.last, passage.block + _NEAR)
        for block in tables[bisect_left(tables, first) : bisect_right(tables, last)] if len(told) > 1 else ():
            if block not in kept:
                kept[block] = _cells(context, block)
            yield from _claims(context, passage, told, kept[block])


def _tells(mention: Mention) -> bool:
    figure = mention.figure
    return not (figure.hedge or figure.span or mention.change or mention.per_head) and figure.unit not in {"", SCORE}


def _cells(context: Context, block: int) -> list[_Cell]:
    """The figures that fill value cells of a table; none where it is too long to be told."""
    table = context.document.blocks[block]
    assert isinstance(table, Table)
    if len(table.cells) > _MOST_CELLS:
        return []
    plan = layout(table)
    found = []
    for passage in context.cells(block).values():
        if passage.row is None or passage.col is None or len(passage.numbers) != 1:
            continue
        if plan.is_value(passage.row, passage.col) and plan.bands[plan.band_of[passage.row]].header:
            found.append(_cell(plan, passage.numbers[0], passage.row, passage.col))
    return found


def _cell(plan: Layout, number: int, row: int, col: int) -> _Cell:
    return _Cell(number, row, col, " ".join(plan.row_path(row, col)[-2:]), " ".join(plan.col_path(row, col)))


def _claims(context: Context, passage: Passage, told: Sequence[Mention], cells: Sequence[_Cell]) -> Iterator[Claim]:
    figures = context.figures
    agreeing = {
        m.number: [c for c in cells if _alike(m, figures[c.number]) and agree(figures, (m.number, c.number))]
        for m in told
    }
    unmatched = [m for m in told if not agreeing[m.number]]
    if not unmatched or len(unmatched) == len(told):
        return
    taken = {cell.number for found in agreeing.values() for cell in found}
    best: list[tuple[_Proof, list[_Told]]] = []
    for row in (True, False):
        for line in _lines(cells, row):
            proof = _proof(context, passage, told, agreeing, line, row)
            if proof.digits >= _TELLING:
                open_ = [cell for cell in line if cell.number not in taken]
                found = [one for m in unmatched if (one := _meant(context, m, open_, row)) is not None]
                best.append((proof, found))
    if not best:
        return
    most = max(proof.digits for proof, _ in best)
    chosen: dict[tuple[int, int], tuple[_Told, _Proof]] = {}
    for proof, found in best:
        if proof.digits == most:
            chosen.update(((one.mention.number, one.cell.number), (one, proof)) for one in found)
    for one, proof in chosen.values():
        if sum(other.mention.number == one.mention.number for other, _ in chosen.values()) == 1:
            # a slip in an amount shows by its digits, of which a count has too few
            sure = proof.figures >= _RECITED and one.mention.figure.unit not in {"元", "%"} and _same_name(context, one)
            yield _claim(passage, one, "strong" if sure else "plain")


def _core(words: str) -> str:
    """The words of a heading, or before a figure, without those that say nothing of what is meant."""
    return "".join(_SAYS_NOTHING.sub(" ", fold(words)).split())


def _alike(mention: Mention, cell: Figure) -> bool:
    """Whether a figure of the text may be that of a cell: in one unit, or a count where the table names no unit."""
    return mention.figure.unit == cell.unit or (not cell.unit and mention.figure.unit not in {"元", "%"})


def _same_name(context: Context, one: _Told) -> bool:
    """Whether a figure is called just what its cell is (立案, not 其中乡镇立案), of no other scope or fund."""
    facts = context.facts[one.mention.number], context.facts[one.cell.number]
    alike = len({fact.fund for fact in facts}) == 1 and len({fact.scope for fact in facts}) == 1
    return alike and _called_alike(one.mention, one.heading) and "其中" not in one.mention.gap


def _called_alike(mention: Mention, heading: str) -> bool:
    core = _core(heading.rpartition(" ")[2])
    return len(core) >= _PAIR and core == _core(mention.label)


def _lines(cells: Sequence[_Cell], row: bool) -> Iterator[list[_Cell]]:
    lines: dict[int, list[_Cell]] = {}
    for cell in cells:
        lines.setdefault(cell.row if row else cell.col, []).append(cell)
    return (line for line in lines.values() if len(line) > 1)


def _proof(
    context: Context,
    passage: Passage,
    told: Sequence[Mention],
    agreeing: dict[int, list[_Cell]],
    line: Sequence[_Cell],
    row: bool,
) -> _Proof:
    """Which figures of the text agree with cells of a line under a name that both have."""
    own = line[0].row_words if row else line[0].col_words
    if not _is_total(own) and _common(passage.text, own) < _PAIR and (row or not only_measure(own)) and _core(own):
        return _Proof(0, 0)
    at = {cell.number for cell in line}
    agreed = [
        m
        for m in told
        if any(c.number in at and _named(context, m, c, row) for c in agreeing[m.number])
        # of a total row the digits alone say enough, where no other cell prints them
        or (row and _is_total(own) and {c.number for c in agreeing[m.number]} <= at and _digits(m) >= _TELLING)
    ]
    return _Proof(len(agreed), sum(map(_digits, agreed)))


def _digits(mention: Mention) -> int:
    return len(_NO_DIGITS.sub("", mention.figure.text).strip("0"))


def _named(context: Context, mention: Mention, cell: _Cell, row: bool) -> bool:
    """Whether the words of a figure name its cell, by the heading across its line or by that of the line itself."""
    own = cell.row_words if row else cell.col_words
    return _bond(context, mention, cell, row) > 0 or _common(mention.clause, own) >= _PAIR


def _meant(context: Context, mention: Mention, line: Sequence[_Cell], row: bool) -> _Told | None:
    """The one cell of a line that a figure's words name; or the one that counts in its unit."""
    alike = [c for c in line if _alike(mention, context.figures[c.number]) and _in_reach(context, mention, c)]
    exact = [cell for cell in alike if context.figures[cell.number].unit == mention.figure.unit]
    alike = exact or alike
    if len(alike) == 1 and mention.figure.unit not in {"元", "%"}:
        return _Told(mention, alike[0], alike[0].col_words if row else alike[0].row_words)
    bonds = sorted((_bond(context, mention, cell, row), cell.number, cell) for cell in alike)
    best = [cell for bond, _, cell in bonds if bond == bonds[-1][0]]
    # 应发 and 实发 of one amount: whichever is meant
    if not bonds or len({context.figures[cell.number].value for cell in best}) > 1:
        return None
    if not bonds[-1][0] and not (
        row and _is_total(best[0].row_words) and len(alike) > 1 and _ALL.search(mention.clause)
    ):
        return None
    return _Told(mention, best[-1], best[-1].col_words if row else best[-1].row_words)


def _bond(context: Context, mention: Mention, cell: _Cell, row: bool) -> int:
    """How many characters the words of a figure have in common with the heading of a cell across its line; 0 where they
    speak of another measure or period."""
    words, heading = mention.clause + mention.label, cell.col_words if row else cell.row_words
    measures = measure_of(mention.lead or mention.clause), measure_of(heading)
    year = item_of(context.items, mention.figure.place.block).year
    periods = [_year(period_of(words), year) for words in (mention.clause, heading)]
    if (all(measures) and len({*measures}) > 1) or len({*periods} - {""}) > 1:
        return 0
    if not row and _is_total(heading):
        return _PAIR if _ALL.search(mention.clause) else 0
    shared = _common(words, heading)
    shared = shared or (_PAIR if all(measures) else 0)
    if mention.figure.unit == "%" and not _called_alike(mention, heading):
        return 0  # 公共场所整改率 is not that of all
    return shared + (1 if shared and all(periods) else 0)


def _in_reach(context: Context, mention: Mention, cell: _Cell) -> bool:
    """Whether two figures are of one size, as those of one fact are but for a slip."""
    told, shown = abs(mention.figure.value), abs(context.figures[cell.number].value)
    return told <= shown * _REACH and shown <= told * _REACH


def _is_total(heading: str) -> bool:
    own = heading.rpartition(" ")[2]
    return total_word(own) > 0 or is_all_of(own)


def _year(period: str, year: str) -> str:
    """本年 and 上年 as years, where the year of the report is known."""
    if not year.isdigit() or period not in {"this", "last"}:
        return period
    return year if period == "this" else str(int(year) - 1)


@lru_cache(maxsize=65536)
def _common(words: str, heading: str) -> int:
    """The length of the longest run of characters that words and a heading share, words that say nothing left out."""
    text = fold(words)
    longest = 0
    core = _SAYS_NOTHING.sub(" ", fold(heading)).split()
    for piece in core or [bare_heading(heading)]:
        for start in range(len(piece)):
            while start + longest < len(piece) and piece[start : start + longest + 1] in text:
                longest += 1
    return longest if longest >= _PAIR else 0


def _claim(passage: Passage, one: _Told, asserted: Licence) -> Claim:
    mention = one.mention
    note = f"正文所述“{mention.title}”与表中“{one.cell.row_words} {one.cell.col_words}”应当一致"
    return Claim(
        family="text_table",
        readings=(Reading("equal", (Term(mention.number, "stated"), Term(one.cell.number, "stated")), note, asserted),),
        asserted=asserted,
        place=passage.place(mention.start, mention.end),
        quote=passage.quote(mention.start, mention.end),
        table=True,
        pattern="line",
    )
