"""Changes: words dropped, signs in odd places, two bases in one sentence, times more and times as much."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from corpus.decimals import plain
from corpus.ink import Fig, rounded
from corpus.ledger import Ledger
from corpus.wording.draw import an_amount, chain, portion
from corpus.writer import Writer


def _fallen(w: Writer, low: int = 900, high: int = 60_000) -> tuple[int, int]:
    """This year's amount and what it is less than last year's."""
    old = an_amount(w, low, high)
    less = portion(w, old, 20, 700)
    return old - less, less


def verb_dropped(w: Writer, book: Ledger) -> str:
    """The change told without its verb, or the rate without its word."""
    new, less = _fallen(w)
    now, change, rate = w.money(new), w.money(less), w.percent(less, new + less)
    w.tell("change", "growth_by", rate, change, now, signs=(-1,))
    return w.pick(
        f"资料印制费决算{now}，较上年决算数{change}，下降{rate}。",
        f"资料印制费支出{now}，较上年减少{change}（{rate}）。",
        f"资料印制费{now}，比上年减少{change}，{rate}，主要是推行无纸化办公。",
        f"资料印制费{now}，较上年下降{rate}，减少{change}。",
        f"资料印制费{now}，同比减少{change}，降幅达{rate}。",
    )


def against_figure(w: Writer, book: Ledger) -> str:
    """Against last year's figure, which is printed; the amount of the change is not."""
    new, less = _fallen(w)
    now, before, rate = w.money(new), w.money(new + less), w.percent(less, new + less)
    w.tell("change", "growth", rate, now, before)
    return w.pick(
        f"下乡租车费{now}，较上年决算数{before}，下降{rate}。",
        f"下乡租车费由上年的{before}降至{now}，降幅{rate}。",
        f"{book.year}年下乡租车费{now}，{book.year - 1}年下乡租车费{before}，同比下降{rate}。",
        f"下乡租车费支出{now}，上年为{before}，同比降低{rate}。",
    )


def negative_growth(w: Writer, book: Ledger) -> str:
    """A fall told as growth below nought."""
    new, less = _fallen(w)
    now, before = w.money(new), w.money(new + less)
    rate = w.number(rounded(Fraction(-100 * less, new + less), 2), "%")
    w.tell("change", "signed_growth", rate, now, before)
    return w.pick(
        f"职工教育费{now}，较上年的{before}增长{rate}。",
        f"职工教育费上年{before}，本年{now}，增长率为{rate}。",
        f"职工教育费{now}，上年同期{before}，增幅{rate}，为负增长。",
    )


def grew_negatively(w: Writer, book: Ledger) -> str:
    """负增长, the rate itself without a sign."""
    new, less = _fallen(w)
    now, before, rate = w.money(new), w.money(new + less), w.percent(less, new + less)
    w.tell("change", "growth", rate, now, before)
    return w.pick(
        f"劳务费{now}，较上年{before}负增长{rate}。", f"劳务费{now}，与上年{before}相比，负增长{rate}，连续三年压减。"
    )


def minus_twice(w: Writer, book: Ledger) -> str:
    """A minus before both the amount and the rate of a change."""
    new, less = _fallen(w)
    now = w.money(new)
    change = w.money(-less)
    rate = w.number(rounded(Fraction(-100 * less, new + less), 2), "%")
    w.tell("change", "growth_by", rate, change, now, signs=(1,))
    return w.pick(
        f"邮电费{now}，比上年增加{change}，增长{rate}。",
        f"邮电费本年{now}，较上年增减额{change}，增减幅度{rate}。",
    )


def way_in_brackets(w: Writer, book: Ledger) -> str:
    """The word for the direction in brackets, left over from a form."""
    new, less = _fallen(w)
    now, change, rate = w.money(new), w.money(less), w.percent(less, new + less)
    w.tell("change", "growth_by", rate, change, now, signs=(-1,))
    return w.pick(
        f"水电费{now}，比上年（减少）{change}，（下降）{rate}。",
        f"水电费支出{now}，与上年相比（减少）{change}，（降低）{rate}，原因是更换节能灯具。",
    )


def two_bases(w: Writer, book: Ledger) -> str:
    """Against the budget and against last year, in one sentence."""
    new = an_amount(w, 9000, 90_000)
    over, less = portion(w, new, 10, 200), portion(w, new, 10, 300)
    now, more, fewer = w.money(new), w.money(over), w.money(less)
    one, two = w.percent(over, new - over), w.percent(less, new + less)
    w.tell("change", "growth_by", one, more, now, signs=(1,))
    w.tell("change", "growth_by", two, fewer, now, signs=(-1,))
    if w.rng.random() < 0.5:
        return f"咨询论证费决算{now}，比年初预算增加{more}，增长{one}；比上年决算减少{fewer}，下降{two}。"
    budget, before = w.money(new - over), w.money(new + less)
    w.tell("change", "delta", more, now, budget)
    w.tell("change", "delta", fewer, now, before)
    return w.pick(
        f"咨询论证费决算数为{now}，比年初预算数{budget}增加{more}，增长{one}，比上年决算数{before}减少{fewer}，下降{two}。",
        f"咨询论证费{now}。与年初预算{budget}相比多支出{more}，增幅{one}；与上年{before}相比少支出{fewer}，降幅{two}。",
    )


