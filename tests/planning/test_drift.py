"""Runs of equal local time, beside published clock changes and a walk over minutes."""

from __future__ import annotations

from hypothesis import given, settings

from overlap.core.civil import date_of
from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.drift import Run, drift_of
from overlap.planning.invited import invited
from overlap.planning.occurrences import Planned
from overlap.planning.series import Series, audit_series
from overlap.planning.series_plan import plan_series
from tests.planning.brute import instant
from tests.planning.series_questions import SeriesQuestion, series_questions
from tests.properties.oracle import DAY, day_date, day_number

FEW = settings().max_examples // 5
CITIES = {
    "la": "America/Los_Angeles",
    "pune": "Asia/Kolkata",
    "london": "Europe/London",
    "berlin": "Europe/Berlin",
    "sydney": "Australia/Sydney",
    "york": "America/New_York",
}
TEAMS = [Team(name, key, [Shift("08:00", "18:00")]) for name, key in CITIES.items()]


def yearly(
    anchor: str, at: str, ids: list[str], *, start: str = "2026-01-01", end: str = "2026-12-31"
) -> Series:
    meeting = Meeting("sync", teams=ids, minutes=30, on="mon", at=at, anchor=anchor, start=start, end=end)
    return audit_series(Roster(TEAMS, meetings=[meeting]), "sync")


def told(runs: tuple[Run, ...]) -> list[str]:
    return [f"{run.start:%m-%d} {run.local // 60:02d}:{run.local % 60:02d}" for run in runs]


def test_half_past_four_in_london_through_the_year() -> None:
    runs = yearly("london", "16:30", ["la", "pune", "london"]).runs
    assert told(runs["la"]) == ["01-05 08:30", "03-09 09:30", "03-30 08:30", "10-26 09:30", "11-02 08:30"]
    assert told(runs["pune"]) == ["01-05 22:00", "03-30 21:00", "10-26 22:00"]
    assert told(runs["london"]) == ["01-05 16:30"]
    assert [run.because for run in runs["la"]] == [
        (),
        ("America/Los_Angeles goes forward 1 h on Sun 8 Mar 2026",),
        ("Europe/London goes forward 1 h on Sun 29 Mar 2026",),
        ("Europe/London goes back 1 h on Sun 25 Oct 2026",),
        ("America/Los_Angeles goes back 1 h on Sun 1 Nov 2026",),
    ]
    assert [run.occurrences for run in runs["la"]] == [9, 3, 30, 1, 9]
    assert [run.minutes_from_usual for run in runs["la"]] == [0, 60, 0, 60, 0]
    assert [run.minutes_from_usual for run in runs["pune"]] == [60, 0, 60]
    assert [str(run.end) for run in runs["la"]][:2] == ["2026-03-02", "2026-03-23"]
    assert [run.outside_hours for run in runs["pune"]] == [12, 30, 10]


def test_ten_in_new_york_through_the_year() -> None:
    runs = yearly("york", "10:00", ["berlin", "pune", "sydney"], end="2026-09-30").runs
    assert told(runs["berlin"]) == ["01-05 16:00", "03-09 15:00", "03-30 16:00"]
    assert told(runs["pune"]) == ["01-05 20:30", "03-09 19:30"]
    assert told(runs["sydney"]) == ["01-05 02:00", "03-09 01:00", "04-06 00:00"]
    assert {run.days_later for run in runs["sydney"]} == {1}


def test_only_those_whose_time_changes_drift() -> None:
    series = yearly("london", "16:30", ["la", "pune", "london"])
    assert list(dict.fromkeys(run.id for run in series.drift)) == ["la", "pune"]
    first = series.drift[1].to_dict()
    assert first == {
        "id": "la",
        "zone": "America/Los_Angeles",
        "from": "2026-03-09",
        "until": "2026-03-23",
        "occurrences": 3,
        "local_start": "09:30",
        "days_later": 0,
        "minutes_from_usual": 60,
        "outside_hours": 0,
        "because": ["America/Los_Angeles goes forward 1 h on Sun 8 Mar 2026"],
    }


def test_a_date_beside_the_meetings_own_may_drift_too() -> None:
    """Seven in the evening in Los Angeles is midnight in Buenos Aires until its clock goes forward."""
    south = Team("south", "America/Argentina/Buenos_Aires", [Shift("09:00", "17:00")])
    meeting = Meeting(
        "m",
        teams=["south"],
        minutes=30,
        on="mon",
        at="19:00",
        anchor="America/Los_Angeles",
        start="2026-03-02",
        end="2026-03-15",
    )
    runs = audit_series(Roster([south], meetings=[meeting]), "m").runs["south"]
    assert [(run.local, run.days_later) for run in runs] == [(0, 1), (23 * 60, 0)]
    assert [run.minutes_from_usual for run in runs] == [0, -60]


