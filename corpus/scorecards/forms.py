"""项目支出绩效自评表 in the layouts of several provinces; the money rows and points of a form are one set of claims."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import msgspec

from corpus.ink import Fig, rounded
from corpus.ledger import Project
from corpus.page import LEFT, UP, Grid
from corpus.scorecards.indicators import Mark, doubled
from corpus.writer import Scored, Writer

_SOURCES = ("其中：当年财政拨款", "上年结转资金", "其他资金")


_SIGNS: tuple[dict[str, str], ...] = (
    {}, {}, {}, {"≥": ">=", "≤": "<=", "=": "="}, {"≥": "≧", "≤": "≦"}, {"≥": "不低于", "≤": "不高于", "=": ""},
    {"≥": "＞", "≤": "＜", "=": "＝"},
)  # fmt: skip
"""How a form writes ≥, ≤ and =; many write > and mean ≥."""
_CLEARLY_SHORT = Decimal("0.98")
"""A target missed by less than 2% may well be thought reached."""


class Form(msgspec.Struct, frozen=True):
    """What a form is about."""

    project: Project
    department: str
    unit: str
    year: int
    marks: list[Mark]
    goal: str
    result: str


class _Money(msgspec.Struct, frozen=True):
    totals: tuple[Fig, Fig, Fig]
    parts: tuple[tuple[Fig, Fig, Fig], ...]
    rate: Fig
    score: Fig
    weight: Fig


def _money(w: Writer, form: Form, weight: int) -> _Money:
    project = form.project
    columns = (project.initial, project.revised, project.spent)
    totals = tuple(w.cell(sum(column)) for column in columns)
    parts = tuple(tuple(w.cell(column[row]) for column in columns) for row in range(3))
    for number, total in enumerate(totals):
        w.tell("table_sum", "sum", total, *(row[number] for row in parts))
    for row in parts:
        w.tell("order", "at_most", row[2], row[1])
    spent, revised = sum(project.spent), sum(project.revised)
    rate = w.percent(spent, revised, 2, shown="")
    w.tell("ratio", "ratio", rate, totals[2], totals[1])
    points = Decimal(rounded(Fraction(weight * spent, revised), 2))
    score, full = w.points(points), w.points(Decimal(weight))
    w.tell("score_recompute", "portion", score, full, rate)
    return _Money(totals, parts, rate, score, full)  # type: ignore[arg-type]


class _Row(msgspec.Struct, frozen=True):
    mark: Mark
    target: str
    actual: str
    weight: Fig
    score: Fig
    reason: Fig
    sign: Fig


def fact(project: Project, mark: Mark, side: str) -> str:
    """The key of a target or of what was reached, so that text and table can state it both."""
    return f"{project.name}:{mark.name}:{side}"


def _value(w: Writer, plain: str, unit: str, shown: bool, key: str) -> str:
    if not unit:
        return plain
    return str(w.number(plain, unit, None if shown else "", key, cell=True))


def _rows(w: Writer, form: Form, marks: list[Mark], with_units: bool = True) -> list[_Row]:
    """The rows in ink. A form has its own way to write a sign."""
    out = []
    habit = w.rng.choice(_SIGNS)
    for mark in marks:
        sign = w.text("" if mark.sign == "定性" or not with_units else habit.get(mark.sign, mark.sign))
        target = str(sign) + _value(w, mark.target, mark.unit, with_units, fact(form.project, mark, "target"))
        actual = _value(w, mark.actual, mark.unit, with_units, fact(form.project, mark, "actual"))
        out.append(_Row(mark, target, actual, w.points(mark.weight), w.points(mark.claimed), w.text(mark.reason), sign))
    return out


def _total(
    w: Writer, money: _Money, rows: list[_Row], form: Form, money_points: int, label: str = "年度资金总额"
) -> tuple[Fig, Fig]:
    """The figures of the total row; keeps every row for slips. `label` is what the form calls its money row."""
    full = w.points(Decimal(100))
    claimed = sum((row.mark.claimed for row in rows), Decimal(money.score.plain))
    total = w.points(claimed, key=f"score:{form.project.name}")
    w.tell("score_sum", "sum", full, money.weight, *(row.weight for row in rows))
    w.tell("score_sum", "sum", total, money.score, *(row.score for row in rows))
    for row in rows:
        w.tell("score_sum", "at_most", row.score, row.weight)
        deserved = row.mark.claimed if row.mark.exact else None
        w.rows.append(
            Scored(
                row.mark.name, row.mark.weight, row.score, deserved, [total], row.reason,
                shortfall=row.mark.exact and row.mark.claimed < row.mark.weight * _CLEARLY_SHORT, supported=row.mark.exact,
                sign=row.sign if row.sign.plain and row.mark.sign == "≥" and row.mark.unit == "%" else None,
            )
        )  # fmt: skip
    w.rows.append(
        Scored(label, Decimal(money_points), money.score, Decimal(money.score.plain), [total], supported=True)
    )
    return full, total


def _grouped(rows: list[_Row], line: Callable[[str, str, _Row], tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows with the names of their groups merged downwards."""
    grid = []
    first = second = ""
    for row in rows:
        one = UP if row.mark.first == first else row.mark.first
        two = UP if row.mark.first == first and row.mark.second == second else row.mark.second
        first, second = row.mark.first, row.mark.second
        grid.append(line(one, two, row))
    return grid


