"""Rules on wording, citations, periods and residue: each marks exactly what its own examples say."""

from __future__ import annotations

import pytest

from audit.catalogue import Example, Rule, catalogue
from tests.sketch import case

FAMILIES = {"residue", "citation", "period", "unit", "malformed", "classification", "missing", "wording", "unread"}
RULES = [rule for rule in catalogue().values() if rule.family in FAMILIES]
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda v: v.id if isinstance(v, Rule) else v.text[:20])
def test_a_rule_marks_exactly_what_its_example_says(rule: Rule, example: Example) -> None:
    one = case(example.text)
    marks = []
    for finding in rule.check(one):
        text = one.report.document.text_at(finding.place)
        ink = text[finding.place.start : finding.place.end]
        assert ink in finding.quote
        assert len(finding.quote) <= 300
        assert (finding.rule, finding.family, finding.item) == (rule.id, rule.family, one.item.id)
        marks.append(ink)
    assert tuple(marks) == example.marks


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_papers_of_a_rule_are_in_order(rule: Rule) -> None:
    assert rule.explanation
    assert rule.basis
    assert rule.wrongly
    assert any(example.marks for example in rule.examples)
    assert sum(not example.marks for example in rule.examples) >= 2
