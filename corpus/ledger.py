"""The truth behind a generated report: a unit's money, people, assets, work and projects, consistent to the 分.

All amounts are integers in 分. Where `grain` is 10,000 分 every amount is a whole number of 0.01万元, and printed sums
agree to the last digit; where it is 1 they agree only within rounding, as in reports drawn from a ledger.
"""

from __future__ import annotations

import random

import msgspec

from corpus.names import Names, names

WAN = 1_000_000
"""分 in a 万元."""


class Accounts(msgspec.Struct, frozen=True):
    """One year's money."""

    fiscal: int
    fund: int
    business: int
    other: int
    opening: int
    wages: int
    subsidies: int
    running: int
    projects: tuple[int, ...]
    functions: tuple[int, ...]

    @property
    def income(self) -> int:
        return self.fiscal + self.fund + self.business + self.other

    @property
    def staff_cost(self) -> int:
        return self.wages + self.subsidies

    @property
    def basic(self) -> int:
        return self.staff_cost + self.running

    @property
    def project(self) -> int:
        return sum(self.projects)

    @property
    def spending(self) -> int:
        return self.basic + self.project

    @property
    def closing(self) -> int:
        return self.opening + self.income - self.spending


class Hospitality(msgspec.Struct, frozen=True):
    """三公经费 of one year, and what was budgeted."""

    abroad: int
    bought: int
    running: int
    reception: int
    budget: int

    @property
    def total(self) -> int:
        return self.abroad + self.bought + self.running + self.reception


class Project(msgspec.Struct, frozen=True):
    """A project: budget at the start, in the end, and what was spent, by source (财政, 上年结转, 其他)."""

    name: str
    initial: tuple[int, int, int]
    revised: tuple[int, int, int]
    spent: tuple[int, int, int]


class Ledger(msgspec.Struct, frozen=True):
    """Everything the report may speak of."""

    year: int
    names: Names
    now: Accounts
    before: Accounts
    hospitality: Hospitality
    hospitality_before: Hospitality
    initial: int
    added: int
    cut: int
    goods: int
    works: int
    services: int
    small_firms: int
    procurement_budget: int
    assets: int
    depreciation: int
    in_use: int
    posts: int
    staff: tuple[int, int]
    retired: int
    bodies: tuple[int, int]
    tasks: int
    tasks_done: int
    tasks_late: int
    survey: tuple[int, int, int]
    visits: tuple[int, int]
    direct: tuple[int, ...]
    direct_paid: tuple[int, ...]
    relabelled: int
    running_budget: int
    projects: tuple[Project, ...]

    @property
    def budget(self) -> int:
        """调整后的全年预算."""
        return self.initial + self.added - self.cut


