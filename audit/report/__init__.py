"""What the bureau receives: one module an output format. Nothing here computes a figure.

`write` is the door: it streams the results of a run once and writes every batch output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from audit.decision import Changes, Decision
from audit.finding import Failure, ReportResult
from audit.report.annotated import write_annotated
from audit.report.discrepancy_list import DiscrepancyList
from audit.report.files import NotWritable
from audit.report.jsonl import JsonlFiles
from audit.report.letters import write_letter
from audit.report.masking import masked_result
from audit.report.naming import file_names
from audit.report.overview import write_overview
from audit.report.page_view import covers
from audit.report.sarif import SarifFile
from audit.report.terminal import summary_lines
from audit.standing import Tally
from extract.page_images import PageImage

FORMATS = frozenset({"xlsx", "html", "jsonl", "sarif"})

__all__ = [
    "FORMATS",
    "NotWritable",
    "Summary",
    "covers",
    "summary_lines",
    "write",
    "write_annotated",
    "write_letter",
    "write_report_files",
]


class Summary(msgspec.Struct):
    """What a run came to: the tally over all results, and the file name of each report."""

    tally: Tally
    names: Mapping[str, str]


def write(
    results: Callable[[], Iterator[tuple[str, ReportResult]]],
    failures: Sequence[tuple[str, Failure]],
    out: Path,
    formats: frozenset[str] | set[str],
    decisions: Mapping[str, Decision],
    *,
    reports: Sequence[str] | None = None,
    pages: bool = True,
    template: Path | None = None,
    images: Callable[[str, ReportResult], Iterable[PageImage]] | None = None,
    changes: Callable[[str], Changes] | None = None,
) -> Summary:
    """Write the outputs of a run into `out`.

    `results` gives a fresh iterator, sorted by report name, each time it is called. `decisions` are keyed by
    fingerprint. `reports` are the names that `results` will give, for callers who know them: without, one more
    pass collects them, since file names depend on which other names there are. `pages` false leaves the annotated
    reports and the letters to the caller (`write_report_files` in many workers). `template` is the bureau's own
    letter template. `images` gives the pictures of a report's pages (`page_images(data, covers(result))`).
    `changes` tells what became of a report's findings since its last audit (`Ledger.changes`, after the recording).
    """
    names = file_names((report for report, _ in results()) if reports is None else reports)
    failed = sorted(failures, key=lambda f: (f[0], f[1].reason))
    tally = Tally()
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        jsonl = stack.enter_context(JsonlFiles(out)) if "jsonl" in formats else None
        listing = (
            DiscrepancyList(out, names, decisions, pages="html" in formats, changes=changes)
            if "xlsx" in formats
            else None
        )
        sarif = stack.enter_context(SarifFile(out)) if "sarif" in formats else None
        last = ""
        for report, raw in results():
            if report < last:
                raise ValueError(f"results must come sorted by report: {report!r} after {last!r}")
            last = report
            result = masked_result(raw)
            found = tally.add(report, result)
            if jsonl is not None:
                jsonl.add(report, result)
            if listing is not None:
                listing.add(report, result, found)
            if sarif is not None:
                sarif.add(report, result)
            if pages:
                shown = images(report, raw) if images is not None else ()
                write_report_files(report, result, out, names[report], formats, decisions, template, images=shown)
        tally.add_failures(failed)
        if jsonl is not None:
            jsonl.add_failures(failed)
        if listing is not None:
            listing.finish(tally, failed)
        if "html" in formats:
            write_overview(out, tally, failed, names)
    return Summary(tally, names)


def write_report_files(
    report: str,
    result: ReportResult,
    out: Path,
    name: str,
    formats: frozenset[str] | set[str],
    decisions: Mapping[str, Decision],
    template: Path | None = None,
    *,
    images: Iterable[PageImage] = (),
) -> None:
    """Write what belongs to one report alone: its annotated page with the decisions on its findings (and the pictures
    of a PDF's pages, if given: `page_images(data, covers(result))`), the letter that asks about what is not yet
    decided, and the form to reply on."""
    if "html" in formats:
        write_annotated(report, result, out / "reports" / f"{name}.html", decisions, images)
    if "xlsx" in formats:
        write_letter(report, result, out / "letters", name, decisions, template)
