"""Tables of 50,000 rows: read in less than 300 MB and in seconds."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.readers.conftest import make_docx
from tests.readers.odt_samples import ods
from tests.readers.test_ods import figure, line, sheet

ROWS = 50_000
LIMIT_MB = 300
_READ = """
import sys, pathlib
from extract.readers import read
from extract.document import Table
tables = [block for block in read(pathlib.Path(sys.argv[1]).read_bytes()).blocks if isinstance(block, Table)]
# the peak of this process alone: ru_maxrss would carry over the peak of the one that started it
peak = int(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])
print(tables[0].rows, len(tables[0].cells), peak >> 10)
"""


def word() -> bytes:
    cell = "<w:tc><w:tcPr><w:tcW w:w='1000' w:type='dxa'/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = ("<w:tr>" + "".join(cell.format(f"{row}.{col}") for col in range(6)) + "</w:tr>" for row in range(ROWS))
    return make_docx(f"<w:tbl>{''.join(rows)}</w:tbl>")


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        amount = book.add_format({"num_format": "#,##0.00"})
        for row in range(ROWS):
            sheet.write_string(row, 0, f"项目{row}")
            for col in range(1, 6):
                sheet.write_number(row, col, row + col, amount)
    return out.getvalue()


def open_workbook() -> bytes:
    rows = (line(*(figure(f"{row}.{col}", f"{row}.{col}") for col in range(6))) for row in range(ROWS))
    return ods(sheet(*rows))


def page() -> bytes:
    rows = ("<tr>" + "".join(f"<td>{row}.{col}</td>" for col in range(6)) + "</tr>" for row in range(ROWS))
    return f"<html><body><table>{''.join(rows)}</table></body></html>".encode()


def text() -> bytes:
    return "\n".join("\t".join(f"{row}.{col}" for col in range(6)) for row in range(ROWS)).encode()


@pytest.mark.slow
@pytest.mark.parametrize("make", [word, workbook, open_workbook, page, text])
def test_a_table_of_fifty_thousand_rows(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "大表"
    path.write_bytes(make())
    result = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    rows, cells, megabytes = map(int, result.stdout.split())
    assert (rows, cells) == (ROWS, ROWS * 6)
    assert megabytes < LIMIT_MB
