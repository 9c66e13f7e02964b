"""The set phrases of published final accounts: by class, section and item, with budgets, causes and nil entries."""

from __future__ import annotations

from fractions import Fraction

from corpus.ink import Fig
from corpus.ledger import Ledger, split
from corpus.wording.draw import GRAIN, an_amount
from corpus.writer import Writer

_ITEMS = (
    ("一般公共服务支出（类）统计信息事务（款）专项普查活动（项）", "开展专项普查"),
    ("社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）", "缴纳养老保险"),
    ("卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）", "缴纳医疗保险"),
    ("住房保障支出（类）住房改革支出（款）住房公积金（项）", "缴纳住房公积金"),
    ("农林水支出（类）农业农村（款）病虫害控制（项）", "购置防控物资"),
)  # fmt: skip


def by_item(w: Writer, book: Ledger) -> str:
    """An item's budget, what was spent, and why they differ."""
    name, use = w.rng.choice(_ITEMS)
    budget = an_amount(w)
    spent = budget * w.rng.randint(700, 1150) // 1000 // GRAIN * GRAIN
    one, two = w.money(budget), w.money(spent)
    rate = w.percent(spent, budget)
    w.tell("ratio", "ratio", rate, two, one)
    if spent == budget:
        tail = "决算数与预算数持平。"
    elif spent < budget:
        tail = "决算数小于预算数的主要原因是厉行节约。"
    else:
        tail = "决算数大于预算数的主要原因是年中追加。"
    return f"{name}：主要用于{use}。年初预算为{one}，支出决算为{two}，完成年初预算的{rate}，{tail}"


