"""Laws of holiday calendars that hold whatever the table says and whatever is edited.

Days crowd around two turns of the year, where edits of one year reach into the next.
"""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from overlap.core.civil import DAY, day_of
from overlap.errors import BeyondDataWarning
from overlap.people.calendars import Calendar
from overlap.people.days import Day, Entry, Status
from overlap.people.exceptions import Exceptions
from overlap.people.rules import Rule, easter, fixed, nth_weekday, once
from tests.properties.strategies import FakeTable

FIRST_YEAR, LAST_YEAR = 2026, 2028
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
NAMES = ("Alpha", "Beta Day", "Gamma", "Delta", "Swap")
ALIASES = {"Alpha": "first", "Gamma": "third"}
CATEGORIES = ("public", "de_facto", "half_day", "optional", "observance", "government", "workday")
HOURS = st.sampled_from([None, None, (720, 1440), (0, 600)])
EFFECTS: st.SearchStrategy[Status | None] = st.sampled_from([None, None, None, "off", "part", "soft", "info"])
COINS = st.booleans()
TURN = [date(2026, 12, 22) + timedelta(step) for step in range(22)]
DATES = st.sampled_from([*TURN, *[on.replace(year=on.year + 1) for on in TURN]])
SOME_DATES = st.lists(DATES, max_size=3, unique=True)
LENGTHS = st.integers(0, 400)
ORDERS = st.permutations(list(YEARS))
ANSWERING = st.sampled_from(["warn", "project"])
WEEKENDS = st.sampled_from(
    [
        ((date.min, frozenset({5, 6})),),
        ((date.min, frozenset({4, 5})), (date(2027, 1, 1), frozenset({5, 6}))),
        ((date.min, frozenset({6})), (date(2026, 12, 28), frozenset({4, 5, 6}))),
    ]
)


NO_EDITS: dict[str, Any] = {
    **dict.fromkeys(("include", "exclude", "add", "move", "working", "rules", "effects", "only"), ()),
    "bridges": None,
    "swap_days": True,
    "works_through": False,
    "weekend": frozenset(),
}


@dataclass(frozen=True)
class Drawn:
    """What a calendar is made of, so that a law can make it again with one thing changed."""

    table: FakeTable
    edits: dict[str, Any]

    def make(self, **more: Any) -> Calendar:
        return Calendar(self.table, **{**self.edits, **more})


@st.composite
def tables(draw: st.DrawFn) -> FakeTable:
    """Every name on a date of every year, so that no edit is ever refused for its name."""
    entries: list[Entry] = []
    for year in YEARS:
        near = [on.replace(year=year) for on in TURN]
        for name in NAMES:
            category = "swap" if name == "Swap" else draw(st.sampled_from(CATEGORIES))
            keys = frozenset({name.casefold().replace(" ", ""), ALIASES[name]}) if name in ALIASES else ()
            entries.append(
                Entry(
                    draw(st.sampled_from(near)),
                    name,
                    category,
                    "XX",
                    effect=draw(EFFECTS) if category in ("public", "half_day") else None,
                    projected=draw(COINS),
                    minutes_off=draw(HOURS),
                    keys=frozenset(keys),
                )
            )
    entries.sort(key=lambda entry: entry.date)
    return FakeTable(
        tuple(entries),
        weekends=draw(WEEKENDS),
        known_from=date(FIRST_YEAR, 1, 1),
        known_until=date(LAST_YEAR, 12, 31),
        announced_until=draw(st.sampled_from([date(2027, 1, 3), date(LAST_YEAR, 12, 31)])),
    )


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    """Whole days and parts of them; no two parts of one date."""
    whole = [
        easter(draw(st.integers(-100, 100)), effect=draw(st.sampled_from(["off", "soft", "info"]))),
        fixed(f"{draw(DATES):%m-%d}", effect=draw(st.sampled_from(["off", "soft", "info"]))),
        nth_weekday(draw(st.sampled_from([1, -1])), "wed", draw(st.sampled_from([1, 12]))),
    ]
    timed = once(draw(DATES), until="15:00", effect=draw(st.sampled_from(["soft", "info"])))
    part = once(draw(DATES), start="12:00")
    return draw(st.lists(st.sampled_from([*whole, timed, part]), max_size=3, unique=True))


