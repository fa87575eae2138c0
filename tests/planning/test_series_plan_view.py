"""What a person is shown of a plan: each choice once, and local times at its first occurrence."""

from __future__ import annotations

from typing import Any

from overlap.people.absence import Closure
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.series_plan import SeriesPlan, plan_series
from overlap.render.document import Heading, Paragraph, Table
from overlap.render.text import to_text

PUNE = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")], name="Pune")
LONDON = Team("london", "Europe/London", [Shift("09:00", "17:00")], name="London")
YORK = Team("york", "America/New_York", [Shift("09:00", "17:00")], name="York")
COLUMNS = ("", "Europe/London", "Worst-off", "In all", "Too few at work", "Outside hours")


def plan(*teams: Team, drift: Any = "keep", **more: Any) -> SeriesPlan:
    meeting = Meeting("m", teams=[team.id for team in teams], minutes=30, anchor="london", **more)
    return plan_series(Roster(teams), meeting, step_minutes=60, drift=drift)


def table_under(found: SeriesPlan, heading: str) -> Table:
    """The table after a heading that begins so."""
    blocks = found.document().blocks
    at = next(i for i, one in enumerate(blocks) if isinstance(one, Heading) and one.text.startswith(heading))
    table = blocks[at + 1]
    assert isinstance(table, Table)
    return table


def test_each_weekday_has_a_line_and_the_best_only_one() -> None:
    """In June nine in London is half past one in Pune; June 2026 has five Mondays and Tuesdays."""
    found = plan(PUNE, LONDON, start="2026-06-01", end="2026-06-30")
    table = table_under(found, "Compared")
    assert table.columns == COLUMNS
    assert table.rows == (
        ("best", "Mon 09:00", "none", "0 min", "0 of 5", "0"),
        ("best of the day", "Tue 09:00", "none", "0 min", "0 of 5", "0"),
        ("best of the day", "Wed 09:00", "none", "0 min", "0 of 4", "0"),
        ("best of the day", "Thu 09:00", "none", "0 min", "0 of 4", "0"),
        ("best of the day", "Fri 09:00", "none", "0 min", "0 of 4", "0"),
    )
    assert table.right == {"In all", "Too few at work", "Outside hours"}


def test_it_begins_with_the_best_and_among_how_many_it_is() -> None:
    found = plan(PUNE, LONDON, start="2026-06-01", end="2026-06-30")
    assert found.document().blocks[:2] == (
        Paragraph("m: best on Mon at 09:00 Europe/London.", strong=True),
        Paragraph(
            "Of 120 choices none keeps quiet hours better; of those that keep them as well none has less for "
            "the worst-off, and then none less in all."
        ),
    )


def test_local_times_are_those_of_the_first_occurrence_with_how_often_they_change() -> None:
    """Three in the afternoon in London is ten in New York, but eleven in three weeks of March."""
    found = plan(
        LONDON,
        YORK.replace(shifts=[Shift("10:00", "11:00")]),
        on="mon",
        start="2026-03-02",
        end="2026-04-27",
    )
    assert found.to_dict()["best"]["at"] == "15:00"
    assert to_text(found.document()).count("Local times on Mon 2 Mar 2026\n") == 1
    assert table_under(found, "Local times on").rows == (
        ("London", "Europe/London", "15:00–15:30", "at work", ""),
        ("York", "America/New_York", "10:00–10:30", "at work", "2"),
    )


def test_who_is_not_at_work_at_the_first_occurrence_is_told_what_it_is_to_them() -> None:
    """Between London's five and the evening's six o'clock it is the fringe of both."""
    evening = Team("evening", "Europe/London", [Shift("18:00", "23:00")], name="Evening")
    found = plan(LONDON, evening, on="mon", start="2026-06-01", end="2026-06-30")
    assert table_under(found, "Local times on").rows == (
        ("London", "Europe/London", "17:00–17:30", "fringe", ""),
        ("Evening", "Europe/London", "17:00–17:30", "fringe", ""),
    )


def test_weeks_of_clock_changes_have_a_table_only_where_their_time_differs() -> None:
    hour = YORK.replace(shifts=[Shift("10:00", "10:30")])
    dates = {"start": "2026-03-02", "end": "2026-04-27"}
    heading = "Another time while only some clocks have changed"
    table = table_under(plan(LONDON, hour, on="mon", drift="split", **dates), heading)
    assert table.columns == ("From", "Until", "Europe/London")
    assert table.rows == (
        ("Mon 2 Mar 2026", "Mon 2 Mar 2026", "15:00"),
        ("Mon 9 Mar 2026", "Mon 23 Mar 2026", "14:00"),
        ("Mon 30 Mar 2026", "Mon 27 Apr 2026", "15:00"),
    )
    spring = plan(LONDON, hour, on="mon", drift="split", start="2026-03-16", end="2026-04-13")
    assert table_under(spring, heading).rows == (
        ("Mon 16 Mar 2026", "Mon 23 Mar 2026", "14:00"),
        ("Mon 30 Mar 2026", "Mon 13 Apr 2026", "15:00"),
    )
    one_time = plan(LONDON, hour, on="mon", **dates)
    assert Heading(heading) not in one_time.document().blocks


def test_where_every_time_is_in_quiet_hours_that_is_told_and_how_often() -> None:
    """Eight hours apart somebody sleeps at any time; June 2026 has five Mondays."""
    east, west = (Team(one, at, LONDON.shifts) for one, at in (("east", "Etc/GMT-8"), ("west", "Etc/GMT+8")))
    said = Paragraph("Every time is in the quiet hours of somebody required; this one 5 times, the fewest.")
    assert (
        plan(LONDON, east, west, on="mon", start="2026-06-01", end="2026-06-30").document().blocks[2] == said
    )
    two = plan(PUNE, LONDON, on="mon", start="2026-06-01", end="2026-06-30").document()
    assert two.blocks[2] == Heading("Compared")


def test_the_time_that_a_meeting_has_is_compared_too() -> None:
    """Seven in London is six in the evening in Auckland, both in the second hour beside work.

    At three in the morning in London it is two in the afternoon there.
    """
    auckland = Team("auckland", "Pacific/Auckland", LONDON.shifts, name="Auckland")
    june: dict[str, Any] = {"on": "mon", "start": "2026-06-01", "end": "2026-06-15"}
    assert table_under(plan(LONDON, auckland, at="03:00", **june), "Compared").rows == (
        ("best", "Mon 07:00", "3 h (London)", "6 h", "3 of 3", "6"),
        ("now", "Mon 03:00", "9 h (London)", "9 h", "3 of 3", "3"),
    )
    assert table_under(plan(PUNE, LONDON, at="09:00", **june), "Compared").rows == (
        ("best, now", "Mon 09:00", "none", "0 min", "0 of 3", "0"),
    )


def test_where_nothing_takes_place_there_are_no_local_times() -> None:
    closed = LONDON.replace(closures=[Closure("2026-06-01", "2026-06-30", name="move")])
    found = plan(closed, on="mon", start="2026-06-01", end="2026-06-15", on_holiday="skip")
    assert not found.series.held
    *_, heading, table = found.document().blocks
    assert heading == Heading("Compared")
    assert isinstance(table, Table)
