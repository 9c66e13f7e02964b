"""Prose cut into mentions: each figure of a passage with the words that introduce it and the words behind it.

The finders of claims work on mentions, never on raw text: a relation is worded by cues (其中, 分别为, 占, 较上年 …)
that stand in the gaps between figures, whatever stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec
import regex

from extract.claims.context import Context, Passage
from extract.claims.rise_and_fall import DOWN, UP
from extract.figure import Figure
from extract.figures import ABOUT
from extract.kept import kept

# the stop at the end of a bracket ends no sentence
_STOP = re.compile(r"[。！？!?\n](?!\s*[）)])")
_BREAK = re.compile(r"[，,、；;：:。！？!?\n（）()【】\[\]]")
_CLAUSE = re.compile(r"[，。；：]")
# a bracket inside a name: 因公出国（境）费
_INNER = re.compile(r"(?<=[一-鿿])（[一-鿿、]{1,6}）(?=[一-鿿])")
# 全年预算数（A）, 执行率（B/A）, 得分（B/A×10）: letters that a form gives its columns
_LETTERS = re.compile(
    r"（\s*[A-Za-zＡ-Ｚａ-ｚ]{1,2}(?:\s*[-/÷*×＝=+＋]\s*[A-Za-zＡ-Ｚａ-ｚ]{1,2})*(?:\s*[*×]\s*100\s*%)?\s*）"
)
_BRACKET = re.compile(r"[（(][^（()）]*[)）]$")
_CUES = re.compile(
    r"^(?:其中|主要包括|主要用于|主要是|主要为|包括|包含|含|分为|分别为|分别是|分别|即|另有|另|及|和|以及|与|共计|合计|总计|累计|其余|全年(?!预算)|今年|当年|实际|根据|按照)+"
)
_COPULA = re.compile(r"^.*(?:为|是|来源于|来自)(?=[一-鿿“]{2,}$)")
_VERBS = re.compile(
    rf"(?:分别)?(?:总?共计?|合计|总计|累计|金额|总额|数额|资金总额|总数|数量)?(?:分别)?(?:(?:{ABOUT})?为|是|达到?|共|有|得|计|{ABOUT}|近|超过|完成|实现|安排|下达|投入|发放|拨付|支付|使用)?(?:{ABOUT}|近|超|逾)?\s*$"
)


# Reports mix both widths; one to one, so that offsets stay true. Numbers are cut out before anyone looks.
_WIDTHS = str.maketrans(",;:()!?０１２３４５６７８９", "，；：（）！？0123456789")


@lru_cache(maxsize=2048)
def canonical(text: str) -> str:
    """The text with its punctuation in the Chinese width, its digits as ASCII and one word for 依次 and 分别, for matching
    words around figures; every character stays at its place."""
    return text.translate(_WIDTHS).replace("依次", "分别")


class Mention(msgspec.Struct, frozen=True, dict=True):
    """A figure in prose. `gap` are the words since the figure before it (or since the passage began), `lead`
    the part of them after the last punctuation mark, `tail` the words from the figure to the next punctuation
    mark or figure. `sentence` counts full stops before it, `depth` open brackets;
    `change` says that it is the amount of a change (较上年增加{A}), not a level."""

    number: int
    figure: Figure
    gap: str
    lead: str
    tail: str
    sentence: int
    depth: int
    start: int
    end: int
    change: bool = False

    @kept
    def label(self) -> str:
        """The noun that the figure is of, as worded: the lead without cues and verbs; else the words behind.

        A bracket between noun and figure qualifies the noun: 公务接待费（国内）10万元.
        """
        before = unbracketed(self.gap.rstrip())
        while (bare := _BRACKET.sub("", before)) != before:
            before = bare.rstrip()
        words = noun(_BREAK.split(before)[-1])
        return words or noun(self.tail)

    @kept
    def title(self) -> str:
        """What to call the figure in a message: its noun; the words before it where these are no more than a verb; else
        the figure itself."""
        words = self.lead.strip() if self.label.endswith(("已", "共", "累计", "全年")) else self.label
        return words or self.figure.text

    @kept
    def clause(self) -> str:
        """The words right before the figure, at most a clause; an enumeration does not end one."""
        return _CLAUSE.split(self.gap)[-1]

    @kept
    def per_head(self) -> bool:
        """Whether the figure is an amount per person or piece."""
        return bool(_PER.search(self.gap)) or self.tail.startswith(("/", "每"))

    @kept
    def level(self) -> bool:
        """Whether the figure is money or a count as it stands, neither the amount of a change nor one per person."""
        return amount_like(self.figure) and not self.change and not self.per_head


class Mentions(list[Mention]):
    """The mentions of one passage, in order; must not be changed. `answers` keeps what several finders ask about them."""

    def __init__(self, found: Iterable[Mention] = ()) -> None:
        super().__init__(found)
        self.answers: dict[tuple[object, ...], Any] = {}


_Which = ParamSpec("_Which")
_Answer = TypeVar("_Answer")
_Question = Callable[Concatenate[Sequence[Mention], _Which], _Answer]


def asked_once(ask: _Question[_Which, _Answer]) -> _Question[_Which, _Answer]:
    """A question about one of a passage's mentions that several finders ask: its answer is kept with the mentions."""

    @wraps(ask)
    def asked(found: Sequence[Mention], /, *which: _Which.args, **named: _Which.kwargs) -> _Answer:
        if not isinstance(found, Mentions) or named:
            return ask(found, *which, **named)
        key = (ask, *which)
        if key not in found.answers:
            found.answers[key] = ask(found, *which, **named)
        answer: _Answer = found.answers[key]
        return answer

    return asked