@st.composite
def drawn_calendars(draw: st.DrawFn) -> Drawn:
    table = draw(tables())
    named = st.lists(st.sampled_from(["alpha", "FIRST", "Beta  day", "third", "delta"]), max_size=2)
    added = draw(SOME_DATES)
    worked = [on for on in draw(SOME_DATES) if on not in added]
    moved = draw(SOME_DATES)
    categories = draw(
        st.lists(
            st.sampled_from(["optional", "observance", "government", "half_day"]), max_size=2, unique=True
        )
    )
    edits: dict[str, Any] = {
        "include": (*draw(named), *draw(SOME_DATES)),
        "exclude": (*draw(named), *draw(SOME_DATES)),
        "add": tuple((on, f"Added {on}") for on in added),
        "move": tuple((on, draw(DATES)) for on in moved),
        "working": tuple((on, f"Worked {on}") for on in worked),
        "rules": tuple(draw(rules())),
        "effects": tuple((one, draw(st.sampled_from(["off", "part", "soft", "info"]))) for one in categories),
        "bridges": draw(st.sampled_from([None, "soft", "off"])),
        "swap_days": draw(COINS),
        "works_through": draw(st.sampled_from([False, False, True])),
        "only": draw(st.sampled_from([(), (), ("alpha",), ("optional",), ("third", "half_day")])),
        "weekend": draw(st.sampled_from([frozenset(), frozenset(), frozenset({6})])),
    }
    if draw(st.integers(0, 3)) == 0:  # as nearly all calendars are: without edits
        edits = {name: edits[name] for name in ("effects", "weekend")}
        return Drawn(table, {**NO_EDITS, **edits})
    return Drawn(table, edits)


def span(first: date, last: date) -> tuple[int, int]:
    return day_of(first), day_of(last) + 1


