"""A rule pack kept as a TOML file. Every error names the file, the line and the field."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal

import msgspec

from audit.pack import Pack, PackError, check


def load(text: str, name: str) -> Pack:
    """Read one pack. Raises PackError with file, line and field where it is not valid."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"规则包 {name} 不是有效的 TOML：{error}。请按 docs/rule-packs.md 的样例修改。") from error
    try:
        pack = msgspec.convert(table, Pack)
    except msgspec.ValidationError as error:
        path = _path(str(error))
        line = _line(text, path)
        where = f"第{line}行" if line else "文件中"
        raise PackError(f"规则包 {name} {where}，字段 {path or '（顶层）'}：{_in_words(str(error))}。") from error
    check(pack, lambda field: f"第{_line(text, field)}行，字段 {field}", name)
    return pack


_WORDS = (
    (r"Object missing required field `(\w+)`", r"缺少字段 \1"),
    (r"Object contains unknown field `(\w+)`", r"不认识字段 \1，请检查拼写"),
    (r"Expected `([^`]+)`, got `([^`]+)`", r"类型不对，应为 \1，实际是 \2"),
    (r"Invalid decimal string", "应填数字"),
    (r"Expected `date`, got `([^`]+)`|Invalid RFC3339 encoded date", "应填日期，如 2025-04-30"),
)


def _in_words(message: str) -> str:
    """A validation message in Chinese, without its path."""
    text = re.sub(r"\s*- at `[^`]*`", "", message)
    for shape, words in _WORDS:
        text = re.sub(shape, words, text)
    return text


def _path(message: str) -> str:
    match = re.search(r"`\$\.?([^`]*)`", message)
    return match[1] if match else ""


def _line(text: str, path: str) -> int:
    """The line on which the field of a path such as grades[1].low stands, 0 where it can't be found."""
    match = re.match(r"(?P<table>\w+)(?:\[(?P<index>\d+)\])?(?:\.(?P<field>\w+))?", path)
    if match is None:
        return 0
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if re.match(rf"\[\[?{match['table']}\]\]?", line.strip())]
    plain = [n for n, line in enumerate(lines) if re.match(rf"{match['table']}\s*=", line.strip())]
    if not heads:
        return plain[0] + 1 if plain else 0
    start = heads[min(int(match["index"] or 0), len(heads) - 1)]
    for number in range(start + 1, len(lines)):
        if lines[number].startswith("["):
            break
        if match["field"] and re.match(rf"{match['field']}\s*=", lines[number].strip()):
            return number + 1
    return start + 1
