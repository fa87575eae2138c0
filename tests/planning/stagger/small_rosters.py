"""Small rosters without a plan, a plain solver for their models, and an oracle that counts minutes.

Law: the oracle knows rosters and the standard library's zones, and nothing of models. Teams have one shift
without breaks and unnamed people, so that a plan is each team's starts, one for each of its people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import combinations_with_replacement, product
from random import Random
from zoneinfo import ZoneInfo

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.asking import UNKNOWN, Answer, Case
from overlap.planning.stagger.build import build
from overlap.planning.stagger.model import Model, Need, Plan, Solution
from overlap.planning.stagger.search import search

GRID = 60
SUNDAYS = (("2026-03-01", 7), ("2026-03-22", 14), ("2026-05-31", 7), ("2026-10-18", 21))
"""First days and lengths: no working date anywhere lies across their ends. Clocks change in two of them."""
ZONES = ("Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Asia/Manila", "Australia/Lord_Howe", "UTC")


# A plain solver


def first_plan(model: Model) -> Plan | None:
    """Any plan of a model: group after group, given up where the rest could not help any more."""
    barred = {bar.option for bar in model.bars}
    barred |= {apart.one for apart in model.aparts if apart.one == apart.other}
    ways = [list(_ways(model, group, barred)) for group in range(len(model.groups))]
    order = sorted(range(len(ways)), key=lambda group: len(ways[group]))
    heads = [
        (sum(1 << column for column in range(model.first[at], model.first[at + 1])), pool)
        for at, pool in enumerate(model.pools)
    ]

    def could(plan: list[int], open_: Collection[int]) -> bool:
        def kept(need: Need) -> bool:
            there = sum(count for column, count in enumerate(plan) if need.mask >> column & 1)
            there += sum(pool.size for mask, pool in heads if pool.group in open_ and mask & need.mask)
            return there >= need.least

        if not all(kept(row.need) for row in model.rows):
            return False
        return all(
            choice.when is not None or any(all(map(kept, needs)) for needs in choice.alternatives)
            for choice in model.choices
        )

    def look(at: int, plan: list[int]) -> Plan | None:
        open_ = set(order[at:])
        if not could(plan, open_):
            return None
        if at == len(order):
            return None if model.broken(tuple(plan)) else tuple(plan)
        for way in ways[order[at]]:
            new = list(plan)
            for column, count in way:
                new[column] += count
            found = look(at + 1, new)
            if found is not None:
                return found
        return None

    return look(0, [0] * model.columns)


def _ways(model: Model, group: int, barred: Collection[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """How the people of a group can be divided among its options."""
    one = model.groups[group]
    usable = [at for at in range(len(one.options)) if (group, at) not in barred]
    pools = model.pools_of(group)
    for chosen in product(*(combinations_with_replacement(usable, model.pools[p].size) for p in pools)):
        every = [option for own in chosen for option in own]
        used = set(every)
        if len(used) > one.cohorts or any(every.count(option) < one.least for option in used):
            continue
        yield [
            (model.column(pool, option), own.count(option))
            for pool, own in zip(pools, chosen, strict=True)
            for option in set(own)
        ]


def feasible(model: Model) -> Answer:
    """By the exact search, which is fast, or the plain one where that gives up."""
    found = search(model, ())
    if found is None or (found.plan is None and not found.infeasible):
        return first_plan(model)
    return found.plan


def never_known(model: Model) -> Answer:
    """A solver that gives up at once."""
    return UNKNOWN


def cheapest(model: Model) -> Solution | None:
    """The plan that moves least."""
    return search(model, ("moved",))


# Small questions


@dataclass(frozen=True)
class Question:
    """A roster, dates and requirements."""

    roster: Roster
    first_day: str
    days: int
    needs: tuple[Requirement, ...]
    keep: frozenset[str] = frozenset()
    _known: dict[object, bool] = field(default_factory=dict)
    _shifts: dict[object, tuple[int, int] | None] = field(default_factory=dict)

    @property
    def horizon(self) -> Horizon:
        """Whole days of UTC."""
        last = date.fromisoformat(self.first_day) + timedelta(days=self.days - 1)
        return Horizon.of(self.first_day, last.isoformat(), zone_of("UTC"))

    def case(self) -> Case:
        """For the code under test."""
        built = build(self.roster, self.horizon, self.needs, GRID, keep=self.keep)
        return Case(self.roster, built, GRID, feasible, self.keep)

    # The oracle

    def has_plan(
        self,
        needs: Collection[Requirement] | None = None,
        *,
        free: Collection[str] = (),
        flex: dict[str, Flex] | None = None,
    ) -> bool:
        """Whether some requirements can be kept; free teams may do anything, others what their flex says."""
        asked = self.needs if needs is None else tuple(needs)
        configurations = [self._configurations(team, free, flex or {}) for team in self.roster]
        return any(all(self._keeps(need, plan) for need in asked) for plan in product(*configurations))

    def _configurations(
        self, team: Team, free: Collection[str], flexes: dict[str, Flex]
    ) -> list[tuple[int, ...]]:
        today = team.shifts[0].start_minute
        every = [minute for minute in range(0, 1440, GRID) if minute % GRID == today % GRID]
        if team.id in free:
            return list(combinations_with_replacement(every, team.people_count))
        flex = flexes.get(team.id, team.flex)
        still = flex is None or flex.fixed or (team.id in self.keep and team.id not in flexes)
        if still or flex is None:
            return [(today,) * team.people_count]
        length = team.shifts[0].end_minute - today
        good = [
            minute
            for minute in every
            if today - flex.earlier_minutes <= minute <= today + flex.later_minutes
            and (flex.earliest_start is None or minute >= flex.earliest_start)
            and (flex.latest_end is None or minute + length <= flex.latest_end)
        ]
        return [
            own
            for own in combinations_with_replacement(good, team.people_count)
            if len(set(own)) <= flex.cohorts
            and all(own.count(one) >= min(flex.min_cohort, team.people_count) for one in set(own))
        ]

    def _keeps(self, need: Requirement, plan: tuple[tuple[int, ...], ...]) -> bool:
        named = need.people_ids() or tuple(team.id for team in self.roster)
        own = tuple(starts for team, starts in zip(self.roster, plan, strict=True) if team.id in named)
        # The content, not the name: relaxed requirements keep theirs.
        key = (repr(need), own)
        if key not in self._known:
            self._known[key] = self._judge(need, dict(zip((t.id for t in self.roster), plan, strict=True)))
        return self._known[key]

    def _spans(self, team: str, start: int, day: date) -> tuple[int, int] | None:
        """The UTC minutes of one shift."""
        key = (team, start, day)
        if key not in self._shifts:
            self._shifts[key] = self._shift(team, start, day)
        return self._shifts[key]

    def _shift(self, team: str, start: int, day: date) -> tuple[int, int] | None:
        one = next(one for one in self.roster if one.id == team)
        if day.weekday() > 4:
            return None
        length = one.shifts[0].end_minute - one.shifts[0].start_minute
        clock = ZoneInfo(one.zone)
        ends = []
        for minute in (start, start + length):
            wall = datetime(day.year, day.month, day.day, tzinfo=clock) + timedelta(minutes=minute)
            ends.append(round(wall.astimezone(UTC).timestamp()) // 60)
        return ends[0], ends[1]

    def _days(self) -> list[date]:
        first = date.fromisoformat(self.first_day)
        return [first + timedelta(days=by) for by in range(-2, self.days + 2)]

    def _judge(self, need: Requirement, plan: dict[str, tuple[int, ...]]) -> bool:
        low, high = self.horizon.start, self.horizon.end
        spans = {
            (team, day): [one for start in starts if (one := self._spans(team, start, day))]
            for team, starts in plan.items()
            for day in self._days()
        }
        if isinstance(need, OverlapNeed):
            assert need.people != "everyone"
            first = need.teams[0]
            for day in self._days():
                anchor = spans[first, day]
                if not any(low <= start < high for start, _ in anchor):
                    # The date is asked about if any start of the day would be inside.
                    continue
                others = [
                    [one for near in range(-2, 3) for one in spans.get((team, day + timedelta(near)), [])]
                    for team in need.teams[1:]
                ]
                sides = [anchor, *others]
                if not any(
                    all(
                        sum(a <= at and at + need.minutes <= b for a, b in own) >= count
                        for own, count in zip(sides, need.people, strict=True)
                    )
                    for at in {a for own in sides for a, _ in own}
                ):
                    return False
            return True
        assert isinstance(need, CoverageNeed)
        clock = ZoneInfo(need.zone)
        for day in self._days():
            if day.weekday() not in need.days:
                continue
            midnight = datetime(day.year, day.month, day.day, tzinfo=clock)
            begin, end = (
                round((midnight + timedelta(minutes=at)).astimezone(UTC).timestamp()) // 60
                for at in (need.start_minute, need.end_minute)
            )
            if not low <= begin < high:
                continue
            teams = need.teams or tuple(plan)
            every = [one for (team, _), own in spans.items() if team in teams for one in own]
            for minute in range(begin, end, 30):
                if sum(a <= minute < b for a, b in every) < need.headcount:
                    return False
        return True


def drawn(seed: int) -> Question:
    """The small question of a seed: two or three teams, two or three requirements."""
    source = Random(seed)  # noqa: S311 - the same questions on every run
    teams = []
    count = source.choice((2, 2, 3))
    for at in range(count):
        start = source.choice((6, 8, 9, 10, 14))
        hours = source.choice((6, 8, 9))
        people = source.choice((1, 1, 2)) if count == 2 else 1
        teams.append(
            Team(
                f"t{at}",
                source.choice(ZONES),
                [Shift(f"{start:02d}:00", f"{(start + hours):02d}:00")],
                headcount=people,
                days=["mon", "tue", "wed", "thu", "fri"],
                flex=_flex(source, start, hours, people),
            )
        )
    ids = [team.id for team in teams]
    needs: list[Requirement] = []
    for at in range(source.choice((1, 2, 3))):
        if source.random() < 0.65:
            pair = source.sample(ids, 2)
            sizes = [source.randint(1, teams[ids.index(one)].people_count) for one in pair]
            minutes = source.choice((60, 90, 120, 180, 240, 300))
            needs.append(OverlapNeed(pair, minutes, people=sizes, name=f"n{at}"))
        else:
            start = source.choice((0, 6, 9, 15))
            needs.append(
                CoverageNeed(
                    f"{start:02d}:00",
                    f"{start + source.choice((4, 8)):02d}:00",
                    zone=source.choice(ZONES),
                    headcount=source.choice((1, 1, 2)),
                    days=["tue", "wed", "thu"],
                    teams=source.choice((ids, ids, ids[:2], ())),
                    name=f"n{at}",
                )
            )
    keep = frozenset(ids[:1]) if source.random() < 0.1 else frozenset()
    return Question(Roster(teams), *source.choice(SUNDAYS), tuple(needs), keep)


def _flex(source: Random, start: int, hours: int, people: int) -> Flex | None:
    kind = source.random()
    if kind < 0.1:
        return None
    if kind < 0.2:
        return Flex(fixed=True)
    earlier, later = source.choice((0, 60, 120, 180)), source.choice((0, 60, 120))
    cohorts = source.choice((1, 2)) if people > 1 else 1
    return Flex(
        earlier_minutes=earlier,
        later_minutes=later,
        earliest_start=f"{start - 1:02d}:00" if source.random() < 0.3 else None,
        latest_end=f"{start + hours + 1:02d}:00" if source.random() < 0.3 else None,
        cohorts=cohorts if earlier or later else 1,
        min_cohort=source.choice((1, 2)) if people > 1 else 1,
    )


ONE_OF_EACH = (133, 132, 39, 316, 63, 163, 255, 138, 253, 24, 30, 36)
"""Seeds of questions without a plan: every size of a conflict, every kind of thing to give up."""


def without_plan(seeds: Iterable[int]) -> list[Question]:
    """The questions of some seeds that have no plan."""
    return [one for one in map(drawn, seeds) if not one.has_plan()]
