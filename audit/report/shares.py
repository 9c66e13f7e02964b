"""What one report gives to the outputs of a batch, made where it was audited, so that whoever writes these outputs
holds no document and words nothing."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from audit.comparable import Told
from audit.finding import ReportResult
from audit.report.jsonl import json_lines
from audit.report.list_rows import ListRows, list_rows
from audit.report.sarif import sarif_lines
from audit.standing import Standing, standings
from extract.document import Document

NO_ROWS = msgspec.Raw(msgspec.msgpack.encode(ListRows((), (), ())))


class Tells(msgspec.Struct, frozen=True, array_like=True):
    """How a share begins: what the report tells that other papers tell too. Who only asks for that opens no more."""

    told: tuple[Told, ...]


class Share(msgspec.Struct, frozen=True, array_like=True):
    """Every text in it but `told` is masked. `result` is what is counted and recorded: without document, figures and claims.
    `rows` are the `ListRows`, encoded: who only counts need not open them. What belongs to a format that is not
    wanted is empty."""

    told: tuple[Told, ...]
    result: ReportResult
    standings: tuple[Standing, ...]
    json: Mapping[str, bytes] = {}
    rows: msgspec.Raw = NO_ROWS
    sarif: tuple[str, ...] = ()


def share_of(report: str, result: ReportResult, formats: frozenset[str] | set[str]) -> Share:
    """The share of one (masked) result in the batch outputs of these formats."""
    slim = msgspec.structs.replace(
        result, document=Document(result.document.format, ()), figures=(), claims=(), told=()
    )
    return Share(
        result.told,
        slim,
        standings(report, result),
        json_lines(report, result) if formats & {"jsonl", "parquet"} else {},
        msgspec.Raw(msgspec.msgpack.encode(list_rows(report, result))) if "xlsx" in formats else NO_ROWS,
        sarif_lines(report, result) if "sarif" in formats else (),
    )
