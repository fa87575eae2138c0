from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from overlap.adapters.team_rules import rule_values
from overlap.people.rules import Rule, easter, fixed, nth_weekday, once
from tests.adapters.reading import TEAM, assert_problems, hints, read, team
from tests.adapters.rosters import rules

RULES = f"{TEAM}[team.a.holidays]\nplace = 'PH'\n"


def rule(table: str) -> Rule:
    """The one rule that a table says."""
    holidays = team(f"[team.a.holidays]\nplace = 'PH'\nrules = [{table}]").holidays
    assert holidays is not None
    (found,) = holidays.rules
    return found


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("{ easter = -48, name = 'Rosenmontag' }", easter(-48, "Rosenmontag")),
        ("{ easter = 0 }", easter(0)),
        ("{ easter = 1, orthodox = true }", easter(1, orthodox=True)),
        ("{ easter = 100, orthodox = false }", easter(100)),
        (
            "{ fixed = '12-24', name = 'Christmas Eve', start = '13:00' }",
            fixed("12-24", "Christmas Eve", start="13:00"),
        ),
        ("{ fixed = '02-29', until = 12:00 }", fixed("02-29", until="12:00")),
        (
            "{ nth = 4, weekday = 'thu', month = 11, plus_days = 1, effect = 'soft' }",
            nth_weekday(4, "thu", 11, plus_days=1, effect="soft"),
        ),
        ("{ nth = -1, weekday = 'Monday', month = 5 }", nth_weekday(-1, "mon", 5)),
        (
            "{ nth = 5, weekday = 'fri', month = 1, plus_days = -31 }",
            nth_weekday(5, "fri", 1, plus_days=-31),
        ),
        (
            "{ date = 2027-08-20, name = 'x', effect = 'info' }",
            once(date(2027, 8, 20), "x", effect="info"),
        ),
        (
            "{ date = '2027-08-20', start = '00:00', until = '24:00', effect = 'off' }",
            once("2027-08-20"),
        ),
    ],
)
def test_a_rule_of_each_kind_is_read(table: str, expected: Rule) -> None:
    assert rule(table) == expected


