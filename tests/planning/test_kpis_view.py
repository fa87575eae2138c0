"""What a person reads of the key figures."""

from __future__ import annotations

from overlap.people.meetings import Meeting
from overlap.people.requirements import CoverageNeed, HandoffNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.kpis_view import kpi_figures, kpi_table
from overlap.planning.report import kpis

NIGHT = Team("manila", "Asia/Manila", [Shift("22:00", "06:00")], name="Manila")
DESK = Team("new-york", "America/New_York", [Shift("09:00", "17:00")], name="New York")


def rows(
    *teams: Team, dates: tuple[str, str] = ("2026-03-02", "2026-03-15"), **more: object
) -> dict[str, tuple[str, str]]:
    roster = Roster(teams, zone="America/New_York", **more)  # type: ignore[arg-type]
    table = kpi_table(kpis(roster, *dates))
    assert table.columns == ("Key figure", "Value", "Behind it")
    return {what: (value, behind) for what, value, behind in table.rows}


def test_two_teams_have_a_row_for_each_figure() -> None:
    meeting = Meeting(
        "sync",
        minutes=30,
        title="Sync",
        teams=["manila", "new-york"],
        on="tue",
        at="09:00",
        anchor="new-york",
    )
    need = CoverageNeed("09:00", "17:00", zone="America/New_York", days=["sat"], name="Saturdays")
    found = rows(NIGHT, DESK, meetings=[meeting], requirements=[need])
    assert found["Both teams share"] == ("37 h 30 min a week", "")
    assert found["Least in a week"] == ("35 h", "week from Mon 9 Mar 2026")
    assert found["Shared part of their own day"] == ("93.8 %", "")
    # 335 hours less 85: two stretches of 80 hours each that share 75.
    assert found["Somebody at work, 24x7"] == ("25.4 %", "250 h uncovered, 10 h one person deep")
    assert found["Saturdays"] == ("0 %", "16 h uncovered")
    assert found["Meetings on somebody's night"] == ("1", "Sync: Manila 1 of 2")
    assert "Longest mean wait" in found


def test_handoffs_are_good_where_none_fails() -> None:
    for least, value, is_good in ((30, "none", True), (31, "5", False)):
        late = Team("late", "UTC", [Shift("13:30", "22:00")], name="Late")
        early = Team("early", "UTC", [Shift("06:00", "14:00")], name="Early")
        roster = Roster([early, late], zone="UTC", requirements=[HandoffNeed("early", "late", least)])
        figures = {one.kind: one for one in kpi_figures(kpis(roster, "2026-03-02", "2026-03-08"))}
        assert (figures["handoffs"].value, figures["handoffs"].is_good) == (value, is_good)


def test_three_teams_tell_what_most_of_them_share() -> None:
    pune = Team("pune", "Asia/Kolkata", [Shift("06:00", "10:00")], name="Pune")
    found = rows(NIGHT, DESK, pune)
    assert found["All 3 teams share"] == ("0 min a week", "")
    assert found["2 teams or more share"] == ("37 h 30 min a week", "")
    assert found["Shared part of their own day"] == ("0 % to 93.8 %", "least Pune, most New York")


def test_one_team_has_coverage_only() -> None:
    assert set(rows(NIGHT)) == {"Somebody at work, 24x7"}


def test_a_few_days_have_no_weekly_figure() -> None:
    assert "Both teams share" not in rows(NIGHT, DESK, dates=("2026-03-02", "2026-03-04"))


def test_round_the_clock_nothing_is_uncovered() -> None:
    always = Team(
        "desk",
        "UTC",
        [Shift("00:00", "24:00", days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"])],
        headcount=2,
    )
    assert rows(always) == {"Somebody at work, 24x7": ("100 %", "")}


def test_a_share_is_never_rounded_up_to_a_whole() -> None:
    nearly = Team(
        "desk",
        "UTC",
        [Shift("00:00", "23:59", days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"])],
        headcount=2,
    )
    assert rows(nearly)["Somebody at work, 24x7"][0] == "99.9 %"
