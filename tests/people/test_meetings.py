"""Meetings as a team file describes them."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from overlap.errors import BadArgument, BadDate, BadRoster, BadSchedule, BadTime
from overlap.people.meetings import Meeting


def meeting(**more: Any) -> Meeting:
    return Meeting(**{"id": "sync", "minutes": 30, "teams": ["manila", "pune"], **more})


@pytest.mark.parametrize(
    ("text", "every", "unit"),
    [
        ("day", 1, "day"),
        ("week", 1, "week"),
        ("2 weeks", 2, "week"),
        ("1 week", 1, "week"),
        ("3 month", 3, "month"),
        (" 2  days ", 2, "day"),
    ],
)
def test_an_interval_is_read(text: str, every: int, unit: str) -> None:
    one = meeting(every=text)
    assert (one.every, one.unit) == (every, unit)
    again = meeting(every=one.every_text)
    assert (again.every, again.unit) == (every, unit)


@pytest.mark.parametrize(
    "text", ["", "fortnight", "0 weeks", "-1 weeks", "² weeks", "two weeks", "2 years", "weeks", 2]
)
def test_what_is_no_interval_is_refused(text: Any) -> None:
    with pytest.raises(BadRoster, match='write "day", "week", "month", or such as "2 weeks"'):
        meeting(every=text)


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"minutes": 0}, BadSchedule, "minutes is 0; give a whole number from 1"),
        ({"minutes": 10081}, BadSchedule, "minutes is 10081; a meeting lasts a week at most, 10080 minutes"),
        ({"teams": []}, BadRoster, "nobody is invited"),
        ({"quorum": 3}, BadRoster, "a quorum of 3 is more than the 2 required"),
        ({"quorum": 0}, BadSchedule, "quorum is 0; give a whole number from 1"),
        ({"quorum": 2, "required": ["manila"]}, BadRoster, "more than the 1 required"),
        ({"start": "2027-01-12", "end": "2027-01-11"}, BadDate, "until 2027-01-11 is before from 2027-01-12"),
        ({"end": "2027-01-11", "count": 3}, BadRoster, "until and count both end the meeting; keep one"),
        ({"count": 0}, BadSchedule, "count is 0"),
        ({"on_holiday": "cancel"}, BadRoster, "on_holiday is 'cancel'; use skip, move, keep"),
        ({"on": "someday"}, BadArgument, "is not a weekday"),
        ({"at": "5pm"}, BadTime, 'perhaps "17:00"'),
        ({"start": "soon"}, BadDate, "is not a date"),
        ({"nth": 2}, BadRoster, 'nth is for monthly meetings on a weekday; write every = "month" and on'),
        ({"nth": 2, "every": "month"}, BadRoster, "nth is for monthly meetings on a weekday"),
        ({"nth": 2, "on": "tue"}, BadRoster, "nth is for monthly meetings on a weekday"),
        (
            {"nth": 6, "on": "tue", "every": "month"},
            BadRoster,
            'nth is 6; a month has up to 5; or write "last"',
        ),
        ({"nth": 0, "on": "tue", "every": "month"}, BadSchedule, "nth is 0; give a whole number from 1"),
        ({"nth": "first", "on": "tue", "every": "month"}, BadSchedule, "nth is 'first'"),
        ({"holiday_for": "all"}, BadSchedule, "holiday_for is 'all'"),
        ({"holiday_for": 0}, BadSchedule, "holiday_for is 0; give a whole number from 1"),
        ({"holiday_for": True}, BadSchedule, "holiday_for is True"),
        ({"url": "meet.example.com"}, BadRoster, "'meet.example.com' is no web address"),
        ({"organizer": "Ana"}, BadRoster, "'Ana' is no email address"),
        ({"remind": [-1]}, BadSchedule, "remind is -1; give a whole number from 0"),
        ({"categories": [1]}, BadArgument, "categories"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    more: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        meeting(**more)


def test_a_meeting_keeps_what_it_is_told() -> None:
    one = meeting(
        title="Weekly",
        on="tue",
        at="17:00",
        start="2027-01-12",
        end=date(2027, 6, 29),
        optional=["recife", "pune"],
    )
    assert (one.title, one.on, one.at, one.start) == ("Weekly", frozenset({1}), 1020, date(2027, 1, 12))
    assert one.people_ids() == ("manila", "pune", "recife")
    assert meeting(on=["mon", "wed"]).on == {0, 2}
    assert (meeting().title, meeting().on, meeting().at, meeting().count) == (
        "sync",
        frozenset[int](),
        None,
        None,
    )
    assert meeting(start="2027-01-12", count=3).count == 3
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert hash(one) == hash(pickle.loads(pickle.dumps(one)))  # noqa: S301 - our own


def test_a_meeting_keeps_what_calendars_show_of_it() -> None:
    one = meeting(
        every="month",
        on=["tue"],
        nth="last",
        holiday_for=2,
        description="Why\nand how",
        location="Room 1",
        url="https://meet.example.com/sync",
        organizer="Ana Reyes <ana@example.com>",
        categories=["sync", "weekly"],
        remind=[10, 60, 10, 0],
        private=True,
    )
    assert (one.nth, one.holiday_for, one.organizer) == (-1, 2, ("Ana Reyes", "ana@example.com"))
    assert (one.remind, one.categories, one.private) == ((60, 10, 0), ("sync", "weekly"), True)
    assert (one.description, one.location, one.url) == (
        "Why\nand how",
        "Room 1",
        "https://meet.example.com/sync",
    )
    assert [meeting(every="month", on="tue", nth=number).nth for number in (1, 5)] == [1, 5]
    plain = meeting()
    assert (plain.nth, plain.holiday_for, plain.organizer, plain.remind) == (None, "required", None, ())
    assert (plain.description, plain.location, plain.url, plain.private) == ("", "", "", False)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def test_who_is_needed_are_the_required_or_else_all_teams() -> None:
    assert meeting(optional=["recife", "pune"]).needed_ids == ("manila", "pune")
    assert meeting(required=["pune"], optional=["recife"]).needed_ids == ("pune",)


def test_a_meeting_is_placed_at_another_time_and_nothing_else_changes() -> None:
    one = meeting(on=["tue", "thu"], at="17:00", title="Weekly", count=3, holiday_for="anyone")
    assert one.placed(540) == meeting(
        on=["tue", "thu"], at="09:00", title="Weekly", count=3, holiday_for="anyone"
    )
    other = meeting(on="mon", at="00:00", title="Weekly", count=3, holiday_for="anyone")
    assert one.placed(0, frozenset({0})) == other
    assert one.at == 1020


def test_a_number_of_any_length_is_no_crash() -> None:
    with pytest.raises(BadRoster, match=r"every is '999.*\.\.\."):
        Meeting("m", minutes=30, teams=["a"], every="9" * 5000 + " weeks")


@pytest.mark.parametrize(
    ("more", "field"), [({"start": "x"}, "from"), ({"end": "x"}, "until"), ({"at": "x"}, "at")]
)
def test_a_date_or_time_that_cannot_be_read_names_its_field(more: dict[str, Any], field: str) -> None:
    with pytest.raises((BadDate, BadTime)) as caught:
        meeting(**more)
    assert caught.value.field == field


def test_everybody_required_may_be_the_quorum() -> None:
    assert meeting(quorum=2).quorum == 2
    with pytest.raises(BadRoster, match="a quorum of 3 is more than the 2 required"):
        meeting(quorum=3)


def test_an_interval_has_up_to_four_digits() -> None:
    assert meeting(every="1234 weeks").every == 1234
    with pytest.raises(BadRoster, match="every is '12345 weeks'"):
        meeting(every="12345 weeks")


def test_a_meeting_may_be_held_once_for_a_minute() -> None:
    assert meeting(minutes=10080).minutes == 10080
    once = meeting(minutes=1, start="2026-03-02", end="2026-03-02", remind=[0])
    assert (once.start, once.end, once.minutes) == (date(2026, 3, 2), date(2026, 3, 2), 1)
    assert meeting(count=1).count == 1
