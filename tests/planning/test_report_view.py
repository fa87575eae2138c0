"""A report reads well for any roster, and all its renderings hold the same cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from overlap.people.absence import Closure
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.report import report
from overlap.render.document import Document, Paragraph, Table
from overlap.render.html import to_html
from overlap.render.markdown import to_markdown
from overlap.render.text import to_text, width
from tests.planning.brute import holidays
from tests.properties.strategies import FakeTable
from tests.render.views import HOSTILE, cells_of, html_cells, markdown_html, shown, strips_of, text_cells

NINE_TO_FIVE = [Shift("09:00", "17:00")]
AWAY, _ = holidays("2026-03-10", half=("2026-03-19",))
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
BERLIN = Team("berlin", "Europe/Berlin", NINE_TO_FIVE, name="Berlin", holidays=AWAY)
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune")
MANILA = Team("manila", "Asia/Manila", NINE_TO_FIVE, name="Manila")
ZONES = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Asia/Manila", "America/Recife"]


@dataclass
class Page:
    """A report's document and its plain text."""

    document: Document
    text: str

    def part(self, heading: str) -> list[str]:
        """The lines under a heading, blank ones apart."""
        lines = self.text.splitlines()
        at = lines.index(heading) + 2
        found = []
        for index in range(at, len(lines)):
            if (
                index + 1 < len(lines)
                and lines[index + 1]
                and set(lines[index + 1]) == {"-"}
                and lines[index]
            ):
                break
            if lines[index]:
                found.append(lines[index])
        return found


def page(teams: list[Team], start: str, end: str, zone: str = "UTC") -> Page:
    document = report(Roster(teams, zone=zone), start, end).document()
    return Page(document, to_text(document))


HOSTILE_TEAMS = [
    Team(f"t{number}", ZONES[number % 5], NINE_TO_FIVE, name=name) for number, name in enumerate(HOSTILE)
]
NASTY_ENTRIES = tuple(
    Entry(date(2026, 3, 2 + number), name, "public", "XX") for number, name in enumerate(HOSTILE[:5])
)
CASES: dict[str, tuple[list[Team], str, str]] = {
    "one team": ([BERLIN], "2026-03-02", "2026-03-31"),
    "two teams": ([NEW_YORK, BERLIN], "2026-03-02", "2026-04-30"),
    "two teams that never meet": ([NEW_YORK, MANILA], "2026-03-02", "2026-04-30"),
    "two teams that meet in summer": ([NEW_YORK, PUNE], "2026-03-02", "2026-04-30"),
    "three teams": ([NEW_YORK, BERLIN, PUNE], "2026-03-02", "2026-04-30"),
    "a day": ([NEW_YORK, BERLIN], "2026-03-10", "2026-03-10"),
    "a weekend": ([NEW_YORK, BERLIN], "2026-03-07", "2026-03-08"),
    "sixty teams": (
        [Team(f"t{number}", ZONES[number % 5], NINE_TO_FIVE) for number in range(60)],
        "2026-03-02",
        "2026-03-15",
    ),
    "eight hostile names": (HOSTILE_TEAMS[:8], "2026-03-02", "2026-03-15"),
    "all hostile names": (HOSTILE_TEAMS, "2026-03-02", "2026-03-15"),
    "hostile holidays": (
        [
            Team("a", "UTC", NINE_TO_FIVE, name="A", holidays=Calendar(FakeTable(NASTY_ENTRIES))),
            BERLIN,
        ],
        "2026-03-02",
        "2026-03-15",
    ),
    "nobody works": ([Team("a", "UTC", []), Team("b", "UTC", [])], "2026-03-02", "2026-03-15"),
    "nobody works alone": ([Team("a", "UTC", [])], "2026-03-02", "2026-03-15"),
}


@pytest.mark.parametrize("case", CASES)
def test_all_renderings_hold_the_same_cells(case: str) -> None:
    made = page(*CASES[case])
    cells = cells_of(made.document)
    assert cells
    assert html_cells(to_html(made.document)) == cells
    markdown = to_markdown(made.document)
    assert html_cells(markdown_html(markdown)) == cells
    if case != "eight hostile names":  # a name of dashes alone reads as a rule of its own
        assert text_cells(made.text, made.document) == cells


