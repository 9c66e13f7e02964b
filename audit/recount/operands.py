"""Looking up what a rule's formula needs among the figures of the report.

An operand (部门基本支出决算) and the words at a figure (基本支出) are brought to the same form: subject, kind of
amount (budget or actual), period. A figure serves an operand only if all three agree; otherwise the operand is
missing, and the indicator is unsupported rather than guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeGuard

import msgspec

from audit.finding import Quoted
from audit.interval import Interval, point, printed
from extract.document import Cell, Table
from extract.figure import Fact, Figure
from extract.glossary import fold
from extract.report import Item, Report
from extract.rubric import Formula, Operand
from extract.units import MONEY

_LAST = re.compile(r"上年|去年|上一年|以前年度")
_BUDGET = re.compile(r"(?:年初|全年|调整后?|财政|部门)*预算(?:安排|批复|控制|总额|数|额)*|(?:指标|计划)?下达数?")
_INITIAL = re.compile(r"年初")
_REVISED = re.compile(r"全年预算|调整")
_ACTUAL = re.compile(r"决算数?|执行数?|实际支出数?|实际完成数?|实际使用|支付数?|支出总额|支出数|实际")
_AFFIX = re.compile(
    r"部门|单位|本年度|本年|当年|全年|年度|年末|总额|总数|合计|金额|数额|资金|人数|数量|数目|数$|额$|的|[“”\"'（）()\[\]【】《》〈〉]|"
    r"截至|截止|累计|账面|原值|所有|全部|我(?=编制|在职|实有)|本(?=编制|在职)|共计?|达到?$|为$|是$|约$|有$|已|\d+年|\d+月\d+日|[、:：,，。；;]|我局|我区|本局|以及|及$|和$"
)
_SAME = {
    "三公": "三公经费", "三公经费支出": "三公经费", "在职": "在职人员", "实有在职": "在职人员", "在职在编": "在职人员",
    "在职人": "在职人员", "实有在职人员": "在职人员", "在编人员": "在职人员", "编制人员": "编制", "人员编制": "编制", "核定编制": "编制",
    "核定人员编制": "编制", "批复编制": "编制", "采购": "政府采购", "政府采购支出": "政府采购", "日常公用经费": "公用经费",
    "公用经费支出": "公用经费", "支出": "", "总支出": "", "收入": "收入", "财政": "",
}  # fmt: skip
_PERCENT = "%"
_BARE_RATE = re.compile(
    r"(?:控制|执行|完成|变动|到位|调整|达标|及时|在用|使用|利用|支出|合格|实际完成|完成及时|质量达标)率(?:得分)?"
)
_RATE_TAIL = re.compile(r"(?:控制|预算执行|执行|预算完成|变动|到位|在用|使用|利用)率(?:得分)?$")
_PROJECT = re.compile(r"项目(?!支出|经费|资金|预算)")
_COUNTED = re.compile(r"(?:实际|按期|按时|及时)*(?:完成|办结|达标|落实)*(?:及时)?(?:率|情况|程度)$")


class Need(msgspec.Struct, frozen=True):
    """An operand brought to its form. `kind` is budget, actual or ""; `stage` initial, revised or ""."""

    subject: str
    kind: str
    stage: str
    last: bool


class Candidate(msgspec.Struct, frozen=True):
    """A figure that may serve an operand."""

    number: int
    figure: Figure

    @property
    def interval(self) -> Interval:
        return printed(self.figure.value, self.figure.step, "either")

    def quoted(self, role: str) -> Quoted:
        figure = self.figure
        return Quoted(figure.text, figure.value, figure.unit, role, figure.place, self.number)


class Rate(msgspec.Struct, frozen=True):
    """A formula's value in percent, from the report's figures: `interval` is all that their printed digits allow,
    `nominal` what the digits give as they stand. `counts` are numerator and denominator where both
    are whole numbers; `stated` tells that the report prints the rate itself."""

    interval: Interval
    nominal: Interval
    inputs: tuple[Quoted, ...]
    counts: tuple[Fraction, Fraction] | None = None
    stated: bool = False


def need_of(words: str) -> Need:
    """The form of an operand or of the words at a figure."""
    text = re.sub(r"\([^()]*\)", "", fold(words))
    last = bool(_LAST.search(text))
    text = _LAST.sub("", text).replace("“", "").replace("”", "")
    budget, actual = _BUDGET.search(text), _ACTUAL.search(text)
    kind = "budget" if budget else "actual" if actual else ""
    stage = ""
    if budget:
        stage = "initial" if _INITIAL.search(text) else "revised" if _REVISED.search(text) else ""
    if kind == "actual" and re.fullmatch(r"(?:其中)?实际", text.strip(",，(")):
        kind = ""
    if kind == "" and re.fullmatch(r"(?:部门|全年|本年)*支出(?:总额|合计)?", text):
        kind = "actual"
    bare = _INITIAL.sub("", _BUDGET.sub("", text)) if budget else _ACTUAL.sub("", text)
    previous = ""
    while previous != bare:
        previous = bare
        bare = _AFFIX.sub("", bare)
    return Need(_SAME.get(bare, bare), kind, stage, last)


class Ledger:
    """The figures of the items in scope with the words at them, looked up by operand."""

    def __init__(self, report: Report, scope: Sequence[Item], contested: frozenset[int] = frozenset()) -> None:
        self._known: list[tuple[Need, str, Candidate]] = []
        self._sentences: list[tuple[str, Candidate]] = []
        self._first_words: list[str] = []
        self._of_project: list[bool] = []
        self._project_rates: set[int] = set()
        self.contested = contested
        cards = {card.place.block for card in report.scorecards}
        for number, (figure, fact) in enumerate(zip(report.figures, report.facts, strict=True)):
            block = figure.place.block
            if block in cards or not any(item.first <= block <= item.last for item in scope):
                continue
            headed = f"{figure.place.section.rpartition(' / ')[2]}。{_sentence(report, figure)}"
            self._of_project.append(bool(_PROJECT.search(headed)))
            if self._of_project[-1]:
                self._project_rates.add(number)
            self._sentences.append((_sentence(report, figure), Candidate(number, figure)))
            self._first_words.append(fold(next(_words(report, figure, fact), "")))
            for words in _words(report, figure, fact):
                self._known.append((self._inherited(need_of(words), figure), fold(words), Candidate(number, figure)))

    def _inherited(self, need: Need, figure: Figure) -> Need:
        """三公经费预算20万元，实际支出15万元: the second amount is of the first one's subject."""
        if not need.subject and self._of_project[-1]:
            need = msgspec.structs.replace(need, subject="项目")
        if need.subject or need.kind != "actual" or not self._known:
            return need
        before, _, candidate = self._known[-1]
        place = candidate.figure.place
        near = (place.block, place.row, place.col) == (figure.place.block, figure.place.row, figure.place.col)
        if near and before.kind == "budget" and before.subject and 0 < figure.place.start - place.end < 12:
            return msgspec.structs.replace(need, subject=before.subject)
        return need

    def rate(self, formula: Formula, names: Sequence[str]) -> Rate | tuple[str, ...]:
        """The formula's value, or the operands that stand nowhere; an empty tuple where figures stand near the
        operands' words but can't be bound to them beyond doubt. Where several figures serve one operand, all are
        taken, so that the interval covers every licensed reading."""
        stated = self._stated((formula.name, *names))
        computed = self._computed(formula, names)
        if stated is not None and isinstance(computed, Rate):
            # A slip in either must not accuse the score: both are licensed.
            return Rate(
                _join(stated.interval, computed.interval),
                _join(stated.nominal, computed.nominal),
                (*stated.inputs, *computed.inputs),
                computed.counts,
                stated=True,
            )
        return stated if stated is not None else computed

    def _computed(self, formula: Formula, names: Sequence[str]) -> Rate | tuple[str, ...]:
        subject = next((need_of(o.text).subject for o in formula.numerator if need_of(o.text).subject), "")
        subject = subject or next(filter(None, (_core(name) for name in (formula.name, *names))), "")
        counted = self._counted((formula.name, *names))
        if counted is not None:
            return counted
        above = self._side(formula.numerator, subject)
        below = self._side(formula.denominator, subject)
        if above is not None and below is not None:
            return _divide(above, below)
        missing = [o.text for o in formula.numerator if not self._serve(o, subject)]
        missing += [o.text for o in formula.denominator if not self._serve(o, subject)]
        nowhere = [text for text in dict.fromkeys(missing) if not self._near(need_of(text), subject)]
        if any(self._has_counts(name) for name in (formula.name, *names)):
            return ()
        return tuple(nowhere)

    def mentions(self, names: Sequence[str]) -> bool:
        """Whether a figure stands near one of these names, though not as plainly as `stated` asks."""
        if any(near for name in names if len(name) >= 3 for near in self._near_words(fold(name), 8)):
            return True
        objects = {_COUNTED.sub("", re.sub("合格率$", "", fold(name))) for name in names}
        return any(near for word in objects if len(word) >= 2 for near in self._near_words(word, 1))

    def stated(self, names: Sequence[str]) -> Rate | None:
        """A rate that the report prints under one of these names."""
        return self._stated(names)

    def _stated(self, names: Sequence[str]) -> Rate | None:
        whole = not any(_core(name) for name in names)
        wanted = {
            fold(name).strip("“”") for name in names if len(fold(name)) >= 3 and not _BARE_RATE.fullmatch(fold(name))
        }
        found = [
            candidate
            for _, words, candidate in self._known
            if candidate.figure.unit == _PERCENT
            and any(_names_rate(words, name) for name in wanted)
            and not (whole and candidate.number in self._project_rates)
        ]
        found = found or list(self._under_subject(names))
        if not found:
            return None
        hull = _hull([c.interval for c in found])
        exact = [point(c.figure.value) for c in found]
        return Rate(hull, _hull(exact), tuple(c.quoted("rate") for c in _distinct(found)), stated=True)

    def _near(self, need: Need, subject: str) -> bool:
        """Whether a figure stands close to the operand's subject, in one sentence or under one heading."""
        wanted = need.subject or subject
        if len(wanted) < 2:
            return False
        for before, _ in self._near_words(wanted, 45 if need.kind == "budget" else 12 if need.kind else 5):
            if need.last and not _LAST.search(before):
                continue
            if need.kind != "budget" or re.search(r"预算[^。；;\d]{0,8}$", before):
                return True
        return False

    def _near_words(self, wanted: str, reach: int) -> Iterator[tuple[str, Candidate]]:
        """(the words of the sentence before a figure, the figure) where the wanted words end within reach."""
        for before, candidate in self._sentences:
            at = before.rfind(wanted)
            if at >= 0 and len(before) - at - len(wanted) <= reach and candidate.figure.unit != "分":
                yield before, candidate

    def _has_counts(self, name: str) -> bool:
        subject = _COUNTED.sub("", fold(name))
        return len(subject) >= 3 and any(True for _ in self._near_words(subject, 6))

    def _counted(self, names: Sequence[str]) -> Rate | None:
        """全年下达重点工作25项，完成25项: the number set and the number done, in one sentence."""
        for name in names:
            subject = _COUNTED.sub("", fold(name))
            if len(subject) < 3:
                continue
            for before, done in self._sentences:
                match = re.search(
                    rf"{re.escape(subject)}(?:任务|事项)?(?P<set>\d+)(?P<unit>项|个|件)[^。；;\d]{{0,10}}(?:完成|办结)$",
                    before,
                )
                if match and done.figure.unit == match["unit"] and done.figure.step == 0:
                    planned = self._before(done, Decimal(match["set"]))
                    if planned is not None and planned.figure.value > 0:
                        parts = (Fraction(done.figure.value), Fraction(planned.figure.value))
                        inputs = (done.quoted("part"), planned.quoted("whole"))
                        rate = point(parts[0] / parts[1] * 100)
                        return Rate(rate, rate, inputs, parts)
        return None

    def _before(self, later: Candidate, value: Decimal) -> Candidate | None:
        """The figure of this value just before another in the same text."""
        for _, candidate in self._sentences:
            if candidate.number == later.number - 1 and candidate.figure.value == value:
                return candidate
        return None

    def _under_subject(self, names: Sequence[str]) -> Iterator[Candidate]:
        """固定资产原值…，在用率95%: the bare rate in a sentence that has named its subject."""
        for name in names:
            match = _RATE_TAIL.search(fold(name))
            subject = _core(name)
            if match is None or len(subject) < 2:
                continue
            for (before, candidate), words in zip(self._sentences, self._first_words, strict=True):
                plain = before.replace("“", "").replace("”", "")
                if candidate.figure.unit == _PERCENT and _names_rate(words, match[0]) and subject in plain:
                    yield candidate

    def _side(self, operands: Sequence[Operand], subject: str) -> _Side | None:
        total, nominal, used, whole = point(0), point(0), list[Candidate](), True
        for operand in operands:
            served = self._serve(operand, subject)
            if not served:
                return None
            total = total + _hull([c.interval for c in served]).scaled(operand.factor)
            nominal = nominal + _hull([point(c.figure.value) for c in served]).scaled(operand.factor)
            used.extend(served)
            whole = whole and len(served) == 1 and served[0].figure.step == 0
        return _Side(total, nominal, tuple(used), whole)

    def _serve(self, operand: Operand, subject: str) -> list[Candidate]:
        """The figures that an operand can mean; none where they are of different units."""
        need = need_of(operand.text)
        wanted = need.subject or subject
        if not wanted and not need.kind:
            return []
        pairs = [(known, c) for known, _, c in self._known if _fits(need, wanted, known)]
        pairs = [(known, c) for known, c in pairs if c.figure.unit not in (_PERCENT, "分", "百分点", "倍")]
        if not wanted:
            pairs = [
                (known, c) for known, c in pairs if c.figure.unit == MONEY and (known.stage or known.kind == "actual")
            ]
        exact = [(known, c) for known, c in pairs if need.stage and known.stage == need.stage]
        fitting = [c for _, c in exact or pairs if c.number not in self.contested]
        units = {c.figure.unit for c in fitting}
        return _distinct(fitting) if len(units) == 1 else []


