"""A look at a PDF's compressed streams before PDFium opens them: bombs, and text streams that are damaged.

PDFium unpacks whatever it is given and ends the process when memory runs out; of a damaged stream it shows the part
before the damage and says nothing.
"""

from __future__ import annotations

import re
import zlib

import msgspec

# Flate packs 1032 to 1 at best, so a stream of this many bytes can't unpack to more than 67 MB.
_HARMLESS = 1 << 16
MAX_UNPACKED = 256 << 20
_CHUNK = 1 << 20
_STREAM = re.compile(rb"<<(?P<entries>[^\x00-\x08]{1,400}?)>>\s*stream\r?\n")
_FLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?\s*(?:/|>|$)")
# Pictures and fonts show their damage or do without; their data is checked by nobody.
_NO_TEXT = re.compile(rb"/Subtype|/Length1|/FunctionType|/ShadingType|/N\s")


class Streams(msgspec.Struct, frozen=True):
    """`bomb`: a stream unpacks to more than `MAX_UNPACKED` bytes; `broken`: how many that hold text or structure are
    damaged."""

    bomb: bool
    broken: int


def check_streams(source: bytes) -> Streams:
    """What the compressed streams of a file hold in store; nothing can be said of an encrypted file."""
    if b"/Encrypt" in source:
        return Streams(bomb=False, broken=0)
    broken = 0
    for found in _STREAM.finditer(source):
        entries = found["entries"].rpartition(b"endobj")[2]
        if not _FLATE.search(entries):
            continue
        end = source.find(b"endstream", found.end())
        packed = memoryview(source)[found.end() : end if end >= 0 else len(source)]
        if len(packed) > _HARMLESS:
            if _unpacks_beyond(packed):
                return Streams(bomb=True, broken=broken)
        elif not _NO_TEXT.search(entries):
            broken += not _is_sound(packed)
    return Streams(bomb=False, broken=broken)


def _is_sound(packed: memoryview) -> bool:
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(packed)
    except zlib.error:
        return False
    return unpacker.eof


def _unpacks_beyond(packed: memoryview) -> bool:
    unpacker = zlib.decompressobj()
    size = 0
    waiting: bytes | memoryview = packed
    try:
        while waiting and not unpacker.eof and size <= MAX_UNPACKED:
            size += len(unpacker.decompress(waiting, _CHUNK))
            waiting = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return size > MAX_UNPACKED