@pytest.mark.parametrize("case", CASES)
def test_texts_are_whole_and_well_put(case: str) -> None:
    made = page(*CASES[case])
    for bad in (
        " 1 windows",
        " 1 teams",
        "1 hours",
        "share works",
        "  share",
        ": .",
        "..",
        " ,",
        "None.",
        "()",
        " 0 teams",
        "until ;",
    ):
        assert bad not in made.text, bad
    for block in made.document.blocks:
        if isinstance(block, Paragraph):
            assert block.text
            assert block.text.endswith((".", ":"))
        if isinstance(block, Table):
            assert block.rows
            assert all(len(row) == len(block.columns) for row in block.rows)
    for strip in strips_of(made.document):
        assert all(len(row.marks) == 48 for row in strip.rows)
        assert all(width(row.label) <= 20 for row in strip.rows)


def test_hostile_names_are_shown_as_text() -> None:
    made = page(HOSTILE_TEAMS, "2026-03-02", "2026-03-15")
    works = next(rows for rows in cells_of(made.document) if rows[0][:2] == ["Team", "Clock"])
    assert [row[0] for row in works[1:]] == [shown(name) for name in HOSTILE]
    assert "<script" not in to_html(made.document)
    assert "\x1b" not in made.text


# The headline


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (
            "one team",
            "Berlin works 38 h 16 min a week on average: 08:00–16:00 on a typical day until Sun 29 Mar 2026.",
        ),
        (
            "two teams",
            (
                "Both teams share 11 h 19 min a week on average: "
                "14:00–16:00 on a typical day until Sun 8 Mar 2026."
            ),
        ),
        ("two teams that never meet", "New York and Manila have no common hours."),
        (
            "two teams that meet in summer",
            "Both teams share no hours until Sun 8 Mar 2026; from Mon 9 Mar 2026 they share 13:00–13:30.",
        ),
        (
            "three teams",
            "All 3 teams share no hours until Sun 8 Mar 2026; from Mon 9 Mar 2026 they share 13:00–13:30.",
        ),
        ("a day", "They would share 3 h on Tue 10 Mar 2026, but days off of Berlin take it all."),
        ("a weekend", "New York and Berlin have no shift between these dates."),
        ("nobody works alone", "a has no shift between these dates."),
    ],
)  # fmt: skip
def test_the_headline_answers_the_question(case: str, says: str) -> None:
    made = page(*CASES[case])
    strong = [block.text for block in made.document.blocks if isinstance(block, Paragraph) and block.strong]
    assert strong[0] == says


def test_the_headline_adds_what_most_teams_share() -> None:
    strong = [
        b.text for b in page(*CASES["three teams"]).document.blocks if isinstance(b, Paragraph) and b.strong
    ]
    assert len(strong) == 2
    assert strong[1].startswith("At least 2 of the 3 teams share 3")
    assert strong[1].endswith("on a typical day until Sun 8 Mar 2026.")


def test_fewer_days_than_a_week_have_no_weekly_figure() -> None:
    made = page([NEW_YORK, PUNE], "2026-03-09", "2026-03-11")
    assert "Both teams share 1 h 30 min in these dates: 13:00–13:30 on a typical day." in made.text
    assert "a week" not in made.text
    weekly = page([NEW_YORK, PUNE], "2026-03-09", "2026-03-15")
    assert "Both teams share 2 h 30 min a week on average" in weekly.text
    third = Team("copy", "Asia/Kolkata", PUNE.shifts)
    few = page([NEW_YORK, PUNE, third], "2026-03-09", "2026-03-11").part("Hours that pairs share")
    assert few[-1].split() == ["3", "copy", "1.5", "27.0"]
    six = page([NEW_YORK, PUNE, third], "2026-03-09", "2026-03-14").part("Hours that pairs share")
    assert six[-1].split() == ["3", "copy", "2.5", "45.0"]
    many = page([NEW_YORK, PUNE, third], "2026-03-09", "2026-03-15").part("Hours a week that pairs share")
    assert many[-1].split() == ["3", "copy", "2.5", "45.0"]


