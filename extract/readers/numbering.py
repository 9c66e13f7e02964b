"""Automatic numbering of Word lists: number formats, and counters that go on, restart and nest as in Word."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chinese(value: int, digits: str, units: str) -> str:
    """Positional Chinese numeral of a whole number from 0 up; `units` are the words for 10, 100, 1000, 10⁴, 10⁸."""
    for size, unit in ((100_000_000, units[4]), (10_000, units[3])):
        if value >= size:
            high, low = divmod(value, size)
            gap = digits[0] if low and low < size // 10 else ""
            return chinese(high, digits, units) + unit + gap + (chinese(low, digits, units) if low else "")
    words = ""
    gap = ""
    for place, digit in enumerate(int(c) for c in f"{value:04d}"):
        if not digit:
            gap = digits[0] if words else ""
            continue
        words += gap + digits[digit] + ("" if place == 3 else units[2 - place])
        gap = ""
    return words or digits[0]


def _counting(value: int) -> str:
    words = chinese(value, "零一二三四五六七八九", "十百千万亿")
    return words[1:] if 10 <= value < 20 else words


def _counting_short(value: int) -> str:
    return _counting(value) if value < 100 else "".join("○一二三四五六七八九"[int(c)] for c in str(value))


def _roman(value: int) -> str:
    words = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        words += letters * count
    return words


def _letters(value: int) -> str:
    times, index = divmod(value - 1, 26)
    return chr(ord("A") + index) * (times + 1)


def _cycle(series: str) -> Callable[[int], str]:
    return lambda value: series[(value - 1) % len(series)]


def _enclosed(first: int, last: int, otherwise: str) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if value <= last else otherwise.format(value)


def _circled(value: int) -> str:
    if value <= 20:
        return chr(0x2460 + value - 1)
    if value <= 35:
        return chr(0x3251 + value - 21)
    return chr(0x32B1 + value - 36) if value <= 50 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: "".join(chr(0xFF10 + int(c)) for c in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(0xFF10 + int(c)) for c in str(value)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _enclosed(0x2488, 20, "{}."),
    "decimalEnclosedParen": _enclosed(0x2474, 20, "({})"),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ordinal": lambda value: f"{value}.",
    "chineseCounting": _counting_short,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting_short,
    "taiwaneseCountingThousand": _counting,
    "koreanCounting": _counting,
    "ideographDigital": lambda value: "".join(DIGITS[int(c)] for c in str(value)),
    "japaneseDigitalTenThousand": lambda value: "".join(DIGITS[int(c)] for c in str(value)),
    "taiwaneseDigital": lambda value: "".join(DIGITS[int(c)] for c in str(value)),
    "chineseLegalSimplified": lambda value: chinese(value, LEGAL, "拾佰仟万亿"),
    "ideographLegalTraditional": lambda value: chinese(value, _LEGAL_TRADITIONAL, "拾佰仟萬億"),
    "japaneseLegal": lambda value: chinese(value, _LEGAL_TRADITIONAL, "拾佰仟萬億"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _cycle(_STEMS)(value) + _cycle(_BRANCHES)(value),
    "ideographEnclosedCircle": _enclosed(0x3220, 10, "({})"),
    "none": lambda value: "",
}
"""Number formats by their WordprocessingML name (ECMA-376 part 1, §17.18.59)."""

BINARY_FORMATS: dict[int, str] = {
    0x00: "decimal", 0x01: "upperRoman", 0x02: "lowerRoman", 0x03: "upperLetter", 0x04: "lowerLetter",
    0x05: "ordinal", 0x0A: "ideographDigital", 0x0B: "japaneseCounting", 0x0E: "decimalFullWidth",
    0x0F: "decimalHalfWidth", 0x10: "japaneseLegal", 0x11: "japaneseDigitalTenThousand",
    0x12: "decimalEnclosedCircle", 0x13: "decimalFullWidth2", 0x16: "decimalZero", 0x17: "bullet",
    0x1A: "decimalEnclosedFullstop", 0x1B: "decimalEnclosedParen", 0x1C: "decimalEnclosedCircleChinese",
    0x1D: "ideographEnclosedCircle", 0x1E: "ideographTraditional", 0x1F: "ideographZodiac",
    0x20: "ideographZodiacTraditional", 0x21: "taiwaneseCounting", 0x22: "ideographLegalTraditional",
    0x23: "taiwaneseCountingThousand", 0x24: "taiwaneseDigital", 0x25: "chineseCounting",
    0x26: "chineseLegalSimplified", 0x27: "chineseCountingThousand", 0x39: "numberInDash", 0xFF: "none",
}  # fmt: skip
"""The same formats by the MSONFC code of binary Word files ([MS-OSHARED] 2.2.1.3)."""

_HIGHEST = 32_767
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLETS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "\uf0b2": "❖",
    "\uf075": "◆", "\uf0d7": "·", "\uf0e8": "→",
}  # fmt: skip


def format_number(value: int, form: str) -> str:
    """`value` in the number format named `form`; unknown formats, and values below one or above what Word counts
    to, show plain digits."""
    if not 1 <= value <= _HIGHEST and form != "none":
        return str(value)
    return _FORMATS.get(form, str)(value)


class Level(msgspec.Struct, frozen=True):
    """One level of a list. `text` holds %1 … %9 for the counters of the levels; `restart` is the level (from
    1) after which it starts again, 0 never, None after any shallower one; `legal` shows all counters as digits;
    `follow` is what Word puts after the label: tab, space or nothing."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    follow: str = "tab"
    style: str = ""


