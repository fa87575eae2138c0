"""What a rotation shows is what it holds, in words, on one clock and everybody's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from overlap.people.absence import Closure, TimeOff
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.ledger import Ledger
from overlap.planning.rotation import Rotation, plan_rotation
from overlap.render.document import Paragraph
from overlap.render.text import to_text

DAY_SHIFT = [Shift("09:00", "17:00")]
FIXED = "the best single time, would leave somebody with"


def asked(**more: Any) -> Rotation:
    teams = [
        Team("manila", "Asia/Manila", DAY_SHIFT, name="Manila"),
        Team("lima", "America/Lima", DAY_SHIFT, name="Lima", closures=[Closure("2026-03-17", "2026-03-18")]),
    ]
    meeting = Meeting("sync", title="Sync", teams=["manila", "lima"], minutes=30, on="tue", anchor="lima")
    roster = Roster(teams, zone="UTC", meetings=[meeting])
    return plan_rotation(roster, "sync", "2026-03-03", "2026-03-17", at=["07:00", "19:00", "20:00"], **more)


def lines(found: Rotation, clock: str = "UTC") -> list[str]:
    return to_text(found.document(clock)).splitlines()


def test_a_rotation_reads_from_its_verdict_to_what_it_skips() -> None:
    assert lines(asked(ledger=Ledger({"manila": 30, "lima": 0, "gone": 0}))) == [
        "Sync: 2 meetings at 1 time; nobody has more than 3 h of discomfort, and no plan is fairer.",
        "",
        "Date             UTC          Bears most",
        "---------------  -----------  ----------------",
        "Wed 4 Mar 2026   00:00–00:30  Lima: 1 h 30 min",
        "Wed 11 Mar 2026  00:00–00:30  Lima: 1 h 30 min",
        "",
        "Local time  19:00, 2×",
        "----------  -----------------",
        "Manila      Wed 08:00 fringe",
        "Lima        Tue 19:00 outside",
        "",
        "Who bears what",
        "--------------",
        "",
        "Who     Where   Bears  Carried      In all",
        "------  ------  -----  -------  ----------",
        "Manila  Manila    1 h   30 min  1 h 30 min",
        "Lima    Lima      3 h    0 min         3 h",
        "",
        f"Always 19:00, {FIXED} 3 h; the fairest time of each date in turn, limits apart, 3 h.",
        "",
        "No meeting",
        "----------",
        "",
        "Date             Because",
        "---------------  -------------",
        "Tue 17 Mar 2026  Lima: closure",
        "",
        "No longer invited, and dropped from the ledger: gone.",
    ]


def test_the_verdict_stands_out() -> None:
    verdict = asked().document().blocks[0]
    assert isinstance(verdict, Paragraph)
    assert verdict.text.startswith("Sync: 2 meetings")
    assert verdict.strong


def test_the_verdict_says_no_more_than_is_proven() -> None:
    found = asked()
    gap = replace(found, is_optimal=False, bound_minutes=found.worst_minutes - 90)
    assert lines(gap)[0] == (
        "Sync: 2 meetings at 2 times; nobody has more than 2 h 30 min of discomfort, "
        "at most 1 h 30 min more than the least."
    )
    met = replace(found, is_optimal=False, bound_minutes=found.worst_minutes)
    assert lines(met)[0].endswith("In no plan has the worst-off less; for the others that is not proven.")
    told = lines(replace(found, fixed=None))
    assert any(line.startswith("No single time suits all the dates; ") for line in told)


def test_a_meeting_that_costs_nobody_anything_and_absences_are_told() -> None:
    members = [Member(f"m{at}", name=f"M{at}", zone="Asia/Tokyo") for at in range(3)]
    ana = Member("ana", name="Ana", time_off=[TimeOff("2026-03-10")])
    teams = [Team("t", "UTC", DAY_SHIFT, name="T", members=[ana, *members], headcount=5)]
    roster = Roster(teams, meetings=[Meeting("sync", teams=["t"], minutes=30, on="tue")])
    told = lines(plan_rotation(roster, "sync", "2026-03-03", "2026-03-10", at=["15:00"]))
    assert "Tue 3 Mar 2026   15:00–15:30  M0, M1 and 1 more: 3 h" in told
    assert "M0          Wed 00:00 absent" in told
    # Four others bear nothing, or three hours each of three: the mean is two hours and a quarter.
    assert [line.split(maxsplit=2)[2] for line in told if line.startswith("Ana  ")][-1] == (
        "0 min  2 h 15 min  2 h 15 min"
    )
    alone = Meeting("alone", teams=["t.ana"], minutes=30, on="tue")
    free = lines(plan_rotation(roster, alone, "2026-03-03", "2026-03-03", at=["09:00"]))
    assert free[4] == "Tue 3 Mar 2026  09:00–09:30  nobody"
    assert "Ana  UTC    0 min" in free


def test_of_many_times_the_commonest_five_have_local_times() -> None:
    hours = [f"{hour:02}:00" for hour in range(8, 15)]
    teams = [Team("t", "UTC", DAY_SHIFT, name="T")]
    roster = Roster(teams, zone="UTC", meetings=[Meeting("s", teams=["t"], minutes=30, every="day")])
    found = plan_rotation(roster, "s", "2026-03-02", "2026-03-08", at=hours)
    items = tuple(
        replace(one, time=hour, _slot=one._slot._replace(key=int(hour[:2]) * 60))
        for one, hour in zip(found, hours, strict=True)
    )
    many = replace(found, items=items)
    told = lines(many)
    (heads,) = [line for line in told if line.startswith("Local time ")]
    assert heads.split()[2:] == [
        "08:00,",
        "1×",
        "09:00,",
        "1×",
        "10:00,",
        "1×",
        "11:00,",
        "1×",
        "12:00,",
        "1×",
    ]
    assert "Local times are those of the 5 commonest times." in told


def test_a_time_that_comes_twice_has_local_times_before_those_that_come_once() -> None:
    hours = [*(f"{hour:02}:00" for hour in range(8, 15)), "14:00"]
    roster = Roster(
        [Team("t", "UTC", DAY_SHIFT, name="T")],
        zone="UTC",
        meetings=[Meeting("s", teams=["t"], minutes=30, every="day")],
    )
    found = plan_rotation(roster, "s", "2026-03-02", "2026-03-09", at=sorted({*hours}))
    items = tuple(
        replace(one, time=hour, _slot=one._slot._replace(key=int(hour[:2]) * 60))
        for one, hour in zip(found, hours, strict=True)
    )
    (heads,) = [line for line in lines(replace(found, items=items)) if line.startswith("Local time ")]
    assert heads.split()[2:] == (
        ["08:00,", "1×", "09:00,", "1×", "10:00,", "1×", "11:00,", "1×", "14:00,", "2×"]
    )


def test_without_a_meeting_the_reason_comes_first() -> None:
    told = lines(asked(domain="work"))
    assert told[0] == "At none of the dates can enough of those needed come."
    assert "No meeting" in told


def test_the_clock_is_the_readers_and_pages_say_what_text_says() -> None:
    found = asked()
    assert lines(found, "Asia/Manila")[4] == "Tue 3 Mar 2026   20:00–20:30  Manila: 2 h"
    assert to_text(found.document()).splitlines()[4] == "Tue 3 Mar 2026   07:00–07:30   Manila: 2 h"
    page = found._repr_html_()
    for words in ("Bears most", "Manila: 2 h", "the best single time"):
        assert words in page
