"""Rosters whose pages are held against a walk over minutes."""

from __future__ import annotations

from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.planning.brute import holidays

AWAY, KEPT = holidays("2026-03-10", "2026-03-13", half=("2026-03-12",))

LUNCH = [Break("12:00", "13:00")]
NEW_YORK = Team("ny", "America/New_York", [Shift("09:00", "17:00", breaks=LUNCH)], name="New York")
BERLIN = Team(
    "berlin",
    "Europe/Berlin",
    [Shift("09:00", "17:00", breaks=LUNCH, name="day")],
    name="Berlin <b>",
    headcount=3,
    members=[Member("ida", shifts=[Shift("11:30", "19:00", name="late")])],
    holidays=AWAY,
)
NIGHT = [Shift("22:00", "06:00", breaks=[Break("02:00", "02:30")])]
MANILA = Team("manila", "Asia/Manila", NIGHT, name='Manila "&', headcount=4)

SYNC = Meeting("sync", teams=["ny", "manila"], minutes=30, on="tue", at="10:00", anchor="ny")
EARLY = Meeting("early", teams=["ny", "manila"], minutes=60, on="wed", at="06:30", anchor="ny")

MEETINGS = [SYNC, EARLY]

ROSTER = Roster([NEW_YORK, BERLIN, MANILA], meetings=MEETINGS, zone="America/New_York")
KEPT_BY = {"berlin": KEPT}
START, END = "2026-03-02", "2026-03-31"
