"""Pictures of the pages of a PDF, for showing figures where they are printed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from extract.document import BoxTuple

_SCALE = 4 / 3  # 96 dots an inch: as large as a screen shows a page at 100 %


class PageImage(msgspec.Struct, frozen=True):
    """A page: number from 1, width and height in points, the picture as PNG."""

    number: int
    width: float
    height: float
    png: bytes


def page_images(
    data: bytes, covers: Mapping[int, Sequence[BoxTuple]] | None = None, limit: int = 300
) -> Iterator[PageImage]:
    """The pages of a PDF's bytes, at most `limit`; nothing for bytes of another format or a damaged file.

    `covers` are boxes (points, origin top left) by page that are painted black: what must not be shown.
    """
    import pypdfium2
    from PIL import ImageDraw

    if b"%PDF" not in data[:1024]:
        return
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for index in range(min(len(file), limit)):
            page = file[index]
            buffer = io.BytesIO()
            picture = page.render(scale=_SCALE, grayscale=True).to_pil()
            pen = ImageDraw.Draw(picture)
            for box in (covers or {}).get(index + 1, ()):
                pen.rectangle([edge * _SCALE for edge in box], fill=0)
            picture.save(buffer, "PNG")
            yield PageImage(index + 1, page.get_width(), page.get_height(), buffer.getvalue())
            page.close()
    finally:
        file.close()
