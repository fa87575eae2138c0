"""The picture of windows shows the minutes that a walk over the local dates counts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import DAY, date_of, day_of
from overlap.errors import BadZone
from overlap.people.absence import Closure
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.windows import Windows, find_windows
from overlap.render.charts import HeatMap, YearEvent, YearStrip
from overlap.render.document import Bands
from tests.planning.brute import holidays, reached, there
from tests.properties.oracle import minutes_at_work, wall_shown
from tests.properties.strategies import Crowd, crowds

NINE_TO_FIVE = [Shift("09:00", "17:00")]
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
LONDON = Team("london", "Europe/London", NINE_TO_FIVE, name="London")


def by_date(minutes: set[int], key: str) -> Counter[date]:
    """Minutes by the date that a clock shows."""
    return Counter(date_of(wall_shown(key, minute) // DAY) for minute in minutes)


def strip(found: Windows, key: str | None = None) -> YearStrip:
    chart = found.chart(key)
    assert isinstance(chart, YearStrip)
    return chart


def events(found: Windows) -> list[tuple[str, str, str]]:
    return [(str(event.date), event.kind, event.text) for event in strip(found).events]


@settings(max_examples=5)
@given(crowds(), st.sampled_from(["Pacific/Kiritimati", "America/St_Johns", "Pacific/Apia", "UTC"]))
def test_few_dates_are_drawn_with_the_minutes_of_each(crowd: Crowd, key: str) -> None:
    start, end = crowd.horizon.start, min(crowd.horizon.end, crowd.horizon.start + 5 * DAY)
    bounds = [datetime.fromtimestamp(edge * 60, UTC) for edge in (start, end)]
    found = find_windows(Roster([group.team for group in crowd.groups]), *bounds, quorum=1)
    chart = found.chart(key)
    assert isinstance(chart, Bands)
    assert chart.clock == key
    present = [
        set().union(*(minutes_at_work(one, start, end) for one in group.workers())) for group in crowd.groups
    ]
    walls = Counter(wall_shown(key, minute) for minute in set().union(*present))
    drawn = Counter[int]()
    days = found.horizon.days(found.roster.clock(key))
    (group,) = chart.groups
    for day, band in zip(days, group.before, strict=True):
        for low, high, kind in band.stretches:
            assert kind == "shared"
            assert 0 <= low < high <= DAY
            drawn.update(range(day * DAY + low, day * DAY + high))
    assert drawn == walls


@pytest.mark.parametrize("key", ["America/New_York", "Asia/Manila", "Europe/London"])
def test_each_date_of_a_season_has_its_minutes_and_those_without_days_off(key: str) -> None:
    calendar, kept = holidays("2026-03-17", "2026-04-03", half=("2026-03-24",))
    london = LONDON.replace(holidays=calendar)
    roster = Roster([NEW_YORK, london])
    found = find_windows(roster, "2026-03-02T05:00Z", "2026-04-14T09:00Z")
    start, end = found.horizon.start, found.horizon.end
    shared = reached(there(roster, ["ny", "london"], start, end, kept={"london": kept}).values(), 2)
    usual = reached(there(roster, ["ny", "london"], start, end, bare=True).values(), 2)
    chart = strip(found, key)
    drawn, would = by_date(shared, key), by_date(usual, key)
    assert {day.date: day.value for day in chart.days if day.value} == dict(drawn)
    assert {day.date: day.usual for day in chart.days if day.usual} == dict(would)
    first, last = (date_of(wall_shown(key, edge) // DAY) for edge in (start, end - 1))
    assert [day.date for day in chart.days] == [
        first + timedelta(at) for at in range((last - first).days + 1)
    ]
    assert (chart.title, chart.unit) == ("Everybody at work", "min")


def test_what_moves_the_minutes_is_told_with_everybodys_names() -> None:
    calendar, _ = holidays("2026-03-17", "2026-03-21")
    summer = Season("2026-06-01", "2026-06-30", shorten_minutes=120, name="short days")
    teams = [NEW_YORK, LONDON.replace(holidays=calendar), Team("m", "Europe/London", NINE_TO_FIVE, name="M")]
    roster = Roster([*teams[:2], teams[2].replace(seasons=[summer])], zone="America/New_York")
    told = events(find_windows(roster, "2026-03-01", "2026-07-05"))
    assert told[:3] == [
        ("2026-03-08", "clock", "New York: America/New_York goes forward 1 h on Sun 8 Mar 2026"),
        ("2026-03-17", "holiday", "London: Holiday 2026-03-17"),
        ("2026-03-28", "clock", "London, M: Europe/London goes forward 1 h on Sun 29 Mar 2026"),
    ]
    # The first and the last midnight of June in London are evenings in New York.
    assert [(on, kind, text.partition(":")[0]) for on, kind, text in told[3:]] == [
        ("2026-05-31", "season", "M"),
        ("2026-06-30", "season", "M"),
    ]


def test_only_days_off_that_take_shared_time_are_told() -> None:
    # On Saturdays nobody works; of two teams of which one suffices, one may be off.
    off = Closure("2026-03-10", "2026-03-14", name="works days")
    roster = Roster([NEW_YORK.replace(closures=[off]), LONDON])
    either = find_windows(roster, "2026-03-02", "2026-03-20", teams=["ny"], quorum=1)
    both = find_windows(roster, "2026-03-02", "2026-03-20", quorum=1)
    assert [on for on, kind, _ in events(either) if kind == "holiday"] == [
        f"2026-03-{day}" for day in (10, 11, 12, 13)
    ]
    assert [on for on, kind, _ in events(both) if kind == "holiday"] == [
        f"2026-03-{day}" for day in (10, 11, 12, 13)
    ]
    apart = Roster([NEW_YORK.replace(closures=[off]), Team("ny2", "America/New_York", NINE_TO_FIVE)])
    covered = find_windows(apart, "2026-03-02", "2026-03-20", quorum=1)
    assert [kind for _, kind, _ in events(covered)] == ["clock"]


def test_a_day_off_of_another_date_than_the_readers_stays_inside_and_says_its_own() -> None:
    shut = [Closure("2026-03-02", name="Feast")]
    night = Team("n", "Asia/Tokyo", [Shift("22:00", "06:00")], name="N", closures=shut)
    asked = ("2026-03-02T15:00Z", "2026-03-20T15:00Z")
    assert events(find_windows(Roster([night], zone="UTC"), *asked)) == [
        ("2026-03-02", "holiday", "N: Feast")
    ]
    tokyo = find_windows(Roster([night], zone="Asia/Tokyo"), *asked)
    assert events(tokyo) == [("2026-03-03", "holiday", "N: Feast (Mon 2 Mar 2026)")]


def test_people_count_by_heads_where_heads_were_asked_for() -> None:
    members = [Member("a", name="A"), Member("b", name="B")]
    away = NEW_YORK.replace(members=members, headcount=3, closures=[Closure("2026-03-10", name="Shut")])
    found = find_windows(Roster([away, LONDON]), "2026-03-02", "2026-03-20", headcount=3)
    chart = strip(found)
    assert chart.title == "3 people or more at work"
    days = {str(day.date): (day.value, day.usual) for day in chart.days}
    assert days["2026-03-10"] == (0, 480)
    assert days["2026-03-11"] == (480, 480)
    assert [text for _, kind, text in events(found) if kind == "holiday"] == ["New York: Shut"]
    double = Roster([away, Team("ny2", "America/New_York", NINE_TO_FIVE, headcount=3)])
    enough = find_windows(double, "2026-03-02", "2026-03-20", headcount=3)
    assert [kind for _, kind, _ in events(enough)] == ["clock"]
    alone = find_windows(Roster([away]), "2026-03-02", "2026-03-20", teams=["ny.a", "ny.b"], headcount=2)
    assert {day.usual for day in strip(alone).days} == {0, 480}


def test_short_windows_are_not_usual_either() -> None:
    half = Team("h", "America/New_York", [Shift("16:30", "20:00")])
    least = timedelta(hours=1)
    found = find_windows(Roster([NEW_YORK, half]), "2026-03-02", "2026-03-20", min_duration=least)
    assert not found
    assert {(day.value, day.usual) for day in strip(found).days} == {(0, 0)}
    assert found._repr_svg_() is None


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "Everybody at work"),
        ({"teams": ["ny"]}, "At work"),
        ({"quorum": 1}, "1 of 2 at work"),
        ({"headcount": 2}, "2 people or more at work"),
        ({"groups": [(["ny"], None), (["london"], None)]}, "Everybody at work"),
        ({"groups": [(["ny", "london"], 1), (["london"], None)]}, "Every group has its quorum"),
    ],
)
def test_the_title_says_what_was_asked(asked: dict[str, object], title: str) -> None:
    chart = find_windows(Roster([NEW_YORK, LONDON]), "2026-03-02", "2026-03-03", **asked).chart()  # type: ignore[arg-type]
    assert isinstance(chart, Bands)
    assert chart.title == title


def test_a_week_is_bands_two_years_are_a_strip_and_more_are_months() -> None:
    roster = Roster([LONDON])
    kinds = {
        last: type(find_windows(roster, "2026-03-02", last).chart())
        for last in ("2026-03-02", "2026-03-08", "2026-03-09", "2028-03-02", "2028-03-03")
    }
    assert kinds == {
        "2026-03-02": Bands,
        "2026-03-08": Bands,
        "2026-03-09": YearStrip,
        "2028-03-02": YearStrip,
        "2028-03-03": HeatMap,
    }


def test_months_hold_their_hours_and_none_outside_the_horizon() -> None:
    found = find_windows(Roster([LONDON], zone="Europe/London"), "2025-11-15", "2028-02-14")
    chart = found.chart()
    assert isinstance(chart, HeatMap)
    assert [row.label for row in chart.rows] == ["2025", "2026", "2027", "2028"]
    assert chart.columns == tuple(f"{month:02d}" for month in range(1, 13))
    assert chart.rows[0].values[:10] == (None,) * 10
    assert chart.rows[3].values[2:] == (None,) * 10
    assert chart.rows[1].values[1] == 20 * 8
    # The 15 November 2025 is a Saturday.
    assert chart.rows[0].values[10] == 10 * 8
    total = sum(value for row in chart.rows for value in row.values if value is not None)
    assert total * 60 == found.intervals.minutes


def test_a_date_that_does_not_exist_is_a_date_without_minutes() -> None:
    apia = Team(
        "a", "Pacific/Apia", [Shift("00:00", "24:00")], days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    )
    found = find_windows(Roster([apia], zone="Pacific/Apia"), "2011-12-20", "2012-01-10")
    days = {str(day.date): day.value for day in strip(found).days}
    assert days.pop("2011-12-30") == 0
    assert set(days.values()) == {DAY}


def test_dates_are_those_of_the_zone_asked_for() -> None:
    found = find_windows(Roster([LONDON]), "2026-03-02", "2026-03-20")
    assert sum(day.value for day in strip(found, "Asia/Manila").days) == found.intervals.minutes
    with pytest.raises(BadZone):
        found.chart("Mars/Base")


def test_events_stand_in_order_of_their_dates() -> None:
    calendar, _ = holidays("2026-03-17", "2026-03-10", "2026-04-03")
    found = find_windows(Roster([NEW_YORK, LONDON.replace(holidays=calendar)]), "2026-03-01", "2026-04-30")
    told: tuple[YearEvent, ...] = strip(found).events
    assert [event.date for event in told] == sorted(event.date for event in told)
    assert len(told) == 5
    assert all(day_of(event.date) in found.horizon.days(found.roster.home) for event in told)


def test_the_readers_own_clock_changes_are_marked_too() -> None:
    teams = [
        Team("a", "Asia/Manila", [Shift("09:00", "17:00")]),
        Team("b", "Asia/Kolkata", [Shift("09:00", "17:00")]),
    ]
    chart = find_windows(Roster(teams, zone="Europe/Berlin"), "2026-03-20", "2026-04-05").chart()
    assert isinstance(chart, YearStrip)
    told = [(event.date.isoformat(), event.kind, event.text) for event in chart.events]
    text = "The report's own clock: Europe/Berlin goes forward 1 h on Sun 29 Mar 2026"
    assert told == [("2026-03-29", "clock", text)]


def test_members_count_as_one_head_each_of_what_is_usual() -> None:
    members = [Member("a"), Member("b", shifts=[Shift("12:00", "20:00")])]
    team = NEW_YORK.replace(members=members, closures=[Closure("2026-03-10")])
    found = find_windows(Roster([team]), "2026-03-02", "2026-03-13", teams=["ny.a", "ny.b"], headcount=2)
    days = {day.date.day: (day.value, day.usual) for day in strip(found).days}
    assert {days[on] for on in (2, 3, 4, 5, 6, 9, 11, 12, 13)} == {(300, 300)}
    assert (days[7], days[8], days[10]) == ((0, 0), (0, 0), (0, 300))
