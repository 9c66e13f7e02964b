"""A passage that was taken over from another unit's report, with that unit's name and figures left in it."""

from __future__ import annotations

from collections.abc import Callable

from corpus.ink import filled, marks
from corpus.labels import Label
from corpus.ledger import Ledger, ledger
from corpus.page import Para
from corpus.slips.draft import Draft, Spot
from corpus.wording import affairs, income, spending
from corpus.writer import Writer

_WORDINGS: tuple[Callable[[Writer, Ledger], str], ...] = (
    affairs.procurement, affairs.assets, affairs.tasks, affairs.survey, affairs.staff, income.closing,
    spending.basic_and_project, spending.execution,
)  # fmt: skip


def passage(draft: Draft, name: str) -> bool:
    """Some sentences on another unit's money and work, in a paragraph of this report. What they assert among
    themselves holds; beside this report's own figures they are wrong."""
    rng = draft.w.rng
    spots = [
        number
        for number, block in enumerate(draft.blocks)
        if isinstance(block, Para) and block.align == "left" and len(block.text) > 30 and not marks(block.text)
    ]
    if not spots or any(label.slip == "passage" for label in draft.labels):
        return False
    book = ledger(rng, draft.year)
    other = Writer(draft.w.style, rng)
    other.figs = draft.w.figs  # its own facts, in the same report
    lead = other.pick(
        f"{name}严格执行各项财务制度，", f"一年来，{name}扎实推进各项重点工作，", f"{draft.year}年{name}运行总体平稳，"
    )
    text = lead + "".join(make(other, book) for make in rng.sample(_WORDINGS, rng.randint(1, 3)))
    number = rng.choice(spots)
    block = draft.blocks[number]
    draft.blocks[number] = Para(block.text + text)  # type: ignore[union-attr]
    uids = marks(text)
    draft.spots.update((uid, Spot(number)) for uid in uids)
    draft.relations.extend(relation for relation in other.relations if set(relation.figures) <= set(uids))
    draft.touched.update(uids)
    draft.labels.append(
        Label(
            family="residue", also=("wording", "restate", "text_table", "overrun", "order"), id=f"e{len(draft.labels) + 1}",
            severity="warning", figures=tuple(draft.w.figs[uid].printed for uid in uids),
            near=filled(lead, draft.w.figs).rstrip("，"), slip="passage", note=f"copied from {name}",
        )
    )  # fmt: skip
    return True
