"""Number formats of worksheets: from the stored number to the text that the cell displays.

Arithmetic is exact on decimals. A worksheet keeps 15 significant digits (ECMA-376 part 1, §18.3.1.96 leaves the
rest to binary noise), so `stored` drops what lies beyond them; rounding is half away from zero, as displayed.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

import msgspec

from extract.decimals import plain
from extract.fraction import Fraction
from extract.readers.cell_dates import DATE_TOKEN, Token, display_date
from extract.readers.numbering import DIGITS, LEGAL, chinese

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: '"¥"#,##0;"¥"-#,##0;"¥"-',
    43: "#,##0.00;-#,##0.00;-", 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥"-', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a workbook names by number only, as Chinese Excel shows them (ECMA-376 part 1, §18.8.30, zh-cn)."""

_DIGITS_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=420, rounding=ROUND_HALF_UP)
_LARGEST_EXPONENT = 308
_GENERAL_WIDTH = 11
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<gap>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    rf"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])|{DATE_TOKEN}|(?P<digit>[0#?])|(?P<mark>[.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_TESTS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip


class Together(msgspec.Struct, frozen=True):
    """A format whose digits all stand together: what is written before and after them, how many whole digits at least,
    whether grouped by thousands, how many decimals and the value of the last one."""

    prefix: str
    whole: int
    thousands: bool
    decimals: int
    last: Decimal
    suffix: str


class Section(msgspec.Struct, frozen=True):
    """One part of a format between semicolons. `shift` is by how many places percent signs and commas move the point;
    `together` is given where the digits can be written at once, as nearly all are."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    shift: int
    thousands: bool
    chinese: str
    kind: str
    together: Together | None


def number(text: str) -> Decimal | None:
    """The number behind a cell from its text in the file, cut to the 15 digits that are kept; None if it is none."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        return None
    if len(text) > _DIGITS_KEPT.prec and len(value.as_tuple().digits) > _DIGITS_KEPT.prec:
        return _DIGITS_KEPT.plus(value)
    return value


def display(value: Decimal, code: str, epoch_1904: bool = False) -> str:
    """What a cell with this number and format code shows."""
    sections = _sections(code)
    section, magnitude, sign = _chosen(sections, value)
    if section is None:
        return general(value)
    if section.kind == "date":
        return display_date(value, section.tokens, section.chinese, epoch_1904) or general(value)
    if section.kind in ("general", "text"):
        return sign + "".join(_general_piece(token, magnitude, section) for token in section.tokens)
    scaled = magnitude.scaleb(section.shift, _WIDE) if section.shift else magnitude
    if section.together is not None:
        return sign + _at_once(scaled, section.together, section.chinese)
    if section.kind == "fraction":
        return sign + _fraction(scaled, section.tokens)
    if section.kind == "scientific":
        return sign + _scientific(scaled, section.tokens)
    return sign + _placed(scaled, section)


def is_date(code: str) -> bool:
    """Does the format show a date or a time?"""
    return _sections(code)[0].kind == "date"


def general(value: Decimal) -> str:
    """The format General: as many digits as eleven characters hold."""
    text = plain(value)
    unsigned = text.lstrip("-")
    size = value.adjusted()
    if len(unsigned) <= _GENERAL_WIDTH and (size >= -4 or not value):
        return text
    if -5 < size < _GENERAL_WIDTH:
        places = max(_GENERAL_WIDTH - 1 - max(size + 1, 1), 0)
        return plain(value.quantize(Decimal(1).scaleb(-places), context=_WIDE))
    mantissa = plain(value.scaleb(-size, _WIDE).quantize(Decimal("0.00001"), context=_WIDE))
    return f"{mantissa}E{'+' if size >= 0 else '-'}{abs(size):02d}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code or "General"):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            parts.append([])
        else:
            parts[-1].append((kind, text))
    return tuple(_section(tokens) for tokens in parts)


def _section(tokens: list[Token]) -> Section:
    condition = None
    form = ""
    kept: list[Token] = []
    for kind, text in tokens:
        if kind != "bracket":
            kept.append((kind, text))
        elif found := _CONDITION.fullmatch(text.strip()):
            condition = (found[1], Decimal(found[2]))
        elif text.lower().startswith("dbnum"):
            form = text[5:6]
        elif text.startswith("$"):
            kept.append(("quoted", text[1:].split("-", 1)[0]))
        elif re.fullmatch("h+|m+|s+", text, re.IGNORECASE):
            kept.append(("elapsed", text.lower()))
    if tokens and all(kind == "bracket" for kind, _ in tokens) and not any(text for _, text in kept):
        kept.append(("general", "General"))  # a colour or a numeral system alone says nothing of the digits
    kinds = {kind for kind, _ in kept}
    marks = [text for kind, text in kept if kind == "mark"]
    sort = _sort(kinds, marks)
    thousandfold, thousands = _commas(kept) if sort == "number" else (0, False)
    shift = 2 * marks.count("%") - 3 * thousandfold
    together = _together(tuple(kept), thousands) if sort == "number" else None
    return Section(tuple(kept), condition, shift, thousands, form, sort, together)


