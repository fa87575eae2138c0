"""The page's day says what the terminal says, at every place of the slider, on every reader's clock."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.browser.answers import Answers, clock_text, instant_of, local_date, text_of
from tests.browser.conftest import Open
from tests.browser.rosters import CLOCKS_DATES, WINTER, Made
from tests.browser.viewer import Shown, Viewer

STEP = 5

EXAMPLE_DAYS = (
    ("Asia/Kolkata", "2027-03-15"),
    ("Asia/Kolkata", "2026-12-25"),
    ("America/St_Johns", "2027-03-14"),
    ("Pacific/Chatham", "2027-04-04"),
    ("America/New_York", "2027-03-14"),
    ("America/Havana", "2027-03-14"),
    ("Europe/Warsaw", "2027-03-28"),
    ("Australia/Lord_Howe", "2027-04-04"),
)
CLOCK_DAYS = (
    ("Europe/Warsaw", "2026-03-29"),
    ("Europe/Warsaw", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("America/St_Johns", "2026-03-08"),
    ("Pacific/Chatham", "2026-09-27"),
    ("America/Havana", "2026-03-08"),
    ("America/Havana", "2026-11-01"),
    ("America/New_York", "2026-11-01"),
    ("Pacific/Kiritimati", "2026-06-01"),
)


@cache
def answers_of(made: Made) -> Answers:
    return Answers(made.file, *made.dates)


def check_day(viewer: Viewer, made: Made, zone: str, on: str, *, asks_now: bool) -> None:
    """Every place of a date's slider, against the terminal."""
    answers = answers_of(made)
    start, end = local_date(zone, date.fromisoformat(on))
    viewer.set_zone(zone)
    viewer.set_date(on)
    assert viewer.last_place() == end - start - STEP
    places = sorted({*range(0, end - start, 40), end - start - STEP, *near_edges(answers, start, end)})
    shown = viewer.move(places)
    assert [one.place for one in shown] == places
    for one in shown:
        check_moment(one, answers, zone, start + one.place)
    assert {one.shared for one in shown} == {shown[0].shared}
    assert minutes_in(shown[0].shared) == answers.shared_minutes(start, end)
    if asks_now:
        for one in shown[7 :: len(shown) // 6]:
            check_against_now(one, answers, start + one.place)


def near_edges(answers: Answers, start: int, end: int) -> set[int]:
    """The places of the slider at and just before each minute at which something changes."""
    edges = {edge // STEP * STEP - start for edge in answers.edges(start, end)}
    return {place for edge in edges for place in (edge - STEP, edge) if 0 <= place < end - start}


def check_moment(shown: Shown, answers: Answers, zone: str, instant: int) -> None:
    """One place of the slider."""
    assert instant_of(shown.instant) == instant
    assert shown.clock == clock_text(zone, instant)
    assert shown.rows == answers.teams_at(instant), text_of(instant)
    assert shown.people == answers.people_at(instant)
    assert shown.teams == sum(row.people > 0 for row in shown.rows.values())


def check_against_now(shown: Shown, answers: Answers, instant: int) -> None:
    """The same moment asked as `overlap now --at`."""
    said = answers.now(instant)
    assert {team: row.people for team, row in shown.rows.items()} == {
        team: row["headcount"] for team, row in said.items()
    }
    assert {team: row.state == "work" for team, row in shown.rows.items()} == {
        team: row["at_work"] for team, row in said.items()
    }
    assert {team: row.local for team, row in shown.rows.items()} == {
        team: row["local"].split()[1] for team, row in said.items()
    }


def minutes_in(text: str) -> int:
    """Minutes of "210", "3 h 30 min", "45 min", "2 h"."""
    if text.isdigit():
        return int(text)
    words = text.split()
    factors = {"h": 60, "min": 1}
    return sum(int(number) * factors[unit] for number, unit in zip(words[::2], words[1::2], strict=True))


def test_a_readers_day_of_the_example_is_the_terminals(open_page: Open, winter: Made) -> None:
    viewer = Viewer(open_page(winter.page).page)
    for number, (zone, on) in enumerate(EXAMPLE_DAYS):
        check_day(viewer, winter, zone, on, asks_now=number % 2 == 0)


def test_nights_on_which_clocks_change_are_the_terminals(open_page: Open, clocks: Made) -> None:
    viewer = Viewer(open_page(clocks.page, zone="Asia/Tokyo").page)
    for number, (zone, on) in enumerate(CLOCK_DAYS):
        check_day(viewer, clocks, zone, on, asks_now=number % 2 == 0)


def test_a_day_of_breaks_has_them(winter: Made) -> None:
    # Otherwise the comparison above would be one of work and no work alone.
    answers = answers_of(winter)
    start, end = local_date("Asia/Kolkata", date(2027, 3, 15))
    states = {row.state for one in range(start, end, STEP) for row in answers.teams_at(one).values()}
    assert states == {"work", "break", "off"}


def test_every_zone_of_the_list_is_on_the_page(open_page: Open, winter: Made) -> None:
    from importlib.resources import files

    page = open_page(winter.page).page
    listed = page.eval_on_selector_all(
        "#" + (page.get_attribute("#viewer-zone", "list") or "") + " option", "all => all.map((o) => o.value)"
    )
    # The keys of today's zones by UTC's neighbours: each has a table of offsets on the page.
    known = set(files("tzdata").joinpath("zones").read_text(encoding="ascii").split()) - {"Factory"}
    assert set(listed) <= known
    assert {"Asia/Kolkata", "Pacific/Chatham", "Australia/Lord_Howe", "America/St_Johns", "UTC"} <= set(
        listed
    )
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu"])
def test_the_first_and_the_last_date_are_the_horizons(open_page: Open, winter: Made, zone: str) -> None:
    viewer = Viewer(open_page(winter.page).page)
    assert viewer.page.get_attribute("#viewer-date", "min") == WINTER[0]
    assert viewer.page.get_attribute("#viewer-date", "max") == WINTER[1]
    answers = answers_of(winter)
    viewer.set_zone(zone)
    for on in WINTER:
        start, end = local_date(zone, date.fromisoformat(on))
        viewer.set_date(on)
        inside = range(max(start, answers.start), min(end, answers.end))
        for one in viewer.move([place for place in range(0, end - start, 30) if start + place in inside]):
            check_moment(one, answers, zone, start + one.place)


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        ("Asia/Kolkata", {"Asia/Kolkata", "Asia/Calcutta"}),  # browsers say the older names
        ("Asia/Kathmandu", {"Asia/Kathmandu", "Asia/Katmandu"}),
        ("America/Argentina/Buenos_Aires", {"America/Argentina/Buenos_Aires", "America/Buenos_Aires"}),
        ("Pacific/Chatham", {"Pacific/Chatham"}),
    ],
)
def test_the_page_opens_on_the_readers_own_clock(
    open_page: Open, winter: Made, zone: str, known: set[str]
) -> None:
    viewer = Viewer(open_page(winter.page, zone=zone).page)
    assert viewer.value("#viewer-zone") in known
    shown = viewer.read()
    assert shown.clock == clock_text(zone, instant_of(shown.instant))