def _core(name: str) -> str:
    """The subject of a rate's name (“三公”经费控制率 -> 三公经费); "" where the name is nothing but the rate."""
    bare = _RATE_TAIL.sub("", fold(name).replace("“", "").replace("”", ""))
    subject = need_of(bare).subject if bare != fold(name) else ""
    return subject if len(subject) >= 2 else ""


def _fits(need: Need, subject: str, known: Need) -> bool:
    if known.subject != subject or known.last != need.last:
        return False
    if need.kind == "budget":
        stages_agree = not need.stage or not known.stage or need.stage == known.stage
        return known.kind == "budget" and stages_agree
    if need.kind == "actual":
        return known.kind == "actual" or (known.kind == "" and bool(subject))
    return True


def _names_rate(words: str, name: str) -> bool:
    cut = words.rfind(name)
    tail = words[cut + len(name) :] if cut >= 0 else ""
    return (
        cut >= 0
        and bool(re.fullmatch(r"(?:已|分别|均)?(?:达到?|为|是|约|完成)*[:为]?", tail))
        and not _LAST.search(words)
    )


def _words(report: Report, figure: Figure, fact: Fact) -> Iterator[str]:
    """The words that say what a figure is of: its fact, and in tables the heads of its row and column."""
    place = figure.place
    block = report.document.blocks[place.block]
    if isinstance(block, Table):
        heads = _heads(block, place.row or 0, place.col or 0)
        if heads:
            yield heads
        return
    if fact.label:
        yield fact.label
    text = report.document.text_at(place)
    before = re.split(r"[，,。；;：:、\n]", text[max(0, place.start - 40) : place.start])[-1]
    if before.strip() and fold(before) != fold(fact.label):
        yield before


