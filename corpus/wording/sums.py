"""Lists and totals: units mixed in one list, blanks in numbers, what stands outside a total, what does not exhaust it."""

from __future__ import annotations

import msgspec

from corpus.ink import Fig
from corpus.ledger import WAN, Ledger, split
from corpus.wording.draw import GRAIN, an_amount, itemised, portion, shares
from corpus.writer import Writer

_HUNDRED = 100 * WAN


def _parts(w: Writer, count: int, low: int = 900, high: int = 60_000) -> tuple[list[Fig], list[int]]:
    fens = [an_amount(w, low, high) for _ in range(count)]
    return [w.money(fen) for fen in fens], fens


def units_in_one_list(w: Writer, book: Ledger) -> str:
    """亿元 beside 万元 among the parts."""
    fens = [w.rng.randint(20, 90) * _HUNDRED, w.rng.randint(20, 90) * _HUNDRED, w.rng.randint(12, 90) * _HUNDRED]
    head = w.money(sum(fens), unit="亿元", places=2)
    figs = [w.money(fen, unit="万元", places=0) for fen in fens[:2]]
    figs.append(w.money(fens[2], unit="亿元", places=2))
    w.tell("sum", "sum", head, *figs)
    return w.pick(
        f"三年行动总投资{head}，其中中央补助{figs[0]}、省级补助{figs[1]}、地方自筹{figs[2]}。",
        f"三年行动总投资{head}：地方自筹{figs[2]}，中央补助{figs[0]}，省级补助{figs[1]}。",
    )


def rounded_head(w: Writer, book: Ledger) -> str:
    """A total in 亿元 that rounds what its parts say in 万元."""
    fens = [w.rng.randint(3000, 90_000) * 10 * GRAIN for _ in range(2)]
    head = w.money(sum(fens), unit="亿元", places=2)
    figs = [w.money(fen, unit="万元", places=1) for fen in fens]
    w.tell("sum", "sum", head, *figs)
    return w.pick(
        f"片区开发支出{head}，其中土地整理{figs[0]}，配套设施{figs[1]}。",
        f"片区开发累计支出{head}（土地整理{figs[0]}、配套设施{figs[1]}）。",
    )


