"""Words and patterns of locales: each time and date says one thing."""

from __future__ import annotations

import random
import re
from datetime import date
from functools import lru_cache

import pytest
from babel import localedata
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.zones import zone
from overlap.render.locale_words import LocaleWords, locale_of, words_of
from overlap.render.moments import (
    clock_range,
    date_text,
    hour_text,
    minute_range,
    percent_of,
    share_text,
    wall_text,
    weekday_set_text,
    weekday_text,
    weekdays_text,
)
from overlap.render.one_line import one_line
from overlap.render.style import Style, reading_as
from overlap.render.text import hour_ruler, padded, to_ascii, width
from tests.planning.brute import instant
from tests.properties.oracle import day_number

READERS = ("en_US", "en_GB", "en_PH", "en_IN", "es_CO", "pl", "pt_BR", "hi", "fil", "ar", "ja", "he", "bg")
"""Where the teams of the example work, and scripts and orders unlike theirs."""

STYLES = st.builds(Style, st.sampled_from([12, 24]), st.sampled_from([None, *READERS]))
MONDAY = day_number(date(2026, 3, 2))


@lru_cache
def many_locales() -> tuple[LocaleWords, ...]:
    """One of each fifteen locales there are, those of readers, and the odd ones."""
    odd = ("bal_Latn", "bg", "eu", "fa", "kk", "ky", "so", "sq", "sr_Latn", "th", "tok", "tr", "zh_Hant_TW")
    tags = {*sorted(locale_identifiers())[::15], *READERS, *odd}
    return tuple(words_of(tag) for tag in sorted({locale_of(tag) for tag in tags}))


@lru_cache
def clock_of(style: Style) -> dict[str, int]:
    """Every minute of a day by its text."""
    with reading_as(style):
        return {wall_text(minute): minute for minute in range(1440)}


@given(STYLES, st.integers(0, 1439))
def test_a_time_of_day_reads_back_as_itself_alone(style: Style, minute: int) -> None:
    with reading_as(style):
        text = wall_text(minute)
    known = clock_of(style)
    assert known[text] == minute
    assert len(known) == 1440, "two times of day are written alike"
    numbers = [int(number) for number in re.findall(r"[0-9]+", text)]
    assert numbers[1] == minute % 60
    if style.hours == 24:
        assert numbers[0] == minute // 60
    else:
        assert numbers[0] % 12 == minute // 60 % 12
        assert numbers[0] <= 12
    assert one_line(text) == text
    assert width(padded(text, 20)) == 20
    assert to_ascii(text).isascii()


def test_no_locale_there_is_writes_two_times_alike() -> None:
    for words in many_locales():
        for hours, count in ((24, 1441), (12, 1440)):
            # The end of a day is its midnight by 12 hours; 07:30 and 12:59 stand for minutes within hours.
            texts = [words.clock(minute, hours) for minute in (*range(0, 1441, 60), 450, 779, 1439)]
            assert len(set(texts)) == len(texts) - (1441 - count), (words.tag, hours)


def test_no_locale_there_is_writes_two_days_or_weekdays_alike() -> None:
    days = sorted(random.Random(7).sample(range(MONDAY, MONDAY + 366), 6))  # noqa: S311 - a sample
    for words in many_locales():
        assert len(set(words.weekdays)) == 7, words.tag
        for shape in ((True, True), (False, True), (True, False), (False, False)):
            texts = {words.date(day, weekday=shape[0], year=shape[1]) for day in days}
            assert len(texts) == len(days), (words.tag, shape)
            assert all(one_line(text) == text for text in texts), words.tag
        assert "2026" in words.date(MONDAY, weekday=True, year=True), words.tag
        assert "2026" not in words.date(MONDAY, weekday=True, year=False), words.tag


