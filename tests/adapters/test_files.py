"""Files appear whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from overlap.adapters.files import LARGEST_KEPT_BYTES, json_of, read_kept, write_all, write_whole
from overlap.errors import FileError


def read_json(path: str | Path, *, hint: str) -> object:
    """What a run reads that another has left."""
    return json_of(read_kept(path, hint=hint), path, hint=hint)


def test_a_file_is_written_whole_with_line_ends_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "São\r\nPaulo\n")
    assert path.read_bytes() == "São\r\nPaulo\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_is_there_keeps_its_permissions_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_whole(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    old = os.umask(0o027)
    try:
        write_whole(tmp_path / "b.txt", "new")
    finally:
        assert os.umask(old) == 0o027
    assert stat.S_IMODE((tmp_path / "b.txt").stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    link.symlink_to(real)
    write_whole(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_what_cannot_be_encoded_leaves_the_old_file_and_no_scraps(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(FileError):
        write_whole(path, "half\n" + "x" * 100_000 + "\ud800")
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_missing_folder_or_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"cannot write .*no/a\.txt"):
        write_whole(tmp_path / "no" / "a.txt", "x")
    (tmp_path / "d").mkdir()
    with pytest.raises(FileError, match=r"cannot write .*/d:"):
        write_whole(tmp_path / "d", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_name_no_system_takes_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        write_whole(str(tmp_path / "nul\0name"), "x")
    with pytest.raises(FileError):
        write_whole(tmp_path / ("x" * 300), "x")


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("1", "2", "3"))
    one.write_text("old")
    one.chmod(0o640)
    write_all({one: "new", two: "new"})
    assert (one.read_text(), two.read_text()) == ("new", "new")
    assert stat.S_IMODE(one.stat().st_mode) == 0o640
    three.mkdir()
    new = tmp_path / "4"
    with pytest.raises(FileError, match=r"cannot write .*/3:"):
        write_all({one: "newer", new: "newer", three: "newer"})
    assert one.read_text() == "new"
    assert stat.S_IMODE(one.stat().st_mode) == 0o640
    with pytest.raises(FileError):
        write_all({one: "newer", two: "\ud800"})
    assert (one.read_text(), two.read_text()) == ("new", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "2", "3"]
    write_all({})


def test_bytes_are_written_as_they_are_beside_text_and_all_or_none(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write_whole(path, b"\x00\xff\r\n")
    assert path.read_bytes() == b"\x00\xff\r\n"
    (tmp_path / "d").mkdir()
    with pytest.raises(FileError):
        write_all({path: b"new", tmp_path / "b.txt": "é", tmp_path / "d": b"x"})
    assert path.read_bytes() == b"\x00\xff\r\n"
    write_all({path: b"new", tmp_path / "b.txt": "é"})
    assert (path.read_bytes(), (tmp_path / "b.txt").read_bytes()) == (b"new", "é".encode())


def test_a_read_only_file_is_not_got_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o444)
    if os.access(path, os.W_OK):  # root may write anything: ask as if it were somebody else
        monkeypatch.setattr(os, "access", lambda *_, **__: False)
    with pytest.raises(FileError, match=r"cannot write .*a\.txt: the file is read-only") as caught:
        write_whole(path, "new")
    assert caught.value.hint == "choose another place, or change what may be written to"
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_another_run_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_text("read")
    write_whole(path, "mine", unless_changed=b"read")
    assert path.read_text() == "mine"
    with pytest.raises(FileError, match="was changed by another run meanwhile"):
        write_whole(path, "too late", unless_changed=b"read")
    assert path.read_text() == "mine"
    path.unlink()
    with pytest.raises(FileError, match="was changed by another run meanwhile"):
        write_whole(path, "too late", unless_changed=b"mine")
    assert list(tmp_path.iterdir()) == []


def test_json_is_read_with_a_mark_and_anything_else_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": [1]}')
    assert read_json(path, hint="x") == {"a": [1]}
    for content, said in (
        (b'{"a": [1', "it is no JSON, or a part is missing"),
        (b"", "it is no JSON, or a part is missing"),
        (b'{"a": "\xe9"}', r"byte 8 \(0xe9\) is not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
    ):
        path.write_bytes(content)
        with pytest.raises(FileError, match=said) as caught:
            read_json(path, hint="name another")
        assert caught.value.hint == "name another"
    with pytest.raises(FileError, match="Is a directory"):
        read_json(tmp_path, hint="x")
    with pytest.raises(FileError, match="No such file"):
        read_json(tmp_path / "none", hint="x")
    with pytest.raises(FileError, match="null"):
        read_json("a\0b", hint="x")


def test_a_file_of_an_earlier_run_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as out:
        out.truncate(LARGEST_KEPT_BYTES + 1)  # holes take no room
    with pytest.raises(FileError, match="more than 64 MiB"):
        read_json(path, hint="x")


def test_a_link_to_nothing_is_followed_and_one_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "folder").symlink_to("in")
    (tmp_path / "link.txt").symlink_to(Path("folder", "new.txt"))
    write_whole(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "in" / "new.txt").read_text() == "new"
    (tmp_path / "circle").symlink_to("circle")
    for path in (tmp_path / "circle", tmp_path / "circle" / "a.txt"):
        with pytest.raises(FileError, match=r"cannot write .*circle"):
            write_whole(path, "new")
    assert (tmp_path / "circle").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "folder", "in", "link.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path: Path) -> None:
    import socket

    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        with pytest.raises(FileError, match="no ordinary file") as caught:
            write_whole(path, "new")
        assert "standard output" in (caught.value.hint or "")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(tmp_path / "socket"))
        with pytest.raises(FileError, match="no ordinary file"):
            write_all({tmp_path / "a.txt": "new", tmp_path / "socket": "new"})
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert stat.S_ISSOCK((tmp_path / "socket").stat().st_mode)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe", "socket"]


def test_what_is_written_in_between_is_in_a_file_of_its_own_that_nobody_foresees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, names, modes = tmp_path / "a.txt", set(), []
    real = os.fsync

    def watched(handle: int) -> None:
        (beside,) = (one for one in tmp_path.iterdir() if one.name != "a.txt")
        names.add(beside.name)
        modes.append(stat.S_IMODE(beside.stat().st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    for _ in range(8):
        write_whole(path, "secret")
        path.chmod(0o600)
    assert len(names) == 8
    assert all(re.fullmatch(r"\.overlap-[\w-]{8,}\.part", name) for name in names)
    assert set(modes[1:]) == {0o600}
    path.unlink()
    monkeypatch.setattr(os, "urandom", lambda count: b"\0" * count)
    (tmp_path / f".overlap-{'00' * 8}.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileError):
        write_whole(path, "secret")
    assert not (tmp_path / "elsewhere").exists()


def test_the_umask_is_asked_of_the_system_and_never_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "umask", None)
    write_whole(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").read_text() == "new"


def test_of_two_processes_that_write_one_file_one_wins_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    writer = "import sys; from overlap.adapters.files import write_whole\n"
    writer += "for _ in range(60): write_whole(sys.argv[1], sys.argv[2] * 50_000)"
    running = [subprocess.Popen([sys.executable, "-c", writer, path, letter]) for letter in "ab"]
    seen = set()
    while any(one.poll() is None for one in running):
        with suppress(FileNotFoundError):
            seen.add(path.read_text())
    assert [one.returncode for one in running] == [0, 0]
    assert seen <= {"a" * 50_000, "b" * 50_000}
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
