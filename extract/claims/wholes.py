"""Finding the figure that words name: 占*总支出*的…, 完成*年初预算*的…, 较*上年决算数*….

Labels are compared after normalising, never as strings alone; a figure whose label says exactly what the words
say is readily meant, one whose label only contains them is a weaker reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from extract.claims.claim import Licence
from extract.claims.mentions import Mention
from extract.glossary import normal_label, plain_label

# A whole that a report may leave unstated, with the parts that make it up (部门决算: 本年支出 = 基本 + 项目 …).
COMPOSITES: tuple[tuple[frozenset[str], tuple[str, ...], str], ...] = (
    (
        frozenset({"总支出", "支出总额", "本年支出", "支出合计", "全年支出", "全部支出", "总支出额", "支出总数"}),
        ("基本支出", "项目支出"),
        "其他支出",
    ),
    (frozenset({"基本支出", "基本支出总额"}), ("人员经费", "公用经费"), "其他基本支出"),
)
_SAME_PART = {"公用经费": ("公用经费", "日常公用", "公用支出"), "人员经费": ("人员经费", "人员支出")}
_TOTAL_WORDS = regex.compile(
    r"(?:总额|总量|总数|金额|数额|合计|总计|全部|全年|当年|本年度?|今年|年度|同期|的|总|(?<!公)共|(?<![安健完])全|其(?![他它])|我[单局委办]位?|部门|单位|资金量?)"
)
_WHOLE = re.compile(r"合计|总|共")
_MOST = 8


@lru_cache(maxsize=8192)
def core(words: str) -> str:
    """The noun without words that only say that it is a whole: 全年支出总额 -> 支出."""
    return str(_TOTAL_WORDS.sub("", plain_label(words)))


def named(words: str, unit: str, candidates: Iterable[Mention], owner: int) -> Iterator[tuple[Mention, Licence]]:
    """The mentions that these words may mean, in the order given: "plain" where the label says the same, "weak"
    where it only contains the words. Amounts of change and per head are never meant."""
    wanted = core(words)
    count = 0
    for mention in candidates:
        if mention.number == owner or mention.figure.unit != unit or mention.change or mention.per_head:
            continue
        licence = _match(words, wanted, mention)
        if licence:
            count += 1
            yield mention, licence
        if count == _MOST:
            return


def _match(words: str, wanted: str, mention: Mention) -> Licence | None:
    label = mention.label
    if not label:
        return None
    if len(wanted) < 2:
        return "weak" if _WHOLE.search(mention.lead) else None
    there = core(label)
    if there == wanted or normal_label(label) == normal_label(words):
        return "plain"
    if wanted in there:
        extra = len(there) - len(wanted)
        return "plain" if extra <= 2 and there.endswith(wanted) and _WHOLE.search(label) else "weak"
    if there and len(there) >= 4 and there in wanted:
        return "weak"
    return "weak" if len(wanted) >= 4 and fuzz.ratio(wanted, there) >= 75 else None


def parts_of(words: str, owner: Mention, candidates: Sequence[Mention]) -> tuple[list[Mention], str] | None:
    """The stated parts of a whole that is itself stated nowhere, and the name of what may be missing. What is said
    to be a share of it (`owner`) is one of them itself where its name says so."""
    wanted = core(words)
    for names, parts, missing in COMPOSITES:
        if wanted not in {core(n) for n in names} and plain_label(words) not in names:
            continue
        found = [_first(part, owner.figure.unit, [owner, *candidates]) for part in parts]
        if all(found):
            return [m for m in found if m], missing
    return None


def _first(part: str, unit: str, candidates: Sequence[Mention]) -> Mention | None:
    for mention in candidates:
        if mention.figure.unit != unit or mention.change:
            continue
        label = plain_label(mention.label)
        if any(label.endswith(word) and len(label) - len(word) <= 6 for word in _SAME_PART.get(part, (part,))):
            return mention
    return None