def yuan_inside(w: Writer, book: Ledger) -> str:
    """A total in 万元 whose parts stand in 元."""
    fens = [w.rng.randint(20, 900) * WAN // 10 for _ in range(2)]
    head = w.money(sum(fens), unit="万元", places=1)
    figs = [w.money(fen, unit="元", places=0) for fen in fens]
    w.tell("sum", "sum", head, *figs)
    return w.pick(
        f"发放防寒补助{head}，其中第一批{figs[0]}，第二批{figs[1]}。",
        f"先后发放防寒补助{figs[0]}、{figs[1]}，合计{head}。",
    )


def blank_in_number(w: Writer, book: Ledger) -> str:
    """Blanks within numbers: before the point, or between the thousands."""
    figs, fens = _parts(w, 2, 120_000, 900_000)
    head = w.money(sum(fens))
    habit = w.rng.choice(({"point": " .", "separator": ""}, {"separator": " "}))
    for fig in (head, *figs):
        fig.style = msgspec.structs.replace(fig.style, wide=False, **habit)
    w.tell("sum", "sum", head, *figs)
    return f"代管资金支出{head}，其中人员类{figs[0]}，公用类{figs[1]}。"


def outside(w: Writer, book: Ledger) -> str:
    """A further amount that is said to be outside the total."""
    figs, fens = _parts(w, 2)
    head, more = w.money(sum(fens)), w.money(an_amount(w, 300, 9000))
    w.tell("sum", "sum", head, *figs)
    return w.pick(
        f"项目资金{head}，其中中央{figs[0]}、省级{figs[1]}，另有群众自筹{more}。",
        f"财政补助{head}（不含群众自筹{more}），其中中央{figs[0]}、省级{figs[1]}。",
        f"财政补助{head}，含中央{figs[0]}和省级{figs[1]}，群众投工投劳折资{more}未计算在内。",
        f"除群众自筹{more}外，财政补助{head}，分别为中央{figs[0]}、省级{figs[1]}。",
    )


def some_of_it(w: Writer, book: Ledger) -> str:
    """Named items that are not all: the wording does not say so, or only just."""
    total = an_amount(w, 60_000, 900_000)
    one, two = (w.money(portion(w, total, low, low + 150)) for low in (200, 100))
    head = w.money(total)
    return w.pick(
        f"本级财力安排{head}，主要包括设备购置{one}、软件开发{two}。",
        f"本级财力安排{head}，重点支持设备购置{one}、软件开发{two}。",
        f"本级财力安排{head}，其中设备购置{one}、软件开发{two}等。",
        f"本级财力安排{head}，其中中央资金{one}，省级资金{two}，主要投向河道整治。",
        f"本级财力安排{head}，包括但不限于设备购置{one}、软件开发{two}。",
        f"本级财力安排{head}。其中，单设备购置一项就达{one}，软件开发{two}。",
    )


def other_kind(w: Writer, book: Ledger) -> str:
    """其中 with classes that overlap or leave most of it out."""
    total = w.rng.randint(90, 400)
    head, one, two = w.count(total, "个"), w.count(w.rng.randint(10, 40), "个"), w.count(w.rng.randint(5, 30), "个")
    return w.pick(
        f"辖区共有行政村{head}，其中脱贫村{one}、示范村{two}。", f"辖区行政村{head}，脱贫村{one}，乡村振兴示范村{two}。"
    )


def overlapping(w: Writer, book: Ledger) -> str:
    """Shares of the same people by several marks: they add up to nothing."""
    total = w.rng.randint(40, 200)
    numbers = [total * n // 100 for n in (w.rng.randint(40, 70), w.rng.randint(35, 60), w.rng.randint(60, 90))]
    head, figs = w.count(total, "人"), [w.count(number, "人") for number in numbers]
    found = []
    for number, fig in zip(numbers, figs, strict=True):
        share = w.percent(number, total)
        w.tell("share", "ratio", share, fig, head)
        found.append(share)
    listed = "；".join(
        f"{name}{fig}，占{share}"
        for name, fig, share in zip(("中共党员", "女职工", "本科以上学历"), figs, found, strict=True)
    )
    return w.pick(f"系统干部职工{head}，其中{listed}。", f"系统现有干部职工{head}。{listed}。")


def in_brackets(w: Writer, book: Ledger) -> str:
    """Inner lists in brackets behind each of two parts."""
    one, two = _parts(w, 2), _parts(w, 2)
    first, second = w.money(sum(one[1])), w.money(sum(two[1]))
    head = w.money(sum(one[1]) + sum(two[1]))
    w.tell("sum", "sum", head, first, second)
    w.tell("sum", "sum", first, *one[0])
    w.tell("sum", "sum", second, *two[0])
    return w.pick(
        f"学校经费支出{head}，其中：人员支出{first}（工资{one[0][0]}，补贴{one[0][1]}）；运转支出{second}（水电{two[0][0]}，"
        f"维修{two[0][1]}）。",
        f"学校经费支出{head}。人员支出{first}，含工资{one[0][0]}、补贴{one[0][1]}；运转支出{second}，含水电{two[0][0]}、"
        f"维修{two[0][1]}。",
    )


def one_is_two_is(w: Writer, book: Ledger) -> str:
    """Numbered parts, the total in front or behind, said in different ways."""
    figs, fens = _parts(w, 3)
    head = w.money(sum(fens))
    w.tell("sum", "sum", head, *figs)
    three = w.count(3, "项")
    three.style = msgspec.structs.replace(w.style, numerals=True, gap="")
    listed = f"一是采买器具{figs[0]}；二是举办讲座{figs[1]}；三是外聘服务{figs[2]}"
    return w.pick(
        f"经费主要用于：{listed}。{three}共计{head}。",
        f"安排能力建设经费{head}：{listed}。",
        f"采买器具{figs[0]}、举办讲座{figs[1]}、外聘服务{figs[2]}，{three}相加{head}。",
        f"采买器具{figs[0]}，举办讲座{figs[1]}，外聘服务{figs[2]}，以上合计{head}。",
    )


def paragraphs(w: Writer, book: Ledger) -> str:
    """Each part in a paragraph of its own, with figures of other kinds."""
    figs, fens = _parts(w, 3)
    head = w.money(sum(fens))
    w.tell("sum", "sum", head, *figs)
    long, high, wide = w.number(str(w.rng.randint(3, 90)), "公里"), w.count(w.rng.randint(2, 9), "座"), w.count(3, "个")
    w.tell("count", "count", wide, listed=3)
    return (
        f"全年实施{wide}养护子项目，安排资金{head}，具体如下：\n（一）路面养护。安排资金{figs[0]}，养护里程{long}。\n"
        f"（二）桥梁维修。安排资金{figs[1]}，维修桥梁{high}。\n（三）标志更新。安排资金{figs[2]}，更新后群众反映良好。"
    )


def with_balance_inside(w: Writer, book: Ledger) -> str:
    """What came in this year and what was left of last year make the total."""
    inner = _parts(w, 2, 9000, 90_000)
    left_fen = an_amount(w, 300, 9000)
    year, left = w.money(sum(inner[1])), w.money(left_fen)
    head = w.money(sum(inner[1]) + left_fen)
    w.tell("sum", "sum", head, year, left)
    w.tell("sum", "sum", year, *inner[0])
    return f"可用财力{head}，其中：当年财力{year}（其中本级{inner[0][0]}，上级补助{inner[0][1]}），上年滚存{left}。"


def about(w: Writer, book: Ledger) -> str:
    """约, 近, 余: figures that claim no precision."""
    total = w.rng.randint(1200, 9900)
    head = w.number(str(total // 100 * 100), "万元")
    one, two = w.number(str(total * 6 // 10), "万元"), w.number(str(total * 4 // 10 - w.rng.randint(30, 60)), "万元")
    return w.pick(
        f"带动各类投入约{head}，其中企业投入{one}，农户投入{two}。",
        f"累计撬动社会投入近{head}，企业投入{one}、农户投入{two}。",
        f"累计撬动社会投入{head}左右，其中企业投入{one}、农户投入{two}。",
        f"累计撬动社会投入{head}以上，其中企业投入{one}、农户投入{two}。",
    )


def said_in_two_units(w: Writer, book: Ledger) -> str:
    """The same amount in 亿元 and, in brackets, in 万元."""
    fen = w.rng.randint(101, 990) * _HUNDRED
    one, two = w.money(fen, unit="亿元", places=2), w.money(fen, unit="万元", places=0)
    w.tell("restate", "same", two, one)
    return f"规划期内匡算投资{one}（即{two}），分年度纳入预算安排。"


def share_without_base(w: Writer, book: Ledger) -> str:
    """An incomplete list and a share of something that is not printed."""
    total = an_amount(w, 900_000, 9_000_000)
    head, one, two = w.money(total), w.money(portion(w, total, 200, 300)), w.money(portion(w, total, 50, 100))
    share = w.percent(w.rng.randint(700, 900), 1000, 1)
    return w.pick(
        f"社会事业支出{head}，占一般公共预算支出的{share}，其中科普{one}、助残{two}。",
        f"社会事业投入{head}，占财政支出的比重达{share}。其中，科普投入{one}，助残投入{two}。",
    )


def below_much_more(w: Writer, book: Ledger) -> str:
    """Within a bound in another unit."""
    fen = w.rng.randint(2000, 9000) * WAN
    small, large = w.money(fen, unit="万元", places=2), w.money(fen * 3, unit="亿元", places=2)
    return f"已下达转移支付{small}，未突破全年{large}的控制规模。"


def cumulative(w: Writer, book: Ledger) -> str:
    """Running totals: each contains the one before, none is a part."""
    fens = [an_amount(w, 9000, 20_000)]
    for _ in range(3):
        fens.append(fens[-1] + an_amount(w, 9000, 20_000))
    figs = [w.money(fen) for fen in fens]
    return w.pick(
        f"预拨款累计一季度{figs[0]}、上半年{figs[1]}、前三季度{figs[2]}，全年{figs[3]}。",
        f"预拨款截至三月末{figs[0]}，六月末累计{figs[1]}，九月末累计{figs[2]}，年末累计{figs[3]}。",
    )


def part_of_year(w: Writer, book: Ledger) -> str:
    """Figures of ten months in a report on the whole year."""
    total = an_amount(w, 60_000, 600_000)
    spent = portion(w, total, 600, 900)
    whole, one, two = w.money(total), w.money(spent), w.money(portion(w, total, 930, 990))
    rate = w.percent(spent, total)
    w.tell("ratio", "ratio", rate, one, whole)
    until = w.pick("截至十月底", "一至十月")
    return f"车购税专项预算{whole}，{until}累计支出{one}，支出进度{rate}；全年最终支出{two}。"


def batches(w: Writer, book: Ledger) -> str:
    """Outer and inner lists run side by side: totals of both at the end."""
    outer = _parts(w, 3, 60_000, 300_000)
    inner_fens = [portion(w, fen, 900, 990) for fen in outer[1]]
    inner = [w.money(fen) for fen in inner_fens]
    head, own = w.money(sum(outer[1])), w.money(sum(inner_fens))
    w.tell("sum", "sum", head, *outer[0])
    w.tell("sum", "sum", own, *inner)
    listed = "，".join(
        f"{name}批复投资{fig}（其中土建{part}）"
        for name, fig, part in zip(("首批", "次批", "末批"), outer[0], inner, strict=True)
    )
    return f"{listed}，合计批复投资{head}（其中土建{own}）。"


def four_shares(w: Writer, book: Ledger) -> str:
    """Four parts and, behind them all, their four shares."""
    fens = split(w.rng, an_amount(w, 90_000, 900_000), 4, GRAIN)
    figs, head = [w.money(fen) for fen in fens], w.money(sum(fens))
    w.tell("sum", "sum", head, *figs)
    found = shares(w, figs, head, fens)
    listed = itemised(("流动资产", "固定资产", "在建工程", "无形资产"), figs)
    return f"系统资产总额{head}，其中{listed}，分别占{'、'.join(str(share) for share in found)}。"


ALL = (
    units_in_one_list, rounded_head, yuan_inside, blank_in_number, outside, some_of_it, other_kind, overlapping,
    in_brackets, one_is_two_is, paragraphs, with_balance_inside, about, said_in_two_units, share_without_base,
    below_much_more, cumulative, part_of_year, batches, four_shares,
)  # fmt: skip
