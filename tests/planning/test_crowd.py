"""A crowd is counted as its people one by one would be, and held by its schedules."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import iso_minute
from overlap.core.depth import Depth
from overlap.errors import BadArgument, BadHorizon
from overlap.people.absence import Closure
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.crowd import count_at_work
from tests.properties.oracle import minutes_at_work
from tests.properties.strategies import Crowd, crowds


def pattern(start: str = "09:00", zone: str = "UTC") -> WorkPattern:
    return Team("a", zone, [Shift(start, "17:00")]).pattern


def counted(found: Depth) -> dict[int, int]:
    return {m: people for start, end, people in found for m in range(start, end) if people}


@settings(max_examples=settings().max_examples * 4 // 10)
@given(crowds(), st.data())
def test_the_count_is_the_sum_over_people(crowd: Crowd, data: st.DataObject) -> None:
    start, end = crowd.horizon.start, crowd.horizon.end
    distinct = [(group.team.pattern, group.unnamed) for group in crowd.groups]
    chosen = data.draw(st.lists(st.sampled_from(range(len(distinct))), max_size=12))
    found = count_at_work([distinct[one][0] for one in chosen], f"{iso_minute(start)}", f"{iso_minute(end)}")
    walked: Counter[int] = Counter()
    for one in chosen:
        walked.update(minutes_at_work(distinct[one][1], start, end))
    assert counted(found) == dict(walked)
    assert (found.start, found.end) == (start, end)


def test_equal_schedules_are_merged_and_a_stream_counts_as_a_list_does() -> None:
    apart = [pattern() for _ in range(3)] + [pattern("12:00")] * 2
    assert len({id(one) for one in apart}) == 4
    listed = count_at_work(apart, "2026-03-02", "2026-03-02")
    assert listed.minutes_at == {0: 960, 3: 180, 5: 300}
    assert count_at_work(iter(apart), "2026-03-02", "2026-03-02") == listed
    assert count_at_work([], "2026-03-02", "2026-03-02").minutes_at == {0: 1440}


def test_patterns_made_on_the_way_and_dropped_are_not_confused() -> None:
    """An id may be given again once its object is gone; none is, before the count is over."""

    def stream() -> Iterator[WorkPattern]:
        for number in range(150_000):
            yield shared if number % 50 else pattern("12:00" if number % 100 else "15:00")

    shared = pattern()
    found = count_at_work(stream(), "2026-03-02", "2026-03-02")
    assert found.minutes_at == {0: 960, 147_000: 180, 148_500: 180, 150_000: 120}


def test_dates_are_read_on_the_clock_asked_for() -> None:
    people = [pattern(zone="Asia/Manila")]
    found = count_at_work(people, "2026-03-02", "2026-03-02", zone="Asia/Manila")
    assert found.steps[0][:2] == (found.start, found.start + 540)
    assert found.minutes_at == {0: 960, 1: 480}


def test_memory_grows_with_schedules_and_not_with_people() -> None:
    schedules = [
        Team("a", "UTC", [Shift("09:00", "17:00")], closures=[Closure(f"2026-03-{day:02d}")]).pattern
        for day in range(1, 21)
    ]

    def peak(people: list[WorkPattern]) -> int:
        gc.collect()
        tracemalloc.start()
        count_at_work(people, "2026-03-01", "2026-03-30")
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    few, many = schedules * 4000, schedules * 40_000
    peak(few)  # caches
    assert peak(many) < peak(few) + 100_000


def test_what_is_no_crowd_is_refused() -> None:
    for people, message in (
        (pattern(), "people is WorkPattern"),
        (5, "people is 5, not a list; give one work pattern for each person"),
        ([pattern(), "ana"], "people holds 'ana'; give work patterns, such as team.pattern"),
        ([Team("a", "UTC", [])], "people holds <Team 'a'"),
        ([pattern(), SimpleNamespace(identity=1)], "people holds namespace(identity=1)"),
    ):
        with pytest.raises(BadArgument) as caught:
            count_at_work(people, "2026-03-02", "2026-03-02")  # type: ignore[arg-type]
        assert message in str(caught.value)
        assert caught.value.field == "people"
    with pytest.raises(BadHorizon):
        count_at_work([pattern()], "2026-03-02", "2026-03-01")
