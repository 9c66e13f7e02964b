"""SARIF 2.1.0 (OASIS standard), for tools that show findings of any program: one run, one result a finding."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from audit.catalogue import Rule, catalogue
from audit.finding import Finding, ReportResult
from audit.report.files import part_of, publish
from audit.report.fingerprint import fingerprints
from audit.report.wording import SEVERITY, visible, where

FILE = "findings.sarif"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


class SarifFile:
    """Streams results into `out`/findings.sarif; the file appears when all is written."""

    def __init__(self, out: Path) -> None:
        self._path = out / FILE
        self._part = part_of(self._path)
        self._version = ""
        self._file: IO[str] | None = None
        self._rules = list(catalogue().values())
        self._first = True

    def __enter__(self) -> SarifFile:
        self._file = self._part.open("w", encoding="utf-8", newline="\n")
        self._file.write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"results": [')
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        assert self._file is not None
        driver: dict[str, Any] = {"name": "gouji", "language": "zh-CN", "rules": [_rule(r) for r in self._rules]}
        if self._version:
            driver["version"] = self._version
        tool = json.dumps({"driver": driver}, ensure_ascii=False)
        self._file.write(f'\n], "columnKind": "unicodeCodePoints", "tool": {tool}}}]}}\n')
        self._file.close()
        if kind is None:
            publish(self._path)
        else:
            self._part.unlink()

    def add(self, version: str, lines: Sequence[str]) -> None:
        """Write the results of one report, as `sarif_lines` gives them, and remember the version that found them."""
        assert self._file is not None
        self._version = version
        for line in lines:
            self._file.write("\n" if self._first else ",\n")
            self._first = False
            self._file.write(line)


def sarif_lines(report: str, result: ReportResult) -> tuple[str, ...]:
    """The findings of one (masked) result."""
    index = {rule: number for number, rule in enumerate(catalogue())}
    pairs = zip(result.findings, fingerprints(result, report), strict=True)
    ordered = sorted(pairs, key=lambda p: (p[0].item, p[0].place.order, p[0].rule, p[1]))
    return tuple(
        json.dumps(_result(report, result, finding, prints, index), ensure_ascii=False) for finding, prints in ordered
    )


def _result(
    report: str, result: ReportResult, finding: Finding, prints: tuple[str, str], index: Mapping[str, int]
) -> Mapping[str, Any]:
    numbered = {"ruleIndex": index[finding.rule]} if finding.rule in index else {}
    places = [(finding.place, finding.quote), *((a.place, a.quote) for a in finding.also)]
    uri = quote(report)
    return {
        "ruleId": finding.rule,
        **numbered,
        "level": _LEVEL[finding.severity],
        "message": {"text": visible(f"{finding.title}：{finding.message}")},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": uri}},
                "logicalLocations": [{"fullyQualifiedName": visible(where(place, result.document))}],
                "message": {"text": visible(text)},
            }
            for place, text in places
        ],
        "partialFingerprints": {"gouji/v1": prints[0], "gouji/amounts/v1": prints[1]},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": f"级别：{SEVERITY[rule.severity]}。依据：{rule.basis}。可能误报：{rule.wrongly}"},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }
