"""Tickets of many teams are due by their own clocks; batches on executors are those of one thread."""

from __future__ import annotations

import pickle
import random
from datetime import timedelta
from typing import Any

import pytest

from overlap.core.civil import iso_minute
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadHorizon, LostWorkWarning, NoWorkingTime, UnknownId
from overlap.people.busy import Busy, BusyPolicy, BusyTime
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning import ticket_chunks
from overlap.planning.team_tickets import due_by_team, elapsed_by_team
from overlap.planning.workclock import WorkClock
from tests.planning.clocks import DESKS, FIRST, Walk
from tests.planning.executors import KINDS, AtOnce, Backwards, Loses, Refuses
from tests.properties.oracle import DAY

IDS = ("manila", "krakow", "new-york", "krakow.ana")
DRAW = random.Random(5)  # noqa: S311 - the same tickets on every run
COUNT = 120
TEAMS = [DRAW.choice(IDS) for _ in range(COUNT)]
STARTS = [FIRST + 20 * DAY + DRAW.randrange(180 * DAY) for _ in range(COUNT)]
AMOUNTS = [DRAW.randrange(0, 900) for _ in range(COUNT)]
PAIRS = [(at, at + DRAW.randrange(-20, 40) * 631) for at in STARTS]
PAUSES = [
    [(at + DRAW.randrange(500), at + 500 + DRAW.randrange(900)) for _ in range(DRAW.randrange(3))]
    for at in STARTS
]
OPEN = [[(at + 300, None)] if number % 3 == 0 else [] for number, at in enumerate(STARTS)]

