"""Budget, income and what was left, in running text."""

from __future__ import annotations

from corpus.ink import Fig
from corpus.ledger import Ledger
from corpus.writer import Writer


def budget_steps(w: Writer, book: Ledger) -> str:
    """From the first budget to the last one."""
    first, added, cut = w.money(book.initial, "initial"), w.money(book.added), w.money(book.cut)
    last = w.money(book.budget, "budget")
    w.tell("balance", "balance", last, first, added, cut, signs=(1, 1, -1))
    return w.pick(
        f"{book.year}年年初预算{first}，年中追加{added}，调减{cut}，调整后全年预算{last}。",
        f"年初批复{book.names.body}部门预算{first}，执行中追加预算{added}、调减预算{cut}，全年预算数为{last}。",
        f"本年度年初预算安排{first}；年度执行中，因政策性增支等追加{added}，压减收回{cut}；调整预算数{last}。",
    )


def budget_growth(w: Writer, book: Ledger) -> str:
    """The same as an increase over the first budget."""
    first, last = w.money(book.initial, "initial", book.before.spending), w.money(book.budget, "budget")
    more = book.budget - book.initial
    change = w.money(abs(more))
    rate = w.percent(abs(more), book.initial)
    w.tell("change", "delta", change, last, first)
    w.tell("change", "growth", rate, last, first)
    way, word = ("增加", "增长") if more >= 0 else ("减少", "下降")
    return w.pick(
        f"{book.year}年部门年初预算为{first}，调整预算数为{last}，较年初预算{way}{change}，{word}{rate}。",
        f"调整预算数{last}，比年初预算数{first}{way}{change}，{'增幅' if more >= 0 else '降幅'}{rate}。",
    )


def _sources(w: Writer, book: Ledger) -> list[tuple[str, Fig, int]]:
    now, before = book.now, book.before
    rows = [
        ("一般公共预算财政拨款收入", now.fiscal, before.fiscal),
        ("政府性基金预算财政拨款收入", now.fund, before.fund),
        ("事业收入", now.business, before.business),
        ("其他收入", now.other, before.other),
    ]
    return [(name, w.money(fen, f"income:{name}", last), fen) for name, fen, last in rows if fen]


def income_of_which(w: Writer, book: Ledger) -> str:
    """A total, then its parts with their shares."""
    total = w.money(book.now.income, "income", book.before.income)
    parts = _sources(w, book)
    w.tell("sum", "sum", total, *(fig for _, fig, _ in parts))
    listed = w.pick("；", "，").join(
        f"{name}{fig}，占{w.pick('总收入的', '本年收入的', '')}{w.share(fig, total, fen, book.now.income)}"
        for name, fig, fen in parts
    )
    head = w.pick(
        f"{book.year}年收入合计{total}，其中：", f"本年收入{total}，其中，", f"全年取得各项收入{total}，包括："
    )
    return f"{head}{listed}。"


def income_paired(w: Writer, book: Ledger) -> str:
    """Names, then amounts, then shares, each in the same order."""
    total = w.money(book.now.income, "income", book.before.income)
    parts = _sources(w, book)
    w.tell("sum", "sum", total, *(fig for _, fig, _ in parts))
    shares = [w.share(fig, total, fen, book.now.income) for _, fig, fen in parts]
    names = "、".join(name for name, _, _ in parts)
    amounts = _chain([fig for _, fig, _ in parts])
    return (
        f"本年度总收入{total}，由{names}{_number_word(len(parts))}部分组成，金额分别为{amounts}，"
        f"分别占总收入的{_chain(shares)}。"
    )


def income_bracketed(w: Writer, book: Ledger) -> str:
    """Parts with their shares in bare brackets, the total behind them."""
    parts = _sources(w, book)
    total = w.money(book.now.income, "income", book.before.income)
    w.tell("sum", "sum", total, *(fig for _, fig, _ in parts))
    listed = "、".join(f"{name}{fig}（{w.share(fig, total, fen, book.now.income)}）" for name, fig, fen in parts)
    return f"{listed}，以上合计{total}，即{book.year}年度本年收入。"


def income_change(w: Writer, book: Ledger) -> str:
    """This year's income against last year's, the change told as amount and rate."""
    new = w.money(book.now.income, "income")
    more = book.now.income - book.before.income
    change = w.money(abs(more))
    rate = w.percent(abs(more), book.before.income)
    way, word = ("增加", "增长") if more >= 0 else ("减少", "下降")
    sign = 1 if more >= 0 else -1
    if w.rng.random() < 0.5:
        w.tell("change", "growth_by", rate, change, new, signs=(sign,))
        return f"本年收入{new}，较上年{way}{change}，{word}{rate}，主要原因是{_cause(w, more)}。"
    old = w.money(book.before.income)
    w.tell("change", "delta", change, new, old)
    w.tell("change", "growth", rate, new, old)
    return w.pick(
        f"与上年相比，收入由{old}变为{new}，{way}{change}，{word}{rate}。",
        f"上年收入{old}，本年收入{new}，{way}了{change}，{'增幅' if more >= 0 else '降幅'}为{rate}。",
    )


def closing(w: Writer, book: Ledger) -> str:
    """Opening and closing balances round the year's income and spending."""
    opening, end = w.money(book.now.opening, "opening"), w.money(book.now.closing, "closing")
    income, spending = w.money(book.now.income, "income"), w.money(book.now.spending, "spending")
    w.tell("balance", "balance", end, opening, income, spending, signs=(1, 1, -1))
    return w.pick(
        f"年初结转和结余{opening}，本年收入{income}，本年支出{spending}，年末结转和结余{end}。",
        f"{book.year}年初结转结余{opening}，当年收入{income}，当年支出{spending}，年末结转结余{end}。",
        f"上年结转{opening}，加上本年收入{income}，减去本年支出{spending}，年末结转和结余资金为{end}。",
    )


def totals(w: Writer, book: Ledger) -> str:
    """Both sides of the account with the balances."""
    total = book.now.income + book.now.opening
    sides = w.money(total, "sides")
    income, opening = w.money(book.now.income, "income"), w.money(book.now.opening, "opening")
    spending, end = w.money(book.now.spending, "spending"), w.money(book.now.closing, "closing")
    w.tell("balance", "balance", sides, income, opening, signs=(1, 1))
    w.tell("balance", "balance", sides, spending, end, signs=(1, 1))
    return (
        f"{book.year}年度收入、支出总计均为{sides}。收入总计中，本年收入{income}，年初结转和结余{opening}；"
        f"支出总计中，本年支出{spending}，年末结转和结余{end}。"
    )


def _cause(w: Writer, more: int) -> str:
    if more >= 0:
        return w.pick("项目资金增加", "追加了专项经费", "人员政策性增资")
    return w.pick("压减一般性支出", "部分项目上年已完工", "机构人员划转")


def _chain(figures: list[Fig]) -> str:
    *front, last = (str(fig) for fig in figures)
    return "、".join(front) + "和" + last if front else last


def _number_word(count: int) -> str:
    return "零一两三四五六七八九十"[count]