def levels_elsewhere(w: Writer, book: Ledger) -> str:
    """Changes of amounts that are not printed, behind an amount that is another's."""
    total, less, more = (
        w.money(an_amount(w, 60_000, 900_000)),
        w.money(an_amount(w, 90, 900)),
        w.money(an_amount(w, 90, 900)),
    )
    one, two = w.percent(w.rng.randint(50, 300), 1000), w.percent(w.rng.randint(50, 300), 1000)
    return w.pick(
        f"机关日常支出{total}，其中茶歇费比上年减少{less}，下降{one}；班车费比上年增加{more}，增长{two}。",
        f"机关日常支出{total}，茶歇费较上年减少{less}，下降{one}，班车费较上年增加{more}，增长{two}。",
        f"机关日常支出{total}。与上年相比，聘员支出增加{more}，增长{two}，耗材支出减少{less}，下降{one}。",
    )


def rate_of_part(w: Writer, book: Ledger) -> str:
    """Behind a change with its rate, the rate of a part whose amounts are not printed."""
    old = an_amount(w, 60_000, 900_000)
    more = portion(w, old, 20, 200)
    now, change, rate = w.money(old + more), w.money(more), w.percent(more, old)
    w.tell("change", "growth_by", rate, change, now, signs=(1,))
    part, own = w.money(portion(w, more, 200, 800)), w.percent(w.rng.randint(30, 260), 1000)
    other = w.percent(w.rng.randint(30, 260), 1000)
    return w.pick(
        f"公益类支出{now}，比上年增加{change}，增长{rate}，其中文化支出增长{other}，体育支出增加{part}，增长{own}。",
        f"公益类支出{now}，同比增长{rate}、增加{change}。其中：文化类增长{other}；体育类增加{part}、增长{own}。",
    )


def as_many_times(w: Writer, book: Ledger) -> str:
    """So many times as much."""
    before = w.rng.randint(20, 900) * 2
    factor = w.rng.choice((Decimal("1.5"), Decimal("2.5"), Decimal(3), Decimal("3.5")))
    now, old = w.count(int(before * factor), "人次"), w.count(before, "人次")
    times = w.number(plain(factor), "倍")
    w.tell("change", "product", now, old, times)
    return w.pick(
        f"线下观摩{now}，是上年{old}的{times}。",
        f"线下观摩人数由上年{old}增至{now}，达到上年的{times}。",
        f"线下观摩{now}，相当于上年{old}的{times}。",
    )


def times_more(w: Writer, book: Ledger) -> str:
    """So many times more, which is one time more than as much."""
    old_fen = an_amount(w, 900, 30_000) * 2
    factor = w.rng.choice((Decimal("0.5"), Decimal("1.5"), Decimal(2), Decimal(3)))
    now, before = w.money(int(old_fen * (1 + factor))), w.money(old_fen)
    times = w.number(plain(factor), "倍")
    w.tell("change", "fold", times, now, before)
    return w.pick(
        f"村集体经营收益{now}，上年为{before}，增长{times}。",
        f"村集体经营收益由{before}增加到{now}，增长了{times}。",
        f"村集体经营收益{now}，比上年{before}增加{times}。",
    )


def doubled(w: Writer, book: Ledger) -> str:
    """翻番, a change without a figure."""
    old = an_amount(w, 900, 30_000)
    again = w.rng.random() < 0.5
    before, now = w.money(old), w.money(old * (4 if again else 2))
    return f"合作社经营收入由{before}提高到{now}，{'翻了两番' if again else '翻了一番'}。"


def points_up(w: Writer, book: Ledger) -> str:
    """Percentage points between two rates."""
    new = w.rng.randint(800, 990)
    more = w.rng.randint(3, 90)
    now, before = w.number(rounded(Fraction(new, 10), 1), "%"), w.number(rounded(Fraction(new - more, 10), 1), "%")
    change = w.number(rounded(Fraction(more, 10), 1), "百分点", "个百分点")
    w.tell("change", "delta", change, now, before)
    return w.pick(
        f"群众知晓率{now}，比上年的{before}上升{change}。",
        f"群众知晓率由{before}上升至{now}，提高{change}。",
        f"上年群众知晓率{before}，本年{now}，提升了{change}。",
    )


def points_as_percent(w: Writer, book: Ledger) -> str:
    """Percentage points printed as a percentage: sloppy, and no error of arithmetic."""
    new = w.rng.randint(800, 990)
    more = w.rng.randint(3, 90)
    now, before, change = (w.number(rounded(Fraction(n, 10), 1), "%") for n in (new, new - more, more))
    return f"档案电子化率{now}，较上年{before}提高{change}。"


