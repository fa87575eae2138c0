"""The still day is that of the pattern: each team with its quiet hours, work and what is shared."""

from __future__ import annotations

from overlap.people.absence import Closure
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.page.hours import still_day
from overlap.planning.report import report
from overlap.render.document import Band, BandGroup, BandKind, Bands


def test_every_team_has_its_day_on_the_clock_of_the_report_without_days_off() -> None:
    """Nine to five in Berlin is three to eleven in New York, and its night four p.m. to one."""
    lunch = [Break("12:00", "13:00")]
    york = Team("ny", "America/New_York", [Shift("09:00", "17:00", breaks=lunch)], name="New York")
    berlin = Team(
        "berlin",
        "Europe/Berlin",
        [Shift("09:00", "17:00")],
        name="Berlin",
        closures=[Closure("2026-03-02")],
    )
    made = report(Roster([york, berlin], zone="America/New_York"), "2026-03-02", "2026-03-06")
    day: tuple[tuple[int, int, BandKind], ...] = (
        (0, 7 * 60, "quiet"),
        (22 * 60, 24 * 60, "quiet"),
        (9 * 60, 12 * 60, "work"),
        (13 * 60, 17 * 60, "work"),
        (12 * 60, 13 * 60, "break"),
        (9 * 60, 11 * 60, "shared"),
    )
    abroad: tuple[tuple[int, int, BandKind], ...] = (
        (0, 60, "quiet"),
        (16 * 60, 24 * 60, "quiet"),
        (3 * 60, 11 * 60, "work"),
        (9 * 60, 11 * 60, "shared"),
    )
    groups = (
        BandGroup("New York", before=(Band("", day),)),
        BandGroup("Berlin", before=(Band("", abroad),)),
    )
    assert still_day(made) == Bands("Mon 2 Mar 2026", "America/New_York", groups)
