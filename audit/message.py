"""The words of a finding that a story tells: what the report says, what follows, what may have happened, what else
could explain it, and what the department should do. An auditor can send it on unchanged."""

from __future__ import annotations

from decimal import Decimal

from audit.case import Case, Story
from audit.finding import Also, Amount, Finding, Repair, Severity
from extract.claims.claim import RATES
from extract.decimals import plain

SLIP_WORDS = {
    "digit": "有一位数字写错",
    "omitted": "漏写一位数字",
    "added": "多写一位数字",
    "swapped": "相邻数字颠倒",
    "point": "小数点错位",
    "scale": "计量单位（元、万元）混用",
    "sign": "正负号相反",
    "part_left_out": "漏列一项",
    "level": "把下一级项目并列计入",
    "base": "比率的基数取错",
    "stale": "沿用上年数字",
    "row": "错行",
}


def tail_only(story: Story) -> bool:
    """Whether the head's intervals are apart by at most two units of the last printed place (尾差)."""
    return story.head.units <= 2


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
        computed=_computed(story),
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
    sentences = [f"{head.line.formula}，{_difference(story)}"]
    if head.reading.note:
        sentences.append(f"（按“{head.reading.note}”核算）")
    text = "".join(sentences) + "。"
    others = [j for j in story.others if j.claim.family != "restate"]
    if others:
        text += "同时不符的还有：" + "；".join(j.line.formula for j in others[:4]) + "。"
    text += repairs_in_words(story)
    if story.copies:
        text += f"该段文字在报告中重复出现 {len(story.copies) + 1} 处，合并为一条。"
    return text


def condition(story: Story) -> str:
    """What undisclosed figure would settle it."""
    if story.needs is None:
        return ""
    return f"如{story.needs.what}为{_in_unit(story.needs.value, '万元', story.needs.unit)}而报告未写，则可以解释。"


def alternatives(story: Story) -> str:
    """What each of the figures would have to be, were the others right."""
    if story.established or not story.head.implied:
        return ""
    words = [f"“{text}”应为{value}" for text, value in story.head.implied]
    return "若其余数字无误，则" + "；或".join(words) + "。"


def _difference(story: Story) -> str:
    head = story.head
    if head.reading.relation == "count" or head.line.computed is None:
        return "两者不一致"
    stated = head.line.figures[-1]
    computed = _computed(story)
    if computed is None or stated.value is None:
        return "两者不一致"
    gap = abs(computed.value - stated.value)
    if head.reading.relation in RATES:
        unit = "个百分点" if stated.unit == "%" else stated.unit
        return f"相差{plain(gap)}{unit}"
    return f"相差{_in_unit(gap, head.line.figures[-1].text, stated.unit)}"


def _in_unit(gap: Decimal, like: str, unit: str) -> str:
    for word, power in (("亿元", 8), ("万元", 4), ("千元", 3)):
        if word in like and unit == "元":
            return f"{plain(gap.scaleb(-power))}{word}"
    if unit == "元":
        return f"{plain(gap.scaleb(-4))}万元" if gap >= 10000 else f"{plain(gap)}元"
    return f"{plain(gap)}{unit}"


def _computed(story: Story) -> Amount | None:
    """What the report's own figures give, in the head's reading."""
    return story.head.amount


def repairs_in_words(story: Story) -> str:
    """The possible slips, the likeliest first; alternatives are never asserted."""
    if not story.repairs:
        return ""
    words = [_repair(r, story) for r in story.repairs[:4]]
    more = f"（另有 {len(story.repairs) - 4} 种可能）" if len(story.repairs) > 4 else ""
    if story.established:
        figure = story.figures[0].text
        count = story.repairs[0].restores
        common = (
            f"能使上述 {count} 处关系同时成立的最小改动都落在“{figure}”上"
            if count > 1
            else f"最小改动都落在“{figure}”上"
        )
        return f"可能原因：{common}，" + "；或".join(words) + more + "。"
    return "可能原因（仅凭报告无法确定是哪一处）：" + "；或".join(words) + more + "。"


def _repair(repair: Repair, story: Story) -> str:
    edit = repair.edits[0]
    text = story.figures[edit.figure].text
    return f"“{text}”{SLIP_WORDS[edit.slip]}，应为{edit.after}"
