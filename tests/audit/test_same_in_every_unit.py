"""A report says the same in 元, 万元 and 亿元: so does the audit, unless rounding hides what was wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest

from audit.finding import Finding, ReportResult
from pipeline import audit_document
from tests.documents import document

POWER = {"元": 0, "万元": 4, "亿元": 8}
_AMOUNT = re.compile(r"\{(\d+)\}")

# Amounts stand in braces, in 元.
PASSAGES = {
    "sum": "2022年支出合计{123456700}元，其中：基本支出{81234500}元，项目支出{43222200}元，两项合计{123456700}元。",
    "right sum": "2022年支出合计{124456700}元，其中：基本支出{81234500}元，项目支出{43222200}元。",
    "list": "全年拨付资金{285948500}元，分别为中央{121637600}元、省级{11764800}元、市级{76605600}元、区级{75540500}元。",
    "change": "2022年支出决算数为{32145600}元，比上年决算数{29863400}元增加{2282200}元，增长9.64%。",
    "share": "全年总支出{85634200}元，其中基本支出{59943900}元，占总支出的75.00%；项目支出{25690300}元，占总支出的30.00%。",
    "rate": "全年预算数{13505000}元，全年执行数{12983700}元，预算执行率97.14%。",
}


def _printed(text: str, unit: str, places: int) -> str:
    def put(match: re.Match[str]) -> str:
        return f"{Decimal(match.group(1)).scaleb(-POWER[unit]):.{places}f}{unit}"

    return re.sub(r"\{\d+\}元", lambda m: put(_only(m.group())), text)


def _only(text: str) -> re.Match[str]:
    found = _AMOUNT.search(text)
    assert found is not None
    return found


def _audited(text: str, unit: str, places: int) -> ReportResult:
    return audit_document(document(_printed(text, unit, places)))


def _kept(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    """What must not depend on the unit: rule, severity, the figures' values and roles, what was expected."""
    return [
        (
            f.rule,
            f.severity,
            tuple((q.value, q.role) for q in f.figures),
            f.computed and f.computed.value,
            f.expected and f.expected.value,
        )
        for f in findings
    ]


@pytest.mark.parametrize("name", PASSAGES)
def test_the_same_findings_in_every_unit(name: str) -> None:
    # to the hundred 元 in each: the last place means the same
    ten_thousands = _audited(PASSAGES[name], "万元", 2)
    hundreds_of_millions = _audited(PASSAGES[name], "亿元", 6)
    assert _kept(ten_thousands.findings) == _kept(hundreds_of_millions.findings)
    assert [c.status for c in ten_thousands.claims] == [c.status for c in hundreds_of_millions.claims]
    assert bool(ten_thousands.findings) == (name != "right sum")


@pytest.mark.parametrize("name", PASSAGES)
def test_the_same_findings_in_single_yuan(name: str) -> None:
    single = _audited(PASSAGES[name], "元", 2)
    in_ten_thousands = _audited(PASSAGES[name], "万元", 6)
    in_hundred_millions = _audited(PASSAGES[name], "亿元", 10)
    assert _kept(single.findings) == _kept(in_ten_thousands.findings) == _kept(in_hundred_millions.findings)


TABLE = "|项目|金额（{unit}）|\n|基本支出|{basic}|\n|项目支出|{project}|\n|其他支出|{other}|\n|合计|{whole}|"


def _table(unit: str, places: int) -> str:
    amounts = {"basic": 81234500, "project": 43222200, "other": 2100000, "whole": 126656700}
    shown = {n: f"{Decimal(v).scaleb(-POWER[unit]):.{places}f}" for n, v in amounts.items()}
    return TABLE.format(unit=unit, **shown)


def test_a_table_whose_unit_stands_in_its_heading() -> None:
    ways = [_kept(audit_document(document(_table(*way))).findings) for way in (("元", 2), ("万元", 6), ("亿元", 10))]
    assert ways[0] and ways[0] == ways[1] == ways[2]


@pytest.mark.parametrize(
    ("text", "unit", "places"),
    [
        ("全年拨付{100400}元，分别为中央{50200}元、省级{30300}元、市级{20100}元。", "万元", 1),
        ("全年拨付{123456700}元，分别为中央{81234500}元、省级{42232200}元。", "亿元", 2),
        ("全年预算数{13505000}元，全年执行数{12983700}元，预算执行率97.14%。", "亿元", 2),
    ],
)
def test_what_rounding_hides_is_not_accused(text: str, unit: str, places: int) -> None:
    assert [f for f in _audited(text, "元", 2).findings if f.severity == "error"]
    hidden = _audited(text, unit, places)
    assert not hidden.findings
    assert hidden.claims and all(c.status in ("holds", "undecided") for c in hidden.claims)