def _sort(kinds: set[str], marks: list[str]) -> str:
    if kinds & {"date", "elapsed"}:
        return "date"
    if "general" in kinds:
        return "general"
    if "digit" not in kinds:
        return "text" if "@" in marks else "number"
    if "exponent" in kinds:
        return "scientific"
    return "fraction" if "/" in marks else "number"


def _commas(tokens: list[Token]) -> tuple[int, bool]:
    """Commas right after the last whole digit divide by 1000 each; commas between digits group them."""
    before_point = tokens[: tokens.index(("mark", "."))] if ("mark", ".") in tokens else tokens
    digits = [n for n, (kind, _) in enumerate(before_point) if kind == "digit"]
    if not digits:
        return 0, False
    scale = 0
    for token in before_point[digits[-1] + 1 :]:
        if token != ("mark", ","):
            break
        scale += 1
    after = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"][-1]
    if after > digits[-1]:
        scale += sum(1 for token in tokens[after + 1 : after + 4] if token == ("mark", ","))
    return scale, ("mark", ",") in before_point[digits[0] : digits[-1]]


def _together(tokens: tuple[Token, ...], thousands: bool) -> Together | None:
    marked = [n for n, token in enumerate(tokens) if token[0] == "digit" or token in (("mark", "."), ("mark", ","))]
    if not marked:
        return None
    first, last = marked[0], marked[-1]
    core = tokens[first : last + 1]
    if len(core) != len(marked) or any(text == "?" for _, text in core) or core.count(("mark", ".")) > 1:
        return None
    point = core.index(("mark", ".")) if ("mark", ".") in core else len(core)
    whole = [text for kind, text in core[:point] if kind == "digit"]
    decimals = [text for kind, text in core[point:] if kind == "digit"]
    if "#" in decimals and "0" in decimals[decimals.index("#") :]:
        return None
    if point < len(core) and ("#" in decimals or not decimals):
        return None
    step = Decimal(1).scaleb(-len(decimals))
    before, after = _literals(tokens[:first]), _literals(tokens[last + 1 :])
    return Together(before, whole.count("0"), thousands, len(decimals), step, after)


def _literals(tokens: tuple[Token, ...]) -> str:
    return "".join(_literal(token) for token in tokens)


def _literal(token: Token) -> str:
    kind, text = token
    if kind in ("quoted", "escaped", "other"):
        return text
    if kind == "gap":
        return " "
    return text if kind == "mark" and text in "%/" else ""


def _chosen(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, Decimal, str]:
    """The section that applies, the magnitude it shows, and the sign it leaves to be written."""
    sign = "-" if value < 0 else ""
    if len(sections) == 1 and sections[0].condition is None:
        return sections[0], abs(value), sign
    numeric = sections[:3] if len(sections) != 3 or sections[2].kind != "text" else sections[:2]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None:
                return section, abs(value), sign
            operator, limit = section.condition
            if _TESTS[operator](value, limit):
                below_zero = operator in ("<", "<=") and limit <= 0
                return section, abs(value), "" if below_zero else sign
        return None, value, ""
    if len(numeric) == 1:
        return numeric[0], abs(value), sign
    if value < 0:
        return numeric[1], -value, ""
    if value == 0 and len(numeric) > 2:
        return numeric[2], value, ""
    return numeric[0], value, ""


def _at_once(value: Decimal, shape: Together, form: str) -> str:
    rounded = value.quantize(shape.last, context=_WIDE)
    text = f"{rounded:,f}" if shape.thousands else f"{rounded:f}"
    point = len(text) - shape.decimals - 1 if shape.decimals else len(text)
    if point < shape.whole:
        text = "0" * (shape.whole - point) + text
    elif not shape.whole and text.startswith("0"):
        text = text[1:]
    return shape.prefix + (_in_chinese(text, form) if form else text) + shape.suffix


def _in_chinese(text: str, form: str) -> str:
    digits = LEGAL if form == "2" else DIGITS if form == "1" else "０１２３４５６７８９"
    return "".join(digits[int(c)] if c in "0123456789" else c for c in text)


