"""Lists whose items answer each other by their order: names, then amounts, then shares, changes or rates."""

from __future__ import annotations

from corpus.ink import Fig
from corpus.ledger import Ledger, split
from corpus.wording.draw import GRAIN, an_amount, chain, itemised, portion, shares
from corpus.writer import Writer


def shares_in_order(w: Writer, book: Ledger) -> str:
    """Three amounts, then three shares of a total named in between or before."""
    total = an_amount(w, 6000, 400_000)
    fens = split(w.rng, total, 3, GRAIN)
    figs = [w.money(fen) for fen in fens]
    head = w.money(total)
    parts = shares(w, figs, head, fens)
    return w.pick(
        f"货物类、工程类和服务类合同金额依次为{chain(figs)}，占合同总价{head}的比重依次为{chain(parts)}。",
        f"合同总价{head}，货物、工程、服务各为{chain(figs, '、')}，分别占{chain(parts)}。",
        f"全年签约{head}，其中货物、工程、服务三类分别签约{chain(figs)}，所占比例分别为{chain(parts, '、')}。",
    )


def handled_by_channel(w: Writer, book: Ledger) -> str:
    """Counts by channel and their shares."""
    total = w.rng.randint(300, 9000)
    numbers = split(w.rng, total, 3, 1)
    head, figs = w.count(total, "件"), [w.count(number, "件") for number in numbers]
    w.tell("count", "sum", head, *figs)
    parts = shares(w, figs, head, numbers, w.rng.choice((1, 2)))
    return w.pick(
        f"全年办结各类事项{head}，其中网上、窗口和上门办理分别为{chain(figs)}，占比分别为{chain(parts)}。",
        f"各渠道共受理{head}：网上、窗口、上门各{chain(figs, '、')}，各占{chain(parts, '、')}。",
    )


def titles(w: Writer, book: Ledger) -> str:
    """People by grade, the shares behind."""
    numbers = [w.rng.randint(4, 40), w.rng.randint(10, 90), w.rng.randint(8, 60)]
    head, figs = w.count(sum(numbers), "人"), [w.count(number, "人") for number in numbers]
    w.tell("count", "sum", head, *figs)
    parts = shares(w, figs, head, numbers)
    listed = itemised(("高级职称", "中级职称", "初级职称"), figs)
    return f"专业技术人员共{head}，其中{listed}，分别占{chain(parts, '、')}。"


def fallen_each(w: Writer, book: Ledger) -> str:
    """Two amounts, two changes and two rates."""
    figs, changes, rates = [], [], []
    for _ in range(2):
        old = an_amount(w, 300, 9000)
        less = portion(w, old, 30, 600)
        now, change, rate = w.money(old - less), w.money(less), w.percent(less, old)
        w.tell("change", "growth_by", rate, change, now, signs=(-1,))
        figs.append(now)
        changes.append(change)
        rates.append(rate)
    return w.pick(
        f"物业费和绿化费分别为{chain(figs)}，与上年相比分别减少{chain(changes)}，降幅为{chain(rates)}。",
        f"物业费、绿化费分别支出{chain(figs, '、')}，比上年分别少支出{chain(changes, '、')}，分别下降{chain(rates, '、')}。",
    )


def sides_apart(w: Writer, book: Ledger) -> str:
    """Income and spending, each with its own change."""
    figs, changes, rates = [], [], []
    for _ in range(2):
        old = an_amount(w, 30_000, 400_000)
        more = portion(w, old, 10, 300)
        now, change, rate = w.money(old + more), w.money(more), w.percent(more, old)
        w.tell("change", "growth_by", rate, change, now, signs=(1,))
        figs.append(now)
        changes.append(change)
        rates.append(rate)
    return w.pick(
        f"下属单位收入合计、支出合计分别为{chain(figs)}，较上年分别增加{chain(changes, '、')}，分别增长{chain(rates, '、')}。",
        f"下属单位收入{figs[0]}、支出{figs[1]}，比上年各增加{chain(changes, '、')}，增幅分别为{chain(rates)}。",
    )


def two_years(w: Writer, book: Ledger) -> str:
    """Two years' amounts and their total."""
    fens = [an_amount(w, 3000, 90_000) for _ in range(2)]
    figs, total = [w.money(fen) for fen in fens], w.money(sum(fens))
    w.tell("sum", "sum", total, *figs)
    return w.pick(
        f"{book.year - 1}年、{book.year}年分别投入设施管护资金{chain(figs, '、')}，两年合计投入{total}。",
        f"设施管护资金{book.year - 1}年度和{book.year}年度分别安排{chain(figs)}，共计{total}。",
    )


def kinds_with_amounts(w: Writer, book: Ledger) -> str:
    """How many of each kind and how much for each: two sums side by side."""
    numbers = [w.rng.randint(2, 30) for _ in range(3)]
    fens = [an_amount(w, 3000, 60_000) for _ in range(3)]
    head, total = w.count(sum(numbers), "个"), w.money(sum(fens))
    counts, figs = [w.count(number, "个") for number in numbers], [w.money(fen) for fen in fens]
    w.tell("count", "sum", head, *counts)
    w.tell("sum", "sum", total, *figs)
    names = ("道路类", "水利类", "绿化类")
    listed = "，".join(f"{name}{count}、{fig}" for name, count, fig in zip(names, counts, figs, strict=True))
    joined = "、".join(f"{name}{count}{fig}" for name, count, fig in zip(names, counts, figs, strict=True))
    return w.pick(
        f"全年共实施小型工程{head}，总投资{total}，其中：{listed}。",
        f"安排小型工程{head}共{total}，分别为{joined}。",
        f"道路、水利、绿化三类小型工程分别有{chain(counts)}，投资分别为{chain(figs)}，合计{head}、{total}。",
    )


