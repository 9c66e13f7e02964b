"""The lines of the jsonl files as Parquet, a folder a table and a file a shard of reports: what DuckDB, Spark or pandas
asks of millions of reports without reading text. Written by DuckDB (extra `gouji[parquet]`), with the columns that the
lines have; decimals stay exact strings, to be cast by whoever reckons with them."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from audit.finding import Failure
from audit.report.jsonl import failure_json
from audit.report.lines import ClaimLine, FailureLine, FigureRow, FindingLine, ItemScoreRow, ReportLine, ScoreRow

FOLDER = "parquet"
SHARD = 1_000
"""Reports a file: some ten megabytes of figures."""
TABLES: Mapping[str, tuple[type[msgspec.Struct], ...]] = {
    "findings": (FindingLine,),
    "figures": (FigureRow,),
    "claims": (ClaimLine,),
    "scores": (ScoreRow, ItemScoreRow),
    "reports": (ReportLine,),
    "failures": (FailureLine,),
}
_PLAIN = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


def lacking() -> str:
    """What to install first, in Chinese; empty where nothing is missing."""
    if find_spec("duckdb") is not None:
        return ""
    return "写 parquet 需要另装组件：pip install 'gouji[parquet]'，或从 --format 中去掉 parquet。"


class ParquetFiles:
    """Writes the files of one run below `out`/parquet. Use as a context."""

    def __init__(self, out: Path) -> None:
        import duckdb

        # One thread, so that rows keep their order and equal runs give equal files.
        self._base = duckdb.connect(config={"threads": 1})
        self._out = out / FOLDER
        self._shard = self._reports = 0

    def __enter__(self) -> ParquetFiles:
        self._gathered = TemporaryDirectory(prefix="gouji-")
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self._flush()
        self._base.close()
        self._gathered.cleanup()

    def add(self, lines: Mapping[str, bytes]) -> None:
        """Write the lines of one report, as `json_lines` gives them."""
        for table, content in lines.items():
            self._gather(table, content)
        self._reports += 1
        if self._reports == SHARD:
            self._flush()

    def add_failures(self, failures: Sequence[tuple[str, Failure]]) -> None:
        self._gather("failures", failure_json(failures))

    def _gather(self, table: str, content: bytes) -> None:
        if content:
            with Path(self._gathered.name, table).open("ab") as file:
                file.write(content)

    def _flush(self) -> None:
        """Make the lines gathered so far a shard of each table."""
        for lines in sorted(Path(self._gathered.name).iterdir()):
            columns = ", ".join(f"{_quoted(n)}: {_quoted(kind)}" for n, kind in columns_of(*TABLES[lines.name]).items())
            to = self._out / lines.name / f"{self._shard:05d}.parquet"
            to.parent.mkdir(parents=True, exist_ok=True)
            self._base.execute(
                f"COPY (FROM read_json({_quoted(str(lines))}, format='newline_delimited', columns={{{columns}}})) "
                f"TO {_quoted(str(to))} (FORMAT parquet, COMPRESSION zstd)"
            )
            lines.unlink()
        self._shard, self._reports = self._shard + 1, 0


def columns_of(*lines: type[msgspec.Struct]) -> dict[str, str]:
    """The columns, with DuckDB's types, of a table whose rows are lines of these kinds."""
    found: dict[str, str] = {}
    for line in lines:
        for name, kind in _fields(line).items():
            found[name] = kind if found.get(name, "") in ("", _PLAIN[str]) else found[name]
    return found


def _fields(line: type[msgspec.Struct]) -> dict[str, str]:
    hints = get_type_hints(line)
    names = zip(line.__struct_fields__, line.__struct_encode_fields__, strict=True)
    return {shown: _type(hints[name]) for name, shown in names}


def _type(hint: Any) -> str:
    """DuckDB's type of what a field holds."""
    origin, within = get_origin(hint), [part for part in get_args(hint) if part is not types.NoneType]
    if origin in (Union, types.UnionType):
        return _type(within[0])
    if origin is Literal or hint is types.NoneType:
        return _PLAIN[str]
    if origin is tuple:
        return f"{_type(within[0])}[]"
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return "STRUCT({})".format(", ".join(f'"{name}" {kind}' for name, kind in _fields(hint).items()))
    return _PLAIN[hint]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