def test_hours_shared_on_no_typical_day_are_said_so() -> None:
    swap = Calendar(FakeTable(), working=((date(2026, 3, 7), "swap"),))
    saturdays = Team("sat", "UTC", NINE_TO_FIVE, days=["sat"])
    made = page([saturdays, Team("w", "UTC", NINE_TO_FIVE, holidays=swap)], "2026-03-02", "2026-03-31")
    assert (
        Paragraph("Both teams share 8 h in these dates, and none on a typical day.", strong=True)
        in made.document.blocks
    )
    assert "The shared hours on each team's own clock" not in made.text
    alone = page(
        [Team("w", "UTC", [Shift("09:00", "17:00", days=["sat"])], holidays=swap, days=["sun"])],
        "2026-03-01",
        "2026-03-06",
    )
    assert "w has no shift between these dates." in alone.text


def test_one_team_that_begins_later_works_no_hours_until_then() -> None:
    season = Season("2026-03-01", "2026-03-15", shifts=[], name="closed")
    made = page([Team("a", "UTC", NINE_TO_FIVE, name="A", seasons=[season])], "2026-03-02", "2026-03-31")
    assert "A works no hours until Sun 15 Mar 2026; from Mon 16 Mar 2026 it works 09:00–17:00." in made.text


# Who works when


def test_each_shift_has_a_line_on_its_clock_and_the_readers() -> None:
    desk = Team(
        "desk",
        "Asia/Manila",
        [
            Shift("09:00", "17:00", name="day"),
            Shift("09:00", "17:00", name="client", zone="America/New_York"),
        ],
        headcount=18,
        name="Desk",
    )
    rota = Team(
        "rota",
        "Europe/Warsaw",
        [Shift("06:00", "14:00", name="early")],
        cycle=Cycle("2026-01-05", ["early", "off"]),
        days=["sun", "mon", "tue", "wed", "thu"],
    )
    twins = Team(
        "twins",
        "UTC",
        [Shift("06:00", "08:00", name="x"), Shift("20:00", "24:00", name="x", days=["sun", "mon", "tue"])],
    )
    late = Team(
        "late",
        "UTC",
        [Shift("09:00", "17:00")],
        seasons=[Season("2026-01-01", "2026-12-31", shorten_minutes=60)],
    )
    made = page(
        [desk, rota, twins, late, Team("idle", "UTC", [])], "2026-03-02", "2026-03-08", zone="Asia/Tokyo"
    )
    cells = cells_of(made.document)[1]
    assert cells == [
        ["Team", "Clock", "People", "Works", "In Tokyo"],
        ["Desk", "Manila", "18", "Mon–Fri 09:00–17:00", "10:00–18:00"],
        ["", "", "", "Mon–Fri 09:00–17:00 New York time", "23:00–07:00"],
        ["rota", "Warsaw", "1", "early, a 2-day cycle 06:00–14:00", "14:00–22:00"],
        ["twins", "UTC", "1", "Mon–Fri 06:00–08:00", "15:00–17:00"],
        ["", "", "", "Sun–Tue 20:00–24:00", "05:00–09:00 +1 day"],
        ["late", "UTC", "1", "Mon–Fri 09:00–17:00", "not in these dates"],
        ["idle", "UTC", "1", "no shifts", ""],
    ]


# Strips


def test_strips_mark_cells_at_least_half_filled() -> None:
    one = Team("one", "UTC", [Shift("09:15", "12:14")])
    other = Team("other", "Asia/Kolkata", [Shift("15:30", "16:30")])
    made = page([one, other], "2026-03-02", "2026-03-02")
    common, own = strips_of(made.document)
    marks = ["none"] * 48
    marks[18:24] = ["some"] * 6  # 09:15 is half of its cell, and 12:14 one minute less than half
    marks[20:22] = ["all", "all"]
    assert list(common.rows[0].marks) == marks
    assert [index for index, mark in enumerate(common.rows[1].marks) if mark == "all"] == [20, 21]
    assert [index for index, mark in enumerate(own.rows[1].marks) if mark == "all"] == [31, 32]
    times = next(rows for rows in cells_of(made.document) if rows[0][2] == "Shared hours")
    assert times[1:] == [["one", "UTC", "10:00–11:00", "1 h"], ["other", "Kolkata", "15:30–16:30", "1 h"]]


def test_the_strip_of_one_team_knows_no_sharing() -> None:
    made = page(*CASES["one team"])
    assert strips_of(made.document)[0].caption == "Mon 2 Mar 2026   █ at work"
    assert "shared" not in made.text.lower()


