"""The two tests that serve every rule, present and future: its examples say what it marks; its papers are in order."""

import pytest

from audit.catalogue import Example, Rule, catalogue
from pipeline import audit_document
from tests.documents import document

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in catalogue().values()
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_rule_marks_exactly_what_its_example_says(rule: Rule, example: Example) -> None:
    result = audit_document(document(example.text))
    assert not result.crashed
    found = [f for f in result.findings if f.rule == rule.id]
    marks = [
        f.figures[0].text if f.figures else result.document.text_at(f.place)[f.place.start : f.place.end] for f in found
    ]
    assert tuple(marks) == example.marks


@pytest.mark.parametrize("rule", catalogue().values(), ids=lambda r: r.id)
def test_rule_papers_are_in_order(rule: Rule) -> None:
    assert rule.explanation and rule.basis and rule.wrongly and rule.title
    assert any(e.marks for e in rule.examples), "no example that the rule must mark"
    assert any(not e.marks for e in rule.examples), "no example on which it must be silent"
