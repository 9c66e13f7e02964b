"""What a batch costs beside the audits themselves: starting, scheduling, caches, writing; and what a second core gains."""

from __future__ import annotations

import gc
import shutil
from decimal import Decimal
from pathlib import Path

import msgspec

from corpus.measure.growth import Point, measured, reports
from corpus.measure.material import Material
from corpus.measure.product import audit_command, run
from corpus.measure.speed import least, milliseconds

_FEW, _MANY = 20, 140
_SIZES = (10, 100, 1000, 10_000)
"""The last takes ten minutes and more on two cores: a full run is for a machine with nothing else to do."""


class Batch(msgspec.Struct, frozen=True):
    """`help_ms` and `first_ms`: processor time of `gouji --help` and of auditing one report, from the start of the
    program; `overhead`: processor time that `reports` take in a batch beyond the same audits in one process, in percent,
    by output formats, without the letters (`letters_ms` each) that workers write where xlsx is wanted; `two_cores`: how
    many times faster two workers are than one, by the clock; `growth` by number of reports. What a quick run leaves out
    is None or empty."""

    reports: int
    help_ms: Decimal
    first_ms: Decimal
    overhead: dict[str, Decimal] = {}
    letters_ms: Decimal | None = None
    two_cores: Decimal | None = None
    growth: tuple[Point, ...] = ()


def _copied(files: list[Path], folder: Path) -> Path:
    folder.mkdir()
    for file in files:
        shutil.copyfile(file, folder / file.name)
    return folder


def measure(stuff: Material, work: Path, quick: bool) -> Batch:
    """Batches of generated reports of all formats, audited afresh with jsonl and xlsx."""
    generated = [stuff.folder / one.file for one in stuff.known if one.complete]
    start = run(["--help"])
    first = run(audit_command(_copied(generated[:1], work / "batch-first"), work / "batch-first-out"))
    overhead, letters = ({}, None) if quick else _overhead(generated, work)
    return Batch(
        reports=_MANY - _FEW,
        help_ms=milliseconds(int(start.processor * 10**9)),
        first_ms=milliseconds(int(first.processor * 10**9)),
        overhead=overhead,
        letters_ms=letters,
        two_cores=None if quick else _two_cores(work),
        growth=() if quick else tuple(measured(reports(max(_SIZES)), _SIZES, work)),
    )


def _overhead(files: list[Path], work: Path) -> tuple[dict[str, Decimal], Decimal]:
    """What the further reports of a larger batch take, against the same audits in one process: both batches start as
    many workers and write the same kinds of files, so that what is done once a batch falls out; then the milliseconds of
    a letter."""
    folders = [_copied(files[:count], work / f"batch-{count}") for count in (_FEW, _MANY)]
    audits = _in_one_process(files[_FEW:_MANY])
    found, letters = {}, Decimal(0)
    for formats in ("jsonl", "jsonl,xlsx"):
        outs = [work / f"{folder.name}-{formats}" for folder in folders]
        few, many = (
            run(audit_command(folder, out, formats)).processor for folder, out in zip(folders, outs, strict=True)
        )
        letters = _in_letters(outs[1]) - _in_letters(outs[0])
        found[formats] = ((many - few - letters - audits) / audits * 100).quantize(Decimal("0.1"))
    return found, (letters * 1000 / (_MANY - _FEW)).quantize(Decimal("0.1"))


def _in_letters(out: Path) -> Decimal:
    """Seconds of processor time that the workers of the last run spent on the reports' own files, as its log tells."""
    *_, last = (out / ".cache" / "runs.jsonl").read_bytes().splitlines()
    _, milliseconds_spent = msgspec.json.decode(last)["stages"].get("present", (0, 0))
    return Decimal(milliseconds_spent) / 1000


def _in_one_process(files: list[Path]) -> Decimal:
    """Seconds of processor time to audit these files, warm, with the garbage collected as the workers do."""
    from pipeline import audit_file

    audit_file(files[0])
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000)
    took = least(lambda: [audit_file(file) for file in files], 2)
    gc.unfreeze()
    gc.set_threshold(*usual)
    return Decimal(took) / 10**9


def _two_cores(work: Path) -> Decimal:
    folder = work / f"batch-{_MANY}"
    spans = []
    for workers in ("1", "2"):
        spent = run([*audit_command(folder, work / f"workers-{workers}", "jsonl,xlsx"), "--workers", workers])
        spans.append(spent.seconds)
    return (spans[0] / spans[1]).quantize(Decimal("0.01"))
