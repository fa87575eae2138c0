"""How a report reads: the order of its parts and the words between them.

Law: says only what the report holds. Strips have half-hour cells and mark a cell that is at least
half filled; the exact minutes stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.civil import DAY, day_of, time_text
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone, tzdata_version, zone
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.people.workpattern import Turn
from overlap.planning.changes import Changes, end_text
from overlap.planning.holidays_view import whose_days
from overlap.planning.kpis_view import kpi_table
from overlap.planning.report import Report, Week
from overlap.planning.selection import Demand, Group
from overlap.render.document import Block, Document, Heading, Mark, Paragraph, Strip, StripRow, Table
from overlap.render.moments import city_text, clock_range, date_text, duration_text, weekday_set_text
from overlap.render.text import shortened

__all__ = ["report_document"]

_CELL = 30
"""Minutes of a strip's cell: 48 cells and their labels fit 80 columns."""

_LABEL = 20
"""Columns of a strip's label."""

_MATRIX_UP_TO = 10
"""Teams up to which the pairs are a square; beyond, a list of the pairs that share least."""


def report_document(report: Report) -> Document:
    """The report in reading order."""
    return Document(tuple(_blocks(report)))


def _blocks(report: Report) -> Iterator[Block]:
    clock = zone(report.zone)
    first, last = report.horizon.dates(clock)
    many = len(report.roster) > 1
    yield Heading(report.roster.title, 1)
    counts = " A team counts as there while somebody of it is at work."
    yield Paragraph(
        f"{date_text(day_of(first))} to {date_text(day_of(last))}. "
        f"Times are those of {report.zone} unless another clock is named."
        f"{counts if any(team.members for team in report.roster) else ''}"
    )
    yield from _headline(report)
    yield Heading("Key figures")
    yield kpi_table(report.kpis)
    yield Heading("Who works when")
    yield _teams(report, clock)
    yield from _seasons(report)
    day = day_of(report.changes.baseline.date)
    yield Heading(f"A day in {city_text(clock)}")
    yield _common_strip(report, clock, day)
    if report.changes.baseline.windows_local and not _alone(report):
        whose = "The shared hours on each team's own clock" if many else "The hours on the team's own clock"
        yield Heading(whose)
        yield from _own_strips(report, clock, day)
    if len(report.pairs) > 1:
        yield Heading("Hours that pairs share" if _is_short(report) else "Hours a week that pairs share")
        yield from _pairs(report)
    yield Heading(f"When the {'shared ' if many else ''}hours move")
    yield from _changes(report)
    yield Heading("Weeks that break")
    yield from _weeks(report)
    yield Heading("Holidays ahead")
    yield from _holidays(report)
    yield from whose_days(report.roster, report.worked_through, report.client_days)
    for caveat in report.roster.caveats:
        yield Paragraph(f"{caveat}.")
    yield Paragraph(
        f"Time zones: tzdata {tzdata_version()}. Holidays: the public lists of the places shown, "
        "with each team's own changes."
    )


def _is_short(report: Report) -> bool:
    """Whether it is about less than a week, of which no weekly figure can be made."""
    return len(report.horizon.days(zone(report.zone))) < 7


def _alone(report: Report) -> bool:
    """Whether no two teams are ever at work at once on a day as the report begins."""
    return report.most == 1 < len(report.roster)


def _headline(report: Report) -> Iterator[Block]:
    count = len(report.roster)
    who = "Both teams" if count == 2 else f"All {count} teams" if count > 2 else report.roster.teams[0].name
    verb, verb_then = ("share", "they share") if count > 1 else ("works", "it works")
    reason = report.windows.reason
    if reason is not None:
        yield Paragraph(reason.message, strong=True)
        for detail in reason.details:
            yield Paragraph(detail)
    elif not report.all_changes.baseline.windows_local:
        first = next((change for change in report.all_changes if change.windows_local), None)
        if first is None:
            only = duration_text(report.windows.intervals.minutes)
            yield Paragraph(f"{who} {verb} {only} in these dates, and none on a typical day.", strong=True)
            return
        since = date_text(day_of(first.date))
        until = date_text(day_of(first.date) - 1)
        hours = _spans_text(first.windows_local)
        text = f"{who} {verb} no hours until {until}; from {since} {verb_then} {hours}."
        yield Paragraph(text, strong=True)
    else:
        yield Paragraph(_share_sentence(report, who), strong=True)
    if 1 < report.most < count:
        yield Paragraph(_share_sentence(report, f"At least {report.most} of the {count} teams"), strong=True)


def _share_sentence(report: Report, who: str) -> str:
    minutes = report.best.intervals.minutes
    if _is_short(report):
        length = f"{duration_text(minutes)} in these dates"
    else:
        length = f"{duration_text(round(minutes / report.weeks_long))} a week on average"
    verb = "works" if len(report.roster) == 1 else "share"
    typical = report.changes.baseline
    until = f" until {date_text(day_of(report.changes[0].date) - 1)}" if report.changes else ""
    return f"{who} {verb} {length}: {_spans_text(typical.windows_local)} on a typical day{until}."


