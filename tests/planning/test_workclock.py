"""A working-time clock runs, adds and subtracts as a walk over minutes does."""

from __future__ import annotations

import pickle
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.horizon import SUPPORTED, Moment
from overlap.errors import (
    BadArgument,
    BadDate,
    BadHorizon,
    BadQuorum,
    BadZone,
    BeyondData,
    BeyondDataWarning,
    NaiveDatetime,
    NoWorkingTime,
    UnknownId,
)
from overlap.people.absence import Closure
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.workclock import WorkClock
from tests.planning.brute import instant, reached
from tests.planning.clocks import DESKS, FIRST, LAST, Walk, at_work
from tests.properties.oracle import DAY, minutes_at_work
from tests.properties.strategies import Crowd, FakeTable, crowds

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
IDS = ("manila", "krakow", "new-york")
DAILY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DESK = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])]))


def utc(at: int) -> datetime:
    """An instant as a plain datetime."""
    return datetime.fromtimestamp(at * 60, UTC)


def minute(value: datetime | None) -> int:
    """The instant of a datetime of whole minutes."""
    assert value is not None
    whole, rest = divmod(value.timestamp(), 60)
    assert not rest
    return int(whole)


# Against brute force


@pytest.mark.parametrize(
    ("ids", "quorum"), [(IDS, 1), (IDS, 2), (("manila", "krakow", "krakow.ana"), 3), (("new-york",), 1)]
)
def test_ten_thousand_tickets_are_due_when_a_walk_over_minutes_says(
    ids: tuple[str, ...], quorum: int
) -> None:
    walk, clock = Walk.of(ids, quorum), WorkClock(DESKS, ids, running=quorum)
    draw = random.Random(20_260_302)  # noqa: S311
    starts = [draw.randrange(FIRST, LAST - 150 * DAY) for _ in range(10_000)]
    most = 480
    amounts = [draw.randrange(1, most) for _ in starts]
    expected = [walk.add(*ticket) for ticket in zip(starts, amounts, strict=True)]
    assert clock.add_many(starts, amounts) == expected
    assert clock.due_many(starts, amounts) == expected
    assert clock.add_many(starts, most) == [walk.add(start, most) for start in starts]
    pairs = list(zip(starts, expected, strict=True))
    assert clock.between_many(pairs) == amounts
    spans = [(start, draw.randrange(FIRST, LAST)) for start in starts]
    assert clock.between_many(spans) == [walk.between(*span) for span in spans]
    late = [start for start in starts if walk.gone[start - FIRST] >= most]
    assert clock.add_many(late, -most) == [walk.add(start, -most) for start in late]
    back = [-amount for amount in amounts[: len(late)]]
    assert clock.add_many(late, back) == [walk.add(*ticket) for ticket in zip(late, back, strict=True)]
    for start, amount, end in list(zip(starts, amounts, expected, strict=True))[:300]:
        assert minute(clock.add(utc(start), timedelta(minutes=amount))) == end
        assert minute(clock.due(utc(start), timedelta(minutes=amount))) == end
        assert clock.between(utc(start), utc(end)) == timedelta(minutes=amount)
        assert clock.is_open(utc(start)) == (start in walk.running)


def test_tickets_that_wait_for_their_customer_are_due_when_a_walk_says() -> None:
    walk, clock = Walk.of(("manila", "krakow"), 1), WorkClock(DESKS, ["manila", "krakow"])
    draw = random.Random(7)  # noqa: S311
    tickets: list[tuple[int, int, list[tuple[int, int]]]] = []
    for _ in range(500):
        start = draw.randrange(FIRST + 2 * DAY, LAST - 60 * DAY)
        lows = [start + draw.randrange(-DAY, 2 * DAY) for _ in range(draw.randrange(5))]
        waited = [(low, low + draw.choice([0, 1, 60, 300, DAY])) for low in lows]
        tickets.append((start, draw.choice([0, 1, 30, 480, 900]), waited))
    expected = [walk.due(*ticket) for ticket in tickets]
    starts, amounts = [one for one, _, _ in tickets], [amount for _, amount, _ in tickets]
    pauses = [still for _, _, still in tickets]
    assert clock.due_many(starts, amounts, pauses=pauses) == expected
    assert clock.between_many(list(zip(starts, expected, strict=True)), pauses=pauses) == amounts
    for start, amount, still in tickets[:60]:
        moments = [(utc(low), utc(high)) for low, high in reversed(still)]
        found = clock.due(utc(start), timedelta(minutes=amount), pauses=moments)
        assert minute(found) == walk.due(start, amount, still)
        assert clock.elapsed(utc(start), found or "", pauses=moments) == timedelta(minutes=amount)
        assert clock.elapsed(found or "", utc(start), pauses=moments) == timedelta(minutes=-amount)