@pytest.mark.parametrize(
    ("table", "slugs"),
    [
        ("@{}", "bad-holiday"),
        ("@{ name = 'x', effect = 'off' }", "bad-holiday"),
        ("@{ weekday = 'mon', month = 5 }", "bad-holiday"),
        ("@{ easter = 1, fixed = '12-24' }", "bad-holiday"),
        ("@{ date = 2026-01-01, nth = 1, weekday = 'mon', month = 5 }", "bad-holiday"),
        ("{ easter = 1, weekday = @'mon', month = @5 }", "bad-holiday bad-holiday"),
        ("{ fixed = '12-24', orthodox = @true }", "bad-holiday"),
        ("{ date = 2026-01-01, plus_days = @1 }", "bad-holiday"),
        ("{ nth = 1, weekday = 'mon', month = 5, orthodox = @true }", "bad-holiday"),
        ("@@{ nth = 1 }", "missing-key missing-key"),
        ("@{ nth = @'1', month = @'May' }", "missing-key wrong-type wrong-type"),
        ("{ nth = @0, weekday = 'mon', month = 5 }", "bad-holiday"),
        ("{ nth = @-6, weekday = 'mon', month = 5 }", "bad-holiday"),
        ("{ nth = 1, weekday = 'mon', month = @13 }", "bad-holiday"),
        ("{ nth = 1, weekday = 'mon', month = @0 }", "bad-holiday"),
        ("{ nth = 1, weekday = 'mon', month = 5, plus_days = @32 }", "bad-holiday"),
        ("{ nth = 1, weekday = 'mon', month = 5, plus_days = @1.5 }", "wrong-type"),
        ("{ nth = 1, weekday = @'noday', month = 5 }", "bad-argument"),
        ("{ nth = 1, weekday = @['mon'], month = 5 }", "wrong-type"),
        ("{ nth = 1, weekday = @'', month = 5 }", "bad-argument"),
        ("{ nth = @true, weekday = 'mon', month = 5 }", "wrong-type"),
        ("{ easter = @101 }", "bad-holiday"),
        ("{ easter = @-101 }", "bad-holiday"),
        ("{ easter = @'-47' }", "wrong-type"),
        ("{ easter = @9223372036854775808 }", "bad-argument"),
        ("{ nth = 1, weekday = 'mon', month = @-99999999999999999999 }", "bad-argument"),
        ("{ easter = 1, orthodox = @'yes' }", "wrong-type"),
        ("{ fixed = @'12-32' }", "bad-date"),
        ("{ fixed = @'02-30' }", "bad-date"),
        ("{ fixed = @'24 Dec' }", "bad-date"),
        ("{ fixed = @'' }", "bad-date"),
        ("{ fixed = @2026-12-24 }", "wrong-type"),
        ("{ fixed = @1224 }", "wrong-type"),
        ("{ date = @'2026-02-30' }", "bad-date"),
        ("{ date = @2026-01-01T00:00:00 }", "bad-date"),
        ("{ date = @'12-24' }", "bad-date"),
        ("{ easter = 1, start = @'9:00', until = @'24:01' }", "bad-time bad-time"),
        ("{ easter = 1, start = @'24:00' }", "bad-time"),
        ("{ easter = 1, start = '13:00', until = @'12:00' }", "bad-holiday"),
        ("{ easter = 1, start = '13:00', until = @'13:00' }", "bad-holiday"),
        ("{ easter = 1, until = @'00:00' }", "bad-holiday"),
        ("{ easter = 1, effect = @'part' }", "bad-holiday"),
        ("{ easter = 1, effect = @true }", "wrong-type"),
        ("{ easter = 1, name = @' ' }", "bad-holiday"),
        ("{ easter = 1, name = @3 }", "wrong-type"),
        ("{ easter = 1, @end = '12:00' }", "unknown-key"),
        (
            "@{}, { easter = @500 }, { fixed = @'13-01', effect = @'of', name = @'' }, { easter = 1 }",
            "bad-holiday bad-holiday bad-date bad-holiday bad-holiday",
        ),
    ],
)
def test_what_is_wrong_with_a_rule_stands_where_it_is(table: str, slugs: str) -> None:
    assert_problems(f"{RULES}rules = [{table}]", slugs)


def test_rules_may_be_headers() -> None:
    found = team(
        "[team.a.holidays]\nplace = 'PH'\n[[team.a.holidays.rules]]\neaster = 1\n"
        "[[team.a.holidays.rules]]\nfixed = '12-24'\n"
    ).holidays
    assert found is not None
    assert found.rules == (easter(1), fixed("12-24"))


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ("{ easter = 1, efect = 'off' }", 'did you mean "effect"?'),
        ("{ easter = 1, effect = 'inof' }", 'did you mean "info"?'),
        ("{ easter = 1, effect = 'x' }", "use off, soft, info"),
        ("{ nth = 6, weekday = 'mon', month = 5 }", "write 1 to 5, or -1 for the last"),
        ("{ nth = 1, month = 5 }", 'write { nth = 4, weekday = "thu", month = 11 }'),
        ("{ fixed = '24.12.' }", 'write "MM-DD", such as "12-24"'),
    ],
)
def test_a_rule_at_fault_is_told_how_to_be_written(table: str, hint: str) -> None:
    assert hints(f"version = 1\n{RULES}rules = [{table}]") == [hint]


@pytest.mark.parametrize("key", ["fixed", "weekday", "effect", "name", "date", "start"])
def test_over_long_values_are_cut_in_messages(key: str) -> None:
    rest = (
        "nth = 1, month = 1, " if key == "weekday" else "" if key in ("fixed", "date") else "easter = 900, "
    )
    _, problems = read(f"version = 1\n{RULES}rules = [{{ {rest}{key} = '{'x' * 5000}' }}]")
    assert problems
    assert all(len(str(one)) < 400 for one in problems)


@given(rules())
def test_what_is_written_of_a_rules_date_tells_its_kind(one: Rule) -> None:
    written = {key for key, value in rule_values(one).items() if value is not None}
    assert len(written & {"easter", "fixed", "nth", "date"}) == 1
