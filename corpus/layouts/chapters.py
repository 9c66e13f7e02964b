"""Chapters on single projects and a table of towns, which make a report as long as the long ones are."""

from __future__ import annotations

from fractions import Fraction

from corpus.ink import Fig
from corpus.ledger import WAN, Ledger, split
from corpus.page import LEFT, Block, Grid, Heading, Para
from corpus.wording import framing
from corpus.writer import Writer

_FRONT = ("石", "青", "龙", "马", "双", "白", "松", "清", "大", "新", "东", "西", "高", "竹", "柳", "沙", "金", "黄")
_BACK = ("桥", "溪", "坪", "岭", "河", "塘", "湾", "堰", "垭", "泉", "店", "洞", "坝", "庙")
_ENDS = ("镇", "镇", "乡", "街道")
_KINDS = (
    "基础设施提升", "信息化建设", "队伍能力建设", "设备更新", "宣传推广", "服务购买", "隐患整治", "示范创建", "标准化建设", "数据治理",
)  # fmt: skip
_NUMERALS = "一二三四五六七八九十"
_GRAIN = WAN // 100


def _numeral(number: int) -> str:
    if number <= 10:
        return _NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


def _money(w: Writer) -> str:
    budget = w.rng.randint(5_000, 400_000) * _GRAIN
    parts = split(w.rng, budget, 3, _GRAIN)
    head = w.money(budget)
    figs = [w.money(part) for part in parts]
    w.tell("sum", "sum", head, *figs)
    kinds = ("中央资金", "省级资金", "县级配套资金")
    if w.rng.random() < 0.5:
        listed = "、".join(f"{kind}{fig}" for kind, fig in zip(kinds, figs, strict=True))
        told = f"项目到位资金{head}，其中：{listed}。"
    else:
        shares = [w.share(fig, head, part, budget) for fig, part in zip(figs, parts, strict=True)]
        listed = "；".join(f"{kind}{fig}，占{share}" for kind, fig, share in zip(kinds, figs, shares, strict=True))
        told = f"该项目共安排{head}，{listed}。"
    spent = budget * w.rng.randint(820, 1000) // 1000 // _GRAIN * _GRAIN
    used = w.money(spent)
    rate = w.percent(spent, budget)
    w.tell("ratio", "ratio", rate, used, head)
    if spent == budget:
        return told + f"截至年底，实际支出{used}，支出率{rate}。"
    left = w.money(budget - spent)
    w.tell("balance", "balance", left, head, used, signs=(1, -1))
    return told + f"截至年底，实际支出{used}，支出率{rate}，结余{left}。"


def _work(w: Writer) -> str:
    plan = w.rng.randint(12, 400)
    done = plan + w.rng.choice((0, 0, 0, w.rng.randint(1, plan // 6 + 1)))
    planned, made = w.count(plan, "个"), w.count(done, "个")
    rate = w.percent(done, plan)
    w.tell("ratio", "ratio", rate, made, planned)
    checked, good = w.rng.randint(40, 600), 0
    good = checked - w.rng.randint(0, checked // 12)
    one, two = w.count(checked, "项"), w.count(good, "项")
    passed = w.percent(good, checked)
    w.tell("ratio", "ratio", passed, two, one)
    return f"计划建设点位{planned}，实际完成{made}，完成率{rate}；抽查验收{one}，合格{two}，合格率{passed}。"


def chapters(w: Writer, book: Ledger, count: int) -> list[Block]:
    """So many chapters, each on a project of its own."""
    blocks: list[Block] = []
    for number in range(1, count + 1):
        kind = f"{book.names.field}{_KINDS[(number - 1) % len(_KINDS)]}项目"
        round_ = (number - 1) // len(_KINDS)
        title = kind + (f"（{_NUMERALS[round_]}期）" if round_ else "")
        blocks.append(Heading(3, f"（{_numeral(number)}）{title}"))
        blocks.append(Para(_money(w)))
        blocks.append(Para(_work(w)))
        blocks.extend(Para(text) for text in framing.results(w, book, w.rng.randint(2, 6)))
    return blocks


def towns(w: Writer, book: Ledger, count: int) -> Grid:
    """A table of towns: allocated, by kind, spent, rate; with totals of every column."""
    names: list[str] = []
    while len(names) < count:
        name = w.rng.choice(_FRONT) + w.rng.choice(_BACK) + w.rng.choice(_ENDS)
        if name not in names:
            names.append(name)
    unit = w.style.table_money
    rows: list[tuple[str, ...]] = [
        ("序号", "乡镇（街道）", f"分配金额（{unit}）", "其中：产业", "基础设施", f"支出金额（{unit}）", "支出率（%）")
    ]
    sums = [0, 0, 0, 0]
    columns: list[list[Fig]] = [[], [], [], []]
    for number, name in enumerate(names, 1):
        total = w.rng.randint(3_000, 60_000) * _GRAIN
        one, two = split(w.rng, total, 2, _GRAIN)
        spent = total * w.rng.randint(850, 1000) // 1000 // _GRAIN * _GRAIN
        amounts = (total, one, two, spent)
        figs = [w.cell(fen) for fen in amounts]
        w.tell("table_sum", "sum", figs[0], figs[1], figs[2])
        rate = w.percent(Fraction(spent), total, 2, shown="")
        w.tell("ratio", "ratio", rate, figs[3], figs[0])
        rows.append((str(number), name, *(str(fig) for fig in figs), str(rate)))
        for place, fig in enumerate(figs):
            columns[place].append(fig)
            sums[place] += amounts[place]
    totals = [w.cell(fen) for fen in sums]
    for total, parts in zip(totals, columns, strict=True):
        w.tell("table_sum", "sum", total, *parts)
    w.tell("table_sum", "sum", totals[0], totals[1], totals[2])
    rate = w.percent(sums[3], sums[0], 2, shown="")
    w.tell("ratio", "ratio", rate, totals[3], totals[0])
    rows.append(("合计", LEFT, *(str(fig) for fig in totals), str(rate)))
    return Grid(tuple(rows))
