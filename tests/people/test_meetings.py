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


def test_a_number_of_any_length_is_no_crash() -> None:
    with pytest.raises(BadRoster, match=r"every is '999.*\.\.\."):
        Meeting("m", minutes=30, teams=["a"], every="9" * 5000 + " weeks")
