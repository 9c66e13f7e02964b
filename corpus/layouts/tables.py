"""Money tables in reports: the printed ledger, the list of projects, the Hunan form of basic figures."""

from __future__ import annotations

from corpus.ledger import Ledger
from corpus.page import LEFT, Block, Grid, Para
from corpus.writer import Writer


def money_table(w: Writer, book: Ledger) -> Grid:
    """Income left, spending right, with totals on both sides."""
    now = book.now
    incomes = [
        ("一、一般公共预算财政拨款收入", now.fiscal, "income:一般公共预算财政拨款收入"),
        ("二、政府性基金预算财政拨款收入", now.fund, "income:政府性基金预算财政拨款收入"),
        ("三、事业收入", now.business, "income:事业收入"),
        ("四、其他收入", now.other, "income:其他收入"),
    ]
    spendings = [("一、基本支出", now.basic, "basic"), ("二、项目支出", now.project, "project")]
    left = [(name, w.cell(fen, key if fen else "")) for name, fen, key in incomes]
    right = [(name, w.cell(fen, key)) for name, fen, key in spendings]
    income, spending = w.cell(now.income, "income"), w.cell(now.spending, "spending")
    w.tell("table_sum", "sum", income, *(fig for _, fig in left))
    w.tell("table_sum", "sum", spending, *(fig for _, fig in right))
    opening, closing = w.cell(now.opening, "opening"), w.cell(now.closing, "closing")
    one, two = w.cell(now.income + now.opening, "sides"), w.cell(now.spending + now.closing, "sides")
    w.tell("table_sum", "sum", one, income, opening)
    w.tell("table_sum", "sum", two, spending, closing)
    unit = w.style.table_money
    rows: list[tuple[str, ...]] = [
        (f"收入支出决算表（单位：{unit}）", LEFT, LEFT, LEFT),
        ("收入项目", "决算数", "支出项目", "决算数"),
    ]
    for number in range(4):
        name, fig = left[number]
        other = (right[number][0], str(right[number][1])) if number < len(right) else ("", "")
        rows.append((name, str(fig), *other))
    rows.append(("本年收入合计", str(income), "本年支出合计", str(spending)))
    rows.append(("年初结转和结余", str(opening), "年末结转和结余", str(closing)))
    rows.append(("总计", str(one), "总计", str(two)))
    return Grid(tuple(rows))


def project_table(w: Writer, book: Ledger) -> list[Block]:
    """Projects with budget, spending and rate, and a total row; the unit in the headings or on a line of its own."""
    own_line = w.rng.random() < 0.5
    unit = "" if own_line else f"（{w.style.table_money}）"
    heads = ("序号", "项目名称", f"全年预算数{unit}", f"执行数{unit}", "执行率（%）", f"结余{unit}")
    rows: list[tuple[str, ...]] = [heads]
    budgets, spents, lefts = [], [], []
    for number, project in enumerate(book.projects, 1):
        revised, used = sum(project.revised), sum(project.spent)
        budget, spent = w.cell(revised), w.cell(used, f"project:{project.name}")
        left = w.cell(revised - used)
        rate = w.percent(used, revised, 2, shown="")
        w.tell("ratio", "ratio", rate, spent, budget)
        w.tell("balance", "balance", left, budget, spent, signs=(1, -1))
        rows.append((str(number), project.name, str(budget), str(spent), str(rate), str(left)))
        budgets.append(budget)
        spents.append(spent)
        lefts.append(left)
    revised = sum(sum(project.revised) for project in book.projects)
    used = sum(sum(project.spent) for project in book.projects)
    total, out, rest = w.cell(revised), w.cell(used), w.cell(revised - used)
    rate = w.percent(used, revised, 2, shown="")
    for fig, parts in ((total, budgets), (out, spents), (rest, lefts)):
        w.tell("table_sum", "sum", fig, *parts)
    w.tell("ratio", "ratio", rate, out, total)
    rows.append(("合计", LEFT, str(total), str(out), str(rate), str(rest)))
    grid = Grid(tuple(rows))
    return [Para(f"单位：{w.style.table_money}", "right"), grid] if own_line else [grid]


def basics(w: Writer, book: Ledger) -> Grid:
    """基础数据表: people, 三公 of two years, running costs, purchases."""
    h, old = book.hospitality, book.hospitality_before
    unit = w.style.table_money
    now = [w.cell(h.total, "three"), w.cell(h.running + h.bought), w.cell(h.abroad), w.cell(h.reception)]
    before = [w.cell(old.total), w.cell(old.running + old.bought), w.cell(old.abroad), w.cell(old.reception)]
    w.tell("table_sum", "sum", *now)
    w.tell("table_sum", "sum", *before)
    names = ("三公经费", "1.公务用车购置和维护经费", "2.因公出国（境）费", "3.公务接待费")
    total = sum(book.staff)
    rows: list[tuple[str, ...]] = [
        ("财政供养人员情况", "编制数", "实际在职人数"),
        ("", str(w.count(book.posts, "人", True, "posts")), str(w.count(total, "人", True, "staff_total"))),
        (f"经费控制情况（{unit}）", f"{book.year - 1}年决算数", f"{book.year}年决算数"),
    ]
    rows.extend((name, str(a), str(b)) for name, a, b in zip(names, before, now, strict=True))
    bought = w.cell(book.goods + book.works + book.services, "bought")
    rows.append(("政府采购金额", "——", str(bought)))
    rows.append(("公用经费", "——", str(w.cell(book.now.running, "running"))))
    return Grid(tuple(rows))
