"""Fills an outline: headings, paragraphs in one of many wordings, tables, the score card."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from corpus.ink import decoy
from corpus.layouts import accounts, chapters, tables
from corpus.layouts.outlines import OUTLINES
from corpus.ledger import Ledger
from corpus.page import Block, Heading, Para
from corpus.scorecards import department
from corpus.scorecards.rows import Row
from corpus.wording import (
    affairs,
    changes,
    formal,
    framing,
    honest,
    income,
    paired,
    rates,
    spending,
    sums,
    tokens,
    traps,
)
from corpus.writer import Writer

Wording = Callable[[Writer, Ledger], str]

TOPICS: dict[str, tuple[Wording, ...]] = {
    "budget": (income.budget_steps, income.budget_steps, income.budget_growth),
    "budget_growth": (income.budget_growth,),
    "income": (income.income_of_which, income.income_of_which, income.income_paired, income.income_bracketed),
    "income_change": (income.income_change,),
    "closing": (income.closing,),
    "totals": (income.totals,),
    "basic_project": (spending.basic_and_project,),
    "basic_parts": (spending.basic_parts,),
    "projects": (spending.projects_list, spending.projects_list, spending.projects_open),
    "projects_open": (spending.projects_open,),
    "functions": (spending.functions,),
    "spending_change": (spending.spending_change,),
    "execution": (spending.execution,),
    "running": (spending.running_control,),
    "direct": (spending.direct_funds,),
    "hospitality": (affairs.hospitality,),
    "hospitality_control": (affairs.hospitality_control,),
    "procurement": (affairs.procurement,),
    "procurement_rate": (affairs.procurement_rate,),
    "assets": (affairs.assets,),
    "staff": (affairs.staff,),
    "offices": (affairs.offices,),
    "bodies": (affairs.bodies,),
    "tasks": (affairs.tasks,),
    "survey": (affairs.survey,),
    "slogans": (framing.slogans,),
}
HARD: tuple[Wording, ...] = (
    *traps.ALL, *honest.ALL, *paired.ALL, *changes.ALL, *sums.ALL, *rates.ALL, *tokens.ALL
)  # fmt: skip
GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))


def grade(points: Decimal) -> str:
    """优 from 90, 良 from 80, 中 from 60, else 差 (财预〔2020〕10号)."""
    return next(name for bound, name in GRADES if points >= bound)


class Composer:
    """One report in the making: keeps the writer, the ledger and the rows of the card together."""

    def __init__(
        self, w: Writer, book: Ledger, rows: list[Row], card: str, volume: int, adversarial: bool = False
    ) -> None:
        self.volume = volume
        self.adversarial = adversarial
        self.w = w
        self.book = book
        self.rows = rows
        self.card = card
        self.again = ""
        self.total = sum((row.claimed for row in rows), Decimal(0))

    def topic(self, name: str) -> list[Block]:
        """The blocks of one topic."""
        special = getattr(self, f"_{name}", None)
        if special is not None:
            return list(special())
        text = self.w.rng.choice(TOPICS[name])(self.w, self.book)
        if name == "direct":
            self.again = text
        return [Para(text)]

    def _score(self) -> list[Block]:
        if self.w.rng.random() < 0.3:
            points = self.w.number(f"{self.total:.2f}", "分", key="score")
        else:
            points = self.w.points(self.total, "分", key="score")
        word = self.w.text(grade(self.total))
        unit = self.book.names.unit
        year = self.book.year
        return [
            Para(
                self.w.pick(
                    f"{unit}{year}年度部门整体支出绩效自评得分{points}，评价等级为“{word}”。",
                    f"经自评，{year}年度部门整体支出绩效评价综合得分：{points}，等级为“{word}”。",
                    f"对照指标体系逐项打分，{year}年度自评总得分为{points}，自评等级“{word}”。",
                )
            )
        ]

    def _card(self) -> list[Block]:
        """The card, in a third of the reports after a sentence on how many indicators it has."""
        card = department.LAYOUTS[self.card](self.w, self.rows)
        if self.w.rng.random() > 0.35:
            return [*card.grids]
        levels = (len({row.group for row in self.rows}), len({row.subgroup for row in self.rows}), len(self.rows))
        first, second, third = (self.w.count(number, "个") for number in levels)
        full = self.w.points(Decimal(100), "分")
        told = self.w.pick(
            f"评分体系设一级指标{first}、二级指标{second}、三级指标{third}，满分{full}。",
            f"指标体系由{first}一级指标、{second}二级指标和{third}三级指标构成，总分值{full}。",
        )
        return [Para(told), *card.grids]

    def _problems(self) -> list[Block]:
        said, done = framing.problems(self.w, self.book)
        return [Para(f"存在的问题：{said}"), Para(f"改进措施：{done}")]

    def _duties(self) -> list[Block]:
        return [Para(text) for text in framing.duties(self.w, self.book, self.w.rng.randint(3, 6))]

    def _results(self) -> list[Block]:
        return [Para(text) for text in framing.results(self.w, self.book, self.w.rng.randint(1, 4))]

    def _traps(self) -> list[Block]:
        """Hard sentences, one a paragraph or run together; all that there are in an adversarial report."""
        wanted = len(HARD) if self.adversarial else self.w.rng.randint(4, 12)
        texts = [make(self.w, self.book) for make in self.w.rng.sample(HARD, wanted)]
        if self.w.rng.random() < 0.3:
            single = [text for text in texts if "\n" not in text]
            texts = ["".join(single), *(text for text in texts if "\n" in text)]
        return [Para(line) for text in texts for line in text.split("\n")]

    def _formal(self) -> list[Block]:
        """Set phrases of final accounts, as numbered paragraphs or not."""
        texts = [make(self.w, self.book) for make in self.w.rng.sample(formal.ALL, self.w.rng.randint(2, 6))]
        if self.w.rng.random() < 0.5:
            texts = [decoy(f"{number}．") + text for number, text in enumerate(texts, 1)]
        return [Para(text) for text in texts]

    def _accounts(self) -> list[Block]:
        make = self.w.rng.choice((accounts.by_function, accounts.against_last_year))
        return make(self.w, self.book)

    def _chapters(self) -> list[Block]:
        if not self.volume:
            return []
        blocks: list[Block] = [Heading(2, "分项目实施情况"), *chapters.chapters(self.w, self.book, self.volume)]
        if self.volume > 3:
            blocks.append(Para("分乡镇资金安排和支出情况如下表："))
            blocks.append(chapters.towns(self.w, self.book, self.volume + 4))
        return blocks

    def _money_table(self) -> list[Block]:
        return [tables.money_table(self.w, self.book)]

    def _project_table(self) -> list[Block]:
        return tables.project_table(self.w, self.book)

    def _basics(self) -> list[Block]:
        return [tables.basics(self.w, self.book)]

    def _direct_again(self) -> list[Block]:
        """The passage on direct funds once more, word for word: the same figures stand there again."""
        return [Para(self.again)] if self.again else self.topic("direct")

    def _project_details(self) -> list[Block]:
        blocks: list[Block] = []
        for number, project in enumerate(self.book.projects, 1):
            blocks.append(Heading(3, f"（{'一二三四五六七八'[number - 1]}）{project.name}"))
            blocks.append(Para(self._project(number)))
            blocks.extend(self._results())
        return blocks

    def _project(self, number: int) -> str:
        project, w = self.book.projects[number - 1], self.w
        revised, used = sum(project.revised), sum(project.spent)
        budget, spent, left = w.money(revised), w.money(used, f"project:{project.name}"), w.money(revised - used)
        rate = w.percent(used, revised)
        w.tell("ratio", "ratio", rate, spent, budget)
        w.tell("balance", "balance", left, budget, spent, signs=(1, -1))
        return w.pick(
            f"{project.name}项目全年预算{budget}，实际支出{spent}，预算执行率{rate}，结余{left}。",
            f"该项目全年预算数{budget}，全年执行数{spent}，执行率为{rate}，年末结余{left}结转下年使用。",
        )


def compose(
    w: Writer, book: Ledger, rows: list[Row], outline: str, card: str, volume: int = 0, adversarial: bool = False
) -> list[Block]:
    """A whole departmental report with markers for its figures; `volume`: how many chapters on single projects;
    `adversarial`: with everything that looks wrong and holds."""
    maker = Composer(w, book, rows, card, volume, adversarial)
    names = book.names
    title = w.pick(
        f"{names.unit}{book.year}年度部门整体支出绩效自评报告",
        f"{book.year}年度{names.unit}部门整体支出绩效自评报告",
        f"{names.unit}关于{book.year}年度部门整体支出绩效自评情况的报告",
    )
    blocks: list[Block] = [Heading(0, title)]
    if w.rng.random() < 0.5:
        blocks.append(
            Para(decoy(f"{names.place[:1]}{names.field[:1]}报〔{book.year + 1}〕{w.rng.randint(3, 90)}号"), "center")
        )
    blocks.append(Para(framing.basis(w, book)))
    for level, heading, topics in OUTLINES[outline]:
        if level:
            blocks.append(Heading(level, heading))
        for name in topics:
            blocks.extend(maker.topic(name))
    blocks.append(Para(f"{names.unit}", "right"))
    blocks.append(Para(f"{book.year + 1}年{w.rng.randint(2, 6)}月{w.rng.randint(1, 28)}日", "right"))
    return blocks
