"""Shifts as events: few of them, with what people want to read, and the exact turns; see also the laws."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.recurrence import Recurrence
from overlap.core.zones import zone
from overlap.errors import BadArgument, UnknownId
from overlap.people.absence import TimeOff
from overlap.people.entries import TimedEntry
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.shift_entries import shift_entries
from tests.planning.brute import holidays, instant, people_of
from tests.planning.entry_oracle import assert_sound, instants_of
from tests.properties.oracle import shifts_worked

YEAR = Horizon.of("2026-01-01", "2026-12-31", zone("UTC"))
FIVE, SEVEN = (0, 1, 2, 3, 4), tuple(range(7))
ALL_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


SAMPLES = [
    (instant("2026-03-27 00:00"), instant("2026-03-31 00:00")),
    (instant("2026-10-24 00:00"), instant("2026-10-26 00:00")),
    (instant("2026-10-31 00:00"), instant("2026-11-02 00:00")),
]
"""When clocks change: days of which the oracle walks every minute."""


def entries(*teams: Team, ids: Any = None) -> tuple[TimedEntry, ...]:
    """The entries of a year of teams without holidays, proven against the oracle where clocks change."""
    roster = Roster(teams, zone="UTC", id="acme")
    found = shift_entries(roster, YEAR, teams=ids)
    workers = {
        f"{team.id}.{member}" if member else team.id: worker
        for team in teams
        for member, worker in people_of(team).items()
    }
    asked = [team.id for team in teams] if ids is None else ids
    instants = {one for entry in found for one in instants_of(entry)}
    for low, high in SAMPLES:
        expected = {
            (one.start, one.end)
            for who, worker in workers.items()
            if who in asked or who.partition(".")[0] in asked
            for one in shifts_worked(worker, low, high)
            if low <= one.start < high and one.start < one.end
        }
        assert {(start, end) for start, end in instants if low <= start < high} == expected
    for entry in found:
        assert_sound(entry)
        assert not entry.is_busy
        assert entry.categories == ("Shift",)
    return found


def test_a_year_of_days_is_one_event_that_tells_its_breaks() -> None:
    pune = Team(
        "pune",
        "Asia/Kolkata",
        [
            Shift(
                "10:00",
                "19:00",
                name="day",
                breaks=[Break("13:00", "14:00"), Break(after_minutes=90, minutes=15)],
            )
        ],
        name="Pune",
    )
    (entry,) = entries(pune)
    assert (entry.title, entry.zone, entry.minutes) == ("Pune: day", "Asia/Kolkata", 540)
    assert entry.recurrence == Recurrence("week", 1, FIVE)
    assert entry.description == "Breaks: 13:00–14:00, 15 min after 1 h 30 min."
    assert entry.uid.startswith("shift.pune.20260101.")
    assert entry.uid.endswith("@acme.overlap")


def test_nights_of_clock_changes_say_why_they_are_longer_or_shorter() -> None:
    found = entries(Team("ny", "America/New_York", [Shift("22:00", "06:00", name="night")], days=ALL_DAYS))
    assert [(entry.minutes, entry.recurrence) for entry in found] == [
        (480, Recurrence("week", 1, SEVEN)),
        (420, None),
        (540, None),
    ]
    assert [entry.description for entry in found[1:]] == [
        "Lasts 7 h instead of 8 h, because clocks change.",
        "Lasts 9 h instead of 8 h, because clocks change.",
    ]
    assert len(found[0].skipped) == 2


def test_a_pinned_shift_keeps_the_clock_it_follows() -> None:
    manila = Team(
        "m", "Asia/Manila", [Shift("09:00", "17:00", name="client", zone="America/New_York", headcount=12)]
    )
    (entry,) = entries(manila)
    assert (entry.zone, entry.start % 1440, entry.minutes) == ("America/New_York", 540, 480)
    assert entry.description == "People: 12.\nKeeps the clock of America/New_York."


def test_a_season_is_a_rule_of_its_own_and_the_name_of_times_is_not_repeated() -> None:
    summer = Season("2026-07-01", "2026-08-31", shorten_minutes=60)
    found = entries(Team("k", "Europe/Warsaw", [Shift("09:00", "17:00")], seasons=[summer], name="Kraków"))
    assert [(entry.title, entry.minutes) for entry in found] == [
        ("Kraków", 480),
        ("Kraków", 420),
        ("Kraków", 480),
    ]
    assert len({entry.uid for entry in found}) == 3


def test_a_rotation_is_a_rule_for_each_day_of_the_rotation() -> None:
    shifts = [Shift("06:00", "14:00", name="early"), Shift("14:00", "22:00", name="late")]
    six = Cycle("2026-01-05", ["early", "early", "late", "late", "off", "off"])
    found = entries(Team("field", "Europe/Warsaw", shifts, cycle=six))
    assert [entry.recurrence for entry in found] == [Recurrence("day", 6)] * 4
    assert sorted(entry.title for entry in found) == ["field: early"] * 2 + ["field: late"] * 2


def test_a_fortnightly_rotation_is_two_rules_of_every_second_week() -> None:
    days = ["early"] * 5 + ["off"] * 2 + ["late"] * 5 + ["off"] * 2
    shifts = [Shift("06:00", "14:00", name="early"), Shift("14:00", "22:00", name="late")]
    found = entries(Team("field", "Europe/Warsaw", shifts, cycle=Cycle("2026-01-05", days)))
    assert [(entry.recurrence, entry.skipped) for entry in found] == [(Recurrence("week", 2, FIVE), ())] * 2


def test_holidays_are_skipped_and_named_people_who_are_away_have_events_of_their_own() -> None:
    calendar, _ = holidays("2026-03-10", half=("2026-03-11",))
    leave = Member(
        "ana", name="Ana Reyes", time_off=[TimeOff("2026-03-12"), TimeOff("2026-03-13", from_time="13:00")]
    )
    team = Team(
        "a", "UTC", [Shift("09:00", "17:00")], name="A", holidays=calendar, members=[leave, Member("ben")]
    )
    march = Horizon.of("2026-03-02", "2026-03-15", zone("UTC"))
    roster = Roster([team])
    ana, ben = shift_entries(roster, march)
    assert [(one.title, len(one.skipped)) for one in (ana, ben)] == [("A (Ana Reyes)", 2), ("A (ben)", 1)]
    assert ana.uid.startswith("shift.a.ana.20260302.")
    assert ana.description == "Who: Ana Reyes."
    assert shift_entries(roster, march, teams=["a.ben"]) == (ben,)


def test_people_who_work_alike_share_an_event() -> None:
    two = [Member("ana", name="Ana"), Member("ben", name="Ben")]
    (whole,) = entries(Team("a", "UTC", [Shift("09:00", "17:00")], name="A", members=two))
    assert (whole.title, whole.description) == ("A", "Who: Ana, Ben.")
    (more,) = entries(Team("a", "UTC", [Shift("09:00", "17:00")], name="A", members=two, headcount=5))
    assert (more.title, more.description) == ("A", "Who: Ana, Ben and others.")
    some = [*two, Member("cam", name="Cam", shifts=[Shift("13:00", "21:00", name="late")])]
    day, late = entries(Team("a", "UTC", [Shift("09:00", "17:00")], name="A", members=some))
    assert (day.title, late.title) == ("A (2 people)", "A: late (Cam)")
    assert day.uid.startswith("shift.a.ana.")
    (only,) = entries(Team("a", "UTC", [Shift("09:00", "17:00")], name="A", members=two), ids=["a.ana"])
    assert only.title == "A (Ana)"


def test_breaks_of_some_weekdays_name_them() -> None:
    prayer = Break("12:00", "13:00", days=["fri"])
    (entry,) = entries(Team("a", "UTC", [Shift("09:00", "17:00", breaks=[prayer])]))
    assert entry.description == "Breaks: 12:00–13:00 (Fri)."


def test_a_shift_cut_by_a_day_off_says_so() -> None:
    calendar, _ = holidays("2026-03-11")
    nights = Team("a", "UTC", [Shift("22:00", "06:00")], holidays=calendar, overnight="clip")
    week = Horizon.of("2026-03-09", "2026-03-12", zone("UTC"))
    found = shift_entries(Roster([nights]), week)
    assert [(one.minutes, len(one.instants())) for one in found] == [(480, 2), (120, 1), (360, 1)]
    assert found[1].description == "Lasts 2 h instead of 8 h, because of a day off or a clock change."


def test_a_shift_that_a_clock_change_leaves_empty_has_no_event() -> None:
    """Troll skips 01:00 to 03:00 on 29 March 2026: of 02:30 to 03:00 nothing is left.

    On 25 October 02:30 comes twice: from the first to 03:00 it is 2 h 30 min, told in UTC.
    """
    rule, long = entries(Team("troll", "Antarctica/Troll", [Shift("02:30", "03:00")], days=ALL_DAYS))
    assert (rule.minutes, len(rule.skipped), rule.zone) == (30, 2, "Antarctica/Troll")
    assert (long.minutes, long.recurrence, long.zone) == (150, None, "UTC")


def test_shifts_that_are_the_same_but_for_their_headcount_have_names_of_their_own() -> None:
    twice = [Shift("09:00", "17:00", headcount=2), Shift("09:00", "17:00", headcount=3)]
    found = entries(Team("a", "UTC", twice))
    assert [one.description for one in found] == ["People: 2.", "People: 3."]
    assert len({one.uid for one in found}) == 2


def test_a_uid_outlives_a_longer_horizon_longer_shifts_and_days_off() -> None:
    calendar, _ = holidays("2026-03-10")
    plain = shift_entries(Roster([Team("a", "UTC", [Shift("09:00", "17:00", name="day")])]), YEAR)
    longer = Horizon.of("2026-01-01", "2027-12-31", zone("UTC"))
    other = Team("a", "UTC", [Shift("09:00", "18:00", name="day")], holidays=calendar)
    assert [one.uid for one in shift_entries(Roster([other]), longer)] == [one.uid for one in plain]


def test_ids_that_are_none_are_refused() -> None:
    roster = Roster([Team("a", "UTC", [Shift("09:00", "17:00")])])
    with pytest.raises(UnknownId):
        shift_entries(roster, YEAR, teams=["b"])
    with pytest.raises(BadArgument):
        shift_entries(roster, YEAR, teams=[])
    with pytest.raises(BadArgument):
        shift_entries("team.toml", YEAR)  # type: ignore[arg-type]


def test_a_clock_that_changes_as_a_shift_ends_makes_it_shorter_and_as_one_starts_does_not() -> None:
    """Berlin's clocks go from two to three as a night ends, London's from one to two as a day starts."""
    night = Team("b", "Europe/Berlin", [Shift("22:00", "03:00")], days=["sat"])
    short = next(one for one in entries(night) if one.minutes == 240)
    assert short.description == "Lasts 4 h instead of 5 h, because clocks change."
    calendar, _ = holidays("2026-03-30")
    long = [Shift("02:00", "01:00")]
    day = Team("l", "Europe/London", long, days=["sun"], holidays=calendar, overnight="clip")
    (cut,) = shift_entries(Roster([day]), Horizon.of("2026-03-28", "2026-03-31", zone("UTC")))
    assert cut.minutes == 22 * 60
    assert cut.instants() == [(instant("2026-03-29 01:00"), instant("2026-03-29 23:00"))]
    assert cut.description == "Lasts 22 h instead of 23 h, because of a day off or a clock change."
