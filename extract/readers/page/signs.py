"""What the text of lines and cells shows by its signs: a figure, a whole number, the end of a sentence."""

from __future__ import annotations

import re

FIGURE = re.compile(r"[-+−]?\d[\d,，.．]*(?:[万亿]?元|分|%|％)?")
"""Digits as cells hold them, be they a number, a part of one, or a code with points."""
NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?(?:[万亿]?元|分|%|％)?")
"""A whole number, thousands set apart throughout or not at all."""
ENDED = "。；;！!？?：:"
"""What ends a sentence or announces something."""
NEVER_FIRST = "，。、；：！？）》〉”’〕】』」%％"
"""What no author begins a line with."""