class ListFormat(msgspec.Struct, frozen=True):
    """A list as paragraphs refer to it. Lists with the same `counter` count on together; `starts` are
    (level, start) pairs that this list forces when it is first used at that level."""

    name: str
    counter: str
    levels: tuple[Level, ...]
    starts: tuple[tuple[int, int], ...] = ()


class Counters:
    """The running numbers of all lists of one document; call `label` for its numbered paragraphs in order."""

    def __init__(self) -> None:
        self._values: dict[str, dict[int, int]] = {}
        self._forced: set[tuple[str, int]] = set()

    def label(self, form: ListFormat, depth: int) -> str:
        """Count one paragraph on level `depth` (from 0) and return its number as displayed."""
        if not 0 <= depth < len(form.levels):
            return ""
        values = self._values.setdefault(form.counter, {})
        for shallower in range(depth):  # a level that was skipped counts as begun: 1.1 is followed by 2
            values.setdefault(shallower, form.levels[shallower].start)
        self._step(form, depth, values)
        for deeper in [level for level in values if level > depth]:
            if self._restarts(form, deeper, depth):
                del values[deeper]
        level = form.levels[depth]
        if level.hidden:
            return ""
        if level.form == "bullet":
            return "".join(_BULLETS.get(c, "•" if "\ue000" <= c <= "\uf8ff" else c) for c in level.text)
        label = _PLACEHOLDER.sub(lambda match: self._shown(form, level, int(match[1]) - 1, values), level.text)
        needs_gap = level.follow != "nothing" and label[-1:].isascii() and label[-1:].isalnum()
        return label + " " if needs_gap else label

    def _step(self, form: ListFormat, depth: int, values: dict[int, int]) -> None:
        forced = dict(form.starts).get(depth)
        if forced is not None and (form.name, depth) not in self._forced:
            self._forced.add((form.name, depth))
            values[depth] = forced
        elif depth in values:
            values[depth] += 1
        else:
            values[depth] = form.levels[depth].start

    @staticmethod
    def _restarts(form: ListFormat, deeper: int, depth: int) -> bool:
        restart = form.levels[deeper].restart if deeper < len(form.levels) else None
        return restart is None or (restart != 0 and depth < restart)

    @staticmethod
    def _shown(form: ListFormat, level: Level, index: int, values: dict[int, int]) -> str:
        if index >= len(form.levels):
            return ""
        wanted = form.levels[index]
        value = values.setdefault(index, wanted.start)
        return format_number(value, "decimal" if level.legal else wanted.form)
