"""The tables that are printed: kinds that reports hold, with what makes them hard to read once the rulings are gone."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import msgspec

LEFT, UP = "\u2190", "\u2191"
"""The cell belongs to the one on its left, to the one above."""
_FIGURE = re.compile(r"[-−]?[\d,.]+[%％]?|[-－—]")
_UNITS = ("机关本级", "市场监管综合行政执法支队", "农业技术推广服务中心", "不动产登记中心", "青少年活动中心", "档案馆")
_PROJECTS = (
    "城乡居民基本养老保险财政补助资金",
    "道路养护",
    "义务教育阶段家庭经济困难学生生活补助项目",
    "农村生活污水治理及管网改造提升工程（二期）",
    "垃圾清运",
    "公共文化场馆免费开放",
    "基层医疗卫生机构能力建设专项",
    "森林防火",
    "行政村便民服务站点标准化改造及设备更新购置",
)
_REASONS = (
    "已按计划完成",
    "因部分工程验收滞后，尾款未能在年度内支付，下一步将加快办理结算并按合同约定及时拨付",
    "满意度调查样本量偏少，扣1分",
    "年初目标设置偏低，实际完成值超出目标值较多，按评分细则扣减0.5分，今后将结合上年完成情况科学设定",
    "无",
)


class Slot(msgspec.Struct, frozen=True):
    """A cell: its place on the grid, its text, whether it is a heading."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    head: bool

    @property
    def is_figure(self) -> bool:
        return _FIGURE.fullmatch(self.text) is not None


class Sheet(msgspec.Struct, frozen=True):
    """A table to print: its columns' widths in shares of the whole, its cells, how many rows are its head."""

    name: str
    widths: tuple[float, ...]
    rows: int
    head: int
    slots: tuple[Slot, ...]


def _sheet(name: str, widths: Sequence[float], rows: Sequence[Sequence[str]], head: int = 1) -> Sheet:
    slots = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (LEFT, UP):
                continue
            colspan = next((n for n in range(1, len(row) - c) if row[c + n] != LEFT), len(row) - c)
            rowspan = next((n for n in range(1, len(rows) - r) if rows[r + n][c] != UP), len(rows) - r)
            slots.append(Slot(r, c, rowspan, colspan, text, head=r < head))
    return Sheet(name, tuple(width / sum(widths) for width in widths), len(rows), head, tuple(slots))


def _money(draw: random.Random, top: int = 99_999) -> str:
    return f"{draw.randint(0, top):,}.{draw.randint(0, 99):02d}"


def _rate(draw: random.Random) -> str:
    return f"{draw.randint(40, 100)}.{draw.randint(0, 99):02d}%"


def budget(draw: random.Random) -> Sheet:
    """Short names and figures."""
    names = ("基本支出", "人员经费", "公用经费", "项目支出", "上缴上级支出", "经营支出", "本年支出合计")
    rows = [[name, _money(draw), _money(draw), _rate(draw)] for name in names]
    return _sheet("short cells", (4, 3, 3, 2), [["科目", "预算数", "决算数", "执行率"], *rows])


def names(draw: random.Random) -> Sheet:
    """A first column that wraps beside figures that don't."""
    rows = [[name, _money(draw), _money(draw), _rate(draw)] for name in draw.sample(_PROJECTS, 7)]
    return _sheet("wrapped names", (4, 3, 3, 2.4), [["项目名称", "全年预算数", "全年执行数", "执行率"], *rows])


def two_heads(draw: random.Random) -> Sheet:
    """A head of two rows, headings over several columns."""
    head = [["单位", "年初预算数", LEFT, LEFT, "决算数", LEFT, LEFT], [UP, *("小计", "基本支出", "项目支出") * 2]]
    rows = [[name, *(_money(draw, 9_999) for _ in range(6))] for name in _UNITS]
    return _sheet("two-row head", (4, 3, 3, 3, 3, 3, 3), [*head, *rows], head=2)


def groups(draw: random.Random) -> Sheet:
    """A merged first column."""
    rows: list[list[str]] = [["一级指标", "指标名称", "目标值", "实际值", "分值", "得分"]]
    for group, count in (("产出指标", draw.randint(2, 5)), ("效益指标", draw.randint(2, 4)), ("满意度指标", 2)):
        for number in range(count):
            target = f"{draw.randint(60, 99)}%"
            name = draw.choice(("完成数量", "验收合格率", "按时完成率", "成本节约率", "受益人数", "群众满意度"))
            points = str(draw.randint(3, 10))
            rows.append([UP if number else group, f"{name}{number + 1}", target, _rate(draw), points, points])
    return _sheet("merged first column", (3, 4, 2, 2.4, 1.6, 1.6), rows)


def card(draw: random.Random) -> Sheet:
    """Long texts beside scores, groups on two levels."""
    rows: list[list[str]] = [["一级指标", "二级指标", "三级指标", "分值", "得分", "偏差原因及改进措施"]]
    for one, twos in (("产出指标", ("数量指标", "质量指标")), ("效益指标", ("社会效益",))):
        for at, two in enumerate(twos):
            for number in range(2):
                name = draw.choice(("改造完成公里数", "培训人次", "发放准确率", "受益群众生活改善程度"))
                score = f"{draw.randint(3, 12)}"
                first = one if not at and not number else UP
                rows.append([first, UP if number else two, name, score, score, draw.choice(_REASONS)])
    return _sheet("scoring card", (2, 2, 3, 1.3, 1.3, 5), rows)


