"""Burdens by team are the sums of what every occurrence costs everybody, nights apart."""

from __future__ import annotations

from functools import cache

from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.page.meetings import meeting_blocks, team_burdens
from overlap.planning.report import Report, report
from overlap.planning.series import audit_series
from overlap.render.charts import BarRow, Bars
from overlap.render.document import Heading, Paragraph, Table
from tests.planning.page.rosters import END, MANILA, MEETINGS, NEW_YORK, ROSTER, START


@cache
def made() -> Report:
    return report(ROSTER, START, END)


def test_a_teams_burden_is_the_sum_over_its_people_and_occurrences() -> None:
    told = team_burdens(made())
    assert set(told) == {"ny", "manila"}
    expected = {team: [0, 0] for team in told}
    # Everybody here is required, so what an occurrence costs is what is borne.
    for meeting in MEETINGS:
        for one in audit_series(ROSTER, meeting, START, END).to_dict()["occurrences"]:
            if "skipped" not in one:
                for who in one["attendees"]:
                    night = who["status"] == "quiet"
                    expected[who["id"].partition(".")[0]][night] += who["discomfort_minutes"]
    assert {team: list(parts) for team, parts in told.items()} == expected
    # 06:30 in New York is inside its quiet hours: all of that meeting's burden is night.
    assert told["ny"][1] > 0


def test_the_chart_has_a_bar_for_each_team_invited() -> None:
    bars = next(one for one in meeting_blocks(made()) if isinstance(one, Bars))
    assert {row.label: row.values for row in bars.rows} == {
        "New York": team_burdens(made())["ny"],
        'Manila "&': team_burdens(made())["manila"],
    }


def test_everybodys_local_time_is_told_with_what_changes_it() -> None:
    blocks = list(meeting_blocks(made()))
    at = blocks.index(Heading("sync: everybody's local time"))
    table = next(one for one in blocks[at:] if isinstance(one, Table))
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [(row["Who"], row["Local time"]) for row in rows] == [
        ("New York", "10:00"),
        ('Manila "&', "23:00"),
        ("", "22:00"),
    ]
    assert "America/New_York goes forward 1 h" in rows[2]["Because"]


def test_taking_turns_is_told_only_where_it_is_easier_on_the_worst_off() -> None:
    titles = [one.text for one in meeting_blocks(made()) if isinstance(one, Heading)]
    by_id = {one.meeting.id: one for one in made().rotations}
    for series in made().programme:
        worst = max(series.burdens.values())
        turns = by_id.get(series.meeting.id)
        told = f"{series.meeting.title}: taking turns or one time" in titles
        assert told == (turns is not None and turns.worst_minutes < worst)


def test_meetings_that_burden_nobody_say_so() -> None:
    easy = Meeting("easy", teams=["ny"], minutes=15, on="tue", at="10:00", anchor="ny")
    made = report(Roster([NEW_YORK, MANILA], meetings=[easy]), START, END)
    assert team_burdens(made) == {"ny": (0, 0)}
    blocks = list(meeting_blocks(made))
    assert Paragraph("No meeting burdens anybody in these dates.") in blocks
    assert not any(isinstance(one, Bars) for one in blocks)


def test_taking_turns_is_left_out_where_it_is_no_easier() -> None:
    halves = [Team("a", "UTC", [Shift("09:00", "13:00")]), Team("b", "UTC", [Shift("13:00", "17:00")])]
    shared = Meeting("even", teams=["a", "b"], minutes=60, on="tue", at="12:30", anchor="a")
    early = Meeting("early", teams=["a"], minutes=30, on="wed", at="08:30", anchor="a")
    made = report(Roster(halves, meetings=[shared, early]), START, END)
    # At any time an hour costs the two an hour together: five Tuesdays, half of it for each.
    assert [one.worst_minutes for one in made.rotations] == [5 * 30, 0]
    titles = [one.text for one in meeting_blocks(made) if isinstance(one, Heading)]
    assert titles == [
        "even: everybody's local time",
        "early: everybody's local time",
        "Burden of meetings, by team",
        "early: taking turns or one time",
    ]


def test_what_a_meeting_costs_reads_from_local_times_to_taking_turns() -> None:
    teams = [
        Team("late", "UTC", [Shift("10:00", "18:00")], name="Late"),
        Team("wide", "Europe/Berlin", [Shift("08:00", "18:00")], name="Wide"),
    ]
    early = Meeting("early", teams=["late", "wide"], minutes=30, on="tue", at="09:00", anchor="late")
    made = report(Roster(teams, meetings=[early]), "2026-03-02", "2026-03-15")
    blocks = list(meeting_blocks(made))
    overview = list(made.programme.document(made.zone).blocks)
    assert blocks[: len(overview)] == overview
    # Half an hour in the hour before its shift, twice; nothing moves, so nothing is explained.
    assert blocks[len(overview) :] == [
        Heading("early: everybody's local time"),
        Paragraph("every week Tue, 09:00 UTC"),
        Table.of(
            ("Who", "Clock", "Local time", "From", "Outside hours", "Discomfort"),
            [
                ("Late", "UTC", "09:00", "Tue 3 Mar 2026", "2", "1 h"),
                ("Wide", "Berlin", "10:00", "Tue 3 Mar 2026", "", ""),
            ],
            right=("Outside hours", "Discomfort"),
        ),
        Heading("Burden of meetings, by team"),
        Paragraph(
            "Discomfort of all occurrences in these dates, added up over people. "
            "Nights are the quiet hours, 22:00–07:00 local time."
        ),
        Bars(
            "Burden of meetings, by team",
            "min",
            ("early or late", "at night"),
            (BarRow("Late", (60, 0)), BarRow("Wide", (0, 0))),
        ),
        Heading("early: taking turns or one time"),
        Paragraph(
            "Discomfort in these dates. Taking turns, the worst-off bears 0 min instead of 1 h; "
            "no plan is fairer, that is proven."
        ),
        Table.of(
            ("Person", "As it is", "Taking turns"),
            [("Late", "1 h", "0 min"), ("Wide", "0 min", "0 min")],
            right=("As it is", "Taking turns"),
        ),
    ]
