"""What simpler ways would have said of the same reports: a naive reader, and other tools' tolerances on our sums.

The tolerances are those found in public checkers of the trade: 1% of the total; the larger of 1 and 0.1%; 0.1 in the
printed unit; only gaps above half of the total. Arelle validates them by XBRL Calculations 1.1, where printed values
stand for intervals and every listed item is added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from decimal import Decimal

import msgspec

from corpus.labels import Label
from corpus.measure.matching import families
from corpus.measure.material import Known
from corpus.measure.numbers import number, squeezed
from corpus.measure.product import Answer, Finding
from corpus.measure.tallies import Share
from corpus.measure.xbrl import Sum, Term, arelle, inconsistent

_SUMS = {"sum", "table_sum"}
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(亿|万)?元")
_SCALE = {"亿": Decimal(10**8), "万": Decimal(10**4)}


class Row(msgspec.Struct):
    """A way of judging: labelled sums found, and places accused that no label names; `skipped`: why it was not run."""

    name: str
    found: Share
    false: int = 0
    skipped: str = ""


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


Judge = Callable[[Decimal, Decimal], bool]
"""Whether a gap is accused: total, sum of the parts."""

_JUDGES: dict[str, Judge] = {
    "差额超过合计1%": lambda total, parts: abs(total - parts) > abs(total) / 100,
    "差额超过1元与0.1%之大者": lambda total, parts: abs(total - parts) > max(Decimal(1), abs(total) / 1000),
    "差额超过0.1万元": lambda total, parts: abs(total - parts) > 1000,
    "差额超过合计50%": lambda total, parts: abs(total - parts) > abs(total) / 2,
}


class _Read(msgspec.Struct, frozen=True):
    """A sum that the program read in a report: its terms, and its figures' digits."""

    file: str
    sum: Sum
    digits: frozenset[Decimal | None]


def _sums(known: tuple[Known, ...], answer: Answer) -> list[_Read]:
    """Every sum of one total; what the program judged undecided is among them."""
    read = []
    for one in known:
        for claim in answer.claims.get(one.file, []):
            totals = [figure for figure in claim.figures if figure.role == "total"]
            parts = [figure for figure in claim.figures if figure.role == "part"]
            if claim.family in _SUMS and len(totals) == 1 and parts:
                terms = [Term(Decimal(figure.value or 0), figure.step) for figure in (*totals, *parts)]
                digits = frozenset(figure.plain for figure in claim.figures)
                read.append(_Read(one.file, Sum(terms[0], tuple(terms[1:])), digits))
    return read


def _row(name: str, known: tuple[Known, ...], accused: list[_Read]) -> Row:
    """What a way of judging finds, and accuses falsely, if it accuses these sums."""
    row = Row(name, Share())
    for one in known:
        given = [read.digits for read in accused if read.file == one.file]
        _compare(row, one, given)
    return row


def _compare(row: Row, one: Known, given: Sequence[Set[Decimal | None]]) -> None:
    for label in _wanted(one):
        row.found.add(any(number(text) in plain for text in label.figures[:1] for plain in given))
    marks = {number(text) for label in one.labels.errors for text in label.figures}
    row.false += sum(not plain & marks for plain in given)


def tolerances(known: tuple[Known, ...], answer: Answer) -> list[Row]:
    """Other tools' tolerances on the sums that the program read."""
    read = _sums(known, answer)
    rows = []
    for name, judge in _JUDGES.items():
        accused = [
            one for one in read if judge(one.sum.total.value, sum((part.value for part in one.sum.parts), Decimal(0)))
        ]
        rows.append(_row(name, known, accused))
    return rows


def calculations(known: tuple[Known, ...], answer: Answer) -> Row:
    """XBRL Calculations 1.1 by Arelle on the same sums; a row that says so where Arelle is not installed."""
    version = arelle()
    if version is None:
        return Row("XBRL Calculations 1.1（Arelle）", Share(), skipped="没有安装 arelle-release，未作比较")
    read = _sums(known, answer)
    accused = inconsistent([one.sum for one in read])
    return _row(f"XBRL Calculations 1.1（Arelle {version}）", known, [read[number] for number in sorted(accused)])


def ours(known: tuple[Known, ...], answer: Answer) -> Row:
    """The program itself on the same labels, by the same rule of counting."""
    row = Row("勾稽", Share())
    for one in known:
        given = [
            {figure.plain for figure in finding.figures}
            for finding in answer.findings.get(one.file, [])
            if finding.severity != "info" and _sum_like(finding)
        ]
        _compare(row, one, given)
    return row


def _sum_like(finding: Finding) -> bool:
    return finding.family in (_SUMS | {"balance", "restate", "text_table", "share", "ratio"})
