"""One amount whose unit differs from all others of its sentence, and fits them once it is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.spot import Spot, found
from extract.claims.context import Passage
from extract.figure import Figure

_SCALE = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_LEAST = 3
_MAIN = re.compile(
    r"(?:本年收入|本年支出|[收支][入出](?:合计|总计|总额)|[中央省市州县区镇乡]级(?:财政)?(?:补助|配套|专项|统筹|预算)?资金|中央(?:财政)?资金|"
    r"财政拨款(?:收入|支出)?|基本支出|项目支出|人员经费|公用经费|年初预算|调整后?预算|支出决算|收入决算|直达资金)(?:为|共|共计|计|数)?$"
)


@rule(
    "U105",
    "同句金额单位不一致",
    family="unit",
    severity="warning",
    basis="财预〔2020〕10号（自评数据应当真实、准确）",
    wrongly="确有以元计的零星款项、以亿元计的总量与其他金额同句。因此要求换成同一单位后正好相加，或属主要收支项目。",
    examples=[
        bad("项目安排2043.72万元，中央资金966.46万元；省级资金970.74万元；配套106.52亿元。", "106.52亿元"),
        bad("全县接待34.66万元、用车41.86万元，其中县级配套资金97.08元，市级23.13万元。", "97.08元"),
        good("项目安排498.59万元，中央资金229.15万元；省级资金63.93万元；镇级配套205.51万元。"),
        good("支付电费22.10万元、物业费35.20万元、维修费18.70万元、邮寄费85.50元。"),
        good("全县投入1.2亿元，其中中央资金3,400万元、省级资金5,600万元、县级资金3,000万元。"),
        good("救助支出350.50万元，人均支出292.08元，物资采购12.30万元，发放补助338.20万元。"),
    ],
    aliases=("UNI-01",),
)
def unit_breaks_sentence(case: Case) -> Iterator[Finding]:
    """一句话里的金额都以万元计，唯独一个写成“元”或“亿元”，把它也看作万元就与其他数大小相当，多为单位写错。

    去掉单位后的数在其他数的十分之一到十倍之间，并且满足下列之一才报：换成万元后恰好等于句中其他几项之和、或与
    几项相加恰好等于另一项；或者名目是本年收支、各级资金、基本支出、预算决算等主要项目。已由合计类规则说明的不重复报。
    """
    told = {quoted.index for story in case.stories for quoted in story.figures}
    for passage, row in _sentences(case):
        units = {figure.written for _, figure in row}
        if len(row) < _LEAST or not units <= set(_SCALE) or len(units) != 2:
            continue
        number, figure, usual = _odd(row)
        if figure is None or number in told:
            continue
        others = [f.value / _SCALE[usual] for n, f in row if n != number]
        printed = figure.value / _SCALE[figure.written]
        if not min(others) / 10 <= printed <= max(others) * 10:
            continue
        label = re.split(r"[。；;，,、：:\d]", passage.text[: figure.place.start])[-1]
        if not (_fits(printed, [n for n, _ in row].index(number), others) or _MAIN.search(label)):
            continue
        yield found(
            unit_breaks_sentence,
            case,
            [Spot(passage, figure.place.start, figure.place.end)],
            f"同句其他金额都以{usual}计，“{figure.text}”换成{usual}才与它们大小相当，疑为单位写错；如金额确为此数，请说明。",
            labels=("同句", figure.written),
            figures=(Quoted(figure.text, figure.value, figure.unit, "amount", figure.place, number),),
            advice="与账面核对计量单位。",
        )


def _sentences(case: Case) -> Iterator[tuple[Passage, list[tuple[int, Figure]]]]:
    """The amounts of each sentence of running text; a semicolon does not end one."""
    texts = {passage.block: passage for passage in case.passages() if passage.row is None}
    rows: dict[tuple[int, int], list[tuple[int, Figure]]] = {}
    for number, figure, _ in case.figures():
        passage = texts.get(figure.place.block) if figure.place.row is None else None
        if passage is not None and figure.unit == "元" and not figure.span:
            left = max(passage.text.rfind(stop, 0, figure.place.start) for stop in "。\n")
            rows.setdefault((passage.block, left), []).append((number, figure))
    for (block, _), row in rows.items():
        yield texts[block], row


def _odd(row: Sequence[tuple[int, Figure]]) -> tuple[int, Figure | None, str]:
    """The one amount of another unit, and the unit of the others."""
    for unit in ("元", "亿元", "万元"):
        ours = [entry for entry in row if entry[1].written == unit]
        rest = {figure.written for _, figure in row if figure.written != unit}
        if len(ours) == 1 and rest == {"万元"}:
            return (*ours[0], "万元")
    return -1, None, ""


def _fits(printed: Decimal, place: int, others: Sequence[Decimal]) -> bool:
    """Whether the amount, taken in the others' unit, is the sum of a run of at least two of them beside it, or is
    the last thing wanting in such a sum. Each printed figure may be half a hundredth off."""
    before, after = list(others[:place]), list(others[place:])
    for size in range(2, len(others) + 1):
        slack = Decimal("0.005") * (size + 1)
        if len(after) >= size and abs(printed - sum(after[:size])) <= slack:
            return True
    for first in range(len(before)):
        slack = Decimal("0.005") * (len(before) - first + 1)
        parts = sum(before[first + 1 :])
        for more in range(len(after) + 1):
            enough = len(before) - first - 1 + more >= 1
            if enough and abs(before[first] - parts - printed - sum(after[:more])) <= slack:
                return True
    return False
