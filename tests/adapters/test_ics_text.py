"""What passes the door of a calendar file, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline, Parameters

from overlap.adapters.ics_text import address, escaped, lines, one_line, parameter, uid_text, web_address
from overlap.errors import BadArgument

ANYTHING = st.text(
    st.characters()
    | st.sampled_from('\r\n\x00\x1b\x7f\x85\u2028\u2029\x0b\x0c\ud800\udfff\\;,:"^\ufeff\u202e\uffff')
)
"""Every character, halves of some too, and those that end lines, values or strings more often."""


@given(ANYTHING)
def test_what_comes_out_is_one_line_to_every_reader_and_can_be_written(text: str) -> None:
    for made in (one_line(text), parameter(text), escaped(one_line(text)), escaped(lines(text))):
        assert len(made.splitlines()) <= 1
        assert made == made.strip()
        made.encode()
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in made)
        assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
    assert not set(parameter(text)) & set('"^\\')


@given(ANYTHING)
def test_plain_text_comes_out_as_it_is_and_nothing_changes_a_second_time(text: str) -> None:
    for door in (one_line, lines, parameter):
        assert door(door(text)) == door(text)
    plain = "".join(char for char in text if char.isprintable() and char not in "\uffff").strip()
    assert one_line(plain) == plain


@given(ANYTHING)
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    told = lines(text)
    found, escape = [], False
    for char in escaped(told):
        if escape:
            found.append("\n" if char == "n" else char)
            escape = False
        elif char == "\\":
            escape = True
        else:
            assert char not in ";,\n"
            found.append(char)
    assert "".join(found) == told
    assert not escape


@given(ANYTHING)
def test_a_name_beside_an_address_stays_one_parameter(text: str) -> None:
    made = Contentline.from_parts("ATTENDEE", Parameters({"CN": parameter(text)}), "mailto:a@example.com")
    (read,) = made.to_ical().decode().replace("\r\n ", "").split("\r\n")
    name, given_back, value = Contentline(read).raw_parts()  # type: ignore[no-untyped-call]
    assert (name, value) == ("ATTENDEE", "mailto:a@example.com")
    assert given_back.get("CN", "") == parameter(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sync\r\nATTENDEE:mailto:eve@example.com", "Sync ATTENDEE:mailto:eve@example.com"),
        ("a\rb\nc\x85d\u2028e\u2029f\x0bg\x0ch\x1ci", "a b c d e f g h i"),
        ("nul\x00esc\x1b[31m", "nul esc [31m"),
        ("half \ud800 of one", "half \ufffd of one"),
        ("\u202eturned", "turned"),
        ("שלום \u200f🎉", "שלום \u200f🎉"),
        ("not a char \uffff", "not a char \ufffd"),
        ("\ttabs\tand ends ", "tabs and ends"),
        ("", ""),
    ],
)
def test_breaks_and_controls_are_blanks_and_scripts_stay(text: str, expected: str) -> None:
    assert one_line(text) == expected


def test_a_description_keeps_its_line_breaks_however_they_were_written() -> None:
    assert lines("a\r\nb\rc\nd\u2028e") == "a\nb\nc\nd\ne"
    assert lines("  a \n\n  - b\x1b\n") == "a\n\n  - b"
    assert escaped(lines("C:\\New; a,\r\nb")) == "C:\\\\New\\; a\\,\\nb"


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ana@example.com", "mailto:ana@example.com"),
        ("o'brien+x@example.com", "mailto:o'brien+x@example.com"),
        ("a?b&c%d#e/f@example.com", "mailto:a%3Fb%26c%25d%23e%2Ff@example.com"),
        ("józef@example.com", "mailto:józef@example.com"),
    ],
)
def test_an_address_is_named_as_one_mailbox(email: str, expected: str) -> None:
    assert address(email) == expected


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ana",
        "ana@",
        "@example.com",
        "a na@example.com",
        "ana@example.com?cc=eve@example.com",
        "ana@example.com?subject=x",
        "ana@exa&mple.com",
        "ana@example.com\r\nATTENDEE:mailto:eve@example.com",
        "ana@example.com,eve@example.com",
        "ana@example.com;X=1",
        '"ana"@example.com',
        "Ana <ana@example.com>",
        "ana@example.com\x00",
        "ana\u202e@example.com",
        "ana@b@example.com",
        f"{'a' * 65}@example.com",
    ],
)
def test_what_is_not_one_mailbox_is_refused(email: str) -> None:
    with pytest.raises(BadArgument, match="no e-mail address") as caught:
        address(email, field="organizer")
    assert caught.value.field == "organizer"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://meet.example.com/a-b?x=1&y=%20#z", "https://meet.example.com/a-b?x=1&y=%20#z"),
        ("http://localhost:8080/", "http://localhost:8080/"),
        ("https://example.com/réunion", "https://example.com/r%C3%A9union"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://user@münchen.example:8443/a", "https://user@xn--mnchen-3ya.example:8443/a"),
        ("https://[::1]/", "https://[::1]/"),
    ],
)
def test_an_address_of_the_web_is_written_in_its_own_characters(url: str, expected: str) -> None:
    assert web_address(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.com/",
        "https://",
        "https:///path",
        "https://exa mple.com/",
        "https://example.com/\r\nX:1",
        "https://example.com/\tx",
        'https://example.com/"x',
        "https://example.com/<x>",
        "https://[::1",
        "https://example.com:99999/",
        "https://example.com/\u2028",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(BadArgument, match="no address of the web"):
        web_address(url)


@pytest.mark.parametrize("uid", ["", " a", "a\n", "a\x00", "a\ud800", "\u00e9" * 128, "a\u2028b", "a\u00a0b"])
def test_what_is_no_identity_is_refused(uid: str) -> None:
    with pytest.raises(BadArgument, match="is no UID"):
        uid_text(uid)


@pytest.mark.parametrize("uid", ["a", "sync@example.com", "a b;c,d", "é" * 127, "x" * 255])
def test_an_identity_is_never_changed(uid: str) -> None:
    assert uid_text(uid) == uid