def test_a_day_that_begins_in_anothers_yesterday_says_so() -> None:
    night = Team("night", "America/Los_Angeles", [Shift("16:00", "24:00")], name="LA")
    tokyo = Team("tokyo", "Asia/Tokyo", NINE_TO_FIVE, name="Tokyo")
    made = page([tokyo, night], "2026-03-02", "2026-03-08", zone="Asia/Tokyo")
    times = next(rows for rows in cells_of(made.document) if rows[0][2] == "Shared hours")
    assert times[1:] == [
        ["Tokyo", "Tokyo", "09:00–17:00", "8 h"],
        ["LA", "Los Angeles", "16:00–24:00", "8 h"],
    ]


def test_round_the_clock_teams_have_whole_days() -> None:
    daily = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    whole = [Shift("00:00", "24:00", days=daily)]
    made = page([Team("a", "UTC", whole), Team("b", "Asia/Tokyo", whole)], "2026-03-02", "2026-03-08")
    assert "Both teams share 168 h a week on average: 00:00–24:00 on a typical day." in made.text
    assert all(set(row.marks) == {"all"} for row in strips_of(made.document)[0].rows)


def test_a_team_that_is_not_there_is_said_so() -> None:
    boston = Team("boston", "America/New_York", NINE_TO_FIVE, name="Boston")
    made = page([NEW_YORK, boston, MANILA], "2026-03-02", "2026-03-08")
    assert any(row[2:] == ["not there", "0 min"] for table in cells_of(made.document) for row in table)
    assert "█ shared by 2 teams or more" in made.text


def test_long_names_are_cut_in_strips_alone() -> None:
    wide = Team("w", "UTC", NINE_TO_FIVE, name="東京サポートチームの長い名前です")
    made = page([wide, BERLIN], "2026-03-02", "2026-03-08")
    assert strips_of(made.document)[0].rows[0].label == "東京サポートチーム…"
    assert "東京サポートチームの長い名前です" in made.text


# Pairs, changes, weeks, holidays


def test_pairs_are_a_square_up_to_ten_teams_and_a_list_beyond() -> None:
    ten = [Team(f"t{number}", "UTC", NINE_TO_FIVE) for number in range(10)]
    square = page(ten, "2026-03-02", "2026-03-08").part("Hours a week that pairs share")
    assert len(square) == 12
    assert square[-1].split() == ["10", "t9", *["40.0"] * 9]
    more = page([*ten, MANILA], "2026-03-02", "2026-03-08").part("Hours a week that pairs share")
    assert more[0] == "The twenty pairs that share least:"
    assert len(more) == 3 + 20
    assert more[3].split("  ")[0] == "t0 and Manila"


def test_of_more_than_ten_teams_the_pairs_that_share_least_come_first() -> None:
    """Ten teams from nine to five in London share all of it with each other, and half with Pune."""
    ten = [Team(f"t{number}", "Europe/London", NINE_TO_FIVE) for number in range(10)]
    found = page([*ten, PUNE], "2026-03-02", "2026-03-08").document
    table = next(one for one in found.blocks if isinstance(one, Table) and one.columns[0] == "Pair")
    assert table.rows[:10] == tuple((f"t{number} and Pune", "22.5") for number in range(10))
    assert [hours for _, hours in table.rows[10:]] == ["40.0"] * 10
    assert not any("Pune" in pair for pair, _ in table.rows[10:])


def test_pairs_that_never_meet_have_a_dash() -> None:
    night = Team("night", "America/New_York", [Shift("20:00", "23:00")])
    rows = page([NEW_YORK, night, PUNE], "2026-03-02", "2026-03-15").part("Hours a week that pairs share")
    assert rows[-2].split() == ["2", "night", "–"]


def test_two_teams_are_one_pair_whose_hours_the_first_sentence_gives() -> None:
    assert "that pairs share" not in page(*CASES["two teams that never meet"]).text


def test_moves_of_all_and_of_most_are_two_tables() -> None:
    lines = page(*CASES["three teams"]).part("When the shared hours move")
    assert lines[0] == "All 3 teams:"
    assert "At least 2 of 3 teams:" in lines
    assert ["Mon", "2", "Mar", "2026", "none", "as", "the", "report", "begins"] in [
        line.split() for line in lines
    ]
    both = page(*CASES["two teams that meet in summer"]).part("When the shared hours move")
    assert both[0] == "Both teams:"
    assert "At least" not in " ".join(both)
    still = page([PUNE, MANILA], "2026-03-02", "2026-03-08").part("When the shared hours move")
    assert still == ["No clock change or season moves them in these dates."]


