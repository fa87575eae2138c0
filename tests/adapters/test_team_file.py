from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from overlap.adapters.problems import Problem, TeamFileError
from overlap.adapters.team_file import LARGEST_FILE_BYTES, check, load, loads, read_text
from overlap.errors import BadArgument
from tests.adapters.fakes import FakeCalendars, fake_observance, fake_ramadans
from tests.adapters.reading import TEAM

TEXT = "version = 1\n" + TEAM
LONG = TEXT.replace('"09:00"', '"18:00"').replace('"17:00"', '"09:00"')


def refusal(path: str | os.PathLike[str]) -> Problem:
    with pytest.raises(TeamFileError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert problem.slug == "bad-file"
    roster, problems = check(path)
    assert roster is None
    assert problems == (problem,)
    return problem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "team.toml"


@pytest.mark.parametrize("encode", [str.encode, lambda text: text.encode("utf-8-sig")], ids=["plain", "mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_loads_with_and_without_mark_and_carriage_returns(
    path: Path, encode: object, newline: str
) -> None:
    assert callable(encode)
    path.write_bytes(encode(TEXT.replace("\n", newline)))
    for given in (path, str(path)):
        assert [team.id for team in load(given)] == ["a"]
    assert check(path) == (loads(TEXT), ())


def test_problems_name_the_file_as_it_was_given(path: Path) -> None:
    path.write_text("version = 1\n")
    with pytest.raises(TeamFileError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}:1:1: missing-key: ")


def test_a_warning_does_not_refuse_a_file_and_is_handed_on(path: Path) -> None:
    path.write_text(LONG)
    heard: list[Problem] = []
    assert load(path, on_warning=heard.append).team("a").people_count == 1
    assert load(path) == loads(LONG)
    assert [one.slug for one in heard] == ["long-shift"]
    assert check(path)[1] == tuple(heard)


def test_text_loads_under_any_name_with_or_without_mark() -> None:
    assert loads("\ufeff" + TEXT) == loads(TEXT)
    with pytest.raises(TeamFileError, match=r"^<text>:1:1"):
        loads("version = 1")
    with pytest.raises(TeamFileError, match=r"^pasted:1:1"):
        loads("version = 1", name="pasted")


def test_calendars_ramadans_and_observances_may_come_from_elsewhere(path: Path) -> None:
    text = (
        TEXT + "holidays = 'AE'\nobserves = ['Holi']\nseasons = [{ ramadan = 'AE', shorten_minutes = 1 }]\n"
    )
    path.write_text(text)
    found = load(path, calendars=FakeCalendars(), ramadans=fake_ramadans, observances=fake_observance)
    assert found.team("a").observes == (fake_observance("Holi", "AE"),)
    assert len(found.team("a").seasons) == 2
    assert found == loads(
        text, calendars=FakeCalendars(), ramadans=fake_ramadans, observances=fake_observance
    )
    assert (found, ()) == check(
        path, calendars=FakeCalendars(), ramadans=fake_ramadans, observances=fake_observance
    )


def test_bytes_are_no_text() -> None:
    with pytest.raises(BadArgument):
        loads(TEXT.encode())  # type: ignore[arg-type] # on purpose


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# nothing\n", b"\xef\xbb\xbf"])
def test_an_empty_file_says_how_to_begin(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    problem = refusal(path)
    assert problem.message == "the file is empty"
    assert "overlap init" in (problem.hint or "")


def test_a_missing_file_says_how_to_begin(path: Path) -> None:
    assert "overlap init" in (refusal(path).hint or "")
    assert str(refusal(path)).startswith(f"{path}: bad-file: there is no such file")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "directory" in refusal(tmp_path).message


def test_a_path_that_cannot_be_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal("a\0b").message
    assert "cannot be read" in refusal(str(tmp_path / ("x" * 5000))).message
    (tmp_path / "file").write_text(TEXT)
    refusal(tmp_path / "file" / "below")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_a_pipe_is_refused_without_waiting_for_it(path: Path) -> None:
    os.mkfifo(path)
    assert "no ordinary file" in refusal(path).message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs device files")
def test_a_device_is_refused_without_reading_it() -> None:
    problem = refusal("/dev/zero")
    assert "no ordinary file" in problem.message
    assert '"-"' in (problem.hint or "")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs Unix sockets")
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        refusal("s")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(path: Path) -> None:
    path.write_text(TEXT)
    path.chmod(0)
    assert "may not be read" in refusal(path).message


def test_a_large_file_is_refused_by_its_size_without_reading_it(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    assert "50.0 MiB" in refusal(path).message


def test_a_file_at_the_limit_is_read(path: Path) -> None:
    path.write_text(TEXT + "#" * (LARGEST_FILE_BYTES - len(TEXT)))
    assert load(path) == loads(TEXT)
    with path.open("a") as file:
        file.write("#")
    refusal(path)


def test_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TeamFileError, match=r"bad-file: the file has 32\.0 MiB"):
        loads(TEXT + "#" * LARGEST_FILE_BYTES)


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"\xff\xfea\x00", (1, 1), "byte 1 (0xff)"),
        ("a = 1\nñb = '\xe9'".encode() + b"\xe9", (2, 9), "byte 17 (0xe9)"),
        (b"\xef\xbb\xbfa\xff", (1, 2), "byte 5 (0xff)"),
        (b"a\n" * 9 + b"\x80", (10, 1), "byte 19 (0x80)"),
    ],
)
def test_what_is_not_utf_8_says_at_which_byte(
    path: Path, data: bytes, place: tuple[int, int], message: str
) -> None:
    path.write_bytes(data)
    problem = refusal(path)
    assert problem.message.startswith(message)
    assert (problem.line, problem.column) == place


def test_utf_16_is_recognised(path: Path) -> None:
    path.write_text(TEXT, encoding="utf-16")
    assert "UTF-16" in (refusal(path).hint or "")


def test_a_binary_file_is_refused_whatever_is_in_it(path: Path) -> None:
    path.write_bytes(bytes(range(128)) * 50)
    roster, (problem,) = check(path)
    assert roster is None
    assert problem.slug == "bad-toml"


class Stdin(io.TextIOWrapper):
    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="ascii")


def test_a_dash_is_standard_input_in_utf_8_whatever_the_terminal_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = TEXT + 'name = "São Paulo"\n'
    monkeypatch.setattr(sys, "stdin", Stdin(b"\xef\xbb\xbf" + text.encode()))
    assert load("-") == loads(text)


def test_problems_of_standard_input_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b"version = 1"))
    assert check("-")[1][0].file == "<stdin>"
    monkeypatch.setattr(sys, "stdin", Stdin(b"#" * (LARGEST_FILE_BYTES + 1)))
    assert refusal_of_stdin().startswith("<stdin>: bad-file: there are more than")
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal_of_stdin().startswith("<stdin>: bad-file: there is no standard input")
    closed = Stdin(b"")
    closed.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert "cannot be read" in refusal_of_stdin()


def refusal_of_stdin() -> str:
    with pytest.raises(TeamFileError) as caught:
        read_text("-")
    return str(caught.value)


def test_a_notebooks_standard_input_of_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(TEXT))
    assert read_text("-") == TEXT


def test_a_file_called_dash_is_reached_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("./-").write_text(TEXT)
    assert read_text("./-") == TEXT


def test_the_name_of_a_file_is_no_text() -> None:
    with pytest.raises(BadArgument, match="read a file with load"):
        loads("team.toml")
