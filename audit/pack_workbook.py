"""A rule pack kept as a workbook, as bureaus circulate theirs: sheets 说明, 等级, 档次, 阈值, 指标.

说明 holds two columns (编号, 名称, 依据, 已核对, 地区, 适用标志); the other sheets have a heading row. Every error names
the sheet and the cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from audit.packs import Cap, DegreeBand, Execution, GradeBand, Over, Pack, PackError, PackFormula, check

_DEGREES = {"达成": "met", "部分达成": "partly", "未达成": "undone"}
_LIMITS = ("预算执行率分值", "执行率低于此值须说明", "超额完成倍数")
_Rows = Iterator[tuple[int, dict[str, object]]]


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
    reader = _Reader(path.name, sheets)
    about = reader.about()
    pack = Pack(
        id=about["编号"],
        title=about["名称"],
        source=about["依据"],
        verified=about.get("已核对", "") in ("是", "已核对", "true", "True"),
        region=about.get("地区", ""),
        marks=tuple(word for word in about.get("适用标志", "").replace("，", "、").split("、") if word),
        grades=tuple(reader.grades()),
        degrees=tuple(reader.degrees()),
        execution=reader.execution(),
        over=reader.over(),
        caps=tuple(reader.caps()),
        formulas=tuple(reader.formulas()),
    )
    places = {"grades": "工作表“等级”", "degrees": "工作表“档次”"}
    check(pack, lambda field: places[field.partition("[")[0]], path.name)
    return pack


class _Reader:
    """The sheets of one workbook."""

    def __init__(self, name: str, sheets: Mapping[str, Any]) -> None:
        self.name = name
        self.sheets = sheets
        self.limits = {_text(row.get("项目")): (number, row) for number, row in self._rows("阈值", ("项目", "值"))}
        unknown = [key for key in self.limits if key not in _LIMITS]
        if unknown:
            raise self._error(
                "阈值", "A", self.limits[unknown[0]][0], f"不认识“{unknown[0]}”，可填：{'、'.join(_LIMITS)}"
            )

    def about(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in self.sheets["说明"].iter_rows(max_col=2, values_only=True):
            if row and row[0] is not None:
                found[_text(row[0])] = _text(row[1] if len(row) > 1 else None)
        for needed in ("编号", "名称", "依据"):
            if not found.get(needed):
                raise PackError(f"规则包 {self.name} 工作表“说明”缺少“{needed}”一行。")
        return found

    def grades(self) -> Iterator[GradeBand]:
        for number, row in self._rows("等级", ("等级", "下限")):
            yield GradeBand(_text(row["等级"]), self._decimal("等级", "B", number, row["下限"]))

    def degrees(self) -> Iterator[DegreeBand]:
        for number, row in self._rows("档次", ("档次", "下限", "上限")):
            name = _text(row["档次"])
            if name not in _DEGREES:
                raise self._error("档次", "A", number, f"档次应为{'、'.join(_DEGREES)}之一，不能是“{name}”")
            low, high = (self._decimal("档次", c, number, row[k]) for c, k in (("B", "下限"), ("C", "上限")))
            yield DegreeBand(_DEGREES[name], low, high)

    def execution(self) -> Execution | None:
        weight, below = (self._limit(key) for key in _LIMITS[:2])
        return None if weight is None else Execution(weight, below)

    def over(self) -> Over | None:
        ratio = self._limit(_LIMITS[2])
        return None if ratio is None else Over(ratio)

    def caps(self) -> Iterator[Cap]:
        for number, row in self._rows("总分上限", ("执行率低于", "总分不超过")):
            below, most = (
                self._decimal("总分上限", c, number, row[k]) for c, k in (("A", "执行率低于"), ("B", "总分不超过"))
            )
            yield Cap(below, most)

    def formulas(self) -> Iterator[PackFormula]:
        for _, row in self._rows("指标", ("指标", "公式")):
            aliases = tuple(word for word in _text(row.get("别名")).replace("，", "、").split("、") if word)
            yield PackFormula(_text(row["指标"]), _text(row["公式"]), aliases, _text(row.get("满分线")))

    def _limit(self, key: str) -> Decimal | None:
        if key not in self.limits:
            return None
        number, row = self.limits[key]
        return self._decimal("阈值", "B", number, row["值"])

    def _rows(self, sheet: str, needed: tuple[str, ...]) -> _Rows:
        """The filled rows of a sheet by heading; nothing where there is no such sheet."""
        if sheet not in self.sheets:
            return
        rows = self.sheets[sheet].iter_rows(values_only=True)
        heads = [_text(value) for value in next(rows, ())]
        missing = [head for head in needed if head not in heads]
        if missing:
            raise PackError(f"规则包 {self.name} 工作表“{sheet}”第1行缺少列“{missing[0]}”。")
        for number, values in enumerate(rows, 2):
            if any(value is not None for value in values):
                yield number, dict(zip(heads, values, strict=False))

    def _decimal(self, sheet: str, column: str, row: int, value: object) -> Decimal:
        try:
            return Decimal(_text(value))
        except InvalidOperation:
            raise self._error(sheet, column, row, f"应填数字，不能是“{_text(value)}”") from None

    def _error(self, sheet: str, column: str, row: int, what: str) -> PackError:
        return PackError(f"规则包 {self.name} 工作表“{sheet}”单元格 {column}{row}：{what}。")


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
