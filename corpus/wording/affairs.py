"""Receptions, purchases and property, in running text."""

from __future__ import annotations

from corpus.ink import Fig
from corpus.ledger import Ledger
from corpus.writer import Writer


def _change(w: Writer, now: int, before: int) -> tuple[Fig, Fig, str, str, int]:
    more = now - before
    way, word = ("增加", "增长") if more >= 0 else ("减少", "下降")
    return w.money(abs(more)), w.percent(abs(more), before), way, word, 1 if more >= 0 else -1


def hospitality(w: Writer, book: Ledger) -> str:
    """三公经费 with its parts and the change."""
    h = book.hospitality
    total = w.money(h.total, "three", book.hospitality_before.total)
    abroad, running, reception = w.money(h.abroad), w.money(h.running), w.money(h.reception)
    parts = [abroad, running, reception]
    bought = ""
    if h.bought:
        car = w.money(h.bought)
        parts.append(car)
        bought = f"公务用车购置费{car}，"
    w.tell("sum", "sum", total, *parts)
    change, rate, way, word, sign = _change(w, h.total, book.hospitality_before.total)
    tail = ""
    if h.total != book.hospitality_before.total:
        w.tell("change", "growth_by", rate, change, total, signs=(sign,))
        tail = f"，较上年{way}{change}，{word}{rate}"
    listed = f"因公出国（境）费{abroad}，{bought}公务用车运行维护费{running}，公务接待费{reception}"
    return w.pick(
        f"{book.year}年“三公”经费支出{total}{tail}。其中：{listed}。",
        f"“三公”经费财政拨款支出决算{total}，其中：{listed}{tail.replace('较上年', '合计较上年')}。",
    )


def hospitality_control(w: Writer, book: Ledger) -> str:
    """三公经费 against its budget."""
    h = book.hospitality
    budget, spent = w.money(h.budget), w.money(h.total, "three")
    rate = w.percent(h.total, h.budget)
    w.tell("ratio", "ratio", rate, spent, budget)
    batches, guests = w.count(book.visits[0], "批次"), w.count(book.visits[1], "人次")
    return w.pick(
        f"“三公”经费预算{budget}，实际支出{spent}，完成预算的{rate}，国内公务接待{batches}、{guests}。",
        f"“三公”经费控制率{rate}（预算{budget}，实际{spent}），全年接待{batches}{guests}。",
    )


def procurement(w: Writer, book: Ledger) -> str:
    """Purchases by kind, and the part given to small firms, which is no further kind."""
    total_fen = book.goods + book.works + book.services
    total = w.money(total_fen, "bought")
    goods, works, services = w.money(book.goods), w.money(book.works), w.money(book.services)
    w.tell("sum", "sum", total, goods, works, services)
    small = w.money(book.small_firms)
    share = w.share(small, total, book.small_firms, total_fen)
    return w.pick(
        f"{book.year}年政府采购支出总额{total}，其中：政府采购货物支出{goods}、政府采购工程支出{works}、政府采购服务支出"
        f"{services}。授予中小企业合同金额{small}，占政府采购支出总额的{share}。",
        f"全年完成政府采购{total}，货物、工程、服务分别为{goods}、{works}、{services}；其中面向中小企业采购{small}，"
        f"占{share}。",
    )


def procurement_rate(w: Writer, book: Ledger) -> str:
    """Purchases against their budget."""
    total_fen = book.goods + book.works + book.services
    budget, spent = w.money(book.procurement_budget), w.money(total_fen, "bought")
    rate = w.percent(total_fen, book.procurement_budget)
    w.tell("ratio", "ratio", rate, spent, budget)
    return f"政府采购预算{budget}，实际采购{spent}，政府采购执行率{rate}。"


