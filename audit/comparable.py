"""What one report tells that other papers tell too: the few amounts of which it is certain whose they are, of what
year, and of what money. Everything else is left out: papers that can't be compared accuse nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache

import msgspec

from audit.identity import identity
from audit.interval import Interval, printed
from extract.figure import Fact, Figure
from extract.glossary import fold, fund_of, is_subject, measure_of, normal_label, plain_label, terms
from extract.item import Item
from extract.report import Report

_WHOLE = re.compile(
    r"(?:部门|单位|年度|支出|收入|收支|资金|项目资金|总|一般公共预算|公共财政预算|政府性基金(?:预算)?|国有资本经营预算|财政拨款)*"
)
_TOTAL_ROW = re.compile(r"(?:.*\s)?(?:年度)?资金(?:总额|合计)")
_OF_A_PART = re.compile(r"其中|项目|专项|工程|课题|下属|所属|二级单位")
_SAYS_NO_MORE = re.compile(
    r"[^一-鿿]|年[度初末中]|[本上全当]年|截[至止]|日|来源|预算|决算|收入|支出|收支|总[额计]|[合共累]计|[总共数额年月的为是和及后中我本该]|批复|核定|下达|安排"
    r"|调[整增减剂]|追加|资金|财政|拨款|一般公共|政府性基金|国有资本经营|部门|单位|整体|实际|执行|完成|到位|结转|结余|情况|项目|万元|亿元|元"
)
"""Words that can stand before an amount of all the money without making it one of something else."""
_COMPARED = re.compile(r"[比较占]|同期|控制")
_OTHER_MONTHS = re.compile(r"(?<!\d)(?:[1-9]|1[01])月|上半年|季度")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?:19|20)\d\d(?:年度?(?![初末]))?")
_OWN_WORDS = re.compile(
    r"^(?:(?:我|本)(?:局|单位|部门|委|办|厅|院|中心|校|馆|所|站|镇|乡|街道)|全年实际|本年度?|当年)?的?"
)
_BALANCES = {"carried_in": "carried_over", "opening": "closing"}
"""What stands at the beginning of a year stood at the end of the one before."""
CLOSINGS = frozenset(_BALANCES.values())
_MEASURES = frozenset(("budget_initial", "budget_revised", "final", "carried_in", "carried_over", "opening", "closing"))
_OF_A_SUBJECT = frozenset(("opening", "closing"))
_OF_THE_WHOLE = frozenset(("carried_in", "carried_over"))
_TAIL = 2
"""Units of the last printed place that rounding on the way from one paper to another may cost."""


RECORD = "record"
"""The kind of a record of the bureau, where reports have the kind of their item."""


class Key(msgspec.Struct, frozen=True, order=True):
    """What an amount is of. `unit` is the name without province and city, `project` "" for the unit's whole; `subject` is
    "" for all of the money, `measure` a key of the glossary; balances are of the end of a year."""

    unit: str
    project: str
    year: str
    subject: str
    measure: str
    fund: str


class Told(msgspec.Struct, frozen=True):
    """An amount as a paper tells it. `source` names the paper (a report with its item's year and kind, or a record of
    the bureau); `name` is the unit's full name, `code` the project's; `words` say in the field's terms what it is of;
    `number` is the figure's in its report; `agreed` where the paper bears witness against a report with which it agrees
    on another amount."""

    key: Key
    name: str
    words: str
    text: str
    value: Decimal
    step: Decimal
    source: str = ""
    year: str = ""
    kind: str = RECORD
    item: str = ""
    code: str = ""
    number: int = -1
    agreed: bool = False

    @property
    def interval(self) -> Interval:
        return printed(self.value, self.step, "either")

    def agrees(self, other: Told) -> bool:
        """Whether the two can be one amount: printed more or less precisely, rounded or cut off, and a hair besides."""
        hair = _TAIL * max(self.step, other.step)
        return self.interval.gap(other.interval) <= hair


def told(report: Report) -> tuple[Told, ...]:
    """What the items of a report tell. Where one tells two amounts of one thing, it is not known which it means."""
    found: dict[tuple[str, Key], list[Told]] = {}
    for one in _all(report):
        found.setdefault((one.item, one.key), []).append(one)
    return tuple(
        min(same, key=lambda t: (t.step, t.number))
        for same in found.values()
        if all(one.agrees(other) for one in same for other in same)
    )


def _all(report: Report) -> Iterator[Told]:
    for figure, fact in zip(report.figures, report.facts, strict=True):
        item = report.item_of(figure.place.block)
        if figure.unit != "元" or figure.hedge or figure.span or not _is_known(item):
            continue
        subject, measure = meant(fact.label, fact.measure, item.unit, whole=bool(item.project))
        year = _year(fact, item, measure)
        if not measure or not year or not _stands_alone(report, figure, fact, item, subject):
            continue
        yield Told(
            key=key(item.unit, item.project, year, subject, measure, fact.fund),
            name=fold(item.unit),
            words=plain_label(fact.label) or fact.label,
            text=figure.text if figure.written in figure.text else f"{figure.text}{figure.written}",
            value=figure.value,
            step=figure.step,
            year=item.year,
            kind=item.kind,
            item=item.id,
            code=item.project_code,
            number=fact.figure,
        )


def _is_known(item: Item) -> bool:
    """Whether it is certain who tells it, of which year: a department as a whole, or a project that has a name."""
    if not item.unit or not _YEAR.fullmatch(item.year):
        return False
    return len(fold(item.project)) >= 4 if item.kind.startswith("project") else item.kind.startswith("department")


def key(unit: str, project: str, year: str, subject: str, measure: str, fund: str) -> Key:
    """The key of an amount; what was carried into a year is what the year before left."""
    if measure in _BALANCES:
        year, measure = str(int(year) - 1), _BALANCES[measure]
    who = identity(fold(unit))
    return Key(who.county + who.core, fold(project), year, subject, measure, fund)


def meant(label: str, measure: str, unit: str = "", *, whole: bool = False) -> tuple[str, str]:
    """(subject, measure) that a label names in full, ("", "") where words are left that could mean something else.
    `whole` admits the row of a project's form that holds all its money."""
    if measure not in _MEASURES:
        return "", ""
    if whole and _TOTAL_ROW.fullmatch(label):
        return "", "" if measure in _OF_A_SUBJECT else measure
    words = _bare(label, unit)
    for alias in _aliases(measure):
        if words.endswith(alias):
            before = words.removesuffix(alias)
            if measure not in _OF_A_SUBJECT and _WHOLE.fullmatch(before):
                return "", measure
            if measure not in _OF_THE_WHOLE and is_subject(normal_label(before)):
                return normal_label(before), measure
    subject = normal_label(words)
    # a table names the subject in the row and the measure above the column
    if measure in _MEASURES - _OF_THE_WHOLE and is_subject(subject) and not measure_of(words):
        return subject, measure
    return "", ""