@pytest.mark.parametrize(
    ("style", "date_there", "time", "hours", "share", "week"),
    [
        (Style(12), "Mon 2 Mar 2026", "9:05 am", "9:00 am – 5:00 pm", "93.2 %", "Mon–Fri"),
        (Style(24, "pl"), "pon., 2 mar 2026", "09:05", "09:00–17:00", "93,2%", "pon.–pt."),
        (Style(12, "pl"), "pon., 2 mar 2026", "9:05 AM", "9:00 AM – 5:00 PM", "93,2%", "pon.–pt."),
        (Style(24, "pt_BR"), "seg., 2 de mar. de 2026", "09:05", "09:00–17:00", "93,2%", "seg.–sex."),
        (Style(12, "en_US"), "Mon, Mar 2, 2026", "9:05 AM", "9:00 AM – 5:00 PM", "93.2%", "Mon–Fri"),
        (Style(12, "hi"), "सोम, 2 मार्च 2026", "9:05 am", "9:00 am – 5:00 pm", "93.2%", "सोम–शुक्र"),
        (Style(24, "fil"), "Lun, Mar 2, 2026", "09:05", "09:00–17:00", "93.2%", "Lun–Biy"),
        (Style(12, "ja"), "2026年3月2日(月)", "午前9:05", "午前9:00–午後5:00", "93.2%", "月–金"),
        (Style(24, "fr_CA"), "lun. 2 mars 2026", "09 h 05", "09 h 00 – 17 h 00", "93,2 %", "lun.–ven."),
        (Style(24, "tr"), "2 Mar 2026 Pzt", "09:05", "09:00–17:00", "%93,2", "Pzt–Cum"),
    ],
)
def test_readers_see_what_they_are_used_to(
    style: Style, date_there: str, time: str, hours: str, share: str, week: str
) -> None:
    with reading_as(style):
        found = (
            *(date_text(MONDAY), wall_text(545), minute_range(540, 1020), share_text(0.93249)),
            weekday_set_text(frozenset(range(5))),
        )
    blanks = str.maketrans("\u202f\xa0", "  ")
    assert tuple(text.translate(blanks) for text in found) == (date_there, time, hours, share, week)


@pytest.mark.parametrize(
    ("minute", "text"),
    [
        (0, "12:00 am"),
        (1, "12:01 am"),
        (719, "11:59 am"),
        (720, "12:00 pm"),
        (721, "12:01 pm"),
        (779, "12:59 pm"),
        (780, "1:00 pm"),
        (1439, "11:59 pm"),
        (1440, "12:00 am"),
        (1441, "12:01 am +1 day"),
        (1560, "2:00 am +1 day"),
        (2880, "12:00 am +2 days"),
        (-60, "11:00 pm -1 day"),
    ],
)
def test_by_twelve_hours_noon_is_pm_and_both_midnights_are_am(minute: int, text: str) -> None:
    with reading_as(Style(12)):
        assert wall_text(minute) == text


@pytest.mark.parametrize(
    ("style", "texts"),
    [
        (Style(24), ("22:00–06:00", "22:00–24:00", "00:00–24:00")),
        (Style(12), ("10:00 pm – 6:00 am", "10:00 pm – 12:00 am", "12:00 am – 12:00 am")),
        (Style(24, "fi"), ("22.00–6.00", "22.00–24.00", "0.00–24.00")),
    ],
)
def test_ranges_past_midnight_are_those_of_a_clock(style: Style, texts: tuple[str, ...]) -> None:
    with reading_as(style):
        ranges = ((1320, 1800), (1320, 1440), (0, 1440))
        assert tuple(minute_range(*one) for one in ranges) == texts
        start = instant("2026-03-02 00:00")
        in_utc = (clock_range(start + low, start + high, zone("UTC")) for low, high in ranges)
        assert tuple(in_utc) == texts


def test_a_range_of_several_days_or_on_another_says_so_in_every_style() -> None:
    start = instant("2026-03-02 09:00")
    with reading_as(Style(12)):
        text = clock_range(start, start + 3 * 1440, zone("UTC"), day=MONDAY - 1)
    assert text == "9:00 am – 9:00 am 3 days later +1 day"