def assets(w: Writer, book: Ledger) -> str:
    """Property at cost, written off and net."""
    cost, off = w.money(book.assets, "assets"), w.money(book.depreciation)
    net = w.money(book.assets - book.depreciation)
    w.tell("balance", "balance", net, cost, off, signs=(1, -1))
    used = w.money(book.in_use)
    rate = w.percent(book.in_use, book.assets)
    w.tell("ratio", "ratio", rate, used, cost)
    return w.pick(
        f"截至{book.year}年12月31日，固定资产原值{cost}，累计折旧{off}，净值{net}；在用固定资产{used}，在用率{rate}。",
        f"年末固定资产账面原值{cost}，已提折旧{off}，账面净值{net}，其中实际在用固定资产原值{used}，"
        f"固定资产在用率{rate}。",
    )


def staff(w: Writer, book: Ledger) -> str:
    """Posts and people."""
    admin, other = book.staff
    total = admin + other
    posts, people = w.count(book.posts, "人", key="posts"), w.count(total, "人", key="staff_total")
    one, two = w.count(admin, "人"), w.count(other, "人")
    w.tell("count", "sum", people, one, two)
    w.tell("order", "at_most", people, posts)
    rate = w.percent(total, book.posts)
    w.tell("ratio", "ratio", rate, people, posts)
    retired = w.count(book.retired, "人")
    return w.pick(
        f"核定编制{posts}，年末实有在职人员{people}，其中：行政人员{one}，事业人员{two}，在职人员控制率{rate}；"
        f"另有离退休人员{retired}。",
        f"我单位编制数{posts}，实有在职{people}（行政{one}、事业{two}），在职人员控制率为{rate}，离退休人员{retired}。",
    )


def offices(w: Writer, book: Ledger) -> str:
    """An announced number of offices and their names."""
    names = book.names.offices
    number = w.count(len(names), "个")
    w.tell("count", "count", number, listed=len(names))
    return w.pick(
        f"内设机构{number}，分别为：{'、'.join(names)}。",
        f"本部门设{number}内设机构，分别是{'、'.join(names)}。",
        f"内设{'、'.join(names)}等{number}股室。",
    )


def bodies(w: Writer, book: Ledger) -> str:
    """Bodies that share the accounts, by kind and by name."""
    office, units = book.bodies
    total, one, two = w.count(office + units, "个"), w.count(office, "个"), w.count(units, "个")
    w.tell("count", "sum", total, one, two)
    w.tell("count", "count", two, listed=units)
    names = "、".join(book.names.subordinates[:units])
    return f"纳入{book.year}年部门决算编报的单位共{total}，其中：行政单位{one}；事业单位{two}，分别为{names}。"


def tasks(w: Writer, book: Ledger) -> str:
    """The year's work: planned, done, in time."""
    planned, done = w.count(book.tasks, "项"), w.count(book.tasks_done, "项")
    rate = w.percent(book.tasks_done, book.tasks)
    w.tell("ratio", "ratio", rate, done, planned)
    late = ""
    if book.tasks_late:
        fig = w.count(book.tasks_late, "项")
        late = f"，其中{fig}因客观原因未按时完成"
    return w.pick(
        f"全年下达重点工作{planned}，完成{done}，完成率{rate}{late}。",
        f"年初确定重点任务{planned}，截至年底实际完成{done}，重点工作完成率{rate}{late}。",
    )


def survey(w: Writer, book: Ledger) -> str:
    """A survey: sent, returned, satisfied."""
    sent, back, happy = book.survey
    one, two, three = w.count(sent, "份"), w.count(back, "份"), w.count(happy, "份")
    returned, satisfied = w.percent(back, sent), w.percent(happy, back)
    w.tell("ratio", "ratio", returned, two, one)
    w.tell("granularity", "ratio", satisfied, three, two)
    return w.pick(
        f"共发放调查问卷{one}，收回有效问卷{two}，回收率{returned}，其中表示满意的{three}，满意度{satisfied}。",
        f"通过发放问卷{one}开展满意度调查，回收{two}，回收率为{returned}；满意{three}，服务对象满意度达{satisfied}。",
    )
