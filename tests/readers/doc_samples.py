"""Reports of our own as docx, to be saved as binary Word by LibreOffice; the small files beside the tests were made
from them by `python -m tests.readers.doc_samples`."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from extract.readers import office
from tests.readers.conftest import make_docx
from tests.readers.test_docx import NUMBERING, listed, para, run

FILES = Path(__file__).parent / "files"
KEPT = ("numbers", "constructs")
_STAMP = 'w:id="1" w:author="a" w:date="2020-01-01T00:00:00Z"'
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="Heading2"/></w:style>
<w:style w:type="paragraph" w:styleId="Counted"><w:name w:val="Counted"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:basedOn w:val="Normal"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Whisper"><w:name w:val="Whisper"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def styled(style: str, more: str = "") -> str:
    return f'<w:pStyle w:val="{style}"/>{more}'


def inserted(text: str) -> str:
    return f"<w:ins {_STAMP}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {_STAMP}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def line(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(text: str, width: int, properties: str = "", more: str = "") -> str:
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{properties}</w:tcPr>{para(text)}{more}</w:tc>"


def table(widths: list[int], rows: list[str]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>'


def numbers() -> bytes:
    """Headings and automatic numbers: by style, by outline, in a table, switched off, on an empty line."""
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = [
        para("自评报告", styled("Heading1")),
        *(para(f"第{n}条", listed(1, depth)) for n, depth in enumerate((0, 1, 2, 3, 3, 1, 2, 0))),
        para("样式带编号", styled("Counted")),
        para("去掉编号", styled("Counted", off)),
        para("跳级", listed(1, 3)),
        table(
            [2000, 2000],
            [cell("表内", 2000) + f"<w:tc><w:tcPr/>{para('甲', listed(1, 0))}{para('乙', listed(1, 1))}</w:tc>"],
        ),
        para("", listed(1, 0)),
        para("表后", listed(1, 0)),
        para("二级标题", styled("Heading2")),
        para("子样式", styled("Child")),
        para("大纲级别", '<w:outlineLvl w:val="2"/>'),
        para("降为正文", styled("Heading1", '<w:outlineLvl w:val="9"/>')),
        para("一、手工编号"),
        para("（一）小节"),
    ]
    return make_docx("".join(body), numbering=NUMBERING, styles=STYLES)


def constructs() -> bytes:
    """Revisions, hidden text, fields, notes, merged and nested tables, page header."""
    merge, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    inner = table([600, 600], [cell("内一", 600) + cell("内二", 600)]) + para("")
    body = [
        line(run("全年预算数"), deleted("100"), inserted("120.5"), run("万元。")),
        line(run("可见"), run("隐藏", "<w:vanish/>"), run("后文")),
        para("整段隐藏", styled("Secret")),
        line(run("字符样式", '<w:rStyle w:val="Whisper"/>'), run("可见")),
        line(run("合计"), field("=SUM(ABOVE)", "1,234.50"), run("万元"), run("⁴")),
        line(run("10"), run("4", '<w:vertAlign w:val="superscript"/>'), run("平方公里")),
        line(run("上行"), "<w:r><w:br/></w:r>", run("下行"), "<w:r><w:tab/></w:r>", run("右")),
        line('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("已完成\U0002070e")),
        line(run("正文"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("带脚注")),
        table(
            [1500, 1500, 1500, 1500],
            [
                cell("一级", 1500, merge) + cell("跨两列", 3000, '<w:gridSpan w:val="2"/>') + cell("得分", 1500),
                cell("", 1500, goes_on) + cell("甲", 1500) + cell("乙", 1500) + cell("9.5", 1500, more=inner),
                cell("", 1500, goes_on) + cell("丙", 1500) + cell("丁", 3000, '<w:gridSpan w:val="2"/>'),
                cell("合计", 4500, '<w:gridSpan w:val="3"/>') + cell("100", 1500),
            ],
        ),
        para("表后"),
    ]
    note = f'<w:footnote w:id="2">{para("脚注：12.6万元")}</w:footnote>'
    return make_docx("".join(body), styles=STYLES, footnotes=note)


def random_tables(seed: int) -> bytes:
    """Three tables of random merges, some nested in others."""
    rng = random.Random(seed)
    return make_docx(para("前") + "".join(_random_table(rng, 0) + para("后") for _ in range(3)))


def _random_table(rng: random.Random, depth: int) -> str:
    widths = [rng.choice([600, 900, 1200, 1500]) for _ in range(rng.randint(2, 7))]
    rows = rng.randint(2, 8)
    owner: dict[tuple[int, int], tuple[int, int, int]] = {}
    lines = []
    for row in range(rows):
        parts, col = "", 0
        while col < len(widths):
            first, tall, wide = owner.get((row, col)) or _claim(rng, owner, (row, col), (rows, len(widths)))
            merged = f'<w:vMerge w:val="{"restart" if first == row else "continue"}"/>' if tall > 1 else ""
            span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
            inner = rng.random() < 0.06 and depth < 2 and first == row
            more = _random_table(rng, depth + 1) + para("") if inner else ""
            text = f"格{row}-{col}" if first == row else ""
            parts += cell(text, sum(widths[col : col + wide]), span + merged, more)
            col += wide
        lines.append(parts)
    return table(widths, lines)


def _claim(
    rng: random.Random, owner: dict[tuple[int, int], tuple[int, int, int]], at: tuple[int, int], size: tuple[int, int]
) -> tuple[int, int, int]:
    """A free rectangle of random size for the cell at `at`: (first row, rows, columns)."""
    row, col = at
    wide = 1
    while wide < 3 and col + wide < size[1] and (row, col + wide) not in owner and rng.random() < 0.3:
        wide += 1
    tall = rng.randint(1, min(4, size[0] - row)) if rng.random() < 0.3 else 1
    for y in range(row, row + tall):
        for x in range(col, col + wide):
            owner[y, x] = (row, tall, wide)
    return row, tall, wide


SAMPLES: Mapping[str, bytes] = {"numbers": numbers(), "constructs": constructs()}


def main() -> None:
    """Make the files that are kept beside the tests."""
    made = office.by_libreoffice([SAMPLES[name] for name in KEPT], given="docx", wanted="doc")
    for name, converted in zip(KEPT, made, strict=True):
        if converted is None:
            raise SystemExit("LibreOffice did not convert " + name)
        (FILES / f"{name}.doc").write_bytes(converted)


if __name__ == "__main__":
    main()
