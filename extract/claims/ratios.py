"""Rates asserted in prose: 执行率, 完成率, 到位率, 支出进度, 完成预算的…%.

Operands are the amounts of the same sentence, by what they measure: a rate of execution divides spending by a
budget or by the money received, which of them the report rarely says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, alike, amount_like, passages_with_mentions
from extract.claims.rates import LEFT, TAIL, is_elsewhere, is_of_some, is_operand, rate_of
from extract.claims.subjects import is_qualified
from extract.claims.verb_rates import of_its_verb
from extract.glossary import measure_of
from extract.units import SCORE

_SPENT = "final paid actual"
_GIVEN = "budget budget_initial budget_revised received target"
# rate wording -> (measures of the numerator, measures of the denominator)
_RATES: tuple[tuple[regex.Pattern[str], str, str], ...] = (
    (regex.compile(rf"(?:预算|资金|支出|总体|整体|综合)?(?:执行率|执行进度|支出进度|支付进度|支出率|支付率|使用率|支出完成率|预算完成率){TAIL}"), _SPENT, _GIVEN),
    (regex.compile(r"(?:完成|占|为)(?:全年|年初|当年|年度|调整后?|本年)?(?:支出|收入)?(?:预算|计划|任务|目标|(?:合同|中标|成交|审定|结算)(?:总?价款?|总?额|金额)|总投资|概算)数?的\s*$"), _SPENT + " received", _GIVEN),
    (regex.compile(rf"(?:资金)?(?:到位率){TAIL}"), "received", "budget budget_initial budget_revised target"),
    (regex.compile(rf"(?:拨付率|拨付进度|下达率|分配率|兑付率|发放率){TAIL}"), "paid final", "received budget budget_initial budget_revised target"),
    (regex.compile(rf"(?:实际)?(?:完成率|达标率|合格率|办结率|覆盖率|及时率|回收率|收回率|参与率|签约率|就业率){TAIL}"), "actual", "target"),
    (regex.compile(rf"(?:满意度|满意率|知晓率|支持率|好评率){TAIL}"), "actual", "target"),
    (regex.compile(rf"(?:控制率){TAIL}"), _SPENT, _GIVEN),
    (regex.compile(rf"(?:得分率){TAIL}"), "score", "weight"),
)  # fmt: skip
# 回收率 counts what was 回收, 到位率 what is 到位
_VERB = regex.compile(
    rf"(?P<done>回收|收回|到位|完成|达标|合格|办结|覆盖|参与|签约|就业|拨付|支付|下达|兑付|执行|支出|使用)(?:率|进度){TAIL}"
)
_GIVEN_BEHIND = regex.compile(r"\s*（(?!其中|[^，。；]*(?:含|包括|结转))")
_RIGHT_BEHIND = regex.compile(r"\s*[）)]?\s*[，,、（(；]?\s*[^，。；、]{0,9}")
_CLOSED = re.compile(r"[；;]")
_OPENED = re.compile(r"；|其中|分别")
_WEIGHT = regex.compile(r"权重|分值|满分|标准分|总分|应得")
_NAMED_RATE = regex.compile(rf"[率度]{TAIL}")
_LIST_ENDS = regex.compile(r"[；。）]|已|实际|累计|全年")
_NUMERATOR = regex.compile(
    r"执行|支出|支付|使用|决算|拨付|发放|兑付|完成|实际|已|合格|达标|办结|收回|回收|有效|覆盖|实[有检到测收]|在职|满意|知晓|支持"
)
_REST = regex.compile(
    r"(?:结余|节余|结转|剩余|节约|节支|余额|未支出|未使用|未支付)(?:资金|金额|了|额|数)?(?:为|共)?\s*$"
)
_ADDED = regex.compile(r"(?:上年|年初|以前年度)?(?:结转|结余|遗留|旧存|存量|历年)|追加|调增|增加")
_TAKEN = regex.compile(r"调减|压减|核减|收回|减少")
_INITIAL = regex.compile(r"年初|期初")
_REVISED = regex.compile(r"(?:全年|调整后?的?|变更后?)预算|预算调整")
# a rate of work done need not be of the money spent
_OF_WORK = regex.compile(rf"(?<!预算|支出|资金|投资|收入)(?:完成率|达标率){TAIL}")
_GIVEN_WORDS = regex.compile(r"安排|到位|下达|预算|收到|批复|计划|总投资|资金总额|投资总额")
# 一般公共预算收入, 政府性基金预算支出: an account of the public purse, by its name no budget
_ACCOUNT = regex.compile(
    r"(?:公共(?:财政)?|财政|基金|国有资本经营)预算(?=总?(?:收入|支出|财政拨款|拨款|收支)(?!预算|安排|批复))"
)
_DENOMINATOR = regex.compile(
    r"预算|计划|安排|下达|到位|收到|批复|合同|中标|指标|目标|应|任务|共|总|发放|编制|申请|投入|资金|有效|收回|回收|调查|验收|抽[查检取样]|检[查测验]|[受送应参]检|监测|评查|参[加评]|受理|全[镇县市区乡村省州校院局]"
)


def find(context: Context) -> Iterator[Claim]:
    """Rate claims of all passages, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index, mention in enumerate(found):
            if mention.figure.unit == "%":
                yield from _claim(passage, found, index)


