"""Shifts and windows in a sheet are those that a walk over every minute finds, on each clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from overlap.people.roster import Roster
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.workbooks.whole import workbook
from tests.planning.brute import instant, people_of, reached, runs, there
from tests.planning.workbooks.rosters import EPOCH, KEPT, LONDON, MINUTE, ROSTER, YORK, dicts, wall
from tests.properties.oracle import Kept, shifts_worked

IDS = [team.id for team in ROSTER]
HORIZONS = [
    ("2026-03-02 00:00", "2026-03-16 00:00"),
    ("2026-03-26 10:15", "2026-04-01 00:00"),
    ("2026-10-24 00:00", "2026-11-03 13:00"),
]
NINE = [Shift("09:00", "17:00")]


@pytest.mark.parametrize(("start", "end"), HORIZONS)
def test_each_shift_has_its_instants_in_utc_and_on_both_clocks(start: str, end: str) -> None:
    low, high = instant(start), instant(end)
    book = workbook(ROSTER, f"{start.replace(' ', 'T')}Z", f"{end.replace(' ', 'T')}Z", zone="America/Bogota")
    expected = []
    for team in ROSTER:
        kept = KEPT if team.id == "manila" else Kept()
        names = {"": None, **{one.id: one.name for one in team.members}}
        for member, worker in people_of(team, kept).items():
            for one in sorted(shifts_worked(worker, low, high), key=lambda one: one.start):
                if low <= one.start < high:
                    own = next((m.zone for m in team.members if m.id == member and m.zone), team.zone)
                    ends = one.start, one.end
                    expected.append(
                        {
                            "Team": team.name,
                            "Member": names[member],
                            "Shift": one.shift.name,
                            "Date": one.date,
                            "Start (their clock)": wall(one.start, own),
                            "End (their clock)": wall(one.end, own),
                            "Their zone": own,
                            "Start (America/Bogota)": wall(one.start, "America/Bogota"),
                            "End (America/Bogota)": wall(one.end, "America/Bogota"),
                            "Start (UTC)": EPOCH + ends[0] * MINUTE,
                            "End (UTC)": EPOCH + ends[1] * MINUTE,
                            "Hours": ends[1] - ends[0],
                        }
                    )
    assert expected
    assert dicts(book.sheet("shifts")) == expected


@pytest.mark.parametrize(("start", "end"), HORIZONS)
def test_windows_are_those_of_all_and_of_the_most_below_all(start: str, end: str) -> None:
    low, high = instant(start), instant(end)
    sheet = workbook(ROSTER, f"{start.replace(' ', 'T')}Z", f"{end.replace(' ', 'T')}Z").sheet("windows")
    present = there(ROSTER, IDS, low, high, kept={"manila": KEPT})
    names = {team.id: team.name for team in ROSTER}
    expected, colours = [], []
    for needed, word, colour in ((3, "all 3", "shared"), (2, "2 of 3", "some")):
        for first, after in runs(reached(present.values(), needed)):
            whole = [one for one in IDS if set(range(first, after)) <= present[one]]
            part = [one for one in IDS if one not in whole and present[one] & set(range(first, after))]
            expected.append(
                {
                    "Teams needed": word,
                    "Date": wall(first, "Europe/London").date(),
                    "Start (Europe/London)": wall(first, "Europe/London"),
                    "End (Europe/London)": wall(after, "Europe/London"),
                    "Start (UTC)": EPOCH + first * MINUTE,
                    "End (UTC)": EPOCH + after * MINUTE,
                    "Hours": after - first,
                    "At work all through": ", ".join(names[one] for one in whole) or None,
                    "At work for a part": ", ".join(names[one] for one in part) or None,
                }
            )
            colours.append({colour})
    assert dicts(sheet) == expected
    assert [set(marks) for marks in sheet.marks] == colours
    hours = [len(reached(present.values(), count)) / 60 for count in (2, 3)]
    assert sheet.notes == (f"At least 2 of 3 teams share {hours[0]:g} hours, all of them {hours[1]:g}.",)


def test_where_all_never_meet_the_reason_is_told_and_most_are_shown() -> None:
    sydney = Team("sydney", "Australia/Sydney", NINE)
    sheet = workbook(Roster([LONDON, YORK, sydney]), "2026-03-02", "2026-03-08", zone="UTC").sheet("windows")
    assert {row["Teams needed"] for row in dicts(sheet)} == {"2 of 3"}
    assert sheet.notes[0] == "All 3 are never at work at once."
    assert sheet.notes[-1].endswith("hours, all of them none.")


def test_of_two_teams_only_what_both_share_is_shown_and_of_one_its_own_hours() -> None:
    both = workbook(Roster([LONDON, YORK]), "2026-03-02", "2026-03-03").sheet("windows")
    assert [row["Teams needed"] for row in dicts(both)] == ["all 2", "all 2"]
    assert both.notes == ()
    alone = workbook(Roster([LONDON]), "2026-03-02", "2026-03-03").sheet("windows")
    assert [(row["Teams needed"], row["Hours"]) for row in dicts(alone)] == [("all 1", 600), ("all 1", 600)]


def test_two_instants_that_look_alike_on_a_clock_differ_in_utc() -> None:
    night = Team("ny", "America/New_York", [Shift("01:00", "01:30", days=["sun"]), Shift("00:00", "03:00")])
    team = night.replace(cycle=None, days=["sun"])
    sheet = workbook(Roster([team]), "2026-11-01", "2026-11-01").sheet("shifts")
    row = next(row for row in dicts(sheet) if row["Shift"] == "00:00-03:00")
    assert row["End (their clock)"] - row["Start (their clock)"] == timedelta(hours=3)
    assert row["End (UTC)"] - row["Start (UTC)"] == timedelta(hours=4)
    assert row["Hours"] == 240


def test_a_shift_of_which_a_clock_change_leaves_nothing_is_explained() -> None:
    team = Team("ny", "America/New_York", [Shift("02:00", "03:00")], days=["sun"])
    sheet = workbook(Roster([team]), "2026-03-08", "2026-03-08").sheet("shifts")
    assert [row["Hours"] for row in dicts(sheet)] == [0]
    note = "A shift of 0 hours is one of which a clock change leaves nothing."
    assert sheet.notes == (note,)
    book = workbook(Roster([team, LONDON]), "2026-03-06", "2026-03-08")
    assert [row["Hours"] for row in dicts(book.sheet("shifts"))] == [0, 600]
    assert book.sheet("shifts").notes == (note,)
    assert workbook(Roster([LONDON]), "2026-03-06", "2026-03-08").sheet("shifts").notes == ()


def test_whose_shift_it_is_stays_in_sight() -> None:
    sheet = workbook(ROSTER, "2026-03-06", "2026-03-08").sheet("shifts")
    assert [column.heading for column in sheet.columns[: sheet.frozen]] == ["Team", "Member"]


def test_cycles_that_hardly_ever_come_into_step_are_no_obstacle() -> None:
    lengths = (97, 101)
    teams = [
        Team(
            f"t{n}",
            "UTC",
            [Shift("08:00", "16:00", name="d")],
            cycle=Cycle("2026-01-01", ["d"] * (n - 1) + ["off"]),
        )
        for n in lengths
    ]
    sheet = workbook(Roster(teams), "2026-03-02", "2026-03-04").sheet("windows")
    assert [row["Hours"] for row in dicts(sheet)] == [480] * 3


def test_most_below_all_are_three_of_four_and_not_two() -> None:
    """Three share their hours; the fourth works at night, and two of the three work on."""
    teams = [
        Team("a", "UTC", [Shift("08:00", "12:00")]),
        Team("b", "UTC", [Shift("08:00", "13:00")]),
        Team("c", "UTC", [Shift("09:00", "15:00")]),
        Team("d", "UTC", [Shift("20:00", "22:00")]),
    ]
    sheet = workbook(Roster(teams), "2026-03-02", "2026-03-02").sheet("windows")
    assert [(row["Teams needed"], row["Hours"]) for row in dicts(sheet)] == [("3 of 4", 180)]
