"""Cards are the table of key figures, each with its why."""

from __future__ import annotations

import pytest

from overlap.people.absence import Closure
from overlap.people.meetings import Meeting
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.kpis_view import kpi_table
from overlap.planning.page.figures import cards
from overlap.planning.report import Report, report
from tests.planning.page.rosters import END, MANILA, MEETINGS, NEW_YORK, ROSTER, START

NEED = CoverageNeed("09:00", "19:00", name="desk", days=["mon", "tue"], zone="America/New_York", teams=["ny"])
WITH_NEED = Roster([NEW_YORK, MANILA], meetings=MEETINGS, requirements=[NEED])

REPORTS = {
    "three teams": report(ROSTER, START, END),
    "with a need": report(WITH_NEED, START, END),
    "one team": report(Roster([NEW_YORK]), START, END),
    "a day": report(ROSTER, "2026-03-11", "2026-03-11"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_cards_are_the_rows_of_the_table(name: str) -> None:
    made = REPORTS[name]
    found = [(card.label, card.value) for card in cards(made)]
    assert found == [row[:2] for row in kpi_table(made.kpis).rows]


@pytest.mark.parametrize("name", REPORTS)
def test_every_card_says_why(name: str) -> None:
    for card in cards(REPORTS[name]):
        assert card.why, card.label
        assert all(text.endswith(".") for text in card.why), card


def why(made: Report, label: str) -> tuple[str, ...]:
    return next(card.why for card in cards(made) if card.label == label)


def test_what_is_uncovered_is_told_with_its_largest_part_and_its_cause() -> None:
    (text,) = why(REPORTS["with a need"], "desk")[:1]
    # Ten Mondays and Tuesdays: an hour of lunch and the last two hours.
    assert text.startswith("30 h uncovered; the largest part: Mon, Tue 17:00–19:00 ")
    assert text.endswith("(20 h). Nobody is scheduled.")


def test_a_need_that_is_met_is_as_it_should_be() -> None:
    met = CoverageNeed("09:00", "12:00", name="desk", days=["mon"], zone="America/New_York", teams=["ny"])
    made = report(Roster([NEW_YORK, MANILA], requirements=[met]), START, END)
    card = next(card for card in cards(made) if card.label == "desk")
    assert (card.value, card.tone) == ("100 %", "good")
    assert card.why[0] == "No minute is uncovered."


def test_meetings_by_night_name_who_and_how_often() -> None:
    # 10:00 in New York is 23:00 or 22:00 in Manila, each Tuesday of March; 06:30 in New York is before its
    # quiet hours end at 07:00, each Wednesday.
    assert why(REPORTS["three teams"], "Meetings on somebody's night") == (
        'sync: Manila "&, 5 of 5 times.',
        "early: New York, 4 of 4 times.",
    )
    noon = Meeting("noon", teams=["ny"], minutes=30, on="tue", at="11:00", anchor="ny")
    made = report(Roster([NEW_YORK, MANILA], meetings=[noon]), START, END)
    assert why(made, "Meetings on somebody's night") == (
        "No occurrence of a meeting touches the quiet hours of anybody invited.",
    )


def test_what_is_shared_is_told_with_every_change_of_it_and_its_cause() -> None:
    assert why(REPORTS["three teams"], "All 3 teams share") == (
        "On a typical day they share 09:00–12:00.",
        "Mon 9 Mar 2026: New York: America/New_York goes forward 1 h on Sun 8 Mar 2026.",
        "Mon 30 Mar 2026: Berlin <b>: Europe/Berlin goes forward 1 h on Sun 29 Mar 2026.",
    )


def test_the_least_week_is_named_with_what_takes_its_hours() -> None:
    days = (
        "Holiday 2026-03-10 (Tue 10 Mar), Half day 2026-03-12 (Thu 12 Mar), Holiday 2026-03-13 (Fri 13 Mar)"
    )
    assert why(REPORTS["three teams"], "Least in a week") == (
        "Week from Mon 9 Mar 2026.",
        f"Berlin <b>: {days}.",
    )


def test_shares_of_the_own_day_are_told_least_first() -> None:
    brief = Team("brief", "UTC", [Shift("09:00", "13:00")], name="Brief")
    made = report(
        Roster([brief, Team("long", "UTC", [Shift("09:00", "17:00")], name="Long")]), START, "2026-03-08"
    )
    assert why(made, "Shared part of their own day") == (
        "Long: 50.0 % of its working time.",
        "Brief: 100 % of its working time.",
    )


def test_of_teams_that_never_all_meet_those_that_do_are_told_and_how_long_one_waits() -> None:
    hours = {"a": ("06:00", "10:00"), "b": ("09:00", "17:00"), "c": ("16:00", "20:00")}
    teams = [Team(who, "UTC", [Shift(*own)], name=who.upper()) for who, own in hours.items()]
    made = report(Roster(teams), START, "2026-03-08")
    assert why(made, "All 3 teams share")[0].startswith("All 3 are never at work at once. A and C ")
    assert why(made, "2 teams or more share") == (
        "Counted is every minute in which 2 of the 3 teams have somebody at work.",
        "On a typical day they share 09:00–10:00, 16:00–17:00.",
    )
    # One of them alone is there for 12 of 14 hours a day.
    assert why(made, "Somebody at work, 24x7")[1] == (
        "For 60 h of the covered time one person alone is at work."
    )
    # From 10:00 to 17:00 B waits for the next 06:00, 16 h 30 min in the middle, on Fridays 48 h longer:
    # 26 h 6 min in the mean of the week, and nothing for one of its eight hours.
    assert why(made, "Longest mean wait") == (
        "Asked at any minute of its work, B waits 22 h 51 min on average for A.",
        "The longest wait is 68 h.",
    )


def test_three_handoffs_that_fail_are_told_with_the_day_that_ends_and_the_others_counted() -> None:
    later = [
        Shift("23:30", "08:00", days=["mon", "tue", "wed", "thu"]),
        Shift("02:00", "08:00", days=["sat"]),
    ]
    one = Team("a", "UTC", [Shift("16:00", "24:00")], name="Alpha")
    roster = Roster([one, Team("b", "UTC", later, name="Beta")])
    reason = "Their shifts do not share it on that day."
    fridays = tuple(f"Alpha to Beta, Fri {day} Mar 2026: {reason}" for day in (6, 13, 20))
    assert why(report(roster, START, "2026-03-22"), "Handoffs that fail") == fridays
    assert why(report(roster, START, "2026-03-29"), "Handoffs that fail") == (*fridays, "And 1 more.")


def test_of_several_weeks_that_break_the_least_tells_its_own_days_off() -> None:
    days = ("2026-03-04", "2026-03-10", "2026-03-11", "2026-03-17")
    away = [Closure(day, name=f"off {day[-2:]}") for day in days]
    desk = Team("desk", "UTC", [Shift("09:00", "17:00")], name="Desk", closures=away)
    made = report(Roster([desk, Team("b", "UTC", [Shift("09:00", "17:00")])]), START, "2026-03-22")
    assert len(made.weeks) == 3
    assert why(made, "Least in a week") == (
        "Week from Mon 9 Mar 2026.",
        "Desk: off 10 (Tue 10 Mar), off 11 (Wed 11 Mar).",
    )
