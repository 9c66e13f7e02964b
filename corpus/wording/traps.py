"""Sentences that are hard to read: mixed units, shares in brackets, amounts outside the total, odd signs and spaces.

Each makes up its own figures; all of them are right.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import msgspec

from corpus.ink import Fig, rounded
from corpus.ledger import WAN, Ledger, split
from corpus.wording.draw import GRAIN
from corpus.writer import Writer


def _spaced(fig: Fig) -> Fig:
    fig.style = msgspec.structs.replace(fig.style, separator=" ", wide=False)
    return fig


def mixed_units(w: Writer, book: Ledger) -> str:
    """A total in 亿元 whose parts stand in 万元, and a further amount that is no part."""
    hundred = 100 * WAN
    total = w.rng.randint(60, 900) * hundred
    parts = split(w.rng, total, 3, hundred)
    head = w.money(total, unit="亿元", places=2)
    figs = [w.money(part, unit="万元", places=0) for part in parts]
    w.tell("sum", "sum", head, *figs)
    outside = w.money(w.rng.randint(100, 4000) * WAN, unit="万元", places=0)
    return w.pick(
        f"全域共统筹各级资金{head}，其中中央资金{figs[0]}、省级资金{figs[1]}、市县资金{figs[2]}；另有社会资本投入{outside}。",
        f"近年来累计投入{head}（中央{figs[0]}，省级{figs[1]}，市县{figs[2]}），此外，企业自筹{outside}未计入。",
    )


def bracketed_counts(w: Writer, book: Ledger) -> str:
    """Counts with their shares in bare brackets."""
    total = w.rng.randint(60, 900)
    parts = split(w.rng, total, 3, 1)
    head = w.count(total, "件")
    figs = [w.count(part, "件") for part in parts]
    w.tell("count", "sum", head, *figs)
    shares = []
    for part, fig in zip(parts, figs, strict=True):
        share = w.percent(part, total, 1)
        w.tell("share", "ratio", share, fig, head)
        shares.append(share)
    kinds = ("投诉举报", "咨询建议", "求助服务")
    listed = "，".join(f"{kind}{fig}（{share}）" for kind, fig, share in zip(kinds, figs, shares, strict=True))
    return f"全年受理群众来信来电{head}，其中：{listed}，均已办结。"


def risen(w: Writer, book: Ledger) -> str:
    """From one amount to another."""
    old = w.rng.randint(2000, 90_000) * GRAIN
    new = old + w.rng.randint(1, old // GRAIN) * GRAIN // 3 // GRAIN * GRAIN
    before, after = w.money(old), w.money(new)
    rate = w.percent(new - old, old)
    w.tell("change", "growth", rate, after, before)
    return f"专项投入由{book.year - 1}年的{before}增至{book.year}年的{after}，增长{rate}。"


def points(w: Writer, book: Ledger) -> str:
    """Rates and percentage points, which are not the same."""
    rate, more = w.rng.randint(800, 985), w.rng.randint(3, 60)
    now, before = w.number(rounded(Fraction(rate, 10), 1), "%"), w.number(rounded(Fraction(rate - more, 10), 1), "%")
    change = w.number(rounded(Fraction(more, 10), 1), "百分点", "个百分点")
    return w.pick(
        f"服务覆盖率达到{now}，较上年的{before}提高{change}。",
        f"任务按期办结率由上年{before}提高到{now}，上升{change}。",
    )


def negative(w: Writer, book: Ledger) -> str:
    """A decline printed as negative growth."""
    amount = w.money(w.rng.randint(1000, 60_000) * GRAIN)
    rate = w.number("-" + rounded(Fraction(w.rng.randint(5, 180), 10), 1), "%")
    return w.pick(
        f"一般性支出{amount}，同比增长{rate}，持续压减。", f"一般性支出{amount}（同比{rate}），低于上年水平。"
    )


def fewer_each(w: Writer, book: Ledger) -> str:
    """Two amounts and two changes, each in the same order."""
    one, two, less, fewer = (w.money(w.rng.randint(20, 900) * GRAIN) for _ in range(4))
    return f"会议费、培训费分别支出{one}和{two}，分别比上年减少{less}和{fewer}，主要是推行视频会议。"


def per_head(w: Writer, book: Ledger) -> str:
    """A standard times people times months."""
    people, standard = w.rng.randint(200, 9000), w.rng.choice((30, 50, 60, 80, 100, 120))
    total = w.money(people * standard * 12 * 100, unit="万元", places=2)
    heads, each, months = w.count(people, "人"), w.number(str(standard), "元"), w.number("12", "个月")
    w.tell("product", "product", total, heads, each, months)
    return w.pick(
        f"按每人每月{each}的标准，为{heads}发放补贴{months}，共计{total}。",
        f"全年为{heads}发放生活补贴，标准为每人每月{each}，发放{months}，合计发放{total}。",
    )


def spaced(w: Writer, book: Ledger) -> str:
    """Blanks inside figures, as systems print them."""
    total = w.rng.randint(120_000, 900_000) * GRAIN
    one = total * w.rng.randint(30, 70) // 100 // GRAIN * GRAIN
    figs = [_spaced(w.money(fen, unit="万元", places=2)) for fen in (total, one, total - one)]
    w.tell("sum", "sum", *figs)
    return f"两年来累计下达补助资金{figs[0]}，其中上年{figs[1]}、本年{figs[2]}。"


def exemplary(w: Writer, book: Ledger) -> str:
    """A list that only gives examples: nothing adds up, and nothing is wrong."""
    total = w.rng.randint(3000, 90_000) * WAN
    head = w.money(total, unit="万元", places=0)
    some = [w.money(int(total * part) // WAN * WAN, unit="万元", places=0) for part in (0.31, 0.17)]
    return w.pick(
        f"全年民生领域支出{head}，其中教育支出{some[0]}、社会保障支出{some[1]}，保障水平稳步提高。",
        f"本级统筹安排{head}，主要包括产业发展{some[0]}、基础设施{some[1]}等方面。",
    )


def times(w: Writer, book: Ledger) -> str:
    """So many times as much, and so many times more."""
    small = w.rng.randint(20, 400)
    more = w.rng.choice((Decimal("1.5"), Decimal(2), Decimal("0.5")))
    now, before = w.count(int(small * 2 * (1 + more)), "人次"), w.count(small * 2, "人次")
    fig = w.number(format(more, "f"), "倍")
    return f"线上培训{now}，比上年{before}增长{fig}。"


def numbered(w: Writer, book: Ledger) -> str:
    """Parts as numbered items, the total behind them."""
    total = w.rng.randint(20_000, 400_000) * GRAIN
    parts = split(w.rng, total, 3, GRAIN)
    figs, head = [w.money(part) for part in parts], w.money(total)
    w.tell("sum", "sum", head, *figs)
    return w.pick(
        f"一是投入{figs[0]}用于设施改造；二是投入{figs[1]}用于设备更新；三是投入{figs[2]}用于人员培训，以上共计{head}。",
        f"专项资金分三批下达：第一批{figs[0]}。第二批{figs[1]}。第三批{figs[2]}。合计{head}。",
    )


def shortened(w: Writer, book: Ledger) -> str:
    """Reduced by review: sent in, approved, cut, and the rate of the cut."""
    sent = w.rng.randint(50_000, 900_000) * GRAIN
    cut = sent * w.rng.randint(20, 180) // 1000 // GRAIN * GRAIN
    one, two, three = w.money(sent), w.money(cut), w.money(sent - cut)
    rate = w.percent(cut, sent)
    w.tell("balance", "balance", three, one, two, signs=(1, -1))
    w.tell("ratio", "ratio", rate, two, one)
    return f"全年评审项目送审金额{one}，审减{two}，审定金额{three}，审减率{rate}。"


ALL = (
    mixed_units, bracketed_counts, risen, points, negative, fewer_each, per_head, spaced, exemplary, times,
    numbered, shortened,
)  # fmt: skip
