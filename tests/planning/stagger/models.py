"""Models to try solvers on: small ones of every kind, and larger ones with the structure of real rosters.

Law: a model is a function of its random source alone. Small ones have few enough plans to look at all of
them; about half of them have a plan that keeps everything.
"""

from __future__ import annotations

from math import comb, prod
from random import Random

from overlap.planning.stagger.model import (
    Apart,
    Bar,
    Change,
    Choice,
    Group,
    Model,
    Need,
    Option,
    Plan,
    Pool,
    Row,
    Total,
)

DAY = 24 * 60
TAGS = ("limits", "rows", "choices", "totals", "aparts", "bars", "more")
"""Names of the tags of small models, by kind; choices share the last one now and then."""


def plans_of(model: Model) -> int:
    """How many plans have the counts of the pools, whether or not they keep anything."""
    sizes = ((pool.size, len(model.groups[pool.group].options)) for pool in model.pools)
    return prod(comb(size + options - 1, options - 1) for size, options in sizes)


def small(seed: int, *, most: int = 400) -> Model:
    """The small model of a seed: it has at most so many plans."""
    return drawn(Random(seed), most=most)  # noqa: S311 - the same models on every run


def drawn(source: Random, *, most: int = 400) -> Model:
    """A small model: 1-4 groups, 1-6 options, 1-2 pools, 1-3 cohorts, and needs of every kind."""
    while True:
        bare = _people(source)
        if plans_of(bare) <= most:
            return _asked(source, bare)


def _people(source: Random) -> Model:
    """Teams, groups and pools of a small model."""
    count = source.randint(1, 4)
    teams = source.randint(1, count)
    of_team = sorted([*range(teams), *(source.randrange(teams) for _ in range(count - teams))])
    groups = []
    pools = []
    for at, team in enumerate(of_team):
        cohorts = source.choice((1, 1, 2, 3))
        least = source.choice((1, 1, 2, 3)) if cohorts > 1 else source.choice((1, 1, 1, 2))
        groups.append(Group(team, _options(source), cohorts, least, 0))
        pools += [Pool(at, source.randint(1, 4)) for _ in range(source.choice((1, 1, 1, 2)))]
    heads = [1 + source.randrange(3)] * teams
    for pool in pools:
        heads[groups[pool.group].team] += pool.size
    return Model(tuple(heads), tuple(groups), tuple(pools), tags=TAGS)


def _options(source: Random) -> tuple[Option, ...]:
    """Starts on a grid around today's, which may be missing; places may repeat on other clocks."""
    count = source.choice((1, 2, 2, 3, 3, 4, 5, 6))
    grid = source.choice((15, 30, 60))
    today = source.randrange(-1, count + 1)
    options = []
    for at in range(count):
        moved = abs(at - today) * grid
        clock = None
        if source.random() < 0.15:
            clock, moved = "Europe/Warsaw", moved + source.choice((0, grid))
        quiet = source.choice((0, 0, 0, grid, 2 * grid, 3 * grid))
        options.append(Option(480 + (at - today) * grid, clock, moved, quiet, (at - today) * grid))
    return tuple(options)


def _mask(source: Random, model: Model, group: int) -> int:
    """Columns of a group: mostly a run of options, for one of its pools or all; now and then any."""
    options = len(model.groups[group].options)
    pools = model.pools_of(group)
    if source.random() < 0.2:
        pools = (source.choice(pools),)
    first = source.randrange(options)
    last = source.randint(first, options - 1)
    run = set(range(first, last + 1))
    if source.random() < 0.15:
        run = {at for at in range(options) if source.random() < 0.5}
    return sum(1 << model.column(pool, option) for pool in pools for option in run)


