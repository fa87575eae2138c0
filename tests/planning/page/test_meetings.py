"""Burdens by team are the sums of what every occurrence costs everybody, nights apart."""

from __future__ import annotations

from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.planning.page.meetings import meeting_blocks, team_burdens
from overlap.planning.report import report
from overlap.planning.series import audit_series
from overlap.render.charts import Bars
from overlap.render.document import Heading, Paragraph, Table
from tests.planning.page.rosters import END, MANILA, MEETINGS, NEW_YORK, ROSTER, START

MADE = report(ROSTER, START, END)


def test_a_teams_burden_is_the_sum_over_its_people_and_occurrences() -> None:
    told = team_burdens(MADE)
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
    bars = next(one for one in meeting_blocks(MADE) if isinstance(one, Bars))
    assert {row.label: row.values for row in bars.rows} == {
        "New York": team_burdens(MADE)["ny"],
        'Manila "&': team_burdens(MADE)["manila"],
    }


def test_everybodys_local_time_is_told_with_what_changes_it() -> None:
    blocks = list(meeting_blocks(MADE))
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
    titles = [one.text for one in meeting_blocks(MADE) if isinstance(one, Heading)]
    by_id = {one.meeting.id: one for one in MADE.rotations}
    for series in MADE.programme:
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
