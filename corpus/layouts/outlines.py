"""Outlines of reports as different places and years want them: headings and what stands under each.

A line is (level, heading, topics); level 0 continues under the heading above. Topics are named in `topics.py`.
"""

from __future__ import annotations

Line = tuple[int, str, tuple[str, ...]]

YUNNAN: tuple[Line, ...] = (
    (1, "第一部分 摘要", ("score",)),
    (2, "一、部门概况", ("offices",)),
    (2, "二、存在的问题和改进措施", ("problems",)),
    (1, "第二部分 正文", ()),
    (2, "一、部门概况", ()),
    (3, "（一）部门机构设置、编制", ("offices", "bodies", "staff")),
    (3, "（二）主要职能职责", ("duties",)),
    (
        3,
        "（三）部门资金来源及使用情况",
        ("budget", "income", "basic_project", "basic_parts", "projects", "closing", "direct"),
    ),
    (
        3,
        "（四）政府采购和“三公”经费",
        ("procurement", "procurement_rate", "hospitality", "hospitality_control", "running"),
    ),
    (3, "（五）固定资产", ("assets",)),
    (2, "二、绩效目标完成情况", ("tasks", "survey", "results", "slogans", "traps", "chapters")),
    (2, "三、评价结论", ("score", "execution")),
    (2, "四、存在的问题和改进措施", ("problems",)),
    (2, "附：部门整体支出绩效自评指标体系", ("card",)),
)
HUNAN: tuple[Line, ...] = (
    (1, "一、部门（单位）概况", ("staff", "offices", "duties")),
    (1, "二、部门整体支出管理及使用情况", ()),
    (2, "（一）基本支出", ("budget", "basic_parts", "running")),
    (2, "（二）项目支出", ("projects", "procurement", "procurement_rate")),
    (2, "（三）“三公”经费", ("hospitality", "hospitality_control")),
    (2, "（四）收支及结转情况", ("formal", "income", "basic_project", "closing", "execution")),
    (1, "三、部门整体支出绩效情况", ("tasks", "survey", "results", "traps", "chapters")),
    (1, "四、资产管理情况", ("assets",)),
    (1, "五、自评结论", ("score",)),
    (1, "六、存在的主要问题和改进措施", ("problems",)),
    (1, "附件1 评分表", ("card",)),
    (1, "附件2 基础数据表", ("basics",)),
)
FINAL_ACCOUNTS: tuple[Line, ...] = (
    (1, "一、部门基本情况", ("offices", "bodies", "staff")),
    (1, "二、收入支出决算总体情况", ("totals", "income", "income_change")),
    (1, "三、支出决算情况", ("basic_project", "spending_change", "functions", "accounts")),
    (1, "四、财政拨款基本支出情况", ("basic_parts",)),
    (1, "五、“三公”经费情况", ("hospitality", "hospitality_control")),
    (1, "六、其他重要事项", ("running", "procurement", "assets", "formal")),
    (1, "七、预算绩效管理情况", ("execution", "procurement_rate", "tasks", "survey", "score", "card")),
    (1, "八、履职成效", ("traps", "chapters", "slogans")),
    (1, "九、问题与措施", ("problems",)),
)
SICHUAN: tuple[Line, ...] = (
    (1, "一、部门（单位）基本情况", ()),
    (2, "（一）机构组成", ("bodies",)),
    (2, "（二）机构职能和人员概况", ("duties", "staff")),
    (1, "二、部门财政资金收支情况", ()),
    (2, "（一）财政资金收入", ("budget_growth", "income")),
    (2, "（二）财政资金支出", ("basic_project", "basic_parts", "projects_open", "formal")),
    (2, "（三）结余分配和结转结余情况", ("closing",)),
    (1, "三、部门整体绩效分析", ()),
    (2, "（一）预算执行", ("execution", "running", "hospitality_control", "procurement_rate")),
    (2, "（二）履职效果", ("tasks", "survey", "results", "slogans", "traps", "chapters")),
    (2, "（三）资产管理", ("assets",)),
    (1, "四、评价结论及建议", ("score", "problems")),
    (1, "附表", ("card", "money_table", "accounts")),
)
GUANGDONG: tuple[Line, ...] = (
    (1, "一、部门基本情况", ("offices", "staff", "duties")),
    (1, "二、年度总体工作和重点工作任务", ("tasks", "results")),
    (1, "三、部门整体支出情况", ("budget", "basic_project", "functions", "projects")),
    (
        1,
        "四、绩效自评情况",
        ("score", "execution", "hospitality", "hospitality_control", "running", "procurement_rate"),
    ),
    (1, "五、主要绩效", ("survey", "direct", "assets", "traps", "results", "chapters")),
    (1, "六、存在问题与改进", ("problems",)),
    (1, "附件", ("money_table", "accounts", "card")),
)
SHANGHAI: tuple[Line, ...] = (
    (1, "摘要", ("score", "execution")),
    (1, "一、基本情况", ("duties", "staff")),
    (1, "二、资金投入与使用", ("income", "income_change", "basic_project", "projects", "closing")),
    (1, "三、绩效评价结论与分析", ("card",)),
    (2, "（一）过程情况", ("formal", "running", "hospitality_control", "procurement", "procurement_rate", "assets")),
    (2, "（二）产出和效果情况", ("tasks", "traps", "survey", "chapters")),
    (1, "四、问题与建议", ("problems",)),
)
TRANSFER: tuple[Line, ...] = (
    (1, "一、绩效目标分解下达情况", ("results", "slogans")),
    (1, "二、绩效自评工作开展情况", ("staff", "duties")),
    (1, "三、综合评价结论", ("score",)),
    (1, "四、绩效目标实现情况分析", ()),
    (2, "（一）资金投入情况分析", ("direct", "budget", "execution")),
    (2, "（二）资金分项目使用情况", ("projects", "project_table", "chapters")),
    (2, "（三）资金管理情况分析", ("hospitality_control", "running", "procurement_rate", "assets")),
    (2, "（四）总体绩效目标完成情况分析", ("tasks", "survey", "traps", "results")),
    (1, "五、偏离绩效目标的原因和下一步改进措施", ("problems",)),
    (1, "六、绩效自评表", ("card",)),
)
COUNTY: tuple[Line, ...] = (
    (0, "", ("score",)),
    (1, "一、单位概况", ("offices", "bodies", "staff")),
    (1, "二、收支情况", ("totals", "income", "spending_change", "basic_project", "basic_parts", "projects")),
    (1, "三、三公及采购", ("formal", "hospitality", "hospitality_control", "procurement", "procurement_rate")),
    (1, "四、绩效管理", ("execution", "running", "assets", "tasks", "survey", "traps", "results", "chapters")),
    (1, "五、下步打算", ("problems",)),
    (1, "附表", ("card",)),
)
LONG: tuple[Line, ...] = (
    *YUNNAN[:4],
    *HUNAN[:6],
    (1, "三、项目实施情况", ("project_details", "project_table", "chapters")),
    *FINAL_ACCOUNTS[1:6],
    (1, "九、具体绩效分析", ("direct_again", "tasks", "survey", "assets", "traps", "results", "slogans")),
    (1, "十、资金表", ("money_table",)),
    (1, "十一、评价得分", ("score", "card")),
)

OUTLINES: dict[str, tuple[Line, ...]] = {
    "yunnan": YUNNAN,
    "hunan": HUNAN,
    "final_accounts": FINAL_ACCOUNTS,
    "sichuan": SICHUAN,
    "guangdong": GUANGDONG,
    "shanghai": SHANGHAI,
    "transfer": TRANSFER,
    "county": COUNTY,
    "long": LONG,
}
