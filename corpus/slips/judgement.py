"""Slips of judgement and of copying: points that are not deserved, defects admitted, reasons missing, other years."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from corpus.decimals import plain
from corpus.ink import Fig, filled, marks, rounded
from corpus.labels import Label
from corpus.page import Para
from corpus.slips.draft import Draft
from corpus.writer import Scored


def inflated(draft: Draft) -> bool:
    """Full marks where the rule and the figures take points off; the totals go along."""
    rows = [
        row
        for row in draft.rows
        if row.deserved is not None and row.deserved < row.weight and row.claimed.uid not in draft.touched
        and not any(fig.uid in draft.touched for fig in _sums(draft, row))
        and draft.free(row.claimed.uid)
    ]  # fmt: skip
    if not rows:
        return False
    row = draft.w.rng.choice(rows)
    note = f"deserves {plain(row.deserved or Decimal(0))} of {plain(row.weight)}"
    _give(draft, row, row.weight, "inflated", note, ("score_recompute", "evidence", "rubric", "ratio", "missing"))
    return True


def beyond(draft: Draft) -> bool:
    """More points than the row has; the totals go along."""
    rows = [
        row
        for row in draft.rows
        if Decimal(row.claimed.plain) == row.weight and draft.free(row.claimed.uid)
        and not any(fig.uid in draft.touched for fig in _sums(draft, row))
    ]  # fmt: skip
    if not rows:
        return False
    row = draft.w.rng.choice(rows)
    points = row.weight + draft.w.rng.choice((Decimal("0.5"), Decimal(1), Decimal(2)))
    families = ("score_sum", "order", "rubric", "score_recompute", "ratio")
    _give(draft, row, points, "beyond", f"the row has {plain(row.weight)}", families)
    return True


def _give(draft: Draft, row: Scored, points: Decimal, slip: str, note: str, families: tuple[str, ...]) -> None:
    """Prints other points for a row, and works out anew what follows from them."""
    before = row.claimed.printed
    more = points - Decimal(row.claimed.plain)
    row.claimed.plain = plain(points)
    sums = _sums(draft, row)
    for fig in sums:
        fig.plain = plain(Decimal(fig.plain) + more)
    _rates_again(draft, {row.claimed.uid, *(fig.uid for fig in sums)})
    if row.reason is not None:
        row.reason.plain = ""
    draft.labels.append(
        Label(
            family=families[0],
            also=families[1:],
            id=f"e{len(draft.labels) + 1}",
            figures=(row.claimed.printed,),
            near=draft.row_name(row.claimed.uid, row.name),
            expected=before,
            slip=slip,
            item=draft.item(row.claimed.uid),
            note=note,
        )
    )
    draft.touched.add(row.claimed.uid)


def _rates_again(draft: Draft, changed: set[int]) -> None:
    """Works out anew the 得分率 of every score that was changed, as its writer would."""
    for relation in draft.relations:
        if relation.kind == "ratio" and relation.figures[1] in changed:
            rate, part, whole = (draft.w.figs[uid] for uid in relation.figures)
            places = len(rate.plain.partition(".")[2])
            rate.plain = rounded(Fraction(part.value) / Fraction(whole.value) * 100, places)


def _sums(draft: Draft, row: Scored) -> list[Fig]:
    """Every printed total that the row's points go into, also where the score is told again."""
    figs, out = draft.w.figs, []
    keys = {fig.key for fig in row.sums if fig.key}
    for uid in draft.spots:
        fig = figs[uid]
        if fig in row.sums or (fig.key and fig.key in keys):
            out.append(fig)
    return out


def admitted(draft: Draft) -> bool:
    """The report admits a defect for which it gives itself full marks."""
    rows = [row for row in draft.rows if row.admission and Decimal(row.claimed.plain) == row.weight]
    spots = [
        number
        for number, block in enumerate(draft.blocks)
        if isinstance(block, Para) and block.text.startswith("存在的问题：")
    ]
    if not rows or not spots:
        return False
    row = draft.w.rng.choice(rows)
    block = draft.blocks[spots[-1]]
    if row.admission in filled(block.text, draft.w.figs):  # type: ignore[union-attr]
        return False
    draft.blocks[spots[-1]] = Para(f"{block.text}此外，{row.admission}。")  # type: ignore[union-attr]
    draft.labels.append(
        Label(
            family="evidence",
            also=("score_recompute",),
            id=f"e{len(draft.labels) + 1}",
            severity="warning",
            near=row.admission,
            slip="admitted",
            note=f"{row.name} has full marks",
        )
    )
    row.admission = ""
    return True