def test_openings_and_closings_are_the_edges_of_the_minutes_walked() -> None:
    for ids, quorum in ((IDS, 1), (IDS, 2), (("krakow.ana",), 1), (("manila",), 1)):
        walk, clock = Walk.of(ids, quorum), WorkClock(DESKS, ids, running=quorum)
        draw = random.Random(11)  # noqa: S311
        edges = [at + by for at in draw.sample(walk.minutes[:-9000], 40) for by in (-600, 0, 1, 600)]
        for at in edges:
            first = at
            while first not in walk.running:
                first += 1
            assert minute(clock.next_open(utc(at))) == first
            close = first
            while close in walk.running:
                close += 1
            assert minute(clock.next_close(utc(at))) == close


@settings(deadline=None)
@given(crowds(), st.data())
def test_near_nasty_days_the_clock_is_the_oracles(crowd: Crowd, data: st.DataObject) -> None:
    start, end = crowd.horizon.start, crowd.horizon.end
    sets: list[set[int]] = [
        set().union(*(minutes_at_work(worker, start, end) for worker in group.workers()))
        for group in crowd.groups
    ]
    quorum = data.draw(st.integers(1, len(sets)))
    walk = Walk(reached(sets, quorum), start, end)
    roster = Roster([group.team for group in crowd.groups])
    clock = WorkClock(roster, running=quorum)
    inside = st.integers(start, end)
    for at in data.draw(st.lists(inside, min_size=1, max_size=5)):
        assert at == end or clock.is_open(at) == (at in walk.running)
        other = data.draw(inside)
        low, high = sorted((at, other))
        ran = walk.between(low, high)
        assert clock.between_many([(at, other)]) == [ran if other >= at else -ran]
        amount = data.draw(st.integers(1, 900))
        if walk.between(at, end) >= amount:
            assert clock.add_many([at], amount) == [walk.add(at, amount)]
        if walk.between(start, at) >= amount:
            assert clock.add_many([at], -amount) == [walk.add(at, -amount)]


# Laws

INSIDE = st.integers(FIRST + 200 * DAY, LAST - 200 * DAY)
AMOUNTS = st.integers(-5000, 5000)
RUNNING = st.sampled_from(["any", "all", 1, 2])
PAIR = ("manila", "krakow")


@given(INSIDE, AMOUNTS, RUNNING)
def test_what_was_added_lies_between(at: int, amount: int, running: Any) -> None:
    clock = WorkClock(DESKS, PAIR, running=running)
    moved = clock.add(utc(at), amount * MINUTE)
    assert clock.between(utc(at), moved) == amount * MINUTE
    assert moved == utc(at) or (moved > utc(at)) == (amount > 0)
    # It is the first such instant, and counted back the last.
    assert not amount or clock.between(utc(at), moved - MINUTE) == (amount - 1) * MINUTE or amount < 0
    assert amount >= 0 or clock.between(utc(at), moved + MINUTE) == (amount + 1) * MINUTE


@given(INSIDE, INSIDE, INSIDE, RUNNING)
def test_between_is_additive_and_changes_its_sign_with_its_ends(
    one: int, two: int, three: int, running: Any
) -> None:
    clock = WorkClock(DESKS, PAIR, running=running)
    first, second, whole = clock.between_many([(one, two), (two, three), (one, three)])
    assert first + second == whole
    assert clock.between_many([(two, one)]) == [-first]
    assert clock.between(utc(two), utc(one)) == -first * MINUTE


@given(INSIDE, INSIDE, st.integers(1, 900))
def test_more_teams_asked_for_never_make_a_clock_run_longer(at: int, other: int, amount: int) -> None:
    low, high = sorted((at, other))
    ran = [WorkClock(DESKS, running=k).between_many([(low, high)])[0] for k in (1, 2, 3)]
    assert ran == sorted(ran, reverse=True)
    assert WorkClock(DESKS).between_many([(low, high)])[0] == ran[0]
    assert WorkClock(DESKS, running="all").between_many([(low, high)])[0] == ran[2]
    assert WorkClock(DESKS).add_many([at], amount) <= WorkClock(DESKS, running=2).add_many([at], amount)


@given(INSIDE, st.integers(1, 900), st.permutations(IDS), RUNNING)
def test_the_order_of_teams_never_matters(at: int, amount: int, ids: list[str], running: Any) -> None:
    running = 2 if running == "all" else running
    asked, given_order = WorkClock(DESKS, ids, running=running), WorkClock(DESKS, running=running)
    assert asked.add_many([at], amount) == given_order.add_many([at], amount)
    one, other = asked.held(at, at + 3 * DAY), given_order.held(at, at + 3 * DAY)
    assert one.minutes_by_team == other.minutes_by_team
    assert [(run.start, run.end, set(run.teams)) for run in one] == [
        (run.start, run.end, set(run.teams)) for run in other
    ]


