"""How long the readers take against what must be done at least, and against the libraries that are usually taken.

The floor of a format: unzip, parse with lxml and take the text out (docx, xlsx, html), open the container and take the
text's stream out (doc), have PDFium take the text out (pdf). The first reading of a docx also parses its styles, which
are kept afterwards. The file is a generated report of ordinary length; where LibreOffice is not asked (quick runs), pdf
and doc are those kept in the corpus, which are shorter.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx as python_docx
import lxml.html
import msgspec
import olefile
import pdfplumber
import pypdfium2
from lxml import etree

from corpus.build import REPORTS
from corpus.generate import generate
from corpus.measure.speed import SEED_SIZED, SEED_VOLUME, least, milliseconds, word_floor
from corpus.office import convert
from corpus.render_docx import docx
from corpus.render_html import html
from corpus.render_xlsx import xlsx
from extract.readers import docx_styles, read

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


_ROUNDS = 15
USUAL = {"docx": "python-docx", "pdf": "pdfplumber"}
"""The libraries that most would take."""


class Pace(msgspec.Struct, frozen=True):
    """Milliseconds for the files of one format: the floor, the reader, the reader with nothing kept from before, and
    the usual library, where there is one to compare with."""

    floor: Decimal
    reader: Decimal
    first: Decimal | None = None
    usual: Decimal | None = None

    @property
    def ratio(self) -> Decimal:
        return _tenths(self.reader / self.floor)

    @property
    def first_ratio(self) -> Decimal | None:
        return None if self.first is None else _tenths(self.first / self.floor)

    @property
    def times_faster(self) -> Decimal | None:
        return None if self.usual is None else _tenths(self.usual / self.reader)


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def workbook_floor(content: bytes) -> list[str]:
    items = etree.fromstring(_part(content, "xl/sharedStrings.xml"))
    strings = ["".join(text.text or "" for text in item.iter(_S + "t")) for item in items]
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    for name in names:
        for cell in etree.fromstring(_part(content, name)).iter(_S + "c"):
            value = cell.findtext(_S + "v")
            if value is not None:
                found.append(strings[int(value)] if cell.get("t") == "s" else value)
    return found


def web_floor(content: bytes) -> list[str]:
    return [str(text) for text in lxml.html.document_fromstring(content).itertext()]


def print_floor(content: bytes) -> list[str]:
    found = []
    document = pypdfium2.PdfDocument(content)
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def legacy_floor(content: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        return container.openstream("WordDocument").read()


def by_python_docx(content: bytes) -> list[str]:
    """The iteration that python-docx's documentation shows: blocks in order, tables by rows and cells."""
    found = []
    for block in python_docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, python_docx.table.Table):
            found.extend(cell.text for row in block.rows for cell in row.cells)
        else:
            found.append(f"{block.style.name} {block.text}")
    return found


def by_pdfplumber(content: bytes) -> list[Any]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [(page.extract_words(), page.extract_tables()) for page in document.pages]


def _all(work: Callable[[bytes], object], files: Sequence[bytes]) -> Callable[[], object]:
    return lambda: [work(content) for content in files]


def _first(content: bytes) -> None:
    """Reads a docx as if it were the first of its template."""
    docx_styles._STYLES.clear()
    docx_styles._LISTS.clear()
    read(content)


def _pace(
    files: Sequence[bytes],
    floor: Callable[[bytes], object],
    usual: Callable[[bytes], object] | None = None,
    styled: bool = False,
) -> Pace:
    works = [_all(floor, files), _all(read, files), _all(_first, files)][: 3 if styled else 2]
    works[1]()
    # In turn, so that whatever else the machine does slows all of them alike.
    rounds = [[least(work, 1) for work in works] for _ in range(_ROUNDS)]
    times = [milliseconds(min(spans)) for spans in zip(*rounds, strict=True)]
    return Pace(
        floor=times[0],
        reader=times[1],
        first=times[2] if styled else None,
        usual=milliseconds(least(_all(usual, files), 1)) if usual is not None else None,
    )


def _as_word(content: bytes) -> bytes:
    """A docx with as many styles as Word gives its files; the generator's have seven."""
    template = io.BytesIO()
    python_docx.Document().save(template)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            source = template.getvalue() if name == "word/styles.xml" else content
            copy.writestr(name, _part(source, name))
    return out.getvalue()


def _converted(content: bytes, folder: Path, kind: str, quick: bool) -> list[bytes]:
    """A docx as pdf or doc, through LibreOffice; in quick runs or without it the files of the corpus."""
    path = folder / "reading.docx"
    path.write_bytes(content)
    if not quick and convert([path], kind, folder):
        return [path.with_suffix(f".{kind}").read_bytes()]
    return [kept.read_bytes() for kept in sorted(REPORTS.glob(f"*.{kind}"))]


def measure(folder: Path, quick: bool) -> dict[str, Pace]:
    """The pace of each format for which a floor is known."""
    page = generate(SEED_SIZED, errors=0, volume=SEED_VOLUME).page
    word = docx(page)
    return {
        "docx": _pace([_as_word(word)], word_floor, by_python_docx, styled=True),
        "doc": _pace(_converted(word, folder, "doc", quick), legacy_floor),
        "pdf": _pace(_converted(word, folder, "pdf", quick), print_floor, by_pdfplumber),
        "xlsx": _pace([xlsx(page)], workbook_floor),
        "html": _pace([html(page)], web_floor),
    }
