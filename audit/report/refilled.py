"""What people filled into a workbook's blank columns, kept when the workbook is written anew."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from audit.report.sheets import Column, Value

LEFT_OVER = ".未收回"
"""How a copy of the old workbook is called that holds entries for which there is no row any more."""

Row = Sequence[Value]
Key = tuple[str, ...]


def refilled(
    path: Path, title: str, columns: Sequence[Column], key: Sequence[int], fill: Sequence[int], rows: Iterable[Row]
) -> list[Row]:
    """The rows with what stands in the `fill` columns of the sheet `title` of the workbook that `path` holds so far,
    matched by the `key` columns. Where an entry finds no row, or the old workbook is no longer as it was laid out, it
    is kept beside."""
    headings: list[object] = [column.heading for column in columns]
    table = _table(path, title) if path.exists() else [headings]
    entries = dict(_entries(table[1 + table.index(headings) :], key, fill)) if headings in table else {}
    seen: Counter[Key] = Counter()
    made: list[Row] = []
    for row in rows:
        own = entries.pop(_key([_shown(row[i]) for i in key], seen), {})
        made.append([own.get(i, cell) for i, cell in enumerate(row)])
    if entries or headings not in table:
        path.with_name(f"{path.stem}{LEFT_OVER}.xlsx").write_bytes(path.read_bytes())
    return made


def _table(path: Path, title: str) -> list[list[object]]:
    """The cells of a sheet; none where it can't be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return [list(r) for r in CalamineWorkbook.from_path(path).get_sheet_by_name(title).to_python(False)]
    except CalamineError:
        return []


def _entries(
    rows: Iterable[Sequence[object]], key: Sequence[int], fill: Sequence[int]
) -> Iterator[tuple[Key, dict[int, Value]]]:
    """(key, entries by column) of each row into which somebody wrote."""
    seen: Counter[Key] = Counter()
    for row in rows:
        found = _key([str(row[i]) for i in key], seen)
        written = {i: _value(row[i]) for i in fill if row[i] != ""}
        if written:
            yield found, written


def _key(cells: Sequence[str], seen: Counter[Key]) -> Key:
    """The cells, and the number among rows with equal ones."""
    cells = tuple(cells)
    seen[cells] += 1
    return (*cells, str(seen[cells]))


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


def _value(cell: object) -> Value:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime.datetime):
        return f"{cell:%Y-%m-%d}"
    return cell if isinstance(cell, str) else Decimal(str(cell)) if isinstance(cell, (int, float)) else str(cell)
