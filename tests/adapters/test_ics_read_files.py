"""Bytes come from files, streams and callers alike, and what cannot be read is told by name."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from overlap.adapters.ics_read_files import Source, not_a_calendar, opened
from overlap.errors import BadArgument, FileError


def content(source: Source, most: int = 1000) -> bytes:
    """All bytes of a source."""
    return b"".join(opened(source, most)[1])


def test_a_source_is_a_path_text_bytes_or_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(b"\xef\xbb\xbfBEGIN")
    assert (opened(path, 9)[0], content(path), content(str(path))) == (str(path), b"BEGIN", b"BEGIN")
    assert (opened(b"x", 9)[0], content(b"\xef\xbb\xbfx")) == ("<bytes>", b"x")
    assert (opened("x\n", 9)[0], content("ó\n")) == ("<text>", "ó\n".encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"in")))
    assert (opened("-", 9)[0], content("-")) == ("<stdin>", b"in")


def test_two_bytes_for_each_character_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes("Kraków".encode("utf-16"))
    assert content(path).decode() == content("Kraków".encode("utf-16")).decode() == "Kraków"


def test_nothing_is_read_beyond_the_cap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ics"
    path.write_bytes(b"x" * 3_000_000)
    assert len(content(path, 3_000_000)) == 3_000_000
    for source in (path, b"x" * 3_000_000, "x\n" * 1_500_000):
        with pytest.raises(FileError, match=r"more than 2\.86102 MiB"):
            content(source, 2_999_999)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 3_000_000)))
    with pytest.raises(FileError, match="<stdin> has more"):
        content("-", 2_999_999)


def test_what_cannot_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match="there is no file"):
        content(tmp_path / "nope.ics")
    with pytest.raises(FileError, match="is a directory"):
        content(tmp_path)
    with pytest.raises(FileError, match="cannot be read"):
        content("a\0b")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(FileError, match="no ordinary file"):
            content(tmp_path / "pipe")
    with pytest.raises(BadArgument, match="source is 7"):
        content(7)  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(FileError, match="no standard input"):
        content("-")
    assert "a.html is no calendar" in str(not_a_calendar("a.html"))
