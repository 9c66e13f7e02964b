"""Which figure is to blame: named where the report tells it apart, left open where it does not."""

from pipeline import audit_document
from tests.documents import document

TITLE = "平州市安和县水利局2022年度部门整体支出绩效自评报告\n"


def named(text: str) -> list[tuple[str, str, str]]:
    """(printed, right, slip) of the likeliest repair of every finding that names a culprit."""
    found = audit_document(document(TITLE + text)).findings
    firsts = [f.repairs[0].edits[0] for f in found if f.repairs and f.repairs[0].established]
    return [(edit.before, edit.after, edit.slip) for edit in firsts]


def test_a_score_that_its_own_row_contradicts_is_named() -> None:
    card = (
        "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
        "| 产出指标 | 新建泵站 | ≥5座 | 5座 | 20 | 50 |\n"
        "| 产出指标 | 验收合格率 | ≥95% | 100% | 30 | 30 |\n"
        "| 效益指标 | 受益人口 | ≥300人 | 320人 | 50 | 50 |\n"
        "| 总分 | < | < | < | 100 | 100 |"
    )
    assert ("50", "20", "digit") in named(card)
