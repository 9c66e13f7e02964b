"""Numbers of list items that stand right before a figure or a word for one, and other digits that are easily misread."""

from __future__ import annotations

from corpus.ink import decoy
from corpus.ledger import Ledger
from corpus.wording.draw import an_amount, chain
from corpus.writer import Writer

_WORDED = (
    "亿元产业培育行动全面启动，带动效应初步显现。",
    "亿级产业集群培育有序推进，龙头企业加快集聚。",
    "万人助企联乡帮村活动持续开展，走访服务实现全覆盖。",
    "万亩高标准农田示范片管护责任落实到人。",
    "百分制考核办法修订完善，考核结果与评先评优挂钩。",
    "百强镇争创工作扎实推进，集镇面貌明显改善。",
    "千企升级行动深入实施，技改投入稳步增长。",
    "成本控制措施得力，各项支出未突破概算。",
    "成效显现，群众办事更加方便快捷。",
    "倍增计划按期推进，培育库动态管理。",
    "个体工商户服务站点布局优化，办事更加便利。",
    "分类分区施策，资金投向更加精准。",
    "元旦春节期间走访慰问困难群众，送去党和政府的关怀。",
    "年度任务全部完成，验收资料归档齐全。",
    "月调度、季通报制度执行到位，问题整改闭环管理。",
    "次生灾害防范措施落实，汛期无人员伤亡。",
    "户厕改造质量回头看全面完成，问题逐一销号。",
)


_POINTED = (("", "."), ("", "．"))
_APART = (("", "、"), ("（", "）"), ("(", ")"))


def _numbered(w: Writer, lines: list[str], ways: tuple[tuple[str, str], ...] = (*_POINTED, *_APART)) -> str:
    """Each line with its number, in one of the ways of numbering; the next character follows at once."""
    before, after = w.rng.choice(ways)
    return "\n".join(decoy(f"{before}{number}{after}") + line for number, line in enumerate(lines, 1))


def glued_words(w: Writer, book: Ledger) -> str:
    """A list number before 亿, 万, 百分, 成 and other words that could be its unit."""
    return _numbered(w, w.rng.sample(_WORDED, 4))


def glued_figures(w: Writer, book: Ledger) -> str:
    """A list number before a figure: 1.5个站所 is no one and a half. An amount with decimals stands only behind a mark
    that is no point: nobody could read it otherwise."""
    sites, homes, wide = w.count(w.rng.randint(2, 9), "个"), w.count(w.rng.randint(12, 90), "户"), w.count(5, "家")
    money, rate = w.money(an_amount(w, 900, 9000)), w.percent(w.rng.randint(900, 990), 1000, 1)
    lines = [
        f"{sites}基层站所完成标准化改造，服务环境明显改善。",
        f"{homes}困难群众纳入动态监测，帮扶措施全部落实。",
        f"{wide}企业通过能力评估，示范作用逐步显现。",
    ]
    if w.rng.random() < 0.5:
        return _numbered(w, lines, _POINTED)
    lines += [f"{money}专项资金拨付到位，未发生截留挪用。", f"{rate}的信访事项在规定时限内办结。"]
    w.rng.shuffle(lines)
    return _numbered(w, lines, _APART)


def glued_years(w: Writer, book: Ledger) -> str:
    """A list number before a year or a month."""
    first, second = w.money(an_amount(w, 9000, 90_000)), w.money(an_amount(w, 9000, 90_000))
    total = w.count(w.rng.randint(12, 90), "场次")
    return _numbered(
        w,
        [
            f"{book.year - 1}年度安排值守经费{first}，已全部结清。",
            f"{book.year}年度安排值守经费{second}，按季度拨付。",
            f"{decoy('12月')}底前完成年度验收，组织技术交流{total}。",
        ],
    )


def inline_numbers(w: Writer, book: Ledger) -> str:
    """Numbers of items within one sentence, right before amounts."""
    fens = [an_amount(w, 900, 9000) for _ in range(3)]
    figs, head = [w.money(fen) for fen in fens], w.money(sum(fens))
    w.tell("sum", "sum", head, *figs)
    marks = w.rng.choice((("①", "②", "③"), ("(1)", "(2)", "(3)"), ("1、", "2、", "3、")))
    names = ("用于添置器材", "用于修缮场地", "用于培养骨干")
    listed = w.rng.choice(("；", "，")).join(
        f"{decoy(mark)}{fig}{name}" for mark, fig, name in zip(marks, figs, names, strict=True)
    )
    return f"工作经费{head}，具体安排为：{listed}。"


def named_digits(w: Writer, book: Ledger) -> str:
    """Digits in the names of systems, hotlines, models and periods."""
    share, number = w.percent(w.rng.randint(900, 995), 1000, 1), w.count(w.rng.randint(120, 900), "件")
    texts = [
        f"{decoy('12345')}热线转办事项{number}，按期办结率{share}。",
        f"推行“{decoy('4+3')}”工作法，{decoy('5G')}专网覆盖各站点，事项办结率{share}。",
        f"{decoy('PM2.5')}自动监测站运行正常，数据有效率{share}。",
        f"{decoy('V2.0')}版业务系统上线运行，“{decoy('7×24')}”自助区全年无休，好评率{share}。",
        f"{decoy('110')}联动、{decoy('120')}急救协同机制落地，“{decoy('一门式')}”窗口服务好评率{share}。",
        f"落实“{decoy('二十四节气')}”主题活动，“{decoy('八一')}”前夕走访慰问{number}，满意率{share}。",
    ]
    w.rng.shuffle(texts)
    return "".join(texts[:2])


def ordinals(w: Writer, book: Ledger) -> str:
    """Places in rankings, batches, stages: no amounts and no counts."""
    ranks = decoy(f"第{w.rng.randint(2, 9)}位"), decoy(f"第{w.rng.randint(10, 30)}位")
    money = w.money(an_amount(w, 900, 90_000))
    return w.pick(
        f"综合考评由全省{ranks[1]}上升到{ranks[0]}，第一批奖补资金{money}已到位，第二批待下达。",
        f"在全市排{ranks[0]}、全省排{ranks[1]}，二期工程投资{money}，三期正在开展前期工作。",
    )


def three_places(w: Writer, book: Ledger) -> str:
    """One amount with three decimals among others with two."""
    one, two = an_amount(w, 900, 90_000), an_amount(w, 900, 90_000) + 1000 * w.rng.randint(1, 9)
    figs = [w.money(one, unit="万元", places=2), w.money(two, unit="万元", places=3)]
    head = w.money(one + two, unit="万元", places=3)
    w.tell("sum", "sum", head, *figs)
    return f"拨付村级转移资金{chain(figs)}，合计{head}。"


def page_numbers(w: Writer, book: Ledger) -> str:
    """References to annexes, pages and notes right behind a figure or before one."""
    money, number = w.money(an_amount(w, 900, 90_000)), w.count(w.rng.randint(3, 30), "份")
    return w.pick(
        f"印证材料{number}（见附件{decoy('3')}第{decoy('12')}页），涉及资金{money}[{decoy('1')}]。",
        f"相关合同{number}详见附表{decoy('2-1')}，涉及资金{money}（注{decoy('4')}）。",
    )


ALL = (
    glued_words, glued_figures, glued_years, inline_numbers, named_digits, ordinals, three_places, page_numbers,
)  # fmt: skip
