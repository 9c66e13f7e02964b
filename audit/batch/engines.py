"""The engines by the names that the command line has for them."""

from __future__ import annotations

import os
from functools import partial

from audit.batch.local import run_local
from audit.batch.running import Engine
from audit.batch.work import EngineFault


def engine_named(name: str, workers: int | None = None) -> Engine:
    """The engine of a name: `local` with so many workers (default: one a processor), `ray`, `ray:ADDRESS`. Raises
    EngineFault for another name."""
    kind, _, address = name.partition(":")
    if kind == "local":
        return partial(run_local, workers=workers or os.cpu_count() or 1)
    if kind == "ray":
        from audit.batch.cluster import run_on_ray

        return partial(run_on_ray, address=address or None)
    raise EngineFault(f"没有这种引擎：{name}。可用：local、ray、ray:地址。")
