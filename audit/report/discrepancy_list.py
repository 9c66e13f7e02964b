"""疑点清单.xlsx: what the auditor works with. Streams one report at a time; goes on in 疑点清单-2.xlsx when full."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from audit.decision import VERDICT_WORDS, Changes, Decision
from audit.finding import Failure
from audit.flaws import FlawRegister
from audit.report import cover
from audit.report.list_rows import ClaimRow, FindingRow, IndicatorRow, ListRows
from audit.report.listing import (
    CLAIMS,
    COVER,
    FAILURE_COLUMNS,
    FAILURES,
    FINDINGS,
    FLAW_COLUMNS,
    FLAWS,
    NOTES,
    REVIEW_AGAIN,
    SAMPLING,
    SAMPLING_COLUMNS,
    SCORES,
    STATEMENT,
    STATUS_COLUMN,
    STREAMED,
    UNITS,
)
from audit.report.masking import mask
from audit.report.shares import Share
from audit.report.sheets import MOST_ROWS, SEVERITY_COLOURS, Book, Link, Looks, Sheet, Value, link_path
from audit.report.wording import REASON, kind_word, users_words
from audit.standing import Standing, Tally
from extract.decimals import plain

FILE = "疑点清单.xlsx"
_MOST_SAMPLED = 2_000
_TO_FILL_IN = {"bg_color": "#FFFFE5", "locked": False}
_COLOURS = {word: {"font_color": ink, "bg_color": ground} for word, (ink, ground) in SEVERITY_COLOURS.items()}
_LOOKS: Mapping[str, Looks] = {
    FINDINGS: {
        word: {1: {**colours, "bold": True}, STATUS_COLUMN: _TO_FILL_IN, STATUS_COLUMN + 1: _TO_FILL_IN}
        for word, colours in _COLOURS.items()
    },
    SCORES: {word: {10: colours} for word, colours in _COLOURS.items()},
    CLAIMS: {word: {7: {"font_color": ink, "bold": True}} for word, (ink, _) in SEVERITY_COLOURS.items()},
}
_Written = tuple[str, int, int]
"""A finding's running number, the workbook and the row it stands on."""


class _Volume:
    """One workbook of the list."""

    def __init__(self, path: Path, first: bool) -> None:
        self.book = Book(path, "疑点清单")
        self.cover = self.book.book.add_worksheet(COVER) if first else None
        self.sheets = {
            name: Sheet(self.book, name, columns, NOTES[name], _LOOKS.get(name, {}))
            for name, columns in STREAMED.items()
        }
        if first:
            self.sheets[SAMPLING] = Sheet(self.book, SAMPLING, SAMPLING_COLUMNS, NOTES[SAMPLING])
            self.sheets[FAILURES] = Sheet(self.book, FAILURES, FAILURE_COLUMNS, NOTES[FAILURES])
            self.sheets[FLAWS] = Sheet(self.book, FLAWS, FLAW_COLUMNS, NOTES[FLAWS])

    def close(self) -> None:
        findings = self.sheets[FINDINGS]
        findings.choices(STATUS_COLUMN, VERDICT_WORDS, findings.rows)
        for sheet in self.sheets.values():
            sheet.finish()
        if self.cover is None:
            shown = [sheet for sheet in self.sheets.values() if sheet.rows]
            for sheet in self.sheets.values():
                if sheet not in shown:
                    sheet.sheet.hide()
            shown[0].sheet.activate()
            shown[0].sheet.set_first_sheet()
        self.book.close()


