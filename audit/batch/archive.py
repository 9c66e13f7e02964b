"""Zip archives as they are handed in: what lies in one counts as files of a folder that bears its name."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.batch.work import Refusal

ENDING = ".zip"
WITHIN = "!/"
"""Between the name of an archive and that of a file in it."""
_MOST_FILES, _LONGEST_DIRECTORY = 100_000, 64 << 20
_END, _TAIL = struct.Struct("<4s4xHHII"), (1 << 16) + 22
"""The record at the end of an archive up to the place of its directory, and how far from the end it may stand."""
_OF_A_FORMAT = {"[content_types].xml", "ofd.xml", "mimetype"}
"""Entries by which a zip is a document itself."""
_ENCRYPTED = 1
_UTF8 = 0x800


def members(path: Path) -> dict[str, str]:
    """The files of an archive by their names as text, each with the name that finds its entry; none where the file is no
    archive of files: a document, damaged, or with more entries than anybody hands in. Reading it then says why."""
    try:
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - _TAIL, 0))
            if not _is_reasonable(file.read()):
                return {}
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return {}
    if _OF_A_FORMAT & {entry.filename.lower() for entry in entries}:
        return {}
    return {_name(entry): entry.filename for entry in entries}


def load_member(path: Path, member: str, largest: int) -> bytes:
    """The bytes of one file of an archive. Raises Refusal for one that is too large, encrypted or damaged; OSError."""
    with _told_as_refusals(), zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(member)
        if entry.file_size > largest:
            limit = largest >> 20
            raise Refusal("too_large", f"解压后为{entry.file_size >> 20}MB，超过{limit}MB，未读取。请拆分后再报送。")
        if entry.flag_bits & _ENCRYPTED:
            raise Refusal("encrypted", "压缩包设有密码，无法读取。请取消密码后重新压缩再报送。")
        return archive.read(entry)


@contextmanager
def _told_as_refusals() -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise Refusal("not_readable_by_os", "压缩包正在被其他程序改写，请稍后再审核。", lasting=False) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refusal("damaged", "压缩包中的该文件已损坏，无法解压。请重新压缩后再报送。") from error


def _is_reasonable(tail: bytes) -> bool:
    """Whether the directory of an archive may be read into memory, by the record at its end."""
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(tail):
        return False
    _, _, count, length, _ = _END.unpack_from(tail, at)
    return bool(count <= _MOST_FILES and length <= _LONGEST_DIRECTORY)


def _name(entry: zipfile.ZipInfo) -> str:
    """Where an entry lies, as text."""
    name = entry.filename if entry.flag_bits & _UTF8 else as_text(entry.filename.encode("cp437", "replace"))
    return name.replace("\\", "/").lstrip("/")


def as_text(name: bytes) -> str:
    """A file name as text: where its bytes are no UTF-8, they are GB 18030, as archives from Windows leave them behind."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")
