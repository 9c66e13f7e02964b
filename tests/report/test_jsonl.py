"""The jsonl files keep the promise of names, order, decimals and masking."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from audit.report.fingerprint import fingerprints
from audit.report.masking import mask
from audit.report.naming import file_names
from corpus.build import REPORTS
from extract.decimals import plain
from pipeline import audit_file
from tests.report.samples import FAILURES, RESULT, RESULTS, write_all


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write_all(RESULTS, FAILURES, tmp_path, {"jsonl"}, {})
    return tmp_path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


KEYS = {
    "findings": "report item sha256 version ruleset fingerprint amounts_fingerprint rule family severity title message "
    "figures computed expected repairs needs quote place also basis advice",
    "figures": "report item text value unit lower upper place quote fact",
    "claims": "report item family status figures formula computed reading readings odds finding quote place",
    "scores": "report item indicator claimed lowest highest verdict rule inputs missing why place",
    "reports": "report sha256 format items funnel unread",
    "failures": "report sha256 reason message",
}
ITEM_KEYS = "verified unsupported inflation_proven rule_defect grade_claimed grade_highest"
PARTS = {
    "place": "block row col start end page box section",
    "figures": "text value unit role place",
    "inputs": "text value unit role place",
    "computed": "text value unit",
    "expected": "text value unit",
    "repairs": "edits restores breaks established",
    "edits": "figure from to slip",
    "needs": "what value unit",
    "also": "place quote",
    "fact": "label measure period scope fund",
    "odds": "asserted coincidence",
    "indicator": "code name path weight",
    "items": "id kind unit year project_code project place",
    "funnel": "figures in_fact in_claim checked holds violated undecided",
    "unread": "place reason",
}
"""What users' scripts rely on: names and their order."""
DECIMALS = {"value", "lower", "upper", "claimed", "highest", "lowest", "verified", "unsupported", "inflation_proven", "rule_defect", "asserted", "coincidence", "weight"}  # fmt: skip


