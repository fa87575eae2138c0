"""Templates: what a repeated pattern comes to, with answers worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.core.civil import DAY, day_of, iso_minute
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.template import Span, Template, _intern, any_edge_between, expand, span_at_work
from overlap.core.zones import Regimes, zone

MONDAY = day_of(date(2026, 3, 2))


def at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


def regimes_of(key: str, day: int, days: int = 9) -> Regimes:
    return zone(key).regimes((day - 3) * DAY, (day + days) * DAY)


def text_of(found: IntervalSet) -> list[tuple[str, str]]:
    return [(iso_minute(start), iso_minute(end)) for start, end in found]


def one_day(key: str, on: str, span: Span) -> IntervalSet:
    day = day_of(date.fromisoformat(on))
    expanded = expand(Template.of(0, [[span]]), regimes_of(key, day), day, day + 1)
    assert (
        expanded == span_at_work(span, day, regimes_of(key, day))
        or day in regimes_of(key, day).skipped_days()
    )
    return expanded


def test_pieces_are_the_span_without_its_breaks() -> None:
    assert Span(at(9), at(17), ((at(12), at(13)),)).pieces() == [(at(9), at(12)), (at(13), at(17))]
    assert Span(at(9), at(17), ((at(9), at(10)), (at(10), at(11)))).pieces() == [(at(11), at(17))]
    assert sorted(Span(1, 9, ((2, 3),)).edges()) == [1, 2, 3, 9]


def test_equal_templates_are_one_object_and_the_anchor_is_reduced() -> None:
    one = Template.of(14, [[Span(0, 60)], [], []])
    assert one is Template.of(2, [[Span(0, 60)], [], []])
    assert one is not Template.of(3, [[Span(0, 60)], [], []])
    assert one.spans_on(14) == (Span(0, 60),)
    assert one.spans_on(-1) == (Span(0, 60),)
    assert one.spans_on(15) == ()


def test_an_empty_template_comes_to_nothing() -> None:
    assert expand(Template.of(0, [[]]), regimes_of("UTC", MONDAY), MONDAY, MONDAY + 7) == EMPTY
    assert expand(Template.of(0, [[Span(0, 9)]]), regimes_of("UTC", MONDAY), MONDAY, MONDAY) == EMPTY


def test_days_off_are_left_out() -> None:
    off = (MONDAY - 9, MONDAY + 1, MONDAY + 3, MONDAY + 40)
    found = expand(Template.of(0, [[Span(0, 60)]]), regimes_of("UTC", MONDAY), MONDAY, MONDAY + 5, off)
    assert [start // DAY - MONDAY for start, _ in found] == [0, 2, 4]


def test_days_off_of_touching_days_leave_the_night_before() -> None:
    whole = Template.of(0, [[Span(0, at(12)), Span(at(12), DAY)]])
    found = expand(whole, regimes_of("UTC", MONDAY), MONDAY, MONDAY + 3, (MONDAY + 1,))
    assert list(found) == [(MONDAY * DAY, (MONDAY + 1) * DAY), ((MONDAY + 2) * DAY, (MONDAY + 3) * DAY)]


def test_a_night_is_seven_hours_when_clocks_go_forward_and_nine_when_back() -> None:
    night = Span(at(22), at(30))
    assert one_day("America/New_York", "2026-03-07", night).minutes == at(7)
    assert one_day("America/New_York", "2026-10-31", night).minutes == at(9)
    assert one_day("America/New_York", "2026-03-09", night).minutes == at(8)


def test_a_break_in_a_gap_moves_on_with_the_clocks() -> None:
    # 02:30-02:45 does not exist on 2026-03-08: read with the offset before, it is 07:30Z-07:45Z (03:30 EDT).
    found = one_day("America/New_York", "2026-03-07", Span(at(22), at(30), ((at(26, 30), at(26, 45)),)))
    assert text_of(found) == [
        ("2026-03-08T03:00Z", "2026-03-08T07:30Z"),
        ("2026-03-08T07:45Z", "2026-03-08T10:00Z"),
    ]


def test_a_break_that_a_gap_turns_inside_out_takes_nothing() -> None:
    # 02:30 is 07:30Z, but 03:00 is 07:00Z.
    found = one_day("America/New_York", "2026-03-07", Span(at(22), at(30), ((at(26, 30), at(27)),)))
    assert text_of(found) == [("2026-03-08T03:00Z", "2026-03-08T10:00Z")]


def test_a_break_from_the_last_minute_of_a_gap_takes_nothing() -> None:
    # 02:59 is 07:59Z, but 03:00 is 07:00Z.
    found = one_day("America/New_York", "2026-03-07", Span(at(22), at(30), ((at(26, 59), at(27)),)))
    assert text_of(found) == [("2026-03-08T03:00Z", "2026-03-08T10:00Z")]


def test_a_shift_that_a_gap_turns_inside_out_is_empty() -> None:
    assert one_day("America/New_York", "2026-03-08", Span(at(2, 30), at(3))) == EMPTY
    assert one_day("America/New_York", "2026-03-08", Span(at(2, 30), at(3, 30))) == EMPTY
    assert one_day("America/New_York", "2026-03-08", Span(at(2, 30), at(3, 31))).minutes == 1


def test_two_shifts_apart_on_the_wall_may_overlap_on_a_gap_night() -> None:
    # 18:00-02:45 ends at 07:45Z and 03:00-11:00 starts at 07:00Z.
    day = day_of(date(2026, 3, 7))
    both = Template.of(0, [[Span(at(3), at(11)), Span(at(18), at(26, 45))]])
    found = expand(both, regimes_of("America/New_York", day), day, day + 2)
    assert text_of(found)[1] == ("2026-03-07T23:00Z", "2026-03-08T15:00Z")


def test_a_repeated_time_is_its_first_occurrence() -> None:
    # 01:30 is shown at 05:30Z and at 06:30Z.
    assert text_of(one_day("America/New_York", "2026-11-01", Span(at(1, 30), at(9)))) == [
        ("2026-11-01T05:30Z", "2026-11-01T14:00Z")
    ]
    assert text_of(one_day("America/New_York", "2026-11-01", Span(at(0), at(1, 30)))) == [
        ("2026-11-01T04:00Z", "2026-11-01T05:30Z")
    ]


def test_midnight_that_is_shown_twice_is_the_first() -> None:
    # Havana, 2025-11-02: 01:00 CDT (05:00Z) becomes 00:00 CST; the first midnight is 04:00Z.
    assert text_of(one_day("America/Havana", "2025-11-02", Span(0, DAY))) == [
        ("2025-11-02T04:00Z", "2025-11-03T05:00Z")
    ]


def test_midnight_that_is_skipped_is_read_with_the_offset_before() -> None:
    # Cairo, 2026-04-24: 00:00 becomes 01:00 at 22:00Z on the 23rd.
    assert text_of(one_day("Africa/Cairo", "2026-04-24", Span(0, at(8)))) == [
        ("2026-04-23T22:00Z", "2026-04-24T05:00Z")
    ]


def test_a_date_that_does_not_exist_has_no_shift_and_the_night_before_ends_on_the_clock() -> None:
    assert one_day("Pacific/Apia", "2011-12-30", Span(at(9), at(17))) == EMPTY
    # 22:00 on the 29th is 08:00Z on the 30th; 06:00 on the 30th is never shown and is 16:00Z.
    assert text_of(one_day("Pacific/Apia", "2011-12-29", Span(at(22), at(30)))) == [
        ("2011-12-30T08:00Z", "2011-12-30T16:00Z")
    ]
    day = day_of(date(2011, 12, 29))
    daily = expand(Template.of(0, [[Span(at(9), at(17))]]), regimes_of("Pacific/Apia", day), day, day + 3)
    assert text_of(daily) == [
        ("2011-12-29T19:00Z", "2011-12-30T03:00Z"),
        ("2011-12-30T19:00Z", "2011-12-31T03:00Z"),
    ]


def test_half_an_hour_is_half_an_hour() -> None:
    night = Span(at(22), at(30))
    assert one_day("Australia/Lord_Howe", "2026-10-03", night).minutes == at(7, 30)
    assert one_day("Australia/Lord_Howe", "2026-04-04", night).minutes == at(8, 30)


def test_two_hours_are_two_hours() -> None:
    assert one_day("Antarctica/Troll", "2026-03-28", Span(at(22), at(30))).minutes == at(6)
    assert one_day("Antarctica/Troll", "2026-10-24", Span(at(22), at(30))).minutes == at(10)


@pytest.mark.parametrize("period", [1, 2, 7, 9, 400])
def test_a_cycle_of_any_length_repeats_both_ways(period: int) -> None:
    days = [[Span(at(9), at(10))], *[[] for _ in range(period - 1)]]
    template = Template.of(MONDAY, days)
    found = expand(template, regimes_of("UTC", MONDAY), MONDAY - 3 * period, MONDAY + 2 * period + 1)
    assert [start // DAY for start, _ in found] == [MONDAY + turn * period for turn in range(-3, 3)]


def test_templates_are_alike_by_their_spans_though_they_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overlap.core.template._intern", _intern.__wrapped__)
    one, same = (Template.of(MONDAY, [[Span(at(9), at(17))], []]) for _ in range(2))
    assert one is not same
    assert one.is_like(one)
    assert one.is_like(same)
    assert not one.is_like(Template.of(MONDAY, [[Span(at(9), at(16))], []]))
    assert not one.is_like(Template.of(MONDAY + 1, [[Span(at(9), at(17))], []]))


def test_what_only_borders_the_instants_asked_for_is_left_out() -> None:
    two_days = Template.of(0, [[Span(at(9), at(17))]])
    start = MONDAY * DAY

    def within(low: int, high: int) -> list[tuple[int, int]]:
        found = expand(
            two_days, regimes_of("UTC", MONDAY), MONDAY, MONDAY + 2, within=(start + low, start + high)
        )
        return [(begin - start, end - start) for begin, end in found]

    assert within(0, at(9)) == within(at(17), DAY) == []
    assert within(0, at(9) + 1) == [(at(9), at(9) + 1)]
    assert within(at(17) - 1, DAY) == [(at(17) - 1, at(17))]
    assert within(0, DAY + at(10)) == [(at(9), at(17)), (DAY + at(9), DAY + at(10))]


def test_an_edge_may_lie_after_the_midnight_that_a_stretch_runs_past() -> None:
    assert any_edge_between(Template.of(0, [[Span(30, at(17))]]), at(23, 30), at(25))
    assert not any_edge_between(Template.of(0, [[Span(60, at(17))]]), at(23, 30), at(25))
