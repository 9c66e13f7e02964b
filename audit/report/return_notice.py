"""退回修改通知: what a unit has to correct. Only findings that a person confirmed (属实) stand in it."""

from __future__ import annotations

from pathlib import Path

from audit.catalogue import of_form
from audit.decision import Decision
from audit.message import nested
from audit.report.concluded import Concluded
from audit.report.letter_paper import FIRST, SECOND, Letter, kind_parts, title_of
from audit.report.lines import FindingLine
from audit.report.wording import brief, chinese, kind_word, spot


def write_return_notice(concluded: Concluded, path: Path, template: Path | None = None) -> bool:
    """Write the notice; False, and no file, where no finding was confirmed."""
    problems = tuple(pair for pair in concluded.decided("属实") if not of_form(pair[0].rule))
    if not problems:
        path.unlink(missing_ok=True)
        return False
    owner = concluded.owner
    year = f"{owner.year}年度" if owner.year else ""
    title = title_of("关于退回修改", year, *kind_parts(kind_word(owner.kind)), "的通知")
    name = concluded.report.rsplit("/", 1)[-1]
    letter = Letter(template)
    letter.add(
        f"根据【本地区绩效自评工作通知及文号】，我们对你单位报送的《{name}》进行了审核，并就有关事项向你单位作了核实。"
        f"经确认存在{len(problems)}个问题，现予退回，请修改后重新报送。"
    )
    letter.add("一、存在的问题", FIRST)
    for number, (finding, decision) in enumerate(problems, 1):
        _problem(letter, concluded, number, finding, decision)
    letter.add("二、修改要求", FIRST)
    letter.add("请逐项更正，同步核对报告、附表和佐证材料中的相同内容，并附逐项修改说明。")
    letter.add("请于【重新报送期限】前将修改后的材料报送【受理科室】（联系人：【联系人】，电话：【联系电话】）。")
    several = len({item.unit for item in concluded.line.items if item.unit}) > 1
    letter.fill({"标题": title, "主送": "" if several else owner.unit or ""})
    letter.save(path, title)
    return True


def _problem(letter: Letter, concluded: Concluded, number: int, finding: FindingLine, decision: Decision) -> None:
    letter.add(f"（{chinese(number)}）{finding.title}", SECOND)
    item = concluded.item(finding.item)
    project = f"“{item.project}”" if item.project else ""
    culprit = finding.figures[0].text if finding.figures else ""
    said = nested(f"“{spot(finding.place)}”载明：“{brief(finding.quote, culprit)}”")
    letter.add(f"事实：报告{project}{said}{finding.message}")
    if decision.statement:
        letter.add(f"单位说明：{' '.join(decision.statement.split())}")
    if decision.reason:
        letter.add(f"核实意见：{' '.join(decision.reason.split())}")
    letter.add("依据：【本地区绩效自评工作通知及文号】关于自评数据真实、准确、前后一致的要求。")
    letter.add(f"要求：{finding.advice or '请核对原始资料后更正'}")