@given(INSIDE, st.integers(0, 900), st.lists(st.tuples(st.integers(-DAY, 4 * DAY), st.integers(0, DAY))))
def test_pauses_never_bring_a_due_forward_and_their_order_never_matters(
    at: int, amount: int, drawn: list[tuple[int, int]]
) -> None:
    clock = WorkClock(DESKS, PAIR)
    pauses = [(at + low, at + low + length) for low, length in drawn]
    (plain,) = clock.due_many([at], amount)
    (late,) = clock.due_many([at], amount, pauses=[pauses])
    assert plain is not None
    assert late is not None
    assert plain <= late
    assert clock.due_many([at], amount, pauses=[pauses[::-1] + pauses]) == [late]
    before = [(low, min(high, at)) for low, high in pauses if low < at]
    assert clock.due_many([at], amount, pauses=[before]) == [plain]


@given(st.lists(st.tuples(INSIDE, st.integers(1, 3000)), min_size=1, max_size=6))
def test_an_answer_does_not_depend_on_what_was_asked_before(questions: list[tuple[int, int]]) -> None:
    asked = WorkClock(DESKS, PAIR)
    for at, amount in questions:
        fresh = WorkClock(DESKS, PAIR)
        assert asked.add_many([at], amount) == fresh.add_many([at], amount)
        assert asked.add_many([at], -amount) == fresh.add_many([at], -amount)
        assert asked.next_close(utc(at)) == fresh.next_close(utc(at))


# What it answers, told by hand


def test_an_amount_lands_on_closing_time() -> None:
    assert str(DESK.add("2026-03-02T09:00Z", 7 * HOUR)) == "2026-03-02 17:00:00+00:00"
    assert str(DESK.add("2026-03-02T09:00Z", 7 * HOUR + MINUTE)) == "2026-03-03 09:01:00+00:00"
    assert str(DESK.add("2026-03-03T09:00Z", -7 * HOUR)) == "2026-03-02 09:00:00+00:00"
    assert str(DESK.add("2026-03-02T17:00Z", -4 * HOUR)) == "2026-03-02 13:00:00+00:00"


def test_no_working_time_is_over_at_once_off_hours_too() -> None:
    for at in ("2026-03-01T03:00Z", "2026-03-02T12:30Z", "2026-03-02T10:00Z"):
        assert DESK.add(at, timedelta(0)) == pendulum.parse(at)
        assert DESK.due(at, timedelta(0), pauses=[(at, None)]) == pendulum.parse(at)
    assert DESK.add_many([29_540_000, 29_540_001], 0) == [29_540_000, 29_540_001]


def test_no_working_time_among_other_amounts_is_over_at_once_too() -> None:
    sunday, monday = instant("2026-03-01 03:00"), instant("2026-03-02 10:00")
    assert DESK.add_many([sunday, monday], [0, 60]) == [sunday, monday + 60]
    assert DESK.add_many(["2026-03-01T03:00:30Z", monday], [0, -60]) == [sunday, monday - 60]


def test_a_clock_is_open_from_its_opening_and_no_longer_at_its_closing() -> None:
    opened = {at: DESK.is_open(f"2026-03-02T{at}Z") for at in ("08:59", "09:00", "12:00", "16:59", "17:00")}
    assert opened == {"08:59": False, "09:00": True, "12:00": False, "16:59": True, "17:00": False}


def test_answers_are_in_the_zone_of_the_roster_or_the_one_asked_for() -> None:
    at, hour = "2026-03-02T13:00Z", HOUR
    assert WorkClock(DESKS).add(at, hour).timezone_name == "America/New_York"
    assert WorkClock(DESKS, zone="Asia/Kolkata").add(at, hour).timezone_name == "Asia/Kolkata"
    team = DESKS.team("manila")
    assert WorkClock(team).next_open(at).timezone_name == "Asia/Manila"
    closing = WorkClock(team, ["manila"], zone="UTC").next_close(at)
    assert str(closing) == "2026-03-02 18:00:00+00:00"


def test_nights_are_as_long_as_the_clock_change_makes_them() -> None:
    night = WorkClock(Team("ny", "America/New_York", [Shift("22:00", "06:00", days=["sat"])]))
    assert night.between("2026-03-07T12:00Z", "2026-03-09T12:00Z") == 7 * HOUR
    assert night.between("2026-10-31T12:00Z", "2026-11-02T12:00Z") == 9 * HOUR
    assert str(night.add("2026-03-07T22:00-05:00", 5 * HOUR)) == "2026-03-08 04:00:00-04:00"
    assert str(night.add("2026-10-31T22:00-04:00", 4 * HOUR)) == "2026-11-01 01:00:00-05:00"


@pytest.mark.parametrize(("overnight", "hours"), [("start_day", 8), ("clip", 2 + 6), ("any_touch", 0)])
def test_a_holiday_takes_of_nights_what_the_policy_says(overnight: Any, hours: int) -> None:
    friday = Calendar(FakeTable((Entry(date(2026, 7, 3), "Holiday", "public", "XX"),)))
    team = Team("desk", "UTC", [Shift("22:00", "06:00")], holidays=friday, overnight=overnight)
    assert WorkClock(team).between("2026-07-02T12:00Z", "2026-07-04T12:00Z") == hours * HOUR