def _sentence(report: Report, figure: Figure) -> str:
    """The words of the sentence before a figure; in a table the heads of its row and column."""
    place = figure.place
    block = report.document.blocks[place.block]
    if isinstance(block, Table):
        return fold(_heads(block, place.row or 0, place.col or 0))
    text = report.document.text_at(place)
    return fold(re.split(r"[。；;\n]", text[: place.start])[-1])


def _heads(table: Table, row: int, col: int) -> str:
    grid = table.grid()
    left = next((c.text for c in grid[row][:col] if _is_head(c)), "")
    column = (cells[col] for cells in reversed(grid[:row]))
    above = next((c.text for c in column if _is_head(c)), "")
    return f"{left}{above}" if left and above else ""


def _is_head(cell: Cell | None) -> TypeGuard[Cell]:
    return cell is not None and bool(re.match(r"[^\d]*[一-鿿]", cell.text.strip()))


class _Side(msgspec.Struct, frozen=True):
    """Numerator or denominator: all that the digits allow, what they give as they stand, the figures, and whether
    all of them are whole counts."""

    interval: Interval
    nominal: Interval
    used: tuple[Candidate, ...]
    whole: bool


def _divide(above: _Side, below: _Side) -> Rate | tuple[str, ...]:
    units = {c.figure.unit for c in (*above.used, *below.used)}
    if len(units) != 1 or below.interval.low <= 0:
        return ()
    inputs = (*(c.quoted("part") for c in above.used), *(c.quoted("whole") for c in below.used))
    counts = (above.interval.low, below.interval.low) if above.whole and below.whole else None
    interval = (above.interval / below.interval).scaled(100)
    return Rate(interval, (above.nominal / below.nominal).scaled(100), inputs, counts)


def _hull(pieces: Sequence[Interval]) -> Interval:
    joined = pieces[0]
    for piece in pieces[1:]:
        joined = _join(joined, piece)
    return joined


def _join(one: Interval, other: Interval) -> Interval:
    low = min((one.low, one.low_open), (other.low, other.low_open))
    high = max((one.high, not one.high_open), (other.high, not other.high_open))
    return Interval(low[0], high[0], low[1] and low[0] != high[0], not high[1] and low[0] != high[0])


def _distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each printed value: copies of a passage say nothing new."""
    return list({(c.figure.value, c.figure.step): c for c in reversed(found)}.values())[::-1]
