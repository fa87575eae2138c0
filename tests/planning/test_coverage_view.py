"""What a person is shown of a coverage says what the coverage holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from overlap.people.absence import Closure
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.coverage import Coverage, coverage
from overlap.planning.needs import AskedNeed
from overlap.render.document import Heading, Paragraph, Strip, Table
from overlap.render.text import to_ascii, to_text
from tests.properties.strategies import FakeTable

OFFICE = [Shift("09:00", "17:00")]


def roster(**more: Any) -> Roster:
    return Roster([Team("a", "UTC", OFFICE, name="Alpha", **more)])


def shown(found: Coverage, zone: str | None = None) -> str:
    return to_text(found.document(zone))


def headline(found: Coverage) -> str:
    return shown(found).splitlines()[0]


@pytest.mark.parametrize(
    ("need", "more", "expected"),
    [
        (
            "24x5",
            {},
            "Somebody is at work 33.3 % of 24x5; 80 h are uncovered, most of them Mon–Thu 17:00–09:00.",
        ),
        (
            "mon-fri 09:00-17:00",
            {},
            "Somebody is at work 100 % of mon-fri 09:00-17:00: no minute of 40 h is uncovered.",
        ),
        (
            "mon-fri 08:00-17:00",
            {},
            "Somebody is at work 88.9 % of mon-fri 08:00-17:00; 5 h are uncovered: Mon–Fri 08:00–09:00.",
        ),
        (
            "mon-fri 07:30-17:10=2",
            {"headcount": 2},
            (
                "At least 2 people are at work 82.8 % of mon-fri 07:30-17:10=2; 8 h 20 min are uncovered, "
                "most of them Mon–Fri 07:30–09:00."
            ),
        ),
        (
            ["mon 09:00-17:00", "tue 09:00-18:00=1", "wed 09:00-10:00=2"],
            {},
            (
                "Enough people are at work 88.9 % of mon 09:00-17:00 and tue 09:00-18:00=1 and "
                "wed 09:00-10:00=2; 2 h are uncovered, the largest part Tue 17:00–18:00 (1 h)."
            ),
        ),
        (
            "sat 00:00-00:59",
            {},
            "Somebody is at work 0 % of sat 00:00-00:59; 59 min are uncovered: Sat 00:00–00:59.",
        ),
        (
            "sat 00:00-01:00",
            {},
            "Somebody is at work 0 % of sat 00:00-01:00; 1 h is uncovered: Sat 00:00–01:00.",
        ),
        (
            "sat 00:00-00:01",
            {},
            "Somebody is at work 0 % of sat 00:00-00:01; 1 min is uncovered: Sat 00:00–00:01.",
        ),
    ],
)
def test_the_first_sentence_says_how_much_and_when(need: Any, more: dict[str, Any], expected: str) -> None:
    assert headline(coverage(roster(**more), "2026-03-02", "2026-03-08", need=need)) == expected


def test_where_nobody_is_needed_that_is_all_there_is_to_read() -> None:
    found = coverage(roster(), "2026-03-07", "2026-03-08", need="mon 09:00-17:00")
    text = "Nobody is needed between these dates: no minute of mon 09:00-17:00 lies there."
    assert found.document().blocks == (Paragraph(text, strong=True),)


def test_all_and_nothing_are_never_said_of_less_and_more() -> None:
    almost = coverage(roster(), "2026-03-02", "2026-03-06", need=["mon-fri 09:00-17:00", "mon 17:00-17:01"])
    assert "99.9 %" in headline(almost)
    barely = coverage(roster(), "2026-03-02", "2026-12-27", need=["mon-fri 17:00-24:00", "mon 16:59-17:00"])
    assert "0.1 %" in headline(barely)


def test_a_requirement_is_quoted_and_read_on_its_own_clock() -> None:
    need = CoverageNeed("09:00", "17:00", zone="Asia/Tokyo", name="Tokyo's day", days=["mon"])
    found = coverage(roster(), "2026-03-02", "2026-03-08", need=need)
    assert headline(found) == (
        'Somebody is at work 0 % of "Tokyo\'s day"; 8 h are uncovered: Mon 09:00–17:00.'
    )
    assert "Times are those of Asia/Tokyo." in shown(found)
    assert "Mon 9 Mar 2026  00:00–08:00" in shown(
        coverage(roster(), "2026-03-03", "2026-03-09", need=need), "UTC"
    )


def test_a_skill_is_said_in_the_first_sentence() -> None:
    found = coverage(roster(skills=["en"]), "2026-03-02", "2026-03-02", need="09:00-18:00", skill="en")
    assert headline(found).startswith("Somebody with en is at work 88.9 % of 09:00-18:00;")
    assert re.search(r"^en +88\.9 % +1 h$", shown(found), re.MULTILINE)


def test_what_comes_back_is_one_row_and_days_off_are_told_by_date() -> None:
    days = [Entry(date(2026, 3, day), "Eid", "public", "XX") for day in (11, 12)]
    found = coverage(
        roster(holidays=Calendar(FakeTable(tuple(days))), closures=[Closure("2026-03-18", name="move")]),
        "2026-03-02",
        "2026-03-29",
        need="mon-fri 09:00-18:00",
    )
    text = shown(found)
    assert "Mon–Fri 17:00–18:00     20    20 h  2 Mar – 27 Mar 2026  Nobody is scheduled." in text
    assert "Wed 11 Mar 2026  09:00–17:00     8 h  Alpha: Eid." in text
    assert "Wed 18 Mar 2026  09:00–17:00     8 h  Alpha: move." in text
    weeks = text.partition("Weeks that break")[2]
    assert "Mon 9 Mar 2026       1   64.4 %       21 h" not in weeks.partition("Thin")[2]
    assert re.search(r"Mon 9 Mar 2026 +1 +53\.3 % +21 h +Alpha: Eid \(Wed 11 Mar 2026\)", weeks)
    assert re.search(r"Mon 16 Mar 2026 +1 +71\.1 % +13 h +Alpha: move \(Wed 18 Mar 2026\)", weeks)


def test_what_comes_back_and_what_does_not_are_tables_under_names_of_their_own() -> None:
    found = coverage(
        roster(closures=[Closure("2026-03-04", name="move")]), "2026-03-02", "2026-03-13", need="09:00-18:00"
    )
    tables = [one for one in found.document().blocks if isinstance(one, Table)]
    assert tables[:4] == [
        Table.of(
            ("When", "Times", "In all", "Dates", "Because"),
            [("Mon–Fri 17:00–18:00", "10", "10 h", "2 Mar – 13 Mar 2026", "Nobody is scheduled.")],
            right=("Times", "In all"),
            caption="Again and again:",
        ),
        Table.of(
            ("Date", "Time", "Length", "Because"),
            [
                ("Wed 4 Mar 2026", "09:00–17:00", "8 h", "Alpha: move."),
                ("Sat 7 Mar 2026", "09:00–18:00", "9 h", "Nobody is scheduled."),
                ("Sun 8 Mar 2026", "09:00–18:00", "9 h", "Nobody is scheduled."),
            ],
            right=("Length",),
            caption="On single dates:",
        ),
        # Four days of eight hours are 32 of the 63 of a week.
        Table.of(
            ("From", "Weeks", "Covered", "Uncovered", "Because"),
            [("Mon 2 Mar 2026", "1", "50.8 %", "31 h", "Alpha: move (Wed 4 Mar 2026).")],
            right=("Weeks", "Covered", "Uncovered"),
        ),
        Table.of(
            ("When", "Times", "In all", "Dates"),
            [("Mon–Fri 09:00–17:00", "9", "72 h", "2 Mar – 13 Mar 2026")],
            right=("Times", "In all"),
        ),
    ]


def test_days_off_in_a_row_are_one_piece() -> None:
    """Round the clock, a closure of two days is one stretch, though each date takes its own shift."""
    team = Team(
        "a",
        "UTC",
        [Shift("00:00", "24:00")],
        days=["mon", "tue", "wed"],
        closures=[Closure("2026-03-02", "2026-03-03", name="move")],
    )
    text = shown(coverage(Roster([team]), "2026-03-02", "2026-03-04", need="24x7"))
    assert "Mon 2 Mar 2026  00:00–24:00 1 day later    48 h  a: move." in text


def test_weeks_in_a_row_that_break_alike_are_one_row() -> None:
    team = Team("ny", "America/New_York", OFFICE, name="New York")
    found = coverage(Roster([team], zone="UTC"), "2026-01-05", "2026-03-29", need="mon-fri 14:00-22:00")
    weeks = shown(found).partition("Weeks that break")[2].partition("Thin")[0]
    rows = [line for line in weeks.splitlines() if "America/New_York" in line]
    assert len(rows) == 1
    assert re.match(r"Mon 9 Mar 2026 +3 +87\.5 % +15 h +New York: America/New_York goes forward", rows[0])


def test_a_clean_coverage_says_so() -> None:
    text = shown(coverage(roster(headcount=2), "2026-03-02", "2026-03-08", need="mon-fri 09:00-17:00"))
    for part in ("Nothing.", "None: every week is covered", "None: no need hangs on one person alone."):
        assert part in text
    assert "By skill" not in text
    assert "Handoffs" not in text


def test_thin_spots_beyond_a_dozen_are_counted() -> None:
    shifts = [Shift(f"{hour:02d}:00", f"{hour:02d}:{30 + hour:02d}", name=str(hour)) for hour in range(15)]
    team = Team("a", "UTC", shifts)
    text = shown(coverage(Roster([team]), "2026-03-02", "2026-03-02", need="24x7"))
    assert "And 3 more, shorter in all." in text
    assert len(re.findall(r"^Mon \d\d:00–\d\d:\d\d +1 ", text.partition("Thin")[2], re.MULTILINE)) == 12


def test_several_needs_are_a_table_and_each_row_names_its_own() -> None:
    need = CoverageNeed("09:00", "18:00", zone="UTC", name="the desk", days=["mon"])
    asked: list[AskedNeed] = ["08:00-17:00", need]
    found = coverage(roster(), "2026-03-02", "2026-03-02", need=asked)
    text = shown(found)
    assert text.startswith("All 2 needs are met 80.0 % of the time; 2 h are uncovered")
    assert "08:00-17:00: Nobody is scheduled." in text
    assert "the desk: Nobody is scheduled." in text


def test_the_average_week_marks_never_sometimes_and_always() -> None:
    found = coverage(
        roster(closures=[Closure("2026-03-09")]), "2026-03-02", "2026-03-15", need="mon,tue 08:00-17:00"
    )
    (strip,) = (block for block in found.document().blocks if isinstance(block, Strip))
    assert [row.label for row in strip.rows] == ["Mon", "Tue"]
    monday, tuesday = (
        "".join({"none": ".", "some": "o", "all": "#"}[m] for m in row.marks) for row in strip.rows
    )
    assert monday == "." * 9 + "o" * 8 + "." * 7
    assert tuesday == "." * 9 + "#" * 8 + "." * 7
    assert [row.note for row in strip.rows] == ["0.2 people on average", "0.3 people on average"]


def test_the_parts_come_in_their_order_and_survive_an_old_terminal() -> None:
    teams = [Team("a", "UTC", OFFICE, skills=["en"]), Team("b", "UTC", [Shift("16:00", "23:00")])]
    document = coverage(Roster(teams), "2026-03-02", "2026-03-08", need="24x5").document()
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == [
        "Uncovered",
        "Weeks that break",
        "Thin spots",
        "By skill",
        "Handoffs",
        "Hours of people",
    ]
    assert to_ascii(to_text(document)).isascii()
    assert "?" not in to_ascii(to_text(document))


def test_numbers_of_needs_stand_on_the_right_and_their_clocks_on_the_left() -> None:
    day = CoverageNeed("08:00", "17:00", zone="UTC", name="day")
    late = CoverageNeed("18:00", "20:00", zone="Asia/Tokyo", headcount=2, name="late")
    found = coverage(roster(), "2026-03-02", "2026-03-08", need=[day, late])
    (table,) = (one for one in found.document().blocks if isinstance(one, Table) and "Need" in one.columns)
    assert table == Table.of(
        ("Need", "Clock", "People", "Covered", "Uncovered"),
        [("day", "UTC", "1", "63.5 %", "23 h"), ("late", "Asia/Tokyo", "2", "0 %", "14 h")],
        right=("People", "Covered", "Uncovered"),
    )
