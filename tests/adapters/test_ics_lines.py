"""Components and lines, to and from text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.ics_lines import Component, Line, read_components, to_text
from overlap.adapters.ics_text import escaped, one_line, parameter
from overlap.errors import FileError

NAMES = st.text("ABCXYZ-", min_size=1, max_size=8).filter(lambda name: name not in ("BEGIN", "END"))
VALUES = st.text(max_size=200).map(lambda text: escaped(one_line(text)))
PARAMETERS = st.dictionaries(NAMES, st.text(max_size=90).map(parameter).filter(bool), max_size=3)
LINES = st.builds(
    lambda name, value, given: Line(name, value, tuple(sorted(given.items()))), NAMES, VALUES, PARAMETERS
)
LEAVES = st.builds(lambda name, lines: Component(name, tuple(lines)), NAMES, st.lists(LINES, max_size=4))
COMPONENTS = st.builds(
    lambda name, lines, parts: Component(name, tuple(lines), tuple(parts)),
    NAMES,
    st.lists(LINES, max_size=3),
    st.lists(LEAVES, max_size=2),
)


@given(COMPONENTS)
def test_what_is_written_is_read_back(component: Component) -> None:
    text = to_text(component)
    assert read_components(text) == (component,)
    assert read_components(text.encode()) == (component,)
    assert read_components("\ufeff" + text.replace("\r\n", "\n")) == (component,)


@given(COMPONENTS)
def test_lines_are_folded_at_75_octets_and_end_with_crlf(component: Component) -> None:
    text = to_text(component)
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


@given(st.text() | st.text("BEGIN:END\r\n ;=\"'XVCALENDAR\t\x00", max_size=80) | st.binary())
def test_whatever_is_read_gives_components_or_an_error_of_ours(text: str | bytes) -> None:
    try:
        found = read_components(text)
    except FileError:
        return
    assert all(isinstance(one, Component) for one in found)


def test_lines_know_where_they_began() -> None:
    (found,) = read_components("BEGIN:VEVENT\r\nSUMMARY:a\r\n b\r\n\tc\r\nURL:x\r\nEND:VEVENT\r\n")
    assert [(line.value, line.number) for line in found.lines] == [("abc", 2), ("x", 5)]
    assert found.number == 1


def test_parameters_are_read_with_and_without_quotes() -> None:
    (found,) = read_components('BEGIN:A\nX;cn="a;b:c,d";Role=REQ;M="x","y":v:w;x\nEND:A')
    assert found.lines == (Line("X", "v:w;x", (("CN", "a;b:c,d"), ("ROLE", "REQ"), ("M", '"x","y"'))),)
    assert found.lines[0].parameter("CN") == "a;b:c,d"
    assert found.lines[0].parameter("NONE") == ""


def test_lines_that_are_no_properties_are_left_out() -> None:
    (found,) = read_components("junk\nBEGIN:A\nno colon\n:no name\nX;bad:1\nX:1\n\nEND:A\nX:outside")
    assert found == Component("A", (Line("X", "1"),))


def test_old_line_ends_and_other_encodings_are_read() -> None:
    assert read_components(b"BEGIN:A\rX:caf\xe9\rEND:A")[0].value("X") == "café"
    assert read_components("begin:a\nx:1\nend:A")[0].value("X") == "1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BEGIN:A\nBEGIN:B\nEND:A\nEND:B", "line 3: an END without its BEGIN"),
        ("END:A", "line 1: an END without its BEGIN"),
        ("X:1\nBEGIN:A", "line 2: a BEGIN without its END"),
        ("BEGIN:A\n" * 9, "line 9: components stand more than 8 deep"),
    ],
)
def test_components_out_of_order_are_refused(text: str, words: str) -> None:
    with pytest.raises(FileError, match=words):
        read_components(text)


def test_a_megabyte_of_folds_or_parameters_is_read_in_one_pass() -> None:
    long = "BEGIN:A\nX:" + "\n a" * 100_000 + "\nEND:A"
    assert len(read_components(long)[0].value("X")) == 100_000
    many = "BEGIN:A\nX" + ';A="b"' * 50_000 + ":1\nY" + ";A=,,,,,,," * 20_000 + "\nEND:A"
    assert len(read_components(many)[0].lines) == 1


def test_half_of_a_surrogate_pair_is_read_as_no_character_and_can_be_written() -> None:
    (found,) = read_components("\ufeffBEGIN:A\nX\ud800:1\nX:a\udcd7b\ud83d\ude42\nEND:A")
    assert [line.value for line in found.lines] == ["a\ufffdb\U0001f642"]
    assert read_components(to_text(found)) == read_components("BEGIN:A\nX:a\ufffdb\U0001f642\nEND:A")


def test_of_two_parameters_of_one_name_the_first_is_read_and_written() -> None:
    (found,) = read_components("BEGIN:A\nX;TZID=Asia/Manila;tzid=UTC;Z=1:20260302T090000\nEND:A")
    assert found.lines == (Line("X", "20260302T090000", (("TZID", "Asia/Manila"), ("Z", "1"))),)
    assert read_components(to_text(found)) == (found,)
