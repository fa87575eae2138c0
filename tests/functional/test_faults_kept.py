"""What a run before left, damaged, from the future or wanted by two at once: a sentence, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from overlap.adapters import files
from overlap.cli.main import main
from overlap.errors import FileError
from tests.functional.processes import TEAM, command, environment, scraps
from tests.functional.terminal import FIXED_NOW, Terminal


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team file, and the folder to run in."""
    (tmp_path / "team.toml").write_text(TEAM)
    monkeypatch.chdir(tmp_path)
    return tmp_path


ROTATE = ("rotate", "team.toml", "--ledger", "kept.json", "--ledger-out", "kept.json")
PAIRS = ("pairs", "team.toml", "--history", "kept.json", "--history-out", "kept.json")
STAGGER = ("stagger", "--turns", "0", "--ledger", "kept.json", "--ledger-out", "kept.json")

DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "cut off": b'{\n  "format_version": 1,\n  "through": "2027-0',
    "of another version": b'{"format_version": 2, "through": null, "ledger": []}',
    "without a version": b'{"ledger": []}',
    "another program's": b'{"format_version": "one", "data": [1, 2]}',
    "a list": b"[1, 2, 3]",
    "a number": b"17",
    "null": b"null",
    "not UTF-8": b'{"format_version": 1, "through": "\xff"}',
    "UTF-16": '{"format_version": 1}'.encode("utf-16"),
    "no text at all": bytes(range(256)),
    "deep": b"[" * 50_000,
    "a huge number": b'{"format_version": 1, "ledger": [{"id": "a", "burden_minutes": 1e400}]}',
    "a negative burden": b'{"format_version": 1, "ledger": [{"id": "ny", "burden_minutes": -5}]}',
    "no such date": b'{"format_version": 1, "through": "2027-02-30", "ledger": []}',
    "a person twice": (
        b'{"format_version": 1, "ledger": '
        b'[{"id": "a", "burden_minutes": 1}, {"id": "a", "burden_minutes": 2}]}'
    ),
}


@pytest.mark.parametrize("what", DAMAGED)
@pytest.mark.parametrize("argv", [ROTATE, PAIRS], ids=["ledger", "history"])
def test_what_is_damaged_is_told_in_a_sentence_and_left_as_it_is(
    what: str, argv: tuple[str, ...], folder: Path, terminal: Terminal
) -> None:
    is_history = argv is PAIRS
    content = DAMAGED[what]
    if is_history and what in ("a negative burden", "a person twice", "no such date", "a huge number"):
        content = {
            "a negative burden": b'{"format_version": 1, "met": [], "sat_out": {"ny.joe": -1}}',
            "a huge number": b'{"format_version": 1, "met": [], "sat_out": {"ny.joe": 1e400}}',
            "no such date": b'{"format_version": 1, "met": [{"people": ["a", "b"], "last": "2027-02-30"}]}',
            "a person twice": b'{"format_version": 1, "met": [{"people": ["a", "a"], "last": "2027-02-03"}]}',
        }[what]
    (folder / "kept.json").write_bytes(content)
    done = terminal(*argv)
    assert done.status == 2, done
    assert done.out == ""
    first, *rest = done.err.splitlines()
    assert first.startswith(
        ("error: bad-file: cannot read kept.json: ", "error: bad-argument: ", "error: bad-date: ")
    )
    assert all(line.startswith("    hint: ") for line in rest)
    assert len(done.err) < 500
    assert (folder / "kept.json").read_bytes() == content
    assert scraps(folder) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("what", ["empty", "cut off", "a list", "not UTF-8", "deep"])
def test_ledgers_of_turns_that_are_damaged_are_told_too(what: str, folder: Path, terminal: Terminal) -> None:
    (folder / "kept.json").write_bytes(DAMAGED[what])
    done = terminal(*STAGGER)
    assert done.status == 2
    assert "error: bad-" in done.err
    assert (folder / "kept.json").read_bytes() == DAMAGED[what]


