"""The engine of many machines: Ray carries shards of files, the shard is worked through as on one machine.

Every node must see the files and the folder of results under the same paths. What exists there is the ledger of what
is done, so a shard that Ray runs again, because its node died, only does what is missing.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from audit.batch.local import run_local
from audit.batch.work import EngineFault, Fault, Outcome, Receipt, Source, Work
from audit.batch.worker import Sent

SHARD = 100
"""Files a task: some seconds to minutes of work, against a few milliseconds that Ray takes for a task."""
_AHEAD = 4
"""Tasks that wait for each processor, so that the driver holds few and none runs dry."""
_RETRIES = 5
_Told = tuple[Sent, Receipt | None, Fault | None]


def audit_shard(shard: bytes, work: bytes) -> bytes:
    """Work through the sources of a shard in one watched process; the outcomes come back, the results are in the store."""
    sent = msgspec.msgpack.decode(shard, type=list[Sent])
    job = msgspec.msgpack.decode(work, type=Work)
    outcomes = run_local([one.source() for one in sent], job, 1)
    return msgspec.msgpack.encode([(Sent.of(o.source), o.receipt, o.fault) for o in outcomes])


def run_on_ray(sources: Sequence[Source], work: Work, address: str | None = None) -> Iterator[Outcome]:
    """What becomes of each source, as it comes. Without an address a cluster is started on this machine."""
    ray = _connected(address)
    try:
        task = ray.remote(num_cpus=1, max_retries=_RETRIES)(audit_shard)
        packed = msgspec.msgpack.encode(work)
        waiting = [
            msgspec.msgpack.encode([Sent.of(s) for s in sources[at : at + SHARD]])
            for at in reversed(range(0, len(sources), SHARD))
        ]
        running: list[Any] = []
        while waiting or running:
            while waiting and len(running) < _AHEAD * max(int(ray.cluster_resources().get("CPU", 1)), 1):
                running.append(task.remote(waiting.pop(), packed))
            done, running = ray.wait(running, num_returns=1)
            yield from opened(ray.get(done[0]))
    finally:
        ray.shutdown()


def opened(answer: bytes) -> Iterator[Outcome]:
    """The outcomes that `audit_shard` packed."""
    for sent, receipt, fault in msgspec.msgpack.decode(answer, type=list[_Told]):
        yield Outcome(sent.source(), receipt, fault)


def _connected(address: str | None) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ModuleNotFoundError as error:
        raise EngineFault("没有安装集群组件。请用 pip install 'gouji[cluster]' 安装，或用 --engine local。") from error
    try:
        ray.init(address=address, include_dashboard=False, logging_level=logging.ERROR, log_to_driver=False)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise EngineFault(
            f"连不上 Ray 集群（{error}）。请检查地址，并确认各节点已用 ray start 启动、此处的令牌（RAY_AUTH_TOKEN）与各节点相同。"
        ) from error
    return ray
