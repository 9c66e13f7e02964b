"""Total rows and total columns as patterns."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence

from extract.glossary import fold
from extract.tables.cells import nature_of
from extract.tables.columns import CODE
from extract.tables.formulas import bind, formula, names
from extract.tables.hierarchy import Cue, candidates, known
from extract.tables.labels import Labelled, labelled, total_word
from extract.tables.patterns import Operand, Pattern
from extract.tables.sheet import Line, Sheet, sums_to

_PER_HEAD = re.compile(
    r"(?:[一-鿿]均(?!衡)|每[人户班村亩]|单价|均价|[一-鿿]{2,4}比(?:[(（]|$))|.*(?:单价|均价|标准|平均[数值额]?|单位成本)(?:[(（].*)?$|.*[(（]元/|.*[(（][一-鿿㎡]{1,4}/[一-鿿㎡]{1,4}[)）]|.*(?:平均|均值)"
)
_WHOLES = {"资产总额", "资产合计", "总资产", "收入总额", "支出总额"}  # columns that are totals though not called 合计
_SPENT = {"final", "paid", "received", "budget", "budget_initial", "budget_revised", "carried_over"}
_NESTED = 60  # rows among which unannounced parts are looked for: the search is quadratic
_MOST_CUTS = 400  # ways to end the lists of 其中 that are tried
_NOT_ADDED = ("target", "actual")


def additive(line: Line) -> bool:
    """Whether the figures of a column may be added up down the rows."""
    return (
        not line.is_rate
        and line.nature not in {"points", "numbering"}
        and line.measure not in _NOT_ADDED
        and not per_head(line.own)
    )


def per_head(heading: str) -> bool:
    """Whether a heading names an amount per person or piece, which nobody adds up."""
    return _PER_HEAD.match(fold(heading)) is not None


def row_totals(
    sheet: Sheet, columns: Sequence[Line], raw: dict[tuple[int, int], str]
) -> Iterator[tuple[list[Pattern], tuple[int, ...]]]:
    """For each row that may be a total: its patterns and the columns in which to try them."""
    blocks: dict[tuple[int, ...], list[int]] = {}
    for column in columns:
        labels = sheet.band.labels[column.index]
        # changes come from amounts that were rounded before: they are checked across, not down
        if labels and additive(column) and column.measure != "change":
            blocks.setdefault(labels, []).append(column.index)
    many = len(blocks) > 2 or (len(blocks) > 1 and any(_coded(sheet, labels) for labels in blocks))
    for labels, cols in blocks.items():
        by_total: dict[int, list[Pattern]] = {}
        rows = labelled(sheet, labels, raw)
        unsummed = {
            r.row for r in rows if not r.total and (nature_of(r.label) in {"rate", "points"} or per_head(r.label))
        }
        for parts in candidates(rows):
            operands = tuple(Operand(row, "part", factor) for row, factor in parts.rows if row not in unsummed)
            if parts.total in unsummed or not operands:
                continue
            cue: Cue = "block" if many and parts.cue == "total" else parts.cue
            pattern = Pattern("sum", parts.total, "total", operands, parts.how, cue, "table_sum")
            by_total.setdefault(parts.total, []).append(pattern)
        for patterns in by_total.values():
            more = (
                *_nested(sheet, patterns, cols),
                *_carried_on(sheet, rows, patterns, cols),
                *_named(sheet, rows, patterns, cols),
            )
            yield [*patterns, *more], tuple(cols)


def _nested(sheet: Sheet, patterns: Sequence[Pattern], cols: Sequence[int]) -> Iterator[Pattern]:
    """Where rows add up to the row above them in every column they are its parts, though nothing says so: the
    widest part list without them."""
    widest = max(patterns, key=lambda pattern: len(pattern.operands))
    rows = [operand.line for operand in widest.operands]
    if widest.cue != "total" or len(rows) > _NESTED:
        return
    kept: list[int] = []
    at = 0
    while at < len(rows):
        kept.append(rows[at])
        at += 1 + _children(sheet, rows[at:], cols)
    if 1 < len(kept) < len(rows):
        operands = tuple(Operand(row, "part") for row in kept)
        how = "各行之和（数字表明为下级的各行不重复计）"
        yield Pattern("sum", widest.target, "total", operands, how, "total", "table_sum")


def _carried_on(
    sheet: Sheet, rows: Sequence[Labelled], patterns: Sequence[Pattern], cols: Sequence[int]
) -> Iterator[Pattern]:
    """其中：基本工资, below it 津贴补贴 without indentation: which of the rows below a 其中 go on with it is told by the
    figures alone. The part list without them, where there is one that adds up in every column."""
    widest = max(patterns, key=lambda pattern: len(pattern.operands))
    base = [operand.line for operand in widest.operands]
    if widest.cue != "total" or len(base) > _NESTED:
        return
    runs = _runs_behind_among(rows, set(base), widest.target)
    if not runs or math.prod(len(run) + 1 for run in runs) > _MOST_CUTS:
        return
    for cuts in itertools.islice(itertools.product(*(range(len(run) + 1) for run in runs)), 1, None):
        gone = {row for run, cut in zip(runs, cuts, strict=True) for row in run[:cut]}
        kept = [row for row in base if row not in gone]
        if _adds_up(sheet, kept, widest.target, cols):
            operands = tuple(Operand(row, "part") for row in kept)
            how = "各行之和（“其中”以下顺延的各行不重复计）"
            yield Pattern("sum", widest.target, "total", operands, how, "total", "table_sum")
            return


def _runs_behind_among(rows: Sequence[Labelled], base: set[int], target: int) -> list[list[int]]:
    """The rows of a part list that follow each 其中 row, up to the head of the next."""
    runs: list[list[int]] = []
    for number, row in enumerate(rows):
        if row.among:
            runs.append([])
        elif row.row == target:
            break
        elif runs and row.row in base:
            heads_next = number + 1 < len(rows) and rows[number + 1].among
            if not heads_next:
                runs[-1].append(row.row)
    return [run for run in runs if run]


def _named(
    sheet: Sheet, rows: Sequence[Labelled], patterns: Sequence[Pattern], cols: Sequence[int]
) -> Iterator[Pattern]:
    """“三公”经费小计 below 接待费, 公车运维, 会议费, 培训费: a subtotal with a name may take some of the rows above it. Those
    that stand together and add up to it in every column."""
    target = next(row for row in rows if row.row == patterns[0].target)
    widest = max(patterns, key=lambda pattern: len(pattern.operands))
    lines = [operand.line for operand in widest.operands]
    if target.total != 1 or target.group or fold(target.label) == "小计" or len(lines) > _NESTED:
        return
    for first, last in itertools.combinations(range(len(lines) + 1), 2):
        run = lines[first:last]
        if 1 < len(run) < len(lines) and _adds_up(sheet, run, target.row, cols):
            operands = tuple(Operand(row, "part") for row in run)
            yield Pattern("sum", target.row, "total", operands, "其上相连若干行之和", "total", "table_sum")
            return


def _adds_up(sheet: Sheet, rows: Sequence[int], target: int, cols: Sequence[int]) -> bool:
    """Whether rows add up to the target row in every column that prints it."""
    heads = [(col, number) for col in cols if (number := sheet.at(col, target)) is not None]
    return (
        bool(heads)
        and len(rows) > 1
        and all(
            sums_to(sheet.figures, head, tuple((n, 1) for row in rows if (n := sheet.at(col, row)) is not None))
            for col, head in heads
        )
    )


def _children(sheet: Sheet, rows: Sequence[int], cols: Sequence[int]) -> int:
    """How many of the rows after the first add up to it in every column (two at least)."""
    heads = {col: number for col in cols if (number := sheet.at(col, rows[0])) is not None}
    if not any(sheet.figures[number].value for number in heads.values()):
        return 0
    gaps = {col: sheet.figures[number].value for col, number in heads.items()}
    slacks = {col: sheet.figures[number].step for col, number in heads.items()}
    for count in range(1, min(len(rows), _NESTED)):
        for col in heads:
            number = sheet.at(col, rows[count])
            if number is not None:
                gaps[col] -= sheet.figures[number].value
                slacks[col] += sheet.figures[number].step
        if count > 1 and all(abs(gaps[col]) * 2 <= slacks[col] for col in heads):
            return count
    return 0


def _coded(sheet: Sheet, labels: tuple[int, ...]) -> bool:
    """Whether account codes stand before a label block: such tables (基本支出决算表) total over blocks."""
    before = [sheet.plan.texts[row][labels[0] - 1] for row in sheet.band.body if labels[0]]
    return sum(CODE.fullmatch(text) is not None for text in before) * 2 > len(before) > 0


def column_totals(sheet: Sheet, columns: Sequence[Line]) -> Iterator[list[Pattern]]:
    """For each column that may be a total of others: its patterns."""
    summable = [c for c in columns if additive(c)]
    units = {c.index: _units(sheet, c) for c in summable}
    for total in summable:
        block = sheet.band.labels[total.index]
        own = units[total.index]
        alike = (c for c in summable if not own or not units[c.index] or own & units[c.index])
        peers = [c for c in alike if sheet.band.labels[c.index] == block]
        found: dict[tuple[Operand, ...], Pattern] = {}
        for parts, how, cue in (*_by_name(total, peers), *_by_group(total, peers)):
            operands = tuple(Operand(part, "part") for part in parts)
            if len(operands) > 1:
                found.setdefault(operands, Pattern("sum", total.index, "total", operands, how, cue, "table_sum"))
        if found:
            yield list(found.values())


def _units(sheet: Sheet, line: Line) -> set[str]:
    """The units of a line's first figures."""
    numbers = (sheet.at(line.index, row) for row in sheet.band.body[:50])
    return {sheet.figures[n].unit for n in numbers if n is not None}


