"""What states what: figures that could be the same fact, keyed so that different facts never share a key.

A key holds item, label, unit, measure, period, fund and scope. Year and last year, opening and closing, budget and
final accounts, received and paid differ in it. Labels that many things share (合计, 资金) have no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from extract.cards import is_card
from extract.claims.context import Context, Passage
from extract.claims.divisions import divisions
from extract.claims.mentions import Mention, mentions, unbracketed
from extract.claims.own_whole import BALANCES, Whole, own_whole
from extract.document import Paragraph, Table
from extract.figure import Fact, Figure
from extract.glossary import fund_of, measure_of, normal_label, only_measure, specific
from extract.item import Item
from extract.tables.headings import Layout, layout
from extract.tables.labels import total_word
from extract.tables.sheet import RATES

Where = tuple[str, int]

_AS_OF = re.compile(
    r"截[至止]|(?<!1[02])[1-9１-９](?:月|季度)|1[01]月|[上下]半年|[一二三四]季度|目前|以来|累计|历年|五年|三年"
)
_VERBS = (
    ("budget", re.compile(r"安排|批复|核定")),
    ("received", re.compile(r"收到|到位|下达|争取|申请|筹措")),
    ("paid", re.compile(r"拨付|下拨|发放|兑付|拨出")),
    ("returned", re.compile(r"上缴|收回|交回|清理|盘活|收缴")),
    ("saved", re.compile(r"节约|压减|结余|审减|核减|剩余")),
    ("final", re.compile(r"支出|使用|发生|执行|(?<!转移)支付|列支|花费|决算")),
)
SUBJECT = re.compile(r"(?:项目|工程|专项|课题|学校|医院|中心|镇|乡|街道|社区|村)(?:（[^）]*）)?$")
_PARTS = re.compile(r"其中|分别|包括|包含")
_CLAUSES = re.compile(r"[，,；;：:。（(]")
_JOINTS = re.compile(r"[、，,和及与]+")
_BARE_DEED = re.compile(
    r"[，、；](?:全年|本年|当年)?(?:实际|累计)?(?:支出|采购|使用|执行|发生|完成)?(?:数|额|金额)?(?:为|了)?"
)
_BUDGET_OF = re.compile(r"(.+?)(?:年初|全年|调整后?)?(?:预算|控制率|执行率)(?:安排|批复|数|总额|金额)*(?:为|约)?$")
_DONE = re.compile(r"^(?:在|完成|实现|发生)(?=[一-鿿]{4})")  # 完成政府采购, 在基本支出…中
_LIST_CUES = re.compile(r"^(?:其中|包括|包含)")
_ACCOUNT = re.compile(r"(?:收入|支出)(?:项目|名称|类别|科目)?$")
_SAME_AGAIN = re.compile(r"(?:其|各自?的?)?(?:金额|数额|资金|支出|收入)?")
_MADE_OF = re.compile(r"^.*?(?:由|包括|分为)|(?:等?[两二三四五六七八]?(?:个?部分|大?[项类块]))?(?:组成|构成)?$")
_ITEM = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[一二三四五六七八九十]是"
    # or opens with a name: 危桥改造项目。年初预算……
    r"|[^\d，。；：:]{2,30}(?:项目|工程|专项|学校|医院|中心|镇|乡|街道|社区|村)[。：:])"
)
_NUMBERED = re.compile(
    r"\s*(?:第?[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．部章篇]|[①-⑳]|项目[一二三四五六七八九十\d])"
)
WHOLE = "项目整体"  # the label of what a project form's total row and 预算执行率 in its text are of
_WHOLE = frozenset({"execution_rate", "budget_initial", "budget_revised", "final"})


def has_subject(titles: Sequence[str]) -> bool:
    """Whether what stands under these titles is of a subject of its own: a project, a school. A report's own title
    has no number and says nothing of that kind."""
    return any(SUBJECT.search(title) and (_NUMBERED.match(title) or title is titles[-1]) for title in titles)


class Statement(msgspec.Struct, frozen=True):
    """One figure that states a fact. `where` is the table or passage it stands in; `sure` is false where its words leave
    open which of two accounts they speak of."""

    number: int
    key: tuple[str, ...]
    where: Where
    sure: bool = True


def item_of(found: Sequence[Item], block: int) -> Item:
    """The submission that a block belongs to (blocks outside all belong to the first)."""
    return next((item for item in found if item.first <= block <= item.last), found[0])


def statements(context: Context) -> list[Statement]:
    """The figures of a document that state a fact with a specific label, without those whose label means several
    things in one place; the list is kept and shared, and must not be changed."""
    known: list[Statement] | None = context.memo.get("statements")
    if known is None:
        made = [one for one in all_statements(context) if one.sure]
        known = context.memo["statements"] = _one_subject(context, _unambiguous(context.figures, made))
    return known


def all_statements(context: Context) -> list[Statement]:
    """Every figure that may state a fact, also where its label is ambiguous; kept and shared like `statements`."""
    known: list[Statement] | None = context.memo.get("all_statements")
    if known is None:
        known = context.memo["all_statements"] = _statements(context)
    return known


def _statements(context: Context) -> list[Statement]:
    found = context.items
    joined = _joined(found)
    plans = {
        number: (layout(block), is_card(block))
        for number, block in enumerate(context.document.blocks)
        if isinstance(block, Table)
    }
    paths = divisions(context)
    made: list[Statement] = []
    for index, passage in enumerate(context.passages):
        item = joined[item_of(found, passage.block).id]
        if passage.row is not None and passage.col is not None:
            made.extend(_of_cell(context, passage, item, *plans[passage.block]))
        elif not has_subject(paths[passage.block]):
            made.extend(_of_prose(context, passage, index, item))
    return made


def _joined(found: Sequence[Item]) -> dict[str, Item]:
    """Each item's first namesake: a report and its annexed form speak of one thing where unit, year and project
    agree, or where a file holds just the two."""
    joined: dict[str, Item] = {}
    for item in found:
        namesake = next((other for other in joined.values() if _one_thing(other, item, len(found) == 2)), item)
        joined[item.id] = namesake
    return joined


def _one_thing(one: Item, other: Item, pair: bool) -> bool:
    if not one.unit or (one.unit, one.year) != (other.unit, other.year):
        return False
    if one.project == other.project:
        return bool(one.project) or one.kind != other.kind
    return pair and not (one.project and other.project) and "project" in one.kind and "project" in other.kind


def _of_cell(context: Context, passage: Passage, item: Item, plan: Layout, card: bool) -> Iterator[Statement]:
    if passage.row is None or passage.col is None or len(passage.numbers) != 1:
        return
    if not plan.is_value(passage.row, passage.col):
        return
    number = passage.numbers[0]
    fact = context.facts[number]
    path = plan.row_path(passage.row, passage.col)
    if fact.label == "总计":
        fact = msgspec.structs.replace(fact, label=_account_of(context, passage) + fact.label)
    if (
        "project" in item.kind
        and path
        and total_word(path[-1]) > 1
        and fact.measure in _WHOLE
        and (card or item.kind == "project_report")
    ):
        fact = Fact(number, WHOLE, fact.measure, fact.period)
    key = _key(context.figures[number], fact, fact.measure, item)
    if key:
        yield Statement(number, key, ("table", passage.block))


def _account_of(context: Context, passage: Passage) -> str:
    """收入 or 支出 where the column that names the rows says so: 收入项目 | 决算数 | 支出项目 | 决算数."""
    table = context.document.blocks[passage.block]
    if not isinstance(table, Table) or passage.col is None:
        return ""
    heads = [c.text for c in table.cells if c.col < passage.col and c.row < 3 and _ACCOUNT.match(c.text)]
    return heads[-1][:2] if heads else ""


def _of_prose(context: Context, passage: Passage, index: int, item: Item) -> Iterator[Statement]:
    sentence, head, listed, ours = -1, "", False, False
    found = mentions(context, passage)
    paired = _paired(found)
    for at, mention in enumerate(found):
        if mention.sentence != sentence:
            sentence, head, listed = mention.sentence, mention.gap, False
        listed = listed or bool(_PARTS.search(mention.gap)) or mention.gap.startswith(("（", "("))
        figure = mention.figure
        before = passage.text[max(0, passage.text.rfind("。", 0, mention.start)) : mention.start]
        if figure.hedge or figure.span or mention.change or mention.per_head or _AS_OF.search(before):
            continue
        fact = context.facts[mention.number]
        fund = fact.fund or fund_of(head) or fund_of(passage.section)
        subject = _subject_before(found, at)
        if subject:
            fact = Fact(mention.number, subject, "final", fact.period, fact.scope, fund_of(subject))
            fund = fact.fund or fund
        whole = own_whole(mention.clause) if figure.unit == "元" and "project" not in item.kind else None
        begins = at == 0 or found[at - 1].sentence != mention.sentence
        ours = whole is not None if begins else ours
        if whole is not None and not subject:
            # 专户资金本年收到256.38万元，…年末结余5.05万元: a sentence on another matter has a balance of its own
            whole = whole if ours else whole._replace(sure=False)
            yield _of_whole_unit(mention, whole, msgspec.structs.replace(fact, fund=fund), passage, head, index, item)
            if whole.sure or whole.label in BALANCES:
                continue
        if fact.label.startswith("占"):
            continue  # a share says what it is of, not whose it is
        if mention.number in paired:
            label = paired[mention.number]
            fact = msgspec.structs.replace(fact, label=label, fund=fund_of(label), measure=measure_of(label))
        elif normal_label(fact.label) in BALANCES:
            continue  # 其中…，结转下年75.90万元: of what the sentence is about
        elif subject:
            pass
        elif fact.label not in unbracketed(mention.gap) or fact.label.endswith(("等", "等等")) or "分别" in mention.gap:
            continue  # named behind the figure (what it was spent on), or by a list of names that is paired with figures
        if "project" in item.kind and fact.measure in _WHOLE and _of_whole(fact.label, item):
            fact = Fact(mention.number, WHOLE, fact.measure, fact.period)
        fact = msgspec.structs.replace(fact, fund=fund)
        deed = fact.measure or _deed(mention, head if listed else "") or _heading_measure(passage.section)
        key = _key(figure, fact, deed, item)
        if key:
            yield Statement(mention.number, key, ("prose", index))


def _of_whole_unit(
    mention: Mention, whole: Whole, fact: Fact, passage: Passage, head: str, index: int, item: Item
) -> Statement:
    """A figure of the unit as a whole. What was carried over from last year is this year's opening balance."""
    budgeted = _heading_measure(passage.section) or _heading_measure(head.removesuffix(mention.clause))
    period = _period("" if fact.period == "last" else fact.period, item.year)
    measure = (whole.measure == "final" and budgeted) or whole.measure or "final"
    key = (item.id, whole.label, mention.figure.unit, measure, period, fact.fund, fact.scope)
    return Statement(mention.number, key, ("prose", index), whole.sure)


