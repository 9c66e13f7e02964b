"""R201: 正文与表格数字不一致."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding


@rule(
    "R201",
    "正文与表格数字不一致",
    family="text_table",
    severity="error",
    basis="绩效自评数据应当前后一致",
    wrongly="正文与表格口径（本级与汇总、预算与决算、时点）不同的两个数不是同一事项。",
    examples=[
        bad(
            "2022年“三公”经费支出决算数为45.60万元。\n|项目|2022年决算数（万元）|\n|“三公”经费支出|46.50|\n|公务接待费|6.50|\n|公务用车运行维护费|40.00|",
            "46.50",
        ),
        good(
            "2022年“三公”经费支出决算数为46.5万元。\n|项目|2022年决算数（万元）|\n|“三公”经费支出|46.50|\n|公务接待费|6.50|\n|公务用车运行维护费|40.00|"
        ),
    ],
    aliases=("TXT-01", "TXT-05", "TXT-06", "UNI-02"),
)
def text_and_table_differ(case: Case) -> Iterator[Finding]:
    """正文所写的数字应与表格中同一事项的数字一致；元、万元、亿元之间按印出的位数比较。"""
    for story in case.told("text_table"):
        yield finding(case, story, severity="error", advice="请核对正文与表格，统一为正确的数字。")
