"""Surveys: questionnaires given out, returned, valid, and a satisfaction that so many answers can give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, alike, mentions
from extract.claims.rates import is_elsewhere, rate_of

_GIVEN = regex.compile(
    r"发放|发出|下发|抽取|抽样|抽查|随机|走访|访谈|回访|问卷调查|(?:调查|访问)(?:了|对象)?[^，。；]{0,6}$|(?:进行|开展|参与|参加|接受)[^，。；]{0,6}(?:问卷|测评)"
)
_BACK = regex.compile(r"收回|回收")
_VALID = regex.compile(r"有效|接通|应答|成功[^，。；]{0,4}(?:访|答)")
_SATISFIED = regex.compile(r"(?<!不)满意[^度率，。；调问]{0,8}$")
_DEGREE = regex.compile(r"满意[”\"’]?[^度率，。；调问]{0,8}$|(?:一般|尚可|中立)[”\"’]?[^，。；]{0,4}$")
_CLAUSES = regex.compile(r"[，。；：、（）]")
# 满意和比较满意825户: one figure for all the degrees that are called content
_TOGETHER = regex.compile(r"满意[”\"]?(?:和|及|以及|、|与|或)[“\"]?[^，。；]{0,4}满意[”\"]?的?$")
_CONTENT = 4
_RATE = regex.compile(r"(?:满意度|满意率|知晓率|支持率|好评率)[^，。；%]{0,8}$")
_RIGHT_BEHIND = regex.compile(r"\s*[）)]?\s*[，；（]?\s*(?:[^，。；]{0,8}，)?[^，。；较比]{0,12}")
_DEGREES = regex.compile(r"(?:基本|比较|较为?|非常|很|十分|一般|部分)满意|一般|加权|平均|综合")
_ASKED = regex.compile(r"问卷|走访|调查|样本|受访|访谈|回访|抽样|抽查|抽检|测评")
_OVERALL = regex.compile(r"综合|总体|整体|合计|平均|总满意|总的")
_WEIGHTED = regex.compile(r"加权|平均|均值|折算|指数|计分|赋分|打分|[五四三]级")
_PERSONS = ("份", "人", "张", "人次", "户", "名")
_BODIES = ("个", "家", "所")
# 抽查工程8个，合格率90%: what was drawn is what the rate counts
_DRAWN = regex.compile(r"抽[查检]")
_PASSED = regex.compile(r"^[^。；]{0,6}(?:合格率|达标率)[^，。；%]{0,4}$")
_THINGS = ("个", "处", "家", "件", "项", "批次", "台", "套")


def find(context: Context) -> Iterator[Claim]:
    """Order and granularity claims of survey sentences, in reading order."""
    for passage in context.passages:
        if len(passage.numbers) < 2 or not _ASKED.search(passage.text):
            continue
        found = mentions(context, passage)
        # 抽查8个乡镇的居民480人: where persons are told, they were asked
        stage = _stages(found)
        told = [m for m in found if stage[m.number]]
        stages = [m for m in told if m.figure.unit in _PERSONS] or [m for m in told if m.figure.unit in _BODIES]
        yield from _ordered(passage, found, stages, stage)
        for before, mention in pairwise([None, *found]):
            if mention is None or mention.figure.unit != "%" or _WEIGHTED.search(passage.text):
                continue
            if _RATE.search(mention.gap) and not is_elsewhere(mention):
                asked = [m for m in stages if stage[m.number] < _CONTENT and _is_told_before(m, mention)]
                if not _of_several(asked, stage, mention):
                    yield from _granular(passage, asked, mention)
                yield from _content(passage, found, asked, mention)
            elif before is not None and _is_drawn(before) and _PASSED.search(mention.gap.lstrip("，,")):
                yield from _granular(passage, [before], mention)


def _stages(found: Sequence[Mention]) -> dict[int, int]:
    """The stage of each figure; 抽查8个乡镇的居民480人: those at the places drawn are given out to as well."""
    stages: dict[int, int] = {}
    for before, mention in pairwise([None, *found]):
        if mention is None:
            continue
        drawn = before is not None and stages[before.number] == 1 and not _CLAUSES.search(mention.gap)
        stages[mention.number] = _stage(mention) or (1 if drawn and mention.figure.unit in _PERSONS else 0)
    return stages


def _stage(mention: Mention) -> int:
    """1 given out, 2 returned, 3 valid, 4 content; 0 for none of them."""
    if _SATISFIED.search(mention.lead):
        return _CONTENT
    clause = mention.clause + mention.tail[:9]
    if _VALID.search(clause):
        return 3
    return 2 if _BACK.search(clause) else 1 if _GIVEN.search(clause) else 0


def _is_drawn(mention: Mention) -> bool:
    """Whether a number of things was drawn for inspection."""
    return mention.figure.unit in _THINGS and bool(_DRAWN.search(mention.clause))


def _ordered(
    passage: Passage, found: Sequence[Mention], stages: Sequence[Mention], stage: Mapping[int, int]
) -> Iterator[Claim]:
    for earlier, later in pairwise(stages):
        if (
            stage[earlier.number] < stage[later.number]
            and earlier.sentence == later.sentence
            and earlier.figure.unit == later.figure.unit
            and not _is_listed(found, stage, earlier, later)
        ):
            terms = (Term(later.number, "smaller"), Term(earlier.number, "larger"))
            yield Claim(
                family="order",
                readings=(Reading("order", terms, "收回数不大于发放数，有效数不大于收回数", "plain"),),
                asserted="strong",
                place=passage.place(later.start, later.end),
                quote=passage.quote(earlier.start, later.end),
                pattern="survey",
            )


def _of_several(asked: Sequence[Mention], stage: Mapping[int, int], rate: Mention) -> bool:
    """企业问卷收回86份，…；群众问卷收回312份，…，综合满意度94.97%: whether one rate may be of several surveys together."""
    told = [stage[m.number] for m in asked]
    return bool(_OVERALL.search(rate.gap)) and max(map(told.count, told), default=0) > 1


def _is_listed(found: Sequence[Mention], stage: Mapping[int, int], earlier: Mention, later: Mention) -> bool:
    """发放家长问卷120份、教师问卷80份，收回190份: what was given out is told by several figures, of which none is all."""
    told = [m for m in found if m.start < later.start and m is not earlier and alike(m.figure, earlier.figure)]
    same = stage[earlier.number]
    return any(m.start > earlier.start or (m.sentence == earlier.sentence and stage[m.number] == same) for m in told)


def _is_told_before(asked: Mention, rate: Mention) -> bool:
    return asked.start < rate.start and 0 <= rate.sentence - asked.sentence <= 1


def _content(passage: Passage, found: Sequence[Mention], asked: Sequence[Mention], rate: Mention) -> Iterator[Claim]:
    """收回问卷96份，满意90份，满意度93.75%: those content of those asked. Where answers have degrees (基本满意6份), the rate may
    count or weigh several of them."""
    content = next((m for m in reversed(found) if m.start < rate.start), None)
    if content is None or not _DEGREE.search(content.lead) or content.sentence != rate.sentence:
        return
    wholes = [m for m in asked if alike(m.figure, content.figure) and m.figure.value > 0]
    beside = next((m for m in reversed(found) if m.start < content.start and alike(m.figure, content.figure)), None)
    if not _DEGREE.search(content.lead) or (beside not in wholes and not (beside and _DEGREE.search(beside.lead))):
        return  # 调查300人，…；其中城镇60人，满意56人，满意率93.33%: of a number that is told otherwise
    words = "".join(m.gap for m in found if m.sentence == rate.sentence) + content.tail
    if not wholes or rate.figure.hedge:
        return
    if _DEGREES.search(words) and not (_TOGETHER.search(content.lead) and beside in wholes):
        yield from _by_degrees(passage, found, wholes, rate)
        return
    if not _RIGHT_BEHIND.fullmatch(rate.gap) or beside not in wholes or not _SATISFIED.search(content.lead):
        return
    yield Claim(
        family="ratio",
        readings=tuple(
            rate_of(content, whole, rate, "plain" if rank < 2 else "weak")
            for rank, whole in enumerate(reversed(wholes))
        ),
        asserted="strong",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(wholes[0].start, rate.end),
        pattern="survey",
    )


def _by_degrees(
    passage: Passage, found: Sequence[Mention], wholes: Sequence[Mention], rate: Mention
) -> Iterator[Claim]:
    """收回577份，其中“非常满意”402份、“满意”143份、“一般”29份、“不满意”3份，满意率94.45%: those of all the degrees that are called
    content, or of the first of them, where the degrees come to all who were asked."""
    whole = wholes[-1]
    told = [m for m in found if whole.start < m.start < rate.start and alike(m.figure, whole.figure)]
    degrees = [m for m in told if _DEGREE.search(m.lead)]
    if len(degrees) < 2 or degrees != told or sum(m.figure.value for m in told) > whole.figure.value:
        return
    content = [m for m in degrees if _SATISFIED.search(m.lead)]
    if len(content) < 1 or degrees[: len(content)] != content:
        return
    yield Claim(
        family="ratio",
        readings=tuple(_of_degrees(degrees, len(content), whole, rate)),
        asserted="plain",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(whole.start, rate.end),
        pattern="survey:degrees",
    )


def _of_degrees(degrees: Sequence[Mention], called: int, whole: Mention, rate: Mention) -> Iterator[Reading]:
    """The rate as of the degrees called content, then of fewer or more of them."""
    for count in sorted(range(1, len(degrees) + 1), key=lambda n: (n != called, n)):
        if count > called and "不" in degrees[count - 1].lead:
            continue
        terms = (*(Term(m.number, "part") for m in degrees[:count]), Term(whole.number, "whole"))
        note = f"（{'+'.join(m.title for m in degrees[:count])}）÷{whole.title}"
        yield Reading("ratio", (*terms, Term(rate.number, "percent")), note, "plain" if count == called else "weak")


def _granular(passage: Passage, asked: Sequence[Mention], rate: Mention) -> Iterator[Claim]:
    if not asked or any(m.figure.hedge for m in asked):
        return
    readings = tuple(
        Reading(
            "whole_number", (Term(rate.number, "percent"), Term(m.number, "n")), f"以{m.figure.text}为样本数", "plain"
        )
        for m in reversed(asked)
        if m.figure.value > 0
    )
    if not readings:
        return
    yield Claim(
        family="granularity",
        readings=readings,
        asserted="strong",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(asked[0].start, rate.end),
        pattern="granularity",
    )
