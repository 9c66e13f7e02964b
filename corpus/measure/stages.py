"""How long each stage of an audit takes, by format, against what must be done at least: unzip the same report's docx,
parse its XML and take the text out of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec

from corpus.generate import generate
from corpus.measure.speed import SEED_SIZED, SEED_VOLUME, least, milliseconds, word_floor
from corpus.office import convert
from corpus.render_docx import docx
from corpus.render_html import html
from corpus.render_txt import txt
from corpus.render_xlsx import xlsx

_TOGETHER = 8
"""Reports whose outputs are written together: a list of differences is written for a batch, not for each report."""


class Stages(msgspec.Struct, frozen=True):
    """Milliseconds of processor time for one report: the floor of its docx, and each stage of the audit."""

    floor: Decimal
    reading: Decimal
    understanding: Decimal
    examining: Decimal
    presenting: Decimal

    @property
    def whole(self) -> Decimal:
        return self.reading + self.understanding + self.examining + self.presenting

    @property
    def a_second(self) -> Decimal:
        """Such reports in a second on one core."""
        return (1000 / self.whole).quantize(Decimal("0.1"))

    def ratio(self, stage: str) -> Decimal:
        """A stage, or the `whole`, as a multiple of the floor."""
        took: Decimal = getattr(self, stage)
        return (took / self.floor).quantize(Decimal("0.1"))


STAGES = ("reading", "understanding", "examining", "presenting", "whole")


def _staged(content: bytes, name: str, bottom: Decimal, work: Path, times: int) -> Stages:
    from audit import Settings, examine
    from audit.report import share_of, write
    from audit.report.masking import masked_result
    from extract import read, understand

    formats = {"jsonl", "xlsx"}
    document = read(content, name)
    report = understand(document)
    result = examine(report, "", Settings())
    names = {f"{number}-{name}": f"{number}-{name}" for number in range(_TOGETHER)}

    def present() -> None:
        shares = [(one, share_of(one, masked_result(result), formats)) for one in names]
        write(shares, [], work / "presented", formats, {}, names)

    present()
    return Stages(
        floor=bottom,
        reading=milliseconds(least(lambda: read(content, name), times)),
        understanding=milliseconds(least(lambda: understand(document), times)),
        examining=milliseconds(least(lambda: examine(report, "", Settings()), times)),
        presenting=(milliseconds(least(present, times)) / _TOGETHER).quantize(Decimal("0.01")),
    )


def _converted(plain: bytes, work: Path) -> dict[str, bytes]:
    """The same report as doc and pdf, where LibreOffice is installed."""
    source = work / "stages.docx"
    source.write_bytes(plain)
    return {kind: (work / f"stages.{kind}").read_bytes() for kind in ("doc", "pdf") if convert([source], kind, work)}


def measure(work: Path, quick: bool) -> dict[str, Stages]:
    """One report of ordinary length in each format, warm, in this process; doc and pdf only where not `quick`."""
    page = generate(SEED_SIZED, errors=0, volume=SEED_VOLUME).page
    plain = docx(page)
    files = {"docx": plain, "html": html(page), "txt": txt(page), "xlsx": xlsx(page)}
    if not quick:
        files |= _converted(plain, work)
    bottom = milliseconds(least(lambda: word_floor(plain), 15))
    return {
        kind: _staged(content, f"report.{kind}", bottom, work, 2 if quick else 3) for kind, content in files.items()
    }
