"""Files as LibreOffice saves them in another format. It takes longer to start than to save many of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extract.readers import office


def saved(sources: Mapping[str, bytes], form: str, given: str = "docx") -> dict[str, bytes]:
    """The files by their names, all by one process; the test is skipped where LibreOffice is not installed."""
    if office.libreoffice() is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    made = dict(zip(sources, office.by_libreoffice(list(sources.values()), given=given, wanted=form), strict=True))
    failed = [name for name, content in made.items() if content is None]
    assert not failed, f"LibreOffice did not save {failed} as {form}"
    return {name: content for name, content in made.items() if content is not None}
