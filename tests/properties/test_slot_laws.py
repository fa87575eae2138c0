"""The laws of suggested slots, each test named after its law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.people.absence import Closure
from overlap.people.busy import Busy
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Schedule
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.discomfort import Burden, Discomfort, burden
from overlap.planning.slots import Suggestions
from overlap.planning.standing import standing
from tests.planning.brute import instant
from tests.planning.slots_questions import QUIET, WEIGHTS, Asked, busy_blocks, moment, questions
from tests.properties.oracle import wall_shown
from tests.properties.strategies import CLOCKS, COINS, Workload, workloads

FEW = settings().max_examples // 5
EVERY = 10**6
DAY = 1440


def ranks(found: Iterable[Any]) -> list[tuple[bool, int, int, int]]:
    return [(one.is_preferred, one.worst_minutes, one.total_minutes, one.start) for one in found]


def starts(found: Suggestions) -> set[int]:
    return {one.start for one in found}


AROUND = st.integers(0, 2 * DAY)


@settings(max_examples=FEW)
@given(questions(), st.data())
def test_every_law_of_slots_holds(asked: Asked, data: st.DataObject) -> None:
    """Each law by its name, of one and the same question: to draw and answer it costs more than most."""
    found = asked.suggest(limit=EVERY)
    the_same_question_has_the_same_answer(asked)
    a_busier_person_never_gains_a_slot(asked, found, data)
    a_wider_horizon_never_loses_a_slot_nor_changes_what_it_costs(
        asked, found, data.draw(AROUND), data.draw(AROUND)
    )
    chance = data.draw(st.randoms(use_true_random=False))
    the_order_of_ids_members_teams_and_blocks_never_matters(asked, found, chance)
    the_readers_clock_never_matters_where_no_dates_are_asked(asked, data.draw(CLOCKS))
    who_is_never_there_leaves_no_slot_whatever_the_rest_do(asked, found, is_closed=data.draw(COINS))


def a_busier_person_never_gains_a_slot(asked: Asked, found: Suggestions, data: st.DataObject) -> None:
    day = wall_shown(asked.roster.zone, asked.horizon.start) // DAY
    whom = data.draw(st.sampled_from(sorted(asked.people)))
    more = [*asked.busy.get(whom, ()), *data.draw(busy_blocks(asked.horizon, day))]
    busier = replace(asked, busy={**asked.busy, whom: more})
    assert starts(busier.suggest(limit=EVERY)) <= starts(found)


def a_wider_horizon_never_loses_a_slot_nor_changes_what_it_costs(
    asked: Asked, found: Suggestions, before: int, after: int
) -> None:
    wider = replace(asked, horizon=Horizon(asked.horizon.start - before, asked.horizon.end + after))
    others = {one.start: one for one in wider.suggest(limit=EVERY)}
    for one in found:
        assert others[one.start].rank == one.rank
        assert others[one.start].attendees == one.attendees


def the_order_of_ids_members_teams_and_blocks_never_matters(
    asked: Asked, best: Suggestions, chance: Random
) -> None:
    def mixed(some: Iterable[Any]) -> list[Any]:
        listed = list(some)
        chance.shuffle(listed)
        return listed

    options = dict(asked.options)
    for name in ("required", "optional", "not_on", "preferred"):
        if options.get(name) is not None:
            options[name] = mixed(options[name])
    if options.get("groups") is not None:
        options["groups"] = mixed((mixed(ids), quorum) for ids, quorum in options["groups"])
    teams = mixed(team.replace(members=mixed(team.members)) for team in asked.roster)
    roster = Roster(teams, zone=asked.roster.zone, defaults=asked.roster.defaults)
    busy = {whom: mixed(asked.busy[whom]) for whom in mixed(asked.busy)}
    other = replace(asked, roster=roster, busy=busy, options=options)
    for order, found in (("best", best), ("earliest", asked.suggest(limit=EVERY, order="earliest"))):
        again = other.suggest(limit=EVERY, order=order)
        assert ranks(again) == ranks(found)
        for one, same in list(zip(found, again, strict=True))[:2]:
            came = {who.id: (who.can_come, who.is_needed, who.discomfort_minutes) for who in one.attendees}
            assert {
                who.id: (who.can_come, who.is_needed, who.discomfort_minutes) for who in same.attendees
            } == came


def the_readers_clock_never_matters_where_no_dates_are_asked(asked: Asked, key: str) -> None:
    plain = {one: value for one, value in asked.options.items() if one not in ("not_on", "preferred")}
    here = replace(asked, options={**plain, "raster": "Asia/Kathmandu"})
    there = replace(here, options={**here.options, "zone": key})
    assert ranks(there.suggest(limit=EVERY)) == ranks(here.suggest(limit=EVERY))


def who_is_never_there_leaves_no_slot_whatever_the_rest_do(
    asked: Asked, found: Suggestions, *, is_closed: bool
) -> None:
    """An empty availability stays empty: in a group of its own, and in one of all."""
    never = Team("never", "UTC", [Shift("09:00", "17:00")], closures=[Closure("1975-01-01", "2095-12-31")])
    busy = dict(asked.busy)
    if not is_closed:
        never = never.replace(closures=())
        around = moment(asked.horizon.start - 1), moment(asked.horizon.end + 1)
        busy["never"] = [Busy(*around)]
    roster = Roster([never, *asked.roster], zone=asked.roster.zone, defaults=asked.roster.defaults)
    groups = [(list(ids), quorum) for ids, quorum in asked.brute.groups]
    dropped = ("required", "quorum", "groups")
    options = {one: value for one, value in asked.options.items() if one not in dropped}
    everybody = sorted({one for ids, _ in groups for one in ids})
    for asked_for in ([*groups, (["never"], 1)], [([*everybody, "never"], None)]):
        other = replace(asked, roster=roster, busy=busy, options={**options, "groups": asked_for})
        for order in ("best", "earliest"):
            assert not other.suggest(order=order)
    alone = replace(asked, roster=roster, busy=busy, options={**options, "groups": groups})
    assert starts(alone.suggest(limit=EVERY)) == starts(found)


def the_same_question_has_the_same_answer(asked: Asked) -> None:
    one, other = asked.suggest(), asked.suggest()
    assert one == other
    assert [slot.to_dict() for slot in one] == [slot.to_dict() for slot in other]


def burden_of(load: Workload, weights: Discomfort, defaults: Defaults, weight: int) -> Burden:
    reach = weights.reach_minutes(defaults.fringe_minutes)
    seen = standing(load.pattern, load.horizon, defaults, reach_minutes=reach)
    return burden(seen, weights, load.pattern.zone, defaults.fringe_minutes, weight=weight)


@given(workloads(), WEIGHTS, st.sampled_from(QUIET), st.integers(1, 3), st.integers(1, 90))
def test_a_minute_later_costs_at_most_the_largest_weight_more_or_less(
    load: Workload, weights: Discomfort, quiet: tuple[str, str], weight: int, minutes: int
) -> None:
    """No jump at midnight, nor where clocks change: each minute counts for itself."""
    found = burden_of(load, weights, Defaults(quiet=quiet), weight)
    heaviest = max(
        weights.fringe,
        weights.outside_most,
        weights.pause,
        weights.rest_day,
        weights.quiet,
        min(weights.outside, weights.outside_most),
    )
    most = weight * (heaviest + weights.soft_holiday + weights.eve + weights.week_end)
    start, end = load.horizon.start, load.horizon.end
    costs = [found.of(at, at + minutes) for at in range(start, end - minutes + 1)]
    assert all(abs(later - sooner) <= most for sooner, later in pairwise(costs))
    assert all(0 <= cost <= most * minutes for cost in costs)


@given(
    st.integers(0, DAY - 1),
    st.sampled_from([30, 480, 540]),
    st.integers(0, DAY),
    st.integers(-DAY, 2 * DAY),
    st.integers(1, 180),
    WEIGHTS,
)
def test_a_schedule_and_a_slot_moved_together_cost_the_same(
    start: int, length: int, move: int, at: int, minutes: int, weights: Discomfort
) -> None:
    """By any number of minutes, over midnight or not: hours beside work are elapsed ones."""

    def cost(by: int) -> int:
        low = (start + by) % DAY
        high = (low + length) % DAY
        shift = Shift(f"{low // 60:02d}:{low % 60:02d}", f"{high // 60:02d}:{high % 60:02d}")
        pattern = WorkPattern(zone("UTC"), Schedule([shift], days=frozenset(range(7))))
        middle = instant("2026-03-04 00:00")
        seen = standing(
            pattern,
            Horizon(middle - 3 * DAY, middle + 6 * DAY),
            Defaults(quiet=("00:00", "00:00")),
            reach_minutes=weights.reach_minutes(60),
        )
        found = burden(seen, weights, pattern.zone, 60)
        return found.of(middle + at + by, middle + at + by + minutes)

    assert cost(move) == cost(0)