def item_rates(w: Writer, book: Ledger) -> str:
    """Rates of items whose budgets the text does not give: they cannot be worked out from the total's."""
    budget = an_amount(w, 2000, 9000)
    parts = split(w.rng, budget * w.rng.randint(600, 950) // 1000 // GRAIN * GRAIN, 2, GRAIN)
    spent = sum(parts)
    one, two = w.money(budget), w.money(spent)
    rate = w.percent(spent, budget)
    w.tell("ratio", "ratio", rate, two, one)
    none, zero = w.money(0), w.number("0.00", "%")
    figs = [w.money(part) for part in parts]
    w.tell("sum", "sum", two, none, *figs)
    own = [w.percent(w.rng.randint(6000, 9900), 10_000) for _ in parts]
    return (
        f"会议差旅等一般性经费年初预算为{one}，支出决算为{two}，完成预算的{rate}，其中：出国（境）费支出决算为{none}，"
        f"完成预算的{zero}；会议费支出决算为{figs[0]}，完成预算的{own[0]}；差旅费支出决算为{figs[1]}，完成预算的{own[1]}。"
    )


def both_sides(w: Writer, book: Ledger) -> str:
    """Both totals and the change that they share."""
    total = an_amount(w, 40_000, 900_000)
    more = an_amount(w, 400, 30_000)
    fig, change = w.money(total), w.money(more)
    up = w.rng.random() < 0.5
    before = total - more if up else total + more
    rate = w.percent(more, before)
    w.tell("change", "growth_by", rate, change, fig, signs=(1 if up else -1,))
    way, word = ("增加", "增长") if up else ("减少", "下降")
    return f"所属单位收、支总计均为{fig}，与上年相比，收、支总计各{way}{change}，{word}{rate}。"


def with_nil_entries(w: Writer, book: Ledger) -> str:
    """A full list in which most entries are nought."""
    parts = split(w.rng, an_amount(w, 30_000, 400_000), 2, GRAIN)
    whole = sum(parts)
    total, one, two = w.money(whole), w.money(parts[0]), w.money(parts[1])
    nils = [w.money(0) for _ in range(3)]
    w.tell("sum", "sum", total, one, *nils, two)
    shares = [w.share(fig, total, part, whole) for fig, part in ((one, parts[0]), (two, parts[1]))]
    noughts = [w.number("0", "%") for _ in nils]
    names = ("上级补助收入", "经营收入", "附属单位上缴收入")
    middle = "；".join(f"{name}{nil}，占{nought}" for name, nil, nought in zip(names, nils, noughts, strict=True))
    return f"所属单位收入合计{total}，其中：财政拨款收入{one}，占{shares[0]}；{middle}；其他收入{two}，占{shares[1]}。"


def vehicles(w: Writer, book: Ledger) -> str:
    """Cars by use; a price limit that is no amount spent."""
    parts = [0, 0, w.rng.randint(0, 3), w.rng.randint(1, 9), w.rng.randint(1, 20)]
    total = w.count(sum(parts), "辆")
    figs = [w.count(part, "辆") for part in parts]
    w.tell("count", "sum", total, *figs)
    names = ("副部（省）级及以上领导用车", "主要领导干部用车", "机要通信用车", "应急保障用车", "其他用车")
    listed = "、".join(f"{name}{fig}" for name, fig in zip(names, figs, strict=True))
    limit, machines = w.number("50", "万元"), w.count(w.rng.randint(0, 6), "台")
    return f"年末共有车辆{total}，其中：{listed}；单价{limit}以上通用设备{machines}。"


def running_costs(w: Writer, book: Ledger) -> str:
    """机关运行经费 against last year's."""
    amount, more = an_amount(w, 5000, 60_000), an_amount(w, 100, 3000)
    fig, change = w.money(amount), w.money(more)
    rate = w.percent(more, amount + more)
    w.tell("change", "growth_by", rate, change, fig, signs=(-1,))
    return w.pick(
        f"机关运行经费支出{fig}，比上年减少{change}，下降{rate}，主要原因是落实过紧日子要求。",
        f"机关运行经费{fig}，较上年决算数减少{change}，降低{rate}。",
    )


def three_years(w: Writer, book: Ledger) -> str:
    """Amounts of three years and their total."""
    parts = [an_amount(w, 3000, 90_000) for _ in range(3)]
    figs, total = [w.money(part) for part in parts], w.money(sum(parts))
    w.tell("sum", "sum", total, *figs)
    listed = "、".join(f"{book.year - 2 + number}年{fig}" for number, fig in enumerate(figs))
    return f"{book.year - 2}年至{book.year}年累计安排奖补资金{total}，其中{listed}。"


def small_firms(w: Writer, book: Ledger) -> str:
    """Two shares of the same whole, one amount inside the other: the base is not the nearest total."""
    whole = an_amount(w, 20_000, 300_000)
    medium = whole * w.rng.randint(500, 950) // 1000 // GRAIN * GRAIN
    small = medium * w.rng.randint(200, 800) // 1000 // GRAIN * GRAIN
    total, one, two = w.money(whole), w.money(medium), w.money(small)
    first, second = w.share(one, total, medium, whole), w.share(two, total, small, whole)
    return (
        f"所属单位签订采购合同{total}，授予中小企业合同金额{one}，占合同总额的{first}，其中：授予小微企业合同金额{two}，"
        f"占合同总额的{second}。"
    )


def savings(w: Writer, book: Ledger) -> str:
    """Budget, price, saving and its rate."""
    budget = an_amount(w, 10_000, 200_000)
    price = budget * w.rng.randint(820, 990) // 1000 // GRAIN * GRAIN
    one, two, three = w.money(budget), w.money(price), w.money(budget - price)
    rate = w.percent(budget - price, budget)
    w.tell("balance", "balance", three, one, two, signs=(1, -1))
    w.tell("ratio", "ratio", rate, three, one)
    return f"设备采购项目预算{one}，中标金额{two}，节约资金{three}，节约率{rate}。"


def quarters(w: Writer, book: Ledger) -> str:
    """Spending by quarter, and the share of the last."""
    parts = [an_amount(w, 5000, 60_000) for _ in range(4)]
    figs, total = [w.money(part) for part in parts], w.money(sum(parts))
    w.tell("sum", "sum", total, *figs)
    share = w.share(figs[3], total, parts[3], sum(parts))
    return (
        f"专项经费支出进度为：一季度{figs[0]}，二季度{figs[1]}，三季度{figs[2]}，四季度{figs[3]}，全年合计{total}，"
        f"四季度支出占全年的{share}。"
    )


def level(w: Writer, book: Ledger) -> str:
    """The same amount as last year."""
    amount = an_amount(w, 100, 9000)
    now, before = w.money(amount), w.money(amount)
    w.tell("restate", "same", now, before)
    return f"培训费支出{now}，与上年{before}持平。"


def raised(w: Writer, book: Ledger) -> str:
    """A standard raised, by amount and rate."""
    old = w.rng.randint(20, 90) * 10
    more = w.rng.randint(2, 20) * 5
    before, after, change = (w.number(str(value), "元") for value in (old, old + more, more))
    rate = w.percent(Fraction(more), old)
    w.tell("change", "delta", change, after, before)
    w.tell("change", "growth", rate, after, before)
    return f"补助标准由每人每月{before}提高到{after}，提高{change}，增幅{rate}。"


def levels_of_funding(w: Writer, book: Ledger) -> str:
    """Nested: a total, its parts, and the parts of one part in brackets."""
    inner = [an_amount(w, 2000, 40_000) for _ in range(2)]
    other = an_amount(w, 2000, 40_000)
    head, one, two = w.money(sum(inner) + other), w.money(sum(inner)), w.money(other)
    figs: list[Fig] = [w.money(part) for part in inner]
    w.tell("sum", "sum", head, one, two)
    w.tell("sum", "sum", one, *figs)
    return f"落实配套资金{head}，其中：财政资金{one}（市级{figs[0]}、县级{figs[1]}），自筹资金{two}。"


ALL = (
    by_item, by_item, item_rates, both_sides, with_nil_entries, vehicles, running_costs, three_years, small_firms,
    savings, quarters, level, raised, levels_of_funding,
)  # fmt: skip
