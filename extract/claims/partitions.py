"""Divisions that the field knows: names that between them exhaust what they divide (行政、事业; 货物、工程、服务)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from extract.claims.mentions import Mention

PARTITIONS = tuple(
    tuple(regex.compile(word) for word in words)
    for words in (
        (r"行政(?:编制|人员|单位)?", r"事业(?:编制|人员|单位)?|参公", r"工勤|机关工人"),
        (r"^男", r"^女"),
        (r"货物", r"工程", r"服务"),
        (r"基本支出", r"项目支出"),
        (r"人员(?:经费|支出)", r"公用(?:经费|支出)"),
        (r"管理(?:岗|人员)", r"专业技术|专技|技术(?:岗|人员)", r"工勤|工人"),
        (r"^已", r"^(?:尚|还)?未"),
        (r"因公出国", r"公务用车(?!购置费|运行)|公车", r"公务接待|接待费"),
        (r"因公出国", r"(?:公务用车|公车)购置(?!及|和|与|、)", r"(?:公务用车|公车)运行", r"公务接待|接待费"),
        (r"购置", r"运行"),
        (r"^上年|^去年", r"^本年|^当年|^今年"),
    )
)
TELLING = 7
"""The first so many are those whose names alone make them parts of the figure before them, without a word like 其中."""

_LONGEST = max(map(len, PARTITIONS))


def complete(items: Sequence[Mention]) -> bool:
    """Whether the parts are all of a known division (行政、事业; 货物、工程、服务), and nothing else."""
    count = len(items)
    if not 2 <= count <= _LONGEST:
        return False
    met = zip(PARTITIONS, *(places(item.label) for item in items), strict=True)
    return any(-1 not in at and len(set(at)) == count >= len(words) - 1 for words, *at in met)


@lru_cache(maxsize=8192)
def places(label: str) -> tuple[int, ...]:
    """Which name of each division a label is, −1 for none."""
    return tuple(next((n for n, word in enumerate(words) if word.search(label)), -1) for words in PARTITIONS)