def _sheet(form: Form) -> str:
    return form.project.name[:20]


def _above_indicators(w: Writer, form: Form, money: _Money, mark: str) -> list[tuple[str, ...]]:
    """The rows of a form in nine columns before its indicators: names, money, goals; `mark` where nothing is asked."""
    a, b, c = money.totals
    heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    return [
        ("项目名称", form.project.name, *(LEFT,) * 7),
        ("主管部门", form.department, *(LEFT,) * 3, "实施单位", form.unit, LEFT, LEFT),
        (f"项目资金（{w.style.table_money}）", "", LEFT, *heads),
        (UP, "年度资金总额", LEFT, str(a), str(b), str(c), str(money.weight), f"{money.rate}%", str(money.score)),
        *(
            (UP, name, LEFT, *map(str, part), mark, mark, mark)
            for name, part in zip(_SOURCES, money.parts, strict=True)
        ),
        ("年度总体目标", "预期目标", *(LEFT,) * 3, "实际完成情况", *(LEFT,) * 3),
        (UP, form.goal, *(LEFT,) * 3, form.result, *(LEFT,) * 3),
    ]


def national(w: Writer, form: Form) -> Grid:
    """财预〔2020〕10号附件1, with a column each for rate and points."""
    money, rows = _money(w, form, 10), _rows(w, form, form.marks)
    full, total = _total(w, money, rows, form, 10)
    title = (f"项目支出绩效自评表（{form.year}年度）", *(LEFT,) * 8)
    grid = [title, *_above_indicators(w, form, money, w.rng.choice(("—", "/", "--")))]
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    grid.append(("绩效指标", *heads))
    body = _grouped(
        rows,
        lambda one, two, row: (
            UP, one, two, row.mark.name, row.target, row.actual, str(row.weight), str(row.score), str(row.reason),
        ),
    )  # fmt: skip
    grid.extend(body)
    grid.append(("总分", *(LEFT,) * 5, str(full), str(total), ""))
    return Grid(tuple(grid), _sheet(form))