WALKS = {one: Walk.of((one,), 1) for one in IDS}


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch of some hundred tickets is several chunks."""
    monkeypatch.setattr(ticket_chunks, "_AT_ONCE", 32)
    monkeypatch.setattr(ticket_chunks, "_ONE_BY_ONE", 25)
    monkeypatch.setattr(ticket_chunks, "_AHEAD", 2)


def walked_due(one: str, start: int, amount: int, pauses: list[tuple[int, int | None]]) -> int | None:
    """When so much has run, minute by minute."""
    still = {minute for low, high in pauses if high is not None for minute in range(low, high)}
    never = min((low for low, high in pauses if high is None), default=None)
    at = start
    while amount:
        if at == never:
            return None
        amount -= at in WALKS[one].running and at not in still
        at += 1
    return at


@pytest.mark.parametrize("pauses", [None, PAUSES, OPEN], ids=["none", "some", "open"])
def test_tickets_are_due_by_the_clock_of_their_team(pauses: Any) -> None:
    found = due_by_team(DESKS, TEAMS, STARTS, AMOUNTS, pauses=pauses)
    each = pauses or [[]] * COUNT
    assert found == [walked_due(*one) for one in zip(TEAMS, STARTS, AMOUNTS, each, strict=True)]
    assert due_by_team(DESKS, TEAMS, STARTS, 480) == [
        walked_due(one, at, 480, []) for one, at in zip(TEAMS, STARTS, strict=True)
    ]


def test_tickets_took_the_time_of_their_team() -> None:
    expected = [WALKS[one].between(*pair) for one, pair in zip(TEAMS, PAIRS, strict=True)]
    assert elapsed_by_team(DESKS, TEAMS, PAIRS) == expected
    assert min(expected) < 0 < max(expected)
    stood = elapsed_by_team(DESKS, TEAMS, PAIRS, pauses=PAUSES)
    for one, (start, end), pauses, minutes in zip(TEAMS, PAIRS, PAUSES, stood, strict=True):
        still = {minute for low, high in pauses for minute in range(low, high)}
        low, high = sorted((start, end))
        ran = sum(minute in WALKS[one].running and minute not in still for minute in range(low, high))
        assert minutes == (ran if start <= end else -ran)


def test_instants_are_read_as_a_clock_reads_them() -> None:
    texts = [f"{iso_minute(at)[:-1]}:30Z" for at in STARTS]
    ends = [f"{iso_minute(at)[:-1]}:30Z" for _, at in PAIRS]
    amounts = [timedelta(minutes=amount) for amount in AMOUNTS]
    assert due_by_team(DESKS, TEAMS, texts, amounts) == due_by_team(DESKS, TEAMS, STARTS, AMOUNTS)
    pairs = [*zip(texts, ends, strict=True)]
    clocks = {one: WorkClock(DESKS, [one]) for one in IDS}
    expected = [
        clocks[one].between(*pair) // timedelta(minutes=1) for one, pair in zip(TEAMS, pairs, strict=True)
    ]
    assert elapsed_by_team(DESKS, TEAMS, pairs) == expected


def everything(clock: WorkClock, executor: Any) -> list[Any]:
    """Every kind of batch."""
    texts = [iso_minute(at) for at in STARTS]
    back = [amount - 450 for amount in AMOUNTS]
    return [
        clock.add_many(STARTS, 480, executor=executor),
        clock.add_many(STARTS, -480, executor=executor),
        clock.add_many(STARTS, 0, executor=executor),
        clock.add_many(texts, back, executor=executor),
        clock.add_many(STARTS, [amount + 1 for amount in AMOUNTS], executor=executor),
        clock.between_many(PAIRS, executor=executor),
        clock.between_many(PAIRS, pauses=PAUSES, executor=executor),
        clock.between_many([*zip(texts, texts[::-1], strict=True)], executor=executor),
        clock.due_many(STARTS, 480, executor=executor),
        clock.due_many(STARTS, AMOUNTS, pauses=PAUSES, executor=executor),
        clock.due_many(STARTS, AMOUNTS, pauses=OPEN, executor=executor),
        clock.held_many(PAIRS, executor=executor),
        clock.held_many(PAIRS, pauses=PAUSES, executor=executor),
        due_by_team(DESKS, TEAMS, STARTS, AMOUNTS, pauses=OPEN, executor=executor),
        elapsed_by_team(DESKS, TEAMS, PAIRS, executor=executor),
        elapsed_by_team(DESKS, TEAMS, PAIRS, pauses=PAUSES, executor=executor),
    ]


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_every_executor_gives_the_serial_batches(kind: str) -> None:
    clock = WorkClock(DESKS, ["manila", "krakow"], running=1)
    with KINDS[kind]() as executor:
        assert everything(clock, executor) == everything(clock, None)


@pytest.mark.parametrize("executor", [Loses(1), Loses(2), Refuses(3)])
def test_lost_tickets_are_not_missing(executor: Any) -> None:
    clock = WorkClock(DESKS, running=2)
    expected = clock.held_many(PAIRS, pauses=PAUSES)
    with pytest.warns(LostWorkWarning):
        assert clock.held_many(PAIRS, pauses=PAUSES, executor=executor) == expected


def test_empty_batches_send_nothing() -> None:
    clock, executor = WorkClock(DESKS), Refuses(0)
    assert clock.add_many([], 60, executor=executor) == []
    assert clock.between_many([], executor=executor) == []
    assert clock.between_many([], pauses=[], executor=executor) == clock.between_many([], pauses=[]) == []
    assert clock.due_many([], [], pauses=[], executor=executor) == []
    assert clock.held_many([], executor=executor) == []
    assert due_by_team(DESKS, [], [], 60, executor=executor) == []
    assert elapsed_by_team(DESKS, [], [], executor=executor) == []


def test_a_long_list_is_not_copied_into_the_queue() -> None:
    executor = Backwards()
    WorkClock(DESKS).add_many(STARTS, 480, executor=executor)
    assert executor.most == 2


def test_a_clock_travels_with_its_own_teams_only() -> None:
    many = Roster([*DESKS, *(Team(f"t{number}", "UTC", [Shift("09:00", "17:00")]) for number in range(50))])
    sent: list[Any] = []

    class Listens(AtOnce):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            sent.append(args[0])
            return super().submit(fn, *args, **kwargs)

    clock = WorkClock(many, ["manila", "krakow.ana"], zone="Asia/Tokyo")
    assert clock.due_many(STARTS, 60, executor=Listens()) == clock.due_many(STARTS, 60)
    assert [team.id for team in sent[0].clock.value.roster] == ["manila", "krakow"]
    assert sent[0].clock.value.zone == "Asia/Tokyo"
    assert len({id(chunk.clock) for chunk in sent}) == 1
    assert len(pickle.dumps(sent[0])) < 8_000


# Errors


@pytest.mark.parametrize("executor", [None, AtOnce(pickled=True)])
def test_numbers_that_no_instant_has_are_the_same_error_everywhere(executor: Any) -> None:
    clock = WorkClock(DESKS)
    for batch in (
        lambda: clock.add_many([2**70, FIRST], 60, executor=executor),
        lambda: clock.between_many([(FIRST, 2**70)], executor=executor),
        lambda: due_by_team(DESKS, ["manila"], [-(2**70)], 60, executor=executor),
    ):
        with pytest.raises(BadHorizon, match="leaves the supported years"):
            batch()
    with pytest.raises(NoWorkingTime):
        clock.due_many(STARTS, [2**70] * COUNT, executor=executor)


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(BadArgument, match="teams has 1 entries for 2 instants"):
        due_by_team(DESKS, ["manila"], STARTS[:2], 60)
    with pytest.raises(BadArgument, match="teams is 'manila'"):
        due_by_team(DESKS, "manila", STARTS[:6], 60)
    with pytest.raises(BadArgument, match="pauses has 1 entries for 2"):
        elapsed_by_team(DESKS, ["manila"] * 2, PAIRS[:2], pauses=[[]])
    with pytest.raises(UnknownId):
        due_by_team(DESKS, ["oslo"], STARTS[:1], 60)
    with pytest.raises(BadArgument, match="executor is 7"):
        WorkClock(DESKS).add_many(STARTS, 60, executor=7)  # type: ignore[arg-type]
    with pytest.raises(BadArgument, match="below zero"):
        due_by_team(DESKS, ["manila"], STARTS[:1], -60)


# What rosters weigh on the way


def test_a_roster_travels_without_what_it_remembers_and_its_templates_are_found_again() -> None:
    # Of today, not DESKS: what others interned since may have pushed a template of long ago out.
    night = Shift("22:00", "06:00", breaks=[Break("02:00", "03:00")])
    desks = Roster(
        [Team("manila", "Asia/Manila", [night]), Team("krakow", "Europe/Warsaw", [Shift("09:00", "17:00")])]
    )
    before = pickle.dumps(desks)
    WorkClock(desks).due_many(STARTS, 480)
    assert len(pickle.dumps(desks)) == len(before)
    arrived = pickle.loads(before)  # noqa: S301 - our own
    assert arrived == desks
    for one, other in zip(arrived, desks, strict=True):
        assert one.pattern.zone is other.pattern.zone
        assert one.pattern.schedule.plain(20_000, 20_001) is other.pattern.schedule.plain(20_000, 20_001)


def test_five_hundred_teams_are_a_fifth_of_a_megabyte() -> None:
    shifts = [
        Shift(f"{hour:02d}:00", f"{hour + 8:02d}:{minute}") for hour in range(10) for minute in (15, 30)
    ]
    teams = [Team(f"team-{number}", "Europe/Warsaw", [shifts[number % 20]]) for number in range(500)]
    assert len(pickle.dumps(Roster(teams))) < 250_000


def test_busy_time_travels_as_its_blocks() -> None:
    time = BusyTime([Busy("2026-03-02T09:00Z", "2026-03-02T10:00Z"), Busy("2026-03-04")])
    before = pickle.dumps(time)
    assert time.taken(zone("Asia/Manila"), BusyPolicy())
    assert pickle.dumps(time) == before