def kind_of(gap: str) -> tuple[str, str] | None:
    """The measures of numerator and denominator that the words before a rate call for; None where they name none."""
    return next(((above, below) for shape, above, below in _RATES if shape.search(gap)), None)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    rate = found[index]
    kind = kind_of(rate.gap)
    if is_elsewhere(rate) or _is_listed(found, index):
        return
    if kind is None:
        yield from of_its_verb(passage, found, index)
        return
    if kind[0] == "score":
        yield from _of_points(passage, found, index)
        return
    amounts = [m for m in found[max(0, index - 8) : index] if is_operand(m, rate) and m.figure.unit != SCORE]
    operands = _without_parts(amounts)
    bare = _without_parts(operands)
    operands = bare if len(bare) == 2 else operands
    parts = {m.number for m in amounts} - {m.number for m in operands}
    # two amounts each with its parts: these no longer stand between the two
    apart = len(operands) == 2 and _ends_list(found, operands[1], parts)
    told = [m for m in found if m.number not in parts] if apart else found
    before = [m for m in told if m.start < rate.start]
    while before and (before[-1].depth > rate.depth or before[-1].number in parts):
        before.pop()  # a part of the operand before it, told between that and the rate
    if len(operands) < 2 and re.match(r"\s*[（(]", passage.text[rate.end :]):
        operands = [m for m in found[index + 1 : index + 3] if m.depth > rate.depth and amount_like(m.figure)]
    bracketed = _in_bracket(found, index, kind[1])
    if bracketed:
        operands = [*bracketed, found[index - 2]]
    elif len(operands) == 1:
        operands = [*_given_before(found, index, rate), *operands]
    operands = _of_its_own(passage, found[:index], rate, operands, below=kind[1])
    readings = [
        *_of_both(operands, rate),
        *_of_all_given(operands, rate, kind[1]),
        *_readings(operands, rate, told, *kind),
    ]
    of_deed = list(of_its_verb(passage, found, index)) if kind[0] == "actual" else []
    if of_deed and of_deed[0].asserted == "strong":
        yield from of_deed  # 毕业生3,518人，已就业3,145人，就业率89.4%
        return
    if not readings or (kind[0] == "actual" and all(is_of_some(rate, m) for m in operands)):
        return
    plain = {r.terms for r in readings if r.licence == "plain"}
    sure = readings[0].licence == "plain" and len(plain) <= 3
    behind = bool(_RIGHT_BEHIND.fullmatch(rate.gap)) and "其中" not in rate.gap
    beside = bool(bracketed) or _beside(plain, before[-2:], rate, operands)
    clear = sure and behind and rate.figure.hedge == "" and beside
    of_money = operands[-1].figure.unit == "元" and bool(_OF_WORK.search(rate.gap))
    closed = _closed(readings, found, rate) if behind and kind[0] == _SPENT else None
    if closed is not None:
        readings, sure, clear = [closed], True, rate.figure.hedge == ""
    clear, qualified = clear and not of_money, is_qualified(passage, rate)
    second = _NAMED_RATE.search(rate.gap) is not None and _is_rate(found[index - 1])
    yield Claim(
        family="ratio",
        readings=tuple(readings[:16]),
        asserted="weak" if second or not sure or qualified else "strong" if clear else "plain",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(min(m.start for m in operands), max(rate.end, operands[-1].end)),
        pattern="rate",
    )


