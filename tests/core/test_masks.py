"""Counting on a grid gives what counting by edges gives, and steps aside where it would not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import DAY, day_of
from overlap.core.intervals import EMPTY, IntervalSet, at_least, weighted_at_least
from overlap.core.masks import Copies, at_least_on_grid, is_regular
from overlap.core.template import Span, Template, expand
from overlap.core.zones import zone

ZONES = (
    *("Asia/Manila", "America/New_York", "Europe/Warsaw", "Asia/Kathmandu", "Pacific/Chatham"),
    *("Australia/Lord_Howe", "America/Havana", "Africa/Casablanca", "Antarctica/Troll", "Pacific/Apia"),
)

STARTS = tuple(day_of(date(*day)) for day in ((2026, 3, 5), (2026, 3, 27), (2026, 10, 22), (2026, 4, 2)))


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """Weekly or cyclic templates on a five-minute grid; breaks, nights, several spans a day."""
    days = []
    for _ in range(draw(st.sampled_from((7, 7, 7, 4, 1)))):
        spans = []
        if draw(st.integers(0, 3)):
            start = draw(st.integers(0, 287)) * 5
            length = draw(st.integers(1, 240)) * 5
            low = start + length // 15 * 5
            breaks = ((low, low + 5),) if length >= 45 and draw(st.booleans()) else ()
            spans.append(Span(start, start + length, breaks))
        days.append(spans)
    return Template.of(draw(st.integers(0, 6)), days)


@st.composite
def questions(draw: st.DrawFn) -> tuple[int, int, list[tuple[Copies, int]], list[tuple[IntervalSet, int]]]:
    """A horizon around clock changes, copies with days off and weights, and other sets."""
    first = draw(st.sampled_from(STARTS))
    start = first * DAY + draw(st.integers(0, 96)) * 15
    end = start + draw(st.integers(1, 96 * 9)) * 15
    copies = []
    for _ in range(draw(st.integers(0, 6))):
        off = tuple(sorted(draw(st.sets(st.integers(first - 3, first + 11), max_size=4))))
        made = Copies(draw(templates()), zone(draw(st.sampled_from(ZONES))), off)
        if is_regular(made.template, made.clock, start, end):
            copies.append((made, draw(st.integers(1, 5))))
    sets = []
    for _ in range(draw(st.integers(0, 2))):
        edges = sorted(draw(st.sets(st.integers(-50, 96 * 10), min_size=2, max_size=8)))
        pairs = [(first * DAY + low * 15, first * DAY + high * 15) for low, high in pairwise(edges)]
        sets.append((IntervalSet(pairs[::2]), draw(st.integers(1, 3))))
    return start, end, copies, sets


def by_edges(one: Copies, start: int, end: int) -> IntervalSet:
    """The same copies, expanded to intervals."""
    first, last = start // DAY - 4, end // DAY + 4
    regimes = one.clock.regimes((first - 3) * DAY, (last + 3) * DAY)
    return expand(one.template, regimes, first, last, one.off).clip(start, end)


@given(questions(), st.integers(1, 20))
@settings(max_examples=300, deadline=None)
def test_counting_on_a_grid_equals_counting_by_edges(
    question: tuple[int, int, list[tuple[Copies, int]], list[tuple[IntervalSet, int]]], k: int
) -> None:
    start, end, copies, sets = question
    weighted = [(by_edges(one, start, end), weight) for one, weight in copies]
    weighted += [(one.clip(start, end), weight) for one, weight in sets]
    total = sum(weight for _, weight in weighted)
    for wanted in {k, 1, max(total, 1), total + 1}:
        assert at_least_on_grid(wanted, copies, sets, start, end) == weighted_at_least(wanted, weighted)


def test_everybody_is_an_intersection() -> None:
    start = day_of(date(2026, 3, 2)) * DAY
    end = start + 14 * DAY
    week = Template.of(4, [[Span(540, 1020, ((720, 780),))]] * 5 + [[], []])
    copies = [Copies(week, zone(key), ()) for key in ("America/New_York", "America/Bogota")]
    found = at_least_on_grid(2, [(one, 1) for one in copies], [], start, end)
    assert found == at_least(2, [by_edges(one, start, end) for one in copies])
    assert found


def test_a_grid_finer_than_five_minutes_is_left_to_the_edges() -> None:
    odd = Template.of(0, [[Span(541, 1021)]])
    assert odd.grid == 1
    start = day_of(date(2026, 3, 2)) * DAY
    assert at_least_on_grid(1, [(Copies(odd, zone("UTC"), ()), 1)], [], start, start + DAY) is None
    assert at_least_on_grid(1, [], [(IntervalSet([(start + 7, start + 9)]), 1)], start, start + DAY) is None
    assert at_least_on_grid(1, [], [(EMPTY, 1)], start + 1, start + DAY) is None


def test_an_edge_in_a_gap_or_a_fold_or_a_skipped_date_is_not_regular() -> None:
    def regular(start: int, end: int, key: str, year: int, month: int, day: int) -> bool:
        at = day_of(date(year, month, day)) * DAY
        return is_regular(Template.of(0, [[Span(start, end)]]), zone(key), at, at + DAY)

    assert regular(540, 1020, "America/New_York", 2026, 3, 8)
    assert not regular(150, 600, "America/New_York", 2026, 3, 8)  # 02:30 is skipped
    assert not regular(1200, 1440 + 90, "America/New_York", 2026, 11, 1)  # 01:30 comes twice
    assert regular(150, 600, "America/New_York", 2026, 3, 11)
    assert not regular(540, 1020, "Pacific/Apia", 2011, 12, 30)
    assert not is_regular(Template.of(0, [[Span(0, 1440)]]), zone("UTC"), 30_000_000, 30_001_440)


def test_a_change_before_the_horizon_still_moves_an_edge_into_it() -> None:
    # 02:30 of the skipped hour is 03:30, half an hour after the change: a horizon may start in between.
    changed = day_of(date(2026, 3, 8)) * DAY + 7 * 60
    until_half_past_two = Template.of(0, [[Span(0, 150)]])
    assert not is_regular(until_half_past_two, zone("America/New_York"), changed + 10, changed + DAY)


def test_a_set_off_the_finest_grid_is_left_to_the_edges_whatever_the_others_are_on() -> None:
    start = day_of(date(2026, 3, 2)) * DAY
    finest = Template.of(0, [[Span(545, 1020)]])
    assert finest.grid == 5
    copies = [(Copies(finest, zone("UTC"), ()), 1)]
    for pair in ((start + 7, start + 10), (start + 5, start + 9)):
        assert at_least_on_grid(1, copies, [(IntervalSet([pair]), 1)], start, start + DAY) is None


def test_sets_alone_are_counted_as_they_are() -> None:
    start = day_of(date(2026, 3, 2)) * DAY
    one = IntervalSet([(start + 60, start + 120), (start + 600, start + DAY)])
    assert at_least_on_grid(1, [], [(one, 1)], start, start + DAY) == one


def test_a_change_off_the_grid_is_left_to_the_edges() -> None:
    # In St John's clocks went back at 02:31Z on 7 November 2010: a minute after the horizon starts.
    start = day_of(date(2010, 11, 7)) * DAY + 150
    week = Template.of(0, [[Span(540, 1020)]])
    copies = [(Copies(week, zone("America/St_Johns"), ()), 1)]
    assert at_least_on_grid(1, copies, [], start, start + DAY) is None


def test_a_day_off_that_the_horizon_ends_in_is_off() -> None:
    start = day_of(date(2026, 3, 2)) * DAY
    week = Template.of(0, [[Span(540, 1020)]])
    copies = [(Copies(week, zone("UTC"), (start // DAY + 1,)), 1)]
    found = at_least_on_grid(1, copies, [], start, start + DAY + 720)
    assert found == IntervalSet([(start + 540, start + 1020)])


def test_weights_are_added_digit_by_digit() -> None:
    start = day_of(date(2026, 3, 2)) * DAY
    hours = [(start + 60 * hour, start + 60 * (hour + 1)) for hour in range(16)]
    sets = [
        (IntervalSet(pair for hour, pair in enumerate(hours) if hour >> bit & 1), 1 << bit)
        for bit in range(4)
    ]
    for k in range(1, 16):
        found = at_least_on_grid(k, [], sets, start, start + DAY)
        assert found == IntervalSet(pair for hour, pair in enumerate(hours) if hour >= k)


def test_equal_weights_carry_as_far_as_they_reach() -> None:
    start = day_of(date(2026, 3, 2)) * DAY
    sets = [(IntervalSet([(start, start + 60 * (hours + 1))]), 1) for hours in range(9)]
    for k in range(1, 10):
        found = at_least_on_grid(k, [], sets, start, start + DAY)
        assert found == IntervalSet([(start, start + 60 * (10 - k))])
