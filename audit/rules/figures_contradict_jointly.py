"""T104: 各等式单独成立，合在一起不能同时成立."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case, Judged
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.jointly import Conflict, conflicts
from audit.ranges import interval_text

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
_TABLE = "|项目|金额（万元）|\n"


@rule(
    "T104",
    "几处等式不能同时成立",
    family="sum",
    severity="warning",
    basis="预算法第七十五条（决算数额准确）",
    wrongly="有的数四舍五入、有的数直接舍去尾数时，可能并无错误；若全部舍去尾数即可成立，会在说明中写明。",
    examples=[
        bad(
            _TABLE + "|一、基本支出|25|\n|人员经费|12|\n|公用经费|12|\n|二、项目支出|30|\n|三、其他支出|40|\n|合计|97|",
            "25",
        ),
        good(
            _TABLE + "|一、基本支出|25|\n|人员经费|12|\n|公用经费|12|\n|二、项目支出|30|\n|三、其他支出|40|\n|合计|96|"
        ),
        good(
            _TABLE + "|一、基本支出|25|\n|人员经费|12|\n|公用经费|13|\n|二、项目支出|30|\n|三、其他支出|41|\n|合计|97|"
        ),
    ],
)
def figures_contradict_jointly(case: Case) -> Iterator[Finding]:
    """同一个数出现在几处等式（或大小关系）中，每处单独看都在四舍五入允许的范围之内，但不存在一组数能使各处同时成立。

    每个数按印出的位数看作一个区间，同一个数在各处取同一个值，用精确的分数运算求解。只用措辞肯定、只有一种读法成立的关系；
    “其中”可能未列全的，只要求分项之和不超过总数。所列关系去掉任何一处，其余都能同时成立。
    """
    for conflict in conflicts(case.claims, case.report.figures):
        yield _finding(case, conflict)


def _finding(case: Case, conflict: Conflict) -> Finding:
    figures = _cited(conflict)
    first = conflict.claims[0]
    return Finding(
        rule="",
        family="sum",
        severity="warning",
        title="",
        message=_message(conflict, case),
        quote=first.claim.quote[:300],
        place=first.claim.place,
        figures=figures,
        advice="请核对所列各数，必要时提供以元为单位的原始数字。",
        labels=tuple(word for judged in conflict.claims for word in _labels(judged)),
    )


def _cited(conflict: Conflict) -> tuple[Quoted, ...]:
    """The figures once each, the one that the claims have in common first."""
    seen: dict[int, Quoted] = {}
    times: dict[int, int] = {}
    for judged in conflict.claims:
        for term, quoted in zip(judged.reading.terms, judged.line.figures, strict=True):
            seen.setdefault(term.figure, quoted)
            times[term.figure] = times.get(term.figure, 0) + 1
    return tuple(seen[n] for n in sorted(seen, key=lambda n: -times[n]))


def _message(conflict: Conflict, case: Case) -> str:
    listed = "；".join(f"{_mark(n)}{_told(judged)}" for n, judged in enumerate(conflict.claims))
    taken = "四舍五入" if conflict.mode == "nearest" else "舍去尾数"
    text = f"下列{len(conflict.claims)}处关系单独看都在{taken}允许的范围之内，但不能同时成立：{listed}。"
    if conflict.pinch:
        number, one, other = conflict.pinch
        figure = case.report.figures[number]
        text += (
            f"要使①成立，“{figure.text}”的实际值只能是{interval_text(one, figure)}；"
            f"要使②成立，只能是{interval_text(other, figure)}。"
        )
    if conflict.cut:
        text += "如各数均为直接舍去尾数而非四舍五入，则可以同时成立。"
    return text + "其中至少有一个数待核实，仅凭报告无法确定是哪一个。"


def _labels(judged: Judged) -> tuple[str, ...]:
    words = "".join(c for c in judged.claim.quote if "一" <= c <= "鿿")
    return (judged.reading.relation, words[:24])


def _told(judged: Judged) -> str:
    note = judged.reading.note
    return judged.line.formula + (f"，即{note}" if note else "")


def _mark(number: int) -> str:
    return _MARKS[number] if number < len(_MARKS) else f"({number + 1})"