def test_a_meeting_planned_for_another_time_says_so() -> None:
    early = Team("york", "America/New_York", [Shift("09:00", "09:30")])
    late = Team("london", "Europe/London", [Shift("13:00", "13:30"), Shift("14:00", "14:30")])
    meeting = Meeting(
        "m",
        teams=["london", "york"],
        minutes=30,
        on="mon",
        anchor="london",
        start="2026-02-02",
        end="2026-04-20",
    )
    plan = plan_series(Roster([early, late]), meeting, drift="split")
    causes = [cause for run in plan.series.drift for cause in run.because]
    assert "the meeting itself is at 13:00 Europe/London" in causes
    assert "the meeting itself is at 14:00 Europe/London" in causes


def causes(team: str, clock: str, *walls: str) -> list[tuple[str, ...]]:
    """What began each run of a team whose meeting is planned at wall times such as "2026-03-22 01:00"."""
    own = zone(clock)
    planned = []
    for text in walls:
        wall = instant(text)
        planned.append(Planned(date_of(wall // DAY), wall, own.to_instant(wall)))
    horizon = Horizon.of(walls[0][:10], walls[-1][:10], own)
    people = invited(Roster(TEAMS), Meeting("m", teams=[team], minutes=30, on="mon", at="09:00"), horizon)
    return [run.because for run in drift_of(people, people.invitees[0], own, planned)]


def test_a_meeting_back_at_its_old_time_says_so_too() -> None:
    found = causes("london", "UTC", "2026-01-05 09:00", "2026-01-12 10:00", "2026-01-19 09:00")
    assert found == [(), ("the meeting itself is at 10:00 UTC",), ("the meeting itself is at 09:00 UTC",)]


def test_changes_of_two_clocks_are_told_in_order_of_time() -> None:
    """Between two monthly dates London's clock goes back on 25 October, New York's on 1 November."""
    found = causes("london", "America/New_York", "2026-10-15 08:00", "2026-11-15 09:30")
    assert found == [
        (),
        (
            "Europe/London goes back 1 h on Sun 25 Oct 2026",
            "America/New_York goes back 1 h on Sun 1 Nov 2026",
            "the meeting itself is at 09:30 America/New_York",
        ),
    ]


def test_a_change_counts_from_the_minute_at_which_it_happens() -> None:
    """On 29 March 2026 clocks in Berlin go forward at 01:00 UTC."""
    forward = "Europe/Berlin goes forward 1 h on Sun 29 Mar 2026"
    assert causes("berlin", "UTC", "2026-03-22 01:00", "2026-03-29 01:00") == [(), (forward,)]
    assert causes("berlin", "UTC", "2026-03-29 00:59", "2026-04-05 00:59") == [(), (forward,)]
    moved = "the meeting itself is at 00:59 UTC"
    assert causes("berlin", "UTC", "2026-03-22 00:58", "2026-03-29 00:59") == [(), (moved,)]


@settings(max_examples=FEW)
@given(series_questions(days=8))
def test_runs_are_those_that_a_walk_finds(asked: SeriesQuestion) -> None:
    series, brute = asked.audit(), asked.brute
    drifting = []
    for key, (_, who, _) in brute.invited.items():
        found, expected = series.runs[key], brute.drift(who)
        drifting += list(found) if len(expected) > 1 else []
        assert [
            (
                day_number(run.start),
                day_number(run.end),
                run.occurrences,
                run.local,
                run.days_later,
                run.minutes_from_usual,
                run.outside_hours,
            )
            for run in found
        ] == [
            (run.first, run.last, run.occurrences, run.local, run.days_later, run.from_usual, run.outside)
            for run in expected
        ]
        for run, other in zip(found, expected, strict=True):
            assert len(run.because) == len(other.causes)
            for text, (change, clock, is_forward) in zip(run.because, other.causes, strict=True):
                assert text.startswith(f"{clock} goes {'forward' if is_forward else 'back'} ")
                days = [day_date(change // DAY + more) for more in (-1, 0, 1)]
                assert any(text.endswith(f"{on:%a} {on.day} {on:%b %Y}") for on in days)
    assert series.drift == tuple(drifting)
