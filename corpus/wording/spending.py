"""What the money was spent on, in running text."""

from __future__ import annotations

from corpus.ledger import Ledger
from corpus.writer import Writer


def basic_and_project(w: Writer, book: Ledger) -> str:
    """Two kinds of spending with their shares."""
    total = w.money(book.now.spending, "spending", book.before.spending)
    basic, project = w.money(book.now.basic, "basic", book.before.basic), w.money(book.now.project, "project")
    w.tell("sum", "sum", total, basic, project)
    one = w.share(basic, total, book.now.basic, book.now.spending)
    two = w.share(project, total, book.now.project, book.now.spending)
    return w.pick(
        f"本年支出{total}，其中：基本支出{basic}，占{one}；项目支出{project}，占{two}。",
        f"{book.year}年支出合计{total}。基本支出{basic}，占总支出的{one}；项目支出{project}，占总支出的{two}。",
        f"全年实际支出{total}，其中基本支出、项目支出分别为{basic}和{project}，占本年支出的{one}和{two}。",
        f"{book.year}年度总支出{total}，按支出性质划分，基本支出{basic}（{one}），项目支出{project}（{two}）。",
    )


def basic_parts(w: Writer, book: Ledger) -> str:
    """Basic spending, its parts and the parts of one part; shares belong to the heads of their groups."""
    now = book.now
    basic = w.money(now.basic, "basic", book.before.basic)
    staff, running = w.money(now.staff_cost, "staff"), w.money(now.running, "running", book.before.running)
    wages, subsidies = w.money(now.wages, "wages"), w.money(now.subsidies, "subsidies")
    w.tell("sum", "sum", basic, staff, running)
    w.tell("sum", "sum", staff, wages, subsidies)
    one, two = w.share(staff, basic, now.staff_cost, now.basic), w.share(running, basic, now.running, now.basic)
    return w.pick(
        f"基本支出{basic}，用于保障机构正常运转。其中人员经费{staff}，其中工资福利支出{wages}，对个人和家庭的补助"
        f"{subsidies}，占基本支出的{one}；公用经费{running}，占基本支出的{two}。",
        f"基本支出{basic}，包括人员经费{staff}（工资福利支出{wages}，对个人和家庭的补助{subsidies}），占{one}；"
        f"日常公用经费{running}，占{two}。",
        f"在基本支出{basic}中，人员经费{staff}，占基本支出的{one}，由工资福利支出{wages}和对个人和家庭的补助"
        f"{subsidies}组成；公用经费{running}，占基本支出的{two}。",
    )


def projects_list(w: Writer, book: Ledger) -> str:
    """Every project with its amount, sometimes with its share."""
    total = w.money(book.now.project, "project", book.before.project)
    rows = list(zip(book.names.projects, book.now.projects, strict=False))
    figs = [w.money(fen, f"project:{name}") for name, fen in rows]
    w.tell("sum", "sum", total, *figs)
    if w.rng.random() < 0.5:
        listed = "；".join(
            f"{name}{fig}，占项目支出的{w.share(fig, total, fen, book.now.project)}"
            for (name, fen), fig in zip(rows, figs, strict=True)
        )
        return f"项目支出{total}，其中：{listed}。"
    listed = "、".join(f"{name}{fig}" for (name, _), fig in zip(rows, figs, strict=True))
    return w.pick(
        f"{book.year}年项目支出{total}，具体为：{listed}。",
        f"项目支出共{total}，分别用于{listed}。",
        f"{listed}，项目支出合计{total}。",
    )


def projects_open(w: Writer, book: Ledger) -> str:
    """An open list: only some of the projects are named, and nothing adds up to the total."""
    total = w.money(book.now.project, "project", book.before.project)
    rows = list(zip(book.names.projects, book.now.projects, strict=False))[:2]
    listed = "、".join(f"{name}{w.money(fen, f'project:{name}')}" for name, fen in rows)
    return w.pick(
        f"项目支出{total}，主要用于{listed}等。",
        f"项目支出{total}，其中主要包括{listed}等重点项目。",
    )


