from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

import jsonschema  # type: ignore[import-untyped] # its stubs are another package
import pytest
import tomli

from overlap.adapters.bundled import example_text, schema_text, starter_text
from overlap.adapters.problems import Problem
from overlap.adapters.team_file import loads
from overlap.adapters.team_writer import dumps
from tests.adapters.reading import TEAM, read

VALIDATOR = jsonschema.Draft7Validator(json.loads(schema_text()))


def as_json(value: Any) -> Any:
    """TOML values as editors hand them to a schema: dates and times as text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, time, datetime)) else value


def is_valid(text: str) -> bool:
    return bool(VALIDATOR.is_valid(as_json(tomli.loads(text))))


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("text", [example_text(), starter_text()], ids=["example", "starter"])
def test_what_is_bundled_loads_without_a_warning_and_fits_the_schema(text: str) -> None:
    heard: list[Problem] = []
    roster = loads(text, on_warning=heard.append)
    assert heard == []
    assert is_valid(text)
    assert loads(dumps(roster)) == roster
    assert is_valid(dumps(roster))


def test_the_example_is_the_six_teams_of_the_story() -> None:
    roster = loads(example_text())
    assert {team.id: team.zone for team in roster} == {
        "manila": "Asia/Manila",
        "bengaluru": "Asia/Kolkata",
        "bogota": "America/Bogota",
        "sao-paulo": "America/Sao_Paulo",
        "krakow": "Europe/Warsaw",
        "new-york": "America/New_York",
    }
    assert roster.zone == "America/New_York"
    assert roster.team("manila").people_count == 18
    assert any(shift.zone == "America/New_York" for shift in roster.team("manila").shifts)
    assert all(team.holidays is not None for team in roster)
    assert roster.meetings
    assert len(roster.requirements) >= 3


def test_the_starter_names_the_schema_on_its_first_line() -> None:
    assert starter_text().splitlines()[0] == "#:schema ./overlap.schema.json"


@pytest.mark.parametrize("text", [example_text(), starter_text(), schema_text()])
def test_bundled_files_end_with_a_line_and_have_no_tabs(text: str) -> None:
    assert text.endswith("\n")
    assert "\t" not in text
    assert "\r" not in text


HEAD = "version = 1\n" + TEAM


@pytest.mark.parametrize(
    "text",
    [
        TEAM,
        "version = 1",
        "version = 2\n" + TEAM,
        HEAD + "zone_ = 'x'",
        HEAD + "headcount = 0",
        HEAD + "headcount = 'six'",
        HEAD + "days = ['xyz']",
        HEAD + "days = []",
        HEAD + "[team.b]\nzone = 'UTC'",
        HEAD + "[team.b]\nzone = 'UTC'\nshifts = [{ start = '9:00', end = '17:00' }]",
        HEAD + "[team.b]\nzone = 'UTC'\nshifts = [{ start = '09:00', end = '24:30' }]",
        HEAD
        + (
            "[team.b]\nzone = 'UTC'\nshifts = [{ start = '09:00', end = '17:00', "
            "breaks = [{ start = '12:00' }] }]"
        ),
        HEAD + "seasons = [{ from = 2026-01-01, until = 2026-02-01 }]",
        HEAD + "seasons = [{ from = 2026-01-01, shorten_minutes = 1 }]",
        HEAD + "closures = [{ date = 2026-01-01, until = 2026-01-02 }]",
        HEAD + "holidays = { include = ['x'] }",
        HEAD + "holidays = { place = [] }",
        HEAD + "[team.a.member.x]\nrole = 'boss'",
        HEAD + "[meeting.m]\nminutes = 30",
        HEAD + "[meeting.m]\nminutes = 30\nteams = ['a']\nevery = 'fortnight'",
        HEAD + "[meeting.m]\nminutes = 30\nteams = ['a']\nuntil = 2026-01-01\ncount = 2",
        HEAD + "[[require.overlap]]\nteams = ['a']\nminutes = 1",
        HEAD + "[[require.handoff]]\nfrom = 'a'\nminutes = 1",
    ],
)
def test_what_the_schema_refuses_the_reader_refuses_too(text: str) -> None:
    assert not is_valid(text)
    assert read(text)[0] is None


def test_the_schema_takes_bare_times_and_whole_days() -> None:
    text = (
        "version = 1\n[team.b]\nzone = 'UTC'\nshifts = [{ start = 09:00, end = '24:00' }]\n"
        "flex = { latest_end = '26:00' }"
    )
    assert is_valid(text)
    assert read(text)[0] is not None
