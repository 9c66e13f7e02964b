"""What the bureau receives: one module an output format. Nothing here computes a figure.

Three doors: `share_of` makes of one result what the outputs of a batch need of it, `write_report_files` writes what
belongs to one report alone (both where the report was audited), and `write` puts the shares of a batch together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from audit.decision import Changes, Decision
from audit.finding import Failure, ReportResult
from audit.report.annotated import write_annotated
from audit.report.discrepancy_list import DiscrepancyList
from audit.report.files import NotWritable
from audit.report.jsonl import JsonlFiles
from audit.report.letters import write_letter
from audit.report.overview import write_overview
from audit.report.page_view import covers
from audit.report.parquet import ParquetFiles
from audit.report.sarif import SarifFile
from audit.report.shares import Share, Tells, share_of
from audit.report.terminal import summary_lines
from audit.standing import Tally
from extract.page_images import PageImage

FORMATS = frozenset({"xlsx", "html", "jsonl", "sarif", "parquet"})

__all__ = [
    "FORMATS",
    "NotWritable",
    "Share",
    "Tells",
    "covers",
    "share_of",
    "summary_lines",
    "write",
    "write_annotated",
    "write_letter",
    "write_report_files",
]


def write(
    shares: Iterable[tuple[str, Share]],
    failures: Sequence[tuple[str, Failure]],
    out: Path,
    formats: frozenset[str] | set[str],
    decisions: Mapping[str, Decision],
    names: Mapping[str, str],
    changes: Callable[[str], Changes] | None = None,
) -> Tally:
    """Write the outputs of a batch into `out`; the tally over it comes back.

    `shares` come sorted by report name and are gone through once. `decisions` are keyed by fingerprint; `names` are
    the file names of the reports' own files (`write_report_files`). `changes` tells what became of a report's
    findings since its last audit (`Ledger.changes`, after the recording).
    """
    failed = sorted(failures, key=lambda f: (f[0], f[1].reason))
    tally = Tally()
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        jsonl = stack.enter_context(JsonlFiles(out)) if "jsonl" in formats else None
        parquet = stack.enter_context(ParquetFiles(out)) if "parquet" in formats else None
        listing = (
            DiscrepancyList(out, names, decisions, pages="html" in formats, changes=changes)
            if "xlsx" in formats
            else None
        )
        sarif = stack.enter_context(SarifFile(out)) if "sarif" in formats else None
        last = ""
        for report, share in shares:
            if report < last:
                raise ValueError(f"shares must come sorted by report: {report!r} after {last!r}")
            last = report
            tally.add(report, share.result, share.standings)
            if jsonl is not None:
                jsonl.add(share.json)
            if parquet is not None:
                parquet.add(share.json)
            if listing is not None:
                listing.add(report, share)
            if sarif is not None:
                sarif.add(share.result.version, share.sarif)
        tally.add_failures(failed)
        if jsonl is not None:
            jsonl.add_failures(failed)
        if parquet is not None:
            parquet.add_failures(failed)
        if listing is not None:
            listing.finish(tally, failed)
        if "html" in formats:
            write_overview(out, tally, failed, names)
    return tally


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
    """Write what belongs to one (masked) result alone: its annotated page with the decisions on its findings (and the pictures
    of a PDF's pages, if given: `page_images(data, covers(result))`), the letter that asks about what is not yet
    decided, and the form to reply on."""
    if "html" in formats:
        write_annotated(report, result, out / "reports" / f"{name}.html", decisions, images)
    if "xlsx" in formats:
        write_letter(report, result, out / "letters", name, decisions, template)
