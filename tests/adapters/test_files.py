"""Files appear whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from overlap.adapters.files import write_all, write_whole
from overlap.errors import FileError


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
