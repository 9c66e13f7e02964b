"""What a run came to, in lines that fit a screen, without colour."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from unicodedata import east_asian_width

from audit.finding import Failure
from audit.report.wording import REASON, SEVERITY, visible
from audit.standing import Tally
from extract.decimals import plain

_MOST_RULES = 6
_MOST_FAILURES = 5
_WIDE = 78


def summary_lines(
    tally: Tally, failures: Sequence[tuple[str, Failure]], out: Path | str, formats: frozenset[str] | set[str]
) -> list[str]:
    """The closing summary: what was audited, what was found, what was not read, what to open. At most 24 lines."""
    counts = "，".join(f"{word} {tally.severities[key]} 条" for key, word in SEVERITY.items())
    funnel = tally.funnel
    lines = [
        f"已审核 {tally.reports} 份报告（自评 {tally.items} 项），其中 {tally.clean} 份没有错误和疑点。",
        f"列出：{counts}。",
        f"识别数字 {funnel.figures} 个，参与核对 {funnel.checked} 个；"
        f"核对关系相符 {funnel.holds}、不符 {funnel.violated}、未定 {funnel.undecided}。",
    ]
    if tally.inflated or tally.unsupported:
        lines.append(
            f"得分：可证自评偏高 {plain(tally.inflation)} 分（{tally.inflated} 项），依据不足 {plain(tally.unsupported)} 分。"
        )
    if tally.flaws:
        lines.append(f"另有评分表和细则本身的缺陷 {len(tally.flaws)} 项，由制表单位更正，不计入单位的疑点。")
    top = tally.top_rules()
    if top:
        lines.append("主要问题：")
        lines += [
            f"  [{SEVERITY[r.severity]}] {r.title}（{r.rule}） {r.findings} 条，{r.reports} 份报告"
            for r in top[:_MOST_RULES]
        ]
    if failures:
        lines.append(f"未能读取 {len(failures)} 份：")
        lines += [f"  {report}：{REASON.get(f.reason, f.reason)}" for report, f in failures[:_MOST_FAILURES]]
        if len(failures) > _MOST_FAILURES:
            lines.append(f"  …另有 {len(failures) - _MOST_FAILURES} 份，见“未能读取”表")
    if tally.unread or tally.crashed:
        lines.append(f"另有 {tally.unread} 份报告部分内容未读，{tally.crashed} 份有规则未能运行，见“未能读取”表。")
    lines += _to_open(out, formats)
    return [_fit(visible(line)) for line in lines]


def _to_open(out: Path | str, formats: frozenset[str] | set[str]) -> list[str]:
    opened = []
    if "xlsx" in formats:
        opened.append(f"  {out}/疑点清单.xlsx（逐条核实）")
    if "html" in formats:
        opened.append(f"  {out}/批次概览.html（先看全貌）")
    return ["请打开：", *opened] if opened else [f"结果在 {out}"]


def _fit(line: str) -> str:
    """Cut a line to the width of a terminal; a Chinese character is two wide. Paths stay whole."""
    if line.startswith("  ") and "（" in line and line.rstrip("）").endswith(("逐条核实", "先看全貌")):
        return line
    wide = 0
    for place, char in enumerate(line):
        wide += 2 if east_asian_width(char) in "WF" else 1
        if wide > _WIDE:
            return line[: place - 1] + "…"
    return line