def _subject_before(found: Sequence[Mention], at: int) -> str:
    """公用经费预算91.41万元，实际支出84.40万元: what a bare deed is of stands before the budget beside it; or, both in a
    bracket, before the rate that they give: 公用经费控制率92.33%（预算91.41万元，实际84.40万元）."""
    one, budget = found[at], found[at - 1] if at else None
    if budget is None or one.sentence != budget.sentence or not _BARE_DEED.fullmatch(one.gap):
        return ""
    words = budget.lead
    if words == "预算" and budget.gap.startswith("（") and at > 1 and found[at - 2].figure.unit == "%":
        words = found[at - 2].lead
    named = _BUDGET_OF.match(words)
    subject = named[1] if named else ""
    return subject if own_whole(words) is None and specific(normal_label(subject)) else ""


def _paired(found: Sequence[Mention]) -> dict[int, str]:
    """The names of figures in paired lists: 基本支出、项目支出分别为310.97万元和144.75万元; 由基本支出、项目支出两部分组成，金额
    分别为310.97万元和144.75万元."""
    names: dict[int, str] = {}
    for at, mention in enumerate(found):
        head, cue, rest = mention.gap.rpartition("分别")
        if not cue or len(rest) > 3:
            continue
        *earlier, last = _CLAUSES.split(head)
        if earlier and _SAME_AGAIN.fullmatch(last):
            last = _MADE_OF.sub("", earlier[-1])
        listed = [_LIST_CUES.sub("", name) for name in _JOINTS.split(last)]
        run = found[at : at + len(listed)]
        if len(listed) < 2 or len(run) < len(listed) or not all(listed):
            continue
        if len({one.figure.unit for one in run}) == 1 and all(_JOINTS.fullmatch(one.gap) for one in run[1:]):
            names.update((one.number, name) for one, name in zip(run, listed, strict=True))
    return names


