"""The jsonl files: findings, figures, claims, scores, reports, failures; equal results give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import msgspec

from audit.finding import Failure, FigureLine, Recount, ReportResult, ScoreLine
from audit.report.files import part_of, publish
from audit.report.fingerprint import fingerprints
from audit.report.lines import (
    ClaimLine,
    FactPart,
    FailureLine,
    FigurePart,
    FigureRow,
    FindingLine,
    IndicatorPart,
    ItemPart,
    ItemScoreRow,
    ReportLine,
    ScoreRow,
    UnreadPart,
    plain_or_none,
)
from audit.report.masking import mask
from extract.decimals import plain
from extract.document import Place
from extract.item import Item

FILES = ("findings", "figures", "claims", "scores", "reports", "failures")
_ENCODER = msgspec.json.Encoder()

SortKey = tuple[str, int, int, int, int]


class JsonlFiles:
    """Writes the files of one run; results must come sorted by report. Use as a context: the files appear
    under their names only when all is written."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._open: dict[str, IO[bytes]] = {}

    def __enter__(self) -> JsonlFiles:
        for name in FILES:
            self._open[name] = self._part(name).open("wb")
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        for name, file in self._open.items():
            file.close()
            if kind is None:
                publish(self._out / f"{name}.jsonl")
            else:
                self._part(name).unlink()

    def _part(self, name: str) -> Path:
        return part_of(self._out / f"{name}.jsonl")

    def add(self, lines: Mapping[str, bytes]) -> None:
        """Write the lines of one report, as `json_lines` gives them."""
        for name, content in lines.items():
            self._open[name].write(content)

    def add_failures(self, failures: Sequence[tuple[str, Failure]]) -> None:
        self._open["failures"].write(failure_json(failures))


def json_lines(report: str, result: ReportResult) -> dict[str, bytes]:
    """The lines of one (masked) result, by the name of the file they belong to."""
    return {
        "findings": _encoded(finding_lines(report, result)),
        "figures": _encoded(figure_lines(report, result)),
        "claims": _encoded(claim_lines(report, result)),
        "scores": _encoded(score_lines(report, result)),
        "reports": _encoded([report_line(report, result)]),
    }


def failure_json(failures: Iterable[tuple[str, Failure]]) -> bytes:
    """The lines of failures.jsonl."""
    return _encoded(failure_lines(failures))


def _encoded(lines: Iterable[msgspec.Struct]) -> bytes:
    return _ENCODER.encode_lines(lines)


def finding_lines(report: str, result: ReportResult) -> Iterator[FindingLine]:
    """Lines of findings.jsonl of one result, sorted."""
    stamp = (result.sha256, result.version, result.ruleset)
    pairs = zip(result.findings, fingerprints(result, report), strict=True)
    for finding, prints in sorted(pairs, key=lambda p: (_key(p[0].item, p[0].place), p[0].family, p[0].rule, p[1])):
        yield FindingLine.of(report, stamp, prints, finding)


def figure_lines(report: str, result: ReportResult) -> Iterator[FigureRow]:
    """Lines of figures.jsonl of one result, sorted."""
    for figure in sorted(result.figures, key=lambda f: (_key(f.item, f.place), f.place.end)):
        yield _figure(report, figure)


def claim_lines(report: str, result: ReportResult) -> Iterator[ClaimLine]:
    """Lines of claims.jsonl of one result, sorted; a claim names the finding that explains it."""
    prints = fingerprints(result, report)
    for claim in sorted(
        result.claims, key=lambda c: (_key(c.item, c.place), c.family, c.place.end, c.formula, c.reading, c.status)
    ):
        yield ClaimLine.of(report, claim, None if claim.finding is None else prints[claim.finding][0])


def score_lines(report: str, result: ReportResult) -> Iterator[ScoreRow | ItemScoreRow]:
    """Lines of scores.jsonl of one result, sorted: each item's own line and its indicators."""
    lines: list[tuple[SortKey, int, ScoreRow | ItemScoreRow]] = []
    for recount in result.recounts:
        lines.append((_key(recount.item, recount.place), 0, _item_score(report, recount)))
        lines += ((_key(s.item, s.place), 1, _score(report, s)) for s in recount.lines)
    lines.sort(key=lambda line: line[:2])
    return (line for _, _, line in lines)


def report_line(report: str, result: ReportResult) -> ReportLine:
    """The line of reports.jsonl of one result."""
    return ReportLine(
        report,
        result.sha256,
        result.format,
        tuple(map(_item, result.items)),
        result.funnel,
        tuple(UnreadPart(u.place, u.reason) for u in result.unread),
    )


def failure_lines(failures: Iterable[tuple[str, Failure]]) -> Iterator[FailureLine]:
    """Lines of failures.jsonl, sorted."""
    for report, failure in sorted(failures, key=lambda f: (f[0], f[1].reason, f[1].message)):
        line = {"report": report, "sha256": failure.sha256, "reason": failure.reason}
        yield msgspec.convert(line | {"message": mask(failure.message)}, FailureLine)


def _key(item: str, place: Place) -> SortKey:
    """Where a line stands among those of its report."""
    block, row, col, start, _ = place.order
    return item, block, row, col, start


def _figure(report: str, figure: FigureLine) -> FigureRow:
    value = plain(figure.value)
    return FigureRow(
        report,
        figure.item,
        figure.text,
        value,
        figure.unit,
        value if figure.lower == figure.value else plain(figure.lower),
        value if figure.upper == figure.value else plain(figure.upper),
        figure.place,
        figure.quote,
        FactPart(
            figure.label or None,
            figure.measure or None,
            figure.period or None,
            figure.scope or None,
            figure.fund or None,
        ),
    )


def _score(report: str, score: ScoreLine) -> ScoreRow:
    return ScoreRow(
        report,
        score.item,
        IndicatorPart(score.code or None, score.name, score.path, plain_or_none(score.weight)),
        plain_or_none(score.claimed),
        plain_or_none(score.lowest),
        plain_or_none(score.highest),
        score.verdict,
        score.rule or None,
        tuple(map(FigurePart.of, score.inputs)),
        score.missing,
        score.why,
        score.place,
    )


def _item_score(report: str, recount: Recount) -> ItemScoreRow:
    return ItemScoreRow(
        report,
        recount.item,
        None,
        plain_or_none(recount.claimed),
        plain_or_none(recount.lowest),
        plain_or_none(recount.highest),
        recount.verdict,
        None,
        (),
        (),
        recount.why,
        recount.place,
        plain(recount.verified),
        plain(recount.unsupported),
        plain(recount.inflation_proven),
        plain(recount.rule_defect),
        recount.grade_claimed or None,
        recount.grade_highest or None,
    )


def _item(item: Item) -> ItemPart:
    return ItemPart(
        item.id,
        item.kind,
        item.unit or None,
        item.year or None,
        item.project_code or None,
        item.project or None,
        item.place,
    )
