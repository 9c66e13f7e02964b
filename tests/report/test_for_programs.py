"""Schemas, SARIF, the rule manual and the terminal's summary."""

from __future__ import annotations

import json
import re
from pathlib import Path
from unicodedata import east_asian_width

import msgspec
import pytest
from click.testing import CliRunner

from audit.catalogue import catalogue
from audit.report import summary_lines
from audit.report.manual import FOLDER as MANUAL
from audit.report.manual import checks, pages
from audit.report.schema import FOLDER as SCHEMAS
from audit.report.schema import LINES, schemas
from audit.report.wording import family_word
from pipeline import main
from tests.report.samples import FAILURES, RESULT, RESULTS, write_all


@pytest.mark.parametrize("name", sorted(schemas()))
def test_published_schemas_are_current(name: str) -> None:
    assert (SCHEMAS / name).read_text(encoding="utf-8") == schemas()[name], "run: python -m audit.report.schema"


def test_what_is_written_fits_the_schemas(tmp_path: Path) -> None:
    write_all(RESULTS, FAILURES, tmp_path, {"jsonl"}, {})
    for name, kind in LINES.items():
        lines = (tmp_path / f"{name}.jsonl").read_bytes().splitlines()
        assert lines
        for line in lines:
            assert msgspec.json.encode(msgspec.json.decode(line, type=kind)) == line
            assert list(json.loads(line)) == list(
                json.loads(schemas()[f"{name}.schema.json"])["$defs"][kind.__name__]["properties"]
            )


