"""Falls told in times: nothing can fall by more than one time of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import found, quoted, spots

_TIMES = re.compile(r"(?:下降|减少|降低|缩短|压减|压缩)(?:了|约|近|到)?\s*(?:\d[\d.]*|[一二两三四五六七八九十]+)\s*倍")


@rule(
    "C402",
    "用“倍”表述减少",
    family="wording",
    severity="info",
    basis="GB/T 15835—2011《出版物上数字用法》",
    wrongly="口语化的“减少一倍”意为减半。仅作提示。",
    examples=[
        bad("办理时限较上年缩短2倍，投诉量减少了三倍。", "2倍", "减少了三倍"),
        good("收入是上年的2倍，增长1.5倍；支出减少50%，降低成本，效率提高2倍。"),
        good("减少2倍率镜头采购。"),
    ],
    aliases=("RAT-11",),
)
def fall_told_in_times(case: Case) -> Iterator[Finding]:
    """减少、下降、缩短不能用“倍”表述，最多只能减少到零（100%）；应改用百分数或“减至……分之一”。"""
    for spot, _ in spots(case, _TIMES, given="倍"):
        if spot.passage.text[spot.end : spot.end + 1] in ("率", "数"):
            continue
        yield found(
            fall_told_in_times,
            case,
            [spot],
            f"“{spot.ink}”：减少不能用“倍”表述，读者无从得知实际减少多少。",
            labels=("倍",),
            figures=quoted(case, spot),
            advice="请改用百分数，或写明减少前后的数值。",
        )
