"""zlib as it is quickest here: ISA-L, where there is a wheel of it, takes a quarter of zlib's time for as much; either
inflates what the other has deflated."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import Any

zlib: Any = importlib.import_module("isal.isal_zlib" if find_spec("isal") else "zlib")
QUICKLY = 2
"""The level that costs least for what it saves, in both."""
