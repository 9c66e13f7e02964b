"""Announced numbers against the names listed behind them: 设13个内设机构，分别为：A、B、…."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, canonical, mentions

_OPENS = regex.compile(
    r"^[^，。；：:、（）()]{0,16}(?:[（(][^（()）]{0,20}[)）])?[，,]?\s*(?P<cue>分别(?:为|是)|包括|具体为|即|为|有|是|[：:]|（(?=[^（）]*、[^（）]*）))[：:]?\s*(?=[^\s\d])"
)
_LIST_END = regex.compile(r"[。；;！\n]")
_CLAUSE_MARK = regex.compile(r"[，。；：:！（）\n]")
_WORDS_BEHIND = regex.compile(r"[一-鿿]{0,5}")
_LAST_AND = regex.compile(r"(?<=.{2})(?:以及|和|及|与)(?=.{2})")
_BRACKETS = regex.compile(r"[（(][^（()）]*[)）]")
_SUFFIX = r"(?:办公室|科|室|股|处|中心|所|站|大队|支队|队|局|委|部|院|馆|学校|小学|中学|幼儿园|公司|厂|场|镇|乡|街道)"
_GLUED = regex.compile(rf"(?<=[一-鿿]{{2}}{_SUFFIX})(?=[一-鿿]{{2,12}}{_SUFFIX}$)")
_THINGS = frozenset(["个", "家", "项", "所", "户", "名", "人", "类", "种", "门", "部", "处", "村", "件", "条", "项目"])
_BODY = regex.compile(rf"{_SUFFIX}$")
# 内设办公室、财务股、法规股3个股室: a body is made up of the bodies that are named
_MADE_UP_OF = regex.compile(
    r"[^、]{0,16}?(?:内设|下设|下辖|下属|所属|设有|设置|设立|辖有?|(?<![建开创铺架])设|包括|包含|由)(?:了|机构|科室|单位|部门)*"
    r"(?P<names>[^、]{2,30}、.+?)(?P<some>等)?(?:共计?|合计|总计|这)?\s*"
)
_BODIES = regex.compile(
    r"个?(?:职能|内设|业务|综合|下属|所属|直属|二级|股级|科级|正科级|副科级|预算|行政|事业)*"
    r"(?:股室|科室|处室|股|科|处|室|机构|部门|单位|中心|大队|中队|支队|站所|站|所|学院)"
)
_MOST_BODIES = 60
_MOST_NAME = 30
_SOME = regex.compile(r"含|其中|包括|如|等|主要|除")


def find(context: Context) -> Iterator[Claim]:
    """Count claims over lists of names, in reading order."""
    for passage in context.passages:
        for index, mention in enumerate(found := mentions(context, passage)):
            if mention.figure.unit in _THINGS and mention.figure.value == mention.figure.value.to_integral_value():
                yield from _claim(passage, found, index)
                yield from _made_up(passage, found, index)
                yield from _before(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    mention = found[index]
    behind = canonical(passage.text)[mention.end :]
    opens = _OPENS.match(behind)
    if not opens or mention.figure.hedge or not 2 <= mention.figure.value <= 60:
        return
    end = (regex.compile("）") if opens["cue"] == "（" else _LIST_END).search(behind, opens.end())
    stop = end.start() if end else len(behind)
    words = behind[opens.end() : stop]
    names = _names(words, mention, opens.end(), found, index)
    if names is None:
        return
    cue = opens["cue"]
    strong = cue.startswith(("分别", "具体", "即")) or (cue in "：:" and len(names) > 2)
    strong = strong or (cue == "（" and _are_all(names, behind[: opens.start("cue")]))
    yield Claim(
        family="count",
        readings=tuple(_readings(mention, names)),
        asserted="strong" if strong else "weak",
        place=passage.place(mention.start, mention.end),
        quote=passage.quote(mention.start, min(mention.end + stop, mention.start + 280)),
        names=tuple(names),
        pattern="listing",
    )


def _are_all(names: Sequence[str], things: str) -> bool:
    """Whether all names end alike, in a word of what was counted: 党支部（执法支部、技术支部）."""
    ends = {name[-1:] for name in names}
    return len(names) > 1 and all(names) and len(ends) == 1 and ends.pop() in things and not _SOME.match(names[0])


def _made_up(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """内设办公室、财务股、法规股3个股室: bodies named before their number. Behind 等 there may be more than are named, but no
    fewer."""
    mention = found[index]
    text = canonical(passage.text)
    clause = _CLAUSE_MARK.split(_BRACKETS.sub("", text[: mention.start]))[-1]
    opened, things = _MADE_UP_OF.fullmatch(clause), _BODIES.match(text, mention.end)
    if opened is None or things is None or mention.figure.hedge or mention.figure.value > _MOST_BODIES:
        return
    *firsts, last = opened["names"].split("、")
    names = [*firsts, *_LAST_AND.split(last)]
    if len(firsts) < 2 or any(not 1 < len(name) <= _MOST_NAME or re.search(r"\d", name) for name in names):
        return
    if 3 * sum(bool(_BODY.search(name)) for name in names) < 2 * len(names):
        return
    if opened["some"] and mention.figure.value >= len(firsts) + 1:
        return
    yield Claim(
        family="count",
        readings=tuple(_readings(mention, [*firsts, last])),
        asserted="strong",
        place=passage.place(mention.start, mention.end),
        quote=passage.quote(mention.start - len(opened["names"]), mention.end),
        names=tuple(names),
        pattern="listing:made_up",
    )


def _before(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """Names in front of their number: 下辖执法支部、技术支部和离退休支部3个党支部."""
    mention = found[index]
    words = _CLAUSE_MARK.split(mention.gap)[-1]
    things = _WORDS_BEHIND.match(canonical(passage.text)[mention.end :])
    last = _LAST_AND.split(words.rpartition("、")[2])
    names = [*words.split("、")[:-1], *last]
    if "、" not in words or len(names) < 3 or things is None or not _are_all(names, things[0]):
        return
    if mention.figure.hedge or any(not n or len(n) > _MOST_NAME for n in names):
        return
    term = (Term(mention.number, "announced"),)
    note = f"数字前列出{len(names)}项"
    yield Claim(
        family="count",
        readings=(Reading("count", term, note, "plain", Decimal(len(names))),),
        asserted="strong",
        place=passage.place(mention.start, mention.end),
        quote=passage.quote(mention.start - len(words), mention.end),
        names=tuple(names),
        pattern="listing:before",
    )


def _names(words: str, mention: Mention, offset: int, found: Sequence[Mention], index: int) -> list[str] | None:
    """The names listed; None where the words are no closed list of names."""
    plain = _BRACKETS.sub("", words)
    plain = re.split(r"[，,](?!$)", plain)[0] if "、" in re.split(r"[，,]", plain)[0] else plain
    after = found[index + 1 : index + 2]
    if after and after[0].start < mention.end + offset + len(words) and after[0].figure.unit == mention.figure.unit:
        return None
    names = [n.strip() for n in plain.split("、")]
    if len(names) < 2 or re.search(r"等(?:$|[^级离])", names[-1][-4:]) or "，" in plain or "," in plain:
        return None
    if any(not n or len(n) > _MOST_NAME or re.search(r"\d", n) for n in names):
        return None
    return names


def _readings(mention: Mention, names: Sequence[str]) -> Iterator[Reading]:
    term = (Term(mention.number, "announced"),)

    def reading(count: int, note: str, licence: Licence) -> Reading:
        return Reading("count", term, note, licence, Decimal(count))

    yield reading(len(names), f"按顿号列出{len(names)}项", "plain")
    last = re.split(r"(?<=.{2})(?:和|及|以及|与)(?=.{2})", names[-1])
    if len(last) == 2:
        yield reading(len(names) + 1, f"末项按“和”分开，列出{len(names) + 1}项", "plain")
    glued = _glued(names)
    if glued:
        yield reading(len(names) + len(glued), f"“{glued[0]}”中间疑漏顿号，补上后为{len(names) + len(glued)}项", "weak")


def _glued(names: Sequence[str]) -> list[str]:
    """Names in which a mark was forgotten: a word that ends names stands in the middle of them as well, one of the
    usual ones or one that ends other names of the list."""
    ends = Counter(name[-1] for name in names)
    return [name for name in names if _GLUED.search(name) or (ends[name[-1]] > 1 and name[-1] in name[2:-3])]