def test_seconds_round_outward() -> None:
    # A start down and an end up: a minute that has begun counts, on both sides.
    assert DESK.between("2026-03-02T09:00:59Z", "2026-03-02T10:00:01Z") == timedelta(minutes=61)
    assert DESK.between("2026-03-02T10:00:01Z", "2026-03-02T09:00:59Z") == timedelta(minutes=-61)
    assert DESK.between("2026-03-02T09:00:10Z", "2026-03-02T09:00:20Z") == MINUTE
    assert DESK.between("2026-03-02T09:00:20Z", "2026-03-02T09:00:10Z") == -MINUTE
    assert DESK.between_many([("2026-03-02T10:00:01Z", 29_540_700)]) == [-61]
    assert str(DESK.add("2026-03-02T09:00:59Z", HOUR)) == "2026-03-02 10:00:00+00:00"
    assert str(DESK.add("2026-03-02T10:00:01Z", -MINUTE)) == "2026-03-02 10:00:00+00:00"
    assert DESK.add_many(["2026-03-02T10:00:01Z"], [-1]) == DESK.add_many(["2026-03-02T10:00:01Z"], -1)
    assert str(DESK.add("2026-03-02T09:00Z", timedelta(seconds=61))) == "2026-03-02 09:02:00+00:00"
    assert str(DESK.add("2026-03-02T10:00Z", timedelta(seconds=-61))) == "2026-03-02 09:58:00+00:00"
    waited = [("2026-03-02T09:10:59Z", "2026-03-02T09:19:01Z")]
    assert str(DESK.due("2026-03-02T09:00Z", HOUR, pauses=waited)) == "2026-03-02 10:10:00+00:00"


@pytest.mark.parametrize(
    "at",
    [
        "2026-03-02T15:00+05:30",
        pendulum.datetime(2026, 3, 2, 9, 30),
        pendulum.datetime(2026, 3, 2, 4, 30, tz="America/New_York"),
        datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    ],
)
def test_instants_come_in_any_form(at: Moment) -> None:
    assert DESK.add_many([at, 29_540_730], HOUR) == [29_540_790] * 2
    assert DESK.between_many([(at, 29_540_790)]) == [60]
    assert DESK.due_many([at], pendulum.duration(hours=1)) == [29_540_790]
    assert minute(DESK.add(at, pendulum.duration(hours=1))) == 29_540_790
    assert DESK.between(at, pendulum.datetime(2026, 3, 2, 10, 30)) == HOUR


def test_an_open_pause_means_never_unless_the_working_time_is_over_before() -> None:
    at = "2026-03-02T10:00Z"
    assert DESK.due(at, HOUR, pauses=[("2026-03-02T10:30Z", None)]) is None
    assert DESK.due(at, HOUR, pauses=[("2026-03-02T09:30Z", None)]) is None
    assert DESK.due(at, HOUR, pauses=[("2026-03-02T11:00Z", None)]) is not None
    both = [("2026-03-02T10:30Z", None), ("2026-03-02T10:10Z", "2026-03-02T10:50Z")]
    assert DESK.due(at, HOUR, pauses=both) is None
    assert DESK.elapsed(at, "2026-03-02T12:00Z", pauses=[("2026-03-02T10:30Z", None)]) == HOUR / 2
    assert DESK.due_many([29_540_760] * 2, 60, pauses=[[(29_540_790, None)], []]) == [None, 29_540_820]


def test_a_pause_beyond_the_due_needs_no_data() -> None:
    known = Calendar(FakeTable(known_until=date(2026, 3, 31)))
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")], holidays=known))
    far = [("2035-01-01T00:00Z", "2036-01-01T00:00Z")]
    assert str(clock.due("2026-03-30T09:00Z", 9 * HOUR, pauses=far)) == "2026-03-31 10:00:00+00:00"


# How far it looks


