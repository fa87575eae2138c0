"""Values of any type under any key: the reader answers with problems, never with a traceback."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

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
    "add": "named_day",
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


def test_nothing_is_made_of_a_table_in_which_something_is_wrong() -> None:
    assert table(name="x").make(lambda: 1) == 1
    spoilt = table(name=3)
    spoilt.text("name")
    assert spoilt.make(lambda: 1) is None


def test_a_warning_leaves_a_table_usable() -> None:
    warned = table()
    warned.fault("long-shift", "it is long", severity="warning")
    assert warned.make(lambda: 1) == 1
