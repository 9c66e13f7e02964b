"""Rules on words: what a finding shows, who a unit is, which number goes with which title."""

import pytest

from audit.catalogue import Example, Rule, catalogue
from audit.citation import plain_title, title_spans
from audit.identity import identity
from audit.law import register
from audit.pack_toml import load
from audit.settings import Settings
from pipeline import audit_document
from tests.documents import document

FAMILIES = {"residue", "citation", "period", "unit", "malformed", "classification", "missing", "wording", "unread"}
CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in catalogue().values()
    if rule.family in FAMILIES
    for number, example in enumerate(rule.examples)
    if example.marks
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_the_words_marked_stand_in_the_quotation(rule: Rule, example: Example) -> None:
    packs = (load(example.pack, "例.toml"),) if example.pack else ()
    result = audit_document(document(example.text), settings=Settings(packs=packs))
    found = [finding for finding in result.findings if finding.rule == rule.id]
    assert found
    for finding in found:
        ink = result.document.text_at(finding.place)[finding.place.start : finding.place.end]
        assert ink and ink in finding.quote
        assert len(finding.quote) <= 300
        assert finding.advice and finding.labels
        for also in finding.also:
            assert result.document.text_at(also.place)[also.place.start : also.place.end] in also.quote


@pytest.mark.parametrize("turn", range(6))
def test_examples_thrown_together_crash_nothing(turn: int) -> None:
    lines = [line for case in CASES[turn::6] for line in case.values[1].text.split("\n")]
    result = audit_document(document("\n".join(lines[::-1] if turn % 2 else lines)))
    assert not result.crashed
    for finding in result.findings:
        assert result.document.text_at(finding.place)[finding.place.start : finding.place.end]


@pytest.mark.parametrize("rule", [r for r in catalogue().values() if r.family in FAMILIES], ids=lambda r: r.id)
def test_a_rule_on_words_names_at_least_two_things_it_leaves_alone(rule: Rule) -> None:
    assert sum(not example.marks for example in rule.examples) >= 2


def test_a_unit_is_known_by_its_full_and_its_short_names() -> None:
    own = identity("平州市安和县农业农村局")
    assert (own.core, own.county, own.city) == ("农业农村局", "安和县", "平州市")
    for name in ("县农业农村局", "安和县农业农村局", "农业农村局", "农业局", "县农业局"):
        assert own.is_called(name)
    for name in ("县委", "县水利局", "临水县农业农村局"):
        assert not own.is_called(name)
    assert identity("安和县人民政府办公室").is_called("县政府办")
    assert identity("安和县卫生健康委员会").is_called("县卫健委")
    assert identity("中共安和县委办公室").party


def test_the_year_given_on_the_command_line_serves_where_the_report_names_none() -> None:
    text = "部门整体支出绩效自评报告\n截至10月底，累计支出900万元。"
    assert [i.year for i in audit_document(document(text)).items] == [""]
    result = audit_document(document(text), settings=Settings(year="2022"))
    assert [i.year for i in result.items] == ["2022"]
    assert [f.rule for f in result.findings] == ["P101"]
    named = audit_document(
        document("安和县水利局2021年度部门整体支出绩效自评报告\n无。"), settings=Settings(year="2022")
    )
    assert [i.year for i in named.items] == ["2021"]


def test_titles_may_hold_titles() -> None:
    text = "《关于印发《甲办法》的通知》和《乙〈丙〉》、《丁"
    assert [text[a:b] for a, b in title_spans(text)] == ["《关于印发《甲办法》的通知》", "《乙〈丙〉》"]


def test_the_register_is_consistent() -> None:
    for title, regulation in register().items():
        assert title == plain_title(title)
        assert not (regulation.repealed and regulation.effective and regulation.repealed < regulation.effective)
        assert bool(regulation.repealed) == bool(regulation.replaced_by)
        assert regulation.kind == "law" or regulation.number
        for older in regulation.replaces:
            assert register()[plain_title(older)].repealed, older
