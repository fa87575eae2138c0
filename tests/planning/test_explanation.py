"""A slot is possible exactly if it would be suggested, and everybody asked has a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.errors import BadArgument, BadDate, BadHorizon, NaiveDatetime, UnknownId
from overlap.people.busy import Busy
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.explanation import LOOK_AHEAD_DAYS, Explanation, explain
from overlap.planning.slots import suggest_slots
from tests.planning.brute import instant
from tests.planning.obstacle_oracle import Asked, questions
from tests.properties.oracle import DAY, wall_shown
from tests.properties.strategies import FakeTable

HOUR = timedelta(hours=1)
NINE_TO_FIVE = [Shift("09:00", "17:00")]
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
BERLIN = Team("berlin", "Europe/Berlin", NINE_TO_FIVE, name="Berlin")
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune")
ROSTER = Roster([NEW_YORK, BERLIN, PUNE])


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at * 60, UTC)


def there(found: Explanation) -> dict[str, bool]:
    return {one.id: one.can_come for one in found}


@settings(max_examples=15)
@given(questions(), st.data())
def test_a_slot_is_possible_if_and_only_if_it_would_be_suggested_alone(
    asked: Asked, data: st.DataObject
) -> None:
    brute = asked.brute
    last = brute.end - brute.duration
    if last < brute.start:
        return
    possible = brute.possible()
    starts = st.integers(brute.start, last)
    if possible:
        starts |= st.sampled_from(possible)
        starts |= st.sampled_from([max(brute.start, possible[0] - 1), min(last, possible[-1] + 1)])
    for start in {data.draw(starts) for _ in range(3)}:
        found = explain(asked.roster, moment(start), duration=asked.duration, **asked.options)
        alone = suggest_slots(
            asked.roster,
            moment(start),
            moment(start + brute.duration),
            duration=asked.duration,
            **{**asked.options, "step_minutes": 1},
        )
        assert found.is_possible == brute.is_possible(start) == bool(alone)
        assert {one.id for one in found if one.can_come} == brute.there(start)
        assert [one.id for one in found] == brute.ids
        off_raster = wall_shown(brute.clock, start) % DAY % brute.options["step_minutes"] != 0
        assert any("raster" in note for note in found.notes) == off_raster


@settings(max_examples=10)
@given(questions(most=2), st.data())
def test_the_next_slot_is_the_first_on_the_raster_after_it(asked: Asked, data: st.DataObject) -> None:
    brute = asked.brute
    last = brute.end - brute.duration
    if last < brute.start:
        return
    start = data.draw(st.integers(brute.start, last))
    found = explain(asked.roster, moment(start), duration=asked.duration, **asked.options)
    later = [at for at in brute.on_raster() if at > start]
    if later:
        assert found.next_start == later[0]
    else:
        assert found.next_start is None or found.next_start > last


@pytest.mark.parametrize(
    ("options", "is_possible", "notes"),
    [
        ({"quorum": 3}, False, []),
        ({"quorum": 2}, True, []),
        ({}, False, []),
        ({"required": ["ny", "berlin"], "optional": ["pune"]}, True, []),
        ({"attendance": 2, "quorum": 1}, True, []),
        ({"attendance": 3, "quorum": 1}, False, ["2 of 3 can come; 3 are needed"]),
        ({"groups": [(["ny", "pune"], 1), (["berlin"], None)]}, True, []),
        ({"not_on": ["mon"], "quorum": 1}, False, ["no meeting begins on Mon"]),
        ({"not_on": ["tue"], "quorum": 1}, True, []),
        ({"step_minutes": 60, "quorum": 1}, True, ["14:30 UTC is not on the raster of 60 minutes"]),
        (
            {"step_minutes": 60, "quorum": 1, "raster": "Asia/Kathmandu"},
            True,
            ["20:15 Asia/Kathmandu is not on the raster of 60 minutes"],
        ),
        ({"step_minutes": 60, "quorum": 1, "raster": "Asia/Kolkata"}, True, []),
    ],
)
def test_what_else_forbids_a_slot_is_told(options: Any, is_possible: bool, notes: list[str]) -> None:
    found = explain(ROSTER, "2026-03-09T14:30Z", **options)
    assert there(found) == {"ny": True, "berlin": True, "pune": False}
    assert found.is_possible == is_possible
    assert list(found.notes) == notes


def test_a_quorum_that_is_not_reached_is_told_with_its_numbers() -> None:
    at = "2026-03-09T03:00Z"
    two = explain(ROSTER, at, required=["ny", "berlin"], quorum=1, attendance=2, optional=["pune"])
    assert two.notes == ("0 of 2 can come; 1 is needed", "0 of 3 can come; 2 are needed")
    groups = explain(ROSTER, at, groups=[(["ny", "berlin", "pune"], 2), (["pune"], None)])
    assert groups.notes == ("0 of 3 can come; 2 are needed",)


def test_notice_keeps_everybody_away() -> None:
    options: dict[str, Any] = {"now": datetime(2026, 3, 9, 14, tzinfo=UTC), "notice": HOUR, "quorum": 2}
    soon = explain(ROSTER, "2026-03-09T14:30Z", **options)
    assert not soon.is_possible
    assert [one.status for one in soon] == ["notice", "notice", "outside-hours"]
    assert soon.next_start == instant("2026-03-09 15:00")
    assert explain(ROSTER, "2026-03-09T15:00Z", **options).is_possible


def test_the_next_slot_keeps_to_raster_weekdays_and_clock_and_may_be_weeks_away() -> None:
    at = "2026-03-09T14:30Z"
    both = ["ny", "berlin"]
    assert explain(ROSTER, at, required=both).next_start == instant("2026-03-09 14:45")
    assert explain(ROSTER, at, required=both, not_on=["mon"]).next_start == instant("2026-03-10 13:00")
    hourly = explain(ROSTER, at, required=both, step_minutes=60, raster="Asia/Kathmandu")
    assert hourly.next_start == instant("2026-03-10 13:15")
    away = {"ny": [Busy("2026-03-09", "2026-04-30")]}
    late = explain(ROSTER, at, required=both, busy=away)
    assert late.next_start == instant("2026-05-01 13:00")
    assert late.looked_until == instant("2026-03-09 14:30") + LOOK_AHEAD_DAYS * DAY


def test_the_next_slot_is_looked_for_up_to_a_quarter_and_not_beyond() -> None:
    def next_after(away_until: str) -> int | None:
        away = {"ny": [Busy("2026-03-09", away_until)]}
        return explain(ROSTER, "2026-03-09T14:30Z", required=["ny"], busy=away).next_start

    assert next_after("2026-06-08") == instant("2026-06-09 13:00")
    assert next_after("2026-06-09") is None


def ending(last: str, *, first: date = date(1975, 1, 1)) -> Roster:
    table = FakeTable(known_from=first, known_until=date.fromisoformat(last))
    kept = Team("kept", "UTC", NINE_TO_FIVE, holidays=Calendar(table), name="Kept")
    return Roster([kept, Team("free", "UTC", NINE_TO_FIVE)])


def test_the_next_slot_is_looked_for_as_far_as_holiday_data_reach() -> None:
    for at, expected in (
        ("2026-03-05T16:00Z", "2026-03-06 09:00"),
        ("2026-03-06T09:00Z", "2026-03-06 09:15"),
        ("2026-03-06T15:45Z", "2026-03-06 16:00"),
    ):
        found = explain(ending("2026-03-06"), at)
        assert found.next_start == instant(expected)
    last = explain(ending("2026-03-06"), "2026-03-06T16:00Z")
    assert (last.is_possible, last.next_start) == (True, None)
    assert last.looked_until == instant("2026-03-07 00:00")
    beyond = explain(ending("2026-03-06"), "2026-03-07T10:00Z")
    assert beyond.next_start is None
    assert beyond.looked_until == instant("2026-03-07 10:01")


def test_dates_beyond_the_holiday_data_are_told_and_never_a_crash() -> None:
    found = explain(ending("2026-03-06"), "2026-03-09T10:00Z")
    assert not found.is_possible
    kept, free = found
    assert (kept.can_come, kept.status) == (False, "beyond-data")
    assert kept.obstacle is not None
    assert kept.obstacle.text.startswith("nothing is known of the holidays of XX on 2026-03-09")
    assert (free.can_come, free.status) == (True, "in")
    assert explain(ending("2026-03-06"), "2026-03-09T10:00Z", quorum=1).is_possible
    for domain in ("work", "fringe", "waking"):
        early = ending("2026-12-31", first=date(2026, 1, 1))
        for at in ("2025-12-31T10:00Z", "2026-01-01T00:30Z", "2026-01-01T10:00Z", "2026-01-02T10:00Z"):
            one = explain(early, at, domain=domain)[0]
            known = at >= "2026-01-01T09"
            assert one.can_come == known or one.status == "beyond-data"
            assert (one.status == "in") == known


def test_suggestions_explain_with_their_own_question() -> None:
    found = suggest_slots(
        ROSTER, "2026-03-09", "2026-03-09", duration=timedelta(minutes=30), required=["ny", "berlin"], limit=1
    )
    one = found.explain("2026-03-09T15:30Z")
    assert (one.end - one.start, one.is_possible, len(one)) == (30, True, 2)
    assert not found.explain("2026-03-09T15:45Z").is_possible
    assert found.explain("2027-07-01T14:00Z").is_possible


@pytest.mark.parametrize("at", ["2098-12-30T10:00Z", "1974-01-01T10:00Z", "2011-12-30T10:00Z"])
def test_the_first_and_last_supported_years_can_be_asked_about(at: str) -> None:
    assert len(explain(ROSTER, at)) == 3


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("2026-03-09T10:00", NaiveDatetime),
        (datetime(2026, 3, 9), NaiveDatetime),
        ("2026-03-09", BadDate),
        ("noon", BadDate),
        (None, BadDate),
        ("9999-12-31T23:30Z", BadDate),
        ("0001-01-01T00:30+14:00", BadDate),
        ("2150-01-01T00:00Z", BadHorizon),
        ("1950-01-01T00:00Z", BadHorizon),
    ],
)
def test_what_is_no_instant_of_the_supported_years_is_refused(at: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        explain(ROSTER, at)
    if at is not None:
        found = suggest_slots(ROSTER, "2026-03-09", "2026-03-09", duration=HOUR, quorum=2)
        with pytest.raises(error):
            found.explain(at)


def test_options_that_cannot_be_are_refused() -> None:
    with pytest.raises(UnknownId):
        explain(ROSTER, "2026-03-09T10:00Z", required=["nyy"])
    with pytest.raises(BadArgument):
        explain(ROSTER, "2026-03-09T10:00Z", duration=timedelta(0))
    with pytest.raises(TypeError):
        explain(ROSTER, "2026-03-09T10:00Z", limit=3)  # type: ignore[call-arg]


def test_an_explanation_is_an_immutable_sequence_of_rows() -> None:
    found = explain(ROSTER, "2026-03-09T14:30Z", duration=timedelta(minutes=30), quorum=2)
    assert found.to_dict() == {
        "possible": True,
        "minutes": 30,
        "attendees": [one.to_dict() for one in found],
        "notes": [],
        "next": "2026-03-09T14:45Z",
    }
    never = explain(Roster([Team("idle", "UTC", [])]), "2026-03-09T14:30Z")
    assert never.to_dict()["next"] is None
    assert found[0] in found
    assert len(found[:2]) == 2
    with pytest.raises(AttributeError):
        found.start = 0  # type: ignore[misc]
    assert replace(found, start=found.start) == found


def test_a_team_is_asked_through_one_person_all_through() -> None:
    halves = [
        Member("am", shifts=[Shift("09:00", "12:00")]),
        Member("pm", shifts=[Shift("12:00", "17:00")]),
    ]
    team = Team("t", "UTC", NINE_TO_FIVE, members=halves)
    assert not explain(Roster([team]), "2026-03-09T11:30Z").is_possible
    assert explain(Roster([team]), "2026-03-09T12:00Z").is_possible


def test_the_same_question_has_the_same_explanation() -> None:
    assert explain(ROSTER, "2026-03-09T14:30Z") == explain(ROSTER, "2026-03-09T14:30Z")
    assert explain(ROSTER, "2026-03-09T14:30Z") != explain(ROSTER, "2026-03-09T14:45Z")


def test_an_instant_that_cannot_be_read_is_named_as_the_argument_it_is() -> None:
    with pytest.raises(NaiveDatetime, match="at ") as naive:
        explain(ROSTER, "2026-03-09T10:00")
    with pytest.raises(BadDate, match="at ") as no_time:
        explain(ROSTER, "2026-03-09")
    assert (naive.value.field, no_time.value.field) == ("at", "at")
