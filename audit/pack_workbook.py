"""A rule pack kept as a workbook, as bureaus circulate theirs.

说明 holds two columns (编号, 名称, 依据, 已核对, 地区, 适用地名, 适用标志); the other sheets (必报材料, 表样, 指标, 分值, 等级,
档次, 阈值, 总分上限, 时限) have a heading row. Every error names the sheet and the cell.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import msgspec

from audit.pack import (
    PARTS,
    Cap,
    Deadline,
    DegreeBand,
    Execution,
    Form,
    GradeBand,
    Layout,
    Material,
    Over,
    Pack,
    PackError,
    PackIndicator,
    check,
)

_ABOUT = ("编号", "名称", "依据", "已核对", "地区", "适用地名", "适用标志")
_SHEETS: Mapping[str, tuple[str, ...]] = {
    "必报材料": ("材料", "别名", "适用"),
    "表样": ("表名", "栏目"),
    "指标": ("指标", "公式", "别名", "满分线", "分值", "细则"),
    "分值": ("方案", *PARTS),
    "等级": ("等级", "下限"),
    "档次": ("档次", "下限", "上限"),
    "阈值": ("项目", "值"),
    "总分上限": ("执行率低于", "总分不超过"),
    "时限": ("事项", "截止日期"),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {**_SHEETS, "必报材料": ("材料",), "指标": ("指标",), "分值": ("方案",)}
_FIELDS = {"grades": ("等级", "下限"), "degrees": ("档次", "下限"), "materials": ("必报材料", "适用")}
"""Where the fields that `check` complains of stand: sheet and column."""
_DEGREES = {"达成": "met", "部分达成": "partly", "未达成": "undone"}
_LIMITS = ("预算执行率分值", "执行率低于此值须说明", "超额完成倍数")


class _Row(msgspec.Struct, frozen=True):
    """A filled row of a sheet: its number, its values and the letters of their columns by heading."""

    sheet: str
    number: int
    values: Mapping[str, object]
    letters: Mapping[str, str]

    def text(self, head: str) -> str:
        return _text(self.values.get(head))

    def listed(self, head: str) -> tuple[str, ...]:
        return tuple(word for word in re.split(r"[、，,]", self.text(head)) if word.strip())


def from_workbook(path: Path) -> Pack:
    """Read a pack from an xlsx file. Raises PackError with sheet and cell where it is not valid."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise PackError(f"规则包 {path.name} 不是有效的 xlsx 文件，请用 Excel 或 WPS 另存后再试。") from error
    sheets = {sheet.title.strip(): sheet for sheet in book.worksheets}
    if "说明" not in sheets:
        raise PackError(
            f"规则包 {path.name} 缺少工作表“说明”（编号、名称、依据），请按 docs/rule-packs.md 的样例补上。"
        )
    for title, sheet in sheets.items():
        if title not in ("说明", *_SHEETS) and sheet["A1"].value is not None:
            raise PackError(f"规则包 {path.name} 不认识工作表“{title}”，可用：说明、{'、'.join(_SHEETS)}。")
    reader = _Reader(path.name, sheets)
    about = reader.about()
    pack = Pack(
        id=about["编号"],
        title=about["名称"],
        source=about["依据"],
        verified=about.get("已核对", "") in ("是", "已核对", "true", "True"),
        region=about.get("地区", ""),
        marks=_words(about.get("适用标志", "")),
        places=_words(about.get("适用地名", "")),
        grades=tuple(reader.grades()),
        degrees=tuple(reader.degrees()),
        execution=reader.execution(),
        over=reader.over(),
        caps=tuple(reader.caps()),
        indicators=tuple(reader.indicators()),
        layouts=tuple(reader.layouts()),
        materials=tuple(reader.materials()),
        forms=tuple(reader.forms()),
        deadlines=tuple(reader.deadlines()),
    )
    check(pack, reader.where, path.name)
    return pack


