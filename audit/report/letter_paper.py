"""The paper letters are written on: a Word template with named styles in 公文 format (GB/T 9704-2012), its fields,
and saving without any time of its own.

`python -m audit.report.letter_paper FILE` writes the template anew, for a bureau that wants to change it.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit.report.files import MADE, part_of, publish
from audit.report.wording import visible

TEMPLATE = Path(__file__).parent / "templates" / "公文模板.docx"
TITLE, ADDRESSEE, BODY, FIRST, SECOND, SIGNATURE = (
    "公文标题",
    "公文主送",
    "公文正文",
    "公文一级标题",
    "公文二级标题",
    "公文落款",
)
STYLES = (TITLE, ADDRESSEE, BODY, FIRST, SECOND, SIGNATURE)
CONTENT = "{{正文}}"
_LINE = 28.95
"""Points: 22 lines fill the 225 mm of §5.2.1."""
_CLOSER = -5
"""Twentieths of a point by which 28 characters of 三号 must stand closer to fit into its 156 mm. (A document grid would
say the same, but LibreOffice sets such a page half empty.)"""
_LONGEST = 2 * 22 * 28
_TITLE_WIDTH = 19
"""Characters of the title's size that are sure to find room on a line: 20 do where no figure stands among them."""
_FIELD = re.compile(r"\{\{([^{}]+)\}\}")


class TemplateFault(Exception):
    """A letter template that can't be used; the message tells in Chinese what to add."""


class Letter:
    """A letter being written: `add` puts paragraphs where the template says {{正文}}."""

    def __init__(self, template: Path | None = None) -> None:
        from docx import Document

        path = template or TEMPLATE
        try:
            self._word = Document(str(path))
        except Exception as error:
            raise TemplateFault(f"公文模板“{path.name}”不能打开，请用 Word 另存为 .docx 后再试（{error}）") from error
        self._ids = {style.name: style.style_id for style in self._word.styles if style.name in STYLES}
        missing = [name for name in STYLES if name not in self._ids]
        if missing:
            raise TemplateFault(
                f"公文模板“{path.name}”缺少样式：{'、'.join(missing)}；请在 Word 的样式窗格中新建同名样式"
            )
        self._at: Any = next((p for p in self._word.paragraphs if p.text.strip() == CONTENT), None)
        if self._at is None:
            raise TemplateFault(f"公文模板“{path.name}”缺少独占一段的 {CONTENT}，系统不知道正文写在哪里")

    def add(self, text: str, style: str = BODY) -> None:
        """Add a paragraph; line breaks in the text begin new ones. One longer than two pages is cut: no sentence is so
        long, and an office hangs on a cell of a hundred thousand characters that a report may hold."""
        for line in (cut(whole) for whole in visible(text).split("\n")):
            # python-docx would look the style up among all styles again for every paragraph
            self._at.insert_paragraph_before(line)._p.style = self._ids[style]

    def attach(self, name: str) -> None:
        """Name the one attachment as §7.3.4 has it: a line below the text, no point behind."""
        self.add("")
        self.add(f"附件：{name}")

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put values into the {{fields}} of the template; a field without a value stays as 【field】 to be filled in."""
        for paragraph in self._word.paragraphs:
            if paragraph is not self._at and "{{" in paragraph.text:
                filled = _FIELD.sub(lambda m: visible(fields.get(m[1]) or f"【{m[1]}】"), paragraph.text)
                runs = paragraph.runs
                runs[0].text = filled
                for run in runs[1:]:
                    run.text = ""

    def save(self, path: Path, title: str) -> None:
        """Write the letter at once or not at all."""
        title = title.replace("\n", "")
        self._at._element.getparent().remove(self._at._element)
        _save(self._word, path, title)


def cut(line: str) -> str:
    """The line, or as much of it as two pages hold."""
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"


def title_of(*parts: str) -> str:
    """A title of these parts; one too long for a line is broken between two of them, so that no word is cut and the
    lines are as even as can be (§7.3.1)."""
    if _width("".join(parts)) <= _TITLE_WIDTH:
        return "".join(parts)
    breaks = ("".join(parts[:n]) + "\n" + "".join(parts[n:]) for n in range(1, len(parts)))
    return min(breaks, key=lambda title: max(map(_width, title.split("\n"))))


def kind_parts(kind: str) -> list[str]:
    """The words of a kind of report between which a title may be broken."""
    return re.split("(?=绩效自评)", kind)


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _save(word: Any, path: Path, title: str) -> None:
    core = word.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, "勾稽", "", ""
    core.created = core.modified = MADE
    core.revision = 1
    buffer = io.BytesIO()
    word.save(buffer)
    part_of(path).write_bytes(_timeless(buffer.getvalue()))
    publish(path)


def _timeless(packed: bytes) -> bytes:
    """The same archive with every entry dated 1980-01-01, the earliest a zip knows."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return buffer.getvalue()


def write_template(path: Path) -> None:
    """Write the template: A4, margins and type area of GB/T 9704-2012 §5, fonts and sizes of §7."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _style(word, TITLE, "方正小标宋简体", 22, indent=0, align=centre)
    _style(word, ADDRESSEE, "仿宋_GB2312", 16, indent=0)
    _style(word, BODY, "仿宋_GB2312", 16)
    _style(word, FIRST, "黑体", 16)
    _style(word, SECOND, "楷体_GB2312", 16)
    _style(word, SIGNATURE, "仿宋_GB2312", 16, indent=0, align=right)
    word.styles[SIGNATURE].paragraph_format.right_indent = Pt(4 * 16)  # §7.3.5.1: the date stands four characters in
    for text, style in (
        ("{{标题}}", TITLE),
        ("", BODY),
        ("{{主送}}：", ADDRESSEE),
        (CONTENT, BODY),
        ("", BODY),
        ("{{落款单位}}", SIGNATURE),
        ("{{日期}}", SIGNATURE),
    ):
        word.add_paragraph(text, style=style)
    word.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], right)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    _lighten(word)
    _save(word, path, "公文模板")


def _lighten(word: Any) -> None:
    """Take out what python-docx's own template brings and no letter uses: a hundred styles, a picture of itself."""
    kept = {"Normal", "Default Paragraph Font", "No List", "footer", "header", *STYLES}
    for style in list(word.styles.element.style_lst):
        if style.name_val not in kept:
            style.getparent().remove(style)
    for rels in (word.part.rels, word.part.package.rels):
        for key, relation in list(rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in ("stylesWithEffects", "customXml", "thumbnail"):
                del rels[key]


def _style(word: Any, name: str, font: str, size: int, *, indent: int = 2, align: Any = None) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt

    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None
    style.quick_style = True
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if size == 16:
        style.element.rPr.find(qn("w:sz")).addprevious(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{_CLOSER}"/>'))
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    shape.space_before = shape.space_after = Pt(0)
    shape.first_line_indent = Pt(size * indent)
    shape.alignment = align


def _page_number(paragraph: Any, align: Any) -> None:
    """— 1 — in 四号 half-width 宋体, on the outer side of the page, a character from its edge (§7.5)."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Pt(14)
    paragraph.add_run("— ").font.size = Pt(14)
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    )
    paragraph._p.append(field)
    paragraph.add_run(" —").font.size = Pt(14)


if __name__ == "__main__":
    write_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE)