def test_dates_go_without_their_weekday_or_year() -> None:
    shapes = [{"weekday": weekday, "year": year} for weekday in (True, False) for year in (True, False)]
    plain = [date_text(MONDAY, **shape) for shape in shapes]
    assert plain == ["Mon 2 Mar 2026", "Mon 2 Mar", "2 Mar 2026", "2 Mar"]
    with reading_as(Style(locale="en_US")):
        there = [date_text(MONDAY, **shape) for shape in shapes]
    assert there == ["Mon, Mar 2, 2026", "Mon, Mar 2", "Mar 2, 2026", "Mar 2"]


@given(STYLES, st.sampled_from([0.0, 1.0, 0.00001, 0.99999]) | st.floats(0, 1))
def test_a_share_is_the_same_number_in_every_style(style: Style, share: float) -> None:
    def number(text: str) -> str:
        return "".join(re.findall(r"[0-9.,]+", text)).replace(",", ".")

    with reading_as(style):
        text = share_text(share)
        drawn = percent_of(share)
    assert number(text) == number(share_text(share))
    assert float(number(text)) == drawn
    assert (float(number(text)) == 100) == (share == 1)
    assert (float(number(text)) == 0) == (share == 0)


def test_both_midnights_are_before_noon_and_a_weekday_that_stands_alone_is_called_so() -> None:
    with reading_as(Style(12, "pl")):
        assert [wall_text(minute)[-2:] for minute in (0, 720, 1440)] == ["AM", "PM", "AM"]
    with reading_as(Style(locale="cy")):  # Welsh has "Gwe" alone and "Gwen" in a date
        assert weekday_text(4) == "Gwe"
        assert date_text(MONDAY + 4).startswith("Gwen")


def test_weekdays_are_those_of_the_locale() -> None:
    assert [weekdays_text(day) for day in (0, 6)] == ["Mondays", "Sundays"]
    with reading_as(Style(locale="pl")):
        assert [weekday_text(day) for day in range(7)] == [
            "pon.",
            "wt.",
            "śr.",
            "czw.",
            "pt.",
            "sob.",
            "niedz.",
        ]
        assert weekdays_text(2) == "śr."


def test_a_pattern_without_the_half_of_the_day_is_given_one() -> None:
    # CLDR's pattern of Balochi in Latin letters is "h:mm".
    words = words_of("bal_Latn")
    assert words.clock(540, 12) != words.clock(1260, 12)


def test_what_a_locale_says_does_not_depend_on_what_was_asked_before() -> None:
    # babel resolves aliases inside data that locales share: the names of "root" would become those of others.
    localedata._cache.clear()
    words_of.cache_clear()
    assert words_of("root").date(MONDAY, weekday=True, year=False).endswith("Mon")
    found = [words_of(tag) for tag in ("tr", "km", "fr_CA")]
    assert [one.weekdays[0] for one in found] == ["Pzt", "ចន្ទ", "lun."]
    assert found[1].date(MONDAY, weekday=True, year=False) == "ចន្ទ 2 មីនា"


@pytest.mark.parametrize(
    ("style", "minutes", "ruler"),
    [
        (Style(24), 60, "00 03 06 09 12 15 18 21"),
        (Style(24, "pl"), 30, "00    03    06    09    12    15    18    21"),
        (Style(12), 30, "12 am 3 am  6 am  9 am  12 pm 3 pm  6 pm  9 pm"),
        (Style(12), 60, "12 am 6 am  12 pm 6 pm"),
        (Style(12, "ja"), 30, "午前0時     午前6時     午後0時     午後6時"),
        (Style(12, "bem"), 60, "00 03 06 09 12 15 18 21"),
    ],
)
def test_the_hours_over_a_strip_are_those_of_the_reader_where_they_fit(
    style: Style, minutes: int, ruler: str
) -> None:
    with reading_as(style):
        assert hour_ruler(minutes) == ruler


@given(STYLES, st.integers(0, 23))
def test_an_hour_begins_like_its_time(style: Style, hour: int) -> None:
    with reading_as(style):
        assert re.findall("[0-9]+", hour_text(hour))[0].lstrip("0") == re.findall(
            "[0-9]+", wall_text(hour * 60)
        )[0].lstrip("0")
