"""A roster over a horizon as a workbook: every table that people keep in spreadsheets.

Law: each sheet is another answer's rows, on clocks that its headings name. The first sheet says what the
others are, over which dates, with which zone data, and what a reader must know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import tzdata_version
from overlap.errors import BadArgument
from overlap.people.busy import Busy
from overlap.people.listed import shown
from overlap.people.roster import Roster
from overlap.planning.selection import require_roster
from overlap.planning.workbooks.cells import Asked, Names, utc
from overlap.planning.workbooks.coverage import coverage_sheets
from overlap.planning.workbooks.meetings import meeting_sheets
from overlap.planning.workbooks.people import holidays_sheet, hours_sheet
from overlap.planning.workbooks.teams import teams_sheet
from overlap.planning.workbooks.times import shifts_sheet, windows_sheet
from overlap.planning.workbooks.week import week_sheet
from overlap.render.moments import date_text
from overlap.render.progress import tell
from overlap.render.workbook import Column, Sheet, Workbook

__all__ = ["workbook"]

_READ_ME: Final = "Read me"

_ABOUT: Final = {
    "Teams": "Who works when, in the columns that overlap import reads.",
    "Week": "How many people of each team are at work in each hour of a typical week.",
    "Shifts": "Each shift on each date.",
    "Windows": "When all teams are at work together, and when most are.",
    "Coverage": "When too few are at work, and why.",
    "Needs": "How far each need is covered.",
    "Meetings": "Each occurrence of each meeting on everybody's clock.",
    "Ledger": "What meetings ask of each person, at night apart.",
    "Hours": "How much each person works, at night and on rest days apart.",
    "Holidays": "Who is off on a day that they would work.",
}
"""What each sheet is, in their order."""


def workbook(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    busy: Mapping[str, Iterable[Busy]] | None = None,
    sheets: Iterable[str] | None = None,
) -> Workbook:
    """Puts a roster over a horizon into the sheets of a workbook.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key of the reader's clock, in which dates are read; the roster's by default.
        busy: Busy blocks by id, for the statuses of meetings; see `audit_series`.
        sheets: Names of those to have, in any case, with a blank or a hyphen between words; all by default.
            What is not asked for costs nothing.

    Returns:
        The sheets asked for, in the order asked; by default "Read me", "Teams", "Week", "Shifts",
        "Windows", "Coverage", "Needs", "Meetings", "Ledger", "Hours" and "Holidays". One without a row
        says why in its notes. It is created when the horizon starts, so that the same question gives the
        same bytes.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.
        BadArgument: If no sheet, or none of such a name, is asked for, or one twice; or if a meeting
            without a time finds none that collides with no other.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> book = workbook(Roster([pune, london]), "2026-03-02", "2026-03-02", zone="Asia/Kolkata")
        >>> [str(value) for value in book.sheet("windows").rows[0][:4]]
        ['all 2', '2026-03-02', '2026-03-02 14:30:00', '2026-03-02 22:00:00']
    """
    require_roster(roster)
    clock = roster.clock(zone)
    horizon = Horizon.of(start, end, clock)
    if isinstance(sheets, str):
        raise BadArgument(f"sheets is {shown(sheets)}, no list", hint=f'write ["{sheets}"]', field="sheets")
    wanted = [_READ_ME, *_ABOUT] if sheets is None else list(map(_named, sheets))
    found = _sheets(Asked(roster, horizon, clock, Names(roster)), wanted, busy)
    return Workbook(roster.title, tuple(found[name] for name in wanted), utc(horizon.start))


def _named(name: str) -> str:
    """A sheet's own name, of one in any case and with a hyphen for a blank.

    Raises:
        BadArgument: If there is none.
    """
    names = {one.casefold(): one for one in (_READ_ME, *_ABOUT)}
    found = names.get(name.strip().casefold().replace("-", " ")) if isinstance(name, str) else None
    if found is None:
        known = ", ".join(one.replace(" ", "-") for one in names)
        called = f'"{name}"' if isinstance(name, str) else shown(name)
        raise BadArgument(f"no sheet is called {called}", hint=f"use {known}", field="sheets")
    return found


def _sheets(
    asked: Asked, wanted: Iterable[str], busy: Mapping[str, Iterable[Busy]] | None
) -> dict[str, Sheet]:
    """The sheets wanted, by name, and those that come with them."""
    makers: dict[tuple[str, ...], Callable[[], tuple[Sheet, ...]]] = {
        ("Teams",): lambda: (teams_sheet(asked),),
        ("Week",): lambda: (week_sheet(asked),),
        ("Shifts",): lambda: (shifts_sheet(asked),),
        ("Windows",): lambda: (windows_sheet(asked),),
        ("Coverage", "Needs"): lambda: coverage_sheets(asked),
        ("Meetings", "Ledger"): lambda: meeting_sheets(asked, busy),
        ("Hours",): lambda: (hours_sheet(asked),),
        ("Holidays",): lambda: (holidays_sheet(asked),),
    }
    names = set(wanted)
    found: dict[str, Sheet] = {}
    for done, (kinds, make) in enumerate(makers.items()):
        if names.intersection(kinds):
            tell("Workbook", done, len(makers), part=kinds[0])
            found |= zip(kinds, make(), strict=True)
    found[_READ_ME] = _read_me(asked, [sheet for name, sheet in found.items() if name in names])
    return found


def _read_me(asked: Asked, sheets: Iterable[Sheet]) -> Sheet:
    rows = [(topic, text) for topic, text in _facts(asked)]
    for sheet in sheets:
        count = f"{len(sheet.rows)} row{'' if len(sheet.rows) == 1 else 's'}"
        rows.append((f"Sheet {sheet.name}", f"{_ABOUT[sheet.name]} {count}."))
        rows += [("", note) for note in sheet.notes]
    return Sheet(_READ_ME, (Column("About"), Column("Text", width=110)), tuple(rows))


def _facts(asked: Asked) -> Iterator[tuple[str, str]]:
    roster, days = asked.roster, asked.horizon.days(asked.clock)
    people = sum(team.people_count for team in roster)
    yield "Title", roster.title
    yield "Dates", f"{date_text(days[0])} to {date_text(days[-1])}, both included"
    low, high = (asked.clock.to_wall(instant) % DAY for instant in (asked.horizon.start, asked.horizon.end))
    if low or high:
        start, end = (f"{utc(one):%Y-%m-%d %H:%M} UTC" for one in (asked.horizon.start, asked.horizon.end))
        yield "Exactly", f"from {start} until {end}"
    yield "Clock", f"{asked.clock.key}, where a heading names no other"
    yield "Zone data", f"tzdata {tzdata_version()}"
    yield "Roster", f"{len(roster)} team{'' if len(roster) == 1 else 's'}, {people} people"
    yield "Times", "Hours are exact elapsed time, as decimals: 7.5 is seven and a half hours."
    for caveat in roster.caveats:
        yield "Note", caveat
