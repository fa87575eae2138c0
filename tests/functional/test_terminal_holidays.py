"""`holidays` and `celebrations` as a user runs them, on the real data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.terminal import Terminal

TEAMS = """
version = 1
zone = "America/New_York"

[team.pune]
name = "Pune Platform"
zone = "Asia/Kolkata"
shifts = [{ start = "18:00", end = "03:00" }]

[team.pune.holidays]
place = "IN-MH"
move = [{ from = 2026-11-10, to = 2026-11-09 }]

[team.recife]
name = "Recife Data"
zone = "America/Recife"
shifts = [{ start = "09:00", end = "18:00" }]
holidays = { place = "BR-PE", include = ["carnival"] }

[team.recife.member.bia]
name = "Bia Lima"
birthday = "02-10"
joined = 2021-02-15

[team.manila]
zone = "Asia/Manila"
shifts = [{ start = "21:00", end = "06:00" }]
holidays = { place = "PH", follows = "ny" }

[team.ny]
name = "New York"
zone = "America/New_York"
shifts = [{ start = "09:00", end = "17:00" }]
holidays = "US"

[meeting.sync]
title = "Core sync"
teams = ["pune", "recife"]
minutes = 30
on = "tue"
at = "09:00"
anchor = "ny"
"""


@pytest.fixture
def teams(tmp_path: Path) -> str:
    path = tmp_path / "teams.toml"
    path.write_text(TEAMS, encoding="utf-8")
    return str(path)


def statuses(terminal: Terminal, place: str, first: str, last: str, *more: str) -> dict[str, str]:
    run = terminal("holidays", place, "--from", first, "--until", last, "--json", *more)
    assert run.status == 0, run.err
    return {day["date"]: day["status"] for day in run.json["days"]}


def test_the_document_has_a_row_for_each_date_with_the_fields_programs_rely_on(terminal: Terminal) -> None:
    run = terminal("holidays", "us", "--from", "2026-07-02", "--until", "2026-07-05", "--json")
    assert run.status == 0
    found = run.json
    assert (found["command"], found["format_version"], found["place"]) == ("holidays", 1, ["US"])
    assert (found["start"], found["end"]) == ("2026-07-02T00:00Z", "2026-07-06T00:00Z")
    assert [day["date"] for day in found["days"]] == [f"2026-07-0{day}" for day in range(2, 6)]
    assert [day["status"] for day in found["days"]] == ["working", "off", "off", "weekend"]
    observed = found["days"][1]
    assert observed["name"].startswith("Independence Day")
    assert (observed["source"], observed["confidence"]) == ("statutory:public", "announced")
    assert "name" not in found["days"][0]


def test_carnival_is_monday_and_tuesday_and_nothing_beside_it(terminal: Terminal) -> None:
    plain = statuses(terminal, "BR-PE", "2027-02-05", "2027-05-28")
    kept = statuses(terminal, "BR-PE", "2027-02-05", "2027-05-28", "--include", "carnival")
    changed = {on for on, status in kept.items() if plain[on] != status}
    assert changed == {"2027-02-08", "2027-02-09"}
    assert {kept[on] for on in changed} == {"off"}
    assert (kept["2027-02-10"], kept["2027-05-27"]) == ("soft", "soft")


def test_a_category_asked_for_is_off_but_named_working_days_never_are(terminal: Terminal) -> None:
    assert statuses(terminal, "DE-BY", "2025-08-15", "2025-08-15", "--category", "catholic") == {
        "2025-08-15": "off"
    }
    run = terminal(
        "holidays", "PH", "--from", "2026-02-25", "--until", "2026-02-25", "--category", "workday", "--json"
    )
    assert run.json["days"][0]["status"] == "info"
    assert "takes none off" in run.err


def test_a_half_day_has_its_minutes(terminal: Terminal) -> None:
    run = terminal("holidays", "market:XNYS", "--from", "2026-11-27", "--until", "2026-11-27", "--json")
    day = run.json["days"][0]
    assert (day["status"], day["minutes_off"]) == ("part", [780, 1440])
    text = terminal("holidays", "market:XNYS", "--from", "2026-11-27", "--until", "2026-11-27")
    assert "part from 13:00" in text.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("holidays", "Atlantis"), ("unknown-place",)),
        (("holidays", "IN-KX"), ("unknown-place", " KA,")),
        (("holidays", "US", "--include", "Thanksgivin"), ("bad-holiday", "--include", "Thanksgiving")),
        (("holidays", "GB", "--include", "diwali"), ("bad-holiday", "lists no Diwali", "observes")),
        (("holidays", "US", "--category", "optional"), ("bad-holiday", "--category")),
        (("holidays", "US", "--exclude", "Juneteenth", "--year", "2018"), ("bad-holiday", "2018")),
        (("holidays", "LK", "--year", "2027"), ("beyond-data", "2026-12-31")),
        (("holidays", "UA", "--year", "2026"), ("beyond-data", "2022-03-14")),
        (("holidays", "US", "--year", "2026", "--from", "2026-01-01"), ("--year",)),
        (("holidays", "US", "--from", "2026-02-01", "--until", "2026-01-01"), ("swap the two dates",)),
        (("holidays", "US", "--from", "soon"), ("bad-date",)),
        (("holidays", "US", "--zone", "UTC"), ("--zone",)),
        (("holidays", "US", "--language", "tlh"), ("--language",)),
        (("holidays", "nowhere.toml"), ("no such file",)),
        (("celebrations", "nowhere.toml"), ("no such file",)),
    ],
)
def test_what_cannot_be_answered_is_an_error_that_helps(
    terminal: Terminal, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    run = terminal(*arguments)
    assert run.status == 2
    assert run.out == ""
    for word in words:
        assert word in run.err


def test_options_of_a_place_are_refused_for_a_file(terminal: Terminal, teams: str) -> None:
    for option, value in (("--include", "holi"), ("--category", "bank"), ("--beyond", "warn")):
        run = terminal("holidays", teams, option, value)
        assert run.status == 2
        assert f"{option} is for a place" in run.err


@pytest.mark.parametrize(("policy", "status"), [("warn", "working"), ("project", "off")])
def test_beyond_the_data_the_answer_says_that_it_is_none(
    terminal: Terminal, policy: str, status: str
) -> None:
    run = terminal(
        *("holidays", "LK", "--from", "2027-02-01", "--until", "2027-02-05"), "--beyond", policy, "--json"
    )
    assert run.status == 0
    days = {day["date"]: day for day in run.json["days"]}
    assert days["2027-02-04"]["status"] == status
    assert all(day["confidence"] != "announced" for day in days.values())
    assert len(run.json["warnings"]) == 1
    assert run.err.count("warning: nothing is known of the holidays of LK") == 1


def test_windows_from_missing_data_say_so_too(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(
        'version = 1\n[team.a]\nzone = "Asia/Colombo"\nshifts = [{ start = "09:00", end = "17:00" }]\n'
        'holidays = { place = "LK", beyond = "project" }\n',
        encoding="utf-8",
    )
    run = terminal("windows", str(path), "--from", "2027-02-03", "--until", "2027-02-05", "--json")
    assert run.status == 0
    assert [window["start"][:10] for window in run.json["windows"]] == ["2027-02-03", "2027-02-05"]
    assert "nothing is known" in run.json["warnings"][0]
    assert "warning: nothing is known" in run.err
    sure = terminal("windows", str(path), "--from", "2026-02-03", "--until", "2026-02-05", "--json")
    assert "warnings" not in sure.json
    assert sure.err == ""


def test_names_can_be_shown_in_another_language(terminal: Terminal) -> None:
    asked = ("holidays", "BR", "--from", "2026-12-25", "--until", "2026-12-25", "--language")
    own = terminal(*asked, "own", "--json").json["days"][0]
    assert (own["name"], own["local_names"]) == ("Christmas Day", ["Natal"])
    assert "Natal (Christmas Day)" in terminal(*asked, "pt_BR").out
    assert "Natal" not in terminal(*asked, "en_US").out


def test_a_list_known_to_be_approximate_says_so(terminal: Terminal) -> None:
    run = terminal("holidays", "IN-KA", "--from", "2026-11-01", "--until", "2026-11-10", "--json")
    assert "note: IN-KA differs" in run.err
    assert len(run.json["caveats"]) == 1


def test_a_roster_shows_who_is_off_when_and_its_thinnest_weeks(terminal: Terminal, teams: str) -> None:
    asked = ("holidays", teams, "--from", "2027-02-01", "--until", "2027-03-12")
    found = terminal(*asked, "--json").json
    days = {(day["date"], day["team"]): day for day in found["days"]}
    assert days["2027-02-08", "recife"]["name"] == "Carnival"
    assert days["2027-02-15", "manila"]["name"] == days["2027-02-15", "ny"]["name"]
    assert [day["date"] for day in found["client_holidays"]] == ["2027-02-15"]
    assert {day["team"] for day in found["worked_through"]} == {"manila"}
    weeks = {week["start"]: week["minutes"] / week["usual_minutes"] for week in found["weeks"]}
    assert min(weeks, key=weeks.__getitem__) in ("2027-02-08", "2027-02-15")
    text = terminal(*asked).out
    assert "Weeks with fewest people" in text
    assert "Days off kept for the client" in text
    assert max(map(len, text.splitlines())) <= 110


def test_celebrations_name_the_meetings_on_somebodys_big_day(terminal: Terminal, teams: str) -> None:
    asked = ("celebrations", teams, "--from", "2027-02-01", "--until", "2027-02-28")
    found = terminal(*asked, "--json").json
    names = {(one["date"], one["name"]) for one in found["celebrations"]}
    assert {("2027-02-10", "Bia Lima's birthday"), ("2027-02-15", "Bia Lima: 6 years with the team")} <= names
    assert ("2027-02-08", "Carnival") in names
    assert [(one["date"], one["team"], one["off"]) for one in found["meetings"]] == [
        ("2027-02-09", "recife", True)
    ]
    own = terminal(*asked, "--language", "own").out
    assert "Carnaval (Carnival)" in own
    nothing = terminal("celebrations", teams, "--from", "2027-02-03", "--until", "2027-02-04")
    assert nothing.status == 1


def test_the_report_and_the_windows_honour_what_recife_and_pune_keep(terminal: Terminal, teams: str) -> None:
    """Carnival is taken whole and alone; the moved day is off and its old date is worked."""
    run = terminal(
        *("shifts", teams, "--team", "recife"), "--from", "2027-02-05", "--until", "2027-02-11", "--json"
    )
    dates = sorted({row["date"] for row in run.json["shifts"]})
    assert dates == ["2027-02-05", "2027-02-10", "2027-02-11"]
    windows = terminal(
        *("windows", teams, "--team", "pune"), "--from", "2026-11-08", "--until", "2026-11-11", "--json"
    ).json["windows"]
    assert [window["start"] for window in windows] == ["2026-11-10T12:30Z", "2026-11-11T12:30Z"]
    report = terminal("report", teams, "--from", "2027-02-01", "--until", "2027-02-21").out
    assert "Mon 8 Feb 2027   Recife Data" in report
    assert "Carnival" in report


def test_a_team_file_from_standard_input_is_a_roster(
    terminal: Terminal, teams: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    stdin = io.TextIOWrapper(io.BytesIO(Path(teams).read_bytes()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    run = terminal("holidays", "-", "--from", "2027-02-08", "--until", "2027-02-08", "--json")
    assert [day["team"] for day in json.loads(run.out)["days"]] == ["recife"]
