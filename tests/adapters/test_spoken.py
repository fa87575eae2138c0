"""Holidays named in a language: only the names differ, and edits find the days as before."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

import overlap
from overlap.adapters.place_tables import place_table
from overlap.adapters.statutory import HolidayCalendar
from overlap.errors import BadArgument
from overlap.people.days import Day
from overlap.people.roster import Roster

FILE = """\
version = 1
zone = "Europe/Warsaw"

[team.krakow]
zone = "Europe/Warsaw"
shifts = [{ start = "08:00", end = "16:00" }]
observes = ["diwali"]

[team.krakow.holidays]
place = "PL"
exclude = ["Epiphany"]
add = [{ date = 2026-12-30, name = "Founders' day" }]
move = [{ from = 2026-12-25, to = 2026-12-28 }]
bridges = "soft"

[team.recife]
zone = "America/Recife"
holidays = { place = "BR-PE", include = ["carnival"] }
shifts = [{ start = "09:00", end = "18:00" }]

[team.pune]
zone = "Asia/Kolkata"
holidays = { place = "IN-MH", include = ["diwali"], exclude = ["Holi"] }
shifts = [{ start = "12:00", end = "21:00" }]

[team.dubai]
zone = "Asia/Dubai"
holidays = "AE"
shifts = [{ start = "09:00", end = "18:00" }]