def _bare(label: str, unit: str) -> str:
    """The label without year, number and the unit's own name."""
    words = _YEARS.sub("", plain_label(label))
    if unit:
        words = _own_name(unit).sub("", words)
    return _OWN_WORDS.sub("", words)


@lru_cache(maxsize=64)
def _own_name(unit: str) -> re.Pattern[str]:
    """A label that begins with the unit's own name, in full or without its place."""
    who = identity(fold(unit))
    return re.compile(rf"^(?:{re.escape(fold(unit))}|[省市州县区旗]?{re.escape(who.core)})")


@cache
def _aliases(measure: str) -> tuple[str, ...]:
    """The words that name a measure in full, the longest first."""
    if measure not in _MEASURES:
        return ()
    known = [fold(alias) for alias in terms()["measures"]["amount"][measure]]
    if measure == "carried_over":  # 结余 alone may be of any moment
        known = [alias for alias in known if alias.startswith(("年末", "期末"))]
    return tuple(sorted(known, key=len, reverse=True))


def _year(fact: Fact, item: Item, measure: str) -> str:
    """The year an amount is of; "" where that is not certain."""
    if fact.period in ("", "this") or (fact.period == "last" and measure == "carried_in"):  # 上年结转 of this year
        return item.year
    if fact.period == "last":
        return str(int(item.year) - 1)
    return fact.period if _YEAR.fullmatch(fact.period) else ""


def _stands_alone(report: Report, figure: Figure, fact: Fact, item: Item, subject: str) -> bool:
    """Whether nothing around a figure makes it one of a part, of other people or of another moment."""
    if fact.scope in ("area", "consolidated"):
        return False
    core = identity(fold(item.unit)).core
    own = (fold(item.project), fold(item.unit), *(f"{place}{core}" for place in "省市州县区旗"), core)
    headings = fold(figure.place.section.rsplit(" / ", 1)[-1])
    if figure.place.row is not None:
        return item.kind.startswith("project") or not _OF_A_PART.search(headings.replace("项目支出绩效", ""))
    text = report.document.text_at(figure.place)
    start = max(text.rfind(stop, 0, figure.place.start) for stop in "。；;\n") + 1
    before = fold(text[start : figure.place.start])
    for name in own:
        before = before.replace(name, "") if name else before
    if _COMPARED.search(before) or _OTHER_MONTHS.search(before):
        return False
    if fund_of(before) != fact.fund and fund_of(before):
        return False
    if not subject and _SAYS_NO_MORE.sub("", before):
        return False
    return item.kind.startswith("project") or not _OF_A_PART.search(before + headings)


def named(words: str) -> tuple[str, str, str]:
    """(subject, measure, fund) of an indicator as a record names it; the measure is "" where it is not understood."""
    fund = fund_of(words)
    subject, measure = meant(words, measure_of(words))
    return subject, measure, fund


def same_unit(names: Sequence[str]) -> bool:
    """Whether full names can all be one unit's: each is the end of the longest (甲市乙区财政局, 乙区财政局)."""
    longest = max(names, key=len)
    return all(longest.endswith(name) for name in names)