def test_a_zone_that_does_not_exist_changes_nothing_and_is_said(open_page: Open, winter: Made) -> None:
    opened = open_page(winter.page)
    viewer = Viewer(opened.page)
    viewer.set_zone("Asia/Kolkata")
    before = viewer.read()
    for wrong in ("Mars/Olympus", "<img src=x onerror=alert(1)>", "constructor", "__proto__", ""):
        viewer.set_zone(wrong)
        assert viewer.read() == before, wrong
    assert not opened.failures
    assert not opened.dialogs
    viewer.set_zone("Mars/Olympus")
    assert "Mars/Olympus" in opened.page.inner_text("#day")


def test_a_date_outside_or_none_at_all_breaks_nothing(open_page: Open, winter: Made) -> None:
    opened = open_page(winter.page)
    viewer = Viewer(opened.page)
    for wrong in ("2020-01-01", "9999-12-31", ""):
        viewer.set_date(wrong)
        shown = viewer.read()
        assert WINTER[0] <= viewer.value("#viewer-date") <= WINTER[1], wrong
        check_moment(shown, answers_of(winter), "America/New_York", instant_of(shown.instant))
    assert not opened.failures


def test_the_buttons_step_by_a_date_and_stop_at_the_ends(open_page: Open, winter: Made) -> None:
    viewer = Viewer(open_page(winter.page).page)
    viewer.set_date("2027-03-13")
    for query, on in (
        ("#day-after", "2027-03-14"),
        ("#day-after", "2027-03-15"),
        ("#day-before", "2027-03-14"),
    ):
        viewer.page.click(query)
        assert viewer.value("#viewer-date") == on
        start, end = local_date("America/New_York", date.fromisoformat(on))
        assert viewer.last_place() == end - start - STEP
        assert start <= instant_of(viewer.read().instant) < end
    for query, on in (("#day-before", WINTER[0]), ("#day-after", WINTER[1])):
        viewer.set_date(on)
        if viewer.page.is_enabled(query):
            viewer.page.click(query)
        assert viewer.value("#viewer-date") == on


def test_the_next_change_is_that_of_the_clocks_shown(open_page: Open, clocks: Made) -> None:
    viewer = Viewer(open_page(clocks.page, zone="Asia/Tokyo").page)
    viewer.set_date(CLOCKS_DATES[0])
    found: list[str] = []
    while viewer.page.is_enabled("#next-change") and len(found) < 12:
        viewer.page.click("#next-change")
        found.append(viewer.read().instant)
    # By tzdata, the first of each date in Tokyo: St. John's follows Havana within the hour, twice.
    assert found == [
        "2026-03-08T05:00Z",
        "2026-03-29T01:00Z",
        "2026-04-04T14:00Z",
        "2026-04-04T15:00Z",
        "2026-09-26T14:00Z",
        "2026-10-03T15:30Z",
        "2026-10-25T01:00Z",
        "2026-11-01T04:30Z",
    ]
