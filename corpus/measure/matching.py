"""Which finding answers which label.

Same family or an equivalent one, and a figure in common or the label's words in the quotation. A bare number of one
or two digits, as scores are, does not tell places apart: there the words must agree where the label has any, or else
all figures of a relation that it breaks, or the finding must name the number as what is wrong.
"""

from __future__ import annotations

from decimal import Decimal

from corpus.labels import Label
from corpus.measure.numbers import number, squeezed
from corpus.measure.product import Finding

_GROUPS = ({"sum", "table_sum", "score_sum"}, {"restate", "text_table"})


def families(label: Label) -> set[str]:
    """All families that tell the label's story."""
    told = {label.family, *label.also}
    for group in _GROUPS:
        if told & group:
            told |= group
    return told


def _same_figure(label: Label, finding: Finding) -> bool:
    wanted = [value for text in label.figures if (value := number(text)) is not None]
    given = {figure.plain for figure in finding.figures}
    if wanted and any({number(text) for text in relation} <= given for relation in label.broken if len(relation) > 1):
        return True
    hits = [value for value in wanted if value in given and value]
    if not hits:
        return False
    telling = any(len(value.as_tuple().digits) > 2 for value in hits)
    if not label.near:
        return telling or not label.broken or not _blamed(finding).isdisjoint(wanted[:1])
    return telling or any(squeezed(label.near) in text for text in _quotes(finding))


def _blamed(finding: Finding) -> set[Decimal | None]:
    """The figures that its repairs would correct, alone, to what the report's others give."""
    return {number(repair.edits[0].from_) for repair in finding.repairs if len(repair.edits) == 1}


def _quotes(finding: Finding) -> list[str]:
    return [squeezed(text) for text in (finding.quote, finding.message, *(other.quote for other in finding.also))]


def answers(finding: Finding, label: Label, forms: int = 1) -> bool:
    """Whether the finding tells the label's story; `forms`: how many items the program saw in the file."""
    if finding.family not in families(label):
        return False
    if label.item and forms > 1 and finding.item != label.item:
        return False
    if _same_figure(label, finding):
        return True
    return len(squeezed(label.near)) > 3 and _quoted(label, finding)


def _quoted(label: Label, finding: Finding) -> bool:
    near = squeezed(label.near)
    return bool(near) and any(near in text for text in _quotes(finding))


def touches(finding: Finding, labels: tuple[Label, ...]) -> bool:
    """Whether a finding rests on a figure that is wrong: a consequence of a labelled slip, told as another story.

    Short numbers tell places apart only in the sums of a score card, where the wrong one stands in every sum above it.
    """
    given = {figure.plain for figure in finding.figures}
    printed = {squeezed(figure.text) for figure in finding.figures}
    scores = finding.family in ("score_sum", "text_table", "restate", "score_recompute")
    for label in labels:
        wrong = number(label.figures[0]) if label.figures else None
        same = squeezed(label.figures[0]) if label.figures else ""
        if len(same) > 2 and f"“{same}”" in squeezed(finding.message):
            return True
        if wrong is None or wrong not in given:
            continue
        if len(wrong.as_tuple().digits) > 2 or (same in printed and not same.isdigit()):
            return True
        same_form = label.item is not None and label.item == finding.item
        if scores and (same_form or label.family == "score_sum" or _quoted(label, finding)):
            return True
    return False
