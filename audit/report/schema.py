"""JSON Schemas of the jsonl files, made from the structs that write them. `python -m audit.report.schema` renews them."""

from __future__ import annotations

import json
import sys
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from audit.report.lines import ClaimLine, FailureLine, FigureRow, FindingLine, ItemScoreRow, ReportLine, ScoreRow

FOLDER = Path(__file__).parents[2] / "docs" / "schema"
LINES: dict[str, Any] = {
    "findings": FindingLine,
    "figures": FigureRow,
    "claims": ClaimLine,
    "reports": ReportLine,
    "failures": FailureLine,
}


def schemas() -> dict[str, str]:
    """The text of each schema file by its name."""
    made = {name: msgspec.json.schema(kind) for name, kind in LINES.items()}
    made["scores"] = _either(ScoreRow, ItemScoreRow)
    return {
        f"{name}.schema.json": json.dumps(_flush(_dressed(name, schema)), ensure_ascii=False, indent=1) + "\n"
        for name, schema in sorted(made.items())
    }


def _flush(schema: Any) -> Any:
    """The schema with docstrings as Python 3.13 and later compile them, without the indentation of their lines."""
    if isinstance(schema, list):
        return [_flush(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: cleandoc(value) if key == "description" and isinstance(value, str) else _flush(value)
        for key, value in schema.items()
    }


def _either(*kinds: Any) -> dict[str, Any]:
    roots, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    return {"anyOf": list(roots), "$defs": parts}


def _dressed(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{name}.jsonl，每行一个对象"}
    parts = {kind: _complete(part) for kind, part in schema["$defs"].items()}
    return head | {key: value for key, value in schema.items() if key != "title"} | {"$defs": parts}


def _complete(part: dict[str, Any]) -> dict[str, Any]:
    """Every line has all of its keys, also where the struct has a value for one that is not given."""
    keys = {
        key: {told: value for told, value in kind.items() if told != "default"}
        for key, kind in part["properties"].items()
    }
    return part | {"properties": keys, "required": list(keys)}


def renew(folder: Path = FOLDER) -> None:
    """Write the schema files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