def test_sarif_holds_every_finding(tmp_path: Path) -> None:
    rule = next(reversed(catalogue()))
    finding = msgspec.structs.replace(RESULT.findings[0], rule=rule)
    result = msgspec.structs.replace(RESULT, findings=(finding, *RESULT.findings[1:]))
    write_all([("区级/水务局.docx", result)], [], tmp_path, {"sarif"}, {})
    run = json.loads((tmp_path / "findings.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    first = run["results"][0]
    assert len(first["locations"]) == 2
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(".docx")
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(catalogue())
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == rule


_SARIF_KEYS = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "results", "columnKind"},
    "driver": {"name", "version", "language", "rules"},
    "rule": {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"},
    "location": {"physicalLocation", "logicalLocations", "message"},
}
"""What we write of each object; all of it is defined by SARIF 2.1.0, which allows no other names."""


def test_sarif_has_what_its_standard_requires(tmp_path: Path) -> None:
    rule = next(iter(catalogue()))
    findings = tuple(msgspec.structs.replace(finding, rule=rule) for finding in RESULT.findings)
    write_all([("一 %#?/=<b>.docx", msgspec.structs.replace(RESULT, findings=findings))], [], tmp_path, {"sarif"}, {})
    log = json.loads((tmp_path / "findings.sarif").read_text(encoding="utf-8"))
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert log["version"] == "2.1.0" and list(run["tool"]) == ["driver"] and run["columnKind"] == "unicodeCodePoints"
    objects = [("log", log), ("run", run), ("driver", driver)]
    objects += [("rule", rule) for rule in driver["rules"]] + [("result", result) for result in run["results"]]
    objects += [("location", location) for result in run["results"] for location in result["locations"]]
    assert [(kind, set(one) - _SARIF_KEYS[kind]) for kind, one in objects if set(one) - _SARIF_KEYS[kind]] == []
    ids = [rule["id"] for rule in driver["rules"]]
    assert driver["name"] and len(set(ids)) == len(ids) and re.fullmatch(r"[a-z]{2}-[A-Z]{2}", driver["language"])
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note") and result["message"]["text"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        for location in result["locations"]:
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", uri, re.ASCII)  # RFC 3986
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
    assert all(re.fullmatch(r"(?:[A-Z][a-z0-9]*)+", rule["name"]) for rule in driver["rules"])


@pytest.mark.slow  # not slow, but a rule under work need not have its page yet
def test_the_manual_is_current() -> None:
    made = pages(catalogue())
    kept = {path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.md")}
    assert kept == made, "run: python -m audit.report.manual"


def test_every_check_of_the_catalogue_has_a_rule_or_says_why_not() -> None:
    carried_out = {alias for rule in catalogue().values() for alias in rule.aliases if "-" in alias}
    assert carried_out <= set(checks().names), "an alias that no check of the catalogue bears"
    assert set(checks().open) == set(checks().names) - carried_out


def test_every_rule_has_all_its_papers() -> None:
    for rule in catalogue().values():
        assert rule.title and rule.basis and rule.explanation and rule.wrongly, rule.id
        assert any(e.marks for e in rule.examples) and any(not e.marks for e in rule.examples), rule.id


def test_the_summary_fits_a_screen(tmp_path: Path) -> None:
    formats = {"xlsx", "html"}
    tally = write_all(RESULTS, FAILURES * 30, tmp_path, formats, {})
    lines = summary_lines(tally, FAILURES * 30, Path("结果"), formats)
    assert len(lines) <= 24
    assert all(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) <= 80 for line in lines)
    assert lines[0] == "已审核 2 份报告（自评 2 项），其中 1 份没有错误和疑点。"
    assert lines[1] == "列出：错误 1 条，疑点 1 条，提示 1 条。"
    assert "  …另有 25 份，见“未能读取”表" in lines
    assert lines[-2] == "  结果/疑点清单.xlsx（逐条核实）"


def test_the_users_manual_tells_every_command_sheet_and_severity() -> None:
    from audit.report.listing import COVER, FAILURES, FLAWS, SAMPLING, STREAMED
    from audit.report.wording import SEVERITY
    from pipeline import main

    manual = (MANUAL.parent / "使用手册.md").read_text(encoding="utf-8")
    missing = [name for name in main.commands if f"gouji {name}" not in manual and name != "bench"]
    missing += [word for word in (COVER, *STREAMED, SAMPLING, FAILURES, FLAWS) if f"**{word}**" not in manual]
    missing += [word for word in SEVERITY.values() if f"| {word} |" not in manual]
    pictures = [line.split("(")[1].split(")")[0] for line in manual.splitlines() if line.startswith("![")]
    missing += [name for name in pictures if not (MANUAL.parent / name).exists()]
    assert missing == []


LETTERS = {
    "T": "sum table_sum score_sum", "S": "share", "E": "ratio overrun", "G": "change", "B": "balance",
    "R": "restate text_table", "N": "count product granularity order", "K": "rubric score_recompute grade",
    "V": "evidence", "U": "unit malformed", "P": "period", "F": "residue citation",
    "C": "classification missing wording unread", "X": "across baseline",
}  # fmt: skip


def test_the_letter_of_a_rule_tells_its_family() -> None:
    assert [rule.id for rule in catalogue().values() if rule.family not in LETTERS[rule.id[0]].split()] == []


def test_every_family_has_its_word() -> None:
    for rule in catalogue().values():
        assert family_word(rule.family) != rule.family, f"add {rule.family} to audit/report/wording.py"


def _options() -> set[str]:
    from pipeline import main

    return {name for command in main.commands.values() for option in command.params for name in option.opts}


def test_the_users_manual_promises_no_option_that_is_not_there() -> None:
    manual = (MANUAL.parent / "使用手册.md").read_text(encoding="utf-8")
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", manual))
    others = {"--wheel-dir", "--no-index", "--find-links", "--help"}
    assert told - others <= _options()


@pytest.mark.slow  # not slow, but an option under work need not be told yet
def test_the_users_manual_tells_every_option() -> None:
    manual = (MANUAL.parent / "使用手册.md").read_text(encoding="utf-8")
    bench = {"--quick", "--json", "--html"}
    assert {name for name in _options() if name.startswith("--") and name not in manual} <= bench


def test_sarif_is_written_on_request_beside_the_usual_outputs(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("2022年支出合计120.50万元，其中基本支出80.25万元、项目支出30.25万元。", encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(
        main, ["audit", str(report), "--out", str(out), "--format", "jsonl", "--sarif", "--quiet"]
    )
    assert done.exit_code == 0, done.output
    assert (out / "findings.sarif").exists()
    assert (out / "findings.jsonl").exists()
