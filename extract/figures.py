"""Text to figures: every printed quantity with its exact value, unit, step and place; and what is no quantity.

Dates, document numbers, clause and list numbers, codes, telephone numbers, ages and slogans are recognised and
passed over. A token that looks like a quantity and can't be one is returned as `Malformed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import regex

from extract import numerals
from extract.document import Cell, Document, Line, Paragraph, Place, locate
from extract.figure import Figure, Malformed
from extract.list_numbers import at_openings, blanked
from extract.units import COUNTED, PERCENT, SCORE, UNIT, base_step, measure

Units = Callable[[Document, int], Mapping[tuple[int, int], str]]

# One to one, so that offsets into the original stay true.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    0x3000: " ", 0xA0: " ", 0x2009: " ", 0x202F: " ", ord("﹪"): "%", ord("−"): "-", ord("—"): "—", ord("．"): ".",
    ord("﹣"): "-", ord("–"): "—", ord("～"): "~", ord("〜"): "~", ord("﹒"): ".", ord("·"): "·", ord("，"): "，",
}  # fmt: skip

_YEAR = r"(?:19|20)\d\d"
_RANGE = r"\s*(?:[-—~至到]|——|-{2})\s*"
_SKIP = "|".join(
    (
        r"[A-Za-z_@#]+[-_.]?\d+(?:[-_.]?[A-Za-z0-9]+)*",
        rf"[〔\[(【]\s*{_YEAR}\s*[〕\])】]\s*(?:第\s*)?\d+\s*号?",
        r"第\s*\d+(?:[-—、]\d+)*\s*[一-鿿]?",
        rf"{_YEAR}[-—./]\d{{1,2}}[-—./]\d{{1,2}}",
        rf"{_YEAR}\s*年?{_RANGE}{_YEAR}\s*年?度?",
        rf"{_YEAR}\s*年{_RANGE}(?:\d{{1,2}}月)?",
        rf"{_YEAR}\s*年\s*度?(?:\d{{1,2}}(?:{_RANGE}\d{{1,2}})?\s*月(?:份|底|末|初|\s*\d{{1,2}}\s*[日号])?)?",
        rf"(?:{_YEAR}|\d\d)[、,，](?={_YEAR}年)",
        rf"{_YEAR}(?=[级届版/](?!\d{{3}}))",
        rf"(?<![\d.,]){_YEAR}[-—/]\d{{1,4}}(?=[年学财]|$)",
        rf"\d{{1,2}}(?:{_RANGE}\d{{1,2}})?\s*月(?:份|底|末|初|[上中下]旬)?(?:\s*\d{{1,2}}\s*[日号])?(?:{_RANGE}\d{{1,2}}\s*[日号])?",
        rf"[1-4]{_RANGE}[1-4]\s*季度|[1-4]\s*季度",
        rf"(?<=[年月至到—-]\s?)\d{{1,2}}{_RANGE}\d{{1,2}}日|(?<=[至到—~-])\d{{1,2}}日(?![常均内])",
        r"(?:^|(?<=[。;；::\n]\s*))[(]?\d{1,2}(?:[.、)](?!\d)|[.、](?=(?:19|20)\d\d年)|\.\d{1,2}[.、]?(?=\s*[一-鿿《“])(?!\s?[百千万亿元%‰倍个项人家户次分名位件台套辆条份期场亩公平立米吨头只株处座所种类天小月年]))",
        r"(?<=[。;；::\n])\d{1,2}\.(?=[亿万]\D)",
        r"[(]\s*\d{1,2}\s*[)]",
        r"\d+\s*号(?:文|令|公告|决定|线|楼|院|机)?",
        r"\d+(?:\s*[-—~]\s*\d+)?\s*(?:周?岁|价|年级|届|座以[下上]|路公交|孩政策|版)",
        r"\d+\s*[+＋]\s*[NnXx]|\d+[Gg](?![A-Za-z])",
        r"\d+A级|\d+星级|\d+级",
        r"(?<=[省市区县国州])\d+条",
        r"[×xX*✕╳]\s*100\s*%",
        r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)",
        r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|(?<![\d.])\d+:\d+(?:\.\d+)?(?![\d.])",
        r"(?<![\d.,])\d{1,3}/\d{1,3}(?![\d.,/%])",
        r"\d+(?:\.\d+){2,}",
        r"\d+条?(?=目录|附件)",
    )
)
# thousands set apart by blanks; before a noun of counting only right behind a word (案件321 146件): in a table run
# together blanks part the columns
_DIGITS = (
    r"(?:\d{1,3}(?:[,，]\d{3}(?!\d))+|\d{1,3}(?:[ ]\d{3}(?!\d))+(?=\s?\.\d|\s?[万亿元])"
    rf"|(?<=[一-鿿])\d{{1,3}}(?:[ ]\d{{3}}(?!\d))+(?={COUNTED})|\d+)(?:[ ]?\.[ ]?\d+(?![.\d]*\.\d))?"
)
# 增加（减少）-7.85万元; elsewhere a stroke behind a bracket joins or ranges
_SIGN = r"(?:(?<![\d\w%)])[-+]|(?<=[一-鿿:：])-(?=\d)|(?<=[少降低长加升亏]\))-(?=\d))?"
_MALFORMED = (
    r"\d[\d,，]*(?:\.\s?\.|\.[,，]|[,，]\.|,,|，，|。)[\d,，.]*\d(?=\s?(?:%|[百千万亿]*元|万|亿))"
    r"|\d+[,，]\d{1,2}(?:\.\d+)?(?=\s?(?:[百千万亿]*元))(?<!\d{4}[,，]\d\d)"
    r"|\d{1,3}(?:[,，]\d{3})*[,，](?:\d{4,}|\d{1,2})(?:\.\d+)?(?=\s?(?:[百千万亿]*元))"
    r"|\d{4,}[,，]\d{3}(?:\.\d+)?(?=\s?(?:[百千万亿]*元))"
    r"|\d+\.\d+\.\d+(?=\s?(?:%|[百千万亿]*元))"
)
# What every alternative begins with, looked at first: most characters of a text can begin none of them.
_FIRST = rf"(?=[\dA-Za-z_@#〔\[(【第×*✕╳+\-{numerals.NUMERAL[1:-1]}])"
# The commonest token, looked at next: a number right before 元 or % is neither malformed nor anything else.
_PLAIN = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?(?:[万亿]?元|%)"
_TOKEN = regex.compile(
    rf"{_FIRST}(?:(?!{_PLAIN})(?:(?P<malformed>{_MALFORMED})|(?P<skip>{_SKIP}))"
    rf"|(?P<cut>百分之)(?P<percent>{numerals.NUMERAL}+(?:点{numerals.NUMERAL}+)?|\d+(?:\.\d+)?)"
    rf"|(?P<number>{_SIGN}{_DIGITS})\s?(?:{UNIT})?"
    rf"|(?P<chinese>{numerals.NUMERAL}+(?:点{numerals.NUMERAL}+)?)\s?"
    r"(?P<chinese_unit>[万亿]?元(?:整|[零〇壹贰叁肆伍陆柒捌玖角分]+)?|(?:个(?![别性人])|项(?!目)|名(?![称义])|人(?![民才均员])|家|户|次|分(?![别之配类析成]))(?=[一-鿿，。、；：（“,;:(])))"
)
ABOUT = r"(?<![节签预合违契履特公条邀制])约"
"""The word before a figure that is not exact; 签约, 节约, 预约 are no such words."""
_HEDGE_BEFORE = regex.compile(
    rf"({ABOUT}|近|逾|超过?|将近|不足|不低于|不少于|不高于|不超过|至少|达到?近|大约|≥|≤|>|<|≧|≦|>=|<=|大于等于|小于等于|大于|小于)\s*[为:：]?\s*$"
)
_HEDGE_AFTER = re.compile(r"\s*(左右|以上|以下|以内|之内|上下|有余|余|多(?=[。，,;；、)]))")
_RANGE_LINK = re.compile(r"\s*(?:[-—~至到]|——|--)\s*")
_LIST_LINK = regex.compile(r"\s*(?:、|和|及|以及|与|，|,|/)\s*")
_CHANGED_BY = regex.compile(r"\s*(?:相比)?[,，]?\s*(?:增加|减少|增长|下降|上升|降低|多支|少支|增支|减支)(?:额|了)?\s*")
_POINTS_BEFORE = regex.compile(r"(?:得分|总分|评分|自评分|分值|权重|标准分|满分)(?:为|是|:|：|合计|共)?\s*$")
_ARTICLE = regex.compile(r"[一两]")
_ANNOUNCE = regex.compile(r"(?:共|设|有|为|分|括|计|含|立|类|辖|等)\s*$")
# 督导十次; 数十次, 十元 are no ten
_TEN = regex.compile(r"(?<![数几上成近过分合])十\s?(?:个|项|名|人|家|户|次)$")
_WHOLE_CELL = re.compile(rf"\s*(?P<sign>[-+]?)(?P<open>\()?\s*(?P<digits>{_DIGITS}|\d+)\s*(?P<close>\))?\s*")
# 一般公共预算：4318.42, one or several lines of it in a cell
_NAMED = re.compile(rf"(?<=[:：])[ \t]*(-?{_DIGITS})[ \t]*(?=\n|$)")
_SEPARATORS = dict.fromkeys(map(ord, ",， "))
_NUMERIC = re.compile(rf"[\d{numerals.NUMERAL[1:-1]}]")
_CODE = regex.compile(r"\d{9,}")


def fold(text: str) -> str:
    """Full-width digits, signs and letters as ASCII, one character for one. Chinese commas stay."""
    return text.translate(_FOLD)


class _Draft:
    """A figure being read: its number and unit may still be completed by its neighbours."""

    __slots__ = ("digits", "end", "hedge", "number_end", "span", "start", "unit", "value_text")

    def __init__(self, start: int, end: int, digits: str, unit: str, number_end: int) -> None:
        self.start, self.end, self.digits, self.unit, self.number_end = start, end, digits, unit, number_end
        self.hedge = self.span = ""


def scan(text: str, unit: str = "") -> tuple[list[_Draft], list[tuple[int, int, str]]]:
    """All quantities of one text, and its malformed tokens as (start, end, why). `unit` is what a cell's
    bare number inherits."""
    folded = fold(text)
    whole = _WHOLE_CELL.fullmatch(folded)
    if whole and (unit or len(folded) < 24) and not (_CODE.fullmatch(folded.strip()) and not unit):
        return _whole_cell(folded, whole, unit), []
    if unit and not whole:
        named = list(_NAMED.finditer(folded))
        if named:
            return [_Draft(m.start(1), m.end(1), m[1], unit, m.end(1)) for m in named], []
    drafts: list[_Draft] = []
    broken: list[tuple[int, int, str]] = []
    for token in _TOKEN.finditer(folded):
        if token["skip"]:
            continue
        if token["malformed"]:
            broken.append((token.start(), token.end(), token["malformed"]))
            continue
        draft = _draft(folded, token)
        if draft:
            drafts.append(draft)
    _complete(folded, drafts)
    return [d for d in drafts if d.unit or _bare_is_figure(folded, d)], broken


def _whole_cell(folded: str, whole: re.Match[str], unit: str) -> list[_Draft]:
    digits = whole["digits"]
    bracketed = bool(whole["open"] and whole["close"])
    if bracketed and not (unit and measure(unit) and "元" in unit):
        return []
    sign = "-" if bracketed else whole["sign"]
    start = len(folded) - len(folded.lstrip())
    end = len(folded.rstrip())
    return [_Draft(start, end, sign + digits, unit, end)]


def _draft(folded: str, token: regex.Match[str]) -> _Draft | None:
    if token["percent"]:
        number = token["percent"]
        value = numerals.read(number) if not number[0].isdigit() else Decimal(number)
        if number == "百":
            value = Decimal(100)
        return None if value is None else _Draft(token.start(), token.end(), str(value), "%", token.end())
    if token["chinese"]:
        return _chinese(folded, token)
    number = token["number"]
    unit = (token["unit"] or "").strip()
    if not unit and _CODE.fullmatch(number):
        return None
    number_end = token.start() + len(number.rstrip())
    end = token.end() if unit else number_end
    draft = _Draft(token.start(), end, number, unit, number_end)
    more = unit and next(filter(None, token.group("more", "more2", "more3", "more4")), "")
    if more:
        draft.hedge = more
        draft.unit = unit.lstrip("余多").replace("余", "").replace("多", "")
    return draft


def _chinese(folded: str, token: regex.Match[str]) -> _Draft | None:
    number, unit = token["chinese"], token["chinese_unit"]
    scale = ""
    value = numerals.read(number)
    if value is None or (number in "万亿千百十" and not _TEN.search(folded[: token.end()])):
        return None
    if "元" not in unit and _ARTICLE.fullmatch(number) and not _ANNOUNCE.search(folded[: token.start()]):
        return None
    if "元" in unit:
        head, _, tail = unit.partition("元")
        scale = head
        value += _cents(tail)
        unit = "元"
    return _Draft(token.start(), token.end(), str(value), scale + unit, token.end())


def _cents(tail: str) -> Decimal:
    """角 and 分 of an amount in capital numerals."""
    cents = Decimal(0)
    for digit, coin in re.findall(rf"({numerals.NUMERAL})([角分])", tail):
        number = numerals.read(digit)
        cents += (number or Decimal(0)) * (Decimal("0.1") if coin == "角" else Decimal("0.01"))
    return cents


def _complete(folded: str, drafts: list[_Draft]) -> None:
    """Ranges and lists lend the unit of their last number to the bare ones before it; hedges are noted."""
    for number in range(len(drafts) - 1, -1, -1):
        draft = drafts[number]
        if number + 1 < len(drafts):
            after = drafts[number + 1]
            between = folded[draft.end : after.start]
            if _RANGE_LINK.fullmatch(between):
                draft.unit = draft.unit or after.unit
                draft.span, after.span = "from", after.span or "to"
            elif not draft.unit and after.unit and (_LIST_LINK.fullmatch(between) or _lends(between, after.unit)):
                draft.unit = after.unit
        before = _HEDGE_BEFORE.search(folded[max(0, draft.start - 6) : draft.start])
        if before:
            draft.hedge = before[1]
        else:
            following = _HEDGE_AFTER.match(folded, draft.end)
            draft.hedge = draft.hedge or (following[1] if following else "")
        if not draft.unit and _POINTS_BEFORE.search(folded[max(0, draft.start - 6) : draft.start]):
            draft.unit = SCORE


def _lends(between: str, unit: str) -> bool:
    """较上年的2.08减少0.03万元: what an amount changed by tells the unit of what it was."""
    return "元" in unit and bool(_CHANGED_BY.fullmatch(between))


def _bare_is_figure(folded: str, draft: _Draft) -> bool:
    """A number without a unit is a quantity in prose only if it is written like one."""
    digits = draft.digits
    after = folded[draft.end : draft.end + 1]
    if after.isascii() and after.isalnum():
        return False
    return "." in digits or "," in digits or "，" in digits


def value_of(digits: str) -> tuple[Decimal, int]:
    """The exact value of printed digits and how many decimals are printed."""
    plain = digits.translate(_SEPARATORS)
    whole, _, fraction = plain.partition(".")
    return Decimal(plain), len(fraction) if whole is not None else 0


def quantity(digits: str, unit: str) -> tuple[Decimal, str, Decimal] | None:
    """(value in the base unit, base unit, step) of printed digits with a unit; None for a unit unknown here.

    Whole counts and whole points stand for themselves: their step is 0.
    """
    value, decimals = value_of(digits)
    if not unit:
        return value, "", Decimal(0) if not decimals else base_step(decimals, 0)
    found = measure(unit)
    if found is None:
        return None
    base, power = found
    exact = not decimals and power == 0 and base not in (PERCENT, "百分点", "倍", "元")
    step = Decimal(0) if exact else base_step(decimals, power)
    return value.scaleb(power), base, step


def figures(document: Document, units: Units) -> tuple[tuple[Figure, ...], tuple[Malformed, ...]]:
    """Every figure and malformed token of a document in reading order. `units(document, block)` gives the
    unit that the bare numbers of a table's cells inherit, by (row, column)."""
    sections = document.sections
    openings = at_openings([block.text if isinstance(block, Paragraph) else "" for block in document.blocks])
    found: list[Figure] = []
    broken: list[Malformed] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            place = _placer(number, None, block.lines, sections[number])
            _read_text(block.text, "", place, found, broken, openings.get(number, 0))
            continue
        inherited = units(document, number)
        finely = any("." in cell.text and "元" in inherited.get((cell.row, cell.col), "") for cell in block.cells)
        for cell in sorted(block.cells, key=lambda c: (c.row, c.col)):
            unit = inherited.get((cell.row, cell.col), "")
            place = _placer(number, cell, cell.lines, sections[number])
            _read_text(cell.text, unit, place, found, broken, finely=finely and "元" in unit)
    return tuple(found), tuple(broken)