def test_a_clock_grows_over_all_supported_years() -> None:
    clock = WorkClock(Team("desk", "America/New_York", [Shift("09:00", "17:00")], days=DAILY))
    first, last = SUPPORTED
    ran = clock.between_many([(first, last)])[0]
    assert 8 * 60 * ((last - first) // DAY - 1) <= ran <= 8 * 60 * ((last - first) // DAY + 1)
    early, late = "1980-06-02T13:00Z", "2090-06-02T13:00Z"
    apart = WorkClock(Team("desk", "America/New_York", [Shift("09:00", "17:00")], days=DAILY))
    assert apart.add(late, HOUR) == clock.add(late, HOUR)
    assert apart.add(early, HOUR) == clock.add(early, HOUR)
    assert apart.between(early, late) == clock.between(early, late)


def end_of_data(**changes: Any) -> WorkClock:
    known = Calendar(
        FakeTable(known_from=date(2026, 1, 1), known_until=date(2026, 12, 31)),
        beyond=changes.pop("beyond", "raise"),
    )
    zone = changes.pop("zone", "Asia/Manila")
    return WorkClock(Team("desk", zone, [Shift("09:00", "17:00")], holidays=known, **changes))


def test_data_are_asked_for_only_where_the_answer_needs_them() -> None:
    # 31 December is a Thursday; the last shift of the known year ends at 09:00Z.
    clock = end_of_data()
    assert minute(clock.add("2026-12-31T01:00Z", 8 * HOUR)) == instant("2026-12-31 09:00")
    assert minute(clock.add("2026-12-31T16:00Z", timedelta(0))) == instant("2026-12-31 16:00")
    assert not clock.is_open("2026-12-31T15:59Z")
    assert clock.between("2026-12-31T01:00Z", "2026-12-31T16:00Z") == 8 * HOUR
    assert minute(clock.next_close("2026-12-31T01:00Z")) == instant("2026-12-31 09:00")
    for ask in (
        lambda: clock.add("2026-12-31T01:00Z", 8 * HOUR + MINUTE),
        lambda: clock.between("2026-12-31T01:00Z", "2026-12-31T16:01Z"),
        lambda: clock.is_open("2026-12-31T16:00Z"),
        lambda: clock.next_open("2026-12-31T09:00Z"),
        lambda: clock.next_close("2026-12-31T09:00Z"),
        lambda: clock.add("2025-12-31T15:59Z", HOUR),
        lambda: clock.add("2026-01-01T02:00Z", -1 * HOUR - MINUTE),
        lambda: clock.add_many([instant("2026-12-31 01:00")] * 3, 481),
        lambda: clock.held("2026-12-31T01:00Z", "2027-01-01T00:00Z"),
    ):
        with pytest.raises(BeyondData, match=r"2027-01-01|2025-12-31"):
            ask()
    assert minute(clock.add("2026-01-01T02:00Z", -HOUR)) == instant("2026-01-01 01:00")
    assert minute(clock.add("2025-12-31T16:00Z", HOUR)) == instant("2026-01-01 02:00")


def test_a_span_that_leaves_the_data_is_refused_however_much_of_it_they_hold() -> None:
    with pytest.raises(BeyondData, match="2027-01-01"):
        end_of_data().between("2026-10-15T00:00Z", "2027-01-01T12:00Z")
    clock = end_of_data()
    assert clock.is_open("2026-03-20T01:00Z")
    with pytest.raises(BeyondData, match="2025-12-31"):
        clock.between("2025-12-31T12:00Z", "2026-03-20T01:00Z")


@pytest.mark.parametrize("overnight", ["start_day", "clip", "any_touch"])
def test_data_reach_as_far_as_an_overnight_policy_lets_them(overnight: Any) -> None:
    known = Calendar(FakeTable(known_until=date(2026, 12, 30)))
    team = Team("desk", "UTC", [Shift("22:00", "06:00")], holidays=known, overnight=overnight)
    last = 29 if overnight == "any_touch" else 30  # what touches the 31st may be off
    clock = WorkClock(team)
    assert minute(clock.add(f"2026-12-{last}T22:00Z", 2 * HOUR)) == instant(f"2026-12-{last + 1} 00:00")
    with pytest.raises(BeyondData):
        clock.add(f"2026-12-{last}T22:00Z", 2 * HOUR + MINUTE)
    told = WorkClock(
        team.replace(holidays=Calendar(FakeTable(known_until=date(2026, 12, 30)), beyond="warn"))
    )
    assert told.add(f"2026-12-{last}T22:00Z", 2 * HOUR) == clock.add(f"2026-12-{last}T22:00Z", 2 * HOUR)
    with pytest.warns(BeyondDataWarning):
        told.add(f"2026-12-{last}T22:00Z", 2 * HOUR + MINUTE)


def test_whoever_is_answered_beyond_the_data_is_told_each_time() -> None:
    clock = end_of_data(beyond="warn")
    clock.add("2026-12-31T01:00Z", 8 * HOUR)  # tells nothing: it needs none
    for _ in range(2):
        with pytest.warns(BeyondDataWarning, match="after 2026-12-31"):
            assert minute(clock.add("2026-12-31T01:00Z", 9 * HOUR)) == instant("2027-01-01 02:00")
        with pytest.warns(BeyondDataWarning, match="before 2026-01-01"):
            assert minute(clock.add("2026-01-01T01:00Z", -HOUR)) == instant("2025-12-31 08:00")


def test_a_name_that_some_years_lack_is_no_error_for_a_question_about_others() -> None:
    named = (Entry(date(2026, 3, 3), "Founders Day", "public", "XX"),)
    calendar = Calendar(FakeTable(named), exclude=("founders day",))
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")], holidays=calendar))
    assert str(clock.add("2026-12-30T09:00Z", 24 * HOUR)) == "2027-01-01 17:00:00+00:00"
    assert str(clock.add("2026-01-02T09:00Z", -1 * MINUTE)) == "2026-01-01 16:59:00+00:00"


def test_a_clock_that_never_runs_says_so() -> None:
    nobody = WorkClock(Team("nobody", "UTC", []))
    apart = WorkClock(
        Roster([Team("am", "UTC", [Shift("06:00", "12:00")]), Team("pm", "UTC", [Shift("12:00", "18:00")])]),
        running="all",
    )
    known = Calendar(FakeTable(known_from=date(2025, 1, 1), known_until=date(2026, 12, 31)))
    idle = WorkClock(Team("idle", "UTC", [], holidays=known))
    for clock in (nobody, apart, idle):
        at = "2026-03-02T00:00Z"
        with pytest.raises(NoWorkingTime, match="does not run for 1 h"):
            clock.add(at, HOUR)
        with pytest.raises(NoWorkingTime, match="does not run for 1 h"):
            clock.add(at, -HOUR)
        with pytest.raises(NoWorkingTime, match="does not run for 1 min"):
            clock.next_open(at)
        with pytest.raises(NoWorkingTime, match="does not run for 1 min"):
            clock.due(at, MINUTE, pauses=[(at, "2026-06-01T00:00Z")])
        assert clock.next_close(at) is None
    with pytest.raises(NoWorkingTime) as caught:
        nobody.add("2026-03-02T00:00Z", 8 * HOUR)
    assert caught.value.message == (
        'the clock of "nobody" does not run for 8 h between 2026-03-02T00:00Z and 2036-03-02T00:00Z'
    )
    assert isinstance(caught.value, LookupError)


def test_ten_years_are_the_longest_wait_whatever_was_asked_before() -> None:
    shut = Team(
        "desk", "UTC", [Shift("09:00", "17:00")], days=DAILY, closures=[Closure("2026-01-01", "2036-01-02")]
    )
    fresh, grown = WorkClock(shut), WorkClock(shut)
    grown.between("1980-01-01T00:00Z", "2090-01-01T00:00Z")
    for clock in (fresh, grown):
        assert minute(clock.add("2026-01-10T00:00Z", HOUR)) == instant("2036-01-03 10:00")
        assert clock.add_many([instant("2026-01-10 00:00")], 60) == [instant("2036-01-03 10:00")]
        assert minute(clock.add("2035-12-30T00:00Z", -HOUR)) == instant("2025-12-31 16:00")
        apart = [instant("2025-12-31 17:00"), instant("2036-01-03 09:00")]
        for amounts in (60, [60, 60], -60, [-60, -60]):
            with pytest.raises(NoWorkingTime):
                clock.add_many(apart, amounts)
        in_hours = [apart[0] - 120, apart[0], apart[1] + 60]
        for amounts in (60, [60, 60, 60]):
            with pytest.raises(NoWorkingTime, match="2025-12-31T17:00Z"):
                clock.add_many(in_hours, amounts)
        with pytest.raises(NoWorkingTime, match="2036-01-03T09:00Z"):
            clock.add_many([apart[0] - 120, apart[1], apart[1] + 120], -60)
        # Questions may lie further apart than that.
        assert clock.add_many(in_hours[::2], 60) == clock.add_many(in_hours[::2], [60, 60])
        assert clock.add_many(in_hours[::2], 60) == [apart[0] - 60, apart[1] + 120]
        assert clock.add_many([apart[0] - 120, apart[1] + 120], -60) == [apart[0] - 180, apart[1] + 60]
        for at, amount in (
            ("2025-12-31T17:00Z", HOUR),
            ("2036-01-03T09:00Z", -HOUR),
            ("2010-01-01T00:00Z", timedelta(days=4000)),
            ("2020-01-01T00:00Z", timedelta(days=-4000)),
        ):
            with pytest.raises(NoWorkingTime):
                clock.add(at, amount)
        assert clock.next_close("2025-12-31T17:00Z") is None
    round_the_clock = WorkClock(Team("noc", "UTC", [Shift("00:00", "24:00")], days=DAILY))
    assert round_the_clock.next_close("2026-03-02T00:00Z") is None
    assert round_the_clock.add_many([instant("2026-03-02 00:00")], 3653 * DAY) == [
        instant("2036-03-02 00:00")
    ]
    with pytest.raises(NoWorkingTime):
        round_the_clock.add_many([instant("2026-03-02 00:00")], 3653 * DAY + 1)


def test_threads_share_a_clock() -> None:
    walk, shared = Walk.of(PAIR, 1), WorkClock(DESKS, PAIR)
    draw = random.Random(5)  # noqa: S311
    starts = [draw.randrange(FIRST + 30 * DAY, LAST - 30 * DAY) for _ in range(2000)]

    def ask(at: int) -> tuple[int, int, dict[str, int]]:
        forward, back = shared.add_many([at], 480)[0], shared.add_many([at], -480)[0]
        return forward, back, shared.held_many([(back, forward)])[0]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, starts))
    for at, (forward, back, held) in zip(starts, found, strict=True):
        assert (forward, back) == (walk.add(at, 480), walk.add(at, -480))
        span = range(back, forward)
        assert held == {one: len(at_work()[one].intersection(span)) for one in PAIR}