def sparse(draw: random.Random) -> Sheet:
    """Many empty cells."""
    rows = []
    for name in draw.sample(_UNITS, 6):
        cells = [_money(draw, 9_999) if draw.random() < 0.5 else "" for _ in range(4)]
        rows.append([name[:7], _money(draw), *cells])
    return _sheet("empty cells", (4, 3, 3, 3, 3, 3), [["单位", "合计", "工资", "商品服务", "资本性", "其他"], *rows])


def narrow(draw: random.Random) -> Sheet:
    """Figures broken over lines for want of room."""
    rows = [[name[:8], *(f"{draw.randint(10, 999)},{draw.randint(100, 999)},{draw.randint(100, 999)}.{draw.randint(10, 99)}"
             for _ in range(3)), _rate(draw)] for name in draw.sample(_PROJECTS, 5)]  # fmt: skip
    return _sheet("broken figures", (4, 2, 2, 2, 2), [["项目", "预算", "调整", "决算", "执行率"], *rows])


def totals(draw: random.Random) -> Sheet:
    """A word for the total over two columns."""
    rows = [[str(n), name, _money(draw), _money(draw), _rate(draw)] for n, name in enumerate(draw.sample(_UNITS, 5), 1)]
    total = ["合计", LEFT, _money(draw), _money(draw), _rate(draw)]
    return _sheet(
        "total over columns", (1.3, 5, 3, 3, 2.3), [["序号", "单位", "预算数", "决算数", "执行率"], *rows, total]
    )


def glossary(draw: random.Random) -> Sheet:
    """Two columns, the second one long."""
    rows = [[f"指标{n}", draw.choice(_REASONS[1:4]) + draw.choice(_REASONS)] for n in range(1, 6)]
    return _sheet("name and text", (2, 7), [["指标名称", "指标说明"], *rows])


def sections(draw: random.Random) -> Sheet:
    """Rows that are one heading over all columns."""
    rows: list[list[str]] = []
    for title in ("一、收入情况", "二、支出情况"):
        rows.append([title, LEFT, LEFT, LEFT])
        rows += [[name, _money(draw), _money(draw), _rate(draw)] for name in ("财政拨款", "事业收入", "其他")]
    return _sheet("rows over all columns", (4, 3, 3, 2), [["项目", "本年数", "上年数", "占比"], *rows])


def wrapped_heads(draw: random.Random) -> Sheet:
    """Headings of two or three lines."""
    head = [
        "序号",
        "预算单位名称",
        "一般公共预算财政拨款收入（万元）",
        "政府性基金预算财政拨款（万元）",
        "年末结转结余（万元）",
    ]
    rows = [[str(n), name[:6], *(_money(draw, 9_999) for _ in range(3))] for n, name in enumerate(_UNITS, 1)]
    return _sheet("wrapped headings", (1.3, 3.5, 3, 3, 3), [head, *rows])


def years(draw: random.Random) -> Sheet:
    """Many narrow columns set near one another."""
    head = ["项目", *(f"{year}年" for year in range(2018, 2026))]
    rows = [
        [name, *(_money(draw, 99_999) for _ in range(8))] for name in ("收入", "支出", "结余", "资产", "负债", "净值")
    ]
    return _sheet("close columns", (2, *([2.7] * 8)), [head, *rows])


def wrapped(draw: random.Random) -> Sheet:
    """Every cell of several columns wraps."""
    rows = [
        [name, draw.choice(_REASONS), _money(draw), draw.choice(_REASONS[:3])] for name in draw.sample(_PROJECTS, 5)
    ]
    return _sheet("every column wrapped", (3, 5, 2.6, 4), [["项目名称", "完成情况", "金额（万元）", "备注"], *rows])


def both_sides(draw: random.Random) -> Sheet:
    """Income on the left, spending on the right, of different length."""
    incomes = ["财政拨款收入", "事业收入", "经营收入", "其他收入", "本年收入合计", "年初结转和结余", "总计"]
    spendings = ["基本支出", "项目支出", "", "", "本年支出合计", "年末结转和结余", "总计"]
    rows = [[a, _money(draw), b, _money(draw) if b else ""] for a, b in zip(incomes, spendings, strict=True)]
    return _sheet("income and spending", (4, 3, 4, 3), [["收入", "决算数", "支出", "决算数"], *rows])


def long(draw: random.Random) -> Sheet:
    """More rows than a page holds."""
    rows = [[str(n), draw.choice(_PROJECTS), draw.choice(_UNITS), _money(draw), _rate(draw)] for n in range(1, 46)]
    return _sheet(
        "over pages", (1.2, 4.5, 3.5, 2.6, 2.2), [["序号", "项目名称", "实施单位", "决算数", "执行率"], *rows]
    )


SHEETS = (
    budget, names, two_heads, groups, card, sparse, narrow, totals, glossary, sections, wrapped_heads, years, wrapped,
    both_sides, long,
)  # fmt: skip
