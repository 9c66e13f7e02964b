"""Random tables with totals: the true relations are found and hold; one changed cell breaks those that hold it."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claims.tables import find
from tests.extract.claims.test_tables import _holds
from tests.extract.tables.build import context, grid

AMOUNT = st.integers(min_value=101, max_value=9_999_999).map(lambda n: Decimal(n) / 100)
CHINESE = "一二三四五六"


@st.composite
def tables(draw):
    """(rows of texts, layout): a heading row, groups of leaves with totals, and a grand total."""
    layout = draw(st.sampled_from(["bottom", "top", "numbered", "merged"]))
    columns = draw(st.integers(2, 4))
    groups = draw(st.lists(st.integers(2, 4), min_size=2, max_size=4))
    # no value twice, so that no other rows add up to a total by chance
    count = sum(groups) * columns
    pool = iter(draw(st.lists(AMOUNT, min_size=count, max_size=count, unique=True)))
    values = [[[next(pool) for _ in range(columns)] for _ in range(size)] for size in groups]
    body: list[tuple[str, str, list[Decimal]]] = []
    sums = []
    for g, leaves in enumerate(values):
        total = [sum((leaf[c] for leaf in leaves), Decimal(0)) for c in range(columns)]
        sums.append(total)
        rows = [(f"类{g}", f"（{CHINESE[n]}）明细{g}{n}" if layout == "numbered" else f"明细甲{g}{n}", leaf)
                for n, leaf in enumerate(leaves)]  # fmt: skip
        head = (f"类{g}", f"{CHINESE[g]}、大类{g}" if layout == "numbered" else "小计", total)
        body += [*rows, head] if layout == "bottom" else [head, *rows]
    grand = ("合计", "合计", [sum((s[c] for s in sums), Decimal(0)) for c in range(columns)])
    body = [grand, *body] if layout == "top" else [*body, grand]
    texts = [["项目", *[f"第{c + 1}年金额" for c in range(columns)]]]
    texts += [[label, *[f"{v:.2f}" for v in row]] for _, label, row in body]
    if layout == "merged":
        groups_of = [group for group, _, _ in body]
        first = ["类别", *["^" if g and groups_of[g] == groups_of[g - 1] else groups_of[g] for g in range(len(body))]]
        texts = [[a, *row] for a, row in zip(first, texts, strict=True)]
        texts[-1][1] = "<"
    return texts, columns, len(groups)


def _sums(texts):
    known = context("单位：万元", grid(texts))
    return known, [claim for claim in find(known) if claim.family == "table_sum"]


@settings(max_examples=60, deadline=None)
@given(tables())
def test_true_totals_are_found_and_all_hold(made):
    texts, columns, groups = made
    known, found = _sums(texts)
    assert all(_holds(known, claim) for claim in found)
    columnwise = [c for c in found if len({known.figures[t.figure].place.col for t in c.readings[0].terms}) == 1]
    assert len(columnwise) >= (groups + 1) * columns


@settings(max_examples=60, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_a_changed_cell_breaks_the_claims_that_hold_it_and_no_others(made, random):
    texts, columns, _ = made
    row = random.randrange(1, len(texts))
    col = random.randrange(len(texts[0]) - columns, len(texts[0]))
    texts[row][col] = f"{Decimal(texts[row][col]) + Decimal('31.70'):.2f}"
    known, found = _sums(texts)
    broken = [c for c in found if not any(_holds(known, c, n) for n in range(len(c.readings)))]
    assert broken
    for claim in broken:
        assert claim.asserted != "weak"
        places = {
            (known.figures[t.figure].place.row, known.figures[t.figure].place.col) for t in claim.readings[0].terms
        }
        assert (row, col) in places


def _wan(yuan: int) -> str:
    return f"{(Decimal(yuan) / 10_000).quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def _percent(part: int, whole: int) -> str:
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.01'), ROUND_HALF_UP)}" if whole else ""


@st.composite
def ledgers(draw):
    """A table drawn from a ledger in 元 and printed in 万元: totals, 其中 rows that name only some parts, and
    columns derived from others, everything rounded for itself."""
    amount = st.integers(10_000, 9_000_000)
    leaves = draw(st.integers(2, 5))
    rows: list[tuple[str, list[int]]] = []
    totals = [0, 0, 0]
    for n in range(leaves):
        values = [draw(amount) for _ in range(3)]
        totals = [a + b for a, b in zip(totals, values, strict=True)]
        rows.append((f"{CHINESE[n]}、某类支出{n}" if leaves > 3 else f"某类支出{n}", values))
        if draw(st.booleans()):
            rows.append(("其中：政府购买服务", [v // draw(st.integers(2, 9)) for v in values]))
    rows.insert(0 if draw(st.booleans()) else len(rows), ("合  计", totals))
    header = ["项目", "2021年决算数", "2022年预算数", "2022年决算数"]
    extra = draw(st.sets(st.sampled_from(["增减额", "增减率（%）", "执行率（%）", "占比（%）", "备注"])))
    texts = [[*header, *sorted(extra)]]
    for label, (last, budget, final) in rows:
        cells = {
            "增减额": f"{Decimal(_wan(final)) - Decimal(_wan(last)):.2f}",
            "增减率（%）": _percent(final - last, last),
            "执行率（%）": _percent(final, budget),
            "占比（%）": _percent(final, totals[2]),
            "备注": draw(st.sampled_from(["", "—", "按进度支付"])),
        }
        texts.append([label, _wan(last), _wan(budget), _wan(final), *[cells[name] for name in sorted(extra)]])
    return texts


@settings(max_examples=80, deadline=None)
@given(ledgers())
def test_a_ledger_printed_with_rounding_is_never_accused(texts):
    known = context("单位：万元", grid(texts))
    for claim in find(known):
        held = any(_holds(known, claim, n) for n in range(len(claim.readings)))
        assert held or claim.asserted == "weak", claim.readings[0]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(AMOUNT, min_size=4, max_size=4), min_size=4, max_size=8))
def test_unrelated_figures_are_never_accused(rows):
    header = ["项目", "预算数", "到位资金", "决算数", "执行率（%）"]
    texts = [header, *[[f"项目甲{n}", *[f"{v:.2f}" for v in row]] for n, row in enumerate(rows)]]
    known = context("单位：万元", grid(texts))
    for claim in find(known):
        assert claim.asserted == "weak" or any(_holds(known, claim, n) for n in range(len(claim.readings)))
