"""Claims from tables: total rows and columns, written formulas, rates, changes and balances between lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from extract.cards import is_card
from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.document import Table
from extract.glossary import fold
from extract.tables.columns import Band
from extract.tables.derived import deductions, derived, shares
from extract.tables.headings import Layout, layout
from extract.tables.hierarchy import candidates
from extract.tables.labels import Labelled, labelled, read_label, total_word
from extract.tables.patterns import Fit, Operand, Pattern, assertion, bind, choose, fit, reading
from extract.tables.sheet import Line, Sheet, heading_measure
from extract.tables.sums import additive, column_totals, found_sums, per_head, row_totals, written_formulas

_SAMPLE = 24  # positions on which a pattern that no heading announces is tried first
_TURNED = (
    "score_rate",
    "execution_rate",
    "control_rate",
    "growth",
    "change",
    "assets_net",
    "carried_over",
    "arrival_rate",
)


def find(context: Context) -> Iterator[Claim]:
    """The relations that the tables of a document assert, table by table."""
    by_block: dict[int, list[Passage]] = {}
    for passage in context.passages:
        if passage.row is not None:
            by_block.setdefault(passage.block, []).append(passage)
    for number, block in enumerate(context.document.blocks):
        if not isinstance(block, Table) or number not in by_block:
            continue
        plan = layout(block)
        numbers = _numbers(by_block[number], plan)
        card = is_card(block)
        raw = {(cell.row, cell.col): cell.text for cell in block.cells}
        for band_number, band in enumerate(plan.bands):
            if not band.values:
                continue
            finder = _Finder(Sheet(number, plan, band, context.figures, numbers), raw, f"t{number}.{band_number}")
            # what a score card's indicators add up to is the score card's own matter
            if not band.header:
                yield from finder.form()
            elif card and not _money_block(plan, band):
                yield from finder.scored()
            else:
                yield from finder.claims()


def _numbers(passages: Sequence[Passage], plan: Layout) -> dict[tuple[int, int], int]:
    """The figure of each cell that holds one number and nothing else."""
    return {
        (p.row, p.col): p.numbers[0]
        for p in passages
        if p.row is not None and p.col is not None and len(p.numbers) == 1 and plan.is_value(p.row, p.col)
    }


def _money_block(plan: Layout, band: Band) -> bool:
    """Whether a band of a score card holds its budget rather than its indicators."""
    words = [fold(text) for row in band.header for text in dict.fromkeys(plan.texts[row]) if text]
    if any("指标" in word for word in words):
        return False
    measures = {heading_measure(word) for word in words}
    return bool(measures & {"budget_revised", "budget_initial", "budget"}) and "final" in measures


class _Finder(msgspec.Struct, frozen=True):
    """Finds the claims of one band."""

    sheet: Sheet
    raw: dict[tuple[int, int], str]
    name: str

    def form(self) -> Iterator[Claim]:
        """Totals among the labelled values of a form, which has no header: 资金总额 | 100 | 其中：财政拨款 | 80 …"""
        plan = self.sheet.plan
        body = set(self.sheet.band.body)
        by_unit: dict[str, list[tuple[int, str]]] = {}
        for (row, col), number in sorted(self.sheet.numbers.items()):
            path = plan.row_path(row, col)
            if row in body and path and self.sheet.figures[number].unit:
                by_unit.setdefault(self.sheet.figures[number].unit, []).append((number, path[-1]))
        for listed in by_unit.values():
            named = [(self.sheet.figures[number].place.row, label) for number, label in listed]
            if len(set(named)) < len(named):
                continue  # several amounts behind one label are columns, whatever heads them
            rows = [read_label(at, label, label, ()) for at, (_, label) in enumerate(listed)]
            line = msgspec.structs.replace(self.sheet, numbers={(0, at): n for at, (n, _) in enumerate(listed)})
            by_total: dict[int, list[Pattern]] = {}
            for parts in candidates(rows):
                if parts.cue in {"total", "known"}:
                    operands = tuple(Operand(at, "part") for at, _ in parts.rows)
                    pattern = Pattern("sum", parts.total, "total", operands, parts.how, parts.cue, "table_sum")
                    by_total.setdefault(parts.total, []).append(pattern)
            yield from self._settle(line, [(_closed(rows, patterns), (0,)) for patterns in by_total.values()])

    def scored(self) -> Iterator[Claim]:
        """得分率 = 得分/分值, in columns or in rows, and 得分 = 分值 − 扣分: all that is asked of a score card here."""
        columns = self._columns()
        for patterns in derived(columns):
            measure, told = _named(columns, patterns).measure, patterns
            if measure == "completion_rate":
                # of what is to be kept low the rate is turned round: only a column that keeps to it tells its form
                found = (msgspec.structs.replace(p, cue="found") for p in patterns if p.cue == "semantic")
                told = list(filter(self._promising, found))
            if told and measure in {"score_rate", "completion_rate"}:
                yield from self._settle(self.sheet, [(told, self.sheet.band.body)])
        for patterns in deductions(columns):
            if kept := self._likely(patterns):
                yield from self._settle(self.sheet, [(kept, self.sheet.band.body)])
        yield from self._turned(columns, ("score_rate",))

    def _columns(self) -> list[Line]:
        columns = [self._column(col) for col in self.sheet.band.values]
        return [c for c in columns if c.nature != "numbering"]

    def claims(self) -> Iterator[Claim]:
        """Everything that the band asserts."""
        columns = self._columns()
        explained: set[int] = set()
        for patterns in self._column_patterns(columns, explained):
            positions = self._added_across() if patterns[0].family == "table_sum" else self.sheet.band.body
            yield from self._settle(self.sheet, [(patterns, positions)])
        by_total = list(row_totals(self.sheet, columns, self.raw))
        yield from self._settle(self.sheet.turn(), by_total)
        yield from self._among(columns)
        yield from self._turned(columns, _TURNED)
        yield from self._both_sides(columns)

    def _added_across(self) -> tuple[int, ...]:
        """The rows whose figures may be added up from left to right: rates may not, unless they are shares of a whole."""
        rows = [self.sheet.row(row) for row in self.sheet.band.body]
        return tuple(row.index for row in rows if row.measure == "share" or not (row.is_rate or per_head(row.own)))

    def _column(self, col: int) -> Line:
        """A column as a line; one whose figures are printed with % is a rate, whatever its heading says."""
        line = self.sheet.column(col)
        numbers = [self.sheet.at(col, row) for row in self.sheet.band.body[:200]]
        shown = [self.sheet.figures[n].unit for n in numbers if n is not None]
        kept = line.nature == "rate" or line.measure in {"target", "actual"}
        if not kept and shown and sum(unit == "%" for unit in shown) * 2 > len(shown):
            return msgspec.structs.replace(line, nature="rate")
        return line

    def _column_patterns(self, columns: list[Line], explained: set[int]) -> Iterator[list[Pattern]]:
        """Patterns by target column; a column that its heading explains is not tried again."""
        told: set[frozenset[int]] = set()
        for patterns in (*written_formulas(self.sheet, columns), *column_totals(self.sheet, columns)):
            if patterns[0].target not in explained:
                explained.add(patterns[0].target)
                told.update(map(_lines, patterns))
                yield patterns
        named = [p for p in derived(columns) if p[0].target not in explained]
        composed = [kept for patterns in shares(self.sheet, columns) if (kept := self._likely(patterns))]
        # what tells each row's part of the total row is no rate between two columns, where both would fit
        composing = {patterns[0].target for patterns in composed}
        open_to = [[p for p in patterns if p.cue == "semantic" or p.target not in composing] for patterns in named]
        for kept in (*map(self._likely, open_to), *composed):
            if kept and kept[0].target not in explained:
                if kept[0].family != "share":
                    explained.add(kept[0].target)
                told.update(map(_lines, kept))
                yield kept
        for patterns in found_sums(columns):
            kept = [p for p in patterns if _lines(p) not in told and self._promising(p)]
            if kept and patterns[0].target not in explained:
                told.update(map(_lines, kept))
                yield kept

    def _likely(self, patterns: Sequence[Pattern]) -> list[Pattern]:
        """The patterns that a heading announces outright, or that hold on a sample."""
        return [p for p in patterns if p.cue not in {"found", "named"} or self._promising(p)]

    def _promising(self, pattern: Pattern) -> bool:
        """Whether a pattern that no heading announces holds on a sample, before it is tried on all."""
        told = fit(self.sheet, pattern, tuple(islice(self.sheet.band.body, _SAMPLE)))
        return told.believed or (pattern.cue == "named" and told.likely)

    def _settle(self, sheet: Sheet, groups: Sequence[tuple[list[Pattern], Sequence[int]]]) -> Iterator[Claim]:
        """Choose among each target's patterns and put the chosen ones to every position."""
        settled = []
        for patterns, positions in groups:
            fits = [fit(sheet, pattern, positions) for pattern in patterns]
            settled.append((choose(fits), positions, len(fits) == 1))
        firm = {"tree": 0, "total": 0}
        for kept, _, _ in settled:
            if kept[0].pattern.cue in firm and kept[0].telling and kept[0].holds == kept[0].telling:
                firm[kept[0].pattern.cue] += 1
        for kept, positions, alone in settled:
            siblings = firm.get(kept[0].pattern.cue, 0) > 0
            asserted = assertion(kept[0], alone, siblings)
            if asserted is not None:
                yield from self._emit(sheet, kept, positions, asserted)

    def _emit(self, sheet: Sheet, kept: Sequence[Fit], positions: Sequence[int], asserted: Licence) -> Iterator[Claim]:
        best = kept[0].pattern
        axis = "r" if sheet.turned else "c"
        for position in positions:
            readings = []
            for one in kept:
                terms = bind(sheet, one.pattern, position)
                if terms is not None and _worth(sheet, one.pattern, terms):
                    licence: Licence = "plain" if one is kept[0] else "weak"
                    readings.append(
                        reading(one.pattern, terms, "strong" if asserted == "strong" and one is kept[0] else licence)
                    )
            if readings:
                group = f"{self.name}{axis}{best.key}"
                yield self._claim(best.family, readings, asserted, group, best.key)

    def _claim(self, family: str, readings: list[Reading], asserted: Licence, group: str, pattern: str) -> Claim:
        target = readings[0].terms[-1].figure
        return Claim(
            family=family,
            readings=tuple(readings),
            asserted=asserted,
            place=self.sheet.figures[target].place,
            quote=self.sheet.quote(target),
            group=group,
            table=True,
            pattern=pattern,
        )

    def _turned(self, columns: list[Line], measures: Sequence[str]) -> Iterator[Claim]:
        """Rates, changes and net values that stand in rows below their operands."""
        turned = self.sheet.turn()
        lines = [self.sheet.row(row) for row in self.sheet.band.body]
        wanted = [line for line in lines if line.measure in measures]
        if not wanted or len(wanted) * 2 > len(lines) > 6:
            return
        positions = tuple(c.index for c in columns if c.is_level and c.nature != "points")
        groups = []
        for patterns in derived(lines):
            named = [p for p in patterns if p.cue == "semantic" and _named(lines, patterns).measure in measures]
            if named and positions:
                groups.append((named, positions))
        yield from self._settle(turned, groups)

    def _both_sides(self, columns: list[Line]) -> Iterator[Claim]:
        """收入总计 = 支出总计, where income and expenditure stand side by side."""
        blocks = list(dict.fromkeys(labels for c in columns if (labels := self.sheet.band.labels[c.index])))
        if len(blocks) != 2:
            return
        sides = [next(c for c in columns if self.sheet.band.labels[c.index] == labels) for labels in blocks]
        for row in self.sheet.band.body:
            names = [self.sheet.plan.row_path(row, side.index) for side in sides]
            if not all(path and total_word(path[-1]) == 3 for path in names):
                continue
            words = [f"{side.words}{path[-1]}" for side, path in zip(sides, names, strict=True)]
            numbers = [self.sheet.at(side.index, row) for side in sides]
            if "收" in words[0] and "支" in words[1] and numbers[0] is not None and numbers[1] is not None:
                terms = tuple(Term(number, "stated") for number in numbers if number is not None)
                equal = Reading("equal", terms, "收入总计=支出总计", "strong")
                yield self._claim("balance", [equal], "strong", f"{self.name}=", f"equal:{row}")

    def _among(self, columns: list[Line]) -> Iterator[Claim]:
        """A row called 其中 is at most the row that it is part of."""
        # a part's change or balance may well exceed the whole's
        columns = [c for c in columns if additive(c) and c.is_level and c.measure != "carried_over"]
        blocks = dict.fromkeys(self.sheet.band.labels[c.index] for c in columns)
        for labels in blocks:
            cols = [c.index for c in columns if self.sheet.band.labels[c.index] == labels]
            rows = labelled(self.sheet, labels, self.raw) if labels else []
            total = next((row.row for row in rows if row.total > 1), None)
            head = None
            for row in rows:
                if not row.among:
                    head = row.row
                elif head is not None:
                    yield from self._at_most(row.row, [head] if total in {None, head} else [head, total], cols)

    def _at_most(self, part: int, wholes: Sequence[int | None], cols: Sequence[int]) -> Iterator[Claim]:
        """其中 as a part of the row above it, or of the table's total."""
        for col in cols:
            small = self.sheet.at(col, part)
            readings = []
            for whole in wholes:
                large = self.sheet.at(col, whole) if whole is not None else None
                if small is None or large is None or self.sheet.figures[small].unit != self.sheet.figures[large].unit:
                    continue
                if min(self.sheet.figures[small].value, self.sheet.figures[large].value) >= 0:
                    terms = (Term(small, "smaller"), Term(large, "larger"))
                    readings.append(Reading("order", terms, "其中项不大于其所属项"))
            if readings and readings[0].terms[1].figure == self.sheet.at(col, wholes[0] or 0):
                asserted: Licence = "strong" if len(wholes) == 1 else "plain"
                yield self._claim("order", readings, asserted, f"{self.name}≤{part}", f"order:{part}")