def parts(line: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every value in a line with its name, those inside others too."""
    for name, value in line.items():
        yield name, value
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from parts(inner)


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of real reports."""
    out = tmp_path_factory.mktemp("audited")
    names = ("guanlan-education-2023.docx", "longtan-revitalize-2022.word.txt")
    found = [(name, audit_file(REPORTS / name)) for name in names]
    write_all(found, FAILURES, out, {"jsonl"}, {})
    return out


@pytest.mark.parametrize("name", KEYS)
def test_every_line_has_its_keys_in_order_and_plain_decimals(audited: Path, name: str) -> None:
    found = lines(audited / f"{name}.jsonl")
    assert found
    for line in found:
        total = f" {ITEM_KEYS}" if name == "scores" and line["indicator"] is None else ""
        assert " ".join(line) == KEYS[name] + total
        for part, value in parts(line):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and not (name == "reports" and part == "figures"):
                    assert " ".join(one) == PARTS[part]
            if part in DECIMALS and value is not None:
                assert value == plain(Decimal(value))


@pytest.mark.parametrize("name", ["findings", "figures", "claims", "scores"])
def test_lines_are_sorted_as_promised(audited: Path, name: str) -> None:
    def key(line: dict[str, Any]) -> tuple[Any, ...]:
        place = line["place"]
        spot = [-1 if place[part] is None else place[part] for part in ("block", "row", "col", "start")]
        last = [
            line[part] for part in ("family", "rule", "fingerprint") if part in line and name in ("findings", "claims")
        ]
        return (line["report"], line["item"], *spot, *last)

    keys = [key(line) for line in lines(audited / f"{name}.jsonl")]
    assert keys == sorted(keys)


def test_a_finding_tells_its_repairs_and_what_it_computed(written: Path) -> None:
    first = lines(written / "findings.jsonl")[0]
    assert first["repairs"][0] == {
        "edits": [{"figure": 0, "from": "1,250.00", "to": "1,205.00", "slip": "swapped"}],
        "restores": 1,
        "breaks": 0,
        "established": False,
    }
    assert first["computed"] == {"text": "1,205.00万元", "value": "12050000", "unit": "元"}
    assert first["expected"] is None
    assert lines(written / "findings.jsonl")[1]["needs"]["value"] == "1643200.5"


def test_lines_stand_in_reading_order_and_claims_name_their_finding(written: Path) -> None:
    findings = lines(written / "findings.jsonl")
    assert [f["place"]["block"] for f in findings] == [2, 5, 7]
    claims = lines(written / "claims.jsonl")
    assert claims[0]["finding"] == findings[0]["fingerprint"]
    assert claims[1]["finding"] is None
    assert list(claims[0]["odds"]) == ["asserted", "coincidence"]


def test_results_out_of_order_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sorted by report"):
        write_all(RESULTS[::-1], FAILURES, tmp_path, {"jsonl"}, {})
    assert list(tmp_path.iterdir()) == []


def test_scores_have_the_item_line_and_the_indicators(written: Path) -> None:
    item, first, second = lines(written / "scores.jsonl")
    assert item["indicator"] is None and item["highest"] == "13.5" and item["grade_highest"] == "良"
    assert " ".join(list(item)[-6:]) == (
        "verified unsupported inflation_proven rule_defect grade_claimed grade_highest"
    )
    assert first["indicator"] == {
        "code": "A11",
        "name": "预算执行率",
        "path": first["indicator"]["path"],
        "weight": "10",
    }
    assert second["indicator"]["code"] is None


def test_absent_values_are_null(written: Path) -> None:
    report = lines(written / "reports.jsonl")[1]
    assert report["items"] == [
        {"id": "1", "kind": "report", "unit": None, "year": None, "project_code": None, "project": None, "place": None}
    ]
    assert lines(written / "failures.jsonl")[0]["reason"] == "damaged"


def test_nothing_written_shows_a_persons_number(written: Path) -> None:
    for path in written.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "13812345678" not in text and "19900307" not in text
    assert "138****5678" in (written / "findings.jsonl").read_text(encoding="utf-8")


def test_a_second_run_is_equal_byte_for_byte(written: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = tmp_path_factory.mktemp("again")
    write_all(RESULTS, FAILURES, again, {"jsonl"}, {})
    for path in sorted(written.iterdir()):
        assert (again / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "value, text",
    [("285448500", "285448500"), ("0.850", "0.85"), ("1E+3", "1000"), ("-0.0", "0"), ("100", "100"), ("-2.50", "-2.5")],
)
def test_decimals_are_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_fingerprints_survive_moves_and_amounts_but_not_another_unit() -> None:
    base = fingerprints(RESULT, "a.docx")
    finding = RESULT.findings[0]
    moved = msgspec.structs.replace(
        finding, place=msgspec.structs.replace(finding.place, start=0, end=3), figures=finding.figures[:2]
    )
    edited = msgspec.structs.replace(RESULT, findings=(moved, *RESULT.findings[1:]), sha256="00" * 32, format="pdf")
    again = fingerprints(edited, "b.pdf")
    assert again[0][0] == base[0][0]
    assert again[0][1] != base[0][1]
    item = msgspec.structs.replace(RESULT.items[0], unit="别的单位")
    other = msgspec.structs.replace(RESULT, items=(item,))
    assert fingerprints(other, "a.docx")[0] != base[0]


def test_equal_findings_are_told_apart_by_their_number() -> None:
    finding = RESULT.findings[0]
    later = msgspec.structs.replace(finding, place=msgspec.structs.replace(finding.place, block=3))
    result = msgspec.structs.replace(RESULT, findings=(later, finding))
    second, first = fingerprints(result, "a.docx")
    assert first != second
    assert first == fingerprints(RESULT, "a.docx")[0]


def test_without_unit_or_year_the_report_name_stands_in() -> None:
    item = msgspec.structs.replace(RESULT.items[0], year="")
    result = msgspec.structs.replace(RESULT, items=(item,))
    assert fingerprints(result, "a.docx")[0] != fingerprints(result, "b.docx")[0]


@pytest.mark.parametrize(
    "text, shown",
    [
        ("电话：13812345678。", "电话：138****5678。"),
        ("身份证11010119900307765X", "身份证110101********765X"),
        ("卡号：6222 0212 3456 7890 123", "卡号：6222 **** **** ***0 123"),
        ("项目代码51092324T000010263357", "项目代码51092324T000010263357"),
        ("合计13812345678元", "合计13812345678元"),
        ("合计13,812,345,678.00元", "合计13,812,345,678.00元"),
        ("收入13812345678.90", "收入13812345678.90"),
        ("电话１３８１２３４５６７８", "电话１３８****５６７８"),
    ],
)
def test_masking_keeps_length_and_leaves_amounts_and_codes(text: str, shown: str) -> None:
    assert mask(text) == shown
    assert len(mask(text)) == len(text)


def test_file_names_are_names_on_every_system() -> None:
    names = file_names(["2:甲/乙.docx", 'a<b>"c"|d?.pdf', "甲\\乙.docx"])
    assert list(names.values()) == ["2_甲_乙.docx", "a_b__c__d_.pdf", "甲_乙.docx"]


def test_file_names_collide_by_letter_case_too() -> None:
    names = file_names(["a/b.docx", "a_b.docx", "A_B.docx", "c.docx"])
    assert len({name.casefold() for name in names.values()}) == 4
    assert names["c.docx"] == "c.docx"
    assert all(len(names[r]) == len("a_b.docx") + 9 for r in ("a/b.docx", "a_b.docx", "A_B.docx"))
    assert len(file_names(["长" * 100 + ".docx"])["长" * 100 + ".docx"].encode()) < 220
