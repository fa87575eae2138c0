"""What would end the program waits until a block is over."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from overlap.adapters import files, uninterrupted
from overlap.adapters.files import write_all, write_whole
from overlap.adapters.uninterrupted import Uninterrupted
from overlap.errors import FileError


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """Each test leaves the signals as it found them."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, found in before.items():
        signal.signal(number, found)


def test_ctrl_c_inside_is_raised_after_the_last_step() -> None:
    steps = []

    def work() -> None:
        with Uninterrupted():
            steps.append(1)
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            steps.append(2)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert steps == [1, 2]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_a_signal_nothing_happens_and_handlers_are_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Uninterrupted():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_handler_of_ones_own_hears_of_it_later() -> None:
    heard: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    with Uninterrupted():
        signal.raise_signal(signal.SIGTERM)
        assert heard == []
    assert heard == [signal.SIGTERM]


def test_what_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Uninterrupted():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_an_error_inside_comes_out_where_nothing_interrupts_and_gives_way_where_something_does() -> None:
    with pytest.raises(LookupError), Uninterrupted():
        raise LookupError

    def work() -> None:
        with Uninterrupted():
            signal.raise_signal(signal.SIGINT)
            raise LookupError

    with pytest.raises(KeyboardInterrupt) as caught:
        work()
    assert isinstance(caught.value.__context__, LookupError)


def test_in_another_thread_the_block_is_an_ordinary_one(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    failed: list[BaseException] = []

    def write() -> None:
        try:
            with Uninterrupted():
                assert signal.getsignal(signal.SIGINT) is before
            write_whole(tmp_path / "a.txt", "x")
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert failed == []
    assert (tmp_path / "a.txt").read_text() == "x"


def test_a_handler_that_raises_between_two_of_ours_leaves_all_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def own(number: int, frame: FrameType | None) -> None:
        raise LookupError

    signal.signal(signal.SIGTERM, own)
    real = signal.signal

    def interrupted(number: int, handler: Any) -> Any:
        if number == signal.SIGTERM:
            signal.raise_signal(signal.SIGTERM)
        return real(number, handler)

    monkeypatch.setattr(signal, "signal", interrupted)
    block = Uninterrupted()
    with pytest.raises(LookupError):
        block.__enter__()
    monkeypatch.undo()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) is own


LINES = (files.__file__, uninterrupted.__file__)


def interrupted_at(step: int, target: Path, other: Path, folder: Path | None) -> bool:
    """Writes two files with Ctrl-C at the step-th line of ours; gives whether there was such a line."""
    left = step

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in LINES:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                sys.settrace(None)
                signal.raise_signal(signal.SIGINT)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        write_all({target: "new" * 10, other: "new"}, folder=folder)
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before)
    return left <= 0


@pytest.mark.skipif(sys.gettrace() is not None, reason="coverage or a debugger watches each line itself")
def test_at_whatever_line_ctrl_c_comes_files_are_old_or_new_together_and_nothing_is_left(
    tmp_path: Path,
) -> None:
    inside = tmp_path / "made" / "for" / "it"
    seen = set()
    for step in range(1, 2000):
        target, other = tmp_path / "a.txt", inside / "b.txt"
        target.write_text("old")
        was_there = interrupted_at(step, target, other, inside)
        state = (target.read_text(), other.read_text() if other.exists() else None)
        assert state in (("old", None), ("new" * 10, "new")), step
        names = sorted(path.name for path in tmp_path.rglob("*"))
        assert names == (["a.txt"] if state[0] == "old" else ["a.txt", "b.txt", "for", "it", "made"]), step
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler, step
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, step
        seen.add(state[0])
        other.unlink(missing_ok=True)
        for folder in (inside, inside.parent, inside.parent.parent):
            if folder.exists():
                folder.rmdir()
        if not was_there:
            break
    assert step > 100
    assert seen == {"old", "new" * 10}


CHILD = """
import os, signal, sys
from overlap.adapters import files
real = files.os.fsync
def fsync(handle):
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))
    real(handle)
files.os.fsync = fsync
files.write_whole(sys.argv[1], "new")
print("went on")
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_system_that_shuts_down_finds_the_file_whole_and_no_scraps(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), name], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (-getattr(signal, name), "", "")
    assert path.read_text() == "new"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_failed_write_takes_the_folders_it_made_away_again(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        write_all({tmp_path / "x" / "y" / "a.txt": "\ud800"}, folder=tmp_path / "x" / "y")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "x").mkdir()
    with pytest.raises(FileError):
        write_all({tmp_path / "x" / "y" / "a.txt": "\ud800"}, folder=tmp_path / "x" / "y")
    assert [one.name for one in tmp_path.rglob("*")] == ["x"]
