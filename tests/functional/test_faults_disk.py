"""A full disk, a folder that may not be written to, one that goes: a sentence, and nothing lost."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

import pytest

from overlap.adapters import files
from overlap.adapters.files import write_all
from overlap.errors import FileError
from tests.functional.processes import TEAM, run, scraps
from tests.functional.terminal import Terminal

resource = pytest.importorskip("resource", reason="the system has no limits for processes")

DATES = ("--from", "2027-01-04", "--until", "2027-01-10")

CSV = "Team,Zone,Headcount,Shift,Days,Start,End\n" + "\n".join(
    f"Team {number},Asia/Kolkata,9,day,Mon-Fri,10:00,19:00" for number in range(60)
)

TICKETS = "id,start,add_minutes\n" + "\n".join(f"{number},2027-01-04T10:00Z,480" for number in range(300))

WRITERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a page": ("out.html", ("report", "team.toml", *DATES, "-o", "out.html")),
    "Markdown": ("out.md", ("report", "team.toml", *DATES, "-o", "out.md")),
    "text": ("out.txt", ("report", "team.toml", *DATES, "-o", "out.txt")),
    "a calendar": ("out.ics", ("export", "team.toml", "--shifts", *DATES, "-o", "out.ics")),
    "a calendar beside an answer": ("out.ics", ("rotate", "team.toml", "-o", "out.ics")),
    "calendars by person": (
        "out",
        ("export", "team.toml", "--shifts", "--by", "person", *DATES, "-o", "out"),
    ),
    "a workbook": ("out.xlsx", ("export", "team.toml", *DATES, "-o", "out.xlsx")),
    "CSV": ("out.csv", ("export", "team.toml", "--sheet", "shifts", *DATES, "-o", "out.csv")),
    "a folder of CSV": ("out", ("export", "team.toml", "--sheet", "all", *DATES, "-o", "out")),
    "a team file": ("out.toml", ("import", "desk.csv", "-o", "out.toml", "--force")),
    "a first team file": ("out.toml", ("init", "out.toml", "--force")),
    "a ledger": ("out.json", ("rotate", "team.toml", "--ledger-out", "out.json")),
    "a history": ("out.json", ("pairs", "team.toml", *DATES, "--history-out", "out.json")),
    "a plan": ("out.toml", ("stagger", *DATES, "-o", "out.toml")),
    "tickets": ("out.csv", ("clock", "team.toml", "--team", "ny", "--tickets", "t.csv", "-o", "out.csv")),
    "the week in short": ("out.md", ("report", "team.toml", "--brief", *DATES[:2], "-o", "out.md")),
}

SMALL = {"a ledger", "a history", "the week in short"}
"""What fits into the room that is left for the others."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to write into, with what the writers read."""
    (tmp_path / "team.toml").write_text(TEAM, encoding="utf-8")
    (tmp_path / "desk.csv").write_text(CSV)
    (tmp_path / "t.csv").write_text(TICKETS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Files can have so many bytes, in this process and its children; the system refuses the next one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


LIGHT = {
    "Markdown",
    "a calendar",
    "a folder of CSV",
    "a team file",
    "a first team file",
    "a history",
    "tickets",
}
"""Writers that are quick; the others write through the same door, and take their turn in the long run."""


@pytest.mark.parametrize(
    "what", [one if one in LIGHT else pytest.param(one, marks=pytest.mark.exhaustive) for one in WRITERS]
)
def test_what_does_not_fit_leaves_the_old_file_and_no_half_one(
    what: str, folder: Path, terminal: Terminal
) -> None:
    name, argv = WRITERS[what]
    with room_for(16 if what in SMALL else 512):
        new = terminal(*argv)
    assert new.status == 2, new
    assert "File too large" in new.err
    assert "hint: make room, or choose another place" in new.err
    assert sorted(contents(folder)) == ["desk.csv", "t.csv", "team.toml"]
    assert not (folder / name).exists()  # nor a folder that was made for it
    assert terminal(*argv).status == 0
    before = contents(folder)
    with room_for(16 if what in SMALL else 512):
        again = terminal(*(one if one != DATES[1] else "2027-01-06" for one in argv))
    if again.status == 2:
        assert "File too large" in again.err
    else:  # the same again is not written at all
        assert again.status == 0
    assert contents(folder) == before


def test_a_plan_that_cannot_be_written_does_not_move_the_ledger_on(folder: Path, terminal: Terminal) -> None:
    argv = ("rotate", "team.toml", "--ledger-out", "ledger.json", "-o", "sync.ics")
    with room_for(512):  # enough for the ledger, not for the calendar
        assert terminal(*argv).status == 2
    assert not (folder / "ledger.json").exists()
    assert terminal(*argv).status == 0
    assert (folder / "ledger.json").stat().st_size < 512 < (folder / "sync.ics").stat().st_size


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize(
    "argv",
    [
        pytest.param(("report", "team.toml", *DATES), marks=pytest.mark.exhaustive),
        pytest.param(("report", "team.toml", *DATES, "--json"), marks=pytest.mark.exhaustive),
        pytest.param(("export", "team.toml", "--shifts", *DATES, "-o", "-"), marks=pytest.mark.exhaustive),
        pytest.param(
            ("export", "team.toml", *DATES, "--sheet", "shifts", "-o", "-"), marks=pytest.mark.exhaustive
        ),
        ("import", "desk.csv"),
        pytest.param(("windows", "--help"), marks=pytest.mark.exhaustive),
        ("--help",),
        ("--version",),
    ],
)
def test_stdout_on_a_full_disk_is_a_sentence(folder: Path, argv: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(*argv, cwd=folder, stdout=full)
    assert done.status == 2
    assert "error: bad-file: the answer cannot be written: No space left on device\n" in done.err
    assert "Traceback" not in done.err
    assert "Exception ignored" not in done.err


def done_by_root(*line: str) -> bool:
    """Whether a command of the system could be run here."""
    try:
        return subprocess.run(line, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not done_by_root("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)):
        pytest.skip("only root can mount a disk to fill it")
    yield place
    assert done_by_root("umount", str(place))


def test_a_disk_that_is_really_full_keeps_what_was_on_it(
    folder: Path, small_disk: Path, terminal: Terminal
) -> None:
    argv = ("report", "team.toml", *DATES, "-o", f"{small_disk}/out.md")
    assert terminal(*argv).status == 0
    before = contents(small_disk)
    with (small_disk / "filling").open("wb", buffering=0) as out, suppress(OSError):
        while out.write(b"x" * 4096):
            pass
    full = terminal(*argv)
    assert full.status == 2
    assert "error: bad-file: cannot write" in full.err
    assert "No space left on device" in full.err
    assert "hint: make room" in full.err
    assert {name: data for name, data in contents(small_disk).items() if name != "filling"} == before
    assert scraps(small_disk) == []
    (small_disk / "filling").unlink()
    assert terminal(*argv).status == 0


def test_a_read_only_disk_is_told_and_left(folder: Path, small_disk: Path, terminal: Terminal) -> None:
    path = small_disk / "out.ics"
    argv = ("export", "team.toml", "--shifts", *DATES, "--stamp", "2027-01-01T00:00Z", "-o", str(path))
    assert terminal(*argv).status == 0
    before = path.read_bytes()
    assert done_by_root("mount", "-o", "remount,ro", str(small_disk))
    refused = terminal(*argv, "--closures", "--team", "ny")
    assert refused.status == 2
    assert "cannot write" in refused.err
    assert "read-only" in refused.err.lower()
    assert "hint: choose another place, or change what may be written to" in refused.err
    assert path.read_bytes() == before


@contextmanager
def unprivileged() -> Iterator[None]:
    """As somebody whom the modes of files bind."""
    if not hasattr(os, "geteuid"):
        pytest.skip("the system has no users of this kind")
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may pass through; pytest's own are closed to others."""
    from tempfile import mkdtemp

    made = Path(mkdtemp())
    made.chmod(0o777)
    yield made
    made.chmod(0o777)
    rmtree(made)


def test_a_folder_that_may_not_be_written_to_is_named(open_folder: Path) -> None:
    path = open_folder / "a.txt"
    path.write_text("old")
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with unprivileged(), pytest.raises(FileError, match=r"cannot write .*a\.txt: Permission denied"):
        write_all({path: "new"})
    with unprivileged(), pytest.raises(FileError, match="cannot make the folder"):
        write_all({open_folder / "x" / "b.txt": "new"}, folder=open_folder / "x")
    assert contents(open_folder) == {"a.txt": b"old"}


def test_a_read_only_file_in_an_open_folder_is_not_replaced(open_folder: Path) -> None:
    path = open_folder / "a.txt"
    path.write_text("old")
    path.chmod(0o444)
    with unprivileged(), pytest.raises(FileError, match="the file is read-only"):
        write_all({open_folder / "b.txt": "new", path: "new"})
    assert contents(open_folder) == {"a.txt": b"old"}


def test_a_file_nobody_may_change_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    if not done_by_root("chattr", "+i", str(path)):
        pytest.skip("only root can make a file immutable, and not on every disk")
    try:
        with pytest.raises(FileError, match=r"the file is read-only|Operation not permitted"):
            write_all({tmp_path / "b.txt": "new", path: "new"})
    finally:
        assert done_by_root("chattr", "-i", str(path))
    assert contents(tmp_path) == {"a.txt": b"old"}


@pytest.mark.parametrize("moment", ["fill", "replace", "fsync"])
def test_a_folder_that_vanishes_meanwhile_is_told(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "gone"
    place.mkdir()

    def vanishing(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **more: object) -> object:
            rmtree(place, ignore_errors=True)
            return real(*given, **more)

        return call

    if moment == "fill":
        monkeypatch.setattr(files, "_fill", vanishing(files._fill))
    elif moment == "fsync":
        monkeypatch.setattr(os, "fsync", vanishing(os.fsync))
    else:
        monkeypatch.setattr(Path, "replace", vanishing(Path.replace))
    with pytest.raises(FileError, match="No such file or directory") as caught:
        write_all({place / "a.txt": "new"})
    assert caught.value.hint == "check that the folder exists and may be written to"
    assert list(tmp_path.iterdir()) == []


def test_a_system_that_fails_in_the_middle_of_several_puts_the_first_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_text("old")
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == two.resolve():
            raise MemoryError
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(MemoryError):
        write_all({one: "new", two: "new"})
    assert contents(tmp_path) == {"1": b"old"}


def test_where_a_file_system_has_no_locks_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl", reason="the system has no such locks")

    def refused(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(fcntl, "flock", refused)
    path = tmp_path / "a.json"
    path.write_text("old")
    files.write_whole(path, "new", unless_changed=b"old")
    assert path.read_text() == "new"
