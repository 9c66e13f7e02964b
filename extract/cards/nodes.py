"""The tree of indicators while a card is being read, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.cards.cells import fold, place_of, unnumbered, weight_in_name, whole
from extract.cards.codes import printed, resolve
from extract.document import Cell, Place
from extract.scorecard import Indicator, Score

_BARE = re.compile(r"\((?P<all>\d{1,3}(?:\.\d+)?)\)$")
_RULING = re.compile(r"得分\s*[=＝]|满分|每[^，。；]{0,12}扣|[得计:：]\s*\d+(?:\.\d+)?\s*分")


class Node:
    """An indicator while its table is being read: it grows as rows are met."""

    def __init__(self, level: int, cell: Cell, block: int, section: str, parent: Node | None) -> None:
        self.level = level
        self.cell = self.spot = cell
        self.block = block
        self.section = section
        self.parent = parent
        self.children: list[Node] = []
        self.weight, cut = weight_in_name(block, cell, section)
        self.full = cell.text[:cut].strip()
        code = printed(self.full).code
        self.raw = self.code = code if level == 1 or len(code) > 1 else ""
        self.claimed: Score | None = None
        self.rate: Score | None = None
        self.weight_again: Score | None = None
        self.texts: dict[str, Cell] = {}
        self.more_rules: list[str] = []

    @property
    def worth_keeping(self) -> bool:
        """A row of a form that is no indicator has no weight, score, target, rule or child that is one."""
        own = self.weight or self.claimed or self.texts.keys() & {"target", "actual", "rule"}
        return bool(own) or any(child.worth_keeping for child in self.children)


def indicators_of(roots: Sequence[Node], depth: int) -> tuple[Indicator, ...]:
    """The indicators of a card of `depth` levels with their codes resolved, in reading order, parents before children."""
    for level in range(1, depth + 1):
        _drop_chance_codes([node for root in roots for node in _family(root) if node.level == level])
    _cure(None, roots)
    found: list[Indicator] = []
    for root in roots:
        _flatten(root, (), found)
    return tuple(found)


def _family(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _family(child)


def _drop_chance_codes(nodes: Sequence[Node]) -> None:
    """Names that merely begin like a code (A4纸) are a minority of their level; codes are not."""
    coded = [node for node in nodes if node.raw]
    if 2 * len(coded) <= len(nodes):
        for node in coded:
            node.raw = node.code = ""


def _cure(parent: Node | None, nodes: Sequence[Node]) -> None:
    if not nodes:
        return
    codes = resolve("" if parent is None else parent.code, [node.raw for node in nodes], nodes[0].level)
    for node, code in zip(nodes, codes, strict=True):
        node.code = code
        _cure(node, node.children)


def _name(node: Node) -> str:
    cut = printed(node.full).cut if node.raw else 0
    if node.code and node.raw and node.code != node.raw and node.raw.startswith(node.code):
        cut -= len(node.raw) - len(node.code)
    return unnumbered(node.full[cut:].strip(" 　.、:：-"))


def _flatten(node: Node, path: tuple[str, ...], found: list[Indicator]) -> None:
    if not node.worth_keeping:
        return
    name = _name(node)
    children = [child for child in node.children if child.worth_keeping]
    if children and node.weight is None and (bare := _BARE.search(fold(node.full))):
        cut = len(node.cell.text) - len(node.cell.text.lstrip()) + bare.start("all")
        spot = place_of(node.block, node.cell, cut, cut + len(bare["all"]), node.section)
        node.weight = Score(Decimal(bare["all"]), bare["all"], spot)
        name = name[: fold(name).rindex("(")].strip()
    own = (*path, name)

    if "remark" in node.texts:
        remark = node.texts["remark"].text
        node.texts.setdefault("rule" if _RULING.search(remark) else "reason", node.texts["remark"])
    if "rule" not in node.texts and "definition" in node.texts and _RULING.search(node.texts["definition"].text):
        node.texts["rule"] = node.texts["definition"]

    def text(kind: str) -> str:
        return node.texts[kind].text.strip() if kind in node.texts else ""

    def place(kind: str) -> Place | None:
        return whole(node.block, node.texts[kind], node.section) if kind in node.texts else None

    found.append(
        Indicator(
            level=node.level,
            code=node.code or text("code"),
            name=name,
            path=own,
            place=whole(node.block, node.spot, node.section),
            leaf=not children,
            weight=node.weight,
            claimed=node.claimed,
            definition=text("definition"),
            rule="\n".join([text("rule"), *node.more_rules]).strip(),
            rule_place=place("rule"),
            source=text("source"),
            target=text("target"),
            target_place=place("target"),
            actual=text("actual"),
            actual_place=place("actual"),
            reason=text("reason"),
            nature=text("direction") or text("nature"),
            unit=text("unit"),
            rate=node.rate,
            weight_again=node.weight_again,
        )
    )
    for child in children:
        _flatten(child, own, found)
