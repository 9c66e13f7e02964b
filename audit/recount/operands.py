"""Looking up what a rule's formula needs among the figures of the report.

An operand (部门基本支出决算) and the words at a figure (基本支出) are brought to the same form: subject, kind of
amount (budget or actual), period. A figure serves an operand only if all three agree; otherwise the operand is
missing, and the indicator is unsupported rather than guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from audit.finding import Quoted
from audit.identity import identity
from audit.interval import Interval, point, printed
from audit.recount.needs import ASPECTS, BARE_RATE, LAST, RATE_TAIL, Need, core, fits, names_rate, need_of
from audit.recount.surroundings import Surroundings
from extract.document import Place, Table
from extract.figure import Fact, Figure
from extract.fraction import Fraction
from extract.glossary import fold
from extract.item import Item
from extract.report import Report
from extract.rubric import Formula, Operand
from extract.units import MONEY

_PERCENT = "%"
_PROJECT = re.compile(r"项目(?!支出|经费|资金|预算)")
_SUBJECT_BODY = re.compile(
    r"(?:20\d\d年度?[，,]?)?(?P<body>[一-鿿]{2,8}?[省市州县区旗镇乡][一-鿿]{1,12}?(?:局|厅|委|委员会|办公室|中心|院|校|站|所))"
    r"(?![长内属])"
)
_WORK = re.compile(r"(?:工作|任务|事项)$")
_COUNTED = re.compile(r"(?:实际|按期|按时|及时)*(?:完成|办结|达标|落实)*(?:及时)?(?:率|情况|程度)$")


class Candidate(msgspec.Struct, frozen=True):
    """A figure that may serve an operand."""

    number: int
    figure: Figure

    @property
    def interval(self) -> Interval:
        return printed(self.figure.value, self.figure.step, "either")

    def quoted(self, role: str) -> Quoted:
        return Quoted.of(self.figure, role, self.number)


class Rate(msgspec.Struct, frozen=True):
    """A formula's value in percent, from the report's figures: `interval` is all that their printed digits allow,
    `nominal` what the digits give as they stand. `counts` are numerator and denominator where both
    are whole numbers; `stated` tells that the report prints the rate itself, `own_row` that it is the actual value of
    the indicator's own row, in its `unit`; `of_target` that it is, or may be meant as, the share of that row's target."""

    interval: Interval
    nominal: Interval
    inputs: tuple[Quoted, ...]
    counts: tuple[Fraction, Fraction] | None = None
    stated: bool = False
    unit: str = "%"
    own_row: bool = False
    of_target: bool = False


class Lack(msgspec.Struct, frozen=True):
    """Why a formula has no value: the operands that stand nowhere in the report, or another reason, in words."""

    missing: tuple[str, ...] = ()
    why: str = "报告中有相近的数据，口径未能确认，须由人核对"


class Ledger:
    """The figures of the items in scope with the words at them, looked up by operand. `contested` are the figures of
    violated claims: no score is accused by them."""

    def __init__(self, report: Report, scope: Sequence[Item], contested: frozenset[int] = frozenset()) -> None:
        self._known: list[tuple[Need, str, Candidate]] = []
        self._sentences: list[tuple[str, Candidate]] = []
        self._first_words: list[str] = []
        self._after: list[str] = []
        self._of_project: list[bool] = []
        self._of_other: list[bool] = []
        self._project_rates: set[int] = set()
        self._own = identity(scope[0].unit) if scope and scope[0].unit else None
        self.contested = contested
        self._blocks = report.document.blocks
        around = Surroundings(report)
        cards = {card.place.block for card in report.scorecards}
        read = {block for item in scope for block in range(item.first, item.last + 1)} - cards
        for number, (figure, fact) in enumerate(zip(report.figures, report.facts, strict=True)):
            if figure.place.block in read:
                self._enter(Candidate(number, figure), fact, around)
        self._said = "\n".join(sentence for sentence, _ in self._sentences)
        self._amounts: dict[str, list[tuple[Need, Candidate]]] = {}
        for need, _, candidate in self._known:
            if candidate.figure.unit not in (_PERCENT, "分", "百分点", "倍"):
                self._amounts.setdefault(need.subject, []).append((need, candidate))

    def _enter(self, candidate: Candidate, fact: Fact, around: Surroundings) -> None:
        figure = candidate.figure
        sentence, words = around.sentence(figure), list(around.words(figure, fact))
        of_project = bool(_PROJECT.search(f"{figure.place.section.rpartition(' / ')[2]}。{sentence}"))
        self._of_project.append(of_project)
        if of_project:
            self._project_rates.add(candidate.number)
        self._of_other.append(self._speaks_of_other(sentence))
        self._sentences.append((sentence, candidate))
        self._first_words.append(fold(next(iter(words), "")))
        self._after.append(around.after(figure))
        for one in words:
            self._known.append((self._inherited(need_of(one), figure), fold(one), candidate))

    def _speaks_of_other(self, sentence: str) -> bool:
        """Whether a sentence's subject is a body that can't be the unit itself: its work is not scored here."""
        subject = _SUBJECT_BODY.match(sentence)
        return self._own is not None and subject is not None and not self._own.is_called(subject["body"])

    def _inherited(self, need: Need, figure: Figure) -> Need:
        """三公经费预算20万元，实际支出15万元: the second amount is of the first one's subject."""
        if not need.subject and self._of_project[-1]:
            need = msgspec.structs.replace(need, subject="项目")
        if need.subject or need.kind != "actual" or not self._known:
            return need
        before, _, candidate = self._known[-1]
        place = candidate.figure.place
        near = place.text_id == figure.place.text_id
        if near and before.kind == "budget" and before.subject and 0 < figure.place.start - place.end < 12:
            return msgspec.structs.replace(need, subject=before.subject)
        return need

    def row(self, place: Place) -> Iterator[str]:
        """The texts of the cells that begin in the table row of a place."""
        table = self._blocks[place.block]
        if isinstance(table, Table):
            yield from (fold(cell.text).strip() for cell in table.cells if cell.row == place.row and cell.text.strip())

    def rate(self, formula: Formula, names: Sequence[str]) -> Rate | Lack:
        """The formula's value, or the operands that stand nowhere; an empty tuple where figures stand near the
        operands' words but can't be bound to them beyond doubt. Where several figures serve one operand, all are
        taken, so that the interval covers every licensed reading."""
        # Where points are one less k times the ratio, a rate under the indicator's name is not what is scored.
        stated = self._stated((formula.name, *names)) if formula.minus is None else None
        computed = self._computed(formula, names)
        if stated is not None and isinstance(computed, Rate):
            # A slip in either must not accuse the score: both are licensed.
            return Rate(
                stated.interval.hull(computed.interval),
                stated.nominal.hull(computed.nominal),
                (*stated.inputs, *computed.inputs),
                computed.counts,
                stated=True,
            )
        return stated if stated is not None else computed

    def _computed(self, formula: Formula, names: Sequence[str]) -> Rate | Lack:
        own = next((need_of(o.text).subject for o in formula.numerator if need_of(o.text).subject), "")
        subject = (
            "" if own in ASPECTS else own or next(filter(None, (core(name) for name in (formula.name, *names))), "")
        )
        counted = self.counted((formula.name, *names)) if formula.minus is None else None
        if counted is not None:
            return counted
        above = self._side(formula.numerator, subject)
        below = self._side(formula.denominator, subject)
        if above is not None and below is not None:
            return _complement(_divide(above, below), formula.minus)
        missing = [o.text for o in formula.numerator if not self._serve(o, subject)]
        missing += [o.text for o in formula.denominator if not self._serve(o, subject)]
        nowhere = [text for text in dict.fromkeys(missing) if not self._near(need_of(text), subject)]
        if any(self._has_counts(name) for name in (formula.name, *names)):
            return Lack()
        return Lack(tuple(nowhere))

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
        whole = not any(core(name) for name in names)
        wanted = {
            fold(name).strip("“”") for name in names if len(fold(name)) >= 3 and not BARE_RATE.fullmatch(fold(name))
        }
        found = [
            candidate
            for _, words, candidate in self._known
            if candidate.figure.unit == _PERCENT
            and any(names_rate(words, name) for name in wanted)
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
            if need.last and not LAST.search(before):
                continue
            if need.kind != "budget" or re.search(r"预算[^。；;\d]{0,8}$", before):
                return True
        return False

    def _near_words(self, wanted: str, reach: int) -> Iterator[tuple[str, Candidate]]:
        """(the words of the sentence before a figure, the figure) where the wanted words end within reach."""
        for before, candidate in self._sentences if wanted in self._said else ():
            at = before.rfind(wanted)
            if at >= 0 and len(before) - at - len(wanted) <= reach and candidate.figure.unit != "分":
                yield before, candidate

    def _has_counts(self, name: str) -> bool:
        subject = _COUNTED.sub("", fold(name))
        return len(subject) >= 3 and any(True for _ in self._near_words(subject, 6))

    def counted(self, names: Sequence[str]) -> Rate | None:
        """全年下达重点工作25项，完成25项: the number set and the number done, in one sentence."""
        for name in names:
            subject = _COUNTED.sub("", fold(name))
            stem = _WORK.sub("", subject)
            if len(subject) < 3 or len(stem) < 2 or stem not in self._said:
                continue
            # What an indicator calls 重点工作 the report may call 重点任务.
            work = f"{_WORK.pattern[:-1]}{{1,2}}" if stem != subject else "(?:任务|事项)?"
            of_set = re.compile(
                rf"{re.escape(stem)}{work}(?P<set>\d+)(?P<unit>项|个|件)[^。；;\d]{{0,10}}(?:完成|办结)$"
            )
            for (before, done), of_other in zip(self._sentences, self._of_other, strict=True):
                if of_other:
                    continue
                match = of_set.search(before) if stem in before else None
                if match and done.figure.unit == match["unit"] and done.figure.step == 0:
                    planned = self._before(done, Decimal(match["set"]))
                    if planned is not None and planned.figure.value > 0:
                        parts = (Fraction(done.figure.value), Fraction(planned.figure.value))
                        inputs = (done.quoted("part"), planned.quoted("whole"))
                        rate = point(parts[0] / parts[1] * 100)
                        return Rate(rate, rate, inputs, parts)
        return None

    def occurrences(self, defect: str) -> Candidate | None:
        """How many pieces of work the report says were so (2项因客观原因未按时完成); None where it says nothing, or
        several numbers, or speaks of one project."""
        found = [
            candidate
            for (before, candidate), after, of_project, of_other in zip(
                self._sentences, self._after, self._of_project, self._of_other, strict=True
            )
            if candidate.figure.unit in ("项", "件", "个")
            and candidate.figure.step == 0
            and re.fullmatch(rf"(?:工作|任务|重点工作)?(?:因[^，。；]{{2,14}}?)?{re.escape(defect)}", after)
            and re.search(r"重点|工作|任务", before)
            and not of_project
            and not of_other
        ]
        distinct = _distinct(found)
        return distinct[0] if len(distinct) == 1 else None

    def _before(self, later: Candidate, value: Decimal) -> Candidate | None:
        """The figure of this value just before another in the same text."""
        for _, candidate in self._sentences:
            if candidate.number == later.number - 1 and candidate.figure.value == value:
                return candidate
        return None

    def _under_subject(self, names: Sequence[str]) -> Iterator[Candidate]:
        """固定资产原值…，在用率95%: the bare rate in a sentence that has named its subject."""
        for name in names:
            match = RATE_TAIL.search(fold(name))
            subject = core(name)
            if match is None or len(subject) < 2:
                continue
            for (before, candidate), words in zip(self._sentences, self._first_words, strict=True):
                rated = candidate.figure.unit == _PERCENT and names_rate(words, match[0])
                if rated and subject in before.replace("“", "").replace("”", ""):
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
        pairs = [(known, c) for known, c in self._amounts.get(wanted, ()) if fits(need, wanted, known)]
        if not wanted:
            pairs = [
                (known, c) for known, c in pairs if c.figure.unit == MONEY and (known.stage or known.kind == "actual")
            ]
        exact = [(known, c) for known, c in pairs if need.stage and known.stage == need.stage]
        fitting = [c for _, c in exact or pairs]
        units = {c.figure.unit for c in fitting}
        return _distinct(fitting) if len(units) == 1 else []


class _Side(msgspec.Struct, frozen=True):
    """Numerator or denominator: all that the digits allow, what they give as they stand, the figures, and whether
    all of them are whole counts."""

    interval: Interval
    nominal: Interval
    used: tuple[Candidate, ...]
    whole: bool


def _divide(above: _Side, below: _Side) -> Rate | Lack:
    units = {c.figure.unit for c in (*above.used, *below.used)}
    if {c.number for c in above.used} == {c.number for c in below.used}:
        return Lack()  # one figure can't be a part and the whole
    if below.nominal.low <= 0 <= below.nominal.high:
        return Lack(why="公式的分母为0，算不出比率，须由人按细则核定")
    if len(units) != 1 or below.interval.low <= 0:
        return Lack()
    inputs = (*(c.quoted("part") for c in above.used), *(c.quoted("whole") for c in below.used))
    counts = (above.interval.low, below.interval.low) if above.whole and below.whole else None
    interval = (above.interval / below.interval).scaled(100)
    return Rate(interval, (above.nominal / below.nominal).scaled(100), inputs, counts)


def _complement(rate: Rate | Lack, times: Decimal | None) -> Rate | Lack:
    """One less so many times the ratio, in percent, where the formula asks for it."""
    if times is None or not isinstance(rate, Rate):
        return rate
    whole, factor = point(100), Fraction(-times)
    return Rate(whole + rate.interval.scaled(factor), whole + rate.nominal.scaled(factor), rate.inputs)


def _hull(pieces: Sequence[Interval]) -> Interval:
    joined = pieces[0]
    for piece in pieces[1:]:
        joined = joined.hull(piece)
    return joined


def _distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each printed value: copies of a passage say nothing new."""
    return list({(c.figure.value, c.figure.step): c for c in reversed(found)}.values())[::-1]