def grants_by_school(w: Writer, book: Ledger) -> str:
    """People and money of each kind run together without a mark."""
    numbers = [w.rng.randint(40, 900) for _ in range(2)]
    fens = [an_amount(w, 900, 30_000) for _ in range(2)]
    head, total = w.count(sum(numbers), "人次"), w.money(sum(fens))
    counts, figs = [w.count(number, "人次") for number in numbers], [w.money(fen) for fen in fens]
    w.tell("count", "sum", head, *counts)
    w.tell("sum", "sum", total, *figs)
    return f"资助家庭困难学生{head}，金额{total}，其中：普通高中{counts[0]}{figs[0]}，职业高中{counts[1]}{figs[1]}。"


def budgets_and_actuals(w: Writer, book: Ledger) -> str:
    """Budgets of two kinds, actuals of the two, rates of the two."""
    budgets, actuals, rates = [], [], []
    for _ in range(2):
        fen = an_amount(w, 9000, 200_000)
        spent = portion(w, fen, 850, 999)
        budget, actual, rate = w.money(fen), w.money(spent), w.percent(spent, fen)
        w.tell("ratio", "ratio", rate, actual, budget)
        budgets.append(budget)
        actuals.append(actual)
        rates.append(rate)
    return w.pick(
        f"人员类、公用类预算分别为{chain(budgets)}，执行数分别为{chain(actuals)}，执行率分别为{chain(rates)}。",
        f"人员类预算{budgets[0]}、公用类预算{budgets[1]}，实际执行{chain(actuals)}，执行率分别达到{chain(rates)}。",
    )


def attended(w: Writer, book: Ledger) -> str:
    """A list of each time's number behind the number of times: nothing adds up to it."""
    held = w.count(3, "次")
    each: list[Fig] = [w.count(w.rng.randint(20, 90), "人") for _ in range(3)]
    w.tell("count", "count", held, listed=3)
    return w.pick(
        f"全年召开调度会议{held}，到会人数分别为{chain(each)}。",
        f"组织现场观摩{held}，每次参加人员依次为{chain(each, '、')}。",
    )


def spent_and_left(w: Writer, book: Ledger) -> str:
    """What was spent and what is left, in one row behind the whole."""
    fen = an_amount(w, 9000, 200_000)
    spent = portion(w, fen, 800, 990)
    whole, used, left = w.money(fen), w.money(spent), w.money(fen - spent)
    w.tell("balance", "balance", left, whole, used, signs=(1, -1))
    return f"专项业务费{whole}，执行数、结余数分别为{used}和{left}。"


def lowered_standards(w: Writer, book: Ledger) -> str:
    """Standards in two places and the supplement in two: four amounts and no relation."""
    one, two = w.number(str(w.rng.randint(50, 90) * 10), "元"), w.number(str(w.rng.randint(30, 49) * 10), "元")
    three, four = w.number(str(w.rng.randint(20, 40) * 10), "元"), w.number(str(w.rng.randint(12, 19) * 10), "元")
    return f"城市、农村低保月保障标准分别为每人{one}和{two}，月人均补差分别为{three}和{four}。"


def quarters_paid(w: Writer, book: Ledger) -> str:
    """Two quarters of a year's budget: a beginning, no full list."""
    budget, one, two = (
        w.money(an_amount(w, 60_000, 90_000)),
        w.money(an_amount(w, 9000, 19_000)),
        w.money(an_amount(w, 9000, 19_000)),
    )
    return f"年度预算{budget}，一季度、二季度分别拨付{one}和{two}，其余资金按工程进度拨付。"


def left_by_kind(w: Writer, book: Ledger) -> str:
    """What came in by kind, and what of it is left by kind."""
    got = [an_amount(w, 2000, 9000), an_amount(w, 10_000, 60_000)]
    rest = [portion(w, fen, 20, 300) for fen in got]
    ins, outs = [w.money(fen) for fen in got], [w.money(fen) for fen in rest]
    head = w.money(sum(rest))
    w.tell("sum", "sum", head, *outs)
    for small, large in zip(outs, ins, strict=True):
        w.tell("order", "at_most", small, large)
    return (
        f"全年收到考核奖励资金{ins[0]}、设施补助资金{ins[1]}。年末未用完的{head}，其中考核奖励资金{outs[0]}、设施补助资金"
        f"{outs[1]}，结转下年继续使用。"
    )


ALL = (
    shares_in_order, handled_by_channel, titles, fallen_each, sides_apart, two_years, kinds_with_amounts,
    grants_by_school, budgets_and_actuals, attended, spent_and_left, lowered_standards, quarters_paid,
    left_by_kind,
)  # fmt: skip
