"""The glossary at work: what measure, period, fund and scope words name, and the plain form of a label.

Every function is pure and takes the words of a heading or of a clause. The Chinese terms stand in
`terms.toml`; longest alias first, so that 预算执行率 is never taken for 预算.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_FOLD = str.maketrans(
    "０１２３４５６７８９％（）：；，．／＋－＝　“”\"'‘’",
    "0123456789%():;,./+-= \u201c\u201d\u201d\u201d\u201d\u201d",
)
_QUOTES = re.compile(r"[\u201c\u201d「」『』《》<>]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?(?:度)?(?!\d)")
_NUMBERING = re.compile(
    r"^(?:其中\s*[:：]?|[一二三四五六七八九十]{1,3}\s*[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s*[、.．)）](?!\d)"
    r"|[①-⑳]|[-—－*+•·#]+|加[:：]|减[:：])\s*"
)
_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_CALENDAR = re.compile(r"(?:19|20)\d\d\s*年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:末|底|初)?|^(?:19|20)\d\d$")
_EDGE = re.compile(r"^(?:[、,:;.。/|的为是比较与至]|共计)+|(?:[、,:;.。/|的为是达约]|共计)+$")
# 一般公共预算财政拨款收入 names a fund, and no budget
_FUND_NAMED = re.compile(r"(?:(?:一般)?公共|政府性基金|国有资本经营)预算(?=财政拨款|拨款|资金|收入|支出|当年|本年)")
_OWN_WORDS = re.compile(r"(?:我|本)(?:局|单位|部门|委|办|厅|院|中心|校|馆|所|站|镇|乡|街道)|部门|截至|截止")


@cache
def terms() -> Mapping[str, Any]:
    """The glossary as read from terms.toml."""
    return tomllib.loads(files("extract").joinpath("terms.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8192)
def fold(words: str) -> str:
    """Full-width digits and signs as half-width, all white space gone. Not length-preserving: for comparing only."""
    return "".join(words.split()).translate(_FOLD)


@cache
def _measures() -> tuple[tuple[tuple[str, str], ...], ...]:
    groups = []
    for group in terms()["measures"].values():
        pairs = [(fold(alias), key) for key, aliases in group.items() for alias in aliases]
        groups.append(tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))))
    return tuple(groups)


@cache
def _section(name: str) -> tuple[tuple[str, str], ...]:
    pairs = [(fold(alias), key) for key, aliases in terms()[name].items() for alias in aliases]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=65536)
def measure_of(words: str) -> str:
    """The key of the measure that these words name (`budget_initial`, `final`, `execution_rate` …), "" if none.

    Rates come before changes and changes before amounts: 决算数比预算数增减 is a change.
    """
    folded = _FUND_NAMED.sub("", fold(words))
    for group in _measures():
        for alias, key in group:
            if alias in folded:
                return key
    return ""


@lru_cache(maxsize=65536)
def period_of(words: str) -> str:
    """The year that the words name as four digits; `this` or `last` for 本年 and 上年; "" if none or several."""
    years = set(_YEAR.findall(words))
    if years:
        return years.pop() if len(years) == 1 else ""
    return _named("periods", words)


@lru_cache(maxsize=65536)
def fund_of(words: str) -> str:
    """The kind of money that the words name: general, government_fund, state_capital, fiscal, non_fiscal or ""."""
    return _named("funds", words)


@lru_cache(maxsize=65536)
def scope_of(words: str) -> str:
    """Whose money or people: own (本级), consolidated (汇总), area (全区 …) or ""."""
    return _named("scopes", words)


def _named(section: str, words: str) -> str:
    folded = fold(words)
    for alias, key in _section(section):
        if alias in folded:
            return key
    return ""


@cache
def _same() -> Mapping[str, str]:
    return {_bare(fold(word)): group[0] for group in terms()["labels"]["same"] for word in group}


@cache
def _generic() -> re.Pattern[str]:
    words = sorted((fold(w) for w in terms()["labels"]["generic"]), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _strippable() -> re.Pattern[str]:
    names = ("amount", "change", "rate", "points")
    words = [fold(a) for name in names for aliases in terms()["measures"][name].values() for a in aliases]
    words += [fold(a) for aliases in terms()["periods"].values() for a in aliases]
    words += [
        fold(a) for key in ("general", "government_fund", "state_capital", "fiscal") for a in terms()["funds"][key]
    ]
    return re.compile("|".join(map(re.escape, sorted(set(words), key=len, reverse=True))))


@cache
def _fund_words() -> re.Pattern[str]:
    keys = ("general", "government_fund", "state_capital", "fiscal")
    words = sorted((fold(a) for key in keys for a in terms()["funds"][key]), key=len, reverse=True)
    return re.compile(f"^(?:{'|'.join(map(re.escape, words))}|预算)+")


def _bare(folded: str) -> str:
    return _QUOTES.sub("", folded)


@lru_cache(maxsize=65536)
def plain_label(words: str) -> str:
    """The words without numbering, brackets, quotation marks and white space; measure and period are kept."""
    text = _bare(fold(words))
    previous = ""
    while text != previous:
        previous = text
        text = _NUMBERING.sub("", text)
    known = _same().get(text)
    if known:
        return known
    text = _EDGE.sub("", _NOTE.sub("", text))
    return _same().get(text, text)


@lru_cache(maxsize=65536)
def normal_label(words: str) -> str:
    """The subject in its normal form, without measure, period, fund, numbering, brackets and unit.

    Two figures can be one fact only if their normal labels agree. Words that are nothing but a measure
    (年初结转和结余) stand for themselves.
    """
    text = plain_label(words)
    known = _same().get(text)
    if known:
        return known
    less = _OWN_WORDS.sub("", _CALENDAR.sub("", text))
    without_fund = _EDGE.sub("", _fund_words().sub("", less))
    # 财政拨款收入 is itself; 财政拨款基本支出 is 基本支出 of that fund
    if without_fund in _same() or specific(_EDGE.sub("", _strippable().sub("", without_fund))):
        less = without_fund
    if less in _same():
        return _same()[less]
    less = _EDGE.sub("", _strippable().sub("", less))
    return _same().get(less, less) if less else text


@lru_cache(maxsize=65536)
def only_measure(words: str) -> bool:
    """Whether the words name a measure (实际得分, 全年预算数) and no subject."""
    return bool(measure_of(words)) and not _EDGE.sub("", _strippable().sub("", _CALENDAR.sub("", plain_label(words))))


def is_subject(label: str) -> bool:
    """Whether a normal label is a subject that the field defines (基本支出, 公务接待费 …)."""
    return label in _same().values()


@lru_cache(maxsize=65536)
def specific(label: str) -> bool:
    """Whether a normal label says what a figure is of: at least three characters besides generic words."""
    return len(_generic().sub("", label)) >= 3 or label in _same().values()
