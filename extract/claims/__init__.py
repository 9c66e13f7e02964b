"""The relations that a report asserts between its figures, one module a family.

A module that offers `find(context) -> Iterator[Claim]` is a finder: adding one is adding its file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache

from extract.claims.claim import Claim
from extract.claims.context import Context

Finder = Callable[[Context], Iterator[Claim]]


@cache
def finders() -> tuple[Finder, ...]:
    """Every finder, in the order of the modules' names."""
    modules = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    return tuple(m.find for m in modules if hasattr(m, "find"))


def claims(context: Context) -> tuple[Claim, ...]:
    """Every claim of a document, in reading order."""
    found = [claim for find in finders() for claim in find(context)]
    return tuple(sorted(found, key=lambda c: (c.place.order, c.family, c.pattern)))
