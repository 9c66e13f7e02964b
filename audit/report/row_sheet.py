"""A workbook whose rows are written whole. The list of a batch has hundreds of thousands of cells; XlsxWriter's way of a
call, a record and a list of attributes a cell cost more than all else that the outputs do."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.packager import Packager
from xlsxwriter.url import Url, UrlTypes
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from audit.deflating import QUICKLY, zlib
from audit.report.wording import INVISIBLE, visible

_MOST_UNITS = 32_000  # of UTF-16 in a cell; Excel's own limit is 32,767
_SPECIAL = re.compile(f"[&<>\r\ufffe\uffff{INVISIBLE}]|_x[0-9A-Fa-f]{{4}}_")
_MAY_BE_SPECIAL = re.compile(f"[&<>\r_\ufffe\uffff{INVISIBLE}]")
"""What `_SPECIAL` needs, as one class of characters: looked for several times as fast."""
_FORMULA = re.compile("\n[-=+@＝\t]")
_COLUMNS = [xl_col_to_name(index) for index in range(100)]
_NUMBER = "\0"
"""In the cells of a row, what stands for its number."""
_PLACES = [f'<c r="{column}{_NUMBER}"' for column in _COLUMNS]
_EPOCH = (1980, 1, 31, 0, 0, 0, 0, 0, -1)
_escaping = XMLwriter()


class RowWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
    """A workbook that streams its rows, deflated quickly."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.BytesIO(), {"constant_memory": True, "strings_to_urls": False, "strings_to_numbers": False})
        self._path = path

    def _get_packager(self) -> _QuickPackager:
        return _QuickPackager(self._path)


class _QuickPackager(Packager):  # type: ignore[misc]
    """Makes the file itself and leaves XlsxWriter, which has no say in how it is deflated, an empty one in memory."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def _create_package(self) -> list[tuple[str, str, bool]]:
        with _QuickZip(self._path, "w", ZIP_DEFLATED, compresslevel=QUICKLY) as package:
            for made, name, _ in super()._create_package():
                os.utime(made, (time.mktime(_EPOCH),) * 2)
                package.write(made, name)
                Path(made).unlink()
        return []


class _QuickZip(ZipFile):
    """XlsxWriter's own level of zlib takes ten times as long for a fifth less. Should `zipfile` come to hold its compressor
    elsewhere, files are deflated by zlib, at a level that takes half as long."""

    def _open_to_write(self, *told: Any, **more: Any) -> Any:
        file = super()._open_to_write(*told, **more)  # type: ignore[misc]
        file._compressor = zlib.compressobj(QUICKLY, zlib.DEFLATED, -zlib.MAX_WBITS)
        return file


class RowSheet(Worksheet):  # type: ignore[misc]
    """A worksheet, of a workbook in constant memory, that also takes rows whose cells are XML already."""

    def __init__(self) -> None:
        super().__init__()
        self._links: list[str] = []
        self._led = ("", "")
        self._files: dict[str, int] = {}

    def write_whole(self, row: int, points: int, cells: str) -> None:
        """Write row `row` (from 0), which must be the next one: its height in points, and `text`, `number` or `empty` for
        every column."""
        self._write_single_row(row)
        self._check_dimensions(row, 0)
        number = str(row + 1)
        self.fh.write(f'<row r="{number}" ht="{points}" customHeight="1">{cells.replace(_NUMBER, number)}</row>')

    def lead(self, row: int, column: int, target: str) -> None:
        """Let a cell lead somewhere, to external:… or internal:…; cells come in order. The caller counts: Excel takes
        65,530 on a sheet."""
        if self._led[0] != target:
            self._led = (target, self._whither(Url(target)))
        self._links.append(f'<hyperlink ref="{_COLUMNS[column]}{row + 1}"{self._led[1]}/>')

    def _whither(self, url: Url) -> str:
        """The attributes of a link; what leads into one file shares what is told of the file."""
        if url._link_type == UrlTypes.INTERNAL:
            return f' location="{_escaping._escape_attributes(url._link)}"'
        # XlsxWriter writes Windows' separator, which offices on Linux don't follow.
        target = url._target().replace("\\", "/")
        if target not in self._files:
            self.rel_count += 1
            self._files[target] = self.rel_count
            self.external_hyper_links.append(["/hyperlink", target, "External"])
        place = f' location="{_escaping._escape_attributes(url._anchor)}"' if url._anchor else ""
        return f' r:id="rId{self._files[target]}"{place}'

    def _write_hyperlinks(self) -> None:
        if self._links:
            self.fh.write(f"<hyperlinks>{''.join(self._links)}</hyperlinks>")

    def _write_optimized_sheet_data(self) -> None:
        """Put the rows in their place: XlsxWriter would decode and encode them once more."""
        self._xml_start_tag("sheetData")
        self.fh.flush()
        self.row_data_fh.close()
        kept = Path(self.row_data_filename)
        with kept.open("rb") as rows:
            shutil.copyfileobj(rows, self.fh.buffer)
        kept.unlink()
        self._xml_end_tag("sheetData")


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


def text(column: int, style: int, content: str) -> str:
    """A cell with text, its control characters made visible, cut where Excel would refuse it."""
    if 2 * len(content) > _MOST_UNITS:
        content = content.encode("utf-16-le")[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")
    kept = ' xml:space="preserve"' if content.strip() != content else ""
    if _SPECIAL.search(content):
        content = _escaping._escape_data(_escaping._escape_control_characters(visible(content)))
    return f'{_PLACES[column]} s="{style}" t="inlineStr"><is><t{kept}>{content}</t></is></c>'


def number(column: int, style: int, content: str) -> str:
    """A cell with a number."""
    return f'{_PLACES[column]} s="{style}"><v>{content}</v></c>'


def empty(column: int, style: int) -> str:
    """A cell with its looks only."""
    return f'{_PLACES[column]} s="{style}"/>'