def unbracketed(words: str) -> str:
    """The words without brackets inside a name: 因公出国（境）费."""
    return _INNER.sub("", words)


@lru_cache(maxsize=4096)
def noun(words: str) -> str:
    """The noun phrase in the words before a figure: leading cues and trailing verbs are dropped."""
    text = words.strip()
    text = _VERBS.sub("", _CUES.sub("", text))
    return _COPULA.sub("", text).strip('，,、；;：: “”"')


def mentions(context: Context, passage: Passage) -> Mentions:
    """The mentions of one passage in order, kept and shared."""
    key = passage.text_id
    known: Mentions | None = context.memo.get(key)
    if known is None:
        known = context.memo[key] = _cut(context, passage)
    return known


def _cut(context: Context, passage: Passage) -> Mentions:
    text = canonical(passage.text)
    found = Mentions()
    figures = [context.figures[n] for n in passage.numbers]
    at = sentence = depth = 0
    for index, (number, figure) in enumerate(zip(passage.numbers, figures, strict=True)):
        start, end = figure.place.start, figure.place.end
        gap = _LETTERS.sub("", text[at:start])
        sentence += len(_STOP.findall(gap))
        depth = max(0, depth + _opens(gap))
        until = figures[index + 1].place.start if index + 1 < len(figures) else len(text)
        behind = _BREAK.search(text, end, until)
        found.append(
            Mention(
                number=number,
                figure=figure,
                gap=gap,
                lead=_BREAK.split(gap)[-1],
                tail=text[end : behind.start() if behind else until],
                sentence=sentence,
                depth=depth,
                start=start,
                end=end,
            )
        )
        at = end
    changed = False
    for index, mention in enumerate(found):
        # 分别比上年减少A和B: what 和 joins to a change is a change
        changed = _tells_change(mention) or (changed and bool(_AND.match(mention.gap)) and amount_like(mention.figure))
        if changed:
            found[index] = msgspec.structs.replace(mention, change=True)
    return found


def _opens(words: str) -> int:
    return words.count("（") - words.count("）")


def passages_with_mentions(context: Context, least: int = 2) -> Iterator[tuple[Passage, Mentions]]:
    """Each passage with at least `least` figures, with its mentions."""
    for passage in context.passages:
        if len(passage.numbers) >= least:
            yield passage, mentions(context, passage)


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same thing: one unit."""
    return one.unit == other.unit and one.unit != ""


def amount_like(figure: Figure) -> bool:
    """Money or a count: what can be a part or a whole."""
    return figure.unit not in ("%", "百分点", "倍", "")


_CHANGE = regex.compile(rf"(?:{UP}|{DOWN}|(?<![至不])[多少])[)）]?[了额数]?(?:约|为|达|近|:|：)?\s*$")
COMPARED = re.compile(r"较|比|同比|环比|相比|与上年|与去年|与预算|各")
_PER = re.compile(r"(?:人均|户均|平均|每[一-鿿]{1,4}|单价|/)[一-鿿]{0,6}$")


# 由7个减为6个: what it comes to, not by how much
_COMES_TO = regex.compile(rf"(?:{UP}|{DOWN})(?<!幅)为\s*$")
JOINED = re.compile(r"\s*(?:、|和|及|以及|与)\s*")
"""What alone stands between two figures of one list, as a whole gap."""
_AND = re.compile(r"^\s*(?:、|和|及|以及|与)\s*[^，。；]{0,8}$")


def tells_change(mention: Mention) -> bool:
    """Whether the words right before the figure are of a rise or a fall, whatever it is measured against."""
    return bool(_CHANGE.search(mention.lead))


def comes_to(gap: str) -> bool:
    """Whether the words before a figure say what something has come to (减为), not by how much it has changed."""
    return bool(_COMES_TO.search(gap))


def _tells_change(mention: Mention) -> bool:
    return (
        not comes_to(mention.gap)
        and bool(_CHANGE.search(mention.gap))
        and bool(COMPARED.search(mention.gap) or (_CHANGE.search(mention.lead) and len(noun(mention.lead)) <= 4))
    )


# 文化与传媒支出, 占比: neither compares
_BASE = re.compile(r"(?:较|(?<!占)比(?![例重率])|与(?=[^，。；]{0,8}(?:年|预算|同期|计划|目标)))(?:[^，。；]{0,14})$")


def is_base(mention: Mention) -> bool:
    """Whether the figure is what another is compared with (较2021年的{A}减少…)."""
    return bool(_BASE.search(mention.lead)) and not mention.change
