"""Calendar files: one, several, the same bytes everywhere, and whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

import pytest

import overlap
from overlap.adapters.ics_export import entries_in, export_ics, write_calendars, write_ics
from overlap.errors import BadArgument, BadDate, FileError, NaiveDatetime
from overlap.people.entries import Entry
from tests.adapters.strict_ics import stamps
from tests.adapters.test_ics_previous import EARLY, LATE, SERIES
from tests.adapters.test_ics_writer import meeting


@dataclass
class Result:
    """Something that has entries."""

    held: tuple[Entry, ...]

    def entries(self) -> tuple[Entry, ...]:
        return self.held


# What can be exported


def test_results_entries_and_lists_of_either_are_sources() -> None:
    a, b, c = (meeting(uid=f"{name}@x") for name in "abc")
    assert entries_in(a) == (a,)
    assert entries_in(Result((a, b))) == (a, b)
    assert entries_in([Result((a,)), b, Result((c,))]) == (a, b, c)
    assert entries_in(one for one in (c, a)) == (c, a)
    assert entries_in([]) == ()


@pytest.mark.parametrize("source", ["text", b"bytes", 5, None, ["a"], [5], {"a": 1}])
def test_what_has_nothing_for_a_calendar_is_refused(source: object) -> None:
    with pytest.raises(BadArgument, match="has nothing for a calendar") as caught:
        export_ics(source, stamp=EARLY)  # type: ignore[arg-type]
    assert caught.value.field == "source"


def test_a_file_has_a_name_a_method_and_its_zones_in_order() -> None:
    entries = [meeting(uid="a@x", zone="Europe/Warsaw"), meeting(uid="b@x"), meeting(uid="c@x", zone="UTC")]
    lines = export_ics(entries, stamp=EARLY, name="North, wind\r\nX:1").replace("\r\n ", "").split("\r\n")
    assert lines[:7] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//overlap//overlap//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        r"NAME:North\, wind X:1",
        r"X-WR-CALNAME:North\, wind X:1",
    ]
    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:Asia/Manila", "TZID:Europe/Warsaw"]
    assert overlap.__version__ not in lines[2]
    methods: list[Literal["", "REQUEST", "CANCEL"]] = ["", "REQUEST", "CANCEL"]
    for method in methods:
        text = export_ics(meeting(), stamp=EARLY, method=method)
        assert (f"METHOD:{method}\r\n" in text) == bool(method)


@pytest.mark.parametrize(
    ("options", "field"),
    [({"privacy": "none"}, "privacy"), ({"method": "REPLY"}, "method"), ({"method": "X\r\nY"}, "method")],
)
def test_an_option_that_is_none_is_refused(options: dict[str, str], field: str) -> None:
    with pytest.raises(BadArgument) as caught:
        export_ics(meeting(), stamp=EARLY, **options)  # type: ignore[arg-type]
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("stamp", "written"),
    [
        ("2026-03-01T12:00Z", "20260301T120000Z"),
        ("2026-03-01T12:00:59.999+05:30", "20260301T063059Z"),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), "20260301T120000Z"),
        (datetime(2026, 3, 1, 12, 0, 7, tzinfo=timezone(timedelta(hours=-3))), "20260301T150007Z"),
        ("1970-01-01T00:00Z", "19700101T000000Z"),
        ("1969-12-31T23:59:30Z", "19691231T235930Z"),
    ],
)
def test_a_stamp_is_an_instant_to_the_second(stamp: str | datetime, written: str) -> None:
    (found,) = stamps(export_ics(meeting(), stamp=stamp)).values()
    assert found == (written, written, 0)


@pytest.mark.parametrize(
    ("stamp", "error"),
    [
        ("2026-03-01T12:00", NaiveDatetime),
        (datetime(2026, 3, 1), NaiveDatetime),
        ("2026-03-01", BadDate),
        ("x", BadDate),
    ],
)
def test_a_stamp_that_is_no_instant_is_refused(stamp: str | datetime, error: type[Exception]) -> None:
    with pytest.raises(error):
        export_ics(meeting(), stamp=stamp)


# One file


def test_a_file_is_written_once_and_touched_only_when_something_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    first = write_ics(SERIES, path, stamp=EARLY)
    assert (first.path, first.is_written, first.changes.created) == (str(path), True, ("sync@example.com",))
    assert path.read_bytes() == export_ics(SERIES, stamp=EARLY).encode()
    path.chmod(0o400)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    again = write_ics(SERIES, path, stamp=LATE)
    assert not again.is_written
    assert not again.changes
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    changed = write_ics(replace(SERIES, title="New"), str(path), stamp=LATE)
    assert (changed.is_written, changed.changes.changed) == (True, ("sync@example.com",))
    gone = write_ics([], path, stamp=LATE)
    assert gone.changes.cancelled == ("sync@example.com",)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_another_program_or_of_no_calendar_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    for content in (
        b"my diary",
        export_ics(SERIES, stamp=EARLY).replace("-//overlap//overlap//EN", "-//Other//EN").encode(),
        b"BEGIN:VCALENDAR\r\n",
        b"\x00\xff",
        (export_ics(SERIES, stamp=EARLY) + "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").encode(),
    ):
        path.write_bytes(content)
        with pytest.raises(FileError, match="was not written by overlap"):
            write_ics(SERIES, path, stamp=EARLY)
        assert path.read_bytes() == content
    path.write_bytes(b"\n")
    assert write_ics(SERIES, path, stamp=EARLY).is_written


def test_a_place_that_cannot_be_written_to_is_named_and_nothing_is_left_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot write"):
        write_ics(SERIES, tmp_path / "none" / "a.ics", stamp=EARLY)
    with pytest.raises(FileError, match="cannot read"):
        write_ics(SERIES, tmp_path, stamp=EARLY)
    with pytest.raises(FileError, match="cannot read"):
        write_ics(SERIES, "nul\0name.ics", stamp=EARLY)
    assert list(tmp_path.iterdir()) == []


# Several files


def test_each_team_has_a_file_of_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    a, b = meeting(uid="a@x"), meeting(uid="b@x")
    first = write_calendars({"pune": [a, b], "manila.ana": b}, folder, stamp=EARLY, names={"pune": "Pune"})
    assert [one.path for one in first] == [str(folder / "pune.ics"), str(folder / "manila.ana.ics")]
    assert (folder / "pune.ics").read_bytes() == export_ics([a, b], stamp=EARLY, name="Pune").encode()
    assert (folder / "manila.ana.ics").read_bytes() == export_ics(b, stamp=EARLY).encode()
    second = write_calendars(
        {"pune": [a], "manila.ana": b}, folder, stamp="2026-03-01T13:00Z", names={"pune": "Pune"}
    )
    assert [one.is_written for one in second] == [True, False]
    assert [one.changes.unchanged for one in second] == [("a@x",), ("b@x",)]
    assert [one.changes.cancelled for one in second] == [("b@x",), ()]


def test_if_one_of_several_cannot_be_written_none_is(tmp_path: Path) -> None:
    a, b = meeting(uid="a@x"), meeting(uid="b@x")
    write_calendars({"one": a}, tmp_path, stamp=EARLY)
    before = (tmp_path / "one.ics").read_bytes()
    with pytest.raises(BadArgument):
        write_calendars({"one": b, "two": meeting(url="javascript:x")}, tmp_path, stamp=LATE)
    (tmp_path / "two.ics").write_text("another program's")
    with pytest.raises(FileError):
        write_calendars({"one": b, "two": a}, tmp_path, stamp=LATE)
    (tmp_path / "two.ics").unlink()
    (tmp_path / "two.ics").mkdir()
    with pytest.raises(FileError):
        write_calendars({"one": b, "two": a}, tmp_path, stamp=LATE)
    assert (tmp_path / "one.ics").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.ics", "two.ics"]


@pytest.mark.parametrize(
    "name", ["", "../x", "a/b", "a\\b", ".hidden", "a:b", "x" * 101, "a\nb", "a\0", 'a"b']
)
def test_a_name_that_is_none_for_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadArgument, match="is no name for a file"):
        write_calendars({name: meeting()}, tmp_path, stamp=EARLY)
    assert list(tmp_path.iterdir()) == []


def test_names_that_differ_in_their_case_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="two files are called"):
        write_calendars({"pune": meeting(), "Pune": meeting()}, tmp_path, stamp=EARLY)


def test_names_that_some_disks_take_for_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="two files are called"):
        write_calendars({"caf\u00e9": meeting(), "cafe\u0301": meeting()}, tmp_path, stamp=EARLY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["con", "NUL", "aux.ana", "Com1", "lpt9 .x"])
def test_a_device_of_windows_is_no_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadArgument, match="is a device on Windows"):
        write_calendars({name: meeting()}, tmp_path, stamp=EARLY)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_only_begins_like_a_device_is_one(tmp_path: Path) -> None:
    written = write_calendars({"console": meeting(), "com10": meeting()}, tmp_path, stamp=EARLY)
    assert all(one.is_written for one in written)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(FileError, match="cannot make the folder"):
        write_calendars({"pune": meeting()}, tmp_path / "a", stamp=EARLY)


# The same bytes everywhere

PROGRAM = """
import sys
from overlap.adapters.ics_export import export_ics
from overlap.core.recurrence import Recurrence
from overlap.people.entries import Guest, Moved, TimedEntry
entries = [
    TimedEntry(f"{key}@x", "Réunion", key, 29_541_150, 30, Recurrence("week"), 29_541_150 + 10_080 * 60,
               skipped=(29_541_150 + 10_080,), organizer=Guest("Ana", "ana@example.com"),
               guests=(Guest("B", "b@example.com"),), categories=("b", "a"), url="https://meet.google.com/x")
    for key in ("Europe/Warsaw", "America/Vancouver", "Africa/Casablanca", "Asia/Gaza", "America/New_York")
]
for privacy in ("full", "busy"):
    sys.stdout.buffer.write(export_ics(entries, stamp="2026-03-01T12:00Z", privacy=privacy).encode())
"""


def test_host_zones_locale_hash_seed_and_optimising_change_no_byte(tmp_path: Path) -> None:
    base = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    ways: list[tuple[list[str], dict[str, str]]] = [
        ([], {"PYTHONHASHSEED": "1", "TZ": "UTC"}),
        (["-O"], {"PYTHONHASHSEED": "2", "TZ": "Asia/Manila", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}),
        (
            ["-OO"],
            {"PYTHONHASHSEED": "3", "TZ": "Mars/Base", "PYTHONTZPATH": str(tmp_path), "LANG": "tr_TR.UTF-8"},
        ),
    ]
    found = {
        subprocess.run(
            [sys.executable, *flags, "-c", PROGRAM], env=base | env, capture_output=True, check=True
        ).stdout
        for flags, env in ways
    }
    assert len(found) == 1
    assert found.pop().count(b"BEGIN:VEVENT") >= 10


@pytest.mark.parametrize("flags", [[], ["-O"]], ids=["plain", "optimised"])
def test_no_text_becomes_a_line_of_its_own_whether_or_not_assertions_run(flags: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, *flags, "-m", "tests.adapters.evil_entries"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout.strip(), run.stderr) == ("nothing got through", "")