WHOLE = span(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def raw_days(calendar: Calendar, first: date, last: date) -> dict[date, Day]:
    """Every day that is not plain, as the calendar names it."""
    return {day.date: day for day in calendar.named(first, last)}


def exceptions_of(days: Sequence[Day]) -> Exceptions:
    """What days come to that are given one by one."""
    return Exceptions(
        tuple(day_of(day.date) for day in days if day.status == "off"),
        tuple(day_of(day.date) for day in days if day.status == "working"),
        tuple((day_of(day.date), *pair) for day in days for pair in day.parts_off),
    )


def the_view_that_blocks_and_the_full_view_agree(drawn: Drawn) -> None:
    blocking = drawn.make().exceptions(*WHOLE)
    full = drawn.make().named(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    assert blocking == exceptions_of(full)


def exceptions_are_what_is_said_date_by_date(drawn: Drawn, first: date, days: int) -> None:
    calendar, other = drawn.make(), drawn.make()
    last = min(first + timedelta(days), date(LAST_YEAR, 12, 31))
    off, swaps, parts = calendar.exceptions(*span(first, last))
    raw = raw_days(other, first, last)
    for step in range((last - first).days + 1):
        on = first + timedelta(step)
        number, said = day_of(on), other.status(on)
        assert (number in off) == (said.status == "off")
        here = raw.get(on)
        assert (number in swaps) == (here is not None and here.status == "working")
        assert tuple(tuple(pair) for day, *pair in parts if day == number) == (here.parts_off if here else ())
        if here is None:
            assert said.source == "week"
            assert said.status == ("weekend" if calendar.is_rest_day(on) else "working")
        elif said.status != here.status:
            assert said.status == "weekend"
            assert calendar.is_rest_day(on)
            assert here.status in ("part", "soft", "info")
            assert said.names == here.names


def years_asked_one_by_one_are_the_years_asked_together(drawn: Drawn, order: list[int]) -> None:
    together, apart = drawn.make(), drawn.make()
    named = together.named(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    exceptions = together.exceptions(*WHOLE)
    by_year = {year: apart.named(date(year, 1, 1), date(year, 12, 31)) for year in order}
    assert named == tuple(day for year in YEARS for day in by_year[year])
    other = drawn.make()
    ranges = {year: other.exceptions(*span(date(year, 1, 1), date(year, 12, 31))) for year in order}
    for index in range(3):
        assert exceptions[index] == tuple(one for year in YEARS for one in ranges[year][index])


def essence(day: Day) -> tuple[object, ...]:
    return day.date, day.status, frozenset(day.names), day.minutes_off, day.places


def the_order_of_edits_does_not_matter(drawn: Drawn, data: st.DataObject) -> None:
    mixed = {
        name: tuple(data.draw(st.permutations(drawn.edits[name])))
        for name in ("include", "exclude", "add", "move", "working", "rules", "effects", "only")
    }
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    assert [*map(essence, drawn.make(**mixed).named(first, last))] == [
        *map(essence, drawn.make().named(first, last))
    ]


def minutes_free(calendar: Calendar, on: date) -> int:
    """How many minutes of a date are taken from those who would work it."""
    found = calendar.status(on)
    if found.status in ("off", "weekend"):
        return DAY
    return sum(high - low for low, high in found.parts_off)


NAMED = st.sampled_from(["alpha", "Beta Day", "gamma", "delta"])
INCLUDED = NAMED | DATES
EXCLUDED = NAMED | st.just("swap")


def one_more_day_included_never_gains_working_time(drawn: Drawn, more: str | date) -> None:
    before = Calendar(drawn.table, **drawn.edits)
    after = replace(before, include=(*before.include, more))
    for start in (TURN[0], TURN[0].replace(year=2027)):
        for step in range(22):
            on = start + timedelta(step)
            assert minutes_free(after, on) >= minutes_free(before, on)


def a_name_excluded_blocks_nothing_of_its_own(drawn: Drawn, name: str) -> None:
    edits: dict[str, Any] = {"exclude": (*drawn.edits["exclude"], name), "bridges": None}
    calendar = drawn.make(**edits)
    for day in calendar.named(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)):
        if [one.casefold() for one in day.names] == [name.casefold()]:
            assert day.status == "info"


def a_worked_date_is_worked_whatever_else_is_said(drawn: Drawn) -> None:
    calendar = drawn.make()
    for on, name in drawn.edits["working"]:
        found = calendar.status(on)
        assert (found.status, found.name, found.source) == ("working", name, "edit:working")


def a_bridge_lies_between_free_days_of_which_one_is_off(drawn: Drawn) -> None:
    calendar = drawn.make()
    plain = drawn.make(bridges=None)

    def is_off(on: date) -> bool:
        return plain.status(on).status == "off"

    def is_free(on: date) -> bool:
        found = plain.status(on)
        worked = found.status == "working" and found.source != "week"
        return found.status == "off" or (calendar.is_rest_day(on) and not worked)

    step = timedelta(1)
    for start in (TURN[0], TURN[0].replace(year=2027)):
        for count in range(22):
            on = start + timedelta(count)
            before, after = on - step, on + step
            worked = plain.status(on).status == "working" and plain.status(on).source != "week"
            is_more = drawn.edits["bridges"] == "soft" and plain.status(on).status == "part"
            expected = (
                drawn.edits["bridges"] is not None
                and not worked
                and not is_more
                and not is_free(on)
                and is_free(before)
                and is_free(after)
                and (is_off(before) or is_off(after))
            )
            assert (calendar.status(on).source == "bridge") == expected
            if not expected:
                assert replace(calendar.status(on), confidence="announced") == replace(
                    plain.status(on), confidence="announced"
                )


def inside_the_data_the_policy_beyond_them_changes_nothing(drawn: Drawn, beyond: str, until: date) -> None:
    whole = date(FIRST_YEAR, 1, 1), date(LAST_YEAR - 1, 12, 31)
    plain, answering = (made.named(*whole) for made in (drawn.make(), drawn.make(beyond=beyond)))
    # But for a bridge to a day off just beyond them, which is only built where that is answered.
    ends = {drawn.table.known_from, drawn.table.known_until}
    built = {day.date for day in answering if day.source == "bridge" and day.date in ends}
    named = [[day for day in days if day.date not in built] for days in (plain, answering)]
    assert named[0] == named[1]
    # Where the table ends on a date of the questions, what comes before it is as it was.
    short = replace(drawn.table, known_until=until)
    edits = {**drawn.edits, "bridges": None, "move": (), "include": (), "exclude": ()}
    first, last = date(FIRST_YEAR, 1, 1), until
    assert Calendar(short, **edits, beyond=beyond).named(first, last) == Calendar(  # type: ignore[arg-type]
        drawn.table, **edits
    ).named(first, last)


def every_answer_beyond_the_data_warns_and_none_claims_to_be_announced_work(
    drawn: Drawn, until: date
) -> None:
    short = replace(drawn.table, known_until=until)
    edits = {**drawn.edits, "bridges": None, "include": (), "exclude": (), "working": ()}
    for beyond in ("warn", "project"):
        calendar = Calendar(short, **edits, beyond=beyond)
        for step in range(1, 12):
            on = until + timedelta(step)
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                found = calendar.status(on)
            assert [one.category for one in caught] == [BeyondDataWarning]
            if found.status in ("working", "info") and not found.source.startswith("edit"):
                assert found.confidence != "announced"


def a_calendar_that_was_asked_is_the_value_it_was(drawn: Drawn) -> None:
    asked, fresh = drawn.make(), drawn.make()
    asked.exceptions(*WHOLE)
    asked.status(TURN[0])
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    again = pickle.loads(pickle.dumps(asked))  # noqa: S301 - our own
    assert again == fresh
    for on in TURN:
        assert again.status(on) == fresh.status(on)


@given(drawn_calendars(), st.data())
def test_every_law_of_a_calendar_holds(drawn: Drawn, data: st.DataObject) -> None:
    """Each law by its name, of one and the same example: to draw it costs more than any of them."""
    the_view_that_blocks_and_the_full_view_agree(drawn)
    exceptions_are_what_is_said_date_by_date(drawn, data.draw(DATES), data.draw(LENGTHS))
    years_asked_one_by_one_are_the_years_asked_together(drawn, data.draw(ORDERS))
    the_order_of_edits_does_not_matter(drawn, data)
    one_more_day_included_never_gains_working_time(drawn, data.draw(INCLUDED))
    a_name_excluded_blocks_nothing_of_its_own(drawn, data.draw(EXCLUDED))
    a_worked_date_is_worked_whatever_else_is_said(drawn)
    a_bridge_lies_between_free_days_of_which_one_is_off(drawn)
    inside_the_data_the_policy_beyond_them_changes_nothing(drawn, data.draw(ANSWERING), data.draw(DATES))
    every_answer_beyond_the_data_warns_and_none_claims_to_be_announced_work(drawn, data.draw(DATES))
    a_calendar_that_was_asked_is_the_value_it_was(drawn)