# Who held it


def test_minutes_held_are_those_of_each_team_while_the_clock_ran() -> None:
    draw = random.Random(3)  # noqa: S311
    for quorum in (1, 2):
        clock, walk = WorkClock(DESKS, PAIR, running=quorum), Walk.of(PAIR, quorum)
        spans = [(at, at + draw.randrange(3 * DAY)) for at in draw.sample(range(FIRST, LAST - 4 * DAY), 25)]
        pauses = [[(low + 100, low + 900), (low - 50, low + 10)] for low, _ in spans]
        for (low, high), still, plain, paused in zip(
            spans, pauses, clock.held_many(spans), clock.held_many(spans, pauses=pauses), strict=True
        ):
            ran = [m for m in range(low, high) if m in walk.running]
            assert plain == {one: sum(m in at_work()[one] for m in ran) for one in PAIR}
            ran = [m for m in ran if not any(start <= m < end for start, end in still)]
            assert paused == {one: sum(m in at_work()[one] for m in ran) for one in PAIR}
            held = clock.held(high, low, pauses=still)
            assert (held.start, held.end) == (low, high)
            assert held.minutes_by_team == paused
            assert held.total == timedelta(minutes=len(ran))
            assert [m for run in held for m in range(run.start, run.end)] == ran
            for run in held:
                for one in PAIR:
                    there = {m in at_work()[one] for m in range(run.start, run.end)}
                    assert there == {one in run.teams}


