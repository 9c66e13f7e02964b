"""What the fonts of a worksheet do to its text: raise it, strike it out, show symbols in place of letters."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extract.readers.characters import clean, subscript, superscript
from extract.readers.symbols import in_font


class Font(msgspec.Struct, frozen=True):
    """As far as it matters to reading: 1 for raised type and -1 for lowered, whether it is struck out, the name of the
    font where that shows symbols."""

    script: int = 0
    struck: bool = False
    symbols: str = ""


PLAIN = Font()


def set_in(runs: Sequence[tuple[str, Font]]) -> tuple[str, str]:
    """The text of a cell as it shows, and what is struck out of it. Where all of it is raised, none stands apart."""
    ground = {font.script for text, font in runs if text.strip()}
    shown = struck = ""
    for text, font in runs:
        part = in_font(font.symbols, text)[0] if font.symbols else text
        if font.script and len(ground) > 1:
            part = superscript(part) if font.script > 0 else subscript(part, shown)
        if font.struck:
            struck += part
        else:
            shown += part
    return clean(shown), clean(struck)
