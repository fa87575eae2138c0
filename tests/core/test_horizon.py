"""Horizons and the moments people write."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.civil import DAY, date_of, day_of, iso_minute
from overlap.core.horizon import SUPPORTED, Horizon, Moment, exact_of, instant_of
from overlap.core.zones import zone
from overlap.errors import BadDate, BadHorizon, NaiveDatetime
from tests.properties.oracle import wall_shown
from tests.properties.strategies import horizons_near, zones_and_days

UTC_ZONE = zone("UTC")


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-02T14:00Z",
        "2026-03-02T14:00:59+00:00",
        "2026-03-02T19:30+05:30",
        " 2026-03-02T09:00-05:00 ",
        datetime(2026, 3, 2, 14, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 3, 2, 19, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        pendulum.datetime(2026, 3, 2, 14),
        pendulum.datetime(2026, 3, 2, 9, 0, 59, tz="America/New_York"),
        pendulum.datetime(2026, 3, 2, 19, 30, tz=pendulum.FixedTimezone(19800)),
    ],
)
def test_a_moment_is_an_instant_whoever_made_it(value: Moment) -> None:
    assert iso_minute(instant_of(value)) == "2026-03-02T14:00Z"


def test_the_exact_time_since_1970_keeps_its_seconds() -> None:
    assert exact_of("1970-01-01T01:00:30.5+01:00") == timedelta(seconds=30, microseconds=500_000)
    assert exact_of(pendulum.datetime(1969, 12, 31, 23, 59, 59)) == timedelta(seconds=-1)
    with pytest.raises(BadDate, match="is a date, not an instant"):
        exact_of("2026-03-02")


def test_a_horizon_may_span_all_that_is_supported() -> None:
    assert (Horizon(*SUPPORTED).start, Horizon(*SUPPORTED).end) == SUPPORTED


def test_seconds_round_down_before_1970_too() -> None:
    assert instant_of("1969-12-31T23:59:30Z") == -1


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-02T14:00Z",
        "2026-03-02T13:59:01Z",
        datetime(2026, 3, 2, 13, 59, 0, 1, tzinfo=UTC),
        pendulum.datetime(2026, 3, 2, 8, 59, 59, tz="America/New_York"),
    ],
)
def test_seconds_round_up_where_an_end_is_meant(value: Moment) -> None:
    assert iso_minute(instant_of(value, up=True)) == "2026-03-02T14:00Z"
    assert instant_of("1969-12-31T23:59:30Z", up=True) == 0


@pytest.mark.parametrize("value", [datetime(2026, 3, 2, 14), "2026-03-02T14:00", pendulum.naive(2026, 3, 2)])
def test_a_datetime_without_a_zone_is_no_instant(value: Moment) -> None:
    with pytest.raises(NaiveDatetime, match="has no time zone; end the text with Z"):
        instant_of(value)


def test_a_date_is_no_instant() -> None:
    with pytest.raises(BadDate, match="due 2026-03-02 is a date, not an instant; add a time") as caught:
        instant_of("2026-03-02", name="due")
    assert caught.value.field == "due"


@pytest.mark.parametrize("value", ["tomorrow", "2026-13-01", "2026-02-30T10:00Z", "", "2026-03-02T25:00Z"])
def test_text_that_is_no_moment_is_refused_with_both_forms(value: str) -> None:
    with pytest.raises(BadDate, match='write "2026-03-02", or "2026-03-02T14:00Z" with its offset'):
        instant_of(value)


def test_a_number_is_no_moment() -> None:
    with pytest.raises(BadDate, match="give ISO text, a date or an aware datetime"):
        Horizon.of(5, "2026-03-02", UTC_ZONE)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["0001-01-01T00:00+14:00", "0001-01-02T23:59Z", "9999-12-31T23:59-12:00"])
def test_an_instant_at_the_end_of_the_calendar_is_refused_for_not_every_clock_has_its_date(
    value: str,
) -> None:
    for read in (instant_of, exact_of):
        with pytest.raises(BadDate, match="end of the calendar") as caught:
            read(value, name="start")
        assert caught.value.field == "start"
    low, high = instant_of("0001-01-03T00:00Z"), instant_of("9999-12-29T23:59Z")
    assert [iso_minute(one + beside)[:4] for one in (low, high) for beside in (-1440, 1440)] == [
        *("0001", "0001", "9999", "9999")
    ]


def test_dates_are_local_and_both_count() -> None:
    found = Horizon.of("2026-03-02", date(2026, 3, 3), zone("Asia/Kolkata"))
    assert repr(found) == "Horizon('2026-03-01T18:30Z', '2026-03-03T18:30Z')"
    assert found.minutes == 2 * DAY


def test_a_date_on_which_clocks_change_is_as_long_as_it_is() -> None:
    new_york = zone("America/New_York")
    assert Horizon.of("2026-03-08", "2026-03-08", new_york).minutes == 23 * 60
    assert Horizon.of("2026-11-01", "2026-11-01", new_york).minutes == 25 * 60


def test_seconds_round_outward() -> None:
    found = Horizon.of("2026-03-02T14:00:59Z", "2026-03-02T15:00:01Z", UTC_ZONE)
    assert repr(found) == "Horizon('2026-03-02T14:00Z', '2026-03-02T15:01Z')"
    exact = pendulum.datetime(2026, 3, 2, 15)
    assert Horizon.of(pendulum.datetime(2026, 3, 2, 14), exact, UTC_ZONE).minutes == 60


def test_pendulum_dates_count_as_wholes() -> None:
    found = Horizon.of(pendulum.date(2026, 3, 2), pendulum.date(2026, 3, 2), UTC_ZONE)
    assert found.minutes == DAY


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(BadHorizon, match="not after its start 2026-03-03T00:00Z; give an end after"):
        Horizon.of("2026-03-03", "2026-03-02T00:00Z", UTC_ZONE)
    with pytest.raises(BadHorizon, match="not after its start"):
        Horizon(5, 5)


def test_a_date_that_was_skipped_is_no_horizon() -> None:
    with pytest.raises(BadHorizon, match="not after its start"):
        Horizon.of("2011-12-30", "2011-12-30", zone("Pacific/Apia"))


@pytest.mark.parametrize("year", [1900, 1973, 2099, 3000])
def test_years_without_zone_data_are_refused_with_the_years_there_are(year: int) -> None:
    with pytest.raises(BadHorizon, match="is outside the supported years; use years 1974 to 2098"):
        Horizon.of(date(year, 6, 1), date(year, 6, 2), UTC_ZONE)


@pytest.mark.parametrize(("start", "end"), [(0, 10**8), (-(10**7), 0), (0, 10**15), (-(10**15), 0)])
def test_instants_without_zone_data_are_refused(start: int, end: int) -> None:
    with pytest.raises(BadHorizon, match="leaves the supported years; stay between 1973-01-08T00:00Z and"):
        Horizon(start, end)
    with pytest.raises(BadHorizon, match="not after its start"):
        Horizon(end, start)


def test_a_horizon_is_an_immutable_value() -> None:
    one = Horizon(10**7, 10**7 + 60)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert hash(one) == hash(Horizon(10**7, 10**7 + 60))
    with pytest.raises(FrozenInstanceError):
        one.start = 0  # type: ignore[misc]


def test_the_dates_it_touches_are_local() -> None:
    one = Horizon.of("2026-03-02T18:29Z", "2026-03-02T18:31Z", UTC_ZONE)
    assert one.dates(zone("Asia/Kolkata")) == (date(2026, 3, 2), date(2026, 3, 3))
    assert one.dates(UTC_ZONE) == (date(2026, 3, 2), date(2026, 3, 2))


def test_a_date_shown_for_one_minute_before_clocks_step_back_over_midnight_is_touched() -> None:
    # St. John's, 2006-10-29: 00:00 is shown for one minute, then it is 23:01 on the 28th again.
    one = Horizon.of("2006-10-29T02:00Z", "2006-10-29T03:00Z", UTC_ZONE)
    assert one.dates(zone("America/St_Johns")) == (date(2006, 10, 28), date(2006, 10, 29))
    late = Horizon.of("2006-10-29T02:30Z", "2006-10-29T03:00Z", UTC_ZONE)
    assert late.dates(zone("America/St_Johns")) == (date(2006, 10, 28), date(2006, 10, 29))


@given(zones_and_days(), st.data())
def test_the_first_and_last_dates_are_those_the_clocks_show(at: tuple[str, int], data: st.DataObject) -> None:
    key, day = at
    horizon = data.draw(horizons_near(key, day))
    shown = {wall_shown(key, instant) // DAY for instant in range(horizon.start, horizon.end)}
    assert horizon.dates(zone(key)) == (date_of(min(shown)), date_of(max(shown)))
    assert day_of(date_of(day)) == day


def test_weeks_begin_on_monday_and_are_cut_to_the_horizon() -> None:
    """Wednesday 4 to Monday 16 March 2026 touches three weeks, the first and the last in part."""
    asked = Horizon.of("2026-03-04", "2026-03-16", UTC_ZONE)
    found = [(date_of(first).isoformat(), date_of(end).isoformat()) for first, end in asked.weeks(UTC_ZONE)]
    assert found == [
        ("2026-03-04", "2026-03-09"),
        ("2026-03-09", "2026-03-16"),
        ("2026-03-16", "2026-03-17"),
    ]
    monday = Horizon.of("2026-03-09", "2026-03-09", UTC_ZONE)
    assert list(monday.weeks(UTC_ZONE)) == [(day_of(date(2026, 3, 9)), day_of(date(2026, 3, 10)))]


@given(zones_and_days(), st.data())
def test_runs_of_dates_are_what_the_clocks_show(at: tuple[str, int], data: st.DataObject) -> None:
    key, day = at
    horizon = data.draw(horizons_near(key, day))
    runs = list(horizon.by_date(zone(key)))
    walked = [on for on, low, high in runs for _ in range(low, high)]
    assert walked == [wall_shown(key, instant) // DAY for instant in range(horizon.start, horizon.end)]
    edges = [edge for _, low, high in runs for edge in (low, high)]
    assert (edges[0], edges[-1]) == (horizon.start, horizon.end)
    assert edges[1:-1:2] == edges[2::2]
    assert all(low < high for _, low, high in runs)


def test_a_date_that_clocks_come_back_to_has_two_runs() -> None:
    # St. John's, 2006-10-29: 00:00 is shown for one minute, then it is 23:01 on the 28th again.
    one = Horizon.of("2006-10-29T02:00Z", "2006-10-29T04:00Z", UTC_ZONE)
    found = [(date_of(on).day, high - low) for on, low, high in one.by_date(zone("America/St_Johns"))]
    assert found == [(28, 30), (29, 1), (28, 59), (29, 30)]


def test_the_ends_of_a_horizon_as_moments_are_that_horizon() -> None:
    one = Horizon.of("2026-03-02T18:29Z", "2026-03-02T18:31Z", UTC_ZONE)
    assert one.moments == (datetime(2026, 3, 2, 18, 29, tzinfo=UTC), datetime(2026, 3, 2, 18, 31, tzinfo=UTC))
    assert Horizon.of(*one.moments, zone("Asia/Kathmandu")) == one


def test_a_date_that_begins_before_clocks_step_back_over_midnight_has_begun() -> None:
    # St John's: 00:01 on 29 October 2006 became 23:01 on the 28th.
    st_johns = zone("America/St_Johns")
    repeated = Horizon.of("2006-10-29T02:31Z", "2006-10-29T02:32Z", st_johns)
    assert repeated.days(st_johns) == range(day_of(date(2006, 10, 28)), day_of(date(2006, 10, 29)))
    assert repeated.begun(st_johns) == day_of(date(2006, 10, 30))
    assert repeated.begun(zone("UTC")) == day_of(date(2006, 10, 30))


def test_text_longer_than_a_date_is_read_as_an_instant() -> None:
    with pytest.raises(NaiveDatetime):
        instant_of("20260302T14")


def test_clocks_that_step_back_over_midnight_a_minute_into_a_horizon_show_both_days() -> None:
    # In St John's 00:01 on 7 November 2010 was 23:01 on the 6th again: at 02:31Z.
    st_johns = zone("America/St_Johns")
    horizon = Horizon.of("2010-11-07T02:30Z", "2010-11-07T04:00Z", UTC_ZONE)
    sixth, start = day_of(date(2010, 11, 6)), horizon.start
    assert horizon.days(st_johns) == range(sixth, sixth + 2)
    assert list(horizon.by_date(st_johns)) == [
        (sixth + 1, start, start + 1),
        (sixth, start + 1, start + 60),
        (sixth + 1, start + 60, horizon.end),
    ]


def test_a_midnight_that_clocks_step_back_from_is_not_reached() -> None:
    # In São Paulo 24:00 on 17 February 2018 was 23:00 again: at 02:00Z.
    horizon = Horizon.of("2018-02-18T01:30Z", "2018-02-18T02:30Z", UTC_ZONE)
    seventeenth = day_of(date(2018, 2, 17))
    assert horizon.days(zone("America/Sao_Paulo")) == range(seventeenth, seventeenth + 1)


def test_a_week_may_begin_on_the_second_day() -> None:
    horizon = Horizon.of("2026-03-01", "2026-03-03", UTC_ZONE)  # from a Sunday
    sunday = day_of(date(2026, 3, 1))
    assert list(horizon.weeks(UTC_ZONE)) == [(sunday, sunday + 1), (sunday + 1, sunday + 3)]