# What is refused


def test_a_clock_is_a_value() -> None:
    clock = WorkClock(DESKS, PAIR, running=2, zone="UTC")
    clock.add("2026-03-02T00:00Z", HOUR)
    again = pickle.loads(pickle.dumps(clock))  # noqa: S301
    assert again == clock == WorkClock(DESKS, PAIR, running="all", zone="UTC")
    assert hash(again) == hash(clock)
    assert again.add("2026-03-02T00:00Z", HOUR) == clock.add("2026-03-02T00:00Z", HOUR)
    assert clock != WorkClock(DESKS, PAIR, zone="UTC")
    assert repr(clock) == "<WorkClock: 2 of manila, krakow; in UTC>"
    assert repr(DESK) == "<WorkClock: desk; in UTC>"
    many = Roster([Team(f"t{number}", "UTC", []) for number in range(20)])
    assert repr(WorkClock(many)) == "<WorkClock: 1 of 20 ids; in UTC>"
    assert (clock.ids, clock.quorum, clock.zone) == (PAIR, 2, "UTC")
    with pytest.raises(AttributeError):
        clock.zone = "Asia/Manila"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"who": "team.toml"}, BadArgument),
        ({"teams": "manila"}, BadArgument),
        ({"teams": []}, BadArgument),
        ({"teams": ["manilla"]}, UnknownId),
        ({"running": 0}, BadQuorum),
        ({"running": 4}, BadQuorum),
        ({"running": True}, BadArgument),
        ({"running": "some"}, BadArgument),
        ({"running": None}, BadArgument),
        ({"running": 1.0}, BadArgument),
        ({"zone": "EST"}, BadZone),
    ],
)
def test_a_clock_that_cannot_be_is_refused(arguments: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        WorkClock(**{"who": DESKS, **arguments})
    if "running" in arguments:
        assert getattr(caught.value, "field", None) == "running"


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("2026-03-02T10:00", NaiveDatetime),
        (datetime(2026, 3, 2), NaiveDatetime),
        ("2026-03-02", BadDate),
        (date(2026, 3, 2), BadDate),
        ("soon", BadDate),
        (None, BadDate),
        (True, BadDate),
        (1.5, BadDate),
        ("1950-01-01T00:00Z", BadHorizon),
        (1_772_460_000, BadHorizon),  # epoch seconds
        (10**30, BadHorizon),
    ],
)
def test_what_is_no_instant_is_refused_everywhere(at: Any, error: type[Exception]) -> None:
    good = "2026-03-02T10:00Z"
    for ask in (
        lambda: DESK.add(at, HOUR),
        lambda: DESK.add(at, -HOUR),
        lambda: DESK.between(at, good),
        lambda: DESK.between(good, at),
        lambda: DESK.is_open(at),
        lambda: DESK.next_open(at),
        lambda: DESK.next_close(at),
        lambda: DESK.due(at, HOUR),
        lambda: DESK.held(at, good),
        lambda: DESK.add_many([good, at], HOUR),
        lambda: DESK.add_many([at], -60),
        lambda: DESK.add_many([at], [60]),
        lambda: DESK.between_many([(good, at)]),
        lambda: DESK.due_many([at], 60),
        lambda: DESK.held_many([(at, good)]),
    ):
        with pytest.raises(error):
            ask()


