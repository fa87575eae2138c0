"""A report as plain values, for programs.

Law: field names never change. What another answer tells whole stands there: `coverage` has the people at each
hour, `windows` those of a year, `series` the occurrences of a meeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from overlap.planning.page.meetings import team_burdens

if TYPE_CHECKING:
    from overlap.planning.report import Report
    from overlap.planning.series import Series

__all__ = ["report_values"]


def report_values(report: Report) -> dict[str, Any]:
    """The report in the order of its page."""
    reason = report.windows.reason
    found: dict[str, Any] = {
        "title": report.roster.title,
        "zone": report.zone,
        "teams": [
            {"id": team.id, "name": team.name, "zone": team.zone, "headcount": team.people_count}
            for team in report.roster
        ],
        "windows": report.windows.to_dicts(),
        "total_minutes": report.windows.intervals.minutes,
    }
    if reason is not None:
        found |= {"reason": reason.text, "reason_code": reason.code, "reason_teams": list(reason.teams)}
    return found | {
        "kpis": report.kpis.to_dict(),
        "most_teams": report.most,
        "most_windows": report.best.to_dicts(),
        "most_total_minutes": report.best.intervals.minutes,
        "pairs": [{"teams": list(pair), "minutes": minutes} for pair, minutes in report.pairs.items()],
        "all_changes": report.all_changes.to_dicts(),
        "baseline": report.changes.baseline.to_dict(),
        "changes": report.changes.to_dicts(),
        "weeks": [
            {
                "start": week.start.isoformat(),
                "minutes": week.minutes,
                "usual_minutes": week.usual_minutes,
                "because": [
                    {"team": team, "date": on.isoformat(), "name": name} for team, on, name in week.because
                ],
            }
            for week in report.weeks
        ],
        "holidays": [
            {
                "date": ahead.date.isoformat(),
                "team": ahead.team,
                "name": ahead.name,
                "status": ahead.status,
                "confidence": ahead.confidence,
            }
            for ahead in report.holidays
        ],
        "worked_through": [day.to_dict() for day in report.worked_through],
        "client_holidays": [day.to_dict() for day in report.client_days],
        "meetings": [_meeting(series) for series in report.programme],
        "team_burdens": [
            {"team": team, "day_minutes": day, "night_minutes": night}
            for team, (day, night) in team_burdens(report).items()
        ],
        "caveats": list(report.roster.caveats),
    }


def _meeting(series: Series) -> dict[str, Any]:
    """A meeting without its occurrences: `series` tells those."""
    return {
        "meeting": series.meeting.id,
        "title": series.meeting.title,
        "zone": series.zone,
        "held": len(series.held),
        "moved": sum(one.is_moved for one in series),
        "skipped": len(series) - len(series.held),
        "outside_hours": series.outside_hours,
        "burdens": [{"id": who, "burden_minutes": cost} for who, cost in series.burdens.items()],
    }
