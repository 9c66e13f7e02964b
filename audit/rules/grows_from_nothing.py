"""G104: a rate of growth on a base of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.spot import found, spot_at
from extract.figure import Figure

_TABLE = "（单位：万元）\n|项目|上年决算|本年决算|增减额|增减率|\n|会议费|10|12|2|20%|\n|培训费|10|13|3|30%|\n|差旅费|20|13|-7|-35%|\n"
_CUSTOM = 100
"""What forms print where there was nothing the year before."""


@rule(
    "G104",
    "上年为0仍写增长率",
    family="change",
    severity="warning",
    basis="预算法第七十五条（决算数额准确）",
    wrongly="上年数不足最小单位而显示为0的；软件把无基数的增幅一律显示为100%的，因此写100%的只作提示。",
    examples=[
        bad("公务接待费上年决算数为0万元，本年决算数12万元，比上年增长20%。", "20%"),
        bad(_TABLE + "|公务接待费|0|5.2|5.2|35%|", "35%"),
        good(_TABLE + "|公务接待费|0|5.2|5.2|—|"),
        good("公务接待费上年决算数为10万元，本年决算数12万元，比上年增长20%。"),
        good("公务接待费上年决算数为0万元，本年决算数0万元，比上年增长0%。"),
    ],
    aliases=("TXT-09",),
)
def grows_from_nothing(case: Case) -> Iterator[Finding]:
    """上年数为0时增长率没有意义，写明的增长率一定另有所指：或上年数填错，或增长率抄自别处。

    本年数也为0、增长率为0的不报；增长率写100%的，多为软件的默认显示，只作提示。
    """
    figures = {number: figure for number, figure, _ in case.figures()}
    for base, new, rate in (*_told(case), *_in_tables(case, figures)):
        old, now, percent = figures[base], figures[new], figures[rate]
        spot = spot_at(case, percent.place)
        if spot is None or old.value or now.value <= 0 or not percent.value or _may_be_rounded(old, now, percent):
            continue
        yield found(
            grows_from_nothing,
            case,
            [spot],
            f"上年数为{old.text}，本年数为{now.text}，没有基数，增长率写{percent.text}无从得出。可能上年数填错，也可能增长率抄自别处。",
            severity="info" if abs(percent.value) == _CUSTOM else None,
            labels=("上年为0",),
            figures=[
                Quoted.of(percent, "percent", rate),
                Quoted.of(old, "old", base),
                Quoted.of(now, "new", new),
            ],
            advice="请核对上年数；确为0的，增长率一栏不填。",
        )


def _told(case: Case) -> Iterator[tuple[int, int, int]]:
    """Base, new figure and rate of the changes that prose states."""
    for judged in case.claims:
        roles = {q.role: q.index for q in judged.line.figures if q.index is not None}
        if (
            judged.claim.family == "change"
            and judged.claim.place.row is None
            and {"old", "new", "percent"} <= set(roles)
        ):
            yield roles["old"], roles["new"], roles["percent"]


def _in_tables(case: Case, figures: dict[int, Figure]) -> Iterator[tuple[int, int, int]]:
    """The same of every row of a table whose other rows show which columns they are."""
    columns: dict[tuple[int, int, int, int], None] = {}
    for judged in case.claims:
        places = {q.role: q.place for q in judged.line.figures}
        if (
            judged.claim.family == "change"
            and judged.line.status == "holds"
            and {"old", "new", "percent"} <= set(places)
        ):
            cells = [places[role] for role in ("old", "new", "percent")]
            if len({(p.block, p.row) for p in cells}) == 1 and cells[0].row is not None:
                old, new, percent = (p.col or 0 for p in cells)
                columns[cells[0].block, old, new, percent] = None
    for block, *cols in columns:
        at = {(f.place.row, f.place.col): n for n, f in figures.items() if f.place.block == block}
        for row in sorted({row for row, _ in at if row is not None}):
            if all((row, col) in at for col in cols):
                yield at[row, cols[0]], at[row, cols[1]], at[row, cols[2]]


def _may_be_rounded(old: Figure, now: Figure, percent: Figure) -> bool:
    """Whether the base may be a small amount printed as 0.00, from which the rate could follow."""
    return old.upper > 0 and abs(percent.value) >= (now.lower / old.upper - 1) * 100
