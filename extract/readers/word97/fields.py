"""Fields of a binary file that show what no result keeps: those of `extract.readers.fields`, check boxes of forms."""

from __future__ import annotations

import struct
from collections.abc import Callable

from extract.readers.fields import field_name, shown_by_code


def shown_instead(code: str, result: str, load_store: Callable[[], bytes], place: int | None) -> str:
    """What a field shows where the file keeps no usable result for it; empty where the result serves.

    `load_store` brings the stream of large properties and `place` where in it the field's own bytes begin.
    """
    if field_name(code) == "FORMCHECKBOX" and place is not None:
        return _check_box(load_store(), place)
    return shown_by_code(code, result)


def _check_box(store: bytes, place: int) -> str:
    """The state of a form's check box ([MS-DOC] 2.9.78, FFData behind a header of 68 bytes)."""
    if place < 0 or place + 6 > len(store):
        return ""
    header = struct.unpack_from("<H", store, place + 4)[0]
    at = place + header
    if at + 12 > len(store) or struct.unpack_from("<I", store, at)[0] != 0xFFFFFFFF:
        return ""
    bits = struct.unpack_from("<H", store, at + 4)[0]
    if bits & 3 != 1:
        return ""
    state = bits >> 2 & 0x1F
    if state == 25:  # "undefined": the default counts; it stands behind the field's name, which has its own length
        letters = struct.unpack_from("<H", store, at + 10)[0]
        default = at + 10 + 2 + 2 * letters + 2
        state = struct.unpack_from("<H", store, default)[0] if default + 2 <= len(store) else 0
    return "☑" if state == 1 else "□"
