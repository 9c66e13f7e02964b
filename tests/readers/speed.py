"""How fast the readers are against what must be done at least. Run as a module, it prints the table of docs.

The floor is unzipping, parsing with lxml and taking the text out, in the same process, in turn with the reader;
times are medians of CPU time. The first reading of a docx also parses its styles, which are kept afterwards.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable

import lxml.html
import msgspec
from lxml import etree

from corpus.generate import generate
from corpus.render_docx import docx
from corpus.render_html import html
from corpus.render_xlsx import xlsx
from extract.readers import docx_styles, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SEED = 18
"""A departmental report of about the length of a real one of 19 pages."""
ROUNDS = 15


class Pace(msgspec.Struct, frozen=True):
    """Milliseconds of CPU time: the floor, the reader, and the reader without anything kept from before."""

    floor: float
    warm: float
    cold: float

    @property
    def ratio(self) -> float:
        return self.warm / self.floor

    @property
    def cold_ratio(self) -> float:
        return self.cold / self.floor


def word_floor(content: bytes) -> list[str]:
    root = etree.fromstring(_part(content, "word/document.xml"))
    return ["".join(text.text or "" for text in paragraph.iter(W + "t")) for paragraph in root.iter(W + "p")]


def workbook_floor(content: bytes) -> list[str]:
    items = etree.fromstring(_part(content, "xl/sharedStrings.xml"))
    strings = ["".join(text.text or "" for text in item.iter(S + "t")) for item in items]
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    for name in names:
        for cell in etree.fromstring(_part(content, name)).iter(S + "c"):
            value = cell.findtext(S + "v")
            if value is not None:
                found.append(strings[int(value)] if cell.get("t") == "s" else value)
    return found


def page_floor(content: bytes) -> list[str]:
    return [str(text) for text in lxml.html.document_fromstring(content).itertext()]


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def _spent(work: Callable[[bytes], object], content: bytes) -> float:
    begun = time.process_time()
    work(content)
    return (time.process_time() - begun) * 1000


def _forget() -> None:
    docx_styles._STYLES.clear()
    docx_styles._LISTS.clear()


def pace(content: bytes, floor: Callable[[bytes], object]) -> Pace:
    """Time the reader of a file against its floor."""
    read(content)
    times: list[tuple[float, float, float]] = []
    for _ in range(ROUNDS):
        low = _spent(floor, content)
        warm = _spent(read, content)
        _forget()
        times.append((low, warm, _spent(read, content)))
    low, warm, cold = (statistics.median(column) for column in zip(*times, strict=True))
    return Pace(low, warm, cold)


def measured() -> dict[str, Pace]:
    """The pace of each format that the corpus writes and a floor is known for."""
    page = generate(SEED).page
    return {
        "docx": pace(docx(page), word_floor),
        "xlsx": pace(xlsx(page), workbook_floor),
        "html": pace(html(page), page_floor),
    }


def main() -> None:
    for form, found in measured().items():
        sys.stdout.write(
            f"{form}: floor {found.floor:.2f} ms, read {found.warm:.2f} ms ({found.ratio:.1f}x), "
            f"first time {found.cold:.2f} ms ({found.cold_ratio:.1f}x)\n"
        )


if __name__ == "__main__":
    main()
