"""The tests that serve every rule, present and future: its examples say what it marks, hidden columns crash nothing,
its papers are in order."""

import re

import msgspec
import pytest

from audit.across import Papers, from_paper
from audit.baseline import records
from audit.catalogue import Example, Rule, catalogue
from audit.comparable import Told
from audit.finding import Finding, ReportResult
from audit.pack_toml import load
from audit.settings import Settings
from extract import read
from extract.document import Document, Table
from pipeline import audit_document
from tests.documents import document

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in catalogue().values()
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_rule_marks_exactly_what_its_example_says(rule: Rule, example: Example) -> None:
    packs = (load(example.pack, "例.toml"),) if example.pack else ()
    result = _audited(example, Settings(packs=packs))
    assert not result.crashed
    assert [fault for f in result.findings for fault in _badly_worded(f)] == []
    found = [f for f in result.findings if f.rule == rule.id]
    marks = [
        f.figures[0].text if f.figures else result.document.text_at(f.place)[f.place.start : f.place.end] for f in found
    ]
    assert tuple(marks) == example.marks


def _audited(example: Example, settings: Settings) -> ReportResult:
    """The example audited, with the bureau's records and another report beside it where it has them."""
    own = audit_document(document(example.text), settings=settings)
    with Papers() as papers:
        papers.add(from_paper(own.told, "此"))
        if example.records:
            papers.add(records("记录.csv", read(example.records.encode(), "记录.csv")).told)
        if example.other:
            papers.add(from_paper(audit_document(document(example.other), settings=settings).told, "另"))
        packed = papers.compared().contradicted.get("此")
    beside = msgspec.msgpack.decode(packed, type=tuple[Told, ...]) if packed else ()
    return audit_document(document(example.text), settings=settings, beside=beside) if beside else own


_FAULTS = re.compile(
    r"[，。；：、][，。；：、]|[（(][（(]|[）)][）)]|“[^”]*“|分分|请请|None|[{}]|虚报|造假|作假|弄虚|骗取|违法|违纪"
)


def _badly_worded(finding: Finding) -> list[str]:
    """What no auditor would send on: doubled signs and marks, words that accuse, sentences without an end."""
    own = finding.message.replace(finding.quote, "")
    for printed in (*(f.text for f in finding.figures), *re.findall("“(?:[^“”]*)”", own)):
        own = own.replace(printed, "…")
    faults = [f"{finding.rule} {own}" for _ in _FAULTS.findall(own)]
    return faults + [f"{finding.rule} {text}" for text in (own, finding.advice) if not text.endswith("。")]


TABLES = [case for case in CASES if "\n|" in f"\n{case.values[1].text}"]


def _without_column(whole: Document, col: int) -> Document:
    """The document with a column of every table hidden, as a spreadsheet may have it."""
    blocks = [
        msgspec.structs.replace(b, cells=tuple(msgspec.structs.replace(c, hidden=c.col == col) for c in b.cells))
        if isinstance(b, Table)
        else b
        for b in whole.blocks
    ]
    return msgspec.structs.replace(whole, blocks=tuple(blocks))


@pytest.mark.parametrize(("rule", "example"), TABLES)
def test_a_hidden_column_crashes_no_rule(rule: Rule, example: Example) -> None:
    whole = document(example.text)
    widest = max(block.cols for block in whole.blocks if isinstance(block, Table))
    for col in range(widest):
        assert not audit_document(_without_column(whole, col)).crashed


@pytest.mark.parametrize("rule", catalogue().values(), ids=lambda r: r.id)
def test_rule_papers_are_in_order(rule: Rule) -> None:
    assert rule.explanation and rule.basis and rule.wrongly and rule.title
    assert any(e.marks for e in rule.examples), "no example that the rule must mark"
    assert any(not e.marks for e in rule.examples), "no example on which it must be silent"