def _need(source: Random, model: Model, *, groups: list[int] | None = None) -> Need:
    """A need of one or several groups; nobody is enough now and then, and all of them often."""
    count = len(model.groups)
    asked = groups or sorted(source.sample(range(count), source.randint(1, count)))
    mask = 0
    for group in asked:
        mask |= _mask(source, model, group)
    heads = sum(model.size(group) for group in asked)
    least = source.choice((1, 1, 2, heads // 2, heads, source.randint(0, heads)))
    if source.random() < 0.02:
        least = heads + 1
    return Need(mask, least)


def _alternatives(source: Random, model: Model) -> tuple[tuple[Need, ...], ...]:
    """Windows in order of time: each team's columns go by; or, now and then, any needs at all."""
    count = len(model.groups)
    asked = sorted(source.sample(range(count), source.randint(1, min(count, 3))))
    if source.random() < 0.3:
        some = source.randint(0, 4) if source.random() < 0.3 else source.randint(1, 4)
        return tuple(
            tuple(_need(source, model, groups=[group]) for group in asked[: source.randint(1, len(asked))])
            for _ in range(some)
        )
    heads = [source.choice((1, model.size(group), model.size(group) // 2 + 1)) for group in asked]
    reach = source.randint(0, 2)
    shifts = [source.randint(-2, 2) for _ in asked]
    found = []
    for time in range(source.randint(1, 6)):
        needs = []
        for group, least, shift in zip(asked, heads, shifts, strict=True):
            mask = 0
            for option in range(len(model.groups[group].options)):
                if abs(option + shift - time) <= reach:
                    mask |= model.mask_of(group, option)
            needs.append(Need(mask, min(least, model.size(group))))
        found.append(tuple(needs))
    return tuple(found)


def _option(source: Random, model: Model) -> tuple[int, int]:
    group = source.randrange(len(model.groups))
    return group, source.randrange(len(model.groups[group].options))


def _some(source: Random, most: int) -> range:
    return range(source.choice((0, 0, *range(most + 1))))


def _asked(source: Random, model: Model) -> Model:
    """What a small model asks for."""
    rows = tuple(Row(1, _need(source, model)) for _ in _some(source, 3))
    choices = tuple(
        Choice(
            source.choice((2, 2, 6)),
            _option(source, model) if source.random() < 0.35 else None,
            _alternatives(source, model),
        )
        for _ in _some(source, 3)
    )
    totals = []
    for _ in _some(source, 1):
        segments = []
        for needs in _alternatives(source, model):
            segments.append((source.choice((15, 30, 45, 60)), needs))
        minutes = sum(segment[0] for segment in segments)
        totals.append(
            Total(3, tuple(segments), source.choice((15, minutes // 2, source.randint(0, minutes))))
        )
    aparts = tuple(Apart(4, _option(source, model), _option(source, model)) for _ in _some(source, 2))
    bars = tuple(Bar(5, _option(source, model)) for _ in _some(source, 1))
    changes = []
    if source.random() < 0.3:
        for pool, one in enumerate(model.pools):
            for option in range(len(model.groups[one.group].options)):
                if source.random() < 0.7:
                    mask = 1 << model.column(pool, option)
                    changes.append(Change(mask, source.randint(0, one.size + 1), source.choice((15, 30, 60))))
        changes.append(Change(_need(source, model).mask, source.randint(0, 3), 15))
    return Model(
        model.teams,
        model.groups,
        model.pools,
        rows,
        choices,
        tuple(totals),
        aparts,
        bars,
        tuple(changes),
        source.choice((0, 1, 1, 2)) if changes else 0,
        TAGS,
    )


def structured(
    seed: int,
    *,
    teams: int,
    cohorts: int = 1,
    coverage: bool = True,
    overlaps: int = 3,
    grid_minutes: int = 15,
    reach_minutes: int = 120,
    seasons: int = 2,
) -> Model:
    """A model as of teams around the world: overlaps between neighbours and cover around the clock.

    Each team has nine hours at a start within `reach_minutes` of today's. In each season the teams lie
    otherwise against each other. What is asked is kept by a plan that is not told, so there always is one.
    """
    source = Random(seed)  # noqa: S311 - the same models on every run
    step = grid_minutes
    reach = reach_minutes // step
    size = [source.randint(4, 20) for _ in range(teams)]
    options = tuple(
        Option(9 * 60 + at * step, None, abs(at) * step, max(0, (abs(at) * step - 60)), at * step)
        for at in range(-reach, reach + 1)
    )
    groups = tuple(Group(team, options, cohorts, max(1, size[team] // 5), team) for team in range(teams))
    pools = tuple(Pool(team, size[team]) for team in range(teams))
    model = Model(tuple(size), groups, pools)
    zones = [source.randrange(0, DAY, 30) for _ in range(teams)]
    turns = [[source.choice((0, 60)) for _ in range(teams)] for _ in range(seasons)]
    plan = _hidden(source, model)

    def start(season: int, team: int, option: int) -> int:
        return zones[team] + turns[season][team] + options[option].place

    choices: set[Choice] = set()
    pairs: set[tuple[int, ...]] = set()
    for team in range(teams):
        near = sorted((one for one in range(teams) if one != team), key=lambda one: _apart(zones, team, one))
        for other in near[:overlaps]:
            pairs.add((team, other))
    for pair in sorted(pairs):
        windows = [
            {one: [start(season, one, option) for option in range(len(options))] for one in pair}
            for season in range(seasons)
        ]
        minutes, heads = _kept(source, model, plan, pair, windows, step)
        for found in windows:
            alternatives = [
                tuple(
                    Need(_covering(model, one, found[one], time, minutes), least)
                    for one, least in zip(pair, heads, strict=True)
                )
                for time in range(-DAY, DAY, step)
            ]
            some = [needs for needs in alternatives if all(need.mask for need in needs)]
            if minutes and some:
                choices.add(Choice(teams, None, tuple(dict.fromkeys(some))))
    rows: set[Row] = set()
    for season in range(seasons) if coverage else ():
        slots: list[int] = []
        for time in range(0, DAY, step):
            mask = 0
            for team in range(teams):
                for option in range(len(options)):
                    if (time - start(season, team, option)) % DAY < 9 * 60:
                        mask |= 1 << model.column(team, option)
            slots.append(mask)
        thinnest = min(model.people(plan, mask) for mask in slots)
        wanted = min(thinnest, max(2, teams))
        rows.update(Row(teams + 1, Need(mask, wanted)) for mask in slots if wanted > 0)
    tags = (*(f"team {team}" for team in range(teams)), "overlaps", "cover")
    return Model(tuple(size), groups, pools, tuple(sorted(rows)), _in_order(choices), tags=tags)


def _in_order(choices: set[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda one: one.alternatives))


def _apart(zones: list[int], one: int, other: int) -> int:
    gap = (zones[one] - zones[other]) % DAY
    return min(gap, DAY - gap)


def _hidden(source: Random, model: Model) -> Plan:
    """A plan with at most so many cohorts of each group."""
    found: list[int] = []
    for at, group in enumerate(model.groups):
        own = [0] * len(group.options)
        left = model.size(at)
        cohorts = source.randint(1, min(group.cohorts, left // group.least))
        for turn, option in enumerate(source.sample(range(len(own)), cohorts)):
            rest = cohorts - turn - 1
            own[option] = left if not rest else source.randint(group.least, left - rest * group.least)
            left -= own[option]
        found += own
    return tuple(found)


def _covering(model: Model, team: int, starts: list[int], time: int, minutes: int) -> int:
    """Columns of a team at work from a time for so many minutes, on whichever day."""
    return sum(
        1 << model.column(team, option)
        for option, start in enumerate(starts)
        if (time - start) % DAY + minutes <= 9 * 60
    )


def _kept(
    source: Random,
    model: Model,
    plan: Plan,
    pair: tuple[int, ...],
    windows: list[dict[int, list[int]]],
    step: int,
) -> tuple[int, tuple[int, ...]]:
    """The longest overlap that a plan keeps in every season, for a half or all of each team."""
    part = source.choice((1, 2))
    heads = tuple(max(1, model.size(team) // part) for team in pair)
    for minutes in range(4 * 60, 0, -step):
        if all(
            any(
                all(
                    model.people(plan, _covering(model, team, found[team], time, minutes)) >= least
                    for team, least in zip(pair, heads, strict=True)
                )
                for time in range(0, DAY, step)
            )
            for found in windows
        ):
            return minutes, heads
    return 0, heads