def comparable_prices(w: Writer, book: Ledger) -> str:
    """Growth at constant prices: it cannot be worked out from the printed amounts."""
    fen = 100 * an_amount(w, 60_000, 900_000)
    before, now = w.money(fen, unit="亿元", places=2), w.money(int(fen * 1.06), unit="亿元", places=2)
    one, two = w.percent(w.rng.randint(30, 55), 1000, 1), w.percent(w.rng.randint(75, 99), 1000, 1)
    return w.pick(
        f"{book.year}年全域地区生产总值{now}，按不变价格计算增长{one}（上年{before}，增长{two}）。",
        f"地区生产总值{book.year - 1}年为{before}，增长{two}；{book.year}年为{now}，按可比口径增长{one}。",
    )


def fewer_vehicles(w: Writer, book: Ledger) -> str:
    """From one count to another."""
    old = w.rng.randint(6, 30)
    less = w.rng.randint(1, 5)
    before, now, change = w.count(old, "艘"), w.count(old - less, "艘"), w.count(less, "艘")
    w.tell("change", "delta", change, now, before)
    return w.pick(f"巡护船艇由{before}减为{now}，减少{change}。", f"年末巡护船艇{now}，较年初{before}减少{change}。")


def sooner(w: Writer, book: Ledger) -> str:
    """A term cut short, with its rate."""
    old = w.rng.choice((10, 12, 15, 20, 30))
    new = old - w.rng.randint(2, old - 2)
    before, now, rate = w.number(str(old), "天"), w.number(str(new), "天"), w.percent(Fraction(old - new), old)
    w.tell("change", "growth", rate, now, before)
    return w.pick(
        f"审批时限由{before}压缩至{now}，压缩{rate}。", f"平均办理时间从{before}缩短到{now}，压缩比例{rate}。"
    )


def since_january(w: Writer, book: Ledger) -> str:
    """From the start of the year to its end, net."""
    old = an_amount(w, 90_000, 900_000)
    more = portion(w, old, 20, 300)
    before, now, change, rate = w.money(old), w.money(old + more), w.money(more), w.percent(more, old)
    w.tell("change", "delta", change, now, before)
    w.tell("change", "growth", rate, now, before)
    return w.pick(
        f"年末资产账面数{now}，比年初的{before}净增{change}，增长{rate}。",
        f"资产账面数年初{before}，年末{now}，全年净增加{change}，增幅为{rate}。",
    )


def more_than_then(w: Writer, book: Ledger) -> str:
    """多收, 少支: everyday verbs for a change."""
    old = an_amount(w, 9000, 90_000)
    more = portion(w, old, 20, 300)
    before, now, change, rate = w.money(old), w.money(old + more), w.money(more), w.percent(more, old)
    w.tell("change", "delta", change, now, before)
    w.tell("change", "growth", rate, now, before)
    return w.pick(
        f"全年非税收入入库{now}，比去年同期的{before}多收{change}，增幅{rate}。",
        f"非税收入入库{now}，去年同期{before}，同比增收{change}，增长{rate}。",
    )


def cut_before(w: Writer, book: Ledger) -> str:
    """What was cut, its rate, and what it was before, in an odd order."""
    old = an_amount(w, 3000, 60_000)
    less = portion(w, old, 40, 300)
    before, change, rate = w.money(old), w.money(less), w.percent(less, old)
    w.tell("ratio", "ratio", rate, change, before)
    return w.pick(
        f"压减非急需支出{change}，压减率{rate}，压减前为{before}。",
        f"非急需支出预算{before}，压减{change}，压减率{rate}。",
    )


def moved_apart(w: Writer, book: Ledger) -> str:
    """Income up, spending down, both totals printed first."""
    figs: list[Fig] = []
    said = []
    for way, word, sign in (("增加", "增长", 1), ("减少", "下降", -1)):
        old = an_amount(w, 60_000, 600_000)
        change_fen = portion(w, old, 5, 100)
        now = w.money(old + sign * change_fen)
        change, rate = w.money(change_fen), w.percent(change_fen, old)
        w.tell("change", "growth_by", rate, change, now, signs=(sign,))
        figs.append(now)
        said.append(f"{way}{change}，{word}{rate}")
    return f"工会账户收入、支出分别为{chain(figs)}。与上年相比，收入{said[0]}；支出{said[1]}。"


def level_for_all(w: Writer, book: Ledger) -> str:
    """As much as last year, with and without the figure."""
    fen = an_amount(w, 90, 900)
    now = w.money(fen)
    if w.rng.random() < 0.5:
        return f"冬季取暖费{now}，同比持平。"
    before = w.money(fen)
    w.tell("restate", "same", now, before)
    return f"冬季取暖费本年{now}、上年{before}，两年持平。"


ALL = (
    verb_dropped, against_figure, negative_growth, grew_negatively, minus_twice, way_in_brackets, two_bases,
    levels_elsewhere, rate_of_part, as_many_times, times_more, doubled, points_up, points_as_percent,
    comparable_prices, fewer_vehicles, sooner, since_january, more_than_then, cut_before, moved_apart, level_for_all,
)  # fmt: skip