class DiscrepancyList:
    """Writes the list: `add` each result in order of report names, then `finish`."""

    def __init__(
        self,
        out: Path,
        names: Mapping[str, str],
        decisions: Mapping[str, Decision],
        *,
        pages: bool = True,
        changes: Callable[[str], Changes] | None = None,
    ) -> None:
        self._changes = changes
        self._out, self._names, self._decisions, self._pages = out, names, decisions, pages
        self._volumes = [_Volume(out / FILE, first=True)]
        self._at = dict.fromkeys(STREAMED, 0)
        self._findings = 0
        self._sampled: list[tuple[tuple[Any, ...], int, Standing]] = []
        self._order = 0
        self._gaps: list[tuple[str, str, str]] = []

    def add(self, report: str, share: Share) -> None:
        """Write the rows of one report."""
        rows, file = msgspec.msgpack.decode(share.rows, type=ListRows), self._file(report)
        numbers = dict(self._add_finding(report, row) for row in rows.findings)
        for indicator in rows.scores:
            self._add_score(file, indicator)
        for claim in rows.claims:
            self._add_claim(file, claim, numbers)
        changes = self._changes(report) if self._changes is not None else None
        for standing in share.standings:
            self._add_unit(standing, changes)
            changes = None  # counted for the whole file: told once, on its first row
        self._gaps += ((report, "部分内容未读", unread.reason) for unread in share.result.unread)
        self._gaps += (
            (report, "检查未能运行", f"规则{rule.partition(':')[0]}运行出错，其余规则不受影响")
            for rule in share.result.crashed
        )

    def finish(self, tally: Tally, failures: Sequence[tuple[str, Failure]]) -> None:
        """Write what needs the whole batch and close; older continuation workbooks are removed."""
        first = self._volumes[0]
        self._add_sampling(first.sheets[SAMPLING])
        for report, failure in failures:
            first.sheets[FAILURES].add((report, REASON.get(failure.reason, failure.reason), mask(failure.message)))
        for gap_line in self._gaps:
            first.sheets[FAILURES].add(gap_line)
        _add_flaws(first.sheets[FLAWS], tally.flaws)
        assert first.cover is not None
        cover.write(first.book, first.cover, tally, len(self._volumes))
        for volume in self._volumes:
            volume.close()
        for stale in self._out.glob("疑点清单-*.xlsx"):
            number = stale.stem.removeprefix("疑点清单-")
            if number.isdigit() and int(number) > len(self._volumes):
                stale.unlink()

    def _sheet(self, name: str) -> Sheet:
        sheet = self._volumes[self._at[name]].sheets[name]
        if sheet.rows < MOST_ROWS:
            return sheet
        self._at[name] += 1
        if self._at[name] == len(self._volumes):
            path = self._out / f"疑点清单-{len(self._volumes) + 1}.xlsx"
            self._volumes.append(_Volume(path, first=False))
        return self._volumes[self._at[name]].sheets[name]

    def _file(self, report: str, anchor: str = "") -> Value:
        if not self._pages:
            return report
        target = f"external:reports/{link_path(self._names[report])}.html"
        return Link(f"{target}#{anchor}" if anchor else target, report)

    def _add_finding(self, report: str, row: FindingRow) -> tuple[int, _Written]:
        self._findings += 1
        number = f"{self._findings:05d}"
        link = self._file(report, f"f-{row.prints[0]}")
        at = self._sheet(FINDINGS).add(_finding_cells(number, row, link, self._decisions), row.severity)
        return row.finding, (number, self._at[FINDINGS], at)

    def _add_score(self, file: Value, row: IndicatorRow) -> None:
        self._sheet(SCORES).add((*row.owner, file, *row.indicator, *row.points, *row.told), row.mark)

    def _add_claim(self, file: Value, row: ClaimRow, numbers: Mapping[int, _Written]) -> None:
        link = self._finding_link(numbers.get(row.finding) if row.finding is not None else None)
        self._sheet(CLAIMS).add((*row.owner, file, *row.told, link), row.mark)

    def _finding_link(self, found: _Written | None) -> Value:
        if found is None:
            return ""
        number, volume, row = found
        same = volume == self._at[CLAIMS]
        return Link(f"internal:'{FINDINGS}'!A{row}", number) if same else number

    def _add_unit(self, standing: Standing, changes: Changes | None) -> None:
        told = (changes.cured, changes.kept, changes.added) if changes is not None and changes.again else None
        self._sheet(UNITS).add(
            (
                standing.unit,
                standing.year,
                kind_word(standing.kind),
                standing.project,
                self._file(standing.report),
                standing.claimed,
                standing.grade_claimed,
                standing.highest,
                standing.grade_highest,
                standing.verified,
                standing.unsupported,
                standing.contradicted,
                standing.discretionary,
                standing.inflation_proven,
                standing.rule_defect,
                standing.errors,
                standing.warnings,
                standing.infos,
                standing.figures,
                standing.checked,
                standing.unread,
                *(map(len, told) if told else ("", "", "")),
            )
        )
        if any(standing.risk):
            self._order += 1
            entry = (standing.risk, -self._order, standing)
            if len(self._sampled) < _MOST_SAMPLED:
                heapq.heappush(self._sampled, entry)
            else:
                heapq.heappushpop(self._sampled, entry)

    def _add_sampling(self, sheet: Sheet) -> None:
        for number, (_, _, standing) in enumerate(sorted(self._sampled, key=lambda e: e[:2], reverse=True), 1):
            sheet.add(
                (
                    str(number),
                    standing.unit,
                    standing.year,
                    standing.project,
                    self._file(standing.report),
                    "；".join(_reasons(standing)),
                    _manner(standing),
                )
            )


