from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # its stubs are another package
import pytest
import tomli
from hypothesis import given, settings

from overlap.adapters.bundled import schema_text
from overlap.adapters.team_file import loads
from overlap.adapters.team_keys import KEYS, VERSION
from overlap.adapters.team_writer import dumps
from overlap.people.roster import Roster
from tests.adapters.fakes import fake_ramadans
from tests.adapters.reading import TEAM, problems, read
from tests.adapters.rosters import rosters

SCHEMA = json.loads(schema_text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = re.findall(
    r"^```toml\n(.*?)^```", (DOCS / "team-file.md").read_text(encoding="utf-8"), re.M | re.S
)
HEAD = f"version = 1\n{TEAM}"
HOLIDAYS = f"{HEAD}[team.a.holidays]\nplace = 'PH'\n"
LIMIT = f"{HEAD}[[require.limit]]\n"
MEMBER = f"{HEAD}elective_days = 3\n[team.a.member.x]\n"


def as_json(value: Any) -> Any:
    """TOML values as editors hand them to a schema: dates and times as text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, time, datetime)) else value


def schema_errors(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(as_json(tomli.loads(text)))]


@pytest.mark.parametrize("kind", KEYS)
def test_the_schema_knows_exactly_the_keys_of_the_reader(kind: str) -> None:
    table = SCHEMA if kind == "roster" else SCHEMA["definitions"][kind]
    assert tuple(table["properties"]) == KEYS[kind]
    assert table["additionalProperties"] is False
    assert all("description" in item or "$ref" in item for item in table["properties"].values())


def test_the_schema_has_no_other_tables() -> None:
    tables = {name for name, one in SCHEMA["definitions"].items() if one.get("type") == "object"}
    assert tables == KEYS.keys() - {"roster"}


def test_no_key_is_known_twice() -> None:
    assert all(len(set(keys)) == len(keys) for keys in KEYS.values())


def test_an_unknown_key_is_refused_in_every_kind_of_table() -> None:
    text = (
        "version = 1\nx = 1\n[defaults]\nx = 1\nquiet = { start = '22:00', end = '07:00', x = 1 }\n"
        "[team.a]\nx = 1\nzone = 'UTC'\n"
        "shifts = [{ start = '09:00', end = '17:00', x = 1, breaks = [{ after_minutes = 1, "
        "minutes = 1, x = 1 }] }]\n"
        "cycle = { anchor = 2026-01-01, days = ['09:00-17:00'], x = 1 }\n"
        "seasons = [{ from = 2026-01-01, until = 2026-01-02, shorten_minutes = 1, x = 1 }]\n"
        "closures = [{ date = 2026-01-01, x = 1 }]\nflex = { x = 1 }\n"
        "holidays = { place = 'PH', add = [{ date = 2026-01-01, name = 'n', x = 1 }], "
        "working = [{ date = 2026-01-04, name = 'n', x = 1 }], rules = [{ easter = 1, x = 1 }], "
        "move = [{ from = 2026-03-01, to = 2026-03-03, x = 1 }], x = 1 }\n"
        "[team.a.member.m]\nx = 1\ntime_off = [{ date = 2026-01-01, x = 1 }]\n"
        "[team.b]\nzone = 'UTC'\nshifts = []\n"
        "[meeting.m]\nminutes = 1\nteams = ['a']\nx = 1\n"
        "[require]\nx = 1\n[[require.overlap]]\nteams = ['a', 'b']\nminutes = 1\nx = 1\n"
        "[[require.coverage]]\nstart = '00:00'\nend = '24:00'\nx = 1\n"
        "[[require.handoff]]\nfrom = 'a'\nto = 'b'\nminutes = 1\nx = 1\n"
        "[[require.limit]]\nrest_minutes = 1\nx = 1\n"
    )
    assert {one.partition(" ")[2] for one in problems(text)} == {"unknown-key"}
    assert len(problems(text)) == len(KEYS)


def test_the_version_of_the_format_is_the_schemas() -> None:
    assert SCHEMA["properties"]["version"]["const"] == VERSION
    assert read(f"version = {VERSION + 1}")[1][0].slug == "unsupported-version"


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_documentation_fits_the_schema_and_loads(example: str) -> None:
    text = example if "version = 1" in example else f"version = 1\n{example}"
    fits = text if "[team." in text else f"{text}\n{TEAM}"
    assert schema_errors(fits) == []
    if "[meeting." not in text and "[[require." not in text:
        assert loads(fits)


@pytest.mark.parametrize(
    "text",
    [
        HOLIDAYS + "only = ['Diwali', 'bank']",
        HOLIDAYS + "add = [{ date = 2026-01-01, name = 'x', start = 13:00 }]",
        HOLIDAYS + "add = [{ date = '2026-01-01', name = 'x', start = '09:00', until = '24:00' }]",
        HOLIDAYS + "effects = { optional = 'off', bank = 'soft', public = 'part' }",
        HOLIDAYS + "effects = { public = 'working', half_day = 'info' }",
        HOLIDAYS + "bridges = 'soft'\nswap_days = false\nworks_through = true\nbeyond = 'warn'",
        HOLIDAYS + "rules = [{ easter = -47, name = 'x' }, { easter = 0, orthodox = true }]",
        HOLIDAYS + "rules = [{ fixed = '02-29', start = '13:00', effect = 'soft' }]",
        HOLIDAYS + "rules = [{ nth = -1, weekday = 'Mon', month = 5 }, { date = 2026-01-01 }]",
        HOLIDAYS + "rules = [{ nth = 4, weekday = 'thu', month = 11, plus_days = 1, effect = 'info' }]",
        HEAD + "holidays = { follows = 'b' }\n[team.b]\nzone = 'UTC'\nshifts = []\nholidays = 'PH'",
        HEAD
        + (
            "holidays = { place = 'US', follows = 'b', include = ['Holi'] }\n"
            "[team.b]\nzone = 'UTC'\nshifts = []\nholidays = 'PH'"
        ),
        HEAD + "holidays = 'US'\nlocal_holidays = 'PH'\nobserves = ['Diwali']",
        HEAD + "local_holidays = { place = ['PH', 'US'], exclude = ['Holi'] }\novernight = 'clip'",
        HEAD + "elective_days = 0\novernight = 'start_day'",
        MEMBER + "birthday = '03-14'\njoined = 2019-05-01",
        MEMBER + "birthday = 1984-02-29\novernight = 'any_touch'",
        MEMBER + "elective = [2026-03-04, '2026-03-05']\nobserves = []",
        HEAD + "seasons = [{ from = '06-15', until = '09-15', shorten_minutes = 1 }]",
        HEAD + "seasons = [{ ramadan = 'US', offset_days = -3, starts = [2026-02-15], shifts = [] }]",
        HEAD + "seasons = [{ ramadan = 'US', offset_days = 3, shorten_minutes = 60 }]",
        LIMIT + "quiet_minutes = 0",
        LIMIT + "teams = ['a']\nstart = 09:00\nend = '24:00'\ndays = ['Sat']\nheadcount = 1",
        LIMIT + "rest_minutes = 1\nstart = '22:00'\nend = '06:00'",
    ],
)
def test_what_the_reader_takes_fits_the_schema(text: str) -> None:
    assert read(text)[0] is not None
    assert schema_errors(text) == []


@given(rosters())
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_fits_the_schema(roster: Roster) -> None:
    assert schema_errors(dumps(roster, ramadans=fake_ramadans)) == []


@pytest.mark.parametrize(
    "text",
    [
        HOLIDAYS + "only = [2]",
        HOLIDAYS + "only = ['']",
        HOLIDAYS + "add = [{ date = 2026-01-01, name = 'x', start = '24:00' }]",
        HOLIDAYS + "add = [{ date = 2026-01-01, start = '09:00' }]",
        HOLIDAYS + "working = [{ date = 2026-01-01, name = 'x', start = '09:00' }]",
        HOLIDAYS + "effects = { bank = 'weekend' }",
        HOLIDAYS + "effects = 'off'",
        HOLIDAYS + "bridges = 'info'",
        HOLIDAYS + "bridges = true",
        HOLIDAYS + "beyond = 'ignore'",
        HOLIDAYS + "swap_days = 'no'",
        HOLIDAYS + "works_through = 1",
        HOLIDAYS + "rules = [{}]",
        HOLIDAYS + "rules = [{ name = 'x' }]",
        HOLIDAYS + "rules = [{ easter = 1, fixed = '12-24' }]",
        HOLIDAYS + "rules = [{ easter = 1, nth = 2 }]",
        HOLIDAYS + "rules = [{ easter = 101 }]",
        HOLIDAYS + "rules = [{ easter = 1, plus_days = 1 }]",
        HOLIDAYS + "rules = [{ fixed = '12-24', orthodox = true }]",
        HOLIDAYS + "rules = [{ fixed = '13-24' }]",
        HOLIDAYS + "rules = [{ fixed = 2026-12-24 }]",
        HOLIDAYS + "rules = [{ date = 2026-12-24, month = 12 }]",
        HOLIDAYS + "rules = [{ nth = 0, weekday = 'mon', month = 5 }]",
        HOLIDAYS + "rules = [{ nth = 6, weekday = 'mon', month = 5 }]",
        HOLIDAYS + "rules = [{ nth = 1, weekday = 'mon' }]",
        HOLIDAYS + "rules = [{ nth = 1, weekday = 'mon', month = 13 }]",
        HOLIDAYS + "rules = [{ nth = 1, weekday = 'mon', month = 5, plus_days = 32 }]",
        HOLIDAYS + "rules = [{ nth = 1, weekday = 'mon', month = 5, orthodox = true }]",
        HOLIDAYS + "rules = [{ easter = 1, effect = 'part' }]",
        HOLIDAYS + "rules = [{ easter = 1, name = '' }]",
        HOLIDAYS + "rules = [{ easter = 1, until = '24:01' }]",
        HEAD + "holidays = {}",
        HEAD + "holidays = ''",
        HEAD + "holidays = { place = '' }",
        HEAD + "holidays = { follows = 'b', include = ['Holi'] }",
        HEAD + "holidays = { follows = 3 }",
        HEAD + "local_holidays = { follows = 'a' }",
        HEAD + "local_holidays = { place = 'PH', follows = 'a' }",
        HEAD + "observes = 'Diwali'",
        HEAD + "observes = ['']",
        HEAD + "elective_days = -1",
        HEAD + "overnight = 'cut'",
        MEMBER + "holidays = { place = 'PH', follows = 'a' }",
        MEMBER + "elective = 2026-03-04",
        MEMBER + "elective = ['soon']",
        MEMBER + "overnight = 'cut'",
        MEMBER + "birthday = '14 March'",
        MEMBER + "birthday = '13-14'",
        MEMBER + "birthday = 314",
        MEMBER + "joined = '05-01'",
        HEAD + "seasons = [{ from = '06-15', until = 2026-09-15, shorten_minutes = 1 }]",
        HEAD + "seasons = [{ from = '06-15', shorten_minutes = 1 }]",
        HEAD + "seasons = [{ from = '02-29', until = '03-15', shorten_minutes = 1 }]",
        HEAD + "seasons = [{ from = '06-15', until = '06-32', shorten_minutes = 1 }]",
        HEAD + "seasons = [{ from = '06-15', until = '06-30', offset_days = 1, shorten_minutes = 1 }]",
        HEAD + "seasons = [{ from = 2026-06-15, until = 2026-06-30, starts = [], shorten_minutes = 1 }]",
        HEAD + "seasons = [{ ramadan = 'AE', from = 2026-06-15, shorten_minutes = 1 }]",
        HEAD + "seasons = [{ ramadan = 'AE', offset_days = 4, shorten_minutes = 1 }]",
        HEAD + "seasons = [{ ramadan = 'AE', starts = ['02-18'], shorten_minutes = 1 }]",
        LIMIT + "teams = ['a']",
        LIMIT + "quiet_minutes = -1",
        LIMIT + "rest_minutes = 0",
        LIMIT + "rest_minutes = 660\nstart = '09:00'",
        LIMIT + "rest_minutes = 660\nend = '09:00'",
        LIMIT + "rest_minutes = 660\nheadcount = 1",
        LIMIT + "rest_minutes = 660\ndays = ['mon']",
        LIMIT + "rest_minutes = 660\nholidays = true",
        LIMIT + "start = '09:00'\nend = '17:00'\nheadcount = 0",
        LIMIT + "start = '09:00'\nend = '17:00'\ndays = []",
    ],
)
def test_what_the_schema_refuses_of_the_newer_keys_the_reader_refuses_too(text: str) -> None:
    assert schema_errors(text) != []
    assert read(text)[0] is None
