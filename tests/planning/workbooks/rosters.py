"""A roster with something for every sheet, and a look into sheets by their headings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from overlap.people.absence import TimeOff
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.render.workbook import Sheet
from tests.planning.brute import holidays
from tests.properties.oracle import wall_shown

EPOCH = datetime(1970, 1, 1)
MINUTE = timedelta(minutes=1)

AWAY, KEPT = holidays("2026-03-10", half=("2026-03-11",))
NIGHTLY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

MANILA = Team(
    "manila",
    "Asia/Manila",
    [
        Shift("22:00", "06:00", name="night", breaks=[Break("01:00", "02:00")], headcount=3),
        Shift("09:00", "17:00", name="client", zone="America/New_York", headcount=2),
    ],
    name="Manila Support",
    holidays=AWAY,
    members=[
        Member("ana", name="Ana Reyes", shifts=["night"], time_off=[TimeOff("2026-03-12")], skills=["es"]),
        Member("ben", zone="America/New_York", shifts=[Shift("08:00", "16:00")], role="optional"),
        Member("eva", email="eva@example.com"),
    ],
    headcount=5,
    skills=["en", "tl"],
)
LONDON = Team("london", "Europe/London", [Shift("07:00", "17:00")], name="London", email="l@example.com")
YORK = Team("york", "America/New_York", [Shift("09:00", "17:00"), Shift("15:00", "24:00", days=["sat"])])

SYNC = Meeting(
    "sync",
    title="Weekly sync",
    teams=["manila", "london"],
    minutes=45,
    on="tue",
    at="14:30",
    anchor="london",
    start="2026-03-03",
    end="2026-04-28",
    on_holiday="skip",
)
LATE = Meeting(
    "late", teams=["manila"], minutes=90, on=["mon", "thu"], at="21:30", anchor="manila", start="2026-03-02"
)
NEEDS = (
    CoverageNeed("09:00", "17:00", zone="Europe/London", headcount=1, days=["sat"], name="Saturdays"),
    CoverageNeed("00:00", "24:00", zone="UTC", headcount=2, teams=["manila", "york"], name="two"),
)

ROSTER = Roster(
    [MANILA, LONDON, YORK], title="Desk", zone="Europe/London", meetings=[SYNC, LATE], requirements=NEEDS
)


def wall(instant: int, key: str) -> datetime:
    """What a clock shows at an instant, by the oracle."""
    return EPOCH + wall_shown(key, instant) * MINUTE


def dicts(sheet: Sheet) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    headings = [column.heading for column in sheet.columns]
    assert len(set(headings)) == len(headings)
    return [dict(zip(headings, row, strict=True)) for row in sheet.rows]
