"""What is known of a clock grows as far as it is asked about, and no further."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from overlap.core.civil import weekday_of
from overlap.core.horizon import SUPPORTED, Horizon
from overlap.core.intervals import IntervalSet
from overlap.errors import BadHorizon
from overlap.people.calendars import Calendar
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.running import Running
from overlap.planning.selection import demand
from tests.planning.brute import instant
from tests.planning.clocks import DESKS, Walk
from tests.properties.oracle import DAY
from tests.properties.strategies import FakeTable

PAIR = ("manila", "krakow")
START = instant("2026-06-01 00:00")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Every stretch for which somebody's presence is worked out."""
    found: list[tuple[int, int]] = []
    real: Callable[..., IntervalSet] = Running.intervals

    def noted(self: Running, horizon: Horizon, *, bare: bool = False) -> IntervalSet:
        found.append((horizon.start, horizon.end))
        return real(self, horizon, bare=bare)

    monkeypatch.setattr(Running, "intervals", noted)
    return found


def clock() -> Running:
    return Running(DESKS, demand(DESKS, PAIR, 1, None, None))


def test_no_minute_is_worked_out_twice(asked: list[tuple[int, int]]) -> None:
    running, walk = clock(), Walk.of(PAIR, 1)
    for day in range(120):
        at = START + day * DAY
        assert running.after(at, 480) == walk.add(at, 480)
        assert running.before(at, 480) == walk.add(at, -480)
    stretches = sorted(asked)
    assert all(end <= start for (_, end), (start, _) in pairwise(stretches))
    assert len(asked) <= 6  # by doubling


def test_a_year_of_questions_takes_few_steps(asked: list[tuple[int, int]]) -> None:
    running = clock()
    running.between(START, START + 10 * DAY)
    running.between(START - 3650 * DAY, START + 3650 * DAY)
    assert len(asked) <= 3
    running.between(START - 3000 * DAY, START + 3000 * DAY)
    running.is_open(START + 9 * DAY)
    assert len(asked) <= 3


def test_nobody_looks_beyond_the_data_for_what_lies_inside_them(asked: list[tuple[int, int]]) -> None:
    known = Calendar(FakeTable(known_from=date(2026, 5, 1), known_until=date(2026, 6, 30)))
    roster = Roster([Team("desk", "UTC", [Shift("09:00", "17:00")], holidays=known)])
    running = Running(roster, demand(roster, ("desk",), 1, None, None))
    assert running.between(START, START + DAY) == 480
    assert running.before(START + 600, 120) == instant("2026-05-29 16:00")
    assert running.after(START + 600, 480) == instant("2026-06-02 10:00")
    assert min(start for start, _ in asked) == instant("2026-05-01 00:00")
    assert max(end for _, end in asked) == instant("2026-07-01 00:00")


def test_amounts_of_their_own_are_looked_for_as_far_as_the_longest_needs() -> None:
    walk = Walk.of(PAIR, 1)
    for starts, amounts in (([START, START + 5], [1, 60_000]), ([START + 5, START], [60_000, 1])):
        expected = [walk.add(*ticket) for ticket in zip(starts, amounts, strict=True)]
        assert clock().after_each(starts, amounts) == expected


def test_a_share_is_the_time_at_which_one_is_there_while_the_clock_runs() -> None:
    question = demand(DESKS, PAIR, 2, None, None)
    whole = Running(DESKS, question)
    for one in PAIR:
        share = Running(DESKS, question, share=one)
        assert share.between(START, START + 30 * DAY) == whole.between(START, START + 30 * DAY)
    either = Running(DESKS, demand(DESKS, PAIR, 1, None, None), share="manila")
    assert either.between(START, START + 30 * DAY) == Walk.of(("manila",), 1).between(START, START + 30 * DAY)


def test_up_to_both_ends_of_the_supported_years_a_clock_is_known() -> None:
    first, last = SUPPORTED
    roster = Roster([Team("desk", "UTC", [Shift("09:00", "17:00")])])
    asked = demand(roster, ("desk",), 1, None, None)
    for low, high in ((first, first), (last, last), (first, first + 9 * DAY), (last - 9 * DAY, last)):
        worked = [
            minute
            for minute in range(low, high)
            if weekday_of(minute // DAY) < 5 and 540 <= minute % DAY < 1020
        ]
        assert Running(roster, asked).between(low, high) == len(worked)


def test_beyond_the_supported_years_no_clock_is_asked() -> None:
    first, last = SUPPORTED
    for low, high in (
        (first - 1, first + DAY),
        (last - DAY, last + 1),
        (first - 1, first - 1),
        (last + 1, last + 1),
    ):
        with pytest.raises(BadHorizon):
            clock().between(low, high)