def _general_piece(token: Token, value: Decimal, section: Section) -> str:
    if token[0] == "general" or token == ("mark", "@"):
        if section.chinese not in ("1", "2"):
            return general(value)
        whole, _, rest = plain(value).partition(".")
        digits, units = (LEGAL, "拾佰仟万亿") if section.chinese == "2" else ("〇一二三四五六七八九", "十百千万亿")
        return chinese(int(whole), digits, units) + ("." + _in_chinese(rest, section.chinese) if rest else "")
    return _literal(token)


def _placed(value: Decimal, section: Section) -> str:
    """Digits set one by one into a format whose placeholders are broken up by literals, such as 0!.0 or 000-0000."""
    point = section.tokens.index(("mark", ".")) if ("mark", ".") in section.tokens else len(section.tokens)
    places = sum(1 for kind, _ in section.tokens[point:] if kind == "digit")
    rounded = f"{value.quantize(Decimal(1).scaleb(-places), context=_WIDE):f}"
    whole, _, decimals = rounded.partition(".")
    return _set_whole(whole.lstrip("0"), section) + _set_decimals(decimals, section.tokens[point:])


def _set_whole(digits: str, section: Section) -> str:
    tokens = section.tokens
    before = tokens[: tokens.index(("mark", "."))] if ("mark", ".") in tokens else tokens
    places = sum(1 for kind, _ in before if kind == "digit")
    padded = digits.rjust(places, "\0")
    surplus = len(padded) - places
    out: list[str] = []
    used = 0
    for token in before:
        if token[0] != "digit":
            out.append(_literal(token))
            continue
        take = padded[used : used + 1 + (surplus if not used else 0)]
        used += len(take)
        for offset, digit in enumerate(take):
            left = len(padded) - used + len(take) - offset
            shown = {"0": "0", "?": " "}.get(token[1], "") if digit == "\0" else digit
            out.append(shown + ("," if section.thousands and shown and left > 1 and left % 3 == 1 else ""))
    return "".join(out)


def _set_decimals(digits: str, tokens: tuple[Token, ...]) -> str:
    out: list[str] = []
    used = 0
    for token in tokens:
        if token == ("mark", "."):
            out.append(".")
        elif token[0] != "digit":
            out.append(_literal(token))
        else:
            rest = digits[used:].strip("0")
            filler = {"0": "0", "?": " "}.get(token[1], "")
            out.append(digits[used] if rest else filler)
            used += 1
    return "".join(out)


def _fraction(value: Decimal, tokens: tuple[Token, ...]) -> str:
    slash = tokens.index(("mark", "/"))
    below = [text for kind, text in tokens[slash:] if kind in ("digit", "other") and text.strip()]
    fixed = "".join(text for text in below if text not in "#?")
    exact = Fraction(value)
    whole = exact.numerator // exact.denominator
    mixed = sum(1 for kind, _ in tokens[:slash] if kind == "digit") > 1 and any(
        token[0] == "other" and token[1] == " " for token in tokens[:slash]
    )
    part = exact - whole if mixed else exact
    if fixed.isdigit() and int(fixed):
        base = int(fixed)
        count = (2 * part.numerator * base + part.denominator) // (2 * part.denominator)
    else:
        near = part.limit_denominator(10 ** min(len(below), 4) - 1)
        count, base = near.numerator, near.denominator
    if not mixed:
        return f"{count}/{base}"
    if count == base:
        whole, count = whole + 1, 0
    return f"{whole} {count}/{base}" if count and whole else f"{count}/{base}" if count else str(whole)


def _scientific(value: Decimal, tokens: tuple[Token, ...]) -> str:
    mark = next(n for n, (kind, _) in enumerate(tokens) if kind == "exponent")
    point = tokens.index(("mark", ".")) if ("mark", ".") in tokens[:mark] else mark
    step = max(sum(1 for kind, _ in tokens[:point] if kind == "digit"), 1)
    places = sum(1 for kind, _ in tokens[point:mark] if kind == "digit")
    size = (value.adjusted() // step) * step if value else 0
    mantissa = value.scaleb(-size, _WIDE).quantize(Decimal(1).scaleb(-places), context=_WIDE)
    if mantissa >= Decimal(10) ** step:
        size += step
        mantissa = mantissa.scaleb(-step).quantize(Decimal(1).scaleb(-places), context=_WIDE)
    width = sum(1 for kind, _ in tokens[mark:] if kind == "digit")
    sign = "-" if size < 0 else "+" if tokens[mark][1].endswith("+") else ""
    return f"{mantissa:f}{tokens[mark][1][0]}{sign}{abs(size):0{width}d}"
