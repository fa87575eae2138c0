"""Values of any type under any key: the reader answers with problems, never with a traceback."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.team_keys import KEYS
from overlap.adapters.team_reading import Reading
from overlap.adapters.team_table import Table
from overlap.adapters.toml_layout import section_lines
from tests.adapters.reading import read

JUNK = st.sampled_from(
    [
        *(
            "",
            "x",
            "off",
            "a",
            "a.m",
            "UTC",
            "EST",
            "PH",
            "AE",
            "mon",
            "day",
            "09:00",
            "17:00",
            "24:00",
            "48:00",
        ),
        *("2026-01-05", "2026-02-30", "everyone", "local", "required", "keep", "Holi", "\ud83d\ude00", "\n"),
        *("06-15", "02-29", "99-99", "start_day", "clip", "off", "soft", "warn", "project", "optional", "MY"),
        *(-47, 5, 366, -(2**63), 2**63, 10**40, ["Holi", ""], ["AE", "PH"], {"optional": "off"}, {"": 1}),
        *([date(2026, 2, 18)], [date(2026, 1, 5), "x"], [datetime(2026, 1, 5, 9)]),
        *(datetime(2026, 1, 5, 9), datetime(2026, 1, 5, tzinfo=UTC)),  # TOML has both
        *(0, 1, 30, -1, 2**63 - 1, True, False, [], {}, ["a", "a"], [1, 2], ["mon", 3], [[]], [{}]),
        *(date(2026, 1, 5), date(2026, 1, 4), date(1, 1, 1), date(9999, 12, 31)),
    ]
)
TABLES_OF = {
    "shifts": "shift",
    "breaks": "break",
    "cycle": "cycle",
    "seasons": "season",
    "closures": "closure",
    "time_off": "time_off",
    "flex": "flex",
    "holidays": "holidays",
    "local_holidays": "holidays",
    "add": "added_day",
    "rules": "rule",
    "working": "named_day",
    "move": "move",
    "defaults": "defaults",
    "quiet": "quiet",
    "require": "require",
    "overlap": "overlap",
    "coverage": "coverage",
    "handoff": "handoff",
}
KEYED = {"team": "team", "member": "member", "meeting": "meeting"}


@st.composite
def tables(draw: st.DrawFn, kind: str, depth: int = 0) -> dict[str, object]:
    """A table with some of its keys, and mostly junk or further tables as their values."""
    found: dict[str, object] = {}
    for key in draw(st.lists(st.sampled_from((*KEYS[kind], "zone", "start", "x")), unique=True)):
        inner = TABLES_OF.get(key)
        if key in KEYED:
            found[key] = {one: draw(tables(KEYED[key], depth + 1)) for one in draw(IDS)}
        elif inner is None or draw(st.integers(0, 3)) == 0 or depth > 4:
            found[key] = draw(JUNK)
        elif draw(st.booleans()):
            found[key] = draw(tables(inner, depth + 1))
        else:
            found[key] = [draw(tables(inner, depth + 1)) for _ in range(draw(st.integers(1, 2)))]
    return found


IDS = st.lists(st.sampled_from(["a", "b", "m", "a.m", ""]), unique=True, max_size=3)


@given(tables("roster"))
@settings(max_examples=300)
def test_any_values_under_any_keys_are_a_roster_or_problems(values: dict[str, object]) -> None:
    text = "\n".join(section_lines("", (), {**values, "version": 1}))
    roster, problems = read(text)
    assert (roster is None) == any(one.severity == "error" for one in problems)
    assert all(str(one).count("\n") <= 1 for one in problems)


@given(tables("team"))
@settings(max_examples=300)
def test_any_values_in_a_team_are_a_roster_or_problems(values: dict[str, object]) -> None:
    text = "\n".join(section_lines("", (), {"version": 1, "team": {"a": values}}))
    roster, problems = read(text)
    assert (roster is None) == any(one.severity == "error" for one in problems)


SOUND = 'version = 1\n[team.b]\nzone = "UTC"\nshifts = []\nholidays = "PH"\n'
SOUND_TEAM = {"zone": "UTC", "shifts": [{"start": "09:00", "end": "17:00"}], "elective_days": 1}


@pytest.mark.parametrize("part", ["holidays", "local_holidays", "rules", "add", "seasons", "member"])
@given(data=st.data())
@settings(max_examples=100)
def test_any_values_in_one_part_of_a_sound_team_are_a_roster_or_problems(
    part: str, data: st.DataObject
) -> None:
    values = data.draw(tables(TABLES_OF.get(part, part)))
    if part == "member":
        values = {part: {"m": values}}
    elif part in ("rules", "add"):
        values = {"holidays": {"place": "PH", part: [values]}}
    elif part == "seasons":
        values = {part: [values]}
    else:
        whose = [{}, {"place": "PH"}, {"place": ["PH", "MY"]}, {"follows": "b"}]
        values = {part: {**values, **data.draw(st.sampled_from(whose))}}
    roster, problems = read(SOUND + "\n".join(section_lines("[", ("team", "a"), {**SOUND_TEAM, **values})))
    assert (roster is None) == any(one.severity == "error" for one in problems)
    assert len(set(problems)) == len(problems)


def table(**values: object) -> Table:
    return Table(Reading("t", ""), values, (), "shift", "a shift")


def slugs(one: Table) -> list[str]:
    return [problem.slug for problem in one.reading.problems]


def test_missing_fields_read_as_none_without_a_problem() -> None:
    empty = table()
    assert empty.text("name") is None
    assert empty.whole("headcount", least=1) is None
    assert empty.time("start") is None
    assert empty.weekdays("days") is None
    assert list(empty.tables("breaks", "break", "a break")) == []
    assert slugs(empty) == []
    assert not empty.is_wrong


def test_each_field_refuses_the_wrong_types() -> None:
    values: list[object] = [3.5, True, [], {}, date(2026, 1, 1), time(9), datetime(2026, 1, 1, tzinfo=UTC)]
    for wrong in values:
        one = table(name=wrong)
        assert one.text("name") is None
        assert slugs(one) == ["wrong-type"]
        assert one.is_wrong


def test_items_of_a_list_keep_their_places_when_others_are_wrong() -> None:
    one = table(name=["a", 3, "b"])
    assert one.texts_at("name") == [(0, "a"), (2, "b")]
    assert slugs(one) == ["wrong-type"]


def test_a_whole_number_may_be_negative_but_not_beyond_what_toml_promises() -> None:
    assert table(x=-5).integer("x") == -5
    for wrong, slug in ((2**63, "bad-argument"), (-(2**64), "bad-argument"), (True, "wrong-type")):
        one = table(name=wrong)
        assert one.integer("name") is None
        assert slugs(one) == [slug]


def test_dates_are_a_list_of_dates() -> None:
    one = table(days=["2026-01-05", date(2026, 1, 6), datetime(2026, 1, 7, tzinfo=UTC), "x", 5])
    assert one.dates("days") == [date(2026, 1, 5), date(2026, 1, 6)]
    assert slugs(one) == ["bad-date", "bad-date", "wrong-type"]


def test_a_day_of_the_year_may_have_to_be_in_every_year() -> None:
    assert table(name="02-29").month_day("name") == "02-29"
    one = table(name="02-29")
    assert one.month_day("name", every_year=True) is None
    assert slugs(one) == ["bad-date"]


def test_a_mapping_holds_words_only() -> None:
    assert table(name={"a": "b"}).mapping("name", "hint") == {"a": "b"}
    one = table(name={"a": "b", "c": 3})
    assert one.mapping("name", "hint") == {"a": "b"}
    assert slugs(one) == ["wrong-type"]


def test_an_error_makes_the_tables_around_it_wrong_and_no_other() -> None:
    values = {"breaks": [{"x": 1}, {}]}
    outer = Table(Reading("t", "breaks = [{ x = 1 }, {}]"), values, (), "shift", "a shift")
    spoilt, fine = outer.tables("breaks", "break", "a break")
    assert (outer.is_wrong, spoilt.is_wrong, fine.is_wrong) == (True, True, False)


def test_nothing_is_made_of_a_table_in_which_something_is_wrong() -> None:
    assert table(name="x").make(lambda: 1) == 1
    spoilt = table(name=3)
    spoilt.text("name")
    assert spoilt.make(lambda: 1) is None


def test_a_warning_leaves_a_table_usable() -> None:
    warned = table()
    warned.fault("long-shift", "it is long", severity="warning")
    assert warned.make(lambda: 1) == 1