[team.plain]
zone = "UTC"
shifts = [{ start = "09:00", end = "18:00" }]
"""

YEARS = (date(2026, 1, 1), date(2027, 12, 31))


def days_of(roster: Roster) -> Iterator[Day]:
    for team in roster:
        if team.holidays is not None:
            yield from team.holidays.days(*YEARS)


def unnamed(day: Day) -> Day:
    """A day without what may be said in another language."""
    return replace(day, names=(), listed_names=(), why="")


@pytest.mark.parametrize("language", ["pl", "pt_BR", "hi", "ar", "own"])
def test_a_language_changes_names_and_nothing_else(language: str) -> None:
    plain, named = overlap.loads(FILE), overlap.loads(FILE, language=language)
    pairs = list(zip(days_of(plain), days_of(named), strict=True))
    assert [unnamed(one) for one, _ in pairs] == [unnamed(other) for _, other in pairs]
    assert all(set(one.names) == set(other.english_names) for one, other in pairs)
    assert all(len(other.listed_names) in (0, len(other.names)) for _, other in pairs)
    assert any(other.listed_names for _, other in pairs)
    assert plain != named
    assert pickle.loads(pickle.dumps(named)) == named  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("language", "team", "on", "name"),
    [
        ("pl", "krakow", "2026-12-24", "Wigilia Bożego Narodzenia"),
        ("pl", "krakow", "2026-12-28", "Boże Narodzenie (pierwszy dzień)"),  # moved by an edit
        ("pl", "krakow", "2026-12-30", "Founders' day"),  # named by an edit
        ("pl", "krakow", "2027-01-06", "Święto Trzech Króli"),  # worked by an edit
        ("pl", "recife", "2027-02-08", "Carnival"),  # no such language there
        ("PT-br", "recife", "2027-02-08", "Carnaval"),  # a festival included by its English name
        ("hi", "pune", "2027-03-22", "होली"),  # excluded by its English name
        ("ar", "dubai", "2026-12-02", "اليوم الوطني"),
        ("own", "krakow", "2026-12-24", "Wigilia Bożego Narodzenia"),
        ("own", "recife", "2026-12-25", "Natal"),
    ],
)
def test_days_are_called_as_their_place_calls_them(language: str, team: str, on: str, name: str) -> None:
    roster, plain = overlap.loads(FILE, language=language), overlap.loads(FILE)
    named, english = (one.team(team).holidays for one in (roster, plain))
    assert named is not None
    assert english is not None
    assert named.status(on).name == name
    assert named.status(on).status == english.status(on).status
    assert named.status(on).english_names == english.status(on).names


def test_edits_are_found_by_english_names_whatever_is_shown() -> None:
    calendar = HolidayCalendar("IN-MH", exclude=["Holi"], include=["diwali"]).in_language("hi")
    assert calendar.status("2027-03-22").source == "edit:exclude"
    assert calendar.status("2026-11-08").source == "edit:include"
    assert calendar.status("2026-11-08").status == "off"


def test_what_people_observe_is_named_too() -> None:
    roster = overlap.loads(FILE, language="hi")
    (kept,) = roster.team("krakow").observes[0].calendars
    assert kept.status("2026-11-08").name == "दिवाली (दीपावली)"
    assert kept.status("2026-11-08").english_names == ("Diwali",)


def test_events_in_calendars_keep_their_ids_in_every_language() -> None:
    horizon = ("2026-11-01", "2027-03-31")
    plain = overlap.days_off(overlap.loads(FILE), *horizon).entries()
    celebrated = overlap.celebrations(overlap.loads(FILE), *horizon).entries()
    for language in ("pl", "own"):
        roster = overlap.loads(FILE, language=language)
        named = overlap.days_off(roster, *horizon).entries()
        assert [one.uid for one in named] == [one.uid for one in plain]
        assert {one.title for one in named} != {one.title for one in plain}
        told = overlap.celebrations(roster, *horizon).entries()
        # Teams whose names of a day differ have an event each.
        assert {one.uid for one in told} >= {one.uid for one in celebrated}
        assert any("Wigilia" in one.title for one in told)


def test_names_in_yet_another_language_start_from_the_english_ones() -> None:
    calendar = HolidayCalendar("PL").in_language("pl")
    christmas = calendar.status("2026-12-25")
    assert calendar.names_in(christmas, "de") == ("Erster Weihnachtstag",)
    assert calendar.names_in(christmas, "en_US") == ("Christmas Day",)
    assert calendar.in_language("de").status("2026-12-25").names == ("Erster Weihnachtstag",)
    assert calendar.in_language("en_US").status("2026-12-25").names == ("Christmas Day",)


def test_a_calendar_shows_its_language() -> None:
    calendar = HolidayCalendar("PL", exclude=["Epiphany"]).in_language("PL")
    assert repr(calendar) == "HolidayCalendar('PL', exclude=('epiphany',)).in_language('pl')"
    assert eval(repr(calendar)) == calendar  # noqa: S307 - our own
    assert calendar == HolidayCalendar("PL", exclude=["Epiphany"]).in_language("pl")
    assert calendar != HolidayCalendar("PL", exclude=["Epiphany"])
    assert calendar.table.places == ("PL",)


def test_what_is_carried_on_past_the_data_is_the_same_in_every_language() -> None:
    for place in ("PL", "BR"):
        plain = HolidayCalendar(place, beyond="project")
        named = plain.in_language("own")
        with pytest.warns(overlap.errors.BeyondDataWarning):
            found = [calendar.days("2101-01-01", "2101-12-31") for calendar in (plain, named)]
        assert [unnamed(day) for day in found[0]] == [unnamed(day) for day in found[1]]


def test_a_language_that_no_place_of_the_file_has_is_an_error_that_names_those_it_has() -> None:
    with pytest.raises(
        BadArgument, match="no names of PL and BR-PE and IN-MH and AE and IN are in 'tlh'"
    ) as caught:
        overlap.loads(FILE, language="tlh")
    assert 'write "own" or one of' in str(caught.value.hint)
    assert "pt_BR" in str(caught.value.hint)
    assert caught.value.field == "language"
    with pytest.raises(BadArgument):
        place_table("PH").in_language("pl")
    with pytest.raises(BadArgument):
        HolidayCalendar("PH").in_language("pl")


def test_a_file_without_holidays_has_every_language() -> None:
    text = 'version = 1\n[team.a]\nzone = "UTC"\nshifts = [{ start = "09:00", end = "17:00" }]\n'
    assert overlap.loads(text, language="tlh") == overlap.loads(text)
