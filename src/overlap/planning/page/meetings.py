"""Meetings: everybody's local time, what that costs each team by day and by night, and taking turns.

Law: every minute is one of `Series.burdens`; those of an occurrence that touches
somebody's quiet hours are counted as night. People of a team are added up.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.civil import day_of
from overlap.planning.report import Report
from overlap.planning.report_words import say
from overlap.planning.series import Series
from overlap.planning.series_view import rule_text
from overlap.render.charts import BarRow, Bars
from overlap.render.document import Block, Heading, Paragraph, Table
from overlap.render.moments import city_text, date_text, duration_text, wall_text

__all__ = ["meeting_blocks", "team_burdens"]


def meeting_blocks(report: Report) -> Iterator[Block]:
    """All meetings in a table, then everybody's local times, burdens, and turns."""
    programme = report.programme
    yield from programme.document(report.zone).blocks
    for series in programme:
        if series.held:
            yield Heading(say("local-times", title=series.meeting.title))
            yield Paragraph(rule_text(series))
            yield _local_times(series)
    burdens = team_burdens(report)
    yield Heading(say("burden-title"))
    if not any(day or night for day, night in burdens.values()):
        yield Paragraph(say("burden-none"))
        return
    low, high = report.roster.defaults.quiet
    yield Paragraph(say("burden-lead", start=wall_text(low), end=wall_text(high)))
    names = {team.id: team.name for team in report.roster}
    yield Bars(
        say("burden-title"),
        "min",
        (say("burden-day"), say("burden-night")),
        tuple(BarRow(names[team], (day, night)) for team, (day, night) in burdens.items()),
    )
    yield from _turns(report)


def team_burdens(report: Report) -> dict[str, tuple[int, int]]:
    """For each team that is invited to anything: minutes of discomfort by day, and at night."""
    found: dict[str, list[int]] = {}
    for series in report.programme:
        for held in series.held:
            borne = series.burdens_of(held)
            for one in held.attendees:
                cell = found.setdefault(one.id.partition(".")[0], [0, 0])
                cell[one.status == "quiet"] += borne[one.id]
    return {team.id: (found[team.id][0], found[team.id][1]) for team in report.roster if team.id in found}


def _local_times(series: Series) -> Table:
    rows = []
    burdens = series.burdens
    for who in series.invitees:
        first = True
        for run in series.runs[who.id]:
            day = f" {run.days_later:+d} day" if run.days_later else ""
            rows.append(
                (
                    who.who.name if first else "",
                    city_text(who.who.pattern.zone) if first else "",
                    f"{wall_text(run.local)}{day}",
                    date_text(day_of(run.start)),
                    str(run.outside_hours or ""),
                    duration_text(burdens[who.id]) if first and burdens[who.id] else "",
                    "; ".join(run.because),
                )
            )
            first = False
    right = (say("outside-hours"), say("discomfort"))
    columns = (say("who"), say("city"), say("local-time"), say("from"), *right, say("because"))
    # Where nothing ever moves, nothing is to be explained.
    used = [at for at, name in enumerate(columns) if name != say("because") or any(row[at] for row in rows)]
    return Table.of([columns[at] for at in used], [[row[at] for at in used] for row in rows], right=right)


def _turns(report: Report) -> Iterator[Block]:
    """How taking turns would share what a meeting costs."""
    for found in report.rotations:
        series = next(one for one in report.programme if one.meeting.id == found.meeting.id)
        now = series.burdens
        worst = max(now.values())
        if found.worst_minutes >= worst:
            continue
        yield Heading(say("rotation-title", title=found.meeting.title))
        proof = say("rotation-proven" if found.is_optimal else "rotation-found")
        yield Paragraph(
            say(
                "rotation-lead",
                worst=duration_text(found.worst_minutes),
                now=duration_text(worst),
                proof=proof,
            )
        )
        rows = []
        for one in found.people:
            rows.append((one.name, duration_text(now.get(one.id, 0)), duration_text(one.total)))
        right = (say("as-it-is"), say("taking-turns"))
        yield Table.of((say("person"), *right), rows, right=right)
