"""The rule manual: one page a rule, made from the catalogue. `python -m audit.report.manual` renews docs/rules."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from audit.catalogue import Example, Rule, catalogue
from audit.report.wording import SEVERITY, SEVERITY_MEANING, family_word

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def rule_text(rule: Rule) -> str:
    """A rule's page in Markdown: meaning, basis, examples, what it can wrongly accuse."""
    parts = [
        f"# {rule.id} {rule.title}",
        f"- 核对事项：{family_word(rule.family)}\n- 级别：{SEVERITY[rule.severity]}（{SEVERITY_MEANING[rule.severity]}）",
        "## 含义\n\n" + _paragraphs(rule.explanation),
        "## 依据\n\n" + _paragraphs(rule.basis),
        "## 可能误报\n\n" + _paragraphs(rule.wrongly),
        "## 会报出的例子\n\n" + "\n\n".join(_example(e) for e in rule.examples if e.marks),
        "## 不会报出的例子\n\n" + "\n\n".join(_example(e) for e in rule.examples if not e.marks),
    ]
    if rule.aliases:
        parts.append("## 又称\n\n" + "、".join(rule.aliases))
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str) -> str:
    """Text from a docstring: lines of a paragraph joined, since Chinese has no spaces between words."""
    blocks = [block for block in text.strip().split("\n\n") if block.strip()]
    return "\n\n".join("".join(line.strip() for line in block.splitlines()) for block in blocks)


def _example(example: Example) -> str:
    shown = "```text\n" + example.text.strip() + "\n```"
    if example.pack:
        shown += "\n\n所用规则包：\n\n```toml\n" + example.pack.strip() + "\n```"
    if example.records:
        shown += "\n\n财政记录：\n\n```text\n" + example.records.strip() + "\n```"
    if example.other:
        shown += "\n\n同一批次的另一份报告：\n\n```text\n" + example.other.strip() + "\n```"
    return f"{shown}\n\n标出：{'、'.join(f'“{mark}”' for mark in example.marks)}" if example.marks else shown


def pages(rules: Mapping[str, Rule]) -> dict[str, str]:
    """The manual's files by name: an index and a page a rule."""
    index = [
        "# 规则手册",
        "由规则目录生成，请勿手工修改；`gouji explain 规则编号` 显示同样的内容。",
        "[核对事项与规则对照表](checks.md)列出每项核对由哪条规则进行。",
    ]
    rows = ["| 编号 | 规则 | 核对事项 | 级别 |", "|---|---|---|---|"]
    rows += [
        f"| [{r.id}]({r.id}.md) | {r.title} | {family_word(r.family)} | {SEVERITY[r.severity]} |"
        for r in rules.values()
    ]
    index.append("\n".join(rows))
    named = {"index.md": "\n\n".join(index) + "\n", "checks.md": checks_page(rules)}
    return named | {f"{rule.id}.md": rule_text(rule) for rule in rules.values()}


class Checks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The domain's catalogue of checks: the name of each by its id, and why no rule carries out those left `open`."""

    names: dict[str, str]
    open: dict[str, str]


@cache
def checks() -> Checks:
    """The catalogue of checks.toml."""
    return msgspec.toml.decode(files("audit").joinpath("checks.toml").read_bytes(), type=Checks)


def checks_page(rules: Mapping[str, Rule]) -> str:
    """Which rules carry out each check of the catalogue, and why some are left open, in Markdown."""
    known = checks()
    built = {name: [r for r in rules.values() if name in r.aliases] for name in known.names}
    left = sum(not by for by in built.values())
    intro = f"共{len(known.names)}项，{len(known.names) - left}项由规则核对，{left}项未设规则，原因列在表中。由规则目录生成，请勿手工修改。"
    rows = ["| 编号 | 核对内容 | 规则或未设规则的原因 |", "|---|---|---|"]
    for name, title in known.names.items():
        by = "、".join(f"[{r.id}]({r.id}.md)" for r in built[name])
        rows.append(f"| {name} | {title} | {by or known.open[name]} |")
    return "\n\n".join(["# 核对事项与规则对照表", intro, "\n".join(rows)]) + "\n"


def renew(folder: Path = FOLDER) -> None:
    """Write the manual and remove pages of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(catalogue())
    for stale in folder.glob("*.md"):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
