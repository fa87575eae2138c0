"""Pictures show the numbers of their results, and what they leave out is none of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import overlap
from overlap.errors import BadZone, BeyondData
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.covered_weeks import share_of
from overlap.planning.stagger.turns import Cohort
from overlap.render.charts import Bars, HeatMap
from overlap.render.document import Bands
from overlap.render.one_line import one_line
from tests.planning.brute import holidays, there
from tests.planning.results import APART, CAFE, HOSTILE, MANILA, NEW_YORK, ROSTER, START, empty, full
from tests.properties.oracle import wall_shown
from tests.properties.strategies import FakeTable

NAME = one_line(HOSTILE)


def bars(name: str) -> Bars:
    chart = full(name).chart()
    assert isinstance(chart, Bars)
    return chart


def heat(name: str) -> HeatMap:
    chart = full(name).chart()
    assert isinstance(chart, HeatMap)
    return chart


# Hours


def test_hours_of_people_are_divided_into_day_and_night() -> None:
    people = full("Workload").to_dict()["people"]
    chart = bars("Workload")
    assert chart.parts == ("by day", "by night")
    assert [sum(row.values) * 60 for row in chart.rows] == [one["minutes"] for one in people]
    assert [row.values[1] * 60 for row in chart.rows] == [one["night_minutes"] for one in people]
    assert [row.label for row in chart.rows][3:5] == ["Manila, night", "Manila, day"]
    assert [row.note for row in chart.rows] == [
        f"{one['people']} people" if one["people"] > 1 else "" for one in people
    ]
    assert any(row.values[1] for row in chart.rows)


def test_an_average_week_has_the_people_of_each_hour() -> None:
    found = full("Coverage")
    chart = heat("Coverage")
    assert [list(row.values) for row in chart.rows] == [
        [None if cell is None else pytest.approx(cell, abs=0.001) for cell in day]
        for day in found.to_dict()["by_weekday_hour"]
    ]
    assert [row.label for row in chart.rows] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert chart.columns == tuple(f"{hour:02d}" for hour in range(24))
    assert not chart.heavy
    assert found.clock.key in chart.title


def test_the_uncovered_part_of_each_hour_is_what_a_walk_over_the_minutes_counts() -> None:
    found = overlap.coverage(
        ROSTER, "2026-03-02T00:00Z", "2026-03-13T19:20Z", need="mon-fri 08:00-20:30", teams=["ny"]
    )
    chart = found.chart(of="uncovered")
    assert chart.heavy
    assert chart.unit == "%"
    ((_, present),) = there(ROSTER, ["ny"], found.horizon.start, found.horizon.end).items()
    needed: dict[tuple[int, int], int] = {}
    short: dict[tuple[int, int], int] = {}
    for minute in range(found.horizon.start, found.horizon.end):
        wall = wall_shown("America/New_York", minute)
        weekday, hour, clock = (wall // 1440 + 3) % 7, wall % 1440 // 60, wall % 1440
        if weekday < 5 and 8 * 60 <= clock < 20 * 60 + 30:
            needed[weekday, hour] = needed.get((weekday, hour), 0) + 1
            short[weekday, hour] = short.get((weekday, hour), 0) + (minute not in present)
    for weekday, row in enumerate(chart.rows):
        for hour, value in enumerate(row.values):
            cell = (weekday, hour)
            wanted = 100 * share_of(short[cell], needed[cell]) if cell in needed else None
            assert value == (None if wanted is None else pytest.approx(wanted)), cell
    assert any(value not in (None, 0, 100) for row in chart.rows for value in row.values)


def test_handoffs_are_kept_or_fail() -> None:
    found, chart = full("Handoffs"), bars("Handoffs")
    assert chart.parts == ("kept", "failed")
    required = {("pune", "ny")}
    usual = [one for one in found.usual if (one.from_team, one.to_team) not in required]
    failed = [one for one in found.failed if not one.requirement]
    for one, row in zip(usual, chart.rows, strict=False):
        pair = (one.from_team, one.to_team)
        lost = sum((each.from_team, each.to_team) == pair for each in failed)
        assert list(row.values) == [one.times - lost, lost]
    (check,) = found.checks
    assert list(chart.rows[-1].values) == [check.kept, len(check.failed)]
    assert chart.rows[-1].label == f"Pune to {NAME}"
    assert chart.rows[-1].note == "over: 15 min"
    assert len(chart.rows) == len(usual) + 1
    assert any(row.values[1] for row in chart.rows)


def test_a_clock_was_held_for_so_long() -> None:
    minutes = full("Held").minutes_by_team
    assert [row.values[0] * 60 for row in bars("Held").rows] == list(minutes.values())
    assert set(minutes.values()) != {0}


def test_today_of_every_team_is_the_date_that_the_readers_clock_shows() -> None:
    found = full("Presence")
    for key in (None, "Asia/Manila"):
        chart = found.chart(key)
        assert isinstance(chart, Bands)
        clock = key or "America/New_York"
        assert chart.clock == clock
        wall = wall_shown(clock, found.instant)
        midnight = found.instant - wall % 1440
        present = there(found.roster, ["ny", "pune"], midnight, midnight + 1440)
        for at, one in ((0, "ny"), (2, "pune")):
            (band,) = chart.groups[at].before
            work = {
                minute for low, high, kind in band.stretches if kind == "work" for minute in range(low, high)
            }
            assert work == {minute - midnight for minute in present[one]}
            quiet = {
                minute for low, high, kind in band.stretches if kind == "quiet" for minute in range(low, high)
            }
            zone = found.roster.team(one).zone
            assert quiet == {
                minute
                for minute in range(1440)
                if not 7 * 60 <= wall_shown(zone, midnight + minute) % 1440 < 22 * 60
            }
        assert [group.label for group in chart.groups] == [NAME, "Manila", "Pune"]
        heads = [one.headcount for one in found]
        notes = [group.before[0].note for group in chart.groups]
        assert notes == [f"at work ({heads[0]})", f"at work ({heads[1]})", "off"]
        assert heads[0] != heads[1]
    assert found.chart().title == "Wed 4 Mar 2026, now 09:30"
    with pytest.raises(BadZone):
        found.chart("Mars/Base")


def test_a_day_of_which_too_little_is_known_is_told_without_a_picture() -> None:
    known = Calendar(FakeTable(known_until=date(2026, 3, 4)))
    team = MANILA.replace(holidays=known)
    found = overlap.who_is_on(Roster([team], zone="America/New_York"), "2026-03-02T14:30Z")
    late = overlap.Presence(found.instant + 2 * 1440, 1, found.items, found.roster)
    with pytest.raises(BeyondData):
        late.chart("America/New_York")
    assert late._repr_svg_() is None
    assert "<table" in late._repr_html_()


# Meetings


def test_slots_cost_everybody_asked_so_much() -> None:
    found, chart = full("Suggestions"), heat("Suggestions")
    slots = found.to_dict()["suggestions"]
    assert chart.columns == tuple(str(number) for number in range(1, len(slots) + 1))
    for at, row in enumerate(chart.rows):
        assert list(row.values) == [slot["attendees"][at]["discomfort_minutes"] for slot in slots]
    assert [max(column) for column in zip(*(row.values for row in chart.rows), strict=True)] == [
        slot["score"] for slot in slots
    ]
    assert chart.heavy


def test_who_cannot_come_to_a_slot_has_no_number() -> None:
    found = overlap.suggest_slots(APART, START, START, duration=timedelta(minutes=30), quorum=1)
    chart = found.chart()
    assert [None in row.values for row in chart.rows] == [False, True]
    assert set(chart.rows[1].values) == {None}


def night_meeting(**more: Any) -> Roster:
    """New York at work; Tokyo asleep, or in the fringe of its day."""
    teams = [
        Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="New York"),
        Team("tokyo", "Asia/Tokyo", [Shift("09:00", "17:00")], name="Tokyo"),
    ]
    meeting = Meeting(
        "m", minutes=60, on=["tue"], anchor="tokyo", start="2026-01-06", end="2026-01-27", **more
    )
    return Roster(teams, meetings=[meeting])


def test_a_series_tells_the_fringe_from_the_night_and_adds_up() -> None:
    for at in ("08:00", "02:00", "20:00"):
        found = overlap.audit_series(night_meeting(teams=["ny", "tokyo"], at=at), "m")
        chart = found.chart()
        assert [sum(row.values) for row in chart.rows] == list(found.burdens.values())
        assert sum(found.burdens.values()) > 0
    # At 02:00 in Tokyo it is noon in New York: 4 hours of nothing but night, 6 a minute.
    found = overlap.audit_series(night_meeting(teams=["ny", "tokyo"], at="02:00"), "m")
    assert (found.chart().parts, found.chart().rows[1].values) == (("night",), (4 * 60 * 6,))
    # At 08:00 it is the hour before their day: 1 a minute; in New York it is 18:00, an hour after.
    found = overlap.audit_series(night_meeting(teams=["ny", "tokyo"], at="08:00"), "m")
    assert found.chart().parts[0] == "fringe"
    assert found.chart().rows[1].values[0] == 4 * 60


def test_who_may_stay_away_bears_no_more_than_that() -> None:
    roster = night_meeting(required=["ny"], optional=["tokyo"], at="02:00")
    found = overlap.audit_series(roster, "m")
    chart = found.chart()
    assert chart.parts == ("staying away",)
    assert list(chart.rows[1].values) == [4 * 60]
    assert [sum(row.values) for row in chart.rows] == list(found.burdens.values())


def test_a_series_of_which_nobody_bears_anything_has_one_part() -> None:
    assert empty("Series").chart().parts == ("fringe",)


def test_a_plan_compares_the_worst_off_with_the_others() -> None:
    plan, chart = full("SeriesPlan"), bars("SeriesPlan")
    for row, record in zip(chart.rows, plan.to_records(), strict=True):
        assert sum(row.values) == record["total_minutes"]
        assert row.values[0] == record["worst_minutes"]
        assert row.label == f"{record['choice']}: {record['weekdays']} {record['at']}"
    assert chart.rows[0].note == "worst-off: Pune"


def test_a_programme_counts_what_takes_place() -> None:
    found, chart = full("Programme"), bars("Programme")
    (series,) = found
    assert chart.parts == ("as planned", "moved", "skipped")
    assert list(chart.rows[0].values) == [1, 1, 0]
    assert sum(chart.rows[0].values) == len(series)
    roster = night_meeting(teams=["ny", "tokyo"], at="02:00")
    kept = overlap.plan_programme(roster, "2026-01-05", "2026-01-31")
    assert list(kept.chart().rows[0].values) == [4, 0, 0]


def test_a_rotation_is_drawn_as_its_ledger() -> None:
    roster = night_meeting(teams=["ny", "tokyo"])
    times = ["02:00", "08:00", "23:00"]
    before = overlap.Ledger({"ny": 0, "tokyo": 300}, through="2025-12-31")
    found = overlap.plan_rotation(roster, "m", at=times, domain="waking", ledger=before)
    free = overlap.plan_rotation(roster, "m", at=["06:00"], domain="waking", ledger=before)
    for plan in (found, free):
        chart = plan.chart()
        named = {row.label: dict(zip(chart.parts, row.values, strict=True)) for row in chart.rows}
        for one in plan.people:
            parts = named[one.name]
            assert parts.get("carried", 0) == one.carried
            assert parts.get("by day", 0) + parts.get("by night", 0) == one.borne
            assert parts.get("credited", 0) == one.credited
    assert "carried" in found.chart().parts


def test_a_rotation_tells_what_is_at_night() -> None:
    # One of the team is there at 10:00; to the other, who lives in London, it is 01:00.
    people = [Member("a", name="A"), Member("b", name="B", zone="Europe/London")]
    team = Team("mix", "Asia/Tokyo", [Shift("09:00", "17:00")], members=people)
    meeting = Meeting("m", teams=["mix"], minutes=60, on=["tue"], start="2026-01-06", end="2026-01-27")
    found = overlap.plan_rotation(Roster([team], meetings=[meeting]), "m", at=["10:00"])
    assert len(found) == 4
    chart = found.chart()
    assert chart.parts == ("by night",)
    assert [(row.label, *row.values) for row in chart.rows] == [("A", 0), ("B", 4 * 60 * 6)]
    assert [one.total for one in found.people] == [0, 4 * 60 * 6]


def test_a_matrix_says_how_often_everybody_met() -> None:
    found, chart = full("Pairs"), heat("Pairs")
    met = {tuple(one["people"]): one["times"] for one in found.history.to_dict()["met"]}
    assert sum(met.values()) == sum(len(one.pairs) for one in found) > 0
    for one, row in zip(found.people, chart.rows, strict=True):
        for other, value in zip(found.people, row.values, strict=True):
            if one == other:
                assert value is None
            else:
                assert (value or 0) == met.get((min(one, other), max(one, other)), 0)
    assert [row.label.partition(" ")[0] for row in chart.rows] == list(chart.columns) == ["1", "2", "3", "4"]
    assert chart.corner == "Who"
    never = overlap.plan_pairs(CAFE, "2026-03-07", "2026-03-08", every="week")
    assert {value for row in never.chart().rows for value in row.values} == {None}
    assert never._repr_svg_() is None
    assert never.reason is not None
    assert "no two can meet" in never._repr_html_()


def test_a_matrix_tells_not_yet_from_never_and_keeps_what_was_before() -> None:
    hours = {"all": ("06:00", "23:00"), "early": ("06:00", "14:00"), "late": ("16:00", "23:00")}
    members = [Member(who, shifts=[Shift(*own)]) for who, own in hours.items()]
    roster = Roster([Team("a", "UTC", [Shift("09:00", "17:00")], members=members)])
    people = ["a.all", "a.early", "a.late"]
    for met, never in ((0, None), (1, 1)):
        past = overlap.PairHistory()
        if met:
            past = past.after(date(2026, 2, 23), people, [("a.early", "a.late")], ["a.all"])
        found = overlap.plan_pairs(roster, "2026-03-02", "2026-03-08", every="week", met=past)
        (pair,) = found[0].pairs
        with_early = int(pair.people == ("a.all", "a.early"))
        with_late = 1 - with_early
        assert [row.values for row in found.chart().rows] == [
            (None, with_early, with_late),
            (with_early, None, never),
            (with_late, never, None),
        ]


def test_very_many_people_are_counted_by_round() -> None:
    members = [Member(f"m{at}", name=f"M{at}") for at in range(41)]
    found = overlap.plan_pairs(
        Roster([NEW_YORK.replace(members=members, headcount=41)]), START, "2026-03-08", every="week"
    )
    chart = found.chart()
    assert isinstance(chart, Bars)
    assert [row.values for row in chart.rows] == [(40, 1)]


# Days


def test_weeks_lose_what_days_off_take() -> None:
    found, chart = full("DaysOff"), bars("DaysOff")
    weeks = [week for week in found.to_dict()["weeks"] if week["minutes"] < week["usual_minutes"]]
    assert [(row.values[0] * 60, sum(row.values) * 60) for row in chart.rows] == [
        (week["minutes"], week["usual_minutes"]) for week in weeks
    ]
    assert chart.rows[0].label == "Mon 2 Mar 2026"
    assert chart.rows[0].note.split("; ")[1:] == [
        "Holiday 2026-03-03",
        "time off",
        "Half day 2026-03-05",
        "<i>Works day</i>",
    ]
    assert chart.rows[1].note.endswith("; Holiday 2026-03-11")


def test_a_week_names_its_own_days_off_and_none_that_is_worked() -> None:
    known = [
        ("2026-03-04", "Choice", "optional"),
        ("2026-03-05", "Feast", "public"),
        ("2026-03-09", "Next", "public"),
    ]
    table = FakeTable(tuple(Entry(date.fromisoformat(on), name, kind, "XX") for on, name, kind in known))
    team = Team("a", "UTC", [Shift("09:00", "17:00")], holidays=Calendar(table))
    found = overlap.days_off(Roster([team]), "2026-03-02", "2026-03-22")
    assert [(one.name, one.status) for one in found] == [
        ("Choice", "soft"),
        ("Feast", "off"),
        ("Next", "off"),
    ]
    assert [row.note for row in found.chart().rows] == ["80.0 %; Feast", "80.0 %; Next"]


def test_a_week_ends_with_its_sunday() -> None:
    calendar, _ = holidays("2026-03-08", "2026-03-10")
    every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    team = Team("a", "UTC", [Shift("09:00", "17:00")], days=every_day, holidays=calendar)
    chart = overlap.days_off(Roster([team]), "2026-03-04", "2026-03-15").chart()
    assert [(row.label, row.values, row.note) for row in chart.rows] == [
        ("Wed 4 Mar 2026", (32, 8), "80.0 %; Holiday 2026-03-08"),
        ("Mon 9 Mar 2026", (48, 8), "85.7 %; Holiday 2026-03-10"),
    ]


def test_each_team_celebrates_so_many_days_a_month() -> None:
    found = overlap.celebrations(ROSTER, "2026-02-20", "2026-04-05")
    chart = found.chart()
    assert chart.columns == ("2026-02", "2026-03", "2026-04")
    assert {row.label: row.values for row in chart.rows} == {
        NAME: (0, 0, 0),
        "Manila": (0, len(found), 0),
        "Pune": (0, 0, 0),
    }
    assert len(found) == 3
    assert chart.corner == "Team"


def test_months_run_over_the_turn_of_the_year() -> None:
    calendar, _ = holidays("2025-11-25")
    team = Team("a", "UTC", [Shift("09:00", "17:00")], name="A", holidays=calendar)
    chart = overlap.celebrations(Roster([team]), "2025-11-20", "2026-02-10").chart()
    assert (chart.columns, [row.values for row in chart.rows]) == (
        ("2025-11", "2025-12", "2026-01", "2026-02"),
        [(1, 0, 0, 0)],
    )


def test_a_celebration_of_a_month_that_the_reader_does_not_see_has_its_own() -> None:
    calendar, _ = holidays("2026-02-28", "2026-03-05")
    west = Team("w", "America/New_York", [Shift("09:00", "17:00")], name="West", holidays=calendar)
    found = overlap.celebrations(Roster([west], zone="Pacific/Kiritimati"), "2026-03-01", "2026-03-10")
    assert [str(one.date) for one in found] == ["2026-02-28", "2026-03-05"]
    assert (found.chart().columns, list(found.chart().rows[0].values)) == (("2026-02", "2026-03"), [1, 1])


def test_the_windows_of_each_change_stand_below_those_before() -> None:
    found, chart = full("Changes"), full("Changes").chart()
    (group,) = chart.groups
    assert [band.label for band in group.before] == [
        "from Thu 1 Jan 2026",
        "from Sun 8 Mar 2026",
        "from Sun 1 Nov 2026",
    ]
    changes = (found.baseline, *found)
    assert [sum(end - start for start, end, _ in band.stretches) for band in group.before] == [
        one.minutes for one in changes
    ]
    drawn = [tuple((start, end) for start, end, _ in band.stretches) for band in group.before]
    assert drawn == [one.windows_local for one in changes]
    assert [bool(one) for one in drawn].count(True) >= 2
    assert {kind for band in group.before for _, _, kind in band.stretches} == {"shared"}
    assert chart.clock == "America/New_York"


# Teams


def test_pairs_that_change_keep_gain_and_lose() -> None:
    chart = bars("Comparison")
    changed = [row for row in full("Comparison") if row.gained_minutes or row.lost_minutes]
    assert 0 < len(changed) < len(full("Comparison"))
    for row, one in zip(chart.rows, changed, strict=True):
        kept, gained, lost = (value * 60 for value in row.values)
        assert kept + lost == pytest.approx(one.before_minutes)
        assert kept + gained == pytest.approx(one.after_minutes)
        assert gained == pytest.approx(one.gained_minutes)


def test_what_each_pair_shares_stands_in_both_its_cells() -> None:
    found, chart = full("PairWindows"), heat("PairWindows")
    numbers = tuple(str(at + 1) for at in range(len(found.ids)))
    minutes = {frozenset(row["teams"]): row["minutes"] for row in found.to_dicts()}
    assert (chart.title, chart.unit, chart.corner) == ("Shared by each pair", "h", "Team")
    assert chart.columns == numbers
    assert [row.label for row in chart.rows] == [
        f"{number} {name}" for number, name in zip(numbers, (NAME, "Manila", "Pune"), strict=True)
    ]
    for one, row in zip(found.ids, chart.rows, strict=True):
        shared = [None if other == one else minutes[frozenset((one, other))] / 60 for other in found.ids]
        assert list(row.values) == shared
    assert len(set(minutes.values())) == 3


def test_a_pair_that_only_loses_is_drawn_too() -> None:
    one = Team("a", "UTC", [Shift("09:00", "17:00")], name="A")
    before = Roster([one, Team("b", "UTC", [Shift("09:00", "17:00")], name="B")])
    after = Roster([one, Team("b", "UTC", [Shift("09:00", "12:00")], name="B")])
    lost = overlap.compare(before, after, START, START).chart()
    gained = overlap.compare(after, before, START, START).chart()
    assert [(row.label, *row.values) for row in lost.rows] == [("A and B", 3, 0, 5)]
    assert [(row.label, *row.values) for row in gained.rows] == [("A and B", 3, 5, 0)]


def test_waits_stand_in_the_row_of_who_asks() -> None:
    chart = heat("ResponseTimes")
    ids = ["ny", "manila", "pune"]
    waits = {
        (row["asker"], row["responder"]): row["mean_minutes"] for row in full("ResponseTimes").to_records()
    }
    for at, row in enumerate(chart.rows):
        for other, value in enumerate(row.values):
            wanted: Any = waits.get((ids[at], ids[other]))
            assert value == (None if wanted is None else pytest.approx(wanted / 60))
    assert [row.label for row in chart.rows] == [f"1 {NAME}", "2 Manila", "3 Pune"]
    assert (chart.corner, chart.columns) == ("Asks", ("1", "2", "3"))
    assert any(value for row in chart.rows for value in row.values)


def test_minutes_that_no_plan_gives_cost_nothing_and_say_so() -> None:
    chart = bars("TradeOff")
    assert [(row.label, row.values, row.note) for row in chart.rows] == [
        ("1 h", (180,), ""),
        ("10 h", (0,), "no plan"),
    ]
    assert chart.title == "<service>: moved a day"


def test_weeks_in_cohorts_add_up_to_what_each_bears() -> None:
    found, chart = full("CohortRotation"), heat("CohortRotation")
    for one, row in zip(found.people, chart.rows, strict=True):
        assert sum(value for value in row.values if value is not None) == one.borne
    assert chart.columns == ("4 Jan", "11 Jan", "18 Jan")
    assert chart.rows[1].values[1] is None
    steady = overlap.rotate_cohorts(
        [Cohort("a", "06:00", "15:00", 1)], ["x"], "2027-01-04", zone="UTC", weeks=2
    )
    assert steady._repr_svg_() is None


def test_a_stagger_is_drawn_as_in_its_document() -> None:
    found = full("Stagger")
    assert found.chart() in found.document().blocks
    assert found._repr_html_().count("<svg") == 1
    assert found.chart("Asia/Kolkata").clock == "Asia/Kolkata"
