"""What a person is shown of a series: what is alike is one line, and who is not at work is named."""

from __future__ import annotations

from overlap.core.zones import zone
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.series import audit_series
from overlap.planning.series_view import series_document
from overlap.render.document import Block, Heading, Paragraph, Table
from tests.planning.brute import holidays

PUNE = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")], name="Pune")
LONDON = Team("london", "Europe/London", [Shift("09:00", "17:00")], name="London")


def lines(meeting: Meeting, *teams: Team, clock: str = "Europe/London") -> tuple[tuple[str, ...], ...]:
    """The rows of the occurrences."""
    series = audit_series(Roster(teams, meetings=[meeting]), meeting.id)
    table = next(one for one in series_document(series, zone(clock)).blocks if isinstance(one, Table))
    assert table.columns == ("Date", "Times", clock, "Not at work")
    return table.rows


def test_occurrences_that_are_alike_to_everybody_are_one_line_from_date_to_date() -> None:
    """Half past four in London is ten at night in Pune until London's clocks change, then nine."""
    sync = Meeting(
        "sync",
        teams=["pune", "london"],
        minutes=30,
        on="mon",
        at="16:30",
        anchor="london",
        start="2026-03-16",
        end="2026-04-13",
    )
    assert lines(sync, PUNE, LONDON) == (
        ("Mon 16 Mar 2026 to Mon 23 Mar 2026", "2", "16:30–17:00", "quiet hours: Pune"),
        ("Mon 30 Mar 2026 to Mon 13 Apr 2026", "3", "16:30–17:00", ""),
    )


def test_who_is_away_for_one_reason_is_named_together_and_skipped_dates_stand_alone() -> None:
    off, _ = holidays("2026-03-09", "2026-03-10")
    three = [Team(one, "UTC", [Shift("09:00", "17:00")], name=one.title()) for one in ("ann", "bob", "cy")]
    ann, bob, cy = three[0].replace(holidays=off), three[1].replace(holidays=off), three[2]
    sync = Meeting(
        "sync",
        teams=["ann", "bob", "cy"],
        minutes=60,
        on="tue",
        at="10:00",
        anchor="UTC",
        start="2026-03-03",
        count=3,
    )
    kept = "holiday (Holiday 2026-03-10): Ann, Bob"
    assert lines(sync, ann, bob, cy, clock="UTC") == (
        ("Tue 3 Mar 2026", "1", "10:00–11:00", ""),
        ("Tue 10 Mar 2026", "1", "10:00–11:00", kept),
        ("Tue 17 Mar 2026", "1", "10:00–11:00", ""),
    )
    skipping = Meeting(
        "sync",
        teams=["ann"],
        minutes=60,
        every="day",
        at="10:00",
        anchor="UTC",
        start="2026-03-06",
        end="2026-03-11",
        on_holiday="skip",
    )
    assert lines(skipping, ann, clock="UTC") == (
        ("Fri 6 Mar 2026", "1", "10:00–11:00", ""),
        ("Sat 7 Mar 2026 to Sun 8 Mar 2026", "2", "10:00–11:00", "weekend: Ann"),
        ("Mon 9 Mar 2026", "", "skipped", ""),
        ("Tue 10 Mar 2026", "", "skipped", ""),
        ("Wed 11 Mar 2026", "1", "10:00–11:00", ""),
    )


def under(meeting: Meeting, *teams: Team) -> dict[str, list[Block]]:
    """What stands under each heading of the series."""
    series = audit_series(Roster(teams, meetings=[meeting]), meeting.id)
    found: dict[str, list[Block]] = {}
    for one in series_document(series, zone("UTC")).blocks:
        if isinstance(one, Heading):
            found[one.text] = []
        elif found:
            found[next(reversed(found))].append(one)
    return found


def test_the_clock_to_keep_and_whose_time_moves_are_told_of_a_meeting_that_keeps_another() -> None:
    """Half past three in UTC is within London's day in winter; in summer half an hour after it."""
    london = Team("london", "Europe/London", [Shift("08:00", "16:00")], name="London")
    sync = Meeting(
        "sync",
        teams=["london"],
        minutes=30,
        on="mon",
        at="15:30",
        anchor="UTC",
        start="2026-03-16",
        end="2026-04-13",
    )
    assert under(sync, london) == {
        "Local times that change": [
            Table(
                ("Who", "From", "Local", "Than usual", "Outside", "Because"),
                (
                    ("London", "Mon 16 Mar 2026", "15:30 London", "1 h earlier", "", ""),
                    (
                        "",
                        "Mon 30 Mar 2026",
                        "16:30 London",
                        "",
                        "3",
                        "Europe/London goes forward 1 h on Sun 29 Mar 2026",
                    ),
                ),
                frozenset(("Outside",)),
            )
        ],
        "Whose clock to keep": [
            Paragraph("Over all planned dates, before holidays move or skip any:"),
            Table(
                ("Wall time kept in", "At", "Outside hours", "Worst-off", "In all"),
                (
                    ("Europe/London", "15:30", "0", "0 min", "0 min"),
                    ("UTC, as now", "15:30", "3", "1 h 30 min", "1 h 30 min"),
                ),
                frozenset(("Outside hours", "Worst-off", "In all")),
            ),
            Paragraph("Best: Europe/London; somebody is outside hours 3 times less often."),
        ],
        "Who carries it": [
            Table(("Who", "Discomfort"), (("London", "1 h 30 min"),), frozenset(("Discomfort",)))
        ],
    }


def test_who_carries_most_comes_first_and_equals_in_the_order_of_the_meeting() -> None:
    """The last hour before four is close to the work of those whose day ends at three or half past."""
    ends = {"bob": "15:30", "zoe": "15:00", "ann": "15:30", "kim": "16:00", "amy": "15:00"}
    teams = [Team(one, "UTC", [Shift("08:00", end)], name=one.title()) for one, end in ends.items()]
    sync = Meeting("sync", teams=list(ends), minutes=60, on="mon", at="15:00", start="2026-03-02", count=1)
    (table,) = under(sync, *teams)["Who carries it"]
    assert isinstance(table, Table)
    assert table.rows == (("Zoe", "1 h"), ("Amy", "1 h"), ("Bob", "30 min"), ("Ann", "30 min"))


def test_what_was_not_taken_into_account_comes_last() -> None:
    meeting = Meeting("sync", teams=["pune"], minutes=30, on="mon", at="15:00", start="2026-03-02", count=2)
    team = PUNE.replace(members=[Member("ana", busy=["a.ics"])])
    *_, last = series_document(audit_series(Roster([team], meetings=[meeting]), "sync"), zone("UTC")).blocks
    assert last == Paragraph("The busy time of ana in a.ics was not read.")
