"""`publish` from the terminal: what it says, its exit statuses, and that no secret is ever printed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.test_caldav_http import reply
from tests.adapters.test_caldav_objects import DAY, calendar
from tests.adapters.test_caldav_publish import there
from tests.caldav_servers import PASSWORD, USER, Fake, Radicale, fake_server, radicale_server
from tests.functional.terminal import Run, Terminal

TEAM = """\
version = 1
title = "Two teams"

[team.pune]
zone = "Asia/Kolkata"
shifts = [{ start = "13:00", end = "22:00" }]

[team.london]
zone = "Europe/London"
shifts = [{ start = "09:00", end = "17:00" }]

[meeting.sync]
title = "Weekly sync"
teams = ["pune", "london"]
minutes = 30
on = "mon"
at = "10:00"
anchor = "london"
from = 2027-03-01
until = 2027-04-26

[meeting.retro]
title = "Retrospective"
teams = ["pune", "london"]
minutes = 60
on = "wed"
at = "11:00"
anchor = "london"
from = 2027-03-03
until = 2027-04-28
"""


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """A real calendar server."""
    with radicale_server(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A calendar server that says what the test says."""
    with fake_server() as server:
        yield server


@pytest.fixture
def team(tmp_path: Path) -> str:
    """A team file with two meetings."""
    path = tmp_path / "team.toml"
    path.write_text(TEAM, encoding="utf-8")
    return str(path)


