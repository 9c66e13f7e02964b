"""Each wording in a small report: as it should be it is read and not accused, with one slip it is found, the arithmetic
told is right and no other figure is blamed."""

import os
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from audit import ReportResult
from audit.finding import Finding
from extract.figures import scan_figures
from pipeline import audit_document
from tests.documents import document
from tests.golden import UPDATE
from tests.wordings.catalogue import Wording, as_meant, slips, table, wordings

PAGE = Path(__file__).parents[2] / "docs" / "wordings.md"
_ASCII = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_MARK = "<!-- 以下由测试核对 -->\n"
CASES = [(wording, sentence) for wording in wordings() for sentence in wording.sentences]
# A slip may break a neighbouring relation more plainly than its own.
_BESIDES = {"unit", "malformed", "overrun", "granularity", "order", "count"}


def in_full_width(sentence: str) -> str:
    return sentence.translate(str.maketrans("0123456789.%-", "０１２３４５６７８９．％－"))


def spaced_out(sentence: str) -> str:
    return re.sub(r"(?<=\d)(?=(?:亿|万|千)?元|%|人|个)", " ", sentence)


def in_half_width(sentence: str) -> str:
    return sentence.translate(str.maketrans("，；：（）", ",;:()"))


def without_separators(sentence: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", sentence)


STYLES = (in_full_width, spaced_out, in_half_width, without_separators)


def audited(sentence: str) -> ReportResult:
    return audit_document(
        document(
            "平州市安和县水利局2022年度部门整体支出绩效自评报告\n# 一、部门概况\n我局负责全县水利工作，承担水旱灾害防御等职责。\n"
            f"# 二、资金与绩效\n{sentence}\n# 三、下一步打算\n继续加强预算绩效管理。"
        )
    )


def accusations(result: ReportResult) -> list[Finding]:
    return [f for f in result.findings if f.severity != "info"]


@pytest.mark.parametrize(("wording", "sentence"), CASES, ids=lambda case: getattr(case, "id", ""))
def test_right_sentences_are_read_and_wrong_ones_found(wording: Wording, sentence: str) -> None:
    right = audited(as_meant(sentence))
    assert [f.message for f in accusations(right)] == []
    if wording.claims and not wording.silent:
        assert {c.family for c in right.claims if c.status == "holds"} & set(wording.families)
    for slip in slips(sentence):
        found = accusations(audited(slip.sentence))
        assert {f.family for f in found} & {*wording.families, *_BESIDES}, slip
        for finding in found:
            assert list(blamed(finding, slip.wrong)) == []
            assert all(map(true, equations(finding.message))), finding.message


@pytest.mark.parametrize("number", range(len(CASES)))
def test_the_style_of_print_does_not_matter(number: int) -> None:
    wording, sentence = CASES[number]
    style = STYLES[number % len(STYLES)]
    assert [f.message for f in accusations(audited(style(as_meant(sentence))))] == []
    for slip in slips(sentence):
        found = accusations(audited(style(slip.sentence)))
        assert {f.family for f in found} & {*wording.families, *_BESIDES}, style(slip.sentence)


def blamed(finding: Finding, wrong: str) -> Iterator[str]:
    """The figures said to be the culprit that are not what was spoilt."""
    for repair in finding.repairs:
        for edit in repair.edits if repair.established else ():
            printed = finding.figures[edit.figure].text
            if not any(number == value_of(printed) for number in values_in(wrong)):
                yield printed


def values_in(text: str) -> list[str]:
    return re.findall(r"[\d.]+", plain(text)) or [text]


def value_of(text: str) -> str:
    return (re.findall(r"[\d.]+", plain(text)) or [text])[0]


def plain(text: str) -> str:
    return re.sub(r"[,，\s]", "", text.translate(_ASCII))


def equations(message: str) -> Iterator[tuple[str, str]]:
    """(expression, result) of the arithmetic told: 812.40万元÷845.20万元×100%=96.12%."""
    message = re.sub(r"(?<=\d)[,，](?=\d{3})", "", message.translate(_ASCII))
    for told in re.finditer(r"(?:^|[，。；：]|(?<=字，))([^，。；：=]*[-+×÷][^。；：=]*?)=([-\d][^，。；]*)", message):
        yield told[1], told[2]


def true(equation: tuple[str, str]) -> bool:
    """Whether the expression gives the result, to the last place printed."""
    expression, result = equation
    signs, numbers = [], []
    for piece in re.split(r"([+×÷()])|(?<![(×÷+-])(-)", expression.replace("（", "(").replace("）", ")")):
        if piece and piece in "+-×÷()":
            signs.append({"×": "*", "÷": "/"}.get(piece, piece))
        elif piece and piece.strip():
            numbers.append(Fraction(_value(piece)))
            signs.append(f"N[{len(numbers) - 1}]")
    value = eval("".join(signs), {"__builtins__": {}}, {"N": numbers})
    (_, stated, _, step), *_ = scan_figures(result)
    return abs(value - Fraction(stated)) <= (Fraction(step) or Fraction(1)) / 2


def _value(text: str) -> Fraction:
    found = list(scan_figures(text))
    return Fraction(found[0][1]) if found else Fraction(plain(text))


def test_the_arithmetic_check_can_fail() -> None:
    assert true(("812.40万元÷845.20万元×100%", "96.12%"))
    assert not true(("812.40万元÷845.20万元×100%", "96.21%"))
    assert true(("3.60万元-(-1.20万元)", "4.80万元"))
    assert not true(("(3,600人次-1,200人次)÷1,200人次", "3.0倍"))


def test_every_wording_has_two_sentences_and_is_checked_or_says_why_not() -> None:
    for wording in wordings():
        assert len(wording.sentences) >= 2, wording.id
        assert bool(wording.families) != bool(wording.silent), wording.id
        count = sum(len(list(slips(sentence))) for sentence in wording.sentences)
        assert (count == 0) if wording.silent else (count >= 2), wording.id


def test_the_page_tells_what_is_read() -> None:
    head, mark, told = PAGE.read_text(encoding="utf-8").partition(_MARK)
    if os.environ.get(UPDATE):
        told = table()
        PAGE.write_text(head + _MARK + told, encoding="utf-8", newline="\n")
    assert mark and told == table(), f"run with {UPDATE}=1"
