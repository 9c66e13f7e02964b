"""Fixtures for the readers: the optional samples beside the checkout, and small packages made on the spot."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from extract.document import Document, Paragraph, Table

SHARED = Path(__file__).resolve().parents[3] / "shared"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def shared(name: str) -> Path:
    """A sample beside the checkout; the test is skipped where it is absent."""
    for root in (SHARED, SHARED.parents[1] / "shared"):
        if (root / name).exists():
            return root / name
    pytest.skip(f"optional sample ../shared/{name} is absent")


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    return lambda name: shared(name).read_bytes()


@pytest.fixture
def truth() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shared("seed/truth.json").read_text("utf-8"))
    return found


def relations(*pairs: tuple[str, str]) -> str:
    """A relationships part: (kind, target) pairs get rId1, rId2 …"""
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def unzipped(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    """A docx with this w:body; keyword parts (styles, numbering, footnotes, comments, header …) are the inner XML."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "comments": "comments",
             "header": "hdr", "footer": "ftr"}  # fmt: skip
    pieces: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(main="word/document.xml", kind="wordprocessingml.document"),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((name, f"{name}.xml") for name in parts)),
    }
    for name, content in parts.items():
        pieces[f"word/{name}.xml"] = f"<w:{roots[name]} {W}>{content}</w:{roots[name]}>"
    return zipped(pieces)


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    """The cells of a table as (row, col, rowspan, colspan, text), in order."""
    return sorted((c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells)


def equals_truth(document: Document, truth: list[dict[str, Any]]) -> None:
    """Assert that paragraphs, levels, tables and their order are those of the truth file."""
    body = [b for b in document.blocks if isinstance(b, Table) or b.kind == "body"]
    assert ["table" if isinstance(b, Table) else "p" for b in body] == [item["t"] for item in truth]
    for block, item in zip(body, truth, strict=True):
        if isinstance(block, Paragraph):
            assert (block.text, block.level) == (item["text"], item["level"] or 0)
        else:
            assert (block.rows, block.cols) == (item["rows"], item["cols"])
            assert shape(block) == sorted(tuple(cell) for cell in item["cells"])