class _Reader:
    """The sheets of one workbook."""

    def __init__(self, name: str, sheets: Mapping[str, Any]) -> None:
        self.name = name
        self.sheets = sheets
        self.limits = {row.text("项目"): row for row in self._rows("阈值")}
        unknown = [key for key in self.limits if key not in _LIMITS]
        if unknown:
            raise self._error(self.limits[unknown[0]], "项目", f"不认识“{unknown[0]}”，可填：{'、'.join(_LIMITS)}")

    def about(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, row in enumerate(self.sheets["说明"].iter_rows(max_col=2, values_only=True), 1):
            key = _text(row[0]) if row else ""
            if not key:
                continue
            if key not in _ABOUT:
                raise PackError(
                    f"规则包 {self.name} 工作表“说明”单元格 A{number}：不认识“{key}”，可填：{'、'.join(_ABOUT)}。"
                )
            found[key] = _text(row[1] if len(row) > 1 else None)
        for needed in ("编号", "名称", "依据"):
            if not found.get(needed):
                raise PackError(f"规则包 {self.name} 工作表“说明”缺少“{needed}”一行。")
        return found

    def grades(self) -> Iterator[GradeBand]:
        for row in self._rows("等级"):
            yield GradeBand(row.text("等级"), self._decimal(row, "下限"))

    def degrees(self) -> Iterator[DegreeBand]:
        for row in self._rows("档次"):
            name = row.text("档次")
            if name not in _DEGREES:
                raise self._error(row, "档次", f"档次应为{'、'.join(_DEGREES)}之一，不能是“{name}”")
            yield DegreeBand(_DEGREES[name], self._decimal(row, "下限"), self._decimal(row, "上限"))

    def execution(self) -> Execution | None:
        weight, below = (self._limit(key) for key in _LIMITS[:2])
        if weight is None and below is not None:
            raise self._error(self.limits[_LIMITS[1]], "项目", f"须同时填写“{_LIMITS[0]}”")
        return None if weight is None else Execution(weight, below)

    def over(self) -> Over | None:
        ratio = self._limit(_LIMITS[2])
        return None if ratio is None else Over(ratio)

    def caps(self) -> Iterator[Cap]:
        for row in self._rows("总分上限"):
            yield Cap(self._decimal(row, "执行率低于"), self._decimal(row, "总分不超过"))

    def indicators(self) -> Iterator[PackIndicator]:
        for row in self._rows("指标"):
            weight = self._decimal(row, "分值") if row.text("分值") else None
            yield PackIndicator(
                row.text("指标"), row.text("公式"), row.listed("别名"), row.text("满分线"), weight, row.text("细则")
            )

    def layouts(self) -> Iterator[Layout]:
        for row in self._rows("分值"):
            yield Layout(row.text("方案"), {part: self._decimal(row, part) for part in PARTS if row.text(part)})

    def materials(self) -> Iterator[Material]:
        for row in self._rows("必报材料"):
            yield Material(row.text("材料"), row.listed("别名"), row.text("适用"))

    def forms(self) -> Iterator[Form]:
        for row in self._rows("表样"):
            if not row.listed("栏目"):
                raise self._error(row, "栏目", "应填该表必有的栏目，用顿号隔开")
            yield Form(row.text("表名"), row.listed("栏目"))

    def deadlines(self) -> Iterator[Deadline]:
        for row in self._rows("时限"):
            yield Deadline(row.text("事项"), self._date(row, "截止日期"))

    def where(self, field: str) -> str:
        """The sheet, and the cell where a row is named, that a field such as grades[1] was read from."""
        sheet, head = _FIELDS[field.partition("[")[0]]
        number = re.search(r"\[(\d+)\]", field)
        rows = list(self._rows(sheet))
        if number is None:
            return f"工作表“{sheet}”单元格 {rows[0].letters[head]}2"
        row = rows[int(number[1])]
        return f"工作表“{sheet}”单元格 {row.letters[head]}{row.number}"

    def _limit(self, key: str) -> Decimal | None:
        return self._decimal(self.limits[key], "值") if key in self.limits else None

    def _rows(self, sheet: str) -> Iterator[_Row]:
        """The filled rows of a sheet; nothing where there is no such sheet."""
        from openpyxl.utils import get_column_letter

        if sheet not in self.sheets:
            return
        rows = self.sheets[sheet].iter_rows(values_only=True)
        heads = [_text(value) for value in next(rows, ())]
        letters = {head: get_column_letter(number) for number, head in enumerate(heads, 1) if head}
        for head, letter in letters.items():
            if head not in _SHEETS[sheet]:
                known = "、".join(_SHEETS[sheet])
                raise PackError(
                    f"规则包 {self.name} 工作表“{sheet}”单元格 {letter}1：不认识列“{head}”，可用：{known}。"
                )
        missing = [head for head in _NEEDED[sheet] if head not in heads]
        if missing:
            raise PackError(f"规则包 {self.name} 工作表“{sheet}”第1行缺少列“{missing[0]}”。")
        for number, values in enumerate(rows, 2):
            if any(value is not None for value in values):
                row = _Row(sheet, number, dict(zip(heads, values, strict=False)), letters)
                first = _SHEETS[sheet][0]
                if not row.text(first):
                    raise self._error(row, first, "不能为空")
                yield row

    def _decimal(self, row: _Row, head: str) -> Decimal:
        try:
            value = Decimal(row.text(head))
        except InvalidOperation:
            raise self._error(row, head, f"应填数字，不能是“{row.text(head)}”") from None
        if not value.is_finite():
            raise self._error(row, head, f"应填数字，不能是“{row.text(head)}”")
        return value

    def _date(self, row: _Row, head: str) -> datetime.date:
        value = row.values.get(head)
        if isinstance(value, datetime.datetime):
            return value.date()
        match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", _text(value))
        fault = self._error(row, head, f"应填日期，如 2025-04-30，不能是“{_text(value)}”")
        if match is None:
            raise fault
        try:
            return datetime.date(*map(int, match.groups()))
        except ValueError:  # the 30th of February
            raise fault from None

    def _error(self, row: _Row, head: str, what: str) -> PackError:
        return PackError(f"规则包 {self.name} 工作表“{row.sheet}”单元格 {row.letters[head]}{row.number}：{what}。")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[、，,]", text) if word)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
