"""Shares of another base than the nearest total, rates with several bases, products, balances, announced numbers."""

from __future__ import annotations

from fractions import Fraction

from corpus.ink import Fig, decoy, rounded
from corpus.ledger import Ledger, split
from corpus.wording.draw import GRAIN, an_amount, itemised, portion, shares
from corpus.writer import Writer


def far_base(w: Writer, book: Ledger) -> str:
    """A part of a part, with its share of both wholes."""
    inner = [an_amount(w, 20_000, 60_000), an_amount(w, 3000, 19_000)]
    other = an_amount(w, 9000, 60_000)
    whole = sum(inner) + other
    head, basic, project = w.money(whole), w.money(sum(inner)), w.money(other)
    people, office = w.money(inner[0]), w.money(inner[1])
    w.tell("sum", "sum", head, basic, project)
    near, far = w.share(people, basic, inner[0], sum(inner)), w.share(people, head, inner[0], whole)
    small = w.share(office, basic, inner[1], sum(inner))
    return w.pick(
        f"下属中心总支出{head}，其中基本支出{basic}，项目支出{project}；人员经费{people}，占基本支出的{near}，占总支出的{far}；"
        f"公用经费{office}，占基本支出的{small}。",
        f"下属中心总支出{head}。其中基本支出{basic}（人员经费{people}，占基本支出{near}，占总支出{far}；公用经费{office}，占基本"
        f"支出{small}），项目支出{project}。",
    )


def base_behind(w: Writer, book: Ledger) -> str:
    """The share first, its base in a sentence behind it."""
    whole = an_amount(w, 60_000, 900_000)
    part = portion(w, whole, 100, 900)
    one, head = w.money(part), w.money(whole)
    share = w.share(one, head, part, whole)
    return w.pick(
        f"产业类项目投入{one}，占衔接资金的{share}。全年衔接资金总规模{head}。",
        f"衔接资金用于产业发展{one}，占总规模{head}的{share}。",
        f"全年衔接资金总规模{head}，产业类项目投入{one}，占比{share}，高于规定比例。",
    )


def of_the_group(w: Writer, book: Ledger) -> str:
    """A part and, inside it, another part whose share is of the first part or of the whole, as said."""
    whole = an_amount(w, 60_000, 900_000)
    first = portion(w, whole, 500, 950)
    second = portion(w, first, 300, 900)
    head, one, two = w.money(whole), w.money(first), w.money(second)
    a = w.share(one, head, first, whole)
    b = w.share(two, one, second, first)
    return f"系统采购合同总额{head}，授予中小企业{one}，占合同总额的{a}；其中授予小微企业{two}，占授予中小企业合同金额的{b}。"


def bare_brackets(w: Writer, book: Ledger) -> str:
    """Amounts with their shares in bare brackets, one decimal."""
    fens = split(w.rng, an_amount(w, 20_000, 400_000), 3, GRAIN)
    head, figs = w.money(sum(fens)), [w.money(fen) for fen in fens]
    w.tell("sum", "sum", head, *figs)
    found = shares(w, figs, head, fens, w.rng.choice((1, 2)))
    names = ("财政补助", "经营收益", "捐赠及其他")
    of_ = w.pick("", "占", "占比")
    listed = w.pick("、", "；").join(f"{n}{f}（{of_}{s}）" for n, f, s in zip(names, figs, found, strict=True))
    return w.pick(f"养老机构收入{head}，来自{listed}。", f"养老机构收入来源：{listed}，共计{head}。")


def cut_share(w: Writer, book: Ledger) -> str:
    """A share of money that was cut off instead of rounded."""
    whole = an_amount(w, 30_000, 90_000)
    part = portion(w, whole, 200, 800)
    while rounded(Fraction(part * 100, whole), 2) == rounded(Fraction(part * 100, whole), 2, cut=True):
        part += GRAIN
    head, one = w.money(whole, unit="万元", places=2), w.money(part, unit="万元", places=2)
    share = w.number(rounded(Fraction(part * 100, whole), 2, cut=True), "%")
    return f"专户归集{head}，已拨付{one}，占{share}。"