def test_weeks_that_break_name_the_day_and_the_team() -> None:
    rows = page(*CASES["two teams"]).part("Weeks that break")
    assert rows[0].split() == ["Week", "from", "Shared", "Usual", "Because"]
    assert rows[2] == "Mon 9 Mar 2026     12 h   15 h  Berlin: Holiday 2026-03-10 (Tue 10 Mar)"
    assert page(*CASES["one team"]).part("Weeks that break")[0].split() == [
        "Week",
        "from",
        "Hours",
        "Usual",
        "Because",
    ]
    assert page([PUNE, MANILA], "2026-03-02", "2026-03-08").part("Weeks that break") == [
        "None: no day off takes shared hours in these dates."
    ]


def test_three_days_off_in_a_row_are_told_from_first_to_last_and_others_one_by_one() -> None:
    closed = [
        Closure("2026-03-02", "2026-03-04", name="move"),
        Closure("2026-03-10", "2026-03-11", name="fair"),
        Closure("2026-03-16", "2026-03-17", name="feast"),
        Closure("2026-03-19", name="feast"),
    ]
    teams = [Team("a", "UTC", NINE_TO_FIVE, name="A", closures=closed), Team("b", "UTC", NINE_TO_FIVE)]
    rows = page(teams, "2026-03-02", "2026-03-22").part("Weeks that break")[2:]
    assert [row.split("A: ")[1] for row in rows] == [
        "move (Mon 2 Mar to Wed 4 Mar)",
        "fair (Tue 10 Mar, Wed 11 Mar)",
        "feast (Mon 16 Mar, Tue 17 Mar, Thu 19 Mar)",
    ]


def test_what_must_be_known_of_holidays_comes_last_but_for_the_data() -> None:
    table = FakeTable(caveats=("Half days are guessed", "Elections are left out"))
    first, second = (team.replace(holidays=Calendar(table)) for team in (MANILA, PUNE))
    *_, half, election, data = page([first, second], "2026-03-02", "2026-03-08").document.blocks
    assert (half, election) == (Paragraph("Half days are guessed."), Paragraph("Elections are left out."))
    assert isinstance(data, Paragraph)
    assert "tzdata" in data.text


def test_weeks_of_teams_that_meet_only_later_are_those_of_all() -> None:
    closed = Team(
        "pune",
        "Asia/Kolkata",
        [Shift("10:00", "19:00")],
        name="Pune",
        closures=[Closure("2026-03-17", name="move")],
    )
    rows = page([NEW_YORK, closed], "2026-03-02", "2026-03-31").part("Weeks that break")
    assert rows[2:] == ["Mon 16 Mar 2026     2 h  2 h 30 min  Pune: move (Tue 17 Mar)"]


def test_holidays_ahead_say_what_they_are() -> None:
    entries = (
        Entry(date(2026, 3, 4), "Midweek", "public", "XX"),
        Entry(date(2026, 3, 5), "Half", "half_day", "XX", minutes_off=(720, 1440)),
        Entry(date(2026, 3, 6), "Choice", "optional", "XX", projected=True),
        Entry(date(2026, 3, 9), "Eid", "public", "XX", projected=True),
    )
    team = Team("t", "UTC", NINE_TO_FIVE, name="Team", holidays=Calendar(FakeTable(entries)))
    rows = page([team, PUNE], "2026-03-02", "2026-03-15").part("Holidays ahead")
    assert rows[2:6] == [
        "Wed 4 Mar 2026  Team  Midweek",
        "Thu 5 Mar 2026  Team  Half     half day",
        "Fri 6 Mar 2026  Team  Choice   optional, date expected",
        "Mon 9 Mar 2026  Team  Eid      date expected",
    ]
    assert (
        page([PUNE], "2026-03-02", "2026-03-15").part("Holidays ahead")[0]
        == "None on a working day in these dates."
    )


def test_the_page_says_whose_clock_and_which_data() -> None:
    made = page([NEW_YORK, BERLIN], "2026-03-02", "2026-03-15", zone="Europe/Berlin")
    assert made.text.splitlines()[3] == (
        "Mon 2 Mar 2026 to Sun 15 Mar 2026. Times are those of Europe/Berlin unless another clock is named."
    )
    assert "Time zones: tzdata 20" in made.text.splitlines()[-1]