def _of_whole(label: str, item: Item) -> bool:
    """Whether a label names a measure of the whole project: 预算执行率, 某某项目全年预算数."""
    bare = label.replace(item.project, "") if item.project else label
    return only_measure(re.sub(r"^(?:本|该)?项目|项目(?=预算|全年|年初)", "", bare))


def _deed(mention: Mention, head: str) -> str:
    """The measure that a verb gives: received, paid …; of the head of its list, else of the figure's own words."""
    for words in (head, mention.lead):
        named = measure_of(words)
        if named:
            return named
        for key, verb in _VERBS:
            if verb.search(words):
                return key
    return ""


def _heading_measure(section: str) -> str:
    """budget under a heading on the budget (收支预算情况), which need not repeat the word."""
    leaf = section.rpartition(" / ")[2]
    return "budget" if "预算" in leaf and not re.search(r"执行|决算|支出|完成|使用", leaf) else ""


def _key(figure: Figure, fact: Fact, measure: str, item: Item) -> tuple[str, ...]:
    """The key of a fact, () for one that can't be told from others."""
    if figure.unit in {"", "分", "百分点", "倍"} or measure in {"weight", "score", "change", "target", "rate"}:
        return ()
    label = fact.label if fact.label == WHOLE else normal_label(_DONE.sub("", fact.label))
    if label != WHOLE and (not specific(label) or (measure in RATES and only_measure(fact.label))):
        return ()
    if figure.unit == "元":
        measure = "final" if measure in {"", "actual"} or label in BALANCES else measure
    elif measure in {"actual", "final", "staff", "posts"}:
        measure = ""
    return (item.id, label, figure.unit, measure, _period(fact.period, item.year), fact.fund, fact.scope)