def plain(w: Writer, form: Form) -> Grid:
    """The same without the outer column; points of each group in its name."""
    money, rows = _money(w, form, 10), _rows(w, form, form.marks)
    full, total = _total(w, money, rows, form, 10)
    a, b, c = money.totals
    sums = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
    grid: list[tuple[str, ...]] = [
        ("项目名称", form.project.name, *(LEFT,) * 6),
        ("主管部门", form.department, LEFT, LEFT, "实施单位", form.unit, LEFT, LEFT),
        (
            f"项目资金\n（{w.style.table_money}）",
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ),
        (UP, "年度资金总额：", str(a), str(b), str(c), str(money.weight), f"{money.rate}%", str(money.score)),
    ]
    for name, part in zip(_SOURCES, money.parts, strict=True):
        grid.append((UP, name, *(str(fig) for fig in part), "-", "-", "-"))
    grid.append(("年度总体目标", "预期目标", LEFT, LEFT, "实际完成情况", *(LEFT,) * 3))
    grid.append((UP, form.goal, LEFT, LEFT, form.result, *(LEFT,) * 3))
    grid.append(
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    )
    body = _grouped(
        rows,
        lambda one, two, row: (
            one if one == UP else f"{one}（{sums[one]}分）", two, row.mark.name, row.target, row.actual,
            str(row.weight), str(row.score), str(row.reason),
        ),
    )  # fmt: skip
    grid.extend(body)
    grid.append(("总分", *(LEFT,) * 4, str(full), str(total), ""))
    return Grid(tuple(grid), _sheet(form))


def hubei(w: Writer, form: Form) -> Grid:
    """Execution counts 20 points; weights stand in the names; 目标值(A), 完成值(B)."""
    marks = doubled(form.marks)
    money, rows = _money(w, form, 20), _rows(w, form, marks)
    _, total = _total(w, money, rows, form, 20, "年度财政资金总额")
    _, b, c = money.totals
    grid: list[tuple[str, ...]] = [
        (f"{form.year}年度{form.project.name}项目绩效自评表", *(LEFT,) * 6),
        ("主管部门", form.department, LEFT, LEFT, "项目实施单位", form.unit, LEFT),
        (
            f"预算执行情况（{w.style.table_money}）（20分）",
            "",
            LEFT,
            "预算数（A）",
            "执行数（B）",
            "执行率（B/A）",
            "得分（20分×执行率）",
        ),
        (UP, "年度财政资金总额", LEFT, str(b), str(c), f"{money.rate}%", str(money.score)),
        ("年度绩效目标（80分）", "一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"),
    ]
    body = _grouped(
        rows,
        lambda one, two, row: (
            UP, one, two, f"{row.mark.name}（{format(row.mark.weight, 'f')}分）", row.target, row.actual, str(row.score),
        ),
    )  # fmt: skip
    grid.extend(body)
    grid.append(("总分", *(LEFT,) * 5, str(total)))
    missed = [f"{row.mark.name}：{row.reason}" for row in rows if row.mark.reason]
    grid.append(("偏差大或目标未完成原因分析", "；".join(missed) or "无", *(LEFT,) * 5))
    return Grid(tuple(grid), _sheet(form))


def sichuan(w: Writer, form: Form) -> Grid:
    """系统表: 指标性质, 指标值, 度量单位, 完成值 in columns of their own."""
    money, rows = _money(w, form, 10), _rows(w, form, form.marks, with_units=False)
    full, total = _total(w, money, rows, form, 10, "总额")
    a, b, c = money.totals
    grid: list[tuple[str, ...]] = [
        ("项目名称", form.project.name, *(LEFT,) * 9),
        ("主管部门", form.department, *(LEFT,) * 3, "实施单位（盖章）", form.unit, *(LEFT,) * 4),
        ("项目基本情况", "项目年度目标", LEFT, form.goal, LEFT, LEFT, "年度目标完成情况", LEFT, form.result, LEFT, LEFT),
        ("预算执行情况（10分）", f"年度预算数（{w.style.table_money}）", LEFT, "年初预算", "调整后预算数", "预算执行数", "预算执行率", LEFT, "权重", "得分", "原因"),
        (UP, "总额", LEFT, str(a), str(b), str(c), f"{money.rate}%", LEFT, str(money.weight), str(money.score), ""),
    ]  # fmt: skip
    for name, part in zip(("其中：财政资金", "上年结转资金", "其他资金"), money.parts, strict=True):
        grid.append((UP, name, LEFT, *(str(fig) for fig in part), "/", LEFT, "/", "/", ""))
    grid.append(
        (
            "绩效指标（90分）",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标性质",
            "指标值",
            "度量单位",
            "完成值",
            "权重",
            "得分",
            "未完成原因分析",
        )
    )
    body = _grouped(
        rows,
        lambda one, two, row: (
            UP, one, two, row.mark.name, row.mark.sign, row.target, row.mark.unit or "项", row.actual, str(row.weight),
            str(row.score), str(row.reason),
        ),
    )  # fmt: skip
    grid.extend(body)
    grid.append(("合计", *(LEFT,) * 7, str(full), str(total), ""))
    return Grid(tuple(grid), _sheet(form))