def two_denominators(w: Writer, book: Ledger) -> str:
    """Of the first budget and of the last one."""
    first = an_amount(w, 60_000, 400_000)
    last = first + portion(w, first, 20, 200)
    spent = portion(w, last, 900, 999)
    one, two, used = w.money(first), w.money(last), w.money(spent)
    a, b = w.percent(spent, first), w.percent(spent, last)
    w.tell("ratio", "ratio", a, used, one)
    w.tell("ratio", "ratio", b, used, two)
    return w.pick(
        f"专项年初预算{one}，年中调整为{two}，支出{used}，完成年初预算的{a}，完成调整预算的{b}。",
        f"专项年初预算{one}，调整预算{two}，支出{used}，占调整预算的{b}、年初预算的{a}。",
    )


def other_bases(w: Writer, book: Ledger) -> str:
    """Rates whose operands are not all printed, beside figures that are not theirs."""
    plan = w.rng.randint(20, 90) * 10
    came = plan - w.rng.randint(1, plan // 10)
    one, two = w.count(plan, "人"), w.count(came, "人")
    rate, passed = w.percent(came, plan), w.percent(w.rng.randint(940, 999), 1000, 1)
    w.tell("ratio", "ratio", rate, two, one)
    return w.pick(
        f"岗位练兵计划{one}，实际参训{two}，参训率{rate}，考核合格率{passed}。",
        f"应训{one}，实训{two}，参训率{rate}，结业考试优良率{passed}，高于目标。",
    )


def without_deposit(w: Writer, book: Ledger) -> str:
    """A rate that leaves something out, and says so."""
    total = an_amount(w, 60_000, 200_000)
    kept = portion(w, total, 40, 120)
    paid = portion(w, total - kept, 850, 990)
    head, used, left = w.money(total), w.money(paid), w.money(kept)
    rate = w.percent(paid, total - kept)
    return f"施工合同价款{head}，已支付{used}，支付率{rate}（不含未到期质保金{left}）。"


def carried_in(w: Writer, book: Ledger) -> str:
    """Two pots with rates of their own."""
    now, before = an_amount(w, 60_000, 200_000), an_amount(w, 3000, 20_000)
    used, used_before = portion(w, now, 900, 990), portion(w, before, 300, 900)
    figs = [w.money(fen) for fen in (now, used, before, used_before)]
    one, two = w.percent(used, now), w.percent(used_before, before)
    w.tell("ratio", "ratio", one, figs[1], figs[0])
    w.tell("ratio", "ratio", two, figs[3], figs[2])
    return w.pick(
        f"当年下达资金{figs[0]}，支出{figs[1]}，支出率{one}；上年结转资金{figs[2]}，支出{figs[3]}，支出率{two}。",
        f"上年结转资金{figs[2]}，本年支出{figs[3]}，支出率{two}。当年下达资金{figs[0]}，本年支出{figs[1]}，支出率{one}。",
    )


def each_of_two(w: Writer, book: Ledger) -> str:
    """Total rate, then the rates of parts whose budgets are not printed."""
    total = an_amount(w, 60_000, 400_000)
    spent = portion(w, total, 940, 985)
    part = portion(w, spent, 200, 500)
    budget, used, one, two = w.money(total), w.money(spent), w.money(spent - part), w.money(part)
    rate, a, b = w.percent(spent, total), w.percent(995, 1000), w.percent(w.rng.randint(800, 900), 1000)
    w.tell("ratio", "ratio", rate, used, budget)
    w.tell("sum", "sum", used, one, two)
    return f"批复预算{budget}，支出{used}，执行率{rate}，其中日常类支出{one}，执行率{a}；专项类支出{two}，执行率{b}。"


def each_person(w: Writer, book: Ledger) -> str:
    """So much a head, with or without months and days."""
    people, each = w.rng.randint(30, 4000), w.rng.choice((50, 80, 120, 200, 300, 500, 1000))
    heads, standard = w.count(people, "人"), w.number(str(each), "元")
    total = w.money(people * each * 100, unit="万元", places=2)
    w.tell("product", "product", total, heads, standard)
    return w.pick(
        f"为{heads}发放慰问金，每人{standard}，共{total}。",
        f"按每人{standard}的标准慰问困难职工{heads}，支出{total}。",
        f"发放一次性补助{total}，标准为每人{standard}，受益{heads}。",
        f"慰问{heads}，人均{standard}，合计{total}。",
    )


def days_of_training(w: Writer, book: Ledger) -> str:
    """People, days, and so much a day."""
    people, days, each = w.rng.randint(40, 400), w.rng.randint(2, 7), w.rng.choice((150, 230, 260, 400))
    heads, long, rate = w.count(people, "人"), w.number(str(days), "天"), w.number(str(each), "元")
    total = w.money(people * days * each * 100, unit="万元", places=2)
    w.tell("product", "product", total, heads, long, rate)
    return w.pick(
        f"骨干轮训{heads}，为期{long}，每人每天{rate}，轮训支出{total}。",
        f"骨干轮训{heads}，按每人每天{rate}、{long}计算，共支出{total}。",
    )


def devices(w: Writer, book: Ledger) -> str:
    """Pieces and their price."""
    pieces, price = w.rng.randint(4, 120), w.rng.randint(18, 95) * 100
    many, each = w.count(pieces, "台"), w.number(str(price), "元")
    total = w.money(pieces * price * 100, unit="万元", places=2)
    w.tell("product", "product", total, many, each)
    return w.pick(
        f"采购便携式终端{many}，单价{each}，总价{total}。", f"以每台{each}的价格购置终端{many}，共计{total}。"
    )


def households(w: Writer, book: Ledger) -> str:
    """So much a household; who paid how much of it."""
    number = w.rng.randint(200, 3000)
    low, high = 1000, 1500
    homes = w.count(number, "户")
    first, second = w.number(str(low), "元"), w.number(str(high), "元")
    one, two = (w.money(number * each * 100, unit="万元", places=2) for each in (low, high))
    w.tell("product", "product", one, homes, first)
    w.tell("product", "product", two, homes, second)
    return f"危旧房改造任务{homes}，市级按每户{first}补助{one}，区级按每户{second}补助{two}。"


def per_guest(w: Writer, book: Ledger) -> str:
    """Spending per guest, rounded."""
    guests, fen = w.rng.randint(80, 900), an_amount(w, 90, 900)
    times, heads = w.count(w.rng.randint(9, 40), "批次"), w.count(guests, "人次")
    total = w.money(fen, unit="万元", places=2)
    each = w.number(rounded(Fraction(fen, 100 * guests), 2), "元")
    w.tell("product", "product", total, heads, each)
    return w.pick(
        f"外事活动接待{times}、{heads}，支出{total}，人均{each}。",
        f"外事接待支出{total}，共{times}{heads}，人均{each}。",
    )


def acres(w: Writer, book: Ledger) -> str:
    """So much a 亩, in 万亩."""
    tens, each = w.rng.randint(12, 90), w.rng.choice((75, 120, 150, 240))
    area, standard = w.number(f"{tens / 10:.1f}", "万亩"), w.number(str(each), "元")
    total = w.money(tens * 1000 * each * 100, unit="万元", places=0)
    w.tell("product", "product", total, area, standard)
    return w.pick(
        f"实施深松作业{area}，每亩补助{standard}，兑付补贴{total}。",
        f"深松作业每亩补助{standard}，面积{area}，补贴资金{total}。",
    )


def back_and_on(w: Writer, book: Ledger) -> str:
    """What was left: taken back, and carried on."""
    budget, back, on = an_amount(w, 30_000, 200_000), an_amount(w, 100, 900), an_amount(w, 100, 900)
    whole, used = w.money(budget), w.money(budget - back - on)
    left, one, two = w.money(back + on), w.money(back), w.money(on)
    w.tell("balance", "balance", left, whole, used, signs=(1, -1))
    w.tell("sum", "sum", left, one, two)
    return f"专款{whole}，使用{used}，结余{left}，其中财政收回{one}，结转下年{two}。"


def rolled_over(w: Writer, book: Ledger) -> str:
    """This year's surplus, and with last year's the rolled-over one."""
    income, before = an_amount(w, 90_000, 400_000), an_amount(w, 9000, 60_000)
    spent = portion(w, income, 900, 990)
    one, two, now = w.money(income), w.money(spent), w.money(income - spent)
    old, end = w.money(before), w.money(before + income - spent)
    w.tell("balance", "balance", now, one, two, signs=(1, -1))
    w.tell("sum", "sum", end, now, old)
    return w.pick(
        f"互助基金收入{one}，支出{two}，当年结余{now}，加上以前年度结余{old}，滚存结余{end}。",
        f"互助基金当年收入{one}、支出{two}，收支相抵结余{now}；上年结余{old}，累计结余{end}。",
    )


def hidden_terms(w: Writer, book: Ledger) -> str:
    """Income, spending and a surplus that other movements have changed."""
    income = an_amount(w, 90_000, 400_000)
    one, two, end = w.money(income), w.money(portion(w, income, 930, 980)), w.money(portion(w, income, 100, 300))
    return w.pick(
        f"镇级总收入{one}，总支出{two}，上解及调出后，滚存结余{end}。",
        f"镇级收入{one}，支出{two}，年终滚存结余{end}（含历年结余）。",
    )


def reviewed(w: Writer, book: Ledger) -> str:
    """Sent in, approved, cut: in another order than usual."""
    sent = an_amount(w, 30_000, 400_000)
    cut = portion(w, sent, 20, 150)
    one, two, three = w.money(sent), w.money(sent - cut), w.money(cut)
    rate = w.percent(cut, sent)
    w.tell("balance", "balance", three, one, two, signs=(1, -1))
    w.tell("ratio", "ratio", rate, three, one)
    return w.pick(
        f"工程结算报审{one}，核定{two}，核减{three}，核减率{rate}。",
        f"核减工程款{three}，核减率{rate}（报审{one}，核定{two}）。",
    )


def opinions(w: Writer, book: Ledger) -> str:
    """A survey by answer: the total is the sum, the rate is of two answers together."""
    numbers = [w.rng.randint(120, 400), w.rng.randint(20, 90), w.rng.randint(2, 18), w.rng.randint(1, 9)]
    head, figs = w.count(sum(numbers), "份"), [w.count(number, "份") for number in numbers]
    w.tell("count", "sum", head, *figs)
    rate = w.percent(sum(numbers[:2]), sum(numbers))
    listed = itemised(("非常满意", "满意", "一般", "不满意"), figs)
    return w.pick(
        f"收回有效答卷{head}，{listed}，综合满意率（非常满意与满意之和）{rate}。",
        f"有效答卷{head}中，{listed}，前两项合计占{rate}。",
    )


def overfulfilled(w: Writer, book: Ledger) -> str:
    """More applications than foreseen: a rate far above 100%."""
    plan = w.rng.randint(12, 90) * 10
    done = plan + w.rng.randint(plan // 3, plan)
    one, two, rate = w.count(plan, "件"), w.count(done, "件"), w.percent(done, plan)
    w.tell("ratio", "ratio", rate, two, one)
    return f"依申请事项年初预计{one}，因群众需求增加实际受理{two}，完成率{rate}。"


def branches(w: Writer, book: Ledger) -> str:
    """An announced number and the names, in several ways."""
    names = w.rng.sample(
        ("机关第一支部", "机关第二支部", "执法支部", "技术支部", "离退休支部", "站所联合支部"), w.rng.randint(3, 5)
    )
    number = w.count(len(names), "个")
    w.tell("count", "count", number, listed=len(names))
    listed = "、".join(names[:-1]) + w.pick("、", "和", "以及") + names[-1]
    return w.pick(
        f"机关党委下辖党支部{number}，即{listed}。",
        f"机关党委下辖{listed}{number}党支部。",
        f"机关党委下辖{number}党支部（{listed}）。",
        f"机关党委下辖{number}党支部：{listed}。",
    )


def two_numbers(w: Writer, book: Ledger) -> str:
    """Two announced numbers, names of the first only, or of neither in full."""
    rooms, below = w.count(3, "个"), w.count(w.rng.randint(2, 6), "个")
    w.tell("count", "count", rooms, listed=3)
    towns, villages = w.count(w.rng.randint(8, 20), "个"), w.count(w.rng.randint(40, 160), "个")
    return w.pick(
        f"机关设综合科、财务科、业务科{rooms}科室和{below}下属单位。",
        f"随机抽查{towns}乡镇：城关镇、东坪镇、西河乡等。",
        f"项目涉及{towns}乡镇、{villages}村，主要分布在城关镇、东坪镇、西河乡。",
        f"先后在城关镇、东坪镇等{towns}乡镇开展宣讲。",
    )


def prizes(w: Writer, book: Ledger) -> str:
    """Numbers by level, names without their level."""
    one, two = w.count(2, "项"), w.count(3, "项")
    return f"获省级表彰{one}、市级表彰{two}，包括先进集体、文明单位、优秀组织奖等。"


def codes(w: Writer, book: Ledger) -> str:
    """Codes and standards with digits beside real figures."""
    long, share = w.number(str(w.rng.randint(3, 40)), "公里"), w.percent(w.rng.randint(900, 990), 1000, 1)
    road = decoy(f"K{w.rng.randint(1, 90)}+{w.rng.randint(100, 900)}")
    grade, line, water = decoy("C30"), decoy("10kV"), decoy("GB 3838-2002")
    return w.pick(
        f"从{road}处起铺设{grade}混凝土路面{long}，同步迁改{line}线路，质量合格率{share}。",
        f"按照{water}评价，断面水质达标率{share}，治理河长{long}，监测数据接入{decoy('12369')}平台。",
    )


def sizes(w: Writer, book: Ledger) -> str:
    """A price limit and a threshold, which are no amounts spent."""
    limit, floor = w.number("100", "万元"), w.number("400", "万元")
    figs: list[Fig] = [w.money(fen) for fen in (an_amount(w, 900, 9000), an_amount(w, 60_000, 90_000))]
    w.rng.shuffle(figs)
    number = w.count(w.rng.randint(1, 9), "台")
    return w.pick(
        f"单价{limit}以上设备{number}；{floor}以上工程全部进场交易。",
        f"限额{floor}以上的工程合同额{max(figs, key=lambda fig: fig.value)}，限额以下{min(figs, key=lambda fig: fig.value)}。",
    )


def monthly(w: Writer, book: Ledger) -> str:
    """A standard for each month over so many months."""
    people, each, months = w.rng.randint(20, 900), w.rng.choice((80, 100, 260, 300)), w.rng.choice((6, 9, 10, 12))
    heads, rate, long = w.number(str(people), "人", "名"), w.number(str(each), "元"), w.number(str(months), "个月")
    total = w.money(people * each * months * 100, unit="万元", places=2)
    w.tell("product", "product", total, heads, rate, long)
    return w.pick(
        f"聘用护林员{heads}，每人每月劳务补助{rate}，发放{long}，支付{total}。",
        f"护林员劳务补助每人每月{rate}，共{heads}，全年按{long}发放，合计{total}。",
    )


ALL = (
    far_base, base_behind, of_the_group, bare_brackets, cut_share, two_denominators, other_bases, without_deposit,
    carried_in, each_of_two, each_person, days_of_training, devices, households, per_guest, acres, back_and_on,
    rolled_over, hidden_terms, reviewed, opinions, overfulfilled, branches, two_numbers, prizes, codes, sizes, monthly,
)  # fmt: skip
