"""A submission in a file: which blocks it spans, whose it is, of what year and kind."""

from __future__ import annotations

import msgspec

from extract.document import Place


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One submission in a file. `first` and `last` are the blocks it spans (inclusive); blocks outside any
    item belong to the first one. `kind` is department_report, project_report, project_form, department_form, or
    report where the title does not tell. `year` is "2022", for a span "2020-2022"; "" where it is not known."""

    id: str
    kind: str
    first: int
    last: int
    unit: str = ""
    year: str = ""
    project_code: str = ""
    project: str = ""
    place: Place | None = None
