"""What a file is, from its first bytes and the names in its container; its own name is never trusted."""

from __future__ import annotations

import io
import re
import zipfile

import olefile

from extract.errors import Unreadable
from extract.readers.package import DAMAGED, ENCRYPTED

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"II*\0", "image"),
    (b"MM\0*", "image"), (b"Rar!", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"), (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"), (b"\xfd7zXZ", "archive"), (b"{\\rtf", "rtf"),
    (b"\x09\x08\x10\x00", "xls"), (b"\x09\x08\x08\x00", "xls"), (b"\x09\x04\x06\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"), (b"\x09\x00\x04\x00", "xls"),
    (b"\xdb\xa5", "oldword"), (b"\x31\xbe\x00\x00", "oldword"),
)  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|meta|body|table|div|p|h[1-6]|style)[\s>]", re.IGNORECASE)
_MAIL = re.compile(rb"(?:MIME-Version|Content-Type|From|Message-ID|Date|Subject):", re.IGNORECASE)
_ADVICE = {
    "image": "文件是图片，暂不能识别其中的文字。请报送原始的 Word、Excel 或带文字的 PDF 文件。",
    "archive": "文件是压缩包，请解压后逐个报送其中的文件。",
    "slides": "文件是演示文稿，不是自评报告或表格。请报送 Word、Excel 或 PDF 格式的报告。",
    "xlsb": "暂不支持二进制工作簿（.xlsb）。请用 Excel 或 WPS 打开后另存为 .xlsx 再报送。",
    "oldword": "文件是 Word 95 或更早的格式。请用 Word 或 WPS 打开后另存为 .docx 再报送。",
    "wordml": "文件是 Word 2003 XML 格式。请用 Word 或 WPS 打开后另存为 .docx 再报送。",
    "sheetml": "文件是 Excel 2003 XML 表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再报送。",
    "works": "文件是 Microsoft Works 格式。请用 Word 或 WPS 打开后另存为 .docx 再报送。",
    "unknown": "不能识别文件的格式。请报送 Word、Excel、PDF、OFD、网页或纯文本格式的文件。",
}
_CONTAINED = (
    ("wordprocessingml", "docx"), ("ms-word.document", "docx"), ("ms-word.template", "docx"),
    ("spreadsheetml", "xlsx"), ("ms-excel.sheet.binary", "xlsb"), ("ms-excel.sheet", "xlsx"),
    ("ms-excel.template", "xlsx"), ("presentationml", "slides"), ("ms-powerpoint", "slides"),
)  # fmt: skip
_OPEN_DOCUMENTS = (
    (b"opendocument.spreadsheet", "ods"), (b"opendocument.text", "odt"), (b"opendocument.presentation", "slides"),
    (b"opendocument", "unknown"),
)  # fmt: skip
_MAIN_PARTS = re.compile(
    rb"<(?:\w+:)?Override\b[^>]*ContentType\s*=\s*[\"']([^\"']+(?:main\+xml|\.main|12\.main\+xml))[\"']"
)


