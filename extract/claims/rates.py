"""What every rate in prose has in common: the words around it, and the reading that it is a part of a whole."""

from __future__ import annotations

import regex

from extract.claims.claim import Licence, Reading, Term
from extract.claims.mentions import Mention

TAIL = r"(?:分别)?(?:为|是|达到?|达|约|近|:|：|已)*\s*$"
"""Words between the name of a rate and its figure, as the end of a pattern."""

LEFT = regex.compile(r"(?:尚|还)?未[一-鿿]{1,4}$|(?:剩余|结余|尚余|正在|待|拟)[一-鿿]{0,4}$")
"""What was not done, or not yet, is no numerator."""

# the rate of another year, of several things on average, or one aimed at
_ELSEWHERE = regex.compile(r"较|比上年|同比|高于|低于|上年(?!结)|去年|平均|加权|目标|指标值|要求|应达")
_WANTED = regex.compile(r"\s*(?:以上|以下|的(?:目标|要求|标准|指标|任务|平均))")


def is_elsewhere(rate: Mention) -> bool:
    """Whether the words around a rate say that it is not the one that the figures around it come to."""
    return bool(_ELSEWHERE.search(rate.gap) or _WANTED.match(rate.tail))


def rate_of(part: Mention, whole: Mention, rate: Mention, licence: Licence, note: str = "") -> Reading:
    """The reading that a rate is this part of this whole, named by the two unless a note is given."""
    terms = (Term(part.number, "part"), Term(whole.number, "whole"), Term(rate.number, "percent"))
    return Reading("ratio", terms, note or f"{part.title}÷{whole.title}", licence)


def is_operand(mention: Mention, rate: Mention) -> bool:
    """Whether a figure may be what a rate is worked out of: a level in its sentence, in no deeper bracket."""
    return mention.level and mention.sentence == rate.sentence and mention.depth <= rate.depth


_SOME = regex.compile(r"一次(?!性)|首[次检]|初[次检]|按[期时]|当[年期]|及时")


def is_of_some(rate: Mention, part: Mention) -> bool:
    """Whether a rate counts only those that were done at once or in time (一次验收合格率), and a figure does not say that it
    does."""
    told = _SOME.search(rate.lead)
    return told is not None and told[0] not in part.lead + part.tail[:6]
