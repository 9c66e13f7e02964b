"""Sheets and columns of 疑点清单.xlsx; the names of sheets and columns are a promise to whoever reads it by program."""

from __future__ import annotations

from collections.abc import Mapping

from audit.report.sheets import Column

FINDINGS, SCORES, CLAIMS, UNITS = "疑点清单", "得分重算", "勾稽核对表", "单位情况汇总"
COVER, SAMPLING, FAILURES, FLAWS = "概览", "抽查建议", "未能读取", "细则缺陷"
FINGERPRINT, BASIS_NUMBER = "指纹", "台账序号"
STATEMENT, REVIEW_AGAIN = "单位说明：", "（数字已与上次核实时不同，请复看）"

FINDING_COLUMNS = (
    Column("编号", 7, "centre"),
    Column("级别", 6, "centre"),
    Column("单位", 12),
    Column("年度", 6, "centre"),
    Column("文件", 20),
    Column("位置", 13),
    Column("原文摘录", 28),
    Column("检查项", 13),
    Column("计算过程", 34),
    Column("报告数", 12, "number"),
    Column("核算数", 12, "number"),
    Column("差额", 11, "number"),
    Column("可能原因", 19),
    Column("依据", 13),
    Column("建议", 15),
    Column("处理状态", 8, "centre"),
    Column("核实意见", 14),
    Column(FINGERPRINT, 18, "hidden"),
    Column(BASIS_NUMBER, 10, "hidden"),
)
STATUS_COLUMN = 15

SCORE_COLUMNS = (
    Column("单位", 14),
    Column("年度", 6, "centre"),
    Column("文件", 18),
    Column("编码", 7, "centre"),
    Column("上级指标", 15),
    Column("指标", 16),
    Column("分值", 6, "number"),
    Column("自评得分", 7, "number"),
    Column("系统测算最低", 8, "number"),
    Column("系统测算最高", 8, "number"),
    Column("结论", 11, "centre"),
    Column("评分细则（按此测算）", 28),
    Column("用到的数据", 20),
    Column("报告未提供的数据", 16),
    Column("说明", 26),
    Column("位置", 14),
)

CLAIM_COLUMNS = (
    Column("单位", 14),
    Column("年度", 6, "centre"),
    Column("文件", 18),
    Column("位置", 15),
    Column("核对事项", 13),
    Column("公式与数字", 42),
    Column("核算数", 14, "number"),
    Column("判断", 7, "centre"),
    Column("核算口径", 22),
    Column("原文摘录", 36),
    Column("疑点编号", 8, "centre"),
)

UNIT_COLUMNS = (
    Column("单位", 18),
    Column("年度", 6, "centre"),
    Column("类型", 15),
    Column("项目", 18),
    Column("文件", 20),
    Column("自评得分", 7, "number"),
    Column("自评等级", 7, "centre"),
    Column("系统测算最高", 9, "number"),
    Column("测算最高等级", 9, "centre"),
    Column("可核实得分", 8, "number"),
    Column("依据不足得分", 8, "number"),
    Column("与自述不一致得分", 8, "number"),
    Column("由人判断得分", 8, "number"),
    Column("可证自评偏高", 8, "number"),
    Column("细则缺陷涉及分", 9, "number"),
    Column("错误", 6, "number"),
    Column("疑点", 6, "number"),
    Column("提示", 6, "number"),
    Column("识别数字", 7, "number"),
    Column("参与核对", 7, "number"),
    Column("未读部分", 7, "number"),
    Column("已修改", 7, "number"),
    Column("未修改", 7, "number"),
    Column("新增", 7, "number"),
)

SAMPLING_COLUMNS = (
    Column("顺序", 7, "centre"),
    Column("单位", 22),
    Column("年度", 7, "centre"),
    Column("项目", 22),
    Column("文件", 28),
    Column("建议复核的理由", 60),
    Column("建议方式", 26),
)

FAILURE_COLUMNS = (
    Column("文件", 44),
    Column("情况", 16, "centre"),
    Column("原因与办法", 80),
)

FLAW_COLUMNS = (
    Column("序号", 7, "centre"),
    Column("检查项", 18),
    Column("指标", 20),
    Column("评分细则原文", 50),
    Column("缺陷", 34),
    Column("使用同一细则的单位", 40),
    Column("涉及自评数", 8, "number"),
    Column("依据", 22),
    Column("建议", 26),
)

NOTES = {
    FINDINGS: "列出的是待核实的疑点，经人工核实后方可作为问题；请填写“处理状态”“核实意见”两列，用 gouji import 收回。",
    SCORES: "系统测算得分只依据报告自身的细则和数据，不是复核得分；区间表示细则和已披露的数据所允许的最低与最高得分。",
    CLAIMS: "报告中识别出的全部勾稽关系，相符的也列出，供查看核对范围。",
    UNITS: "“可证自评偏高”已扣除细则缺陷的影响；“依据不足”指细则需要而报告未提供数据的得分；后三列与上次审核比。",
    SAMPLING: "按可证自评偏高、错误数、依据不足得分、疑点数排序，供确定抽查对象时参考；另应随机抽取并覆盖重点项目。",
    FAILURES: "未能读取的文件、报告中未读的部分和未能运行的检查；这些内容没有经过核对。",
    FLAWS: "评分表和细则本身的缺陷，由制表单位统一更正：不归责于填报单位，不计入其疑点和自评偏高，也不写入给单位的函。",
}
STREAMED: Mapping[str, tuple[Column, ...]] = {
    FINDINGS: FINDING_COLUMNS,
    SCORES: SCORE_COLUMNS,
    CLAIMS: CLAIM_COLUMNS,
    UNITS: UNIT_COLUMNS,
}