@pytest.mark.parametrize("argv", [ROTATE, PAIRS], ids=["ledger", "history"])
def test_a_folder_a_device_and_a_file_nobody_wrote_are_told(
    argv: tuple[str, ...], folder: Path, terminal: Terminal
) -> None:
    missing = terminal(*argv)
    assert missing.status == 2
    assert "cannot read kept.json: No such file or directory" in missing.err
    (folder / "kept.json").mkdir()
    done = terminal(*argv)
    assert done.status == 2
    assert "cannot read kept.json: Is a directory" in done.err
    (folder / "kept.json").rmdir()
    with (folder / "kept.json").open("wb") as out:
        out.truncate(files.LARGEST_KEPT_BYTES + 1)
    huge = terminal(*argv)
    assert huge.status == 2
    assert "cannot read kept.json: it has more than 64 MiB" in huge.err


def test_a_ledger_of_people_whom_nobody_knows_any_more_is_taken(folder: Path, terminal: Terminal) -> None:
    kept = {
        "format_version": 1,
        "through": None,
        "ledger": [{"id": "gone", "burden_minutes": 90}],
        "outside": [],
    }
    (folder / "kept.json").write_text(json.dumps(kept))
    done = terminal(*ROTATE)
    assert done.status == 0
    left = json.loads((folder / "kept.json").read_text())
    assert {row["id"] for row in left["ledger"]} >= {"manila.ana", "manila.bo", "ny.joe"}


def test_a_ledger_may_go_into_another_file_that_is_there(folder: Path, terminal: Terminal) -> None:
    kept: dict[str, object] = {"format_version": 1, "through": None, "ledger": [], "outside": []}
    (folder / "kept.json").write_text(json.dumps(kept))
    (folder / "next.json").write_text("an older one")
    assert terminal("rotate", "team.toml", "--ledger", "kept.json", "--ledger-out", "next.json").status == 0
    assert json.loads((folder / "next.json").read_text())["through"] == "2027-03-30"
    assert json.loads((folder / "kept.json").read_text()) == kept


def test_a_ledger_that_is_ahead_of_the_clock_plans_what_comes_after_it(
    folder: Path, terminal: Terminal
) -> None:
    kept = {"format_version": 1, "through": "2027-03-01", "ledger": [], "outside": []}
    (folder / "kept.json").write_text(json.dumps(kept))
    done = terminal(*ROTATE, "--json")
    assert done.status == 0
    assert min(one["date"] for one in done.json["occurrences"]) > "2027-03-01"
    earlier = terminal(*ROTATE, "--from", "2027-01-01", "--until", "2027-01-31")
    assert earlier.status == 2
    assert "the ledger accounts for everything up to 2027-03-30" in earlier.err