@pytest.mark.parametrize("amount", [8, "8 h", None, 1.5, True])
def test_an_amount_is_a_timedelta(amount: Any) -> None:
    with pytest.raises(BadArgument, match="give a timedelta"):
        DESK.add(FIRST, amount)
    with pytest.raises(BadArgument, match="give a timedelta"):
        DESK.due(FIRST, amount)


@pytest.mark.parametrize("amount", ["8 h", None, 1.5, True, [None], [1, 2]])
def test_amounts_of_many_are_timedeltas_or_minutes_and_one_for_each(amount: Any) -> None:
    for ask in (lambda: DESK.add_many([FIRST], amount), lambda: DESK.due_many([FIRST], amount)):
        with pytest.raises(BadArgument) as caught:
            ask()
        assert caught.value.field == "working_time"


def test_what_is_due_lies_ahead() -> None:
    for ask in (lambda: DESK.due(FIRST, -HOUR), lambda: DESK.due_many([FIRST], [-1])):
        with pytest.raises(BadArgument, match="below zero"):
            ask()


@pytest.mark.parametrize(
    "pauses",
    [
        ["2026-03-02T10:00Z"],
        [("2026-03-02T10:00Z",)],
        [("2026-03-02T10:00Z", "2026-03-02T09:59Z")],
        [("2026-03-02T10:00:20Z", "2026-03-02T10:00:10Z")],
        [5],
    ],
)
def test_what_is_no_pause_is_refused(pauses: Any) -> None:
    for ask in (
        lambda: DESK.due(FIRST, HOUR, pauses=pauses),
        lambda: DESK.elapsed(FIRST, FIRST + 60, pauses=pauses),
        lambda: DESK.due_many([FIRST], 60, pauses=[pauses]),
    ):
        with pytest.raises(BadArgument) as caught:
            ask()
        assert caught.value.field == "pauses"


@pytest.mark.parametrize("made", [list, tuple, iter])
@pytest.mark.parametrize(
    "wrong",
    [[(FIRST, LAST, 5)], [(FIRST,)], [(FIRST, LAST), (FIRST,)], [(FIRST, LAST), (FIRST, LAST, 5)], [5]],
)
def test_what_is_no_pair_is_told_however_pairs_are_handed_over(made: Any, wrong: list[Any]) -> None:
    for ask in (DESK.between_many, DESK.held_many):
        with pytest.raises(BadArgument, match="is no pair of instants; give") as caught:
            ask(made(wrong))
        assert caught.value.field == "pairs"
        assert len(ask(made([(FIRST, LAST)] * 2))) == 2
        assert list(ask(made([]))) == []
    with pytest.raises(BadArgument, match="pairs is None, not a list"):
        DESK.between_many(None)  # type: ignore[arg-type]


def test_many_need_pairs_and_pauses_for_each() -> None:
    with pytest.raises(BadArgument, match="is no pair"):
        DESK.between_many([(FIRST, LAST), (FIRST,)])  # type: ignore[list-item]
    with pytest.raises(BadArgument, match="is no pair"):
        DESK.between_many([FIRST])  # type: ignore[list-item]
    with pytest.raises(BadArgument, match="2 entries for 1 instants"):
        DESK.due_many([FIRST], 60, pauses=[[], []])
    with pytest.raises(BadArgument, match="0 entries for 1 instants"):
        DESK.held_many([(FIRST, LAST)], pauses=[])
    assert DESK.between_many([]) == DESK.add_many([], HOUR) == DESK.add_many([], []) == []
    assert DESK.add_many([], -60) == DESK.due_many([], 60) == []
    assert DESK.held_many([]) == []
    assert DESK.between_many(iter([(FIRST, FIRST)])) == [0]


def test_a_start_that_is_none_is_refused_by_its_name() -> None:
    with pytest.raises(BadDate, match=r"^start "):
        DESK.due("soon", HOUR)
    with pytest.raises(NaiveDatetime, match=r"^start "):
        DESK.due("2026-03-02T10:00", HOUR)


def test_a_pause_that_begins_as_ten_years_are_over_puts_the_due_off() -> None:
    """Within ten years it runs for no minute, and a pause of an hour lets it wait ten years more."""
    shut = Team(
        "desk", "UTC", [Shift("09:00", "17:00")], days=DAILY, closures=[Closure("2026-01-01", "2036-01-05")]
    )
    start = instant("2026-01-03 00:00")
    later = start + 3653 * DAY
    clock = WorkClock(shut)
    assert minute(clock.due(start, HOUR, pauses=[(later, later + 60)])) == instant("2036-01-06 10:00")
    with pytest.raises(NoWorkingTime):
        clock.due(start, HOUR, pauses=[(later + 1, later + 60)])
