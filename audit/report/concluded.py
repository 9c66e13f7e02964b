"""A finished run read back from its jsonl files, one report at a time, each finding with the decision on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from audit.decision import Decision
from audit.report.lines import FindingLine, ItemPart, ItemScoreRow, ReportLine, ScoreRow


class _OfReport(Protocol):
    @property
    def report(self) -> str: ...


Row = TypeVar("Row", bound=_OfReport)


class NoRun(Exception):
    """A folder without the jsonl files of a run; the message says in Chinese what to do."""


class Concluded(msgspec.Struct, frozen=True):
    """One report of a run: its items, its findings with their decisions, its scores."""

    line: ReportLine
    findings: tuple[tuple[FindingLine, Decision], ...]
    scores: tuple[ScoreRow, ...]
    totals: tuple[ItemScoreRow, ...]

    @property
    def report(self) -> str:
        return self.line.report

    def decided(self, verdict: str) -> tuple[tuple[FindingLine, Decision], ...]:
        """The findings with this decision, in the order of the file."""
        return tuple(pair for pair in self.findings if pair[1].verdict == verdict)

    def item(self, number: str) -> ItemPart:
        """The item with this id."""
        for item in self.line.items:
            if item.id == number:
                return item
        return ItemPart(number, "report", None, None, None, None, None)

    @property
    def owner(self) -> ItemPart:
        """The first item, which names the unit a letter goes to."""
        return self.item(self.line.items[0].id if self.line.items else "1")


def concluded(out: Path, decisions: Mapping[str, Decision]) -> Iterator[Concluded]:
    """The reports of the run in `out`, sorted by name; `decisions` by fingerprint."""
    if not (out / "reports.jsonl").exists():
        raise NoRun(f"“{out}”中没有审核结果，请先运行 gouji audit … --out {out}（输出种类须含 jsonl）")
    findings = _Grouped(_lines(out / "findings.jsonl", FindingLine))
    scores = _Grouped(_score_lines(out / "scores.jsonl"))
    for line in _lines(out / "reports.jsonl", ReportLine):
        rows = scores.of(line.report)
        yield Concluded(
            line,
            tuple((f, decisions.get(f.fingerprint, Decision(f.fingerprint))) for f in findings.of(line.report)),
            tuple(row for row in rows if isinstance(row, ScoreRow)),
            tuple(row for row in rows if isinstance(row, ItemScoreRow)),
        )


class _Grouped(Generic[Row]):
    """The rows of a sorted stream, asked for by report in the same order."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, report: str) -> list[Row]:
        found: list[Row] = []
        while self._next is not None and self._next.report <= report:
            if self._next.report == report:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _lines(path: Path, kind: type[Row]) -> Iterator[Row]:
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as file:
        for line in file:
            yield decoder.decode(line)


def _score_lines(path: Path) -> Iterator[ScoreRow | ItemScoreRow]:
    one, whole = msgspec.json.Decoder(ScoreRow), msgspec.json.Decoder(ItemScoreRow)
    with path.open("rb") as file:
        for line in file:
            total = b'"indicator":null' in line[: line.find(b'"claimed":')]
            yield whole.decode(line) if total else one.decode(line)
