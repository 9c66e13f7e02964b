"""How long an audit takes against what must be done at least: unzip the file and parse its XML."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import msgspec
from lxml import etree

from corpus.generate import generate
from corpus.measure.product import ROOT
from corpus.render_docx import docx

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SEED_SIZED, SEED_VOLUME = 70, 26
"""A departmental report of about the length of a real one of 19 pages: some 20,000 characters, 600 figures."""

VOLUMES = (0, 3, 8, 16, 40, 80)
"""Chapters of the reports by which growth is measured: from about 110 to 1,900 figures."""


class Speed(msgspec.Struct, frozen=True):
    """Milliseconds, and the ratio of the audit to the floor; `a_second`: such reports in a second on one core;
    `growth`: figures in a report and milliseconds to audit it."""

    floor_ms: Decimal
    audit_ms: Decimal
    ratio: Decimal
    a_second: Decimal
    characters: int
    growth: tuple[tuple[int, Decimal], ...]


def least(work: Callable[[], object], times: int) -> int:
    """The shortest of several runs, in nanoseconds of processor time, so that a busy machine changes little."""
    spans = []
    for _ in range(times):
        begun = time.process_time_ns()
        work()
        spans.append(time.process_time_ns() - begun)
    return min(spans)


def word_floor(content: bytes) -> list[str]:
    """The least that a reader of docx does: unzip, parse, and take out the text of each paragraph."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in paragraph.iter(_W + "t")) for paragraph in tree.iter(_W + "p")]


def milliseconds(nanoseconds: int) -> Decimal:
    return (Decimal(nanoseconds) / 10**6).quantize(Decimal("0.01"))


def measure(folder: Path, quick: bool) -> Speed:
    """Times `pipeline.audit_file` on a docx of ordinary size, in this process, warm, and on longer and longer ones."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from pipeline import audit_file

    path = folder / "speed.docx"
    path.write_bytes(docx(generate(SEED_SIZED, errors=0, volume=SEED_VOLUME).page))
    content = path.read_bytes()
    bottom = least(lambda: word_floor(content), 15)
    audit_file(path)
    audit = least(lambda: audit_file(path), 3 if quick else 7)
    growth = []
    for volume in VOLUMES[:-1] if quick else VOLUMES:
        report = generate(SEED_SIZED, errors=0, volume=volume)
        path.write_bytes(docx(report.page))
        growth.append((len(report.figures), milliseconds(least(lambda: audit_file(path), 1 if quick else 3))))
    return Speed(
        floor_ms=milliseconds(bottom),
        audit_ms=milliseconds(audit),
        ratio=(Decimal(audit) / Decimal(bottom)).quantize(Decimal("0.1")),
        a_second=(Decimal(10**9) / Decimal(audit)).quantize(Decimal("0.1")),
        characters=sum(map(len, word_floor(content))),
        growth=tuple(growth),
    )