def _placer(number: int, cell: Cell | None, lines: tuple[Line, ...], section: str) -> Callable[[int, int], Place]:
    row, col = (None, None) if cell is None else (cell.row, cell.col)

    def place(start: int, end: int) -> Place:
        page, box = locate(lines, start, end) if lines else (None, None)
        return Place(number, row, col, start, end, page, box, section)

    return place


def _read_text(
    text: str,
    unit: str,
    place: Callable[[int, int], Place],
    found: list[Figure],
    broken: list[Malformed],
    opening: int = 0,
    finely: bool = False,
) -> None:
    if not _NUMERIC.search(text):
        return
    drafts, malformed = scan(blanked(text, opening), unit)
    finely = finely or any("." in draft.digits and "元" in draft.unit for draft in drafts)
    for draft in drafts:
        known = quantity(draft.digits, draft.unit)
        if known is None:
            continue
        value, base, step = known
        if finely and not value and base == "元" and "." not in draft.digits:
            step = Decimal(0)  # beside amounts with decimals, 0万元 is nothing at all, not up to half of one
        found.append(
            Figure(
                text=text[draft.start : draft.end].strip(),
                value=value,
                unit=base,
                step=step,
                written=draft.unit,
                place=place(draft.start, draft.end),
                hedge=draft.hedge,
                span=draft.span,
            )
        )
    broken.extend(Malformed(text[s:e], "数字写法有误", place(s, e)) for s, e, _ in malformed)


def scan_figures(text: str, unit: str = "") -> Iterator[tuple[str, Decimal, str, Decimal]]:
    """(text, value, base unit, step) of each figure of a plain text: for rules about texts, and for tests."""
    drafts, _ = scan(text, unit)
    for draft in drafts:
        known = quantity(draft.digits, draft.unit)
        if known:
            yield text[draft.start : draft.end].strip(), *known
