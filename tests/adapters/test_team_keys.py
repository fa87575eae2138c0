from __future__ import annotations

import json

import pytest

from overlap.adapters.bundled import schema_text
from overlap.adapters.team_keys import KEYS, VERSION
from tests.adapters.reading import problems, read

SCHEMA = json.loads(schema_text())


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
        "move = [{ from = 2026-03-01, to = 2026-03-03, x = 1 }], x = 1 }\n"
        "[team.a.member.m]\nx = 1\ntime_off = [{ date = 2026-01-01, x = 1 }]\n"
        "[team.b]\nzone = 'UTC'\nshifts = []\n"
        "[meeting.m]\nminutes = 1\nteams = ['a']\nx = 1\n"
        "[require]\nx = 1\n[[require.overlap]]\nteams = ['a', 'b']\nminutes = 1\nx = 1\n"
        "[[require.coverage]]\nstart = '00:00'\nend = '24:00'\nx = 1\n"
        "[[require.handoff]]\nfrom = 'a'\nto = 'b'\nminutes = 1\nx = 1\n"
    )
    assert {one.partition(" ")[2] for one in problems(text)} == {"unknown-key"}
    assert len(problems(text)) == len(KEYS)


def test_the_version_of_the_format_is_the_schemas() -> None:
    assert SCHEMA["properties"]["version"]["const"] == VERSION
    assert read(f"version = {VERSION + 1}")[1][0].slug == "unsupported-version"
