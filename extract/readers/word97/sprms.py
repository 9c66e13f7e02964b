"""Single property modifiers: the lists of (code, operand) in which Word keeps every property ([MS-DOC] 2.6)."""

from __future__ import annotations

from collections.abc import Iterator

# operand size by the three highest bits of the code; 0 means that the operand tells its own size
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_WIDE_SIZE = (0xD608, 0xD606)
_TAB_STOPS = 0xC615

# the one-byte codes that a piece of text may carry instead of a list ([MS-DOC] 2.9.215, Prm0)
_SHORT = {
    0x0C: 0x260A,
    0x18: 0x2416,
    0x19: 0x2417,
    0x41: 0x0800,
    0x42: 0x0801,
    0x57: 0x0837,
    0x5C: 0x083C,
    0x68: 0x2A48,
    0x78: 0x2640,
}


def sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Each (code, operand) of a property list; ends quietly where the list is cut off."""
    for code, operand, _ in sprms_with_ends(properties):
        yield code, operand


def sprms_with_ends(properties: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each (code, operand, position of the byte after it)."""
    at, size = 0, len(properties)
    while at + 2 < size:
        code = properties[at] | properties[at + 1] << 8
        at += 2
        length = _SIZES[code >> 13]
        if not length:
            if code in _WIDE_SIZE:
                length = int.from_bytes(properties[at : at + 2], "little") - 1
                at += 2
            elif code == _TAB_STOPS and properties[at] == 255:
                length = _tab_stops(properties, at + 1)
                at += 1
            else:
                length = properties[at]
                at += 1
        if length < 0 or at + length > size:
            return
        yield code, properties[at : at + length], at + length
        at += length


def _tab_stops(properties: bytes, at: int) -> int:
    """Size of a list of tab stops too long for its size byte: stops deleted (4 bytes each), stops added (3 each)."""
    if at >= len(properties):
        return len(properties)
    deleted = 1 + 4 * properties[at]
    if at + deleted >= len(properties):
        return len(properties)
    return deleted + 1 + 3 * properties[at + deleted]


def number(operand: bytes) -> int:
    """An operand as an unsigned number."""
    return int.from_bytes(operand, "little")


def signed(operand: bytes) -> int:
    """An operand as a signed number."""
    return int.from_bytes(operand, "little", signed=True)


def short_form(prm: int) -> bytes:
    """The one modifier that a piece carries in its own two bytes, as a property list; empty if of no interest."""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return b"" if code is None else code.to_bytes(2, "little") + bytes([prm >> 8])
