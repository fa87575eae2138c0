"""The year strip: minutes of every date by a walk over minutes, events with their names."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.page.year import together_text, year_blocks, year_strip
from overlap.planning.report import report
from overlap.render.charts import YearStrip
from overlap.render.document import Heading, Paragraph, Table
from tests.planning.brute import instant, reached, there
from tests.planning.page.rosters import AWAY, END, KEPT_BY, MANILA, NEW_YORK, ROSTER, START
from tests.properties.oracle import DAY, day_number, wall_shown
from tests.properties.strategies import FakeTable

FIRST, LAST = instant("2026-03-02 05:00"), instant("2026-04-01 04:00")


@pytest.mark.parametrize("bare", [False, True])
def test_minutes_of_every_date_are_those_of_a_walk_over_minutes(bare: bool) -> None:
    made = report(ROSTER, START, END)
    strip = year_strip(made)
    alone = there(ROSTER, [team.id for team in ROSTER], FIRST, LAST, kept=KEPT_BY, bare=bare)
    shared = reached(alone.values(), made.most)
    by_day = Counter(wall_shown("America/New_York", minute) // DAY for minute in shared)
    assert len(strip.days) == 30
    for day in strip.days:
        assert (day.usual if bare else day.value) == by_day[day_number(day.date)], day.date


def test_clock_changes_and_days_off_are_named_on_their_dates() -> None:
    events = [
        (event.date.isoformat(), event.kind, event.text)
        for event in year_strip(report(ROSTER, START, END)).events
    ]
    assert ("2026-03-08", "clock", "New York: America/New_York goes forward 1 h on Sun 8 Mar 2026") in events
    assert ("2026-03-10", "holiday", "Berlin <b>: Holiday 2026-03-10") in events
    assert ("2026-03-13", "holiday", "Berlin <b>: Holiday 2026-03-13") in events
    assert [one for one, *_ in events] == sorted(one for one, *_ in events)


def test_the_strip_is_of_52_weeks_from_the_first_date_on() -> None:
    plain = Roster([NEW_YORK, MANILA])
    strip = next(one for one in year_blocks(report(plain, START, END)) if isinstance(one, YearStrip))
    assert (strip.days[0].date, len(strip.days)) == (date(2026, 3, 2), 364)


def test_a_longer_report_is_its_own_year() -> None:
    made = report(Roster([NEW_YORK, MANILA]), "2026-01-01", "2027-06-30")
    assert made.year is made
    lead, *rest = year_blocks(made)
    assert lead == Paragraph(
        "Thu 1 Jan 2026 to Wed 30 Jun 2027. A stroke marks a date that days off cost shared time; a numbered "
        "line is a clock change or a new season."
    )
    assert isinstance(rest[0], YearStrip)


def test_where_holiday_data_end_the_strip_says_so() -> None:
    entries = tuple(
        Entry(date(2026, 3, 1) + timedelta(days=40 * number), "Day", "public", "XX") for number in range(3)
    )
    ends = Calendar(FakeTable(entries, known_until=date(2026, 12, 31), announced_until=date(2026, 12, 31)))
    roster = Roster([NEW_YORK, Team("x", "Europe/Berlin", MANILA.shifts, holidays=ends)])
    made = report(roster, START, END)
    assert made.year is made
    texts = [one.text for one in year_blocks(made) if isinstance(one, Paragraph)]
    assert "The holiday data of these teams do not reach a whole year ahead." in texts


def test_data_for_301_dates_are_not_said_to_be_short_of_a_year() -> None:
    ends = Calendar(FakeTable(known_until=date(2026, 12, 31), announced_until=date(2026, 12, 31)))
    roster = Roster([Team("x", "UTC", MANILA.shifts, holidays=ends)])
    for last, is_short in (("2026-12-26", True), ("2026-12-27", False)):
        made = report(roster, START, last)
        assert made.year is made
        texts = [one.text for one in year_blocks(made) if isinstance(one, Paragraph)]
        assert ("The holiday data of these teams do not reach a whole year ahead." in texts) == is_short


def test_below_the_strip_are_the_moves_of_the_year_and_the_weeks_of_the_report() -> None:
    """New York and Berlin are an hour closer from 8 to 28 March and from 25 to 31 October 2026."""
    berlin = Team("berlin", "Europe/Berlin", [Shift("09:00", "17:00")], name="Berlin", holidays=AWAY)
    york = Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="New York")
    made = report(Roster([york, berlin], zone="America/New_York"), START, END)
    _, strip, *below = year_blocks(made)
    assert isinstance(strip, YearStrip)
    moves, table, *_ = below
    assert moves == Heading("When the shared hours move")
    assert isinstance(table, Table)
    assert [row[:2] for row in table.rows] == [
        ("Mon 2 Mar 2026", "09:00–11:00"),
        ("Mon 9 Mar 2026", "09:00–12:00"),
        ("Mon 30 Mar 2026", "09:00–11:00"),
        ("Mon 26 Oct 2026", "09:00–12:00"),
        ("Mon 2 Nov 2026", "09:00–11:00"),
    ]
    weeks, broken = below[-2:]
    assert weeks == Heading("Weeks that break")
    assert isinstance(broken, Table)
    assert [row[0] for row in broken.rows] == ["Mon 9 Mar 2026"]


def test_the_title_says_who_is_together() -> None:
    assert together_text(report(ROSTER, START, END)) == "all teams together"
    assert together_text(report(Roster([NEW_YORK, MANILA]), START, END)) == "all teams together"
    assert together_text(report(Roster([NEW_YORK]), START, END)) == "at work"