def _by_name(total: Line, columns: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], str, Cue]]:
    peers = [c for c in columns if c.group[: len(total.group)] == total.group or c.group == total.group[:-1]]
    yield from known(total, peers)


def _by_group(total: Line, columns: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], str, Cue]]:
    """The columns under the same upper heading as a 合计 column, a sub-group standing as its own total."""
    if not total_word(total.own) and fold(total.own) not in _WHOLES:
        return
    depth = len(total.group)
    peers = [c for c in columns if c.index != total.index and c.group[:depth] == total.group]
    if total.measure:
        peers = [c for c in peers if c.measure in {"", total.measure}]
    sources = [c for c in peers if c.measure not in _SPENT]
    if not total.measure and 1 < len(sources) < len(peers):  # 资金总额 | 中央 | 省级 | 已拨付
        yield _whole(sources, depth), "同组各来源栏之和", "total"
    whole = _whole(peers, depth)

    among = {c.index for c in peers if fold(c.own).startswith("其中")}
    if among:  # 其中 may name parts of the column before it rather than of the total
        yield tuple(index for index in whole if index not in among), "同组各栏之和（其中栏不计）", "total"
    yield whole, "同组各栏之和（小计栏不重复计）", "total"
    after = tuple(index for index in whole if index > total.index)
    before = tuple(index for index in whole if index < total.index)
    if after and before:
        yield after, "其右各栏之和", "total"
        yield before, "其左各栏之和", "total"


