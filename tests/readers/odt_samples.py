"""OpenDocument packages made for the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.readers.conftest import zipped

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NS = " ".join(
    [
        *(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "style", "text", "table", "manifest")),
        f'xmlns:draw="{_OASIS}drawing:1.0"',
        f'xmlns:fo="{_OASIS}xsl-fo-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)


def odt(
    body: str, automatic: str = "", styles: str = "", master: str = "", parts: Mapping[str, str] | None = None
) -> bytes:
    """A text of this office:text, with its automatic styles; `styles` and `master` are those of styles.xml."""
    return _package("text", body, automatic, styles, master, parts)


def ods(body: str, automatic: str = "") -> bytes:
    """A workbook of this office:spreadsheet."""
    return _package("spreadsheet", body, automatic, "", "", None)


def _package(kind: str, body: str, automatic: str, styles: str, master: str, parts: Mapping[str, str] | None) -> bytes:
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": (
                f"<office:document-content {NS}><office:automatic-styles>{automatic}</office:automatic-styles>"
                f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
            ),
            "styles.xml": (
                f"<office:document-styles {NS}><office:styles>{styles}</office:styles>"
                f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
            ),
            **(parts or {}),
        }
    )


def p(text: str, style: str = "Standard") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1) -> str:
    """A heading."""
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def table(*rows: str) -> str:
    """A table of these rows."""
    return f"<table:table>{''.join(rows)}</table:table>"


def row(*cells: str, more: str = "") -> str:
    """A row of cells; plain text makes a cell of its own."""
    made = (text if text.startswith("<table:") else cell(text) for text in cells)
    return f"<table:table-row {more}>{''.join(made)}</table:table-row>"


def cell(text: str, down: int = 1, across: int = 1, more: str = "") -> str:
    """A cell with a paragraph, or with blocks as they are given."""
    inner = text if text.startswith("<") else p(text) if text else ""
    spans = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    return f"<table:table-cell {spans} {more}>{inner}</table:table-cell>"


def covered(count: int = 1, text: str = "") -> str:
    """Positions that a merged cell covers."""
    repeated = f'table:number-columns-repeated="{count}"'
    return f"<table:covered-table-cell {repeated}>{p(text) if text else ''}</table:covered-table-cell>"


def laid_out(cells: Sequence[tuple[int, int, int, int]]) -> str:
    """A table of cells given by (row, col, rowspan, colspan), each holding its place."""
    rows = max(r + rs for r, _, rs, _ in cells)
    cols = max(c + cs for _, c, _, cs in cells)
    anchors = {(r, c): cell(f"{r},{c}", rs, cs) for r, c, rs, cs in cells}
    return table(*(row(*(anchors.get((r, c), covered()) for c in range(cols))) for r in range(rows)))
