"""Identities of the accounts asserted in prose: 原值 − 折旧 = 净值, 预算 − 执行 = 结余, 年初预算 + 追加 − 调减 =
调整预算, and the closing of an account: 年初结转 + 收入 − 支出 = 年末结转 (部门决算 identities)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, canonical, passages_with_mentions


class Role(NamedTuple):
    """A place in an identity: the words that mark it, its sign, whether it may be absent."""

    name: str
    words: regex.Pattern[str]
    sign: int
    optional: bool = False


class Identity(NamedTuple):
    """Roles that add up to the last one; how strongly their mere succession in a sentence asserts it, and how strongly
    where no other amount stands between them. Where all are told that there may be, nothing unsaid makes up for a gap."""

    name: str
    roles: tuple[Role, ...]
    result: Role
    asserted: Licence
    adjacent: Licence = "plain"


def _words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


_OPENING = Role("opening", _words(r"(?:年初|上年末?|期初)[^，。；]{0,12}(?:结转|结余|余额)"), 1)
_CLOSING = Role("closing", _words(r"(?<!上)(?:年末|期末|年底)[^，。；]{0,12}(?:结转|结余|余额)"), 1)
_IDENTITIES = (
    Identity(
        "原值-累计折旧（摊销）=净值",
        (
            Role("gross", _words(r"原值|账面余额"), 1),
            Role("worn", _words(r"^(?!.*(?:本年|当年|当期|年度|计提)).*(?:折旧|摊销)"), -1),
            Role("impaired", _words(r"减值"), -1, optional=True),
        ),
        Role("net", _words(r"净值|账面价值"), 1),
        "strong",
        "strong",
    ),
    Identity(
        "送审-审减=审定",
        (
            Role("submitted", _words(r"送审|报审|申报(?:金额|总额|造价)"), 1),
            Role("cut", _words(r"审减|核减|净减"), -1, optional=True),
        ),
        Role("approved", _words(r"审定|审核后|核定(?:金额|总额|造价)"), 1),
        "plain",
    ),
    Identity(
        "上年结转+本年安排=可用资金",
        (
            Role("carried", _words(r"(?:上年|年初|期初)(?:财政)?(?:资金)?(?:结转|结余)"), 1),
            Role("income", _words(r"(?:本年|当年|年度|今年)[^，。；]{0,8}(?:拨款|安排|收入|预算|下达|到位)"), 1),
        ),
        Role("available", _words(r"(?:可用|可支配)(?:资金|财力)(?:总额|总量|合计)?|可用(?:数|额)"), 1),
        "plain",
    ),
    Identity(
        "年初结转+财政拨款收入-支出=年末结转",
        (
            _OPENING,
            Role(
                "income",
                _words(r"(?:拨款|一般公共预算|政府性基金)[^，。；]{0,8}收入|本年收入[^，。；]{0,4}财政拨款"),
                1,
            ),
            Role("spending", _words(r"(?:拨款|一般公共预算|政府性基金)[^，。；]{0,8}支出"), -1),
        ),
        _CLOSING,
        "plain",
        "strong",
    ),
    Identity(
        "年初结转+收入-支出=年末结转",
        (
            _OPENING,
            Role(
                "income",
                _words(
                    r"^(?!.*(?:拨款|基金|事业|其他|上级|经营|国有)).*(?:收入|(?:本年|当年|本期)(?:共|新)?(?:收到|归集|筹集))"
                ),
                1,
            ),
            Role("interest", _words(r"利息"), 1, optional=True),
            Role("spending", _words(r"^(?!.*(?:拨款|基金|基本|项目|国有|经营)).*支出"), -1),
        ),
        _CLOSING,
        "plain",
        "strong",
    ),
    Identity(
        "当年结余+以前年度结余=滚存结余",
        (
            Role("earlier", _words(r"(?:以前年度|上年|历年|年初|期初)(?:滚存)?(?:结转|结余)"), 1),
            Role("year", _words(r"(?:当年|本年|当期|收支相抵)[^，。；]{0,6}结余"), 1),
            Role("returned", _words(r"上缴|收回|上解|调出|核销"), -1, optional=True),
        ),
        Role("rolled_over", _words(r"(?:滚存|累计)(?:结转)?(?:结余|结转)"), 1),
        "plain",
        "strong",
    ),
    Identity(
        "预算（到位）数-执行数=结余",
        (
            Role("given", _words(r"预算|到位|收到|下达|安排|批复|可用"), 1),
            Role("spent", _words(r"支出|执行|使用|支付|拨付"), -1),
            Role("carried", _words(r"(?:上年|年初|以前年度)(?:结转|结余)"), 1, optional=True),
            Role("added", _words(r"追加|调增"), 1, optional=True),
            Role("returned", _words(r"收回|上缴|交回|退回|核减|压减|调减"), -1, optional=True),
        ),
        Role(
            "left",
            _words(
                r"^(?!.*(?:上年|年初|以前年度)).*(?:结余|结转(?:至?下一?年度?)?|剩余|余额|未支出|未使用)[^年]{0,6}$"
            ),
            1,
        ),
        "plain",
    ),
    Identity(
        "合同（审定）价-已付款=尾款",
        (
            Role("agreed", _words(r"合同|中标|成交|审定|结算"), 1),
            Role("paid", _words(r"^(?!.*未).*(?:支付|已付|付款)"), -1),
        ),
        Role("due", _words(r"尾款|余款|(?:尚|还)?未(?:支付|付)款?$"), 1),
        "plain",
        "strong",
    ),
    Identity(
        "预算数-实际数=节约数",
        (
            Role("given", _words(r"预算|控制价|限价|概算|估算|拦标价|计划(?:投资|资金|安排|采购)"), 1),
            Role("actual", _words(r"支出|执行|使用|支付|中标|成交|合同|结算|决算|采购(?:金额|价)|实际"), -1),
        ),
        Role(
            "saved",
            _words(
                r"^(?!.*(?:较|比|上年|去年|同期|以前|累计|率)).*(?:节约|节支|节省)(?:了|资金|经费|金额|额|财政|成本|支出)*[^\d，,]{0,3}$"
            ),
            1,
        ),
        "plain",
        "strong",
    ),
    Identity(
        "送审数-审定数=审减数",
        (
            Role("claimed", _words(r"送审|报审|申报|上报"), 1),
            Role("allowed", _words(r"审定|审核(?:确认|后)|核定"), -1),
        ),
        Role("cut", _words(r"审减|核减|净减"), 1),
        "plain",
        "strong",
    ),
    Identity(
        "资产总额-负债总额=净资产",
        (Role("assets", _words(r"资产(?:总额|总计|合计|总量)"), 1), Role("debts", _words(r"负债"), -1)),
        Role("equity", _words(r"净资产"), 1),
        "plain",
        "strong",
    ),
    Identity(
        "年初预算+追加-调减=调整预算",
        (
            Role(
                "initial",
                _words(
                    r"年初(?:部门|批复)?(?:安排)?(?:支出|收入)?预算|年初预算|年初批复|年初安排"
                    r"|(?:^|[^整终后])(?:批复|安排|下达|年度|项目|部门|财政)预算|预算(?:安排|批复|下达)|计划(?:投资|安排)"
                ),
                1,
            ),
            Role("added", _words(r"追加|调增|调入|划入|增加(?!值)"), 1, optional=True),
            Role("cut", _words(r"调减|追减|核减|压减|削减|扣减|减少|收回|调出|划出|划转"), -1, optional=True),
        ),
        Role(
            "revised",
            _words(
                r"调整后?(?:的)?(?:部门|全年)?(?:支出|收入)?预算|调整预算|最终预算|全年预算|预算调整(?:数)?为"
                r"|^\s*[，；]?调整后(?:为|达)$"
            ),
            1,
        ),
        "plain",
        "firm",
    ),
)


_RESULTS = re.compile("|".join(f"(?:{identity.result.words.pattern})" for identity in _IDENTITIES))

# 账面余额5万元（含以前年度滚存）, 累计结余: more than this year's money
_ROLLED_OVER = regex.compile(r"滚存|累计|历年|(?:含|包括)[^，。）]{0,6}(?:以前|上年|往年|年初)")


_CLOSED = re.compile(r"[。；;]")
# 支出90万元，支出率90%，结余10万元: the rate shows that nothing else was done with what was given
_RATED = regex.compile(
    r"\s*[，；（]?[^，。；\d]{0,8}(?:执行|支出|使用|支付|拨付)(?:率|进度)(?:约?为|达到?|是)?[\d.．]+\s*[%％]\s*[）]?[，；][^，。；\d]{0,12}"
)
_CAME_IN = regex.compile(r"含|包括|结转|结余")
_GONE = regex.compile(r"收回|上缴|交回|缴回|退回|核减|压减|调减|统筹|调剂|冲减|核销|其余|其中")
_DIFFERENCE = regex.compile(
    r"^\s*[，,]?\s*(?:二者|两者|预决算)?(?:差值|差额|差异|差距|相差)(?:额|数)?(?:为|是|：|:)?\s*$"
)


def find(context: Context) -> Iterator[Claim]:
    """Balance claims of all passages, in reading order."""
    for passage, mentioned in passages_with_mentions(context, 3):
        yield from _differences(passage, mentioned)
        found = [m for m in mentioned if m.figure.unit == "元"]
        results = [index for index, mention in enumerate(found) if _RESULTS.search(mention.clause)]
        for identity in _IDENTITIES if results else ():
            for index in results:
                if identity.result.words.search(found[index].clause):
                    yield from _claim(passage, found, index, identity)


def _differences(passage: Passage, found: Sequence[Mention]) -> Iterator[Claim]:
    """支出2.05万元，年初预算2.95万元，差值为0.9万元: of the two amounts right before it, whichever is larger."""
    for index in range(2, len(found)):
        result, nearer, further = found[index], found[index - 1], found[index - 2]
        units = {m.figure.unit for m in (result, nearer, further)}
        if not _DIFFERENCE.search(result.gap) or units != {"元"} or _CLOSED.search(nearer.gap):
            continue
        larger, smaller = sorted((nearer, further), key=lambda m: -m.figure.value)
        terms = (Term(larger.number, "part"), Term(smaller.number, "part", -1), Term(result.number, "total"))
        yield Claim(
            family="balance",
            readings=(Reading("sum", terms, "前两数之差", "plain"),),
            asserted="plain" if "其中" in nearer.gap else "strong",
            place=passage.place(result.start, result.end),
            quote=passage.quote(further.start, result.end),
            pattern="balance:difference",
        )


def _claim(passage: Passage, found: Sequence[Mention], index: int, identity: Identity) -> Iterator[Claim]:
    result = found[index]
    before = [m for m in found[max(0, index - 9) : index] if result.sentence - m.sentence <= 1 and not m.per_head]
    chosen: list[tuple[Mention, Role]] = []
    present = set()
    for mention in reversed(before):
        role = _role(mention, identity)
        if role is None or (role.name in present and not role.optional):
            if identity.result.words.search(mention.clause):
                break
            continue
        if not role.optional and mention.change:
            continue
        if mention.sentence != result.sentence and role.name not in ("given", "initial", "assets"):
            continue
        present.add(role.name)
        chosen.insert(0, (mention, role))
    behind = passage.text[result.end : result.end + 16]
    remark = behind.partition("）")[0] if behind.startswith("（") else ""
    rolled_over = "carried" not in present and _ROLLED_OVER.search(result.clause + remark)
    if identity.result.name == "left" and (rolled_over or "其余" in behind.partition("。")[0]):
        return  # 结余2万元，其余收回财政: not all that was left
    needed = {r.name for r in identity.roles if not r.optional}
    if not needed <= present or len(chosen) < 2:
        return
    # what was added or returned in the course of the year may be in the budget stated already
    readings = [_reading(chosen, result, identity.name)]
    bare = [(m, role) for m, role in chosen if not role.optional]
    if 2 <= len(bare) < len(chosen):
        readings.append(_reading(bare, result, identity.name))
    first = found.index(chosen[0][0])
    rival = first > 0 and found[first - 1].sentence == result.sentence and _role(found[first - 1], identity) is not None
    adjacent = [m for m, _ in chosen] == list(found[first:index]) and not rival
    whole = len(identity.roles) > 2 and len(chosen) == len(identity.roles) and len(present) == len(chosen)
    given = [m for m in before if (role := _role(m, identity)) is not None and role.name == "given"]
    rated = (
        identity.result.name == "left" and len(chosen) == 2 and len(given) == 1 and _is_rated(passage, chosen, result)
    )
    yield Claim(
        family="balance",
        readings=tuple(readings),
        asserted="strong"
        if rated or (adjacent and (whole or _is_adjusted(identity, [m for m, _ in chosen], result, remark)))
        else identity.adjacent
        if adjacent
        else identity.asserted,
        place=passage.place(chosen[0][0].start, result.end),
        quote=passage.quote(chosen[0][0].start, result.end),
        pattern=f"balance:{identity.name}",
    )


def _is_adjusted(identity: Identity, chosen: Sequence[Mention], revised: Mention, remark: str) -> bool:
    """年初预算500万元，追加80万元，调整后预算580万元: whether one sentence tells the budget, what was changed and what it came to,
    and says of nothing else that it came in."""
    if identity.result.name != "revised" or any(m.sentence != revised.sentence for m in chosen):
        return False
    return not _CAME_IN.search(remark + revised.tail) and not any(re.match(r"\s*等", m.tail) for m in chosen)


def _is_rated(passage: Passage, chosen: Sequence[tuple[Mention, Role]], left: Mention) -> bool:
    """Whether nothing but a rate of spending stands between what was spent and what is left, and nothing is said to have
    gone elsewhere."""
    spent = chosen[-1][0]
    text = canonical(passage.text)
    stop = text.find("。", left.end)
    sentence = text[spent.start : stop if stop >= 0 else len(text)]
    return bool(_RATED.fullmatch(text, spent.end, left.start)) and not _GONE.search(sentence)


def _reading(chosen: Sequence[tuple[Mention, Role]], result: Mention, name: str) -> Reading:
    terms = tuple(Term(m.number, "part", role.sign) for m, role in chosen)
    return Reading("sum", (*terms, Term(result.number, "total")), name)


def _role(mention: Mention, identity: Identity) -> Role | None:
    words = mention.clause
    if identity.result.words.search(words):
        return None
    return next((r for r in reversed(identity.roles) if r.words.search(words)), None)