def _period(period: str, year: str) -> str:
    """A year in figures where the item's year is known: 本年 and no word at all mean the item's year."""
    if not year.isdigit():
        return period
    if period in {"", "this"}:
        return year
    return str(int(year) - 1) if period == "last" else period


def _unambiguous(figures: tuple[Figure, ...], made: list[Statement]) -> list[Statement]:
    """Without the keys that one table or passage gives several values."""
    values: dict[tuple[Where, tuple[str, ...]], list[int]] = {}
    for one in made:
        values.setdefault((one.where, one.key), []).append(one.number)
    return [one for one in made if agree(figures, values[one.where, one.key])]


def _one_subject(context: Context, made: list[Statement]) -> list[Statement]:
    """Without the keys that sibling sections give different values: each section speaks of a subject of its own."""
    sections: dict[tuple[str, tuple[str, ...]], dict[str, list[int]]] = {}
    for one in made:
        if one.where[0] == "prose":
            parent, leaf = _leaf(context, one.number)
            sections.setdefault((parent, one.key), {}).setdefault(leaf, []).append(one.number)
    apart = {
        number
        for leaves in sections.values()
        if len(leaves) > 1 and not agree(context.figures, [n for numbers in leaves.values() for n in numbers])
        for numbers in leaves.values()
        for number in numbers
    }
    return [one for one in made if one.number not in apart]


def _leaf(context: Context, number: int) -> tuple[str, str]:
    """(where, which one) of the smallest division a figure stands in: a numbered paragraph, or its section."""
    place = context.figures[number].place
    if is_item(context, place.block):
        return "#", str(place.block)
    path = divisions(context)[place.block]
    return " / ".join(path[:-1]), path[-1] if path else ""


def is_item(context: Context, block: int) -> bool:
    """Whether a block is a numbered paragraph, which may be of a matter of its own."""
    text = context.document.blocks[block]
    return isinstance(text, Paragraph) and not text.level and bool(_ITEM.match(text.label + text.text))


def agree(figures: tuple[Figure, ...], numbers: Sequence[int]) -> bool:
    """Whether printed figures can all stand for one value."""
    return max(figures[n].lower for n in numbers) <= min(figures[n].upper for n in numbers)


def clusters(figures: tuple[Figure, ...], numbers: Sequence[int]) -> list[list[int]]:
    """The figures grouped by value, each group able to stand for one value; largest group first."""
    groups: list[list[int]] = []
    for number in sorted(numbers, key=lambda n: (figures[n].value, n)):
        if groups and agree(figures, [*groups[-1], number]):
            groups[-1].append(number)
        else:
            groups.append([number])
    return sorted(groups, key=lambda group: (-len(group), min(group)))
