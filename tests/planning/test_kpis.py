"""The key figures: each beside a count of minutes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from overlap.core.civil import WEEKDAYS
from overlap.core.horizon import Horizon
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, LimitNeed
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.kpis import HANDOFFS_UP_TO, RESPONSE_UP_TO, NightMeeting, SharedWeek
from overlap.planning.report import kpis, report
from overlap.render.text import to_text
from tests.planning.brute import there
from tests.planning.coverage_oracle import heads_together
from tests.properties.oracle import DAY, minutes_at_work, wall_shown
from tests.properties.strategies import Crowd, crowds

NIGHT = Team("manila", "Asia/Manila", [Shift("22:00", "06:00")], name="Manila")
DAY_DESK = Team("new-york", "America/New_York", [Shift("09:00", "17:00")], name="New York")


def two(**more: object) -> Roster:
    return Roster([NIGHT, DAY_DESK], zone="America/New_York", **more)  # type: ignore[arg-type]


def test_shared_minutes_are_averaged_over_the_weeks_of_the_readers_clock() -> None:
    found = kpis(two(), "2026-03-02", "2026-03-15")
    # Five days of eight hours, then five of seven: New York's clocks go forward on the 8th.
    assert found.all_minutes_a_week == (5 * 480 + 5 * 420) / 2
    assert found.most == 2
    assert found.most_minutes_a_week == found.all_minutes_a_week
    assert found.worst_week == SharedWeek(date(2026, 3, 9), 5 * 420)
    # Manila works ten nights of eight hours; that of Friday 13 March ends on Saturday in Manila.
    assert found.share_of_day["manila"] == pytest.approx((5 * 480 + 5 * 420) / 4800)


def test_a_week_that_is_not_whole_is_no_worst_week() -> None:
    found = kpis(two(), "2026-03-04", "2026-03-17")
    assert found.worst_week == SharedWeek(date(2026, 3, 9), 5 * 420)
    assert kpis(two(), "2026-03-03", "2026-03-08").worst_week is None


def test_weeks_at_either_end_of_the_horizon_are_whole() -> None:
    assert kpis(two(), "2026-03-02", "2026-03-08").worst_week == SharedWeek(date(2026, 3, 2), 5 * 480)
    assert kpis(two(), "2026-02-25", "2026-03-08").worst_week == SharedWeek(date(2026, 3, 2), 5 * 480)
    assert kpis(two(), "2026-03-02", "2026-03-10").worst_week == SharedWeek(date(2026, 3, 2), 5 * 480)


def test_a_meeting_without_a_time_hides_no_night_of_the_next() -> None:
    loose = Meeting("loose", teams=["manila", "new-york"], minutes=30, on=["mon"])
    told = [
        kpis(two(meetings=meetings), "2026-03-02", "2026-03-15").to_dict()["night_meetings"]
        for meetings in ([loose, meeting("09:00")], [meeting("09:00"), loose])
    ]
    assert [[one for one in rows if one["meeting"] == "sync"] for rows in told] == [
        [
            {"meeting": "sync", "id": "manila", "times": 1, "of_times": 2},
            {"meeting": "sync", "id": "new-york", "times": 0, "of_times": 2},
        ]
    ] * 2


def test_minutes_a_week_are_told_to_a_tenth() -> None:
    """Eleven days: five times eight hours, then four times seven."""
    plain = kpis(two(), "2026-03-02", "2026-03-12").to_dict()
    assert pytest.approx(2596.3636) == (5 * 480 + 4 * 420) * 7 / 11
    assert plain["all_minutes_a_week"] == plain["most_minutes_a_week"] == 2596.4


def test_an_hour_that_clocks_show_twice_is_an_hour_of_a_week() -> None:
    watch = Team("watch", "America/New_York", [Shift("00:00", "24:00")], days=WEEKDAYS)
    found = kpis(Roster([watch]), "2026-11-01T05:00Z", "2026-11-01T06:00Z")  # from 01:00 to 01:00
    assert found.all_minutes_a_week == pytest.approx(7 * DAY)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(crowds(most=3))
def test_figures_are_counts_of_minutes(crowd: Crowd) -> None:
    roster = Roster([group.team for group in crowd.groups])
    horizon = crowd.horizon
    found = kpis(roster, *horizon.moments)
    present = {
        group.team.id: set().union(
            *(minutes_at_work(who, horizon.start, horizon.end) for who in group.workers())
        )
        for group in crowd.groups
    }
    together = set.intersection(*present.values())
    walls = wall_shown(roster.zone, horizon.end) - wall_shown(roster.zone, horizon.start)
    if walls <= 0:  # clocks step back
        walls = horizon.minutes
    assert found.all_minutes_a_week == pytest.approx(len(together) / (walls / (7 * DAY)))
    best = {
        minute
        for minute in set().union(*present.values())
        if sum(minute in own for own in present.values()) >= found.most
    }
    for one, own in present.items():
        assert found.share_of_day[one] == pytest.approx(len(own & best) / len(own) if own else 0)
    # Coverage counts people by the headcounts of their shifts, not whether somebody of a team is there.
    assert found.coverage.covered_minutes == sum(people >= 1 for people in heads_together(crowd).values())


def test_a_required_coverage_is_measured_by_its_name() -> None:
    need = CoverageNeed("09:00", "13:00", zone="America/New_York", days=["mon"], name="Monday mornings")
    limit = LimitNeed(start="09:00", end="17:00")
    found = kpis(two(requirements=[limit, need]), "2026-03-02", "2026-03-15")
    (one,) = found.requirements
    assert one.need.name == "Monday mornings"
    assert one.share == 1
    assert found.coverage.share < 1


def meeting(at: str, anchor: str | None = "new-york", **more: object) -> Meeting:
    return Meeting(
        "sync",
        minutes=30,
        teams=["manila", "new-york"],
        every="week",
        on="tue",
        at=at,
        anchor=anchor,
        start="2026-03-03",
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("at", "anchor", "nights"),
    [
        # 09:00 in New York is 22:00 in Manila, and 21:00 from 8 March on: quiet hours begin at 22:00.
        ("09:00", "new-york", {"manila": 1, "new-york": 0}),
        # Half an hour of it after 22:00 is enough.
        ("09:45", "new-york", {"manila": 2, "new-york": 0}),
        ("17:30", "manila", {"manila": 0, "new-york": 2}),
        # Without an anchor the roster's clock counts.
        ("21:45", None, {"manila": 0, "new-york": 2}),
        ("21:30", None, {"manila": 0, "new-york": 0}),
    ],
)
def test_meetings_in_quiet_hours_are_counted_for_each_invited(
    at: str, anchor: str | None, nights: dict[str, int]
) -> None:
    found = kpis(two(meetings=[meeting(at, anchor)]), "2026-03-02", "2026-03-15")
    assert {one.id: one.times for one in found.nights} == nights
    assert {one.of_times for one in found.nights} == {2}


def test_quiet_hours_are_the_rosters() -> None:
    quiet = Defaults(quiet=("20:00", "21:30"))
    found = kpis(two(meetings=[meeting("09:00")], defaults=quiet), "2026-03-02", "2026-03-15")
    assert [(one.id, one.times) for one in found.nights] == [("manila", 1), ("new-york", 0)]


def test_a_team_in_several_zones_is_awake_where_one_of_them_is() -> None:
    spread = NIGHT.replace(headcount=2, members=[Member("ana", zone="Europe/Madrid")])
    roster = Roster([spread, DAY_DESK], zone="America/New_York", meetings=[meeting("09:00")])
    found = kpis(roster, "2026-03-02", "2026-03-15")
    assert [(one.id, one.times) for one in found.nights] == [("manila", 0), ("new-york", 0)]


def test_a_meeting_whose_time_is_to_be_found_has_no_nights() -> None:
    open_meeting = Meeting("plan", minutes=30, teams=["manila", "new-york"], start="2026-03-03")
    assert kpis(two(meetings=[open_meeting]), "2026-03-02", "2026-03-15").nights == ()


def test_the_slowest_pair_waits_longest_on_average() -> None:
    found = kpis(two(), "2026-03-09", "2026-03-13")
    assert found.slowest is not None
    pairs = {(one.asker, one.responder): one.waits.mean_minutes for one in found.responses or ()}
    assert set(pairs) == {("manila", "new-york"), ("new-york", "manila")}
    assert pairs[found.slowest.asker, found.slowest.responder] == max(
        pairs.values(), key=lambda mean: mean or 0
    )


def test_waits_are_left_out_where_nobody_reads_them() -> None:
    one = kpis(Roster([NIGHT]), "2026-03-02", "2026-03-08")
    assert one.responses is None
    assert one.slowest is None
    crowd = [NIGHT.replace(id=f"desk-{number}") for number in range(RESPONSE_UP_TO + 1)]
    many = kpis(Roster(crowd), "2026-03-02", "2026-03-03")
    assert many.responses is None
    assert "Waits are not counted for so many teams" in to_text(many.document())
    few = kpis(Roster(crowd[:-1]), "2026-03-02", "2026-03-02")
    assert few.responses is not None


def test_handoffs_are_left_out_among_very_many_teams() -> None:
    crowd = [NIGHT.replace(id=f"desk-{number}") for number in range(HANDOFFS_UP_TO + 1)]
    many = kpis(Roster(crowd), "2026-03-02", "2026-03-02")
    assert many.handoffs is None
    assert many.to_dict()["failed_handoffs"] is None
    assert "Handoffs" not in to_text(many.document())
    few = kpis(Roster(crowd[:-1]), "2026-03-02", "2026-03-02")
    assert few.handoffs is not None


def test_plain_values_name_each_figure() -> None:
    found = kpis(two(meetings=[meeting("09:00")]), "2026-03-02", "2026-03-15").to_dict()
    assert found["worst_week"] == {"start": "2026-03-09", "minutes": 2100}
    assert found["coverage"]["need"] == "24x7"
    assert found["night_meetings"][0] == NightMeeting("sync", "manila", 1, 2).to_dict()
    assert found["night_meetings"][0] == {"meeting": "sync", "id": "manila", "times": 1, "of_times": 2}
    assert found["requirements"] == []
    assert kpis(Roster([NIGHT]), "2026-03-02", "2026-03-03").to_dict()["worst_week"] is None


def test_shares_of_the_day_are_told_to_a_hundredth_of_a_percent() -> None:
    """Eleven days: five of eight shared hours, six of seven."""
    found = kpis(two(), "2026-03-02", "2026-03-16").to_dict()
    assert pytest.approx(0.931818) == (5 * 480 + 6 * 420) / (11 * 480)
    assert found["share_of_day"] == {"manila": 0.9318, "new-york": 0.9318}


def test_shares_are_told_to_a_millionth() -> None:
    desk = CoverageNeed("08:00", "19:00", zone="America/New_York", name="desk")
    found = kpis(two(requirements=[desk]), "2026-03-02", "2026-03-02").to_dict()
    # Eight hours of 24, and of eleven.
    assert found["coverage"] == {
        "need": "24x7",
        "share": 0.333333,
        "uncovered_minutes": 960,
        "thin_minutes": 0,
    }
    assert found["requirements"] == [{"name": "desk", "share": 0.727273}]


def test_the_report_holds_the_same_figures() -> None:
    made = report(two(), "2026-03-02", "2026-03-15")
    assert made.kpis is made.kpis
    assert made.kpis.to_dict() == kpis(two(), "2026-03-02", "2026-03-15").to_dict()
    assert made.to_dict()["kpis"] == made.kpis.to_dict()


def test_the_horizon_is_that_of_the_readers_clock() -> None:
    found = kpis(two(), "2026-03-02", "2026-03-02", zone="Asia/Manila")
    assert found.zone == "Asia/Manila"
    assert found.horizon == Horizon.of("2026-03-02", "2026-03-02", NIGHT.pattern.zone)
    minutes = there(two(), ["manila", "new-york"], found.horizon.start, found.horizon.end)
    shared = len(minutes["manila"] & minutes["new-york"])
    assert found.all_minutes_a_week == pytest.approx(shared * 7)
    assert timedelta(minutes=shared) == timedelta(hours=2)


def test_a_minute_that_clocks_repeat_over_midnight_is_counted_like_any_other() -> None:
    # St John's: 00:01 on 29 October 2006 became 23:01 on the 28th, after the 29th had begun.
    always = Team("a", "America/St_Johns", [Shift("00:00", "24:00")], days=WEEKDAYS)
    found = kpis(Roster([always]), "2006-10-29T02:31Z", "2006-10-29T02:32Z")
    assert found.coverage.covered_minutes == 1
    assert found.all_minutes_a_week == 7 * DAY


def test_a_wait_of_less_than_a_minute_is_slower_than_none() -> None:
    """Of 1440 minutes ten wait, from ten minutes to one."""
    days = [Shift("00:00", "24:00"), Shift("00:00", "23:50")]
    teams = [Team(name, "UTC", [own], days=WEEKDAYS) for name, own in zip("ab", days, strict=True)]
    for roster in (Roster(teams), Roster(teams[::-1])):
        found = kpis(roster, "2026-03-02", "2026-03-08")
        means = {one.asker: one.waits.mean_minutes for one in found.responses or ()}
        assert means == {"a": 55 / 1440, "b": 0}
        assert found.slowest is not None
        assert (found.slowest.asker, found.slowest.responder) == ("a", "b")
