"""批次概览.html: the whole batch on one page, for whoever decides where to look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from audit.finding import Failure, Severity
from audit.flaws import SharedFlaw
from audit.report.charts import grouped, patterns, stacked
from audit.report.masking import mask
from audit.report.pages import render, save
from audit.report.wording import REASON, SEVERITY, SEVERITY_MEANING, VERDICT, family_word, users_words, visible
from audit.standing import BANDS, FULL, RuleTally, Tally
from extract.decimals import plain

FILE = "批次概览.html"
_MOST_UNITS = 30
_MOST_RULES = 20
_MOST_FAILURES = 500
_MOST_FORMS = 50
_MOST_USERS = 30


def write_overview(
    out: Path, tally: Tally, failures: Sequence[tuple[str, Failure]], names: Mapping[str, str], *, pages: bool = True
) -> None:
    """Write the overview of a run; `names` are the file names of the annotated reports it links to."""
    save(out / FILE, overview_page(tally, failures, names if pages else {}))


def overview_page(tally: Tally, failures: Sequence[tuple[str, Failure]], names: Mapping[str, str]) -> str:
    """The page as text."""
    return render(
        "overview.html",
        "overview.css",
        "overview.js",
        tally=tally,
        patterns=patterns(),
        totals=_totals(tally),
        severities=[(k, word, SEVERITY_MEANING[k], tally.severities[k]) for k, word in SEVERITY.items()],
        families=stacked(
            "各类核对的疑点数", _split(tally.families, family_word, _MOST_RULES), tuple(SEVERITY.values())
        ),
        units=stacked("疑点最多的单位", _split(tally.units, str, _MOST_UNITS), tuple(SEVERITY.values())),
        unit_count=len({unit for unit, _ in tally.units}),
        scores=grouped("自评得分与系统测算最高得分的分布", _bands(tally), ("自评得分", "系统测算最高得分")),
        scored=sum(tally.claimed.values()),
        verdicts=stacked("指标得分的测算结论", _verdicts(tally), ("指标数",)),
        grades=[(*change, count) for change, count in sorted(tally.grades.items())],
        funnel=stacked("数字核对覆盖", _funnel(tally), ("数字个数",)),
        rules=[_rule(line, names) for line in tally.top_rules()[:_MOST_RULES]],
        flaws=[_flaw(flaw) for flaw in tally.flaws.told()[:_MOST_FORMS]],
        flaw_count=len(tally.flaws),
        failures=[(report, REASON.get(f.reason, f.reason), mask(f.message)) for report, f in failures[:_MOST_FAILURES]],
        more_failures=max(len(failures) - _MOST_FAILURES, 0),
    )


def _totals(tally: Tally) -> list[tuple[str, str, str]]:
    return [
        ("已审核报告", f"{tally.reports}份", f"其中自评{tally.items}项"),
        ("未能读取", f"{sum(tally.failures.values())}份", f"另有{tally.unread}份部分内容未读"),
        ("没有错误和疑点", f"{tally.clean}份", "只说明已核对的关系成立"),
        ("可证自评偏高", f"{plain(tally.inflation)}分", f"涉及{tally.inflated}项自评；已扣除细则缺陷的影响"),
        ("依据不足", f"{plain(tally.unsupported)}分", "细则需要的数据报告未提供"),
        ("错误涉及金额", _money(tally), "各项错误差额绝对值之和，同一笔可能重复，只表示量级"),
    ]


def _money(tally: Tally) -> str:
    """万元 without decimals where large: an order of magnitude, so the digits below are dropped, not rounded."""
    ten_thousands, rest = divmod(tally.stake, 10_000)
    return f"{int(ten_thousands):,}万元" if ten_thousands else f"{plain(rest)}元"


def _split(counts: Counter[tuple[str, Severity]], word: Any, most: int) -> list[tuple[str, tuple[int, ...]]]:
    names = {name for name, _ in counts}
    rows = [(visible(word(name)), tuple(counts[name, severity] for severity in SEVERITY), name) for name in names]
    rows.sort(key=lambda row: (tuple(-n for n in row[1]), row[2]))
    return [(label, numbers) for label, numbers, _ in rows[:most]]


def _bands(tally: Tally) -> list[tuple[str, tuple[int, int]]]:
    names = [*(name for name, _ in BANDS), FULL]
    return [(name, (tally.claimed[name], tally.highest[name])) for name in names]


def _verdicts(tally: Tally) -> list[tuple[str, tuple[int]]]:
    return [(word, (tally.verdicts[key],)) for key, word in VERDICT.items() if tally.verdicts[key]]


def _funnel(tally: Tally) -> list[tuple[str, tuple[int]]]:
    funnel = tally.funnel
    return [
        ("识别出的数字", (funnel.figures,)),
        ("知道是什么的", (funnel.in_fact,)),
        ("处于某一关系中", (funnel.in_claim,)),
        ("参与了核对", (funnel.checked,)),
    ]


def _flaw(flaw: SharedFlaw) -> dict[str, Any]:
    return {"flaw": flaw, "indicators": "、".join(flaw.indicators), "users": users_words(flaw, _MOST_USERS)}


def _rule(line: RuleTally, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "line": line,
        "severity": SEVERITY[line.severity],
        "family": family_word(line.family),
        "examples": [
            (example, f"reports/{quote(names[example.report])}.html" if example.report in names else "")
            for example in line.examples
        ],
    }
