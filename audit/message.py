"""The words of a finding that a story tells: what the report says, what follows, what may have happened, what else
could explain it, and what the department should do. An auditor can send it on unchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from audit.case import Case, Judged, Story
from audit.finding import Also, Edit, Finding, Severity, Slip
from extract.claims.claim import GROWTHS
from extract.decimals import plain

SLIP_WORDS: Mapping[Slip, str] = {
    "digit": "数字写错",
    "omitted": "漏写一位数字",
    "added": "多写一位数字",
    "swapped": "相邻两位数字颠倒",
    "point": "小数点错位",
    "scale": "元、万元、亿元混用",
    "sign": "增减方向写反",
    "part_left_out": "漏列分项",
    "level": "分项层级放错",
    "base": "计算基数用错",
    "stale": "沿用上年数字",
    "row": "抄错行",
}
"""What a slip of the pen did to a figure, said of the figure."""

_MOST_SLIPS = 3


_MARKS = re.compile("([“”])")
_INNER = {"“": "‘", "”": "’"}


def nested(text: str) -> str:
    """The text with quotation marks inside quotation marks as single ones (GB/T 15834—2011 §4.8.3.3); unchanged where
    the marks are not paired."""
    depth, pieces = 0, _MARKS.split(text)
    for place in range(1, len(pieces), 2):
        mark = pieces[place]
        depth -= mark == "”"
        if depth < 0:
            return text
        if depth:
            pieces[place] = _INNER[mark]
        depth += mark == "“"
    return "".join(pieces) if depth == 0 else text


def tail_only(story: Story) -> bool:
    """Whether nothing in the story that is contradicted is apart by more than two units of the last printed place (尾差)."""
    return all(_is_tail(j) for j in (story.head, *(j for j in story.others if j.line.status == "violated")))


def _is_tail(judged: Judged) -> bool:
    """Whether the two sides are that near; a whole number of times (2倍) is no rounding of one that is off by half of it."""
    stated = judged.line.figures[-1]
    whole_times = stated.unit == "倍" and not any(c in stated.text for c in ".．点")
    return judged.units < Decimal("0.4") if whole_times else judged.units <= 2


def says_fold_for_rise(case: Case, story: Story) -> bool:
    """Whether what is printed as a rise by so many times is how many times the old value the new one is."""
    stated, amount = story.head.line.figures[-1], story.head.amount
    if story.head.reading.relation not in GROWTHS or stated.unit != "倍" or stated.index is None or amount is None:
        return False
    figure = case.report.figures[stated.index]
    return figure.lower <= amount.value + 1 <= figure.upper


def finding(
    case: Case, story: Story, *, severity: Severity, advice: str, title: str = "", lead: str = "", extra: str = ""
) -> Finding:
    """A finding for a story: figures, arithmetic, repairs and quotation are the story's; the rule gives
    severity and advice, may give a title of its own and words before and after the narrative."""
    head = story.head
    return Finding(
        rule="",
        family=head.claim.family,
        severity=severity,
        title=title,
        message=lead + narrative(story) + extra,
        quote=case.quote(story.place) if story.established else head.claim.quote[:300],
        place=story.place,
        figures=story.figures,
        computed=head.amount,
        expected=story.expected,
        repairs=story.repairs,
        needs=story.needs,
        also=tuple(Also(c.claim.place, c.claim.quote[:300]) for c in story.copies),
        advice=advice,
        labels=labels(story),
        claims=tuple(j.number for j in story.judged),
    )


def labels(story: Story) -> tuple[str, ...]:
    """What identifies the relation whatever its amounts: kind, roles and the words around the head figure."""
    head = story.head
    words = "".join(c for c in head.claim.quote if "一" <= c <= "鿿")
    return (head.reading.relation, *(t.role for t in head.reading.terms), words[:24])


def narrative(story: Story) -> str:
    """What is stated, what follows, what may explain it."""
    head = story.head
    text = f"{_lead(story)}{_stated(head)}，{_difference(story)}。"
    if head.reading.note:
        text += f"核算口径：{head.reading.note}。"
    others = [j for j in story.others if j.claim.family != "restate"]
    if others:
        text += "同时不符的还有：" + "；".join(_stated(j) for j in others[:4]) + "。"
    text += repairs_in_words(story)
    if story.copies:
        text += f"该段文字在报告中重复出现{len(story.copies) + 1}处，合并为一条。"
    return text


def _lead(story: Story) -> str:
    alike = story.head.reading.relation in ("count", "equal", "whole_number")
    return "" if alike else "按报告所列数字，"


def _stated(judged: Judged) -> str:
    """The relation as it stands in the report."""
    figures = judged.line.figures
    if judged.reading.relation == "order":
        smaller = "+".join(f.text for f in figures if f.role == "smaller")
        return f"{smaller}大于{'+'.join(f.text for f in figures if f.role == 'larger')}"
    if judged.reading.relation == "equal" and len(figures) == 2:
        return f"一处为{figures[0].text}，另一处为{figures[1].text}"
    return judged.line.formula


def condition(story: Story) -> str:
    """What undisclosed figure would settle it."""
    if story.needs is None:
        return ""
    return f"如{story.needs.what}为{_in_unit(story.needs.value, '万元', story.needs.unit)}（报告未写明），则可以成立。"


def alternatives(story: Story) -> str:
    """What each of the figures would have to be, were the others right."""
    if story.established or not story.head.implied:
        return ""
    words = [f"“{text}”应约为{value}" for text, value in story.head.implied]
    return "若其余数字无误，" + "；或".join(words) + "。"


def _difference(story: Story) -> str:
    head = story.head
    computed, stated = story.head.amount, head.line.figures[-1]
    if head.reading.relation in ("count", "whole_number") or computed is None or stated.value is None:
        return "两者不一致"
    gap = abs(computed.value - stated.value)
    if stated.unit == "%":
        return f"相差{plain(gap)}个百分点"
    word = "超出" if head.reading.relation == "order" else "相差"
    return word + _in_unit(gap, f"{stated.text}{computed.text}", stated.unit)


def _in_unit(gap: Decimal, like: str, unit: str) -> str:
    for word, power in (("亿元", 8), ("万元", 4), ("千元", 3)):
        if word in like and unit == "元":
            return f"{plain(gap.scaleb(-power))}{word}"
    if unit == "元":
        return f"{plain(gap.scaleb(-4))}万元" if gap >= 10000 else f"{plain(gap)}元"
    return f"{plain(gap)}{unit}"


def repairs_in_words(story: Story) -> str:
    """The possible slips, the likeliest first; alternatives are never asserted. Slips of one kind in one figure are
    told together."""
    if not story.repairs:
        return ""
    slips: dict[tuple[int, Slip], list[str]] = {}
    for repair in story.repairs:
        edit = repair.edits[0]
        slips.setdefault((edit.figure, edit.slip), []).append(_amended(story.figures[edit.figure].text, edit))
    told, left = list(slips.items())[:_MOST_SLIPS], list(slips.values())[_MOST_SLIPS:]
    words = [_slip(story, figure, slip, values) for (figure, slip), values in told]
    more = f"（另有{sum(map(len, left))}种可能）" if left else ""
    if story.head.reading.relation == "count":
        return f"可能原因：{'；或'.join(words)}{more}；或名称有漏列、多列。"
    if not story.established:
        return f"可能原因（仅凭报告无法确定是哪一处）：{'；或'.join(words)}{more}。"
    count = story.repairs[0].restores
    effect = f"只改这一处，上述{count}处关系即可同时成立" if count > 1 else "只改这一处即可成立"
    return f"可能原因：{'；或'.join(words)}{more}。{effect}。"


def _slip(story: Story, figure: int, slip: Slip, values: Sequence[str]) -> str:
    quoted = story.figures[figure]
    twice = sum(f.text == quoted.text for f in story.figures) > 1
    row = f"第{quoted.place.row + 1}行的" if twice and quoted.place.row is not None else ""
    *most, last = dict.fromkeys(values)
    either = f"{'、'.join(most)}或{last}" if most else last
    return f"{row}“{quoted.text}”{SLIP_WORDS[slip]}，应为{either}"


def _amended(text: str, edit: Edit) -> str:
    """The figure as it would be printed, with its unit where it carries one."""
    alone = edit.slip == "scale" or edit.before not in text
    return edit.after if alone else text.replace(edit.before, edit.after, 1)