def split(rng: random.Random, total: int, count: int, grain: int) -> tuple[int, ...]:
    """A total in so many positive parts of very different size, each a multiple of the grain."""
    weights = [rng.uniform(0.15, 1) ** 2 for _ in range(count)]
    parts = [max(grain, int(total * weight / sum(weights)) // grain * grain) for weight in weights]
    parts[0] += total - sum(parts)
    return tuple(parts) if parts[0] > 0 else split(rng, total, count, grain)


def _near(rng: random.Random, amount: int, low: float, high: float, grain: int) -> int:
    return max(grain, int(amount * rng.uniform(low, high)) // grain * grain)


def _accounts(rng: random.Random, size: int, opening: int, grain: int) -> Accounts:
    spending = size
    wages, subsidies, running, project = split(rng, spending, 4, grain)
    if wages < running:
        wages, running = running, wages
    if wages < subsidies:
        wages, subsidies = subsidies, wages
    closing = max(0, min(opening + spending, _near(rng, spending, 0.002, 0.05, grain)))
    income = spending + closing - opening
    has_fund, has_business = rng.random() < 0.4, rng.random() < 0.4
    parts = split(rng, income, 2 + has_fund + has_business, grain)
    ranked = sorted(parts, reverse=True)
    fund = ranked[1] if has_fund else 0
    business = ranked[1 + has_fund] if has_business else 0
    return Accounts(
        fiscal=ranked[0],
        fund=fund,
        business=business,
        other=income - ranked[0] - fund - business,
        opening=opening,
        wages=wages,
        subsidies=subsidies,
        running=running,
        projects=split(rng, project, rng.randint(3, 5), grain),
        functions=split(rng, spending, rng.randint(3, 5), grain),
    )


def _hospitality(rng: random.Random, size: int, grain: int) -> Hospitality:
    running, reception = (_near(rng, size, 0.2, 0.7, grain) for _ in range(2))
    bought = _near(rng, size, 0.3, 1.2, grain) if rng.random() < 0.15 else 0
    abroad = _near(rng, size, 0.1, 0.4, grain) if rng.random() < 0.15 else 0
    total = running + reception + bought + abroad
    budget = -(-int(total * rng.uniform(1.02, 1.5)) // (WAN // 10)) * (WAN // 10)
    return Hospitality(abroad, bought, running, reception, budget)


def _project(rng: random.Random, name: str, spent: int, grain: int) -> Project:
    revised = max(spent, _near(rng, spent, 1.0, 1.25, grain))
    carry = _near(rng, revised, 0.01, 0.1, grain) if rng.random() < 0.4 else 0
    other = _near(rng, revised, 0.02, 0.2, grain) if rng.random() < 0.3 else 0
    fiscal = revised - carry - other
    unspent = revised - spent
    initial = fiscal if rng.random() < 0.5 else _near(rng, fiscal, 0.8, 1.0, grain)
    return Project(name, (initial, 0, other), (fiscal, carry, other), (fiscal - unspent, carry, other))


def _people(rng: random.Random) -> tuple[int, tuple[int, int], int]:
    admin, institution = rng.randint(8, 60), rng.randint(6, 160)
    return admin + institution + rng.randint(0, 15), (admin, institution), rng.randint(5, 80)


def ledger(rng: random.Random, year: int) -> Ledger:
    """A unit and its year. The same generator state gives the same ledger."""
    grain = WAN // 100 if rng.random() < 0.7 else 1
    size = int(10 ** rng.uniform(2.6, 4.7)) * WAN // grain * grain + (rng.randrange(WAN) // grain * grain)
    opening_before = _near(rng, size, 0.005, 0.06, grain)
    before = _accounts(rng, _near(rng, size, 0.8, 1.2, grain), opening_before, grain)
    now = _accounts(rng, size, before.closing, grain)
    hospitality_size = _near(rng, now.running, 0.02, 0.2, grain)
    budget = now.spending + _near(rng, now.spending, 0.001, 0.06, grain)
    added, cut = _near(rng, budget, 0.02, 0.2, grain), _near(rng, budget, 0.005, 0.04, grain)
    bought = split(rng, _near(rng, now.spending, 0.05, 0.3, grain), 3, grain)
    assets = _near(rng, size, 0.3, 2, grain)
    posts, staff, retired = _people(rng)
    known = names(rng)
    tasks = rng.randint(8, 48)
    late = rng.choice((0, 0, 1, 2))
    sent = rng.randint(20, 90) * 10
    returned = sent - rng.randint(0, sent // 12)
    direct = split(rng, _near(rng, size, 0.5, 4, grain), 3, grain)
    return Ledger(
        year=year,
        names=known,
        now=now,
        before=before,
        hospitality=_hospitality(rng, hospitality_size, grain),
        hospitality_before=_hospitality(rng, hospitality_size, grain),
        initial=budget - added + cut,
        added=added,
        cut=cut,
        goods=bought[0],
        works=bought[1],
        services=bought[2],
        small_firms=_near(rng, sum(bought), 0.4, 0.98, grain),
        procurement_budget=_near(rng, sum(bought), 1.0, 1.3, WAN),
        assets=assets,
        depreciation=_near(rng, assets, 0.2, 0.7, grain),
        in_use=_near(rng, assets, 0.93, 0.999, grain),
        posts=posts,
        staff=staff,
        retired=retired,
        bodies=(rng.randint(1, 2), rng.randint(2, 8)),
        tasks=tasks,
        tasks_done=tasks - rng.choice((0, 0, 0, 1)),
        tasks_late=late,
        survey=(sent, returned, returned - rng.randint(returned // 60, returned // 7)),
        visits=(rng.randint(8, 60), rng.randint(70, 600)),
        direct=direct,
        direct_paid=tuple(_near(rng, part, 0.75, 0.99, grain) for part in direct),
        relabelled=_near(rng, sum(direct), 0.05, 0.4, grain),
        running_budget=_near(rng, now.running, 1.0, 1.15, grain),
        projects=tuple(
            _project(rng, name, amount, grain) for name, amount in zip(known.projects, now.projects, strict=False)
        ),
    )
