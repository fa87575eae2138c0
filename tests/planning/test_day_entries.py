"""Holidays, closures and celebrations as whole days: whose they are, how sure, and in one bar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.entries import DayEntry
from overlap.people.members import Member, Observance
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.celebrations import celebrations
from overlap.planning.day_entries import (
    celebrated_besides,
    day_off_entries,
    days_asked,
    holiday_entries,
)
from overlap.planning.holidays import DayOff, days_off
from tests.properties.strategies import FakeTable

MARCH = Horizon.of("2026-03-01", "2026-03-31", zone("UTC"))


def calendar(*entries: tuple[str, ...], projected: bool = False) -> Calendar:
    known = [
        Entry(date.fromisoformat(on), name, more[0] if more else "public", "XX", projected=projected)
        for on, name, *more in sorted(entries)
    ]
    return Calendar(FakeTable(tuple(known)))


def team(id: str = "a", *entries: tuple[str, ...], projected: bool = False, **more: Any) -> Team:
    if entries:
        more["holidays"] = calendar(*entries, projected=projected)
    return Team(id, "UTC", [Shift("09:00", "17:00")], name=id.upper(), **more)


def made(*teams: Team, ids: Any = None) -> tuple[DayEntry, ...]:
    return holiday_entries(Roster(teams, id="acme"), MARCH, teams=ids)


def seen(entries: tuple[DayEntry, ...]) -> list[tuple[str, str, str]]:
    return [(one.title, one.first.isoformat()[5:], one.last.isoformat()[5:]) for one in entries]


# Holidays and closures


def test_a_holiday_says_whose_it_is_and_where_it_comes_from() -> None:
    (entry,) = made(team("a", ("2026-03-04", "Feast")))
    assert seen((entry,)) == [("Feast: A", "03-04", "03-04")]
    assert entry.description == "Off: A.\nSource: statutory:public."
    assert entry.categories == ("Holiday",)
    assert entry.uid.startswith("holiday.a.20260304.")
    assert entry.uid.endswith("@acme.overlap")


def test_a_date_that_is_only_expected_says_so() -> None:
    (entry,) = made(team("a", ("2026-03-04", "Eid"), projected=True))
    assert entry.description.splitlines()[-1] == "The date is expected, not announced."


def test_dates_in_a_row_and_over_a_weekend_are_one_bar() -> None:
    feast = [(f"2026-03-{day:02d}", "Feast") for day in (5, 6, 9, 11)]
    assert seen(made(team("a", *feast))) == [("Feast: A", "03-05", "03-09"), ("Feast: A", "03-11", "03-11")]
    two = [("2026-03-05", "Feast"), ("2026-03-06", "Fast")]
    assert seen(made(team("a", *two))) == [("Feast: A", "03-05", "03-05"), ("Fast: A", "03-06", "03-06")]


def test_what_comes_round_is_not_what_lasts() -> None:
    fridays = [("2026-03-06", "Early Friday"), ("2026-03-13", "Early Friday")]
    assert len(made(team("a", *fridays))) == 2
    assert len(made(team("a", *fridays, days=["fri"]))) == 2
    three_days = [("2026-03-04", "Feast"), ("2026-03-09", "Feast")]
    assert len(made(team("a", *three_days))) == 2
    assert len(made(team("a", *three_days, days=["mon", "tue", "wed"]))) == 1


def test_rest_days_are_those_of_whose_day_it_is() -> None:
    own = calendar(("2026-03-05", "Feast"), ("2026-03-08", "Feast"))
    sunday = Member("s", name="Sun", holidays=own, days=["sun", "mon", "tue", "wed", "thu"])
    monday = Member("m", name="Mon", holidays=own)
    found = made(team("a", members=[sunday, monday], headcount=3))
    assert seen(found) == [("Feast: Sun, Mon (A)", "03-05", "03-05"), ("Feast: Sun (A)", "03-08", "03-08")]
    assert seen(made(team("a", members=[sunday], headcount=3))) == [("Feast: Sun (A)", "03-05", "03-08")]


def test_a_sure_date_and_one_that_is_expected_are_apart() -> None:
    entries = tuple(Entry(date(2026, 3, day), "Eid", "public", "XX", projected=day == 5) for day in (4, 5))
    unsure = Team("a", "UTC", [Shift("09:00", "17:00")], name="A", holidays=Calendar(FakeTable(entries)))
    assert ["expected" in one.description for one in made(unsure)] == [False, True]
    assert [one.first.day for one in celebrated(unsure)] == [4, 5]


def test_a_closure_is_one_bar_and_says_that_it_is_one() -> None:
    shut = Closure("2026-03-05", "2026-03-11", name="move")
    (entry,) = made(team("a", closures=[shut]))
    assert seen((entry,)) == [("move: A", "03-05", "03-11")]
    assert (entry.description, entry.categories) == ("Off: A.\nClosed.", ("Closure",))
    assert entry.uid.startswith("closure.a.20260305.")


def test_half_days_and_optional_days_are_told_apart() -> None:
    half, maybe = made(team("a", ("2026-03-04", "Eve", "half_day"), ("2026-03-05", "Carnival", "optional")))
    assert half.title == "Eve (from 13:00): A"
    assert half.description.startswith("Partly off: A.")
    assert maybe.title == "Carnival (optional): A"
    assert maybe.description.startswith("Worked, but some may be away: A.")


def test_what_members_take_off_has_no_entry_and_what_they_keep_names_them() -> None:
    holi = Observance("holi", (calendar(("2026-03-04", "Holi")),))
    own = calendar(("2026-03-05", "Own day"))
    people = [
        Member("ana", name="Ana", observes=[holi], time_off=[TimeOff("2026-03-10", name="dentist")]),
        Member("ben", name="Ben", observes=[holi]),
        Member("cam", name="Cam", holidays=own, elective=["2026-03-12"]),
    ]
    found = made(team("a", ("2026-03-03", "Feast"), members=people, headcount=9, elective_days=1))
    assert seen(found) == [
        ("Feast: A", "03-03", "03-03"),
        ("Holi: Ana, Ben (A)", "03-04", "03-04"),
        ("Own day: Cam (A)", "03-05", "03-05"),
    ]
    assert found[1].description == "Off: Ana, Ben (A).\nKept besides the team's own days."
    only = made(
        team("a", ("2026-03-03", "Feast"), members=people, headcount=9, elective_days=1), ids=["a.ben"]
    )
    assert seen(only) == [("Feast: A", "03-03", "03-03"), ("Holi: Ben (A)", "03-04", "03-04")]


def test_who_is_asked_about_alone_and_with_the_team_is_told_of_once() -> None:
    own = calendar(("2026-03-05", "Own day"))
    one = team("a", members=[Member("cam", name="Cam", holidays=own)], headcount=2)
    assert made(one, ids=["a", "a.cam"]) == made(one)


def test_days_off_give_the_same_entries() -> None:
    roster = Roster([team("a", ("2026-03-04", "Feast")), team("b", ("2026-03-03", "Fast"))], id="acme")
    found = days_off(roster, *MARCH.moments)
    assert set(found.entries()) == set(holiday_entries(roster, MARCH))
    assert len(found.entries()) == 2
    assert all(one.uid.endswith("@example.org") for one in found.entries(namespace="example.org"))
    with pytest.raises(BadArgument):
        found.entries(namespace="no good")


def test_ids_that_are_none_are_refused() -> None:
    for ids, error in ((["b"], UnknownId), ([], BadArgument), ("a", BadArgument), (["a", "a"], BadArgument)):
        with pytest.raises(error):
            made(team("a"), ids=ids)
    with pytest.raises(BadArgument):
        holiday_entries("team.toml", MARCH)  # type: ignore[arg-type]


# Celebrations


def celebrated(*teams: Team, **more: Any) -> tuple[DayEntry, ...]:
    return celebrations(Roster(teams, id="acme"), *MARCH.moments, **more).entries()


def test_celebrations_of_several_teams_are_one_entry_that_names_them() -> None:
    feast = [("2026-03-04", "Feast"), ("2026-03-05", "Feast")]
    (entry,) = celebrated(team("a", *feast), team("b", *feast), team("c"))
    assert seen((entry,)) == [("Feast: A, B", "03-04", "03-05")]
    assert entry.description == "Whose: A, B.\nA day off."
    assert entry.uid.startswith("holiday.a.20260304.")
    assert entry.categories == ("Holiday",)


def test_celebrations_do_not_reach_over_days_between() -> None:
    assert len(celebrated(team("a", ("2026-03-06", "Feast"), ("2026-03-09", "Feast")))) == 2


def test_birthdays_and_anniversaries_need_no_team_in_their_names() -> None:
    ana = Member("ana", name="Ana", birthday="03-04", joined="2024-03-02")
    joined, birthday = celebrated(team("a", members=[ana]))
    assert (joined.title, joined.description) == ("Ana: 2 years with the team", "Whose: Ana (A).")
    assert (birthday.title, birthday.categories) == ("Ana's birthday", ("Birthday",))
    assert birthday.uid.startswith("birthday.a.20260304.")


def test_a_celebration_that_is_worked_and_only_expected_says_both() -> None:
    (entry,) = celebrated(team("a", ("2026-03-04", "Carnival", "optional"), projected=True))
    assert entry.description == "Whose: A.\nA working day.\nThe date is expected, not announced."


def test_a_member_who_celebrates_alone_is_named() -> None:
    holi = Observance("holi", (calendar(("2026-03-04", "Holi")),))
    (entry,) = celebrated(team("a", members=[Member("ana", name="Ana", observes=[holi])], headcount=3))
    assert (entry.title, entry.categories) == ("Holi: Ana (A)", ("Observance",))


def test_members_who_celebrate_the_same_day_have_an_entry_each() -> None:
    holi = Observance("holi", (calendar(("2026-03-04", "Holi")),))
    people = [Member(name, observes=[holi]) for name in ("ana", "ben")]
    found = celebrated(team("a", members=people, headcount=3))
    assert [one.title for one in found] == ["Holi: ana (A)", "Holi: ben (A)"]
    assert found[0].uid != found[1].uid


def test_entries_are_in_order_of_date_and_each_has_its_own_uid() -> None:
    people = [Member(name, birthday="03-04") for name in ("ana", "ben")]
    found = celebrated(team("a", ("2026-03-04", "Feast"), members=people), team("b", ("2026-03-02", "Fast")))
    assert [one.first for one in found] == sorted(one.first for one in found)
    assert len({one.uid for one in found}) == len(found) == 4


def test_what_is_celebrated_besides_days_off_leaves_out_whose_day_off_it_is() -> None:
    feast = ("2026-03-04", "Feast")
    holi = Observance("holi", (calendar(("2026-03-04", "Holi")),))
    ana = Member("ana", name="Ana", observes=[holi], birthday="03-04")
    off, worked, other = (
        team("a", feast, members=[ana], headcount=3),
        team("b", (*feast, "optional")),
        team("c"),
    )
    roster = Roster([off, worked, other, team("d", feast)], id="acme")
    found = celebrations(roster, *MARCH.moments)

    def besides(*ids: str) -> set[str]:
        days = days_asked(roster, MARCH, ids or None)
        return {entry.title for entry in celebrated_besides(found, days).entries()}

    assert besides() == {"Ana's birthday"}
    assert besides("c") == {entry.title for entry in found.entries()}
    assert besides("a") == {"Ana's birthday", "Feast: B", "Feast: D"}
    assert besides("b") == {"Ana's birthday", "Feast: A, D", "Holi: Ana (A)"}
    assert celebrated_besides(found, ()) == found


def test_a_day_off_of_another_date_or_name_leaves_a_celebration() -> None:
    roster = Roster([team("a", ("2026-03-04", "Feast"), ("2026-03-05", "Fast"))], id="acme")
    found = celebrations(roster, *MARCH.moments)
    days = days_asked(roster, MARCH)
    assert len(days) == 2
    moved = [replace(days[0], date=days[1].date), replace(days[1], date=days[0].date)]
    assert celebrated_besides(found, moved) == found
    spoken = [replace(one, name="Fest", listed_name=one.name) for one in days]
    assert celebrated_besides(found, spoken).items == ()


def test_a_day_is_the_same_entry_in_any_language() -> None:
    roster = Roster([team("a", ("2026-03-04", "Feast"), ("2026-03-05", "Fast"))], id="acme")
    feast, fast = days_asked(roster, MARCH)
    spoken = replace(feast, name="Fest", listed_name="Feast")

    def named(*days: DayOff) -> list[str]:
        return [entry.uid for entry in day_off_entries(roster, MARCH, days)]

    assert named(spoken) == named(feast) != named(replace(fast, date=feast.date))


def test_a_day_of_several_is_named_after_the_first_of_them() -> None:
    roster = Roster([team("a", members=[Member("ana"), Member("ben")])], id="acme")
    ana = DayOff(date(2026, 3, 4), "a", "ana", "off", "Fest", "observes", "announced", listed_name="Feast")
    ben = replace(ana, member="ben", listed_name="Festival")
    (entry,) = day_off_entries(roster, MARCH, [ana, ben])
    (same,) = day_off_entries(roster, MARCH, [ana, replace(ben, listed_name="Feast")])
    assert entry.uid == same.uid


def test_two_rows_of_dates_are_two_bars_each_with_its_own_end() -> None:
    feast = [(f"2026-03-{day:02d}", "Feast") for day in (2, 3, 11, 12, 13, 24, 25)]
    assert seen(made(team("a", *feast))) == [
        ("Feast: A", "03-02", "03-03"),
        ("Feast: A", "03-11", "03-13"),
        ("Feast: A", "03-24", "03-25"),
    ]