def _finding_cells(number: str, row: FindingRow, file: Value, decisions: Mapping[str, Decision]) -> tuple[Value, ...]:
    fingerprint, amounts = row.prints
    decision = decisions.get(fingerprint, Decision(fingerprint))
    told = (decision.verdict, _opinion(decision, amounts), fingerprint, str(decision.number))
    return (number, row.severity, *row.owner, file, *row.told, *told)


def write_findings(path: Path, rows: Iterable[tuple[str, FindingRow]], decisions: Mapping[str, Decision]) -> None:
    """Write a workbook of some findings alone, (report, row) each, on the same sheet as in the whole list; it can be
    filled in and read back like that."""
    book = Book(path, "疑点清单")
    sheet = Sheet(book, FINDINGS, STREAMED[FINDINGS], NOTES[FINDINGS], _LOOKS[FINDINGS])
    for number, (report, row) in enumerate(rows, 1):
        sheet.add(_finding_cells(f"{number:05d}", row, report, decisions), row.severity)
    sheet.choices(STATUS_COLUMN, VERDICT_WORDS, sheet.rows)
    sheet.finish()
    book.close()


def _add_flaws(sheet: Sheet, flaws: FlawRegister) -> None:
    for number, flaw in enumerate(flaws.told(), 1):
        sheet.add(
            (
                str(number),
                f"{flaw.title}\n（{flaw.rule}）",
                "、".join(flaw.indicators),
                flaw.text,
                flaw.fault,
                users_words(flaw, len(flaw.users)),
                flaw.submissions,
                flaw.basis,
                flaw.advice,
            )
        )
    if flaws.left_out:
        sheet.add(("", "", "", "", f"另有{flaws.left_out}处缺陷未列，见 findings.jsonl", "", "", "", ""))


def _opinion(decision: Decision, amounts: str) -> str:
    parts = [decision.reason]
    if decision.statement:
        parts.append(STATEMENT + " ".join(decision.statement.split()))
    if decision.stale(amounts):
        parts.append(REVIEW_AGAIN)
    return "\n".join(part for part in parts if part)


def _reasons(standing: Standing) -> Iterator[str]:
    zero = Decimal(0)
    if (standing.inflation_proven or zero) > 0:
        yield f"可证自评偏高{plain(standing.inflation_proven or zero)}分"
    if standing.grade_claimed and standing.grade_highest and standing.grade_claimed != standing.grade_highest:
        yield f"等级可能由{standing.grade_claimed}变为{standing.grade_highest}"
    if standing.errors:
        yield f"错误{standing.errors}项"
    if (standing.unsupported or zero) > 0:
        yield f"{plain(standing.unsupported or zero)}分依据不足"
    if standing.warnings:
        yield f"疑点{standing.warnings}项"
    if standing.unread:
        yield f"{standing.unread}处内容未读"


def _manner(standing: Standing) -> str:
    if (standing.inflation_proven or 0) > 0 or standing.errors:
        return "重点复核，调取原始凭据"
    if (standing.unsupported or 0) > 0:
        return "要求补充佐证材料"
    return "书面核问"