def _whole(peers: Sequence[Line], depth: int) -> tuple[int, ...]:
    """The columns that make up a whole: of each sub-group its 小计, or else all its columns."""
    nodes: dict[str, list[Line]] = {}
    for column in peers:
        nodes.setdefault((*column.group, column.own)[depth], []).append(column)
    parts: list[int] = []
    for node in nodes.values():
        head = next((c for c in node if len(node) > 1 and total_word(c.own)), None)
        parts += [head.index] if head else [c.index for c in node]
    return tuple(sorted(parts))


def written_formulas(sheet: Sheet, columns: Sequence[Line]) -> Iterator[list[Pattern]]:
    """Patterns that the headings write out: 3=1-2, 执行率（B/A）."""
    named: dict[str, int] = {}
    clash: set[str] = set()
    for column in columns:
        for text in {sheet.plan.texts[row][column.index] for row in sheet.band.header}:
            for name in names(text):
                if named.setdefault(name, column.index) != column.index:
                    clash.add(name)
    for name in clash:
        del named[name]
    for column in columns:
        for text in dict.fromkeys(sheet.plan.texts[row][column.index] for row in sheet.band.header):
            read = formula(text)
            bound = bind(read, named) if read else None
            if read is None or not bound or any(line == column.index for line, _ in bound):
                continue
            note = f"表头所列公式“{fold(text)}”"
            if read.kind == "sum":
                operands = tuple(Operand(line, "part", factor) for line, factor in bound)
                family = "balance" if any(factor < 0 for _, factor in bound) else "table_sum"
                family = "change" if column.is_change else family
                yield [Pattern("sum", column.index, "total", operands, note, "formula", family)]
            else:
                roles = ("part", "whole") if read.kind == "ratio" else ("new", "old")
                operands = tuple(Operand(line, role) for (line, _), role in zip(bound, roles, strict=True))
                family = "ratio" if read.kind == "ratio" else "change"
                yield [Pattern(read.kind, column.index, "percent", operands, note, "formula", family)]


def found_sums(columns: Sequence[Line], most: int = 10) -> Iterator[list[Pattern]]:
    """Sums and differences that no heading announces: runs of neighbouring columns, and a = b − c."""
    levels = [c for c in columns if additive(c)]
    if len(levels) > most:
        return
    for at, total in enumerate(levels):
        found: list[Pattern] = []
        for side in (levels[at + 1 :], levels[:at][::-1]):
            for length in range(2, len(side) + 1):
                operands = tuple(Operand(c.index, "part") for c in sorted(side[:length], key=lambda c: c.index))
                found.append(Pattern("sum", total.index, "total", operands, "相邻各栏之和", "found", "table_sum"))
        for more in levels:
            for less in levels:
                if len({more.index, less.index, total.index}) == 3:
                    operands = (Operand(more.index, "part"), Operand(less.index, "part", -1))
                    found.append(Pattern("sum", total.index, "total", operands, "两栏之差", "found", "balance"))
        if found:
            yield found
