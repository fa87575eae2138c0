"""Who works when in a report: seasons in sentences, and a day's windows, each team on its own clock."""

from __future__ import annotations

from datetime import date

from overlap.core.civil import day_of
from overlap.core.zones import zone
from overlap.people.absence import Closure
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.report import report
from overlap.planning.report_days import common_strip, own_strips, season_blocks
from overlap.render.document import Strip, StripRow, Table

NINE_TO_FIVE = [Shift("09:00", "17:00")]
UTC = zone("UTC")


def own_day(*teams: Team) -> tuple[Strip, Table]:
    """The strips of Monday, 2 March 2026, in UTC and their table."""
    made = report(Roster(teams, zone="UTC"), "2026-03-02", "2026-03-08")
    strip, table = own_strips(made, UTC, day_of(date(2026, 3, 2)))
    assert isinstance(strip, Strip)
    assert isinstance(table, Table)
    return strip, table


def shared_cells(row: StripRow) -> list[int]:
    return [index for index, mark in enumerate(row.marks) if mark == "all"]


def test_seasons_inside_the_dates_are_told_and_others_are_not() -> None:
    seasons = [
        Season("2026-02-01", "2026-03-01", shorten_minutes=30, name="before"),
        Season("2026-03-08", "2026-03-31", shorten_minutes=60, name="Ramadan"),
        Season("2026-04-01", "2026-04-30", shifts=[Shift("08:00", "14:00")], name="after"),
    ]
    early = [Season("2026-03-01", "2026-03-02", shifts=[Shift("08:00", "14:00")], name="spring")]
    roster = Roster(
        [
            Team("a", "UTC", NINE_TO_FIVE, name="A", seasons=seasons),
            Team("b", "UTC", NINE_TO_FIVE, name="B", seasons=early),
        ]
    )
    assert [one.text for one in season_blocks(report(roster, "2026-03-02", "2026-03-08"))] == [
        "A, Ramadan, Sun 8 Mar 2026 to Tue 31 Mar 2026: each shift ends 1 h earlier.",
        "B, spring, Sun 1 Mar 2026 to Mon 2 Mar 2026: Mon–Fri 08:00–14:00.",
    ]


def test_the_strip_of_a_team_that_shares_nothing_is_of_the_date_on_which_the_day_begins() -> None:
    new_york, boston = (Team(one, "America/New_York", NINE_TO_FIVE) for one in ("ny", "boston"))
    manila = Team("manila", "Asia/Manila", [Shift("10:00", "12:00", days=["mon"])])
    strip, table = own_day(new_york, boston, manila)
    assert [row.label for row in strip.rows] == ["ny", "boston", "manila"]
    assert [index for index, mark in enumerate(strip.rows[2].marks) if mark == "some"] == [20, 21, 22, 23]
    assert [row[2:] for row in table.rows] == [
        ("09:00–17:00", "8 h"),
        ("09:00–17:00", "8 h"),
        ("not there", "0 min"),
    ]


def test_a_window_that_starts_at_the_next_midnight_is_of_the_next_day() -> None:
    night = [Shift("00:00", "02:00")]
    _, table = own_day(Team("a", "UTC", night), Team("b", "UTC", night))
    assert table.rows == (("a", "UTC", "00:00–02:00", "2 h"), ("b", "UTC", "00:00–02:00", "2 h"))


def test_windows_that_start_on_a_day_are_all_on_its_strip() -> None:
    """The last window ends at midnight, though one of the teams works on."""
    hours = [Shift("06:00", "08:00"), Shift("10:00", "12:00"), Shift("23:00", "01:00")]
    day = Team("day", "UTC", [Shift("07:00", "11:00"), Shift("22:00", "24:00")])
    strip, table = own_day(Team("split", "UTC", hours), day)
    told = ("07:00–08:00, 10:00–11:00, 23:00–24:00", "3 h")
    assert [row[2:] for row in table.rows] == [told, told]
    # A strip has a cell for each half hour.
    assert [shared_cells(row) for row in strip.rows] == [[14, 15, 20, 21, 46, 47]] * 2


def test_the_strips_are_of_the_pattern_and_not_of_a_day_off() -> None:
    off = [Closure("2026-03-02", name="move")]
    open_, closed = Team("a", "UTC", NINE_TO_FIVE), Team("b", "UTC", NINE_TO_FIVE, closures=off)
    strip, table = own_day(open_, closed)
    assert [row[2:] for row in table.rows] == [("09:00–17:00", "8 h")] * 2
    made = report(Roster([open_, closed], zone="UTC"), "2026-03-02", "2026-03-08")
    for row in (*strip.rows, *common_strip(made, UTC, day_of(date(2026, 3, 2))).rows):
        assert shared_cells(row) == list(range(18, 34))


def test_a_night_is_of_the_day_on_which_it_starts_and_stays_whole() -> None:
    night = Shift("22:00", "02:00", days=["mon"])
    noon, other = Shift("12:00", "13:00", days=["mon"]), Shift("15:00", "16:00", days=["sun", "tue"])
    evening = Shift("21:00", "01:00", days=["sun"])
    for hours, told in (
        ([night], ("22:00–02:00", "4 h")),
        ([night, other], ("22:00–02:00", "4 h")),
        ([night, noon, evening], ("12:00–13:00, 22:00–02:00", "5 h")),
        ([noon, evening], ("12:00–13:00", "1 h")),
        ([other], ("not there", "0 min")),
        ([other, evening], ("00:00–01:00", "1 h")),
    ):
        _, table = own_day(Team("a", "UTC", hours), Team("b", "UTC", hours))
        assert [row[2:] for row in table.rows] == [told, told]


def test_a_window_that_starts_at_midnight_is_of_the_day_that_begins_then() -> None:
    night = [Shift("00:00", "02:00"), Shift("12:00", "13:00")]
    _, table = own_day(Team("a", "UTC", night), Team("b", "UTC", night))
    assert [row[2:] for row in table.rows] == [("00:00–02:00, 12:00–13:00", "3 h")] * 2


def test_times_of_a_team_on_another_date_say_so() -> None:
    """In Tokyo it is nine hours later: what begins at eight in the evening is at five on the next date."""
    one = Team("a", "UTC", [Shift("12:00", "13:00"), Shift("20:00", "21:00")])
    _, table = own_day(one, Team("b", "Asia/Tokyo", [Shift("21:00", "22:00"), Shift("05:00", "06:00")]))
    assert [row[2:] for row in table.rows] == [
        ("12:00–13:00, 20:00–21:00", "2 h"),
        ("21:00–22:00, 05:00–06:00 +1 day", "2 h"),
    ]


def test_hours_are_called_shared_where_there_is_somebody_to_share_them_with() -> None:
    one, other = Team("a", "UTC", NINE_TO_FIVE), Team("b", "UTC", NINE_TO_FIVE)
    for teams, heading in (([one], "Hours"), ([one, other], "Shared hours")):
        _, table = own_day(*teams)
        assert table.columns == ("Team", "Clock", heading, "Length")
        assert table.right == {"Length"}