def _closed(rows: Sequence[Labelled], patterns: list[Pattern]) -> list[Pattern]:
    """其中：财政拨款 | 其他资金: a list that ends in 其他 leaves nothing out, so no other way to take it is tried."""
    ends = [p for p in patterns if len(p.operands) > 1 and rows[p.operands[0].line].among]
    return [p for p in ends if rows[p.operands[-1].line].plain.startswith(("其他", "其它"))] or patterns


def _worth(sheet: Sheet, pattern: Pattern, terms: tuple[Term, ...]) -> bool:
    """Whether a bound pattern can be put as a claim: figures of the right kind for it."""
    target = sheet.figures[terms[-1].figure]
    if pattern.relation in {"ratio", "growth"}:
        whole = sheet.figures[terms[-2].figure]
        return whole.value > 0 and target.unit in {"%", "‰"}
    return any(sheet.figures[term.figure].value for term in terms)


def _named(lines: Sequence[Line], patterns: Sequence[Pattern]) -> Line:
    """The line that patterns are about."""
    return next(line for line in lines if line.index == patterns[0].target)


def _lines(pattern: Pattern) -> frozenset[int]:
    """The lines of a pattern: 结余 = 预算 − 决算 and 预算 = 决算 + 结余 are one equation."""
    return frozenset({pattern.target, *(operand.line for operand in pattern.operands)})