def beijing(w: Writer, form: Form) -> Grid:
    """A column says how points are worked out."""
    money, rows = _money(w, form, 10), _rows(w, form, form.marks)
    full, total = _total(w, money, rows, form, 10)
    how = {
        "≥": "完成值达到指标值，记满分；未达到指标值，按B/A×该指标分值记分。",
        "=": "完成值达到指标值，记满分；未达到指标值，按B/A×该指标分值记分。",
        "≤": "完成值不高于指标值，记满分；高于指标值，按A/B×该指标分值记分。",
        "定性": "按照达成预期、部分达成、未达成三档，分别按分值的100-80%（含）、80-50%（含）、50-0%记分。",
    }
    grid = _above_indicators(w, form, money, "—")
    heads = ("年度指标值（A）", "实际完成值（B）", "分值", "得分", "偏差原因分析及改进措施")
    grid.append(("一级指标", "二级指标", "三级指标", "得分计算方法", *heads))
    body = _grouped(
        rows,
        lambda one, two, row: (
            one, two, row.mark.name, how[row.mark.sign], row.target, row.actual, str(row.weight), str(row.score),
            str(row.reason),
        ),
    )  # fmt: skip
    grid.extend(body)
    grid.append(("总分", *(LEFT,) * 5, str(full), str(total), ""))
    return Grid(tuple(grid), _sheet(form))


def chongqing(w: Writer, form: Form) -> Grid:
    """得分系数（%） × 指标权重 = 指标得分."""
    money, rows = _money(w, form, 10), _rows(w, form, form.marks, with_units=False)
    full, total = _total(w, money, rows, form, 10, "年度总金额")
    a, b, c = money.totals
    grid: list[tuple[str, ...]] = [
        ("项目名称", form.project.name, *(LEFT,) * 3, "业务主管部门", form.department, LEFT, LEFT),
        (
            f"预算执行情况（{w.style.table_money}）",
            "",
            "年初预算数",
            "全年（调整）预算数",
            "全年执行数",
            "执行率（%）",
            "执行率权重",
            "执行率得分",
            "备注",
        ),
        (UP, "年度总金额", str(a), str(b), str(c), str(money.rate), str(money.weight), str(money.score), ""),
    ]
    for name, part in zip(("其中：财政拨款", "上年结转", "其他资金"), money.parts, strict=True):
        grid.append((UP, name, *(str(fig) for fig in part), "", "", "", ""))
    grid.append(("绩效目标", form.goal, *(LEFT,) * 3, "完成情况", form.result, LEFT, LEFT))
    grid.append(
        ("指标名称", LEFT, "计量单位", "指标性质", "年度指标值", "全年完成值", "得分系数（%）", "指标权重", "指标得分")
    )
    for row in rows:
        share = Fraction(row.mark.claimed) / Fraction(row.mark.weight)
        rate = w.percent(share, 1, 2, shown="")
        w.tell("score_recompute", "portion", row.score, row.weight, rate)
        cells = (
            row.mark.unit or "—",
            row.mark.sign,
            row.target,
            row.actual,
            str(rate),
            str(row.weight),
            str(row.score),
        )
        grid.append((row.mark.name, LEFT, *cells))
    grid.append(("合计", *(LEFT,) * 6, str(full), str(total)))
    return Grid(tuple(grid), _sheet(form))


LAYOUTS: dict[str, Callable[[Writer, Form], Grid]] = {
    "national": national,
    "plain": plain,
    "hubei": hubei,
    "sichuan": sichuan,
    "beijing": beijing,
    "chongqing": chongqing,
}
