"""Whatever takes a list takes an iterator too, which can be read but once, and answers the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

import overlap
from overlap import (
    Break,
    Busy,
    BusyTime,
    Closure,
    CoverageNeed,
    HandoffNeed,
    HolidayCalendar,
    Horizon,
    LimitNeed,
    Meeting,
    Member,
    OverlapNeed,
    Roster,
    Season,
    Shift,
    SlotQuestion,
    Team,
    TimeOff,
    WorkClock,
)

Hand = Callable[[Iterable[Any]], Any]
"""How values are handed over."""

WEEK = ("mon", "tue", "wed", "thu", "fri")
FIRST, LAST = "2026-03-02", "2026-03-20"
HOUR = timedelta(hours=1)


def roster(hand: Hand) -> Roster:
    ana = Member(
        "ana",
        shifts=hand([Shift("10:00", "18:00")]),
        days=hand(WEEK),
        time_off=hand([TimeOff("2026-03-04")]),
        skills=hand(["chat"]),
        elective=hand(["2026-03-05"]),
    )
    desk = Team(
        "desk",
        "UTC",
        hand([Shift("09:00", "17:00", breaks=hand([Break("12:00", "13:00")]), days=hand(WEEK))]),
        days=hand(WEEK),
        seasons=hand([Season("2026-06-01", "2026-06-05", shifts=hand([Shift("08:00", "12:00")]))]),
        closures=hand([Closure("2026-03-06")]),
        members=hand([ana, Member("jun")]),
        skills=hand(["mail"]),
        elective_days=2,
        holidays=HolidayCalendar("PL", exclude=hand(["christmas"]), weekend=hand(["sat", "sun"])),
    )
    pune = Team("pune", "Asia/Kolkata", hand([Shift("12:00", "20:00")]))
    weekly: dict[str, Any] = {"minutes": 30, "start": FIRST, "end": LAST}
    sync = Meeting("sync", teams=hand(["desk", "pune"]), on=hand(["mon"]), at="10:00", **weekly)
    talk = Meeting("talk", required=hand(["desk.ana"]), optional=hand(["pune"]), on=hand(["tue"]), **weekly)
    needs = [
        OverlapNeed(hand(["desk", "pune"]), minutes=60, days=hand(WEEK), name="overlap"),
        CoverageNeed("10:00", "12:00", zone="UTC", teams=hand(["desk"]), days=hand(WEEK), name="open"),
        HandoffNeed("pune", "desk", minutes=1, days=hand(WEEK), name="handoff"),
        LimitNeed(hand(["desk"]), start="10:00", end="11:00", days=hand(WEEK), name="core"),
    ]
    return Roster(hand([desk, pune]), meetings=hand([sync, talk]), requirements=hand(needs))


ROSTER = roster(list)
BOTH = ("desk", "pune")
DATES = Horizon.of(FIRST, LAST, ROSTER.clock(None))
CLOCK = WorkClock(ROSTER, teams=BOTH)
MORNING, NEXT, PAUSE = "2026-03-02T10:00Z", "2026-03-03T10:00Z", ("2026-03-03T08:00Z", "2026-03-03T09:00Z")


def busy(hand: Hand) -> dict[str, Any]:
    return {"desk.ana": hand([Busy("2026-03-09T09:00Z", "2026-03-09T12:00Z")])}


ASKED: dict[str, Callable[[Hand], Any]] = {
    "audit_series": lambda hand: overlap.audit_series(ROSTER, "sync", FIRST, LAST, busy=busy(hand)),
    "availability_entries": lambda hand: overlap.availability_entries(ROSTER, DATES, teams=hand(["desk"])),
    "balance": lambda hand: overlap.balance(hand([1, 2, 3])),
    "between_many": lambda hand: CLOCK.between_many(hand([(MORNING, NEXT)]), pauses=[hand([PAUSE])]),
    "BusyTime": lambda hand: BusyTime(hand([Busy(MORNING, NEXT)])),
    "changes": lambda hand: overlap.changes(ROSTER, 2026, teams=hand(BOTH)),
    "check_requirements": lambda hand: overlap.check_requirements(
        ROSTER, FIRST, LAST, requirements=hand(["overlap", "open"])
    ),
    "count_at_work": lambda hand: overlap.count_at_work(
        hand([team.pattern for team in ROSTER.teams]), FIRST, LAST
    ),
    "coverage": lambda hand: overlap.coverage(
        ROSTER, FIRST, LAST, need=hand(["open", "24x5"]), teams=hand(BOTH)
    ),
    "due": lambda hand: CLOCK.due(MORNING, 20 * HOUR, pauses=hand([PAUSE])),
    "elapsed_by_team": lambda hand: overlap.elapsed_by_team(ROSTER, ["desk"], hand([(MORNING, NEXT)])),
    "explain": lambda hand: overlap.explain(ROSTER, MORNING, required=hand(BOTH), busy=busy(hand)),
    "find_handoffs": lambda hand: overlap.find_handoffs(ROSTER, FIRST, LAST, teams=hand(BOTH)),
    "find_pair_windows": lambda hand: overlap.find_pair_windows(ROSTER, FIRST, LAST, teams=hand(BOTH)),
    "find_windows": lambda hand: overlap.find_windows(ROSTER, FIRST, LAST, teams=hand(BOTH)),
    "find_windows by groups": lambda hand: overlap.find_windows(
        ROSTER, FIRST, LAST, groups=hand([(hand(["desk"]), 1), (hand(["pune"]), None)])
    ),
    "free_busy_entries": lambda hand: overlap.free_busy_entries(
        ROSTER, DATES, teams=hand(["desk.ana", "pune"]), busy=busy(hand)
    ),
    "held_many": lambda hand: CLOCK.held_many(hand([(MORNING, NEXT)]), pauses=[hand([PAUSE])]),
    "holiday_entries": lambda hand: overlap.holiday_entries(ROSTER, DATES, teams=hand(["desk"])),
    "list_shifts": lambda hand: overlap.list_shifts(ROSTER, FIRST, LAST, teams=hand(["desk.ana", "pune"])),
    "plan_pairs": lambda hand: overlap.plan_pairs(
        ROSTER, FIRST, LAST, teams=hand(["desk"]), every="week", busy=busy(hand)
    ),
    "plan_programme": lambda hand: overlap.plan_programme(
        ROSTER, FIRST, LAST, meetings=hand(["sync", "talk"]), busy=busy(hand)
    ),
    "plan_rotation": lambda hand: overlap.plan_rotation(
        ROSTER, "sync", FIRST, LAST, at=hand(["10:00", "11:00"]), weekdays=hand(["mon"]), busy=busy(hand)
    ),
    "plan_series": lambda hand: overlap.plan_series(
        ROSTER, "sync", FIRST, LAST, weekdays=hand(["mon", "tue"]), busy=busy(hand)
    ),
    "response_times": lambda hand: overlap.response_times(ROSTER, FIRST, "2026-03-04", teams=hand(BOTH)),
    "shift_entries": lambda hand: overlap.shift_entries(ROSTER, DATES, teams=hand(["desk"])),
    "suggest_slots": lambda hand: overlap.suggest_slots(
        ROSTER, FIRST, LAST, duration=HOUR, required=hand(BOTH), optional=hand(["desk.ana"]), busy=busy(hand)
    ),
    "suggest_slots_for": lambda hand: overlap.suggest_slots_for(
        ROSTER, hand([SlotQuestion(FIRST, LAST, duration=HOUR, required=hand(BOTH))]), busy=busy(hand)
    ),
    "suggest_stagger": lambda hand: overlap.suggest_stagger(
        ROSTER, FIRST, LAST, requirements=hand(ROSTER.requirements[:1]), keep=hand(["desk"])
    ),
    "trade_off": lambda hand: overlap.trade_off(
        ROSTER, "overlap", FIRST, LAST, minutes=hand([30, 60]), keep=hand(["desk"])
    ),
    "workbook": lambda hand: overlap.workbook(ROSTER, FIRST, LAST, sheets=hand(["week"])),
    "workload": lambda hand: overlap.workload(ROSTER, FIRST, LAST, teams=hand(BOTH)),
}


def plain(found: Any) -> Any:
    """An answer as plain values, where it has some."""
    return found.to_dict() if hasattr(found, "to_dict") else found


def test_a_roster_is_made_of_iterators() -> None:
    assert roster(iter) == ROSTER


@pytest.mark.parametrize("name", ASKED)
def test_a_question_may_hand_over_iterators(name: str) -> None:
    ask = ASKED[name]
    expected = plain(ask(list))
    assert expected
    assert plain(ask(tuple)) == plain(ask(iter)) == expected
