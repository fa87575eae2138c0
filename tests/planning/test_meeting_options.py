"""Every option of a meeting is read as documented, and refused with the repair where it cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pendulum
import pytest

from overlap.errors import (
    BadArgument,
    BadDate,
    BadHorizon,
    BadQuorum,
    BadTime,
    BadZone,
    NaiveDatetime,
    OverlapError,
    UnknownId,
)
from overlap.people.busy import Busy, BusyPolicy
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.discomfort import Discomfort
from overlap.planning.explanation import explain
from overlap.planning.meeting_options import MeetingOptions, one_of, search_for, whole_number
from overlap.planning.search import Search
from overlap.planning.selection import Group
from overlap.planning.slots import suggest_slots
from tests.planning.brute import instant

OFFICE = [Shift("09:00", "17:00")]
ROSTER = Roster(
    [
        Team("manila", "Asia/Manila", OFFICE, members=[Member("ana"), Member("ben")]),
        Team("pune", "Asia/Kolkata", OFFICE),
        Team("london", "Europe/London", OFFICE),
    ],
    zone="Europe/London",
)
HOUR = timedelta(hours=1)


def asked(start: Any = "2026-03-02", end: Any = "2026-03-06", duration: Any = HOUR, **options: Any) -> Search:
    return search_for(ROSTER, start, end, duration, MeetingOptions(**options))  # type: ignore[typeddict-item]


def test_nothing_said_asks_all_teams_for_an_hour_on_the_quarters_of_the_rosters_clock() -> None:
    one = asked()
    question, terms = one.question, one.known.terms
    assert question.ids == question.asked.ids == ("manila", "pune", "london")
    assert question.asked.is_all
    assert (question.minutes, question.step, question.optional, question.attendance) == (60, 15, (), 0)
    assert question.clock.key == question.raster.key == "Europe/London"
    assert question.earliest is None
    assert question.weekdays == frozenset(range(7))
    assert question.preferred == ()
    assert terms.domain == "work"
    assert not terms.avoid_soft
    assert terms.policy == BusyPolicy(tentative=True, all_day=True)
    assert not terms.is_tentative_scored
    assert (terms.gap_before, terms.gap_after, terms.per_day, terms.per_week) == (0, 0, None, None)
    assert terms.weights == Discomfort()
    assert one.known.busy == {}
    assert one.horizon.minutes == 5 * 1440


def test_what_is_optional_is_not_required_as_well() -> None:
    one = asked(optional=["pune", "manila.ana"])
    assert one.question.asked.ids == ("manila", "london")
    assert one.question.ids == ("manila", "london", "pune", "manila.ana")


def test_groups_and_quorums_are_read() -> None:
    one = asked(required=iter(["manila.ana", "pune"]), quorum=1, attendance=1)
    assert one.question.asked.groups == (Group(["manila.ana", "pune"], 1),)
    assert one.question.attendance == 1
    groups = asked(
        groups=((["manila", "pune"], 1), Group(["london"]), (("pune",), None)), optional=["manila.ben"]
    )
    assert [(group.ids, group.quorum) for group in groups.question.asked.groups] == [
        (("manila", "pune"), 1),
        (("london",), 1),
        (("pune",), 1),
    ]
    assert groups.question.ids == ("manila", "pune", "london", "manila.ben")
    iterated = asked(groups=iter([(["manila"], 1)]))
    assert iterated.question.ids == ("manila",)


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [
        (timedelta(minutes=1), 1),
        (timedelta(seconds=61), 2),
        (timedelta(minutes=45, microseconds=1), 46),
        (timedelta(days=3), 3 * 1440),
        (pendulum.duration(minutes=30), 30),
        (pendulum.duration(minutes=29, seconds=1), 30),
    ],
)
def test_a_length_is_whole_minutes_and_seconds_round_up(duration: timedelta, minutes: int) -> None:
    assert asked(duration=duration).question.minutes == minutes


def test_of_two_buffers_that_meet_the_longer_counts() -> None:
    def gaps(**buffers: int) -> tuple[int, int]:
        terms = asked(**{name: timedelta(minutes=minutes) for name, minutes in buffers.items()}).known.terms
        return terms.gap_before, terms.gap_after

    assert gaps(buffer_before=10, event_buffer_after=5) == (10, 0)
    assert gaps(buffer_before=10, event_buffer_after=15) == (15, 0)
    assert gaps(buffer_after=10, event_buffer_before=5) == (0, 10)
    assert gaps(buffer_after=10, event_buffer_before=25) == (0, 25)
    assert gaps(buffer_before=1, buffer_after=2, event_buffer_before=3, event_buffer_after=4) == (4, 3)
    assert asked(buffer_before=timedelta(seconds=1)).known.terms.gap_before == 1


@pytest.mark.parametrize(
    ("tentative", "policy", "scored"),
    [("busy", True, False), ("free", False, False), ("score", False, True)],
)
@pytest.mark.parametrize("all_day", ["busy", "free"])
def test_tentative_time_and_whole_days_are_as_asked(
    tentative: Any, policy: bool, scored: bool, all_day: Any
) -> None:
    terms = asked(tentative=tentative, all_day=all_day).known.terms
    assert terms.policy == BusyPolicy(tentative=policy, all_day=all_day == "busy")
    assert terms.is_tentative_scored == scored


def test_notice_counts_from_now_and_seconds_of_now_round_up() -> None:
    now = "2026-03-02T10:00:30Z"
    assert asked(now=now).question.earliest == instant("2026-03-02 10:01")
    assert asked(now=now, notice=timedelta(hours=2)).question.earliest == instant("2026-03-02 12:01")
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert asked(now=at, notice=timedelta(seconds=30)).question.earliest == instant("2026-03-02 10:01")
    assert asked(notice=timedelta(0)).question.earliest is None


def test_weekdays_preferences_raster_zone_and_the_rest_are_read() -> None:
    weights = Discomfort(fringe=3)
    one = asked(
        zone="Asia/Kathmandu",
        not_on=("sat", "Sunday"),
        preferred=[("09:00", "12:00"), ["22:00", "02:00"], ("00:00", "24:00"), ("10:00", "10:00")],
        raster="Australia/Lord_Howe",
        step_minutes=60,
        domain="waking",
        soft_holidays="avoid",
        per_day=3,
        per_week=9,
        weights=weights,
        busy={"pune": [Busy("2026-03-02")]},
    )
    question, terms = one.question, one.known.terms
    assert question.weekdays == frozenset(range(5))
    assert question.preferred == ((540, 720), (1320, 1560), (0, 1440), (600, 2040))
    assert (question.clock.key, question.raster.key) == ("Asia/Kathmandu", "Australia/Lord_Howe")
    assert (question.step, terms.domain, terms.avoid_soft) == (60, "waking", True)
    assert (terms.per_day, terms.per_week, terms.weights) == (3, 9, weights)
    assert one.horizon.start == instant("2026-03-01 18:15")
    assert list(one.known.busy) == ["pune"]
    assert asked(zone="Asia/Manila").question.raster.key == "Asia/Manila"


def test_lists_that_are_read_once_are_enough() -> None:
    one = asked(
        not_on=(day for day in ["sat"]),
        preferred=(pair for pair in [("09:00", "12:00")]),
        optional=(one for one in ["pune"]),
    )
    assert one.question.weekdays == frozenset(range(7)) - {5}
    assert one.question.preferred == ((540, 720),)
    assert one.question.optional == ("pune",)
    assert asked(not_on=iter(())).question.weekdays == frozenset(range(7))
    assert asked(not_on=[]).question.weekdays == frozenset(range(7))


def test_ten_years_may_be_asked_about_and_no_more() -> None:
    assert asked("2026-01-01", "2035-12-31").horizon.minutes == 3652 * 1440
    with pytest.raises(BadHorizon, match="is longer than 10 years; ask about fewer years") as caught:
        asked("2026-01-01", "2036-01-03")
    assert caught.value.field == "end"


REFUSED: dict[str, tuple[dict[str, Any], type[OverlapError], str, str | None]] = {
    "an end before the start": (
        {"start": "2026-03-03", "end": "2026-03-01"},
        BadHorizon,
        "not after its start",
        None,
    ),
    "no date": ({"start": "Monday"}, BadDate, 'start "Monday" is neither', "start"),
    "a naive start": ({"start": datetime(2026, 3, 2)}, NaiveDatetime, "has no time zone", "start"),
    "an unknown zone": ({"zone": "Asia/Mumbai"}, BadZone, '"Asia/Mumbai" is not an IANA time zone', None),
    "an ambiguous raster": ({"raster": "IST"}, BadZone, '"IST" is an abbreviation', None),
    "no duration": (
        {"duration": 60},
        BadArgument,
        "duration is 60; give a timedelta of a minute",
        "duration",
    ),
    "no time": ({"duration": timedelta(0)}, BadArgument, "give a timedelta of a minute or more", "duration"),
    "half a minute": ({"duration": timedelta(seconds=30)}, BadArgument, "of a minute or more", "duration"),
    "a negative duration": ({"duration": -HOUR}, BadArgument, "of a minute or more", "duration"),
    "a century": ({"duration": timedelta(days=36600)}, BadArgument, "give less than 10 years", "duration"),
    "nobody required": ({"required": []}, BadArgument, "nobody is required; name at least one", "required"),
    "required as text": ({"required": "pune"}, BadArgument, "required is 'pune', not a list", "required"),
    "a number required": ({"required": [5]}, BadArgument, "required holds 5; give a list of str", "required"),
    "somebody unknown": ({"required": ["pun"]}, UnknownId, 'did you mean "pune"?', None),
    "an unknown member": ({"required": ["manila.eve"]}, UnknownId, '"eve" is no member of "manila"', None),
    "twice required": ({"required": ["pune", "pune"]}, BadArgument, "names somebody twice", "teams"),
    "optional as text": ({"optional": "pune"}, BadArgument, "optional is 'pune', not a list", "optional"),
    "optional nothing": ({"optional": None}, BadArgument, "optional is None, not a list", "optional"),
    "optional unknown": ({"optional": ["pun"]}, UnknownId, 'no team is called "pun"', None),
    "everybody optional": (
        {"optional": ["manila", "pune", "london"]},
        BadArgument,
        "everybody is optional; require at least one id",
        "optional",
    ),
    "twice optional": (
        {"optional": ["pune", "pune"]},
        BadArgument,
        '"pune" is named twice; name each id once',
        "optional",
    ),
    "required and optional": (
        {"required": ["pune", "manila"], "optional": ["manila"]},
        BadArgument,
        '"manila" is named twice',
        "optional",
    ),
    "in a group and optional": (
        {"groups": [(["pune", "manila"], 1)], "optional": ["manila"]},
        BadArgument,
        '"manila" is named twice',
        "optional",
    ),
    "a quorum of none": (
        {"quorum": 0},
        BadQuorum,
        "a quorum of 0 where 3 are asked; ask for 1 to 3",
        "quorum",
    ),
    "a quorum of too many": ({"quorum": 4}, BadQuorum, "a quorum of 4 where 3 are asked", "quorum"),
    "a quorum of True": ({"quorum": True}, BadQuorum, "a quorum of True", "quorum"),
    "a quorum beside groups": (
        {"groups": [(["pune"], 1)], "quorum": 1},
        BadArgument,
        "groups have their own quorums",
        "groups",
    ),
    "required beside groups": (
        {"groups": [(["pune"], 1)], "required": ["pune"]},
        BadArgument,
        "groups have their own quorums; give groups alone, or required with a quorum",
        "groups",
    ),
    "no group": ({"groups": []}, BadArgument, "no group is given", "groups"),
    "groups as a number": ({"groups": 5}, BadArgument, "groups is 5, not a list; write [([", "groups"),
    "groups as text": ({"groups": "pune"}, BadArgument, "groups is 'pune', not a list", "groups"),
    "a group that is none": ({"groups": ["pune"]}, BadArgument, "'pune' is no group", "groups"),
    "a group of nobody": ({"groups": [([], 1)]}, BadArgument, "a group without anybody in it", "groups"),
    "a group's quorum": ({"groups": [(["pune"], 2)]}, BadQuorum, "a quorum of 2 where 1 is asked", "quorum"),
    "attendance of none": (
        {"attendance": 0},
        BadQuorum,
        "an attendance of 0 where 3 are asked",
        "attendance",
    ),
    "attendance of too many": (
        {"attendance": 4, "optional": ["pune"]},
        BadQuorum,
        "an attendance of 4 where 3 are asked; ask for 1 to 3",
        "attendance",
    ),
    "attendance of a half": ({"attendance": 1.5}, BadQuorum, "an attendance of 1.5", "attendance"),
    "no domain": (
        {"domain": "sleeping"},
        BadArgument,
        'domain is \'sleeping\'; use "work", "fringe", "waking"',
        "domain",
    ),
    "tentative": ({"tentative": True}, BadArgument, 'use "busy", "free", "score"', "tentative"),
    "all day": ({"all_day": "score"}, BadArgument, 'all_day is \'score\'; use "busy", "free"', "all_day"),
    "soft holidays": (
        {"soft_holidays": "off"},
        BadArgument,
        'soft_holidays is \'off\'; use "score", "avoid"',
        "soft_holidays",
    ),
    "a limit a day": ({"per_day": 0}, BadArgument, "per_day is 0; give a whole number from 1", "per_day"),
    "a limit a week": ({"per_week": "3"}, BadArgument, "per_week is '3'; give a whole number", "per_week"),
    "weights as a mapping": (
        {"weights": {"fringe": 2}},
        BadArgument,
        "weights is {'fringe': 2}; give overlap.Discomfort(fringe=2)",
        "weights",
    ),
    "busy as a list": ({"busy": [Busy("2026-03-02")]}, BadArgument, "no mapping", "busy"),
    "busy of somebody unknown": ({"busy": {"pun": []}}, UnknownId, 'no team is called "pun"', None),
    "a negative buffer": (
        {"buffer_before": timedelta(minutes=-1)},
        BadArgument,
        "give a timedelta from zero",
        "buffer_before",
    ),
    "a buffer of minutes": ({"buffer_after": 15}, BadArgument, "buffer_after is 15; give a", "buffer_after"),
    "an event's buffer": (
        {"event_buffer_before": None},
        BadArgument,
        "event_buffer_before is None",
        "event_buffer_before",
    ),
    "an event's other buffer": (
        {"event_buffer_after": timedelta(days=4000)},
        BadArgument,
        "give less than 10 years",
        "event_buffer_after",
    ),
    "notice without now": (
        {"notice": HOUR},
        BadArgument,
        "notice needs to know what time it is; give now, an aware datetime",
        "now",
    ),
    "negative notice": ({"notice": -HOUR, "now": "2026-03-02T10:00Z"}, BadArgument, "from zero", "notice"),
    "a naive now": ({"now": datetime(2026, 3, 2)}, NaiveDatetime, "now 2026-03-02T00:00:00", "now"),
    "a date for now": ({"now": date(2026, 3, 2)}, BadDate, "now 2026-03-02 is a date, not an", "now"),
    "a weekday as text": (
        {"not_on": "sat"},
        BadArgument,
        '\'sat\' is not a list of weekdays; write ["mon", "tue"]',
        "not_on",
    ),
    "a weekday as a number": ({"not_on": 5}, BadArgument, "5 is not a list of weekdays", "not_on"),
    "no weekday": ({"not_on": ["someday"]}, BadArgument, "'someday' is not a weekday", "not_on"),
    "no weekday left": (
        {"not_on": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]},
        BadArgument,
        "no weekday is left; leave one out of not_on",
        "not_on",
    ),
    "preferred as text": (
        {"preferred": "09:00-12:00"},
        BadArgument,
        'preferred is \'09:00-12:00\'; write [("09:00", "12:00")]',
        "preferred",
    ),
    "preferred as a number": ({"preferred": 9}, BadArgument, "preferred is 9; write", "preferred"),
    "preferred as one pair": (
        {"preferred": ("09:00", "12:00")},
        BadArgument,
        "preferred holds '09:00'; write",
        "preferred",
    ),
    "preferred of three": (
        {"preferred": [("09:00", "12:00", "13:00")]},
        BadArgument,
        "preferred holds (",
        "preferred",
    ),
    "preferred at no time": (
        {"preferred": [("9", "12:00")]},
        BadTime,
        '"9" is not a time of day',
        "preferred",
    ),
    "preferred from midnight's end": (
        {"preferred": [("24:00", "02:00")]},
        BadTime,
        '"24:00" is not a time of day',
        "preferred",
    ),
    "preferred until no time": (
        {"preferred": [("09:00", "25:00")]},
        BadTime,
        '"25:00" is not a time of day; write 24-hour "HH:MM" from "00:00" to "24:00"',
        "preferred",
    ),
    "no step": (
        {"step_minutes": 0},
        BadArgument,
        "step_minutes is 0; give a divisor of a day",
        "step_minutes",
    ),
    "a step across midnight": ({"step_minutes": 7}, BadArgument, "step_minutes is 7", "step_minutes"),
    "a step of two days": ({"step_minutes": 2880}, BadArgument, "step_minutes is 2880", "step_minutes"),
    "a step as text": ({"step_minutes": "15"}, BadArgument, "step_minutes is '15'", "step_minutes"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_asked_is_refused_with_the_repair(
    case: tuple[dict[str, Any], type[OverlapError], str, str | None],
) -> None:
    options, kind, message, field = case
    with pytest.raises(kind) as caught:
        asked(**options)
    assert message in str(caught.value)
    assert caught.value.field == field


def test_something_else_than_a_roster_is_refused() -> None:
    with pytest.raises(BadArgument, match=r"roster is 'team\.toml', which is none"):
        search_for("team.toml", "2026-03-02", "2026-03-02", HOUR, {})  # type: ignore[arg-type]


def test_an_option_that_there_is_not_is_refused_as_python_does() -> None:
    with pytest.raises(TypeError, match="a meeting has no option 'buffer'"):
        suggest_slots(ROSTER, "2026-03-02", "2026-03-02", duration=HOUR, buffer=5)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="a meeting has no option 'limit'"):
        explain(ROSTER, "2026-03-02T10:00Z", limit=5)  # type: ignore[call-arg]


LISTED: dict[str, tuple[dict[str, Any], str, str]] = {
    "limit": ({"limit": 0}, "limit is 0; give a whole number from 1", "limit"),
    "limit True": ({"limit": True}, "limit is True; give a whole number from 1", "limit"),
    "a day": ({"slots_per_day": 0}, "slots_per_day is 0; give a whole number from 1", "slots_per_day"),
    "order": ({"order": "random"}, 'order is \'random\'; use "best", "earliest"', "order"),
}


@pytest.mark.parametrize("case", LISTED.values(), ids=LISTED)
def test_how_slots_are_listed_is_checked_too(case: tuple[dict[str, Any], str, str]) -> None:
    options, message, field = case
    with pytest.raises(BadArgument) as caught:
        suggest_slots(ROSTER, "2026-03-02", "2026-03-02", duration=HOUR, **options)
    assert message in str(caught.value)
    assert caught.value.field == field


def test_what_is_right_passes_the_checks() -> None:
    whole_number(1, "limit")
    one_of("best", ("best", "earliest"), "order")


def test_a_notice_is_ten_years_of_leap_years_at_most() -> None:
    now, most = "2026-03-02T00:00Z", timedelta(days=3660)
    assert asked(now=now, notice=most).question.earliest == instant("2026-03-02 00:00") + 3660 * 1440
    with pytest.raises(BadArgument, match="give less than 10 years"):
        asked(now=now, notice=most + timedelta(minutes=1))
