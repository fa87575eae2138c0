"""Addresses as they may stand in a calendar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.errors import BadRoster
from overlap.people.addresses import EMAIL, are_addresses, email_address, name_and_email, web_address

LONG = "x" * 64 + "@" + "y" * 255


@pytest.mark.parametrize("text", ["ana@example.com", "a.b+c@x", "é@exämple.org", LONG])
def test_an_address_stays_as_it_is(text: str) -> None:
    assert email_address(text, "email") == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "ana", "ana@", "@example.com", "a b@x", "a@x y", "a@b@c", "a@x\n", "a\x00@x", " a@x", "a@x "),
        *("<a@x>", "a@x,b@x", "a@x;b@x", 'a"b@x', "a:b@x", "a@[1.2.3.4]", "a\\b@x", "(a)@x", "a\u200b@x"),
        *("x" + LONG, LONG + "y", 3, None),
    ],
)
def test_what_is_no_address_is_refused(text: object) -> None:
    with pytest.raises(BadRoster, match="is no email address; write") as caught:
        email_address(text, "email")
    assert caught.value.field == "email"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ana@example.com", ("ana", "ana@example.com")),
        ("Ana Reyes <ana@example.com>", ("Ana Reyes", "ana@example.com")),
        ('  "Reyes, Ana"  <ana@example.com>  ', ("Reyes, Ana", "ana@example.com")),
        ("<ana@example.com>", ("ana", "ana@example.com")),
        ('"" <ana@example.com>', ("ana", "ana@example.com")),
        ("a@b <c@d>", ("a@b", "c@d")),
    ],
)
def test_a_name_stands_before_its_address(text: str, expected: tuple[str, str]) -> None:
    assert name_and_email(text, "organizer") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ana",
        "Ana <>",
        "Ana <ana>",
        "Ana < a@x >",
        "<a@x> Ana",
        "Ana <a@x",
        "A <a@x> <b@x>",
        "A\n <a@x>",
        3,
        None,
    ],
)
def test_a_name_without_its_address_is_refused(text: object) -> None:
    with pytest.raises(BadRoster, match="is no email address") as caught:
        name_and_email(text, "organizer")
    assert caught.value.field == "organizer"


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_what_is_read_once_reads_again_as_the_same(text: str) -> None:
    try:
        name, email = name_and_email(f"{text} <ana@example.com>", "organizer")
    except BadRoster:
        return
    assert name_and_email(f"{name} <{email}>", "organizer") == (name, email)


@pytest.mark.parametrize(
    "text",
    ["", "https://meet.example.com/sync?x=1&y=%20#z", "http://x", "https://exämple.org/ü", "https://x//"],
)
def test_an_address_of_the_web_stays_as_it_is(text: str) -> None:
    assert web_address(text, "url") == text


@pytest.mark.parametrize(
    "text",
    [
        *("meet.example.com", "ftp://x", "javascript:alert(1)", "https://", "https:///x", "https://a b"),
        *(
            'https://a"b',
            "https://<a>",
            "https://a\n",
            "https://a\\b",
            "https://a{b}",
            "https://a|b",
            " https://a",
        ),
        *("xhttps://a", "https://a`", "https://a^", "https://a\x7f", 3, None),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(text: object) -> None:
    with pytest.raises(BadRoster, match="is no web address") as caught:
        web_address(text, "url")
    assert caught.value.field == "url"


def test_a_long_text_is_refused_at_once() -> None:
    """Reading takes time in proportion to the length: a million characters would else take days."""
    for text in (" " * 10**6, "<" * 10**6, f"{'a ' * 10**6}<"):
        with pytest.raises(BadRoster, match="is no email address"):
            name_and_email(text, "organizer")
    with pytest.raises(BadRoster, match="is no web address"):
        web_address(f"https://{'a' * 10**6} ", "url")


@pytest.mark.parametrize("host", ["ex%ample.com", "example.com?cc=eve", "a&b.com", "a.com#x", "a/b.com"])
def test_an_address_that_a_calendar_could_not_hold_is_refused_in_the_team_file_already(host: str) -> None:
    with pytest.raises(BadRoster, match="no email address"):
        email_address(f"ana@{host}", "email")


@given(
    st.lists(
        st.text(alphabet="ab.@%é()< x", max_size=6)
        | st.sampled_from(["", "ana@example.com", "a" * 64 + "@b"])
    )
)
def test_many_texts_are_addresses_if_each_is_one_or_empty(texts: list[str]) -> None:
    assert are_addresses(texts) == all(text == "" or EMAIL.fullmatch(text) is not None for text in texts)
