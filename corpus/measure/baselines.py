"""What simpler ways would have said of the same reports: a naive reader, and other tools' tolerances on our sums.

The tolerances are those found in public checkers of the trade: 1% of the total; the larger of 1 and 0.1%; 0.1 in the
printed unit; only gaps above half of the total; and the rule of XBRL Calculations 1.1, where printed values stand for
intervals and every listed item is added.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import msgspec

from corpus.labels import Label
from corpus.measure.matching import families
from corpus.measure.material import Known
from corpus.measure.numbers import number, squeezed
from corpus.measure.product import Answer, ClaimLine, Finding
from corpus.measure.tallies import Share

_SUMS = {"sum", "table_sum"}
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(亿|万)?元")
_SCALE = {"亿": Decimal(10**8), "万": Decimal(10**4)}


class Row(msgspec.Struct):
    """A way of judging: labelled sums found, and places accused that no label names."""

    name: str
    found: Share
    false: int = 0


def _wanted(known: Known) -> list[Label]:
    return [
        label for label in known.labels.errors if label.must and not label.invisible and families(label) & _SUMS
        and label.family in _SUMS
    ]  # fmt: skip


def _amounts(text: str) -> list[Decimal]:
    return [Decimal(digits.replace(",", "")) * _SCALE.get(unit, Decimal(1)) for digits, unit in _AMOUNT.findall(text)]


def _naive_flags(known: Known) -> list[str]:
    """Sentences where what follows 其中 does not add up to what stands before it, to 0.01元."""
    flagged = []
    for paragraph in known.prose:
        for sentence in re.split("[。；]", squeezed(paragraph)):
            head, found, tail = sentence.partition("其中")
            before, after = _amounts(head), _amounts(tail)
            if found and before and len(after) > 1 and abs(before[-1] - sum(after)) > Decimal("0.01"):
                flagged.append(sentence)
    return flagged


def naive(known: tuple[Known, ...]) -> Row:
    """A regular expression for amounts, everything after 其中 added up, a fixed tolerance of 0.01."""
    row = Row("朴素读法（其中之后全部相加，容差0.01）", Share())
    for one in known:
        if not one.complete:
            continue
        flagged = _naive_flags(one)
        for label in _wanted(one):
            row.found.add(any(squeezed(label.figures[0]) in text for text in flagged))
        marks = [squeezed(text) for label in one.labels.errors for text in (*label.figures, label.near) if text]
        row.false += sum(not any(mark in text for mark in marks) for text in flagged)
    return row


def _unit(text: str) -> Decimal:
    """One unit of the last printed place, in the base unit."""
    plain = number(text)
    exponent = plain.as_tuple().exponent if plain is not None else 0
    scale = next((factor for name, factor in _SCALE.items() if name in text), Decimal(1))
    return scale.scaleb(exponent) if isinstance(exponent, int) else scale


Judge = Callable[[Decimal, Decimal, Decimal], bool]
"""Whether a gap is accused: total, sum of the parts, slack that rounding allows."""

_JUDGES: dict[str, Judge] = {
    "差额超过合计1%": lambda total, parts, _: abs(total - parts) > abs(total) / 100,
    "差额超过1元与0.1%之大者": lambda total, parts, _: abs(total - parts) > max(Decimal(1), abs(total) / 1000),
    "差额超过0.1万元": lambda total, parts, _: abs(total - parts) > 1000,
    "差额超过合计50%": lambda total, parts, _: abs(total - parts) > abs(total) / 2,
    "XBRL Calculations 1.1（区间）": lambda total, parts, slack: abs(total - parts) > slack,
}


def _judged(claim: ClaimLine, judge: Judge) -> bool:
    totals = [figure for figure in claim.figures if figure.role == "total"]
    parts = [figure for figure in claim.figures if figure.role == "part"]
    if len(totals) != 1 or not parts:
        return False
    values = [Decimal(figure.value or 0) for figure in parts]
    slack = sum((_unit(figure.text) for figure in claim.figures), Decimal(0)) / 2
    return judge(Decimal(totals[0].value or 0), sum(values, Decimal(0)), slack)


def tolerances(known: tuple[Known, ...], answer: Answer) -> list[Row]:
    """Other tools' tolerances on the sums that the program read; what it judged undecided is judged by them too."""
    rows = []
    for name, judge in _JUDGES.items():
        row = Row(name, Share())
        for one in known:
            claims = [claim for claim in answer.claims.get(one.file, []) if claim.family in _SUMS]
            accused = [claim for claim in claims if _judged(claim, judge)]
            given = [{figure.plain for figure in claim.figures} for claim in accused]
            for label in _wanted(one):
                row.found.add(any(number(text) in plain for text in label.figures[:1] for plain in given))
            marks = {number(text) for label in one.labels.errors for text in label.figures}
            row.false += sum(not plain & marks for plain in given)
        rows.append(row)
    return rows


def ours(known: tuple[Known, ...], answer: Answer) -> Row:
    """The program itself on the same labels, by the same rule of counting."""
    row = Row("勾稽", Share())
    for one in known:
        given = [
            {figure.plain for figure in finding.figures}
            for finding in answer.findings.get(one.file, [])
            if finding.severity != "info" and _sum_like(finding)
        ]
        for label in _wanted(one):
            row.found.add(any(number(text) in plain for text in label.figures[:1] for plain in given))
        marks = {number(text) for label in one.labels.errors for text in label.figures}
        row.false += sum(not plain & marks for plain in given)
    return row


def _sum_like(finding: Finding) -> bool:
    return finding.family in (_SUMS | {"balance", "restate", "text_table", "share", "ratio"})