def sniff(source: bytes) -> str:
    """The kind of a readable file: docx, doc, xlsx, xls, ods, pdf, ofd, odt, rtf, html, mht or txt. Raises `Unreadable` for empty files,
    encrypted ones, and kinds that are not read, with advice."""
    head = source[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not head and not source.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise Unreadable("empty", "文件是空的（没有任何内容）。请核对后重新报送。")
    kind = _kind(source, head)
    if kind in _ADVICE:
        raise Unreadable("unsupported", _ADVICE[kind])
    return kind


def _kind(source: bytes, head: bytes) -> str:
    if source.startswith(_OLE):
        return _compound(source)
    if source.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(source)
    if b"%PDF-" in source[:1024]:
        return "pdf"
    for magic, kind in _MAGIC:
        if source.startswith(magic):
            return kind
    if head.startswith(b"<"):
        return _marked_up(source[:65536])
    mail = _MAIL.match(head) and b"content-type:" in source[:8192].lower()
    return "mht" if mail else _further_in(source)


def _further_in(source: bytes) -> str:
    """Kinds whose mark stands later, or is too short to be trusted alone."""
    if source[257:262] == b"ustar":
        return "archive"
    webp = source[:4] == b"RIFF" and source[8:12] == b"WEBP"
    bitmap = source[:2] == b"BM" and source[6:10] == b"\0\0\0\0"
    return "image" if webp or bitmap else "txt"


def _marked_up(start: bytes) -> str:
    if b"schemas-microsoft-com:office:spreadsheet" in start and b"<Workbook" in start:
        return "sheetml"
    if b"office/word/2003/wordml" in start or b"xmlPackage" in start:
        return "wordml"
    plain = start.replace(b"\0", b"")
    return "html" if _HTML.search(plain) else "txt"


def _zipped(source: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise Unreadable("encrypted", ENCRYPTED)
            if "[content_types].xml" in names:
                entry = archive.getinfo(names["[content_types].xml"])
                types = archive.open(entry).read(1 << 20)
                return _office(types, set(names))
            if "ofd.xml" in names:
                return "ofd"
            if "mimetype" in names:
                stated = archive.open(names["mimetype"]).read(100)
                return next((kind for words, kind in _OPEN_DOCUMENTS if words in stated), "archive")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError) as error:
        raise Unreadable("damaged", DAMAGED) from error
    except Exception as error:
        # zlib.error has no public base class but Exception
        if type(error).__module__ != "zlib":
            raise
        raise Unreadable("damaged", DAMAGED) from error
    if not names:
        raise Unreadable("empty", "文件是空的压缩包。请核对后重新报送。")
    return "archive"


def _office(types: bytes, names: set[str]) -> str:
    mains = [match.decode("ascii", "replace") for match in _MAIN_PARTS.findall(types)]
    for main in mains:
        for words, kind in _CONTAINED:
            if words in main:
                return kind
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "slides")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "archive"


def _compound(source: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(source)) as container:
            streams = {"/".join(path).lower() for path in container.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("damaged", DAMAGED) from error
    if "encryptedpackage" in streams:
        raise Unreadable("encrypted", ENCRYPTED)
    if "worddocument" in streams:
        return "doc"
    if {"workbook", "book"} & streams:
        return "xls"
    if "powerpoint document" in streams:
        return "slides"
    if not all(name.isprintable() for name in streams) or not streams:
        raise Unreadable("damaged", DAMAGED)
    return "works" if {"matost", "mm"} & streams else "unknown"


_EXPECTED = {
    "doc": {"doc"}, "dot": {"doc"}, "wps": {"doc"}, "wpt": {"doc"}, "docx": {"docx"}, "docm": {"docx"},
    "dotx": {"docx"}, "xls": {"xls"}, "xlt": {"xls"}, "et": {"xls"}, "ett": {"xls"}, "xlsx": {"xlsx"},
    "xlsm": {"xlsx"}, "xltx": {"xlsx"}, "pdf": {"pdf"}, "ofd": {"ofd"}, "odt": {"odt"}, "ott": {"odt"}, "ods": {"ods"}, "ots": {"ods"}, "rtf": {"rtf"}, "mht": {"mht"}, "mhtml": {"mht"}, "html": {"html"}, "htm": {"html"}, "txt": {"txt", "csv"},
    "csv": {"txt", "csv"}, "md": {"txt"}, "tsv": {"txt", "csv"},
}  # fmt: skip
_NAMES = {
    "docx": "Word 文档（docx）", "doc": "旧版 Word 文档（doc）", "xlsx": "Excel 工作簿（xlsx）",
    "xls": "旧版 Excel 工作簿（xls）", "pdf": "PDF 文件", "ofd": "OFD 版式文件", "odt": "ODF 文字（odt）", "ods": "ODF 表格（ods）", "rtf": "RTF 文件", "html": "网页（HTML）", "mht": "单个文件网页（mht）", "txt": "纯文本", "csv": "纯文本",
}  # fmt: skip


def mismatch(name: str, kind: str) -> str | None:
    """A remark in Chinese where the ending of the file's name promises another kind than its content is."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    expected = _EXPECTED.get(ending)
    if expected is not None and kind in expected:
        return None
    if expected is None and ending not in _ELSEWHERE:
        return None
    return f"文件名以“.{ending}”结尾，内容实为{_NAMES[kind]}，已按实际内容读取。"


_ELSEWHERE = frozenset(
    ("ppt", "pptx", "zip", "rar", "7z", "png", "jpg", "jpeg", "gif", "bmp", "tif",
     "tiff", "xlsb", "xml")
)  # fmt: skip
