"""Rows of a worksheet written whole. The list of a batch has hundreds of thousands of cells; XlsxWriter's way of a
call, a record and a list of attributes a cell cost more than all else that the outputs do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from audit.report.wording import INVISIBLE, visible

_MOST_UNITS = 32_000  # of UTF-16 in a cell; Excel's own limit is 32,767
_SPECIAL = re.compile(f"[&<>\r\ufffe\uffff{INVISIBLE}]|_x[0-9A-Fa-f]{{4}}_")
_MAY_BE_SPECIAL = re.compile(f"[&<>\r_\ufffe\uffff{INVISIBLE}]")
"""What `_SPECIAL` needs, as one class of characters: looked for several times as fast."""
_FORMULA = re.compile("\n[-=+@＝\t]")
_COLUMNS = [xl_col_to_name(index) for index in range(100)]
_escaping = XMLwriter()


class FilePath(Url):  # type: ignore[misc]  # XlsxWriter ships no types
    """A link to a file, with `/`: XlsxWriter writes Windows' separator, which offices on Linux don't follow."""

    def _target(self) -> str:
        target: str = super()._target()
        return target.replace("\\", "/")


class RowSheet(Worksheet):  # type: ignore[misc]
    """A worksheet, of a workbook in constant memory, that also takes rows whose cells are XML already."""

    _led: tuple[str, FilePath | None] = ("", None)

    def write_whole(self, row: int, points: int, cells: Sequence[str]) -> None:
        """Write row `row` (from 0), which must be the next one: its height in points, and `text`, `number` or
        `empty` for every column."""
        self._write_single_row(row)
        self._check_dimensions(row, len(cells) - 1)
        number = str(row + 1)
        written = "".join([f'<c r="{column}{number}"{cell}' for column, cell in zip(_COLUMNS, cells, strict=False)])
        self.fh.write(f'<row r="{number}" ht="{points}" customHeight="1">{written}</row>')

    def lead(self, row: int, column: int, target: str) -> None:
        """Let a cell of the next row lead somewhere; cells that follow each other and lead to one place share what is
        kept of it. The caller counts: Excel takes 65,530 on a sheet."""
        if self._led[0] != target:
            self._led = (target, FilePath(target))
        self.hyperlinks[row][column] = self._led[1]


def usual(contents: Sequence[str]) -> bool:
    """Whether all these texts may stand in cells as they are: nothing to escape or to cut, no blanks at an end, no sign
    that a formula begins with."""
    joined = "\n" + "\n".join(contents)
    return not (
        _MAY_BE_SPECIAL.search(joined)
        or _FORMULA.search(joined)
        or 2 * len(joined) > _MOST_UNITS
        or [content.strip() for content in contents] != contents
    )


def usual_text(style: int) -> tuple[str, str]:
    """What stands before and behind a `usual` text in its cell."""
    return f' s="{style}" t="inlineStr"><is><t>', "</t></is></c>"


def text(style: int, content: str) -> str:
    """A cell with text, its control characters made visible, cut where Excel would refuse it."""
    if 2 * len(content) > _MOST_UNITS:
        content = content.encode("utf-16-le")[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")
    kept = ' xml:space="preserve"' if content.strip() != content else ""
    if _SPECIAL.search(content):
        content = _escaping._escape_data(_escaping._escape_control_characters(visible(content)))
    return f' s="{style}" t="inlineStr"><is><t{kept}>{content}</t></is></c>'


def number(style: int, value: Decimal | int) -> str:
    """A cell with a number, of the 16 digits that a worksheet keeps."""
    return f' s="{style}"><v>{value:.16G}</v></c>'


def empty(style: int) -> str:
    """A cell with its looks only."""
    return f' s="{style}"/>'
