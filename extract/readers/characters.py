"""Characters of text as received: invisible ones, and the encoding of text without a container."""

from __future__ import annotations

import codecs
import importlib
import re
from collections.abc import Iterable, Mapping

import msgspec

from extract.document import Block, Paragraph, Unread
from extract.errors import Unreadable

_INVISIBLE: dict[int, str | None] = {
    **dict.fromkeys((*range(0x00, 0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF)),
}
"""Control characters part words; characters without width don't: else 1057<zero width>.06 is two numbers."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CHINESE_NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
"""Names of narrower character sets, under which files are written in the whole of it."""
_CANDIDATES = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_SAMPLE = 1 << 17
"""Bytes that the detector looks at; encodings do not change half-way."""
_NO_TEXT = "文件既不是办公文档，也不是可辨认编码的文字，无法读取。请另存为 .docx 或 UTF-8 编码的文本再报送。"
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ue000-\uf8ff\ufffd]")
_COMMON = re.compile(
    r"[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严]"
)


def clean(text: str) -> str:
    """Text of a paragraph without invisible characters and without white space at its ends."""
    return text.strip() if text.isprintable() else text.translate(_INVISIBLE).strip()


_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


def private_characters(blocks: Iterable[Block]) -> list[Unread]:
    """What to say of characters that only one font can show, and that therefore nobody else can read."""
    count = 0
    for block in blocks:
        texts = (block.text,) if isinstance(block, Paragraph) else (cell.text for cell in block.cells)
        count += sum(len(_PRIVATE.findall(text)) for text in texts if not text.isprintable())
    return [Unread(f"文中有{count}个专用字体的字符（造字或符号）无法识别，请人工核对。")] if count else []


def whole(text: str | None, otherwise: int) -> int:
    """A whole number in an attribute; `otherwise` where it is missing or malformed."""
    digits = (text or "").strip()
    return int(digits) if re.fullmatch(r"-?[0-9]{1,9}", digits) else otherwise


_SUPERSCRIPTS = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TO_MATTER = 4
"""Half points by which type is raised or lowered before its figures stand apart; less only levels a line."""


def superscript(text: str) -> str:
    """Raised text with its digits as superscript characters, so that 10 with a raised 4 is not read as 104."""
    return text.translate(_SUPERSCRIPTS)


def subscript(text: str, before: str) -> str:
    """Lowered text likewise, unless it belongs to a name of Latin letters that `before` ends with (CO2, PM2.5)."""
    named = before[-1:].isascii() and before[-1:].isalpha()
    return text if named else text.translate(_SUBSCRIPTS)


def ground(shares: Mapping[int, int], letters: int) -> int:
    """The level of a paragraph's type in half points: that at which more than half of its `letters` stand (`shares`
    tells how many stand at each level), else the line itself."""
    return next((level for level, count in shares.items() if 2 * count > letters), 0)


def apart(level: int, ground: int) -> int:
    """Whether type at this level stands above (1) or below (-1) that around it and the line, else 0."""
    if level - max(ground, 0) >= _TO_MATTER:
        return 1
    return -1 if min(ground, 0) - level >= _TO_MATTER else 0


class Decoded(msgspec.Struct, frozen=True):
    """Text, the encoding it was in, and what could not be read of it."""

    text: str
    encoding: str
    unread: tuple[Unread, ...] = ()


def decode(source: bytes) -> Decoded:
    """Text of unknown encoding. UTF-8 proves itself; otherwise the encoding whose text looks most like Chinese is
    taken, and bytes that don't fit are said. Raises `Unreadable` where none gives text at all, so that a program
    or a picture never passes as a report."""
    found = _decode(source)
    if len(_STRANGE.findall(found.text)) * 50 > len(found.text):
        raise Unreadable("unsupported", _NO_TEXT)
    return found


def _decode(source: bytes) -> Decoded:
    for bom, encoding in _BOMS:
        if source.startswith(bom):
            return _in_encoding(source, encoding)
    try:
        return Decoded(source.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(source) - 3 and error.reason == "unexpected end of data":
            return _in_encoding(source, "utf-8")
    return _in_encoding(source, _detected(source))


def _in_encoding(source: bytes, encoding: str) -> Decoded:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    text = decoder.decode(source, final=False)
    unread = []
    if decoder.getstate()[0]:
        unread.append(Unread("文件末尾不完整（最后一个字符被截断），其后的内容未读取。"))
    if faults := text.count("�"):
        unread.append(Unread(f"文件中有{faults}处字节不是有效的文字，以“�”代替，请核对原文。"))
    return Decoded(text.removeprefix("\ufeff"), encoding, tuple(unread))


def _detected(source: bytes) -> str:
    sample = source[:_SAMPLE]
    detector = importlib.import_module("charset_normalizer")  # slow to import, and nearly all files are UTF-8
    best = detector.from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.4).best()
    guesses = [best.encoding] if best is not None else []
    candidates = [*_CANDIDATES, "utf-8"]  # UTF-8 again: a few damaged bytes are no reason to mistake it
    scored = sorted(
        ((_likeness(sample, encoding), encoding in guesses, encoding) for encoding in candidates), reverse=True
    )
    likeness, _, encoding = scored[0]
    if guesses and _likeness(sample, guesses[0]) >= likeness - 5:
        encoding = guesses[0]
        likeness = _likeness(sample, encoding)
    if likeness < 0:
        raise Unreadable("unsupported", _NO_TEXT)
    return encoding


def _likeness(sample: bytes, encoding: str) -> int:
    """How much the bytes look like Chinese text in this encoding, in per cent; below zero: like no text."""
    text = sample.decode(encoding, errors="replace")
    if not text:
        return -100
    strange = len(_STRANGE.findall(text))
    if strange * 50 > len(text):
        return -100
    letters = sum(1 for c in text if c > "\u007f")
    common = len(_COMMON.findall(text))
    return (100 * common // letters if letters else 0) - 100 * strange // len(text)
