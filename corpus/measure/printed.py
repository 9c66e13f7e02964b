"""What is counted of tables that were printed and read again."""

from __future__ import annotations

import msgspec


class Count(msgspec.Struct):
    """Of the tables printed: how many came back as one; their cells with text, and of those the right ones: all of
    the text at the right place; spans too; their figures, and of those the ones that stand in their row and under
    their heading; and how many figures came back under a row or heading that is not theirs."""

    tables: int = 0
    whole: int = 0
    cells: int = 0
    placed: int = 0
    spanned: int = 0
    figures: int = 0
    right: int = 0
    wrong: int = 0

    def add(self, other: Count) -> None:
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