def _of_points(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """产出类得31.1分（权重34分），得分率91.5%; 决策权重20分，得分19分，得分率95%: of the points that were to be had."""
    rate = found[index]
    points = [m for m in found[max(0, index - 2) : index] if m.figure.unit == "分" and m.sentence == rate.sentence]
    if len(points) != 2 or any(_CLOSED.search(m.gap) for m in (points[1], rate)):
        return
    full = [m for m in points if _WEIGHT.search(m.lead)]
    if len(full) != 1 or (full[0].depth > rate.depth) != (full[0] is points[1] and points[1].gap.startswith("（")):
        return
    part = points[0] if full[0] is points[1] else points[1]
    yield Claim(
        family="ratio",
        readings=(rate_of(part, full[0], rate, "plain", "得分÷分值"),),
        asserted="strong",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(points[0].start, rate.end),
        pattern="rate:points",
    )


def _closed(readings: Sequence[Reading], found: Sequence[Mention], rate: Mention) -> Reading | None:
    """到位资金628.79万元，…实际支出564.65万元，支出率89.80%，结余64.14万元: what is left proves of which two amounts the
    sentence speaks."""
    known = {m.number: m.figure for m in found}
    rests = [m.figure for m in found if m.sentence == rate.sentence and _REST.search(m.lead)]
    for reading in readings:
        if len(reading.terms) == 3 and all(t.figure in known for t in reading.terms):
            part, whole = (known[t.figure] for t in reading.terms[:2])
            if any(f.unit == whole.unit and f.value == whole.value - part.value for f in rests):
                return msgspec.structs.replace(reading, licence="plain")
    return None


def _is_rate(mention: Mention) -> bool:
    """Whether a figure is a rate with a name of its own: another one right behind it has other operands."""
    return mention.figure.unit == "%" and _NAMED_RATE.search(mention.gap) is not None


def _without_parts(operands: list[Mention]) -> list[Mention]:
    """已支付300万元，其中中央200万元、省级100万元，支付率60%: amounts that 其中 makes up the one before them are passed
    over, if they do."""
    for number, first in enumerate(operands[1:], 1):
        if "其中" not in first.gap and not first.gap.lstrip().startswith(("（", "(")):
            continue
        parts = [m for m in operands[number:] if m.figure.unit == operands[number - 1].figure.unit]
        for end in range(2, len(parts) + 1):
            if _comes_to(parts[:end], operands[number - 1]):
                return [m for m in operands if m not in parts[:end]]
    return operands


def _ends_list(found: Sequence[Mention], mention: Mention, parts: set[int]) -> bool:
    """Whether a figure behind the parts of another one is no further item of their list."""
    before = next((m for m in reversed(found) if m.start < mention.start), None)
    return before is None or before.number not in parts or bool(_LIST_ENDS.search(mention.gap))


def _comes_to(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether the parts, as precisely as they are printed (184.26万元 beside 0.36亿元), come to the whole."""
    low, high = (
        sum(bounds, Decimal(0)) for bounds in zip(*((m.figure.lower, m.figure.upper) for m in parts), strict=True)
    )
    return low <= whole.figure.upper and whole.figure.lower <= high


def _is_listed(found: Sequence[Mention], index: int) -> bool:
    """Whether the rate is one of several for several things: 执行率分别为100%和93%."""
    after = found[index + 1 : index + 2]
    return "分别" in found[index].clause and bool(after) and after[0].figure.unit == "%"


def _beside(
    plain: set[tuple[Term, ...]], before: Sequence[Mention], rate: Mention, operands: Sequence[Mention]
) -> bool:
    """Whether every ready reading takes the amount right before the rate, over one that stands right before it, in
    the sentence before, or (both) in a bracket behind the rate. `before`: the two figures before the rate."""
    numbers = {m.number for m in before if amount_like(m.figure)}
    numbers |= {m.number for m in operands if m.start > rate.start}
    numbers |= {m.number for m in operands if m.sentence < rate.sentence}
    parts = {terms[0].figure for terms in plain}
    return len(parts) == 1 and len(plain) <= 2 and all(t.figure in numbers for terms in plain for t in terms[:2])


def _in_bracket(found: Sequence[Mention], index: int, below: str) -> list[Mention]:
    """项目支出90万元（预算100万元），执行率90%: what was given, alone in a bracket right behind what was spent of it."""
    part, given = found[index - 2 : index] if index > 1 else (found[index], found[index])
    opened = given.depth == part.depth + 1 == found[index].depth + 1 and bool(_GIVEN_BEHIND.match(given.gap))
    fits = opened and alike(given.figure, part.figure) and given.level and _is_given(given, below)
    return [given] if fits and given.sentence == part.sentence == found[index].sentence else []


def _given_before(found: Sequence[Mention], index: int, rate: Mention) -> list[Mention]:
    """共安排100万元。…实际支出90万元，支出率90%: what was given stands in the sentence before."""
    return [
        m
        for m in found[:index]
        if m.level and rate.sentence - m.sentence == 1 and _GIVEN_WORDS.search(_ACCOUNT.sub("", m.lead))
    ]


def _of_its_own(
    passage: Passage, earlier: Sequence[Mention], rate: Mention, operands: list[Mention], below: str
) -> list[Mention]:
    """预算21万元，支出16.95万元，完成预算的80.71%，其中：车辆支出16.95万元，完成预算的82.68%: once the whole has its own
    rate, the rate of a part is of the part's budget, which must stand beside it to be checked."""
    among = passage.text.rfind("其中", 0, rate.start)
    told = [m for m in earlier if m.figure.unit == "%" and rate.sentence - m.sentence <= 1 and m.end <= among]
    shape = next(shape for shape, _, _ in _RATES if shape.search(rate.gap))
    if not any(shape.search(m.gap) for m in told):
        return operands
    beside = [m for m in operands if m.start > among]
    given = any(measure_of(_words(m)) in below.split() for m in beside)
    return beside if given or (len(beside) > 1 and _GIVEN_WORDS.search(_words(beside[0]))) else []


def _words(mention: Mention) -> str:
    """The words right around a figure, without the 预算 that is only part of an account's name."""
    return str(_ACCOUNT.sub("", mention.lead + mention.tail[:6]))


def _apart(whole: Mention, part: Mention, found: Sequence[Mention]) -> bool:
    """Whether an item of a list stands between the two: its own whole need not be the head's."""
    between = [m for m in found if whole.start < m.start <= part.start]
    if whole.sentence < part.sentence:
        # a list that ended with its sentence parts nothing; 其中 opening the next one does
        return any("其中" in m.gap for m in between if m.sentence == part.sentence)
    return between != [part] and any(_OPENED.search(m.gap) for m in between)


def _of_both(operands: Sequence[Mention], rate: Mention) -> Iterator[Reading]:
    """已支付90万元，未支付10万元，支付率90%: what was done and what was left are the whole. 收到100万元，未支付10万元: what was
    left is the whole less what was done."""
    if len(operands) != 2 or operands[0].figure.unit != operands[1].figure.unit:
        return
    first, left = operands
    percent = Term(rate.number, "percent")
    if _is_rest(left, first):
        both = Term(first.number, "part"), Term(first.number, "whole"), Term(left.number, "whole"), percent
        yield Reading("ratio", both, f"{first.title}÷（{first.title}+{left.title}）", "weak")
        return
    undone = LEFT.search(left.lead)
    if not undone or "未" not in undone[0] or LEFT.search(first.lead) or "不含" in left.lead:
        return
    deed = undone[0].partition("未")[2]
    own, rest = Term(first.number, "part"), Term(left.number, "whole")
    name = first.label or first.figure.text
    if deed in first.lead:
        terms = (own, Term(first.number, "whole"), rest, percent)
        yield Reading("ratio", terms, f"{name}÷（{first.label}+{left.label}）", "plain")
    elif deed in rate.gap and left.figure.value < first.figure.value:
        terms = (own, Term(left.number, "part", -1), Term(first.number, "whole"), percent)
        yield Reading("ratio", terms, f"（{name}-{left.label}）÷{name}", "plain")


def _of_all_given(operands: Sequence[Mention], rate: Mention, below: str) -> Iterator[Reading]:
    """上年结转100万元，本年预算500万元，支出450万元，执行率75%; 受理312件，旧存28件，办结325件，办结率95.59%: what was left
    from before, what was added and what was taken back count with what was given."""
    part = operands[-1] if operands else rate
    before = [m for m in operands[:-1] if m.figure.unit == part.figure.unit]
    changed = [m for m in before if _ADDED.search(m.lead) or _TAKEN.search(m.lead)]
    if not changed or len(before) < 2 or len(before) == len(changed):
        return
    if not all(m in changed or _is_given(m, below) for m in before):
        return
    wholes = [Term(m.number, "whole", -1 if _TAKEN.search(m.lead) else 1) for m in before]
    names = "".join(f"{'-' if t.factor < 0 else '+'}{m.title}" for t, m in zip(wholes, before, strict=True))
    terms = (Term(part.number, "part"), *wholes, Term(rate.number, "percent"))
    yield Reading("ratio", terms, f"{part.title}÷（{names.lstrip('+')}）", "plain")


def _is_given(mention: Mention, below: str) -> bool:
    words = _words(mention)
    return measure_of(words) in below.split() or bool(_DENOMINATOR.search(words))


def _readings(
    operands: Sequence[Mention], rate: Mention, found: Sequence[Mention], above: str, below: str
) -> list[Reading]:
    readings: list[Reading] = []
    verb = _VERB.search(rate.gap)
    for number, one in enumerate(operands):
        for other in operands[number + 1 :]:
            if one.figure.unit != other.figure.unit:
                continue
            for part, whole in ((other, one), (one, other)):
                if whole.figure.value <= 0 or (verb and verb["done"] in whole.lead and verb["done"] not in part.lead):
                    continue
                licence = licence_of(part, whole, above, below, last=other is operands[-1])
                far = operands[-1] not in (part, whole) or _apart(whole, part, found)
                if licence == "plain" and (far or _of_another_budget(rate.gap, whole.lead)):
                    licence = "weak"
                if licence:
                    readings.append(rate_of(part, whole, rate, licence))
    return sorted(readings, key=lambda r: r.licence == "weak")


def _is_rest(left: Mention, spent: Mention) -> bool:
    """Whether an amount is what was left of the money after the spending told before it."""
    return left.start > spent.start and bool(_REST.search(left.lead)) and not _ADDED.match(left.lead.strip())


def _of_another_budget(rate: str, whole: str) -> bool:
    """Whether the rate is of the initial budget and the amount is the revised one, or the other way round."""
    initial, revised = _INITIAL.search(rate), _REVISED.search(rate)
    return bool(initial and _REVISED.search(whole)) or bool(revised and _INITIAL.search(whole) and not initial)


def licence_of(part: Mention, whole: Mention, above: str, below: str, *, last: bool) -> Licence | None:
    """How readily the two are numerator and denominator of this kind of rate."""
    part_words = _words(part)
    if LEFT.search(part.lead) or _is_rest(whole, part):
        return None
    fits_above = measure_of(part_words) in above.split() or bool(_NUMERATOR.search(part_words))
    fits_below = _is_given(whole, below)
    if not fits_above and measure_of(part_words) in below.split():
        return None  # what was only given is nothing done
    if fits_above and fits_below:
        return "plain" if whole.start < part.start or last else "weak"
    return "weak" if fits_above or fits_below else None
