"""Formulas that headings write out: 执行率（B/A）, 3=1-2, ④=③/②×100%, （C）=（A）+（B）."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from extract.glossary import fold

_CIRCLED = {chr(ord("①") + n): str(n + 1) for n in range(20)}
_ID = r"(?:\d{1,2}|[A-Z])"
_HUNDRED = re.compile(r"[*×xX](?:100%?|100)$|[*×xX]100%")
_FORMULA = re.compile(r"(?:(?P<target>" + _ID + r")=)?(?P<body>[-+/*×()\dA-Z%]{3,60})")
_SUM = re.compile(r"[-+]?" + _ID + r"(?:[-+]" + _ID + r")+")
_RATIO = re.compile(r"(" + _ID + r")/(" + _ID + r")")
_GROWTH = re.compile(r"\((" + _ID + r")-(" + _ID + r")\)/(" + _ID + r")")
_TERM = re.compile(r"([-+]?)(" + _ID + r")")
_NAME_AT_END = re.compile(r"(?:[(](" + _ID + r")[)]|(?<![-+/*×=A-Z\d])([A-Z])|(?<![-+/*×=])([①-⑳]))(?:=|$|[)])")


class Formula(msgspec.Struct, frozen=True):
    """`kind` sum: `operands` (name, factor); ratio: part, whole; growth: new, old. `target` is the column's own
    name in the formula, if it is written."""

    kind: Literal["sum", "ratio", "growth"]
    operands: tuple[tuple[str, int], ...]
    target: str = ""


def names(heading: str) -> tuple[str, ...]:
    """The names by which formulas may call a column: 预算数（A） -> A, 3 -> 3, ② -> 2."""
    text = fold(heading).upper()
    bare = text.strip("()")
    if re.fullmatch(_ID, bare) or bare in _CIRCLED:
        return (_CIRCLED.get(bare, bare),)
    found = _NAME_AT_END.search(text)
    if found:
        name = next(group for group in found.groups() if group)
        return (_CIRCLED.get(name, name),)
    target = formula(heading)
    return (target.target,) if target and target.target else ()


def formula(heading: str) -> Formula | None:
    """The formula that a heading writes, if it writes one that names columns."""
    text = fold(heading).upper()
    for circled, digits in _CIRCLED.items():
        text = text.replace(circled, digits)
    text = re.sub(r"[(](" + _ID + r")[)]", r"\1", text)
    text = _HUNDRED.sub("", text.replace("(%)", ""))
    for found in _FORMULA.finditer(text):
        body = _closed(_HUNDRED.sub("", found["body"]))
        read = _read(body)
        if read and (found["target"] or not body[0].isdigit() or _whole(text, found)):
            kind, operands = read
            return Formula(kind, operands, found["target"] or "")
    return None


def _closed(body: str) -> str:
    """The body without brackets that it does not close itself."""
    while body.count(")") > body.count("(") and body.endswith(")"):
        body = body[:-1]
    while body.count("(") > body.count(")") and body.startswith("("):
        body = body[1:]
    if body.startswith("(") and body.endswith(")") and body.count("(") == 1:
        body = body[1:-1]
    return body


def _whole(text: str, found: re.Match[str]) -> bool:
    """A formula of bare digits (2-1) counts only where the heading is nothing else, or gives it in brackets."""
    before, after = text[: found.start()], text[found.end() :]
    return (not before and not after) or (found["body"].startswith("(") and found["body"].endswith(")"))


def _read(body: str) -> tuple[Literal["sum", "ratio", "growth"], tuple[tuple[str, int], ...]] | None:
    growth = _GROWTH.fullmatch(body)
    if growth:
        new, old, base = growth.groups()
        return ("growth", ((new, 1), (old, 1))) if base == old else None
    ratio = _RATIO.fullmatch(body)
    if ratio:
        return "ratio", ((ratio[1], 1), (ratio[2], 1))
    if _SUM.fullmatch(body):
        return "sum", tuple((name, -1 if sign == "-" else 1) for sign, name in _TERM.findall(body))
    return None


def bind(formula: Formula, columns: Mapping[str, int]) -> tuple[tuple[int, int], ...] | None:
    """The columns that a formula names, with their factors; None if it names one that isn't there."""
    bound = tuple((columns[name], factor) for name, factor in formula.operands if name in columns)
    return bound if len(bound) == len(formula.operands) and len({col for col, _ in bound}) == len(bound) else None
