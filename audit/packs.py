"""Rule packs: what a template of the state, a province or a bureau prescribes, as data under `audit/templates/`.

A pack is a TOML file. It is validated when it is loaded; an error names the file, the line and the field. Every
number carries its source and whether somebody checked it against the official text.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

PARTS = ("预算执行率", "成本", "产出", "效益", "满意度")
"""The parts of a project form that points are distributed over."""


class PackError(Exception):
    """A pack that can't be used; the message (Chinese) names file, line and field."""


class GradeBand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A grade and the least points for it."""

    name: str
    low: Decimal


def grade_of(points: Decimal, bands: Sequence[GradeBand]) -> str:
    """The grade that a number of points reaches, "" where it reaches none."""
    reached = [band for band in bands if points >= band.low]
    return max(reached, key=lambda band: band.low).name if reached else ""


class DegreeBand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shares of an indicator's points for a degree of a qualitative target (met, partly, undone)."""

    degree: str
    low: Decimal
    high: Decimal


class Execution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The budget execution indicator: its points, and the rate in percent below which a reason is due (None: as the
    national pack has it)."""

    weight: Decimal
    explain_below: Decimal | None = None


class Over(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Over-fulfilment: beyond `ratio` of the target a reason is due (1.3: 30 percent more than the target)."""

    ratio: Decimal


class Cap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most points in all for an execution rate below `below` percent."""

    below: Decimal
    most: Decimal


class PackIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator as prescribed: its usual formula and its scoring rule, for cards that print none, and its points."""

    name: str
    formula: str = ""
    aliases: tuple[str, ...] = ()
    benchmark: str = ""
    weight: Decimal | None = None
    rule: str = ""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A usual distribution of a hundred points of a project form over 预算执行率, 成本, 产出, 效益 and 满意度; what is left
    out may have any."""

    name: str
    weights: dict[str, Decimal]


class Material(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be handed in (必报材料): a section, table or annex by one of its names. `kind` is 部门 or 项目 where only
    these submissions must have it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form (表样) by its name, with the columns that it must have."""

    name: str
    columns: tuple[str, ...]


class Deadline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last day for handing something in (时限)."""

    name: str
    date: datetime.date


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pack. `marks` are words that the card or the text around it must all hold for the pack to apply, `places`
    names of which the report must tell one; no marks: it applies where nothing more special does. Lists left out are
    those of the national pack; its indicators stand behind those of every other."""

    id: str
    title: str
    source: str
    verified: bool
    region: str = ""
    marks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    grades: tuple[GradeBand, ...] = ()
    degrees: tuple[DegreeBand, ...] = ()
    execution: Execution | None = None
    over: Over | None = None
    caps: tuple[Cap, ...] = ()
    indicators: tuple[PackIndicator, ...] = ()
    layouts: tuple[Layout, ...] = ()
    materials: tuple[Material, ...] = ()
    forms: tuple[Form, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def grade(self, points: Decimal) -> str:
        """The grade for a number of points of a hundred, "" where the pack has no grades."""
        return grade_of(points, self.grades)

    def indicator(self, name: str) -> PackIndicator | None:
        """What the pack says of an indicator of this name, None where it does not know it."""
        plain = _unquoted(name)
        return next((e for e in self.indicators if plain in map(_unquoted, (e.name, *e.aliases))), None)

    def degree(self, name: str) -> DegreeBand | None:
        """The band of a degree, None where the pack has none."""
        return next((band for band in self.degrees if band.degree == name), None)


@lru_cache(maxsize=4096)
def _unquoted(name: str) -> str:
    return re.sub(r"[“”\"\s]", "", name)


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


@cache
def builtin() -> tuple[Pack, ...]:
    """The packs that come with the program, by id; the national one first."""
    folder = files("audit").joinpath("templates")
    packs = [load(entry.read_text("utf-8"), entry.name) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(packs, key=lambda pack: (bool(pack.marks or pack.region), pack.id)))


def from_folder(folder: Path) -> tuple[Pack, ...]:
    """A bureau's own packs (.toml, .xlsx), by file name. Raises PackError for the first that is not valid."""
    from audit.pack_workbook import from_workbook

    paths = sorted(p for p in folder.glob("*") if p.suffix in (".toml", ".xlsx") and not p.name.startswith("~$"))
    if not paths:
        raise PackError(f"规则包文件夹 {folder} 中没有 .toml 或 .xlsx 文件，请检查 --templates 的路径。")
    return tuple(from_workbook(p) if p.suffix == ".xlsx" else load(p.read_text("utf-8"), p.name) for p in paths)


def choose(packs: Sequence[Pack], words: Iterable[str], opening: Iterable[str] = ()) -> Pack:
    """The pack for a card: a bureau's own pack without marks wins, else the one with the most marks of which all
    stand in `words` (texts of the card and around it) and one of whose places is told there or in the report's
    `opening`, else the national pack."""
    text = "".join("".join(words).split())
    told = text + "".join("".join(opening).split())
    national = builtin()[0]
    fitting = [
        pack
        for pack in packs
        if pack.marks
        and all(mark in text for mark in pack.marks)
        and (not pack.places or any(place in told for place in pack.places))
    ]
    own = [pack for pack in packs if not pack.marks and pack not in builtin()]
    best = own[0] if own else max(fitting, key=lambda pack: len(pack.marks), default=national)
    return msgspec.structs.replace(
        best,
        grades=best.grades or national.grades,
        degrees=best.degrees or national.degrees,
        execution=_execution(best, national),
        over=best.over or national.over,
        layouts=best.layouts or national.layouts,
        indicators=(*best.indicators, *(e for e in national.indicators if best.indicator(e.name) is None)),
    )


def _execution(pack: Pack, national: Pack) -> Execution | None:
    """The execution indicator of a pack, with the national limit where it sets none."""
    if pack.execution is None or pack.execution.explain_below is not None or national.execution is None:
        return pack.execution or national.execution
    return msgspec.structs.replace(pack.execution, explain_below=national.execution.explain_below)


def check(pack: Pack, where: Callable[[str], str], name: str) -> None:
    """What types can't say: bands in order, shares between 0 and 1. `where` tells where a field stands."""
    lows = [band.low for band in pack.grades]
    if lows != sorted(lows, reverse=True) or len(set(lows)) != len(lows):
        raise PackError(f"规则包 {name} {where('grades')}：等级的下限应从高到低排列且不重复。")
    for number, layout in enumerate(pack.layouts):
        if not layout.weights.keys() <= set(PARTS):
            raise PackError(f"规则包 {name} {where(f'layouts[{number}].weights')}：可写的部分为{'、'.join(PARTS)}。")
    for number, material in enumerate(pack.materials):
        if material.kind not in ("", "部门", "项目"):
            raise PackError(f"规则包 {name} {where(f'materials[{number}].kind')}：适用应为部门、项目，或留空。")
    for number, band in enumerate(pack.degrees):
        if band.degree not in ("met", "partly", "undone"):
            raise PackError(f"规则包 {name} {where(f'degrees[{number}].degree')}：档次应为 met、partly、undone 之一。")
        if not 0 <= band.low <= band.high <= 1:
            raise PackError(
                f"规则包 {name} {where(f'degrees[{number}].low')}：low、high 应为 0 到 1 之间的比例，且 low 不大于 high。"
            )


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
