"""Whatever a table holds, reading it as a card never fails, and every number of points is found where it is printed."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.recount import recount
from extract.cards import scorecards
from extract.document import Cell, Document, Paragraph, Table
from extract.rubric import compile_rule
from extract.understand import understand

WORDS = st.sampled_from(
    [
        "一级指标", "二级指标", "三级指标", "指标名称", "评价内容", "分值", "权重（%）", "得分", "自评得分", "得分率", "评分细则",
        "年度指标值", "实际完成值", "偏差原因", "合计", "总分（100分）", "小计", "评价等级", "优", "项目名称", "项目资金（万元）",
        "年初预算数", "全年预算数", "全年执行数（B）", "执行率", "年度资金总额", "A决策（30分）", "A1目标（10）", "A11明确性（2分）",
        "C142020年运维（3分）", "A1筹建", "指标1：人数", "2", "2.5分", "１０", "100%", "-1", "", " ", "—", "≥500人", "480人", "0",
        "97.5%，9.75", "标准分", "实际得分", "①有计划，得1分；②有总结，得1分", "≥95%得满分，每低1%扣0.5分", "部分达成", "12月底前", "1,2,3",
    ]
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows, cols = draw(st.integers(0, 7)), draw(st.integers(1, 8))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            down = draw(st.sampled_from([1, 1, 1, 2, 3])) if row + 1 < rows else 1
            right = draw(st.sampled_from([1, 1, 1, 2])) if col + 1 < cols and (row, col + 1) not in taken else 1
            covered = {(r, c) for r in range(row, min(rows, row + down)) for c in range(col, col + right)}
            if covered & taken:
                covered, down, right = {(row, col)}, 1, 1
            taken |= covered
            cells.append(Cell(row, col, draw(WORDS), down, right))
    return Table(rows, cols, tuple(cells))


@settings(max_examples=150, deadline=None)
@given(st.lists(tables() | st.builds(Paragraph, WORDS.filter(str.strip)), min_size=1, max_size=4))
def test_no_table_is_too_strange(blocks: list[Table | Paragraph]) -> None:
    document = Document("txt", tuple(blocks))
    for card in scorecards(document):
        for indicator in card.indicators:
            for score in (indicator.weight, indicator.claimed, indicator.weight_again, indicator.rate):
                if score is not None:
                    text = document.text_at(score.place)
                    assert text[score.place.start : score.place.end] == score.text
    report = understand(document)
    for item in report.items:
        for found in recount(report, item, report.scorecards):
            assert all(line.lowest is None or line.highest is None or line.lowest >= 0 for line in found.lines)


PHRASES = st.sampled_from(
    [
        "①", "②", "③", "得1分", "，", "；", "。", "0.5分", "得满分", "不得分", "≥95%", "≤100%", "80%（含）-90%", "每低1个百分点",
        "每有一项未完成", "扣0.5分", "扣权重分（3分）5%", "的1/3扣分", "酌情", "得0-2分", "区间内按比例", "1-4季度各", "完成数/计划数×100%",
        "（", "）", "=", "×5分", "按权重扣分", "扣完为止", "一旦存在", "优秀", "良好", "低于60%", "不足1个百分点不扣", "满意度", "得80%权重分",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PHRASES, min_size=1, max_size=9).map("".join), st.sampled_from([None, Decimal(3), Decimal("0.5")]))
def test_no_rule_is_too_strange(text: str, weight: Decimal | None) -> None:
    rule = compile_rule(text, weight)
    assert rule.text == text
    for gain in rule.gains:
        assert text[gain.start : gain.end].startswith(tuple("0123456789")) or gain.points == 0
