"""Files that an earlier release wrote are read as they were, and events keep their names in calendars.

Law: the files of tests/data/formats are those of release 0.1.0. They are never edited: what they say was
written down here by hand.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import overlap
from overlap.adapters.team_file import check, load
from tests.functional.terminal import Terminal

FORMATS = Path(__file__).parents[1] / "data" / "formats"
TEAM = str(FORMATS / "team.toml")


def test_a_team_file_of_version_1_is_read_alike() -> None:
    roster, problems = check(TEAM)
    assert roster is not None
    assert (problems, roster) == ((), load(TEAM))
    assert (roster.id, roster.title, roster.zone) == ("acme", "Acme: support", "Europe/London")
    assert (roster.defaults.fringe_minutes, roster.defaults.quiet) == (45, (22 * 60, 7 * 60))
    manila, pune, field = roster
    assert [(shift.name, shift.headcount, shift.zone) for shift in manila.shifts] == [
        ("day", 12, None),
        ("client", 6, "America/New_York"),
    ]
    assert (manila.shifts[0].start_minute, manila.shifts[0].end_minute) == (8 * 60, 17 * 60)
    assert (manila.shifts[0].breaks[0].start_minute, manila.shifts[0].breaks[0].end_minute) == (720, 780)
    assert (manila.headcount, sorted(manila.skills)) == (18, ["en", "tl"])
    assert manila.flex == overlap.Flex(
        earlier_minutes=120, later_minutes=60, latest_end="26:00", cohorts=2, min_cohort=3
    )
    ana = manila.members[0]
    assert (ana.id, ana.name, ana.birthday) == ("ana", "Ana Reyes", (2, 29))
    assert (ana.time_off[0].start, ana.time_off[0].end) == (date(2026, 3, 2), date(2026, 3, 5))
    assert pune.holidays is not None
    assert pune.holidays.caveats
    assert field.cycle == overlap.Cycle("2026-01-05", ["early", "early", "late", "late", "off", "off"])
    sync = roster.meetings[0]
    assert (sync.teams, sync.minutes, sync.at, sorted(sync.on)) == (("pune", "manila"), 30, 720, [1])
    assert (sync.start, sync.end, sync.on_holiday) == (date(2026, 3, 3), date(2026, 6, 30), "move")
    assert [type(need).__name__ for need in roster.requirements] == [
        "OverlapNeed",
        "CoverageNeed",
        "HandoffNeed",
        "LimitNeed",
    ]


def test_a_ledger_of_version_1_is_read_alike() -> None:
    data = json.loads((FORMATS / "ledger.json").read_text(encoding="utf-8"))
    ledger = overlap.Ledger.from_dict(data)
    assert dict(ledger.burden_minutes) == {"manila": 90, "pune.asha": 0}
    assert (ledger.through, ledger.outside) == (date(2026, 6, 30), ("manila",))
    assert ledger.to_dict() == data


def test_ledgers_of_turns_are_read_alike() -> None:
    data = json.loads((FORMATS / "turns.json").read_text(encoding="utf-8"))
    ledger = overlap.Ledger.from_dict(data["pune/day"])
    assert dict(ledger.burden_minutes) == {"pune day #1": 0, "pune.asha": 450}
    assert ledger.through == date(2027, 3, 14)


def test_a_history_of_pairs_of_version_1_is_read_alike() -> None:
    data = json.loads((FORMATS / "pairs.json").read_text(encoding="utf-8"))
    history = overlap.PairHistory.from_dict(data)
    met = history.of("pune.asha", "manila.ana")
    assert met is not None
    assert (met.times, met.last, dict(history.sat_out)) == (2, date(2026, 3, 2), {"manila.ana": 1})
    assert history.to_dict() == data


def test_events_keep_the_names_calendars_know_them_by() -> None:
    roster = load(TEAM)
    horizon = overlap.Horizon.of("2026-08-17", "2026-08-23", roster.home)
    days = {entry.uid for entry in overlap.holiday_entries(roster, horizon)}
    assert days == DAYS
    text = overlap.export_ics(overlap.audit_series(roster, "sync"), stamp="2026-03-01T00:00Z")
    written = {line.removeprefix("UID:") for line in text.splitlines() if line.startswith("UID:")}
    assert written == {"sync.on-20260303@acme.overlap", "sync@acme.overlap"}  # Holi moves the first
    first = overlap.Horizon.of("2026-03-02", "2026-04-05", roster.home)
    shifts = {entry.uid for entry in overlap.shift_entries(roster, first, teams=["pune", "field"])}
    assert shifts == SHIFTS


DAYS = {
    "closure.manila.20260820.193b372ae4@acme.overlap",
    "holiday.pune.20260820.193b372ae4@acme.overlap",
}
SHIFTS = {
    "shift.field.20260302.81381d32e8@acme.overlap",
    "shift.field.20260303.81381d32e8@acme.overlap",
    "shift.field.20260306.cdc30e42d2@acme.overlap",
    "shift.field.20260307.cdc30e42d2@acme.overlap",
    "shift.pune.20260302.2ee07647f6@acme.overlap",
}
"""As release 0.1.0 wrote them: another name would put every day and every shift into calendars once more."""


@pytest.mark.parametrize(
    ("arguments", "name", "said"),
    [
        (
            ("rotate", TEAM, "--meeting", "sync", "--ledger"),
            "ledger.json",
            "the ledger is of format version 2",
        ),
        (("pairs", TEAM, "--history"), "pairs.json", "the history is of format version 2"),
    ],
)
def test_a_file_of_a_later_version_is_refused_as_such(
    terminal: Terminal, tmp_path: Path, arguments: tuple[str, ...], name: str, said: str
) -> None:
    data = json.loads((FORMATS / name).read_text(encoding="utf-8"))
    later = tmp_path / name
    later.write_text(json.dumps({**data, "format_version": 2}), encoding="utf-8")
    run = terminal(*arguments, str(later))
    assert run.status == 2
    assert said in run.err
    assert "newer overlap" in run.err


def test_a_team_file_of_a_later_version_is_refused_as_such(terminal: Terminal, tmp_path: Path) -> None:
    later = tmp_path / "team.toml"
    text = Path(TEAM).read_text(encoding="utf-8")
    later.write_text(text.replace("version = 1", 'version = 2\nlater = "unknown"'), encoding="utf-8")
    run = terminal("check", str(later))
    assert run.status == 2
    assert "unsupported-version: the format version is 2" in run.err
    assert "newer overlap" in run.err
    assert "unknown-key" not in run.err  # what is new there is no slip of the pen
