"""Numbers of list items that stand right before a figure: 1.5个站所 in a list that counts up is five, not one and a half.

A digit behind the mark leaves open what the number is; what tells is the list: a paragraph before that has the number
below, or one behind with the number above, marked in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

_OPENS = regex.compile(r"\s*(?P<number>\d{1,2})(?P<mark>[.．、])")
_WITHIN = regex.compile(r"(?<=[：；。，:;,])\s*(?P<number>\d{1,2})、(?=\d[\d,，.．]*\s?[百千万亿元%])")
_REACH = 12
"""How many paragraphs may stand between two items of a list."""


def at_openings(texts: Sequence[str]) -> dict[int, int]:
    """For each paragraph that opens with the number of a list item right before a digit: where that digit stands."""
    opened = [(at, match) for at, text in enumerate(texts) if (match := _OPENS.match(text))]
    found = {}
    for place, (at, match) in enumerate(opened):
        if texts[at][match.end() : match.end() + 1].isdigit() and _counts_on(opened, place):
            found[at] = match.end()
    return found


def _counts_on(opened: Sequence[tuple[int, regex.Match[str]]], place: int) -> bool:
    at, match = opened[place]
    number = int(match["number"])
    beside = [(place - 1, number - 1), (place + 1, number + 1)]
    return any(
        0 <= other < len(opened)
        and int(opened[other][1]["number"]) == wanted
        and opened[other][1]["mark"] == match["mark"]
        and abs(opened[other][0] - at) <= _REACH
        for other, wanted in beside
    )


def blanked(text: str, opening: int) -> str:
    """The text with blanks for the number that takes up its first `opening` characters, and for the numbers of items
    that count up within it (：1、30万元用于…；2、20万元用于…)."""
    text = " " * opening + text[opening:]
    items = list(_WITHIN.finditer(text))
    if len(items) > 1 and [int(item["number"]) for item in items] == list(range(1, len(items) + 1)):
        for item in items:
            text = text[: item.start()] + " " * len(item[0]) + text[item.end() :]
    return text
