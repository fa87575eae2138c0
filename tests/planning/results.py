"""One of every result there is, of a roster with hostile names, and one without rows where that can be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any, Final

import overlap
from overlap.adapters.caldav_plan import PublishStep
from overlap.people.absence import Closure, TimeOff
from overlap.people.flex import Flex
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import HandoffNeed, OverlapNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.trade_off import trade_off
from overlap.planning.stagger.turns import Cohort
from tests.planning.brute import holidays

__all__ = [
    "APART",
    "CAFE",
    "EMPTY",
    "FULL",
    "HOSTILE",
    "MANILA",
    "NEW_YORK",
    "ROSTER",
    "START",
    "empty",
    "full",
]

HOSTILE: Final = "<script>alert('1')</script> & \"Co\", $x_1$ \u202ednE"
"""Markup, quotes, a comma, a formula, and a turn of direction."""

START, END = "2026-03-02", "2026-03-15"
"""Two weeks; on the second Sunday clocks in New York go forward."""

CALENDAR = holidays("2026-03-03", "2026-03-11", half=("2026-03-05",))[0]

NEW_YORK = Team(
    "ny",
    "America/New_York",
    [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])],
    name=HOSTILE,
    headcount=3,
    members=[
        Member("ana", name="Ana <b>Reyes</b>"),
        Member("bo", name="Bo", time_off=[TimeOff("2026-03-04")]),
    ],
    closures=[Closure("2026-03-06", name="<i>Works day</i>")],
)
MANILA = Team(
    "manila",
    "Asia/Manila",
    [Shift("21:00", "06:00", name="night"), Shift("08:00", "17:00", name="day")],
    name="Manila",
    headcount=4,
    members=[Member("cy", name="Cy, Jr."), Member("di", name="Di", zone="Asia/Kathmandu")],
    holidays=CALENDAR,
)
PUNE = Team(
    "pune",
    "Asia/Kolkata",
    [Shift("10:00", "19:00", name="day")],
    name="Pune",
    headcount=4,
    flex=Flex(later_minutes=240, cohorts=2),
)
SYNC = Meeting(
    "sync",
    title="<b>Sync</b>",
    minutes=30,
    teams=["ny", "manila", "pune"],
    on=["tue"],
    at="10:00",
    anchor="ny",
    start=START,
    end=END,
    on_holiday="move",
)
ROSTER = Roster(
    [NEW_YORK, MANILA, PUNE],
    zone="America/New_York",
    meetings=[SYNC],
    requirements=[
        OverlapNeed(["ny", "pune"], 60, people=[1, 2], name="<service>"),
        HandoffNeed("pune", "ny", 15, people=[1, 1], name="over"),
    ],
)
"""Three teams on three clocks with a holiday, a half day, a closure, time off and nights."""

CAFE = Roster(
    [Team("ny", "America/New_York", NEW_YORK.shifts, name=HOSTILE, members=NEW_YORK.members), MANILA]
)
OTHER = Roster([NEW_YORK, MANILA, Team("pune", "Asia/Kolkata", [Shift("15:00", "23:00")], name="Pune")])
SHORT = Roster(
    [NEW_YORK, PUNE],
    zone="UTC",
    requirements=[OverlapNeed(["ny", "pune"], 60, people=[1, 2], name="<service>")],
)
APART = Roster(
    [Team("a", "UTC", [Shift("00:00", "04:00")], name=HOSTILE), Team("b", "UTC", [Shift("12:00", "16:00")])],
    meetings=[Meeting("never", teams=["a", "b"], minutes=30, on=["mon"], at="01:00", start=START, end=END)],
)
"""Two teams that never meet."""

IDLE = Roster([Team("a", "UTC", [Shift("09:00", "17:00")], name=HOSTILE)])
"""One team, without meetings or requirements."""

CALENDAR_FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:a
DTSTART:20260302T140000Z
DTEND:20260302T153000Z
SUMMARY:<b>Planning</b>
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTART;VALUE=DATE:20260304
DTEND;VALUE=DATE:20260306
SUMMARY:Away
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

_HALF_HOUR: Final = timedelta(minutes=30)

FULL: Final[dict[str, Callable[[], Any]]] = {
    "Brief": lambda: overlap.brief(ROSTER, START),
    "BusyReading": lambda: overlap.read_busy(CALENDAR_FILE, START, END, zone="Asia/Manila"),
    "Celebrations": lambda: overlap.celebrations(ROSTER, START, END),
    "Changes": lambda: overlap.changes(ROSTER, 2026, quorum=2),
    "CohortRotation": lambda: overlap.rotate_cohorts(
        [Cohort("early", "06:00", "15:00", 1, 900), Cohort("usual", "08:00", "17:00", 2)],
        {"x": "<u>X</u>", "y": "Y", "z": "Z"},
        "2027-01-04",
        zone="Asia/Manila",
        away={"y": ["2027-01-13"]},
    ),
    "Comparison": lambda: overlap.compare(ROSTER, OTHER, START, END),
    "Coverage": lambda: overlap.coverage(ROSTER, START, END),
    "DaysOff": lambda: overlap.days_off(ROSTER, START, END),
    "Explanation": lambda: overlap.suggest_slots(ROSTER, START, END, duration=_HALF_HOUR).explain(
        "2026-03-04T14:00Z"
    ),
    "Handoffs": lambda: overlap.find_handoffs(ROSTER, START, END),
    "Held": lambda: overlap.WorkClock(ROSTER, ["ny", "manila"]).held(
        "2026-03-02T00:00Z", "2026-03-04T00:00Z"
    ),
    "Kpis": lambda: overlap.kpis(ROSTER, START, END),
    "PairWindows": lambda: overlap.find_pair_windows(ROSTER, START, END),
    "Pairs": lambda: overlap.plan_pairs(CAFE, START, END, every="week"),
    "Presence": lambda: overlap.who_is_on(ROSTER, "2026-03-04T14:30Z"),
    "Programme": lambda: overlap.plan_programme(ROSTER, START, END),
    "Publication": lambda: overlap.Publication(
        (
            PublishStep("create", "u@x", "<b>Sync</b>", "2026-03-03 10:00 America/New_York", "it is new"),
            PublishStep("same", "v@x", "Retro", "2026-03-05 10:00 America/New_York"),
        ),
        "http://127.0.0.1/c/",
    ),
    "RequirementChecks": lambda: overlap.check_requirements(ROSTER, START, END),
    "ResponseTimes": lambda: overlap.response_times(ROSTER, START, END),
    "Rotation": lambda: overlap.plan_rotation(APART, "never"),
    "Series": lambda: overlap.audit_series(ROSTER, "sync"),
    "SeriesPlan": lambda: overlap.plan_series(ROSTER, "sync", step_minutes=60),
    "Shifts": lambda: overlap.list_shifts(ROSTER, START, END),
    "Stagger": lambda: overlap.suggest_stagger(SHORT, START, END, solver="search"),
    "Suggestions": lambda: overlap.suggest_slots(APART, START, END, duration=_HALF_HOUR, domain="waking"),
    "TradeOff": lambda: trade_off(SHORT, "<service>", START, END, solver="search", minutes=[60, 600]),
    "Windows": lambda: overlap.find_windows(ROSTER, START, END, quorum=2),
    "Workload": lambda: overlap.workload(ROSTER, START, END),
}
"""How each public result is made, by its name."""

EMPTY: Final[dict[str, Callable[[], Any]]] = {
    "BusyReading": lambda: overlap.read_busy(CALENDAR_FILE, "2027-03-02", "2027-03-03"),
    "Celebrations": lambda: overlap.celebrations(IDLE, START, END),
    "Changes": lambda: overlap.changes(APART, 2026),
    "Comparison": lambda: overlap.compare(IDLE, IDLE, START, END),
    "Coverage": lambda: overlap.coverage(IDLE, START, END, need="mon 09:00-17:00"),
    "DaysOff": lambda: overlap.days_off(IDLE, START, END),
    "Handoffs": lambda: overlap.find_handoffs(IDLE, "2026-03-07", "2026-03-08"),
    "Held": lambda: overlap.WorkClock(IDLE, ["a"]).held("2026-03-07T00:00Z", "2026-03-08T00:00Z"),
    "Programme": lambda: overlap.plan_programme(IDLE, START, END),
    "Publication": lambda: overlap.Publication(
        (), "http://127.0.0.1/c/", reason="There is nothing to publish."
    ),
    "RequirementChecks": lambda: overlap.check_requirements(IDLE, START, END),
    "ResponseTimes": lambda: overlap.response_times(IDLE, START, END),
    "Rotation": lambda: overlap.plan_rotation(APART, "never", domain="work"),
    "Series": lambda: overlap.audit_series(APART, "never", "2026-03-03", "2026-03-03"),
    "Shifts": lambda: overlap.list_shifts(IDLE, "2026-03-07", "2026-03-08"),
    "Suggestions": lambda: overlap.suggest_slots(APART, START, END, duration=_HALF_HOUR),
    "Windows": lambda: overlap.find_windows(APART, START, END),
}
"""How a result without a row is made, of those that can be so."""


@cache
def full(name: str) -> Any:
    """A result with rows."""
    return FULL[name]()


@cache
def empty(name: str) -> Any:
    """The same kind of result without a row."""
    return EMPTY[name]()
