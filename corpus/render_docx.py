"""A page as docx, written part by part: the same page gives the same bytes, whatever the day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from corpus.page import LEFT, UP, Grid, Heading, Page, Para

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.styles+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOC_RELS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/></Relationships>'
)
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>'


def _style(name: str, shown: str, size: int, outline: str = "", extra: str = "") -> str:
    level = f"<w:outlineLvl w:val='{outline}'/>" if outline else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="a"/>'
        f'<w:pPr>{extra}{level}</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="28"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    + _style("a3", "Title", 44, extra='<w:jc w:val="center"/>')
    + _style("1", "heading 1", 32, "0")
    + _style("2", "heading 2", 30, "1")
    + _style("3", "heading 3", 28, "2")
    + '<w:style w:type="table" w:styleId="a4"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + _BORDERS
    + "</w:tblBorders></w:tblPr></w:style></w:styles>"
)


def _run(text: str, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    pieces = []
    for number, line in enumerate(text.split("\n")):
        pieces.append("<w:br/>" if number else "")
        pieces.append(f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "")
    return f"<w:r>{style}{''.join(pieces)}</w:r>"


def _runs(text: str, broken: bool) -> str:
    """The text as runs; `broken` parts it before every decimal point, as WPS does after edits, with
    bookmarks in the gaps."""
    if not broken or "." not in text:
        return _run(text)
    head, *tails = text.split(".")
    return _run(head) + "".join(_bookmark(tail) + _run("." + tail) for tail in tails)


def _bookmark(text: str) -> str:
    """An empty bookmark whose name repeats digits of the text, as copying and cross-references leave them."""
    digits = "".join(char for char in text if char in "0123456789")[:6]
    return f'<w:bookmarkStart w:id="{digits or 0}" w:name="OLE_LINK{digits}"/><w:bookmarkEnd w:id="{digits or 0}"/>'


def _paragraph(text: str, style: str = "", align: str = "", bold: bool = False, broken: bool = False) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    aligned = f'<w:jc w:val="{align}"/>' if align and align != "left" else ""
    indent = '<w:ind w:firstLineChars="200"/>' if not style and not aligned and not bold else ""
    body = _run(text, True) if bold else _runs(text, broken)
    return f"<w:p><w:pPr>{named}{indent}{aligned}</w:pPr>{body}</w:p>"


def _cell(grid: Grid, row: int, col: int) -> str:
    content = grid.rows[row][col]
    tall, wide = grid.spans(row, col)
    merge = "<w:vMerge/>" if content == UP else '<w:vMerge w:val="restart"/>' if tall > 1 else ""
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    shown = "" if content == UP else content
    lines = "".join(f"<w:p>{_run(line) if line else ''}</w:p>" for line in shown.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{1000 * wide}" w:type="dxa"/>{span}{merge}</w:tcPr>{lines}</w:tc>'


def _table(grid: Grid) -> Iterator[str]:
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="a4"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
    yield '<w:gridCol w:w="1000"/>' * len(grid.rows[0])
    yield "</w:tblGrid>"
    for row, cells in enumerate(grid.rows):
        yield "<w:tr>"
        yield from (_cell(grid, row, col) for col, cell in enumerate(cells) if cell != LEFT)
        yield "</w:tr>"
    yield "</w:tbl>"


def _body(page: Page, broken: bool) -> Iterator[str]:
    styles = {0: "a3", 1: "1", 2: "2", 3: "3"}
    for block in page.blocks:
        if isinstance(block, Heading):
            if page.styled:
                yield _paragraph(block.text, styles[min(block.level, 3)])
            else:
                yield _paragraph(block.text, align="center" if block.level == 0 else "", bold=True)
        elif isinstance(block, Para):
            yield _paragraph(block.text, align=block.align, broken=broken)
        else:
            yield from _table(block)


def docx(page: Page, broken: bool = False) -> bytes:
    """The page as docx bytes; `broken` splits figures over several runs."""
    document = (
        f"{_HEAD}<w:document {_W}><w:body>{''.join(_body(page, broken))}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _DOC_RELS,
        "word/styles.xml": _STYLES,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content.encode(), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()
