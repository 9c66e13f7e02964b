"""Characters of symbol fonts, which Word stores by their place in the font and not by what they show."""

from __future__ import annotations

import re

_SYMBOLS = {
    "wingdings": {
        0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0xFC: "✓", 0xFB: "✗", 0x6E: "■",
        0x6C: "●", 0xA1: "○", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0x75: "◆", 0xAB: "★", 0xB6: "☆",
        **{0x80 + i: "⓪①②③④⑤⑥⑦⑧⑨⑩"[i] for i in range(11)},
        **{0x8B + i: "⓿❶❷❸❹❺❻❼❽❾❿"[i] for i in range(11)},
    },
    "wingdings 2": {
        0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□", 0x30: "□", 0x50: "✓", 0x4F: "✗", 0x97: "●",
        **{0x6A + i: "①②③④⑤⑥⑦⑧⑨⑩"[i] for i in range(10)},
    },
    "symbol": {
        0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB1: "±", 0xBB: "≈", 0xB7: "•", 0xB0: "°",
        0xD7: "·", 0xE5: "∑", 0x53: "Σ", 0x44: "Δ", 0xD6: "√", 0xA5: "∞", 0xAE: "→", 0xA2: "′", 0x2D: "−",
        **{code: chr(code) for code in (*range(0x20, 0x2D), *range(0x2E, 0x40), 0x5B, 0x5D, 0x7B, 0x7C, 0x7D)},
    },
}  # fmt: skip


def display(font: str, code: int) -> str | None:
    """The character that `code` of a font shows; None where the font is a symbol font and the code unknown."""
    table = _SYMBOLS.get(font.lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None and low in table:
        return table[low]
    if table is None and not 0xD800 <= code <= 0xF8FF and code <= 0x10FFFF:
        return chr(code)
    return None


def is_symbol_font(font: str) -> bool:
    """Does the font show symbols in place of letters?"""
    return font.lower() in _SYMBOLS


def plain_name(font: str) -> str:
    """The name of a font as documents give it for one as PDF files do: ABCDEF+Wingdings2 is Wingdings 2."""
    name = font.rpartition("+")[2].removesuffix("-Regular").removesuffix("MT")
    return re.sub(r"(?<=[a-z])(?=\d$)", " ", name)


def in_font(font: str, text: str) -> tuple[str, int]:
    """Text set in a symbol font as it shows, "\ufffd" for the unknown, and how many of these. Letters of other scripts
    are never set in such a font."""
    shown = [c if c.isspace() or "\u0100" <= c < "\ue000" else display(font, ord(c)) for c in text]
    return "".join("\ufffd" if c is None else c for c in shown), shown.count(None)
