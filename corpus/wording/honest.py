"""Passages that look wrong and hold: other scopes, other years, siblings behind a list, what a report need not disclose.

Where the text asserts nothing that can be worked out, no relation is told: whatever is accused there is accused falsely.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from corpus.ink import decoy, rounded
from corpus.ledger import WAN, Ledger, split
from corpus.wording.draw import GRAIN, an_amount
from corpus.writer import Writer


def sibling_behind(w: Writer, book: Ledger) -> str:
    """A list inside a list, and behind it one more item of the outer list; its share says where it belongs."""
    first, inner, last = (
        an_amount(w, 40_000, 90_000),
        (an_amount(w, 2000, 9000), an_amount(w, 300, 1900)),
        an_amount(w, 90, 290),
    )
    whole = first + sum(inner) + last
    total, head, own = w.money(whole), w.money(first), w.money(sum(inner))
    parts, sibling = [w.money(part) for part in inner], w.money(last)
    w.tell("sum", "sum", total, head, own, sibling)
    w.tell("sum", "sum", own, *parts)
    shares = [w.share(fig, total, fen, whole) for fig, fen in ((head, first), (own, sum(inner)), (sibling, last))]
    return (
        f"全年支出按用途分为：机构运转{head}，占{shares[0]}；社会保障缴费{own}，占{shares[1]}，其中养老保险{parts[0]}、"
        f"失业保险{parts[1]}，小微企业扶持专项{sibling}，占{shares[2]}，合计{total}。"
    )


def fully_spent(w: Writer, book: Ledger) -> str:
    """Everything spent, twice told."""
    fen = an_amount(w)
    got, used, rate = w.money(fen), w.money(fen), w.number("100", "%")
    w.tell("ratio", "ratio", rate, used, got)
    return w.pick(
        f"专项经费到位{got}，实际支出{used}，支出率{rate}，无结余。",
        f"该专项下达{got}，已全部支出，支出{used}，支付进度达{rate}。",
    )


def carried_over(w: Writer, book: Ledger) -> str:
    """What is carried over by kind; round amounts without decimals stand beside others."""
    small, round_ = w.rng.randint(11, 99) * GRAIN, w.rng.randint(5, 60) * WAN
    total, one, two = w.money(small + round_), w.money(small), w.money(round_, unit="万元", places=0)
    w.tell("sum", "sum", total, one, two)
    return f"年末留存的专用资金{total}，其中：奖励基金{one}，设备更新基金{two}，均按规定结转使用。"


def fallen(w: Writer, book: Ledger) -> str:
    """Less than the year before, by amount and rate."""
    old = an_amount(w, 20_000, 90_000)
    less = old * w.rng.randint(50, 700) // 1000 // GRAIN * GRAIN
    before, after, change = w.money(old), w.money(old - less), w.money(less)
    rate = w.percent(less, old)
    w.tell("change", "delta", change, after, before)
    w.tell("change", "growth", rate, after, before)
    return w.pick(
        f"存量资金规模由{before}压减至{after}，减少{change}，降幅{rate}。",
        f"应收未收款项上年末{before}，本年末{after}，下降{change}，降低{rate}。",
    )


def without_mark(w: Writer, book: Ledger) -> str:
    """A list of names in which one mark was forgotten: so many names as announced, one fewer by the marks."""
    names = ["综合协调组", "资料审核组", "现场核查组", "数据分析组", "后勤保障组", "督导检查组", "宣传联络组"]
    names = names[: w.rng.randint(5, 7)]
    number = w.count(len(names), "个")
    w.tell("count", "count", number, listed=len(names))
    gap = w.rng.randint(1, len(names) - 2)
    listed = "、".join(names[:gap]) + "、" + names[gap] + "、".join(names[gap + 1 :])
    return f"自评工作领导小组下设{number}工作组，分别为{listed}。"


def other_notions(w: Writer, book: Ledger) -> str:
    """Numbers of units after several notions, none of which adds up with the others."""
    kept, alone, judged = w.count(w.rng.randint(4, 12), "个"), w.count(w.rng.randint(1, 3), "个"), w.count(1, "个")
    return w.pick(
        f"部门所属基层站所{kept}，独立编制机构{alone}，本次开展自评的主体{judged}。",
        f"本部门下设站所{kept}；其中实行独立核算的{alone}，单独报送自评报告的{judged}。",
    )


def without_base(w: Writer, book: Ledger) -> str:
    """A rate of a target that is not given."""
    fig, rate = w.money(an_amount(w)), w.percent(w.rng.randint(600, 1300), 1000, 1)
    return w.pick(
        f"全年争取上级补助{fig}，完成年度考核任务的{rate}。",
        f"全年引导社会资本投入{fig}，为既定目标的{rate}，另有部分协议资金将于次年到账。",
    )


def scopes(w: Writer, book: Ledger) -> str:
    """All money, and what came from the treasury alone: parts belong to the latter."""
    basic, project, own = an_amount(w, 9000, 60_000), an_amount(w, 3000, 40_000), an_amount(w, 300, 4000)
    whole, fiscal = w.money(basic + project + own), w.money(basic + project)
    one, two = w.money(basic), w.money(project)
    w.tell("sum", "sum", fiscal, one, two)
    return w.pick(
        f"全口径支出{whole}。财政拨款安排的支出{fiscal}，分为基本经费{one}、专项经费{two}。",
        f"部门全口径支出{whole}（含非财政拨款支出），其中财政拨款支出{fiscal}：用于基本经费{one}，用于专项经费{two}。",
    )


def own_and_whole(w: Writer, book: Ledger) -> str:
    """The office alone, and the department with its bodies."""
    own, below = an_amount(w, 2000, 9000), an_amount(w, 9000, 40_000)
    whole, office = w.money(own + below), w.money(own)
    share = w.share(office, whole, own, own + below)
    inner = [w.money(part) for part in split(w.rng, own, 2, GRAIN)]
    w.tell("sum", "sum", office, *inner)
    return (
        f"汇总口径日常运转支出{whole}，本级{office}，占汇总数的{share}；本级支出中，办公运行{inner[0]}，"
        f"后勤服务{inner[1]}，下属单位支出由各单位另行自评。"
    )


def last_year(w: Writer, book: Ledger) -> str:
    """Last year's result, which is not this year's."""
    score = w.number(rounded(Fraction(w.rng.randint(8100, 8950), 100), 2), "分")
    rank = decoy(f"第{w.rng.randint(3, 30)}位")
    return w.pick(
        f"{book.year - 1}年度本部门自评得分{score}，评价等级为“良”，反映的问题已全部整改。",
        f"在{book.year - 1}年度财政部门组织的重点评价中，我单位得{score}，列{rank}，有关意见已在本年度落实。",
    )


def cut_off(w: Writer, book: Ledger) -> str:
    """A rate that was cut off instead of rounded."""
    whole = w.rng.randint(300, 900)
    whole += 10_000 % whole == 0  # rates of 400, 500 and 625 need no more than two decimals
    part = next(
        n for n in range(whole * 2 // 3, whole)
        if rounded(Fraction(n * 100, whole), 2) != rounded(Fraction(n * 100, whole), 2, cut=True)
    )  # fmt: skip
    one, two = w.count(whole, "户"), w.count(part, "户")
    rate = w.number(rounded(Fraction(part * 100, whole), 2, cut=True), "%")
    return f"应参保{one}，已参保{two}，参保率{rate}。"


def undisclosed(w: Writer, book: Ledger) -> str:
    """Money in, money out and money left, but not what was there at the start."""
    got, start = an_amount(w, 9000, 40_000), an_amount(w, 900, 5000)
    left = an_amount(w, 50, 800)
    inflow, out, rest = w.money(got), w.money(got + start - left), w.money(left)
    return w.pick(
        f"工会经费全年拨入{inflow}，使用{out}，期末尚余{rest}。",
        f"专户资金本年收到{inflow}，本年使用{out}，账面余额{rest}（含以前年度滚存）。",
    )


def withheld(w: Writer, book: Ledger) -> str:
    """A list without what must not be published."""
    parts = [an_amount(w, 900, 9000) for _ in range(3)]
    total = w.money(sum(parts))
    listed = "、".join(f"{name}{w.money(fen)}" for name, fen in zip(("装备保障", "日常管理"), parts, strict=False))
    return w.pick(
        f"专门业务经费{total}，其中：{listed}，涉密事项按规定不予列示。",
        f"专门业务经费{total}（涉密部分未单列），其中{listed}。",
    )


def jointly_issued(w: Writer, book: Ledger) -> str:
    """One document number for two titles, and a code that runs into a year."""
    number = decoy(f"{book.names.place[:1]}财农〔{book.year}〕{w.rng.randint(3, 60)}号")
    code = decoy(f"C{w.rng.randint(11, 39)}{book.year}年")
    return w.pick(
        f"联合发展改革、农业农村部门印发实施方案（{number}）和资金管理细则（{number}），明确了责任分工。",
        f"按照指标编码{code}度任务书和实施方案（{number}）开展工作。",
    )


def separators(w: Writer, book: Ledger) -> str:
    """Thousands with and without marks in one sentence."""
    parts = [w.rng.randint(2000, 9999) for _ in range(2)]
    total, one, two = w.count(sum(parts), "人次"), w.count(parts[0], "人次"), w.count(parts[1], "人次")
    one.style, two.style = (msgspec.structs.replace(w.style, separator=mark, wide=False) for mark in (",", ""))
    w.tell("count", "sum", total, one, two)
    return f"全年服务群众{total}，其中窗口办理{one}、上门办理{two}。"


def in_words(w: Writer, book: Ledger) -> str:
    """Numbers in Chinese numerals."""
    parts = [w.rng.randint(3, 40), w.rng.randint(3, 140)]
    total, one, two = w.count(sum(parts), "次"), w.count(parts[0], "次"), w.count(parts[1], "次")
    w.tell("count", "sum", total, one, two)
    satisfied = w.number(rounded(Fraction(w.rng.randint(905, 998), 10), 1), "%")
    for fig in (total, one, two, satisfied):
        fig.style = msgspec.structs.replace(w.style, numerals=True, gap="")
    return f"全年开展督导{total}，其中实地督导{one}、线上督导{two}，群众评议满意率达到{satisfied}。"


def containing(w: Writer, book: Ledger) -> str:
    """One item of an amount, and an amount that another one includes."""
    total = an_amount(w, 9000, 60_000)
    head, some = w.money(total), w.money(total * w.rng.randint(50, 600) // 1000 // GRAIN * GRAIN)
    return w.pick(
        f"安排村级组织运转经费{head}（含村干部待遇{some}）。",
        f"安排村级组织运转经费{head}，内含以前年度结转{some}，主要保障村级正常运转。",
    )


ALL = (
    sibling_behind, fully_spent, carried_over, fallen, without_mark, other_notions, without_base, scopes, own_and_whole,
    last_year, cut_off, undisclosed, withheld, jointly_issued, separators, in_words, containing,
)  # fmt: skip