def _spans_text(spans: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(f"{time_text(start)}–{end_text(end)}" for start, end in spans)


def _teams(report: Report, clock: Zone) -> Table:
    rows = []
    for team in report.roster:
        shifts = team.shifts or (None,)
        turns = team.pattern.turns(report.horizon, bare=True)
        for number, shift in enumerate(shifts):
            first = number == 0
            rows.append(
                (
                    team.name if first else "",
                    city_text(team.pattern.zone) if first else "",
                    str(team.people_count) if first else "",
                    _shift_text(team, shift),
                    _shift_here(shift, turns, clock),
                )
            )
    columns = ("Team", "Clock", "People", "Works", f"In {city_text(clock)}")
    return Table.of(columns, rows, right=("People",))


def _seasons(report: Report) -> Iterator[Paragraph]:
    """A sentence for each season that falls into the report."""
    for team in report.roster:
        first, last = report.horizon.dates(team.pattern.zone)
        for season in team.seasons:
            if season.start > last or season.end < first:
                continue
            when = f"{date_text(day_of(season.start))} to {date_text(day_of(season.end))}"
            if season.shifts is None:
                what = f"each shift ends {duration_text(season.shorten_minutes)} earlier"
            else:
                what = ", ".join(_shift_text(team, shift) for shift in season.shifts) or "no shifts"
            yield Paragraph(f"{team.name}, {season.name}, {when}: {what}.")


def _shift_text(team: Team, shift: Shift | None) -> str:
    if shift is None:
        return "no shifts"
    if team.cycle is not None:
        days = f"{shift.name}, a {len(team.cycle.days)}-day cycle"
    else:
        days = weekday_set_text(shift.days or team.working_days)
    pinned = f" {city_text(zone(shift.zone))} time" if shift.zone and shift.zone != team.zone else ""
    return f"{days} {shift.start}–{shift.end}{pinned}"


def _shift_here(shift: Shift | None, turns: list[Turn], clock: Zone) -> str:
    """The first date's shift on the reader's clock; holidays do not matter here."""
    if shift is None:
        return ""
    for turn in turns:
        if turn.shift == shift:
            return clock_range(turn.start, turn.end, clock, day=day_of(turn.date))
    return "not in these dates"


def _day_horizon(clock: Zone, day: int) -> Horizon:
    return Horizon(clock.to_instant(day * DAY), clock.to_instant((day + 1) * DAY))


def _cells(inside: IntervalSet, shared: IntervalSet, clock: Zone, day: int) -> tuple[Mark, ...]:
    """The cells of a day, marked where at least half of one is at work or shared."""
    marks: list[Mark] = []
    for cell in range(0, DAY, _CELL):
        start = clock.to_instant(day * DAY + cell)
        end = clock.to_instant(day * DAY + cell + _CELL)
        half = max((end - start) / 2, 1)
        if shared.clip(start, end).minutes >= half:
            marks.append("all")
        elif inside.clip(start, end).minutes >= half:
            marks.append("some")
        else:
            marks.append("none")
    return tuple(marks)


def _best_on(report: Report, horizon: Horizon) -> tuple[IntervalSet, dict[str, IntervalSet]]:
    """Shared minutes and each team's, as the pattern has them on one day."""
    bare = {team.id: team.at_work(horizon, bare=True) for team in report.roster}
    asked = Demand((Group(bare, report.most),))
    return asked.met(bare), bare


def _common_strip(report: Report, clock: Zone, day: int) -> Strip:
    horizon = _day_horizon(clock, day)
    shared, bare = _best_on(report, horizon)
    rows = []
    for team in report.roster:
        together = shared & bare[team.id]
        rows.append(StripRow(_label(team), _cells(bare[team.id], together, clock, day)))
    many = len(report.roster) > 1 and not _alone(report)
    by = "" if report.most == len(report.roster) else f" by {report.most} teams or more"
    legend = f"▒ at work  █ shared{by}" if many else "█ at work"
    return Strip(tuple(rows), _CELL, f"{date_text(day)}   {legend}")


def _own_strips(report: Report, clock: Zone, day: int) -> Iterator[Block]:
    around = Horizon(clock.to_instant(day * DAY) - DAY, clock.to_instant((day + 1) * DAY) + DAY)
    wide, bare = _best_on(report, around)
    shared = wide.clip(*_bounds(wide, _day_horizon(clock, day)))
    rows, times = [], []
    for team in report.roster:
        own = team.pattern.zone
        together = shared & bare[team.id]
        anchor = (
            own.to_wall(together.starts[0]) // DAY if together else own.to_wall(around.start + DAY) // DAY
        )
        rows.append(StripRow(_label(team), _cells(bare[team.id], together, own, anchor)))
        hours = ", ".join(clock_range(start, end, own, day=anchor) for start, end in together)
        times.append((team.name, city_text(own), hours or "not there", duration_text(together.minutes)))
    yield Strip(tuple(rows), _CELL, f"{date_text(day)} as above; each row is that team's own day.")
    hours = "Shared hours" if len(report.roster) > 1 else "Hours"
    yield Table.of(("Team", "Clock", hours, "Length"), times, right=("Length",))


def _bounds(shared: IntervalSet, day: Horizon) -> tuple[int, int]:
    """A day widened to the whole windows that start in it."""
    inside = [(start, end) for start, end in shared if day.start <= start < day.end]
    if not inside:
        return day.start, day.end
    return inside[0][0], inside[-1][1]


def _label(team: Team) -> str:
    return shortened(team.name, _LABEL)


def _pairs(report: Report) -> Iterator[Block]:
    teams = report.roster.teams
    weeks = 1 if _is_short(report) else report.weeks_long

    def hours(minutes: int) -> str:
        return f"{minutes / 60 / weeks:.1f}" if minutes else "–"

    if len(teams) <= _MATRIX_UP_TO:
        columns = ("", *(str(number) for number, _ in enumerate(teams[:-1], 1)))
        rows = []
        for index, team in enumerate(teams):
            cells = [hours(report.pairs[teams[other].id, team.id]) for other in range(index)]
            blank = [""] * (len(teams) - 1 - index)
            rows.append((f"{index + 1} {team.name}", *cells, *blank))
        yield Table.of(columns, rows, right=columns[1:])
        return
    least = sorted(report.pairs.items(), key=lambda item: item[1])[:20]
    names = {team.id: team.name for team in teams}
    yield Paragraph("The twenty pairs that share least:")
    yield Table.of(
        ("Pair", "Hours"),
        [(f"{names[one]} and {names[other]}", hours(minutes)) for (one, other), minutes in least],
        right=("Hours",),
    )


def _changes(report: Report) -> Iterator[Block]:
    count = len(report.roster)
    if report.most < count and report.all_changes:
        yield _change_table(report.all_changes, "Both teams:" if count == 2 else f"All {count} teams:")
    if report.changes and not _alone(report):
        caption = f"At least {report.most} of {count} teams:" if report.most < count else ""
        yield _change_table(report.changes, caption)
    elif not report.all_changes:
        yield Paragraph("No clock change or season moves them in these dates.")


def _change_table(changes: Changes, caption: str) -> Table:
    rows = [
        (
            date_text(day_of(change.date)),
            _spans_text(change.windows_local) or "none",
            " ".join(change.because) or "as the report begins",
        )
        for change in (changes.baseline, *changes)
    ]
    return Table.of(("From", "Windows", "Because"), rows, caption=caption)


def _weeks(report: Report) -> Iterator[Block]:
    if not report.weeks:
        shared = "shared hours" if len(report.roster) > 1 else "hours"
        yield Paragraph(f"None: no day off takes {shared} in these dates.")
        return
    names = {team.id: team.name for team in report.roster}
    rows = []
    for week in report.weeks:
        rows.append(
            (
                date_text(day_of(week.start)),
                duration_text(week.minutes),
                duration_text(week.usual_minutes),
                _because(week, names),
            )
        )
    got = "Shared" if len(report.roster) > 1 else "Hours"
    yield Table.of(("Week from", got, "Usual", "Because"), rows, right=(got, "Usual"))


def _because(week: Week, names: dict[str, str]) -> str:
    """A week's days off, each team and each name once: `Manila: Rizal Day (Wed 30 Dec), ...; Bogotá: ...`."""
    teams: dict[str, dict[str, list[int]]] = {}
    for team, on, name in week.because:
        teams.setdefault(team, {}).setdefault(name, []).append(day_of(on))
    return "; ".join(
        f"{names[team]}: " + ", ".join(f"{name} ({_days_text(days)})" for name, days in found.items())
        for team, found in teams.items()
    )


def _days_text(days: list[int]) -> str:
    """`Mon 28 Dec`, `Mon 8 Feb, Tue 9 Feb`, or `Mon 28 Dec to Fri 1 Jan` for three in a row or more."""
    texts = [date_text(day)[:-5] for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{texts[0]} to {texts[-1]}"
    return ", ".join(texts)


def _holidays(report: Report) -> Iterator[Block]:
    if not report.holidays:
        yield Paragraph("None on a working day in these dates.")
        return
    names = {team.id: team.name for team in report.roster}
    marks = {"off": "", "part": "half day", "soft": "optional"}
    rows = []
    for ahead in report.holidays:
        expected = "hours expected" if ahead.status == "part" else "date expected"
        notes = [marks[ahead.status], expected if ahead.confidence == "projected" else ""]
        rows.append(
            (
                date_text(day_of(ahead.date)),
                names[ahead.team],
                ahead.name,
                ", ".join(note for note in notes if note),
            )
        )
    yield Table.of(("Date", "Team", "Holiday", "Note"), rows)