@pytest.mark.parametrize("argv", [ROTATE, PAIRS], ids=["ledger", "history"])
def test_what_another_run_wrote_in_between_is_not_lost(
    argv: tuple[str, ...], folder: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = argv[:2] + argv[4:]
    assert terminal(*first, "--from", "2027-01-12", "--until", "2027-02-10").status == 0
    theirs = (folder / "kept.json").read_bytes().replace(b"\n}", b',\n  "theirs": true\n}')
    real = files.write_whole

    def meanwhile(*given: object, **more: object) -> None:
        (folder / "kept.json").write_bytes(theirs)
        real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("overlap.cli.carried.write_whole", meanwhile)
    done = terminal(*argv, *(() if argv is ROTATE else ("--from", "2027-04-05")))
    assert done.status == 2
    assert "kept.json was changed by another run meanwhile" in done.err
    assert "hint: run it again" in done.err
    assert (folder / "kept.json").read_bytes() == theirs


@pytest.mark.exhaustive
def test_of_many_runs_at_once_on_one_history_none_is_lost(folder: Path) -> None:
    start = datetime(2027, 1, 4, tzinfo=UTC)
    (folder / "kept.json").write_text('{"format_version": 1, "met": [], "sat_out": {}}')
    told = 0
    for wave in range(6):
        runs = []
        for number in range(4):
            first = start + timedelta(weeks=2 * (4 * wave + number))
            dates = ("--from", f"{first:%Y-%m-%d}", "--until", f"{first + timedelta(days=13):%Y-%m-%d}")
            runs.append(
                subprocess.Popen(
                    command(*PAIRS, *dates),
                    env=environment(),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
        for process in runs:
            _, err = process.communicate(timeout=200)
            told += process.returncode == 0
            assert process.returncode in (0, 2)
            assert process.returncode == 0 or "was changed by another run meanwhile" in err
    met = json.loads((folder / "kept.json").read_text())["met"]
    assert sum(one["times"] for one in met) == told
    assert told >= 6
    assert scraps(folder) == []


def test_a_writer_waits_for_another_that_is_looking_at_the_file(folder: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="the system has no such locks")
    path = folder / "kept.json"
    path.write_text("read")
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    writer = threading.Thread(
        target=files.write_whole, args=(path, "new"), kwargs={"unless_changed": b"read"}
    )
    writer.start()
    writer.join(0.5)
    assert writer.is_alive()
    assert path.read_text() == "read"
    os.close(handle)
    writer.join(30)
    assert path.read_text() == "new"


def test_locks_keep_two_writers_apart(folder: Path) -> None:
    """Two threads that read the same and write at once: one of them wins, and the other is told."""
    from concurrent.futures import ThreadPoolExecutor

    path = folder / "kept.json"
    lost = 0
    for turn in range(30):
        path.write_text("read")

        def attempt(number: int, turn: int = turn) -> bool:
            try:
                files.write_whole(path, f"{turn} {number}", unless_changed=b"read")
            except FileError:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            won = list(pool.map(attempt, range(4)))
        assert sum(won) == 1
        assert path.read_text() == f"{turn} {won.index(True)}"
        lost += won.count(False)
    assert lost == 90


# A clock that is wrong


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


def test_a_calendar_written_with_a_clock_that_was_set_back_is_still_read_as_newer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["export", "team.toml", "-o", "out.ics"]
    assert main(argv, now=at(FIXED_NOW)) == 0
    before = (folder / "out.ics").read_text()
    (folder / "team.toml").write_text(TEAM.replace('title = "Sync"', 'title = "Weekly sync"'))
    assert main(argv, now=at(FIXED_NOW - timedelta(days=400))) == 0
    after = (folder / "out.ics").read_text()
    assert "SUMMARY:Sync" in before
    assert "SUMMARY:Weekly sync" in after
    assert "SEQUENCE:0" in before
    assert "SEQUENCE:1" in after
    assert "STATUS:CANCELLED" not in after
    again = (folder / "out.ics").read_bytes()
    assert main(argv, now=at(FIXED_NOW - timedelta(days=800))) == 0
    assert (folder / "out.ics").read_bytes() == again
    capsys.readouterr()


def test_a_clock_that_goes_back_between_two_looks_does_no_harm(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = [FIXED_NOW - timedelta(hours=hours) for hours in range(50)]

    def backwards() -> datetime:
        return moments.pop(0)

    for argv in (["rotate", "team.toml", "-o", "r.ics"], ["pairs", "team.toml"], ["now", "team.toml"]):
        assert main(argv, now=backwards) in (0, 1)
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
        datetime(1900, 1, 1, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2100, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize(
    "argv",
    [("now", "team.toml"), ("windows", "team.toml"), ("holidays", "PH"), ("changes", "team.toml")],
    ids=lambda argv: argv[0],
)
def test_a_clock_in_another_age_gets_an_answer_or_a_sentence(
    moment: datetime, argv: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(list(argv), now=at(moment))
    caught = capsys.readouterr()
    assert status in (0, 1, 2), caught.err
    assert "Traceback" not in caught.err
    if status == 2:
        assert caught.err.startswith("error: b")
        assert "fault" not in caught.err


def test_files_from_the_future_are_read_and_replaced_like_others(folder: Path, terminal: Terminal) -> None:
    argv = ("export", "team.toml", "-o", "out.ics")
    assert terminal(*argv).status == 0
    future = datetime(2090, 1, 1, tzinfo=UTC).timestamp()
    for name in ("team.toml", "out.ics"):
        os.utime(folder / name, (future, future))
    assert terminal(*argv, "--shifts", "--from", "2027-01-12", "--until", "2027-01-20").status == 0
    assert "SUMMARY" in (folder / "out.ics").read_text()
    assert (folder / "out.ics").stat().st_mtime < future
