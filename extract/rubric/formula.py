"""The formula of a ratio inside a rule: 预算执行率=决算数/预算数×100%."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.rubric.scoring import Formula, Operand

_STOP = "，,。；;:：\n、"
_OPEN, _CLOSE = "([", ")]"
_SLASH = re.compile(r"[/÷]")
_TIMES = re.compile(
    r"\s*[×*xX✕]\s*(?:100\s*%|\d+(?:\.\d+)?\s*分?|\(?(?:该|本)?(?:指标|项|三级指标)?(?:权重|分值|标准分)分?\)?)"
)
_HUNDRED = re.compile(r"\s*[×*xX✕]\s*100\s*%\s*$")
_ENUMERATOR = re.compile(r"^[\s①②③④⑤⑥⑦⑧⑨⑩]*(?:\d+[.、])?\s*")
_WORDS = re.compile(r"[一-鿿]")
_ONE_MINUS = re.compile(r"\W*1\s*[-－−]\s*(?:(?P<times>\d+(?:\.\d+)?)\s*[×*xX✕]\s*)?")
_SPLIT = re.compile(r"[+＋\-－−]")


def find_formulas(folded: str) -> tuple[Formula, ...]:
    """All ratios written with a stroke whose two sides are words (1/3, B/A, 和/或 are none)."""
    found: list[Formula] = []
    for match in _SLASH.finditer(folded):
        if found and match.start() < found[-1].end:
            continue
        if re.search(r"[A-Za-z\d]", folded[match.start() - 1 : match.start()] + folded[match.end() : match.end() + 1]):
            continue
        start, end = _left(folded, match.start()), _right(folded, match.end())
        numerator, denominator = _HUNDRED.sub("", folded[start : match.start()]), folded[match.end() : end]
        if not _worded(numerator) or not _worded(denominator):
            continue
        name, name_start = _name(folded, start)
        minus = _ONE_MINUS.match(numerator)
        if "|" in numerator or "|" in denominator or (minus is None and re.match(r"\W*\d", numerator)):
            continue  # a difference without its sign, a number of something: no ratio of two amounts
        tail = _TIMES.match(folded, end)
        found.append(
            Formula(
                name=name,
                numerator=_operands(numerator if minus is None else numerator[minus.end() :]),
                denominator=_operands(denominator),
                start=name_start,
                end=tail.end() if tail else end,
                minus=None if minus is None else Decimal(minus["times"] or 1),
            )
        )
    return tuple(found)


def _left(folded: str, at: int) -> int:
    """Where the numerator begins: at the nearest stop outside brackets."""
    depth = 0
    while at > 0:
        char = folded[at - 1]
        if char in _CLOSE:
            depth += 1
        elif char in _OPEN:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (char in _STOP or char == "="):
            break
        at -= 1
    return at + len(_ENUMERATOR.match(folded[at:])[0])  # type: ignore[index]


def _right(folded: str, at: int) -> int:
    depth = 0
    while at < len(folded):
        char = folded[at]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (char in _STOP or char in "×*=✕/÷≤≥" or _TIMES.match(folded, at)):
            break
        at += 1
    return at


def _name(folded: str, start: int) -> tuple[str, int]:
    """The name before `=` and where it begins; ("", start) where the formula has none."""
    before = folded[:start].rstrip()
    while before.endswith(("(", "[")):
        before = before[:-1].rstrip()
    if not before.endswith("="):
        return "", start
    begin = _left(folded, len(before) - 1)
    return folded[begin : len(before) - 1].strip(), begin


def _worded(side: str) -> bool:
    return len(_WORDS.findall(side)) >= 2 and len(side) <= 120 and not re.search(r"\d\s*分", side)


def _operands(side: str) -> tuple[Operand, ...]:
    """The terms of one side with their signs; brackets that only explain (（含上年结转）) are left in the term."""
    text = side.strip()
    while text.startswith(("(", "[")) and text.endswith((")", "]")) and _one_pair(text):
        text = text[1:-1].strip()
    if re.search(r"\([^()]*[+\-－−＋]", text):
        return (Operand(text),)
    terms: list[Operand] = []
    sign, last = 1, 0
    for match in [*_SPLIT.finditer(text), None]:
        end = len(text) if match is None else match.start()
        if text[last:end].strip():
            terms.append(Operand(text[last:end].strip(), sign))
        if match is not None:
            sign, last = (1 if match[0] in "+＋" else -1), match.end()
    return tuple(terms)


def _one_pair(text: str) -> bool:
    depth = 0
    for number, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0:
            return number == len(text) - 1
    return False
