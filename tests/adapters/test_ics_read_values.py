"""Values of calendar files are read as RFC 5545 has them, and what is none is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from overlap.adapters.ics_read_values import (
    Length,
    Stamp,
    Unreadable,
    decoded,
    length_of,
    offset_of,
    shortened,
    stamp_of,
    text_of,
)


def seconds(*parts: int) -> int:
    """Seconds since 1970 of a UTC time."""
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("20260302", "date", (2026, 3, 2)),
        (" 20260302T140530 ", "wall", (2026, 3, 2, 14, 5, 30)),
        ("20260302T140530Z", "utc", (2026, 3, 2, 14, 5, 30)),
        ("20260302t1405z", "utc", (2026, 3, 2, 14, 5)),
        ("19690101T235960", "wall", (1969, 1, 1, 23, 59, 59)),
        ("00010101", "date", (1, 1, 1)),
        ("99991231T235959", "wall", (9999, 12, 31, 23, 59, 59)),
    ],
)
def test_a_date_or_a_time_is_known_by_its_form(text: str, kind: str, when: tuple[int, ...]) -> None:
    assert stamp_of(text) == Stamp(kind, seconds(*when))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-03-02", "20260230", "20260302T", "20260302T240000", "20260302T1460", "20260302T140061"),
        *("00000101", "20261301", "20260302T140000+0100", "٢٠٢٦٠٣٠٢", "20260302T140000ZZ", "x" * 5000),
    ],
)
def test_what_is_no_time_is_refused_in_few_words(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        stamp_of(text)
    assert caught.value.code == "bad-time"
    assert len(caught.value.message) < 120


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT1H30M", (0, 5400)),
        ("P1W", (7, 0)),
        ("+P1DT1S", (1, 1)),
        ("p2dt3h", (2, 10800)),
        ("P1W2D", (9, 0)),
        ("-PT0S", (0, 0)),
    ],
)
def test_days_are_kept_apart_from_hours(text: str, length: tuple[int, int]) -> None:
    assert length_of(text) == Length(*length)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "bad-time") for text in ("", "P", "PT", "1H", "P1Y", "PT1H1D", "P9999999999D")),
        ("-P1D", "end-before-start"),
    ],
)
def test_what_is_no_length_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        length_of(text)
    assert caught.value.code == code


def test_offsets_are_whole_minutes_within_a_day() -> None:
    assert [offset_of(one) for one in ("+0530", "-0330", "+0000", "-0000", "+013159")] == [
        330,
        -210,
        0,
        0,
        91,
    ]
    assert offset_of("-000030") == -1
    for text in ("+5744", "+2400", "+0060", "0530", "+530", "+05300", "+053060", "Z", ""):
        with pytest.raises(Unreadable, match="offset"):
            offset_of(text)


def test_text_loses_its_escapes_once() -> None:
    assert text_of(r"a\, b\; c\\n\nd\Ne") == "a, b; c\\n\nd\ne"
    assert text_of("plain") == "plain"
    assert text_of("end\\") == "end\\"


def test_bytes_that_are_not_utf_8_are_read_as_windows_wrote_them() -> None:
    assert decoded("Kraków".encode()) == "Kraków"
    assert decoded("Kraków €".encode("cp1252")) == "Kraków €"
    assert decoded(b"\x81\xff") == "\ufffdÿ"


def test_text_in_a_message_is_short_and_harmless() -> None:
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 61) == "a" * 60 + "…"
    assert shortened("\x1b[31m\n") == "\ufffd[31m\ufffd"