@pytest.fixture
def publish(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The terminal with credentials in the environment."""
    monkeypatch.setenv("OVERLAP_CALDAV_USER", USER)
    monkeypatch.setenv("OVERLAP_CALDAV_PASSWORD", PASSWORD)
    monkeypatch.delenv("OVERLAP_CALDAV_TOKEN", raising=False)
    return terminal


def clean(run: Run) -> Run:
    """The same, after looking for the secret in all it printed."""
    assert PASSWORD not in run.out + run.err
    assert "Traceback" not in run.err
    return run


def test_a_team_file_is_published_changed_and_pruned(
    publish: Terminal, radicale: Radicale, team: str
) -> None:
    url = radicale.calendar("terminal")
    ask = ("publish", team, "--calendar", url)
    missing = clean(publish(*ask))
    assert (missing.status, missing.out) == (3, "")
    assert "no-calendar: --calendar: there is no calendar" in missing.err
    dry = clean(publish(*ask, "--create", "--dry-run"))
    assert dry.status == 0
    assert "nothing was written: a calendar to make, 2 to create" in dry.out
    assert clean(publish(*ask)).status == 3, "a dry run makes nothing"
    first = clean(publish(*ask, "--create"))
    assert first.status == 0
    assert "Weekly sync" in first.out
    assert "2027-03-01 10:00 Europe/London" in first.out
    again = clean(publish(*ask, "--json")).json
    assert again["counts"] == {"create": 0, "update": 0, "same": 2, "delete": 0}
    assert (again["command"], again["calendar"], again["dry_run"]) == ("publish", url, False)
    assert again["name"] == "two-teams", "the roster's id, which stays when the title changes"
    assert clean(publish(*ask, "--name", "mine", "--json")).json["name"] == "mine"

    later = Path(team).read_text(encoding="utf-8").replace('"10:00"', '"10:30"').split("[meeting.retro]")[0]
    Path(team).write_text(later, encoding="utf-8")
    changed = clean(publish(*ask))
    assert "the file has changed" in changed.out
    assert 'no longer in the file: "Retrospective"' in changed.out
    pruned = clean(publish(*ask, "--prune"))
    assert "delete  Retrospective" in pruned.out
    assert len(radicale.listed(url)) == 1


def test_only_the_meetings_named_are_published(publish: Terminal, radicale: Radicale, team: str) -> None:
    url = radicale.make("named")
    found = clean(publish("publish", team, "--calendar", url, "--meeting", "retro", "--json")).json
    assert [step["title"] for step in found["steps"]] == ["Retrospective"]
    assert clean(publish("publish", team, "--calendar", url, "--meeting", "nope")).status == 2
    both = clean(publish("publish", team, "--calendar", url, "--meeting", "retro", "--prune"))
    assert both.status == 2
    assert "--prune: with some meetings only" in both.err


def test_what_is_exported_is_what_is_published(publish: Terminal, radicale: Radicale, team: str) -> None:
    url = radicale.make("exported")
    assert clean(publish("publish", team, "--calendar", url)).status == 0
    file = str(Path(team).with_name("team.ics"))
    assert publish("export", team, "-o", file).status == 0
    same = clean(publish("publish", file, "--calendar", url, "--json")).json
    assert same["counts"]["same"] == 2


@pytest.mark.parametrize(("text", "title"), [(TEAM, "Weekly sync"), (calendar(DAY), "Founders' day")])
def test_standard_input_is_a_team_file_or_a_calendar(
    publish: Terminal, monkeypatch: pytest.MonkeyPatch, fake: Fake, text: str, title: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    run = clean(publish("publish", "-", "--calendar", there(fake), "--dry-run"))
    assert (run.status, title in run.out) == (0, True)


def test_a_meeting_without_a_first_date_is_told(publish: Terminal, fake: Fake, team: str) -> None:
    Path(team).write_text(TEAM.replace("from = 2027-03-01\nuntil = 2027-04-26\n", ""), encoding="utf-8")
    run = clean(publish("publish", team, "--calendar", there(fake), "--dry-run"))
    assert 'note: the meeting sync has no "from"' in run.err
    assert "2026-11-23 10:00" in run.out


def test_an_empty_calendar_file_is_no_answer(publish: Terminal, fake: Fake, tmp_path: Path) -> None:
    path = tmp_path / "empty.ics"
    path.write_text(calendar(head=""), encoding="utf-8")
    run = clean(publish("publish", str(path), "--calendar", there(fake)))
    assert (run.status, run.out) == (1, "The file holds no event, so there is nothing to publish.\n")


@pytest.fixture
def day(tmp_path: Path) -> str:
    """A calendar file with one event."""
    path = tmp_path / "day.ics"
    path.write_text(calendar(DAY), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    "more",
    [
        ("--calendar", "http://dav.example.org/a/"),
        ("--calendar", f"https://{USER}:{PASSWORD}@dav.example.org/a/"),
        ("--calendar", "https://dav.example.org/a/", "--meeting", "sync"),
        ("--calendar", "https://dav.example.org/a/", "--from", "2027-01-01"),
        (),
    ],
)
def test_bad_input_is_status_2_and_asks_nobody(publish: Terminal, day: str, more: tuple[str, ...]) -> None:
    run = clean(publish("publish", day, *more))
    assert (run.status, run.out) == (2, "")


@pytest.mark.parametrize("file", ["missing.ics", "missing.toml"])
def test_a_file_that_is_not_there_is_status_2(publish: Terminal, fake: Fake, file: str) -> None:
    assert clean(publish("publish", file, "--calendar", f"{fake.origin}/team/")).status == 2
    assert fake.asked == []


@pytest.mark.parametrize(
    ("status", "slug"),
    [
        (401, "access-refused"),
        (403, "access-refused"),
        (404, "no-calendar"),
        (405, "no-calendar"),
        (500, "bad-answer"),
    ],
)
def test_trouble_with_the_server_is_status_3(
    publish: Terminal, fake: Fake, day: str, status: int, slug: str
) -> None:
    # A server that repeats what it was sent must not get it printed.
    fake.on(
        "PROPFIND",
        lambda handler: handler.say(status, handler.headers["Authorization"].encode(), X_Told=PASSWORD[:4]),
    )
    run = clean(publish("publish", day, "--calendar", f"{fake.origin}/team/"))
    assert (run.status, run.out) == (3, "")
    assert f"error: {slug}: " in run.err
    assert "hint: " in run.err


def test_a_failure_in_the_middle_tells_what_was_done(publish: Terminal, fake: Fake, tmp_path: Path) -> None:
    path = tmp_path / "two.ics"
    other = DAY.replace("day@", "day2@").replace("Founders' day", "Second")
    path.write_text(calendar(DAY, other), encoding="utf-8")
    url = there(fake)
    fake.on("PUT", reply(201), reply(500))
    run = clean(publish("publish", str(path), "--calendar", url))
    assert run.status == 3
    assert "done before: create Founders' day (2026-08-20)" in run.err
    assert '"Second" (2026-08-20) was not created' in run.err


def test_a_user_without_a_password_is_status_3(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"OVERLAP_CALDAV_{name}", raising=False)
    run = terminal("publish", day, "--calendar", "https://dav.example.org/a/", "--user", "ana")
    assert run.status == 3
    assert "access-refused: --user: there is no password" in run.err


def test_a_token_is_sent_as_such(
    publish: Terminal, monkeypatch: pytest.MonkeyPatch, fake: Fake, day: str
) -> None:
    monkeypatch.setenv("OVERLAP_CALDAV_TOKEN", "tok-9417")
    run = clean(publish("publish", day, "--calendar", there(fake), "--dry-run"))
    assert run.status == 0
    assert {headers["Authorization"] for _, _, headers, _ in fake.asked} == {"Bearer tok-9417"}
    assert "tok-9417" not in run.out + run.err


def test_the_program_as_a_process_keeps_its_secret_and_its_status(radicale: Radicale, day: str) -> None:
    url = radicale.make("process")
    env = {**os.environ, "OVERLAP_CALDAV_USER": USER, "PYTHONWARNINGS": "error"}
    for password, status in ((PASSWORD, 0), ("wrong-plum-1", 3)):
        env["OVERLAP_CALDAV_PASSWORD"] = password
        run = subprocess.run(
            [sys.executable, "-X", "dev", "-m", "overlap", "publish", day, "--calendar", url],
            env=env,
            capture_output=True,
            check=False,
        )
        assert run.returncode == status, run.stderr
        assert password.encode() not in run.stdout + run.stderr
        assert b"Warning" not in run.stderr


def test_busy_reads_a_calendar_on_a_server(publish: Terminal, radicale: Radicale, team: str) -> None:
    url = radicale.make("read-busy")
    assert clean(publish("publish", team, "--calendar", url, "--meeting", "sync")).status == 0
    ask = ("busy", url, "--from", "2027-03-22", "--until", "2027-04-05", "--zone", "Asia/Kolkata")
    found = clean(publish(*ask, "--json"))
    assert found.status == 0
    starts = [block["start"] for block in found.json["blocks"]]
    # Three Mondays at 10:00 in London, whose clock goes forward on the 28th.
    assert starts == ["2027-03-22T10:00Z", "2027-03-29T09:00Z", "2027-04-05T09:00Z"]
    assert "15:30" in clean(publish(*ask)).out
    never = ("--from", "2027-05-10", "--until", "2027-05-11")
    assert clean(publish("busy", url, *never)).status == 1
    assert clean(publish("busy", url, "team.ics")).status == 2
    assert clean(publish("busy", radicale.calendar("missing"), *never)).status == 3
    assert clean(publish("busy", "http://dav.example.org/a/", *never)).status == 2
