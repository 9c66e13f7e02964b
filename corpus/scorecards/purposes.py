"""年度总体目标 of a form: what was planned and what was done, often with the figures of its first indicator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from corpus.ledger import Project
from corpus.scorecards.forms import fact
from corpus.scorecards.indicators import Mark
from corpus.writer import Writer

_GOALS = (
    "按计划完成年度任务，资金使用规范，群众满意。",
    "完成年度建设任务，提升服务能力。",
    "保障项目顺利实施，发挥资金效益。",
)
_RESULTS = ("已按计划完成年度目标任务。", "年度任务总体完成，取得预期成效。", "各项工作有序推进，基本达到预期目标。")


def purpose(w: Writer, project: Project, marks: list[Mark]) -> tuple[str, str]:
    """Goal and result in words; in half of the forms with figures, which the table states again."""
    goal, result = w.pick(*_GOALS), w.pick(*_RESULTS)
    mark = marks[0]
    if w.rng.random() < 0.5 or not mark.unit:
        return goal, result
    target = w.number(mark.target, mark.unit, key=fact(project, mark, "target"))
    again = w.number(mark.target, mark.unit, key=fact(project, mark, "target"))
    actual = w.number(mark.actual, mark.unit, key=fact(project, mark, "actual"))
    rate = w.percent(Fraction(Decimal(mark.actual)), int(mark.target), 2)
    w.tell("ratio", "ratio", rate, actual, again)
    return (
        f"{goal.removesuffix('。')}，其中{mark.name}不少于{target}。",
        f"计划{mark.name}{again}，实际完成{actual}，完成率{rate}。{result}",
    )
