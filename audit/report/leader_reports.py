"""For leaders: 审核情况报告 and 通报, counted from decisions alone. Units are named in a 通报 only when asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from audit.catalogue import of_form
from audit.decision import VERDICT_WORDS
from audit.report.concluded import Concluded
from audit.report.letter_paper import FIRST, Letter
from audit.report.wording import family_word

_MOST = 10


class Conclusions:
    """Counts of a run's decisions, added up one report at a time."""

    def __init__(self) -> None:
        self.reports = 0
        self.items = 0
        self.unread = 0
        self.verdicts: Counter[str] = Counter()
        self.families: Counter[str] = Counter()
        self.titles: Counter[str] = Counter()
        self.units: Counter[str] = Counter()

    def add(self, concluded: Concluded) -> None:
        self.reports += 1
        self.items += len(concluded.line.items)
        self.unread += bool(concluded.line.unread)
        self.verdicts.update(decision.verdict for finding, decision in concluded.findings if finding.severity != "info")
        for finding, _ in concluded.decided("属实"):
            if of_form(finding.rule):
                continue
            self.families[family_word(finding.family)] += 1
            self.titles[finding.title] += 1
            self.units[concluded.item(finding.item).unit or concluded.report] += 1

    @property
    def confirmed(self) -> int:
        return sum(self.titles.values())


def write_report(conclusions: Conclusions, failures: int, path: Path, template: Path | None = None) -> None:
    """审核情况报告: coverage, decisions, confirmed problems by kind, what is still open."""
    title = "绩效自评报告审核情况报告"
    letter = Letter(template)
    letter.add("一、审核范围", FIRST)
    letter.add(
        f"本次共审核绩效自评报告{conclusions.reports}份，涉及自评{conclusions.items}项；"
        f"未能读取{failures}份，另有{conclusions.unread}份部分内容未读，未读内容不在审核结论之内。"
    )
    letter.add("二、核实情况", FIRST)
    counts = "，".join(f"{word}{conclusions.verdicts[word]}项" for word in VERDICT_WORDS)
    letter.add(f"系统列出的错误和疑点共{sum(conclusions.verdicts.values())}项，核实结果为：{counts}。")
    if conclusions.verdicts["待核实"]:
        letter.add(f"尚有{conclusions.verdicts['待核实']}项待核实，以下只统计已确认属实的问题。")
    letter.add("三、主要问题", FIRST)
    for text in _problems(conclusions):
        letter.add(text)
    letter.add("四、下一步工作", FIRST)
    letter.add("【下一步工作安排】")
    letter.fill({"标题": title, "主送": ""})
    letter.save(path, title)


def write_circular(conclusions: Conclusions, path: Path, *, named: bool = False, template: Path | None = None) -> None:
    """通报: kinds of confirmed problems; the units by name only if `named`."""
    title = "关于绩效自评报告审核情况的通报"
    letter = Letter(template)
    letter.add(
        f"近期，我们对报送的绩效自评报告进行了审核，共审核{conclusions.reports}份，"
        f"经核实确认问题{conclusions.confirmed}个，涉及{len(conclusions.units)}个单位。现将有关情况通报如下。"
    )
    letter.add("一、主要问题", FIRST)
    for text in _problems(conclusions):
        letter.add(text)
    if named and conclusions.units:
        letter.add("二、问题较多的单位", FIRST)
        letter.add(_counted(conclusions.units, "个"))
    letter.add("三、有关要求" if named and conclusions.units else "二、有关要求", FIRST)
    letter.add("请各部门、各单位对照上述问题逐项自查，核对报告与原始资料，按期完成修改并重新报送。")
    letter.fill({"标题": title, "主送": "各部门、各单位"})
    letter.save(path, title)


def _problems(conclusions: Conclusions) -> Iterable[str]:
    if not conclusions.confirmed:
        yield "目前没有经核实确认的问题。"
        return
    yield f"经核实确认问题{conclusions.confirmed}个，按核对事项：{_counted(conclusions.families, '个')}"
    yield f"较为集中的问题：{_counted(conclusions.titles, '个')}"


def _counted(counts: Counter[str], unit: str) -> str:
    top = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_MOST]
    return "，".join(f"{name}（{count}{unit}）" for name, count in top) + "。"