def unexplained(draft: Draft) -> bool:
    """A target missed, and no reason given where the form asks for one."""
    rows = [
        row for row in draft.rows if row.shortfall and row.reason is not None and row.reason.plain not in ("", "无")
    ]
    rows = [row for row in rows if row.reason is not None and row.reason.uid in draft.spots]
    rows = [row for row in rows if row.claimed.uid not in draft.touched and draft.free(row.claimed.uid)]
    if not rows:
        return False
    row = draft.w.rng.choice(rows)
    reason = row.reason
    if reason is None:
        return False
    reason.plain = draft.w.rng.choice(("", "无"))
    draft.labels.append(
        Label(
            family="missing",
            also=("evidence",),
            id=f"e{len(draft.labels) + 1}",
            severity="warning",
            figures=(row.claimed.printed,),
            near=draft.row_name(row.claimed.uid, row.name),
            slip="unexplained",
            item=draft.item(row.claimed.uid),
        )
    )
    row.shortfall = False
    draft.touched.add(row.claimed.uid)
    return True


def wrong_year(draft: Draft) -> bool:
    """A sentence of last year's report: the year before in front of this year's figures."""
    head = f"{draft.year}年"
    spots = [
        number
        for number, block in enumerate(draft.blocks)
        if isinstance(block, Para) and block.text.startswith(head) and marks(block.text)
    ]
    if not spots:
        return False
    number = draft.w.rng.choice(spots)
    block = draft.blocks[number]
    text = f"{draft.year - 1}年" + block.text.removeprefix(head)  # type: ignore[union-attr]
    draft.blocks[number] = Para(text)
    first = draft.w.figs[marks(text)[0]]
    draft.labels.append(
        Label(
            family="period",
            also=("residue", "restate"),
            id=f"e{len(draft.labels) + 1}",
            severity="warning",
            near=filled(text.partition(str(first))[0], draft.w.figs)[:16],
            slip="stale",
            note="the year before, with this year's figures",
        )
    )
    return True


def stranger(draft: Draft, name: str) -> bool:
    """A sentence copied from another unit's report, or a placeholder never filled in."""
    spots = [
        number
        for number, block in enumerate(draft.blocks)
        if isinstance(block, Para) and block.align == "left" and len(block.text) > 30 and not marks(block.text)
    ]
    if not spots:
        return False
    number = draft.w.rng.choice(spots)
    words = draft.w.pick(
        f"我单位（{name}）内部控制制度健全。", f"社会公众对{name}工作的满意情况总体较好。", "完成了《“十XX五”规划》年度任务。",
        "××单位各项支出审批手续完备。",
    )  # fmt: skip
    block = draft.blocks[number]
    draft.blocks[number] = Para(block.text + words)  # type: ignore[union-attr]
    draft.labels.append(
        Label(
            family="residue", also=("wording",), id=f"e{len(draft.labels) + 1}", severity="warning",
            near=words.rstrip("。"), slip="copied",
        )
    )  # fmt: skip
    return True


def misread(draft: Draft) -> bool:
    """≤ for ≥ before a rate to be reached, as scanning does: the form is to be mended, and no point of it is undeserved."""
    rows = [row for row in draft.rows if row.sign is not None and row.sign.plain != "≤" and draft.free(row.claimed.uid)]
    if not rows:
        return False
    row = draft.w.rng.choice(rows)
    if row.sign is None:
        return False
    row.sign.plain, row.deserved = "≤", None
    draft.labels.append(
        Label(
            family="rubric", id=f"e{len(draft.labels) + 1}", severity="warning", slip="misread", must=False,
            near=draft.row_name(row.claimed.uid, row.name), item=draft.item(row.claimed.uid),
        )
    )  # fmt: skip
    draft.touched.add(row.claimed.uid)
    return True


def wrong_grade(draft: Draft) -> bool:
    """A grade that the score does not give."""
    grades = [draft.w.figs[uid] for uid in draft.spots if draft.w.figs[uid].plain in ("优", "良", "中", "差")]
    words = [word for word in grades if word.uid not in draft.touched]
    if not words:
        return False
    word = draft.w.rng.choice(words)
    right = word.plain
    draft.touched.add(word.uid)
    word.plain = {"优": "良", "良": "优", "中": "良", "差": "中"}[right]
    text = draft.blocks[draft.spots[word.uid].block]
    score = next(
        (draft.w.figs[uid] for uid in marks(getattr(text, "text", "")) if draft.w.figs[uid].unit == "分"), None
    )
    if score is not None:
        draft.touched.add(score.uid)  # the points beside the grade stay as they are
    draft.labels.append(
        Label(
            family="grade", also=("restate",), id=f"e{len(draft.labels) + 1}",
            figures=(score.printed,) if score else (), near=draft.near(word.uid), expected=right, slip="grade",
        )
    )  # fmt: skip
    return True