def functions(w: Writer, book: Ledger) -> str:
    """Spending by function."""
    total = w.money(book.now.spending, "spending")
    rows = list(zip(book.names.functions, book.now.functions, strict=False))
    figs = [w.money(fen) for _, fen in rows]
    w.tell("sum", "sum", total, *figs)
    shares = [w.share(fig, total, fen, book.now.spending) for (_, fen), fig in zip(rows, figs, strict=True)]
    listed = w.pick("；", "，").join(
        f"{name}{fig}，占{share}" for (name, _), fig, share in zip(rows, figs, shares, strict=True)
    )
    return f"按功能分类，{book.year}年支出{total}，其中{listed}。"


def spending_change(w: Writer, book: Ledger) -> str:
    """Spending against last year; sometimes the sentence drops the verb and the amount is the change."""
    more = book.now.spending - book.before.spending
    new, change = w.money(book.now.spending, "spending"), w.money(abs(more))
    rate = w.percent(abs(more), book.before.spending)
    way, word = ("增加", "增长") if more >= 0 else ("减少", "下降")
    w.tell("change", "growth_by", rate, change, new, signs=(1 if more >= 0 else -1,))
    return w.pick(
        f"本年支出{new}，较上年{way}{change}，{word}{rate}。",
        f"{book.year}年度支出决算{new}，较上年决算数{change}，{word}{rate}。",
        f"支出{new}，比上年{way}{change}，{'增幅' if more >= 0 else '降幅'}{rate}，主要是项目安排变化。",
    )


def execution(w: Writer, book: Ledger) -> str:
    """How much of the budget was spent, and that it stayed within."""
    budget, spent = w.money(book.budget, "budget"), w.money(book.now.spending, "spending", book.before.spending)
    rate = w.percent(book.now.spending, book.budget)
    w.tell("ratio", "ratio", rate, spent, budget)
    if rate.plain.startswith("100"):
        return f"全年预算{budget}，实际支出{spent}，预算执行率{rate}。"
    return w.pick(
        f"全年预算{budget}，执行{spent}，执行率{rate}，支出总额控制在预算总额以内。",
        f"{book.year}年实际支出{spent}，占调整后预算{budget}的{rate}，未超预算。",
        f"预算执行情况：全年预算数{budget}，全年执行数{spent}，预算执行率为{rate}。",
    )


def running_control(w: Writer, book: Ledger) -> str:
    """Running costs against their budget."""
    budget, spent = w.money(book.running_budget), w.money(book.now.running, "running")
    saved = book.running_budget - book.now.running
    rate = w.percent(book.now.running, book.running_budget)
    w.tell("ratio", "ratio", rate, spent, budget)
    if not saved:
        return f"公用经费预算{budget}，实际支出{spent}，控制率{rate}。"
    left = w.money(saved)
    w.tell("balance", "balance", left, budget, spent, signs=(1, -1))
    return f"公用经费预算安排{budget}，实际支出{spent}，节约{left}，公用经费控制率{rate}。"


def direct_funds(w: Writer, book: Ledger) -> str:
    """Money received and passed on: twin lists whose last item is a re-labelled amount and no part."""
    kinds = ("中央资金", "省级资金", "市县资金")
    got, paid = sum(book.direct), sum(book.direct_paid)
    total, out = w.money(got), w.money(paid)
    ins = [w.money(fen) for fen in book.direct]
    outs = [w.money(fen) for fen in book.direct_paid]
    w.tell("sum", "sum", total, *ins)
    w.tell("sum", "sum", out, *outs)
    for one, other in zip(outs, ins, strict=True):
        w.tell("order", "at_most", one, other)
    first = "，".join(f"{kind}{fig}" for kind, fig in zip(kinds, ins, strict=True))
    second = "，".join(f"{kind}{fig}" for kind, fig in zip(kinds, outs, strict=True))
    if w.rng.random() < 0.5:
        again, twin = w.money(book.relabelled), w.money(book.relabelled)
        full = w.number("100", "%")
        return (
            f"{book.year}年累计收到直达资金{total}，其中：{first}，调整标识资金{again}；"
            f"累计拨付直达资金{out}，其中：{second}，调整标识资金{twin}，支出进度{full}。"
        )
    rate = w.percent(paid, got)
    w.tell("ratio", "ratio", rate, out, total)
    return (
        f"{book.year}年共收到直达资金{total}，其中：{first}；已拨付{out}，其中：{second}，总体支出进度{rate}。"
        f"另有上年结转的特殊转移支付{w.money(book.relabelled)}，不计入上述直达资金。"
    )
