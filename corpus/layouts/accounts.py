"""Tables of accounts: by class, section and item with totals inside totals; this year against last."""

from __future__ import annotations

from corpus.ink import Fig
from corpus.ledger import WAN, Ledger
from corpus.page import Block, Grid, Para
from corpus.writer import Writer

_GRAIN = WAN // 100
_CLASSES = (
    ("201", "一般公共服务支出", ("统计信息事务", "财政事务", "纪检监察事务")),
    ("208", "社会保障和就业支出", ("行政事业单位养老支出", "抚恤", "就业补助")),
    ("210", "卫生健康支出", ("行政事业单位医疗", "公共卫生")),
    ("213", "农林水支出", ("农业农村", "林业和草原", "水利")),
    ("221", "住房保障支出", ("住房改革支出",)),
)
_ITEMS = ("行政运行", "一般行政管理事务", "专项业务", "其他支出")


def by_function(w: Writer, book: Ledger) -> list[Block]:
    """支出决算表: code, name, total, basic, project; a class is the sum of its sections, a section of its items."""
    body: list[tuple[str, ...]] = []
    tops: list[tuple[Fig, Fig, Fig]] = []
    grand = [0, 0]
    for code, name, sections in w.rng.sample(_CLASSES, w.rng.randint(2, 4)):
        at, sums, children = len(body), [0, 0], []
        for number, section in enumerate(sections[: w.rng.randint(1, len(sections))], 1):
            place, part, lines = len(body), [0, 0], []
            for item in range(1, w.rng.randint(1, 3) + 1):
                amounts = [w.rng.choice((0, w.rng.randint(100, 90_000))) * _GRAIN for _ in range(2)]
                amounts[0] = amounts[0] or _GRAIN * w.rng.randint(50, 9000)
                lines.append(_row(w, body, f"{code}{number:02d}{item:02d}", f"　　{_ITEMS[item - 1]}", amounts))
                part = [one + other for one, other in zip(part, amounts, strict=True)]
            children.append(_row(w, body, f"{code}{number:02d}", f"　{section}", part, place))
            _total(w, children[-1], lines)
            sums = [one + other for one, other in zip(sums, part, strict=True)]
        tops.append(_row(w, body, code, name, sums, at))
        _total(w, tops[-1], children)
        grand = [one + other for one, other in zip(grand, sums, strict=True)]
    total = _row(w, body, "", "合计", grand, 0)
    _total(w, total, tops)
    heads = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
    return [Para(f"单位：{w.style.table_money}", "right"), Grid((heads, *body))]


def _row(
    w: Writer, body: list[tuple[str, ...]], code: str, name: str, amounts: list[int], at: int | None = None
) -> tuple[Fig, Fig, Fig]:
    total, basic, project = w.cell(sum(amounts)), w.cell(amounts[0]), w.cell(amounts[1])
    w.tell("table_sum", "sum", total, basic, project)
    line = (code, name, str(total), str(basic), str(project))
    body.insert(len(body) if at is None else at, line)
    return total, basic, project


def _total(w: Writer, head: tuple[Fig, Fig, Fig], parts: list[tuple[Fig, Fig, Fig]]) -> None:
    for column in range(3):
        w.tell("table_sum", "sum", head[column], *(part[column] for part in parts))


def against_last_year(w: Writer, book: Ledger) -> list[Block]:
    """Items of this year and last, the change and its rate, with a total row."""
    unit = w.style.table_money
    rows: list[tuple[str, ...]] = [
        ("项目", f"{book.year - 1}年（{unit}）", f"{book.year}年（{unit}）", f"增减额（{unit}）", "增减率（%）")
    ]
    sums, columns = [0, 0], ([], [])  # type: tuple[list[int], tuple[list[Fig], list[Fig]]]
    for name in ("办公费", "印刷费", "差旅费", "会议费", "培训费", "维修（护）费", "委托业务费")[: w.rng.randint(4, 7)]:
        pair = [w.rng.randint(100, 9000) * _GRAIN for _ in range(2)]
        figs = _compared(w, rows, name, pair)
        for place, fig in enumerate(figs):
            columns[place].append(fig)
            sums[place] += pair[place]
    old, new = _compared(w, rows, "合计", sums)
    w.tell("table_sum", "sum", old, *columns[0])
    w.tell("table_sum", "sum", new, *columns[1])
    return [Grid(tuple(rows))]


def _compared(w: Writer, rows: list[tuple[str, ...]], name: str, pair: list[int]) -> tuple[Fig, Fig]:
    before, now = pair
    old, new = w.cell(before), w.cell(now)
    change = w.cell(now - before)
    rate = w.percent(now - before, before, 2, shown="")
    w.tell("change", "balance", change, new, old, signs=(1, -1))
    w.tell("change", "signed_growth", rate, new, old)
    rows.append((name, str(old), str(new), str(change), str(rate)))
    return old, new
