"""What a person reads of the key figures."""

from __future__ import annotations

from overlap.people.absence import Closure
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


def test_a_week_in_which_nothing_is_shared_is_not_as_it_should_be() -> None:
    for last, value, is_good in (("2026-03-12", "7 h", None), ("2026-03-13", "0 min", False)):
        closed = DESK.replace(closures=[Closure("2026-03-09", last, name="move")])
        found = kpis(Roster([NIGHT, closed], zone="America/New_York"), "2026-03-02", "2026-03-15")
        least = next(one for one in kpi_figures(found) if one.kind == "worst-week")
        assert (least.value, least.behind, least.is_good) == (value, "week from Mon 9 Mar 2026", is_good)


def test_teams_that_never_meet_have_no_figure_of_shared_hours_but_that_there_are_none() -> None:
    hours = (("06:00", "09:00"), ("12:00", "15:00"), ("18:00", "21:00"))
    for count, label in ((2, "Both teams share"), (3, "All 3 teams share")):
        teams = [Team(f"t{at}", "UTC", [Shift(*own)]) for at, own in enumerate(hours[:count])]
        found = rows(*teams)
        assert found[label] == ("0 min a week", "")
        assert list(found) == [label, "Somebody at work, 24x7", "Handoffs that fail", "Longest mean wait"]


def test_a_week_is_enough_for_weekly_figures_and_six_days_are_not() -> None:
    for last, is_told in (("2026-03-07", False), ("2026-03-08", True), ("2026-03-09", True)):
        assert ("Both teams share" in rows(NIGHT, DESK, dates=("2026-03-02", last))) == is_told


def test_no_shared_hours_are_not_as_they_should_be_and_some_are_for_others_to_judge() -> None:
    for start, is_good in (("09:00", None), ("17:00", False)):
        teams = [Team("a", "UTC", [Shift("09:00", "17:00")]), Team("b", "UTC", [Shift(start, "20:00")])]
        found = kpis(Roster(teams), "2026-03-02", "2026-03-08")
        assert [one.is_good for one in kpi_figures(found) if one.kind == "shared"] == [is_good]


def test_where_all_of_three_share_time_it_is_not_told_twice() -> None:
    teams = [Team(name, "UTC", [Shift("09:00", "17:00")]) for name in ("a", "b", "c")]
    found = rows(*teams)
    assert found["All 3 teams share"] == ("40 h a week", "")
    assert not [label for label in found if label.endswith("teams or more share")]


def test_full_coverage_is_good_and_less_is_for_others_to_judge() -> None:
    def covered(shift: Shift) -> bool | None:
        every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        roster = Roster([Team("a", "UTC", [shift], days=every_day)])
        return next(
            one.is_good
            for one in kpi_figures(kpis(roster, "2026-03-02", "2026-03-08"))
            if one.kind == "covered"
        )

    assert (covered(Shift("00:00", "24:00")), covered(Shift("00:00", "23:59"))) == (True, None)
