"""Response times are those of every minute asked about, one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.horizon import Horizon
from overlap.errors import BadArgument, BadHorizon, BadZone, BeyondData, UnknownId
from overlap.people.calendars import Calendar
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.response import ResponseTime, Waits, response_times
from overlap.render.text import to_text
from tests.planning.brute import instant
from tests.planning.clocks import DESKS, at_work
from tests.properties.oracle import DAY, day_date, minutes_at_work, wall_shown
from tests.properties.strategies import Crowd, FakeTable, crowds

ZONES = {"manila": "Asia/Manila", "krakow": "Europe/Warsaw", "new-york": "America/New_York"}


def waited(at: int, theirs: list[int], handling: int) -> int | None:
    """How long a question waits, by the list of minutes at work; None if that ends too soon."""
    index = bisect_left(theirs, at) + max(handling, 1) - 1
    return None if index >= len(theirs) else theirs[index] + (handling > 0) - at


def figures(waits: Sequence[int | None], handling: int) -> Waits:
    """The figures of waits, by sorting them all."""
    known = sorted(wait for wait in waits if wait is not None)
    count, unknown = len(waits), len(waits) - len(known)

    def ranked(tenths: int) -> int | None:
        rank = next((rank for rank in range(1, count + 1) if 10 * rank >= tenths * count), None)
        return None if rank is None or rank > len(known) else known[rank - 1]

    worst = None if unknown or not known else known[-1]
    return Waits(count, known.count(handling), unknown, sum(known), ranked(5), ranked(9), worst)


def expected(asker: set[int], theirs: set[int], zone: str, handling: int) -> tuple[Waits, list[Waits]]:
    """The figures of all questions, and by weekday."""
    minutes = sorted(theirs)
    waits = {at: waited(at, minutes, handling) for at in sorted(asker)}
    days: list[list[int | None]] = [[] for _ in range(7)]
    for at, wait in waits.items():
        days[day_date(wall_shown(zone, at) // DAY).weekday()].append(wait)
    return figures([*waits.values()], handling), [figures(day, handling) for day in days]


@pytest.mark.parametrize("handling", [0, 1, 45, 600])
@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-03-02", "2026-03-11"), ("2026-04-01", "2026-04-06"), ("2026-10-24", "2026-11-03")],
)
def test_the_figures_are_those_of_every_minute(start: str, end: str, handling: int) -> None:
    found = response_times(DESKS, start, end, handling=timedelta(minutes=handling))
    horizon = found.horizon
    assert [(one.asker, one.responder) for one in found] == [
        (asker, responder) for asker in ZONES for responder in ZONES if asker != responder
    ]
    for one in found:
        asker = {minute for minute in at_work()[one.asker] if horizon.start <= minute < horizon.end}
        theirs = {minute for minute in at_work()[one.responder] if minute >= horizon.start}
        whole, days = expected(asker, theirs, ZONES[one.asker], handling)
        assert one.waits == whole
        assert [*one.by_weekday] == days
        assert one.unanswered_because == ""
        assert whole.mean_minutes == (whole.total_minutes / whole.asked_minutes if asker else None)


def test_a_single_question_has_one_wait_which_is_every_figure() -> None:
    roster = Roster(
        [Team("a", "UTC", [Shift("09:00", "17:00")]), Team("b", "UTC", [Shift("12:00", "13:00")])],
        zone="UTC",
    )
    found = response_times(roster, "2026-03-02T10:00Z", "2026-03-02T10:01Z")
    one = next(one for one in found if one.asker == "a")
    assert one.waits == Waits(1, 0, 0, 120, 120, 120, 120)


@settings(max_examples=30)
@given(crowds(most=2), st.sampled_from([0, 1, 30]))
def test_near_nasty_days_the_figures_are_the_oracles(crowd: Crowd, handling: int) -> None:
    roster = Roster([group.team for group in crowd.groups])
    horizon, last = crowd.horizon, crowd.horizon.end + 10 * DAY
    start, end = f"{horizon!r}".removeprefix("Horizon('").removesuffix("')").split("', '")
    found = response_times(roster, start, end, handling=timedelta(minutes=handling))
    by_id = {group.team.id: group for group in crowd.groups}
    assert len(found) == len(by_id) * (len(by_id) - 1)
    for one in found:
        asker, theirs = (
            set().union(*(minutes_at_work(worker, horizon.start, until) for worker in by_id[who].workers()))
            for who, until in ((one.asker, horizon.end), (one.responder, last))
        )
        whole, days = expected(asker, theirs, by_id[one.asker].team.zone, handling)
        if whole.unanswered_minutes:
            continue  # their next shift lies further ahead than was walked
        assert one.waits == whole
        assert [*one.by_weekday] == days


DESK = Team("desk", "UTC", [Shift("09:00", "17:00")])


def test_a_wait_beyond_the_data_is_unanswered_and_not_guessed() -> None:
    known = Calendar(FakeTable(known_until=date(2026, 12, 31)))
    far = Team("far", "UTC", [Shift("06:00", "10:00")], holidays=known)
    found = response_times(Roster([DESK, far]), "2026-12-30", "2026-12-31")[0]
    # After 10:00 on the last known day nothing is known of the next shift.
    assert found.waits.unanswered_minutes == 7 * 60
    assert found.waits.asked_minutes == 16 * 60
    assert found.waits.worst_minutes is None
    assert found.waits.mean_minutes is None
    assert found.waits.p90_minutes is None
    waits = sorted([0] * 120 + list(range(13 * 60 + 1, 20 * 60 + 1)))
    assert found.waits.median_minutes == waits[8 * 60 - 1]
    assert "2027-01-01" in found.unanswered_because
    assert "7 h unanswered" in to_text(
        response_times(Roster([DESK, far]), "2026-12-30", "2026-12-31").document()
    )
    with pytest.raises(BeyondData):
        response_times(Roster([DESK, far]), "2026-12-30", "2027-01-01")


def test_a_clock_that_goes_back_over_midnight_gives_the_date_before_its_minutes() -> None:
    # In St John's, 00:01 on Sunday, 29 October 2006 became 23:01 on Saturday.
    daily = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    asker = Team("asker", "America/St_Johns", [Shift("00:00", "24:00")], days=daily)
    found = response_times(Roster([asker, DESK]), "2006-10-28T12:00Z", "2006-10-29T12:00Z")[0]
    start, end = instant("2006-10-28 12:00"), instant("2006-10-29 12:00")
    monday = instant("2006-10-30 09:00")
    whole, days = expected(set(range(start, end)), set(range(monday, monday + 480)), "America/St_Johns", 0)
    assert found.waits == whole
    assert [*found.by_weekday] == days
    # Until midnight, and once more from 23:01 on after a minute of Sunday.
    assert days[5].asked_minutes == 14 * 60 + 30 + 59


def test_nobody_answers_for_a_team_that_never_works() -> None:
    found = response_times(Roster([DESK, Team("nobody", "UTC", [])]), "2026-03-02", "2026-03-03")
    asked, idle = found
    assert asked.waits == Waits(960, 0, 960, 0, None, None, None)
    assert "does not run" in asked.unanswered_because
    assert asked.waits.at_once_share == 0
    assert idle.waits == Waits(0, 0, 0, 0, None, None, None)
    assert idle.unanswered_because == ""
    assert idle.waits.at_once_share == 0
    assert asked.to_dict()["unanswered_because"] == asked.unanswered_because


def test_a_question_of_a_member_is_asked_on_the_members_clock() -> None:
    found = response_times(DESKS, "2026-03-02", "2026-03-08", teams=["krakow.ben", "manila"])
    monday_evening = found[0].by_weekday[0]
    # Ben works 09:00-17:30 in Bogotá, which is 14:00Z to 22:30Z; without his break.
    assert monday_evening.asked_minutes == 8 * 60 + 30 - 45
    assert isinstance(found[0], ResponseTime)


def test_plain_values_hold_what_is_shown() -> None:
    late = Team("late", "UTC", [Shift("12:00", "20:00")], name="Late desk")
    found = response_times(Roster([DESK, late]), "2026-03-02", "2026-03-06")
    row = found.to_dicts()[0]
    assert {key: value for key, value in row.items() if key != "by_weekday"} == {
        "asker": "desk",
        "responder": "late",
        "asked_minutes": 2400,
        "mean_minutes": 33.94,  # 180 * 181 / 2 / 480
        "median_minutes": 0,
        "p90_minutes": 132,  # the 432nd of 480: 300 noughts, then 1, 2, 3, ...
        "worst_minutes": 180,
        "at_once_share": 0.625,
        "unanswered_minutes": 0,
    }
    assert (
        row["by_weekday"]["mon"]["mean_minutes"] == 33.94 or row["by_weekday"]["mon"]["asked_minutes"] == 480
    )
    assert found.horizon == Horizon(instant("2026-03-02 00:00"), instant("2026-03-07 00:00"))
    assert found[0] in found
    assert found[1:] == (found[1],)


def test_a_document_shows_the_figures_and_the_week() -> None:
    late = Team("late", "UTC", [Shift("12:00", "20:00")], name="Late desk")
    found = response_times(Roster([DESK, late]), "2026-03-02", "2026-03-06")
    assert to_text(found.document()).splitlines() == [
        "Waits, in hours, for the other team to be at work. Questions of Mon 2 Mar 2026 to Fri 6 Mar 2026.",
        "",
        "Asks       Answers    At once  Mean  Median   90 %  Worst",
        "---------  ---------  -------  ----  ------  -----  -----",
        "desk       Late desk      62%  0:34    0:00   2:12   3:00",
        # From 17:00 on it waits 960 to 781 minutes, on Fridays two days more.
        "Late desk  desk           62%  9:02    0:00  15:45  64:00",
        "",
        "The mean by the asker's weekday:",
        "",
        "Asks       Answers     Mon   Tue   Wed   Thu    Fri  Sat  Sun",
        "---------  ---------  ----  ----  ----  ----  -----  ---  ---",
        "desk       Late desk  0:34  0:34  0:34  0:34   0:34",
        "Late desk  desk       5:26  5:26  5:26  5:26  23:26",
    ]
    handled = response_times(Roster([DESK, late]), "2026-03-02", "2026-03-06", handling=timedelta(minutes=90))
    assert "to have worked 1 h 30 min on it" in to_text(handled.document("Asia/Manila"))
    assert "At once" in handled._repr_html_()
    alone = response_times(Roster([DESK]), "2026-03-02", "2026-03-06")
    assert to_text(alone.document()) == "One team alone has nobody to ask.\n"
    assert len(alone) == 0


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"teams": ["nobody"]}, UnknownId),
        ({"teams": "manila"}, BadArgument),
        ({"handling": timedelta(minutes=-1)}, BadArgument),
        ({"handling": 30}, BadArgument),
        ({"zone": "Mars"}, BadZone),
        ({"end": "2026-03-01"}, BadHorizon),
        ({"roster": "team.toml"}, BadArgument),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    arguments: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        response_times(**{"roster": DESKS, "start": "2026-03-02", "end": "2026-03-06", **arguments})
