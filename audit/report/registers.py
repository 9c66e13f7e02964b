"""Workbooks made from decisions: 复核底稿, 得分对照表, 整改台账, 结果应用建议表. What only a person can say is left blank,
and kept when they are written anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from audit.finding import ScoreLine
from audit.report.concluded import Concluded
from audit.report.lines import ScoreRow
from audit.report.listing import FINGERPRINT
from audit.report.refilled import refilled
from audit.report.sheets import Book, Column, Sheet, Value
from audit.report.wording import SEVERITY, VERDICT, kind_word, spot

TO_FILL: dict[str, Any] = {"bg_color": "#FFFFE5", "locked": False}

WORKING_PAPER = (
    Column("一级指标", 12),
    Column("二级指标", 14),
    Column("三级指标", 22),
    Column("指标性质", 8, "centre"),
    Column("指标值", 12),
    Column("度量单位", 8, "centre"),
    Column("权重", 7, "number"),
    Column("自评完成值", 16),
    Column("自评得分", 8, "number"),
    Column("系统测算区间", 12, "centre"),
    Column("复核完成值", 12),
    Column("复核得分", 8, "number"),
    Column("偏离度", 8, "number"),
    Column("备注（扣分依据）", 46),
)
_NOT_DONE = ("claimed", "weight", "score", "part", "admission")
"""Roles of figures that tell points or admissions, not what was done."""
_FILL_IN_PAPER = (10, 11, 12)

SCORE_TABLE = (
    Column("单位", 20),
    Column("年度", 7, "centre"),
    Column("项目", 22),
    Column("文件", 24),
    Column("自评得分", 8, "number"),
    Column("自评等级", 8, "centre"),
    Column("系统测算区间", 13, "centre"),
    Column("测算最高等级", 8, "centre"),
    Column("复核得分", 8, "number"),
    Column("复核等级", 8, "centre"),
    Column("差值", 8, "number"),
    Column("偏离度", 8, "number"),
    Column("主要原因", 44),
)
_FILL_IN_SCORES = (8, 9, 10, 11)

RECTIFICATION = (
    Column("问题编号", 9, "centre"),
    Column("单位", 18),
    Column("年度", 7, "centre"),
    Column("文件", 20),
    Column("问题", 18),
    Column("原文摘录", 36),
    Column("核实意见", 22),
    Column("整改措施", 22),
    Column("责任人", 9, "centre"),
    Column("时限", 10, "centre"),
    Column("进度", 18),
    Column("佐证", 16),
    Column("销号意见", 16),
    Column(FINGERPRINT, 18, "hidden"),
)
_FILL_IN_RECTIFICATION = (7, 8, 9, 11, 12)

USE_OF_RESULTS = (
    Column("单位", 22),
    Column("年度", 7, "centre"),
    Column("项目", 26),
    Column("自评等级", 9, "centre"),
    Column("复核等级", 9, "centre"),
    Column("已确认的问题", 40),
    Column("预算建议（保障／核减／取消）", 20),
    Column("理由", 36),
)
_FILL_IN_USE = (4, 6, 7)

CURED = "重报后已不再出现，待销号"
STANDING = "尚未改正"


def _write(
    path: Path,
    title: str,
    layout: tuple[Sequence[Column], Sequence[int], Sequence[int]],
    note: str,
    rows: Iterable[Sequence[Value]],
) -> None:
    """Write a workbook; `layout` is its columns, those that tell its rows apart, and those that people fill in."""
    columns, key, fill = layout
    kept = refilled(path, title, columns, key, fill, rows)
    book = Book(path, title)
    sheet = Sheet(book, title, columns, note, {"": dict.fromkeys(fill, TO_FILL)})
    for row in kept:
        sheet.add(row)
    sheet.finish()
    book.close()


Spot = tuple[str, int, int | None, int | None]
"""Item, block, row and column."""


class Printed(msgspec.Struct, frozen=True, array_like=True):
    """What a score card prints of an indicator beside its points, and the cell where the indicator stands."""

    spot: Spot
    nature: str = ""
    target: str = ""
    measure: str = ""
    actual: str = ""

    @classmethod
    def of(cls, score: ScoreLine) -> Printed:
        return cls((score.item, *score.place.text_id), score.nature, score.target, score.measure, score.actual)

    @property
    def tells(self) -> bool:
        """Whether the card has any of it."""
        return bool(self.nature or self.target or self.measure or self.actual)


def write_working_paper(concluded: Concluded, printed: Iterable[Printed], path: Path) -> bool:
    """复核底稿 of one report; False where no score card was read."""
    if not concluded.scores:
        return False
    by_spot = {row.spot: row for row in printed}
    rows = (_paper_row(score, by_spot) for score in concluded.scores)
    note = "自评数据由系统从报告中读出；系统测算区间不是复核得分，复核完成值、复核得分由复核人填写。"
    _write(path, "复核底稿", (WORKING_PAPER, (0, 1, 2), _FILL_IN_PAPER), note, rows)
    return True


def _paper_row(score: ScoreRow, by_spot: Mapping[Spot, Printed]) -> tuple[Value, ...]:
    at = (score.item, score.place.block, score.place.row, score.place.col)
    printed = by_spot.get(at, Printed(at))
    path = [*score.indicator.path, "", "", ""]
    upper = path[:2] if len(score.indicator.path) > 2 else [path[0] if len(score.indicator.path) > 1 else "", ""]
    return (
        *upper,
        " ".join(filter(None, (score.indicator.code, score.indicator.name))),
        printed.nature or _sign(printed.target),
        printed.target,
        printed.measure,
        _number(score.indicator.weight),
        printed.actual or "；".join(f.text for f in score.inputs if f.role not in _NOT_DONE),
        _number(score.claimed),
        _range(score.lowest, score.highest),
        "",
        "",
        "",
        f"【{VERDICT[score.verdict]}】{score.why}",
    )


def _sign(target: str) -> str:
    """The sign before a target, where the card has no column of its own for it."""
    return target[:1] if target[:1] in "≥≤＞＜><＝=" else ""


def _number(text: str | None) -> Value:
    return "" if text is None else Decimal(text)


def _range(lowest: str | None, highest: str | None) -> str:
    if lowest is None or highest is None:
        return ""
    return lowest if lowest == highest else f"{lowest}～{highest}"


def write_score_table(reports: Iterable[Concluded], path: Path) -> None:
    """自评/复核得分对照表 of a run."""
    note = "系统测算区间只依据报告自身的细则和数据；复核得分、复核等级由复核人填写。"
    _write(path, "得分对照表", (SCORE_TABLE, (0, 1, 2, 3), _FILL_IN_SCORES), note, _score_rows(reports))


def _score_rows(reports: Iterable[Concluded]) -> Iterable[tuple[Value, ...]]:
    for report in reports:
        for total in report.totals:
            item = report.item(total.item)
            confirmed = [f.title for f, _ in report.decided("属实") if f.item == total.item]
            reasons = "；".join(dict.fromkeys(filter(None, (total.why, *confirmed))))
            yield (
                item.unit or "",
                item.year or "",
                item.project or "",
                report.report,
                _number(total.claimed),
                total.grade_claimed or "",
                _range(total.lowest, total.highest),
                total.grade_highest or "",
                "",
                "",
                "",
                "",
                reasons,
            )


def write_rectification(matters: Iterable[tuple[Value, ...]], path: Path) -> None:
    """整改台账 from its rows (see `RECTIFICATION`): every problem ever confirmed, cured ones too."""
    note = "只列经人工确认属实的问题；重报后不再出现的，进度中已注明，由审核人销号。"
    _write(path, "整改台账", (RECTIFICATION, (3, 13), _FILL_IN_RECTIFICATION), note, matters)


def write_use_of_results(reports: Iterable[Concluded], path: Path) -> None:
    """结果应用建议表: the decision is left blank, a person makes it."""
    note = "预算建议和理由由财政部门按结果应用办法填写，系统不作建议。"
    _write(path, "结果应用建议表", (USE_OF_RESULTS, (0, 1, 2), _FILL_IN_USE), note, _use_rows(reports))


def _use_rows(reports: Iterable[Concluded]) -> Iterable[tuple[Value, ...]]:
    for report in reports:
        grades = {total.item: total.grade_claimed for total in report.totals}
        for item in report.line.items:
            problems = [
                f"{SEVERITY[f.severity]}：{f.title}（{spot(f.place)}）"
                for f, _ in report.decided("属实")
                if f.item == item.id
            ]
            yield (
                item.unit or report.report,
                item.year or "",
                item.project or kind_word(item.kind),
                grades.get(item.id) or "",
                "",
                "\n".join(problems),
                "",
                "",
            )
